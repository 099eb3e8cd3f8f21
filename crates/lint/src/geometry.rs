//! What a published file of the atlas keeps beyond what can be drawn: the
//! advice of RFC 7946 on winding and precision, and outlines that mean something.

use std::fmt;

use atlas::check::{Rule, Severity};
use serde_json::{Map, Value};

use crate::tree::unmarked;

/// About a metre: more would claim a precision that hardly any source has.
pub const DECIMALS: usize = 5;
/// By how much a rounded number may lie outside a rounded box, in degrees.
const ROUNDING: f64 = 1e-5;

/// A broken rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Broken {
    /// Its number in the file, from 0, and what it is called: its id, or that number.
    /// `None`: the collection as a whole.
    pub feature: Option<(usize, String)>,
    /// How bad that is.
    pub severity: Severity,
    /// Which kind of rule.
    pub rule: Rule,
    /// What was got and what was expected.
    pub message: String,
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((_, name)) = &self.feature {
            write!(f, "feature {name}: ")?;
        }
        f.write_str(&self.message)
    }
}

/// Every broken rule of one layer's text, feature by feature.
///
/// # Errors
/// The text is not JSON.
pub fn broken(text: &str) -> Result<Vec<Broken>, serde_json::Error> {
    let collection: Value = serde_json::from_str(unmarked(text))?;
    let of_all = [wrong_bbox(&collection), narrow_bbox(&collection), other_crs(&collection)];
    let of_all = of_all.into_iter().flatten();
    let mut found: Vec<Broken> =
        of_all.map(|(severity, rule, message)| Broken { feature: None, severity, rule, message }).collect();
    for (index, feature) in collection["features"].as_array().into_iter().flatten().enumerate() {
        let name = feature["id"].as_str().map_or_else(|| index.to_string(), str::to_owned);
        for geometry in parts(&feature["geometry"]) {
            judge(geometry, |severity, rule, message| {
                found.push(Broken { feature: Some((index, name.clone())), severity, rule, message });
            });
        }
    }
    Ok(found)
}

/// Whether a collection's text says which box it lies in, and does. What is no JSON says
/// nothing.
pub fn has_fit_bbox(text: &str) -> bool {
    let collection = serde_json::from_str(unmarked(text)).unwrap_or_default();
    wrong_bbox(&collection).is_none() && narrow_bbox(&collection).is_none()
}

/// A geometry, and those within it where it is a collection.
fn parts(geometry: &Value) -> Vec<&Map<String, Value>> {
    let Some(own) = geometry.as_object() else { return Vec::new() };
    let members = geometry["geometries"].as_array().into_iter().flatten();
    std::iter::once(own).chain(members.flat_map(parts)).collect()
}

/// How bad, which kind of rule, what was got and what was expected.
type Fault = (Severity, Rule, String);

/// Twice as many numbers as a position has: six where the file has altitudes
/// (RFC 7946, section 5).
fn wrong_bbox(collection: &Value) -> Option<Fault> {
    let got = collection["bbox"].as_array().map_or(0, Vec::len);
    let features = collection["features"].as_array().into_iter().flatten();
    let has_altitudes = features.map(|feature| &feature["geometry"]["coordinates"]).any(is_three_long);
    let (severity, message) = match got {
        4 => return None,
        6 if has_altitudes => return None,
        0 => (Severity::Hint, "no bbox, expected [west, south, east, north]".to_owned()),
        _ if has_altitudes => {
            (Severity::Error, format!("bbox of {got} numbers, expected 6, or 4 without altitudes"))
        }
        _ => (Severity::Error, format!("bbox of {got} numbers, expected [west, south, east, north]")),
    };
    Some((severity, Rule::Bbox, message))
}

/// A box holds what is in it, to the precision of what is published. West may be more
/// than east, across the antimeridian.
fn narrow_bbox(collection: &Value) -> Option<Fault> {
    let numbers: Vec<f64> = collection["bbox"].as_array()?.iter().filter_map(Value::as_f64).collect();
    let ([west, south, east, north] | [west, south, _, east, north, _]) = numbers[..] else { return None };
    let is_between = |from: f64, number: f64, to: f64| from - ROUNDING <= number && number <= to + ROUNDING;
    let holds = |[lon, lat]: [f64; 2]| {
        let is_beside = if west > east {
            is_between(west, lon, 180.) || is_between(-180., lon, east)
        } else {
            is_between(west, lon, east)
        };
        is_beside && is_between(south, lat, north)
    };
    let geometries =
        collection["features"].as_array()?.iter().flat_map(|feature| parts(&feature["geometry"]));
    let mut coordinates = geometries.filter_map(|geometry| geometry.get("coordinates"));
    let [lon, lat] = coordinates.find_map(|coordinates| first_not(coordinates, &holds))?;
    let message = format!("bbox {} does not hold the position [{lon}, {lat}]", collection["bbox"]);
    Some((Severity::Error, Rule::Bbox, message))
}

/// The first position within `coordinates` for which `holds` is not true.
fn first_not(coordinates: &Value, holds: &impl Fn([f64; 2]) -> bool) -> Option<[f64; 2]> {
    let items = coordinates.as_array()?;
    match &items[..] {
        [Value::Number(lon), Value::Number(lat), ..] => {
            Some([lon.as_f64()?, lat.as_f64()?]).filter(|position| !holds(*position))
        }
        items => items.iter().find_map(|item| first_not(item, holds)),
    }
}

/// RFC 7946 knows one reference system; older files name it, or another.
fn other_crs(collection: &Value) -> Option<Fault> {
    let crs = collection.get("crs").filter(|crs| !crs.is_null())?;
    let name = crs["properties"]["name"].as_str().unwrap_or_default();
    let is_usual = ["CRS84", "EPSG::4326", "EPSG:4326"].iter().any(|usual| name.ends_with(usual));
    let message = format!("crs {crs}, expected none: positions are longitude, latitude in degrees (WGS 84)");
    (!is_usual).then_some((Severity::Error, Rule::Crs, message))
}

/// Whether a position within `coordinates` has an altitude.
fn is_three_long(coordinates: &Value) -> bool {
    coordinates.as_array().is_some_and(|items| {
        items.iter().any(is_three_long) || items.len() > 2 && items.iter().all(Value::is_number)
    })
}

fn judge(geometry: &Map<String, Value>, mut report: impl FnMut(Severity, Rule, String)) {
    let Some(coordinates) = geometry.get("coordinates") else { return };
    if let Some(number) = first_too_precise(coordinates) {
        report(Severity::Hint, Rule::Decimals, format!("{number} has more than {DECIMALS} decimals"));
    }
    let kind = geometry.get("type").and_then(Value::as_str).unwrap_or_default();
    for line in lines(kind, coordinates) {
        if let Some(edge) = points(line).windows(2).find(|edge| (edge[0].0 - edge[1].0).abs() > 180.) {
            let message = format!(
                "an edge from [{}, {}] to [{}, {}], expected both ends on one side of the antimeridian",
                edge[0].0, edge[0].1, edge[1].0, edge[1].1
            );
            report(Severity::Error, Rule::Antimeridian, message);
        }
    }
    for polygon in polygons(kind, coordinates) {
        for (place, ring) in polygon.as_array().into_iter().flatten().enumerate() {
            let ring = points(ring);
            if !is_well_wound(place, &ring) {
                let message = if place == 0 {
                    "exterior ring is clockwise, expected counter-clockwise"
                } else {
                    "hole is counter-clockwise, expected clockwise"
                };
                report(Severity::Hint, Rule::Winding, message.to_owned());
            }
            if let Some((lon, lat)) = crossing(&ring) {
                let expected = "expected an outline without loops";
                let message = format!("ring crosses itself near [{lon:.5}, {lat:.5}], {expected}");
                report(Severity::Error, Rule::Crossing, message);
            }
        }
    }
}

/// The polygons of a geometry of such a `type`.
fn polygons<'v>(kind: &str, coordinates: &'v Value) -> Vec<&'v Value> {
    match kind {
        "Polygon" => vec![coordinates],
        "MultiPolygon" => coordinates.as_array().into_iter().flatten().collect(),
        _ => Vec::new(),
    }
}

/// Its lines, rings among them.
fn lines<'v>(kind: &str, coordinates: &'v Value) -> Vec<&'v Value> {
    let items = |value: &'v Value| value.as_array().into_iter().flatten();
    match kind {
        "LineString" => vec![coordinates],
        "MultiLineString" => items(coordinates).collect(),
        _ => polygons(kind, coordinates).into_iter().flat_map(items).collect(),
    }
}

/// Whether a ring turns as RFC 7946 has it: the exterior, which comes first in its
/// polygon, counter-clockwise, holes clockwise. What has no area turns neither way.
pub fn is_well_wound(place: usize, ring: &[(f64, f64)]) -> bool {
    let area = signed_area(ring);
    if place == 0 { area >= 0. } else { area <= 0. }
}

/// Whether a number has more decimals than are published, in the shortest form that reads
/// back as the same number.
pub fn is_too_precise(number: f64) -> bool {
    let text = number.to_string();
    text.split_once('.').is_some_and(|(_, decimals)| decimals.len() > DECIMALS)
}

/// The first number with too many decimals.
fn first_too_precise(value: &Value) -> Option<f64> {
    match value {
        Value::Array(items) => items.iter().find_map(first_too_precise),
        Value::Number(number) => number.as_f64().filter(|number| is_too_precise(*number)),
        _ => None,
    }
}

/// Longitudes and latitudes of a ring.
fn points(ring: &Value) -> Vec<(f64, f64)> {
    let positions = ring.as_array().into_iter().flatten();
    positions.filter_map(|point| Some((point.get(0)?.as_f64()?, point.get(1)?.as_f64()?))).collect()
}

/// About where two edges of a ring cross that are no neighbours; touching is no crossing.
/// A sweep from west to east, whose cost grows with how many edges lie above each other.
fn crossing(ring: &[(f64, f64)]) -> Option<(f64, f64)> {
    let edges: Vec<[(f64, f64); 2]> = ring.windows(2).map(|pair| [pair[0], pair[1]]).collect();
    let west = |edge: &[(f64, f64); 2]| edge[0].0.min(edge[1].0);
    let mut order: Vec<usize> = (0..edges.len()).collect();
    order.sort_by(|a, b| west(&edges[*a]).total_cmp(&west(&edges[*b])));
    let mut open: Vec<usize> = Vec::new();
    for at in order {
        let edge = edges[at];
        open.retain(|other| edges[*other][0].0.max(edges[*other][1].0) >= west(&edge));
        let found = open.iter().find_map(|other| crossing_of(edge, edges[*other]));
        if found.is_some() {
            return found;
        }
        open.push(at);
    }
    None
}

/// Where each of two edges has the ends of the other on both its sides.
fn crossing_of([a, b]: [(f64, f64); 2], [c, d]: [(f64, f64); 2]) -> Option<(f64, f64)> {
    let side =
        |p: (f64, f64), q: (f64, f64), r: (f64, f64)| (q.0 - p.0) * (r.1 - p.1) - (q.1 - p.1) * (r.0 - p.0);
    let (of_c, of_d) = (side(a, b, c), side(a, b, d));
    let crosses = of_c * of_d < 0. && side(c, d, a) * side(c, d, b) < 0.;
    crosses.then(|| {
        let share = of_c / (of_c - of_d);
        (c.0 + share * (d.0 - c.0), c.1 + share * (d.1 - c.1))
    })
}

/// Twice the area in square degrees, positive where counter-clockwise.
fn signed_area(ring: &[(f64, f64)]) -> f64 {
    ring.windows(2).map(|pair| pair[0].0 * pair[1].1 - pair[1].0 * pair[0].1).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<String> {
        broken(text).unwrap().iter().map(ToString::to_string).collect()
    }

    #[track_caller]
    fn check(rings: &str, want: &[&str]) {
        let text = format!(
            r#"{{"bbox":[0,0,9,9],"features":[{{"id":"a","geometry":{{"type":"Polygon","coordinates":{rings}}}}}]}}"#
        );
        assert_eq!(told(&text), want);
    }

    #[test]
    fn a_counter_clockwise_ring_is_fine() {
        check("[[[0,0],[1,0],[1,1],[0,0]]]", &[]);
    }

    #[test]
    fn a_clockwise_exterior_is_told() {
        check(
            "[[[0,0],[1,1],[1,0],[0,0]]]",
            &["feature a: exterior ring is clockwise, expected counter-clockwise"],
        );
    }

    #[test]
    fn a_hole_goes_the_other_way() {
        check(
            "[[[0,0],[9,0],[9,9],[0,0]],[[5,1],[6,1],[6,2],[5,1]]]",
            &["feature a: hole is counter-clockwise, expected clockwise"],
        );
    }

    #[test]
    fn a_ring_does_not_cross_itself() {
        check(
            "[[[0,1],[4,1],[4,5],[1,0],[0,5],[0,1]]]",
            &["feature a: ring crosses itself near [0.80000, 1.00000], expected an outline without loops"],
        );
    }

    #[test]
    fn it_may_touch_itself() {
        check("[[[0,0],[4,0],[4,4],[2,0],[0,4],[0,0]]]", &[]);
        check("[[[0,0],[4,0],[4,4],[2,0],[2,0],[0,4],[0,0]]]", &[]);
    }

    #[test]
    fn an_edge_does_not_cross_the_whole_map() {
        let edge = "feature a: an edge from [179, 1] to [-179, 1], expected both ends on one side of the antimeridian";
        check_geometry(r#"{"type":"LineString","coordinates":[[178,0],[179,1],[-179,1]]}"#, &[edge]);
        check_geometry(
            r#"{"type":"MultiLineString","coordinates":[[[178,0],[180,1]],[[-180,1],[-179,1]]]}"#,
            &[],
        );
    }

    #[track_caller]
    fn check_geometry(geometry: &str, want: &[&str]) {
        assert_eq!(
            told(&format!(r#"{{"bbox":[178,0,-179,1],"features":[{{"id":"a","geometry":{geometry}}}]}}"#)),
            want
        );
    }

    #[test]
    fn what_programs_alone_would_miss_is_a_hint() {
        let text = r#"{"features":[{"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,1.000001],[1,0],[0,0]]]}}]}"#;
        let found = broken(text).unwrap();
        let told: Vec<_> = found.iter().map(|broken| (broken.severity, broken.rule)).collect();
        let hint = |rule| (Severity::Hint, rule);
        assert_eq!(told, [hint(Rule::Bbox), hint(Rule::Decimals), hint(Rule::Winding)]);
    }

    #[test]
    fn six_decimals_are_too_many() {
        check("[[[0,0],[1.123456,0],[1,1.00001],[0,0]]]", &["feature a: 1.123456 has more than 5 decimals"]);
    }

    #[track_caller]
    fn check_bbox(bbox: &str, position: &str, want: &[&str]) {
        let point = format!(r#"{{"type":"Point","coordinates":{position}}}"#);
        let text = format!(r#"{{"bbox":{bbox},"features":[{{"geometry":{point}}}]}}"#);
        assert_eq!(told(&text), want);
    }

    #[test]
    fn a_collection_has_bounds() {
        check_bbox("null", "[1,2]", &["no bbox, expected [west, south, east, north]"]);
        check_bbox("[1,2,1]", "[1,2]", &["bbox of 3 numbers, expected [west, south, east, north]"]);
    }

    #[test]
    fn beside_altitudes_bounds_have_six_numbers() {
        check_bbox("[1,2,812.5,1,2,812.5]", "[1,2,812.5]", &[]);
        check_bbox("[1,2,1,2]", "[1,2,812.5]", &[]);
        check_bbox("[1,2,3,1,2]", "[1,2,3]", &["bbox of 5 numbers, expected 6, or 4 without altitudes"]);
        check_bbox("[1,2,0,1,2,0]", "[1,2]", &["bbox of 6 numbers, expected [west, south, east, north]"]);
    }

    #[test]
    fn bounds_hold_what_is_in_them() {
        check_bbox("[1,2,1,2]", "[1,2.00001]", &[]);
        check_bbox("[1,2,3,4]", "[1,2,9]", &[]);
        check_bbox("[1,2,3,4]", "[5,2]", &["bbox [1,2,3,4] does not hold the position [5, 2]"]);
        check_bbox("[1,2,0,3,4,9]", "[3,4.1,9]", &["bbox [1,2,0,3,4,9] does not hold the position [3, 4.1]"]);
    }

    #[test]
    fn bounds_may_lie_across_the_antimeridian() {
        check_bbox("[178,0,-178,1]", "[-179,1]", &[]);
        check_bbox("[178,0,-178,1]", "[179,1]", &[]);
        check_bbox("[178,0,-178,1]", "[0,1]", &["bbox [178,0,-178,1] does not hold the position [0, 1]"]);
    }

    #[test]
    fn another_reference_system_is_told() {
        let text = |crs: &str| format!("{{\"bbox\":[0,0,1,1],\"crs\":{crs},\"features\":[]}}");
        let named =
            |name: &str| text(&format!("{{\"type\":\"name\",\"properties\":{{\"name\":\"{name}\"}}}}"));
        for fine in
            [text("null"), named("urn:ogc:def:crs:OGC:1.3:CRS84"), named("urn:ogc:def:crs:EPSG::4326")]
        {
            assert_eq!(told(&fine), [""; 0]);
        }
        let metres = told(&named("urn:ogc:def:crs:EPSG::3857"));
        assert!(metres[0].starts_with("crs {") && metres[0].contains("WGS 84"), "{metres:?}");
    }

    #[test]
    fn a_byte_order_mark_is_skipped() {
        assert_eq!(told("\u{feff}{\"bbox\":[0,0,1,1],\"features\":[]}"), [""; 0]);
    }
}
