//! The words of a text, and where they are in it.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Its first byte.
    pub from: usize,
    /// The byte after its last.
    pub to: usize,
    /// In small letters, accents encoded in one way.
    pub folded: String,
}

impl Word {
    /// How many characters it has.
    pub fn letters(&self) -> usize {
        self.folded.chars().count()
    }

    /// Without accents.
    pub fn bare(&self) -> String {
        self.folded.nfd().filter(|c| !is_combining_mark(*c)).collect()
    }

    /// As `text` has it.
    pub fn raw<'t>(&self, text: &'t str) -> &'t str {
        &text[self.from..self.to]
    }
}

/// Runs of letters, digits and accents. Where words are not set apart (Han, kana, Thai)
/// each letter is one.
pub fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<(usize, usize)> = Vec::new();
    let mut is_open = false;
    for (at, character) in text.char_indices() {
        let is_letter = character.is_alphanumeric() || is_combining_mark(character);
        let end = at + character.len_utf8();
        if !is_letter {
            // What divides a word at the end of a line is no end of it.
            is_open &= character == '\u{ad}';
            continue;
        }
        match words.last_mut() {
            Some(last) if is_open && !stands_alone(character) => last.1 = end,
            _ => words.push((at, end)),
        }
        is_open = !stands_alone(character);
    }
    let folded = |from: usize, to: usize| -> String {
        text[from..to].chars().filter(|c| *c != '\u{ad}').flat_map(char::to_lowercase).nfc().collect()
    };
    words.into_iter().map(|(from, to)| Word { from, to, folded: folded(from, to) }).collect()
}

fn stands_alone(character: char) -> bool {
    matches!(character,
        '\u{e00}'..='\u{eff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Whether two signs are the same, or the same but for how they are typed.
pub fn is_same_sign(one: char, other: char) -> bool {
    one == other || sign(one) == sign(other)
}

fn sign(character: char) -> char {
    match character {
        '’' | '‘' | 'ʼ' | '´' | '`' => '\'',
        '“' | '”' | '„' | '«' | '»' | '‹' | '›' | '「' | '」' => '"',
        '‐' | '‑' | '–' | '—' | '−' => '-',
        space if space.is_whitespace() => ' ',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, want: &[&str]) {
        let got = words(text);
        let folded: Vec<&str> = got.iter().map(|word| &*word.folded).collect();
        assert_eq!(folded, want);
        for word in &got {
            assert!(text.is_char_boundary(word.from) && text.is_char_boundary(word.to));
        }
    }

    #[test]
    fn words_are_runs_of_letters_and_digits() {
        check("L’Arménie, 6 500 km²", &["l", "arménie", "6", "500", "km²"]);
        check("«Արծվաշեն»՝ Ճամբարակ", &["արծվաշեն", "ճամբարակ"]);
        check("", &[]);
        check(" — ", &[]);
    }

    #[test]
    fn accents_are_of_their_letter_and_encoded_in_one_way() {
        check("e\u{301}te\u{301}", &["été"]);
        assert_eq!(words("e\u{301}te\u{301}")[0].bare(), "ete");
    }

    #[test]
    fn a_soft_hyphen_divides_no_word() {
        check("vil\u{ad}lages", &["villages"]);
    }

    #[test]
    fn where_words_are_not_set_apart_each_letter_is_one() {
        check("四个村庄 2024", &["四", "个", "村", "庄", "2024"]);
    }
}
