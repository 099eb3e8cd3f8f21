//! A shape that is drawn by hand: positions, lines or areas.

use serde_json::{Value, json};

use crate::kind::{Kind, Position};
use crate::meridian;

/// A shape: of a point each part has one position, of an area each is a closed ring.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// What it consists of.
    pub kind: Kind,
    /// Its lines, whichever area a ring belongs to.
    pub parts: Vec<Vec<Position>>,
    /// Of an area: how many rings each of its areas has, the outer one and its holes.
    areas: Vec<usize>,
}

/// Decimals of a degree that are kept: a metre.
const DECIMALS: f64 = 1e5;

impl Shape {
    /// A shape of one part; the ring of an area is closed here. A hand that draws on across
    /// 180° goes on counting, either way; there the shape is cut in two, as RFC 7946 asks.
    /// `None`: too few positions.
    #[must_use]
    pub fn drawn(kind: Kind, positions: &[Position]) -> Option<Self> {
        let mut part: Vec<Position> = positions.iter().map(|position| position.map(rounded)).collect();
        part.dedup();
        if kind == Kind::Area && part.len() > 1 && part.first() == part.last() {
            part.pop();
        }
        if part.len() < kind.least() {
            return None;
        }
        let parts = meridian::cut(kind, part);
        let areas = if kind == Kind::Area { vec![1; parts.len()] } else { Vec::new() };
        Some(Self { kind, parts, areas })
    }

    /// A geometry of GeoJSON; `None` for what cannot be edited here (a collection).
    #[must_use]
    pub fn from_geometry(geometry: &Value) -> Option<Self> {
        let coordinates = geometry.get("coordinates")?;
        let (kind, depth) = match geometry.get("type")?.as_str()? {
            "Point" => (Kind::Point, 0),
            "MultiPoint" => (Kind::Point, 1),
            "LineString" => (Kind::Line, 1),
            "MultiLineString" => (Kind::Line, 2),
            "Polygon" => (Kind::Area, 2),
            "MultiPolygon" => (Kind::Area, 3),
            _ => return None,
        };
        let mut areas = Vec::new();
        let parts = match (kind, depth) {
            (Kind::Point, 0) => vec![vec![position(coordinates)?]],
            (Kind::Point, _) => line(coordinates)?.into_iter().map(|position| vec![position]).collect(),
            (Kind::Line, 1) => vec![line(coordinates)?],
            (Kind::Area, 3) => {
                let mut parts = Vec::new();
                for area in coordinates.as_array()? {
                    let rings = lines(area)?;
                    areas.push(rings.len());
                    parts.extend(rings);
                }
                parts
            }
            _ => lines(coordinates)?,
        };
        if kind == Kind::Area && depth == 2 {
            areas.push(parts.len());
        }
        Some(Self { kind, parts, areas })
    }

    /// As GeoJSON has it.
    #[must_use]
    pub fn geometry(&self) -> Value {
        let Self { kind, parts, areas } = self;
        match (kind, &parts[..], &areas[..]) {
            (Kind::Point, [one], _) => json!({"type": "Point", "coordinates": one.first()}),
            (Kind::Point, ..) => json!({"type": "MultiPoint", "coordinates": parts.concat()}),
            (Kind::Line, [one], _) => json!({"type": "LineString", "coordinates": one}),
            (Kind::Line, ..) => json!({"type": "MultiLineString", "coordinates": parts}),
            (Kind::Area, _, [_]) => json!({"type": "Polygon", "coordinates": parts}),
            (Kind::Area, ..) => {
                let mut rings = parts.iter();
                let each: Vec<Vec<_>> =
                    areas.iter().map(|count| rings.by_ref().take(*count).collect()).collect();
                json!({"type": "MultiPolygon", "coordinates": each})
            }
        }
    }

    /// With one of its positions elsewhere; both ends of a ring move as one.
    #[must_use]
    pub fn moved(&self, part: usize, at: usize, to: Position) -> Self {
        let mut next = self.clone();
        if let Some(line) = next.parts.get_mut(part)
            && let Some(from) = line.get(at).copied()
            && let Some(position) = line.get_mut(at)
        {
            let to = meridian::beside(to, if self.kind == Kind::Point { to } else { from }).map(rounded);
            *position = to;
            if self.kind == Kind::Area && at == 0 {
                line.last_mut().into_iter().for_each(|last| *last = to);
            }
        }
        next
    }

    /// With another position between the one `at` and the next.
    #[must_use]
    pub fn inserted(&self, part: usize, at: usize, to: Position) -> Self {
        let mut next = self.clone();
        if let Some(line) = next.parts.get_mut(part)
            && at < line.len()
        {
            let before = line[at];
            line.insert(at + 1, meridian::beside(to, before).map(rounded));
        }
        next
    }

    /// Without one of its positions; `None` where too few are left.
    #[must_use]
    pub fn without(&self, part: usize, at: usize) -> Option<Self> {
        let mut next = self.clone();
        let is_area = self.kind == Kind::Area;
        let line = next.parts.get_mut(part)?;
        if at >= line.len() || line.len() <= self.kind.least() + usize::from(is_area) {
            return None;
        }
        line.remove(at);
        if is_area && at == 0 {
            let first = *line.first()?;
            line.last_mut().into_iter().for_each(|last| *last = first);
        }
        Some(next)
    }

    /// The positions that a hand can take hold of, by part: of a ring, its first one once.
    pub fn handles(&self) -> impl Iterator<Item = (usize, usize, Position)> {
        let closing = usize::from(self.kind == Kind::Area);
        let each = self.parts.iter().enumerate();
        each.flat_map(move |(part, line)| {
            let own = line.iter().take(line.len().saturating_sub(closing)).enumerate();
            own.map(move |(at, position)| (part, at, *position))
        })
    }

    /// Each of its areas: its ring, and its holes.
    pub(crate) fn areas(&self) -> impl Iterator<Item = Vec<Vec<Position>>> {
        let mut rings = self.parts.iter().cloned();
        self.areas.iter().map(move |count| rings.by_ref().take(*count).collect())
    }

    /// A shape of areas; `None`: there is none.
    pub(crate) fn of_areas(each: impl Iterator<Item = Vec<Vec<Position>>>) -> Option<Self> {
        let (mut areas, mut parts) = (Vec::new(), Vec::new());
        for rings in each {
            areas.push(rings.len());
            parts.extend(rings);
        }
        (!areas.is_empty()).then_some(Self { kind: Kind::Area, parts, areas })
    }

    /// From where to where each of its parts reaches: west, south, east, north.
    pub fn boxes(&self) -> impl Iterator<Item = [f64; 4]> {
        self.parts.iter().filter_map(|part| {
            let all = part.iter().map(|[lon, lat]| [*lon, *lat, *lon, *lat]);
            all.reduce(joined)
        })
    }

    /// Its box, across 180° (west more than east) where that is the nearer way round.
    #[must_use]
    pub fn bounds(&self) -> Option<[f64; 4]> {
        around(self.boxes())
    }
}

/// The box around several, the nearer way round the Earth.
pub(crate) fn around(boxes: impl Iterator<Item = [f64; 4]>) -> Option<[f64; 4]> {
    let all: Vec<[f64; 4]> = boxes.collect();
    let [_, south, _, north] = all.iter().copied().reduce(joined)?;
    let (west, east) = lint::span(all.iter().map(|[west, _, east, _]| (*west, *east)).collect())?;
    Some([west, south, east, north])
}

/// The box around two.
pub(crate) fn joined(a: [f64; 4], b: [f64; 4]) -> [f64; 4] {
    [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]
}

fn rounded(degrees: f64) -> f64 {
    (degrees * DECIMALS).round() / DECIMALS
}

fn position(value: &Value) -> Option<Position> {
    let numbers = value.as_array()?;
    Some([numbers.first()?.as_f64()?, numbers.get(1)?.as_f64()?])
}

fn line(value: &Value) -> Option<Vec<Position>> {
    value.as_array()?.iter().map(position).collect()
}

fn lines(value: &Value) -> Option<Vec<Vec<Position>>> {
    value.as_array()?.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SQUARE: [Position; 4] = [[0., 0.], [1., 0.], [1., 1.], [0., 1.]];

    #[test]
    fn a_ring_is_closed_once() {
        let open = Shape::drawn(Kind::Area, &SQUARE).unwrap();
        let mut closed = SQUARE.to_vec();
        closed.push(SQUARE[0]);
        assert_eq!(Shape::drawn(Kind::Area, &closed), Some(open.clone()));
        assert_eq!(open.handles().count(), 4);
    }

    #[test]
    fn too_few_positions_are_no_shape() {
        assert_eq!(Shape::drawn(Kind::Area, &SQUARE[..2]), None);
        assert_eq!(Shape::drawn(Kind::Line, &[[0., 0.], [0., 0.]]), None);
        assert_eq!(Shape::drawn(Kind::Point, &[]), None);
    }

    #[test]
    fn every_geometry_comes_back_as_it_was() {
        let ring = json!([[0., 0.], [1., 0.], [1., 1.], [0., 0.]]);
        let hole = json!([[0.5, 0.1], [0.6, 0.1], [0.6, 0.2], [0.5, 0.1]]);
        for geometry in [
            json!({"type": "Point", "coordinates": [1., 2.]}),
            json!({"type": "MultiPoint", "coordinates": [[1., 2.], [3., 4.]]}),
            json!({"type": "LineString", "coordinates": [[1., 2.], [3., 4.]]}),
            json!({"type": "MultiLineString", "coordinates": [[[1., 2.], [3., 4.]], [[5., 6.], [7., 8.]]]}),
            json!({"type": "Polygon", "coordinates": [ring, hole]}),
            json!({"type": "MultiPolygon", "coordinates": [[ring, hole], [ring]]}),
        ] {
            assert_eq!(Shape::from_geometry(&geometry).unwrap().geometry(), geometry);
        }
        assert_eq!(Shape::from_geometry(&json!({"type": "GeometryCollection", "geometries": []})), None);
        assert_eq!(Shape::from_geometry(&json!({"type": "Point", "coordinates": ["1", 2]})), None);
    }

    #[test]
    fn the_first_of_a_ring_moves_and_goes_with_its_last() {
        let square = Shape::drawn(Kind::Area, &SQUARE).unwrap();
        let moved = square.moved(0, 0, [-1., -1.]);
        assert_eq!((moved.parts[0][0], moved.parts[0][4]), ([-1., -1.], [-1., -1.]));
        let without = square.without(0, 0).unwrap();
        assert_eq!((without.parts[0][0], without.parts[0][3]), ([1., 0.], [1., 0.]));
        assert_eq!(without.without(0, 1), None);
    }

    #[test]
    fn a_position_is_put_between_two() {
        let square = Shape::drawn(Kind::Area, &SQUARE).unwrap();
        assert_eq!(square.inserted(0, 3, [-0.5, 0.5]).parts[0][4], [-0.5, 0.5]);
        assert_eq!(square.bounds(), Some([0., 0., 1., 1.]));
    }

    #[test]
    fn what_is_drawn_across_180_degrees_is_cut_there() {
        let across = Shape::drawn(Kind::Area, &[[179., 0.], [181., 0.], [181., 1.], [179., 1.]]).unwrap();
        assert_eq!(across.parts.len(), 2);
        assert_eq!(across.bounds(), Some([179., 0., -179., 1.]));
        assert_eq!(Shape::from_geometry(&across.geometry()), Some(across));
    }

    #[test]
    fn a_corner_stays_on_its_side_of_180_degrees() {
        let line = Shape::drawn(Kind::Line, &[[178., 0.], [179., 0.]]).unwrap();
        assert_eq!(line.moved(0, 1, [-179., 1.]).parts[0][1], [180., 1.]);
        let point = Shape::drawn(Kind::Point, &[[179., 0.]]).unwrap();
        assert_eq!(point.moved(0, 0, [-179., 1.]).parts[0][0], [-179., 1.]);
    }
}
