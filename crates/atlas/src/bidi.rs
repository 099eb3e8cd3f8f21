//! Directions that a text leaves open (Unicode Bidirectional Algorithm, UAX #9).
//! How a text without such marks is ordered is the browser's affair.

/// Ends an embedding or an override.
const POP: char = '\u{202c}';
/// Ends an isolate.
const POP_ISOLATE: char = '\u{2069}';

/// `text` with every embedding, override and isolate closed that it leaves open:
/// beside it, in one line with it, nothing is then turned round. A text without
/// such marks, as nearly all are, stays as it is. O(bytes).
pub(crate) fn closed(text: &str) -> String {
    let mut out = text.to_owned();
    let mut open: Vec<char> = Vec::new();
    for c in text.chars() {
        match c {
            '\u{202a}' | '\u{202b}' | '\u{202d}' | '\u{202e}' => open.push(POP),
            '\u{2066}'..='\u{2068}' => open.push(POP_ISOLATE),
            // An override ends at its own mark alone, within its isolate.
            POP if open.last() == Some(&POP) => {
                open.pop();
            }
            // An isolate takes along what was opened in it.
            POP_ISOLATE => {
                if let Some(at) = open.iter().rposition(|end| *end == POP_ISOLATE) {
                    open.truncate(at);
                }
            }
            _ => {}
        }
    }
    out.extend(open.into_iter().rev());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, want: &str) {
        assert_eq!(closed(text), want, "{}", text.escape_unicode());
    }

    #[test]
    fn a_text_without_marks_stays() {
        check("Haut-Karabakh", "Haut-Karabakh");
        check("قره باغ", "قره باغ");
        check("a\u{200f}b", "a\u{200f}b");
    }

    #[test]
    fn what_is_open_is_closed() {
        check("a\u{202e}b", "a\u{202e}b\u{202c}");
        check("\u{2067}a", "\u{2067}a\u{2069}");
        check("\u{2067}\u{202e}a", "\u{2067}\u{202e}a\u{202c}\u{2069}");
    }

    #[test]
    fn what_is_closed_stays() {
        check("\u{202b}a\u{202c}", "\u{202b}a\u{202c}");
        check("\u{2068}\u{202e}a\u{2069}b", "\u{2068}\u{202e}a\u{2069}b");
    }

    #[test]
    fn an_end_without_beginning_ends_nothing() {
        check("\u{202c}\u{2069}a", "\u{202c}\u{2069}a");
        check("\u{202e}\u{2067}\u{202c}", "\u{202e}\u{2067}\u{202c}\u{2069}\u{202c}");
    }
}
