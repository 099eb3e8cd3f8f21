//! The way from one camera to another that a reader's eye can follow. No
//! clock: the caller says how far along it is.

use lean::number::limited;

use crate::{camera::Camera, geometry::WorldPoint};

/// How strongly a flight zooms out to shorten the way; van Wijk and Nuij found
/// readers at ease around √2.
const CURVATURE: f64 = std::f64::consts::SQRT_2;

/// A smooth pan and zoom, after J. van Wijk and W. Nuij, "Smooth and efficient
/// zooming and panning", InfoVis 2003.
#[derive(Clone, Copy, Debug)]
pub struct Flight {
    from: Camera,
    to: Camera,
    path: Path,
    length: f64,
}

#[derive(Clone, Copy, Debug)]
enum Path {
    /// The centres agree: zoom alone.
    Straight,
    /// Distance between the centres, width at the start (world units), and the
    /// hyperbolic angle at the start.
    Arc { distance: f64, width: f64, angle: f64 },
}

impl Flight {
    /// The flight between two cameras; it ends in `to`'s viewport.
    pub fn new(from: Camera, to: Camera) -> Self {
        let across = |c: &Camera| c.viewport.free().width().max(1.) / c.scale();
        let (w0, w1) = (across(&from), across(&to));
        let distance = (to.centre.x - from.centre.x).hypot(to.centre.y - from.centre.y);
        let rho2 = CURVATURE * CURVATURE;
        if distance < w0.min(w1) * 1e-6 {
            let length = (w1 / w0).ln().abs() / CURVATURE;
            return Self { from, to, path: Path::Straight, length };
        }
        let (gap, stretch) = (w1 * w1 - w0 * w0, rho2 * rho2 * distance * distance);
        let r0 = -((gap + stretch) / (2. * w0 * rho2 * distance)).asinh();
        let r1 = -((gap - stretch) / (2. * w1 * rho2 * distance)).asinh();
        Self { from, to, path: Path::Arc { distance, width: w0, angle: r0 }, length: (r1 - r0) / CURVATURE }
    }

    /// A pleasant duration in milliseconds: longer ways take longer, within
    /// bounds that neither blur nor bore.
    pub fn duration(&self) -> f64 {
        limited(self.length.abs() * 450., 200., 1_400.)
    }

    /// The camera at `t`, 0 (start) to 1 (end), eased at both ends.
    pub fn at(&self, t: f64) -> Camera {
        if t >= 1. {
            return self.to;
        }
        let t = t.max(0.);
        let s = t * t * (3. - 2. * t);
        let Camera { centre: c0, zoom: z0, .. } = self.from;
        let Camera { centre: c1, zoom: z1, viewport } = self.to;
        match self.path {
            Path::Straight => Camera {
                centre: WorldPoint { x: c0.x + (c1.x - c0.x) * s, y: c0.y + (c1.y - c0.y) * s },
                zoom: z0 + (z1 - z0) * s,
                viewport,
            },
            Path::Arc { distance, width, angle } => {
                let r = CURVATURE * s * self.length + angle;
                let along =
                    width / (CURVATURE * CURVATURE) * (angle.cosh() * r.tanh() - angle.sinh()) / distance;
                let grown = angle.cosh() / r.cosh();
                Camera {
                    centre: WorldPoint { x: c0.x + (c1.x - c0.x) * along, y: c0.y + (c1.y - c0.y) * along },
                    zoom: z0 - grown.log2(),
                    viewport,
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{camera::Viewport, geometry::ScreenSize};

    fn camera(x: f64, zoom: f64) -> Camera {
        let viewport = Viewport { size: ScreenSize { width: 512., height: 512. }, ..Viewport::default() };
        Camera { centre: WorldPoint { x, y: 0.4 }, zoom, viewport }
    }

    #[track_caller]
    fn check_ends(from: Camera, to: Camera) {
        let flight = Flight::new(from, to);
        for (t, want) in [(0., from), (0.999_999_9, to), (1., to)] {
            let got = flight.at(t);
            let near = (got.centre.x - want.centre.x).abs() < 1e-5 && (got.zoom - want.zoom).abs() < 1e-4;
            assert!(near, "at {t}: {got:?} is not {want:?}");
        }
    }

    #[test]
    fn it_starts_and_ends_where_it_should() {
        check_ends(camera(0.61, 7.), camera(0.63, 10.));
        check_ends(camera(0.63, 10.), camera(0.61, 7.));
        check_ends(camera(0.6, 9.), camera(0.62, 9.));
    }

    #[test]
    fn zooming_in_place_stays_in_place() {
        check_ends(camera(0.6, 5.), camera(0.6, 9.));
        assert_eq!(Flight::new(camera(0.6, 5.), camera(0.6, 9.)).at(0.5).centre.x, 0.6);
    }

    #[test]
    fn a_far_flight_climbs_on_the_way() {
        let middle = Flight::new(camera(0.55, 10.), camera(0.65, 10.)).at(0.5);
        assert!(middle.zoom < 8., "{middle:?}");
    }

    #[test]
    fn going_nowhere_is_short_and_harmless() {
        let flight = Flight::new(camera(0.6, 8.), camera(0.6, 8.));
        assert_eq!(flight.duration(), 200.);
        assert_eq!(flight.at(0.5).zoom, 8.);
    }
}
