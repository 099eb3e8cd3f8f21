//! Layers made up from a seed, and as text.

mod coast;

use std::fmt::Write;

use carto::{LonLat, WorldBounds, WorldPoint, projection::unproject, thinning::Thing};
use coast::{Dice, island};

/// A quarter of a pixel where the world is 2²⁴ pixels across (zoom 16).
pub const FINEST: f64 = 0.25 / (1 << 24) as f64;

/// A coastline around the middle of the world, of 3 × 2^`times` edges.
pub fn coast(times: u32) -> Vec<WorldPoint> {
    island(WorldPoint { x: 0.5, y: 0.5 }, 0.2, times, &mut Dice(1))
}

/// Rings of about so many `vertices` in all: half of them in one great coast,
/// the rest in islands, many small ones among them. Edges are as long in the
/// one as in the others, a few hundred metres in the largest layers.
pub fn archipelago(vertices: usize) -> Vec<Vec<WorldPoint>> {
    let mut dice = Dice(vertices as u64);
    let times = (vertices / 6).ilog2();
    let centre = WorldPoint { x: 0.5, y: 0.5 };
    let mut rings = vec![island(centre, 0.3, times, &mut dice)];
    let mut count = rings[0].len();
    while count < vertices {
        let fewer = 2 + (dice.roll().sqrt() * f64::from(times - 2)) as u32;
        let radius = 0.3 / f64::from(fewer).exp2();
        let at = WorldPoint { x: 0.1 + 0.8 * dice.roll(), y: 0.1 + 0.8 * dice.roll() };
        let ring = island(at, radius, times - fewer, &mut dice);
        count += ring.len();
        rings.push(ring);
    }
    rings
}

/// So many places: half of them anywhere, half around a hundred towns, the closer the
/// more. Of nine ranks, the greatest rare and seen from far.
pub fn places(count: usize) -> Vec<Thing> {
    let mut dice = Dice(count as u64);
    let towns: Vec<WorldPoint> = (0..100).map(|_| WorldPoint { x: dice.roll(), y: dice.roll() }).collect();
    let mut place = |i: usize| {
        let anywhere = WorldPoint { x: dice.roll(), y: dice.roll() };
        let near = 0.02 * dice.roll().powi(3);
        let town = towns[i % towns.len()];
        let at = if i.is_multiple_of(2) {
            anywhere
        } else {
            WorldPoint { x: town.x + near * (anywhere.x - 0.5), y: town.y + near * (anywhere.y - 0.5) }
        };
        let rank = 1. + (9. * dice.roll().sqrt().sqrt()).floor();
        Thing { bounds: WorldBounds::around([at]), rank, min_zoom: rank as f32 }
    };
    (0..count).map(&mut place).collect()
}

/// `rings` as a `FeatureCollection`, with 6 decimals as files have.
pub fn text(rings: &[Vec<WorldPoint>]) -> String {
    let mut text = String::from(r#"{"type":"FeatureCollection","features":["#);
    for (i, ring) in rings.iter().enumerate() {
        let comma = if i == 0 { "" } else { ",\n" };
        write!(
            text,
            r#"{comma}{{"type":"Feature","id":{i},"properties":{{"name":"Île {i}"}},"geometry":{{"type":"Polygon","coordinates":[["#
        )
        .expect("text takes all");
        for (j, w) in ring.iter().enumerate() {
            let (LonLat { lon, lat }, comma) = (unproject(*w), if j == 0 { "" } else { "," });
            write!(text, "{comma}[{lon:.6},{lat:.6}]").expect("text takes all");
        }
        text.push_str("]]}}");
    }
    text.push_str("]}");
    text
}
