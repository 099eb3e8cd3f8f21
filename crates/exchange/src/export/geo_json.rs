//! GeoJSON with claims: features as any program draws them, with names and claims as
//! properties; and the atlas's own texts beside them, whole, so that nothing of them is lost.

use serde_json::{Map, Value, json};

use super::json::without_nulls;
use super::story::{Drawn, Story};
use super::told::Teller;
use crate::ledger::{Ledger, Thing};

pub(crate) fn write(story: &Story, teller: &Teller<'_>, ledger: &mut Ledger) -> String {
    let atlas = &story.atlas;
    let mut lines: Vec<String> = story.drawn.iter().map(|one| feature(one, teller).to_string()).collect();
    // What is said of a place that nothing is drawn of is said all the same.
    for region in &atlas.regions.regions {
        if story.of(&region.id).next().is_none() {
            let mut properties = Map::new();
            about(std::slice::from_ref(&region.id), teller, &mut properties);
            names(Some(region.label.clone()), teller, &mut properties);
            let feature =
                json!({"type": "Feature", "id": region.id, "properties": properties, "geometry": null});
            lines.push(feature.to_string());
        }
    }
    let counts = story.counts();
    ledger.kept(Thing::Region, counts.regions);
    ledger.kept(Thing::Claim, counts.claims);
    ledger.kept(Thing::Feature, story.drawn.len());
    ledger.kept(Thing::Name, counts.names);
    ledger.kept(Thing::Note, counts.notes);
    let whole = without_nulls(json!({
        "title": atlas.manifest.title,
        "languages": atlas.manifest.languages,
        "as_of": atlas.manifest.as_of,
        "disclaimer": atlas.manifest.disclaimer,
        "parties": atlas.manifest.parties,
        "credits": atlas.manifest.credits,
        "regions": atlas.regions,
        "claims": atlas.claims,
        "chronicle": story.chronicle,
    }));
    format!(
        "{{\"type\":\"FeatureCollection\",\"name\":{},\"features\":[\n{}\n],\n\"atlas\":{whole}}}\n",
        json!(atlas.manifest.id),
        lines.join(",\n")
    )
}

fn feature(one: &Drawn, teller: &Teller<'_>) -> Value {
    let mut properties = one.properties.clone();
    properties.insert("layer".to_owned(), json!(one.layer));
    names(one.name(teller.atlas), teller, &mut properties);
    about(&one.regions, teller, &mut properties);
    json!({"type": "Feature", "id": one.id, "properties": properties, "geometry": one.geometry})
}

/// A name that every program shows, beside the name in every language.
fn names(name: Option<atlas::Localized>, teller: &Teller<'_>, properties: &mut Map<String, Value>) {
    let Some(name) = name else { return };
    properties.insert("name".to_owned(), json!(teller.text(&name)));
    for (language, text) in name.iter() {
        properties.insert(format!("name:{language}"), json!(text));
    }
}

/// What is said about the regions that a feature draws, which most often is one.
fn about(regions: &[String], teller: &Teller<'_>, properties: &mut Map<String, Value>) {
    let Some(first) = regions.first() else { return };
    let atlas = teller.atlas;
    let source = &atlas.claims.source;
    let mut claims = atlas.claims_in_order();
    claims.retain(|claim| regions.iter().any(|region| claim.is_about(region)));
    let claims = claims.into_iter().map(|claim| {
        json!({
            "id": claim.id,
            "speaker": teller.speaker(claim),
            "kind": teller.kind(claim),
            "summary": teller.text(&claim.summary),
            "omitted": claim.omitted.as_ref().map(|omitted| teller.text(omitted)),
            "excerpt": claim.exact(),
            "whence": teller.whence(claim),
            "url": source.url,
        })
    });
    properties.insert("region".to_owned(), json!(first));
    if regions.len() > 1 {
        properties.insert("regions".to_owned(), json!(regions));
    }
    properties.insert("claims".to_owned(), claims.map(without_nulls).collect());
    if let Some(region) = atlas.region(first) {
        properties.insert("kind".to_owned(), json!(teller.text(&region.kind)));
        if let Some(parent) = &region.parent {
            properties.insert("part_of".to_owned(), json!(parent));
        }
    }
}
