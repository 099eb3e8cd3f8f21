//! The rules of `atlas.json`. That its files exist is for whoever reads them.

use std::collections::BTreeSet;

use super::report::Report;
use crate::manifest::{Bounds, broken_rule};

pub(super) fn check(report: &mut Report<'_>) {
    let manifest = &report.atlas.manifest;
    report.ids("", [&*manifest.id]);
    languages(report);
    report.text("/title", &manifest.title);
    report.text_if_any("/subtitle", manifest.subtitle.as_ref());
    report.text("/introduction", &manifest.introduction);
    report.text("/disclaimer", &manifest.disclaimer);

    let extent_is_box = bounds("/extent", manifest.extent, report);
    let view_is_box = bounds("/view", manifest.view, report);
    if extent_is_box && view_is_box && !is_within(manifest.view, manifest.extent) {
        let (got, extent) = (manifest.view, manifest.extent);
        report.error("/view", format!("{got:?}, expected it within the extent {extent:?}"));
    }
    if let Some(relief) = &manifest.relief {
        bounds("/relief/bounds", relief.bounds, report);
        report.text("/relief/name", &relief.name);
    }

    layers(report);
    report.ids("/parties", manifest.parties.iter().map(|p| &*p.id));
    for party in &manifest.parties {
        let at = format!("/parties/{}", party.id);
        report.text(&format!("{at}/name"), &party.name);
        report.text_if_any(&format!("{at}/adjective"), party.adjective.as_ref());
    }
    if manifest.credits.is_empty() {
        report.warn("/credits", "none, expected whose data the map is made of");
    }
    for (index, credit) in manifest.credits.iter().enumerate() {
        report.not_blank(&format!("/credits/{index}/text"), &credit.text);
    }
}

fn languages(report: &mut Report<'_>) {
    let languages = &report.atlas.manifest.languages;
    if languages.is_empty() {
        report.error("/languages", "none, expected at least one");
    }
    let mut seen = BTreeSet::new();
    for lang in languages {
        report.lang("/languages", lang);
        if !seen.insert(lang) {
            report.error("/languages", format!("{lang:?} again, expected it once"));
        }
    }
}

fn layers(report: &mut Report<'_>) {
    let layers = &report.atlas.manifest.layers;
    report.ids("/layers", layers.iter().map(|l| &*l.id));
    let mut files = BTreeSet::new();
    for layer in layers {
        let at = format!("/layers/{}", layer.id);
        report.text(&format!("{at}/name"), &layer.name);
        let at = format!("{at}/file");
        report.not_blank(&at, &layer.file);
        if !files.insert(&layer.file) {
            let file = &layer.file;
            report.error(at, format!("{file:?} again, expected one layer a file"));
        }
    }
}

/// Whether `got` is a box in degrees; reports what is wrong with it if not.
fn bounds(at: &str, got: Bounds, report: &mut Report<'_>) -> bool {
    let Some(rule) = broken_rule(got) else { return true };
    report.error(at, format!("{got:?} (W, S, E, N), expected {rule}"));
    false
}

fn is_within(inner: Bounds, outer: Bounds) -> bool {
    let unrolled = |[west, _, east, _]: Bounds, from: f64| {
        let east = if west > east { east + 360. } else { east };
        let by = if west < from { 360. } else { 0. };
        (west + by, east + by)
    };
    let (from, to) = unrolled(outer, outer[0]);
    let (west, east) = unrolled(inner, outer[0]);
    from <= west && outer[1] <= inner[1] && east <= to && inner[3] <= outer[3]
}
