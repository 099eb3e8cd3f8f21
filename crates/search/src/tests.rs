use proptest::{collection::vec, prelude::*};

use super::*;

fn index(texts: &[(&'static str, &str, u32)]) -> Index<&'static str> {
    texts.iter().copied().collect()
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
fn part_by_part_as_at_once() {
    let texts = [("a", "Sev Lich", 0), ("b", "Sevan", 0), ("c", "Seven Sisters", 2), ("a", "Sevlich", 1)];
    let whole: Index<&str> = texts.iter().copied().collect();
    for size in 1..=texts.len() {
        let mut parts = Index::default();
        texts.chunks(size).for_each(|part| parts.extend(part.iter().copied()));
        for query in ["sev", "sevlich", "sevan", "sisters seven", "siven", "x"] {
            assert_eq!(parts.find(query, 3), whole.find(query, 3), "{query} in parts of {size}");
        }
    }
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

/// How many letters of `typed` have to be put in, left out or exchanged to make
/// it some start of `word`.
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

/// How far `word` is from what was typed, by looking at all its letters.
fn cost(typed: &str, word: &str) -> Option<u32> {
    if let Some(rest) = word.strip_prefix(typed) {
        return Some(u32::from(!rest.is_empty()));
    }
    let length = typed.chars().count();
    let forgiven = [0, 1, 2][usize::from(length > 3) + usize::from(length > 7)];
    if forgiven == 0 || typed.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let letters = distance_to_start(typed, word);
    (letters <= forgiven).then_some(letters as u32 * LETTER)
}

/// How far a text is from what was typed, word by word or as one.
fn text_cost(typed: &[String], text: &str) -> Option<u32> {
    let own = fold::words(text);
    let word_cost = |word: &String| {
        own.iter()
            .enumerate()
            .filter_map(|(at, own)| Some(cost(word, own)? + u32::from(at > 0) * MIDDLE))
            .min()
    };
    let apart = typed.iter().map(word_cost).sum::<Option<u32>>().filter(|_| !typed.is_empty());
    let is_name = own.len() > 1 && own.len() < 6 && !typed.is_empty();
    let whole = is_name.then(|| cost(&typed.concat(), &own.concat())).flatten();
    apart.into_iter().chain(whole).min()
}

/// What is found by looking at all texts, best first.
fn by_hand<'a>(texts: &'a [(usize, String, u32)], query: &str, limit: usize) -> Vec<(usize, &'a str)> {
    let typed = fold::words(query);
    let settled = fold::is_unsettled(query).then(|| fold::words(&query[..query.len() - 1]));
    let settled = settled.filter(|words| words.concat().len() > 1);
    let mut all: Vec<(u32, usize, &str)> = Vec::new();
    for (target, text, weight) in texts {
        let without_last = settled.as_ref().and_then(|words| Some(text_cost(words, text)? + 1));
        if let Some(cost) = text_cost(&typed, text).into_iter().chain(without_last).min() {
            all.push((cost + weight, *target, text));
        }
    }
    all.sort_by_key(|(cost, ..)| *cost);
    let mut found: Vec<(usize, &str)> = Vec::new();
    for (_, target, text) in all {
        if !found.iter().any(|(other, _)| *other == target) {
            found.push((target, text));
        }
    }
    found.truncate(limit);
    found
}

proptest! {
    #[test]
    fn what_is_found_is_what_looking_at_all_finds(
        texts in vec((0..12_usize, "([abkıc]{1,3}[aäe]?[bhк]{0,9}[1-3 ’]{0,2}){1,4}", 0..4_u32), 0..40),
        query in "([abkıc]{1,3}[ae]?[bhk]{0,9}[1-3 ’]{0,1}){1,3}",
        limit in 0..9_usize,
    ) {
        let index: Index<usize> =
            texts.iter().map(|(target, text, weight)| (*target, &**text, *weight)).collect();
        let found = index.find(&query, limit);
        let found: Vec<(usize, &str)> = found.into_iter().map(|found| (*found.target, found.text)).collect();
        prop_assert_eq!(found, by_hand(&texts, &query, limit));
    }
}
