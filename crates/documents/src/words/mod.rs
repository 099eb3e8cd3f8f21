//! The interface's words, in French and English. The atlas's own texts are in the
//! atlas.

mod later;
mod phrases;

pub use self::{
    later::Later,
    phrases::{
        Asked, as_of, astray, back_to, changes, date, interval, language_name, length, paragraph, position,
        situation,
    },
};

/// A language of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lang {
    /// French, the article's language and the first.
    Fr,
    /// English.
    En,
}

impl Lang {
    /// Both, in the order of the switch.
    pub const ALL: [Self; 2] = [Self::Fr, Self::En];

    /// BCP 47.
    pub fn code(self) -> &'static str {
        match self {
            Self::Fr => "fr",
            Self::En => "en",
        }
    }

    /// The language with this code, regions aside (`fr-CH` is French).
    pub fn from_code(code: &str) -> Option<Self> {
        let primary = code.split('-').next().unwrap_or_default();
        Self::ALL.into_iter().find(|l| l.code().eq_ignore_ascii_case(primary))
    }

    /// The interface's language for texts in `languages` (codes, the first one
    /// preferred): the first of them that it speaks. Where it speaks none,
    /// English, which more readers know.
    pub fn nearest<'a>(languages: impl IntoIterator<Item = &'a str>) -> Self {
        languages.into_iter().find_map(Self::from_code).unwrap_or(Self::En)
    }

    /// Its name in itself.
    pub fn name(self) -> &'static str {
        match self {
            Self::Fr => "Français",
            Self::En => "English",
        }
    }

    /// The interface's words.
    pub fn words(self) -> &'static Words {
        match self {
            Self::Fr => &FR,
            Self::En => &EN,
        }
    }

    /// The words of what a page is told later.
    pub fn later(self) -> &'static Later {
        match self {
            Self::Fr => &later::FR,
            Self::En => &later::EN,
        }
    }
}

/// Words of the interface, one field a message.
#[allow(missing_docs, reason = "each field is its own English text, below")]
pub struct Words {
    pub map: &'static str,
    pub map_help: &'static str,
    pub places_on_map: &'static str,
    pub panel: &'static str,
    pub language: &'static str,
    pub skip_to_list: &'static str,
    pub zoom_in: &'static str,
    pub zoom_out: &'static str,
    pub home: &'static str,
    pub look_north: &'static str,
    pub look_south: &'static str,
    pub look_west: &'static str,
    pub look_east: &'static str,
    pub move_map: &'static str,
    pub legend: &'static str,
    pub back: &'static str,
    pub drawer_open: &'static str,
    pub drawer_close: &'static str,
    pub read_article: &'static str,
    pub places: &'static str,
    pub names: &'static str,
    pub in_the_article: &'static str,
    pub status: &'static str,
    pub sources: &'static str,
    pub precision: &'static str,
    pub what_article_says: &'static str,
    pub no_claim: &'static str,
    pub claims_of_parent: &'static str,
    pub about: &'static str,
    pub also_about: &'static str,
    pub place_by_place: &'static str,
    pub period: &'static str,
    /// Before what an excerpt leaves out.
    pub left_out: &'static str,
    pub reported_by: &'static str,
    pub outline_by_date: &'static str,
    pub part_of: &'static str,
    pub includes: &'static str,
    pub credits: &'static str,
    pub credits_are: &'static str,
    pub loading: &'static str,
    pub retry: &'static str,
    pub close: &'static str,
    /// After how many there are.
    pub files_failed: &'static str,
    pub which_files: &'static str,
    pub did_you_mean: &'static str,
    pub question_mark: &'static str,
    pub missing_texts: &'static str,
    pub missing_fine_print: &'static str,
    pub missing_layer: &'static str,
    pub missing_features: &'static str,
    pub other_edition: &'static str,
    pub missing_relief: &'static str,
    pub missing_basemap: &'static str,
    pub missing_chronicle: &'static str,
    pub held_by: &'static str,
    pub claimed_by: &'static str,
    pub new_tab: &'static str,
    pub caption: &'static str,
    pub paragraph: &'static str,
    pub follow: &'static str,
    pub leave: &'static str,
    pub previous: &'static str,
    pub next: &'static str,
    pub step: &'static str,
    pub of_all: &'static str,
    pub in_order: &'static str,
    pub whose_view: &'static str,
    pub everything: &'static str,
    pub no_position: &'static str,
    pub others_say: &'static str,
    pub not_then: &'static str,
    pub copy_link: &'static str,
    pub copied: &'static str,
    pub search: &'static str,
    pub search_hint: &'static str,
    pub nothing_found: &'static str,
    pub found_one: &'static str,
    pub found_many: &'static str,
    pub town: &'static str,
    pub time_line: &'static str,
    /// All that is told of a date.
    pub local_names: &'static str,
    pub names_size: &'static str,
    pub full_screen: &'static str,
    pub print: &'static str,
    pub worksheet: &'static str,
    pub save_svg: &'static str,
    pub save_png: &'static str,
    /// Above where a region lies.
    pub on_the_map: &'static str,
    pub in_view: &'static str,
    pub no_place: &'static str,
    pub ctrl_wheel: &'static str,
    pub two_fingers: &'static str,
    pub share: &'static str,
    pub share_menu: &'static str,
    pub copy_view: &'static str,
    pub out_of_view: &'static str,
    pub position: &'static str,
    pub close_up: &'static str,
    pub taller: &'static str,
    pub half: &'static str,
}

const FR: Words = Words {
    map: "Carte",
    map_help: "Flèches pour déplacer la carte, + et − pour zoomer, 0 pour la vue d’ensemble, Tab pour passer d’un lieu à l’autre, Entrée pour lire, Échap pour revenir, ? pour parcourir la carte au clavier.",
    places_on_map: "Lieux de l’article sur la carte",
    panel: "Lecture",
    language: "Langue",
    skip_to_list: "Aller à la liste des lieux",
    zoom_in: "Zoom avant",
    zoom_out: "Zoom arrière",
    home: "Vue d’ensemble",
    look_north: "Vers le nord",
    look_south: "Vers le sud",
    look_west: "Vers l’ouest",
    look_east: "Vers l’est",
    move_map: "Déplacer la carte",
    legend: "Légende et calques",
    back: "Tous les lieux",
    drawer_open: "Ouvrir le volet de lecture",
    drawer_close: "Réduire le volet de lecture",
    read_article: "Lire l’article sur le site du journal",
    places: "Les lieux de l’article",
    names: "Noms",
    in_the_article: "dans l’article",
    status: "Où en est-on",
    sources: "Sources",
    precision: "Précision du tracé",
    what_article_says: "Ce que dit l’article",
    no_claim: "L’article ne dit rien de ce lieu en particulier.",
    claims_of_parent: "L’article ne nomme pas ce lieu ; il parle de l’ensemble :",
    about: "À propos de",
    also_about: "Autres lieux concernés",
    place_by_place: "Lieu par lieu",
    period: "Période",
    left_out: "L’extrait ne dit pas :",
    reported_by: "rapporté par",
    outline_by_date: "Le tracé selon la date",
    part_of: "Fait partie de",
    includes: "Comprend",
    credits: "Crédits",
    credits_are: "Crédits\u{a0}:",
    loading: "Chargement",
    retry: "Réessayer",
    close: "Fermer",
    files_failed: "fichiers n’ont pas pu être lus comme il le faudrait",
    which_files: "Lesquels",
    did_you_mean: "Vouliez-vous dire",
    question_mark: "\u{a0}?",
    missing_texts: "Les textes n’ont pas pu être chargés",
    missing_fine_print: "Une partie des noms, les notes et leurs sources n’ont pas pu être chargées",
    missing_layer: "Un calque manque sur la carte",
    missing_features: "Des éléments manquent dans un calque",
    other_edition: "Un fichier est d’une autre édition que la page",
    missing_relief: "Le relief manque sur la carte",
    missing_chronicle: "Les dates et la suite n’ont pas pu être chargées",
    missing_basemap: "Le fond de carte n’a pas pu être affiné",
    held_by: "tenu par",
    claimed_by: "revendiqué par",
    new_tab: "nouvel onglet",
    caption: "légende de la photo",
    paragraph: "paragraphe",
    follow: "Suivre l’article",
    leave: "Quitter le parcours",
    previous: "Précédent",
    next: "Suivant",
    step: "Étape",
    of_all: "sur",
    in_order: "Lire dans l’ordre de l’article",
    whose_view: "Qui parle",
    everything: "Tous",
    no_position: "aucune position citée dans l’article",
    others_say: "Ce que disent les autres",
    not_then: "Ne porte pas sur la date choisie",
    copy_link: "Copier le lien",
    copied: "Lien copié",
    search: "Chercher",
    search_hint: "un lieu, un nom, une phrase",
    nothing_found: "Rien trouvé",
    found_one: "résultat",
    found_many: "résultats",
    town: "ville",
    time_line: "Frise chronologique",
    local_names: "Noms locaux sur la carte",
    names_size: "Taille des noms",
    full_screen: "Plein écran",
    print: "Imprimer",
    worksheet: "Imprimer une fiche, sans les noms des locuteurs",
    save_svg: "Télécharger la figure (SVG)",
    save_png: "Télécharger la figure (PNG)",
    on_the_map: "Sur la carte, en mots",
    in_view: "À l’écran :",
    no_place: "aucun lieu de l’article",
    ctrl_wheel: "Ctrl + molette pour zoomer sur la carte",
    two_fingers: "Deux doigts pour déplacer la carte",
    share: "Partager",
    share_menu: "Partager, citer, intégrer",
    copy_view: "Copier le lien de cette vue",
    out_of_view: "est hors de la vue : y revenir",
    position: "Coordonnées",
    close_up: "Vus de près",
    taller: "Agrandir le volet de lecture",
    half: "Volet de lecture à mi-hauteur",
};

const EN: Words = Words {
    map: "Map",
    map_help: "Arrow keys move the map, + and − zoom, 0 shows it all, Tab goes from place to place, Enter reads, Escape goes back, ? tells of a walk by keys.",
    places_on_map: "Places of the article on the map",
    panel: "Reading",
    language: "Language",
    skip_to_list: "Go to the list of places",
    zoom_in: "Zoom in",
    zoom_out: "Zoom out",
    home: "Show it all",
    look_north: "Look north",
    look_south: "Look south",
    look_west: "Look west",
    look_east: "Look east",
    move_map: "Move the map",
    legend: "Legend and layers",
    back: "All places",
    drawer_open: "Open the reading panel",
    drawer_close: "Shrink the reading panel",
    read_article: "Read the article on the paper’s site",
    places: "The places of the article",
    names: "Names",
    in_the_article: "in the article",
    status: "How things stand",
    sources: "Sources",
    precision: "How exact the drawing is",
    what_article_says: "What the article says",
    no_claim: "The article says nothing of this place in particular.",
    claims_of_parent: "The article does not name this place; it speaks of the whole:",
    about: "About",
    also_about: "Other places concerned",
    place_by_place: "Place by place",
    period: "Period",
    left_out: "Left out of the excerpt:",
    reported_by: "reported by",
    outline_by_date: "The outline by date",
    part_of: "Part of",
    includes: "Includes",
    credits: "Credits",
    credits_are: "Credits:",
    loading: "Loading",
    retry: "Try again",
    close: "Close",
    files_failed: "files could not be read as they should be",
    which_files: "Which ones",
    did_you_mean: "Did you mean",
    question_mark: "?",
    missing_texts: "The texts could not be loaded",
    missing_fine_print: "Some names, the notes and their sources could not be loaded",
    missing_layer: "A layer is missing from the map",
    missing_features: "Some items are missing from a layer",
    other_edition: "A file is of another edition than the page",
    missing_relief: "The relief is missing from the map",
    missing_chronicle: "The dates and what came after could not be loaded",
    missing_basemap: "The base map could not be refined",
    held_by: "held by",
    claimed_by: "claimed by",
    new_tab: "new tab",
    caption: "photo caption",
    paragraph: "paragraph",
    follow: "Follow the article",
    leave: "Leave the tour",
    previous: "Previous",
    next: "Next",
    step: "Step",
    of_all: "of",
    in_order: "Read in the article’s order",
    whose_view: "Who speaks",
    everything: "All",
    no_position: "no position quoted in the article",
    others_say: "What others say",
    not_then: "Not about the chosen date",
    copy_link: "Copy link",
    copied: "Link copied",
    search: "Search",
    search_hint: "a place, a name, a phrase",
    nothing_found: "Nothing found",
    found_one: "result",
    found_many: "results",
    town: "town",
    time_line: "Time line",
    local_names: "Local names on the map",
    names_size: "Size of names",
    full_screen: "Full screen",
    print: "Print",
    worksheet: "Print a worksheet, without the speakers’ names",
    save_svg: "Download the figure (SVG)",
    save_png: "Download the figure (PNG)",
    on_the_map: "On the map, in words",
    in_view: "In view:",
    no_place: "no place of the article",
    ctrl_wheel: "Ctrl + wheel to zoom the map",
    two_fingers: "Two fingers to move the map",
    share: "Share",
    share_menu: "Share, cite, embed",
    copy_view: "Copy a link to this view",
    out_of_view: "is out of view: show it",
    position: "Coordinates",
    close_up: "Close up",
    taller: "Enlarge the reading panel",
    half: "Reading panel at half height",
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_language_is_the_first_that_is_spoken() {
        assert_eq!(Lang::nearest(["fr", "en"]), Lang::Fr);
        assert_eq!(Lang::nearest(["en-GB", "fr"]), Lang::En);
        assert_eq!(Lang::nearest(["ar", "fr"]), Lang::Fr);
        assert_eq!(Lang::nearest(["ar", "en"]), Lang::En);
        assert_eq!(Lang::nearest(["ar"]), Lang::En);
        assert_eq!(Lang::nearest([]), Lang::En);
    }

    #[test]
    fn swiss_french_is_french_and_german_is_neither() {
        assert_eq!(Lang::from_code("fr-CH"), Some(Lang::Fr));
        assert_eq!(Lang::from_code("de"), None);
    }
}
