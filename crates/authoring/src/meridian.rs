//! The meridian of 180°, at which a shape of RFC 7946 is cut in two.

use crate::kind::{Kind, Position};

/// The parts of what is drawn in longitudes that go on across 180°, each within ±180°; rings
/// are closed.
pub fn cut(kind: Kind, drawn: Vec<Position>) -> Vec<Vec<Position>> {
    // As a whole, to where most of it is within the degrees that there are.
    let middle = drawn.iter().map(|[lon, _]| lon).sum::<f64>() / drawn.len().max(1) as f64;
    let turns = ((middle + 180.) / 360.).floor() * 360.;
    let drawn: Vec<Position> = drawn.into_iter().map(|[lon, lat]| [lon - turns, lat]).collect();
    let edge = if drawn.iter().any(|[lon, _]| *lon > 180.) { 180. } else { -180. };
    let is_within = drawn.iter().all(|[lon, _]| (-180. ..=180.).contains(lon));
    let mut parts = match kind {
        Kind::Point => vec![drawn.into_iter().map(|[lon, lat]| [wrapped(lon), lat]).collect()],
        _ if is_within => vec![drawn],
        Kind::Line => cut_line(&drawn, edge),
        Kind::Area => [false, true].map(|is_beyond| clipped(&drawn, edge, is_beyond)).into(),
    };
    if kind == Kind::Area {
        parts.retain(|ring| ring.len() >= kind.least());
        for ring in &mut parts {
            ring.push(ring[0]);
        }
    }
    parts
}

/// A position that stands beside another one of its line: not on the other side of 180°.
pub fn beside([lon, lat]: Position, [near, _]: Position) -> Position {
    let lon = wrapped(lon);
    [if (lon - near).abs() > 180. { 180_f64.copysign(near) } else { lon }, lat]
}

fn wrapped(lon: f64) -> f64 {
    if (-180. ..=180.).contains(&lon) { lon } else { (lon + 180.).rem_euclid(360.) - 180. }
}

/// Whether a longitude lies on the further side of an edge.
fn is_beyond(lon: f64, edge: f64) -> bool {
    if edge > 0. { lon > edge } else { lon < edge }
}

/// Where the way from one position to another meets the edge.
fn meeting(a: Position, b: Position, edge: f64) -> Position {
    let share = (edge - a[0]) / (b[0] - a[0]);
    [edge, a[1] + (b[1] - a[1]) * share]
}

fn home([lon, lat]: Position, edge: f64, beyond: bool) -> Position {
    [if beyond { lon - 360_f64.copysign(edge) } else { lon }, lat]
}

fn cut_line(drawn: &[Position], edge: f64) -> Vec<Vec<Position>> {
    let mut parts: Vec<Vec<Position>> = Vec::new();
    let mut before: Option<(Position, bool)> = None;
    for &position in drawn {
        let beyond = is_beyond(position[0], edge);
        match before {
            Some((_, was)) if was == beyond => {}
            Some((last, was)) => {
                let edge_at = meeting(last, position, edge);
                if let Some(part) = parts.last_mut() {
                    part.push(home(edge_at, edge, was));
                }
                parts.push(vec![home(edge_at, edge, beyond)]);
            }
            None => parts.push(Vec::new()),
        }
        if let Some(part) = parts.last_mut() {
            part.push(home(position, edge, beyond));
        }
        before = Some((position, beyond));
    }
    parts.iter_mut().for_each(Vec::dedup);
    parts.retain(|part| part.len() > 1);
    parts
}

/// What of a ring lies on one side of the edge (after I. Sutherland and G. Hodgman, 1974).
fn clipped(ring: &[Position], edge: f64, beyond: bool) -> Vec<Position> {
    let is_kept = |position: &Position| is_beyond(position[0], edge) == beyond;
    let mut kept: Vec<Position> = Vec::new();
    for (index, position) in ring.iter().enumerate() {
        let before = &ring[(index + ring.len() - 1) % ring.len()];
        if is_kept(before) != is_kept(position) {
            kept.push(meeting(*before, *position, edge));
        }
        if is_kept(position) {
            kept.push(*position);
        }
    }
    kept.dedup();
    if kept.len() > 1 && kept.first() == kept.last() {
        kept.pop();
    }
    kept.into_iter().map(|position| home(position, edge, beyond)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ring_is_two_that_meet_at_the_meridian() {
        let ring = vec![[179., 0.], [182., 0.], [182., 2.], [179., 2.]];
        let east = vec![[179., 2.], [179., 0.], [180., 0.], [180., 2.], [179., 2.]];
        let west = vec![[-180., 0.], [-178., 0.], [-178., 2.], [-180., 2.], [-180., 0.]];
        let mut got = cut(Kind::Area, ring);
        // Most of it lies beyond: it is told from there.
        got.sort_by(|a, b| b[0][0].total_cmp(&a[0][0]));
        let sorted = |ring: &[Position]| {
            let mut all = ring.to_vec();
            all.sort_by(|a, b| a.partial_cmp(b).unwrap());
            all.dedup();
            all
        };
        let (got, want): (Vec<_>, Vec<_>) = (
            got.iter().map(|ring| sorted(ring)).collect(),
            [east, west].iter().map(|ring| sorted(ring)).collect(),
        );
        assert_eq!(got, want);
    }

    #[test]
    fn a_line_is_cut_wherever_it_crosses() {
        let line = vec![[179., 0.], [181., 2.], [179., 4.]];
        let want = vec![
            vec![[179., 0.], [180., 1.]],
            vec![[-180., 1.], [-179., 2.], [-180., 3.]],
            vec![[180., 3.], [179., 4.]],
        ];
        assert_eq!(cut(Kind::Line, line), want);
    }

    #[test]
    fn what_lies_a_turn_further_is_brought_home() {
        assert_eq!(cut(Kind::Point, vec![[190., 1.]]), [[[-170., 1.]]]);
        assert_eq!(cut(Kind::Line, vec![[185., 0.], [186., 0.]]), [[[-175., 0.], [-174., 0.]]]);
        assert_eq!(cut(Kind::Line, vec![[-170., 0.], [-190., 0.]]).len(), 2);
    }

    #[test]
    fn what_does_not_cross_stays() {
        let line = vec![[-180., 0.], [180., 0.]];
        assert_eq!(cut(Kind::Line, line.clone()), [line]);
    }
}
