//! Lines with fewer vertices that stay within a stated distance. What distance
//! matters, and where the result is kept, is the caller's affair: see `detail`.

use crate::{geometry::WorldPoint, layer::Line};

/// How many vertices beyond the last good end are tried before it is taken. A
/// wiggle shorter than that is stepped over; a longer one costs a vertex.
const AHEAD: usize = 24;

/// `line` with vertices left out.
///
/// Every vertex left out is within `tolerance` (world units) of what is kept;
/// both ends are kept, and the kept vertices are vertices of `line`. A
/// tolerance of 0 leaves out repeats and what is exactly in line.
///
/// From each kept vertex it reaches for the farthest vertex that can be seen
/// through the discs around all between: O(vertices). The cone of sight that
/// narrows with every disc is C. M. Williams' (1978), and Z. Zhao and A.
/// Saalfeld's (1997); that an end must lie beyond all that it replaces, so that
/// the bound holds for the segment and not only for its line, is added here.
#[must_use]
pub fn simplify_line(line: &[WorldPoint], tolerance: f64) -> Line {
    let mut kept = Vec::new();
    fit(line, &All(line.len()), tolerance, usize::MAX, &mut kept);
    pick(line, &kept)
}

/// `ring` (its end repeats its start) with vertices left out, as in
/// [`simplify_line`]; at least a triangle.
///
/// `None` where it is smaller than `tolerance` both ways and so not to be seen.
#[must_use]
pub fn simplify_ring(ring: &[WorldPoint], tolerance: f64) -> Option<Line> {
    let bounds = crate::WorldBounds::around(ring.iter().copied());
    if bounds.width().max(bounds.height()) < tolerance {
        return None;
    }
    let mut kept = Vec::new();
    fit(ring, &All(ring.len()), tolerance, usize::MAX, &mut kept);
    open_up(ring, &mut kept);
    Some(pick(ring, &kept))
}

fn pick(line: &[WorldPoint], kept: &[u32]) -> Line {
    kept.iter().map(|&i| line[i as usize]).collect()
}

/// Which vertices of a line are to be looked at.
pub(crate) trait Among {
    /// How many.
    fn count(&self) -> usize;
    /// The index in the line of the `i`th.
    fn nth(&self, i: usize) -> u32;
}

/// All of a line's vertices, so many.
pub(crate) struct All(pub usize);

impl Among for All {
    fn count(&self) -> usize {
        self.0
    }

    fn nth(&self, i: usize) -> u32 {
        i as u32
    }
}

impl Among for Vec<u32> {
    fn count(&self) -> usize {
        self.len()
    }

    fn nth(&self, i: usize) -> u32 {
        self[i]
    }
}

/// Writes to `kept` the indices of those `among` the points that are kept, or
/// gives up and says `false` as soon as they are more than `most`.
pub(crate) fn fit(
    points: &[WorldPoint],
    among: &impl Among,
    tolerance: f64,
    most: usize,
    kept: &mut Vec<u32>,
) -> bool {
    kept.clear();
    let count = among.count();
    if count == 0 {
        return true;
    }
    kept.push(among.nth(0));
    let mut anchor = 0;
    while anchor + 1 < count {
        if kept.len() >= most {
            return false;
        }
        anchor = farthest(points, among, anchor, tolerance.max(0.));
        kept.push(among.nth(anchor));
    }
    true
}

/// The farthest along that the segment from `anchor` may end.
fn farthest(points: &[WorldPoint], among: &impl Among, anchor: usize, tolerance: f64) -> usize {
    let at = |i: usize| points[among.nth(i) as usize];
    let (from, near) = (at(anchor), tolerance * tolerance);
    let mut end = anchor + 1;
    // Every direction, until a vertex is farther off than the tolerance.
    let mut sight: Option<Cone> = None;
    let mut reached = 0.;
    for i in anchor + 1..among.count() {
        if i - end > AHEAD {
            break;
        }
        let to = at(i);
        let v = (to.x - from.x, to.y - from.y);
        let length2 = v.0 * v.0 + v.1 * v.1;
        // A segment that ends short of a vertex between would leave it out in
        // front, however well its line passes.
        if length2 >= reached {
            reached = length2;
            if sight.as_ref().is_none_or(|cone| cone.holds(v)) {
                end = i;
            }
        } else if reached <= near {
            end = i;
        }
        if length2 > near {
            let disc = Cone::around(v, length2, tolerance);
            sight = match sight {
                None => Some(disc),
                Some(cone) => match cone.meet(&disc) {
                    Some(cone) => Some(cone),
                    None => break,
                },
            };
        }
    }
    end
}

type Vector = (f64, f64);

fn cross(a: Vector, b: Vector) -> f64 {
    a.0 * b.1 - a.1 * b.0
}

/// Directions between two, less than half a turn apart.
struct Cone {
    right: Vector,
    left: Vector,
    /// Less than a right angle from every direction within.
    along: Vector,
}

impl Cone {
    /// The directions that pass the end of `v` within `tolerance`, which is
    /// less than its length.
    fn around(v: Vector, length2: f64, tolerance: f64) -> Self {
        // Tangents of the disc; exactly `v` where the tolerance is 0.
        let t = tolerance / (length2 - tolerance * tolerance).sqrt();
        let (x, y) = (v.1 * t, v.0 * t);
        Self { right: (v.0 + x, v.1 - y), left: (v.0 - x, v.1 + y), along: v }
    }

    fn holds(&self, v: Vector) -> bool {
        cross(self.right, v) >= 0.
            && cross(v, self.left) >= 0.
            && self.along.0 * v.0 + self.along.1 * v.1 > 0.
    }

    /// The directions within both.
    fn meet(mut self, other: &Self) -> Option<Self> {
        let (right, left) = (self.holds(other.right), self.holds(other.left));
        if !right && !left && !other.holds(self.right) {
            return None;
        }
        if right {
            self.right = other.right;
        }
        if left {
            self.left = other.left;
        }
        Some(self)
    }
}

/// Gives a ring of which fewer than three corners are kept as many as make a
/// triangle. Adding corners moves none away: the edges that held the rest
/// within the tolerance stay, or the corner they went to does.
pub(crate) fn open_up(ring: &[WorldPoint], kept: &mut Vec<u32>) {
    while kept.len() < 4.min(ring.len()) {
        let (a, b) = (ring[0], ring[kept[kept.len() / 2] as usize]);
        let edge = (b.x - a.x, b.y - a.y);
        // How far a point is off the line of the edge; of the start while there
        // is no edge.
        let off = |p: &WorldPoint| {
            let v = (p.x - a.x, p.y - a.y);
            if kept.len() < 3 { v.0 * v.0 + v.1 * v.1 } else { cross(edge, v).abs() }
        };
        let mut best: Option<(f64, usize)> = None;
        for (i, p) in ring.iter().enumerate() {
            let better = best.is_none_or(|(most, _)| off(p) > most);
            if better && !kept.contains(&(i as u32)) {
                best = Some((off(p), i));
            }
        }
        let Some((_, i)) = best else { return };
        let at = kept.partition_point(|&k| (k as usize) < i);
        kept.insert(at, i as u32);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn line(points: &[(i32, i32)]) -> Line {
        points.iter().map(|&(x, y)| WorldPoint { x: x.into(), y: y.into() }).collect()
    }

    #[track_caller]
    fn check(points: &[(i32, i32)], tolerance: f64, want: &[(i32, i32)]) {
        assert_eq!(simplify_line(&line(points), tolerance), line(want));
    }

    #[track_caller]
    fn check_ring(points: &[(i32, i32)], tolerance: f64, want: &[(i32, i32)]) {
        assert_eq!(simplify_ring(&line(points), tolerance), Some(line(want)));
    }

    #[test]
    fn too_little_to_leave_out_stays() {
        check(&[], 1., &[]);
        check(&[(1, 2)], 1., &[(1, 2)]);
        check(&[(1, 2), (1, 2)], 1., &[(1, 2), (1, 2)]);
    }

    #[test]
    fn a_small_wiggle_goes_and_a_large_one_stays() {
        check(&[(0, 0), (10, 1), (20, -1), (30, 0)], 2., &[(0, 0), (30, 0)]);
        check(&[(0, 0), (10, 9), (20, -9), (30, 0)], 2., &[(0, 0), (10, 9), (20, -9), (30, 0)]);
    }

    #[test]
    fn without_a_tolerance_repeats_and_what_is_in_line_go() {
        check(&[(0, 0), (1, 3), (1, 3), (2, 6), (9, 9)], 0., &[(0, 0), (2, 6), (9, 9)]);
    }

    #[test]
    fn there_and_back_keeps_the_turn() {
        check(&[(0, 0), (5, 0), (9, 0), (4, 0)], 1., &[(0, 0), (9, 0), (4, 0)]);
        check(&[(0, 0), (1, 0), (-2, 0)], 0., &[(0, 0), (1, 0), (-2, 0)]);
    }

    #[test]
    fn a_ring_stays_a_triangle_at_least() {
        let square = [(0, 0), (9, 0), (9, 9), (0, 9), (0, 0)];
        check_ring(&square, 0., &square);
        check_ring(&[(0, 0), (30, 1), (60, 0), (30, -1), (0, 0)], 5., &[(0, 0), (30, 1), (60, 0), (0, 0)]);
        check_ring(&[(0, 0), (3, 0), (3, 3), (1, 3), (0, 0)], 3., &[(0, 0), (3, 0), (3, 3), (0, 0)]);
    }

    #[test]
    fn a_ring_smaller_than_the_tolerance_vanishes() {
        assert_eq!(simplify_ring(&line(&[(0, 0), (3, 0), (3, 3), (0, 0)]), 4.), None);
    }

    #[test]
    fn a_ring_folded_onto_a_line_is_not_lost() {
        let kept = simplify_ring(&line(&[(0, 0), (5, 0), (9, 0), (3, 0), (0, 0)]), 1.).unwrap();
        assert_eq!((kept.len(), kept[0], kept[3]), (4, line(&[(0, 0)])[0], line(&[(0, 0)])[0]));
    }

    fn distance(p: WorldPoint, a: WorldPoint, b: WorldPoint) -> f64 {
        let (dx, dy) = (b.x - a.x, b.y - a.y);
        let length2 = dx * dx + dy * dy;
        let t = ((p.x - a.x) * dx + (p.y - a.y) * dy) / length2;
        let t = if length2 > 0. { t.clamp(0., 1.) } else { 0. };
        (p.x - a.x - t * dx).hypot(p.y - a.y - t * dy)
    }

    fn off(p: WorldPoint, kept: &[WorldPoint]) -> f64 {
        kept.windows(2).map(|s| distance(p, s[0], s[1])).fold(f64::INFINITY, f64::min)
    }

    /// Walks with steps short and long against the tolerances tried.
    fn walk() -> impl Strategy<Value = Line> {
        let step = (-8..=8i32, -8..=8i32);
        prop::collection::vec(step, 2..120).prop_map(|steps| {
            let (mut x, mut y) = (0, 0);
            let walk = steps.iter().map(|(dx, dy)| {
                (x, y) = (x + dx, y + dy);
                (x, y)
            });
            line(&walk.collect::<Vec<_>>())
        })
    }

    proptest! {
        #[test]
        fn what_is_left_out_is_within_the_tolerance(line in walk(), tolerance in 0.0..20.0f64) {
            let kept = simplify_line(&line, tolerance);
            prop_assert_eq!((kept[0], kept.last()), (line[0], line.last()));
            for p in &line {
                prop_assert!(off(*p, &kept) <= tolerance + 1e-9);
            }
        }

        #[test]
        fn so_it_is_along_a_ring(mut ring in walk(), tolerance in 0.0..20.0f64) {
            ring.push(ring[0]);
            let bounds = crate::WorldBounds::around(ring.iter().copied());
            if let Some(kept) = simplify_ring(&ring, tolerance) {
                prop_assert!(kept.len() >= 4.min(ring.len()));
                prop_assert_eq!(kept[0], *kept.last().unwrap());
                for p in &ring {
                    prop_assert!(off(*p, &kept) <= tolerance + 1e-9);
                }
            } else {
                prop_assert!(bounds.width() < tolerance && bounds.height() < tolerance);
            }
        }

        #[test]
        fn it_never_adds_and_a_second_time_changes_little(line in walk(), tolerance in 0.0..20.0f64) {
            let once = simplify_line(&line, tolerance);
            let twice = simplify_line(&once, tolerance);
            prop_assert!(twice.len() <= once.len() && once.len() <= line.len());
            for p in &line {
                prop_assert!(off(*p, &twice) <= 2. * tolerance + 1e-9);
            }
        }
    }
}
