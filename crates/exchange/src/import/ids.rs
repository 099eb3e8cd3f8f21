//! Ids as an atlas has them: lower-case letters and digits, joined by hyphens, each once.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization as _;

/// What an editor still types by hand.
const LONGEST: usize = 60;

/// The ids of one layer, or of the layers.
#[derive(Debug, Default)]
pub(crate) struct Ids {
    /// How often each was asked for, numbered ones by themselves.
    given: HashMap<String, usize>,
}

impl Ids {
    /// `wanted`, numbered where it is taken.
    pub(crate) fn unique(&mut self, wanted: &str) -> String {
        let mut number = *self.given.entry(wanted.to_owned()).and_modify(|count| *count += 1).or_insert(1);
        if number == 1 {
            return wanted.to_owned();
        }
        loop {
            let id = format!("{wanted}-{number}");
            if !self.given.contains_key(&id) {
                self.given.insert(id.clone(), 1);
                self.given.insert(wanted.to_owned(), number);
                return id;
            }
            number += 1;
        }
    }
}

/// A text in kebab-case; empty where nothing of it is a Latin letter or a digit.
#[must_use]
pub fn kebab(text: &str) -> String {
    let mut id = String::new();
    for c in text.nfkd().flat_map(char::to_lowercase) {
        let letters = match c {
            'a'..='z' | '0'..='9' => {
                id.push(c);
                continue;
            }
            // Letters that are no other's with an accent.
            'ß' => "ss",
            'æ' => "ae",
            'œ' => "oe",
            'ø' => "o",
            'đ' => "d",
            'ł' => "l",
            'ı' => "i",
            'ə' => "e",
            // Accents, and marks within a word.
            '\u{300}'..='\u{36f}' | '\'' | '’' | 'ʻ' | 'ʼ' => "",
            _ if id.is_empty() || id.ends_with('-') => "",
            _ => "-",
        };
        id.push_str(letters);
        if id.len() >= LONGEST {
            break;
        }
    }
    id.truncate(LONGEST);
    id.truncate(id.trim_end_matches('-').len());
    id
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, want: &str) {
        assert_eq!(kebab(text), want);
    }

    #[test]
    fn a_name_is_written_in_kebab_case() {
        check("Yukhari  Askipara (1)", "yukhari-askipara-1");
        check("way/1234", "way-1234");
    }

    #[test]
    fn accents_go() {
        check("Île d’Été, Straße", "ile-dete-strasse");
        check("Ağdam Gəncə", "agdam-gence");
    }

    #[test]
    fn another_script_is_no_id() {
        check("Երևան", "");
        check("—", "");
    }

    #[test]
    fn what_is_long_is_cut() {
        check(&"ab ".repeat(40), &"ab-".repeat(20)[..59]);
    }

    #[test]
    fn what_is_taken_is_numbered() {
        let mut ids = Ids::default();
        let got = ["lake", "lake-2", "lake", "lake", "lake-2"].map(|id| ids.unique(id));
        assert_eq!(got, ["lake", "lake-2", "lake-3", "lake-4", "lake-2-2"]);
    }
}
