//! Finding by a few letters: names, claims, speakers, whatever a page puts in,
//! in every language and script. What a find leads to, and how it is shown, is
//! the page's.

mod fold;

/// Texts that can be found, each leading to a target: several texts may lead to
/// one.
///
/// Filled once, searched at each letter typed: walks all words, some thousands.
#[derive(Debug, Clone)]
pub struct Index<T> {
    entries: Vec<Entry<T>>,
}

#[derive(Debug, Clone)]
struct Entry<T> {
    target: T,
    /// As it is written.
    text: String,
    words: Vec<String>,
    weight: u32,
}

/// What somebody types.
struct Query {
    words: Vec<String>,
    /// As one word.
    joined: String,
}

impl Query {
    fn new(text: &str) -> Self {
        let words = fold::words(text);
        Self { joined: words.concat(), words }
    }
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

/// The cost of a letter that differs; a word that goes on costs one, a match in
/// the middle of a text two.
const LETTER: u32 = 8;

impl<T> Default for Index<T> {
    fn default() -> Self {
        Self { entries: Vec::new() }
    }
}

impl<T: PartialEq> Index<T> {
    /// Adds a text. Of two that match equally well, the one of less `weight`
    /// comes first, then the one added first.
    pub fn add(&mut self, target: T, text: &str, weight: u32) {
        self.entries.push(Entry { target, text: text.to_owned(), words: fold::words(text), weight });
    }

    /// Up to `limit` targets with all the words of `query`, the last of which
    /// may still be unfinished; the best first, each once.
    ///
    /// Nothing is found by a query without letters or digits.
    pub fn find(&self, query: &str, limit: usize) -> Vec<Found<'_, T>> {
        let typed = Query::new(query);
        let settled = fold::is_unsettled(query).then(|| Query::new(&query[..query.len() - 1]));
        // A single letter says too little to be read in two ways.
        let settled = settled.filter(|q| q.joined.len() > 1);
        let mut found: Vec<(u32, &Entry<T>)> = Vec::new();
        for entry in &self.entries {
            let without_last = settled.as_ref().and_then(|q| Some(entry.cost(q)? + 1));
            let Some(cost) = entry.cost(&typed).into_iter().chain(without_last).min() else { continue };
            let cost = cost + entry.weight;
            if let Some(at) = found.iter().position(|(_, other)| other.target == entry.target) {
                if found[at].0 <= cost {
                    continue;
                }
                found.remove(at);
            }
            found.insert(found.partition_point(|(other, _)| *other <= cost), (cost, entry));
        }
        found.truncate(limit);
        found.into_iter().map(|(_, e)| Found { target: &e.target, text: &e.text }).collect()
    }
}

impl<T> Entry<T> {
    /// How far the entry is from the query; `None` if it does not match.
    fn cost(&self, query: &Query) -> Option<u32> {
        if query.words.is_empty() {
            return None;
        }
        let apart = query.words.iter().try_fold(0, |sum, word| {
            let costs = self.words.iter().enumerate().filter_map(|(at, own)| {
                let middle = u32::from(at > 0) * 2;
                Some(cost(word, own)? + middle)
            });
            Some(sum + costs.min()?)
        });
        // "sevlich" for "Sev Lich": as one word, where the text is a name.
        let whole = (self.words.len() > 1 && self.words.len() < 6)
            .then(|| cost(&query.joined, &self.words.concat()))
            .flatten();
        apart.into_iter().chain(whole).min()
    }
}

/// How far the letters typed are from the start of `word`; `None` where too
/// many differ.
fn cost(typed: &str, word: &str) -> Option<u32> {
    if let Some(rest) = word.strip_prefix(typed) {
        return Some(u32::from(!rest.is_empty()));
    }
    let length = typed.chars().count();
    let forgiven = FORGIVEN.iter().find(|(from, _)| length >= *from).map_or(0, |(_, letters)| *letters);
    // Nobody misspells a number by intent.
    if forgiven == 0 || typed.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let letters = distance_to_start(typed, word);
    (letters <= forgiven).then_some(letters as u32 * LETTER)
}

/// How many letters of `typed` have to be put in, left out or exchanged to make
/// it some start of `word`. O(letters × letters). Levenshtein's distance, with
/// the word's end left open.
fn distance_to_start(typed: &str, word: &str) -> usize {
    // One column a letter of `word`, one row a letter of `typed`.
    let mut row: Vec<usize> = (0..=word.chars().count()).collect();
    for (i, a) in typed.chars().enumerate() {
        let mut corner = i;
        row[0] = i + 1;
        for (j, b) in word.chars().enumerate() {
            let exchanged = corner + usize::from(a != b);
            corner = row[j + 1];
            row[j + 1] = exchanged.min(corner + 1).min(row[j] + 1);
        }
    }
    row.into_iter().min().unwrap_or(typed.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index(texts: &[(&'static str, &str, u32)]) -> Index<&'static str> {
        let mut index = Index::default();
        for (target, text, weight) in texts {
            index.add(*target, text, *weight);
        }
        index
    }

    /// Names of three places, and a sentence about one.
    fn places() -> Index<&'static str> {
        index(&[
            ("artsvashen", "Artsvashen", 0),
            ("artsvashen", "Başkənd", 0),
            ("nakhchivan", "Nakhitchevan", 0),
            ("nakhchivan", "Naxçıvan", 0),
            ("gizilhajili", "Gizilhajili", 0),
            ("sev-lich", "Sev Lich", 0),
            ("claim", "Erevan réclame Artsvashen", 4),
        ])
    }

    #[track_caller]
    fn check(query: &str, want: &[&str]) {
        let places = places();
        let got: Vec<&str> = places.find(query, 9).iter().map(|f| *f.target).collect();
        assert_eq!(got, want, "{query}");
    }

    #[test]
    fn a_start_is_enough() {
        check("art", &["artsvashen", "claim"]);
        check("nak", &["nakhchivan"]);
    }

    #[test]
    fn at_every_letter_typed() {
        for (name, place) in
            [("Bachkend", "artsvashen"), ("Nakhitchevan", "nakhchivan"), ("Gizil", "gizilhajili")]
        {
            for letters in 3..=name.len() {
                let places = places();
                let found = places.find(&name[..letters], 1);
                assert_eq!(found.first().map(|f| *f.target), Some(place), "{}", &name[..letters]);
            }
        }
    }

    #[test]
    fn every_spelling_leads_to_the_place() {
        for spelling in ["Bashkend", "Başkənd", "Bachkend", "Башкенд", "bashkent"] {
            check(spelling, &["artsvashen"]);
        }
        check("Արծվաշեն", &["artsvashen", "claim"]);
        check("Nakhchivan", &["nakhchivan"]);
        check("Нахичевань", &["nakhchivan"]);
        check("Qızılhacılı", &["gizilhajili"]);
        check("sevlich", &["sev-lich"]);
    }

    #[test]
    fn all_words_must_be_there() {
        check("erevan artsvashen", &["claim"]);
        check("bakou artsvashen", &[]);
    }

    #[test]
    fn short_words_have_to_be_right() {
        check("arz", &[]);
    }

    #[test]
    fn nothing_is_found_by_nothing() {
        check("", &[]);
        check(" – ", &[]);
        check("zzzzzz", &[]);
    }

    #[test]
    fn the_text_shown_is_the_one_that_matched() {
        let places = places();
        assert_eq!(places.find("bachk", 1), [Found { target: &"artsvashen", text: "Başkənd" }]);
    }

    #[test]
    fn the_exact_word_comes_before_the_longer_one() {
        let index = index(&[("a", "Tegher", 0), ("b", "Tegh", 0)]);
        let got: Vec<&str> = index.find("tegh", 9).iter().map(|f| *f.target).collect();
        assert_eq!(got, ["b", "a"]);
    }

    #[test]
    fn no_more_than_asked_for() {
        assert_eq!(places().find("a", 1).len(), 1);
    }

    #[test]
    fn letters_differ_up_to_the_open_end() {
        assert_eq!(distance_to_start("abc", "abcdef"), 0);
        assert_eq!(distance_to_start("abx", "abcdef"), 1);
        assert_eq!(distance_to_start("xabc", "abcdef"), 1);
        assert_eq!(distance_to_start("abc", ""), 3);
    }
}
