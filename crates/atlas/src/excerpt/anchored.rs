//! Finds excerpts in their article, and counts how much of it they are.

use std::ops::Range;

use super::missed::{self, Near};
use super::occurrences::occurrences;
use super::selector::Selector;

/// Words an excerpt may have: one short quotation, as French law allows
/// ("courtes citations"), not a passage that stands in for the article.
pub const MAX_WORDS: usize = 15;

/// The part of the article, by code points, that all excerpts together must
/// stay under, so that reading the atlas does not replace reading the article.
pub const MAX_SHARE: f64 = 0.25;

/// Why an excerpt could not be found.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AnchorError {
    /// Nothing to look for.
    #[error("got no words to look for, expected a TextQuoteSelector with a text in `exact`")]
    NoQuote,
    /// The words are not in the text.
    #[error("{exact:?} not found, expected it exactly once in the article{}", hint(near.as_deref()))]
    NotFound {
        /// The words looked for.
        exact: String,
        /// Words that are nearly those.
        near: Option<Box<Near>>,
    },
    /// The words are in the text, but not between their prefix and suffix.
    #[error(
        "{exact:?} stands {} in the article, but never between its prefix and suffix{}",
        times(*count),
        proposal(*count, prefixes)
    )]
    Elsewhere {
        /// The words looked for.
        exact: String,
        /// How often they occur.
        count: usize,
        /// Prefixes that tell the first of these places apart.
        prefixes: Vec<String>,
    },
    /// The words, with their prefix and suffix, occur more than once.
    #[error(
        "{exact:?} found {count} times, expected it exactly once in the article{}",
        proposal(*count, prefixes)
    )]
    Ambiguous {
        /// The words looked for.
        exact: String,
        /// How often they occur.
        count: usize,
        /// Prefixes that tell the first of these places apart.
        prefixes: Vec<String>,
    },
    /// A position selector means another place than the quote.
    #[error(
        "position is {}..{}, expected {}..{}, where {exact:?} stands (code points)",
        got.start, got.end, expected.start, expected.end
    )]
    PositionMismatch {
        /// The words looked for.
        exact: String,
        /// What the position selector says.
        got: Range<usize>,
        /// Where the quote stands.
        expected: Range<usize>,
    },
}

fn hint(near: Option<&Near>) -> String {
    near.map_or(String::new(), |near| format!("; {near}"))
}

fn times(count: usize) -> String {
    if count == 1 { "once".to_owned() } else { format!("{count} times") }
}

fn proposal(count: usize, prefixes: &[String]) -> String {
    if count == 1 {
        return "; it needs none".to_owned();
    }
    let quoted: Vec<String> = prefixes.iter().map(|prefix| format!("{prefix:?}")).collect();
    if quoted.is_empty() { String::new() } else { format!("; a prefix such as {}", quoted.join(" or ")) }
}

/// Where in `text` the selectors point, in code points.
///
/// The first quote decides: its words must occur once between its prefix and
/// suffix, letter for letter (no case folding, no normalising). Every position
/// selector must then agree with it. A position never settles an ambiguous
/// quote: a text that shifts by one letter would move the excerpt unseen.
/// O(text × occurrences of the words' first letters).
///
/// # Errors
/// No quote, no place, several places, or a position elsewhere.
pub fn anchor(text: &str, selectors: &[Selector]) -> Result<Range<usize>, AnchorError> {
    let quote = selectors.iter().find_map(|selector| match selector {
        Selector::Quote { exact, prefix, suffix } if !exact.is_empty() => {
            Some((exact, prefix.as_deref().unwrap_or(""), suffix.as_deref().unwrap_or("")))
        }
        _ => None,
    });
    let (exact, prefix, suffix) = quote.ok_or(AnchorError::NoQuote)?;

    let fits = |at: &usize| text[..*at].ends_with(prefix) && text[at + exact.len()..].starts_with(suffix);
    let all: Vec<usize> = occurrences(text, exact).collect();
    let places: Vec<usize> = all.iter().copied().filter(fits).collect();
    let at = match (&places[..], &all[..]) {
        ([at], _) => *at,
        ([], []) => {
            let near = missed::near(text, exact).map(Box::new);
            return Err(AnchorError::NotFound { exact: exact.clone(), near });
        }
        ([], all) => {
            let prefixes = missed::prefixes(text, exact, all);
            return Err(AnchorError::Elsewhere { exact: exact.clone(), count: all.len(), prefixes });
        }
        (several, _) => {
            let prefixes = missed::prefixes(text, exact, several);
            return Err(AnchorError::Ambiguous { exact: exact.clone(), count: several.len(), prefixes });
        }
    };

    let start = text[..at].chars().count();
    let found = start..start + exact.chars().count();
    let elsewhere = selectors.iter().find_map(|selector| match selector {
        Selector::Position { start, end } if (*start..*end) != found => Some(*start..*end),
        _ => None,
    });
    match elsewhere {
        None => Ok(found),
        Some(got) => Err(AnchorError::PositionMismatch { exact: exact.clone(), got, expected: found }),
    }
}

/// The fewest words before `exact`, which stands at the byte `at`, that stand before no
/// other place of it: what may be its prefix. `None`, where no sixty characters do.
#[must_use]
pub fn prefix(text: &str, exact: &str, at: usize) -> Option<String> {
    missed::prefixes(text, exact, &[at]).pop()
}

/// Words as French readers count them: what stands between white space, an
/// apostrophe or a hyphen joining ("l’Arménie" is one word), punctuation that
/// stands alone not counted.
///
/// A number with spaces counts once a group ("6 500" is two words), which errs
/// on the side of shorter excerpts.
#[must_use]
pub fn word_count(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count()
}

/// The part of an article that excerpts quote, by code points, in [0, 1].
///
/// Overlapping excerpts count twice. An empty article gives 0.
#[must_use]
pub fn share<'a>(excerpts: impl IntoIterator<Item = &'a str>, article: &str) -> f64 {
    let quoted: usize = excerpts.into_iter().map(|e| e.chars().count()).sum();
    match article.chars().count() {
        0 => 0.,
        all => (quoted as f64 / all as f64).min(1.),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quote(exact: &str) -> Selector {
        around("", exact, "")
    }

    fn around(prefix: &str, exact: &str, suffix: &str) -> Selector {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Selector::Quote { exact: exact.to_owned(), prefix: some(prefix), suffix: some(suffix) }
    }

    fn at(start: usize, end: usize) -> Selector {
        Selector::Position { start, end }
    }

    #[track_caller]
    fn check(text: &str, selectors: &[Selector], want: Range<usize>) {
        assert_eq!(anchor(text, selectors), Ok(want));
    }

    #[track_caller]
    fn check_error(text: &str, selectors: &[Selector], want: &str) {
        let error = anchor(text, selectors).expect_err("no anchor");
        assert_eq!(error.to_string(), want);
    }

    #[test]
    fn a_quote_is_where_its_words_are() {
        check("one two three", &[quote("two")], 4..7);
    }

    #[test]
    fn it_may_be_all_of_the_text() {
        check("all", &[quote("all")], 0..3);
    }

    #[test]
    fn offsets_are_code_points_not_bytes() {
        check("éé l’été", &[quote("été")], 5..8);
    }

    #[test]
    fn nor_utf_16_units() {
        check("𝄞 note", &[quote("note")], 2..6);
    }

    #[test]
    fn apostrophes_are_not_interchangeable() {
        let want = "\"l'été\" not found, expected it exactly once in the article; \
            \"l’été\" stands in its line 1, column 1, and differs by an apostrophe";
        check_error("l’été", &[quote("l'été")], want);
    }

    #[test]
    fn words_that_occur_twice_are_ambiguous() {
        let want = "\"a\" found 2 times, expected it exactly once in the article; a prefix such as \"b \"";
        check_error("a b a", &[quote("a")], want);
    }

    #[test]
    fn so_are_words_that_overlap_themselves() {
        let want = "\"aa\" found 2 times, expected it exactly once in the article; a prefix such as \"a\"";
        check_error("aaa", &[quote("aa")], want);
        let want = "\"éé\" found 2 times, expected it exactly once in the article; a prefix such as \"é\"";
        check_error("ééé", &[quote("éé")], want);
    }

    #[test]
    fn a_prefix_tells_them_apart() {
        check("a b a", &[around("b ", "a", "")], 4..5);
    }

    #[test]
    fn so_does_a_suffix() {
        check("a b a", &[around("", "a", " b")], 0..1);
    }

    #[test]
    fn a_prefix_elsewhere_finds_nothing() {
        let want = "\"a\" stands 2 times in the article, but never between its prefix and suffix; \
            a prefix such as \"b \"";
        check_error("a b a", &[around("c ", "a", "")], want);
        let want = "\"a\" stands once in the article, but never between its prefix and suffix; it needs none";
        check_error("a b", &[around("c ", "a", "")], want);
    }

    #[test]
    fn a_position_that_agrees_is_fine() {
        check("éé two", &[quote("two"), at(3, 6)], 3..6);
    }

    #[test]
    fn the_order_of_selectors_does_not_matter() {
        check("éé two", &[at(3, 6), quote("two")], 3..6);
    }

    #[test]
    fn a_position_elsewhere_is_a_mismatch() {
        let want = "position is 5..8, expected 3..6, where \"two\" stands (code points)";
        check_error("éé two", &[quote("two"), at(5, 8)], want);
    }

    #[test]
    fn a_position_backwards_or_out_of_the_text_is_a_mismatch() {
        let want = "position is 6..3, expected 3..6, where \"two\" stands (code points)";
        check_error("éé two", &[quote("two"), at(6, 3)], want);
        assert!(anchor("two", &[quote("two"), at(0, usize::MAX)]).is_err());
    }

    #[test]
    fn a_position_does_not_settle_an_ambiguous_quote() {
        let want = "\"a\" found 2 times, expected it exactly once in the article; a prefix such as \"b \"";
        check_error("a b a", &[quote("a"), at(4, 5)], want);
    }

    #[test]
    fn a_position_alone_is_no_excerpt() {
        let want = "got no words to look for, expected a TextQuoteSelector with a text in `exact`";
        check_error("one", &[at(0, 3)], want);
        check_error("one", &[quote("")], want);
        check_error("one", &[], want);
    }

    #[test]
    fn nothing_is_found_in_an_empty_text() {
        let want = "\"a\" not found, expected it exactly once in the article";
        check_error("", &[quote("a")], want);
    }

    #[track_caller]
    fn check_words(text: &str, want: usize) {
        assert_eq!(word_count(text), want);
    }

    #[test]
    fn an_apostrophe_joins() {
        check_words("l’Arménie d'abord", 2);
    }

    #[test]
    fn punctuation_alone_is_no_word() {
        check_words("« Oui », dit-il – enfin !", 3);
    }

    #[test]
    fn spaces_of_every_kind_part_words() {
        check_words("6\u{202f}500\u{a0}morts\n hier", 4);
    }

    #[test]
    fn nothing_has_no_words() {
        check_words("", 0);
        check_words(" \n", 0);
    }

    #[track_caller]
    fn check_share(excerpts: &[&str], article: &str, want: f64) {
        assert_eq!(share(excerpts.iter().copied(), article), want);
    }

    #[test]
    fn a_share_is_of_code_points() {
        check_share(&["é"], "éaaa", 0.25);
    }

    #[test]
    fn excerpts_add_up_and_never_pass_the_whole() {
        check_share(&["a", "a"], "aaaa", 0.5);
        check_share(&["aaaa", "aaaa"], "aaaa", 1.);
    }

    #[test]
    fn no_article_no_share() {
        check_share(&["a"], "", 0.);
    }

    proptest::proptest! {
        #[test]
        fn what_is_found_reads_as_the_quote(text in "[aé’ ]{0,12}", exact in "[aé’ ]{0,3}") {
            if let Ok(range) = anchor(&text, &[quote(&exact)]) {
                let read: String = text.chars().skip(range.start).take(range.len()).collect();
                proptest::prop_assert_eq!(read, exact);
            }
        }

        #[test]
        fn no_selectors_panic(text in ".*", prefix in ".{0,2}", exact in ".{0,3}", start: usize, end: usize) {
            let _ = anchor(&text, &[around(&prefix, &exact, ""), at(start, end)]);
        }
    }
}
