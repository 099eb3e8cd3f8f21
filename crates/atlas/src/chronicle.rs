//! `chronicle.json`: the periods of a story, its dated events, and what came
//! after the article, each with what it rests on. What the article itself says
//! is in `claim`.

use lean::ByName;
use serde::Serialize;

use crate::error::{self, AtlasError, FileKind};
use crate::json::{id, object};
use crate::localized::Localized;
use crate::region::Reference;
use crate::when::{Interval, PartialDate};

/// `chronicle.json`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Chronicle {
    /// The stretches of time that the article touches, the oldest first.
    pub periods: Vec<Period>,
    /// What happened up to the article, the oldest first.
    pub events: Vec<Event>,
    /// What happened after it.
    #[serde(default)]
    pub since: Option<Since>,
    /// What events rest on, by id.
    pub references: ByName<Reference>,
}

/// A stretch of time with a name.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Period {
    /// Name of the period, kebab-case.
    pub id: String,
    /// "1994–2020"
    pub name: Localized,
    /// What marks it, in neutral words.
    pub about: Localized,
    /// From when to when.
    pub when: Interval,
    /// The date that the map turns to for it.
    pub show: PartialDate,
}

/// Something that happened, in our own words.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Event {
    /// When.
    pub when: Interval,
    /// What, with positions attributed.
    pub text: Localized,
    /// What is not certain about it.
    #[serde(default)]
    pub caveat: Option<Localized>,
    /// Ids of the regions it concerns.
    pub regions: Vec<String>,
    /// Ids of references.
    pub sources: Vec<String>,
}

/// What happened after the article: never mixed with its claims.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Since {
    /// When somebody last looked.
    pub checked: PartialDate,
    /// How far that look reached.
    #[serde(default)]
    pub note: Option<Localized>,
    /// What was found, the oldest first.
    pub events: Vec<Event>,
}

impl Chronicle {
    /// Reads the text of `chronicle.json`.
    ///
    /// Keys it does not know are passed over.
    ///
    /// # Errors
    /// Where, what was got and what was expected.
    pub fn parse(text: &str) -> Result<Self, AtlasError> {
        error::read(FileKind::Chronicle, text)
    }

    /// [`Self::parse`] of JSON that was parsed elsewhere, as by a browser.
    ///
    /// # Errors
    /// A key is missing, or something is of another kind than expected.
    pub fn from_value(value: &serde_json::Value) -> Result<Self, AtlasError> {
        error::read_value(FileKind::Chronicle, value)
    }

    /// The last period that holds on `date`.
    pub fn period_on(&self, date: PartialDate) -> Option<&Period> {
        self.periods.iter().rev().find(|period| period.when.contains(date))
    }

    /// The dates that a reader steps through: when events began, and the atlas's
    /// `own`. In order, each once.
    pub fn stops(&self, own: PartialDate) -> Vec<PartialDate> {
        let begun = self.events.iter().filter_map(|event| event.when.start);
        let mut stops: Vec<PartialDate> = Vec::new();
        for date in begun.chain([own]) {
            if !stops.contains(&date) {
                stops.insert(stops.partition_point(|other| *other < date), date);
            }
        }
        stops
    }

    /// What happened to a region after the article, the oldest first; for a
    /// part of a whole, what happened to the whole where nothing names it.
    pub fn since_in<'a>(&'a self, region: &str, whole: Option<&str>) -> Vec<&'a Event> {
        let about = |id: &str| -> Vec<&'a Event> {
            let events = self.since.iter().flat_map(|since| &since.events);
            events.filter(|event| event.regions.iter().any(|r| r == id)).collect()
        };
        let own = about(region);
        match whole {
            Some(whole) if own.is_empty() => about(whole),
            _ => own,
        }
    }
}

object!(Chronicle { periods: must, events: must, since: may, references: must });
object!(Period { id: is(id), name: must, about: must, when: must, show: must });
object!(Event { when: must, text: must, caveat: may, regions: must, sources: must });
object!(Since { checked: must, note: may, events: must });

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"{
      "periods": [
        {"id": "ferry", "name": {"fr": "Le bac"}, "about": {"fr": "Un bac"}, "when": {"end": "1990"}, "show": "1990"},
        {"id": "bridge", "name": {"fr": "Le pont"}, "about": {"fr": "Un pont"}, "when": {"start": "1990"}, "show": "2000"}
      ],
      "events": [],
      "since": {"checked": "2026-11-22", "events": [
        {"when": {"start": "2025"}, "text": {"fr": "Une crue."}, "regions": ["islands"], "sources": ["gauge"]},
        {"when": {"start": "2026"}, "text": {"fr": "Un phare."}, "regions": ["heron-island"], "sources": ["gauge"]}
      ]},
      "references": {"gauge": {"title": "The gauge"}}
    }"#;

    fn chronicle() -> Chronicle {
        Chronicle::parse(TEXT).expect("fixture")
    }

    #[track_caller]
    fn check_period(date: &str, want: Option<&str>) {
        let chronicle = chronicle();
        let got = chronicle.period_on(date.parse().expect("a date"));
        assert_eq!(got.map(|p| &*p.id), want);
    }

    #[test]
    fn where_two_periods_meet_the_later_one_has_begun() {
        check_period("1989-05-01", Some("ferry"));
        check_period("1990-12-31", Some("bridge"));
    }

    #[test]
    fn a_reader_steps_where_events_begin_and_at_the_atlas_s_date() {
        let chronicle = Chronicle::parse(
            r#"{"periods": [], "events": [
            {"when": {"start": "1990", "end": "1990"}, "text": {"fr": "a"}, "regions": [], "sources": ["s"]},
            {"when": {"start": "1980-05"}, "text": {"fr": "b"}, "regions": [], "sources": ["s"]},
            {"when": {"start": "1990", "end": "1991"}, "text": {"fr": "c"}, "regions": [], "sources": ["s"]}],
            "since": {"checked": "2020-07-01", "events": []}, "references": {"s": {"title": "S"}}}"#,
        )
        .expect("a chronicle");
        let date = |text: &str| text.parse::<PartialDate>().expect("a date");
        assert_eq!(chronicle.stops(date("2020-06-01")), ["1980-05", "1990", "2020-06-01"].map(date));
    }

    #[track_caller]
    fn check_since(region: &str, whole: Option<&str>, want: &[&str]) {
        let chronicle = chronicle();
        let events = chronicle.since_in(region, whole);
        let got: Vec<&str> = events.iter().map(|e| e.text.best("fr").1).collect();
        assert_eq!(got, want);
    }

    #[test]
    fn a_part_has_its_own_events_or_those_of_the_whole() {
        check_since("heron-island", Some("islands"), &["Un phare."]);
        check_since("otter-island", Some("islands"), &["Une crue."]);
        check_since("bridge", None, &[]);
    }

    #[test]
    fn what_is_wrong_says_where() {
        let error = Chronicle::parse(r#"{"periods": [{"id": 3}], "events": [], "references": {}}"#);
        let want = "chronicle file, at /periods/0/id: got 3, expected a text";
        assert_eq!(error.unwrap_err().to_string(), want);
    }
}
