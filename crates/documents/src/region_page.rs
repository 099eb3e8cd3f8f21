//! A selected region: its names, what kind of place it is, what the article
//! says, how things stand, and how exact its drawing is.

use atlas::{Atlas, Claim, PartialDate, Region, names, region::Note};

use crate::{
    angle::{Angle, sides},
    claim_card::{Reader, card, copy_link},
    doc::{Node, el},
    events::sources,
    parts::{around, choice, link, location, said},
    words::{self, Lang},
};

/// One of the shapes that a region had over time, to choose from.
#[derive(Clone, Debug, PartialEq)]
pub struct DatedOutline {
    /// What it shows.
    pub name: atlas::Localized,
    /// When it held.
    pub when: atlas::Interval,
    /// The date that the map turns to; `None` for the atlas's own.
    pub date: Option<PartialDate>,
    /// Whether the map shows it now.
    pub chosen: bool,
}

/// The page of a region; `None` for an id that the atlas lacks. `outlines` are
/// offered where there are at least two. At `data-since` there is room for what
/// happened after the article: [`crate::since`].
pub fn region_page(
    atlas: &Atlas,
    id: &str,
    outlines: &[DatedOutline],
    angle: &Angle<'_>,
    lang: Lang,
) -> Option<Node> {
    let region = atlas.region(id)?;
    let w = lang.words();
    let precision = region.precision.as_ref().map(|precision| {
        el("aside").class("precision").child(el("h3").text(w.precision())).child(said("p", precision, lang))
    });
    let page = el("article")
        .class("region-page")
        .child(said("h1", &atlas.manifest.title, lang).class("hidden"))
        .child(el("button").attr("type", "button").class("back").attr("data-back", "").text(w.back()))
        .child(said("h2", &region.label, lang).attr("tabindex", "-1"))
        .child(said("p", &region.kind, lang).class("kind"))
        .child(toponyms(region, lang))
        .child(location(id, lang))
        .child(claims(atlas, region, angle, lang))
        .child(notes(atlas, region, lang))
        .child(choice_of_outlines(outlines, lang))
        .child(precision.into())
        .child(el("div").attr("data-since", id))
        .child(el("p").class("actions").child(copy_link(&format!("region={id}"), lang)))
        .children(family(atlas, region, lang));
    Some(page)
}

/// The article's form, the parties' names, the others.
fn toponyms(region: &Region, lang: Lang) -> Node {
    let w = lang.words();
    let name = |name: &atlas::Toponym| {
        let mut told = words::language_name(&name.lang, lang);
        if name.article {
            told = format!("{told}{}{}", lang.comma(), w.in_the_article());
        }
        el("li")
            .child(el("span").class("toponym").lang(&name.lang, lang).text(&name.toponym))
            .text(" ")
            .child(el("span").class("of").text(&told))
    };
    let ordered = names::in_order(&region.names, lang.code());
    let list = |class: &'static str, variant: bool| {
        let these: Vec<Node> = ordered.iter().filter(|n| n.variant == variant).map(|n| name(n)).collect();
        if these.is_empty() { Node::Nothing } else { el("ul").class(class).children(these) }
    };
    el("section")
        .class("names")
        .child(el("h3").class("hidden").text(w.names()))
        .child(list("main", false))
        .child(list("variants", true))
}

fn notes(atlas: &Atlas, region: &Region, lang: Lang) -> Node {
    if region.notes.is_empty() {
        return Node::Nothing;
    }
    let date = words::date(atlas.manifest.as_of, lang);
    el("section")
        .child(el("h3").text(&format!("{} · {date}", lang.words().status())))
        .children(region.notes.iter().map(|n| note(atlas, n, lang)))
}

fn note(atlas: &Atlas, note: &Note, lang: Lang) -> Node {
    el("div").class("note").child(said("p", &note.text, lang)).child(sources(
        &note.sources,
        &atlas.regions.references,
        lang,
    ))
}

/// What the article says: of the region itself, or of the whole it is part of.
fn claims(atlas: &Atlas, region: &Region, angle: &Angle<'_>, lang: Lang) -> Node {
    let w = lang.words();
    let claims = atlas.claims_about(&region.id);
    let parent = atlas.parent(&region.id).filter(|_| claims.first().is_some_and(|c| !c.is_about(&region.id)));
    let preface = match parent {
        _ if claims.is_empty() => el("p").class("preface").text(w.no_claim()),
        Some(parent) => {
            el("p").class("preface").text(w.claims_of_parent()).text(" ").child(link(parent, lang))
        }
        None => Node::Nothing,
    };
    let here = parent.map_or(&region.id, |p| &p.id);
    el("section")
        .class("claims")
        .child(el("h3").text(w.what_article_says()))
        .child(preface)
        .child(sides(atlas, angle.side, lang))
        .children(by_side(atlas, claims, here, angle, lang))
}

/// Claims in the article's order; where the reader chose a side, its own come
/// first and its silence is said.
fn by_side(atlas: &Atlas, claims: Vec<&Claim>, here: &str, angle: &Angle<'_>, lang: Lang) -> Vec<Node> {
    let w = lang.words();
    let one = |claim: &Claim| card(atlas, claim, Reader::At(here), angle, lang).attr("data-claim", &claim.id);
    let Some(party) = angle.side.and_then(|id| atlas.party(id)) else {
        return claims.into_iter().map(one).collect();
    };
    let (theirs, others): (Vec<&Claim>, Vec<&Claim>) =
        claims.into_iter().partition(|claim| atlas.speaks_for(claim, &party.id));
    let mut nodes: Vec<Node> = theirs.into_iter().map(one).collect();
    if nodes.is_empty() {
        nodes.push(el("p").class("silence").children(around(w.silent(), &said("strong", &party.name, lang))));
    }
    if !others.is_empty() {
        let others = others.into_iter().map(one);
        nodes.push(el("section").class("others").child(el("h4").text(w.others_say())).children(others));
    }
    nodes
}

/// A choice of dates, where the outline changed over time.
fn choice_of_outlines(outlines: &[DatedOutline], lang: Lang) -> Node {
    if outlines.len() < 2 {
        return Node::Nothing;
    }
    let option = |outline: &DatedOutline| {
        let value = outline.date.map(|d| d.to_string()).unwrap_or_default();
        let told = words::interval(outline.when, lang).unwrap_or_default();
        let name = said("span", &outline.name, lang);
        let told = el("span").child(name).text(" ").child(el("span").class("of").text(&told));
        choice("outline", &value, outline.chosen, told)
    };
    el("fieldset")
        .class("outlines")
        .child(el("legend").text(lang.words().outline_by_date()))
        .children(outlines.iter().map(option))
}

/// Links to the parent and the children.
fn family(atlas: &Atlas, region: &Region, lang: Lang) -> Vec<Node> {
    let w = lang.words();
    let parent = atlas
        .parent(&region.id)
        .map(|parent| el("p").class("family").text(w.part_of()).text(" ").child(link(parent, lang)));
    let children = atlas.children(&region.id);
    let children = (!children.is_empty()).then(|| {
        let links = children.into_iter().map(|child| el("li").child(link(child, lang)));
        el("section")
            .class("family")
            .child(el("h3").text(w.includes()))
            .child(el("ul").class("chips").children(links))
    });
    vec![parent.into(), children.into()]
}
