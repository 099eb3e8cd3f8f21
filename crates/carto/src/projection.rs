//! Degrees to the world plane and back: spherical Web Mercator (EPSG:3857,
//! scaled to the unit square). Nothing here knows a screen.

use std::f64::consts::{PI, TAU};

use crate::{
    geometry::{LonLat, WorldBounds, WorldPoint},
    number::{limited, sine},
};

/// The latitude where the square world ends: `2 atan(e^π) − 90°`.
pub const MAX_LATITUDE: f64 = 85.051_128_779_806_59;

/// The Earth's mean radius in metres (IUGG), for lengths on the ground.
const EARTH_RADIUS: f64 = 6_371_008.8;

/// Projects a position; latitudes beyond [`MAX_LATITUDE`] are clamped to it,
/// longitudes are taken as they come (181° lies east of 180°).
pub fn project(p: LonLat) -> WorldPoint {
    let lat = limited(p.lat, -MAX_LATITUDE, MAX_LATITUDE).to_radians();
    WorldPoint { x: p.lon / 360. + 0.5, y: 0.5 - sine(lat).atanh() / TAU }
}

/// Projects positions one after another that lie close together, as a line's
/// do: to 10⁻¹² of the world as [`project`] does, several times faster.
#[derive(Clone, Copy, Debug)]
pub struct Projector {
    /// Where the series is made, in radians.
    latitude: f64,
    /// How far from there it holds; less than nothing before the first.
    reach: f64,
    /// The projection's height and its derivatives, each over its factorial.
    series: [f64; 5],
}

impl Default for Projector {
    fn default() -> Self {
        Self { latitude: 0., reach: -1., series: [0.; 5] }
    }
}

impl Projector {
    /// As [`project`].
    pub fn project(&mut self, p: LonLat) -> WorldPoint {
        let latitude = p.lat.to_radians();
        // Taylor's series of the inverse Gudermannian; what is left out grows
        // with the fifth power of the secant.
        let mut off = latitude - self.latitude;
        if off.abs() > self.reach {
            let at = project(p);
            let secant = ((0.5 - at.y) * TAU).cosh();
            let (square, slope) = (secant * secant, ((0.5 - at.y) * TAU).sinh());
            self.series = [
                0.5 - at.y,
                secant / TAU,
                secant * slope / 2. / TAU,
                secant * (2. * square - 1.) / 6. / TAU,
                secant * slope * (6. * square - 1.) / 24. / TAU,
            ];
            self.latitude = latitude;
            // Where latitudes are clamped every one is projected by itself.
            self.reach = if p.lat.abs() < MAX_LATITUDE - 1. { 0.004 / secant } else { -1. };
            off = 0.;
        }
        let [a, b, c, d, e] = self.series;
        WorldPoint { x: p.lon / 360. + 0.5, y: 0.5 - (a + off * (b + off * (c + off * (d + off * e)))) }
    }
}

/// The position that projects to `w`.
pub fn unproject(w: WorldPoint) -> LonLat {
    LonLat { lon: (w.x - 0.5) * 360., lat: ((0.5 - w.y) * TAU).sinh().atan().to_degrees() }
}

/// A box in degrees (west, south, east, north, as a `bbox` of RFC 7946) in
/// world units.
pub fn project_bounds([west, south, east, north]: [f64; 4]) -> WorldBounds {
    WorldBounds::around([
        project(LonLat { lon: west, lat: north }),
        project(LonLat { lon: east, lat: south }),
    ])
}

/// Metres on the ground that one world unit spans at the height of `y` (world
/// units). True in every direction, since the projection is conformal.
pub fn metres_per_world_unit(y: f64) -> f64 {
    // The cosine of the latitude: cos(atan(sinh t)) = 1 / cosh t.
    2. * PI * EARTH_RADIUS / ((0.5 - y) * TAU).cosh()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_line_is_projected_as_its_positions_are(
            start in -90.0..90.0f64,
            steps in prop::collection::vec(-0.3..0.3f64, 1..60),
        ) {
            let (mut lat, mut projector) = (start, Projector::default());
            for step in steps {
                lat = limited(lat + step, -90., 90.);
                let p = LonLat { lon: 45., lat };
                let (got, want) = (projector.project(p), project(p));
                prop_assert!((got.y - want.y).abs() < 1e-12 && got.x == want.x, "{lat}: {got:?} {want:?}");
            }
        }
    }

    #[track_caller]
    fn check(lon: f64, lat: f64, x: f64, y: f64) {
        let got = project(LonLat { lon, lat });
        assert!((got.x - x).abs() < 1e-12 && (got.y - y).abs() < 1e-12, "{got:?}");
    }

    #[test]
    fn null_island_is_the_middle() {
        check(0., 0., 0.5, 0.5);
    }

    #[test]
    fn the_corners_are_the_square_s() {
        check(-180., MAX_LATITUDE, 0., 0.);
        check(180., -MAX_LATITUDE, 1., 1.);
    }

    #[test]
    fn a_pole_stays_on_the_square() {
        check(0., 90., 0.5, 0.);
        check(0., -90., 0.5, 1.);
    }

    #[test]
    fn beyond_the_antimeridian_runs_on() {
        check(270., 0., 1.25, 0.5);
    }

    #[test]
    fn a_world_is_forty_thousand_kilometres_at_the_equator_and_half_at_sixty() {
        assert!((metres_per_world_unit(0.5) - 40_030_230.).abs() < 1_000.);
        let y = project(LonLat { lon: 0., lat: 60. }).y;
        assert!((metres_per_world_unit(y) / metres_per_world_unit(0.5) - 0.5).abs() < 1e-9);
    }

    proptest! {
        #[test]
        fn unproject_undoes_project(lon in -180.0..180.0f64, lat in -85.0..85.0f64) {
            let back = unproject(project(LonLat { lon, lat }));
            prop_assert!((back.lon - lon).abs() < 1e-9 && (back.lat - lat).abs() < 1e-9);
        }
    }
}
