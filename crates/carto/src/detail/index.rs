//! Which lines a window shows, without looking at all of them.

use std::cmp::Ordering;

use super::runs::Cells;

/// Entries under a box of the finer tier, and boxes of it under one of the
/// coarser.
const FAN: usize = 16;

/// A line as it is found.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    /// Its box, on the finest grid.
    pub cells: Cells,
    /// Its number among all lines.
    pub line: u32,
    /// Its key's number, in the order first seen.
    pub slot: u16,
    /// The last level at which it is large enough to be seen.
    pub last_level: u8,
}

/// Entries by key, then by size, then by place, under two tiers of boxes: a
/// packed R-tree (I. Kamel and C. Faloutsos, 1993) that stops before its root,
/// since scanning a few thousand boxes takes microseconds.
///
/// Size comes before place because a far view asks for the large ones only, and
/// they are few.
#[derive(Clone, Debug)]
pub(super) struct Index {
    entries: Vec<Entry>,
    fine: Vec<Cells>,
    coarse: Vec<Cells>,
}

impl Index {
    /// O(n log n), in place.
    pub fn new(mut entries: Vec<Entry>) -> Self {
        entries.sort_unstable_by(|a, b| {
            let rank = |e: &Entry| (e.slot, u8::MAX - e.last_level);
            rank(a).cmp(&rank(b)).then_with(|| z_order(centre(&a.cells), centre(&b.cells)))
        });
        let fine: Vec<Cells> =
            entries.chunks(FAN).map(|chunk| Cells::around(chunk.iter().map(|e| &e.cells))).collect();
        let coarse = fine.chunks(FAN).map(Cells::around).collect();
        Self { entries, fine, coarse }
    }

    /// Calls `found` with every line under `slot` that can be seen at `level`
    /// and whose box touches `view`.
    pub fn find(&self, slot: u16, level: u8, view: &Cells, mut found: impl FnMut(&Entry)) {
        let start = self.entries.partition_point(|e| e.slot < slot);
        let end = start + self.entries[start..].partition_point(|e| e.slot == slot && e.last_level >= level);
        let under = |i: usize, size: usize| (i * size).max(start)..((i + 1) * size).min(end);
        let tier = |from: usize, to: usize, size: usize| from / size..to.div_ceil(size);
        for i in tier(start, end, FAN * FAN) {
            if !self.coarse[i].touches(view) {
                continue;
            }
            let entries = under(i, FAN * FAN);
            for j in tier(entries.start, entries.end, FAN) {
                if self.fine[j].touches(view) {
                    self.entries[under(j, FAN)].iter().filter(|e| e.cells.touches(view)).for_each(&mut found);
                }
            }
        }
    }

    /// Heap bytes.
    pub fn bytes(&self) -> usize {
        self.entries.capacity() * size_of::<Entry>()
            + (self.fine.capacity() + self.coarse.capacity()) * size_of::<Cells>()
    }
}

fn centre(cells: &Cells) -> [u32; 2] {
    // Flipping the sign bit keeps the order of signed numbers.
    [0, 1].map(|i| i32::midpoint(cells.min[i], cells.max[i]) as u32 ^ 1 << 31)
}

/// The order along the Z-shaped curve, without writing the curve's numbers out:
/// the axis in which the highest bit differs decides (T. M. Chan, 2002).
pub(crate) fn z_order(a: [u32; 2], b: [u32; 2]) -> Ordering {
    let (x, y) = (a[0] ^ b[0], a[1] ^ b[1]);
    if x < y && x < x ^ y { a[1].cmp(&b[1]) } else { a[0].cmp(&b[0]) }
}
