//! Place names that an article has and a gazetteer knows.

use std::collections::HashMap;
use std::ops::Range;

use crate::article::{Token, paragraphs};

/// A place that a gazetteer knows.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// What it is called.
    pub name: String,
    /// Other names of it.
    pub others: Vec<String>,
    /// Longitude and latitude in degrees.
    pub at: [f64; 2],
    /// How many people live there; of two of a name the greater is meant.
    pub people: u64,
    /// In which country, by its code of ISO 3166; empty where that is not known.
    pub country: String,
}

/// A name in an article that may be a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal<'g> {
    /// Where the article has it first, in code points.
    pub at: Range<usize>,
    /// As the article writes it there.
    pub text: String,
    /// How often it has it.
    pub times: usize,
    /// What it may be.
    pub place: &'g Place,
}

/// Places by their names.
#[derive(Debug, Default)]
pub struct Gazetteer {
    places: Vec<Place>,
    /// By how a name sounds; of several the greatest.
    by_name: HashMap<String, usize>,
}

/// Words of a name, at most.
const LONGEST: usize = 4;

/// A town of fewer people has a name that is more often another word at the beginning of a
/// sentence: `Police`, `Of`, `Nice`.
const KNOWN: u64 = 300_000;

impl Place {
    /// The number of people that stands for a country: more than any town's.
    pub const COUNTRY: u64 = u64::MAX;

    /// The number of people that stands for a place of the atlas's own layers: more than that
    /// of any town of the world, as its author has chosen it.
    pub const OWN: u64 = Self::COUNTRY - 1;

    /// Whether it is a country.
    #[must_use]
    pub fn is_country(&self) -> bool {
        self.people == Self::COUNTRY
    }

    /// A place out of a line: name, latitude, longitude, people, country and other names
    /// (between bars), parted by tabs.
    #[must_use]
    pub fn from_line(line: &str) -> Option<Self> {
        let mut fields = line.split('\t');
        let name = fields.next().filter(|name| !name.is_empty())?.to_owned();
        let (lat, lon) = (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
        let people = fields.next()?.parse().unwrap_or(0);
        let country = fields.next().unwrap_or_default().to_owned();
        let others = fields.next().unwrap_or_default().split('|').filter(|name| !name.is_empty());
        Some(Self { name, others: others.map(str::to_owned).collect(), at: [lon, lat], people, country })
    }

    /// Whether it lies in a box: west, south, east, north.
    #[must_use]
    pub fn is_within(&self, bounds: [f64; 4]) -> bool {
        atlas::manifest::contains(bounds, self.at)
    }
}

impl Gazetteer {
    /// Of these places.
    #[must_use]
    pub fn new(places: Vec<Place>) -> Self {
        let mut by_name: HashMap<String, usize> = HashMap::new();
        for (index, place) in places.iter().enumerate() {
            for name in place.others.iter().chain([&place.name]) {
                // Shorter ones are words of every language.
                if name.chars().count() < 3 {
                    continue;
                }
                let name = sounds(name);
                let best = by_name.entry(name).or_insert(index);
                if places[*best].people < place.people {
                    *best = index;
                }
            }
        }
        Self { places, by_name }
    }

    /// The place of that name, the greatest of several.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&Place> {
        self.by_name.get(&sounds(name)).map(|at| &self.places[*at])
    }

    /// The names in an article that may be places of here, in its order, each once, the longest
    /// of those that begin with a word.
    #[must_use]
    pub fn proposals(&self, article: &str) -> Vec<Proposal<'_>> {
        let mut found: Vec<Proposal<'_>> = Vec::new();
        // Seen at the beginning of sentences only, so far.
        let mut unsure: Vec<Proposal<'_>> = Vec::new();
        for paragraph in paragraphs(article) {
            let tokens = paragraph.tokens;
            let mut at = 0;
            while at < tokens.len() {
                let Some((length, place)) = self.longest(&tokens[at..]) else {
                    at += 1;
                    continue;
                };
                let named = &tokens[at..at + length];
                let text = named.iter().enumerate().map(|(index, token)| {
                    if index > 0 && token.spaced { format!(" {}", token.text) } else { token.text.clone() }
                });
                let range = named[0].at.start..named[length - 1].at.end;
                let proposal = Proposal { at: range, text: text.collect(), times: 1, place };
                let is_sure = length > 1 || place.people >= KNOWN || !begins(&tokens, at);
                add(if is_sure { &mut found } else { &mut unsure }, proposal);
                at += length;
            }
        }
        for proposal in unsure {
            if let Some(known) = found.iter_mut().find(|known| std::ptr::eq(known.place, proposal.place)) {
                known.times += proposal.times;
                if proposal.at.start < known.at.start {
                    (known.at, known.text) = (proposal.at, proposal.text);
                }
            }
        }
        found.sort_by_key(|proposal| proposal.at.start);
        found
    }

    /// How many of the tokens are a name, and of which place.
    fn longest(&self, tokens: &[Token]) -> Option<(usize, &Place)> {
        let first = tokens.first().filter(|token| token.is_word)?;
        // Names are written large, where a script has such letters.
        first.text.chars().next().filter(|c| !c.is_lowercase())?;
        let words = tokens.iter().take_while(|token| token.is_word).take(LONGEST).count();
        (1..=words).rev().find_map(|length| {
            let name: Vec<&str> = tokens[..length].iter().map(|token| &*token.text).collect();
            Some((length, self.find(&name.join(" "))?))
        })
    }
}

/// Whether a sentence, or a quotation, begins there.
fn begins(tokens: &[Token], at: usize) -> bool {
    at.checked_sub(1).and_then(|before| tokens.get(before)).is_none_or(|before| {
        !before.is_word && !matches!(&*before.text, "," | ";" | "(" | "-" | "–" | "’" | "'" | "/")
    })
}

fn add<'g>(list: &mut Vec<Proposal<'g>>, proposal: Proposal<'g>) {
    match list.iter_mut().find(|known| std::ptr::eq(known.place, proposal.place)) {
        Some(known) => known.times += 1,
        None => list.push(proposal),
    }
}

/// A name as it sounds.
fn sounds(name: &str) -> String {
    search::words(name).join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gazetteer() -> Gazetteer {
        let lines = "New York\t40.7\t-74\t8000000\tUS\tNueva York\nYork\t53.9\t-1.1\t150000\tGB\t\n\
            York\t0\t0\t20000\tXX\t\nPolice\t53.5\t14.5\t30000\tPL\t\nErevan\t40.18\t44.51\t1000000\tAM\tYerevan\n";
        Gazetteer::new(lines.lines().filter_map(Place::from_line).collect())
    }

    #[track_caller]
    fn check(article: &str, want: &[(&str, &str, usize)]) {
        let gazetteer = gazetteer();
        let proposals = gazetteer.proposals(article);
        let got: Vec<_> = proposals.iter().map(|one| (&*one.text, &*one.place.country, one.times)).collect();
        assert_eq!(got, want);
    }

    #[test]
    fn a_name_is_proposed_once_and_the_longest() {
        check("From New York to York, and New York again.", &[("New York", "US", 2), ("York", "GB", 1)]);
    }

    #[test]
    fn other_names_and_accents_do() {
        check("à Érevan", &[("Érevan", "AM", 1)]);
        check("in Yerevan", &[("Yerevan", "AM", 1)]);
    }

    #[test]
    fn a_word_is_no_small_town_for_beginning_a_sentence() {
        check("Police came. Police went.", &[]);
        check("Police is near Szczecin; they went to Police.", &[("Police", "PL", 2)]);
        check("the police", &[]);
    }

    #[test]
    fn a_line_that_is_none_is_no_place() {
        assert_eq!(Place::from_line("a\tb\tc"), None);
        assert_eq!(Place::from_line(""), None);
    }
}
