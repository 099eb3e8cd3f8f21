//! How marks look, on the map and in the legend: their classes, the colours and
//! hatchings that follow from their parties, the symbols of points.
//!
//! A party has its colour in the style sheet (`--side-N`, and `--side-N-tone`
//! for land), by its number. Without colour the hatching tells it: the holder
//! by direction and width, the claimant by the width and length of its stripes.

use atlas::manifest::MOST_SIDES;
use carto::{
    decimal::decimal,
    style::{StoryStyle, Style},
};
use documents::doc::{Node, el};

use crate::{Mark, Scene};

/// The colour of what belongs to no party.
const NOBODYS: &str = "var(--map-outline)";

/// The side of a hatching's tile, and where the claimant's stripe starts on it,
/// in CSS pixels.
const TILE: f64 = 9.;
const HALF: f64 = TILE / 2.;

/// How the land of each party is hatched: degrees clockwise from upright, and how
/// many times wider than usual.
const HOLDERS: [(i32, f64); MOST_SIDES] = [(-45, 1.), (45, 1.), (0, 1.), (90, 1.), (-45, 1.8), (45, 1.8)];

/// The holder's stripe, in CSS pixels across.
const STRIPE: f64 = 2.4;

/// The stripe of each party on land that another holds: CSS pixels across, and
/// along (the whole tile, or dashes).
const CLAIMANTS: [(f64, f64); MOST_SIDES] =
    [(STRIPE, TILE), (STRIPE, HALF), (1.2, TILE), (3.6, TILE), (1.2, HALF), (3.6, HALF)];

/// CSS classes of a mark: its style, whether it is a hint.
pub fn classes(mark: &Mark) -> String {
    let hint = if mark.indicative { " indicative" } else { "" };
    format!("mark {}{hint}", mark.style.name())
}

/// A party's colour.
fn ink(party: usize) -> String {
    // A seventh is a finding of the check; here it has the colour of nobody.
    if party < MOST_SIDES { format!("var(--side-{party})") } else { NOBODYS.to_owned() }
}

/// The colour of a mark's line, where that follows from its parties: land is
/// edged in its holder's; a band has that of the party that wants it, or of the
/// one on whose land it goes on.
pub fn stroke(mark: &Mark) -> Option<String> {
    match mark.style {
        Style::Story(StoryStyle::Hatched) => mark.held_by.map(ink),
        Style::Story(StoryStyle::DashedBand | StoryStyle::DashedBandLight) => {
            Some(mark.claimed_by.or(mark.held_by).map_or(NOBODYS.to_owned(), ink))
        }
        Style::Story(
            StoryStyle::Outline
            | StoryStyle::DottedOutline
            | StoryStyle::ContactLine
            | StoryStyle::Road
            | StoryStyle::Town
            | StoryStyle::Village
            | StoryStyle::Marker,
        )
        | Style::Base(_) => None,
    }
}

/// `path` as the line or land of `mark`, its hatching one of those `on` a picture.
pub(crate) fn painted(path: Node, mark: &Mark, on: &str) -> Node {
    let path = path.class(&classes(mark));
    let path = match hatching(mark) {
        Some(pair) => path.attr("fill", &hatching_fill(pair, on)),
        None => path,
    };
    match stroke(mark) {
        Some(ink) => path.attr("stroke", &ink),
        None => path,
    }
}

/// `path` as land of a pair of parties, whatever it is a mark of.
pub(crate) fn hatched(path: Node, pair: (usize, usize), on: &str) -> Node {
    let class = format!("mark {}", StoryStyle::Hatched.name());
    path.class(&class).attr("fill", &hatching_fill(pair, on)).attr("stroke", &ink(pair.0))
}

/// Who holds land and who claims it, by number, where it is drawn hatched.
pub fn hatching(mark: &Mark) -> Option<(usize, usize)> {
    (mark.style == Style::Story(StoryStyle::Hatched)).then_some(mark.held_by.zip(mark.claimed_by))?
}

/// Every pair of holder and claimant in the scene, once, in order.
pub fn hatchings(scene: &Scene) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for pair in scene.places.iter().flat_map(|p| &p.marks).filter_map(hatching) {
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

/// What a party by its number has of the looks there are.
fn of_party<T: Copy>(looks: [T; MOST_SIDES], party: usize) -> T {
    looks[party.min(MOST_SIDES - 1)]
}

/// How a hatching lies, on paper of `scale` CSS pixels a unit. Direction and
/// width tell the holder without colour.
pub fn hatching_transform(held: usize, scale: f64) -> String {
    let (turn, wider) = of_party(HOLDERS, held);
    format!("scale({}) rotate({turn})", decimal(wider / scale, 6))
}

/// The pattern for a pair of parties: the holder's tone and stripes, with the
/// claimant's between them.
pub fn hatching_pattern((held, claimed): (usize, usize), on: &str) -> Node {
    let stripe = |class: &str, ink: &str, x: f64, (across, along): (f64, f64)| {
        el("rect")
            .class(class)
            .attr("x", &decimal(x, 1))
            .attr("width", &decimal(across, 1))
            .attr("height", &decimal(along, 1))
            .attr("fill", ink)
    };
    // Of the first two, the one who does not hold the land claims it: direction
    // tells both, and the second's stripe is whole as the first's is.
    let claimant = if (held, claimed) == (0, 1) { 0 } else { claimed };
    let tone = if held < MOST_SIDES { format!("var(--side-{held}-tone)") } else { "none".to_owned() };
    el("pattern")
        .attr("id", &format!("hatch-{on}-{held}-{claimed}"))
        .attr("patternUnits", "userSpaceOnUse")
        .attr("width", &decimal(TILE, 1))
        .attr("height", &decimal(TILE, 1))
        .attr("patternTransform", &hatching_transform(held, 1.))
        .child(stripe("tone", &tone, 0., (TILE, TILE)))
        .child(stripe("stripe", &ink(held), 0., (STRIPE, TILE)))
        .child(stripe("stripe", &ink(claimed), HALF, of_party(CLAIMANTS, claimant)))
}

/// The symbol of a point, around (0, 0).
pub fn symbol(mark: &Mark) -> Node {
    let path = |class: &'static str, d: &'static str| el("path").class(class).attr("d", d);
    let group = el("g").class(&classes(mark));
    match mark.style {
        Style::Story(StoryStyle::Town) => {
            let circle = |class: &'static str, r: &'static str| el("circle").class(class).attr("r", r);
            group.child(circle("halo", "6.5")).child(circle("body", "4.5"))
        }
        // Two halves: who holds it, who claims it.
        Style::Story(StoryStyle::Marker) => {
            let half = |party: Option<usize>, d| {
                path("half", d).attr("fill", &party.map_or(NOBODYS.to_owned(), ink))
            };
            group
                .child(path("halo", "M0-9L9 0L0 9L-9 0z"))
                .child(half(mark.held_by, "M0-7V7L-7 0z"))
                .child(half(mark.claimed_by, "M0-7V7L7 0z"))
        }
        Style::Story(
            StoryStyle::Outline
            | StoryStyle::DottedOutline
            | StoryStyle::Hatched
            | StoryStyle::DashedBand
            | StoryStyle::DashedBandLight
            | StoryStyle::ContactLine
            | StoryStyle::Road
            | StoryStyle::Village,
        )
        | Style::Base(_) => {
            group.child(path("halo", "M-5-5H5V5H-5z")).child(path("body", "M-3.5-3.5H3.5V3.5H-3.5z"))
        }
    }
}

#[cfg(test)]
mod tests {
    use carto::{Path, Shape};

    use super::*;

    fn mark(style: StoryStyle, held_by: Option<usize>, claimed_by: Option<usize>) -> Mark {
        Mark {
            layer: "story".to_owned(),
            style: Style::Story(style),
            name: None,
            path: Path::new(Shape::Points(Vec::new())),
            held_by,
            claimed_by,
            when: Vec::new(),
            indicative: false,
        }
    }

    #[track_caller]
    fn check(style: StoryStyle, held: Option<usize>, claimed: Option<usize>, want: Option<&str>) {
        assert_eq!(stroke(&mark(style, held, claimed)).as_deref(), want);
    }

    #[test]
    fn a_band_has_the_colour_of_the_party_that_wants_it() {
        check(StoryStyle::DashedBand, Some(1), Some(0), Some("var(--side-0)"));
        check(StoryStyle::DashedBand, Some(0), Some(2), Some("var(--side-2)"));
        check(StoryStyle::DashedBandLight, None, Some(5), Some("var(--side-5)"));
    }

    #[test]
    fn where_it_goes_on_it_has_the_holders_and_else_nobodys() {
        check(StoryStyle::DashedBandLight, Some(3), None, Some("var(--side-3)"));
        check(StoryStyle::DashedBand, None, None, Some("var(--map-outline)"));
    }

    #[test]
    fn land_is_edged_in_its_holders_colour() {
        check(StoryStyle::Hatched, Some(4), Some(1), Some("var(--side-4)"));
        check(StoryStyle::Road, Some(4), Some(1), None);
    }

    #[test]
    fn a_seventh_party_has_the_colour_of_nobody() {
        check(StoryStyle::Hatched, Some(6), Some(0), Some("var(--map-outline)"));
        assert!(!hatching_pattern((6, 7), "map").to_html().contains("--side-"));
    }

    #[test]
    fn the_first_two_are_hatched_alike() {
        let want = |held: usize, claimed: usize, turn: i32| {
            format!(
                "<pattern id=\"hatch-map-{held}-{claimed}\" patternUnits=\"userSpaceOnUse\" width=\"9\" height=\"9\" \
                 patternTransform=\"scale(1) rotate({turn})\">\
                 <rect class=\"tone\" x=\"0\" width=\"9\" height=\"9\" fill=\"var(--side-{held}-tone)\"></rect>\
                 <rect class=\"stripe\" x=\"0\" width=\"2.4\" height=\"9\" fill=\"var(--side-{held})\"></rect>\
                 <rect class=\"stripe\" x=\"4.5\" width=\"2.4\" height=\"9\" fill=\"var(--side-{claimed})\"></rect></pattern>"
            )
        };
        assert_eq!(hatching_pattern((0, 1), "map").to_html(), want(0, 1, -45));
        assert_eq!(hatching_pattern((1, 0), "map").to_html(), want(1, 0, 45));
    }

    /// A hatching as one sees it without colour: how it lies, and its stripes.
    fn in_grey(held: usize, claimed: usize) -> Vec<String> {
        fn seen(node: &Node) -> Vec<String> {
            let Node::Element { attributes, children, .. } = node else { return Vec::new() };
            let own = attributes.iter().filter(|(name, _)| !["id", "fill", "class"].contains(name));
            own.map(|(name, value)| format!("{name} {value}")).chain(children.iter().flat_map(seen)).collect()
        }
        seen(&hatching_pattern((held, claimed), "map"))
    }

    #[test]
    fn no_two_pairs_of_six_parties_look_the_same_in_grey() {
        let all = (0..MOST_SIDES).flat_map(|held| (0..MOST_SIDES).map(move |claimed| (held, claimed)));
        let pairs: Vec<(usize, usize)> = all.filter(|(held, claimed)| held != claimed).collect();
        for (i, &(held, claimed)) in pairs.iter().enumerate() {
            for &(other, by) in &pairs[..i] {
                assert_ne!(in_grey(held, claimed), in_grey(other, by), "{held} {claimed} and {other} {by}");
            }
        }
    }

    #[test]
    fn a_markers_halves_are_the_holders_and_the_claimants() {
        let html = symbol(&mark(StoryStyle::Marker, Some(2), Some(5))).to_html();
        assert!(html.contains("d=\"M0-7V7L-7 0z\" fill=\"var(--side-2)\""), "{html}");
        assert!(html.contains("d=\"M0-7V7L7 0z\" fill=\"var(--side-5)\""), "{html}");
    }
}
