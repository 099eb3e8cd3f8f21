//! Finds quotations again in another edition of their text: letter for letter where it
//! can, else by the passage that is most like them. What is found is told with all that
//! differs; a passage with another number, name or negation is never taken for the same.
//!
//! After the matcher of Hypothesis, which weighs quotation, what stands around it and its
//! place (<https://web.hypothes.is/blog/fuzzy-anchoring/>), here over words instead of
//! letters, so that what differs can be judged. Deliberately absent: files and selectors.
//! Offsets are bytes.

mod align;
mod meaning;
#[cfg(test)]
mod mutated;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use align::{Step, align};
pub use meaning::{Difference, Kind, Names};
use words::{Word, words};

/// Of two passages that are nearly as good as each other neither is the one.
const CLEARLY: f64 = 0.01;
/// How like a passage has to be, from 0 to 1.
const LIKE: f64 = 0.65;
/// How many words more than the quotation has are looked through on each side of where it
/// may begin and end.
const ROOM: usize = 4;
/// How many words around a quotation are compared.
const AROUND: usize = 8;
/// How many passages are looked at.
const CANDIDATES: usize = 12;

/// What quotation, prefix, suffix and place weigh: Hypothesis' weights.
const WEIGHTS: [f64; 4] = [50., 20., 20., 2.];

/// A quotation, as it was.
#[derive(Clone, Copy, Debug, Default)]
pub struct Quote<'a> {
    /// The words themselves.
    pub exact: &'a str,
    /// What stood right before them, if that is known.
    pub prefix: &'a str,
    /// What stood right after them, if that is known.
    pub suffix: &'a str,
    /// Where they began in their text, as a part of it from 0 to 1.
    pub place: Option<f64>,
}

/// A passage of the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Passage {
    /// Where it is.
    pub at: Range<usize>,
    /// How good it is, from 0 to 1: its words, those around it and its place.
    pub score: f64,
    /// What differs from the quotation, in the order of the text; nothing, where it is
    /// the same letter for letter.
    pub differences: Vec<Difference>,
}

/// What became of a quotation.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// It is there, or nearly so.
    Found(Passage),
    /// Another number, name or negation is there: it says something else.
    Other(Passage),
    /// It is there so often, and nothing tells which is meant.
    Several(usize),
    /// Nothing like it is there.
    Lost,
}

/// A text in which quotations are looked for.
pub struct Text<'a> {
    whole: &'a str,
    words: Vec<Word>,
    /// Where each word stands, by its number.
    places: BTreeMap<String, Vec<usize>>,
    names: Names,
}

impl<'a> Text<'a> {
    /// A text, and the names in it that are known to be some.
    #[must_use]
    pub fn new(text: &'a str, names: Names) -> Self {
        let words = words(text);
        let mut places: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (number, word) in words.iter().enumerate() {
            places.entry(word.folded.clone()).or_default().push(number);
        }
        Self { whole: text, words, places, names }
    }

    /// Looks for a quotation. O(words of the text + words of the quotation², a dozen times).
    #[must_use]
    pub fn find(&self, quote: &Quote<'_>) -> Outcome {
        let wanted = words(quote.exact);
        let mut met: Vec<(f64, Passage)> = Vec::new();
        for window in self.windows(&wanted) {
            let Some((way, passage)) = self.passage(quote, &wanted, window) else { continue };
            // One passage through two windows, one of which may leave out its end.
            match met.iter().position(|(_, other)| overlap(&other.at, &passage.at)) {
                None => met.push((way, passage)),
                Some(known) if way < met[known].0 => met[known] = (way, passage),
                Some(_) => {}
            }
        }
        let mut passages: Vec<Passage> = met.into_iter().map(|(_, passage)| passage).collect();
        passages.sort_by(|a, b| b.score.total_cmp(&a.score));
        let Some(best) = passages.first().cloned() else { return Outcome::Lost };
        let alike = passages.iter().take_while(|other| best.score - other.score < CLEARLY).count();
        if alike > 1 {
            return Outcome::Several(alike);
        }
        let is_other = best.differences.iter().any(|difference| difference.kind.is_of_meaning());
        if is_other { Outcome::Other(best) } else { Outcome::Found(best) }
    }

    /// The words among which the quotation may stand: where most of its letters do.
    fn windows(&self, wanted: &[Word]) -> Vec<Range<usize>> {
        // A quotation of which only the end is there would begin before the text: starts
        // are counted from so many words before it.
        let before = wanted.len();
        let mut votes: BTreeMap<usize, usize> = BTreeMap::new();
        for (number, word) in wanted.iter().enumerate() {
            for place in self.places.get(&word.folded).into_iter().flatten() {
                *votes.entry(before + place - number).or_default() += word.letters();
            }
        }
        // A word more or less moves what follows: neighbours vote together.
        let sum = |start: usize| {
            votes.range(start.saturating_sub(2)..=start + 2).map(|(_, letters)| letters).sum::<usize>()
        };
        let mut starts: Vec<(usize, usize)> = votes.keys().map(|start| (sum(*start), *start)).collect();
        starts.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut taken: BTreeSet<usize> = BTreeSet::new();
        for (_, start) in starts {
            if taken.len() == CANDIDATES {
                break;
            }
            if taken.range(start.saturating_sub(1)..=start + 1).next().is_none() {
                taken.insert(start);
            }
        }
        let window = |start: &usize| {
            let from = start.saturating_sub(before + ROOM);
            let to = (start + ROOM).min(self.words.len());
            from..to
        };
        taken.iter().map(window).filter(|window| !window.is_empty()).collect()
    }

    /// The passage within some words that is most like the quotation, and what the way
    /// there costs; `None` where none is like it.
    fn passage(&self, quote: &Quote<'_>, wanted: &[Word], window: Range<usize>) -> Option<(f64, Passage)> {
        let aligned = align(wanted, &self.words[window.clone()]);
        let letters: usize = wanted.iter().map(Word::letters).sum();
        let likeness = 1. - aligned.cost / letters.max(1) as f64;
        let met: Vec<usize> = aligned.steps.iter().filter_map(Step::there).collect();
        let (first, last) = (window.start + met.first()?, window.start + met.last()?);
        if likeness < LIKE {
            return None;
        }
        let at = self.with_signs(quote.exact, wanted, first, last);
        let there = &self.words[window.start..];
        let mut differences =
            meaning::differences(quote.exact, wanted, self.whole, there, &aligned.steps, &self.names);
        if differences.is_empty() && self.whole[at.clone()] != *quote.exact {
            let (was, is) = (quote.exact.to_owned(), self.whole[at.clone()].to_owned());
            differences.push(Difference { was, is, kind: Kind::Sign });
        }
        let score = self.score(quote, likeness, first, last);
        Some((aligned.way, Passage { at, score, differences }))
    }

    /// From the first word to the last, with the signs that the quotation has before and
    /// after its own.
    fn with_signs(&self, exact: &str, wanted: &[Word], first: usize, last: usize) -> Range<usize> {
        let (mut from, mut to) = (self.words[first].from, self.words[last].to);
        let before = wanted.first().map_or("", |word| &exact[..word.from]);
        let after = wanted.last().map_or("", |word| &exact[word.to..]);
        for sign in before.chars().rev() {
            match self.whole[..from].chars().next_back() {
                Some(own) if words::is_same_sign(own, sign) => from -= own.len_utf8(),
                _ => break,
            }
        }
        for sign in after.chars() {
            match self.whole[to..].chars().next() {
                Some(own) if words::is_same_sign(own, sign) => to += own.len_utf8(),
                _ => break,
            }
        }
        from..to
    }

    fn score(&self, quote: &Quote<'_>, likeness: f64, first: usize, last: usize) -> f64 {
        let before = &self.words[first.saturating_sub(2 * AROUND)..first];
        let after =
            &self.words[(last + 1).min(self.words.len())..(last + 1 + 2 * AROUND).min(self.words.len())];
        let (prefix, suffix) = (words(quote.prefix), words(quote.suffix));
        let share = |own: &[Word], there: &[Word]| {
            let letters: usize = own.iter().map(Word::letters).sum();
            (letters > 0).then(|| (1. - align(own, there).cost / letters as f64).max(0.))
        };
        let place = self.words[first].from as f64 / self.whole.len().max(1) as f64;
        let parts = [
            Some(likeness),
            share(&prefix[prefix.len().saturating_sub(AROUND)..], before),
            share(&suffix[..suffix.len().min(AROUND)], after),
            quote.place.map(|was| 1. - (was - place).abs()),
        ];
        let known = parts.iter().zip(WEIGHTS).filter_map(|(part, weight)| part.map(|part| (part, weight)));
        let (sum, weights) =
            known.fold((0., 0.), |(sum, all), (part, weight)| (sum + part * weight, all + weight));
        sum / weights
    }
}

fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TEXT: &str = "Le ministre a promis dix écoles. Le maire, lui, ne promet rien. \
                        « Nous voulons une école », dit Anna. Le ministre a promis deux ponts à Sevan.";

    fn find(exact: &str) -> Outcome {
        find_in(TEXT, &Quote { exact, ..Quote::default() })
    }

    fn find_in(text: &str, quote: &Quote<'_>) -> Outcome {
        Text::new(text, Names::default()).find(quote)
    }

    #[track_caller]
    fn check(exact: &str, found: &str, differences: &[(&str, &str, Kind)]) {
        match find(exact) {
            Outcome::Found(passage) => {
                assert_eq!(&TEXT[passage.at], found);
                let told: Vec<_> = passage.differences.iter().map(|d| (&*d.was, &*d.is, d.kind)).collect();
                assert_eq!(told, differences);
            }
            other => panic!("{exact:?}: {other:?}"),
        }
    }

    #[track_caller]
    fn check_other(exact: &str, kind: Kind) {
        match find(exact) {
            Outcome::Other(passage) => {
                assert!(passage.differences.iter().any(|d| d.kind == kind), "{passage:?}");
            }
            other => panic!("{exact:?}: {other:?}"),
        }
    }

    #[test]
    fn the_same_words_are_found_letter_for_letter() {
        check("ne promet rien.", "ne promet rien.", &[]);
        check("« Nous voulons une école »", "« Nous voulons une école »", &[]);
    }

    #[test]
    fn other_signs_capitals_and_spellings_are_told() {
        check("nous voulons une école", "Nous voulons une école", &[("nous", "Nous", Kind::Sign)]);
        check("Nous voulons une ecole", "Nous voulons une école", &[("ecole", "école", Kind::Spelling)]);
        check("Le maire lui, ne promet rien", "Le maire, lui, ne promet rien", &[(" ", ", ", Kind::Sign)]);
    }

    #[test]
    fn a_word_more_less_or_another_is_told() {
        check(
            "Le maire, lui, ne promet certes rien",
            "Le maire, lui, ne promet rien",
            &[("certes", "", Kind::Word)],
        );
        check(
            "nous voulons école », dit",
            "Nous voulons une école », dit",
            &[("nous", "Nous", Kind::Sign), ("", "une", Kind::Word)],
        );
    }

    #[test]
    fn another_number_name_or_negation_says_something_else() {
        check_other("Le ministre a promis six écoles", Kind::Number);
        check_other("Le ministre a promis deux ponts à Erevan", Kind::Name);
        check_other("Le maire, lui, promet rien", Kind::Negation);
    }

    #[test]
    fn what_is_not_there_is_lost() {
        assert_eq!(find("La pluie tombe sur la ville depuis hier"), Outcome::Lost);
        assert_eq!(find(""), Outcome::Lost);
        assert_eq!(find_in("", &Quote { exact: "a", ..Quote::default() }), Outcome::Lost);
    }

    proptest! {
        #[test]
        fn whatever_the_texts_a_passage_is_a_part_of_the_text(text in ".{0,120}", exact in ".{0,40}") {
            match find_in(&text, &Quote { exact: &exact, ..Quote::default() }) {
                Outcome::Found(passage) | Outcome::Other(passage) => {
                    prop_assert!(text.get(passage.at).is_some());
                }
                Outcome::Several(_) | Outcome::Lost => {}
            }
        }

        #[test]
        fn what_is_there_once_is_found(before in "[a-m ]{0,60}", exact in "[n-z]{4,8}( [n-z]{4,8}){1,6}", after in "[a-m ]{0,60}") {
            let text = format!("{before} {exact} {after}");
            let at = before.len() + 1;
            match find_in(&text, &Quote { exact: &exact, ..Quote::default() }) {
                Outcome::Found(passage) => prop_assert_eq!(passage.at, at..at + exact.len()),
                other => prop_assert!(false, "{other:?}"),
            }
        }
    }

    #[test]
    fn what_stands_around_tells_repeated_words_apart() {
        let exact = "Le ministre a promis";
        assert_eq!(find(exact), Outcome::Several(2));
        let at = |quote: Quote<'_>| match find_in(TEXT, &quote) {
            Outcome::Found(passage) => passage.at.start,
            other => panic!("{other:?}"),
        };
        assert_eq!(at(Quote { exact, suffix: " dix écoles", ..Quote::default() }), 0);
        let second = TEXT.rfind(exact).unwrap();
        assert_eq!(at(Quote { exact, prefix: "dit Anna. ", ..Quote::default() }), second);
        assert_eq!(at(Quote { exact, place: Some(0.8), ..Quote::default() }), second);
    }
}
