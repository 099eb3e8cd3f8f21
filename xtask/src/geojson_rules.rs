//! What a published file of the atlas keeps beyond what can be drawn: the
//! advice of RFC 7946 on winding and precision.

use serde_json::{Map, Value};

/// About a metre: more would claim a precision that no source here has.
const DECIMALS: usize = 5;

/// Every broken rule of one layer's text, feature by feature: each says where.
///
/// # Errors
/// The text is not JSON.
pub fn broken(text: &str) -> Result<Vec<String>, serde_json::Error> {
    let collection: Value = serde_json::from_str(text.strip_prefix('\u{feff}').unwrap_or(text))?;
    let mut found = Vec::new();
    found.extend(wrong_bbox(&collection));
    for (index, feature) in collection["features"].as_array().into_iter().flatten().enumerate() {
        let name = feature["id"].as_str().map_or_else(|| index.to_string(), str::to_owned);
        if let Some(geometry) = feature["geometry"].as_object() {
            let report = |rule: String| found.push(format!("feature {name}: {rule}"));
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

/// Twice the area in square degrees, positive where counter-clockwise.
fn signed_area(ring: &Value) -> f64 {
    let points: Vec<(f64, f64)> = ring
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|point| Some((point.get(0)?.as_f64()?, point.get(1)?.as_f64()?)))
        .collect();
    points.windows(2).map(|pair| pair[0].0 * pair[1].1 - pair[1].0 * pair[0].1).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(rings: &str, want: &[&str]) {
        let text = format!(
            r#"{{"bbox":[0,0,1,1],"features":[{{"id":"a","geometry":{{"type":"Polygon","coordinates":{rings}}}}}]}}"#
        );
        assert_eq!(broken(&text).unwrap(), want);
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
    fn six_decimals_are_too_many() {
        check("[[[0,0],[1.123456,0],[1,1.00001],[0,0]]]", &["feature a: 1.123456 has more than 5 decimals"]);
    }

    #[track_caller]
    fn check_bbox(bbox: &str, position: &str, want: &[&str]) {
        let point = format!(r#"{{"type":"Point","coordinates":{position}}}"#);
        let text = format!(r#"{{"bbox":{bbox},"features":[{{"geometry":{point}}}]}}"#);
        assert_eq!(broken(&text).unwrap(), want);
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
    fn a_byte_order_mark_is_skipped() {
        assert_eq!(broken("\u{feff}{\"bbox\":[0,0,1,1],\"features\":[]}").unwrap(), [""; 0]);
    }
}
