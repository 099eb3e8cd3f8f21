//! What becomes of files of other programs.

mod any;
mod containers;
mod geo_json;
mod geo_packages;
mod markup;
mod tables;
mod topologies;

use std::collections::HashSet;

use exchange::{Import, ImportError, Options, Role, import};
use serde_json::Value;

fn options() -> Options {
    Options { language: "en".to_owned(), source: "own-drawing".to_owned(), role: Role::Story }
}

fn read(name: &str, bytes: impl AsRef<[u8]>) -> Result<Import, ImportError> {
    let read = import(name, bytes.as_ref(), &options())?;
    for layer in &read.layers {
        is_layer_of_an_atlas(&layer.text);
    }
    Ok(read)
}

/// The features of the only layer, a line each, and the lines of the ledger.
#[track_caller]
fn check(name: &str, bytes: impl AsRef<[u8]>, want: &[&str], told: &[&str]) {
    let read = read(name, bytes).unwrap();
    assert_eq!(read.layers.len(), 1, "{:?}", read.layers);
    assert_eq!(features(&read.layers[0].text), want);
    let ledger = read.ledger.to_string();
    assert_eq!(ledger.lines().collect::<Vec<_>>(), told);
}

/// Each layer's id and features.
#[track_caller]
fn check_layers(name: &str, bytes: impl AsRef<[u8]>, want: &[(&str, &[&str])], told: &[&str]) {
    let read = read(name, bytes).unwrap();
    let got: Vec<_> = read.layers.iter().map(|layer| (&layer.id[..], features(&layer.text))).collect();
    let want: Vec<_> =
        want.iter().map(|(id, all)| (*id, all.iter().map(|one| (*one).to_owned()).collect())).collect();
    assert_eq!(got, want);
    let ledger = read.ledger.to_string();
    assert_eq!(ledger.lines().collect::<Vec<_>>(), told);
}

#[track_caller]
fn check_refused(name: &str, bytes: impl AsRef<[u8]>, want: &str) {
    let got = read(name, bytes).unwrap_err().to_string();
    assert!(got.contains(want), "{got}");
}

/// "lake “Lake” outline Polygon [[[0,0],…]]"
fn features(text: &str) -> Vec<String> {
    let layer: Value = serde_json::from_str(text).unwrap();
    let line = |feature: &Value| {
        format!(
            "{} “{}” {} {} {}",
            feature["id"].as_str().unwrap(),
            feature["properties"]["name"]["en"].as_str().unwrap_or_default(),
            feature["properties"]["style"].as_str().unwrap(),
            feature["geometry"]["type"].as_str().unwrap(),
            feature["geometry"]["coordinates"]
        )
    };
    layer["features"].as_array().unwrap().iter().map(line).collect()
}

/// What every layer of an atlas is, whatever it was made of.
fn is_layer_of_an_atlas(text: &str) {
    let layer: Value = serde_json::from_str(text).unwrap();
    assert_eq!(layer["type"], "FeatureCollection");
    let features = layer["features"].as_array().unwrap();
    assert_eq!(text.lines().count(), features.len() + 2, "a feature a line");
    let mut ids = HashSet::new();
    let bbox: Vec<f64> =
        layer["bbox"].as_array().unwrap().iter().map(|number| number.as_f64().unwrap()).collect();
    let [west, south, east, north] = bbox[..] else { panic!("{bbox:?}") };
    for feature in features {
        let id = feature["id"].as_str().unwrap();
        assert!(is_kebab_case(id), "{id:?}");
        assert!(ids.insert(id), "{id} twice");
        assert_eq!(feature["properties"]["source"], "own-drawing");
        assert!(!feature["properties"]["name"].as_object().unwrap().is_empty());
        let geometry = &feature["geometry"];
        let mut all = Vec::new();
        positions(&geometry["coordinates"], &mut all);
        assert!(!all.is_empty());
        for [lon, lat] in all {
            let is_beside =
                if west > east { lon >= west || lon <= east } else { (west..=east).contains(&lon) };
            assert!(is_beside && (south..=north).contains(&lat), "{lon} {lat} outside {bbox:?}");
            for number in [lon, lat] {
                let text = number.to_string();
                assert!(text.split_once('.').is_none_or(|(_, decimals)| decimals.len() <= 5), "{text}");
            }
        }
        let polygons = match geometry["type"].as_str().unwrap() {
            "Polygon" => vec![&geometry["coordinates"]],
            "MultiPolygon" => geometry["coordinates"].as_array().unwrap().iter().collect(),
            _ => Vec::new(),
        };
        for (place, ring) in polygons.iter().flat_map(|rings| rings.as_array().unwrap().iter().enumerate()) {
            let mut ends = Vec::new();
            positions(ring, &mut ends);
            assert!(ends.len() >= 4 && ends.first() == ends.last(), "{ends:?}");
            let [x, y] = ends[0];
            let area: f64 = ends
                .windows(2)
                .map(|edge| (edge[0][0] - x) * (edge[1][1] - y) - (edge[1][0] - x) * (edge[0][1] - y))
                .sum();
            assert!(if place == 0 { area > 0. } else { area < 0. }, "{ends:?}");
        }
    }
}

fn is_kebab_case(id: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    id.split('-').all(|part| !part.is_empty() && part.bytes().all(plain))
}

fn positions(value: &Value, all: &mut Vec<[f64; 2]>) {
    match &value.as_array().unwrap()[..] {
        [Value::Number(lon), Value::Number(lat)] => all.push([lon.as_f64().unwrap(), lat.as_f64().unwrap()]),
        items => items.iter().for_each(|item| positions(item, all)),
    }
}
