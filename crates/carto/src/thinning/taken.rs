//! Which places are taken, on a grid, so that only what is close is compared.

use crate::geometry::{WorldBounds, WorldPoint};

/// Cells of the grid along a side at most: any more are mostly empty.
const MOST_CELLS: f64 = 64.;

/// After the last of a cell.
const NONE: u32 = u32::MAX;

/// The places in a window that are taken.
pub(super) struct Taken {
    window: WorldBounds,
    apart: f64,
    /// The side of a cell, not less than `apart`: who is too close is in the next cell
    /// at most.
    side: f64,
    columns: usize,
    /// The place that was taken last in each cell, row by row.
    last: Vec<u32>,
    /// Each place, and the one that was taken before it in its cell.
    places: Vec<(WorldPoint, u32)>,
}

impl Taken {
    /// None yet. `None` where there is nothing to take: the window is empty or none, or
    /// nothing is wanted.
    pub fn new(window: &WorldBounds, apart: f64, most: usize) -> Option<Self> {
        let size = window.width().max(window.height());
        if window.is_empty() || !size.is_finite() || most == 0 {
            return None;
        }
        let side = apart.max(size / MOST_CELLS).max(f64::MIN_POSITIVE);
        // A distance that is no number hides nothing.
        let apart = apart.max(0.);
        let cells = |length: f64| (length / side) as usize + 1;
        let columns = cells(window.width());
        let last = vec![NONE; columns * cells(window.height())];
        Some(Self { window: *window, apart, side, columns, last, places: Vec::new() })
    }

    /// Takes a place in the window.
    pub fn add(&mut self, at: WorldPoint) {
        let [column, row] = self.cell(at);
        let number = self.places.len() as u32;
        let before = std::mem::replace(&mut self.last[row * self.columns + column], number);
        self.places.push((at, before));
    }

    /// Whether all of a box in the window is too close to one of the places.
    pub fn hide(&self, bounds: &WorldBounds) -> bool {
        let WorldBounds { min, max } = *bounds;
        let (width, height) = (max.x - min.x, max.y - min.y);
        // No circle holds what is larger than its diameter.
        if width.max(height) > 2. * self.apart {
            return false;
        }
        let [column, row] = self.cell(bounds.centre());
        let rows = self.last.len() / self.columns;
        for row in row.saturating_sub(1)..rows.min(row + 2) {
            for column in column.saturating_sub(1)..self.columns.min(column + 2) {
                let mut next = self.last[row * self.columns + column];
                while let Some((at, before)) = self.places.get(next as usize) {
                    let (dx, dy) = ((at.x - min.x).max(max.x - at.x), (at.y - min.y).max(max.y - at.y));
                    if dx * dx + dy * dy < self.apart * self.apart {
                        return true;
                    }
                    next = *before;
                }
            }
        }
        false
    }

    /// The cell of a place, by column and row.
    fn cell(&self, at: WorldPoint) -> [usize; 2] {
        let rows = self.last.len() / self.columns;
        let along = |length: f64, cells: usize| ((length / self.side) as usize).min(cells - 1);
        [along(at.x - self.window.min.x, self.columns), along(at.y - self.window.min.y, rows)]
    }
}
