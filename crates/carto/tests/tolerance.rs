//! Looks at what is drawn of a layer: at pixel ratio 1 and 2, at every zoom, no
//! line is further from the surveyed one than a picture may be off, nor any
//! vertex of what is surveyed from what is drawn.

use std::{collections::HashMap, fs, path::Path};

use carto::{
    Shape, WorldBounds, WorldPoint,
    camera::TILE,
    detail::{Affine, DetailBuilder, Sink},
    layer::Line,
    parse::parse_layer,
    tolerance::{MAX_ZOOM, ON_SCREEN, SHARPEST, finest},
};
use coast::{Dice, island};

#[path = "../benches/synthetic/coast.rs"]
mod coast;

/// Steps between two zooms.
const STEPS: u32 = 4;

const EVERYTHING: WorldBounds =
    WorldBounds { min: WorldPoint { x: -9., y: -9. }, max: WorldPoint { x: 9., y: 9. } };

/// What was drawn; rings end where they start.
#[derive(Default)]
struct Drawing(Vec<Line>);

impl Sink for Drawing {
    fn move_to(&mut self, x: f64, y: f64) {
        self.0.push(vec![WorldPoint { x, y }]);
    }

    fn line_to(&mut self, x: f64, y: f64) {
        self.0.last_mut().expect("a line begins with a move").push(WorldPoint { x, y });
    }

    fn close(&mut self) {
        let ring = self.0.last_mut().expect("a ring begins with a move");
        ring.push(ring[0]);
    }

    fn flush(&mut self) {}
}

type Segment = (WorldPoint, WorldPoint);

/// Lines by the cells of a grid, to find what is within `reach` (world units).
struct Near {
    reach: f64,
    cell: f64,
    cells: HashMap<(i64, i64), Vec<Segment>>,
}

impl Near {
    fn new(lines: &[Line], reach: f64) -> Self {
        let bounds = WorldBounds::around(lines.iter().flatten().copied());
        // As many cells as segments: a few in each, and few that a long one is in.
        let across = (lines.iter().map(Vec::len).sum::<usize>() as f64).sqrt();
        let cell = (bounds.width().max(bounds.height()) / across.max(1.)).max(4. * reach);
        let mut near = Self { reach, cell, cells: HashMap::new() };
        for pair in lines.iter().flat_map(|line| line.windows(2)) {
            let WorldBounds { min, max } = WorldBounds::around([pair[0], pair[1]]);
            let first = near.cell(WorldPoint { x: min.x - reach, y: min.y - reach });
            let last = near.cell(WorldPoint { x: max.x + reach, y: max.y + reach });
            for x in first.0..=last.0 {
                for y in first.1..=last.1 {
                    near.cells.entry((x, y)).or_default().push((pair[0], pair[1]));
                }
            }
        }
        near
    }

    fn cell(&self, p: WorldPoint) -> (i64, i64) {
        ((p.x / self.cell).floor() as i64, (p.y / self.cell).floor() as i64)
    }

    fn has(&self, p: WorldPoint) -> bool {
        let here = self.cells.get(&self.cell(p));
        here.is_some_and(|segments| segments.iter().any(|segment| distance(p, *segment) <= self.reach))
    }
}

fn distance(p: WorldPoint, (a, b): Segment) -> f64 {
    let (dx, dy) = (b.x - a.x, b.y - a.y);
    let length2 = dx * dx + dy * dy;
    let t = if length2 > 0. { (((p.x - a.x) * dx + (p.y - a.y) * dy) / length2).clamp(0., 1.) } else { 0. };
    (p.x - a.x - t * dx).hypot(p.y - a.y - t * dy)
}

fn side(line: &Line) -> f64 {
    let bounds = WorldBounds::around(line.iter().copied());
    bounds.width().max(bounds.height())
}

/// Every vertex, and the middle of every edge.
fn points(line: &Line) -> impl Iterator<Item = WorldPoint> + '_ {
    let middle = |pair: &[WorldPoint]| WorldPoint {
        x: f64::midpoint(pair[0].x, pair[1].x),
        y: f64::midpoint(pair[0].y, pair[1].y),
    };
    line.iter().copied().chain(line.windows(2).map(middle))
}

/// Looks at the file at `path`; answers how many lines were looked at.
fn look_at(path: &Path) -> usize {
    let bytes = fs::read(path).unwrap_or_else(|why| panic!("{}: {why}", path.display()));
    let Ok(loaded) = parse_layer(bytes) else { return 0 };
    let shapes: Vec<&Shape> = loaded.layer.features.iter().map(|feature| feature.path.shape()).collect();
    look(&path.display().to_string(), &shapes)
}

/// Looks at `shapes`; answers how many lines were looked at.
fn look(name: &str, shapes: &[&Shape]) -> usize {
    let mut builder = DetailBuilder::new(finest());
    let mut surveyed: Vec<Line> = Vec::new();
    for shape in shapes {
        builder.push(7, shape);
        if let Shape::Lines(lines) | Shape::Areas(lines) = shape {
            surveyed.extend(lines.iter().filter(|line| line.len() > 1).cloned());
        }
    }
    let detail = builder.finish();
    let mut looked = 0;
    for ratio in [1., SHARPEST] {
        for step in 0..=(MAX_ZOOM * f64::from(STEPS)) as u32 {
            let zoom = f64::from(step) / f64::from(STEPS);
            let tolerance = ON_SCREEN / (TILE * zoom.exp2() * ratio);
            let mut drawn = Drawing::default();
            detail.draw(7, tolerance, &EVERYTHING, Affine::IDENTITY, &mut drawn);
            // What is so small that it is left out is said of `Detail::draw`.
            let large: Vec<Line> =
                surveyed.iter().filter(|line| side(line) >= 1.5 * tolerance).cloned().collect();
            // Rounding of numbers, far below any pixel.
            let reach = tolerance * (1. + 1e-9);
            let told = format!("{name} at zoom {zoom}, ratio {ratio}");
            let truth = Near::new(&surveyed, reach);
            for p in drawn.0.iter().flat_map(points) {
                assert!(truth.has(p), "{told}: {p:?} is drawn where nothing is");
            }
            let picture = Near::new(&drawn.0, reach);
            for p in large.iter().flatten() {
                assert!(picture.has(*p), "{told}: {p:?} is too far from what is drawn");
            }
            looked += drawn.0.len();
        }
    }
    looked
}

#[test]
fn every_fixture_is_drawn_as_it_was_surveyed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let files = fs::read_dir(folder).expect("fixtures").map(|entry| entry.expect("a file").path());
    let layers = files.filter(|path| path.extension().is_some_and(|end| end == "geojson"));
    assert!(layers.map(|path| look_at(&path)).sum::<usize>() > 0);
}

#[test]
fn the_states_of_the_atlas_are_drawn_as_they_were_surveyed() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../geodata/base/countries.geojson");
    assert!(look_at(&path) > 0);
}

#[test]
fn a_coast_with_bays_smaller_than_a_pixel_is_drawn_as_it_was_surveyed() {
    // At the closest zoom 300 pixels from its middle to its edge.
    let radius = 300. / (TILE * MAX_ZOOM.exp2());
    let coast = island(WorldPoint { x: 0.5, y: 0.5 }, radius, 13, &mut Dice(3));
    assert!(look("a coast", &[&Shape::Areas(vec![coast])]) > 0);
}
