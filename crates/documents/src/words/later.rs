//! The words of what comes when the page is there already: the line of time, what
//! happened since the article, the entries of the menu that copy. Apart from the
//! others, so that a program that writes none of it does not carry them.

/// Words of what a page is told later, one field a message.
#[allow(missing_docs, reason = "each field is its own English text, below")]
pub struct Later {
    pub since_article: &'static str,
    pub since_preface: &'static str,
    pub nothing_since: &'static str,
    pub play: &'static str,
    pub pause: &'static str,
    /// All that is told of a date.
    pub in_full: &'static str,
    pub no_outline: &'static str,
    pub date_of_map: &'static str,
    pub copy_citation: &'static str,
    pub copy_bibtex: &'static str,
    pub copy_embed: &'static str,
}

pub(super) static FR: Later = Later {
    since_article: "Depuis l’article",
    since_preface: "Ce qui suit ne vient pas de l’article. Dernière vérification :",
    nothing_since: "Rien n’a été trouvé pour ce lieu.",
    play: "Dérouler le temps",
    pause: "Pause",
    in_full: "Tout ce qui est dit de cette date",
    no_outline: "Aucun contour sûr pour cette date.",
    date_of_map: "Date de la carte",
    copy_citation: "Copier la citation",
    copy_bibtex: "Copier la citation en BibTeX",
    copy_embed: "Copier le code d’intégration",
};

pub(super) static EN: Later = Later {
    since_article: "Since the article",
    since_preface: "What follows is not from the article. Last checked:",
    nothing_since: "Nothing was found for this place.",
    play: "Play through time",
    pause: "Pause",
    in_full: "All that is told of this date",
    no_outline: "No reliable outline for this date.",
    date_of_map: "Date of the map",
    copy_citation: "Copy the citation",
    copy_bibtex: "Copy the citation in BibTeX",
    copy_embed: "Copy the embed code",
};
