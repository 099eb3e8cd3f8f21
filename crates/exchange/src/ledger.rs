//! What became of everything that a file has. Deliberately absent: what a file may have;
//! each format says that for itself.

use std::borrow::Cow;
use std::fmt;

/// More different reasons than anybody reads for one kind of thing; what is beyond is counted
/// together.
const MOST_REASONS: usize = 100;
/// What comes before that which the first of several has, and others have in their own way.
const GOT: &str = ", got ";
/// Of a name or a value as much as tells it from others.
const MOST_CHARACTERS: usize = 60;

/// What became of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// It is in a layer now.
    Kept,
    /// It is in a layer now, not quite as it was.
    Approximated,
    /// It is in no layer.
    Dropped,
}

impl Fate {
    fn word(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Approximated => "approximated",
            Self::Dropped => "dropped",
        }
    }
}

/// What something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thing {
    /// A folder, an object, a file of a container.
    Layer,
    /// What is drawn.
    Feature,
    /// A point, a line or an area of a feature.
    Part,
    /// A closed line of an area.
    Ring,
    /// Longitude and latitude.
    Position,
    /// What a feature is told apart by.
    Id,
    /// What a feature is called.
    Name,
    /// Something that is said about a feature.
    Property,
    /// Something that is said about the whole file or layer.
    Member,
    /// A file's characters.
    Text,
    /// A place that something is said about.
    Region,
    /// What somebody says about places.
    Claim,
    /// What is said beside the claims of how things stand.
    Note,
    /// What happened on a day.
    Event,
}

impl Thing {
    fn word(self, count: usize) -> &'static str {
        let (one, many) = match self {
            Self::Layer => ("layer", "layers"),
            Self::Feature => ("feature", "features"),
            Self::Part => ("part of a geometry", "parts of geometries"),
            Self::Ring => ("ring", "rings"),
            Self::Position => ("position", "positions"),
            Self::Id => ("id", "ids"),
            Self::Name => ("name", "names"),
            Self::Property => ("property", "properties"),
            Self::Member => ("member of the file", "members of the file"),
            Self::Text => ("text", "texts"),
            Self::Region => ("region", "regions"),
            Self::Claim => ("claim", "claims"),
            Self::Note => ("note", "notes"),
            Self::Event => ("event", "events"),
        };
        if count == 1 { one } else { many }
    }
}

/// Where something is in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The folder's name, where a file has several.
    pub layer: Option<String>,
    /// Its number there, from 1, as a file counts: what is dropped counts too. `None` for
    /// what is no feature's.
    pub feature: Option<usize>,
    /// What it is called.
    pub name: Option<String>,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut comma = "";
        if let Some(layer) = &self.layer {
            write!(f, "layer “{}”", shown(layer))?;
            comma = ", ";
        }
        if let Some(feature) = self.feature {
            write!(f, "{comma}feature {feature}")?;
            comma = ", ";
        }
        match &self.name {
            Some(name) => write!(f, "{comma}“{}”", shown(name)),
            None => Ok(()),
        }
    }
}

/// Things of one kind that fared alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What became of them.
    pub fate: Fate,
    /// How many.
    pub count: usize,
    /// What they are.
    pub thing: Thing,
    /// How or why; empty for what is kept. What a feature has in place of what was expected is
    /// said of the first.
    pub why: Cow<'static, str>,
    /// Where the first of them is. `None` for what is kept, and what is the whole file's.
    pub first: Option<Place>,
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { fate, count, thing, why, first } = self;
        write!(f, "{} {count} {}", fate.word(), thing.word(*count))?;
        if !why.is_empty() {
            write!(f, ": {why}")?;
        }
        match first {
            Some(first) => write!(f, " (first: {first})"),
            None => Ok(()),
        }
    }
}

/// What was kept, approximated and dropped, and why: a line each where it is written out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    entries: Vec<Entry>,
}

impl Ledger {
    /// All, what is kept first and what is dropped last.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        let of = |fate| self.entries.iter().filter(move |entry| entry.fate == fate);
        of(Fate::Kept).chain(of(Fate::Approximated)).chain(of(Fate::Dropped))
    }

    /// How many things of a kind fared so.
    pub fn count(&self, fate: Fate, thing: Thing) -> usize {
        let like = |entry: &&Entry| entry.fate == fate && entry.thing == thing;
        self.entries.iter().filter(like).map(|entry| entry.count).sum()
    }

    pub(crate) fn kept(&mut self, thing: Thing, count: usize) {
        self.note(Fate::Kept, thing, count, "", None);
    }

    pub(crate) fn approximated(
        &mut self,
        thing: Thing,
        count: usize,
        how: impl Into<Cow<'static, str>>,
        place: &Place,
    ) {
        self.note(Fate::Approximated, thing, count, how, Some(place));
    }

    pub(crate) fn dropped(
        &mut self,
        thing: Thing,
        count: usize,
        why: impl Into<Cow<'static, str>>,
        place: &Place,
    ) {
        self.note(Fate::Dropped, thing, count, why, Some(place));
    }

    fn note(
        &mut self,
        fate: Fate,
        thing: Thing,
        count: usize,
        why: impl Into<Cow<'static, str>>,
        place: Option<&Place>,
    ) {
        if count == 0 {
            return;
        }
        let mut why = why.into();
        let mut found = self.find(fate, thing, &why);
        let like = |entry: &&Entry| entry.fate == fate && entry.thing == thing;
        if found.is_none() && self.entries.iter().filter(like).count() >= MOST_REASONS {
            why = Cow::Borrowed("for further reasons, too many to list");
            found = self.find(fate, thing, &why);
        }
        if let Some(entry) = found.and_then(|at| self.entries.get_mut(at)) {
            entry.count += count;
            return;
        }
        let first = place.filter(|place| **place != Place::default()).cloned();
        self.entries.push(Entry { fate, count, thing, why, first });
    }

    fn find(&self, fate: Fate, thing: Thing, why: &str) -> Option<usize> {
        // A property's name may have any words in it.
        let end_of = |why: &str| {
            let end = if thing == Thing::Feature { why.find(GOT) } else { None };
            end.unwrap_or(why.len())
        };
        let why = &why[..end_of(why)];
        let is_it = |entry: &Entry| {
            entry.fate == fate && entry.thing == thing && entry.why[..end_of(&entry.why)] == *why
        };
        self.entries.iter().position(is_it)
    }
}

impl fmt::Display for Ledger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.entries().try_for_each(|entry| writeln!(f, "{entry}"))
    }
}

/// A text of a file as a line of a ledger shows it: in one line, not longer than it takes to
/// know it.
pub(crate) fn shown(text: &str) -> String {
    let mut characters = text.trim().chars().map(|c| if c.is_control() { ' ' } else { c });
    let mut shown: String = characters.by_ref().take(MOST_CHARACTERS).collect();
    shown.truncate(shown.trim_end().len());
    if characters.next().is_some() {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(feature: usize, name: &str) -> Place {
        Place { layer: None, feature: Some(feature), name: Some(name.to_owned()) }
    }

    #[test]
    fn like_things_are_counted_and_the_first_is_named() {
        let mut ledger = Ledger::default();
        ledger.dropped(Thing::Feature, 1, "no geometry", &place(1, "Ford"));
        ledger.approximated(Thing::Position, 2, "altitude dropped", &place(2, "Lake"));
        ledger.approximated(Thing::Position, 1, "altitude dropped", &place(3, "Hill"));
        ledger.kept(Thing::Feature, 12);
        let want = "kept 12 features\n\
            approximated 3 positions: altitude dropped (first: feature 2, “Lake”)\n\
            dropped 1 feature: no geometry (first: feature 1, “Ford”)\n";
        assert_eq!(ledger.to_string(), want);
        assert_eq!(ledger.count(Fate::Approximated, Thing::Position), 3);
    }

    #[test]
    fn more_reasons_than_anybody_reads_are_one() {
        let mut ledger = Ledger::default();
        for number in 0..1000 {
            ledger.dropped(Thing::Property, 1, format!("“{number}”"), &place(1, "Lake"));
        }
        assert_eq!(ledger.entries().count(), MOST_REASONS + 1);
        assert_eq!(ledger.count(Fate::Dropped, Thing::Property), 1000);
    }

    #[test]
    fn what_was_got_is_said_of_the_first() {
        let mut ledger = Ledger::default();
        for latitude in [91, 144] {
            let why = format!("expected a latitude, got {latitude}");
            ledger.dropped(Thing::Feature, 1, why, &place(latitude, "Lake"));
        }
        assert_eq!(
            ledger.to_string(),
            "dropped 2 features: expected a latitude, got 91 (first: feature 91, “Lake”)\n"
        );
    }

    #[test]
    fn a_text_of_a_file_is_one_short_line() {
        assert_eq!(shown(" a\nb\u{1b}"), "a b");
        assert_eq!(shown(&"x".repeat(99)).chars().count(), MOST_CHARACTERS + 1);
    }
}
