//! Where words stand in a text. Whether they are what was meant is not asked.

/// Byte offsets of every occurrence, overlapping ones too: "aa" is twice in
/// "aaa".
pub fn occurrences<'a>(text: &'a str, words: &'a str) -> impl Iterator<Item = usize> + 'a {
    let step = words.chars().next().map_or(1, char::len_utf8);
    let mut from = 0;
    std::iter::from_fn(move || {
        let at = from + text.get(from..)?.find(words)?;
        from = at + step;
        Some(at)
    })
}
