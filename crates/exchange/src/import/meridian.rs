//! What reaches over the antimeridian, cut in two there, as RFC 7946 has it (3.1.9).

use crate::import::part::{LonLat, Part};

/// The antimeridian, seen from the west of it.
const EDGE: f64 = 180.;

/// A part with longitudes from -180 to 540, in pieces with longitudes from -180 to 180. Pieces
/// of an area hang together along the antimeridian, where its outline goes there and back.
pub(crate) fn cut(part: Part<LonLat>) -> Vec<Part<LonLat>> {
    match part {
        Part::Point([lon, lat]) => vec![Part::Point([if lon > EDGE { lon - 360. } else { lon }, lat])],
        Part::Line(line) => lines(&line).into_iter().map(Part::Line).collect(),
        Part::Area(rings) => {
            let west = rings.iter().map(|ring| half(ring, false)).collect();
            let east = rings.iter().map(|ring| half(ring, true)).collect();
            [west, east].into_iter().filter_map(whole).map(Part::Area).collect()
        }
    }
}

/// The rings of which something is left; `None` where nothing is of the exterior.
fn whole(rings: Vec<Vec<LonLat>>) -> Option<Vec<Vec<LonLat>>> {
    // What only touches the antimeridian lies on one side of it.
    let is_there = |ring: &Vec<LonLat>| ring.iter().any(|[lon, _]| lon.abs() != EDGE);
    rings.first().filter(|ring| is_there(ring))?;
    Some(rings.into_iter().filter(is_there).collect())
}

fn lines(line: &[LonLat]) -> Vec<Vec<LonLat>> {
    let Some(first) = line.first() else { return Vec::new() };
    let mut all = Vec::new();
    let mut is_east = line.iter().find(|[lon, _]| *lon != EDGE).is_some_and(|[lon, _]| *lon > EDGE);
    let mut piece = vec![moved(*first, is_east)];
    for (a, b) in line.iter().zip(line.iter().skip(1)) {
        if (b[0] > EDGE) != is_east && b[0] != EDGE {
            let at = crossing(*a, *b);
            piece.push(moved(at, is_east));
            all.push(std::mem::take(&mut piece));
            is_east = !is_east;
            piece.push(moved(at, is_east));
        }
        piece.push(moved(*b, is_east));
    }
    all.push(piece);
    all
}

/// The part of a ring on one side, after Sutherland and Hodgman.
fn half(ring: &[LonLat], is_east: bool) -> Vec<LonLat> {
    let is_in = |[lon, _]: &LonLat| if is_east { *lon >= EDGE } else { *lon <= EDGE };
    let mut half = Vec::new();
    // From the last to the first: a ring may be open yet.
    for (a, b) in ring.iter().zip(ring.iter().skip(1).chain(ring.first())) {
        if is_in(a) {
            half.push(moved(*a, is_east));
        }
        if is_in(a) != is_in(b) {
            half.push(moved(crossing(*a, *b), is_east));
        }
    }
    half
}

fn moved([lon, lat]: LonLat, is_east: bool) -> LonLat {
    [if is_east { lon - 360. } else { lon }, lat]
}

/// Where an edge meets the antimeridian.
fn crossing(a: LonLat, b: LonLat) -> LonLat {
    let share = if a[0] == b[0] { 0. } else { (EDGE - a[0]) / (b[0] - a[0]) };
    [EDGE, a[1] + share * (b[1] - a[1])]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(part: Part<LonLat>, want: &[Part<LonLat>]) {
        assert_eq!(cut(part), want);
    }

    #[test]
    fn a_line_there_and_back_is_three() {
        check(
            Part::Line(vec![[170., 0.], [190., 2.], [190., 4.], [170., 6.]]),
            &[
                Part::Line(vec![[170., 0.], [180., 1.]]),
                Part::Line(vec![[-180., 1.], [-170., 2.], [-170., 4.], [-180., 5.]]),
                Part::Line(vec![[180., 5.], [170., 6.]]),
            ],
        );
    }

    #[test]
    fn a_line_that_turns_back_at_it_is_one() {
        check(
            Part::Line(vec![[170., 0.], [180., 1.], [170., 2.]]),
            &[Part::Line(vec![[170., 0.], [180., 1.], [170., 2.]])],
        );
    }

    #[test]
    fn an_area_is_cut_and_its_hole_stays_on_its_side() {
        let outer = vec![[170., 0.], [190., 0.], [190., 8.], [170., 8.], [170., 0.]];
        let hole = vec![[185., 2.], [185., 4.], [187., 4.], [185., 2.]];
        check(
            Part::Area(vec![outer, hole]),
            &[
                Part::Area(vec![vec![[170., 0.], [180., 0.], [180., 8.], [170., 8.], [170., 0.]]]),
                Part::Area(vec![
                    vec![[-180., 0.], [-170., 0.], [-170., 8.], [-180., 8.]],
                    vec![[-175., 2.], [-175., 4.], [-173., 4.], [-175., 2.]],
                ]),
            ],
        );
    }

    #[test]
    fn an_area_that_only_touches_it_is_not_cut() {
        let touching = vec![[170., 0.], [180., 0.], [180., 8.], [170., 0.]];
        let Part::Area(pieces) = cut(Part::Area(vec![touching])).remove(0) else { panic!() };
        assert_eq!(pieces.len(), 1);
    }

    #[test]
    fn a_point_beyond_it_is_west() {
        check(Part::Point([190., 0.]), &[Part::Point([-170., 0.])]);
    }
}
