//! Geometry as nobody should write it, and somebody does: what a page makes of
//! every file in `fixtures/`, as its README says, and of what is too large to
//! be a file there.

use std::{
    env, fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use carto::{
    Shape,
    parse::{Loaded, parse_layer},
};

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

/// What a layer comes to, in a line.
fn said(bytes: &[u8]) -> String {
    match parse_layer(bytes) {
        Err(why) => why.to_string(),
        Ok(Loaded { layer, issues }) => {
            let drawn = format!("{} drawn", layer.features.len());
            let issues = issues.iter().map(ToString::to_string);
            [drawn].into_iter().chain(issues).collect::<Vec<_>>().join("; ")
        }
    }
}

fn readme() -> String {
    fs::read_to_string(fixtures().join("README.md")).expect("README.md")
}

/// The cells of a line of the README's table: file, what it shows, what is said
/// of it.
fn row(line: &str) -> Option<[&str; 3]> {
    let cells: Vec<&str> = line.strip_prefix("| `")?.split('|').map(str::trim).collect();
    let [file, shows, said, _] = cells[..] else { panic!("three cells: {line}") };
    Some([file.trim_end_matches('`'), shows, said])
}

/// `UPDATE=1` writes anew what is said.
#[test]
fn every_fixture_is_read_as_its_line_says() {
    let readme = readme();
    let read = |line: &str| match row(line) {
        None => format!("{line}\n"),
        Some([file, shows, _]) => {
            let path = fixtures().join(file).with_extension("geojson");
            let bytes = fs::read(&path).unwrap_or_else(|why| panic!("{file}: {why}"));
            format!("| `{file}` | {shows} | {} |\n", said(&bytes).replace('|', "/"))
        }
    };
    let got: String = readme.lines().map(read).collect();
    if env::var_os("UPDATE").is_some_and(|value| value == "1") {
        fs::write(fixtures().join("README.md"), got).expect("README.md");
    } else {
        assert_eq!(got, readme);
    }
}

#[test]
fn every_fixture_has_its_line() {
    let readme = readme();
    let told: Vec<&str> = readme.lines().filter_map(row).map(|[file, ..]| file).collect();
    for file in fs::read_dir(fixtures()).expect("fixtures") {
        let path = file.expect("a file").path();
        let name = path.file_stem().expect("a name").to_string_lossy();
        let is_fixture = path.extension().is_some_and(|kind| kind == "geojson");
        assert!(!is_fixture || told.contains(&&*name), "{name}");
    }
}

#[test]
fn a_file_cut_short_at_any_byte_is_refused() {
    let text = fs::read(fixtures().join("antimeridian-both-sides.geojson")).expect("a fixture");
    let end = text.iter().rposition(|byte| *byte == b'}').expect("an end");
    for length in 0..=end {
        assert!(parse_layer(&text[..length]).is_err(), "{length} bytes");
    }
    assert!(parse_layer(&text[..=end]).is_ok());
}

fn collection(features: &str) -> String {
    format!(r#"{{"type":"FeatureCollection","features":[{features}]}}"#)
}

fn feature(properties: &str, kind: &str, coordinates: &str) -> String {
    format!(
        r#"{{"type":"Feature","properties":{properties},"geometry":{{"type":"{kind}","coordinates":{coordinates}}}}}"#
    )
}

/// What is read within a time that a debug build on a busy machine keeps.
#[track_caller]
fn read_soon(text: &str) -> Result<Loaded, String> {
    let begun = Instant::now();
    let read = parse_layer(text).map_err(|why| why.to_string());
    assert!(begun.elapsed() < Duration::from_secs(60), "{:?}", begun.elapsed());
    read
}

#[test]
fn a_million_tiny_features_are_read_one_by_one() {
    let one = feature("{}", "Point", "[1,2]");
    let mut features = format!("{one},").repeat(1_000_000);
    features.pop();
    assert_eq!(read_soon(&collection(&features)).expect("a layer").layer.features.len(), 1_000_000);
}

#[test]
fn a_line_of_a_million_points_is_one() {
    let mut points = "[1.25,2.5],".repeat(1_000_000);
    points.pop();
    let read = read_soon(&collection(&feature("{}", "LineString", &format!("[{points}]"))));
    let layer = read.expect("a layer").layer;
    let Shape::Lines(lines) = layer.features[0].path.shape() else { panic!("not a line") };
    assert_eq!(lines[0].len(), 1_000_000);
}

/// Ten thousand brackets inside one another.
fn bottomless() -> String {
    "[".repeat(10_000) + &"]".repeat(10_000)
}

#[test]
fn a_feature_without_a_bottom_is_left_out() {
    for text in [
        feature("{}", "Point", &bottomless()),
        feature(&format!(r#"{{"a":{}}}"#, bottomless()), "Point", "[1,2]"),
        r#"{"type":"Feature","properties":{},"geometry":"#.to_owned()
            + &r#"{"type":"GeometryCollection","geometries":["#.repeat(10_000)
            + &"]}".repeat(10_000)
            + "}",
        bottomless(),
        "[".repeat(10_000) + &"]".repeat(9_999) + "}",
    ] {
        let good = feature("{}", "Point", "[1,2]");
        let read = read_soon(&collection(&format!("{good},{text},{good}"))).expect("a layer");
        assert_eq!((read.layer.features.len(), read.issues.len()), (2, 1));
        assert!(read.issues[0].to_string().starts_with("feature 1: not readable as GeoJSON: "));
    }
}

#[test]
fn a_file_without_a_bottom_is_refused() {
    assert!(read_soon(&bottomless()).is_err());
    let member = format!(r#"{{"type":"FeatureCollection","a":{},"features":[]}}"#, bottomless());
    assert!(read_soon(&member).is_err_and(|why| why.contains("recursion limit exceeded")));
}
