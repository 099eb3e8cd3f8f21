//! Which shape is under a pointer: containment for land, reach for what is
//! small or thin. What a shape stands for is the caller's.

use lean::number::limited;

use crate::{
    camera::Camera,
    geometry::{ScreenPoint, WorldPoint},
    layer::{Line, Path, Shape},
};

/// Where a point lies relative to an area.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Location {
    /// Within.
    Inside,
    /// On an edge or a vertex.
    OnBoundary,
    /// Neither.
    Outside,
}

/// Where `p` lies relative to `rings`.
///
/// Even-odd, the rule the painter fills with, so click and colour agree.
/// Winding does not matter. O(vertices): test bounds first. Crossing test
/// after W. R. Franklin, PNPOLY.
pub fn locate(rings: &[Line], p: WorldPoint) -> Location {
    let mut inside = false;
    for edge in rings.iter().flat_map(|ring| ring.windows(2)) {
        let (a, b) = (edge[0], edge[1]);
        let side = (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x);
        let between =
            p.x >= a.x.min(b.x) && p.x <= a.x.max(b.x) && p.y >= a.y.min(b.y) && p.y <= a.y.max(b.y);
        if side == 0. && between {
            return Location::OnBoundary;
        }
        if (a.y > p.y) != (b.y > p.y) && p.x < a.x + (p.y - a.y) / (b.y - a.y) * (b.x - a.x) {
            inside = !inside;
        }
    }
    if inside { Location::Inside } else { Location::Outside }
}

/// A shape that answers to a pointer, and the caller's number for it.
#[derive(Clone, Debug)]
pub struct Target {
    /// What the caller finds it by; several targets may share one.
    pub key: usize,
    /// Its shape.
    pub path: Path,
}

/// How much larger one box may be than another and still be taken for the same
/// land, drawn more or less finely.
const SAME_LAND: f64 = 1.04;

/// The keys of the targets under `at`, the most specific first and each once.
///
/// Points, lines, and areas smaller on screen than `2 × reach` answer within
/// `reach` CSS pixels, the nearest first; then areas that contain the point,
/// the smallest first. Of areas of much the same size, such as two drawings of
/// one land, the first of `targets` comes first.
pub fn hits(targets: &[Target], camera: &Camera, at: ScreenPoint, reach: f64) -> Vec<usize> {
    let world = camera.screen_to_world(at);
    // (0, distance) for the small, (1, area) for land.
    let mut found: Vec<(u8, f64, usize)> = Vec::new();
    for Target { key, path } in targets {
        let rect = camera.rect(path.bounds());
        if rect.distance(at) > reach {
            continue;
        }
        let rank = match path.shape() {
            Shape::Points(points) => {
                let near = |p: &WorldPoint| camera.world_to_screen(*p).distance(at);
                points.iter().map(near).reduce(f64::min).map(|d| (0, d))
            }
            Shape::Lines(lines) => lines
                .iter()
                .flat_map(|line| line.windows(2))
                .map(|s| distance_to_segment(at, camera.world_to_screen(s[0]), camera.world_to_screen(s[1])))
                .reduce(f64::min)
                .map(|d| (0, d)),
            Shape::Areas(_) if rect.width().max(rect.height()) < 2. * reach => {
                Some((0, rect.centre().distance(at)))
            }
            Shape::Areas(rings) => {
                (locate(rings, world) != Location::Outside).then(|| (1, rect.width() * rect.height()))
            }
        };
        match rank {
            Some((0, distance)) if distance > reach => {}
            Some((class, measure)) => {
                // Two drawings of one land are never quite of a size.
                let most = if class == 1 { measure * SAME_LAND } else { measure };
                let at = found.partition_point(|(c, m, _)| (*c, *m) <= (class, most));
                found.insert(at, (class, measure, *key));
            }
            None => {}
        }
    }
    let mut keys: Vec<usize> = Vec::new();
    for (_, _, key) in found {
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    keys
}

fn distance_to_segment(p: ScreenPoint, a: ScreenPoint, b: ScreenPoint) -> f64 {
    let (dx, dy) = (b.x - a.x, b.y - a.y);
    let length2 = dx * dx + dy * dy;
    let along = (p.x - a.x) * dx + (p.y - a.y) * dy;
    let t = if length2 > 0. { limited(along / length2, 0., 1.) } else { 0. };
    p.distance(ScreenPoint { x: a.x + t * dx, y: a.y + t * dy })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{Viewport, geometry::ScreenSize};

    const SQUARE: &[(f64, f64)] = &[(0., 0.), (8., 0.), (8., 8.), (0., 8.), (0., 0.)];
    const HOLE: &[(f64, f64)] = &[(2., 2.), (2., 4.), (4., 4.), (4., 2.), (2., 2.)];

    fn line(points: &[(f64, f64)]) -> Line {
        points.iter().map(|&(x, y)| WorldPoint { x, y }).collect()
    }

    #[track_caller]
    fn check(rings: &[&[(f64, f64)]], p: (f64, f64), want: Location) {
        let rings: Vec<Line> = rings.iter().map(|r| line(r)).collect();
        assert_eq!(locate(&rings, WorldPoint { x: p.0, y: p.1 }), want);
        let reversed: Vec<Line> = rings.into_iter().map(|r| r.into_iter().rev().collect()).collect();
        assert_eq!(locate(&reversed, WorldPoint { x: p.0, y: p.1 }), want, "reversed");
    }

    #[test]
    fn the_middle_of_a_square_is_inside() {
        check(&[SQUARE], (5., 5.), Location::Inside);
    }

    #[test]
    fn a_hole_is_outside() {
        check(&[SQUARE, HOLE], (3., 3.), Location::Outside);
    }

    #[test]
    fn edges_and_corners_are_the_boundary() {
        check(&[SQUARE], (8., 3.), Location::OnBoundary);
        check(&[SQUARE], (0., 0.), Location::OnBoundary);
        check(&[SQUARE, HOLE], (3., 2.), Location::OnBoundary);
    }

    #[test]
    fn a_ray_through_a_corner_counts_once() {
        check(&[&[(0., 4.), (4., 0.), (8., 4.), (4., 8.), (0., 4.)]], (-1., 4.), Location::Outside);
        check(&[&[(0., 4.), (4., 0.), (8., 4.), (4., 8.), (0., 4.)]], (1., 4.), Location::Inside);
    }

    #[test]
    fn two_parts_are_both_inside_and_nothing_is_outside() {
        let far: Vec<(f64, f64)> = SQUARE.iter().map(|(x, y)| (x + 20., *y)).collect();
        check(&[SQUARE, &far], (25., 5.), Location::Inside);
        check(&[], (1., 1.), Location::Outside);
    }

    /// At zoom 0, one CSS pixel is 1/256 of the world; (0, 0) is the middle.
    fn camera() -> Camera {
        let viewport = Viewport { size: ScreenSize { width: 256., height: 256. }, ..Viewport::default() };
        Camera { centre: WorldPoint { x: 0.5, y: 0.5 }, zoom: 0., viewport }
    }

    fn world(pixels: &[(f64, f64)]) -> Line {
        pixels.iter().map(|(x, y)| WorldPoint { x: x / 256., y: y / 256. }).collect()
    }

    fn area(key: usize, x: f64, y: f64, side: f64) -> Target {
        let ring = world(&[(x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y)]);
        Target { key, path: Path::new(Shape::Areas(vec![ring])) }
    }

    #[track_caller]
    fn check_hits(targets: &[Target], at: (f64, f64), want: &[usize]) {
        assert_eq!(hits(targets, &camera(), ScreenPoint { x: at.0, y: at.1 }, 12.), want);
    }

    #[test]
    fn where_shapes_overlap_the_smallest_comes_first() {
        check_hits(&[area(1, 0., 0., 200.), area(2, 50., 50., 60.)], (60., 60.), &[2, 1]);
    }

    #[test]
    fn of_two_drawings_of_one_land_the_first_comes_first() {
        check_hits(&[area(1, 50., 50., 60.), area(2, 50., 50., 59.7)], (60., 60.), &[1, 2]);
        check_hits(&[area(1, 50., 50., 60.), area(2, 50., 50., 50.)], (60., 60.), &[2, 1]);
    }

    #[test]
    fn a_small_place_answers_within_reach() {
        let targets = [area(1, 0., 0., 200.), area(2, 50., 50., 4.)];
        check_hits(&targets, (62., 52.), &[2, 1]);
        check_hits(&targets, (70., 52.), &[1]);
    }

    #[test]
    fn of_two_small_places_the_nearer_comes_first() {
        check_hits(&[area(1, 50., 50., 4.), area(2, 60., 50., 4.)], (58., 52.), &[2, 1]);
    }

    #[test]
    fn a_line_answers_along_its_length_and_not_beyond() {
        let path = Path::new(Shape::Lines(vec![world(&[(50., 50.), (150., 50.)])]));
        let targets = [Target { key: 7, path }];
        check_hits(&targets, (100., 60.), &[7]);
        check_hits(&targets, (100., 70.), &[]);
        check_hits(&targets, (170., 50.), &[]);
    }

    /// Even-odd by hand, on whole numbers: rays of another direction, half a
    /// step off every corner, so that none is met.
    fn by_hand(rings: &[Vec<(i32, i32)>], p: (i32, i32)) -> Location {
        let edges = || rings.iter().flat_map(|ring| ring.windows(2).map(|e| (e[0], e[1])));
        let side = |a: (i32, i32), b: (i32, i32), q: (i32, i32)| {
            (b.0 - a.0) * (q.1 - a.1) - (b.1 - a.1) * (q.0 - a.0)
        };
        let between = |a: i32, b: i32, q: i32| a.min(b) <= q && q <= a.max(b);
        if edges().any(|(a, b)| side(a, b, p) == 0 && between(a.0, b.0, p.0) && between(a.1, b.1, p.1)) {
            return Location::OnBoundary;
        }
        // To a point far up and a little right, which no corner is in line with.
        let far = (p.0 + 1, p.1 + 10_007);
        let crossed = edges().filter(|(a, b)| {
            let (s, t) = (side(p, far, *a).signum(), side(p, far, *b).signum());
            s != t && side(*a, *b, p).signum() != side(*a, *b, far).signum()
        });
        if crossed.count() % 2 == 1 { Location::Inside } else { Location::Outside }
    }

    proptest! {
        #[test]
        fn every_place_is_where_counting_by_hand_has_it(
            corners in prop::collection::vec((0..12i32, 0..12i32), 3..12),
            others in prop::collection::vec((0..12i32, 0..12i32), 3..6),
        ) {
            let closed = |corners: &[(i32, i32)]| [corners, &corners[..1]].concat();
            let whole = [closed(&corners), closed(&others)];
            let rings: Vec<Line> = whole.iter().map(|ring| {
                ring.iter().map(|&(x, y)| WorldPoint { x: x.into(), y: y.into() }).collect()
            }).collect();
            for (x, y) in (-1..14).flat_map(|x| (-1..14).map(move |y| (x, y))) {
                let got = locate(&rings, WorldPoint { x: x.into(), y: y.into() });
                prop_assert_eq!(got, by_hand(&whole, (x, y)), "{} {}", x, y);
            }
        }

        #[test]
        fn what_answers_is_what_is_near_or_around_the_smallest_first(
            squares in prop::collection::vec((0.0..250.0f64, 0.0..250.0f64, 0.5..120.0f64), 1..12),
            x in 0.0..256.0f64, y in 0.0..256.0f64,
        ) {
            const REACH: f64 = 12.;
            let targets: Vec<Target> =
                squares.iter().enumerate().map(|(key, (x, y, side))| area(key, *x, *y, *side)).collect();
            let got = hits(&targets, &camera(), ScreenPoint { x, y }, REACH);
            let answers = |(left, top, side): &(f64, f64, f64)| {
                if *side < 2. * REACH {
                    (left + side / 2. - x).hypot(top + side / 2. - y) <= REACH
                } else {
                    (*left..=left + side).contains(&x) && (*top..=top + side).contains(&y)
                }
            };
            let want: Vec<usize> = (0..squares.len()).filter(|key| answers(&squares[*key])).collect();
            let mut sorted = got.clone();
            sorted.sort_unstable();
            prop_assert_eq!(sorted, want);
            let is_land = |key: &usize| squares[*key].2 >= 2. * REACH;
            prop_assert!(got.is_sorted_by_key(is_land), "small places come first");
            for pair in got.windows(2).filter(|pair| pair.iter().all(is_land)) {
                // Of much the same size, the first of the list comes first.
                let (a, b) = (squares[pair[0]].2.powi(2), squares[pair[1]].2.powi(2));
                prop_assert!(a <= b * SAME_LAND * 1.001, "{} before {}", a, b);
            }
        }
    }

    #[test]
    fn empty_land_is_nobody_s() {
        check_hits(&[area(1, 0., 0., 30.)], (100., 100.), &[]);
    }
}
