//! Which of many things a view has room for: the greatest, none of them close to a
//! greater one, found without looking at the others.
//!
//! Deliberately absent: what the things are, and where around them their names go
//! (`label`).

mod taken;
#[cfg(test)]
mod tests;

use std::{cmp::Reverse, collections::BinaryHeap};

use crate::{
    detail::z_order,
    geometry::{WorldBounds, WorldPoint},
};
use taken::Taken;

/// Things under a box, and boxes under a box of the tier above.
const FAN: usize = 16;

/// A thing that a view may have room for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Thing {
    /// The box around it, in world units: of a point, one without extent.
    pub bounds: WorldBounds,
    /// Lower numbers choose first, as a label's priority; what is no number last.
    pub rank: f64,
    /// The zoom from which on it may be seen; always, where it is no number.
    pub min_zoom: f32,
}

/// What is asked of a [`Crowd`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wanted {
    /// What is seen, in world units.
    pub window: WorldBounds,
    /// The camera's zoom.
    pub zoom: f64,
    /// How far apart two of the things are at least, in world units: CSS pixels by
    /// pixels per world unit. Nothing hides another, where it is 0 or less.
    pub apart: f64,
    /// How many are wanted at most.
    pub most: usize,
}

/// A box around things, or around one.
#[derive(Clone, Copy, Debug)]
struct Node {
    bounds: WorldBounds,
    /// The place of the greatest of them among all.
    first: u32,
    /// The zoom from which on any of them may be seen.
    min_zoom: f32,
}

/// Many things by place and by rank: a packed R-tree (I. Kamel and C. Faloutsos, 1993)
/// whose boxes know the greatest thing below them, searched the greatest first
/// (G. R. Hjaltason and H. Samet, 1999).
///
/// Takes 47 bytes a thing.
#[derive(Clone, Debug, Default)]
pub struct Crowd {
    /// The things' numbers, the greatest first.
    ranked: Vec<u32>,
    /// Things in the first, boxes around sixteen of the tier before in the others.
    /// The last has sixteen at most.
    tiers: Vec<Vec<Node>>,
}

impl Crowd {
    /// Of things whose numbers are their places in the list; of the same rank, the one
    /// that stands there first is greater. A thing without a place, or at one that is no
    /// number, is never found. The first four thousand million count. O(n log n).
    pub fn new(things: &[Thing]) -> Self {
        let is_somewhere = |thing: &Thing| {
            let WorldBounds { min, max } = thing.bounds;
            !thing.bounds.is_empty() && [min.x, min.y, max.x, max.y].into_iter().all(f64::is_finite)
        };
        let numbered = (0..u32::MAX).zip(things).filter(|(_, thing)| is_somewhere(thing));
        let mut ranked: Vec<u32> = Vec::with_capacity(things.len());
        ranked.extend(numbered.map(|(number, _)| number));
        let rank = |number: u32| {
            let rank = things[number as usize].rank;
            if rank.is_nan() { f64::INFINITY } else { rank }
        };
        ranked.sort_by(|a, b| rank(*a).total_cmp(&rank(*b)));
        let node = |(first, number): (u32, &u32)| {
            let Thing { bounds, min_zoom, .. } = things[*number as usize];
            Node { bounds, first, min_zoom: if min_zoom.is_nan() { f32::NEG_INFINITY } else { min_zoom } }
        };
        let mut nodes: Vec<Node> = (0..).zip(&ranked).map(node).collect();
        let all = joined(&nodes).bounds;
        // The curve's grid has as many cells as numbers of 32 bits.
        let cell = all.width().max(all.height()) / f64::from(u32::MAX);
        let cells = |node: &Node| {
            let at = node.bounds.centre();
            [((at.x - all.min.x) / cell) as u32, ((at.y - all.min.y) / cell) as u32]
        };
        nodes.sort_unstable_by(|a, b| z_order(cells(a), cells(b)));
        let mut tiers = vec![nodes];
        while let Some(last) = tiers.last().filter(|last| last.len() > FAN) {
            let next = last.chunks(FAN).map(joined).collect();
            tiers.push(next);
        }
        Self { ranked, tiers }
    }

    /// How many things can be found.
    pub fn len(&self) -> usize {
        self.ranked.len()
    }

    /// Whether nothing can be found.
    pub fn is_empty(&self) -> bool {
        self.ranked.is_empty()
    }

    /// The box around all things; empty where there is none.
    pub fn bounds(&self) -> WorldBounds {
        self.tiers.last().map_or(WorldBounds::EMPTY, |last| joined(last).bounds)
    }

    /// Heap bytes.
    pub fn bytes(&self) -> usize {
        let nodes: usize = self.tiers.iter().map(Vec::capacity).sum();
        nodes * size_of::<Node>() + self.ranked.capacity() * size_of::<u32>()
    }

    /// The numbers of the things that a view has room for, the greatest first: one after
    /// the other, each that touches the window, may be seen at the zoom, that `passes`
    /// lets pass, and to which no greater one is too close. The middle of what the window
    /// shows of a thing counts as its place.
    ///
    /// Looks at what it answers, at boxes on the way there, and at what is hidden without
    /// its whole box being so; besides at what `passes` refuses, each of which costs its
    /// own way.
    pub fn greatest(&self, wanted: &Wanted, mut passes: impl FnMut(u32) -> bool) -> Vec<u32> {
        let Wanted { window, zoom, apart, most } = *wanted;
        let mut found = Vec::new();
        let Some(mut taken) = Taken::new(&window, apart, most) else { return found };
        // Rounded as the things' own are, so that their order stays.
        let zoom = zoom as f32;
        // What the window shows of a box; of a thing, its place.
        let seen = |tier: usize, node: &Node| {
            let seen = shown(&node.bounds, &window);
            if tier == 0 { WorldBounds::around([seen.centre()]) } else { seen }
        };
        let mut open = BinaryHeap::new();
        let enter = |tier: usize, from: usize, taken: &Taken, open: &mut BinaryHeap<_>| {
            let nodes =
                self.tiers.get(tier).map_or(&[][..], |nodes| &nodes[from..nodes.len().min(from + FAN)]);
            for (index, node) in (from..).zip(nodes) {
                let may_be_seen = node.min_zoom <= zoom && node.bounds.touches(&window);
                if may_be_seen && !taken.hide(&seen(tier, node)) {
                    open.push(Reverse((node.first, tier, index)));
                }
            }
        };
        enter(self.tiers.len().saturating_sub(1), 0, &taken, &mut open);
        while let Some(Reverse((first, tier, index))) = open.pop() {
            let seen = seen(tier, &self.tiers[tier][index]);
            // What has been found since may hide it.
            if taken.hide(&seen) {
                continue;
            }
            if tier > 0 {
                enter(tier - 1, index * FAN, &taken, &mut open);
                continue;
            }
            let number = self.ranked[first as usize];
            if passes(number) {
                taken.add(seen.min);
                found.push(number);
                if found.len() >= most {
                    break;
                }
            }
        }
        found
    }
}

/// The box around `nodes`.
fn joined(nodes: &[Node]) -> Node {
    let nothing = Node { bounds: WorldBounds::EMPTY, first: u32::MAX, min_zoom: f32::INFINITY };
    nodes.iter().fold(nothing, |all, node| Node {
        bounds: all.bounds.joined(node.bounds),
        first: all.first.min(node.first),
        min_zoom: all.min_zoom.min(node.min_zoom),
    })
}

/// What `window` shows of `bounds`, which touches it.
fn shown(bounds: &WorldBounds, window: &WorldBounds) -> WorldBounds {
    WorldBounds {
        min: WorldPoint { x: bounds.min.x.max(window.min.x), y: bounds.min.y.max(window.min.y) },
        max: WorldPoint { x: bounds.max.x.min(window.max.x), y: bounds.max.y.min(window.max.y) },
    }
}
