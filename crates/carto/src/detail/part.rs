//! Which rings of an area belong together: an exterior and what lies in it.
//! Shapes keep rings in one list, so it is found out here again.

use crate::geometry::{WorldBounds, WorldPoint};

/// The ring that rings after it may lie in.
pub(super) struct Leader<'a> {
    ring: &'a [WorldPoint],
    bounds: WorldBounds,
    /// The boxes of stretches of the ring of some `stretch` edges each; made
    /// when first asked for.
    boxes: Vec<WorldBounds>,
    stretch: usize,
}

impl<'a> Leader<'a> {
    pub fn new(ring: &'a [WorldPoint], bounds: WorldBounds) -> Self {
        // As many stretches as edges in one: the least to look at.
        Self { ring, bounds, boxes: Vec::new(), stretch: ring.len().isqrt().max(1) }
    }

    /// Whether a ring of the box `bounds` that starts at `p` lies in this one,
    /// or touches it there. About √vertices.
    pub fn holds(&mut self, bounds: &WorldBounds, p: WorldPoint) -> bool {
        if !self.bounds.contains(bounds.min) || !self.bounds.contains(bounds.max) {
            return false;
        }
        let (ring, stretch) = (self.ring, self.stretch);
        let edges = |i: usize| &ring[i..(i + stretch + 1).min(ring.len())];
        if self.boxes.is_empty() {
            let starts = (0..ring.len()).step_by(stretch);
            self.boxes = starts.map(|i| WorldBounds::around(edges(i).iter().copied())).collect();
        }
        // The crossing test of `hit::locate`, on the stretches that a ray
        // eastward can cross.
        let mut inside = false;
        for (i, around) in self.boxes.iter().enumerate() {
            if around.min.y > p.y || around.max.y < p.y || around.max.x < p.x {
                continue;
            }
            for edge in edges(i * stretch).windows(2) {
                let (a, b) = (edge[0], edge[1]);
                if a == p {
                    return true;
                }
                if (a.y > p.y) != (b.y > p.y) && p.x < a.x + (p.y - a.y) / (b.y - a.y) * (b.x - a.x) {
                    inside = !inside;
                }
            }
        }
        inside
    }
}
