//! The rules of `regions.json`: ids, parents, themes, names, references, and
//! that every region is drawn and spoken of. Whether the drawing is right is
//! not asked.

use std::collections::BTreeSet;

use super::evidence::Evidence;
use super::report::Report;
use super::rule::Rule;
use crate::manifest::contains;
use crate::region::Region;

pub(super) fn check(evidence: &Evidence<'_>, report: &mut Report<'_>) {
    let atlas = report.atlas;
    let file = &atlas.regions;
    report.ids("/regions", file.regions.iter().map(|r| &*r.id));
    themes(report);
    for region in &file.regions {
        let at = format!("/regions/{}", region.id);
        report.text(&format!("{at}/kind"), &region.kind);
        report.text(&format!("{at}/label"), &region.label);
        report.text_if_any(&format!("{at}/precision"), region.precision.as_ref());
        for (index, note) in region.notes.iter().enumerate() {
            report.text(&format!("{at}/notes/{index}/text"), &note.text);
        }
        parent(region, &at, report);
        names(region, &at, report);
        drawing(region, &at, evidence, report);
        if atlas.claims_about(&region.id).is_empty() {
            report.error(Rule::Claims, &at, "no claim about it, expected one about it or its parent");
        }
    }
    references(report);
}

/// Every top-level region stands under one theme; nothing else does.
fn themes(report: &mut Report<'_>) {
    let atlas = report.atlas;
    report.ids("/themes", atlas.regions.themes.iter().map(|t| &*t.id));
    let mut listed = BTreeSet::new();
    for theme in &atlas.regions.themes {
        let at = format!("/themes/{}", theme.id);
        report.text(&format!("{at}/name"), &theme.name);
        for id in &theme.regions {
            let at = format!("{at}/regions");
            report.known_region(&at, id);
            if !listed.insert(id) {
                report.error(Rule::Twice, &at, format!("region {id:?} again, expected it in one theme"));
            }
            if let Some(parent) = atlas.region(id).and_then(|r| r.parent.as_deref()) {
                report.error(
                    Rule::Theme,
                    &at,
                    format!("region {id:?}, expected its parent {parent:?} alone"),
                );
            }
        }
    }
    for region in &atlas.regions.regions {
        if region.parent.is_none() && !listed.contains(&region.id) {
            let at = format!("/regions/{}", region.id);
            report.error(Rule::Theme, at, "in no theme, expected in exactly one");
        }
    }
}

/// A parent exists and has no parent itself.
fn parent(region: &Region, at: &str, report: &mut Report<'_>) {
    let Some(parent) = region.parent.as_deref() else {
        return;
    };
    let at = format!("{at}/parent");
    report.known_region(&at, parent);
    let grandparent = report.atlas.region(parent).and_then(|r| r.parent.as_deref());
    let Some(grandparent) = grandparent else {
        return;
    };
    let message = if parent == region.id {
        "the region itself, expected another one".to_owned()
    } else if grandparent == region.id {
        format!("{parent:?}, whose parent is this region: a circle, expected one level")
    } else {
        format!("{parent:?}, whose parent is {grandparent:?}, expected one level")
    };
    report.error(Rule::Parent, at, message);
}

fn names(region: &Region, at: &str, report: &mut Report<'_>) {
    if region.names.is_empty() {
        report.error(Rule::Name, format!("{at}/names"), "none, expected at least one");
    }
    for (index, name) in region.names.iter().enumerate() {
        let at = format!("{at}/names/{index}");
        report.not_blank(&format!("{at}/toponym"), &name.toponym);
        report.lang(&format!("{at}/lang"), &name.lang);
        if let Some(party) = &name.party {
            report.known_party(&format!("{at}/party"), party);
        }
    }
    let own_forms = region.names.iter().filter(|n| n.article && !n.variant);
    let own_forms = own_forms.count();
    if own_forms > 1 {
        let expected = "expected one at most, others as `variant`";
        report.error(
            Rule::Name,
            format!("{at}/names"),
            format!("{own_forms} names marked `article`, {expected}"),
        );
    }
}

/// A region is drawn by features that exist; one with no feature of its own
/// has children that are drawn, or a place for its label.
fn drawing(region: &Region, at: &str, evidence: &Evidence<'_>, report: &mut Report<'_>) {
    let atlas = report.atlas;
    if region.drawn_by.is_empty() && region.label_at.is_none() && atlas.children(&region.id).is_empty() {
        report.error(
            Rule::Drawing,
            format!("{at}/drawn_by"),
            "nothing, expected a feature, children or `label_at`",
        );
    }
    for (index, drawn) in region.drawn_by.iter().enumerate() {
        let at = format!("{at}/drawn_by/{index}");
        let layers = &atlas.manifest.layers;
        let (layer, feature) = (&*drawn.layer, &*drawn.feature);
        report.known(&at, "layer", layer, layers.iter().map(|l| &*l.id));
        if atlas.layer(layer).is_some() && !evidence.unread.contains(&drawn.layer) {
            let of_layer = evidence.features.iter().filter(|f| f.layer == layer);
            report.known(&at, "feature", feature, of_layer.map(|f| &*f.id));
        }
    }
    if let Some([lon, lat]) = region.label_at {
        let extent = atlas.manifest.extent;
        if !contains(extent, [lon, lat]) {
            report.error(
                Rule::Outside,
                format!("{at}/label_at"),
                format!("[{lon}, {lat}], expected longitude, latitude within {extent:?}"),
            );
        }
    }
}

/// References exist and are of use.
fn references(report: &mut Report<'_>) {
    let file = &report.atlas.regions;
    let mut used = BTreeSet::new();
    for region in &file.regions {
        let at = format!("/regions/{}", region.id);
        let of_names = region.names.iter().map(|n| &n.sources).enumerate();
        let of_names = of_names.map(|(index, ids)| (format!("{at}/names/{index}/sources"), ids));
        let of_notes = region.notes.iter().map(|n| &n.sources).enumerate();
        let of_notes = of_notes.map(|(index, ids)| (format!("{at}/notes/{index}/sources"), ids));
        for (at, ids) in of_names.chain(of_notes) {
            report.rests_on(&at, ids, &file.references, &mut used);
        }
        for (index, note) in region.notes.iter().enumerate() {
            if note.sources.is_empty() {
                let at = format!("{at}/notes/{index}/sources");
                report.error(Rule::Source, at, "none, expected what the note rests on");
            }
        }
    }
    report.of_use(&file.references, &used, "a name or a note");
}
