//! What lies in what, and what is near: by numbers, without words.

use atlas::Localized;
use carto::{Shape, WorldBounds, WorldPoint};

use crate::{
    base::View,
    ground::{self, Gap},
    regions::Now,
};

/// How far a rough position may be off, in kilometres: what the first atlas says of its
/// points. Nearer to a border than that nobody can say on which side it is.
pub const ROUGH: f64 = 3.;
/// The least share of its land that a region has in a state, to be said to lie in it.
const LEAST_SHARE: f64 = 0.03;
/// Towns are spoken of within this many kilometres.
const TOWNS_IN_REACH: f64 = 120.;

/// The pieces of states that hold a region, by their share of it.
pub fn pieces(view: &View<'_>, now: &Now<'_>) -> Vec<usize> {
    let land = &view.base.land;
    let mut shares: Vec<(usize, usize)> = Vec::new();
    let places = places_in(now);
    for p in &places {
        if let Some(piece) = land.at(*p, view.date) {
            match shares.iter_mut().find(|(known, _)| *known == piece) {
                Some((_, seen)) => *seen += 1,
                None => shares.push((piece, 1)),
            }
        }
    }
    let least = (places.len() as f64 * LEAST_SHARE).ceil() as usize;
    let mut ordered: Vec<(usize, usize)> = Vec::new();
    for share in shares.into_iter().filter(|(_, seen)| *seen >= least) {
        ordered.insert(ordered.partition_point(|other| other.1 >= share.1), share);
    }
    ordered.into_iter().map(|(piece, _)| piece).collect()
}

/// Places all over a region's land, or the one that it stands at.
fn places_in(now: &Now<'_>) -> Vec<WorldPoint> {
    const ACROSS: usize = 16;
    let bounds = now.land().iter().fold(WorldBounds::EMPTY, |b, mark| b.joined(*mark.path.bounds()));
    let share = |at: usize| (at as f64 + 0.5) / ACROSS as f64;
    let all = (0..ACROSS * ACROSS).map(|at| WorldPoint {
        x: bounds.min.x + bounds.width() * share(at % ACROSS),
        y: bounds.min.y + bounds.height() * share(at / ACROSS),
    });
    let mut found: Vec<WorldPoint> =
        if bounds.is_empty() { Vec::new() } else { all.filter(|p| now.holds(*p)).collect() };
    if found.is_empty() {
        found.extend(now.anchor());
    }
    found
}

/// The towns nearest to its place, or to its land where it has none; those within are no
/// way off.
pub fn near_towns<'a>(view: &View<'a>, now: &Now<'_>) -> Vec<(Gap, &'a Localized)> {
    let shape = now.point().map(|mark| mark.path.shape().clone()).or_else(|| now.shape());
    let Some(shape) = shape else { return Vec::new() };
    let mut near: Vec<(Gap, &Localized)> = Vec::new();
    for (town, at) in view.base.land.towns(view.date) {
        let Some(gap) = ground::between(&shape, &Shape::Points(vec![at])) else { continue };
        let is_itself = town.name.iter().any(|(lang, name)| now.region.label.get(lang) == Some(name));
        if gap.km > 0. && gap.km <= TOWNS_IN_REACH && !(is_itself && gap.km < ROUGH) {
            near.insert(near.partition_point(|(other, _)| other.km <= gap.km), (gap, &town.name));
        }
    }
    near
}

/// Whether `p` lies in a region: in its land, or for a state where the map shows that.
fn holds(view: &View<'_>, now: &Now<'_>, p: WorldPoint) -> bool {
    let land = &view.base.land;
    if now.region.is_state() {
        let state = land.at(p, view.date).map(|piece| &land.states[land.piece_at(piece).state]);
        state.is_some_and(|state| state.region.as_deref() == Some(&*now.region.id))
    } else {
        now.holds(p)
    }
}

/// How a region lies to the land of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lies {
    /// Within.
    In,
    /// A line, partly within.
    InPart,
    /// At its edge, as far as a rough position tells.
    AtEdge,
    /// Elsewhere.
    Out,
}

/// How `other` lies to the land of `now`.
pub fn lies(view: &View<'_>, other: &Now<'_>, now: &Now<'_>) -> Lies {
    let Some(at) = other.middle() else { return Lies::Out };
    let is_line = other.land().is_empty() && !other.lines().is_empty();
    if is_line {
        let places: Vec<WorldPoint> =
            other.shape().into_iter().flat_map(|shape| shape.points().collect::<Vec<_>>()).collect();
        let inside = places.iter().filter(|p| holds(view, now, **p)).count();
        return match inside {
            // How finely two lines are drawn.
            inside if inside * 20 < places.len() => Lies::Out,
            inside if inside == places.len() => Lies::In,
            _ => Lies::InPart,
        };
    }
    if other.land().is_empty() && other.is_indicative() {
        let land = now.land();
        let edges = land.iter().filter_map(|mark| ground::to_lines(at, ground::lines(mark.path.shape())));
        if edges.reduce(Gap::or_shorter).is_some_and(|gap| gap.km <= ROUGH) {
            return Lies::AtEdge;
        }
    }
    if holds(view, now, at) { Lies::In } else { Lies::Out }
}

/// Numbers of the regions, no states, whose land holds a region.
pub fn holding(view: &View<'_>, now: &Now<'_>) -> Vec<usize> {
    let own = now.area().unwrap_or(0.);
    let holds = |other: &Now<'_>| {
        let is_larger = other.number != now.number && other.area().is_some_and(|area| area > own);
        is_larger && !other.region.is_state() && lies(view, now, other) == Lies::In
    };
    view.all().filter(holds).map(|other| other.number).collect()
}

/// Numbers of the regions that lie so to a region's land; a whole in place of its parts,
/// where all of them do.
pub fn held(view: &View<'_>, now: &Now<'_>, how: Lies) -> Vec<usize> {
    let own = now.area().unwrap_or(0.);
    let is_in = |other: &Now<'_>| {
        let is_smaller = other.area().is_none_or(|area| area < own);
        other.number != now.number && is_smaller && !other.region.is_state() && lies(view, other, now) == how
    };
    let inside: Vec<usize> = view.all().filter(is_in).map(|other| other.number).collect();
    let parts = |number: usize| &view.base.regions[number].children;
    let is_whole = |number: usize| {
        let parts = parts(number);
        !parts.is_empty() && parts.iter().all(|part| inside.contains(part))
    };
    let wholes: Vec<usize> = (0..view.base.regions.len()).filter(|number| is_whole(*number)).collect();
    let is_told = |number: &usize| !wholes.iter().any(|whole| parts(*whole).contains(number));
    let mut told: Vec<usize> = inside.iter().copied().filter(is_told).chain(wholes.iter().copied()).collect();
    told.sort_unstable();
    told.dedup();
    told
}

/// Names of the towns in it, the larger first.
pub fn towns_in(view: &View<'_>, now: &Now<'_>) -> Vec<String> {
    let towns = view.base.land.towns(view.date).filter(|(_, at)| holds(view, now, *at));
    towns.map(|(town, _)| town.name.best(view.lang.code()).1.to_owned()).collect()
}
