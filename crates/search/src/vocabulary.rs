//! The words of many texts in their order, so that those like a word are found without
//! looking at the others. What a likeness is worth is the index's.

use std::ops::Range;

/// A word of a text, as it comes: where its letters are, and the place of the text.
struct Coming {
    letters: Range<u32>,
    place: u32,
}

/// Words, as they come.
#[derive(Default)]
pub struct Gathered {
    letters: String,
    words: Vec<Coming>,
}

impl Gathered {
    /// Adds a word that stands at `place`. Beyond four thousand million letters none is.
    pub fn push(&mut self, word: &str, place: u32) {
        let start = self.letters.len();
        if let (Ok(from), Ok(to)) = (u32::try_from(start), u32::try_from(start + word.len())) {
            self.letters.push_str(word);
            self.words.push(Coming { letters: from..to, place });
        }
    }

    /// All words are there. O(n log n).
    pub fn finish(mut self) -> Vocabulary {
        let letters = |word: &Coming| &self.letters[word.letters.start as usize..word.letters.end as usize];
        self.words.sort_unstable_by(|a, b| letters(a).cmp(letters(b)).then(a.place.cmp(&b.place)));
        let mut all = Vocabulary::default();
        let mut last = None;
        for word in &self.words {
            let written = letters(word);
            if last != Some(written) {
                all.starts.push((all.letters.len() as u32, all.places.len() as u32));
                all.letters.push_str(written);
                last = Some(written);
            }
            all.places.push(word.place);
        }
        all
    }
}

/// Each word once, in the order of their letters, with all places where it stands.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    letters: String,
    /// Where the letters of each word start, and its places.
    starts: Vec<(u32, u32)>,
    places: Vec<u32>,
}

impl Vocabulary {
    fn word(&self, number: usize) -> &str {
        let end = self.starts.get(number + 1).map_or(self.letters.len(), |(letters, _)| *letters as usize);
        &self.letters[self.starts[number].0 as usize..end]
    }

    /// The places of some words.
    pub fn places(&self, words: Range<usize>) -> &[u32] {
        let start = |number: usize| self.starts.get(number).map_or(self.places.len(), |(_, at)| *at as usize);
        &self.places[start(words.start)..start(words.end)]
    }

    /// The words that start with `typed`, which is not empty, and how many of them are it:
    /// none or one, the first.
    pub fn starting(&self, typed: &str) -> (Range<usize>, usize) {
        let start = self.first(0..self.starts.len(), |word| word < typed);
        let end = self.first(start..self.starts.len(), |word| word.starts_with(typed));
        (start..end, usize::from(start < end && self.word(start) == typed))
    }

    /// The first of `words` for which `is_before` is not true any more.
    fn first(&self, words: Range<usize>, is_before: impl Fn(&str) -> bool) -> usize {
        let (mut low, mut high) = (words.start, words.end);
        while low < high {
            let middle = usize::midpoint(low, high);
            if is_before(self.word(middle)) { low = middle + 1 } else { high = middle }
        }
        low
    }

    /// Calls `found` with words that start with something like `typed`, and how many
    /// letters of it have to be put in, left out or exchanged for that: one to `most`.
    ///
    /// Levenshtein's distance, with the word's end left open. Words with the same start
    /// share its cost; a start that is too far already is not followed.
    pub fn like(&self, typed: &str, most: usize, found: &mut impl FnMut(Range<usize>, usize)) {
        let typed: Vec<char> = typed.chars().collect();
        let row: Vec<usize> = (0..=typed.len()).collect();
        let best = typed.len();
        Walk { vocabulary: self, typed: &typed, most, found }.follow(0..self.starts.len(), 0, &row, best);
    }
}

/// A walk over the starts of words.
struct Walk<'a, F> {
    vocabulary: &'a Vocabulary,
    typed: &'a [char],
    most: usize,
    found: &'a mut F,
}

impl<F: FnMut(Range<usize>, usize)> Walk<'_, F> {
    /// Goes on with `words`, which share so many `bytes`. Each of `row` is how far as many
    /// letters of what was typed are from these, `best` how far all of them are from the
    /// best start of that.
    fn follow(&mut self, words: Range<usize>, bytes: usize, row: &[usize], best: usize) {
        let mut next = words.start;
        // The word that ends here is the first.
        if next < words.end && self.vocabulary.word(next).len() == bytes {
            self.tell(next..next + 1, best);
            next += 1;
        }
        while next < words.end {
            let Some(letter) = self.vocabulary.word(next)[bytes..].chars().next() else { return };
            let after = bytes + letter.len_utf8();
            let shared = &self.vocabulary.word(next)[bytes..after];
            let end = self
                .vocabulary
                .first(next..words.end, |word| word.get(bytes..after).is_some_and(|own| own == shared));
            let with = self.with(row, letter);
            let best_with = best.min(with.last().copied().unwrap_or(best));
            // Another letter makes none of these less.
            let least = with.iter().copied().min().unwrap_or(best);
            if least <= self.most && least < best_with {
                self.follow(next..end, after, &with, best_with);
            } else {
                self.tell(next..end, best_with);
            }
            next = end;
        }
    }

    fn tell(&mut self, words: Range<usize>, distance: usize) {
        if (1..=self.most).contains(&distance) {
            (self.found)(words, distance);
        }
    }

    /// The row with one letter more.
    fn with(&self, row: &[usize], letter: char) -> Vec<usize> {
        let mut with = Vec::with_capacity(row.len());
        let mut last = row[0] + 1;
        with.push(last);
        for (typed, pair) in self.typed.iter().zip(row.windows(2)) {
            last = (pair[0] + usize::from(*typed != letter)).min(pair[1] + 1).min(last + 1);
            with.push(last);
        }
        with
    }
}
