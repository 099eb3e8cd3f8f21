//! An article's text as what can be marked in it: paragraphs of words and signs. Places are
//! code points, as those of an excerpt's selectors are.

use std::ops::Range;

/// A line of the article that is not blank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// What can be marked, in order.
    pub tokens: Vec<Token>,
}

/// A word, or a sign that is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands, in code points.
    pub at: Range<usize>,
    /// As it is written.
    pub text: String,
    /// Whether a blank stands before it.
    pub spaced: bool,
    /// Whether it is a word.
    pub is_word: bool,
}

/// The paragraphs of a text.
#[must_use]
pub fn paragraphs(text: &str) -> Vec<Paragraph> {
    let (mut all, mut start) = (Vec::new(), 0);
    for line in text.split_inclusive('\n') {
        let tokens = tokens(line, start);
        start += line.chars().count();
        if !tokens.is_empty() {
            all.push(Paragraph { tokens });
        }
    }
    all
}

/// What stands at some code points of a text; `None` where it ends before them.
#[must_use]
pub fn slice<'t>(text: &'t str, at: &Range<usize>) -> Option<&'t str> {
    let ends = text.char_indices().map(|(byte, _)| byte).chain([text.len()]);
    let mut ends = ends.skip(at.start);
    let start = ends.next()?;
    let end = if at.is_empty() { start } else { ends.nth(at.len() - 1)? };
    Some(&text[start..end])
}

fn tokens(line: &str, start: usize) -> Vec<Token> {
    let mut all: Vec<Token> = Vec::new();
    let mut spaced = false;
    let mut letters = line.chars().enumerate().peekable();
    while let Some((at, c)) = letters.next() {
        if c.is_whitespace() || c == '\u{feff}' {
            spaced = true;
            continue;
        }
        let mut text = String::from(c);
        let is_word = is_letter(c);
        while let Some(&(_, next)) = letters.peek() {
            let ahead = letters.clone().nth(1).is_some_and(|(_, c)| is_letter(c));
            let goes_on = is_word
                && !stands_alone(c)
                && !stands_alone(next)
                && (is_letter(next)
                    || (matches!(next, '-' | '‑' | '.' | ',') && ahead && is_joint(&text, next)));
            // "l’" is a word of its own, before another.
            let elides = is_word && matches!(next, '’' | '\'') && ahead;
            if !goes_on && !elides {
                break;
            }
            text.push(next);
            letters.next();
            if elides {
                break;
            }
        }
        let at = start + at;
        all.push(Token { at: at..at + text.chars().count(), text, spaced, is_word });
        spaced = false;
    }
    all
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}')
}

/// Whether a sign between two words makes one of them: a hyphen does, a point or a comma only
/// within numbers.
fn is_joint(before: &str, sign: char) -> bool {
    matches!(sign, '-' | '‑') || before.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
}

/// Whether a character is a word by itself, in a script without blanks.
fn stands_alone(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, want: &[&str]) {
        let paragraphs = paragraphs(line);
        let got: Vec<&str> =
            paragraphs.iter().flat_map(|one| &one.tokens).map(|token| &*token.text).collect();
        assert_eq!(got, want);
        for token in paragraphs.iter().flat_map(|one| &one.tokens) {
            assert_eq!(slice(line, &token.at), Some(&*token.text));
        }
    }

    #[test]
    fn words_stand_without_their_signs() {
        check("« Non », dit-il.", &["«", "Non", "»", ",", "dit-il", "."]);
        check("About 1,500.5 km.", &["About", "1,500.5", "km", "."]);
    }

    #[test]
    fn what_is_elided_is_a_word() {
        check("l’enclave d'Azerbaïdjan", &["l’", "enclave", "d'", "Azerbaïdjan"]);
        check("the towns’ park", &["the", "towns", "’", "park"]);
    }

    #[test]
    fn accents_of_their_own_stay_with_their_letter() {
        check("e\u{301}te\u{301}", &["e\u{301}te\u{301}"]);
        check("مُحَمَّد هنا", &["مُحَمَّد", "هنا"]);
    }

    #[test]
    fn a_script_without_blanks_is_marked_sign_by_sign() {
        check("北京市。", &["北", "京", "市", "。"]);
    }

    #[test]
    fn a_line_is_a_paragraph_and_places_count_through_all() {
        let text = "\u{feff}é a\n\n b\r\n";
        let got = paragraphs(text);
        assert_eq!(got.len(), 2);
        assert_eq!(got[1].tokens[0].at, 7..8);
        assert!(got[1].tokens[0].spaced);
        assert_eq!(slice(text, &(7..8)), Some("b"));
        assert_eq!(slice(text, &(7..80)), None);
    }
}
