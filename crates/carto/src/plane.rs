//! The plane: one flat paper that paths are written on once, so that a camera
//! moves the paper instead of every vertex. What is written on it is in
//! `paint` and `svg`.

use lean::decimal::decimal;

use crate::{
    camera::Camera,
    geometry::{WorldBounds, WorldPoint},
    layer::Shape,
};

/// Plane units along the plane's longer side. A 32-bit float, which is what a
/// browser keeps of a path, then still resolves 1/2048 of a unit: well under a
/// tenth of a pixel as far in as the map zooms.
const EXTENT: f64 = 8_192.;

/// The least that a plane measures, in world units: 4 cm on the ground. The
/// whole world can then be written on any.
const LEAST_SIDE: f64 = 1e-9;

/// A point on the plane, in plane units from its north-west corner, y down.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlanePoint {
    /// Plane units eastward.
    pub x: f64,
    /// Plane units southward.
    pub y: f64,
}

/// The paper: which part of the world it covers, and how large its units are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plane {
    origin: WorldPoint,
    /// Plane units per world unit.
    scale: f64,
}

/// Where the plane lies on the screen: `screen = scale × plane + (x, y)`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Placement {
    /// CSS pixels per plane unit.
    pub scale: f64,
    /// CSS pixels from the viewport's left edge to the plane's.
    pub x: f64,
    /// CSS pixels from the viewport's top edge to the plane's.
    pub y: f64,
}

impl Placement {
    /// As an SVG transform.
    pub fn matrix(&self) -> String {
        let (scale, x, y) = (decimal(self.scale, 8), decimal(self.x, 2), decimal(self.y, 2));
        format!("matrix({scale} 0 0 {scale} {x} {y})")
    }

    /// As a CSS transform about the top left.
    pub fn css(&self) -> String {
        let (scale, x, y) = (decimal(self.scale, 8), decimal(self.x, 3), decimal(self.y, 3));
        format!("matrix({scale},0,0,{scale},{x},{y})")
    }
}

impl Plane {
    /// The plane that covers `bounds`; the whole world where they are empty.
    pub fn covering(bounds: WorldBounds) -> Self {
        let side = bounds.width().max(bounds.height());
        if bounds.is_empty() || side <= 0. {
            return Self { origin: WorldPoint { x: 0., y: 0. }, scale: EXTENT };
        }
        Self { origin: bounds.min, scale: EXTENT / side.max(LEAST_SIDE) }
    }

    /// `w` on the plane; beyond its edges too.
    pub fn point(&self, w: WorldPoint) -> PlanePoint {
        PlanePoint { x: (w.x - self.origin.x) * self.scale, y: (w.y - self.origin.y) * self.scale }
    }

    /// The world position written at `p`.
    pub fn world(&self, p: PlanePoint) -> WorldPoint {
        WorldPoint { x: self.origin.x + p.x / self.scale, y: self.origin.y + p.y / self.scale }
    }

    /// Where `camera` puts the plane.
    pub fn placement(&self, camera: &Camera) -> Placement {
        let at = camera.world_to_screen(self.origin);
        Placement { scale: camera.scale() / self.scale, x: at.x, y: at.y }
    }

    /// SVG path data relative to the plane, in steps of a hundredth of a unit.
    /// Points are moves without a line, which draw nothing.
    pub fn path_data(&self, shape: &Shape) -> String {
        let mut data = String::new();
        let (lines, closed) = match shape {
            Shape::Points(points) => {
                for p in points.iter().map(|w| self.point(*w)) {
                    data.push('M');
                    push_pair(&mut data, (p.x * 100.).round() as i64, (p.y * 100.).round() as i64);
                }
                return data;
            }
            Shape::Lines(lines) => (lines, false),
            Shape::Areas(rings) => (rings, true),
        };
        for line in lines {
            let (mut x, mut y) = (0, 0);
            let last = line.len() - usize::from(closed);
            for (i, w) in line[..last].iter().enumerate() {
                let p = self.point(*w);
                let (px, py) = ((p.x * 100.).round() as i64, (p.y * 100.).round() as i64);
                if i == 0 {
                    data.push('M');
                    push_pair(&mut data, px, py);
                } else {
                    data.push('l');
                    push_pair(&mut data, px.saturating_sub(x), py.saturating_sub(y));
                }
                (x, y) = (px, py);
            }
            if closed {
                data.push('z');
            }
        }
        data
    }
}

/// Writes two numbers of hundredths as short as SVG lets them be.
fn push_pair(data: &mut String, x: i64, y: i64) {
    data.push_str(&decimal(x as f64 / 100., 2));
    if y >= 0 {
        data.push(' ');
    }
    data.push_str(&decimal(y as f64 / 100., 2));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        camera::{Insets, Viewport},
        geometry::ScreenSize,
    };

    const BOUNDS: WorldBounds =
        WorldBounds { min: WorldPoint { x: 0.25, y: 0.5 }, max: WorldPoint { x: 0.75, y: 0.75 } };

    #[track_caller]
    fn check(points: &[(f64, f64)], closed: bool, want: &str) {
        // A plane unit is 1/16384 of the world here.
        let line =
            points.iter().map(|(x, y)| WorldPoint { x: 0.25 + x / 16_384., y: 0.5 + y / 16_384. }).collect();
        let shape = if closed { Shape::Areas(vec![line]) } else { Shape::Lines(vec![line]) };
        assert_eq!(Plane::covering(BOUNDS).path_data(&shape), want);
    }

    #[test]
    fn a_line_is_written_step_by_step() {
        check(&[(0., 0.), (10., 5.), (9.5, 5.25)], false, "M0 0l10 5l-0.5 0.25");
    }

    #[test]
    fn a_ring_is_closed_without_repeating_its_start() {
        check(&[(1., 1.), (4., 1.), (4., 3.), (1., 1.)], true, "M1 1l3 0l0 2z");
    }

    #[test]
    fn rounding_does_not_add_up_along_a_line() {
        // Three thirds of a hundredth are one hundredth, not three nothings.
        check(&[(0., 0.), (0.004, 0.), (0.008, 0.), (0.012, 0.)], false, "M0 0l0 0l0.01 0l0 0");
    }

    #[test]
    fn the_placement_puts_plane_points_where_the_camera_puts_the_world() {
        let size = ScreenSize { width: 300., height: 200. };
        let viewport = Viewport { size, covered: Insets { right: 50., ..Insets::default() } };
        let camera = Camera { centre: WorldPoint { x: 0.4, y: 0.6 }, zoom: 5.5, viewport };
        let (plane, w) = (Plane::covering(BOUNDS), WorldPoint { x: 0.41, y: 0.58 });
        let (p, at) = (plane.point(w), plane.placement(&camera));
        let (x, y) = (at.scale * p.x + at.x, at.scale * p.y + at.y);
        let want = camera.world_to_screen(w);
        assert!((x - want.x).abs() < 1e-6 && (y - want.y).abs() < 1e-6);
    }

    #[test]
    fn on_the_smallest_plane_there_is_room_for_the_world() {
        let p = WorldPoint { x: 0.5, y: 0.5 };
        let plane = Plane::covering(WorldBounds::around([p, WorldPoint { x: 0.5 + 1e-15, y: 0.5 }]));
        let far = [WorldPoint { x: 0., y: 0. }, WorldPoint { x: 2., y: 1. }];
        assert!(far.iter().all(|w| plane.point(*w).x.abs() < 2e13));
        plane.path_data(&Shape::Lines(vec![far.to_vec()]));
    }

    #[test]
    fn no_bounds_no_trouble() {
        let at = Plane::covering(WorldBounds::EMPTY).point(WorldPoint { x: 0.5, y: 0.5 });
        assert_eq!(at, PlanePoint { x: 4096., y: 4096. });
    }
}
