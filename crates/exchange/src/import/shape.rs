//! Geometry as a layer of an atlas has it: within the range of degrees, rounded, closed, and
//! wound as RFC 7946 has it. Outlines that cross themselves are left to the check of the
//! atlas, which knows where to point.

use crate::import::meridian::cut;
use crate::import::part::{LonLat, Part, Reference, degrees, signed_area};
use crate::ledger::Thing;

/// About a metre: more would claim a precision that hardly any source has.
const SCALE: f64 = 1e5;
const ROUNDED: &str = "rounded to 5 decimals, about a metre";

/// Something that was changed or left out: what, how many, and how or why.
pub(crate) type Note = (Thing, usize, &'static str);

/// A geometry made fit, and what that took.
#[derive(Debug, Default)]
pub(crate) struct Fit {
    pub parts: Vec<Part<LonLat>>,
    pub changed: Vec<Note>,
    pub left_out: Vec<Note>,
}

impl Fit {
    /// Makes a feature's geometry fit.
    ///
    /// # Errors
    /// It has no place on the map: what was got and what was expected.
    pub(crate) fn of(parts: Vec<Part>, reference: Reference) -> Result<Self, String> {
        let mut fit = Self::default();
        let (mut west, mut east) = (f64::INFINITY, f64::NEG_INFINITY);
        let (mut all, mut altitudes) = (0, 0);
        for position in parts.iter().flat_map(Part::positions) {
            let [lon, lat] = degrees(*position, reference);
            if !(lon.is_finite() && lat.is_finite()) {
                return Err("a position is no pair of finite numbers".to_owned());
            }
            if !(-90. ..=90.).contains(&lat) {
                return Err(format!("expected a latitude from -90 to 90 after the longitude, got {lat}"));
            }
            if lon != snapped(lon) {
                fit.change(Thing::Position, 1, ROUNDED);
            }
            (west, east) = (west.min(snapped(lon)), east.max(snapped(lon)));
            all += 1;
            altitudes += usize::from(position.has_altitude);
        }
        if all == 0 {
            return Err("no geometry".to_owned());
        }
        let turn = turn(west, east)?;
        fit.change(Thing::Position, altitudes, "altitude dropped");
        if reference == Reference::Mercator {
            fit.change(Thing::Position, all, "converted from metres of Web Mercator (EPSG:3857) to degrees");
        }
        if turn != 0. {
            fit.change(Thing::Position, all, "moved by whole turns, to longitudes from -180 to 180");
        }
        let is_cut = east + turn > 180.;
        if is_cut {
            fit.change(Thing::Feature, 1, "reaches over the antimeridian, cut there");
        }
        for part in parts {
            let part = part.map(|position| {
                let [lon, lat] = degrees(position, reference);
                [snapped(lon) + turn, lat]
            });
            if is_cut {
                for piece in cut(part) {
                    fit.part(piece);
                }
            } else {
                fit.part(part);
            }
        }
        if fit.parts.iter().any(Part::has_long_edge) {
            let how = "an edge of more than 180° goes the long way round: cut it at the antimeridian";
            fit.change(Thing::Feature, 1, how);
        }
        Ok(fit)
    }

    fn part(&mut self, part: Part<LonLat>) {
        let part = match part {
            Part::Point(position) => Part::Point(self.rounded(position)),
            Part::Line(line) => {
                let line = self.line(line);
                if line.len() < 2 {
                    return self.leave(Thing::Part, "a line of fewer than 2 different positions");
                }
                Part::Line(line)
            }
            Part::Area(rings) => {
                let mut fit = Vec::with_capacity(rings.len());
                for (place, ring) in rings.into_iter().enumerate() {
                    match self.ring(place, ring) {
                        Some(ring) => fit.push(ring),
                        // Its holes are holes in nothing.
                        None if place == 0 => {
                            return self.leave(Thing::Part, "an area without extent");
                        }
                        None => self.leave(Thing::Ring, "a hole without extent"),
                    }
                }
                if fit.is_empty() {
                    return self.leave(Thing::Part, "an area without extent");
                }
                Part::Area(fit)
            }
        };
        self.parts.push(part);
    }

    /// A ring closed and wound; `None` where it has no extent.
    fn ring(&mut self, place: usize, ring: Vec<LonLat>) -> Option<Vec<LonLat>> {
        let mut ring = self.line(ring);
        let (first, last) = (*ring.first()?, *ring.last()?);
        let is_open = first != last;
        if is_open {
            ring.push(first);
        }
        let area = signed_area(&ring);
        if ring.len() < 4 || area == 0. {
            return None;
        }
        if is_open {
            self.change(Thing::Ring, 1, "closed: it did not end where it starts");
        }
        if (area > 0.) != (place == 0) {
            ring.reverse();
            self.change(Thing::Ring, 1, "turned round, as RFC 7946 has it");
        }
        Some(ring)
    }

    /// Positions rounded, none twice in a row.
    fn line(&mut self, line: Vec<LonLat>) -> Vec<LonLat> {
        let mut rounded: Vec<LonLat> = line.into_iter().map(|position| self.rounded(position)).collect();
        let all = rounded.len();
        rounded.dedup();
        let twice = all - rounded.len();
        if twice > 0 {
            self.left_out.push((Thing::Position, twice, "where the one before it is, within a metre"));
        }
        rounded
    }

    fn rounded(&mut self, position: LonLat) -> LonLat {
        // No sign before nothing.
        let rounded = position.map(|number| (number * SCALE).round() / SCALE + 0.);
        if rounded != position {
            self.change(Thing::Position, 1, ROUNDED);
        }
        rounded
    }

    fn change(&mut self, thing: Thing, count: usize, how: &'static str) {
        if count == 0 {
            return;
        }
        match self.changed.iter_mut().find(|note| note.0 == thing && note.2 == how) {
            Some(note) => note.1 += count,
            None => self.changed.push((thing, count, how)),
        }
    }

    fn leave(&mut self, thing: Thing, why: &'static str) {
        self.left_out.push((thing, 1, why));
    }
}

/// By how many degrees longitudes are to be moved.
fn turn(west: f64, east: f64) -> Result<f64, String> {
    if west >= -180. && east <= 180. {
        return Ok(0.);
    }
    let turn = -360. * ((west + 180.) / 360.).floor();
    if !(turn.is_finite() && turn.abs() <= 3600.) {
        return Err(format!("expected a longitude from -180 to 180, got {west}"));
    }
    if east + turn > 540. {
        return Err(format!("expected longitudes not more than once around, got {west} to {east}"));
    }
    Ok(turn)
}

/// A longitude that rounding, or a step between reference systems, has put beyond the
/// antimeridian is on it: whole oceans would be cut for a metre.
fn snapped(lon: f64) -> f64 {
    if lon.abs() <= 180. + 1. / SCALE { lon.clamp(-180., 180.) } else { lon }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::part::Position;

    fn ring(positions: &[(f64, f64)]) -> Vec<Position> {
        positions.iter().map(|(x, y)| Position::flat(*x, *y)).collect()
    }

    #[track_caller]
    fn check(part: Part, want: &[Part<LonLat>], changed: &[Note]) {
        let fit = Fit::of(vec![part], Reference::Degrees).unwrap();
        assert_eq!(fit.parts, want);
        assert_eq!(fit.changed, changed);
    }

    #[test]
    fn an_open_clockwise_ring_is_closed_and_turned() {
        check(
            Part::Area(vec![ring(&[(0., 0.), (0., 1.), (1., 1.)])]),
            &[Part::Area(vec![vec![[0., 0.], [1., 1.], [0., 1.], [0., 0.]]])],
            &[
                (Thing::Ring, 1, "closed: it did not end where it starts"),
                (Thing::Ring, 1, "turned round, as RFC 7946 has it"),
            ],
        );
    }

    #[test]
    fn what_reaches_over_the_antimeridian_on_one_side_is_moved() {
        check(
            Part::Line(ring(&[(181., 0.), (185., 1.)])),
            &[Part::Line(vec![[-179., 0.], [-175., 1.]])],
            &[(Thing::Position, 2, "moved by whole turns, to longitudes from -180 to 180")],
        );
    }

    #[test]
    fn what_reaches_over_it_on_both_is_cut() {
        check(
            Part::Line(ring(&[(170., 0.), (190., 1.)])),
            &[Part::Line(vec![[170., 0.], [180., 0.5]]), Part::Line(vec![[-180., 0.5], [-170., 1.]])],
            &[(Thing::Feature, 1, "reaches over the antimeridian, cut there")],
        );
    }

    #[test]
    fn what_goes_more_than_once_around_is_not_drawn() {
        let told = Fit::of(vec![Part::Line(ring(&[(170., 0.), (541., 1.)]))], Reference::Degrees);
        assert_eq!(told.unwrap_err(), "expected longitudes not more than once around, got 170 to 541");
    }

    #[test]
    fn a_metre_over_the_antimeridian_is_on_it() {
        check(
            Part::Line(ring(&[(-180.000_001, 0.), (180., 1.)])),
            &[Part::Line(vec![[-180., 0.], [180., 1.]])],
            &[
                (Thing::Position, 1, ROUNDED),
                (
                    Thing::Feature,
                    1,
                    "an edge of more than 180° goes the long way round: cut it at the antimeridian",
                ),
            ],
        );
    }

    #[test]
    fn a_latitude_beyond_the_pole_is_not_drawn() {
        let told = Fit::of(vec![Part::Point(Position::flat(40.5, 144.)); 1], Reference::Degrees);
        assert_eq!(told.unwrap_err(), "expected a latitude from -90 to 90 after the longitude, got 144");
    }

    #[test]
    fn an_area_without_extent_is_left_out() {
        let flat = Part::Area(vec![ring(&[(0., 0.), (1., 0.), (2., 0.), (0., 0.)])]);
        let fit = Fit::of(vec![flat], Reference::Degrees).unwrap();
        assert_eq!(
            (fit.parts.len(), &fit.left_out[..]),
            (0, &[(Thing::Part, 1, "an area without extent")][..])
        );
    }

    #[test]
    fn metres_of_web_mercator_are_degrees() {
        let position = Position::flat(4_953_717.49, 4_865_942.28);
        let fit = Fit::of(vec![Part::Point(position)], Reference::Mercator).unwrap();
        let [Part::Point([lon, lat])] = fit.parts[..] else { panic!("{fit:?}") };
        assert!((lon - 44.5).abs() < 1e-4 && (lat - 40.).abs() < 1e-2, "{lon} {lat}");
    }
}
