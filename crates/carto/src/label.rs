//! Where names go: seats around a point, taken in order of priority, none on
//! top of another. What is written, and in which language, is the caller's.

use lean::number::{cosine, sine};

use crate::{
    geometry::{ScreenPoint, ScreenRect, ScreenSize, WorldBounds, WorldPoint},
    layer::Line,
    style::LabelKind,
};

/// Where a label may sit relative to the point it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seat {
    /// On the point.
    On,
    /// To its right.
    Right,
    /// To its left.
    Left,
    /// Above it.
    Above,
    /// Below it.
    Below,
    /// Up and to the right.
    AboveRight,
    /// Down and to the right.
    BelowRight,
    /// Up and to the left.
    AboveLeft,
    /// Down and to the left.
    BelowLeft,
}

/// The usual order for a dot: right first, as atlases do (after E. Imhof,
/// "Positioning names on maps", 1975).
pub const AROUND_A_DOT: &[Seat] = &[
    Seat::Right,
    Seat::AboveRight,
    Seat::BelowRight,
    Seat::Left,
    Seat::AboveLeft,
    Seat::BelowLeft,
    Seat::Above,
    Seat::Below,
];

/// The usual order for land that the name may cover.
pub const OVER_LAND: &[Seat] = &[Seat::On, Seat::Above, Seat::Below, Seat::Right, Seat::Left];

/// A name that wants a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// What to write.
    pub text: String,
    /// In which type.
    pub kind: LabelKind,
    /// Of what size, as measured in that type.
    pub size: ScreenSize,
    /// The point that it names.
    pub at: ScreenPoint,
    /// Other points that would do as well, best first.
    pub or_at: Vec<ScreenPoint>,
    /// CSS pixels between the point and the label's box.
    pub gap: f64,
    /// Where it may sit, best first.
    pub seats: &'static [Seat],
    /// Lower numbers choose first.
    pub priority: u32,
    /// Whether a dot marks the point; drawn only with its name.
    pub dot: bool,
    /// Whether it stands back behind others.
    pub faint: bool,
    /// Turned clockwise by so many radians about its middle, a quarter turn at
    /// most either way.
    pub angle: f64,
    /// What it belongs to, for the caller.
    pub key: usize,
}

/// A label that found its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    /// Which one.
    pub label: Label,
    /// Its box.
    pub rect: ScreenRect,
}

/// Seats as many of `labels` as fit inside `within`, by priority (then in the
/// order given), clear of `obstacles` and of each other's boxes and dots, and of
/// what is `better_clear` where another point would do. O(n²) in the labels seated: meant
/// for a screenful.
pub fn place(
    labels: Vec<Label>,
    obstacles: &[ScreenRect],
    better_clear: &[ScreenRect],
    within: ScreenRect,
) -> Vec<Placed> {
    // Inserted rather than sorted: for a screenful that is as quick, and the
    // library's sort weighs 4 KB for every type it sorts.
    let mut order: Vec<Label> = Vec::with_capacity(labels.len());
    for label in labels {
        order.insert(order.partition_point(|other| other.priority <= label.priority), label);
    }
    let mut taken: Vec<ScreenRect> = obstacles.to_vec();
    let mut placed = Vec::new();
    for label in order {
        let dot = label.dot.then(|| {
            let side = 2. * label.gap;
            ScreenRect::centred(label.at, ScreenSize { width: side, height: side })
        });
        let free = |rect: &ScreenRect| within.encloses(rect) && !taken.iter().any(|t| t.overlaps(rect));
        if dot.is_some_and(|dot| !free(&dot)) {
            continue;
        }
        // A good seat at a lesser point beats a poor seat at the best.
        let points = || std::iter::once(label.at).chain(label.or_at.iter().copied());
        let found = label.seats.iter().find_map(|&seat| {
            let mut fitting: Vec<ScreenRect> = points().map(|at| seated(&label, at, seat)).collect();
            fitting.retain(free);
            let clear = fitting.iter().find(|rect| !better_clear.iter().any(|t| t.overlaps(rect)));
            clear.or(fitting.first()).copied()
        });
        if let Some(rect) = found {
            taken.push(rect.grown(2.));
            taken.extend(dot);
            placed.push(Placed { label, rect });
        }
    }
    placed
}

/// The box of `label` at `seat` of the point `at`.
fn seated(label: &Label, at: ScreenPoint, seat: Seat) -> ScreenRect {
    let turned = (sine(label.angle), cosine(label.angle));
    let size = ScreenSize {
        width: label.size.width * turned.1.abs() + label.size.height * turned.0.abs(),
        height: label.size.width * turned.0.abs() + label.size.height * turned.1.abs(),
    };
    let (right, below) = (size.width / 2. + label.gap, size.height / 2. + label.gap);
    // A corner seat tucks the box in beside the dot, not at arm's length.
    let corner = (size.height / 2. + label.gap * 0.5, size.width / 2. + label.gap * 0.6);
    let (dx, dy) = match seat {
        Seat::On => (0., 0.),
        Seat::Right => (right, 0.),
        Seat::Left => (-right, 0.),
        Seat::Above => (0., -below),
        Seat::Below => (0., below),
        Seat::AboveRight => (corner.1, -corner.0),
        Seat::BelowRight => (corner.1, corner.0),
        Seat::AboveLeft => (-corner.1, -corner.0),
        Seat::BelowLeft => (-corner.1, corner.0),
    };
    ScreenRect::centred(ScreenPoint { x: at.x + dx, y: at.y + dy }, size)
}

/// Good places for a name on land, the best first: the middles of the widest
/// stretches inside `rings` (even-odd) and inside `window`, one on each of a
/// few parallels. Empty where none of the land is in the window. O(vertices).
pub fn anchors_on_land(rings: &[Line], window: &WorldBounds) -> Vec<WorldPoint> {
    const PARALLELS: usize = 9;
    let bounds = WorldBounds::around(rings.iter().flatten().copied());
    let (top, bottom) = (bounds.min.y.max(window.min.y), bounds.max.y.min(window.max.y));
    let mut found: Vec<(f64, WorldPoint)> = Vec::new();
    if bounds.is_empty() || top >= bottom {
        return Vec::new();
    }
    for step in 1..=PARALLELS {
        let share = step as f64 / (PARALLELS + 1) as f64;
        let y = top + (bottom - top) * share;
        let mut crossings: Vec<f64> = Vec::new();
        for s in rings.iter().flat_map(|ring| ring.windows(2)).filter(|s| (s[0].y > y) != (s[1].y > y)) {
            let x = s[0].x + (y - s[0].y) / (s[1].y - s[0].y) * (s[1].x - s[0].x);
            crossings.insert(crossings.partition_point(|c| *c < x), x);
        }
        let stretch = |pair: &[f64]| (pair[0].max(window.min.x), pair[1].min(window.max.x));
        let widest =
            crossings.chunks_exact(2).map(stretch).max_by(|a, b| (a.1 - a.0).total_cmp(&(b.1 - b.0)));
        if let Some((west, east)) = widest.filter(|(west, east)| west < east) {
            // Near the middle of the land a name reads better than at its rim.
            let worth = (east - west) * (1. - 0.5 * (2. * share - 1.).abs());
            let at = found.partition_point(|(other, _)| *other > worth);
            found.insert(at, (worth, WorldPoint { x: f64::midpoint(west, east), y }));
        }
    }
    // Between small islands no parallel may meet any: the largest in the window has some.
    let box_of = |ring: &Line| WorldBounds::around(ring.iter().copied());
    let area = |ring: &Line| box_of(ring).width() * box_of(ring).height();
    let in_window = rings.iter().filter(|ring| found.is_empty() && box_of(ring).touches(window));
    match in_window.max_by(|a, b| area(a).total_cmp(&area(b))) {
        Some(largest) if rings.len() > 1 => anchors_on_land(std::slice::from_ref(largest), window),
        _ => found.into_iter().map(|(_, at)| at).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WINDOW: ScreenRect =
        ScreenRect { min: ScreenPoint { x: 0., y: 0. }, max: ScreenPoint { x: 200., y: 100. } };

    #[test]
    fn between_small_islands_the_largest_has_the_name() {
        let island = |x: f64, y: f64, side: f64| -> Line {
            [(0., 0.), (1., 0.), (1., 1.), (0., 1.), (0., 0.)]
                .map(|(dx, dy)| WorldPoint { x: x + dx * side, y: y + dy * side })
                .to_vec()
        };
        // No parallel meets any.
        let rings = [island(0.2, 0.2, 0.001), island(0.5, 0.203, 0.002), island(0.7, 0.8, 0.001)];
        let window = WorldBounds::around(rings.iter().flatten().copied());
        let found = anchors_on_land(&rings, &window);
        assert!(found.iter().all(|at| (0.5..0.502).contains(&at.x)), "{found:?}");
        assert!(!found.is_empty());
    }

    fn dot(key: usize, x: f64, y: f64, priority: u32) -> Label {
        Label {
            text: key.to_string(),
            kind: LabelKind::Town,
            size: ScreenSize { width: 40., height: 10. },
            at: ScreenPoint { x, y },
            or_at: Vec::new(),
            gap: 4.,
            seats: AROUND_A_DOT,
            priority,
            dot: true,
            faint: false,
            angle: 0.,
            key,
        }
    }

    #[track_caller]
    fn check(labels: &[Label], obstacles: &[ScreenRect], want: &[(usize, f64, f64)]) {
        let got: Vec<(usize, f64, f64)> = place(labels.to_vec(), obstacles, &[], WINDOW)
            .iter()
            .map(|p| (p.label.key, p.rect.min.x, p.rect.min.y))
            .collect();
        assert_eq!(got, want);
    }

    #[test]
    fn a_lone_dot_has_its_name_on_the_right() {
        check(&[dot(1, 50., 50., 0)], &[], &[(1, 54., 45.)]);
    }

    #[test]
    fn near_the_right_edge_the_name_goes_left() {
        check(&[dot(1, 190., 50., 0)], &[], &[(1, 146., 45.)]);
    }

    #[test]
    fn the_more_important_name_chooses_first() {
        let labels = [dot(1, 50., 50., 5), dot(2, 60., 50., 1)];
        let placed = place(labels.to_vec(), &[], &[], WINDOW);
        assert_eq!(placed[0].label.key, 2);
        assert_eq!(placed[0].rect.min.x, 64., "on its best seat");
        assert!(!placed[1].rect.overlaps(&placed[0].rect));
    }

    #[test]
    fn two_dots_on_one_spot_leave_one_name() {
        check(&[dot(1, 50., 50., 0), dot(2, 50., 51., 1)], &[], &[(1, 54., 45.)]);
    }

    #[test]
    fn a_good_seat_at_another_point_beats_a_poor_one_at_the_best() {
        let land = Label { dot: false, gap: 0., seats: OVER_LAND, ..dot(1, 50., 50., 0) };
        let land = Label { or_at: vec![ScreenPoint { x: 150., y: 50. }], ..land };
        let in_the_way = ScreenRect::centred(land.at, ScreenSize { width: 4., height: 4. });
        check(&[land], &[in_the_way], &[(1, 130., 45.)]);
    }

    #[test]
    fn a_name_keeps_off_obstacles_or_stays_away() {
        check(&[dot(1, 50., 50., 0)], &[WINDOW], &[]);
    }

    #[test]
    fn a_point_that_is_clear_is_better_and_any_is_better_than_none() {
        let line = ScreenRect::centred(ScreenPoint { x: 70., y: 50. }, ScreenSize { width: 4., height: 60. });
        let label = Label { or_at: vec![ScreenPoint { x: 120., y: 50. }], ..dot(1, 50., 50., 0) };
        let seats = |better_clear: &[ScreenRect]| place(vec![label.clone()], &[], better_clear, WINDOW);
        assert_eq!(seats(&[line])[0].rect.min.x, 124., "at the other point");
        assert_eq!(seats(&[WINDOW])[0].rect.min.x, 54., "where it is best");
    }

    fn ring(points: &[(f64, f64)]) -> Line {
        points.iter().map(|&(x, y)| WorldPoint { x, y }).collect()
    }

    const ALL: WorldBounds =
        WorldBounds { min: WorldPoint { x: 0., y: 0. }, max: WorldPoint { x: 1., y: 1. } };

    #[test]
    fn the_name_of_a_square_is_in_its_middle() {
        let square = ring(&[(0.2, 0.2), (0.4, 0.2), (0.4, 0.4), (0.2, 0.4), (0.2, 0.2)]);
        let at = anchors_on_land(&[square], &ALL)[0];
        assert!((at.x - 0.3).abs() < 1e-9 && (at.y - 0.3).abs() < 1e-9, "{at:?}");
    }

    #[test]
    fn the_name_of_a_crescent_is_on_the_land_not_in_the_bay() {
        let crescent = ring(&[(0., 0.), (0.3, 0.), (0.1, 0.2), (0.3, 0.4), (0., 0.4), (0., 0.)]);
        let at = anchors_on_land(std::slice::from_ref(&crescent), &ALL)[0];
        assert_eq!(crate::hit::locate(&[crescent], at), crate::hit::Location::Inside);
    }

    #[test]
    fn only_the_land_in_the_window_counts() {
        let square = ring(&[(0.2, 0.2), (0.4, 0.2), (0.4, 0.4), (0.2, 0.4), (0.2, 0.2)]);
        let window = WorldBounds { min: WorldPoint { x: 0.35, y: 0. }, max: WorldPoint { x: 1., y: 1. } };
        let at = anchors_on_land(std::slice::from_ref(&square), &window)[0];
        assert!((at.x - 0.375).abs() < 1e-9);
        let elsewhere = WorldBounds { min: WorldPoint { x: 0.5, y: 0.5 }, ..ALL };
        assert_eq!(anchors_on_land(&[square], &elsewhere), []);
    }
}
