//! A layer as text that pages carry anyway: a description of its features in
//! JSON, and their shapes as SVG path data on a plane. The page before any
//! script is written in it. Besides, a layer in few enough vertices for a page.
//!
//! Deliberately absent: files and GeoJSON (`parse`), writing path data (`plane`),
//! and what drawing makes of a path (`svg`).

use serde_json::{Map, Value};

use crate::{
    layer::{Feature, Layer, Line, Path, Shape},
    plane::{Plane, PlanePoint},
    simplify::{simplify_line, simplify_ring},
};

/// The features in at most `most` vertices, as finely as fits: lines and rings
/// are simplified, by `finest` (world units) and twice as much each time. What
/// is too much even then, as points may be, is left out from the end: second
/// is how many features are.
pub fn fitted(mut features: Vec<Feature>, finest: f64, most: usize) -> (Layer, usize) {
    /// A thousandth of the world: any coarser, and nothing is told apart.
    const COARSEST: f64 = 1e-3;
    let vertices = |feature: &Feature| feature.path.shape().points().count();
    let mut tolerance = finest;
    while tolerance < COARSEST && features.iter().map(vertices).sum::<usize>() > most {
        tolerance *= 2.;
        for feature in &mut features {
            if let Some(shape) = coarser(feature.path.shape(), tolerance) {
                feature.path = Path::new(shape);
            }
        }
    }
    let (all, mut left) = (features.len(), most);
    features.retain(|feature| match left.checked_sub(vertices(feature)) {
        Some(rest) => {
            left = rest;
            true
        }
        None => false,
    });
    let left_out = all - features.len();
    (Layer { features }, left_out)
}

/// `None` for points, which stay.
fn coarser(shape: &Shape, tolerance: f64) -> Option<Shape> {
    match shape {
        Shape::Points(_) => None,
        Shape::Lines(lines) => {
            Some(Shape::Lines(lines.iter().map(|l| simplify_line(l, tolerance)).collect()))
        }
        Shape::Areas(rings) => {
            Some(Shape::Areas(rings.iter().filter_map(|r| simplify_ring(r, tolerance)).collect()))
        }
    }
}

/// Reads back what the build has written: `features` is an array of `{"id",
/// "kind", "properties"}`, one a feature, where `kind` is `points`, `lines` or
/// `areas`; `paths` has the path data of each (`Plane::path_data`), in the same
/// order. A feature without a shape that can be read is left out: who writes
/// sketches writes them well. All positions are finite.
pub fn read(features: Value, paths: &[String], plane: &Plane) -> Layer {
    let Value::Array(described) = features else { return Layer::default() };
    let read = described.into_iter().zip(paths).filter_map(|(mut feature, data)| {
        let lines = lines(data, plane);
        let shape = match feature.get("kind")?.as_str()? {
            "points" => Shape::Points(lines.into_iter().flatten().collect()),
            "lines" => Shape::Lines(lines),
            _ => Shape::Areas(lines),
        };
        shape.points().next()?;
        let properties = match feature.get_mut("properties").map(Value::take) {
            Some(Value::Object(properties)) => properties,
            _ => Map::new(),
        };
        let id = feature.get("id").and_then(Value::as_str).map(str::to_owned);
        Some(Feature { id, properties, path: Path::new(shape) })
    });
    Layer { features: read.collect() }
}

/// The lines of SVG path data made of `M L H V Z`, absolute or relative; a
/// closed one ends where it starts. Ends at the first thing it cannot read.
fn lines(data: &str, plane: &Plane) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut numbers = Numbers { rest: data.as_bytes() };
    let (mut at, mut start) = (PlanePoint { x: 0., y: 0. }, PlanePoint { x: 0., y: 0. });
    let mut command = b'M';
    loop {
        if let Some(next) = numbers.command() {
            command = next;
            if let b'z' | b'Z' = command {
                if let Some(line) = lines.last_mut() {
                    line.push(plane.world(start));
                }
                at = start;
                continue;
            }
        } else if numbers.is_done() || matches!(command, b'z' | b'Z') {
            return lines;
        }
        let from = if command.is_ascii_lowercase() { at } else { PlanePoint { x: 0., y: 0. } };
        let mut number = || numbers.number();
        let to = match command.to_ascii_lowercase() {
            b'h' => number().map(|x| PlanePoint { x: from.x + x, y: at.y }),
            b'v' => number().map(|y| PlanePoint { x: at.x, y: from.y + y }),
            _ => number().zip(number()).map(|(x, y)| PlanePoint { x: from.x + x, y: from.y + y }),
        };
        let Some(to) = to else { return lines };
        at = to;
        if let b'm' | b'M' = command {
            start = to;
            lines.push(Vec::new());
            // Further pairs after a move are lines.
            command = if command == b'm' { b'l' } else { b'L' };
        }
        if let Some(line) = lines.last_mut() {
            line.push(plane.world(to));
        }
    }
}

/// What is left to read of path data.
struct Numbers<'a> {
    rest: &'a [u8],
}

impl Numbers<'_> {
    fn skip_blank(&mut self) {
        while let [b' ' | b',' | b'\n', rest @ ..] = self.rest {
            self.rest = rest;
        }
    }

    fn is_done(&mut self) -> bool {
        self.skip_blank();
        self.rest.is_empty()
    }

    fn command(&mut self) -> Option<u8> {
        self.skip_blank();
        let [letter, rest @ ..] = self.rest else { return None };
        letter.is_ascii_alphabetic().then(|| {
            self.rest = rest;
            *letter
        })
    }

    fn number(&mut self) -> Option<f64> {
        self.skip_blank();
        let negative = self.rest.first() == Some(&b'-');
        if negative {
            self.rest = &self.rest[1..];
        }
        let (mut value, mut unit, mut any) = (0., 0., false);
        while let [c, rest @ ..] = self.rest {
            match c {
                b'0'..=b'9' => {
                    any = true;
                    value = value * 10. + f64::from(c - b'0');
                    unit *= 10.;
                }
                b'.' if unit == 0. => unit = 1.,
                _ => break,
            }
            self.rest = rest;
        }
        let value = if unit > 1. { value / unit } else { value };
        // Hundreds of digits are beyond a double.
        (any && value.is_finite()).then_some(if negative { -value } else { value })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::geometry::{WorldBounds, WorldPoint};

    /// A plane unit is 1/16384 of the world here.
    fn plane() -> Plane {
        Plane::covering(WorldBounds {
            min: WorldPoint { x: 0.25, y: 0.5 },
            max: WorldPoint { x: 0.75, y: 0.75 },
        })
    }

    fn at(x: f64, y: f64) -> WorldPoint {
        WorldPoint { x: 0.25 + x / 16_384., y: 0.5 + y / 16_384. }
    }

    #[track_caller]
    fn check(data: &str, want: &[&[(f64, f64)]]) {
        let want: Vec<Line> = want.iter().map(|line| line.iter().map(|&(x, y)| at(x, y)).collect()).collect();
        let got = lines(data, &plane());
        assert_eq!(got.len(), want.len(), "{got:?}");
        for (got, want) in got.iter().flatten().zip(want.iter().flatten()) {
            assert!((got.x - want.x).abs() < 1e-12 && (got.y - want.y).abs() < 1e-12, "{got:?} {want:?}");
        }
    }

    #[test]
    fn every_way_of_writing_a_line_is_read() {
        check("M1 2l3 4-1-1.5h2v.5", &[&[(1., 2.), (4., 6.), (3., 4.5), (5., 4.5), (5., 5.)]]);
        check("M1,2 3,4L5 6H7V8", &[&[(1., 2.), (3., 4.), (5., 6.), (7., 6.), (7., 8.)]]);
    }

    #[test]
    fn a_closed_line_ends_where_it_starts_and_the_next_counts_from_there() {
        check("m1 1 3 0 0 2zm10 0h1", &[&[(1., 1.), (4., 1.), (4., 3.), (1., 1.)], &[(11., 1.), (12., 1.)]]);
    }

    #[test]
    fn nonsense_ends_the_reading_and_does_not_hang() {
        check("", &[]);
        check("M1 2l3 x", &[&[(1., 2.)]]);
        check("M1 1z9", &[&[(1., 1.), (1., 1.)]]);
    }

    #[test]
    fn numbers_without_bounds_end_the_reading() {
        let digits = "9".repeat(400);
        check(&format!("M1 2L3 {digits}"), &[&[(1., 2.)]]);
        check(&format!("M1 2L3 0.{digits}"), &[&[(1., 2.)]]);
    }

    fn feature(shape: Shape) -> Feature {
        Feature { id: None, properties: Map::new(), path: Path::new(shape) }
    }

    #[test]
    fn a_line_is_made_coarser_until_it_fits() {
        let wiggle = (0..1_000).map(|i| at(f64::from(i) * 10., f64::from(i % 2))).collect();
        let (layer, left_out) = fitted(vec![feature(Shape::Lines(vec![wiggle]))], 1e-7, 100);
        assert_eq!((layer.features.len(), left_out), (1, 0));
        assert!(layer.features[0].path.shape().points().count() <= 100);
    }

    #[test]
    fn points_cannot_be_made_coarser_and_the_last_ones_are_left_out() {
        let points = (0..1_000).map(|i| feature(Shape::Points(vec![at(f64::from(i), 0.)]))).collect();
        let (layer, left_out) = fitted(points, 1e-7, 100);
        assert_eq!((layer.features.len(), left_out), (100, 900));
    }

    #[test]
    fn what_fits_stays_as_it_is() {
        let shape = Shape::Lines(vec![vec![at(0., 0.), at(1., 0.), at(2., 0.)]]);
        let (layer, left_out) = fitted(vec![feature(shape.clone())], 1e-7, 3);
        assert_eq!((layer.features[0].path.shape(), left_out), (&shape, 0));
    }

    #[test]
    fn what_is_written_is_read_back() {
        let ring = vec![at(1., 1.), at(4.25, 1.), at(4., 3.), at(1., 1.)];
        let shapes = [
            Shape::Areas(vec![ring.clone(), ring]),
            Shape::Points(vec![at(2.5, 7.), at(9., 9.)]),
            Shape::Lines(vec![vec![at(0., 0.), at(-3., 5.)]]),
        ];
        let properties = json!({ "style": "lake" });
        let described = ["areas", "points", "lines"]
            .map(|kind| json!({ "id": kind, "kind": kind, "properties": properties }));
        let paths = shapes.each_ref().map(|shape| plane().path_data(shape));
        let back = read(Value::Array(described.to_vec()), &paths, &plane());
        assert_eq!(back.features.len(), shapes.len());
        for ((b, kind), after) in shapes.iter().zip(["areas", "points", "lines"]).zip(&back.features) {
            assert_eq!(
                (after.id.as_deref(), &after.properties),
                (Some(kind), properties.as_object().unwrap())
            );
            let a = after.path.shape();
            assert_eq!(std::mem::discriminant(b), std::mem::discriminant(a));
            assert!(b.points().zip(a.points()).all(|(b, a)| (b.x - a.x).hypot(b.y - a.y) < 1e-9));
            assert_eq!(b.points().count(), a.points().count());
        }
    }
}
