//! What lies right outside of a region's land, and on which side of it.

use crate::question::Wind;
use carto::WorldPoint;

use crate::{
    base::View,
    ground,
    land::BESIDE,
    regions::Now,
    words::{self, of},
};

/// How many places along its edge a region is looked out from.
const LOOKS: f64 = 240.;
/// The least share of the edge that counts: less is how finely two lines are drawn.
const LEAST: f64 = 0.01;
/// How much of one direction a side has: 1 where all of it lies one way, 0 all around.
const ONE_SIDE: f64 = 0.35;

/// What borders on a region.
#[derive(Clone, Debug)]
pub struct Neighbour {
    /// What it is called.
    pub name: String,
    /// On which side; `None` where it is on several.
    pub side: Option<Wind>,
    /// Its share of the region's edge, to 1.
    pub share: f64,
}

/// A neighbour while it is looked for.
struct Found {
    name: String,
    seen: f64,
    /// The sum of the directions in which it was seen.
    east: f64,
    south: f64,
}

/// The neighbours of a region's land, the longest shared edge first: states, and
/// regions of the atlas that are no states. What is beyond the map is none.
pub fn neighbours(view: &View<'_>, now: &Now<'_>) -> Vec<Neighbour> {
    let land = now.land();
    let rings = || land.iter().flat_map(|mark| ground::lines(mark.path.shape()));
    let whole: f64 = rings().map(|ring| ground::length(ring)).sum();
    let mut looks: Vec<WorldPoint> = rings()
        .flat_map(|ring| ground::along(ring, (whole / LOOKS).max(BESIDE / 2.)))
        .filter_map(|(at, course)| outside(now, at, course))
        .collect();
    let sum = looks.iter().fold((0., 0.), |sum, p| (sum.0 + p.x, sum.1 + p.y));
    let middle = WorldPoint { x: sum.0 / looks.len() as f64, y: sum.1 / looks.len() as f64 };
    looks.retain(|p| view.base.land.extent.contains(*p));
    let count = looks.len() as f64;
    let mut found: Vec<Found> = Vec::new();
    for p in &looks {
        for name in names_at(view, now, *p) {
            let at = found.iter().position(|f| f.name == name).unwrap_or_else(|| {
                found.push(Found { name, seen: 0., east: 0., south: 0. });
                found.len() - 1
            });
            let far = (p.x - middle.x).hypot(p.y - middle.y).max(f64::MIN_POSITIVE);
            let one = &mut found[at];
            one.seen += 1.;
            one.east += (p.x - middle.x) / far;
            one.south += (p.y - middle.y) / far;
        }
    }
    let mut neighbours: Vec<Neighbour> = Vec::new();
    for one in found.into_iter().filter(|one| one.seen >= LEAST * count) {
        let to = WorldPoint { x: one.east, y: one.south };
        let side = (one.east.hypot(one.south) >= ONE_SIDE * one.seen)
            .then(|| ground::wind(WorldPoint { x: 0., y: 0. }, to));
        let neighbour = Neighbour { name: one.name, side, share: one.seen / count };
        let at = neighbours.partition_point(|other| other.share >= neighbour.share);
        neighbours.insert(at, neighbour);
    }
    neighbours
}

/// The neighbours as a fact.
pub fn told(view: &View<'_>, neighbours: &[Neighbour]) -> String {
    let told = neighbours.iter().map(|one| {
        let side = match one.side {
            Some(wind) => words::side(wind, view.lang),
            None if neighbours.len() == 1 => all_around(view),
            None => of(view.lang, "de plusieurs côtés", "on several sides"),
        };
        format!("{}, {side}", one.name)
    });
    told.collect::<Vec<_>>().join(words::semicolon(view.lang))
}

/// That there is one neighbour alone.
pub fn all_around(view: &View<'_>) -> &'static str {
    of(view.lang, "de tous côtés", "on all sides")
}

/// A place beside `at`, where the land's edge runs on `course`, that is not the land's.
fn outside(now: &Now<'_>, at: WorldPoint, course: f64) -> Option<WorldPoint> {
    let quarter = std::f64::consts::FRAC_PI_2;
    let sides = [course - quarter, course + quarter].map(|course| ground::off(at, course, BESIDE));
    match sides.map(|p| now.holds(p)) {
        [true, false] => Some(sides[1]),
        [false, true] => Some(sides[0]),
        // A spit or an inlet, narrower than is looked aside.
        _ => None,
    }
}

/// What lies at `p`: the state, and what other regions are there.
fn names_at(view: &View<'_>, now: &Now<'_>, p: WorldPoint) -> Vec<String> {
    let land = &view.base.land;
    let mut names = Vec::new();
    match land.at(p, view.date) {
        // The state itself, where one of its pieces meets another.
        Some(piece) if is_own(view, now, piece) => return names,
        Some(piece) => names.push(land.named(piece, view.lang)),
        None => {
            let water = land.waters(view.date).find(|w| ground::holds(w.path.shape(), w.path.bounds(), p));
            names.extend(water.map(|water| water.name.best(view.lang.code()).1.to_owned()));
        }
    }
    for other in view.all() {
        let is_new = !view.are_kin(now.number, other.number) && !other.region.is_state();
        if is_new && !now.region.is_state() && other.holds(p) && !surrounds(&other, now) {
            let name = view.named(other.number);
            if !names.iter().any(|known| known.contains(&name)) {
                names.push(name);
            }
        }
    }
    names
}

/// Whether a piece of a state is of the state that the region is.
fn is_own(view: &View<'_>, now: &Now<'_>, piece: usize) -> bool {
    let land = &view.base.land;
    let state = &land.states[land.piece_at(piece).state];
    now.region.is_state() && state.region.as_deref() == Some(&*now.region.id)
}

/// Whether a region lies within the other: that is no neighbour.
fn surrounds(other: &Now<'_>, now: &Now<'_>) -> bool {
    now.anchor().is_some_and(|p| other.holds(p))
}
