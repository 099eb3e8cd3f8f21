//! GeoJSON text to a [`Layer`]; the `geojson` types stop here. One bad feature
//! is an issue and the rest is kept; what the attributes mean is not checked.

mod quick;

use geojson::{GeometryValue, Position, feature::Id};
use lean::decimal::decimal;

use crate::{
    geometry::LonLat,
    layer::{Feature, Layer, Line, Path, Shape},
    projection::project,
    stream::Splitter,
};

pub use crate::stream::LayerError;

/// A layer, and what had to be left out of it.
#[derive(Debug)]
pub struct Loaded {
    /// The features that could be read, in the file's order.
    pub layer: Layer,
    /// Those that could not.
    pub issues: Vec<FeatureIssue>,
}

/// Why a feature was left out.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum FeatureIssue {
    /// `geometry` is null: allowed by RFC 7946, nothing to draw.
    #[error("feature {index}: geometry is null, expected one to draw")]
    NoGeometry {
        /// From 0, in the file's order.
        index: usize,
    },
    /// A geometry collection.
    #[error("feature {index}: geometry is a GeometryCollection, expected points, lines or polygons")]
    Collection {
        /// From 0, in the file's order.
        index: usize,
    },
    /// A ring too short to enclose anything.
    #[error("feature {index}: ring has {got} positions, needs at least 4")]
    ShortRing {
        /// From 0, in the file's order.
        index: usize,
        /// How many it has.
        got: usize,
    },
    /// A ring that does not end where it starts.
    #[error("feature {index}: ring ends at {end}, expected its start {start}")]
    OpenRing {
        /// From 0, in the file's order.
        index: usize,
        /// First position, as in the file.
        start: String,
        /// Last position.
        end: String,
    },
    /// A line too short to draw.
    #[error("feature {index}: line has {got} position, needs at least 2")]
    ShortLine {
        /// From 0, in the file's order.
        index: usize,
        /// How many it has.
        got: usize,
    },
    /// A position without latitude.
    #[error("feature {index}: position has {got} numbers, needs at least 2")]
    ShortPosition {
        /// From 0, in the file's order.
        index: usize,
        /// How many it has.
        got: usize,
    },
    /// A position outside the range of longitude and latitude.
    #[error(
        "feature {index}: position {position} is out of range, expected longitude -180 to 180, latitude -90 to 90"
    )]
    OutOfRange {
        /// From 0, in the file's order.
        index: usize,
        /// The position, as in the file.
        position: String,
    },
    /// No position at all.
    #[error("feature {index}: geometry is empty")]
    Empty {
        /// From 0, in the file's order.
        index: usize,
    },
    /// Not JSON, or not a GeoJSON feature.
    #[error("feature {index}: not readable as GeoJSON: {reason}")]
    Unreadable {
        /// From 0, in the file's order.
        index: usize,
        /// What the reader says.
        reason: String,
    },
}

impl FeatureIssue {
    /// Which feature, from 0, in the file's order.
    pub fn index(&self) -> usize {
        match self {
            Self::NoGeometry { index }
            | Self::Collection { index }
            | Self::ShortRing { index, .. }
            | Self::OpenRing { index, .. }
            | Self::ShortLine { index, .. }
            | Self::ShortPosition { index, .. }
            | Self::OutOfRange { index, .. }
            | Self::Empty { index }
            | Self::Unreadable { index, .. } => *index,
        }
    }
}

/// Reads a `FeatureCollection` (UTF-8, with or without a byte order mark) as a
/// page does, feature by feature. Winding is taken as it comes: areas fill
/// even-odd. A third coordinate is ignored.
///
/// # Errors
/// Where the text is not GeoJSON or not a collection. A feature that cannot be
/// drawn is no error but an issue.
pub fn parse_layer(text: impl AsRef<[u8]>) -> Result<Loaded, LayerError> {
    let mut loaded = Loaded { layer: Layer::default(), issues: Vec::new() };
    let mut splitter = Splitter::new();
    splitter.push(text.as_ref(), &mut |index, text| match parse_feature(index, text) {
        Ok(feature) => loaded.layer.features.push(feature),
        Err(issue) => loaded.issues.push(issue),
    });
    splitter.finish()?;
    Ok(loaded)
}

/// Reads one feature of a collection, as `stream` gives them; `index` is for
/// the issue. While it reads, a vertex takes some 20 bytes besides the text; 60
/// where numbers or the feature itself are written in an uncommon way.
///
/// # Errors
/// As the issues of [`parse_layer`], and where the text is not a feature.
pub fn parse_feature(index: usize, text: &[u8]) -> Result<Feature, FeatureIssue> {
    if let Some(feature) = quick::feature(text) {
        return Ok(feature);
    }
    match serde_json::from_slice(text) {
        Ok(read) => read_feature(index, read),
        Err(error) => Err(FeatureIssue::Unreadable { index, reason: error.to_string() }),
    }
}

/// Reads one feature that is GeoJSON already, whatever it was written as.
///
/// # Errors
/// As the issues of [`parse_layer`].
pub fn read_feature(index: usize, read: geojson::Feature) -> Result<Feature, FeatureIssue> {
    let geometry = read.geometry.ok_or(FeatureIssue::NoGeometry { index })?;
    let id = read.id.map(|id| match id {
        Id::String(text) => text,
        Id::Number(number) => number.to_string(),
    });
    let path = Path::new(shape(index, geometry.value)?);
    Ok(Feature { id, properties: read.properties.unwrap_or_default(), path })
}

fn shape(index: usize, value: GeometryValue) -> Result<Shape, FeatureIssue> {
    let shape = match value {
        GeometryValue::Point { coordinates } => Shape::Points(points(index, vec![coordinates])?),
        GeometryValue::MultiPoint { coordinates } => Shape::Points(points(index, coordinates)?),
        GeometryValue::LineString { coordinates } => Shape::Lines(vec![line(index, coordinates)?]),
        GeometryValue::MultiLineString { coordinates } => Shape::Lines(all(index, coordinates, line)?),
        GeometryValue::Polygon { coordinates } => Shape::Areas(all(index, coordinates, ring)?),
        GeometryValue::MultiPolygon { coordinates } => {
            Shape::Areas(all(index, coordinates.into_iter().flatten().collect(), ring)?)
        }
        GeometryValue::GeometryCollection { .. } => return Err(FeatureIssue::Collection { index }),
    };
    if shape.points().next().is_none() {
        return Err(FeatureIssue::Empty { index });
    }
    Ok(shape)
}

fn all(
    index: usize,
    lines: Vec<Vec<Position>>,
    one: fn(usize, Vec<Position>) -> Result<Line, FeatureIssue>,
) -> Result<Vec<Line>, FeatureIssue> {
    lines.into_iter().map(|positions| one(index, positions)).collect()
}

fn line(index: usize, positions: Vec<Position>) -> Result<Line, FeatureIssue> {
    match positions.len() {
        got @ 0..2 => Err(FeatureIssue::ShortLine { index, got }),
        _ => points(index, positions),
    }
}

fn ring(index: usize, positions: Vec<Position>) -> Result<Line, FeatureIssue> {
    if positions.len() < 4 {
        return Err(FeatureIssue::ShortRing { index, got: positions.len() });
    }
    let start = lon_lat(index, &positions[0])?;
    let end = lon_lat(index, &positions[positions.len() - 1])?;
    if start != end {
        return Err(FeatureIssue::OpenRing { index, start: written(start), end: written(end) });
    }
    points(index, positions)
}

fn points(index: usize, positions: Vec<Position>) -> Result<Line, FeatureIssue> {
    let position = |p: Position| {
        let p = lon_lat(index, &p)?;
        if (-180. ..=180.).contains(&p.lon) && (-90. ..=90.).contains(&p.lat) {
            Ok(project(p))
        } else {
            Err(FeatureIssue::OutOfRange { index, position: written(p) })
        }
    };
    positions.into_iter().map(position).collect()
}

/// The crate takes a position of any length within a line.
fn lon_lat(index: usize, position: &Position) -> Result<LonLat, FeatureIssue> {
    match *position.as_slice() {
        [lon, lat, ..] => Ok(LonLat { lon, lat }),
        _ => Err(FeatureIssue::ShortPosition { index, got: position.len() }),
    }
}

/// A position as GeoJSON writes it, to 7 decimals.
fn written(p: LonLat) -> String {
    let number = |n: f64| match n {
        9e9.. => "9000000000 or more".to_owned(),
        ..=-9e9 => "-9000000000 or less".to_owned(),
        _ => decimal(n, 7),
    };
    format!("[{}, {}]", number(p.lon), number(p.lat))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn collection(geometries: &[&str]) -> String {
        let features: Vec<String> = geometries
            .iter()
            .map(|g| format!(r#"{{"type":"Feature","properties":null,"geometry":{g}}}"#))
            .collect();
        format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","))
    }

    fn polygon(ring: &str) -> String {
        format!(r#"{{"type":"Polygon","coordinates":[[{ring}]]}}"#)
    }

    #[track_caller]
    fn check_issue(geometry: &str, want: &str) {
        let alone = format!(r#"{{"type":"Feature","properties":null,"geometry":{geometry}}}"#);
        assert_eq!(parse_feature(1, alone.as_bytes()).unwrap_err().to_string(), want);
        let good = polygon("[0,0],[1,0],[1,1],[0,0]");
        let loaded = parse_layer(collection(&[&good, geometry, &good])).unwrap();
        assert_eq!(loaded.layer.features.len(), 2, "the rest is kept");
        let got: Vec<String> = loaded.issues.iter().map(ToString::to_string).collect();
        assert_eq!(got, [want]);
    }

    #[test]
    fn a_null_geometry_is_named() {
        check_issue("null", "feature 1: geometry is null, expected one to draw");
    }

    #[test]
    fn a_short_ring_is_named() {
        check_issue(&polygon("[0,0],[1,0],[0,0]"), "feature 1: ring has 3 positions, needs at least 4");
    }

    #[test]
    fn a_position_without_latitude_is_named() {
        let want = "feature 1: position has 1 numbers, needs at least 2";
        check_issue(r#"{"type":"LineString","coordinates":[[1],[2]]}"#, want);
        check_issue(&polygon("[0],[1,0],[1,1],[0]"), want);
        let want = "feature 1: position has 0 numbers, needs at least 2";
        check_issue(r#"{"type":"MultiPoint","coordinates":[[1,2],[]]}"#, want);
    }

    #[test]
    fn an_open_ring_is_named() {
        check_issue(
            &polygon("[0,0],[1,0],[1,1],[0,1]"),
            "feature 1: ring ends at [0, 1], expected its start [0, 0]",
        );
    }

    #[test]
    fn swapped_or_projected_coordinates_are_named() {
        check_issue(
            r#"{"type":"Point","coordinates":[40.2,145.5]}"#,
            "feature 1: position [40.2, 145.5] is out of range, expected longitude -180 to 180, latitude -90 to 90",
        );
    }

    #[test]
    fn an_empty_geometry_is_named() {
        check_issue(r#"{"type":"MultiPolygon","coordinates":[]}"#, "feature 1: geometry is empty");
    }

    #[test]
    fn a_collection_of_geometries_is_named() {
        check_issue(
            r#"{"type":"GeometryCollection","geometries":[]}"#,
            "feature 1: geometry is a GeometryCollection, expected points, lines or polygons",
        );
    }

    #[test]
    fn two_parts_and_a_hole_are_three_rings() {
        let square = |o: i32| format!("[{o},{o}],[{0},{o}],[{0},{0}],[{o},{o}]", o + 9);
        let text = format!(
            r#"{{"type":"MultiPolygon","coordinates":[[[{}],[{}]],[[{}]]]}}"#,
            square(0),
            square(1),
            square(20)
        );
        let loaded = parse_layer(collection(&[&text])).unwrap();
        let Shape::Areas(rings) = loaded.layer.features[0].path.shape() else { panic!("not an area") };
        assert_eq!(rings.len(), 3);
    }

    #[test]
    fn ids_are_text_whatever_they_were() {
        let text = r#"{"type":"FeatureCollection","features":[
            {"type":"Feature","id":7,"properties":{},"geometry":{"type":"Point","coordinates":[1,2,300]}}]}"#;
        assert_eq!(parse_layer(text).unwrap().layer.features[0].id.as_deref(), Some("7"));
    }

    #[test]
    fn what_is_no_collection_is_an_error_that_says_so() {
        let error = parse_layer(r#"{"type":"Point","coordinates":[1,2]}"#).unwrap_err();
        assert_eq!(error.to_string(), "top-level type is Point, expected FeatureCollection");
        let error = parse_layer("<!doctype html>").unwrap_err().to_string();
        assert!(error.starts_with("not readable as GeoJSON: "), "{error}");
    }

    #[test]
    fn a_feature_alone_is_read_as_in_a_layer() {
        let text = format!(
            r#"{{"geometry":{},"id":7,"bbox":[0,0,1,1],"type":"Feature","properties":{{"name":"Île"}}}}"#,
            polygon("[0,0],[1,0.5,300],[1,1],[0,0]")
        );
        let got = parse_feature(0, text.as_bytes()).unwrap();
        let layer = format!(r#"{{"type":"FeatureCollection","features":[{text}]}}"#);
        let want = &parse_layer(&layer).unwrap().layer.features[0];
        assert_eq!(got.path.shape(), want.path.shape());
        assert_eq!((got.id.as_deref(), got.text("name")), (Some("7"), Some("Île")));
    }

    #[track_caller]
    fn check_unreadable(text: &str) {
        let issue = parse_feature(5, text.as_bytes()).unwrap_err().to_string();
        assert!(issue.starts_with("feature 5: not readable as GeoJSON: "), "{issue}");
    }

    #[test]
    fn what_is_no_feature_is_an_issue_that_says_so() {
        check_unreadable("");
        check_unreadable("null");
        check_unreadable("{");
        check_unreadable(r#"{"type":"Point","coordinates":[1,2]}"#);
        check_unreadable(r#"{"type":"Feature","geometry":null,"properties":null}}"#);
        check_unreadable(r#"{"type":"Feature","geometry":{"type":"Polygon","coordinates":[1,2]}}"#);
        check_unreadable(r#"{"type":"Feature","geometry":{"type":"Point","coordinates":[1,"2"]}}"#);
    }

    #[test]
    fn a_tab_that_is_not_escaped_is_no_text_wherever_it_stands() {
        for (kind, shape, name) in
            [("Feature\t", "Point", "a"), ("Feature", "Point\n", "a"), ("Feature", "Point", "a\t")]
        {
            check_unreadable(&format!(
                r#"{{"type":"{kind}","{name}":0,"properties":{{}},"geometry":{{"type":"{shape}","coordinates":[1,2]}}}}"#
            ));
        }
    }

    /// Read in one pass, as it is read by the crate.
    #[track_caller]
    fn check_quick(text: &str) {
        let quick = quick::feature(text.as_bytes()).expect("nothing uncommon");
        let read = serde_json::from_str(text).expect("a feature");
        let want = read_feature(0, read).expect("a shape");
        assert_eq!((&quick.id, &quick.properties), (&want.id, &want.properties));
        let (got, want) = (quick.path.shape(), want.path.shape());
        assert_eq!(std::mem::discriminant(got), std::mem::discriminant(want));
        assert_eq!(got.points().count(), want.points().count());
        for (got, want) in got.points().zip(want.points()) {
            assert!((got.x - want.x).abs() < 1e-15 && (got.y - want.y).abs() < 1e-12, "{got:?} {want:?}");
        }
    }

    #[test]
    fn what_is_read_in_one_pass_is_the_same() {
        let around = |geometry: &str| {
            format!(
                r#" {{ "id": "a\u00e9", "type":"Feature","bbox":[1,2,3,4],"properties":{{"a":"}}\"]","b":[1,{{}}]}},
                   "geometry":{geometry}}} "#
            )
        };
        let polygon = polygon("[44.5 , -0.25],[-180,1.123456789012345],[1,90,-3.5,0], [44.5,-0.25]");
        check_quick(&around(&polygon));
        check_quick(&around(r#"{"coordinates":[7,8.0],"type":"Point"}"#));
        check_quick(&around(r#"{"type":"MultiPoint","coordinates":[[7,8],[0.5,0]]}"#));
        check_quick(&around(r#"{"type":"LineString","coordinates":[[7,8],[0.5,0]]}"#));
        check_quick(&around(
            r#"{"type":"MultiLineString","coordinates":[[[7,8],[0.5,0]],[[1,1],[2,2],[3,3]]]}"#,
        ));
        let ring = "[[0,0],[1,0],[1,1],[0,0]]";
        check_quick(&around(&format!(
            r#"{{"type":"MultiPolygon","coordinates":[[{ring},{ring}],[{ring}]]}}"#
        )));
        check_quick(
            r#"{"type":"Feature","id":12,"properties":null,"geometry":{"type":"Point","coordinates":[1,2]}}"#,
        );
    }

    #[test]
    fn a_ring_over_many_latitudes_is_read_in_one_pass_and_ends_where_it_starts() {
        let text = format!(
            r#"{{"type":"Feature","properties":{{}},"geometry":{}}}"#,
            polygon("[0,10.1],[1,50.3],[2,70.7],[-3,30.9],[0,10.1]")
        );
        check_quick(&text);
        let Shape::Areas(rings) = &quick::feature(text.as_bytes()).unwrap().path.shape().clone() else {
            panic!("not an area")
        };
        assert_eq!(rings[0].first(), rings[0].last());
    }

    #[test]
    fn what_is_one_place_on_the_plane_alone_is_no_closed_ring() {
        // Beyond 85° everything is drawn at the edge.
        check_issue(
            &polygon("[0,89],[1,80],[2,80],[0,90]"),
            "feature 1: ring ends at [0, 90], expected its start [0, 89]",
        );
    }

    #[test]
    fn what_is_uncommon_or_wrong_takes_a_closer_look() {
        let deep = "[".repeat(100_000);
        for coordinates in [
            "[1e1,2]",
            "[01,2]",
            "[1.,2]",
            "[.5,2]",
            "[1,]",
            "[1]",
            "[1 2]",
            "[181,0]",
            "[[1,2]",
            "[[1,2],3]",
            &deep,
        ] {
            let text = format!(
                r#"{{"type":"Feature","properties":{{}},"geometry":{{"type":"Point","coordinates":{coordinates}}}}}"#
            );
            assert!(quick::feature(text.as_bytes()).is_none(), "{coordinates}");
        }
    }
}
