//! What a published file of the atlas keeps beyond what can be drawn: the
//! advice of RFC 7946 on winding and precision.

use std::fmt;

use serde_json::{Map, Value};

/// About a metre: more would claim a precision that no source here has.
const DECIMALS: usize = 5;
/// By how much a rounded number may lie outside a rounded box, in degrees.
const ROUNDING: f64 = 1e-5;

/// A broken rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Broken {
    /// Its number in the file, from 0, and what it is called: its id, or that number.
    /// `None`: the collection as a whole.
    pub feature: Option<(usize, String)>,
    /// What was got and what was expected.
    pub rule: String,
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((_, name)) = &self.feature {
            write!(f, "feature {name}: ")?;
        }
        f.write_str(&self.rule)
    }
}

/// Every broken rule of one layer's text, feature by feature.
///
/// # Errors
/// The text is not JSON.
pub fn broken(text: &str) -> Result<Vec<Broken>, serde_json::Error> {
    let collection: Value = serde_json::from_str(text.strip_prefix('\u{feff}').unwrap_or(text))?;
    let mut found = Vec::new();
    let of_all = [wrong_bbox(&collection), narrow_bbox(&collection), other_crs(&collection)];
    found.extend(of_all.into_iter().flatten().map(|rule| Broken { feature: None, rule }));
    for (index, feature) in collection["features"].as_array().into_iter().flatten().enumerate() {
        let name = feature["id"].as_str().map_or_else(|| index.to_string(), str::to_owned);
        if let Some(geometry) = feature["geometry"].as_object() {
            let report = |rule: String| found.push(Broken { feature: Some((index, name.clone())), rule });
            judge(geometry, report);
        }
    }
    Ok(found)
}

/// Twice as many numbers as a position has: six where the file has altitudes
/// (RFC 7946, section 5).
fn wrong_bbox(collection: &Value) -> Option<String> {
    let got = collection["bbox"].as_array().map_or(0, Vec::len);
    let features = collection["features"].as_array().into_iter().flatten();
    let has_altitudes = features.map(|feature| &feature["geometry"]["coordinates"]).any(is_three_long);
    match got {
        4 => None,
        6 if has_altitudes => None,
        0 => Some("no bbox, expected [west, south, east, north]".to_owned()),
        _ if has_altitudes => Some(format!("bbox of {got} numbers, expected 6, or 4 without altitudes")),
        _ => Some(format!("bbox of {got} numbers, expected [west, south, east, north]")),
    }
}

/// A box holds what is in it, to the precision of what is published. West may be more
/// than east, across the antimeridian.
fn narrow_bbox(collection: &Value) -> Option<String> {
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
    let mut features = collection["features"].as_array()?.iter();
    let [lon, lat] = features.find_map(|feature| first_not(&feature["geometry"]["coordinates"], &holds))?;
    Some(format!("bbox {} does not hold the position [{lon}, {lat}]", collection["bbox"]))
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
fn other_crs(collection: &Value) -> Option<String> {
    let crs = collection.get("crs").filter(|crs| !crs.is_null())?;
    let name = crs["properties"]["name"].as_str().unwrap_or_default();
    let is_usual = ["CRS84", "EPSG::4326", "EPSG:4326"].iter().any(|usual| name.ends_with(usual));
    (!is_usual)
        .then(|| format!("crs {crs}, expected none: positions are longitude, latitude in degrees (WGS 84)"))
}

/// Whether a position within `coordinates` has an altitude.
fn is_three_long(coordinates: &Value) -> bool {
    coordinates.as_array().is_some_and(|items| {
        items.iter().any(is_three_long) || items.len() > 2 && items.iter().all(Value::is_number)
    })
}

fn judge(geometry: &Map<String, Value>, mut report: impl FnMut(String)) {
    let Some(coordinates) = geometry.get("coordinates") else { return };
    if let Some(number) = first_too_precise(coordinates) {
        report(format!("{number} has more than {DECIMALS} decimals"));
    }
    let polygons = match geometry.get("type").and_then(Value::as_str) {
        Some("Polygon") => vec![coordinates],
        Some("MultiPolygon") => coordinates.as_array().into_iter().flatten().collect(),
        _ => Vec::new(),
    };
    for polygon in polygons {
        for (place, ring) in polygon.as_array().into_iter().flatten().enumerate() {
            let area = signed_area(ring);
            if place == 0 && area < 0.0 {
                report("exterior ring is clockwise, expected counter-clockwise".to_owned());
            } else if place > 0 && area > 0.0 {
                report("hole is counter-clockwise, expected clockwise".to_owned());
            }
            if let Some((lon, lat)) = crossing(&points(ring)) {
                report(format!(
                    "ring crosses itself near [{lon:.5}, {lat:.5}], expected an outline without loops"
                ));
            }
        }
    }
}

/// The first number with too many decimals, in the shortest form that reads
/// back as the same number.
fn first_too_precise(value: &Value) -> Option<String> {
    match value {
        Value::Array(items) => items.iter().find_map(first_too_precise),
        Value::Number(number) => {
            let text = number.to_string();
            let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
            (decimals > DECIMALS).then_some(text)
        }
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
fn signed_area(ring: &Value) -> f64 {
    let points = points(ring);
    points.windows(2).map(|pair| pair[0].0 * pair[1].1 - pair[1].0 * pair[0].1).sum()
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
