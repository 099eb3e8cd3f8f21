//! Linked Places (<https://github.com/LinkedPasts/linked-places-format>): what gazetteers of
//! historical places read. GeoJSON and JSON-LD at once.

use atlas::{Interval, PartialDate, Region};
use serde_json::{Map, Value, json};

use super::iri::Names;
use super::story::{Drawn, Story};
use super::told::Teller;
use crate::ledger::{Ledger, Place, Thing};

const CONTEXT: &str =
    "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/linkedplaces-context-v1.1.jsonld";

pub(crate) fn write(story: &Story, teller: &Teller<'_>, names: &Names<'_>, ledger: &mut Ledger) -> String {
    let atlas = &story.atlas;
    let regions = atlas.regions_in_order();
    let lines: Vec<String> =
        regions.iter().map(|region| feature(story, region, teller, names, ledger).to_string()).collect();
    account(story, ledger);
    format!(
        "{{\"@context\":\"{CONTEXT}\",\"type\":\"FeatureCollection\",\"credits\":{},\"features\":[\n{}\n]}}\n",
        json!(teller.credits()),
        lines.join(",\n")
    )
}

fn account(story: &Story, ledger: &mut Ledger) {
    let nowhere = Place::default();
    let regions = &story.atlas.regions.regions;
    let counts = story.counts();
    ledger.kept(Thing::Region, counts.regions);
    ledger.kept(Thing::Name, counts.names);
    let why = "what they rest on stands in the links, for all of them together";
    ledger.approximated(Thing::Note, counts.notes, why, &nowhere);
    let why = "its words stand in a description, with who says them";
    ledger.approximated(Thing::Claim, counts.claims, why, &nowhere);
    let why = "kinds in the atlas's own words: they are in no published vocabulary";
    ledger.approximated(Thing::Property, regions.len(), why, &nowhere);
    let of_parties = |region: &Region| region.names.iter().filter(|name| name.party.is_some()).count();
    let why = "which party uses a name: the format has no place for it";
    ledger.dropped(Thing::Property, regions.iter().map(of_parties).sum(), why, &nowhere);
    for one in &story.drawn {
        if one.regions.is_empty() {
            ledger.dropped(Thing::Feature, 1, "it is no region's", &one.place());
        } else {
            ledger.kept(Thing::Feature, 1);
        }
    }
}

fn feature(
    story: &Story,
    region: &Region,
    teller: &Teller<'_>,
    names: &Names<'_>,
    ledger: &mut Ledger,
) -> Value {
    let (atlas, id) = (&story.atlas, &region.id);
    let geometries: Vec<Value> =
        story.of(id).map(|one| geometry(one, atlas.manifest.as_of, ledger)).collect();
    let relations: Vec<Value> = region
        .parent
        .iter()
        .map(|parent| {
            let label = atlas.region(parent).map(|parent| teller.text(&parent.label));
            json!({
                "relationType": "gvp:broaderPartitive", "relationTo": names.region(parent), "label": label,
            })
        })
        .collect();
    let kinds: Vec<Value> =
        region.kind.iter().map(|(language, label)| json!({"label": label, "lang": language})).collect();
    let source = &atlas.claims.source;
    let claims = atlas.own_claims(id);
    let quoted = claims.iter().map(|claim| {
        let lang = claim.summary.best(teller.lang.code()).0;
        with_id(json!({"value": teller.claim(claim), "lang": lang}), source.url.as_deref())
    });
    // A note is the atlas's own, and rests on several voices: it is given to none of them.
    let notes = region.notes.iter().flat_map(|note| note.text.iter());
    let notes = notes.map(|(language, text)| json!({"value": text, "lang": language}));
    let descriptions: Vec<Value> = quoted.chain(notes).collect();
    let article = source.url.as_deref().filter(|_| !claims.is_empty());
    let rests_on = region.notes.iter().flat_map(|note| &note.sources);
    let mut urls: Vec<&str> = rests_on.filter_map(|id| atlas.reference(id)?.url.as_deref()).collect();
    urls.sort_unstable();
    urls.dedup();
    let link = |kind: &str, url: &str| json!({"type": kind, "identifier": url});
    let links = article.map(|url| link("subjectOf", url)).into_iter();
    let links: Vec<Value> = links.chain(urls.into_iter().map(|url| link("seeAlso", url))).collect();
    let mut feature = json!({
        "@id": names.region(id),
        "type": "Feature",
        "properties": {"title": teller.text(&region.label)},
        "names": toponyms(story, region),
        "types": [{"label": teller.text(&region.kind), "sourceLabels": kinds}],
        // As the format has it for a place that is not located.
        "geometry": {
            "type": "GeometryCollection",
            "geometries": if geometries.is_empty() { json!(["null"]) } else { json!(geometries) },
        },
    });
    for (key, list) in [("relations", relations), ("descriptions", descriptions), ("links", links)] {
        if !list.is_empty() {
            feature[key] = json!(list);
        }
    }
    feature
}

fn with_id(mut value: Value, url: Option<&str>) -> Value {
    if let Some(url) = url {
        value["@id"] = json!(url);
    }
    value
}

fn toponyms(story: &Story, region: &Region) -> Vec<Value> {
    let citation = |id: &String| {
        let reference = story.atlas.reference(id)?;
        Some(with_id(json!({"label": reference.title}), reference.url.as_deref()))
    };
    let names = region.names.iter().map(|name| {
        let citations: Vec<Value> = name.sources.iter().filter_map(citation).collect();
        json!({"toponym": name.toponym, "lang": name.lang, "citations": citations})
    });
    names.collect()
}

fn geometry(one: &Drawn, as_of: PartialDate, ledger: &mut Ledger) -> Value {
    let mut geometry = one.geometry.as_object().cloned().unwrap_or_default();
    if !one.when.is_empty() {
        let spans: Vec<Value> =
            one.when.iter().map(|interval| timespan(*interval, as_of, one, ledger)).collect();
        geometry.insert("when".to_owned(), json!({"timespans": spans}));
    }
    let certainty = match one.said("precision") {
        Some("surveyed" | "generalised") => Some("certain"),
        Some("approximate") => Some("less-certain"),
        Some("indicative" | "schematic") => Some("uncertain"),
        _ => None,
    };
    if let Some(certainty) = certainty {
        geometry.insert("certainty".to_owned(), json!(certainty));
        let why = "how exact it is, in the format's three words";
        ledger.approximated(Thing::Property, 1, why, &one.place());
    }
    Value::Object(geometry)
}

/// The format takes a span without an end for one within its start, and knows none without
/// a start: an open side is said by what is known of it.
fn timespan(interval: Interval, as_of: PartialDate, one: &Drawn, ledger: &mut Ledger) -> Value {
    let in_words = |date: PartialDate| json!({"in": date.to_string()});
    let mut span = Map::new();
    let start = interval.start.map(in_words);
    let known = interval.end.unwrap_or(as_of);
    span.insert("start".to_owned(), start.unwrap_or_else(|| json!({"latest": known.to_string()})));
    let latest = |start: PartialDate| if start.first_day() > as_of.first_day() { start } else { as_of };
    let open = || json!({"earliest": interval.start.map_or(as_of, latest).to_string()});
    span.insert("end".to_owned(), interval.end.map_or_else(open, in_words));
    if interval.start.is_none() || interval.end.is_none() {
        let why = "open stretches of time: said as “not before” or “not after” a day that is known";
        ledger.approximated(Thing::Property, 1, why, &one.place());
    }
    Value::Object(span)
}
