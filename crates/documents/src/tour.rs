//! The article claim by claim, in its own order. Which step the reader is at,
//! and what the map does then, is the page's affair.

use atlas::Atlas;

use crate::{
    angle::Angle,
    claim_card::{Reader, card},
    doc::{Node, el},
    parts::said,
    words::Lang,
};

/// All claims, each a step from 1 (`data-step`), that the reader walks through.
pub fn tour(atlas: &Atlas, angle: &Angle<'_>, lang: Lang) -> Node {
    let w = lang.words();
    let steps = atlas.claims_in_order().into_iter().enumerate().map(|(at, claim)| {
        el("li")
            .attr("data-step", &(at + 1).to_string())
            .attr("tabindex", "-1")
            .child(card(atlas, claim, Reader::OnTour, angle, lang).attr("data-claim", &claim.id))
    });
    el("article")
        .class("tour")
        .child(said("h1", &atlas.manifest.title, lang).class("hidden"))
        .child(el("button").attr("type", "button").class("back").attr("data-leave", "").text(w.leave()))
        .child(el("h2").attr("tabindex", "-1").text(w.follow()))
        .child(el("ol").class("steps").children(steps))
}
