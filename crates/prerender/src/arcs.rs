//! Lines made shorter to write: borders that several shapes share are
//! simplified once, so that neighbours still meet without a gap.
//!
//! A line is cut where lines meet. What lies between two cuts is an arc; equal
//! arcs get equal points, whichever shape they belong to and in whichever
//! direction it runs.

use std::collections::{BTreeMap, BTreeSet};

use carto::{Plane, Shape, WorldBounds, WorldPoint, layer::Line, plane::PlanePoint, simplify::simplify_line};

/// A vertex, exactly: lines meet where their coordinates are the same bits.
type Vertex = (u64, u64);

/// How exactly a line is to be written; the finest of all that share it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Care {
    /// What the article is about.
    Story,
    /// What lies under it.
    Base,
    /// What a first view does not show, but a closer one does.
    Later,
}

/// Where the lines of a map meet, and with what care they are written.
#[derive(Debug)]
pub struct Arcs {
    /// What windows of ordinary shapes show; what lies beyond matters later.
    near: WorldBounds,
    /// The vertices next to each; three and more make a meeting.
    beside: BTreeMap<Vertex, BTreeSet<Vertex>>,
    ends: BTreeSet<Vertex>,
    care: BTreeMap<(Vertex, Vertex), Care>,
}

impl Arcs {
    /// No lines yet.
    pub fn new(near: WorldBounds) -> Self {
        Self { near, beside: BTreeMap::new(), ends: BTreeSet::new(), care: BTreeMap::new() }
    }

    /// Takes the lines of `shape` into account.
    pub fn add(&mut self, shape: &Shape, care: Care) {
        let (lines, closed) = match shape {
            Shape::Points(_) => return,
            Shape::Lines(lines) => (lines, false),
            Shape::Areas(lines) => (lines, true),
        };
        for line in lines {
            for pair in line.windows(2) {
                let (a, b) = (vertex(pair[0]), vertex(pair[1]));
                if a == b {
                    continue;
                }
                self.beside.entry(a).or_default().insert(b);
                self.beside.entry(b).or_default().insert(a);
                let known = self.care.entry(edge(a, b)).or_insert(care);
                *known = care.min(*known);
            }
            if let (false, [start, .., end]) = (closed, &line[..]) {
                self.ends.extend([vertex(*start), vertex(*end)]);
            }
        }
    }

    fn care(&self, arc: &[WorldPoint]) -> Care {
        let known = arc
            .windows(2)
            .next()
            .and_then(|pair| self.care.get(&edge(vertex(pair[0]), vertex(pair[1]))).copied());
        match known.unwrap_or(Care::Base) {
            Care::Base if !arc.iter().any(|w| self.near.contains(*w)) => Care::Later,
            care => care,
        }
    }

    fn is_cut(&self, v: Vertex) -> bool {
        self.ends.contains(&v) || self.beside.get(&v).is_some_and(|beside| beside.len() > 2)
    }

    /// `line` on the plane, with no more points than `tolerance` (plane units,
    /// by care) asks for; a ring (`closed`) still ends where it starts.
    /// O(n log n).
    pub fn simplified(
        &self,
        line: &Line,
        closed: bool,
        plane: &Plane,
        tolerance: impl Fn(Care) -> f64,
    ) -> Vec<PlanePoint> {
        let mut line = line.clone();
        line.dedup();
        if closed {
            self.turn(&mut line);
        }
        let last = line.len().saturating_sub(1);
        let mut cuts: Vec<usize> =
            (0..=last).filter(|&i| i == 0 || i == last || self.is_cut(vertex(line[i]))).collect();
        if closed && cuts.len() == 2 {
            // A ring that is one arc has no ends: its farthest point makes two.
            cuts.insert(1, farthest(&line));
        }
        let unit = plane.world(PlanePoint { x: 1., y: 0. }).x - plane.world(PlanePoint { x: 0., y: 0. }).x;
        let mut points: Vec<PlanePoint> = Vec::new();
        for pair in cuts.windows(2) {
            let arc = &line[pair[0]..=pair[1]];
            let kept = fewer(arc, unit * tolerance(self.care(arc)));
            points.extend(kept[usize::from(!points.is_empty())..].iter().map(|w| plane.point(*w)));
        }
        points
    }

    /// Starts a ring at a place that does not depend on where its file does.
    fn turn(&self, ring: &mut Line) {
        if ring.len() < 3 {
            return;
        }
        ring.pop();
        let by_place = |(_, v): &(usize, &WorldPoint)| (!self.is_cut(vertex(**v)), vertex(**v));
        let start = ring.iter().enumerate().min_by_key(by_place).map_or(0, |(i, _)| i);
        ring.rotate_left(start);
        ring.push(ring[0]);
    }
}

fn vertex(w: WorldPoint) -> Vertex {
    (w.x.to_bits(), w.y.to_bits())
}

fn edge(a: Vertex, b: Vertex) -> (Vertex, Vertex) {
    if a < b { (a, b) } else { (b, a) }
}

/// The vertex farthest from a ring's start, the first of equals in the order
/// of places.
fn farthest(ring: &[WorldPoint]) -> usize {
    let away = |w: &WorldPoint| (w.x - ring[0].x).hypot(w.y - ring[0].y);
    let inner = ring.iter().enumerate().skip(1).take(ring.len().saturating_sub(2));
    let best = inner.max_by(|(_, a), (_, b)| away(a).total_cmp(&away(b)).then(vertex(**a).cmp(&vertex(**b))));
    best.map_or(0, |(i, _)| i)
}

/// The points of `arc` that a line within `tolerance` (world units) of it
/// needs, whichever way it runs.
fn fewer(arc: &[WorldPoint], tolerance: f64) -> Line {
    let backwards = vertex(arc[0]) > vertex(arc[arc.len() - 1]);
    let mut arc = arc.to_vec();
    if backwards {
        arc.reverse();
    }
    let mut kept = simplify_line(&arc, tolerance);
    if backwards {
        kept.reverse();
    }
    kept
}

#[cfg(test)]
mod tests {
    use carto::WorldBounds;

    use super::*;

    /// A plane unit is 1/8192 of the world.
    fn at(points: &[(f64, f64)]) -> Line {
        points.iter().map(|&(x, y)| WorldPoint { x: x / 8_192., y: y / 8_192. }).collect()
    }

    const ALL: WorldBounds =
        WorldBounds { min: WorldPoint { x: 0., y: 0. }, max: WorldPoint { x: 1., y: 1. } };

    /// The second shape is the scene's.
    #[track_caller]
    fn check(shapes: &[&[(f64, f64)]], near: WorldBounds, fine: f64, want: &[(f64, f64)]) {
        let mut arcs = Arcs::new(near);
        for (shape, care) in shapes.iter().zip([Care::Base, Care::Story]) {
            arcs.add(&Shape::Areas(vec![at(shape)]), care);
        }
        let plane = Plane::covering(WorldBounds::EMPTY);
        let tolerance = |care| match care {
            Care::Story => fine,
            Care::Base => 2.,
            Care::Later => 7.5,
        };
        let got = arcs.simplified(&at(shapes[0]), true, &plane, tolerance);
        let got: Vec<(f64, f64)> = got.iter().map(|p| (p.x, p.y)).collect();
        assert_eq!(got, want);
    }

    // Two squares side by side; the border between them bends by one unit.
    const WEST: &[(f64, f64)] = &[(0., 0.), (10., 0.), (11., 5.), (10., 10.), (0., 10.), (0., 0.)];
    const EAST: &[(f64, f64)] = &[(20., 10.), (10., 10.), (11., 5.), (10., 0.), (20., 0.), (20., 10.)];

    #[test]
    fn a_small_bend_goes_from_both_sides_of_a_border() {
        check(&[WEST, EAST], ALL, 2., &[(10., 0.), (10., 10.), (0., 10.), (0., 0.), (10., 0.)]);
        check(&[EAST, WEST], ALL, 2., &[(10., 0.), (20., 0.), (20., 10.), (10., 10.), (10., 0.)]);
    }

    #[test]
    fn what_the_story_draws_stays_finer_and_so_does_its_neighbour() {
        let want = &[(10., 0.), (11., 5.), (10., 10.), (0., 10.), (0., 0.), (10., 0.)];
        check(&[WEST, EAST], ALL, 0.5, want);
    }

    #[test]
    fn a_ring_alone_keeps_its_form_wherever_its_file_begins() {
        let want = &[(0., 0.), (10., 0.), (10., 10.), (0., 10.), (0., 0.)];
        check(&[&[(0., 0.), (10., 0.), (10., 10.), (0., 10.), (0., 0.)]], ALL, 2., want);
        check(&[&[(10., 10.), (0., 10.), (0., 0.), (10., 0.), (10., 10.)]], ALL, 2., want);
    }

    #[test]
    fn what_lies_beyond_the_first_view_is_coarser() {
        let step = &[(0., 0.), (10., 0.), (10., 8.), (20., 8.), (20., 20.), (0., 20.), (0., 0.)];
        let beyond = WorldBounds { min: WorldPoint { x: 0.5, y: 0.5 }, ..ALL };
        check(&[step], ALL, 2., step);
        check(&[step], beyond, 2., &[(0., 0.), (20., 8.), (20., 20.), (0., 20.), (0., 0.)]);
    }
}
