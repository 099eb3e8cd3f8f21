//! Text in lines of a width, without a font: a letter is taken to be as wide as
//! it is in the widest of the common sans-serif faces, so that a line may end
//! early but does not run out. No hyphens are put in.

/// How wide `text` is at most, in pixels, in letters of `size`.
pub fn width(text: &str, size: f64) -> f64 {
    text.chars().map(|c| letter(c) * size).sum()
}

/// The width of a letter, in its size.
fn letter(c: char) -> f64 {
    match c {
        ' ' | '\u{a0}' | '.' | ',' | ':' | ';' | '!' | '|' | '\'' | '’' | 'i' | 'j' | 'l' | 'I' => 0.33,
        'f' | 'r' | 't' | '(' | ')' | '[' | ']' | '/' | '-' | '·' => 0.44,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '—' => 1.,
        'A'..='Z' => 0.78,
        // Combining marks stand on the letter before.
        '\u{300}'..='\u{36f}' => 0.,
        '\0'..='\u{24f}' => 0.6,
        // Cyrillic, Armenian, Georgian and others run wider than Latin.
        '\u{250}'..='\u{2dff}' => 0.8,
        _ => 1.05,
    }
}

/// The lines of `text`, broken at spaces; a word longer than a line is broken
/// where it must be.
pub fn wrapped(text: &str, size: f64, room: f64) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    // No-break spaces are no places to break.
    for word in text.split([' ', '\n', '\t']).filter(|word| !word.is_empty()) {
        if !line.is_empty() {
            if width(&line, size) + width(" ", size) + width(word, size) <= room {
                line.push(' ');
            } else {
                lines.push(std::mem::take(&mut line));
            }
        }
        for c in word.chars() {
            if !line.is_empty() && width(&line, size) + letter(c) * size > room {
                lines.push(std::mem::take(&mut line));
            }
            line.push(c);
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Letters are 0.6 wide here, spaces 0.33.
    #[track_caller]
    fn check(text: &str, room: f64, want: &[&str]) {
        assert_eq!(wrapped(text, 1., room), want);
    }

    #[test]
    fn lines_break_at_spaces() {
        check("aa bb cc", 3., &["aa bb", "cc"]);
        check("  aa\n bb  ", 1.5, &["aa", "bb"]);
        check("aa\u{a0}bb cc", 3., &["aa\u{a0}bb", "cc"]);
    }

    #[test]
    fn a_word_longer_than_a_line_is_broken() {
        check("b aaaaa", 2., &["b", "aaa", "aa"]);
        check("aa", 0., &["a", "a"]);
    }

    #[test]
    fn nothing_has_no_lines() {
        check(" ", 3., &[]);
    }

    #[test]
    fn other_scripts_have_room() {
        assert!(width("Հայաստան", 10.) > width("Armenien", 10.));
        assert!(width("アルメニア", 10.) >= 50.);
        assert_eq!(width("e\u{301}", 10.), width("e", 10.));
    }
}
