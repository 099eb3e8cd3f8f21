//! Files that the format's own writer wrote, read here by parts.

use std::{cell::Cell, collections::BTreeSet, ops::Range};

use flatgeobuf::{ColumnType, FgbCrs, FgbWriter, FgbWriterOptions, GeometryType};
use geojson::Feature;
use geozero::geojson::GeoJson;
use proptest::prelude::*;

use crate::{FIRST, File, Head, HeadError, Missing, View, tree::Bounds};

const ALL: Bounds = [-180., -90., 180., 90.];

/// The properties that features here have, some of them each: in their order, since the
/// writer counts them.
const COLUMNS: [(&str, ColumnType); 5] = [
    ("a", ColumnType::Long),
    ("b", ColumnType::Bool),
    ("c", ColumnType::Double),
    ("d", ColumnType::Json),
    ("e", ColumnType::String),
];

fn written(features: impl IntoIterator<Item = String>) -> Vec<u8> {
    written_as(features, FgbWriterOptions { promote_to_multi: false, ..FgbWriterOptions::default() })
}

fn written_as(features: impl IntoIterator<Item = String>, options: FgbWriterOptions) -> Vec<u8> {
    let mut writer = FgbWriter::create_with_options("layer", GeometryType::Unknown, options).unwrap();
    for (name, kind) in COLUMNS {
        writer.add_column(name, kind, |_, _| {});
    }
    for feature in features {
        writer.add_feature(GeoJson(&feature)).unwrap();
    }
    let mut bytes = Vec::new();
    writer.write(&mut bytes).unwrap();
    bytes
}

fn feature(properties: &str, kind: &str, coordinates: &str) -> String {
    format!(
        r#"{{"type":"Feature","properties":{properties},"geometry":{{"type":"{kind}","coordinates":{coordinates}}}}}"#
    )
}

/// A square with its south-west corner at a place, with a number.
fn square(number: usize, x: f64, y: f64, side: f64) -> String {
    let (east, north) = (x + side, y + side);
    let ring = format!("[[[{x},{y}],[{east},{y}],[{east},{north}],[{x},{north}],[{x},{y}]]]");
    feature(&format!(r#"{{"a":{number}}}"#), "Polygon", &ring)
}

/// A file whose parts are fetched, counted.
struct Host<'a> {
    bytes: &'a [u8],
    fetched: Cell<u64>,
}

impl<'a> Host<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, fetched: Cell::new(0) }
    }

    fn part(&self, range: &Range<u64>) -> &'a [u8] {
        let at = |at: u64| (at as usize).min(self.bytes.len());
        let part = &self.bytes[at(range.start)..at(range.end)];
        self.fetched.set(self.fetched.get() + part.len() as u64);
        part
    }

    /// Its head, as far as the first part has it: most of these files have more.
    fn open(&self) -> File {
        File::new(Head::read(self.part(&(0..FIRST))).expect("a head"))
    }

    /// Fetches what a view lacks until it lacks nothing that may be fetched.
    fn look(&self, file: &mut File, view: &View) -> (Vec<Feature>, Vec<String>, Missing) {
        let (mut features, mut issues) = (Vec::new(), Vec::new());
        for _ in 0..100 {
            let missing = file.missing(view);
            if missing.ranges.is_empty() {
                return (features, issues, missing);
            }
            for range in missing.ranges {
                let taken = file.take(&range, self.part(&range)).expect("an index");
                features.extend(taken.features.into_iter().map(|(_, feature)| feature));
                issues.extend(taken.issues.iter().map(ToString::to_string));
            }
        }
        panic!("fetches for ever");
    }
}

fn view(window: Bounds) -> View {
    View { window, dot: 0., most: u64::MAX }
}

fn all_of(bytes: &[u8]) -> (Vec<Feature>, Vec<String>) {
    let host = Host::new(bytes);
    let (features, issues, missing) = host.look(&mut host.open(), &view(ALL));
    assert_eq!(missing, Missing::default());
    (features, issues)
}

#[track_caller]
fn check_geometry(kind: &str, coordinates: &str) {
    let text = feature(r#"{"a":7}"#, kind, coordinates);
    let (features, issues) = all_of(&written([text.clone()]));
    assert!(issues.is_empty(), "{issues:?}");
    let want: Feature = text.parse().unwrap();
    assert_eq!((&features[0].geometry, features.len()), (&want.geometry, 1));
    assert_eq!(features[0].properties, want.properties);
}

#[test]
fn every_geometry_is_as_in_geojson() {
    check_geometry("Point", "[1.5,2.5]");
    check_geometry("MultiPoint", "[[1.5,2.5],[3.0,4.0]]");
    check_geometry("LineString", "[[1.5,2.5],[3.0,4.0]]");
    check_geometry("MultiLineString", "[[[1.0,2.0],[3.0,4.0]],[[5.0,6.0],[7.0,8.0],[9.0,9.0]]]");
    check_geometry("Polygon", "[[[0.0,0.0],[9.0,0.0],[9.0,9.0],[0.0,0.0]]]");
    let hole = "[[0.0,0.0],[9.0,0.0],[9.0,9.0],[0.0,0.0]],[[1.0,0.5],[2.0,0.5],[2.0,1.0],[1.0,0.5]]";
    check_geometry("Polygon", &format!("[{hole}]"));
    check_geometry("MultiPolygon", &format!("[[{hole}],[[[20.0,0.0],[21.0,0.0],[21.0,1.0],[20.0,0.0]]]]"));
}

#[test]
fn properties_are_as_in_geojson() {
    let properties = r#"{"a":-7,"b":true,"c":0.25,"d":{"fr":"Île"},"e":"Ճ"}"#;
    let (features, _) = all_of(&written([feature(properties, "Point", "[1,2]")]));
    let got = serde_json::Value::Object(features[0].properties.clone().unwrap());
    assert_eq!(got, serde_json::from_str::<serde_json::Value>(properties).unwrap());
}

fn grid(side: usize) -> Vec<u8> {
    let at = |i: usize| (i % side, i / side);
    let degrees = 50. / side as f64;
    written((0..side * side).map(|i| {
        let (x, y) = at(i);
        square(i, x as f64 * degrees, y as f64 * degrees, degrees * 0.9)
    }))
}

#[test]
fn a_small_window_of_a_large_file_costs_little() {
    let bytes = grid(200);
    let host = Host::new(&bytes);
    let (features, _, missing) = host.look(&mut host.open(), &view([25., 25., 26., 26.]));
    // Some lie between two that are asked for.
    assert!((25..=40).contains(&features.len()), "{}", features.len());
    assert_eq!(missing, Missing::default());
    let fetched = host.fetched.get();
    assert!(fetched < 60_000 && bytes.len() > 7_000_000, "{fetched} of {}", bytes.len());
}

#[test]
fn of_all_of_a_large_file_there_are_boxes_first_and_no_more_than_may_be() {
    let bytes = grid(200);
    let host = Host::new(&bytes);
    let wide = View { window: ALL, dot: 0.3, most: 100_000 };
    let (features, _, missing) = host.look(&mut host.open(), &wide);
    assert!(features.is_empty());
    assert!((100..=4_096).contains(&missing.boxes.len()), "{}", missing.boxes.len());
    assert!(host.fetched.get() < 300_000, "{}", host.fetched.get());
}

#[test]
fn the_greatest_come_first_and_the_rest_are_boxes() {
    let sides = (0..1_000).map(|i| if i == 777 { 0.9 } else { 0.01 });
    let bytes = written(sides.enumerate().map(|(i, side)| square(i, (i % 40) as f64, (i / 40) as f64, side)));
    let host = Host::new(&bytes);
    let few = View { window: ALL, dot: 0., most: 300 };
    let mut file = host.open();
    let first = loop {
        let missing = file.missing(&few);
        let taken: Vec<_> = missing
            .ranges
            .iter()
            .flat_map(|range| file.take(range, host.part(range)).unwrap().features)
            .collect();
        if !taken.is_empty() {
            break taken;
        }
    };
    let numbers: Vec<_> = first.iter().map(|(_, f)| f.properties.clone().unwrap()["a"].clone()).collect();
    // One beside it may lie in the same bytes.
    assert!(numbers.contains(&777.into()) && numbers.len() < 4, "{numbers:?}");
    assert_eq!(file.missing(&few).boxes.len(), 1_000 - numbers.len());
}

#[test]
fn what_is_no_larger_than_a_dot_is_a_dot() {
    let bytes = written((0..40).map(|i| square(i, i as f64, 0., 0.01)));
    let host = Host::new(&bytes);
    let (features, _, missing) = host.look(&mut host.open(), &View { dot: 0.1, ..view(ALL) });
    assert_eq!((features.len(), missing.boxes.len()), (0, 40));
}

#[test]
fn a_feature_longer_than_it_was_taken_for_is_there_at_last() {
    let points: Vec<String> = (0..5_000).map(|i| format!("[{},{}]", f64::from(i) / 100., i % 2)).collect();
    let line = feature("{}", "LineString", &format!("[{}]", points.join(",")));
    let (features, issues) = all_of(&written([line.clone(), line.clone(), line]));
    assert_eq!((features.len(), issues.len()), (3, 0));
}

#[test]
fn a_file_that_is_there_whole_needs_no_index() {
    let squares = || [square(1, 0., 0., 1.), square(2, 3., 0., 1.)];
    let plain = FgbWriterOptions { write_index: false, ..FgbWriterOptions::default() };
    let mut bytes = written_as(squares(), plain);
    let read = |bytes: &[u8]| {
        let head = Head::read_whole(bytes).unwrap();
        let features = &bytes[usize::try_from(head.start).unwrap()..];
        (head.says_no_count(), head.features(features).filter_map(Result::ok).count())
    };
    assert_eq!(read(&bytes), (false, 2));
    assert_eq!(read(&written(squares())), (false, 2));
    // Of a stream nobody knows how many there will be: their number is left out.
    let at = bytes.windows(8).position(|eight| eight == 2_u64.to_le_bytes()).unwrap();
    bytes[at..at + 8].fill(0);
    assert_eq!(read(&bytes), (true, 2));
}

#[test]
fn what_is_no_such_file_is_named() {
    let error = |bytes: &[u8]| Head::read(bytes).unwrap_err().to_string();
    assert_eq!(error(b"<!doctype html>"), "starts with <!doctyp, expected FlatGeobuf of version 3");
    assert_eq!(error(b"fgb"), "the file ends in its head, which has 12 bytes");
    let bytes = written([square(1, 0., 0., 1.)]);
    assert!(matches!(Head::read(&bytes[..20]), Err(HeadError::Short(12..))));
    let plain = FgbWriterOptions { write_index: false, ..FgbWriterOptions::default() };
    assert_eq!(Head::read(&written_as([square(1, 0., 0., 1.)], plain)), Err(HeadError::NoIndex));
    let crs = FgbCrs { code: 3857, ..FgbCrs::default() };
    let metres = FgbWriterOptions { crs, ..FgbWriterOptions::default() };
    assert_eq!(Head::read(&written_as([square(1, 0., 0., 1.)], metres)), Err(HeadError::Metres(3857)));
    assert_eq!(Head::read(&written([])), Err(HeadError::Index { features: 0, children: 16 }),);
}

#[test]
fn a_file_that_ends_too_soon_gives_what_there_is() {
    let bytes = written((0..300).map(|i| square(i, (i % 30) as f64, (i / 30) as f64, 0.5)));
    let host = Host::new(&bytes[..bytes.len() - 1_000]);
    let (features, issues, missing) = host.look(&mut host.open(), &view(ALL));
    assert_eq!((features.len() + issues.len(), missing.boxes.len()), (300, 0));
    assert!((1..10).contains(&issues.len()), "{issues:?}");
    let mut file = File::new(Head::read(&bytes).unwrap());
    let error = file.take(&(0..5_000), &bytes[..3_000]).unwrap_err();
    assert!(error.starts_with("the file ends in its index, at 3000 of "), "{error}");
}

proptest! {
    #[test]
    fn a_window_has_the_features_that_meet_it(
        squares in prop::collection::vec((-170.0..160.0_f64, -80.0..70.0_f64, 0.001..9.0_f64), 1..400),
        corners in prop::collection::vec((-180.0..180.0_f64, -90.0..90.0_f64, 0.0..200.0_f64), 1..4),
    ) {
        let bytes = written(squares.iter().enumerate().map(|(i, (x, y, side))| square(i, *x, *y, *side)));
        let host = Host::new(&bytes);
        let mut file = host.open();
        let mut seen = BTreeSet::new();
        for (x, y, side) in corners {
            let window = [x, y, x + side, y + side];
            let (features, issues, missing) = host.look(&mut file, &view(window));
            prop_assert_eq!((issues.len(), missing), (0, Missing::default()));
            for feature in features {
                let number = feature.properties.unwrap()["a"].as_u64().unwrap();
                prop_assert!(seen.insert(number), "{} came twice", number);
            }
            for (number, (x, y, side)) in squares.iter().enumerate() {
                let meets = *x <= window[2] && window[0] <= x + side && *y <= window[3] && window[1] <= y + side;
                prop_assert!(!meets || seen.contains(&(number as u64)), "{} is not there", number);
            }
        }
    }

    #[test]
    fn bytes_that_are_not_as_they_should_be_are_survived(
        at in prop::collection::vec((0..20_000_usize, any::<u8>()), 1..30),
    ) {
        let mut bytes = written((0..60).map(|i| square(i, (i % 30) as f64, (i / 30) as f64, 0.5)));
        let length = bytes.len();
        for (at, byte) in at {
            bytes[at % length] = byte;
        }
        let host = Host::new(&bytes);
        if let Ok(head) = Head::read(&bytes) {
            let mut file = File::new(head);
            for _ in 0..40 {
                for range in file.missing(&view(ALL)).ranges {
                    let _ = file.take(&range, host.part(&range));
                }
            }
        }
    }
}
