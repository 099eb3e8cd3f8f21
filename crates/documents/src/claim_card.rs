//! One claim: who says it, what kind it is, in which words, where and when.

use atlas::{Atlas, Claim, claim::Via};

use crate::{
    angle::Angle,
    doc::{Node, el, text},
    parts::{link, passage, said, web_address},
    words::{self, Lang},
};

/// Where a claim is read.
#[derive(Clone, Copy)]
pub enum Reader<'a> {
    /// On the page of the region with this id, which needs no link to itself.
    At(&'a str),
    /// On the way through the article.
    OnTour,
    /// In the text that needs no script.
    Unscripted,
}

/// A claim.
pub fn card(atlas: &Atlas, claim: &Claim, reader: Reader<'_>, angle: &Angle<'_>, lang: Lang) -> Node {
    let (w, source) = (lang.words(), &atlas.claims.source);
    let in_lang = |text: &atlas::Localized| text.best(lang.code()).1.to_owned();

    let speaker = atlas.speaker(&claim.speaker).map(|speaker| {
        let name = in_lang(&speaker.name);
        let role = in_lang(&speaker.role);
        // "Baku · Baku" and "the article's own account · the article" say a thing twice.
        let party = atlas.party(&speaker.party).filter(|_| claim.speaker != speaker.party);
        let role = party.map_or(role.clone(), |party| format!("{role} · {}", in_lang(&party.name)));
        el("p")
            .class("speaker")
            .child(el("strong").text(&name))
            .text(" ")
            .child(el("span").class("of").text(&role))
            .text(" ")
            .child(atlas.kind_name(&claim.kind).map(|kind| said("span", kind, lang).class("kind")).into())
    });
    let via = match atlas.via(claim) {
        Some(Via::Named(name)) => format!(" · {}", lang.put(w.reported_by(), name)),
        _ => String::new(),
    };
    let published = words::date(source.published_on(), lang);
    let comma = lang.comma();
    let place = format!("{comma}{published}{comma}{}{via}", words::paragraph(claim.paragraph, lang));
    let mut quotation =
        el("blockquote").lang(&source.language, lang).child(el("p").text(claim.exact().unwrap_or_default()));
    let mut cite = el("cite").lang(&source.language, lang);
    match source.url.as_deref().and_then(web_address) {
        Some(url) => {
            quotation = quotation.attr("cite", url);
            cite = cite.child(match reader {
                // What every reader waits for has one link to the paper's page, above.
                Reader::Unscripted => text(&source.publisher),
                _ => passage(url, &claim.selectors, &source.publisher),
            });
        }
        None => cite = cite.text(&source.publisher),
    }
    let period = words::interval(claim.when, lang).map(|period| {
        el("p").class("period").child(el("span").class("of").text(w.period())).text(&format!(" {period}"))
    });
    let omitted = claim
        .omitted
        .as_ref()
        .map(|omitted| el("p").class("of").text(w.left_out()).text(" ").child(said("span", omitted, lang)));
    let here = if let Reader::At(id) = reader { id } else { "" };
    let others = claim.regions.iter().filter(|id| **id != here).filter_map(|id| atlas.region(id));
    let others: Vec<Node> = others.map(|region| el("li").child(link(region, lang))).collect();
    let party = atlas.speaker(&claim.speaker).and_then(|s| {
        let number = atlas.manifest.side(&s.party)?;
        Some(format!("claim party-{number}"))
    });
    let card = el("figure")
        .class(&party.unwrap_or_else(|| "claim".to_owned()))
        .child(speaker.into())
        .child(quotation)
        .child(el("figcaption").child(cite).text(&place))
        .child(said("p", &claim.summary, lang).class("summary"))
        .child(omitted.into())
        .child(period.into())
        .child((!angle.is_current(claim)).then(|| el("p").class("not-then").text(w.not_then())).into());
    let about = if here.is_empty() { w.about() } else { w.also_about() };
    let card = if others.is_empty() {
        card
    } else {
        card.child(el("p").class("of").text(about)).child(el("ul").class("chips").children(others))
    };
    card.child(actions(atlas, claim, reader, lang))
}

/// What a reader can do with a claim: link to it, go on from it.
fn actions(atlas: &Atlas, claim: &Claim, reader: Reader<'_>, lang: Lang) -> Node {
    let w = lang.words();
    if let Reader::Unscripted = reader {
        return Node::Nothing;
    }
    let claims = atlas.claims_in_order();
    let step = claims.iter().position(|c| c.id == claim.id).map_or(0, |at| at + 1);
    let address = match reader {
        Reader::OnTour => format!("step={step}"),
        _ => format!("claim={}", claim.id),
    };
    let on = matches!(reader, Reader::At(_)).then(|| {
        el("a")
            .attr("href", &format!("#step={step}"))
            .attr("data-go", &step.to_string())
            .attr("title", w.in_order())
            .text(&words::step(step, claims.len(), lang))
    });
    el("p").class("actions").child(on.into()).child(copy_link(&address, lang))
}

/// A button that copies a link to a part of the page.
pub(crate) fn copy_link(address: &str, lang: Lang) -> Node {
    el("button").attr("type", "button").attr("data-copy", address).text(lang.words().copy_link())
}
