//! Shapes as SVG path data, as short as it gets: whole plane units, each step
//! from the one before. `carto::sketch` reads it back.

use std::{collections::BTreeSet, fmt::Write as _};

use carto::{
    Plane, Shape,
    decimal::decimal,
    plane::PlanePoint,
    tolerance::{FIRST_BASE, FIRST_LATER, FIRST_STORY},
};

use crate::arcs::{Arcs, Care};

/// How far a drawn line may lie from the surveyed one, in plane units.
pub fn tolerance(care: Care) -> f64 {
    match care {
        Care::Story => FIRST_STORY,
        Care::Base => FIRST_BASE,
        Care::Later => FIRST_LATER,
    }
}

/// Rings of the base map that are smaller than this both ways are left out: they
/// would be less than a pixel.
const SMALLEST: f64 = 4.;

/// Writes the shapes of one page.
pub struct Writer<'a> {
    arcs: &'a Arcs,
    plane: &'a Plane,
    /// Steps that were written, from where to where.
    written: BTreeSet<(Step, Step)>,
}

/// A place in whole plane units.
type Step = (i64, i64);

impl<'a> Writer<'a> {
    /// Nothing is written yet.
    pub fn new(arcs: &'a Arcs, plane: &'a Plane) -> Self {
        Self { arcs, plane, written: BTreeSet::new() }
    }

    /// The path data of `shape`. What the article is about never vanishes; rings of the
    /// base map that cannot be seen do, so that its data may be empty.
    pub fn data(&mut self, shape: &Shape, is_story: bool) -> String {
        let (lines, closed) = match shape {
            Shape::Points(points) => return points.iter().map(|w| point(self.plane.point(*w))).collect(),
            Shape::Lines(lines) => (lines, false),
            Shape::Areas(lines) => (lines, true),
        };
        let mut pen = Pen::default();
        for line in lines {
            let fitted =
                |factor: f64| self.arcs.simplified(line, closed, self.plane, |care| factor * tolerance(care));
            let too_short = |steps: &[Step]| steps.len() < if closed { 3 } else { 2 };
            let mut points = fitted(1.);
            if !is_story && closed && is_small(&points) {
                continue;
            }
            let mut steps = rounded(&points, closed);
            if too_short(&steps) {
                // A narrow one: with more points it may still have two sides.
                points = fitted(0.2);
                steps = rounded(&points, closed);
            }
            if too_short(&steps) {
                if !is_story {
                    continue;
                }
                steps = box_around(&points, closed);
            }
            self.turn(&mut steps, closed);
            pen.line(&steps, closed);
        }
        pen.data
    }

    /// Gives a line or ring the direction in which more of it was written
    /// before: the same text twice costs a compressed page next to nothing, and
    /// which way round a shape is drawn makes no difference.
    fn turn(&mut self, steps: &mut Vec<Step>, closed: bool) {
        let pairs = |steps: &[Step]| {
            let back = steps.last().copied().zip(steps.first().copied()).filter(|_| closed);
            steps.windows(2).map(|pair| (pair[0], pair[1])).chain(back).collect::<Vec<_>>()
        };
        let known = |pairs: &[(Step, Step)]| pairs.iter().filter(|pair| self.written.contains(pair)).count();
        let mut turned = steps.clone();
        turned.reverse();
        if closed {
            // It still starts where it did.
            turned.rotate_right(1);
        }
        if known(&pairs(&turned)) > known(&pairs(steps)) {
            *steps = turned;
        }
        self.written.extend(pairs(steps));
    }
}

/// A move, which draws nothing: to a ten-thousandth of a unit, so that no place moves
/// on screen once its layer is there.
fn point(p: PlanePoint) -> String {
    format!("M{} {}", decimal(p.x, 4), decimal(p.y, 4))
}

fn extremes(points: &[PlanePoint]) -> (PlanePoint, PlanePoint) {
    let fold = |f: fn(f64, f64) -> f64| {
        let mut points = points.iter().copied();
        let first = points.next().unwrap_or(PlanePoint { x: 0., y: 0. });
        points.fold(first, |a, b| PlanePoint { x: f(a.x, b.x), y: f(a.y, b.y) })
    };
    (fold(f64::min), fold(f64::max))
}

fn is_small(points: &[PlanePoint]) -> bool {
    let (min, max) = extremes(points);
    max.x - min.x < SMALLEST && max.y - min.y < SMALLEST
}

/// In whole units, without standing still; a ring without its last point.
fn rounded(points: &[PlanePoint], closed: bool) -> Vec<Step> {
    let mut steps: Vec<Step> = points.iter().map(|p| (p.x.round() as i64, p.y.round() as i64)).collect();
    steps.dedup();
    if closed && steps.len() > 1 && steps.first() == steps.last() {
        steps.pop();
    }
    steps
}

/// The smallest form of something that would vanish: its box, a unit wide.
fn box_around(points: &[PlanePoint], closed: bool) -> Vec<Step> {
    let (min, max) = extremes(points);
    let (left, top) = (min.x.floor() as i64, min.y.floor() as i64);
    let (right, bottom) = ((max.x.ceil() as i64).max(left + 1), (max.y.ceil() as i64).max(top + 1));
    if closed {
        vec![(left, top), (right, top), (right, bottom), (left, bottom)]
    } else {
        vec![(left, top), (right, bottom)]
    }
}

/// Path data in the making, and where its pen stands.
#[derive(Default)]
struct Pen {
    data: String,
    at: Step,
}

impl Pen {
    fn line(&mut self, steps: &[Step], closed: bool) {
        let mut separate = false;
        self.data.push('m');
        for &(x, y) in steps {
            for n in [x - self.at.0, y - self.at.1] {
                if separate && n >= 0 {
                    self.data.push(' ');
                }
                // Writing to a String cannot fail.
                let _ = write!(self.data, "{n}");
                separate = true;
            }
            self.at = (x, y);
        }
        if closed {
            self.data.push('z');
            self.at = steps.first().copied().unwrap_or(self.at);
        }
    }
}

#[cfg(test)]
mod tests {
    use carto::{WorldBounds, WorldPoint};

    use super::*;

    const ALL: WorldBounds =
        WorldBounds { min: WorldPoint { x: 0., y: 0. }, max: WorldPoint { x: 1., y: 1. } };

    #[track_caller]
    fn check(rings: &[&[(f64, f64)]], is_story: bool, want: &str) {
        let plane = Plane::covering(WorldBounds::EMPTY);
        let line = |ring: &&[(f64, f64)]| {
            ring.iter().map(|&(x, y)| WorldPoint { x: x / 8_192., y: y / 8_192. }).collect()
        };
        let shape = Shape::Areas(rings.iter().map(line).collect());
        let mut arcs = Arcs::new(ALL);
        arcs.add(&shape, if is_story { Care::Story } else { Care::Base });
        assert_eq!(Writer::new(&arcs, &plane).data(&shape, is_story), want);
    }

    const SQUARE: &[(f64, f64)] = &[(10., 20.), (14., 20.), (14., 24.), (10., 24.), (10., 20.)];
    const CRUMB: &[(f64, f64)] = &[(30., 30.), (30.2, 30.), (30.2, 30.2), (30., 30.)];

    #[test]
    fn steps_follow_one_another_without_letters_between() {
        check(&[SQUARE], false, "m10 20 4 0 0 4-4 0z");
    }

    #[test]
    fn the_next_ring_counts_from_the_start_of_the_last() {
        let other: &[(f64, f64)] = &[(20., 20.), (24., 20.), (24., 24.), (20., 20.)];
        check(&[SQUARE, other], false, "m10 20 4 0 0 4-4 0zm10 0 4 0 0 4z");
    }

    #[test]
    fn a_neighbour_is_drawn_in_the_direction_of_what_they_share() {
        let west: &[(f64, f64)] = &[(10., 20.), (20., 20.), (20., 30.), (10., 30.), (10., 20.)];
        let east: &[(f64, f64)] = &[(20., 30.), (20., 20.), (30., 20.), (30., 30.), (20., 30.)];
        check(&[west, east], false, "m20 20 0 10-10 0 0-10zm0 0 0 10 10 0 0-10z");
    }

    #[test]
    fn what_cannot_be_seen_goes_from_the_basemap_and_stays_in_the_scene() {
        check(&[CRUMB], false, "");
        check(&[CRUMB], true, "m30 30 1 0 0 1-1 0z");
    }

    #[test]
    fn a_point_is_a_move_that_draws_nothing() {
        let plane = Plane::covering(WorldBounds::EMPTY);
        let shape = Shape::Points(vec![WorldPoint { x: 1.123_46 / 8_192., y: 2. / 8_192. }]);
        let arcs = Arcs::new(ALL);
        assert_eq!(Writer::new(&arcs, &plane).data(&shape, true), "M1.1235 2");
    }
}
