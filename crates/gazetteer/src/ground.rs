//! Distances, directions and areas on the ground, from world units. No names and
//! no words; what a shape stands for is the caller's.
//!
//! Distances are measured on the plane and scaled by its scale halfway (Web Mercator
//! keeps angles, so that its scale is the same in every direction): within 0.2 % of
//! the great circle up to 400 km between 60° S and 60° N, much less than the maps
//! that this reads are exact to. J. P. Snyder, *Map Projections: A Working Manual*
//! (USGS Professional Paper 1395, 1987), chapter 7.

use std::f64::consts::TAU;

use crate::question::Wind;
use carto::{
    Shape, WorldBounds, WorldPoint,
    hit::{Location, locate},
    layer::Line,
    number::limited,
    projection::metres_per_world_unit,
};

/// Kilometres between two places; see the module for what this promises.
pub fn km(a: WorldPoint, b: WorldPoint) -> f64 {
    (a.x - b.x).hypot(a.y - b.y) * metres_per_world_unit(f64::midpoint(a.y, b.y)) / 1000.
}

/// World units that a kilometre spans at `p`.
pub fn unit(p: WorldPoint) -> f64 {
    1000. / metres_per_world_unit(p.y)
}

/// Radians clockwise from north: the constant compass course from `a` to `b`.
pub fn bearing(a: WorldPoint, b: WorldPoint) -> f64 {
    (b.x - a.x).atan2(a.y - b.y)
}

/// The nearest of the eight winds to the course from `a` to `b`.
pub fn wind(a: WorldPoint, b: WorldPoint) -> Wind {
    let eighths = (bearing(a, b) / TAU * 8.).round();
    Wind::ALL[(eighths + 8.) as usize % 8]
}

/// Kilometres along a line.
pub fn length(line: &[WorldPoint]) -> f64 {
    line.windows(2).map(|s| km(s[0], s[1])).sum()
}

/// Square kilometres of land, holes left out whichever way they wind.
///
/// On the sphere of the Earth's mean radius, within 0.3 % of the ellipsoid. Its edges
/// are the parallels' neighbours rather than great circles, which matters for edges of
/// hundreds of kilometres alone. R. G. Chamberlain and W. H. Duquette, *Some Algorithms
/// for Polygons on a Sphere* (JPL Publication 07-03, 2007).
pub fn area(rings: &[Line]) -> f64 {
    let radius = metres_per_world_unit(0.5) / TAU / 1000.;
    // The sine of the latitude, from the plane: tanh of the isometric latitude.
    let sine = |p: WorldPoint| ((0.5 - p.y) * TAU).tanh();
    let ring = |ring: &Line| -> f64 {
        let edge = |s: &[WorldPoint]| (s[1].x - s[0].x) * TAU * (2. + sine(s[0]) + sine(s[1]));
        (ring.windows(2).map(edge).sum::<f64>() * radius * radius / 2.).abs()
    };
    let is_hole = |at: usize| {
        let others = rings.iter().enumerate().filter(|(other, _)| *other != at);
        let Some(first) = rings[at].first() else { return false };
        let around = others.filter(|(_, other)| {
            WorldBounds::around(other.iter().copied()).contains(*first)
                && locate(std::slice::from_ref(other), *first) == Location::Inside
        });
        around.count() % 2 == 1
    };
    rings.iter().enumerate().map(|(at, r)| if is_hole(at) { -ring(r) } else { ring(r) }).sum()
}

/// The shortest way between two things.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gap {
    /// Kilometres; 0 where they touch or one lies within the other.
    pub km: f64,
    /// Its end on the first.
    pub from: WorldPoint,
    /// Its end on the second.
    pub to: WorldPoint,
}

impl Gap {
    /// The shorter of two.
    #[must_use]
    pub fn or_shorter(self, other: Self) -> Self {
        if other.km < self.km { other } else { self }
    }
}

/// The lines of a shape: none for points.
pub fn lines(shape: &Shape) -> &[Line] {
    match shape {
        Shape::Points(_) => &[],
        Shape::Lines(lines) | Shape::Areas(lines) => lines,
    }
}

/// Whether `p` lies within the land that `shape` is, edges included.
pub fn holds(shape: &Shape, bounds: &WorldBounds, p: WorldPoint) -> bool {
    match shape {
        Shape::Areas(rings) => bounds.contains(p) && locate(rings, p) != Location::Outside,
        _ => false,
    }
}

/// Lines in runs with a box each, so that those far off are passed over.
pub struct Runs<'a>(Vec<(WorldBounds, &'a [WorldPoint])>);

impl<'a> Runs<'a> {
    /// The runs of some lines.
    pub fn of(lines: &'a [Line]) -> Self {
        /// Vertices of a run: as few boxes as edges in them, for lines of a thousand.
        const LONG: usize = 32;
        let mut runs = Vec::new();
        for line in lines {
            let mut from = 0;
            while from + 1 < line.len() {
                let run = &line[from..line.len().min(from + LONG)];
                runs.push((WorldBounds::around(run.iter().copied()), run));
                from += LONG - 1;
            }
        }
        Self(runs)
    }

    /// The shortest way from `p`; `None` where there is no line.
    pub fn way(&self, p: WorldPoint) -> Option<Gap> {
        let (_, to) = self.nearest(p, f64::INFINITY)?;
        Some(Gap { km: km(p, to), from: p, to })
    }

    /// The nearest place to `p`, if it is nearer than `within` (world units, squared).
    fn nearest(&self, p: WorldPoint, within: f64) -> Option<(f64, WorldPoint)> {
        let (mut least, mut found) = (within, None);
        for (bounds, run) in &self.0 {
            if off_square(p, bounds) >= least {
                continue;
            }
            for s in run.windows(2) {
                let (dx, dy) = (s[1].x - s[0].x, s[1].y - s[0].y);
                let (square, along) = (dx * dx + dy * dy, (p.x - s[0].x) * dx + (p.y - s[0].y) * dy);
                let share = if square > 0. { limited(along / square, 0., 1.) } else { 0. };
                let at = WorldPoint { x: s[0].x + share * dx, y: s[0].y + share * dy };
                let far = (at.x - p.x) * (at.x - p.x) + (at.y - p.y) * (at.y - p.y);
                if far < least {
                    (least, found) = (far, Some((far, at)));
                }
            }
        }
        found
    }
}

/// How far `p` is from a box, squared; 0 inside.
fn off_square(p: WorldPoint, bounds: &WorldBounds) -> f64 {
    let dx = (bounds.min.x - p.x).max(p.x - bounds.max.x).max(0.);
    let dy = (bounds.min.y - p.y).max(p.y - bounds.max.y).max(0.);
    dx * dx + dy * dy
}

/// The shortest way from `p` to `lines`; `None` where there is none of them.
/// O(vertices).
pub fn to_lines(p: WorldPoint, lines: &[Line]) -> Option<Gap> {
    Runs::of(lines).way(p)
}

/// The shortest way between two shapes. Land that holds a part of the other is no
/// way off; lines that cross between their vertices are taken for as far apart as
/// those. O(vertices of one × runs of the other).
pub fn between(a: &Shape, b: &Shape) -> Option<Gap> {
    let (in_a, in_b) = (bounds(a), bounds(b));
    let held = a.points().find(|p| holds(b, &in_b, *p));
    if let Some(at) = held.or_else(|| b.points().find(|p| holds(a, &in_a, *p))) {
        return Some(Gap { km: 0., from: at, to: at });
    }
    // From the vertices of either to the edges of the other; nearness on the plane is
    // nearness on the ground, as both ends lie close together.
    let there = way(a, b, f64::INFINITY);
    let back = way(b, a, there.map_or(f64::INFINITY, |(far, ..)| far));
    let (from, to) = match (there, back) {
        (_, Some((_, from, to))) => (to, from),
        (Some((_, from, to)), None) => (from, to),
        (None, None) => return None,
    };
    Some(Gap { km: km(from, to), from, to })
}

/// The shortest way from a vertex of `one` to the other, if it is shorter than `within`
/// (world units, squared): its length likewise, and its ends.
fn way(one: &Shape, other: &Shape, within: f64) -> Option<(f64, WorldPoint, WorldPoint)> {
    let (runs, bounds) = (Runs::of(lines(other)), bounds(other));
    let (mut least, mut found) = (within, None);
    for p in one.points() {
        if off_square(p, &bounds) >= least {
            continue;
        }
        let nearest = match other {
            Shape::Points(points) => {
                let far = |to: &WorldPoint| (to.x - p.x) * (to.x - p.x) + (to.y - p.y) * (to.y - p.y);
                let nearest =
                    points.iter().map(|to| (far(to), *to)).reduce(|a, b| if b.0 < a.0 { b } else { a });
                nearest.filter(|(far, _)| *far < least)
            }
            _ => runs.nearest(p, least),
        };
        if let Some((far, to)) = nearest {
            (least, found) = (far, Some((far, p, to)));
        }
    }
    found
}

/// The box around a shape.
pub fn bounds(shape: &Shape) -> WorldBounds {
    WorldBounds::around(shape.points())
}

/// Places along a line, `step` kilometres or a little less apart, with its course
/// there in radians. At least one an edge's length asks for, none at all for a line
/// without length; at most some thousands.
pub fn along(line: &[WorldPoint], step: f64) -> Vec<(WorldPoint, f64)> {
    /// More than any line here needs.
    const MOST: f64 = 4_000.;
    let whole = length(line);
    if whole <= 0. {
        return Vec::new();
    }
    let count = limited((whole / step).ceil(), 1., MOST);
    let (mut found, mut walked, step) = (Vec::new(), 0., whole / count);
    for s in line.windows(2) {
        let edge = km(s[0], s[1]);
        // In the middle of each step.
        while edge > 0. && (found.len() as f64 + 0.5) * step <= walked + edge {
            let share = ((found.len() as f64 + 0.5) * step - walked) / edge;
            let at =
                WorldPoint { x: s[0].x + (s[1].x - s[0].x) * share, y: s[0].y + (s[1].y - s[0].y) * share };
            found.push((at, bearing(s[0], s[1])));
        }
        walked += edge;
    }
    found
}

/// `far` kilometres from `p` on a course in radians.
pub fn off(p: WorldPoint, course: f64, far: f64) -> WorldPoint {
    let far = far * unit(p);
    WorldPoint { x: p.x + course.sin() * far, y: p.y - course.cos() * far }
}

#[cfg(test)]
mod tests {
    use carto::{LonLat, projection::project};

    use super::*;

    fn at(lon: f64, lat: f64) -> WorldPoint {
        project(LonLat { lon, lat })
    }

    fn square(west: f64, south: f64, side: f64) -> Line {
        let (east, north) = (west + side, south + side);
        [(west, south), (east, south), (east, north), (west, north), (west, south)]
            .map(|(lon, lat)| at(lon, lat))
            .to_vec()
    }

    /// The haversine formula (R. W. Sinnott, Sky and Telescope 68, 1984).
    fn great_circle(a: (f64, f64), b: (f64, f64)) -> f64 {
        let half = |d: f64| (d.to_radians() / 2.).sin().powi(2);
        let h = half(b.1 - a.1) + a.1.to_radians().cos() * b.1.to_radians().cos() * half(b.0 - a.0);
        2. * 6371.0088 * h.sqrt().asin()
    }

    #[test]
    fn a_distance_is_the_great_circle_s_to_two_in_a_thousand() {
        for a in [(44.5, 40.2), (0., 0.), (10., -58.), (20., 60.)] {
            for (dx, dy) in [(3., 0.), (0., 3.), (2., 2.), (-2., 1.), (0.01, 0.01)] {
                let b = (a.0 + dx, a.1 + dy);
                let (got, want) = (km(at(a.0, a.1), at(b.0, b.1)), great_circle(a, b));
                assert!((got / want - 1.).abs() < 2e-3, "{a:?} {b:?}: {got} for {want}");
            }
        }
    }

    #[test]
    fn a_square_degree_at_the_equator_is_12_364_square_kilometres() {
        let got = area(&[square(0., 0., 1.)]);
        assert!((got - 12_363.7).abs() < 1., "{got}");
    }

    #[test]
    fn a_hole_is_no_land_whichever_way_it_winds() {
        let (outer, mut hole) = (square(0., 0., 3.), square(1., 1., 1.));
        let want = area(std::slice::from_ref(&outer)) - area(std::slice::from_ref(&hole));
        for _ in 0..2 {
            assert!((area(&[outer.clone(), hole.clone()]) - want).abs() < 1e-6);
            hole.reverse();
        }
    }

    #[test]
    fn an_island_in_a_hole_is_land_and_nothing_has_no_area() {
        let rings = [square(0., 0., 5.), square(1., 1., 3.), square(2., 2., 1.)];
        let each = rings.each_ref().map(|ring| area(std::slice::from_ref(ring)));
        assert!((area(&rings) - (each[0] - each[1] + each[2])).abs() < 1e-6);
        assert_eq!(area(&[]), 0.);
        assert_eq!(area(&[Vec::new()]), 0.);
    }

    #[test]
    fn the_winds_are_an_eighth_of_a_turn_wide() {
        let from = at(45., 40.);
        for (lon, lat, want) in [
            (45., 41., Wind::North),
            (46., 41., Wind::NorthEast),
            (46., 40., Wind::East),
            (46., 39., Wind::SouthEast),
            (45., 39., Wind::South),
            (44., 39., Wind::SouthWest),
            (44., 40., Wind::West),
            (44., 41., Wind::NorthWest),
            (44.9, 41., Wind::North),
        ] {
            assert_eq!(wind(from, at(lon, lat)), want, "{lon} {lat}");
        }
    }

    #[test]
    fn the_shortest_way_to_a_square_ends_on_its_edge() {
        let land = Shape::Areas(vec![square(1., 0., 1.)]);
        let gap = between(&Shape::Points(vec![at(0., 0.5)]), &land).expect("there is land");
        assert!((gap.km - great_circle((0., 0.5), (1., 0.5))).abs() < 0.3, "{gap:?}");
        assert_eq!(wind(gap.from, gap.to), Wind::East);
        let back = between(&land, &Shape::Points(vec![at(0., 0.5)])).expect("there is land");
        assert_eq!((back.from, back.to), (gap.to, gap.from));
    }

    #[test]
    fn what_touches_or_lies_within_is_no_way_off() {
        let (land, inner) = (Shape::Areas(vec![square(0., 0., 3.)]), Shape::Areas(vec![square(1., 1., 1.)]));
        for (a, b) in [(&land, &inner), (&inner, &land)] {
            assert_eq!(between(a, b).map(|gap| gap.km), Some(0.));
        }
        let beside = Shape::Areas(vec![square(3., 0., 1.)]);
        assert!(between(&land, &beside).is_some_and(|gap| gap.km < 1e-9));
        assert_eq!(between(&land, &Shape::Lines(Vec::new())), None);
    }

    #[test]
    fn steps_along_a_line_are_even_and_have_its_course() {
        let line = [at(45., 40.), at(45., 40.2), at(45.4, 40.2)];
        let steps = along(&line, 2.);
        let whole = length(&line);
        assert_eq!(steps.len(), (whole / 2.).ceil() as usize);
        assert!(steps[0].1.abs() < 1e-9, "north first");
        let last = steps.last().expect("there are some");
        assert!((last.1 - TAU / 4.).abs() < 1e-9, "then east");
        assert!(km(steps[3].0, steps[4].0) < 2.01);
        assert_eq!(along(&line[..1], 2.), []);
    }

    #[test]
    fn off_to_the_north_east_is_as_far_as_said() {
        let (from, to) = (at(45., 40.), off(at(45., 40.), TAU / 8., 10.));
        assert!((km(from, to) - 10.).abs() < 0.02);
        assert_eq!(wind(from, to), Wind::NorthEast);
    }
}
