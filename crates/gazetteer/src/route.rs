//! What the map shows of a region that is a line: how long it is, what it crosses, what
//! it runs along. Its parts may be drawn as several features, which are joined.

use carto::WorldPoint;

use crate::{
    base::View,
    ground::{self, Gap, Runs},
    land::Border,
    regions::Now,
    words::{self, Topic, of},
};

/// Ends of lines nearer than this many kilometres are one place.
const JOINED: f64 = 2.;
/// Kilometres between the places of a route that are looked at.
const STEP: f64 = 0.5;
/// A stretch shorter than this many kilometres is how finely lines are drawn.
const LEAST: f64 = 2.;
/// What a line runs along is no further off than this many kilometres.
const ALONG: f64 = 1.;
/// For at least this many kilometres.
const LEAST_ALONG: f64 = 10.;
/// A town that a line passes is no further off than this many kilometres.
const PASSED: f64 = 3.;
/// How many towns are said.
const MOST: usize = 8;

/// The facts of a line.
pub fn facts(view: &View<'_>, now: &Now<'_>, told: &mut Vec<(Topic, String)>) {
    let routes = joined(now);
    let places: Vec<WorldPoint> =
        routes.iter().flat_map(|route| ground::along(route, STEP)).map(|(at, _)| at).collect();
    told.push((Topic::Crosses, crossed(view, now, &places)));
    told.push((Topic::Along, run_along(view, now, &places)));
    told.push((Topic::Passes, passed(view, &routes)));
    told.push((Topic::Length, lengths(view, now)));
}

/// Its lines joined end to end, each route from west to east, or from north to south
/// where it is longer that way.
fn joined(now: &Now<'_>) -> Vec<Vec<WorldPoint>> {
    let lines = now.lines().into_iter().flat_map(|mark| ground::lines(mark.path.shape()));
    let mut routes: Vec<Vec<WorldPoint>> = lines.filter(|line| line.len() > 1).cloned().collect();
    while let Some((one, other, turned)) = meeting(&routes) {
        let mut next = routes.remove(other);
        let route = &mut routes[one];
        if turned.0 {
            route.reverse();
        }
        if turned.1 {
            next.reverse();
        }
        route.extend(next);
    }
    for route in &mut routes {
        let (first, last) = (route[0], route[route.len() - 1]);
        let (east, south) = (last.x - first.x, last.y - first.y);
        if if east.abs() >= south.abs() { east < 0. } else { south < 0. } {
            route.reverse();
        }
    }
    routes
}

/// Two routes, the first number the smaller, of which one ends where the other does; and
/// whether each must be turned round, so that the second follows the first.
fn meeting(routes: &[Vec<WorldPoint>]) -> Option<(usize, usize, (bool, bool))> {
    let ends = |route: &[WorldPoint]| [route[0], route[route.len() - 1]];
    for one in 0..routes.len() {
        for other in one + 1..routes.len() {
            for (first, a) in ends(&routes[one]).into_iter().enumerate() {
                for (second, b) in ends(&routes[other]).into_iter().enumerate() {
                    if ground::km(a, b) <= JOINED {
                        return Some((one, other, (first == 0, second == 1)));
                    }
                }
            }
        }
    }
    None
}

/// The states that it crosses, in order, with the regions of the atlas that it is in
/// there, and for how long.
fn crossed(view: &View<'_>, now: &Now<'_>, places: &[WorldPoint]) -> String {
    let land = &view.base.land;
    let mut stretches: Vec<(usize, Vec<WorldPoint>)> = Vec::new();
    for p in places {
        let Some(piece) = land.at(*p, view.date) else { continue };
        match stretches.last_mut() {
            Some((last, on)) if *last == piece => on.push(*p),
            _ => stretches.push((piece, vec![*p])),
        }
    }
    let mut merged: Vec<(usize, Vec<WorldPoint>)> = Vec::new();
    for (piece, on) in stretches {
        // Where it runs along a border it may seem to cross that for a moment.
        let is_short = (on.len() as f64) * STEP < LEAST;
        match merged.last_mut() {
            Some((last, before)) if is_short || *last == piece => before.extend(on),
            // It begins beyond.
            None if is_short => {}
            _ => merged.push((piece, on)),
        }
    }
    let told = merged.iter().map(|(piece, on)| {
        let state = land.named(*piece, view.lang);
        let is_in = |other: &Now<'_>| {
            let held = on.iter().filter(|p| other.holds(**p)).count();
            !view.are_kin(now.number, other.number) && !other.region.is_state() && 2 * held > on.len()
        };
        let names = view.all().filter(is_in).map(|other| view.named(other.number));
        let names: Vec<String> = names.filter(|name| !state.contains(name)).collect();
        let inside = if names.is_empty() { String::new() } else { format!(" ({})", names.join(", ")) };
        let km = words::distance(on.len() as f64 * STEP, now.is_indicative(), view.lang);
        format!("{state}{inside}, {km}")
    });
    told.collect::<Vec<_>>().join(words::semicolon(view.lang))
}

/// The rivers and borders that it keeps close to, and for how long.
fn run_along(view: &View<'_>, now: &Now<'_>, places: &[WorldPoint]) -> String {
    let land = &view.base.land;
    let mut found: Vec<(String, usize)> = Vec::new();
    let mut add = |name: String| match found.iter_mut().find(|(known, _)| *known == name) {
        Some((_, seen)) => *seen += 1,
        None => found.push((name, 1)),
    };
    let rivers: Vec<_> =
        land.rivers(view.date).map(|river| (river, Runs::of(ground::lines(river.path.shape())))).collect();
    let borders: Vec<_> =
        land.border_lines(view.date).map(|line| Runs::of(ground::lines(line.shape()))).collect();
    for p in places {
        for (river, runs) in &rivers {
            if runs.way(*p).is_some_and(|gap| gap.km <= ALONG) {
                add(river.name.best(view.lang.code()).1.to_owned());
            }
        }
        let nearest = borders
            .iter()
            .filter_map(|runs| runs.way(*p))
            .reduce(Gap::or_shorter)
            .filter(|gap| gap.km <= ALONG);
        if let Some(gap) = nearest {
            let sides = land.beside(
                gap.to,
                ground::bearing(gap.from, gap.to) + std::f64::consts::FRAC_PI_2,
                view.date,
            );
            if let Some(name) = land.border_name(&Border { sides, gap }, view.lang) {
                add(format!("{} {name}", of(view.lang, "frontière", "border")));
            }
        }
    }
    found.retain(|(_, seen)| *seen as f64 * STEP >= LEAST_ALONG);
    let told = found.into_iter().map(|(name, seen)| {
        format!("{name}, {}", words::distance(seen as f64 * STEP, now.is_indicative(), view.lang))
    });
    told.collect::<Vec<_>>().join(words::semicolon(view.lang))
}

/// The towns close to it, in its order.
fn passed(view: &View<'_>, routes: &[Vec<WorldPoint>]) -> String {
    let mut found: Vec<(usize, usize, String)> = Vec::new();
    for (number, route) in routes.iter().enumerate() {
        let steps = ground::along(route, STEP);
        for (town, at) in view.base.land.towns(view.date) {
            let nearest = steps.iter().enumerate().map(|(step, (p, _))| (ground::km(at, *p), step));
            let nearest = nearest.reduce(|a, b| if b.0 < a.0 { b } else { a });
            if let Some((_, step)) = nearest.filter(|(km, _)| *km <= PASSED) {
                let town = (number, step, town.name.best(view.lang.code()).1.to_owned());
                found.insert(found.partition_point(|other| (other.0, other.1) <= (number, step)), town);
            }
        }
    }
    words::at_most(&found.into_iter().map(|(.., name)| name).collect::<Vec<_>>(), MOST, view.lang)
}

/// How long each of its features is, in their own words.
fn lengths(view: &View<'_>, now: &Now<'_>) -> String {
    let told = now.lines().into_iter().map(|mark| {
        let km: f64 = ground::lines(mark.path.shape()).iter().map(|line| ground::length(line)).sum();
        let km = words::distance(km, mark.is_indicative, view.lang);
        let name = mark
            .name
            .as_ref()
            .map(|name| format!("{}{}", name.best(view.lang.code()).1, words::colon(view.lang)));
        format!("{}{km}", name.unwrap_or_default())
    });
    told.collect::<Vec<_>>().join(words::semicolon(view.lang))
}
