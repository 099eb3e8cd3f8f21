//! The symbols of points, and the hatching of land, shared by map and legend.

use carto::decimal::decimal;
use reading::doc::{Node, el};

use crate::{Mark, Story};

/// CSS classes of a mark: its style, its parties, whether it is a hint.
pub fn classes(mark: &Mark) -> String {
    let party = |role: &str, number: Option<usize>| number.map_or(String::new(), |n| format!(" {role}-{n}"));
    let hint = if mark.indicative { " indicative" } else { "" };
    format!("mark {}{}{}{hint}", mark.style, party("held", mark.held_by), party("claimed", mark.claimed_by))
}

/// Who holds land and who claims it, by number, where it is drawn hatched.
pub fn hatching(mark: &Mark) -> Option<(usize, usize)> {
    (mark.style == "hatched").then_some(mark.held_by.zip(mark.claimed_by))?
}

/// Every pair of holder and claimant in the story, once, in order.
pub fn hatchings(story: &Story) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for pair in story.places.iter().flat_map(|p| &p.marks).filter_map(hatching) {
        if let Err(at) = pairs.binary_search(&pair) {
            pairs.insert(at, pair);
        }
    }
    pairs
}

/// Reference to a hatching in `fill`.
pub fn hatching_fill((held, claimed): (usize, usize), on: &str) -> String {
    format!("url(#hatch-{on}-{held}-{claimed})")
}

/// How a hatching lies, on paper of `scale` CSS pixels a unit. The direction
/// tells the holder without colour.
pub fn hatching_transform(held: usize, scale: f64) -> String {
    let turn = if held.is_multiple_of(2) { -45 } else { 45 };
    format!("scale({}) rotate({turn})", decimal(1. / scale, 6))
}

/// The pattern for a pair of parties: the holder's tone and stripes, with the
/// claimant's between them.
pub fn hatching_pattern((held, claimed): (usize, usize), on: &str) -> Node {
    let stripe = |class: String, x: &str, width: &str| {
        el("rect").class(&class).attr("x", x).attr("width", width).attr("height", "9")
    };
    el("pattern")
        .attr("id", &format!("hatch-{on}-{held}-{claimed}"))
        .attr("patternUnits", "userSpaceOnUse")
        .attr("width", "9")
        .attr("height", "9")
        .attr("patternTransform", &hatching_transform(held, 1.))
        .child(stripe(format!("tone side-{held}"), "0", "9"))
        .child(stripe(format!("stripe side-{held}"), "0", "2.4"))
        .child(stripe(format!("stripe side-{claimed}"), "4.5", "2.4"))
}

/// The symbol of a point, around (0, 0).
pub fn symbol(mark: &Mark) -> Node {
    let path = |class: &'static str, d: &'static str| el("path").class(class).attr("d", d);
    let group = el("g").class(&classes(mark));
    match mark.style.as_str() {
        "town" => {
            let circle = |class: &'static str, r: &'static str| el("circle").class(class).attr("r", r);
            group.child(circle("halo", "6.5")).child(circle("body", "4.5"))
        }
        // Two halves: who holds it, who claims it.
        "marker" => group
            .child(path("halo", "M0-9L9 0L0 9L-9 0z"))
            .child(path("half held", "M0-7V7L-7 0z"))
            .child(path("half claimed", "M0-7V7L7 0z")),
        _ => group.child(path("halo", "M-5-5H5V5H-5z")).child(path("body", "M-3.5-3.5H3.5V3.5H-3.5z")),
    }
}
