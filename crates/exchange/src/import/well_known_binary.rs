//! WKB, geometry in bytes: as ISO 13249-3 has it, and with the flags of `PostGIS` (EWKB).
//! Deliberately absent: curves and bodies, of which it says the name.

use crate::import::geo_json::DEEPEST;
use crate::import::part::{Part, Position};

/// As EWKB says that there are altitudes, measures, a reference system's number.
const ALTITUDES: u32 = 0x8000_0000;
const MEASURES: u32 = 0x4000_0000;
const SYSTEM: u32 = 0x2000_0000;
/// What has curves, or a third dimension that is more than an altitude, by its number.
const OTHERS: [(u32, &str); 9] = [
    (8, "CircularString"),
    (9, "CompoundCurve"),
    (10, "CurvePolygon"),
    (13, "Curve"),
    (14, "Surface"),
    (15, "PolyhedralSurface"),
    (16, "TIN"),
    (17, "Triangle"),
    (0, "Geometry"),
];

/// The parts of a geometry; none where it is empty.
///
/// # Errors
/// It is no WKB, or has what no layer of an atlas has: what was got and what was expected.
pub(crate) fn parts(bytes: &[u8]) -> Result<Vec<Part>, String> {
    let mut parts = Vec::new();
    gather(&mut { bytes }, &mut parts, DEEPEST)?;
    Ok(parts)
}

fn gather(bytes: &mut &[u8], all: &mut Vec<Part>, depth: usize) -> Result<(), String> {
    let is_little = match taken(bytes)? {
        [0] => false,
        [1] => true,
        [other] => return Err(format!("expected WKB with a byte order of 0 or 1, got {other}")),
    };
    let mut reader = Reader { bytes, is_little, others: 0 };
    let code = reader.u32()?;
    if code & SYSTEM != 0 {
        reader.u32()?;
    }
    let number = code & !(ALTITUDES | MEASURES | SYSTEM);
    reader.others = match number / 1000 {
        0 => usize::from(code & ALTITUDES != 0) + usize::from(code & MEASURES != 0),
        1 | 2 => 1,
        3 => 2,
        _ => return Err(format!("expected WKB of a known kind, got {number}")),
    };
    match number % 1000 {
        // The point of no place is one of no numbers.
        1 => all
            .extend(Some(reader.position()?).filter(|at| !(at.x.is_nan() && at.y.is_nan())).map(Part::Point)),
        2 => all.extend(Some(reader.line()?).filter(|line| !line.is_empty()).map(Part::Line)),
        3 => {
            let rings = (0..reader.u32()?).map(|_| reader.line()).collect::<Result<Vec<_>, _>>()?;
            all.extend(Some(rings).filter(|rings| !rings.is_empty()).map(Part::Area));
        }
        // Collections: of points, lines, areas, anything, lines or curves, areas or surfaces.
        4..=7 | 11 | 12 => {
            let deeper =
                depth.checked_sub(1).ok_or("geometry collections in each other, too deep to draw")?;
            for _ in 0..reader.u32()? {
                gather(reader.bytes, all, deeper)?;
            }
        }
        other => {
            let name = OTHERS.iter().find(|known| known.0 == other).map_or("another", |known| known.1);
            return Err(format!(
                "expected points, lines and areas with straight edges, got a geometry of kind {other} ({name})"
            ));
        }
    }
    Ok(())
}

struct Reader<'r, 'b> {
    bytes: &'r mut &'b [u8],
    is_little: bool,
    /// How many numbers a position has beside longitude and latitude.
    others: usize,
}

impl Reader<'_, '_> {
    fn u32(&mut self) -> Result<u32, String> {
        let bytes = taken(self.bytes)?;
        Ok(if self.is_little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) })
    }

    fn f64(&mut self) -> Result<f64, String> {
        let bytes = taken(self.bytes)?;
        Ok(if self.is_little { f64::from_le_bytes(bytes) } else { f64::from_be_bytes(bytes) })
    }

    fn position(&mut self) -> Result<Position, String> {
        let (x, y) = (self.f64()?, self.f64()?);
        for _ in 0..self.others {
            self.f64()?;
        }
        Ok(Position { x, y, has_altitude: self.others > 0 })
    }

    fn line(&mut self) -> Result<Vec<Position>, String> {
        // What it says of its length may be a lie: nothing is put aside for it.
        (0..self.u32()?).map(|_| self.position()).collect()
    }
}

fn taken<const N: usize>(bytes: &mut &[u8]) -> Result<[u8; N], String> {
    let (taken, rest) = bytes.split_first_chunk().ok_or("WKB that ends within its geometry")?;
    *bytes = rest;
    Ok(*taken)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bytes as `PostGIS` writes them out: "0101…", with spaces.
    fn bytes(hex: &str) -> Vec<u8> {
        let digits: Vec<char> = hex.chars().filter(|c| !c.is_whitespace()).collect();
        digits
            .chunks(2)
            .map(|pair| u8::from_str_radix(&pair.iter().collect::<String>(), 16).unwrap())
            .collect()
    }

    #[track_caller]
    fn check(hex: &str, want: &[Part]) {
        assert_eq!(parts(&bytes(hex)).as_deref(), Ok(want));
    }

    #[track_caller]
    fn check_refused(hex: &str, want: &str) {
        let got = parts(&bytes(hex)).unwrap_err();
        assert!(got.contains(want), "{got}");
    }

    const ONE: &str = "000000000000f03f";
    const TWO: &str = "0000000000000040";

    fn point(has_altitude: bool) -> Part {
        Part::Point(Position { x: 1., y: 2., has_altitude })
    }

    #[test]
    fn either_end_of_a_number_may_come_first() {
        check(&format!("01 01000000 {ONE} {TWO}"), &[point(false)]);
        check("00 00000001 3ff0000000000000 4000000000000000", &[point(false)]);
    }

    #[test]
    fn altitudes_and_measures_are_said_in_two_ways() {
        check(&format!("01 e9030000 {ONE} {TWO} {TWO}"), &[point(true)]);
        check(&format!("01 d1070000 {ONE} {TWO} {TWO}"), &[point(true)]);
        check(&format!("01 b90b0000 {ONE} {TWO} {TWO} {TWO}"), &[point(true)]);
        check(&format!("01 010000c0 {ONE} {TWO} {TWO} {TWO}"), &[point(true)]);
        check(&format!("01 010000a0 e6100000 {ONE} {TWO} {TWO}"), &[point(true)]);
    }

    #[test]
    fn what_is_empty_has_no_parts() {
        check("01 01000000 000000000000f87f 000000000000f87f", &[]);
        check("01 02000000 00000000", &[]);
        check("01 03000000 00000000", &[]);
        check("01 07000000 00000000", &[]);
    }

    #[test]
    fn a_surface_may_have_straight_edges() {
        let area = format!("01 03000000 01000000 01000000 {ONE} {TWO}");
        let want = Part::Area(vec![vec![Position::flat(1., 2.)]]);
        check(&format!("01 0c000000 02000000 {area} {area}"), &[want.clone(), want]);
    }

    #[test]
    fn a_curve_is_named() {
        check_refused("01 08000000 00000000", "got a geometry of kind 8 (CircularString)");
        check_refused("01 07000000 01000000 01 f2030000", "got a geometry of kind 10 (CurvePolygon)");
        check_refused("01 63000000", "got a geometry of kind 99 (another)");
        check_refused("01 a10f0000", "got 4001");
    }

    #[test]
    fn a_count_may_lie() {
        check_refused(&format!("01 02000000 ffffffff {ONE} {TWO}"), "ends within its geometry");
        check_refused("01 03000000 ffffffff 00000000", "ends within its geometry");
        check_refused("01 06000000 ffffffff", "ends within its geometry");
        check_refused("02", "got 2");
        check_refused("", "ends within its geometry");
    }

    #[test]
    fn collections_have_a_depth() {
        check_refused(&"01 07000000 01000000".repeat(100), "too deep to draw");
    }
}
