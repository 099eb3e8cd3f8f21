//! Degrees to the world plane and back: spherical Web Mercator (EPSG:3857,
//! scaled to the unit square). Nothing here knows a screen.

use std::f64::consts::{PI, TAU};

use lean::number::{limited, sine};

use crate::{
    geometry::{LonLat, WorldBounds, WorldPoint},
    layer::{Feature, Line, Path, Shape},
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

/// The position that projects to `w`, of a map that may go once beyond the
/// antimeridian: its longitude is within ±180° again.
pub fn unproject(w: WorldPoint) -> LonLat {
    let lon = (w.x - 0.5) * 360.;
    let lon = if lon > 180. { lon - 360. } else { lon };
    LonLat { lon, lat: ((0.5 - w.y) * TAU).sinh().atan().to_degrees() }
}

/// A box in degrees (west, south, east, north, as a `bbox` of RFC 7946) in
/// world units. One whose west is more than its east lies across the
/// antimeridian and runs on beyond it.
pub fn project_bounds([west, south, east, north]: [f64; 4]) -> WorldBounds {
    let east = if west > east { east + 360. } else { east };
    WorldBounds::around([
        project(LonLat { lon: west, lat: north }),
        project(LonLat { lon: east, lat: south }),
    ])
}

/// Where a map cuts the world open. What lies west of it is drawn one world
/// further east, so that a map across the antimeridian has both halves side by
/// side.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Seam {
    /// World units; 0 at the antimeridian, where nothing moves.
    x: f64,
}

impl Seam {
    /// The seam of a map that covers `extent` (degrees: west, south, east,
    /// north): the antimeridian, or where the extent lies across that, the
    /// middle of what it leaves out.
    pub fn of([west, _, east, _]: [f64; 4]) -> Self {
        Self { x: if west > east { f64::midpoint(west, east) / 360. + 0.5 } else { 0. } }
    }

    fn shift(self, x: f64) -> f64 {
        if x < self.x { 1. } else { 0. }
    }

    /// Where `p` is on the map.
    pub fn project(self, p: LonLat) -> WorldPoint {
        let w = project(p);
        WorldPoint { x: w.x + self.shift(w.x), ..w }
    }

    /// Where a box in degrees is on the map: moved as a whole, by its middle.
    pub fn project_bounds(self, degrees: [f64; 4]) -> WorldBounds {
        let WorldBounds { min, max } = project_bounds(degrees);
        let by = self.shift(f64::midpoint(min.x, max.x));
        WorldBounds { min: WorldPoint { x: min.x + by, ..min }, max: WorldPoint { x: max.x + by, ..max } }
    }

    /// Moves a feature to where it is on the map: each line and ring as a whole,
    /// by its middle, so that none is torn. A hole may part from its ring where
    /// the seam cuts that: far from all that the map covers.
    #[must_use]
    pub fn place(self, feature: Feature) -> Feature {
        let bounds = feature.path.bounds();
        if bounds.is_empty() || bounds.min.x >= self.x {
            return feature;
        }
        let point = |p: &WorldPoint| WorldPoint { x: p.x + self.shift(p.x), ..*p };
        let line = |line: &Line| -> Line {
            let bounds = WorldBounds::around(line.iter().copied());
            let by = self.shift(bounds.centre().x);
            line.iter().map(|p| WorldPoint { x: p.x + by, ..*p }).collect()
        };
        let shape = match feature.path.shape() {
            Shape::Points(points) => Shape::Points(points.iter().map(point).collect()),
            Shape::Lines(lines) => Shape::Lines(lines.iter().map(line).collect()),
            Shape::Areas(rings) => Shape::Areas(rings.iter().map(line).collect()),
        };
        Feature { path: Path::new(shape), ..feature }
    }
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
    fn what_runs_on_has_a_longitude_within_the_half_turns_again() {
        let p = unproject(project(LonLat { lon: 185., lat: -17. }));
        assert!((p.lon + 175.).abs() < 1e-9, "{p:?}");
        assert_eq!(unproject(project(LonLat { lon: 180., lat: 0. })).lon, 180.);
    }

    #[test]
    fn bounds_across_the_antimeridian_are_as_wide_as_they_say() {
        let bounds = project_bounds([174., -22., -175., -13.]);
        assert!((bounds.width() - 11. / 360.).abs() < 1e-12 && bounds.max.x > 1., "{bounds:?}");
    }

    /// Between 174° E and 175° W: Fiji.
    fn seam() -> Seam {
        Seam::of([174., -22., -175., -13.])
    }

    proptest! {
        #[test]
        fn what_was_moved_is_the_same_place(lon in -180.0..180.0f64, lat in -85.0..85.0f64, west in -180.0..180.0f64, width in 1.0..300.0f64) {
            let east = if west + width > 180. { west + width - 360. } else { west + width };
            let (seam, p) = (Seam::of([west, -80., east, 80.]), LonLat { lon, lat });
            let w = seam.project(p);
            prop_assert!((unproject(w).lon - lon).abs() < 1e-9);
            // Within the extent as it lies.
            let extent = project_bounds([west, -80., east, 80.]);
            let is_in = if west > east { lon >= west || lon <= east } else { (west..=east).contains(&lon) };
            prop_assert_eq!((extent.min.x..=extent.max.x).contains(&w.x), is_in);
        }

        #[test]
        fn farther_north_is_higher_up(a in -85.0..85.0f64, b in -85.0..85.0f64) {
            let y = |lat| project(LonLat { lon: 0., lat }).y;
            prop_assert!((a < b) == (y(a) > y(b)) || (a - b).abs() < 1e-9);
        }
    }

    #[track_caller]
    fn check_lies(lon: f64, x: f64) {
        let got = seam().project(LonLat { lon, lat: -17. });
        assert!((got.x - x).abs() < 1e-12, "{got:?}");
    }

    #[test]
    fn across_the_antimeridian_both_halves_lie_side_by_side() {
        check_lies(178., 178. / 360. + 0.5);
        check_lies(-179., 181. / 360. + 0.5);
        check_lies(180., 1.);
        check_lies(-180., 1.);
        // Greenwich is as far from there as can be.
        check_lies(0., 0.5);
        check_lies(-1., 359. / 360. + 0.5);
    }

    #[test]
    fn elsewhere_nothing_moves() {
        let seam = Seam::of([41., 38., 51., 42.]);
        assert_eq!(seam, Seam::default());
        assert_eq!(seam.project(LonLat { lon: -180., lat: 0. }).x, 0.);
        assert_eq!(seam.project_bounds([-180., -80., 180., 80.]).width(), 1.);
    }

    #[test]
    fn a_view_of_the_far_half_moves_as_a_whole() {
        let far = seam().project_bounds([-179., -18., -176., -16.]);
        assert!((far.min.x - (181. / 360. + 0.5)).abs() < 1e-12, "{far:?}");
    }

    #[track_caller]
    fn check_placed(degrees: &[f64], moved: bool) {
        let line = |by: f64| -> Line {
            degrees.iter().map(|lon| WorldPoint { x: lon / 360. + 0.5 + by, y: 0.5 }).collect()
        };
        let path = Path::new(Shape::Lines(vec![line(0.)]));
        let placed = seam().place(Feature { id: None, properties: serde_json::Map::new(), path });
        let want = Shape::Lines(vec![line(if moved { 1. } else { 0. })]);
        assert_eq!(*placed.path.shape(), want);
    }

    #[test]
    fn a_line_is_moved_whole_and_never_torn() {
        check_placed(&[-180., -175.], true);
        check_placed(&[174., 180.], false);
        check_placed(&[-10., 4.], true);
        check_placed(&[-10., 30.], false);
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
