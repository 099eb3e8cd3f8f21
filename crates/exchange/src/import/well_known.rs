//! WKT, the geometry in a cell of a table.

use std::str::FromStr as _;

use wkt::Wkt;
use wkt::types::{Coord, LineString, Polygon};

use crate::import::part::{Part, Position};
use crate::ledger::shown;

/// Brackets in brackets: a collection of areas has five. Deeper, the reader would go down
/// with the stack.
const DEEPEST: usize = 16;

/// The parts of a text.
///
/// # Errors
/// It is no WKT, or not in degrees.
pub(crate) fn parts(text: &str) -> Result<Vec<Part>, String> {
    let text = match text.split_once(';') {
        // As PostGIS writes it.
        Some((reference, text)) if reference.trim().eq_ignore_ascii_case("SRID=4326") => text,
        Some((reference, _)) => return Err(format!("expected WKT with SRID=4326, got {}", shown(reference))),
        None => text,
    };
    let mut depth = 0_usize;
    for byte in text.bytes() {
        match byte {
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEEPEST {
            return Err("WKT with brackets in each other, too deep to read".to_owned());
        }
    }
    let read =
        Wkt::<f64>::from_str(text).map_err(|why| format!("expected WKT, got “{}” ({why})", shown(text)))?;
    let mut parts = Vec::new();
    gather(&read, &mut parts);
    Ok(parts)
}

fn gather(read: &Wkt<f64>, parts: &mut Vec<Part>) {
    match read {
        Wkt::Point(point) => parts.extend(point.coord().map(|coord| Part::Point(position(coord)))),
        Wkt::MultiPoint(points) => {
            let coords = points.points().iter().filter_map(|point| point.coord());
            parts.extend(coords.map(|coord| Part::Point(position(coord))));
        }
        Wkt::LineString(one) => parts.push(Part::Line(line(one))),
        Wkt::MultiLineString(lines) => {
            parts.extend(lines.line_strings().iter().map(|one| Part::Line(line(one))));
        }
        Wkt::Polygon(one) => parts.push(area(one)),
        Wkt::MultiPolygon(areas) => parts.extend(areas.polygons().iter().map(area)),
        Wkt::GeometryCollection(all) => all.geometries().iter().for_each(|one| gather(one, parts)),
    }
}

fn area(polygon: &Polygon<f64>) -> Part {
    Part::Area(polygon.rings().iter().map(line).collect())
}

fn line(line: &LineString<f64>) -> Vec<Position> {
    line.coords().iter().map(position).collect()
}

fn position(coord: &Coord<f64>) -> Position {
    Position { x: coord.x, y: coord.y, has_altitude: coord.z.is_some() || coord.m.is_some() }
}
