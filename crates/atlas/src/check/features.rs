//! The rules of the layers' features: that each belongs somewhere and lies where the map
//! is, is drawn in a style that is for it, and says where it is from.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use styles::{BaseStyle, Geometry, StoryStyle, Style};

use super::evidence::Evidence;
use super::facts::FeatureFacts;
use super::finding::Finding;
use super::report::{KEBAB_CASE, Report, did_you_mean, is_kebab_case, one_of};
use super::rule::Rule;
use crate::manifest::{Bounds, LayerEntry, MERCATOR, Role, broken_rule, contains};
use crate::{Atlas, Interval, Localized};

pub(super) fn check(atlas: &Atlas, evidence: &Evidence<'_>, findings: &mut Vec<Finding>) {
    let mut ids = BTreeSet::new();
    let mut unsourced: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, feature) in evidence.features.iter().enumerate() {
        let mut report = Report { atlas, file: &feature.file, findings: Vec::new() };
        let at = match &*feature.id {
            "" => format!("/{}/(feature {index} of the atlas)", feature.layer),
            id => format!("/{}/{id}", feature.layer),
        };
        let layers = &atlas.manifest.layers;
        report.known(&at, "layer", &feature.layer, layers.iter().map(|l| &*l.id));
        id(feature, &at, &mut report);
        if !feature.id.is_empty() && !ids.insert((&feature.layer, &feature.id)) {
            let id = &feature.id;
            report.error(Rule::Twice, &at, format!("id {id:?} again, expected it once a layer"));
        }
        region(feature, &at, &mut report);
        position(feature, &at, &mut report);
        pole(feature, &at, &mut report);
        name(feature, &at, &mut report);
        style(feature, &at, &mut report);
        sides(feature, &at, &mut report);
        when(feature, &at, &mut report);
        local_names(feature, &at, &mut report);
        match (&feature.source, evidence.source_headings) {
            (Some(source), Some(headings)) => {
                let headings = headings.iter().map(|h| &**h);
                report.known(&format!("{at}/source"), "source", source, headings);
            }
            (None, _) if is_story(feature, atlas) => {
                report.error(Rule::Source, format!("{at}/source"), "none, expected a heading of SOURCES.md");
            }
            (None, _) => *unsourced.entry(&feature.layer).or_default() += 1,
            (Some(_), None) => {}
        }
        findings.append(&mut report.findings);
    }
    let is_read = |layer: &&LayerEntry| !evidence.unread.contains(&layer.id);
    for layer in atlas.manifest.layers.iter().filter(is_read) {
        let mut report = Report { atlas, file: &layer.file, findings: Vec::new() };
        let at = format!("/{}", layer.id);
        let of_layer = evidence.features.iter().filter(|f| f.layer == layer.id);
        match (of_layer.count(), unsourced.get(&*layer.id)) {
            (0, _) => report.warn(Rule::Unused, at, "no feature, expected at least one"),
            (all, Some(without)) => {
                let got = format!("{without} of {all} features without `source`");
                report.warn(Rule::Source, at, got + ", expected none");
            }
            _ => {}
        }
        findings.append(&mut report.findings);
    }
}

fn is_story(feature: &FeatureFacts, atlas: &Atlas) -> bool {
    atlas.layer(&feature.layer).is_some_and(|layer| layer.role == Role::Story)
}

fn id(feature: &FeatureFacts, at: &str, report: &mut Report<'_>) {
    if feature.id.is_empty() {
        report.error(Rule::Id, at, "no id, expected a text in `id` beside `properties`");
    } else if !is_kebab_case(&feature.id) {
        report.warn(Rule::Id, at, format!("id {:?}, {KEBAB_CASE}", feature.id));
    }
}

fn draws_a_region(feature: &FeatureFacts, atlas: &Atlas) -> bool {
    let mut drawings = atlas.regions.regions.iter().flat_map(|region| &region.drawn_by);
    drawings.any(|drawn| drawn.layer == feature.layer && drawn.feature == feature.id)
}

/// A feature of the story belongs to a region, and a region is drawn by it.
fn region(feature: &FeatureFacts, at: &str, report: &mut Report<'_>) {
    let atlas = report.atlas;
    let at = format!("{at}/region");
    match &feature.region {
        Some(region) => report.known_region(&at, region),
        None if is_story(feature, atlas) => report.error(Rule::Drawing, &at, "none, expected a region's id"),
        None => {}
    }
    if is_story(feature, atlas) && !draws_a_region(feature, atlas) {
        report.error(Rule::Drawing, &at, "in no region's `drawn_by`, expected in at least one");
    }
}

/// A feature of the story lies where the map's projection does.
fn pole(feature: &FeatureFacts, at: &str, report: &mut Report<'_>) {
    let beyond = |[_, lat]: &&[f64; 2]| lat.abs() > MERCATOR && lat.abs() <= 90.;
    let beyond: Vec<_> = feature.positions.iter().filter(beyond).collect();
    if let Some([lon, lat]) = beyond.first()
        && is_story(feature, report.atlas)
    {
        let others = match beyond.len() {
            1 => String::new(),
            count => format!(", and {} more of its positions", count - 1),
        };
        let message = format!("[{lon}, {lat}]{others}, expected latitudes within ±{MERCATOR}");
        report.warn(Rule::Poles, at, message);
    }
}

/// A feature of the story lies within the atlas's extent, one of the base map at least in
/// part: what lies elsewhere is seen by nobody, and most often a slip.
fn position(feature: &FeatureFacts, at: &str, report: &mut Report<'_>) {
    let extent = report.atlas.manifest.extent;
    if broken_rule(extent).is_some() {
        return;
    }
    let outside: Vec<[f64; 2]> =
        feature.positions.iter().copied().filter(|position| !contains(extent, *position)).collect();
    let Some(&[lon, lat]) = outside.first() else { return };
    let is_all = outside.len() == feature.positions.len();
    let is_story = is_story(feature, report.atlas);
    let is_swapped = contains(extent, [lat, lon]);
    if !is_all && !is_story && !is_swapped {
        return;
    }
    let others = match (outside.len(), is_all) {
        (1, _) => String::new(),
        (_, true) => ", as are all its positions".to_owned(),
        (2, false) => ", as is 1 more of its positions".to_owned(),
        (count, false) => format!(", as are {} more of its positions", count - 1),
    };
    let hint = match (is_swapped, lon.abs() > 360. || lat.abs() > 90.) {
        (true, _) => "; latitude and longitude swapped?",
        (_, true) => "; metres in place of degrees?",
        _ => "",
    };
    let message = format!(
        "[{lon}, {lat}] is outside the extent {}{others}, expected longitude, latitude within it{hint}",
        shown(extent)
    );
    if is_story || is_swapped {
        report.error(Rule::Outside, at, message);
    } else {
        report.warn(Rule::Outside, at, message);
    }
}

fn shown([west, south, east, north]: Bounds) -> String {
    format!("[{west}, {south}, {east}, {north}]")
}

/// A name is a text for each language: one text alone is of no language.
fn name(feature: &FeatureFacts, at: &str, report: &mut Report<'_>) {
    let Some(name) = &feature.name else { return };
    let at = format!("{at}/name");
    match name {
        Value::Object(_) => {}
        Value::String(_) => {
            let lang = report.atlas.manifest.languages.first().map_or("fr", String::as_str);
            let expected = format!("expected a text for each, such as {{{lang:?}: …}}");
            report.warn(Rule::Name, at, format!("a text of no language, {expected}"));
        }
        other => report.warn(Rule::Name, at, format!("{other}, expected a text for each language")),
    }
}

/// A style is one that there is, for such a geometry, and drawn in such a layer.
fn style(feature: &FeatureFacts, at: &str, report: &mut Report<'_>) {
    let atlas = report.atlas;
    let Some(layer) = atlas.layer(&feature.layer) else { return };
    let draws_a_region = draws_a_region(feature, atlas);
    let is_drawn = |style: &Style| match (style, layer.role) {
        (Style::Story(_), Role::Base) => draws_a_region,
        // A region may be made of land that the base map paints.
        (Style::Base(style), Role::Story) => matches!(style, BaseStyle::Country | BaseStyle::Neighbour),
        (Style::Story(_), Role::Story) | (Style::Base(_), Role::Base) => true,
    };
    let fits = |style: &Style| feature.geometry.is_none_or(|geometry| style.fits(geometry));
    let got = match feature.style.as_deref() {
        None => "none".to_owned(),
        Some(name) => match name.parse::<Style>() {
            Err(_) => format!("style {name:?}"),
            Ok(style) if !fits(&style) => {
                let on = feature.geometry.map_or("nothing", Geometry::name);
                format!("style {name:?} on {on}")
            }
            Ok(style) if !is_drawn(&style) => {
                let other = if layer.role == Role::Base { "story" } else { "base" };
                format!("style {name:?}, which is for a layer of role {other:?}")
            }
            Ok(_) => return,
        },
    };
    let good: Vec<&str> = Style::all().filter(fits).filter(is_drawn).map(Style::name).collect();
    let name = feature.style.as_deref().unwrap_or_default();
    let hint = did_you_mean(name, &good);
    report.error(Rule::Style, format!("{at}/style"), format!("{got}, expected {}{hint}", one_of(&good)));
}

/// What has the colours of sides says of one at least whether it holds or claims it: land,
/// and a way that is wanted. A side that is named is one.
fn sides(feature: &FeatureFacts, at: &str, report: &mut Report<'_>) {
    let style = feature.style.as_deref().and_then(|name| name.parse().ok());
    let has_sides = matches!(
        style,
        Some(Style::Story(
            StoryStyle::Hatched | StoryStyle::Marker | StoryStyle::DashedBand | StoryStyle::DashedBandLight
        ))
    );
    if has_sides && feature.held_by.is_none() && feature.claimed_by.is_none() {
        let style = feature.style.as_deref().unwrap_or_default();
        let expected = "expected the party that claims it, or `held_by`";
        report.error(
            Rule::Parties,
            format!("{at}/claimed_by"),
            format!("none, {expected}, for style {style:?}"),
        );
    }
    for (key, party) in [("held_by", &feature.held_by), ("claimed_by", &feature.claimed_by)] {
        if let Some(party) = party {
            let sides = report.atlas.manifest.sides();
            report.known(&format!("{at}/{key}"), "party", party, sides.map(|side| &*side.id));
        }
    }
    if feature.held_by.is_some() && feature.held_by == feature.claimed_by {
        let party = feature.held_by.as_deref().unwrap_or_default();
        report.error(
            Rule::Parties,
            format!("{at}/claimed_by"),
            format!("{party:?}, who holds it, expected another party"),
        );
    }
}

fn when(feature: &FeatureFacts, at: &str, report: &mut Report<'_>) {
    let Some(when) = &feature.when else { return };
    let at = format!("{at}/when");
    match Interval::from_linked_places(when) {
        Err(error) => report.error(Rule::Time, at, error.to_string()),
        Ok(spans) if spans.iter().any(|span| span.is_reversed()) => {
            report.error(Rule::Time, at, "ends before it starts, expected start, then end");
        }
        Ok(_) => {}
    }
}

/// The names that the map writes of the base map in place of the reader's, when asked
/// for the parties': regions have theirs in `regions.json`.
fn local_names(feature: &FeatureFacts, at: &str, report: &mut Report<'_>) {
    let Some(names) = &feature.local_names else { return };
    let at = format!("{at}/local_names");
    if is_story(feature, report.atlas) || feature.region.is_some() {
        return report.error(
            Rule::Name,
            at,
            "of a region's feature, expected them in `names` of regions.json",
        );
    }
    let names = Localized::from_value(names).unwrap_or_default();
    if names.iter().next().is_none() {
        report.error(Rule::Name, &at, "expected a name by language, such as {\"hy\": \"Երևան\"}");
    }
    for (lang, name) in names.iter() {
        let at = format!("{at}/{lang}");
        report.lang(&at, lang);
        report.not_blank(&at, name);
    }
}
