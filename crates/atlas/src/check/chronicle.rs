//! The rules of `chronicle.json`: everything dated, in order, attributed and
//! about regions that exist; and that what came after the article stands apart
//! from what came before.

use std::collections::BTreeSet;

use super::report::Report;
use crate::chronicle::{Chronicle, Event};

pub(super) fn check(chronicle: &Chronicle, report: &mut Report<'_>) {
    report.ids("/periods", chronicle.periods.iter().map(|p| &*p.id));
    for period in &chronicle.periods {
        let at = format!("/periods/{}", period.id);
        report.text(&format!("{at}/name"), &period.name);
        report.text(&format!("{at}/about"), &period.about);
        if !period.when.contains(period.show) {
            let message = format!("{}, expected a date within the period", period.show);
            report.error(format!("{at}/show"), message);
        }
    }
    let published = report.atlas.claims.source.published_on();
    let mut used = BTreeSet::new();
    events("/events", &chronicle.events, chronicle, &mut used, report);
    for (index, event) in chronicle.events.iter().enumerate() {
        if event.when.start.is_some_and(|start| start.first_day() > published) {
            let message = format!("after the article ({published}), expected in `since`");
            report.error(format!("/events/{index}/when"), message);
        }
    }
    if let Some(since) = &chronicle.since {
        report.text_if_any("/since/note", since.note.as_ref());
        events("/since/events", &since.events, chronicle, &mut used, report);
        for (index, event) in since.events.iter().enumerate() {
            let at = format!("/since/events/{index}/when");
            if event.when.start.is_some_and(|start| start.last_day() <= published) {
                report.error(&at, format!("not after the article ({published}), expected in `events`"));
            }
            if event.when.start.is_some_and(|start| start.first_day() > since.checked.last_day()) {
                report.error(at, format!("after {}, when it was last checked", since.checked));
            }
        }
    }
    report.of_use(&chronicle.references, &used, "an event");
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
            report.error(format!("{at}/when"), "no start, expected when it happened");
            continue;
        };
        if event.when.is_reversed() {
            report.error(format!("{at}/when"), "ends before it starts, expected start, then end");
        }
        if before.is_some_and(|before| start.first_day() < before) {
            report.error(format!("{at}/when"), format!("{start}, expected the oldest event first"));
        }
        before = Some(start.first_day());
        for region in &event.regions {
            report.known_region(&format!("{at}/regions"), region);
        }
        if event.sources.is_empty() {
            report.error(format!("{at}/sources"), "none, expected what the event rests on");
        }
        report.rests_on(&format!("{at}/sources"), &event.sources, &chronicle.references, used);
    }
}
