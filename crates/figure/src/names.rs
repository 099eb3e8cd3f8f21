//! Names and the dots of places, as the canvas shows them.

use carto::{decimal::decimal, style::LabelKind};
use documents::doc::{Node, el};
use protocol::{Dot, Name};

/// From the middle of letters to their baseline: `dominant-baseline` is unknown to
/// many drawing programs.
const HALF_HEIGHT: &str = "0.35em";

/// A dot at a place.
pub fn dot(dot: &Dot) -> Node {
    el("circle")
        .attr("cx", &decimal(dot.at.x, 2))
        .attr("cy", &decimal(dot.at.y, 2))
        .attr("r", if dot.kind == LabelKind::Capital { "3.5" } else { "2.5" })
        .attr("fill", "var(--map-label)")
        .attr("stroke", "var(--map-halo)")
}

/// A name over its halo: `paint-order` is of 2016.
pub fn name(name: &Name) -> [Node; 2] {
    let t = name.kind.type_();
    let text = if t.capitals { name.text.to_uppercase() } else { name.text.clone() };
    let (x, y) = (decimal(name.centre.x, 2), decimal(name.centre.y, 2));
    let mut letters = el("text")
        .attr("x", &x)
        .attr("y", &y)
        .attr("dy", HALF_HEIGHT)
        .attr("font-size", &decimal(t.size, 1))
        .attr("font-weight", &t.weight.to_string())
        .attr("text-anchor", "middle");
    if t.italic {
        letters = letters.attr("font-style", "italic");
    }
    if t.spacing != 0. {
        letters = letters.attr("letter-spacing", &decimal(t.spacing, 1));
    }
    if name.angle != 0. {
        letters =
            letters.attr("transform", &format!("rotate({} {x} {y})", decimal(name.angle.to_degrees(), 1)));
    }
    let halo = letters
        .clone()
        .attr("fill", "none")
        .attr("stroke", &format!("var(--map-{})", t.halo.0))
        .attr("stroke-width", "3")
        .attr("stroke-linejoin", "round")
        .attr("aria-hidden", "true");
    [halo.text(&text), letters.attr("fill", &format!("var(--map-{})", t.ink.0)).text(&text)]
}

#[cfg(test)]
mod tests {
    use carto::ScreenPoint;

    use super::*;

    #[test]
    fn a_name_stands_over_its_halo() {
        let at = ScreenPoint { x: 40., y: 16. };
        let [halo, letters] =
            name(&Name { kind: LabelKind::Water, centre: at, angle: 0.5, text: "Reed".to_owned() });
        let (halo, letters) = (halo.to_html(), letters.to_html());
        assert!(halo.contains("fill=\"none\" stroke=\"var(--map-water-halo)\""), "{halo}");
        assert!(letters.contains("transform=\"rotate(28.6 40 16)\""), "{letters}");
        assert!(letters.ends_with("fill=\"var(--map-label-water)\">Reed</text>"), "{letters}");
    }

    #[test]
    fn a_state_is_written_in_capitals() {
        let [_, letters] = name(&Name {
            kind: LabelKind::Country,
            centre: ScreenPoint::default(),
            angle: 0.,
            text: "Reed".to_owned(),
        });
        assert_eq!(letters.characters(), "REED");
    }
}
