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
