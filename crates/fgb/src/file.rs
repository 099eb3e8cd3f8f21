//! A file of which some parts are there: what a view lacks, and what parts that come give.

use std::{collections::BTreeMap, ops::Range};

use geojson::Feature;

use crate::{
    feature::{self, Issue},
    head::Head,
    tree::{Bounds, NODE, Tree},
};

/// How many nodes of a level are looked at for a view: 120 KB of them, more boxes than a
/// screen has room for.
const MOST_NODES: u64 = 3_072;
/// Parts that lie so close are fetched as one: less than a request costs, in bytes.
const GAP: u64 = 4 << 10;
/// How long a feature is taken for until it is known, in bytes.
const GUESS: u64 = 1 << 10;
/// Beyond so many bytes no feature starts.
const FURTHEST: u64 = 1 << 48;
/// How long a feature may be, in bytes: 400,000 vertices.
const LONGEST: u64 = 8 << 20;

/// A file of which some parts are there.
#[derive(Debug)]
pub struct File {
    head: Head,
    tree: Tree,
    /// The numbers of features of which it is known where they start, in bytes from where
    /// features start.
    starts: BTreeMap<u64, u64>,
    /// How long features are that turned out longer than they were taken for.
    lengths: BTreeMap<u64, u64>,
    /// The numbers of features that were given or left out, each with itself: a set would
    /// be a type of its own in the program.
    done: BTreeMap<u64, u64>,
}

/// What is to be seen of a file.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    /// The window.
    pub window: Bounds,
    /// What is smaller cannot be told from a dot, in degrees.
    pub dot: f64,
    /// How many bytes of features may be fetched for it. One feature is, however long.
    pub most: u64,
}

/// What a view lacks.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Missing {
    /// What is to be fetched next, in bytes of the file, in order. There may be more to
    /// fetch when these are there; none where nothing is lacking that may be fetched.
    pub ranges: Vec<Range<u64>>,
    /// Where there is something that is not there: boxes around features, or around
    /// many. Dots among them.
    pub boxes: Vec<Bounds>,
}

/// What came with some bytes.
#[derive(Clone, Debug, Default)]
pub struct Taken {
    /// Features that were not there before, with their numbers in the file's order.
    pub features: Vec<(u64, Feature)>,
    /// Those that could not be read.
    pub issues: Vec<Issue>,
}

impl File {
    /// A file of which nothing but the head is there.
    pub fn new(head: Head) -> Self {
        let tree = head.tree();
        Self { head, tree, starts: BTreeMap::new(), lengths: BTreeMap::new(), done: BTreeMap::new() }
    }

    /// What it says of itself.
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// Gives every feature again that is looked at.
    pub fn forget_features(&mut self) {
        self.done.clear();
    }

    /// What `view` lacks. The greatest features come first, as they are seen from afar.
    pub fn missing(&self, view: &View) -> Missing {
        let mut missing = Missing::default();
        let mut nodes: Vec<u64> = vec![0];
        if self.tree.get(0).is_none() {
            missing.ranges = vec![self.place(0..self.tree.most_children().min(self.tree.leaves().end))];
            return missing;
        }
        for level in 0..self.tree.depth() - 1 {
            let (mut below, mut lacking) = (Vec::new(), Vec::new());
            for node in &nodes {
                let children = self.tree.children(level, *node);
                if children.clone().any(|child| self.tree.get(child).is_none()) {
                    lacking.push(self.place(children));
                } else {
                    below.extend(children.filter(|child| self.is_seen(*child, view, &mut missing.boxes)));
                }
            }
            if !lacking.is_empty() {
                missing.boxes.extend(nodes.iter().filter_map(|node| Some(self.tree.get(*node)?.bounds)));
                if nodes.len() as u64 * self.tree.most_children() <= MOST_NODES {
                    missing.ranges = merged(lacking);
                }
                return missing;
            }
            nodes = below;
        }
        self.missing_features(&nodes, view, &mut missing);
        missing
    }

    /// Whether a node is in view and more than a dot; a dot goes to `dots`.
    fn is_seen(&self, number: u64, view: &View, dots: &mut Vec<Bounds>) -> bool {
        let Some(node) = self.tree.get(number).filter(|node| node.meets(&view.window)) else { return false };
        let is_dot = node.size() < view.dot;
        if is_dot && !self.is_done(number) {
            dots.push(node.bounds);
        }
        !is_dot
    }

    fn is_done(&self, node: u64) -> bool {
        node.checked_sub(self.tree.leaves().start).is_some_and(|feature| self.done.contains_key(&feature))
    }

    fn missing_features(&self, leaves: &[u64], view: &View, missing: &mut Missing) {
        let lacks = |leaf: &&u64| !self.is_done(**leaf);
        let mut lacking: Vec<_> =
            leaves.iter().filter(lacks).filter_map(|leaf| self.tree.get(*leaf)).collect();
        lacking.sort_by(|a, b| b.size().total_cmp(&a.size()));
        let (mut parts, mut bytes) = (Vec::new(), 0);
        for leaf in lacking {
            missing.boxes.push(leaf.bounds);
            let length = self.length(leaf.offset);
            if parts.is_empty() || bytes + length <= view.most {
                bytes += length;
                let start = self.head.start + leaf.offset;
                parts.push(start..start + length);
            }
        }
        missing.ranges = merged(parts);
    }

    /// How long the feature is that starts at `offset`, or is taken for.
    fn length(&self, offset: u64) -> u64 {
        if let Some(length) = self.lengths.get(&offset) {
            return *length;
        }
        let mut from = self.starts.range(offset..).map(|(start, number)| (*start, *number));
        match (from.next(), from.next()) {
            (Some((_, number)), Some((next, after))) if after == number + 1 => (next - offset).min(LONGEST),
            (_, Some((next, _))) => (next - offset).min(GUESS),
            _ => GUESS,
        }
    }

    fn place(&self, nodes: Range<u64>) -> Range<u64> {
        self.tree.place(nodes.start)..self.tree.place(nodes.end)
    }

    /// Takes bytes that came of `range`, or of more than that.
    ///
    /// # Errors
    /// They end within the index.
    pub fn take(&mut self, range: &Range<u64>, bytes: &[u8]) -> Result<Taken, String> {
        let end = range.start + bytes.len() as u64;
        let is_short = end < range.end;
        if is_short && end < self.head.start {
            return Err(format!("the file ends in its index, at {end} of {} bytes", self.head.start));
        }
        let mut taken = Taken::default();
        self.take_index(range.start, bytes, &mut taken.issues);
        let features = end.saturating_sub(self.head.start);
        let from = range.start.saturating_sub(self.head.start);
        let here: Vec<_> =
            self.starts.range(from..features).map(|(start, number)| (*start, *number)).collect();
        for (offset, number) in here {
            if self.done.contains_key(&number) {
                continue;
            }
            let at = (self.head.start + offset - range.start) as usize;
            match self.read(offset, &bytes[at..], is_short) {
                Ok(None) => continue,
                Ok(Some(feature)) => taken.features.push((number, feature)),
                Err(reason) => taken.issues.push(Issue { number, reason }),
            }
            self.done.insert(number, number);
        }
        if is_short {
            // What would start behind the end is asked for no more.
            let beyond = self.starts.range(features..range.end.saturating_sub(self.head.start));
            for number in beyond.map(|(_, number)| *number).collect::<Vec<_>>() {
                if self.done.insert(number, number).is_none() {
                    taken.issues.push(Issue { number, reason: "starts where the file has ended".to_owned() });
                }
            }
        }
        Ok(taken)
    }

    /// Takes the nodes of the index among bytes from `at` on.
    fn take_index(&mut self, at: u64, bytes: &[u8], issues: &mut Vec<Issue>) {
        let first_leaf = self.tree.leaves().start;
        for leaf in self.tree.take(at, bytes) {
            let Some((node, number)) = self.tree.get(leaf).zip(leaf.checked_sub(first_leaf)) else {
                continue;
            };
            let offset = node.offset;
            if offset > FURTHEST {
                self.done.insert(number, number);
                issues.push(Issue { number, reason: format!("starts at byte {offset}, where no file is") });
            } else if let Some(other) = self.starts.insert(offset, number).filter(|other| *other != number) {
                self.done.insert(other, other);
                issues.push(Issue { number: other, reason: format!("starts where feature {number} does") });
            }
        }
    }

    /// The feature that starts at `offset`; none where its bytes are not all there.
    fn read(&mut self, offset: u64, bytes: &[u8], is_last: bool) -> Result<Option<Feature>, String> {
        let length = feature::length(bytes).unwrap_or(GUESS);
        if length > LONGEST {
            return Err(format!("has {length} bytes, expected {LONGEST} at most"));
        }
        match bytes.get(..length as usize) {
            Some(bytes) => feature::read(&self.head, bytes).map(Some),
            None if is_last => Err("the file ends in it".to_owned()),
            None => {
                self.lengths.insert(offset, length);
                Ok(None)
            }
        }
    }
}

/// Ranges in order, as one where they lie close.
fn merged(mut ranges: Vec<Range<u64>>) -> Vec<Range<u64>> {
    ranges.sort_by_key(|range| range.start);
    let mut merged: Vec<Range<u64>> = Vec::new();
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start <= last.end + GAP => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

/// How many bytes of a file are worth fetching first: the head of most, and the index's
/// upper levels.
pub const FIRST: u64 = 16 << 10;

const _: () = assert!(MOST_NODES * NODE < 200 << 10, "a level's nodes are fetched for one view");
