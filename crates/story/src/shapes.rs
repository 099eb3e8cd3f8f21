//! The regions' shapes as a document: groups that carry a name and take focus,
//! outlines written on the sheet, symbols of points. Moving them is the page's.

use carto::Sheet;
use reading::doc::{Node, el};

use crate::{
    Mark, Story,
    marks::{hatching_pattern, hatchings, painted, symbol},
};

/// All regions, in the article's order, which is also that of Tab.
pub fn regions(story: &Story, sheet: &Sheet) -> Node {
    let patterns = hatchings(story).into_iter().map(|pair| hatching_pattern(pair, "map"));
    let regions = (0..story.places.len()).map(|number| region(story, number, sheet));
    // Above all outlines: a group comes before its members in the article, and
    // would be painted under them.
    let badges = (0..story.places.len()).filter(|&n| is_group(story, n)).map(|n| badge(story, n));
    el("svg")
        .class("regions")
        .attr("role", "group")
        .child(el("defs").children(patterns))
        .children(regions)
        .children(badges)
}

/// The document of one region.
fn region(story: &Story, number: usize, sheet: &Sheet) -> Node {
    let place = &story.places[number];
    let group = is_group(story, number);
    let outline = |mark: &Mark| {
        let path = el("path")
            .attr("d", &sheet.path_data(mark.path.shape()))
            .attr("vector-effect", "non-scaling-stroke");
        if group { path.class("mark member") } else { painted(path, mark, "map") }
    };
    let ring = || el("circle").class("ring").attr("r", "12");
    let point = |mark: &Mark| el("g").class("point").child(ring()).child(symbol(mark));
    el("g")
        .class("region")
        .attr("data-region", &place.id)
        .attr("role", "button")
        .attr("tabindex", "0")
        .child(el("g").class("land").children(story.marks(number).filter(|m| !m.is_point()).map(outline)))
        .children(place.marks.iter().filter(|m| m.is_point()).map(point))
}

/// The mark of a group: how many of its places stand here, too close together
/// to be told apart.
fn badge(story: &Story, number: usize) -> Node {
    let circle = |class: &'static str, r: &'static str| el("circle").class(class).attr("r", r);
    el("g")
        .class("point badge gone")
        .attr("data-badge", &story.places[number].id)
        .attr("aria-hidden", "true")
        .child(circle("ring", "12"))
        .child(circle("body", "9"))
        .child(el("text").attr("dy", "0.36em"))
}

/// Whether a region shows through its children only.
pub fn is_group(story: &Story, number: usize) -> bool {
    let place = &story.places[number];
    place.marks.is_empty() && !place.children.is_empty()
}
