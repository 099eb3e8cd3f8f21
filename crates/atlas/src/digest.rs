//! A short name for the texts of an atlas, to tell whether a page that was
//! made from some is about these. Not for security.

/// FNV-1a, 64 bits, over `parts` one after the other (G. Fowler, L. C. Noll,
/// P. Vo, 1991), in 16 hexadecimal digits. Where one part ends and the next
/// begins makes no difference.
pub fn digest(parts: &[&[u8]]) -> String {
    let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    let hash = parts.iter().copied().flatten().fold(0xcbf2_9ce4_8422_2325, step);
    // Two halves: the formatting of 32-bit numbers is in the bundle already.
    format!("{:08x}{:08x}", (hash >> 32) as u32, hash as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(parts: &[&str], want: &str) {
        let parts: Vec<&[u8]> = parts.iter().map(|part| part.as_bytes()).collect();
        assert_eq!(digest(&parts), want);
    }

    #[test]
    fn nothing_is_the_offset_basis() {
        check(&[], "cbf29ce484222325");
        check(&[""], "cbf29ce484222325");
    }

    #[test]
    fn known_texts_have_the_published_values() {
        check(&["a"], "af63dc4c8601ec8c");
        check(&["foobar"], "85944171f73967e8");
    }

    #[test]
    fn parts_follow_one_another() {
        check(&["foo", "", "bar"], "85944171f73967e8");
    }
}
