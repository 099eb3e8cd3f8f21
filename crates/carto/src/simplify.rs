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
    fit(line, tolerance, &mut kept);
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
    fit(ring, tolerance, &mut kept);
    open_up(ring, &mut kept);
    Some(pick(ring, &kept))
}

fn pick(line: &[WorldPoint], kept: &[u32]) -> Line {
    kept.iter().map(|&i| line[i as usize]).collect()
}

/// Writes to `kept` the indices of the vertices that are kept.
fn fit(line: &[WorldPoint], tolerance: f64, kept: &mut Vec<u32>) {
    kept.clear();
    if line.is_empty() {
        return;
    }
    kept.push(0);
    let mut anchor = 0;
    while anchor + 1 < line.len() {
        anchor = farthest(line, anchor, tolerance.max(0.));
        kept.push(anchor as u32);
    }
}

/// The farthest along that the segment from `anchor` may end.
fn farthest(line: &[WorldPoint], anchor: usize, tolerance: f64) -> usize {
    let (from, near) = (line[anchor], tolerance * tolerance);
    let mut end = anchor + 1;
    // Every direction, until a vertex is farther off than the tolerance.
    let mut sight: Option<Cone> = None;
    let mut reached = 0.;
    for (i, to) in line.iter().enumerate().skip(anchor + 1) {
        if i - end > AHEAD {
            break;
        }
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
fn open_up(ring: &[WorldPoint], kept: &mut Vec<u32>) {
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

/// The rank of what every level keeps.
pub(crate) const ALWAYS: u8 = u8::MAX;

/// How often a stretch may be divided where it strays the most. One that winds
/// like a spiral loses a vertex each time; from here on it is halved.
const DEEPEST: u8 = 48;

/// Finds for how many levels each vertex of a line matters, all levels at once.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ranking {
    /// A vertex of rank `r` is kept at the levels 0 to `r` − 1.
    pub ranks: Vec<u8>,
    stretches: Vec<Stretch>,
}

/// Vertices between two that are kept wherever one between them is.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    from: usize,
    to: usize,
    /// No vertex between has a higher rank.
    most: u8,
    depth: u8,
}

impl Ranking {
    /// Ranks the vertices of `line` for levels whose tolerances are `unit`
    /// (world units), twice as much, four times as much and so on.
    ///
    /// At every level, each vertex left out is within the level's tolerance of
    /// the edge between the kept ones around it, and so each point of that edge
    /// of the line. Both ends are kept, of a `closed` line a triangle. The
    /// cost is O(vertices × log vertices), of the worst lines some 48 ×
    /// vertices.
    ///
    /// D. H. Douglas and T. K. Peucker (1973), with the distance at which each
    /// vertex comes in written down instead of one asked for.
    pub fn rank(&mut self, line: &[WorldPoint], closed: bool, unit: f64) {
        self.ranks.clear();
        self.ranks.resize(line.len(), 0);
        let Some(last) = line.len().checked_sub(1) else { return };
        (self.ranks[0], self.ranks[last]) = (ALWAYS, ALWAYS);
        let unit2 = unit * unit;
        let whole = Stretch { from: 0, to: last, most: ALWAYS, depth: 0 };
        self.stretches.clear();
        if closed && last >= 2 {
            let [one, other] = self.divide(whole, ALWAYS, whole.middle(line).0);
            let ((i, off2), (k, other_off2)) = (one.middle(line), other.middle(line));
            // A half with nothing between its ends has less than no distance.
            let (corner, at, rest) = if off2 >= other_off2 { (one, i, other) } else { (other, k, one) };
            let sides = self.divide(corner, ALWAYS, at);
            self.stretches.extend(sides);
            self.stretches.push(rest);
        } else {
            self.stretches.push(whole);
        }
        while let Some(stretch) = self.stretches.pop() {
            if stretch.to - stretch.from < 2 {
                continue;
            }
            let (farthest, off2) = stretch.middle(line);
            let rank = rank(off2 / unit2).min(stretch.most);
            if rank > 0 {
                let deep = stretch.depth >= DEEPEST;
                let at = if deep { usize::midpoint(stretch.from, stretch.to) } else { farthest };
                let halves = self.divide(stretch, rank, at);
                self.stretches.extend(halves);
            }
        }
    }

    /// Keeps the vertex `at` for so many levels as `rank` says.
    fn divide(&mut self, stretch: Stretch, rank: u8, at: usize) -> [Stretch; 2] {
        self.ranks[at] = rank;
        let depth = stretch.depth.saturating_add(1);
        let half = |from, to| Stretch { from, to, most: rank, depth };
        [half(stretch.from, at), half(at, stretch.to)]
    }
}

/// How many of the tolerances 1, 2, 4… a distance reaches, given its square.
fn rank(square: f64) -> u8 {
    // Half the binary logarithm, from the float's exponent.
    let log2 = ((square.to_bits() >> 52) & 0x7ff) as i32 - 1_023;
    if log2 < 0 { 0 } else { (log2 / 2 + 1).min(i32::from(ALWAYS) - 1) as u8 }
}

impl Stretch {
    /// The vertex between the ends that is farthest from the edge between them,
    /// and the square of that distance.
    fn middle(&self, line: &[WorldPoint]) -> (usize, f64) {
        let (a, b) = (line[self.from], line[self.to]);
        let edge = (b.x - a.x, b.y - a.y);
        let length2 = edge.0 * edge.0 + edge.1 * edge.1;
        let (mut best, mut most) = (self.from + 1, -1.);
        // How far beside the edge and beyond its ends, times its length.
        let scale = if length2 > 0. { 1. / length2 } else { 1. };
        for (i, p) in line[self.from + 1..self.to].iter().enumerate() {
            let v = (p.x - a.x, p.y - a.y);
            let (along, beside) =
                if length2 > 0. { (edge.0 * v.0 + edge.1 * v.1, cross(edge, v)) } else { (-v.0, v.1) };
            let beyond = (-along).max(along - length2).max(0.);
            let off = beside * beside + beyond * beyond;
            if off > most {
                (best, most) = (self.from + 1 + i, off);
            }
        }
        (best, most * scale)
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

    fn ranked(line: &[WorldPoint], closed: bool, unit: f64) -> Vec<u8> {
        let mut ranking = Ranking::default();
        ranking.rank(line, closed, unit);
        ranking.ranks
    }

    #[test]
    fn a_vertex_matters_as_long_as_it_strays() {
        let line = line(&[(0, 0), (10, 1), (20, 0), (30, 5), (40, 0)]);
        // 4.9 is beyond 1, 2 and 4; the others are measured from the edge to it.
        assert_eq!(ranked(&line, false, 1.), [ALWAYS, 1, 2, 3, ALWAYS]);
        assert_eq!(ranked(&line, false, 100.), [ALWAYS, 0, 0, 0, ALWAYS]);
    }

    #[test]
    fn what_is_too_short_to_divide_is_kept() {
        assert!(ranked(&[], true, 1.).is_empty());
        assert_eq!(ranked(&line(&[(0, 0)]), false, 1.), [ALWAYS]);
        assert_eq!(ranked(&line(&[(0, 0), (0, 0)]), true, 1.), [ALWAYS; 2]);
    }

    #[test]
    fn a_spiral_is_ranked_in_reasonable_time() {
        let spiral: Line = (0..100_000)
            .map(|i| {
                let (sin, cos) = (f64::from(i) / 7.).sin_cos();
                let radius = 1.001_f64.powi(-i);
                WorldPoint { x: radius * cos, y: radius * sin }
            })
            .collect();
        assert_eq!(ranked(&spiral, false, 1e-300).len(), spiral.len());
    }

    proptest! {
        #[test]
        fn at_every_level_what_is_left_out_is_near_its_own_edge(
            mut line in walk(), closed in any::<bool>(), unit in 0.1..3.0f64,
        ) {
            if closed {
                line.push(line[0]);
            }
            let ranks = ranked(&line, closed, unit);
            for level in 0..6 {
                let kept: Vec<usize> = (0..line.len()).filter(|&i| ranks[i] > level).collect();
                let least = if closed { 4.min(line.len()) } else { 2 };
                prop_assert!(kept.len() >= least);
                for edge in kept.windows(2) {
                    for p in &line[edge[0]..=edge[1]] {
                        let off = distance(*p, line[edge[0]], line[edge[1]]);
                        prop_assert!(off <= unit * f64::from(1 << level) + 1e-9);
                    }
                }
            }
        }

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
