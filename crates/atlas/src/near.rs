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

/// [`nearest`], where a name of which two neighbours have changed places is nearer still.
#[cfg(feature = "check")]
pub fn meant<'a>(got: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> Option<&'a str> {
    let swapped = known.clone().into_iter().find(|known| is_swapped(got, known));
    swapped.or_else(|| nearest(got, known))
}

/// Whether two names differ by two neighbours that have changed places: a slip of quick
/// fingers, which counts as two letters else.
#[cfg(feature = "check")]
fn is_swapped(one: &str, other: &str) -> bool {
    let [one, other] = [one, other].map(|name| name.chars().collect::<Vec<_>>());
    let Some(at) = one.iter().zip(&other).position(|(a, b)| a != b) else { return false };
    let mut swapped = one.clone();
    if at + 1 < swapped.len() {
        swapped.swap(at, at + 1);
    }
    swapped == other
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

    #[cfg(feature = "check")]
    #[test]
    fn letters_that_have_changed_places_are_meant() {
        let known = ["north", "south"];
        assert_eq!(meant("suoth", known), Some("south"));
        assert_eq!(meant("nort", known), Some("north"));
        assert_eq!(meant("south", ["north"]), None);
        assert_eq!(meant("", known), None);
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
