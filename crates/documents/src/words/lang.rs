//! The language that a page is in: of its texts, and of the words around them.

use std::fmt;

use atlas::is_kin;

use super::{
    language::{Direction, Language},
    messages::{Later, Phrases, Words},
};

/// What a page is in: which language its atlas's texts are asked for in, and whose words
/// the interface has. They are two where the interface does not speak the texts' own.
#[derive(Clone, Copy)]
// A reference, as it is handed everywhere: a page is in a few languages as long as it lives.
pub struct Lang(&'static Said);

struct Said {
    texts: String,
    language: &'static Language,
}

impl PartialEq for Lang {
    fn eq(&self, other: &Self) -> bool {
        self.code() == other.code() && self.language().code == other.language().code
    }
}

impl Eq for Lang {}

impl fmt::Debug for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, said in {}", self.code(), self.language().code)
    }
}

impl Lang {
    /// Texts in the language with this code (BCP 47), in the words of `language`.
    pub fn new(texts: &str, language: &'static Language) -> Self {
        Self(Box::leak(Box::new(Said { texts: texts.to_owned(), language })))
    }

    /// The code by which texts are asked for.
    pub fn code(self) -> &'static str {
        &self.0.texts
    }

    /// Whose words the interface has.
    pub fn language(self) -> &'static Language {
        self.0.language
    }

    /// The same texts in the words of another language.
    #[must_use]
    pub fn said_in(self, language: &'static Language) -> Self {
        Self::new(self.code(), language)
    }

    /// The interface's words.
    pub fn words(self) -> &'static Words {
        &self.language().words
    }

    /// The words of what a page is told later.
    pub fn later(self) -> &'static Later {
        &self.language().later
    }

    pub(super) fn phrases(self) -> &'static Phrases {
        &self.language().phrases
    }

    /// What stands between the items of a list.
    pub fn comma(self) -> &'static str {
        self.phrases().comma()
    }

    /// Items as a list.
    pub fn list(self, items: &[&str]) -> String {
        let mut list = String::new();
        for item in items {
            if !list.is_empty() {
                list.push_str(self.comma());
            }
            list.push_str(item);
        }
        list
    }

    /// `message` with `value` in its one hole.
    pub fn put(self, message: &str, value: &str) -> String {
        self.fill(message, &[(hole(message), value)])
    }

    /// `message` with what stands for each `{name}` in it. What is put into a text that
    /// is written from the right is set apart, so that neither turns the other round.
    pub fn fill(self, message: &str, with: &[(&str, &str)]) -> String {
        filled(message, with, self.language().direction == Direction::RightToLeft)
    }

    /// The form of `message` that `count` asks for, with `{count}` in it.
    pub fn count(self, message: &str, count: usize) -> String {
        let form = message.split('|').nth(self.language().plural.form(count)).unwrap_or(message);
        filled(form, &[("count", &count.to_string()), ("names", "{names}")], false)
    }
}

/// The name of the first hole in a message.
fn hole(message: &str) -> &str {
    let hole = message.split_once('{').and_then(|(_, rest)| rest.split_once('}'));
    hole.map_or("", |(name, _)| name)
}

/// `message` with what stands for each `{name}` in it, set apart or not.
pub fn filled(message: &str, with: &[(&str, &str)], apart: bool) -> String {
    let mut filled = String::new();
    let mut rest = message;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        let value = with.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value);
        if apart && !value.is_empty() {
            filled.push('\u{2068}');
            filled.push_str(value);
            filled.push('\u{2069}');
        } else {
            filled.push_str(value);
        }
        rest = after;
    }
    filled.push_str(rest);
    filled
}

/// The first of the `wanted` languages that is `there`, both by their codes, as it is
/// called there: the very same, else one of its kind (`fr` for a reader of `fr-CH`).
pub fn nearest<'a>(wanted: &[String], there: &'a [String]) -> Option<&'a str> {
    wanted.iter().find_map(|code| {
        let same = there.iter().find(|known| known.eq_ignore_ascii_case(code));
        same.or_else(|| there.iter().find(|known| is_kin(known, code))).map(|known| &**known)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::tests::{ARABIC, ENGLISH, FRENCH};

    #[test]
    fn the_nearest_language_is_the_first_wanted_that_is_there() {
        let owned = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect::<Vec<_>>();
        let there = owned(&["fr", "en", "pt-BR", "zh-Hant", "zh"]);
        let nearest = |wanted: &[&str]| nearest(&owned(wanted), &there);
        assert_eq!(nearest(&["fr", "en"]), Some("fr"));
        assert_eq!(nearest(&["en-GB", "fr"]), Some("en"));
        assert_eq!(nearest(&["ar", "fr-CH"]), Some("fr"));
        assert_eq!(nearest(&["PT"]), Some("pt-BR"));
        assert_eq!(nearest(&["zh"]), Some("zh"));
        assert_eq!(nearest(&["zh-hant", "fr"]), Some("zh-Hant"));
        assert_eq!(nearest(&["ar", "de"]), None);
        assert_eq!(nearest(&[]), None);
    }

    #[test]
    fn what_is_put_into_a_message_is_not_read_as_one() {
        let filled = |message: &str| ENGLISH.fill(message, &[("a", "{b}"), ("b", "x")]);
        assert_eq!(filled("1 {a} 2 {b}{b}."), "1 {b} 2 xx.");
        assert_eq!(filled("no {c} {"), "no  ");
        assert_eq!(filled(""), "");
    }

    #[test]
    fn what_is_put_into_arabic_is_set_apart() {
        assert_eq!(
            ARABIC.fill("\u{628} {a}", &[("a", "Sev Lich (1)")]),
            "\u{628} \u{2068}Sev Lich (1)\u{2069}"
        );
    }

    #[test]
    fn a_number_has_the_form_that_its_language_asks_for() {
        let said = |lang: Lang, count: usize| lang.count(lang.words().found(), count);
        assert_eq!([0, 1, 2].map(|n| said(*FRENCH, n)), ["0 résultat", "1 résultat", "2 résultats"]);
        assert_eq!([0, 1, 2].map(|n| said(*ENGLISH, n)), ["0 results", "1 result", "2 results"]);
    }
}
