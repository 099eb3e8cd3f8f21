//! The whole article at once: every claim, then every place with where to read
//! of it. Below the contents it makes a page that needs no script.

use atlas::{Atlas, Region, names};

use crate::{
    angle::Angle,
    claim_card::{Reader, card},
    doc::{Node, el},
    parts::{link, said},
    words::{self, Lang},
};

/// All claims in the article's order, then a section for each region. The
/// sections and claims carry the ids that links lead to: `region=ID` and
/// `claim=ID`. `places` says where regions lie, in a sentence or two, by id: as many
/// as that is known of; in the words of the language `code`.
pub fn article(atlas: &Atlas, places: &[(String, String)], code: &str, lang: Lang) -> Node {
    let w = lang.words();
    let claims = atlas.claims_in_order().into_iter();
    let claims = claims.map(|claim| {
        let card = card(atlas, claim, Reader::Unscripted, &Angle::default(), lang);
        card.attr("id", &format!("claim={}", claim.id))
    });
    let regions = atlas.regions_in_order().into_iter().map(|region| {
        let place = places.iter().find(|(id, _)| *id == region.id);
        let place = place.map(|(_, place)| el("p").class("where").lang(code, lang).text(place));
        section(atlas, region, place.into(), lang)
    });
    el("section")
        .class("whole")
        .child(el("h2").text(w.what_article_says()))
        .children(claims)
        .child(el("h2").text(w.place_by_place()))
        .child(el("div").class("places").children(regions))
}

/// A region: its names, what kind of place it is, where it lies, and its claims, or
/// those of the whole that it is part of.
fn section(atlas: &Atlas, region: &Region, place: Node, lang: Lang) -> Node {
    let w = lang.words();
    let claims: Vec<Node> = atlas
        .own_claims(&region.id)
        .into_iter()
        .map(|claim| {
            let speaker = atlas.speaker(&claim.speaker).map_or("", |s| s.name.best(lang.code()).1);
            let text = format!("{speaker}{}{}", lang.comma(), words::paragraph(claim.paragraph, lang));
            el("li").child(el("a").attr("href", &format!("#claim={}", claim.id)).text(&text))
        })
        .collect();
    let said_here = match (claims.is_empty(), atlas.parent(&region.id)) {
        (false, _) => el("ul").class("chips").children(claims),
        (true, Some(parent)) => {
            el("p").class("preface").text(w.claims_of_parent()).text(" ").child(link(parent, lang))
        }
        (true, None) => el("p").class("preface").text(w.no_claim()),
    };
    el("section")
        .attr("id", &format!("region={}", region.id))
        .child(said("h3", &region.label, lang))
        .child(said("p", &region.kind, lang).class("kind"))
        .child(toponyms(region, lang))
        .child(place)
        .child(said_here)
}

/// The names in a line, each said to be in its language.
fn toponyms(region: &Region, lang: Lang) -> Node {
    let mut line = el("p").class("of");
    for (i, name) in names::in_order(&region.names, lang.code()).into_iter().enumerate() {
        if i > 0 {
            line = line.text(" · ");
        }
        let language = format!(" ({})", words::language_name(&name.lang, lang));
        line = line.child(el("span").lang(&name.lang, lang).text(&name.toponym)).text(&language);
    }
    if region.names.is_empty() { Node::Nothing } else { line }
}
