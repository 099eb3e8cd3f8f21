//! Finding by a few letters: names, claims, speakers, whatever a page puts in,
//! in every language and script. What a find leads to, and how it is shown, is
//! the page's.

mod fold;
#[cfg(test)]
mod tests;
mod vocabulary;

pub use fold::words;

use vocabulary::{Gathered, Vocabulary};

/// Texts that can be found, each leading to a target: several texts may lead to
/// one. Of texts with a weight: of two that match equally well, the one of less
/// weight comes first, then the one that was there first.
///
/// Made in O(n log n), at once or part by part, where there are too many to be put in
/// without a pause; searched at each letter typed: looks at the words that start as those
/// typed do, or nearly so, and at the texts that have them.
#[derive(Debug, Clone)]
pub struct Index<T> {
    entries: Vec<Entry<T>>,
    parts: Vec<Part>,
}

/// The words of what was put in at one time.
#[derive(Debug, Clone)]
struct Part {
    /// At twice an entry's number, or one more where the word is not its first.
    words: Vocabulary,
    /// All words of an entry as one, where it has several and few, by its number.
    wholes: Vocabulary,
}

#[derive(Debug, Clone)]
struct Entry<T> {
    target: T,
    /// As it is written.
    text: Box<str>,
    weight: u32,
}

/// Something found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found<'a, T> {
    /// Where it leads.
    pub target: &'a T,
    /// The text that matched best, as it is written.
    pub text: &'a str,
}

/// How many letters may differ in a word of so many: short words have to be
/// right, long ones are spelled in many ways.
const FORGIVEN: [(usize, usize); 3] = [(8, 2), (4, 1), (0, 0)];

/// The cost of a letter that differs; a word that goes on costs one.
const LETTER: u32 = 8;

/// The cost of a match in the middle of a text.
const MIDDLE: u32 = 2;

/// The cost of an entry that does not match.
const NEVER: u32 = u32::MAX;

impl<T> Default for Index<T> {
    fn default() -> Self {
        Self { entries: Vec::new(), parts: Vec::new() }
    }
}

/// Of targets, texts and weights.
impl<T, S: Into<Box<str>>> FromIterator<(T, S, u32)> for Index<T> {
    fn from_iter<I: IntoIterator<Item = (T, S, u32)>>(texts: I) -> Self {
        let mut index = Self::default();
        index.extend(texts);
        index
    }
}

/// A part of its own, searched with the others: a few hundred of them cost little. The
/// first two thousand million texts count.
impl<T, S: Into<Box<str>>> Extend<(T, S, u32)> for Index<T> {
    fn extend<I: IntoIterator<Item = (T, S, u32)>>(&mut self, texts: I) {
        let (mut words, mut wholes) = (Gathered::default(), Gathered::default());
        let entry = |(number, (target, text, weight)): (u32, (T, S, u32))| {
            let text = text.into();
            let own = fold::words(&text);
            for (at, word) in own.iter().enumerate() {
                words.push(word, number * 2 + u32::from(at > 0));
            }
            // "sevlich" for "Sev Lich": as one word, where the text is a name.
            if (2..6).contains(&own.len()) {
                wholes.push(&own.concat(), number);
            }
            Entry { target, text, weight }
        };
        let from = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        self.entries.extend((from..u32::MAX / 2).zip(texts).map(entry));
        self.parts.push(Part { words: words.finish(), wholes: wholes.finish() });
    }
}

impl<T> Index<T> {
    /// How many texts it has.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

impl<T: PartialEq> Index<T> {
    /// Up to `limit` targets with all the words of `query`, the last of which
    /// may still be unfinished; the best first, each once.
    ///
    /// Nothing is found by a query without letters or digits.
    pub fn find(&self, query: &str, limit: usize) -> Vec<Found<'_, T>> {
        let mut costs = self.costs(&fold::words(query));
        if fold::is_unsettled(query) {
            let settled = fold::words(&query[..query.len() - 1]);
            // A single letter says too little to be read in two ways.
            if settled.iter().map(String::len).sum::<usize>() > 1 {
                let without_last = self.costs(&settled);
                costs.resize(self.entries.len(), NEVER);
                for (cost, other) in costs.iter_mut().zip(without_last) {
                    *cost = other.saturating_add(1).min(*cost);
                }
            }
        }
        let mut found: Vec<(u32, &Entry<T>)> = Vec::new();
        for (entry, cost) in self.entries.iter().zip(costs).filter(|(_, cost)| *cost != NEVER) {
            let cost = cost.saturating_add(entry.weight);
            // Whatever comes later has to be better.
            if found.len() >= limit && found.last().is_none_or(|(last, _)| *last <= cost) {
                continue;
            }
            if let Some(at) = found.iter().position(|(_, other)| other.target == entry.target) {
                if found[at].0 <= cost {
                    continue;
                }
                found.remove(at);
            }
            found.insert(found.partition_point(|(other, _)| *other <= cost), (cost, entry));
            found.truncate(limit);
        }
        found.into_iter().map(|(_, e)| Found { target: &e.target, text: &e.text }).collect()
    }

    /// How far each entry is from the words typed, or [`NEVER`]; of nothing none.
    fn costs(&self, typed: &[String]) -> Vec<u32> {
        let mut sums: Vec<u32> = Vec::new();
        for (number, word) in typed.iter().enumerate() {
            let mut costs = vec![NEVER; self.entries.len()];
            for part in &self.parts {
                each_like(&part.words, word, &mut |place, cost| {
                    let least = &mut costs[place as usize / 2];
                    *least = (*least).min(cost + MIDDLE * (place % 2));
                });
            }
            if number == 0 {
                sums = costs;
            } else {
                for (sum, cost) in sums.iter_mut().zip(costs) {
                    *sum = sum.saturating_add(cost);
                }
            }
        }
        if !typed.is_empty() {
            for part in &self.parts {
                each_like(&part.wholes, &typed.concat(), &mut |place, cost| {
                    let least = &mut sums[place as usize];
                    *least = (*least).min(cost);
                });
            }
        }
        sums
    }
}

/// Calls `found` with each place of a word that starts with what was typed, or nearly so,
/// and how far it is from that.
fn each_like(words: &Vocabulary, typed: &str, found: &mut impl FnMut(u32, u32)) {
    let mut all = |range, cost| words.places(range).iter().for_each(|place| found(*place, cost));
    let (starting, same) = words.starting(typed);
    let longer = starting.start + same;
    all(starting.start..longer, 0);
    all(longer..starting.end, 1);
    let length = typed.chars().count();
    let forgiven = FORGIVEN.iter().find(|(from, _)| length >= *from).map_or(0, |(_, letters)| *letters);
    // Nobody misspells a number by intent.
    if forgiven > 0 && !typed.starts_with(|c: char| c.is_ascii_digit()) {
        words.like(typed, forgiven, &mut |range, letters| all(range, letters as u32 * LETTER));
    }
}
