//! Places in a text, as editors count them.

/// The line and the column of a byte at which a character begins: both from 1, the column
/// in code points. O(bytes before it).
pub fn line_and_column(text: &str, byte: usize) -> (usize, usize) {
    let before = &text[..byte];
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    (line, column)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_count_from_one_and_columns_are_code_points() {
        assert_eq!(line_and_column("ab", 0), (1, 1));
        assert_eq!(line_and_column("a\néb", 2), (2, 1));
        assert_eq!(line_and_column("a\néb", 4), (2, 2));
        assert_eq!(line_and_column("a\n", 2), (2, 1));
    }
}
