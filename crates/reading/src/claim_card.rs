//! One claim: who says it, what kind it is, in which words, where and when.

use atlas::{Atlas, Claim, claim::Via};

use crate::{
    Lang,
    doc::{Node, el},
    link, said, words,
};

/// A claim as the page of a region shows it. `here` is the id of the region it
/// is read under, which needs no link to itself.
pub fn claim_card(atlas: &Atlas, claim: &Claim, here: &str, lang: Lang) -> Node {
    card(atlas, claim, Some(here), lang).attr("data-claim", &claim.id)
}

/// A claim under the region `here`, or by itself.
pub fn card(atlas: &Atlas, claim: &Claim, here: Option<&str>, lang: Lang) -> Node {
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
        Some(Via::Named(name)) => format!(" · {} {name}", w.reported_by),
        _ => String::new(),
    };
    let published = words::date(source.published_on(), lang);
    let place = format!(", {published}, {}{via}", words::paragraph(claim.paragraph, lang));
    let mut quotation =
        el("blockquote").lang(&source.language, lang).child(el("p").text(claim.exact().unwrap_or_default()));
    if let Some(url) = &source.url {
        quotation = quotation.attr("cite", url);
    }
    let period = words::interval(claim.when, lang).map(|period| {
        el("p").class("period").child(el("span").class("of").text(w.period)).text(&format!(" {period}"))
    });
    let others = claim.regions.iter().filter(|id| Some(&***id) != here).filter_map(|id| atlas.region(id));
    let others: Vec<Node> = others.map(|region| el("li").child(link(region, lang))).collect();
    let party = atlas.speaker(&claim.speaker).and_then(|s| {
        let number = atlas.manifest.parties.iter().position(|p| p.id == s.party)?;
        Some(format!("claim party-{number}"))
    });
    let card = el("figure")
        .class(&party.unwrap_or_else(|| "claim".to_owned()))
        .child(speaker.into())
        .child(quotation)
        .child(
            el("figcaption")
                .child(el("cite").lang(&source.language, lang).text(&source.publisher))
                .text(&place),
        )
        .child(said("p", &claim.summary, lang).class("summary"))
        .child(period.into());
    let about = if here.is_some() { w.also_about } else { w.about };
    if others.is_empty() {
        return card;
    }
    card.child(el("p").class("of").text(about)).child(el("ul").class("chips").children(others))
}
