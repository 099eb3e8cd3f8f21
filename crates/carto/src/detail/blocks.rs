//! A list that grows by blocks, so that growing never holds its content twice
//! and never asks for one large piece of memory.

use std::ops::Range;

/// Items in a block.
const BLOCK: usize = 1 << 14;

/// A list of small values, added at the end and read anywhere.
#[derive(Clone, Debug)]
pub(super) struct Blocks<T> {
    /// All but the last are full; only the first ever grows by doubling.
    blocks: Vec<Vec<T>>,
}

impl<T: Copy> Blocks<T> {
    pub fn new() -> Self {
        Self { blocks: Vec::new() }
    }

    pub fn len(&self) -> usize {
        self.blocks.last().map_or(0, |last| (self.blocks.len() - 1) * BLOCK + last.len())
    }

    pub fn push(&mut self, item: T) {
        match self.blocks.last_mut() {
            Some(last) if last.len() < BLOCK => last.push(item),
            last => {
                let mut block = if last.is_some() { Vec::with_capacity(BLOCK) } else { Vec::new() };
                block.push(item);
                self.blocks.push(block);
            }
        }
    }

    /// The item at `i`, which must exist.
    pub fn at(&self, i: usize) -> T {
        self.blocks[i / BLOCK][i % BLOCK]
    }

    /// The items of `range` (at most a block's worth of them) in order, in two
    /// pieces where a border between blocks cuts it.
    pub fn pieces(&self, range: Range<usize>) -> [&[T]; 2] {
        if range.is_empty() {
            return [&[], &[]];
        }
        let (first, last) = (range.start / BLOCK, (range.end - 1) / BLOCK);
        let (start, end) = (range.start % BLOCK, (range.end - 1) % BLOCK + 1);
        if first == last {
            [&self.blocks[first][start..end], &[]]
        } else {
            [&self.blocks[first][start..], &self.blocks[last][..end]]
        }
    }

    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.blocks.iter().flatten()
    }

    /// Gives back what is reserved for more.
    pub fn seal(&mut self) {
        if let Some(last) = self.blocks.last_mut() {
            last.shrink_to_fit();
        }
        self.blocks.shrink_to_fit();
    }

    /// All in one piece of exactly their size; this list is empty after it.
    pub fn take(&mut self) -> Vec<T> {
        let mut all = Vec::with_capacity(self.len());
        for block in std::mem::take(&mut self.blocks) {
            all.extend_from_slice(&block);
        }
        all
    }

    /// Heap bytes.
    pub fn bytes(&self) -> usize {
        let items: usize = self.blocks.iter().map(Vec::capacity).sum();
        items * size_of::<T>() + self.blocks.capacity() * size_of::<Vec<T>>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(range: Range<usize>) {
        let mut list = Blocks::new();
        (0..3 * BLOCK).for_each(|i| list.push(i));
        let [a, b] = list.pieces(range.clone());
        assert!(a.iter().chain(b).copied().eq(range));
    }

    #[test]
    fn a_range_is_whole_wherever_it_lies() {
        check(5..5);
        check(0..BLOCK);
        check(BLOCK - 3..BLOCK + 4);
        check(3 * BLOCK - 1..3 * BLOCK);
    }

    #[test]
    fn what_went_in_comes_out_and_nothing_is_reserved() {
        let mut list = Blocks::new();
        (0..BLOCK + 2).for_each(|i| list.push(i));
        assert_eq!((list.len(), list.at(BLOCK), list.iter().count()), (BLOCK + 2, BLOCK, BLOCK + 2));
        list.seal();
        assert_eq!(list.bytes(), (BLOCK + 2) * 8 + 2 * size_of::<Vec<usize>>());
        assert_eq!(list.take().len(), BLOCK + 2);
        assert_eq!(list.len(), 0);
    }
}
