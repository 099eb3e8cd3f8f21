//! What the studio says, in English and in French.

use crate::door::page;

macro_rules! words {
    ($($name:ident: $english:literal, $french:literal;)*) => {
        /// All that the page says in one language.
        pub struct Words {
            /// Its code.
            pub lang: &'static str,
            $(pub $name: &'static str,)*
        }

        static ENGLISH: Words = Words { lang: "en", $($name: $english,)* };
        static FRENCH: Words = Words { lang: "fr", $($name: $french,)* };
    };
}

words! {
    studio: "Studio", "Studio";
    lead: "Make an atlas of an article: mark its words, draw its places. Nothing that you write leaves this browser.",
        "Faites l’atlas d’un article : marquez ses mots, dessinez ses lieux. Rien de ce que vous écrivez ne quitte ce navigateur.";
    begin: "Begin a new atlas", "Commencer un atlas";
    article_text: "The article, its headline first, a blank line between paragraphs",
        "L’article, titre en tête, une ligne vide entre les paragraphes";
    open_text: "Open a text file", "Ouvrir un fichier texte";
    headline: "Headline", "Titre";
    paper: "Paper", "Journal";
    published: "Published (year-month-day)", "Paru le (année-mois-jour)";
    address: "Address (https://…), where it has one", "Adresse (https://…), s’il en a une";
    article_language: "Language of the article (fr, en, es…)", "Langue de l’article (fr, en, es…)";
    atlas_languages: "Languages of the atlas, the first one first offered (fr, en)", "Langues de l’atlas, la première proposée d’abord (fr, en)";
    begin_now: "Begin", "Commencer";
    needs: "A headline, a paper, a day and a language are needed.", "Il faut un titre, un journal, une date et une langue.";
    or_open: "Or open an atlas", "Ou ouvrir un atlas";
    open_folder: "Open a folder", "Ouvrir un dossier";
    open_zip: "Open a zip", "Ouvrir un zip";
    open_example: "Open this bundle’s atlas", "Ouvrir l’atlas de ce site";
    go_on: "Go on with", "Reprendre";
    forget: "Forget", "Oublier";
    forgotten: "Forgotten.", "C’est oublié.";
    really_forget: "What is kept of it in this browser will be gone. Forget it?", "Ce qui en est gardé dans ce navigateur sera perdu. L’oublier ?";
    really_leave: "Leave this atlas? Its last state stays kept here.", "Quitter cet atlas ? Son dernier état reste gardé ici.";
    undo: "Undo", "Annuler";
    redo: "Redo", "Rétablir";
    save: "Save into the folder", "Enregistrer dans le dossier";
    save_zip: "Save as a zip", "Enregistrer en zip";
    with_article: "with the article (do not publish it)", "avec l’article (ne le publiez pas)";
    saved: "Saved.", "Enregistré.";
    preview: "Preview", "Aperçu";
    close_preview: "Close the preview", "Fermer l’aperçu";
    no_preview: "This browser starts no service worker here (a private window, or no https): save the atlas and look at it with `confins serve`.",
        "Ce navigateur ne lance pas de service worker ici (fenêtre privée, ou pas de https) : enregistrez l’atlas et regardez-le avec « confins serve ».";
    wide: "As on a laptop", "Comme sur un portable";
    phone: "As on a phone", "Comme sur un téléphone";
    leave: "Another atlas", "Un autre atlas";
    article: "Article", "Article";
    article_help: "Drag over words to mark them. By keyboard: arrows go from word to word, with Shift they mark, Enter makes a claim of what is marked.",
        "Faites glisser sur des mots pour les marquer. Au clavier : les flèches vont de mot en mot, avec Maj elles marquent, Entrée fait une citation de ce qui est marqué.";
    no_article: "The article is not here. Open its text to mark words in it: it is read in this browser alone.",
        "L’article n’est pas là. Ouvrez son texte pour y marquer des mots : il n’est lu que dans ce navigateur.";
    replace_article: "Another edition of the text", "Une autre édition du texte";
    marked: "Marked", "Marqué";
    nothing_marked: "Mark words in the article first.", "Marquez d’abord des mots dans l’article.";
    make_claim: "Make a claim of it", "En faire une citation";
    make_region: "Make a place of it", "En faire un lieu";
    quote_instead: "Quote the marked words instead", "Citer plutôt les mots marqués";
    words_of: "words", "mots";
    too_long: "An excerpt has 15 words at most.", "Un extrait a 15 mots au plus.";
    map: "Map", "Carte";
    map_help: "Arrows move the map, + and − zoom. While you draw, Space puts a point under the cross, Backspace takes the last one back, Enter ends, Escape gives up.",
        "Les flèches déplacent la carte, + et − zooment. Pendant le dessin, Espace pose un point sous la croix, Retour arrière reprend le dernier, Entrée termine, Échap abandonne.";
    zoom_in: "Zoom in", "Zoom avant";
    zoom_out: "Zoom out", "Zoom arrière";
    see_all: "See all places", "Voir tous les lieux";
    draw_point: "Draw a point", "Dessiner un point";
    draw_line: "Draw a line", "Dessiner une ligne";
    draw_area: "Draw an area", "Dessiner une surface";
    finish: "Finish", "Terminer";
    give_up: "Give up", "Abandonner";
    drawing: "Click to put points; the last one twice, or Enter, to finish.", "Cliquez pour poser des points ; deux fois le dernier, ou Entrée, pour terminer.";
    too_few: "Too few points yet.", "Pas encore assez de points.";
    choose_region: "Choose a place before drawing it.", "Choisissez un lieu avant de le dessiner.";
    vertex: "Point", "Point";
    vertex_help: "arrows move it, Delete removes it", "les flèches le déplacent, Suppr l’enlève";
    between: "New point here", "Nouveau point ici";
    world_failed: "The map of the world cannot be had", "La carte du monde n’a pas pu être chargée";
    places: "Places", "Lieux";
    claims: "Claims", "Citations";
    atlas: "Atlas", "Atlas";
    findings: "Check", "Contrôle";
    no_findings: "Nothing was found.", "Rien à signaler.";
    checking: "Checking…", "Contrôle en cours…";
    how: "How it is mended", "Comment y remédier";
    errors: "Errors", "Erreurs";
    warnings: "Warnings", "Avertissements";
    hints: "Hints", "Conseils";
    proposals: "Names that may be places", "Des noms qui sont peut-être des lieux";
    proposals_none: "No name of the article is known as a place.", "Aucun nom de l’article n’est connu comme lieu.";
    add: "Add", "Ajouter";
    new_region: "A new place", "Un nouveau lieu";
    name: "Name", "Nom";
    label: "Name on the map", "Nom sur la carte";
    kind_of_place: "What it is, in neutral words", "Ce que c’est, en mots neutres";
    precision_note: "How exact the drawing is", "Exactitude du tracé";
    names: "Its names", "Ses noms";
    language: "Language", "Langue";
    remove_name: "Remove this name", "Enlever ce nom";
    in_article: "the article’s form", "la forme de l’article";
    used_by: "used by", "employé par";
    nobody: "nobody in particular", "personne en particulier";
    notes: "What the article does not say", "Ce que l’article ne dit pas";
    note: "Note, in your words", "Note, en vos mots";
    note_sources: "Its sources (ids of references)", "Ses sources (identifiants de références)";
    add_note: "Add a note", "Ajouter une note";
    remove_note: "Remove this note", "Enlever cette note";
    references: "References of notes and names", "Références des notes et des noms";
    reference_id: "Short name of the reference", "Nom court de la référence";
    reference_title: "Title of the reference", "Titre de la référence";
    reference_url: "Address of the reference", "Adresse de la référence";
    add_reference: "Add a reference", "Ajouter une référence";
    shapes: "What draws it", "Ce qui le dessine";
    no_shape: "Nothing yet.", "Rien encore.";
    style: "Style", "Style";
    held_by: "Held by", "Tenu par";
    claimed_by: "Claimed by", "Revendiqué par";
    precision: "Precision", "Précision";
    source: "Source (a heading of SOURCES.md)", "Source (un titre de SOURCES.md)";
    from: "True from", "Vrai depuis";
    until: "until", "jusqu’à";
    positions: "Points (longitude, latitude)", "Points (longitude, latitude)";
    erase: "Remove this drawing", "Enlever ce dessin";
    remove_region: "Remove this place", "Enlever ce lieu";
    about_it: "What is said of it", "Ce qui en est dit";
    excerpt: "Excerpt", "Extrait";
    lost: "These words are not in the article.", "Ces mots ne sont pas dans l’article.";
    speaker: "Who speaks", "Qui parle";
    new_speaker: "Somebody else…", "Quelqu’un d’autre…";
    role: "What they are (“mayor of Westbank”)", "Ce qu’ils sont (« maire de Westbank »)";
    speaks_for: "For whom they speak", "Pour qui ils parlent";
    new_side: "A new side…", "Un nouveau camp…";
    own_voice: "For themselves alone", "Pour eux seuls";
    side_name: "Name of the side", "Nom du camp";
    kind: "Kind", "Nature";
    summary: "What it says, in your words", "Ce qu’elle dit, en vos mots";
    via: "Reported by", "Rapporté par";
    regions_of: "What it is about, the main place first", "Ce dont il s’agit, le lieu principal d’abord";
    no_regions: "There is no place yet.", "Il n’y a pas encore de lieu.";
    remove_claim: "Remove this claim", "Enlever cette citation";
    no_claims: "No claim yet: mark words in the article.", "Pas encore de citation : marquez des mots dans l’article.";
    title: "Title", "Titre";
    subtitle: "Subtitle", "Sous-titre";
    introduction: "Introduction", "Introduction";
    disclaimer: "What drawing does not mean", "Ce que dessiner ne veut pas dire";
    as_of: "The map is true on (year-month-day)", "La carte est vraie au (année-mois-jour)";
    languages: "Languages", "Langues";
    add_language: "Add a language", "Ajouter une langue";
    the_source: "The article", "L’article";
    view_now: "What the map shows now is the first view", "Ce que la carte montre est la première vue";
    ground_anew: "Cut the base map anew", "Découper à nouveau le fond de carte";
    ground_help: "Countries and towns around the places, out of a map of the world. Layers of other names stay.",
        "Pays et villes autour des lieux, tirés d’une carte du monde. Les calques d’autres noms restent.";
    parties: "Sides and voices", "Camps et voix";
    import: "Take shapes from a file", "Prendre des tracés dans un fichier";
    import_help: "GeoJSON, KML, KMZ, GPX, CSV, TopoJSON, Shapefile (zipped), FlatGeobuf, uMap: each feature can become the drawing of a place.",
        "GeoJSON, KML, KMZ, GPX, CSV, TopoJSON, Shapefile (zippé), FlatGeobuf, uMap : chaque objet peut devenir le dessin d’un lieu.";
    take: "Use for the chosen place", "Utiliser pour le lieu choisi";
    back: "Back to the list", "Retour à la liste";
    not_kept: "This browser keeps nothing here: save often.", "Ce navigateur ne garde rien ici : enregistrez souvent.";
    in_this_place: "Go there", "Y aller";
}

/// The language asked for in the address, or by the browser.
pub fn chosen() -> &'static Words {
    let asked = page::query("lang").into_iter().chain(page::languages());
    let mut known = asked.filter_map(|lang| match lang.split('-').next() {
        Some("fr") => Some(&FRENCH),
        Some("en") => Some(&ENGLISH),
        _ => None,
    });
    known.next().unwrap_or(&ENGLISH)
}
