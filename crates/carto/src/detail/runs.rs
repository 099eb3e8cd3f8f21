//! Lines as runs of a few vertices on a grid, each with its box. Which line a
//! run belongs to, and how wide the grid is, is told by `detail`.

use super::blocks::Blocks;
use crate::geometry::{WorldBounds, WorldPoint};

/// Edges in a run, at most.
const EDGES: usize = 64;

/// Edges in a wide run, at most: a line with one long edge among short ones
/// then has few vertices that take twice the space for nothing.
const WIDE_EDGES: usize = 16;

/// A stretch shorter than this that ends at a long edge is stored wide: a run
/// of its own would take more space.
const FEW_EDGES: usize = 6;

/// A box on a grid, corners included.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Cells {
    pub min: [i32; 2],
    pub max: [i32; 2],
}

impl Cells {
    const EMPTY: Self = Self { min: [i32::MAX; 2], max: [i32::MIN; 2] };

    /// The cells of side `quantum` (world units) that `bounds` touches.
    pub fn covering(bounds: &WorldBounds, quantum: f64) -> Self {
        // Casts saturate: what is beyond the grid is at its edge.
        let low = |v: f64| (v / quantum).floor() as i32;
        let high = |v: f64| (v / quantum).ceil() as i32;
        Self { min: [low(bounds.min.x), low(bounds.min.y)], max: [high(bounds.max.x), high(bounds.max.y)] }
    }

    #[must_use]
    pub fn with(self, [x, y]: [i32; 2]) -> Self {
        Self { min: [self.min[0].min(x), self.min[1].min(y)], max: [self.max[0].max(x), self.max[1].max(y)] }
    }

    #[must_use]
    pub fn joined(self, other: &Self) -> Self {
        self.with(other.min).with(other.max)
    }

    pub fn around<'a>(boxes: impl IntoIterator<Item = &'a Self>) -> Self {
        boxes.into_iter().fold(Self::EMPTY, Self::joined)
    }

    pub fn touches(&self, other: &Self) -> bool {
        self.min[0] <= other.max[0]
            && other.min[0] <= self.max[0]
            && self.min[1] <= other.max[1]
            && other.min[1] <= self.max[1]
    }

    /// On which sides of this box `other` lies wholly outside, a bit each; 0
    /// where they touch.
    pub fn sides(&self, other: &Self) -> u8 {
        u8::from(other.max[0] < self.min[0])
            | u8::from(other.min[0] > self.max[0]) << 1
            | u8::from(other.max[1] < self.min[1]) << 2
            | u8::from(other.min[1] > self.max[1]) << 3
    }

    /// The longer side, in cells.
    pub fn side(&self) -> u32 {
        // Two's complement: the difference is right even where it overflows.
        let width = self.max[0].wrapping_sub(self.min[0]) as u32;
        width.max(self.max[1].wrapping_sub(self.min[1]) as u32)
    }
}

/// Consecutive vertices of a line; the first repeats the last of the run
/// before, so that the box holds every edge.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run {
    pub cells: Cells,
    /// Where its vertices start in the store; they end where the next begins.
    start: u32,
}

impl Run {
    /// Whether vertices are too far apart for 16 bits each way.
    fn wide(&self) -> bool {
        self.cells.side() > u32::from(u16::MAX)
    }
}

/// All runs and their vertices.
#[derive(Clone, Debug)]
pub(super) struct Runs {
    runs: Blocks<Run>,
    /// Steps from the run's least corner; in a wide run two pairs a vertex.
    steps: Blocks<[u16; 2]>,
}

impl Runs {
    pub fn new() -> Self {
        Self { runs: Blocks::new(), steps: Blocks::new() }
    }

    pub fn len(&self) -> usize {
        self.runs.len()
    }

    pub fn run(&self, i: usize) -> Run {
        self.runs.at(i)
    }

    pub fn bytes(&self) -> usize {
        self.runs.bytes() + self.steps.bytes()
    }

    pub fn seal(&mut self) {
        self.runs.seal();
        self.steps.seal();
    }

    /// Adds a line whose vertices are rounded to a grid of `quantum` (world
    /// units); repeats are left out. Gives the number of vertices.
    pub fn write(&mut self, line: impl Iterator<Item = WorldPoint>, quantum: f64) -> usize {
        let mut pending: Vec<[i32; 2]> = Vec::with_capacity(EDGES + 1);
        let mut count = 0;
        for p in line {
            let cell = [(p.x / quantum).round() as i32, (p.y / quantum).round() as i32];
            if pending.last() == Some(&cell) {
                continue;
            }
            count += 1;
            pending.push(cell);
            if pending.len() > EDGES {
                self.cut(&mut pending);
            }
        }
        while pending.len() > usize::from(count > 1) {
            self.cut(&mut pending);
        }
        count
    }

    /// Makes a run of the first of `pending`, of which the last of the run
    /// stays as the start of the next.
    fn cut(&mut self, pending: &mut Vec<[i32; 2]>) {
        let mut cells = Cells::EMPTY;
        let mut vertices = 0;
        for cell in pending.iter() {
            let grown = cells.with(*cell);
            if vertices > 0 && grown.side() > u32::from(u16::MAX) {
                break;
            }
            (cells, vertices) = (grown, vertices + 1);
        }
        if vertices < pending.len() && vertices <= FEW_EDGES {
            vertices = pending.len().min(WIDE_EDGES + 1);
            cells = Cells::EMPTY;
            for cell in &pending[..vertices] {
                cells = cells.with(*cell);
            }
        }
        let run = Run { cells, start: self.steps.len() as u32 };
        self.runs.push(run);
        for [x, y] in &pending[..vertices] {
            let (x, y) = (x.wrapping_sub(cells.min[0]) as u32, y.wrapping_sub(cells.min[1]) as u32);
            self.steps.push([x as u16, if run.wide() { (x >> 16) as u16 } else { y as u16 }]);
            if run.wide() {
                self.steps.push([y as u16, (y >> 16) as u16]);
            }
        }
        let done = if vertices == 1 { 1 } else { vertices - 1 };
        pending.drain(..done);
    }

    fn range(&self, i: usize) -> std::ops::Range<usize> {
        let start = self.runs.at(i).start as usize;
        let end = if i + 1 < self.runs.len() { self.runs.at(i + 1).start as usize } else { self.steps.len() };
        start..end
    }

    /// The run's first vertex, in cells.
    pub fn first(&self, i: usize) -> (f64, f64) {
        self.vertex(&self.run(i), self.range(i).start)
    }

    /// The run's last vertex, in cells.
    pub fn last(&self, i: usize) -> (f64, f64) {
        let (run, end) = (self.run(i), self.range(i).end);
        self.vertex(&run, end - if run.wide() { 2 } else { 1 })
    }

    fn vertex(&self, run: &Run, at: usize) -> (f64, f64) {
        let [mut x, mut y] = self.steps.at(at).map(u32::from);
        if run.wide() {
            let [low, high] = self.steps.at(at + 1).map(u32::from);
            (x, y) = (x | y << 16, low | high << 16);
        }
        (f64::from(run.cells.min[0]) + f64::from(x), f64::from(run.cells.min[1]) + f64::from(y))
    }

    /// Calls `vertex` with each vertex of the run but the first, and but the
    /// last where it is not `open`, in cells. Gives how many.
    pub fn each(&self, i: usize, open: bool, mut vertex: impl FnMut(f64, f64)) -> usize {
        let (run, range) = (self.run(i), self.range(i));
        let pairs = if run.wide() { 2 } else { 1 };
        let range = range.start + pairs..if open { range.end } else { range.end - pairs };
        let origin = run.cells.min.map(f64::from);
        if run.wide() {
            for at in range.clone().step_by(2) {
                let (x, y) = self.vertex(&run, at);
                vertex(x, y);
            }
            return range.len() / 2;
        }
        for piece in self.steps.pieces(range.clone()) {
            for [x, y] in piece {
                vertex(origin[0] + f64::from(*x), origin[1] + f64::from(*y));
            }
        }
        range.len()
    }
}
