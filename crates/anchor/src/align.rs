//! Which words of one list stand for which of another.

use crate::words::Word;

/// What becomes of a word, or where one more is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A word of the first list stands for one of the second.
    Both(usize, usize),
    /// A word of the first list is gone.
    Gone(usize),
    /// A word of the second list is new.
    New(usize),
}

impl Step {
    /// The word of the second list.
    pub fn there(&self) -> Option<usize> {
        match *self {
            Self::Both(_, there) | Self::New(there) => Some(there),
            Self::Gone(_) => None,
        }
    }
}

/// The best way from one list to a part of another.
#[derive(Debug)]
pub struct Aligned {
    /// From the first word that is met to the last.
    pub steps: Vec<Step>,
    /// In letters that have to be exchanged or left out; one that is added counts half.
    pub cost: f64,
    /// By what the way was chosen: a word more counts next to nothing.
    pub way: f64,
}

/// What a word more costs on the way: less than any that is left out. A word put in near
/// the end of a quotation must not have the end left out for it.
const MORE: f64 = 0.45;

/// All of `own` over the part of `there` that costs least (P. H. Sellers, 1980, over words).
/// O(own × there).
pub fn align(own: &[Word], there: &[Word]) -> Aligned {
    let width = there.len() + 1;
    let mut costs = vec![0_f64; (own.len() + 1) * width];
    for i in 1..=own.len() {
        costs[i * width] = costs[(i - 1) * width] + own[i - 1].letters() as f64;
        for j in 1..width {
            let both = costs[(i - 1) * width + j - 1] + exchange(&own[i - 1], &there[j - 1]);
            let gone = costs[(i - 1) * width + j] + own[i - 1].letters() as f64;
            let new = costs[i * width + j - 1] + MORE;
            costs[i * width + j] = both.min(gone).min(new);
        }
    }
    let last = own.len() * width;
    let end = (0..width).min_by(|a, b| costs[last + a].total_cmp(&costs[last + b])).unwrap_or_default();
    let (mut i, mut j) = (own.len(), end);
    let mut steps = Vec::new();
    while i > 0 {
        let here = costs[i * width + j];
        let gone = costs[(i - 1) * width + j] + own[i - 1].letters() as f64;
        if j > 0 && same(here, costs[(i - 1) * width + j - 1] + exchange(&own[i - 1], &there[j - 1])) {
            (i, j) = (i - 1, j - 1);
            steps.push(Step::Both(i, j));
        } else if same(here, gone) {
            i -= 1;
            steps.push(Step::Gone(i));
        } else {
            j -= 1;
            steps.push(Step::New(j));
        }
    }
    steps.reverse();
    let cost = steps.iter().map(|step| match *step {
        Step::Both(i, j) => exchange(&own[i], &there[j]),
        Step::Gone(i) => own[i].letters() as f64,
        Step::New(j) => there[j].letters() as f64 / 2.,
    });
    let cost = cost.sum();
    Aligned { steps, cost, way: costs[last + end] }
}

fn same(one: f64, other: f64) -> bool {
    (one - other).abs() < 1e-9
}

/// What one word in place of another costs: next to nothing for an accent, a letter each
/// where few differ, all its letters where it is another word, and a little: more than to
/// leave it out, less than to leave it out and put another in.
fn exchange(own: &Word, there: &Word) -> f64 {
    if own.folded == there.folded {
        return 0.;
    }
    if own.bare() == there.bare() {
        return 0.2;
    }
    match letters_apart(&own.folded, &there.folded) {
        Some(apart) => apart as f64,
        // The same with something before or after it.
        None if there.folded.contains(&own.folded) || own.folded.contains(&there.folded) => {
            own.letters().abs_diff(there.letters()).min(own.letters()) as f64 - 0.1
        }
        None => own.letters() as f64 + 0.3,
    }
}

/// How many letters differ between two spellings of one word; `None` where these are two
/// words: a quarter of the letters or more are others.
pub fn letters_apart(one: &str, other: &str) -> Option<usize> {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let longest = one.len().max(other.len());
    if one.len().abs_diff(other.len()) * 4 > longest {
        return None;
    }
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.iter().enumerate() {
        let mut before = row[0];
        row[0] = i + 1;
        for (j, b) in other.iter().enumerate() {
            let exchanged = before + usize::from(a != b);
            before = row[j + 1];
            row[j + 1] = exchanged.min(before + 1).min(row[j] + 1);
        }
    }
    row.last().copied().filter(|apart| apart * 4 <= longest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::words;

    #[track_caller]
    fn check(own: &str, there: &str, want: &[Step], cost: f64) {
        let got = align(&words(own), &words(there));
        assert_eq!(got.steps, want);
        assert!((got.cost - cost).abs() < 1e-9, "{}", got.cost);
    }

    #[test]
    fn a_part_is_met_wherever_it_is() {
        check("b c", "a b c d", &[Step::Both(0, 1), Step::Both(1, 2)], 0.);
    }

    #[test]
    fn words_go_come_and_are_exchanged() {
        check("aa bb cc", "aa cc", &[Step::Both(0, 0), Step::Gone(1), Step::Both(2, 1)], 2.);
        check("aa cc", "aa bb cc", &[Step::Both(0, 0), Step::New(1), Step::Both(1, 2)], 1.);
        check("aa bb cc", "aa xx cc", &[Step::Both(0, 0), Step::Both(1, 1), Step::Both(2, 2)], 2.3);
    }

    #[test]
    fn an_end_is_not_left_out_for_a_word_that_is_put_in_before_it() {
        check("a bb", "a xxxxxx bb", &[Step::Both(0, 0), Step::New(1), Step::Both(1, 2)], 3.);
        check("aa b", "aa xxxxxx b", &[Step::Both(0, 0), Step::New(1), Step::Both(1, 2)], 3.);
    }

    #[test]
    fn a_spelling_costs_its_letters() {
        check("villages", "vilages", &[Step::Both(0, 0)], 1.);
        check("école", "ecole", &[Step::Both(0, 0)], 0.2);
    }

    #[test]
    fn nothing_meets_nothing() {
        check("", "a", &[], 0.);
        check("a", "", &[Step::Gone(0)], 1.);
    }
}
