//! The name that somebody meant who wrote another: the one with the fewest
//! letters added, left out or exchanged.

/// The nearest of `known` to `got`, the first of equals; `None` where a third
/// of its letters and more would be others. O(letters²) a name.
pub fn nearest<'a>(got: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let far = |name: &&str| distance(got, name);
    let near = |name: &&str| distance(got, name) * 3 <= name.chars().count().max(got.chars().count());
    known.into_iter().filter(near).min_by_key(far)
}

/// How many letters must be added, left out or exchanged (V. I. Levenshtein,
/// 1965; row by row after Wagner and Fischer).
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.chars().count()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut before = i;
        row[0] = i + 1;
        for (j, y) in b.chars().enumerate() {
            let exchanged = before + usize::from(x != y);
            before = row[j + 1];
            row[j + 1] = exchanged.min(before + 1).min(row[j] + 1);
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(got: &str, want: Option<&str>) {
        assert_eq!(nearest(got, ["hatched", "lake", "dashed-band", "dashed-band-light"]), want, "{got}");
    }

    #[test]
    fn a_slip_of_the_pen_is_near() {
        check("hatch", Some("hatched"));
        check("Hatched", Some("hatched"));
        check("dashed band", Some("dashed-band"));
        check("dashed_band_light", Some("dashed-band-light"));
        check("lakes", Some("lake"));
    }

    #[test]
    fn another_word_is_not() {
        check("land", None);
        check("", None);
        check("polygon", None);
    }

    #[test]
    fn letters_are_added_left_out_or_exchanged() {
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("abc", ""), 3);
        assert_eq!(distance("été", "ete"), 2);
    }
}
