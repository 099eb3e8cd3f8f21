//! A language of the interface: what it is called, how it is written, and every message
//! in it. Its text comes from outside, as an atlas's does: a page has those languages
//! that its reader reads.
//!
//! The text has a line each for code, name, direction, plural rule and every message
//! ([`super::messages`], in their order), then one for each language that it has a name
//! for, as `hy=Armenian`. The build makes it of a language's JSON file
//! ([`super::source`]), so that a page needs no names of messages.

use super::{
    messages::{Later, Phrases, Words},
    plural::Plural,
};

/// A language of the interface.
pub struct Language {
    /// BCP 47.
    pub code: &'static str,
    /// Its name in itself.
    pub name: &'static str,
    /// Which way it is written.
    pub direction: Direction,
    pub(super) plural: Plural,
    pub(super) words: Words,
    pub(super) phrases: Phrases,
    pub(super) later: Later,
    /// All of it.
    text: &'static str,
}

impl Language {
    /// A language from its text; `None` where that is none of this program's edition.
    pub fn read(text: &'static str) -> Option<Self> {
        let mut lines = text.lines();
        let (code, name) = (lines.next()?, lines.next()?);
        let direction = if lines.next()? == "rtl" { Direction::RightToLeft } else { Direction::LeftToRight };
        let plural = Plural::named(lines.next()?)?;
        let (words, phrases) = (Words::read(&mut lines)?, Phrases::read(&mut lines)?);
        let later = Later::read(&mut lines)?;
        Some(Self { code, name, direction, plural, words, phrases, later, text })
    }

    /// What it calls the language with this code.
    pub(super) fn name_of(&self, code: &str) -> Option<&'static str> {
        // No message begins like that.
        self.text.lines().find_map(|line| line.strip_prefix(code)?.strip_prefix('='))
    }
}

/// Which way a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// As this one.
    LeftToRight,
    /// As Arabic and Hebrew.
    RightToLeft,
}

impl Direction {
    /// As the attribute `dir` has it.
    pub fn code(self) -> &'static str {
        match self {
            Self::LeftToRight => "ltr",
            Self::RightToLeft => "rtl",
        }
    }

    /// Of texts in a language, by its code (BCP 47): by its script, where that is said.
    pub fn of(code: &str) -> Self {
        /// Written from the right unless another script is said.
        const RIGHT_TO_LEFT: [&str; 11] =
            ["ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"];
        const SCRIPTS: [&str; 3] = ["Arab", "Hebr", "Syrc"];
        let (language, rest) = code.split_once('-').unwrap_or((code, ""));
        let is_script = rest.len() == 4;
        let is_rtl = if is_script { SCRIPTS.contains(&rest) } else { RIGHT_TO_LEFT.contains(&language) };
        if is_rtl { Self::RightToLeft } else { Self::LeftToRight }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_s_direction_is_its_script_s() {
        for code in ["ar", "ar-EG", "he", "fa", "ur", "yi", "ku-Arab", "az-Arab"] {
            assert_eq!(Direction::of(code), Direction::RightToLeft, "{code}");
        }
        for code in ["fr", "hy", "az", "ku", "pa", "ar-Latn", "", "arn"] {
            assert_eq!(Direction::of(code), Direction::LeftToRight, "{code}");
        }
    }

    #[test]
    fn what_is_no_text_of_this_edition_is_no_language() {
        assert!(Language::read("").is_none());
        assert!(Language::read("fr\nFrançais\nltr\nzero-or-one\nCarte\n").is_none());
        assert!(Language::read("fr\nFrançais\nltr\nsome\n").is_none());
    }
}
