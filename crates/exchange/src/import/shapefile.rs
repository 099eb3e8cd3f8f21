//! Shapefiles: geometry in one file, properties in another, the reference system in a third.
//! Read here byte for byte: the form is fixed, and what a file says of its own lengths is
//! believed nowhere.
//!
//! Source: ESRI Shapefile Technical Description, July 1998.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::import::builder::Builder;
use crate::import::dbase::Table;
use crate::import::draft::Id;
use crate::import::error::ImportError;
use crate::import::part::{Part, Position, Reference, signed_area};
use crate::import::properties;
use crate::ledger::{Place, Thing, shown};

const FORMAT: &str = "Shapefile";
/// Where the first record starts, in bytes.
const HEAD: usize = 100;

/// Reads the files of one Shapefile, by their endings.
pub(crate) fn read(
    builder: &mut Builder<'_>,
    stem: &str,
    files: &BTreeMap<String, Vec<u8>>,
) -> Result<(), ImportError> {
    let shapes = files.get("shp").map(Vec::as_slice).unwrap_or_default();
    if u32_be(shapes, 0) != Some(9994) || shapes.len() < HEAD {
        return Err(ImportError::unreadable(FORMAT, "the .shp is none: it does not start with 9994"));
    }
    let here = Place { layer: Some(stem.to_owned()), ..Place::default() };
    builder.reference = if let Some(projection) = files.get("prj") {
        reference(&String::from_utf8_lossy(projection))?
    } else {
        builder.ledger.approximated(Thing::Layer, 1, "no .prj: taken for degrees (WGS 84)", &here);
        Reference::Degrees
    };
    let label = files.get("cpg").map(|label| String::from_utf8_lossy(label).trim().to_owned());
    let mut table = None;
    match files.get("dbf") {
        Some(bytes) => {
            let read = Table::read(bytes, label.as_deref());
            table = Some(read.map_err(|reason| ImportError::unreadable(FORMAT, reason))?);
        }
        None => builder.ledger.approximated(Thing::Layer, 1, "no .dbf: no names, no properties", &here),
    }
    let layer = builder.layer(stem);
    let mut rows = 0;
    let mut at = HEAD;
    while let Some(words) = u32_be(shapes, at + 4) {
        let start = at + 8;
        let record = (words as usize).checked_mul(2).and_then(|length| start.checked_add(length));
        let Some((end, record)) = record.and_then(|end| Some((end, shapes.get(start..end)?))) else {
            builder.ledger.dropped(Thing::Feature, 1, "the .shp ends within its record", &here);
            break;
        };
        at = end;
        let row = table.as_ref().map(|table| table.row(rows, &mut builder.ledger)).unwrap_or_default();
        rows += 1;
        record_of(builder, layer, record, &row)?;
    }
    let promised = table.map_or(rows, |table| table.len());
    if promised > rows {
        let why = "a row of the .dbf without a record in the .shp";
        builder.ledger.dropped(Thing::Feature, promised - rows, why, &here);
    }
    Ok(())
}

fn record_of(
    builder: &mut Builder<'_>,
    layer: crate::import::builder::At,
    record: &[u8],
    row: &Map<String, Value>,
) -> Result<(), ImportError> {
    let place = builder.place(layer, properties::called(Some(row), &builder.options.language));
    let mut draft = builder.draft(Some(row), Id::None, &place);
    let (parts, loose) = match parts(record) {
        Ok(read) => read,
        Err(why) => {
            builder.ledger.dropped(Thing::Feature, 1, why, &place);
            return Ok(());
        }
    };
    let how = "a hole in no area, now an area";
    builder.ledger.approximated(Thing::Ring, loose, how, &place);
    draft.parts = parts;
    builder.add(layer, &place, draft)
}

/// The reference system that a .prj names, or another text as it has (WKT).
pub(crate) fn reference(projection: &str) -> Result<Reference, ImportError> {
    let name = projection.split('"').nth(1).unwrap_or(projection);
    let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
    let is_geographic = projection.trim_start().starts_with("GEOG");
    if is_geographic && (plain.contains("wgs84") || plain.contains("wgs1984")) {
        return Ok(Reference::Degrees);
    }
    if plain.contains("pseudomercator") || plain.contains("mercatorauxiliarysphere") {
        return Ok(Reference::Mercator);
    }
    Err(ImportError::OtherReference { found: shown(name) })
}

/// The geometry of a record, and how many of its holes lie in no area.
fn parts(record: &[u8]) -> Result<(Vec<Part>, usize), String> {
    let kind = u32_le(record, 0).ok_or("a record without a kind")?;
    // Tens say whether there are altitudes and measures besides.
    let has_altitude = kind >= 10;
    let point = |at: usize| -> Result<Position, String> {
        let pair = f64_le(record, at).zip(f64_le(record, at + 8));
        let (x, y) = pair.ok_or("a record that ends within its positions")?;
        Ok(Position { x, y, has_altitude })
    };
    match kind {
        0 => Ok((Vec::new(), 0)),
        1 | 11 | 21 => Ok((vec![Part::Point(point(4)?)], 0)),
        8 | 18 | 28 => {
            let count = u32_le(record, 36).ok_or("a record that ends before its positions")? as usize;
            // Checked before anything is put aside for so many.
            fits(record, 40, count)?;
            let points = (0..count).map(|number| Ok(Part::Point(point(40 + 16 * number)?)));
            Ok((points.collect::<Result<_, String>>()?, 0))
        }
        3 | 13 | 23 | 5 | 15 | 25 => {
            let lines = lines(record, point)?;
            if matches!(kind, 3 | 13 | 23) {
                return Ok((lines.into_iter().map(Part::Line).collect(), 0));
            }
            Ok(areas(lines))
        }
        31 => Err("a multipatch: a body has no outline on a map".to_owned()),
        other => Err(format!("expected points, lines or polygons, got a shape of kind {other}")),
    }
}

fn lines(
    record: &[u8],
    point: impl Fn(usize) -> Result<Position, String>,
) -> Result<Vec<Vec<Position>>, String> {
    let counts =
        u32_le(record, 36).zip(u32_le(record, 40)).ok_or("a record that ends before its positions")?;
    let (lines, positions) = (counts.0 as usize, counts.1 as usize);
    let start =
        lines.checked_mul(4).and_then(|bytes| bytes.checked_add(44)).ok_or("too many lines in a record")?;
    fits(record, start, positions)?;
    let begin = |number: usize| {
        if number == lines { Some(positions) } else { u32_le(record, 44 + 4 * number).map(|at| at as usize) }
    };
    let mut all = Vec::new();
    for number in 0..lines {
        let span = begin(number).zip(begin(number + 1)).filter(|(from, to)| from <= to && *to <= positions);
        let (from, to) = span.ok_or("a record whose lines are not in order")?;
        all.push((from..to).map(|at| point(start + 16 * at)).collect::<Result<_, _>>()?);
    }
    Ok(all)
}

fn fits(record: &[u8], start: usize, positions: usize) -> Result<(), String> {
    let end = positions.checked_mul(16).and_then(|length| length.checked_add(start));
    match end {
        Some(end) if end <= record.len() => Ok(()),
        _ => Err(format!("expected no more positions than the record has, got {positions}")),
    }
}

/// An exterior ring, and the holes in it.
struct Area {
    outline: Vec<[f64; 2]>,
    /// West, south, east, north: asked first, since most areas are elsewhere.
    bounds: [f64; 4],
    size: f64,
    rings: Vec<Vec<Position>>,
}

impl Area {
    fn new(outline: Vec<[f64; 2]>, size: f64, ring: Vec<Position>) -> Self {
        let none = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
        let bounds = outline.iter().fold(none, |[west, south, east, north], [x, y]| {
            [west.min(*x), south.min(*y), east.max(*x), north.max(*y)]
        });
        Self { outline, bounds, size, rings: vec![ring] }
    }

    /// Whether a ring lies in it. Its corners may touch the outline, so the middles of some of
    /// its edges decide, by most of them.
    fn has(&self, ring: &[Position]) -> bool {
        let [west, south, east, north] = self.bounds;
        let is_near = |at: &Position| (west..=east).contains(&at.x) && (south..=north).contains(&at.y);
        if !ring.first().is_some_and(is_near) {
            return false;
        }
        let some = || ring.windows(2).step_by(ring.len() / 16 + 1);
        let middle =
            |edge: &[Position]| [f64::midpoint(edge[0].x, edge[1].x), f64::midpoint(edge[0].y, edge[1].y)];
        let inside = some().filter(|edge| holds(&self.outline, middle(edge))).count();
        2 * inside > some().count()
    }
}

/// Rings as areas: clockwise ones are exterior, as the format has it, and the others holes in
/// the smallest that holds them. Also how many holes none holds.
fn areas(rings: Vec<Vec<Position>>) -> (Vec<Part>, usize) {
    let (mut areas, mut holes) = (Vec::new(), Vec::new());
    for ring in rings {
        let outline: Vec<[f64; 2]> = ring.iter().map(|position| [position.x, position.y]).collect();
        let size = signed_area(&outline);
        if size > 0. {
            holes.push(ring);
        } else {
            areas.push(Area::new(outline, -size, ring));
        }
    }
    let mut loose = Vec::new();
    for hole in holes {
        let around = areas.iter_mut().filter(|area| area.has(&hole));
        match around.min_by(|a, b| a.size.total_cmp(&b.size)) {
            Some(area) => area.rings.push(hole),
            None => loose.push(hole),
        }
    }
    let count = loose.len();
    let all = areas.into_iter().map(|area| area.rings).chain(loose.into_iter().map(|ring| vec![ring]));
    (all.map(Part::Area).collect(), count)
}

/// Whether a position lies within an outline, even-odd. Crossing test after W. R. Franklin,
/// PNPOLY.
fn holds(outline: &[[f64; 2]], [x, y]: [f64; 2]) -> bool {
    let crosses = |edge: &&[[f64; 2]]| {
        let ([ax, ay], [bx, by]) = (edge[0], edge[1]);
        (ay > y) != (by > y) && x < (bx - ax) * (y - ay) / (by - ay) + ax
    };
    outline.windows(2).filter(crosses).count() % 2 == 1
}

fn u32_be(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|bytes| u32::from_be_bytes(*bytes))
}

fn u32_le(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|bytes| u32::from_le_bytes(*bytes))
}

fn f64_le(bytes: &[u8], at: usize) -> Option<f64> {
    bytes.get(at..)?.first_chunk().map(|bytes| f64::from_le_bytes(*bytes))
}
