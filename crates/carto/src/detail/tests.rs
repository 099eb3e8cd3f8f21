use proptest::prelude::*;

use super::*;
use crate::hit::{Location, locate};
use coast::{Dice, island};

#[path = "../../benches/synthetic/coast.rs"]
mod coast;

/// What was drawn, flush by flush; rings end where they start.
#[derive(Default)]
struct Drawing {
    lines: Vec<Line>,
    /// How many lines there were at each flush.
    flushes: Vec<usize>,
    group: usize,
}

impl Sink for Drawing {
    fn move_to(&mut self, x: f64, y: f64) {
        self.lines.push(vec![WorldPoint { x, y }]);
    }

    fn line_to(&mut self, x: f64, y: f64) {
        self.lines.last_mut().unwrap().push(WorldPoint { x, y });
    }

    fn close(&mut self) {
        let line = self.lines.last_mut().unwrap();
        line.push(line[0]);
    }

    fn flush(&mut self) {
        self.flushes.push(self.lines.len());
    }

    fn group(&self) -> usize {
        self.group
    }
}

const EVERYTHING: WorldBounds = window((-9., -9.), (9., 9.));

const fn window(min: (f64, f64), max: (f64, f64)) -> WorldBounds {
    WorldBounds { min: WorldPoint { x: min.0, y: min.1 }, max: WorldPoint { x: max.0, y: max.1 } }
}

fn drawing(detail: &Detail, tolerance: f64, window: &WorldBounds) -> Drawing {
    let mut drawing = Drawing { group: 4_000, ..Drawing::default() };
    let drawn = detail.draw(7, tolerance, window, Affine::IDENTITY, &mut drawing);
    assert_eq!(drawn.lines, drawing.lines.len());
    drawing
}

fn detail(finest: f64, shapes: &[Shape]) -> Detail {
    let mut builder = DetailBuilder::new(finest);
    for shape in shapes {
        builder.push(7, shape);
    }
    builder.finish()
}

fn line(points: &[(f64, f64)]) -> Line {
    points.iter().map(|&(x, y)| WorldPoint { x, y }).collect()
}

fn square(x: f64, y: f64, side: f64) -> Line {
    line(&[(x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y)])
}

fn at(x: f64, y: f64) -> WorldPoint {
    WorldPoint { x, y }
}

fn distance(p: WorldPoint, a: WorldPoint, b: WorldPoint) -> f64 {
    let (dx, dy) = (b.x - a.x, b.y - a.y);
    let length2 = dx * dx + dy * dy;
    let t = if length2 > 0. { (((p.x - a.x) * dx + (p.y - a.y) * dy) / length2).clamp(0., 1.) } else { 0. };
    (p.x - a.x - t * dx).hypot(p.y - a.y - t * dy)
}

/// How far the farthest of `points` is from `line`.
fn off(points: &[WorldPoint], line: &[WorldPoint]) -> f64 {
    let one = |p: &WorldPoint| line.windows(2).map(|s| distance(*p, s[0], s[1])).fold(9., f64::min);
    points.iter().map(one).fold(0., f64::max)
}

#[test]
fn nothing_draws_nothing() {
    let empty = detail(1e-6, &[]);
    assert_eq!(empty.draw(7, 1e-6, &EVERYTHING, Affine::IDENTITY, &mut Drawing::default()), Drawn::default());
    assert!(empty.bounds().is_empty() && empty.keys().next().is_none());
    assert_eq!((empty.bytes(), empty.vertices()), (0, 0));
}

#[track_caller]
fn check_ignored(shape: Shape) {
    let detail = detail(1e-3, &[shape]);
    assert!(drawing(&detail, 1e-3, &EVERYTHING).lines.is_empty());
}

#[test]
fn points_and_what_can_never_be_seen_are_ignored() {
    check_ignored(Shape::Points(line(&[(0.5, 0.5)])));
    check_ignored(Shape::Lines(vec![vec![], line(&[(0.5, 0.5)])]));
    check_ignored(Shape::Areas(vec![square(0.5, 0.5, 0.001)]));
    check_ignored(Shape::Lines(vec![line(&[(0.5, 0.5), (0.5, 0.5), (0.5, 0.5)])]));
    check_ignored(Shape::Lines(vec![line(&[(0.5, 0.5), (f64::INFINITY, 0.5)])]));
}

/// One shape drawn at its finest, all of it in view.
#[track_caller]
fn check_drawn(shape: Shape, want: &[(f64, f64)]) {
    let got = drawing(&detail(1e-6, &[shape]), 1e-6, &EVERYTHING);
    assert_eq!((got.lines.len(), got.lines[0].len()), (1, want.len()), "{:?}", got.lines);
    for (p, (x, y)) in got.lines[0].iter().zip(want) {
        assert!((p.x - x).hypot(p.y - y) < 1e-6, "{p:?}");
    }
}

#[test]
fn a_square_is_drawn_as_it_is_whatever_its_winding() {
    let mut ring = square(0.25, 0.25, 0.001);
    check_drawn(Shape::Areas(vec![ring.clone()]), &ring.iter().map(|p| (p.x, p.y)).collect::<Vec<_>>());
    ring.reverse();
    check_drawn(Shape::Areas(vec![ring.clone()]), &ring.iter().map(|p| (p.x, p.y)).collect::<Vec<_>>());
}

#[test]
fn an_edge_around_the_world_needs_no_help() {
    let world = [(0., 0.), (1., 0.), (1., 1.), (0., 1.), (0., 0.)];
    check_drawn(Shape::Areas(vec![line(&world)]), &world);
    check_drawn(Shape::Lines(vec![line(&[(-1., 0.2), (2., 0.3)])]), &[(-1., 0.2), (2., 0.3)]);
}

#[test]
fn repeats_are_drawn_once() {
    let points = [(0.1, 0.1), (0.1, 0.1), (0.2, 0.3), (0.2, 0.3), (0.2, 0.3), (0.4, 0.1), (0.4, 0.1)];
    check_drawn(Shape::Lines(vec![line(&points)]), &[(0.1, 0.1), (0.2, 0.3), (0.4, 0.1)]);
}

#[test]
fn long_and_short_edges_mix() {
    let mut points = vec![(-0.5, 0.5)];
    points.extend((0..200).map(|i| (f64::from(i) * 1e-5, f64::from(i % 2) * 1e-4)));
    points.push((0.9, 0.1));
    points.extend((0..200).map(|i| (0.5 + f64::from(i) * 1e-5, f64::from(i % 2) * 1e-4)));
    check_drawn(Shape::Lines(vec![line(&points)]), &points);
}

#[test]
fn drawn_units_are_the_caller_s() {
    let detail = detail(1e-6, &[Shape::Lines(vec![line(&[(0.5, 0.5), (0.75, 0.5)])])]);
    let mut got = Drawing::default();
    detail.draw(7, 1e-6, &EVERYTHING, Affine { scale: 1024., x: -512., y: -500. }, &mut got);
    assert!(off(&line(&[(0., 12.), (256., 12.)]), &got.lines[0]) < 1e-3);
}

#[test]
fn keys_are_drawn_apart() {
    let mut builder = DetailBuilder::new(1e-6);
    for (key, x) in [(9, 0.1), (7, 0.3), (9, 0.5)] {
        builder.push(key, &Shape::Areas(vec![square(x, 0.1, 0.1)]));
    }
    let detail = builder.finish();
    assert_eq!(detail.keys().collect::<Vec<_>>(), [9, 7]);
    assert_eq!(drawing(&detail, 1e-6, &EVERYTHING).lines.len(), 1);
    assert_eq!(detail.bounds().max.x, 0.6);
}

#[test]
fn what_is_too_small_for_a_tolerance_is_left_out() {
    let detail = detail(1e-6, &[Shape::Areas(vec![square(0.1, 0.1, 0.1), square(0.5, 0.5, 1e-4)])]);
    assert_eq!(drawing(&detail, 5e-5, &EVERYTHING).lines.len(), 2);
    assert_eq!(drawing(&detail, 1e-4, &EVERYTHING).lines.len(), 1);
}

#[track_caller]
fn check_flushes(rings: Vec<Line>, group: usize, want: &[usize]) {
    let detail = detail(1e-6, &[Shape::Areas(rings)]);
    let mut got = Drawing { group, ..Drawing::default() };
    detail.draw(7, 1e-6, &EVERYTHING, Affine::IDENTITY, &mut got);
    assert_eq!(got.flushes, want);
}

#[test]
fn a_flush_comes_between_parts_and_never_before_a_hole() {
    let (a, hole, lake) = (square(0., 0., 0.4), square(0.1, 0.1, 0.1), square(0.3, 0.3, 0.05));
    let apart = square(0.5, 0.5, 0.1);
    check_flushes(vec![a.clone(), hole.clone(), lake.clone(), apart.clone()], 0, &[3, 4]);
    check_flushes(vec![apart.clone(), a.clone(), hole.clone()], 0, &[1, 3]);
    check_flushes(vec![a.clone(), hole.clone(), apart.clone()], 4_000, &[3]);
    // In the box of an L but not in the L.
    let ell = line(&[(0., 0.), (0.9, 0.), (0.9, 0.1), (0.1, 0.1), (0.1, 0.9), (0., 0.9), (0., 0.)]);
    check_flushes(vec![ell.clone(), apart.clone()], 0, &[1, 2]);
    // A hole that touches its ring at a corner.
    check_flushes(vec![a, square(0., 0., 0.1)], 0, &[2]);
}

#[test]
fn a_group_is_about_as_large_as_asked() {
    let rings = (0..100).map(|i| square(f64::from(i % 10) / 10., f64::from(i / 10) / 10., 0.05)).collect();
    check_flushes(rings, 100, &[25, 50, 75, 100]);
}

#[test]
fn a_half_built_layer_draws_as_the_finished_one() {
    let mut dice = Dice(5);
    let mut builder = DetailBuilder::new(1e-6);
    for i in 0..600 {
        let (x, y) = (dice.roll(), dice.roll());
        let shape = Shape::Areas(vec![island(at(x, y), dice.roll() * 0.01, 4, &mut dice)]);
        builder.push(if i % 3 == 0 { 1 } else { 7 }, &shape);
    }
    let finished = builder.clone().finish();
    for (tolerance, min, max) in
        [(1e-6, (0., 0.), (1., 1.)), (1e-6, (0.4, 0.4), (0.5, 0.6)), (1e-3, (0.2, 0.2), (0.3, 0.9))]
    {
        let (half, whole) = (
            drawing(builder.detail(), tolerance, &window(min, max)),
            drawing(&finished, tolerance, &window(min, max)),
        );
        assert!(half.lines == whole.lines && !whole.lines.is_empty());
    }
    assert_eq!(builder.vertices(), finished.vertices());
}

#[test]
fn at_every_level_lines_are_within_the_error() {
    let ring = island(at(0.5, 0.5), 0.2, 8, &mut Dice(3));
    let detail = detail(1e-5, &[Shape::Areas(vec![ring.clone()])]);
    let mut counts = Vec::new();
    for level in 0..14 {
        let error = 1e-5 * f64::from(level).exp2();
        let got = &drawing(&detail, error, &EVERYTHING).lines[0];
        assert!(off(got, &ring) <= error, "level {level}: drawn is {} off", off(got, &ring));
        assert!(off(&ring, got) <= error, "level {level}: {} is left out", off(&ring, got));
        counts.push(got.len());
    }
    assert!(counts.is_sorted_by(|a, b| a >= b) && counts[13] < 20, "{counts:?}");
}

#[test]
fn neighbours_stay_neighbours() {
    // One border, walked in either direction, from different starts.
    let border: Line = island(at(0.5, 0.5), 0.2, 9, &mut Dice(11))[..900].to_vec();
    let mut west = border.clone();
    west.extend(line(&[(0., 0.9), (0., 0.1)]));
    west.push(west[0]);
    let mut east: Line = border.iter().rev().copied().collect();
    east.extend(line(&[(1., 0.1), (1., 0.9)]));
    east.rotate_left(333);
    east.push(east[0]);
    let detail = detail(1e-5, &[Shape::Areas(vec![west]), Shape::Areas(vec![east])]);
    for error in [1e-5, 1.6e-4, 2.56e-3] {
        let got = drawing(&detail, error, &EVERYTHING).lines;
        let near_border = |p: &&WorldPoint| off(&[**p], &border) <= error;
        let shared: Line = got[0].iter().filter(near_border).copied().collect();
        assert!(off(&shared, &got[1]) <= 2. * error);
    }
}

#[test]
fn a_layer_takes_few_bytes_a_vertex() {
    let mut dice = Dice(17);
    let mut builder = DetailBuilder::new(2.5e-7);
    let mut given = 0;
    while given < 200_000 {
        let times = 1 + (dice.roll() * dice.roll() * 11.) as u32;
        let radius = 2e-5 * f64::from(times).exp2();
        let ring = island(at(dice.roll(), dice.roll()), radius, times, &mut dice);
        given += ring.len();
        builder.push(7, &Shape::Areas(vec![ring]));
    }
    let building = builder.detail().bytes();
    let detail = builder.finish();
    let (per, building) = (detail.bytes() as f64 / given as f64, building as f64 / given as f64);
    assert!(per < 14. && building < 1.5 * per, "{per:.1} bytes a vertex, {building:.1} while building");
}

#[test]
fn a_window_on_a_giant_ring_costs_what_it_shows() {
    let ring = island(at(0.5, 0.5), 0.3, 17, &mut Dice(23));
    let at = ring[100_000];
    let detail = detail(2.5e-8, &[Shape::Areas(vec![ring])]);
    assert!(detail.vertices() > 300_000);
    let window = window((at.x - 2e-5, at.y - 2e-5), (at.x + 2e-5, at.y + 2e-5));
    let got = drawing(&detail, 2.5e-8, &window);
    assert!(got.lines[0].len() < 2_000, "{}", got.lines[0].len());
}

/// Whether even-odd and window go together at some points of the window.
#[track_caller]
fn check_window(ring: &Line, error: f64, view: &WorldBounds, dice: &mut Dice) {
    let detail = detail(1e-5, &[Shape::Areas(vec![ring.clone()])]);
    let (cut, whole) = (drawing(&detail, error, view).lines, drawing(&detail, error, &EVERYTHING).lines);
    for _ in 0..50 {
        let p = WorldPoint {
            x: view.min.x + dice.roll() * view.width(),
            y: view.min.y + dice.roll() * view.height(),
        };
        let want = locate(&whole, p);
        if whole.is_empty() || off(&[p], &whole[0]) > 1e-9 {
            assert_eq!(locate(&cut, p), want, "{p:?} in {view:?}");
        }
    }
    // And every edge that shows is drawn, and none besides.
    let edges = |lines: &[Line]| -> Vec<(WorldPoint, WorldPoint)> {
        lines.iter().flat_map(|line| line.windows(2).map(|e| (e[0], e[1]))).collect()
    };
    let (cut, whole) = (edges(&cut), edges(&whole));
    let shows = |(a, b): &(WorldPoint, WorldPoint)| WorldBounds::around([*a, *b]).touches(view);
    assert!(whole.iter().filter(|e| shows(e)).all(|e| cut.contains(e)));
    assert!(cut.iter().filter(|e| shows(e)).all(|e| whole.contains(e)));
}

#[test]
fn a_window_within_a_ring_is_full_and_one_outside_is_empty() {
    let ring = island(at(0.5, 0.5), 0.3, 10, &mut Dice(2));
    let detail = detail(1e-6, &[Shape::Areas(vec![ring])]);
    let got = drawing(&detail, 1e-6, &window((0.499, 0.499), (0.501, 0.501))).lines;
    assert_eq!(locate(&got, WorldPoint { x: 0.5, y: 0.5 }), Location::Inside);
    assert!(got[0].len() < 12, "{}", got[0].len());
    assert!(drawing(&detail, 1e-6, &window((0.9, 0.9), (0.95, 0.95))).lines.is_empty());
}

proptest! {
    #[test]
    fn inside_the_window_the_fill_is_as_if_all_were_drawn(
        seed in 1..u64::MAX,
        times in 0..8u32,
        level in 0..9i32,
        corner in (0.1..0.9f64, 0.1..0.9f64),
        side in 0.001..0.5f64,
    ) {
        let mut dice = Dice(seed);
        let ring = island(at(0.5, 0.5), 0.3, times, &mut dice);
        let view = window(corner, (corner.0 + side, corner.1 + side));
        check_window(&ring, 1e-5 * f64::from(level).exp2(), &view, &mut dice);
    }

    #[test]
    fn whatever_the_line_all_levels_are_within_the_error(
        steps in prop::collection::vec((-1.0..1.0f64, -1.0..1.0f64, 0..3i32), 2..150),
        closed: bool,
    ) {
        let (mut x, mut y) = (0.5, 0.5);
        let mut points: Line = steps.iter().map(|(dx, dy, scale)| {
            let step = 10f64.powi(-1 - 2 * scale);
            (x, y) = (x + dx * step, y + dy * step);
            WorldPoint { x, y }
        }).collect();
        if closed {
            points.push(points[0]);
        }
        let shape =
            if closed { Shape::Areas(vec![points.clone()]) } else { Shape::Lines(vec![points.clone()]) };
        let detail = detail(1e-6, &[shape]);
        for level in 0..18 {
            let error = 1e-6 * f64::from(level).exp2();
            if let Some(got) = drawing(&detail, error, &EVERYTHING).lines.first() {
                prop_assert!(off(got, &points) <= error && off(&points, got) <= error);
            }
        }
    }
}
