//! What an excerpt that is not in its article most likely means: the same words with
//! other signs, or with one other word, and what tells the places of repeated words
//! apart. A help for whoever mends it; nothing is ever taken for found because of it.

use std::fmt;

use unicode_normalization::char::decompose_canonical;

use super::occurrences::occurrences;
use crate::lines::line_and_column;

/// The most characters of a prefix that is proposed.
const LONGEST_PREFIX: usize = 60;
/// How many are proposed.
const PREFIXES: usize = 3;
/// An excerpt of fewer words is like too many others with one word changed.
const FEWEST_WORDS: usize = 4;

/// Words of the article that are nearly those that were looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Near {
    /// As the article has them.
    pub found: String,
    /// Where they begin: the line, from 1.
    pub line: usize,
    /// The column in it, from 1, in code points.
    pub column: usize,
    /// What is another there: "an apostrophe".
    pub by: String,
}

impl fmt::Display for Near {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { found, line, column, by } = self;
        write!(f, "{found:?} stands in its line {line}, column {column}, and differs by {by}")
    }
}

/// What people and programs change in a text without seeing it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    Apostrophe,
    Quotation,
    Dash,
    Space,
    Composition,
    Case,
}

impl Sign {
    const ALL: [Self; 6] =
        [Self::Apostrophe, Self::Quotation, Self::Dash, Self::Space, Self::Composition, Self::Case];

    fn name(self) -> &'static str {
        match self {
            Self::Apostrophe => "an apostrophe",
            Self::Quotation => "quotation marks",
            Self::Dash => "a dash",
            Self::Space => "a space or line break",
            Self::Composition => "how accents are encoded (NFC or NFD)",
            Self::Case => "capital letters",
        }
    }
}

/// A text without the differences that some signs make.
struct Folded {
    text: String,
    /// Which byte of the original each byte comes from, and the original's length.
    from: Vec<usize>,
}

impl Folded {
    fn of(text: &str, signs: &[Sign]) -> Self {
        let mut folded = Self { text: String::new(), from: Vec::new() };
        for (at, character) in text.char_indices() {
            let character = match character {
                '’' | '‘' | 'ʼ' | '´' | '`' if signs.contains(&Sign::Apostrophe) => '\'',
                '“' | '”' | '„' | '«' | '»' | '‹' | '›' if signs.contains(&Sign::Quotation) => {
                    '"'
                }
                '‐' | '‑' | '–' | '—' | '−' if signs.contains(&Sign::Dash) => '-',
                '\u{ad}' | '\u{200b}' | '\u{feff}' if signs.contains(&Sign::Space) => continue,
                space if space.is_whitespace() && signs.contains(&Sign::Space) => {
                    if folded.text.ends_with(' ') {
                        continue;
                    }
                    ' '
                }
                other => other,
            };
            let mut lower = |character: char| {
                if signs.contains(&Sign::Case) {
                    character.to_lowercase().for_each(|character| folded.add(at, character));
                } else {
                    folded.add(at, character);
                }
            };
            if signs.contains(&Sign::Composition) {
                decompose_canonical(character, lower);
            } else {
                lower(character);
            }
        }
        folded.from.push(text.len());
        folded
    }

    fn add(&mut self, at: usize, character: char) {
        self.text.push(character);
        self.from.resize(self.text.len(), at);
    }

    /// It without accents; its accents must be characters of their own.
    fn bare(&self) -> Self {
        let mut bare = Self { text: String::new(), from: Vec::new() };
        for (at, character) in self.text.char_indices().filter(|(_, character)| !is_accent(*character)) {
            bare.add(self.from[at], character);
        }
        bare.from.extend(self.from.last());
        bare
    }

    /// Whether a character of the original begins at this byte.
    fn is_boundary(&self, at: usize) -> bool {
        at == 0 || self.from[at] != self.from[at - 1]
    }

    /// Whether a word begins or ends at this byte.
    fn is_between_words(&self, at: usize) -> bool {
        let is_space = |byte: Option<&u8>| byte.is_none_or(|byte| *byte == b' ');
        is_space(self.text.as_bytes().get(at)) || at == 0 || is_space(self.text.as_bytes().get(at - 1))
    }

    /// The part of the `original` that these bytes come from.
    fn source<'a>(&self, original: &'a str, from: usize, to: usize) -> &'a str {
        &original[self.from[from]..self.from[to]]
    }
}

/// The first words of `text` that are those of `exact` but for their signs, or else but
/// for one word.
pub(super) fn near(text: &str, exact: &str) -> Option<Near> {
    let [article, wanted] = [text, exact].map(|text| Folded::of(text, &Sign::ALL));
    let wanted = wanted.text.trim();
    if wanted.is_empty() {
        return None;
    }
    but_for_signs(text, exact, &article, wanted)
        .or_else(|| but_for_accents(text, &article, wanted))
        .or_else(|| but_for_a_word(text, exact, &article, wanted))
}

/// Words without their accents are others, and most often meant.
fn but_for_accents(text: &str, article: &Folded, wanted: &str) -> Option<Near> {
    let (article, wanted) = (article.bare(), bare(wanted));
    let is_whole = |at: &usize| {
        let end = at + wanted.len();
        let goes_on = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
        let (before, after) = (&article.text[..*at], &article.text[end..]);
        let is_part = goes_on(before.chars().next_back()) || goes_on(after.chars().next());
        !is_part && article.is_boundary(*at) && article.is_boundary(end)
    };
    let at = occurrences(&article.text, &wanted).find(is_whole)?;
    let found = article.source(text, at, at + wanted.len());
    Some(told(text, article.from[at], found, "accents".to_owned()))
}

/// Marks that stand above and below letters of Latin, Greek and Cyrillic.
fn is_accent(character: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&character)
}

fn bare(folded: &str) -> String {
    folded.chars().filter(|character| !is_accent(*character)).collect()
}

fn but_for_signs(text: &str, exact: &str, article: &Folded, wanted: &str) -> Option<Near> {
    let is_whole = |at: &usize| article.is_boundary(*at) && article.is_boundary(at + wanted.len());
    let at = occurrences(&article.text, wanted).find(is_whole)?;
    let found = article.source(text, at, at + wanted.len());
    let differs = |sign: &Sign| {
        let others: Vec<Sign> = Sign::ALL.into_iter().filter(|other| other != sign).collect();
        Folded::of(found, &others).text.trim() != Folded::of(exact, &others).text.trim()
    };
    let by: Vec<&str> = Sign::ALL.into_iter().filter(differs).map(Sign::name).collect();
    let by = if by.is_empty() { "more than one sign in one place".to_owned() } else { by.join(" and ") };
    Some(told(text, article.from[at], found, by))
}

fn but_for_a_word(text: &str, exact: &str, article: &Folded, wanted: &str) -> Option<Near> {
    let words: Vec<&str> = wanted.split(' ').collect();
    if words.len() < FEWEST_WORDS {
        return None;
    }
    (0..words.len()).find_map(|other| {
        let (before, after) = (words[..other].join(" "), words[other + 1..].join(" "));
        // The longer part is looked for, the shorter must stand on the other side.
        let (start, from, to) = if before.len() >= after.len() {
            occurrences(&article.text, &before).find_map(|at| {
                let from = at + before.len() + 1;
                let rest = article.text.get(from..)?;
                let to = from + rest.find(' ').unwrap_or(rest.len());
                let fits = after.is_empty()
                    || article.text.get(to + 1..).is_some_and(|rest| rest.starts_with(&after));
                let whole = article.is_between_words(at) && article.text.as_bytes()[from - 1] == b' ';
                (fits && whole).then_some((at, from, to))
            })?
        } else {
            occurrences(&article.text, &after).find_map(|at| {
                let to = at.checked_sub(1)?;
                let from = article.text.get(..to)?.rfind(' ').map_or(0, |space| space + 1);
                let start = if before.is_empty() { from } else { from.checked_sub(before.len() + 1)? };
                let fits = before.is_empty() || article.text.get(start..from - 1) == Some(&*before);
                let whole = article.is_between_words(start) && article.text.as_bytes()[to] == b' ';
                (fits && whole).then_some((start, from, to))
            })?
        };
        let end = if after.is_empty() { to } else { to + 1 + after.len() };
        if !article.is_boundary(start) || !article.is_boundary(end) || from >= to {
            return None;
        }
        let (found, got) = (article.source(text, start, end), article.source(text, from, to));
        let meant = exact.split_whitespace().nth(other).unwrap_or_default();
        Some(told(
            text,
            article.from[start],
            found,
            format!("{:?}, where the excerpt has {meant:?}", got.trim_end()),
        ))
    })
}

fn told(text: &str, at: usize, found: &str, by: String) -> Near {
    let (line, column) = line_and_column(text, at);
    Near { found: found.trim_end().to_owned(), line, column, by }
}

/// For the first of the `places` (bytes) where `exact` stands, the fewest words before it
/// that stand before no other: what may be its prefix.
pub(super) fn prefixes(text: &str, exact: &str, places: &[usize]) -> Vec<String> {
    let prefix = |at: &usize| {
        let before = &text[..*at];
        let starts = before.char_indices().rev().take(LONGEST_PREFIX).filter(|(start, _)| {
            let is_inside = |character: Option<char>| character.is_some_and(|c| !c.is_whitespace());
            is_inside(before[*start..].chars().next()) && !is_inside(before[..*start].chars().next_back())
        });
        starts
            .map(|(start, _)| &before[start..])
            .find(|prefix| occurrences(text, &format!("{prefix}{exact}")).count() == 1)
            .map(str::to_owned)
    };
    places.iter().filter_map(prefix).take(PREFIXES).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, exact: &str, want: &str) {
        assert_eq!(near(text, exact).map(|near| near.to_string()).as_deref(), Some(want));
    }

    #[test]
    fn accents_are_left_out_or_others() {
        check(
            "Ils n’ont signé aucun traité.",
            "aucun traite",
            "\"aucun traité\" stands in its line 1, column 17, and differs by accents",
        );
        // A part of a word is none.
        assert_eq!(near("Ils n’ont signé aucun traité.", "aucun trâit"), None);
    }

    #[test]
    fn an_apostrophe_is_another() {
        check(
            "One.\nThe mayor's office said",
            "The mayor’s office",
            "\"The mayor's office\" stands in its line 2, column 1, and differs by an apostrophe",
        );
    }

    #[test]
    fn a_space_is_another() {
        check(
            "The\u{a0}café owner",
            "The café owner",
            "\"The\\u{a0}café owner\" stands in its line 1, column 1, and differs by a space or line break",
        );
        check(
            "the field was sold\nin 1950",
            "was sold in 1950",
            "\"was sold\\nin 1950\" stands in its line 1, column 11, and differs by a space or line break",
        );
    }

    #[test]
    fn accents_are_encoded_otherwise() {
        let by = "differs by how accents are encoded (NFC or NFD)";
        assert!(near("un e\u{301}te\u{301} long", "été").unwrap().to_string().ends_with(by));
        assert!(near("un été long", "e\u{301}te\u{301}").unwrap().to_string().ends_with(by));
        assert_eq!(near("été", "te"), None, "half a letter");
    }

    #[test]
    fn several_are_told_together() {
        check(
            "He said – “No.”",
            "said - \"no.\"",
            "\"said – “No.”\" stands in its line 1, column 4, and differs by quotation marks and a dash and capital letters",
        );
    }

    #[test]
    fn one_word_is_another() {
        check(
            "They sold the field in 1950, and left.",
            "sold the land in 1950",
            "\"sold the field in 1950\" stands in its line 1, column 6, and differs by \"field\", where the excerpt has \"land\"",
        );
        check(
            "They sold the field in 1950",
            "We sold the field in",
            "\"They sold the field in\" stands in its line 1, column 1, and differs by \"They\", where the excerpt has \"We\"",
        );
        check(
            "They sold the field in 1950",
            "sold the field in 1951",
            "\"sold the field in 1950\" stands in its line 1, column 6, and differs by \"1950\", where the excerpt has \"1951\"",
        );
    }

    #[test]
    fn other_words_are_not_near() {
        for exact in ["sold the", "a house by the sea", "the field", "", "  "] {
            assert_eq!(near("They bought a garden in 1950", exact), None, "{exact}");
        }
    }

    #[test]
    fn what_stands_before_repeated_words_tells_them_apart() {
        let text = "the field is ours. The field is ours, said the others. Now the field is ours";
        let places: Vec<usize> = occurrences(text, "field is ours").collect();
        assert_eq!(prefixes(text, "field is ours", &places), ["The ", "Now the "]);
    }

    proptest::proptest! {
        #[test]
        fn no_text_panics(text in "[aàe\u{301} ’'\u{a0}\nB-]{0,40}", exact in "[aàe\u{301} ’'\u{a0}\nb-]{0,16}") {
            if let Some(near) = near(&text, &exact) {
                proptest::prop_assert!(text.contains(&near.found));
            }
            let places: Vec<usize> = occurrences(&text, "a").collect();
            for prefix in prefixes(&text, "a", &places) {
                let both = format!("{prefix}a");
                proptest::prop_assert_eq!(occurrences(&text, &both).count(), 1);
            }
        }
    }
}
