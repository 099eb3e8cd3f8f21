//! Where a hand that draws near other lines means to be: on one of their corners, else on
//! one of their edges.

use carto::layer::Line;
use carto::{Camera, ScreenPoint, WorldPoint};

/// The corner of `lines` that is nearest to `at`, within `reach` CSS pixels; else the nearest
/// point of an edge. O(vertices): hand over what is in view.
pub fn snap<'l>(
    lines: impl Iterator<Item = &'l Line>,
    camera: &Camera,
    at: ScreenPoint,
    reach: f64,
) -> Option<WorldPoint> {
    let to_screen = camera.to_screen();
    let (mut corner, mut edge) = ((reach, None), (reach, None));
    for line in lines {
        let mut before: Option<(WorldPoint, ScreenPoint)> = None;
        for &world in line {
            let screen = to_screen(world);
            nearer(&mut corner, screen.distance(at), world);
            if let Some((from, from_screen)) = before {
                let share = share(from_screen, screen, at);
                let along = |a: f64, b: f64| a + (b - a) * share;
                let on = ScreenPoint { x: along(from_screen.x, screen.x), y: along(from_screen.y, screen.y) };
                let world = WorldPoint { x: along(from.x, world.x), y: along(from.y, world.y) };
                nearer(&mut edge, on.distance(at), world);
            }
            before = Some((world, screen));
        }
    }
    corner.1.or(edge.1)
}

fn nearer((best, found): &mut (f64, Option<WorldPoint>), distance: f64, world: WorldPoint) {
    if distance <= *best {
        (*best, *found) = (distance, Some(world));
    }
}

/// How far along from `a` to `b` the point nearest to `p` lies, 0 to 1.
fn share(a: ScreenPoint, b: ScreenPoint, p: ScreenPoint) -> f64 {
    let (dx, dy) = (b.x - a.x, b.y - a.y);
    let square = dx * dx + dy * dy;
    if square == 0. { 0. } else { (((p.x - a.x) * dx + (p.y - a.y) * dy) / square).clamp(0., 1.) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use carto::{Insets, ScreenSize, Viewport, WorldBounds};

    /// A line across the middle of a view of 100 × 100 pixels.
    #[track_caller]
    fn check(at: (f64, f64), want: Option<(f64, f64)>) {
        let viewport =
            Viewport { size: ScreenSize { width: 100., height: 100. }, covered: Insets::default() };
        let corners = [WorldPoint { x: 0.4, y: 0.4 }, WorldPoint { x: 0.6, y: 0.6 }];
        let bounds = WorldBounds::around(corners);
        let camera = Camera::fit(bounds, viewport, Insets::default(), 20.).unwrap();
        let line = vec![WorldPoint { x: 0.4, y: 0.5 }, WorldPoint { x: 0.6, y: 0.5 }];
        let got = snap([&line].into_iter(), &camera, ScreenPoint { x: at.0, y: at.1 }, 10.);
        let got = got.map(|w| ((w.x * 1e6).round() / 1e6, (w.y * 1e6).round() / 1e6));
        assert_eq!(got, want);
    }

    #[test]
    fn a_corner_is_better_than_an_edge() {
        check((6., 52.), Some((0.4, 0.5)));
    }

    #[test]
    fn an_edge_is_better_than_nothing() {
        check((50., 57.), Some((0.5, 0.5)));
    }

    #[test]
    fn what_is_far_is_not_meant() {
        check((50., 70.), None);
    }
}
