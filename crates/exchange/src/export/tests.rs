use std::collections::BTreeSet;
use std::path::Path;

use atlas::{Atlas, ClaimFile, RegionFile};
use lint::folder::{Disk, Memory};
use serde_json::Value;

use super::json::without_nulls;
use super::*;
use crate::import::{self, Part, geometry_of};
use crate::ledger::{Fate, Thing};

/// Both atlases of the project, and the small one by the river.
fn stories() -> Vec<Story> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    ["../../geodata", "../../atlases/minerva", "../atlas/tests/fixtures/river"]
        .map(|folder| Story::read(&Disk(here.join(folder))).expect(folder))
        .into()
}

/// The small one, with a text in one of its files exchanged.
fn river(file: &str, from: &str, to: &str) -> Story {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../atlas/tests/fixtures/river");
    let files =
        ["atlas.json", "regions.json", "claims.json", "chronicle.json", "story.geojson", "base/land.geojson"];
    let mut memory = Memory::default();
    for name in files {
        let mut text = std::fs::read_to_string(folder.join(name)).unwrap();
        if name == file {
            assert!(text.contains(from), "{text}");
            text = text.replacen(from, to, 1);
        }
        memory.0.insert(name.to_owned(), text.into_bytes());
    }
    Story::read(&memory).unwrap()
}

fn written(story: &Story, format: Format) -> Export {
    export(story, format, story.language(), None)
}

fn json(story: &Story, format: Format) -> Value {
    serde_json::from_str(&written(story, format).text).unwrap()
}

fn list<'a>(value: &'a Value, pointer: &str) -> &'a Vec<Value> {
    value.pointer(pointer).and_then(Value::as_array).unwrap_or_else(|| panic!("no list at {pointer}"))
}

#[test]
fn what_geojson_keeps_comes_back_as_it_was() {
    for story in stories() {
        let value = json(&story, Format::GeoJson);
        assert_eq!(RegionFile::from_value(&value["atlas"]["regions"]).unwrap(), story.atlas.regions);
        assert_eq!(ClaimFile::from_value(&value["atlas"]["claims"]).unwrap(), story.atlas.claims);
        let features = list(&value, "/features");
        for (one, feature) in story.drawn.iter().zip(features) {
            assert_eq!(feature["geometry"], one.geometry);
            assert_eq!(feature["properties"]["style"], one.properties["style"]);
        }
        let ledger = written(&story, Format::GeoJson).ledger;
        let mut lost = ledger.entries().filter(|entry| entry.fate != Fate::Kept);
        assert!(lost.all(|entry| entry.thing == Thing::Layer), "{ledger}");
    }
}

#[test]
fn what_is_said_is_said_with_its_speaker_and_its_source_in_every_format() {
    for story in stories() {
        let Atlas { claims, .. } = &story.atlas;
        for format in Format::ALL {
            let text = written(&story, format).text.replace("\"\"", "\"").replace("\\\"", "\"");
            for claim in &claims.claims {
                let speaker = story.atlas.speaker(&claim.speaker).unwrap().name.best(story.language()).1;
                for said in [claim.exact().unwrap(), speaker, &claims.source.publisher] {
                    assert!(text.contains(said), "{}: {said:?}, of {}", format.name(), claim.id);
                }
            }
        }
    }
}

#[test]
fn whose_data_the_shapes_are_goes_with_them() {
    for story in stories() {
        for format in Format::ALL {
            let text = written(&story, format).text;
            // Annotations have no shapes.
            let has_none = format == Format::Annotations;
            for credit in &story.atlas.manifest.credits {
                assert!(has_none || text.contains(&credit.text), "{}: {}", format.name(), credit.text);
            }
        }
    }
}

/// Every position of parts, to five decimals.
fn positions<'a>(parts: impl IntoIterator<Item = &'a Part>) -> BTreeSet<[i64; 2]> {
    #[expect(clippy::cast_possible_truncation, reason = "degrees are small")]
    let rounded = |degrees: f64| (degrees * 1e5).round() as i64;
    parts.into_iter().flat_map(Part::positions).map(|at| [rounded(at.x), rounded(at.y)]).collect()
}

#[test]
fn shapes_that_other_programs_read_are_where_they_were() {
    for story in stories() {
        let own = positions(story.drawn.iter().flat_map(|one| &one.parts));
        for format in [Format::GeoJson, Format::Kml] {
            let options = import::Options {
                language: story.language().to_owned(),
                source: "export".to_owned(),
                role: import::Role::Story,
            };
            let text = written(&story, format).text;
            let read = import::import("atlas", text.as_bytes(), &options).unwrap();
            let mut parts = Vec::new();
            for layer in &read.layers {
                let value: Value = serde_json::from_str(&layer.text).unwrap();
                for feature in list(&value, "/features") {
                    geometry_of(&feature["geometry"], &mut parts, 1).unwrap();
                }
            }
            assert_eq!(positions(&parts), own, "{}", format.name());
        }
    }
}

#[test]
fn a_table_has_a_line_for_every_region_and_claim() {
    for story in stories() {
        let text = written(&story, Format::Csv).text;
        let table = text.strip_prefix('\u{feff}').expect("a mark for spreadsheets");
        assert!(table.contains("\r\n"));
        let mut reader = csv::Reader::from_reader(table.as_bytes());
        let header = reader.headers().unwrap().clone();
        let column = |name: &str| header.iter().position(|cell| cell == name).unwrap();
        let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
        let pairs: Vec<(&str, &str)> =
            rows.iter().map(|row| (&row[column("region")], &row[column("claim")])).collect();
        for region in &story.atlas.regions.regions {
            let claims = story.atlas.own_claims(&region.id);
            let count = pairs.iter().filter(|(id, _)| *id == region.id).count();
            assert_eq!(count, claims.len().max(1), "{}", region.id);
            assert!(claims.iter().all(|claim| pairs.contains(&(&region.id, &claim.id))));
        }
        for row in &rows {
            let [lon, lat] = ["longitude", "latitude"].map(|name| row[column(name)].to_owned());
            assert_eq!(lon.is_empty(), lat.is_empty());
            if let (Ok(lon), Ok(lat)) = (lon.parse::<f64>(), lat.parse::<f64>()) {
                let extent = story.atlas.manifest.extent;
                assert!(atlas::manifest::contains(extent, [lon, lat]), "{row:?}, {extent:?}");
            }
        }
    }
}

#[test]
fn no_text_of_an_atlas_is_a_formula_of_a_spreadsheet() {
    let story = river("claims.json", "\"fr\": \"Nord\"", "\"fr\": \"=HYPERLINK(1)\"");
    let Export { text, ledger } = written(&story, Format::Csv);
    assert!(text.contains("'=HYPERLINK(1)"), "{text}");
    assert!(!text.contains(",=HYPERLINK") && !text.contains(",\"=HYPERLINK"), "{text}");
    assert!(ledger.count(Fate::Approximated, Thing::Text) > 0, "{ledger}");
}

#[test]
fn an_annotation_finds_its_words_as_the_claim_does() {
    for story in stories() {
        let value = json(&story, Format::Annotations);
        let items = list(&value, "/first/items");
        assert_eq!(value["total"], items.len());
        let mut ids = BTreeSet::new();
        for (claim, item) in story.atlas.claims_in_order().into_iter().zip(items) {
            let target = &item["target"];
            let selectors = without_nulls(serde_json::json!(claim.selectors));
            assert_eq!(target["selector"], selectors);
            assert_eq!(target["source"]["language"], story.atlas.claims.source.language);
            let places = list(item, "/body").iter().filter(|body| body["purpose"] == "identifying");
            assert_eq!(places.count(), claim.regions.len());
            assert!(ids.insert(item["id"].to_string()), "{}", item["id"]);
        }
    }
}

#[test]
fn a_published_atlas_is_cited_by_its_own_links() {
    let story = &stories()[2];
    let value: Value = serde_json::from_str(
        &export(story, Format::Annotations, "en", Some("https://example.org/river/")).text,
    )
    .unwrap();
    let claim = story.atlas.claims_in_order()[0];
    let want = format!("https://example.org/river/#claim={}", claim.id);
    assert_eq!(value["first"]["items"][0]["id"], want);
}

#[test]
fn a_linked_place_has_what_the_format_asks_for() {
    for story in stories() {
        let value = json(&story, Format::LinkedPlaces);
        let features = list(&value, "/features");
        assert_eq!(features.len(), story.atlas.regions.regions.len());
        let ids: Vec<&Value> = features.iter().map(|feature| &feature["@id"]).collect();
        for feature in features {
            assert!(feature["properties"]["title"].is_string());
            assert!(list(feature, "/names").iter().all(|name| name["toponym"].is_string()));
            for geometry in list(feature, "/geometry/geometries") {
                let spans = geometry.pointer("/when/timespans").and_then(Value::as_array);
                for span in spans.into_iter().flatten() {
                    let side = |side: &str| span[side].as_object().is_some_and(|side| side.len() == 1);
                    assert!(side("start") && side("end"), "{span}");
                }
            }
            for relation in feature["relations"].as_array().into_iter().flatten() {
                assert!(ids.contains(&&relation["relationTo"]), "{relation}");
            }
        }
    }
}

#[test]
fn a_feature_that_draws_two_regions_is_of_both() {
    let value = json(&stories()[2], Format::LinkedPlaces);
    let shape = |title: &str| {
        let places = list(&value, "/features");
        let place = places.iter().find(|place| place["properties"]["title"] == title).expect(title);
        list(place, "/geometry/geometries")[0]["coordinates"].clone()
    };
    assert!(shape("Île aux Hérons").is_array());
    assert_eq!(shape("Île aux Hérons"), shape("Île aux Roseaux"));
}

#[test]
fn a_note_is_given_to_none_of_the_voices_that_it_rests_on() {
    let story = &stories()[0];
    let value = json(story, Format::LinkedPlaces);
    let article = story.atlas.claims.source.url.clone().unwrap();
    for feature in list(&value, "/features") {
        for description in feature["descriptions"].as_array().into_iter().flatten() {
            let given = description.get("@id").and_then(Value::as_str);
            assert!(given.is_none_or(|id| id == article), "{description}");
        }
    }
}

#[test]
fn kml_has_no_character_that_xml_has_no_place_for() {
    let story = river("claims.json", "\"fr\": \"Nord\"", "\"fr\": \"<b>&\\u0001\\uffff\"");
    let text = written(&story, Format::Kml).text;
    let document = roxmltree::Document::parse(&text).unwrap();
    let said = document.descendants().filter_map(|node| node.text()).any(|text| text.contains("<b>&"));
    assert!(said, "{text}");
}

#[test]
fn a_feature_that_cannot_be_read_is_in_the_ledger_and_the_rest_is_written() {
    let story = river("story.geojson", "\"Polygon\"", "\"Circle\"");
    for format in Format::ALL {
        let Export { text, ledger } = written(&story, format);
        assert!(ledger.count(Fate::Dropped, Thing::Feature) > 0, "{}", format.name());
        assert!(!text.is_empty());
    }
}
