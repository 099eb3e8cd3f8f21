//! The rules of `atlas.json`. That its files exist is for whoever reads them.

use std::collections::BTreeSet;

use styles::BaseStyle;

use super::report::{Report, did_you_mean, one_of};
use super::rule::Rule;
use crate::manifest::{Bounds, LayerEntry, MERCATOR, MOST_SIDES, Role, broken_rule};

pub(super) fn check(report: &mut Report<'_>) {
    let manifest = &report.atlas.manifest;
    report.ids("", [&*manifest.id]);
    languages(report);
    report.text("/title", &manifest.title);
    report.text_if_any("/subtitle", manifest.subtitle.as_ref());
    report.text("/introduction", &manifest.introduction);
    report.text("/disclaimer", &manifest.disclaimer);

    report.path("/regions", &manifest.regions);
    report.path("/claims", &manifest.claims);
    if let Some(chronicle) = &manifest.chronicle {
        report.path("/chronicle", chronicle);
    }

    let extent_is_box = bounds("/extent", manifest.extent, report);
    let view_is_box = bounds("/view", manifest.view, report);
    if extent_is_box && view_is_box && !is_within(manifest.view, manifest.extent) {
        let (got, extent) = (manifest.view, manifest.extent);
        report.error(Rule::Bounds, "/view", format!("{got:?}, expected it within the extent {extent:?}"));
    }
    let [_, south, _, north] = manifest.extent;
    if extent_is_box && (south < -MERCATOR || north > MERCATOR) {
        let message = format!("latitudes from {south} to {north}, expected them within ±{MERCATOR}");
        report.warn(Rule::Poles, "/extent", message);
    }
    if let Some(relief) = &manifest.relief {
        bounds("/relief/bounds", relief.bounds, report);
        report.text("/relief/name", &relief.name);
        report.path("/relief/file", &relief.file);
        let basemap = manifest.layers.iter().filter(|layer| layer.role == Role::Base);
        if let Some(above) = &relief.above {
            report.known("/relief/above", "layer", above, basemap.map(|layer| &*layer.id));
        }
    }

    if let Some(locator) = &manifest.locator {
        report.text("/locator/text", &locator.text);
        report.path("/locator/file", &locator.file);
        if manifest.layers.iter().any(|layer| layer.file == locator.file) {
            let file = &locator.file;
            report.error(
                Rule::Twice,
                "/locator/file",
                format!("{file:?}, a layer's, expected one of its own"),
            );
        }
    }
    layers(report);
    report.ids("/parties", manifest.parties.iter().map(|p| &*p.id));
    let sides = manifest.sides().count();
    if sides > MOST_SIDES {
        let expected = format!("expected at most {MOST_SIDES} that are no `voice`");
        let why = "no more are told apart by colour and hatching";
        report.error(Rule::Parties, "/parties", format!("{sides} parties, {expected}: {why}"));
    }
    for party in &manifest.parties {
        let at = format!("/parties/{}", party.id);
        report.text(&format!("{at}/name"), &party.name);
        report.text_if_any(&format!("{at}/adjective"), party.adjective.as_ref());
    }
    if manifest.credits.is_empty() {
        report.warn(Rule::Credits, "/credits", "none, expected whose data the map is made of");
    }
    for (index, credit) in manifest.credits.iter().enumerate() {
        report.not_blank(&format!("/credits/{index}/text"), &credit.text);
        report.link_if_any(&format!("/credits/{index}/url"), credit.url.as_deref());
    }
}

fn languages(report: &mut Report<'_>) {
    let languages = &report.atlas.manifest.languages;
    if languages.is_empty() {
        report.error(Rule::Language, "/languages", "none, expected at least one");
    }
    let mut seen = BTreeSet::new();
    for lang in languages {
        report.lang("/languages", lang);
        if !seen.insert(lang) {
            report.error(Rule::Twice, "/languages", format!("{lang:?} again, expected it once"));
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
        legend(layer, &format!("{at}/legend"), report);
        let at = format!("{at}/file");
        report.path(&at, &layer.file);
        if !files.insert(&layer.file) {
            let file = &layer.file;
            report.error(Rule::Twice, at, format!("{file:?} again, expected one layer a file"));
        }
    }
}

/// The legend shows styles of the base map beside a layer of it.
fn legend(layer: &LayerEntry, at: &str, report: &mut Report<'_>) {
    if layer.role == Role::Story && !layer.legend.is_empty() {
        report.warn(
            Rule::Unused,
            at,
            "of no use in a layer of role \"story\", whose features show how it looks",
        );
    }
    let known = BaseStyle::ALL.map(BaseStyle::name);
    for name in layer.legend.iter().filter(|name| name.parse::<BaseStyle>().is_err()) {
        let hint = did_you_mean(name, &known);
        report.error(Rule::Style, at, format!("style {name:?}, expected {}{hint}", one_of(&known)));
    }
}

/// Whether `got` is a box in degrees; reports what is wrong with it if not.
fn bounds(at: &str, got: Bounds, report: &mut Report<'_>) -> bool {
    let Some(rule) = broken_rule(got) else { return true };
    report.error(Rule::Bounds, at, format!("{got:?} (W, S, E, N), expected {rule}"));
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
