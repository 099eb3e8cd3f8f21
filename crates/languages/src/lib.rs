//! The interface's words, a file a language (`texts/`), and what is made of one: the text
//! that a page fetches ([`documents::words::Language`]).
//!
//! A file is for who translates: every message by its name, a form for each number that
//! the language tells apart. That none is missing, and that each says what the English
//! one says, is checked here, so that no page ever lacks a word.
//!
//! Deliberately absent: the page. It has no names of messages, and no JSON.

mod source;

use std::{collections::BTreeMap, sync::LazyLock};

use documents::{Lang, words::Language};

pub use source::{Boot, LanguageError, Source};

/// The languages of the interface, in the order in which they are offered. A new one is a
/// file, and a line here.
const FILES: [(&str, &str); 8] = [
    ("fr", include_str!("../texts/fr.json")),
    ("en", include_str!("../texts/en.json")),
    ("de", include_str!("../texts/de.json")),
    ("es", include_str!("../texts/es.json")),
    ("ru", include_str!("../texts/ru.json")),
    ("hy", include_str!("../texts/hy.json")),
    ("az", include_str!("../texts/az.json")),
    ("ar", include_str!("../texts/ar.json")),
];

struct Known {
    text: &'static str,
    language: &'static Language,
    beside: String,
    boot: Boot,
}

static KNOWN: LazyLock<BTreeMap<&'static str, Known>> = LazyLock::new(|| {
    let known = FILES.iter().map(|(code, json)| {
        let source = Source::parse(code, json).unwrap_or_else(|error| panic!("texts/{code}.json: {error}"));
        let text: &'static str = source.text().leak();
        let language = Language::read(text).expect("a text that was written for it");
        (
            *code,
            Known { text, language: Box::leak(Box::new(language)), beside: source.beside, boot: source.boot },
        )
    });
    known.collect()
});

/// The codes of the languages, in the order in which they are offered.
pub fn codes() -> &'static [String] {
    &CODES
}

static CODES: LazyLock<Vec<String>> =
    LazyLock::new(|| FILES.iter().map(|(code, _)| (*code).to_owned()).collect());

/// What a page fetches of a language.
pub fn text(code: &str) -> Option<&'static str> {
    KNOWN.get(code).map(|known| known.text)
}

/// What of that a page needs that has names of things in these languages only.
pub fn text_with(code: &str, names: &[&str]) -> Option<String> {
    let is_needed = |line: &&str| {
        line.split_once('=').is_none_or(|(code, _)| names.contains(&code) || code.contains(' '))
    };
    let mut lines: Vec<&str> = text(code)?.lines().filter(is_needed).collect();
    // The last one ends too.
    lines.push("");
    Some(lines.join("\n"))
}

/// A language.
pub fn language(code: &str) -> Option<&'static Language> {
    KNOWN.get(code).map(|known| known.language)
}

/// What the page that has the article beside the map says in a language, a message a line
/// ([`documents::words::Beside`]).
pub fn beside(code: &str) -> Option<&'static str> {
    KNOWN.get(code).map(|known| &*known.beside)
}

/// What a page says in a language while its program is not there.
pub fn boot(code: &str) -> Option<&'static Boot> {
    KNOWN.get(code).map(|known| &known.boot)
}

/// What a page is in whose texts are in the language with this code: in words of that
/// language, else of one of its kind, else in English, which more readers know.
///
/// # Panics
/// A language that is one of these is none: never.
pub fn lang(texts: &str) -> Lang {
    let nearest = documents::words::nearest(&[texts.to_owned()], codes()).unwrap_or("en");
    Lang::new(texts, language(nearest).expect("it is one of them"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_every_message() {
        for (code, json) in FILES {
            Source::parse(code, json).unwrap_or_else(|error| panic!("{code}: {error}"));
        }
        assert_eq!(KNOWN.len(), FILES.len());
    }

    #[test]
    fn what_the_interface_does_not_speak_is_shown_in_words_of_the_nearest() {
        let said = |code: &str| (lang(code).code(), lang(code).language().code);
        assert_eq!(said("fr"), ("fr", "fr"));
        assert_eq!(said("de-AT"), ("de-AT", "de"));
        assert_eq!(said("ka"), ("ka", "en"));
    }

    #[test]
    fn a_page_needs_names_of_its_own_languages_only() {
        let text = text_with("fr", &["hy", "xx"]).unwrap();
        assert!(text.ends_with("\nhy=arménien\n"));
        let language = Language::read(text.leak()).unwrap();
        assert_eq!(
            documents::words::language_name("hy", Lang::new("fr", Box::leak(Box::new(language)))),
            "arménien"
        );
    }

    #[test]
    fn no_two_languages_share_a_name() {
        let names: std::collections::BTreeSet<_> =
            codes().iter().map(|code| language(code).unwrap().name).collect();
        assert_eq!(names.len(), FILES.len());
    }
}
