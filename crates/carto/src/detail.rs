//! A layer as levels of detail, so that a picture costs what it shows: few
//! bytes a vertex, few vertices a pixel. Colours and widths are the caller's;
//! where the shapes come from is in `parse` and `stream`.
//!
//! Level `k` stands for distances down to `finest × 2^k` world units, its
//! *error*: what is drawn of a line is nowhere farther than that from the line,
//! nor any vertex of the line from what is drawn. Up to 64 edges of a line are a
//! *run* with a box, so that what lies outside a window is passed over run by
//! run.

mod blocks;
mod index;
mod part;
mod runs;
#[cfg(test)]
mod tests;

use crate::{
    geometry::{WorldBounds, WorldPoint},
    layer::{Line, Shape},
    simplify::Ranking,
};
use blocks::Blocks;
pub(crate) use index::z_order;
use index::{Entry, Index};
use part::Leader;
use runs::{Cells, Runs};

/// Which of the looks a line is drawn in; the caller's number.
pub type Key = u16;

/// Levels there can be; the coarsest is 2³¹ times the finest.
const LEVELS: u8 = 32;

/// Cells of a level's grid in its error. Rounding to the grid then moves a
/// vertex by 0.18 of the error at most, and a path that a browser draws with
/// soft edges shows no steps.
const CELLS: f64 = 4.;

/// The share of the error that leaving out vertices takes: with rounding, it is
/// less than the whole.
const SIMPLIFY: f64 = 0.8;

/// The least a line's longer side must measure to be in a level, in errors.
const LEAST_SIDE: f64 = 1.5;

/// A line's next level has at most this share of the vertices of the one
/// before, and at least [`LEAST_SAVING`] fewer; else it is not worth its space.
const SHARE: f64 = 0.7;
const LEAST_SAVING: usize = 6;

/// The most vertices that lists may have room for and be kept to use again.
const SPARE: usize = 1 << 16;

/// World units to the units that are drawn in: `drawn = scale × world + (x, y)`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Affine {
    /// Drawn units per world unit.
    pub scale: f64,
    /// Drawn units from the origin to the world's western edge.
    pub x: f64,
    /// Drawn units from the origin to the world's northern edge.
    pub y: f64,
}

impl Affine {
    /// Draws in world units.
    pub const IDENTITY: Self = Self { scale: 1., x: 0., y: 0. };

    /// `scale` drawn units per world unit, from the `corner` that is drawn at the origin.
    pub fn with_corner(corner: WorldPoint, scale: f64) -> Self {
        Self { scale, x: -corner.x * scale, y: -corner.y * scale }
    }
}

/// What takes the vertices: a canvas path, a list.
pub trait Sink {
    /// Starts a line or ring.
    fn move_to(&mut self, x: f64, y: f64);
    /// Goes on with it.
    fn line_to(&mut self, x: f64, y: f64);
    /// Ends a ring: goes back to where it started.
    fn close(&mut self);
    /// Time to fill (even-odd) and stroke what was collected since the last
    /// call, and to forget it. Comes after every [`Sink::group`] vertices or
    /// so, never between a ring and the holes in it, and at the end.
    fn flush(&mut self);
    /// How many vertices to collect before a flush. Areas that overlap one
    /// another would cut holes in each other where they are filled together:
    /// a sink that fills such asks for 0, and gets every polygon alone.
    fn group(&self) -> usize {
        4_000
    }
}

/// What a drawing came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Drawn {
    /// Lines and rings.
    pub lines: usize,
    /// Vertices given to the sink.
    pub vertices: usize,
}

/// Lines and rings under keys, at every level of detail. 9 to 15 bytes a
/// vertex, all levels and the index included.
#[derive(Clone, Debug)]
pub struct Detail {
    finest: f64,
    keys: Vec<Key>,
    bounds: WorldBounds,
    vertices: usize,
    runs: Runs,
    /// A line at one level: its first run (the last is before the next step's
    /// first) × 32 + the level.
    steps: Blocks<u32>,
    /// A line: its first step × 4, + 2 where it starts a part, + 1 if closed.
    lines: Blocks<u32>,
    /// Lines that are in no index yet.
    entries: Blocks<Entry>,
    index: Index,
}

impl Detail {
    fn new(finest: f64) -> Self {
        Self {
            // A grid of 2⁻³⁰ is 4 cm on the ground, and the world fits into 32
            // bits twice each way.
            finest: finest.max(CELLS / f64::from(1u32 << 30)),
            keys: Vec::new(),
            bounds: WorldBounds::EMPTY,
            vertices: 0,
            runs: Runs::new(),
            steps: Blocks::new(),
            lines: Blocks::new(),
            entries: Blocks::new(),
            index: Index::new(Vec::new()),
        }
    }

    /// The keys, in the order first seen.
    pub fn keys(&self) -> impl Iterator<Item = Key> + '_ {
        self.keys.iter().copied()
    }

    /// The box around all lines, those too small to be kept included.
    pub fn bounds(&self) -> WorldBounds {
        self.bounds
    }

    /// Heap bytes held.
    pub fn bytes(&self) -> usize {
        self.runs.bytes()
            + self.steps.bytes()
            + self.lines.bytes()
            + self.entries.bytes()
            + self.index.bytes()
            + self.keys.capacity() * size_of::<Key>()
    }

    /// Vertices of the finest level.
    pub fn vertices(&self) -> usize {
        self.vertices
    }

    /// The error of `level`, in world units.
    fn error(&self, level: u8) -> f64 {
        self.finest * f64::from(level).exp2()
    }

    /// The coarsest level whose error is at most `tolerance`; the finest where
    /// there is none.
    fn level(&self, tolerance: f64) -> u8 {
        let mut level = 0;
        while level + 1 < LEVELS && self.error(level + 1) <= tolerance {
            level += 1;
        }
        level
    }

    /// Gives `sink` what `window` (world units) shows of the lines under `key`,
    /// at the coarsest level whose error is at most `tolerance` (world units),
    /// through `to`.
    ///
    /// Inside the window, fills (even-odd) and strokes are as if everything
    /// were drawn; outside, not so: grow the window by half the widest pen.
    /// Lines smaller than 1.5 × `tolerance` both ways are left out. The cost
    /// follows what is drawn; besides, a box test for every 64 vertices of the
    /// lines in view.
    pub fn draw(
        &self,
        key: Key,
        tolerance: f64,
        window: &WorldBounds,
        to: Affine,
        sink: &mut impl Sink,
    ) -> Drawn {
        let mut drawn = Drawn::default();
        let Some(slot) = self.keys.iter().position(|k| *k == key) else { return drawn };
        let level = self.level(tolerance);
        let mut found = Vec::new();
        self.find(slot as u16, level, tolerance, window, &mut found);
        // Lines as they came, so that holes follow the ring that they are in.
        found.sort_unstable();
        let mut flushed = 0;
        for line in found {
            let starts_part = self.lines.at(line as usize) & 2 != 0;
            if starts_part && drawn.vertices > flushed && drawn.vertices - flushed >= sink.group() {
                sink.flush();
                flushed = drawn.vertices;
            }
            drawn.lines += 1;
            drawn.vertices += self.trace(line as usize, level, window, to, sink);
        }
        if drawn.vertices > flushed {
            sink.flush();
        }
        drawn
    }

    /// The numbers of the lines that `window` shows, in no order.
    fn find(&self, slot: u16, level: u8, tolerance: f64, window: &WorldBounds, found: &mut Vec<u32>) {
        let grid = self.finest / CELLS;
        // Boxes are those of the original; a level may stray by its error.
        let stray = self.error(level);
        let view = Cells::covering(
            &WorldBounds {
                min: WorldPoint { x: window.min.x - stray, y: window.min.y - stray },
                max: WorldPoint { x: window.max.x + stray, y: window.max.y + stray },
            },
            grid,
        );
        let least = (LEAST_SIDE * tolerance / grid) as u32;
        let mut take = |e: &Entry| {
            if e.cells.side() >= least {
                found.push(e.line);
            }
        };
        self.index.find(slot, level, &view, &mut take);
        let loose = self.entries.iter();
        loose
            .filter(|e| e.slot == slot && e.last_level >= level && e.cells.touches(&view))
            .for_each(&mut take);
    }

    /// Draws a line at `level`, and gives the number of vertices.
    fn trace(&self, line: usize, level: u8, window: &WorldBounds, to: Affine, sink: &mut impl Sink) -> usize {
        let next = |list: &Blocks<u32>, i: usize| (i + 1 < list.len()).then(|| list.at(i + 1));
        let closed = self.lines.at(line) & 1 != 0;
        let mut step = (self.lines.at(line) >> 2) as usize;
        let end = next(&self.lines, line).map_or(self.steps.len(), |l| (l >> 2) as usize);
        while step + 1 < end && (self.steps.at(step + 1) & 31) as u8 <= level {
            step += 1;
        }
        let own = self.steps.at(step);
        let runs =
            (own >> 5) as usize..next(&self.steps, step).map_or(self.runs.len(), |s| (s >> 5) as usize);
        let quantum = self.error((own & 31) as u8) / CELLS;
        let view = Cells::covering(window, quantum);
        let scale = to.scale * quantum;

        let (x, y) = self.runs.first(runs.start);
        sink.move_to(x * scale + to.x, y * scale + to.y);
        let mut vertices = 1;
        let mut put = |x: f64, y: f64| sink.line_to(x * scale + to.x, y * scale + to.y);
        // The last run passed over, and the sides of the window that it and all
        // passed over before it are on.
        let mut passed: Option<(u8, usize)> = None;
        for i in runs.clone() {
            // A run whose box misses the window is replaced by its last vertex.
            // Run and chord lie in one half-plane that the window is not in, so
            // the chord can be bent into the run without passing over the
            // window: the same points of it stay inside, and no stroke shows.
            // So can all runs in a row that miss it on the same side.
            let sides = view.sides(&self.runs.run(i).cells);
            let shared = passed.map_or(sides, |(before, _)| before & sides);
            if shared == 0
                && let Some((_, last)) = passed.take()
            {
                let (x, y) = self.runs.last(last);
                put(x, y);
                vertices += 1;
            }
            if sides == 0 {
                vertices += self.runs.each(i, !closed || i + 1 < runs.end, &mut put);
            } else {
                passed = Some((if shared == 0 { sides } else { shared }, i));
            }
        }
        // A ring's last vertex is its first.
        if let Some((_, last)) = passed
            && !closed
        {
            let (x, y) = self.runs.last(last);
            put(x, y);
            vertices += 1;
        }
        if closed {
            sink.close();
        }
        vertices
    }
}

/// Makes a [`Detail`] shape by shape.
#[derive(Clone, Debug)]
pub struct DetailBuilder {
    detail: Detail,
    /// Of the line in hand: how long its vertices are kept, and which still are.
    ranking: Ranking,
    kept: Vec<u32>,
}

impl DetailBuilder {
    /// `finest`: the smallest distance that will ever matter on screen, in
    /// world units (a quarter of a pixel at the closest zoom).
    pub fn new(finest: f64) -> Self {
        Self { detail: Detail::new(finest), ranking: Ranking::default(), kept: Vec::new() }
    }

    /// Adds a feature's lines or rings under `key` at every level; the shape
    /// may be dropped after it. Points are ignored, and lines that can never be
    /// seen. A ring comes before the holes in it, as in GeoJSON.
    /// O(vertices × log vertices).
    pub fn push(&mut self, key: Key, shape: &Shape) {
        let (lines, closed): (&[Line], bool) = match shape {
            Shape::Points(_) => return,
            Shape::Lines(lines) => (lines, false),
            Shape::Areas(rings) => (rings, true),
        };
        let known = self.detail.keys.iter().position(|k| *k == key);
        let slot = known.unwrap_or_else(|| {
            self.detail.keys.push(key);
            self.detail.keys.len() - 1
        });
        let mut leader: Option<Leader<'_>> = None;
        for line in lines {
            let bounds = WorldBounds::around(line.iter().copied());
            let side = bounds.width().max(bounds.height());
            if line.len() < 2 || !side.is_finite() {
                continue;
            }
            let in_part = closed && leader.as_mut().is_some_and(|l| l.holds(&bounds, line[0]));
            if closed && !in_part {
                leader = Some(Leader::new(line, bounds));
            }
            self.detail.bounds = self.detail.bounds.joined(bounds);
            if side >= LEAST_SIDE * self.detail.finest {
                let last_level = self.detail.level(side / LEAST_SIDE);
                let grid = self.detail.finest / CELLS;
                self.detail.entries.push(Entry {
                    cells: Cells::covering(&bounds, grid),
                    line: self.detail.lines.len() as u32,
                    slot: slot as u16,
                    last_level,
                });
                let flags = u32::from(!in_part) << 1 | u32::from(closed);
                self.detail.lines.push((self.detail.steps.len() as u32) << 2 | flags);
                self.write(line, closed, last_level);
            }
        }
    }

    /// Writes the levels of `line` up to `last_level`.
    fn write(&mut self, line: &[WorldPoint], closed: bool, last_level: u8) {
        let least = if closed { 4 } else { 2 };
        let detail = &mut self.detail;
        self.ranking.rank(line, closed, SIMPLIFY * detail.finest);
        let ranks = &self.ranking.ranks;
        self.kept.clear();
        self.kept.extend((0..line.len() as u32).filter(|&i| ranks[i as usize] > 0));
        // How many vertices each level is the last for.
        let mut counts = [0; LEVELS as usize];
        for &i in &self.kept {
            counts[usize::from(ranks[i as usize].min(LEVELS) - 1)] += 1;
        }
        let mut left = self.kept.len();
        let mut most = usize::MAX;
        for level in 0..=last_level {
            if left <= most {
                self.kept.retain(|&i| ranks[i as usize] > level);
                detail.steps.push((detail.runs.len() as u32) << 5 | u32::from(level));
                let points = self.kept.iter().map(|&i| line[i as usize]);
                let written = detail.runs.write(points, detail.error(level) / CELLS);
                if level == 0 {
                    detail.vertices += written;
                }
                let saving = (written as f64 * SHARE) as usize;
                most = saving.min(written.saturating_sub(LEAST_SAVING));
                if most < least {
                    break;
                }
            }
            left -= counts[usize::from(level)];
        }
        // A giant's lists are not kept for the small ones after it.
        if self.kept.capacity() > SPARE || self.ranking.ranks.capacity() > SPARE {
            (self.kept, self.ranking) = Default::default();
        }
    }

    /// Vertices of the finest level so far.
    pub fn vertices(&self) -> usize {
        self.detail.vertices
    }

    /// What was added so far. Drawing looks at every line's box until
    /// [`DetailBuilder::finish`].
    pub fn detail(&self) -> &Detail {
        &self.detail
    }

    /// All that was added, with its index, and no memory reserved for more.
    /// O(lines × log lines).
    pub fn finish(self) -> Detail {
        let mut detail = self.detail;
        detail.index = Index::new(detail.entries.take());
        detail.runs.seal();
        detail.steps.seal();
        detail.lines.seal();
        detail.keys.shrink_to_fit();
        detail
    }
}
