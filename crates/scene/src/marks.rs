//! How marks look, on the map, in the legend and in figures: lines, the colours and
//! hatchings that follow from their parties, the symbols of points. All of it stands in
//! the attributes of what they are drawn with; the style sheet has what a reader's
//! pointer, focus and choice change.
//!
//! A party has its colour in the style sheet (`--side-N`, and `--side-N-tone`
//! for land), by its number. Without colour the hatching tells it: the holder
//! by direction and width, the claimant by the width and length of its stripes.

use atlas::manifest::MOST_SIDES;
use carto::{
    Shape,
    decimal::decimal,
    style::{MarkLook, StoryStyle, Style},
};
use documents::doc::{Node, el};

use crate::Scene;

/// In the place of a holder's number, where there is none.
pub const NOBODY: usize = MOST_SIDES;

/// The colour of what belongs to no party.
const NOBODYS: &str = "var(--map-outline)";
/// Around symbols, in them, and of them.
const HALO: &str = "var(--map-halo)";
const PAPER: &str = "var(--map-land)";
const BODY: &str = "var(--map-label-region)";

/// Custom properties of the style sheet that a figure needs besides `carto`'s inks and
/// the parties' colours, without their hyphens.
pub const INKS: [&str; 6] = ["map-outline", "selected", "ink", "ink-soft", "surface", "surface-edge"];

/// The custom properties of a party's colours: of lines, and of land.
pub fn inks_of(party: usize) -> [String; 2] {
    [format!("side-{party}"), format!("side-{party}-tone")]
}

/// The colour of the line of what is chosen.
const SELECTED: &str = "var(--selected)";
/// The width of that line, in CSS pixels.
pub const CHOSEN: &str = "2.6";

/// How much is seen of what is drawn behind the rest.
const FAINT: &str = "0.75";

/// How much is seen of the fill of land that is no more.
const QUIET: &str = "0.09";

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

/// CSS classes of a mark: its style, by which the page finds it again. What it looks
/// like stands in its attributes.
fn classes(look: &MarkLook) -> String {
    format!("mark {}", look.style.name())
}

/// A party's colour.
fn ink(party: usize) -> String {
    // A seventh is a finding of the check; here it has the colour of nobody.
    if party < MOST_SIDES { format!("var(--side-{party})") } else { NOBODYS.to_owned() }
}

/// The colour of a mark's line: land is edged in its holder's; a band has that of the
/// party that wants it, or of the one on whose land it goes on.
fn stroke(look: &MarkLook) -> String {
    match look.style {
        Style::Story(StoryStyle::Hatched) => look.held_by.map_or(NOBODYS.to_owned(), ink),
        Style::Story(StoryStyle::DashedBand | StoryStyle::DashedBandLight) => {
            look.claimed_by.or(look.held_by).map_or(NOBODYS.to_owned(), ink)
        }
        Style::Story(
            StoryStyle::Outline | StoryStyle::DottedOutline | StoryStyle::ContactLine | StoryStyle::Road,
        ) => NOBODYS.to_owned(),
        // The base map draws states; their edge is shown when one is chosen.
        Style::Base(_) => "transparent".to_owned(),
        Style::Story(StoryStyle::Town | StoryStyle::Village | StoryStyle::Marker) => "none".to_owned(),
    }
}

/// Width, in CSS pixels, and dashes of a mark's line.
fn pen(look: &MarkLook) -> (&'static str, &'static str) {
    match look.style {
        Style::Story(StoryStyle::Outline) => ("1.2", "7 3 1.5 3"),
        Style::Story(StoryStyle::DottedOutline) => ("2", "0.1 4.6"),
        Style::Story(StoryStyle::Hatched) if look.indicative => ("1.6", "5 3.5"),
        Style::Story(StoryStyle::Hatched) => ("1.6", "none"),
        Style::Story(StoryStyle::DashedBand) => ("6", "10 5"),
        Style::Story(StoryStyle::DashedBandLight) => ("3", "6 6"),
        Style::Story(StoryStyle::ContactLine) => ("2.2", "9 4"),
        Style::Story(StoryStyle::Road) => ("2.2", "3 3"),
        Style::Story(StoryStyle::Town | StoryStyle::Village | StoryStyle::Marker) | Style::Base(_) => {
            ("1.5", "none")
        }
    }
}

/// `path` edged, or drawn, as the line of a mark.
pub fn lined(path: Node, look: &MarkLook) -> Node {
    let (width, dash) = pen(look);
    dashed(path.class(&classes(look)).attr("stroke", &stroke(look)).attr("stroke-width", width), look, dash)
}

/// `path` with the dashes of a mark's line, and as much of it seen.
fn dashed(path: Node, look: &MarkLook, dash: &'static str) -> Node {
    let path = if dash == "none" { path } else { path.attr("stroke-dasharray", dash) };
    match look.style {
        // Its ends are those of the dashes, which lie side by side.
        Style::Story(StoryStyle::DashedBand) => path.attr("stroke-linecap", "butt"),
        Style::Story(StoryStyle::DashedBandLight) => {
            path.attr("stroke-linecap", "butt").attr("opacity", FAINT)
        }
        Style::Story(StoryStyle::Outline) => path.attr("opacity", FAINT),
        Style::Story(_) | Style::Base(_) => path,
    }
}

/// `path` as the line or land of a mark, its hatching one of those `on` a picture.
pub fn painted(path: Node, look: &MarkLook, on: &str) -> Node {
    filled(lined(path, look), look, on)
}

/// `path` with the quiet fill of land that is no more, or nobody's, inside its dots.
pub fn on_land(path: Node, look: &MarkLook) -> Node {
    match look.style {
        Style::Story(StoryStyle::DottedOutline) => path.attr("fill", NOBODYS).attr("fill-opacity", QUIET),
        _ => path,
    }
}

/// [`on_land`] where `shape` is land: a line has no inside.
pub fn on_shape(path: Node, look: &MarkLook, shape: &Shape) -> Node {
    if let Shape::Areas(_) = shape { on_land(path, look) } else { path }
}

fn filled(path: Node, look: &MarkLook, on: &str) -> Node {
    match (hatching(look), look.held_by) {
        (Some(pair), _) => path.attr("fill", &hatching_fill(pair, on)),
        // What nobody else claims has no stripes.
        (None, Some(held)) if look.style == Style::Story(StoryStyle::Hatched) => {
            path.attr("fill", &tone(held))
        }
        (None, _) => path,
    }
}

/// The colour of a party's land.
fn tone(party: usize) -> String {
    if party < MOST_SIDES { format!("var(--side-{party}-tone)") } else { "none".to_owned() }
}

/// `node`, and what is in it, as marks are drawn: hollow, with round corners and ends.
pub fn drawn(node: Node) -> Node {
    node.attr("fill", "none").attr("stroke-linejoin", "round").attr("stroke-linecap", "round")
}

/// Who holds land and who claims it, by number, where it is drawn hatched; [`NOBODY`]
/// may hold it.
pub fn hatching(look: &MarkLook) -> Option<(usize, usize)> {
    let claimed = look.claimed_by.filter(|_| look.style == Style::Story(StoryStyle::Hatched))?;
    Some((look.held_by.unwrap_or(NOBODY), claimed))
}

/// Every pair of holder and claimant in these looks, once, in order.
pub fn pairs(looks: impl Iterator<Item = MarkLook>) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for pair in looks.filter_map(|look| hatching(&look)) {
        if let Err(at) = pairs.binary_search(&pair) {
            pairs.insert(at, pair);
        }
    }
    pairs
}

/// Every pair of holder and claimant in the scene.
pub fn hatchings(scene: &Scene) -> Vec<(usize, usize)> {
    pairs(scene.places.iter().flat_map(|place| &place.marks).map(|mark| mark.look))
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
    el("pattern")
        .attr("id", &format!("hatch-{on}-{held}-{claimed}"))
        .attr("patternUnits", "userSpaceOnUse")
        .attr("width", &decimal(TILE, 1))
        .attr("height", &decimal(TILE, 1))
        .attr("patternTransform", &hatching_transform(held, 1.))
        .child(stripe("tone", &tone(held), 0., (TILE, TILE)))
        .child(stripe("stripe", &ink(held), 0., (STRIPE, TILE)))
        .child(stripe("stripe", &ink(claimed), HALF, of_party(CLAIMANTS, claimant)))
}

/// The symbol of a point, around (0, 0).
pub fn symbol(look: &MarkLook) -> Node {
    let path = |d: &'static str, fill: &str| el("path").attr("d", d).attr("fill", fill);
    let circle = |r: &'static str, fill: &str| el("circle").attr("r", r).attr("fill", fill);
    let group = el("g").class(&classes(look));
    match look.style {
        Style::Story(StoryStyle::Town) => group
            .child(circle("6.5", HALO))
            .child(circle("4.5", PAPER).attr("stroke", BODY).attr("stroke-width", "2.4")),
        // Two halves: who holds it, who claims it.
        Style::Story(StoryStyle::Marker) => {
            let half = |party: Option<usize>, d| {
                let fill = party.map_or(NOBODYS.to_owned(), ink);
                path(d, &fill)
                    .attr("stroke", HALO)
                    .attr("stroke-width", "0.8")
                    .attr("stroke-linejoin", "round")
            };
            group
                .child(path("M0-9L9 0L0 9L-9 0z", HALO))
                .child(half(look.held_by, "M0-7V7L-7 0z"))
                .child(half(look.claimed_by, "M0-7V7L7 0z"))
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
            group.child(path("M-5-5H5V5H-5z", HALO)).child(path("M-3.5-3.5H3.5V3.5H-3.5z", BODY))
        }
    }
}

/// `path` as the line or land of a mark that is chosen. On the page the style sheet
/// does this, with the same width (`xtask/tests/agree.rs`).
pub fn chosen(path: Node, look: &MarkLook, on: &str) -> Node {
    let (own, dash) = pen(look);
    let is_firm = matches!(
        look.style,
        Style::Base(_) | Style::Story(StoryStyle::Hatched | StoryStyle::Outline | StoryStyle::DottedOutline)
    );
    let path = path.attr("stroke", SELECTED).attr("stroke-width", if is_firm { CHOSEN } else { own });
    filled(dashed(path, look, dash), look, on)
}

/// `path` as the land of a member whose group is chosen.
pub fn chosen_member(path: Node) -> Node {
    path.attr("stroke", SELECTED).attr("stroke-width", CHOSEN)
}

/// The ring around a point that is chosen.
pub fn chosen_ring() -> Node {
    el("circle").attr("r", "12").attr("fill", "none").attr("stroke", SELECTED).attr("stroke-width", "2.5")
}

/// The ring around a point: seen where the point is chosen, and touched always.
pub fn ring() -> Node {
    el("circle")
        .class("ring")
        .attr("r", "12")
        .attr("fill", "transparent")
        .attr("stroke", "transparent")
        .attr("stroke-width", "2.5")
}

/// The symbol of a group, around (0, 0): how many of its places stand there, too
/// close together to be told apart.
pub fn badge(count: &str) -> [Node; 2] {
    [
        el("circle").attr("r", "9").attr("fill", BODY).attr("stroke", HALO).attr("stroke-width", "1.5"),
        el("text")
            .attr("dy", "0.36em")
            .attr("fill", PAPER)
            .attr("font-size", "11.5")
            .attr("font-weight", "700")
            .attr("text-anchor", "middle")
            .text(count),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(style: StoryStyle, held_by: Option<usize>, claimed_by: Option<usize>) -> MarkLook {
        MarkLook { style: Style::Story(style), held_by, claimed_by, indicative: false }
    }

    #[track_caller]
    fn check(style: StoryStyle, held: Option<usize>, claimed: Option<usize>, want: &str) {
        assert_eq!(stroke(&look(style, held, claimed)), want);
    }

    #[test]
    fn land_that_nobody_holds_is_hatched_in_grey_and_what_nobody_claims_is_not() {
        let claimed = look(StoryStyle::Hatched, None, Some(1));
        assert_eq!(hatching(&claimed), Some((NOBODY, 1)));
        assert_eq!(stroke(&claimed), NOBODYS);
        let pattern = hatching_pattern((NOBODY, 1), "map").to_html();
        assert!(pattern.contains(NOBODYS) && pattern.contains("var(--side-1)"), "{pattern}");
        let held = look(StoryStyle::Hatched, Some(1), None);
        assert_eq!(hatching(&held), None);
        let drawn = painted(el("path"), &held, "map").to_html();
        assert!(drawn.contains("fill=\"var(--side-1-tone)\""), "{drawn}");
    }

    #[test]
    fn a_band_has_the_colour_of_the_party_that_wants_it() {
        check(StoryStyle::DashedBand, Some(1), Some(0), "var(--side-0)");
        check(StoryStyle::DashedBand, Some(0), Some(2), "var(--side-2)");
        check(StoryStyle::DashedBandLight, None, Some(5), "var(--side-5)");
    }

    #[test]
    fn where_it_goes_on_it_has_the_holders_and_else_nobodys() {
        check(StoryStyle::DashedBandLight, Some(3), None, "var(--side-3)");
        check(StoryStyle::DashedBand, None, None, "var(--map-outline)");
    }

    #[test]
    fn land_is_edged_in_its_holders_colour() {
        check(StoryStyle::Hatched, Some(4), Some(1), "var(--side-4)");
        check(StoryStyle::Road, Some(4), Some(1), "var(--map-outline)");
    }

    #[test]
    fn a_seventh_party_has_the_colour_of_nobody() {
        check(StoryStyle::Hatched, Some(6), Some(0), "var(--map-outline)");
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
        let html = symbol(&look(StoryStyle::Marker, Some(2), Some(5))).to_html();
        assert!(html.contains("d=\"M0-7V7L-7 0z\" fill=\"var(--side-2)\""), "{html}");
        assert!(html.contains("d=\"M0-7V7L7 0z\" fill=\"var(--side-5)\""), "{html}");
    }
}
