//! The index: a packed R-tree. All its nodes have the same size, and each has as many
//! children as any other, so that where a node lies follows from its number.

use std::{collections::BTreeMap, ops::Range};

/// West, south, east and north, in degrees.
pub type Bounds = [f64; 4];

/// How many bytes a node has: its bounds, and where its feature starts.
pub const NODE: u64 = 40;
/// Beyond so many features their places would be no numbers of a file.
const MOST_FEATURES: u64 = 1 << 40;

/// A node: what all below it lies in, and what it leads to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Node {
    /// The box around all below it.
    pub bounds: Bounds,
    /// Of a leaf: where its feature starts, in bytes from where features start.
    pub offset: u64,
}

impl Node {
    fn read(bytes: &[u8]) -> Option<Self> {
        let word = |at: usize| bytes.get(at * 8..at * 8 + 8)?.try_into().ok();
        let number = |at: usize| word(at).map(f64::from_le_bytes);
        let bounds = [number(0)?, number(1)?, number(2)?, number(3)?];
        Some(Self { bounds, offset: word(4).map(u64::from_le_bytes)? })
    }

    /// Whether it has anything in common with `window`, edges included.
    pub fn meets(&self, window: &Bounds) -> bool {
        let ([west, south, east, north], other) = (self.bounds, window);
        west <= other[2] && other[0] <= east && south <= other[3] && other[1] <= north
    }

    /// The longer side of its box, in degrees.
    pub fn size(&self) -> f64 {
        let [west, south, east, north] = self.bounds;
        (east - west).max(north - south)
    }
}

/// An index, as far as it is known.
#[derive(Debug, Default)]
pub struct Tree {
    /// Where it starts in the file, in bytes.
    start: u64,
    /// The numbers of each level's nodes, the root's first, the leaves' last.
    levels: Vec<Range<u64>>,
    /// How many children a node has, but for the last of a level.
    children: u64,
    /// What is known of the nodes, by their numbers.
    nodes: BTreeMap<u64, Node>,
}

impl Tree {
    /// An index of so many features, of which nothing is known yet.
    pub fn new(start: u64, features: u64, children: u16) -> Option<Self> {
        if !(1..=MOST_FEATURES).contains(&features) || children < 2 {
            return None;
        }
        let children = u64::from(children);
        let mut sizes = vec![features];
        loop {
            let above = sizes[sizes.len() - 1].div_ceil(children);
            sizes.push(above);
            if above == 1 {
                break;
            }
        }
        let mut next = 0;
        let level = |size: u64| {
            next += size;
            next - size..next
        };
        Some(Self {
            start,
            levels: sizes.into_iter().rev().map(level).collect(),
            children,
            nodes: BTreeMap::new(),
        })
    }

    /// Where it ends in the file, in bytes.
    pub fn end(&self) -> u64 {
        self.place(self.leaves().end)
    }

    /// The numbers of the leaves, one for each feature.
    pub fn leaves(&self) -> Range<u64> {
        self.levels.last().cloned().unwrap_or_default()
    }

    /// Where a node lies in the file, in bytes.
    pub fn place(&self, number: u64) -> u64 {
        self.start + number * NODE
    }

    /// How many levels there are.
    pub fn depth(&self) -> usize {
        self.levels.len()
    }

    /// The children of a node of a level, which is not the leaves'.
    pub fn children(&self, level: usize, number: u64) -> Range<u64> {
        let (own, below) = (&self.levels[level], &self.levels[level + 1]);
        let first = below.start + (number - own.start) * self.children;
        first.min(below.end)..(first + self.children).min(below.end)
    }

    /// How many children a node has at most.
    pub fn most_children(&self) -> u64 {
        self.children
    }

    /// A node, if it is known.
    pub fn get(&self, number: u64) -> Option<&Node> {
        self.nodes.get(&number)
    }

    /// Takes the nodes that lie whole in bytes of the file from `at` on; their numbers.
    pub fn take(&mut self, at: u64, bytes: &[u8]) -> Range<u64> {
        let from = at.saturating_sub(self.start).div_ceil(NODE);
        let to = (at + bytes.len() as u64).min(self.end()).saturating_sub(self.start) / NODE;
        for number in from..to {
            let start = (self.place(number) - at) as usize;
            let node = bytes.get(start..start + NODE as usize).and_then(Node::read);
            self.nodes.extend(node.map(|node| (number, node)));
        }
        from..to.max(from)
    }
}
