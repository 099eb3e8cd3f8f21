//! Mends in a layer's text what needs no author: rings are turned as RFC 7946 has them,
//! numbers rounded to what is published, the box written. All else stays to the letter,
//! blank space too. What is mended has nothing left to mend.

use std::fmt;

use atlas::check::Rule;
use jsonc_parser::ast::{Array, Object, Value};
use jsonc_parser::common::Ranged as _;
use serde::de::IgnoredAny;

use crate::edit::{Edit, applied, place};
use crate::geometry::{DECIMALS, has_fit_bbox, is_too_precise, is_well_wound};
use crate::place::Place;
use crate::span::span;
use crate::tree::{tree, unmarked};

/// A text that was mended.
#[derive(Debug, PartialEq, Eq)]
pub struct Mended {
    /// As it is now.
    pub text: String,
    /// What is another now, in the order of the text.
    pub changes: Vec<Change>,
}

/// Something that was mended.
#[derive(Debug, PartialEq, Eq)]
pub struct Change {
    /// Where it is.
    pub place: Place,
    /// Which rule it broke.
    pub rule: Rule,
    /// What it is now, and what it was.
    pub told: String,
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { place: Place { line, column }, rule, told } = self;
        write!(f, "{line}:{column}: {}: {told}", rule.id())
    }
}

/// The text of a GeoJSON layer with what can be mended mended; `None` where nothing is to
/// be, or it is no such text.
#[must_use]
pub fn mended(text: &str) -> Option<Mended> {
    let json = unmarked(text);
    let mark = &text[..text.len() - json.len()];
    // Of what JSON is, the reader that the page has is the judge.
    serde_json::from_str::<IgnoredAny>(json).ok()?;
    let mut changes = Vec::new();
    let mut mended = edited(json, |features| positions(json, features, &mut changes))?;
    // The box is of what is published.
    if !has_fit_bbox(&mended)
        && let Some((edit, change)) = boxed(&mended)
    {
        mended = applied(&mended, vec![edit]);
        changes.insert(0, change);
    }
    (!changes.is_empty()).then(|| Mended { text: format!("{mark}{mended}"), changes })
}

/// `json` after the edits that `edits` makes of its features; `None` for what is no
/// collection of features.
fn edited(json: &str, edits: impl FnOnce(&Array<'_>) -> Vec<Edit>) -> Option<String> {
    let read = tree(json)?;
    let root = read.as_object()?;
    let features = root.get("features")?.value.as_array()?;
    Some(applied(json, edits(features)))
}

/// Rounds numbers and turns rings.
fn positions(json: &str, features: &Array<'_>, changes: &mut Vec<Change>) -> Vec<Edit> {
    let mut edits = Vec::new();
    for geometry in geometries(features) {
        let Some(coordinates) = geometry.get("coordinates") else { continue };
        let numbers = rounded(&coordinates.value);
        if let Some(first) = numbers.first() {
            let (before, after) = (&json[first.start..first.end], &first.text);
            let others = match numbers.len() {
                1 => String::new(),
                count => format!(", and {} more", count - 1),
            };
            let told = format!("{before} is {after}{others}");
            changes.push(Change { place: place(json, first.start), rule: Rule::Decimals, told });
        }
        let turned: Vec<&Array<'_>> = rings(geometry)
            .filter(|(at, ring)| !is_well_wound(*at, &points(ring)))
            .map(|(_, ring)| ring)
            .collect();
        for ring in &turned {
            let told = format!("a ring of {} positions is turned round", ring.elements.len());
            changes.push(Change { place: place(json, ring.start()), rule: Rule::Winding, told });
        }
        let is_turned =
            |edit: &Edit| turned.iter().any(|ring| (ring.start()..ring.end()).contains(&edit.start));
        edits.extend(turned.iter().flat_map(|ring| reversed(json, ring)));
        edits.extend(numbers.into_iter().filter(|edit| !is_turned(edit)));
    }
    edits
}

/// The geometries of features, those in collections too.
fn geometries<'v, 't>(features: &'v Array<'t>) -> Vec<&'v Object<'t>> {
    let mut all = Vec::new();
    for feature in features.elements.iter().filter_map(Value::as_object) {
        if let Some(geometry) = feature.get("geometry") {
            parts(&geometry.value, &mut all);
        }
    }
    all
}

fn parts<'v, 't>(geometry: &'v Value<'t>, all: &mut Vec<&'v Object<'t>>) {
    let Some(geometry) = geometry.as_object() else { return };
    all.push(geometry);
    if let Some(members) = geometry.get("geometries").and_then(|members| members.value.as_array()) {
        members.elements.iter().for_each(|member| parts(member, all));
    }
}

fn kind<'v>(geometry: &'v Object<'_>) -> &'v str {
    match geometry.get("type").map(|kind| &kind.value) {
        Some(Value::StringLit(kind)) => &kind.value,
        _ => "",
    }
}

fn arrays<'v, 't>(value: &'v Value<'t>) -> impl Iterator<Item = &'v Array<'t>> {
    value.as_array().into_iter().flat_map(|array| &array.elements).filter_map(Value::as_array)
}

/// The rings of a geometry, and which each is in its polygon.
fn rings<'v, 't>(geometry: &'v Object<'t>) -> impl Iterator<Item = (usize, &'v Array<'t>)> {
    let coordinates = geometry.get("coordinates").map(|coordinates| &coordinates.value);
    let polygons: Vec<&'v Array<'t>> = match (kind(geometry), coordinates) {
        ("Polygon", Some(coordinates)) => coordinates.as_array().into_iter().collect(),
        ("MultiPolygon", Some(coordinates)) => arrays(coordinates).collect(),
        _ => Vec::new(),
    };
    polygons.into_iter().flat_map(|polygon| polygon.elements.iter().filter_map(Value::as_array).enumerate())
}

/// The edits that round the numbers within a value.
fn rounded(value: &Value<'_>) -> Vec<Edit> {
    match value {
        Value::Array(items) => items.elements.iter().flat_map(rounded).collect(),
        Value::NumberLit(number) => {
            let precise = number.value.parse().ok().filter(|number| is_too_precise(*number));
            let edit = |number| Edit { start: value.start(), end: value.end(), text: shown(number) };
            precise.map(edit).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

/// The edits that turn a ring round: each position takes the place of its opposite.
fn reversed(json: &str, ring: &Array<'_>) -> Vec<Edit> {
    let positions = ring.elements.iter().zip(ring.elements.iter().rev());
    let edit = |(here, opposite): (&Value<'_>, &Value<'_>)| {
        let mut numbers = rounded(opposite);
        for edit in &mut numbers {
            edit.start -= opposite.start();
            edit.end -= opposite.start();
        }
        let text = applied(&json[opposite.start()..opposite.end()], numbers);
        Edit { start: here.start(), end: here.end(), text }
    };
    positions.map(edit).collect()
}

/// Longitudes and latitudes of a ring or a line, as they are published.
fn points(line: &Array<'_>) -> Vec<(f64, f64)> {
    line.elements.iter().filter_map(position).collect()
}

fn position(value: &Value<'_>) -> Option<(f64, f64)> {
    match &value.as_array()?.elements[..] {
        [Value::NumberLit(lon), Value::NumberLit(lat), ..] => {
            Some((round(lon.value.parse().ok()?), round(lat.value.parse().ok()?)))
        }
        _ => None,
    }
}

/// A number as it is published; one that needs no rounding as it is.
fn round(number: f64) -> f64 {
    let scale = (0..DECIMALS).fold(1., |scale, _| scale * 10.);
    if is_too_precise(number) { (number * scale).round() / scale } else { number }
}

fn shown(number: f64) -> String {
    // No sign before nothing.
    (round(number) + 0.).to_string()
}

/// What writes the box of a collection, where it has positions.
fn boxed(json: &str) -> Option<(Edit, Change)> {
    let read = tree(json)?;
    let root = read.as_object()?;
    let bounds = bounds(root.get("features")?.value.as_array()?)?.map(shown).join(", ");
    let bounds = format!("[{bounds}]");
    if let Some(known) = root.get("bbox") {
        let (start, end) = (known.value.start(), known.value.end());
        let told = format!("{} is {bounds}", &json[start..end]);
        let change = Change { place: place(json, start), rule: Rule::Bbox, told };
        return Some((Edit { start, end, text: bounds }, change));
    }
    // As the object's own first key is set off.
    let kind = root.get("type")?;
    let first = root.properties.first()?;
    let blank = json.get(root.start() + 1..first.start()).filter(|blank| blank.trim().is_empty())?;
    let space = if blank.is_empty() { "" } else { " " };
    let at = kind.end();
    let change = Change { place: place(json, at), rule: Rule::Bbox, told: format!("{bounds} is written") };
    Some((Edit { start: at, end: at, text: format!(",{blank}\"bbox\":{space}{bounds}") }, change))
}

/// West, south, east, north of all positions. Across the antimeridian, where more than half
/// of the world lies between what is east of it and what is west.
fn bounds(features: &Array<'_>) -> Option<[f64; 4]> {
    let mut spans: Vec<(f64, f64)> = Vec::new();
    let (mut south, mut north) = (f64::INFINITY, f64::NEG_INFINITY);
    for geometry in geometries(features) {
        let Some(coordinates) = geometry.get("coordinates") else { continue };
        for line in lines(&coordinates.value, kind(geometry)) {
            for (_, lat) in &line {
                (south, north) = (south.min(*lat), north.max(*lat));
            }
            let ends = line.iter().zip(line.iter().skip(1).chain(line.last()));
            spans.extend(ends.map(|((a, _), (b, _))| (a.min(*b), a.max(*b))));
        }
    }
    let (west, east) = span(spans)?;
    Some([west, south, east, north])
}

/// Positions that are joined, each list for itself; of points each alone.
fn lines(coordinates: &Value<'_>, kind: &str) -> Vec<Vec<(f64, f64)>> {
    if let Some(alone) = position(coordinates) {
        return vec![vec![alone]];
    }
    let Some(items) = coordinates.as_array() else { return Vec::new() };
    let points = points(items);
    match (points.is_empty(), kind) {
        (true, _) => items.elements.iter().flat_map(|item| lines(item, kind)).collect(),
        (false, "MultiPoint") => points.into_iter().map(|point| vec![point]).collect(),
        (false, _) => vec![points],
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;
    use crate::geometry::broken;

    /// What is mended, and what of it is told; and that there is nothing left to mend.
    #[track_caller]
    fn check(text: &str, want: &str, told: &[&str]) {
        let got = mended(text).expect("something to mend");
        assert_eq!(got.text, want);
        let changes: Vec<String> = got.changes.iter().map(ToString::to_string).collect();
        assert_eq!(changes, told);
        assert_eq!(mended(want), None, "again");
        let left = broken(want).unwrap();
        assert!(left.is_empty(), "{left:?}");
    }

    fn collection(bbox: &str, geometry: &str) -> String {
        format!(
            "{{\n  \"type\": \"FeatureCollection\",{bbox}\n  \"features\": [\n{{\"type\": \"Feature\", \"geometry\": {geometry}}}]\n}}\n"
        )
    }

    #[test]
    fn a_missing_box_is_written_as_its_neighbours_are() {
        let point = r#"{"type": "Point", "coordinates": [46.5, -1.25]}"#;
        check(
            &collection("", point),
            &collection("\n  \"bbox\": [46.5, -1.25, 46.5, -1.25],", point),
            &["2:30: bbox: [46.5, -1.25, 46.5, -1.25] is written"],
        );
        let small =
            r#"{"type":"FeatureCollection","features":[{"geometry":{"type":"Point","coordinates":[1,2]}}]}"#;
        let want = small.replacen(",\"features\"", ",\"bbox\":[1, 2, 1, 2],\"features\"", 1);
        check(small, &want, &["1:28: bbox: [1, 2, 1, 2] is written"]);
    }

    #[test]
    fn a_wrong_box_is_written_anew() {
        let line = r#"{"type": "LineString", "coordinates": [[1, 2], [3, 4]]}"#;
        check(
            &collection("\n  \"bbox\": [1, 2, 3],", line),
            &collection("\n  \"bbox\": [1, 2, 3, 4],", line),
            &["3:11: bbox: [1, 2, 3] is [1, 2, 3, 4]"],
        );
    }

    #[test]
    fn a_box_may_lie_across_the_antimeridian() {
        let line =
            r#"{"type": "MultiLineString", "coordinates": [[[178, 0], [180, 1]], [[-180, 1], [-179, 2]]]}"#;
        let want = collection("\n  \"bbox\": [178, 0, -179, 2],", line);
        check(&collection("", line), &want, &["2:30: bbox: [178, 0, -179, 2] is written"]);
        let points = r#"{"type": "MultiPoint", "coordinates": [[-100, 0], [100, 0]]}"#;
        let want = collection("\n  \"bbox\": [100, 0, -100, 0],", points);
        check(&collection("", points), &want, &["2:30: bbox: [100, 0, -100, 0] is written"]);
        let line = points.replace("MultiPoint", "LineString").replace("100", "90");
        let want = collection("\n  \"bbox\": [-90, 0, 90, 0],", &line);
        check(&collection("", &line), &want, &["2:30: bbox: [-90, 0, 90, 0] is written"]);
    }

    #[test]
    fn numbers_are_rounded_and_nothing_else_is_touched() {
        let line = r#"{"type": "LineString", "coordinates": [ [1.0000049, 2.50], [3.1234567 , -0.0000001, 7.123456] ]}"#;
        let want = r#"{"type": "LineString", "coordinates": [ [1, 2.50], [3.12346 , 0, 7.12346] ]}"#;
        let bbox = "\n  \"bbox\": [1, 0, 3.12346, 2.5],";
        check(
            &collection(bbox, line),
            &collection(bbox, want),
            &["5:74: decimals: 1.0000049 is 1, and 3 more"],
        );
    }

    #[test]
    fn rings_are_turned_and_rounded_in_one_go() {
        let ring = r#"{"type": "Polygon", "coordinates": [[[0, 0], [1.1234567, 9], [9, 0],  [0, 0]], [[1, 1], [2, 1], [2, 2], [1, 1]]]}"#;
        let want = r#"{"type": "Polygon", "coordinates": [[[0, 0], [9, 0], [1.12346, 9],  [0, 0]], [[1, 1], [2, 2], [2, 1], [1, 1]]]}"#;
        let bbox = "\n  \"bbox\": [0, 0, 9, 9],";
        check(
            &collection(bbox, ring),
            &collection(bbox, want),
            &[
                "5:79: decimals: 1.1234567 is 1.12346",
                "5:69: winding: a ring of 4 positions is turned round",
                "5:112: winding: a ring of 4 positions is turned round",
            ],
        );
    }

    #[test]
    fn geometries_within_collections_are_mended_too() {
        let ring = |ring: &str| {
            format!(
                r#"{{"type": "GeometryCollection", "geometries": [{{"type": "MultiPolygon", "coordinates": [[{ring}]]}}]}}"#
            )
        };
        let bbox = "\n  \"bbox\": [0, 0, 9, 9],";
        check(
            &collection(bbox, &ring("[[0,0],[0,9],[9,0],[0,0]]")),
            &collection(bbox, &ring("[[0,0],[9,0],[0,9],[0,0]]")),
            &["5:121: winding: a ring of 4 positions is turned round"],
        );
    }

    /// All numbers of a text, in order.
    fn numbers(text: &str) -> Vec<f64> {
        let is_other = |c: char| !(c.is_ascii_digit() || c == '.' || c == '-');
        text.split(is_other).filter_map(|number| number.parse().ok()).collect()
    }

    proptest! {
        #[test]
        fn whatever_the_rings_nothing_is_lost_and_nothing_left_to_mend(
            rings in vec(vec((-180_f64..180., -90_f64..90.), 3..8), 1..4),
            blank in "[ \n]{0,2}",
        ) {
            let ring = |positions: &Vec<(f64, f64)>| {
                let closed = positions.iter().chain(positions.first());
                let each: Vec<String> = closed.map(|(x, y)| format!("[{x:.7},{blank}{y:.7}]")).collect();
                format!("[{}]", each.join(","))
            };
            let coordinates: Vec<String> = rings.iter().map(ring).collect();
            let geometry = format!(r#"{{"type": "Polygon", "coordinates": [{}]}}"#, coordinates.join(","));
            let text = collection("\n  \"bbox\": [-180, -90, 180, 90],", &geometry);
            let got = mended(&text).map_or(text.clone(), |mended| mended.text);
            prop_assert_eq!(mended(&got), None);
            let left = broken(&got).unwrap();
            prop_assert!(left.iter().all(|one| !matches!(one.rule, Rule::Bbox | Rule::Decimals | Rule::Winding)), "{left:?}");
            let (mut before, mut after) = (numbers(&text), numbers(&got));
            before.sort_by(f64::total_cmp);
            after.sort_by(f64::total_cmp);
            prop_assert_eq!(before.len(), after.len());
            for (was, is) in before.iter().zip(&after) {
                prop_assert!((was - is).abs() <= 0.500_001e-5, "{was} is {is}");
            }
        }

        #[test]
        fn whatever_the_text_it_is_left_alone_or_mended(text in ".{0,200}") {
            if let Some(mended_text) = mended(&text) {
                prop_assert_eq!(mended(&mended_text.text), None);
            }
        }
    }

    #[test]
    fn a_byte_order_mark_stays() {
        let point = r#"{"type": "Point", "coordinates": [1, 2]}"#;
        let text = format!("\u{feff}{}", collection("", point));
        let got = mended(&text).unwrap().text;
        assert_eq!(got, format!("\u{feff}{}", collection("\n  \"bbox\": [1, 2, 1, 2],", point)));
    }

    #[test]
    fn what_is_as_it_should_be_or_no_layer_stays() {
        let point = r#"{"type": "Point", "coordinates": [1, 2]}"#;
        assert_eq!(mended(&collection("\n  \"bbox\": [1, 2, 1, 2],", point)), None);
        for text in ["", "{", "[]", "{\"features\": 3}", r#"{"type": "FeatureCollection", "features": []}"#] {
            assert_eq!(mended(text), None, "{text}");
        }
    }
}
