//! The regions' shapes as a document: groups that carry a name and take focus,
//! outlines written on the plane, symbols of points. Moving them is the page's.

use carto::Plane;
use documents::doc::{Node, el};

use crate::{
    Mark, Scene,
    marks::{self, drawn, hatching_pattern, hatchings, on_shape, painted, ring, symbol},
};

/// All regions, in the article's order, which is also that of Tab.
pub fn regions(scene: &Scene, plane: &Plane) -> Node {
    let patterns = hatchings(scene).into_iter().map(|pair| hatching_pattern(pair, "map"));
    let regions = (0..scene.places.len()).map(|number| region(scene, number, plane));
    // Above all outlines: a group comes before its members in the article, and
    // would be painted under them.
    let badges = (0..scene.places.len()).filter(|&n| scene.is_group(n)).map(|n| badge(scene, n));
    el("svg")
        .class("regions")
        .attr("role", "group")
        .child(el("defs").children(patterns))
        .children(regions)
        .children(badges)
}

/// The document of one region.
fn region(scene: &Scene, number: usize, plane: &Plane) -> Node {
    let place = &scene.places[number];
    let group = scene.is_group(number);
    let outline = |mark: &Mark| {
        let path = el("path")
            .attr("d", &plane.path_data(mark.path.shape()))
            .attr("vector-effect", "non-scaling-stroke");
        // A group is its members' shapes, seen when it is chosen.
        let member = |path: Node| path.class("mark member").attr("stroke", "transparent");
        if group {
            return member(path);
        }
        on_shape(painted(path, &mark.look, "map"), &mark.look, mark.path.shape())
    };
    let point = |mark: &Mark| el("g").class("point").child(ring()).child(symbol(&mark.look));
    el("g")
        .class("region")
        .attr("data-region", &place.id)
        .attr("role", "button")
        .attr("tabindex", "0")
        .child(
            drawn(el("g").class("land")).children(scene.marks(number).filter(|m| !m.is_point()).map(outline)),
        )
        .children(place.marks.iter().filter(|m| m.is_point()).map(point))
}

/// The mark of a group: how many of its places stand here, too close together
/// to be told apart.
fn badge(scene: &Scene, number: usize) -> Node {
    el("g")
        .class("point badge gone")
        .attr("data-badge", &scene.places[number].id)
        .attr("aria-hidden", "true")
        .child(ring())
        .children(marks::badge(""))
}
