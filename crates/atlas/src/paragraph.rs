//! The numbers of an article's paragraphs. They are counted from where the body begins,
//! which no rule knows: but excerpts that are three apart in the article are three apart in
//! their numbers too.

use std::collections::BTreeMap;

/// An excerpt in its article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Of the paragraph that it is said to be in, from 1.
    pub number: usize,
    /// Where it begins in the article, in code points.
    pub start: usize,
}

/// The number of the paragraph that each of these is in, counted as most of them count;
/// 0 before the body. As they say themselves, where no count is most of them's.
#[must_use]
pub fn expected(article: &str, placed: &[Placed]) -> Vec<usize> {
    let starts = starts(article);
    match before(&starts, placed) {
        Some(before) => placed.iter().map(|one| place(&starts, one).saturating_sub(before)).collect(),
        None => placed.iter().map(|one| one.number).collect(),
    }
}

/// [`expected`]; where no count is most of them's, as if nobody had counted yet: from the
/// first paragraph that is not the `headline`.
#[must_use]
pub fn numbered(article: &str, placed: &[Placed], headline: &str) -> Vec<usize> {
    let starts = starts(article);
    // A text without paragraphs tells nothing of them.
    if starts.len() < 2 {
        return expected(article, placed);
    }
    let is_headed = article.trim_start().lines().next().is_some_and(|line| line.trim() == headline.trim());
    let before = before(&starts, placed).unwrap_or(usize::from(is_headed));
    placed.iter().map(|one| place(&starts, one).saturating_sub(before)).collect()
}

/// How many paragraphs stand before the body, by most of these.
fn before(starts: &[usize], placed: &[Placed]) -> Option<usize> {
    let mut votes: BTreeMap<usize, usize> = BTreeMap::new();
    for before in placed.iter().filter_map(|one| place(starts, one).checked_sub(one.number)) {
        *votes.entry(before).or_default() += 1;
    }
    let most = votes.into_iter().find(|(_, count)| 2 * count > placed.len());
    most.map(|(before, _)| before).filter(|_| starts.len() > 1)
}

/// In which of the paragraphs that begin there, from 1.
fn place(starts: &[usize], placed: &Placed) -> usize {
    starts.iter().filter(|start| **start <= placed.start).count()
}

/// Where the paragraphs of a text begin, in code points: after each blank line, or where
/// none parts any, at each line.
fn starts(text: &str) -> Vec<usize> {
    let has_blank = text.trim().lines().any(|line| line.trim().is_empty());
    let (mut starts, mut at, mut is_new) = (Vec::new(), 0, true);
    for line in text.split_inclusive('\n') {
        let is_blank = line.trim().is_empty();
        if is_new && !is_blank {
            starts.push(at);
        }
        is_new = is_blank || !has_blank;
        at += line.chars().count();
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARTICLE: &str = "Title\n\none\n\ntwo\n\nthree";

    #[track_caller]
    fn check(numbers: [usize; 3], want: [usize; 3]) {
        let [one, two, three] = numbers;
        let placed = [(one, 7), (two, 12), (three, 17)].map(|(number, start)| Placed { number, start });
        assert_eq!(expected(ARTICLE, &placed), want);
    }

    #[test]
    fn paragraphs_begin_after_blank_lines_or_at_each() {
        assert_eq!(starts("one\ntwo\n"), [0, 4]);
        assert_eq!(starts("é one\nmore\n\n \ntwo\n\nthree"), [0, 14, 19]);
        assert_eq!(starts("\n\none"), [2]);
        assert_eq!(starts(""), [0_usize; 0]);
    }

    #[test]
    fn most_say_where_the_body_begins() {
        check([1, 2, 3], [1, 2, 3]);
        check([2, 3, 4], [2, 3, 4]);
        check([1, 2, 7], [1, 2, 3]);
    }

    #[test]
    fn where_none_are_most_all_are_right() {
        check([1, 3, 1], [1, 3, 1]);
    }

    #[test]
    fn who_has_not_counted_is_counted_from_below_the_headline() {
        let placed = [7, 12, 17].map(|start| Placed { number: 1, start });
        assert_eq!(numbered(ARTICLE, &placed, "Title"), [1, 2, 3]);
        assert_eq!(numbered(ARTICLE, &placed, "Another"), [2, 3, 4]);
        let most = [7, 12].map(|start| Placed { number: 2, start });
        assert_eq!(numbered(ARTICLE, &most[..1], "Title"), [2]);
    }

    #[test]
    fn what_stands_before_the_body_has_no_number() {
        check([1, 1, 2], [0, 1, 2]);
    }
}
