//! Layers made up from a seed: coastlines bent at every scale, large and small.

use super::WorldPoint;

/// Numbers that look random, 0 to 1 (G. Marsaglia's xorshift).
pub struct Dice(pub u64);

impl Dice {
    /// The next number.
    pub fn roll(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as f64 / (1u64 << 53) as f64
    }
}

/// A coastline around `centre`: a triangle whose edges are bent in the middle
/// until there are 3 × 2^`times`.
pub fn island(centre: WorldPoint, radius: f64, times: u32, dice: &mut Dice) -> Vec<WorldPoint> {
    let corner = |i: i32| {
        let turn = f64::from(i % 3) * 2.1;
        WorldPoint { x: centre.x + radius * turn.cos(), y: centre.y + radius * turn.sin() }
    };
    let mut ring: Vec<WorldPoint> = (0..4).map(corner).collect();
    for _ in 0..times {
        let mut finer = Vec::with_capacity(ring.len() * 2);
        for edge in ring.windows(2) {
            let (a, b, bend) = (edge[0], edge[1], (dice.roll() - 0.5) * 0.6);
            let (dx, dy) = (b.x - a.x, b.y - a.y);
            let (x, y) = (f64::midpoint(a.x, b.x) - bend * dy, f64::midpoint(a.y, b.y) + bend * dx);
            finer.extend([a, WorldPoint { x, y }]);
        }
        finer.push(ring[0]);
        ring = finer;
    }
    ring
}
