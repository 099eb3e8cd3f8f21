//! Changes to a text that leave all else of it to the letter.

use atlas::lines::line_and_column;

use crate::place::Place;

/// Other text in place of some of it, by bytes.
pub struct Edit {
    /// The first byte that is replaced.
    pub start: usize,
    /// The byte after the last: the same, where nothing is.
    pub end: usize,
    /// What stands there then.
    pub text: String,
}

/// The text after edits that do not overlap.
pub fn applied(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|edit| edit.start);
    let (mut done, mut at) = (String::with_capacity(text.len()), 0);
    for edit in edits {
        done.push_str(&text[at..edit.start]);
        done.push_str(&edit.text);
        at = edit.end;
    }
    done + &text[at..]
}

/// The line and the column of a byte.
pub fn place(text: &str, byte: usize) -> Place {
    let (line, column) = line_and_column(text, byte);
    Place { line, column }
}
