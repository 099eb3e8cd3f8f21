//! The rules of `chronicle.json`: everything dated, in order, attributed and
//! about regions that exist; and that what came after the article stands apart
//! from what came before.

use std::collections::BTreeSet;

use super::report::Report;
use super::rule::Rule;
use crate::chronicle::{Chronicle, Event, Period};
use crate::when::PartialDate;

pub(super) fn check(chronicle: &Chronicle, report: &mut Report<'_>) {
    report.ids("/periods", chronicle.periods.iter().map(|p| &*p.id));
    for period in &chronicle.periods {
        let at = format!("/periods/{}", period.id);
        report.text(&format!("{at}/name"), &period.name);
        report.text(&format!("{at}/about"), &period.about);
        if !period.when.contains(period.show) {
            let message = format!("{}, expected a date within the period", period.show);
            report.error(Rule::Time, format!("{at}/show"), message);
        }
    }
    for pair in chronicle.periods.windows(2) {
        if let [before, after] = pair {
            follow(before, after, report);
        }
    }
    let published = report.atlas.claims.source.published_on();
    let mut used = BTreeSet::new();
    events("/events", &chronicle.events, chronicle, &mut used, report);
    for (index, event) in chronicle.events.iter().enumerate() {
        if event.when.start.is_some_and(|start| start.first_day() > published) {
            let message = format!("after the article ({published}), expected in `since`");
            report.error(Rule::Since, format!("/events/{index}/when"), message);
        }
    }
    if let Some(since) = &chronicle.since {
        report.text_if_any("/since/note", since.note.as_ref());
        events("/since/events", &since.events, chronicle, &mut used, report);
        for (index, event) in since.events.iter().enumerate() {
            let at = format!("/since/events/{index}/when");
            if event.when.start.is_some_and(|start| start.last_day() <= published) {
                report.error(
                    Rule::Since,
                    &at,
                    format!("not after the article ({published}), expected in `events`"),
                );
            }
            if event.when.start.is_some_and(|start| start.first_day() > since.checked.last_day()) {
                report.error(Rule::Since, at, format!("after {}, when it was last checked", since.checked));
            }
        }
    }
    report.of_use(&chronicle.references, &used, "an event");
}

/// Periods are bands along one line: each begins where the one before has ended. Of dates
/// that are no days the parts that can be apart are.
fn follow(before: &Period, after: &Period, report: &mut Report<'_>) {
    let follows = match (before.when.end, after.when.start) {
        (Some(end), Some(start)) => end.first_day() <= start.last_day(),
        _ => false,
    };
    if !follows {
        let date = |date: Option<PartialDate>| date.map_or("open".to_owned(), |date| date.to_string());
        let (start, end) = (date(after.when.start), date(before.when.end));
        let expected = format!("expected it after the end of {:?} ({end})", before.id);
        report.warn(Rule::Time, format!("/periods/{}/when", after.id), format!("start {start}, {expected}"));
    }
}

fn events<'c>(
    list: &str,
    events: &'c [Event],
    chronicle: &Chronicle,
    used: &mut BTreeSet<&'c String>,
    report: &mut Report<'_>,
) {
    let mut before = None;
    for (index, event) in events.iter().enumerate() {
        let at = format!("{list}/{index}");
        report.text(&format!("{at}/text"), &event.text);
        report.text_if_any(&format!("{at}/caveat"), event.caveat.as_ref());
        let Some(start) = event.when.start else {
            report.error(Rule::Time, format!("{at}/when"), "no start, expected when it happened");
            continue;
        };
        if event.when.is_reversed() {
            report.error(Rule::Time, format!("{at}/when"), "ends before it starts, expected start, then end");
        }
        if before.is_some_and(|before| start.first_day() < before) {
            report.error(
                Rule::Order,
                format!("{at}/when"),
                format!("{start}, expected the oldest event first"),
            );
        }
        before = Some(start.first_day());
        for region in &event.regions {
            report.known_region(&format!("{at}/regions"), region);
        }
        if event.sources.is_empty() {
            report.error(Rule::Source, format!("{at}/sources"), "none, expected what the event rests on");
        }
        report.rests_on(&format!("{at}/sources"), &event.sources, &chronicle.references, used);
    }
}
