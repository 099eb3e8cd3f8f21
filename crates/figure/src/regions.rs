//! The regions: land and lines in pixels, then the signs of points.

use carto::{
    Shape, WorldPoint,
    decimal::decimal,
    detail::{Affine, Sink},
    style::Style,
};
use documents::doc::{Node, el};
use protocol::{Outline, Point, Sign};
use scene::marks::{self, badge, chosen, drawn, hatching_pattern, painted, symbol};

use crate::lines::Lines;

/// What hatchings of the map are called by; the legend has its own.
const ON: &str = "map";

/// The hatchings that `outlines` need, each once.
pub fn hatchings(outlines: &[Outline]) -> Node {
    let pairs = marks::pairs(outlines.iter().map(|outline| outline.look));
    el("defs").children(pairs.into_iter().map(|pair| hatching_pattern(pair, ON)))
}

/// Land and lines, the lowest first.
pub fn outlines(outlines: &[Outline], to_pixels: Affine) -> Node {
    drawn(el("g")).children(outlines.iter().map(|outline| {
        let path = || el("path").attr("d", &data(&outline.shape, to_pixels));
        match (outline.is_member, outline.is_chosen) {
            // A group shows through its members' land, and a state by the base map,
            // unless they are chosen.
            (true, false) => Node::Nothing,
            (false, false) if matches!(outline.look.style, Style::Base(_)) => Node::Nothing,
            (true, true) => marks::chosen_member(path()),
            (false, is_chosen) => {
                let path = (if is_chosen { chosen } else { painted })(path(), &outline.look, ON);
                marks::on_shape(path, &outline.look, &outline.shape)
            }
        }
    }))
}

/// The sign of a point where it stands.
pub fn point(point: &Point) -> Node {
    let at = format!("translate({} {})", decimal(point.at.x, 2), decimal(point.at.y, 2));
    let group = el("g").attr("transform", &at);
    let group = if point.is_chosen { group.child(marks::chosen_ring()) } else { group };
    match point.sign {
        Sign::Mark(look) => group.child(symbol(&look)),
        Sign::Badge(count) => {
            let [body, text] = badge(&count.map(|count| count.to_string()).unwrap_or_default());
            group.child(body).child(if count.is_some() { text } else { Node::Nothing })
        }
    }
}

/// Path data of a shape, in pixels.
fn data(shape: &Shape, to_pixels: Affine) -> String {
    let mut path = Lines::default();
    let at = |w: &WorldPoint| (w.x * to_pixels.scale + to_pixels.x, w.y * to_pixels.scale + to_pixels.y);
    let (lines, closed) = match shape {
        Shape::Points(_) => return String::new(),
        Shape::Lines(lines) => (lines, false),
        Shape::Areas(lines) => (lines, true),
    };
    for line in lines {
        for (number, vertex) in line.iter().enumerate() {
            let (x, y) = at(vertex);
            if number == 0 { path.move_to(x, y) } else { path.line_to(x, y) }
        }
        if closed {
            path.close();
        }
    }
    path.into_data()
}
