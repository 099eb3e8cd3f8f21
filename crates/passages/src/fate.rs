//! What became of an excerpt in another text than the one that it was taken from.

use std::fmt;
use std::ops::Range;

use anchor::{Difference, Kind, Names, Outcome, Quote, Text};
use atlas::excerpt::{self, Selector};
use atlas::{Atlas, Localized};

/// What became of an excerpt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is where it was.
    Kept,
    /// Its words stand elsewhere, letter for letter.
    Moved,
    /// Nearly its words are there.
    Changed(Vec<Difference>),
    /// Other words are there, which say something else.
    Other(Vec<Difference>),
    /// It is there so often, and nothing tells which is meant.
    Several(usize),
    /// Nothing like it is there.
    Lost,
}

impl Fate {
    /// Whether it can be written without asking the author.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        match self {
            Self::Moved => true,
            Self::Changed(differences) => {
                differences.iter().all(|difference| matches!(difference.kind, Kind::Sign | Kind::Spelling))
            }
            Self::Kept | Self::Other(_) | Self::Several(_) | Self::Lost => false,
        }
    }

    /// Whether somebody has to decide what becomes of the excerpt.
    #[must_use]
    pub fn is_left_to_the_author(&self) -> bool {
        *self != Self::Kept && !self.is_plain()
    }
}

impl fmt::Display for Fate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Kept => f.write_str("kept"),
            Self::Moved => f.write_str("moved"),
            Self::Changed(differences) => {
                write!(f, "changed: {}", told(differences))?;
                if self.is_plain() { Ok(()) } else { f.write_str("; for you to write") }
            }
            Self::Other(differences) => write!(f, "lost, it says something else now: {}", told(differences)),
            Self::Several(count) => write!(f, "lost, it stands there {count} times"),
            Self::Lost => f.write_str("lost, nothing like it is there"),
        }
    }
}

fn told(differences: &[Difference]) -> String {
    let each = differences.iter().map(|Difference { was, is, kind }| {
        let kind = match kind {
            Kind::Sign => "sign",
            Kind::Spelling => "spelling",
            Kind::Word => "word",
            Kind::Number => "number",
            Kind::Name => "name",
            Kind::Negation => "negation",
        };
        format!("{was:?} is {is:?} ({kind})")
    });
    each.collect::<Vec<_>>().join(", ")
}

/// What the atlas knows to be names: of places and of who speaks, and the parties'
/// adjectives, which some languages write small.
#[must_use]
pub fn names(atlas: &Atlas) -> Names {
    let texts = |text: &Localized| text.iter().map(|(_, text)| text.to_owned()).collect::<Vec<_>>();
    let parties = atlas.manifest.parties.iter();
    let of_parties = parties
        .flat_map(|party| texts(&party.name).into_iter().chain(party.adjective.iter().flat_map(texts)));
    let of_regions =
        atlas.regions.regions.iter().flat_map(|region| region.names.iter().map(|name| name.toponym.clone()));
    let of_speakers = atlas.claims.speakers.iter().flat_map(|speaker| texts(&speaker.name));
    let all: Vec<String> = of_parties.chain(of_regions).chain(of_speakers).collect();
    Names::of(all.iter().map(String::as_str))
}

/// What became of the excerpt that the selectors lead to in `article`, which `text` has read,
/// and the bytes where it stands: where another passage is in its place, those of that one.
#[must_use]
pub fn fate(text: &Text<'_>, article: &str, selectors: &[Selector]) -> (Fate, Option<Range<usize>>) {
    if let Ok(at) = excerpt::anchor(article, selectors) {
        return (Fate::Kept, bytes(article, &at));
    }
    let (mut quote, mut start) = (Quote::default(), None);
    for selector in selectors {
        match selector {
            Selector::Quote { exact, prefix, suffix } => {
                quote.exact = exact;
                quote.prefix = prefix.as_deref().unwrap_or_default();
                quote.suffix = suffix.as_deref().unwrap_or_default();
            }
            Selector::Position { start: at, .. } => start = Some(*at),
        }
    }
    let length = article.chars().count().max(1) as f64;
    quote.place = start.map(|start| (start as f64 / length).min(1.));
    match text.find(&quote) {
        Outcome::Found(passage) if passage.differences.is_empty() => (Fate::Moved, Some(passage.at)),
        Outcome::Found(passage) => (Fate::Changed(passage.differences), Some(passage.at)),
        Outcome::Other(passage) => (Fate::Other(passage.differences), Some(passage.at)),
        Outcome::Several(count) => (Fate::Several(count), None),
        Outcome::Lost => (Fate::Lost, None),
    }
}

/// The bytes that code points are.
fn bytes(article: &str, at: &Range<usize>) -> Option<Range<usize>> {
    let ends = article.char_indices().map(|(byte, _)| byte).chain([article.len()]);
    let mut ends = ends.skip(at.start);
    let start = ends.next()?;
    Some(start..if at.is_empty() { start } else { ends.nth(at.len() - 1)? })
}
