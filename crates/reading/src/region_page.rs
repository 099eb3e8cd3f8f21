//! A selected region: its names, what kind of place it is, what the article
//! says, how things stand, and how exact its drawing is.

use atlas::{Atlas, PartialDate, Reference, Region, names, region::Note};

use crate::{
    Lang,
    claim_card::claim_card,
    doc::{Node, el, text},
    link, outward, said, words,
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
/// offered where there are at least two.
pub fn region_page(atlas: &Atlas, id: &str, outlines: &[DatedOutline], lang: Lang) -> Option<Node> {
    let region = atlas.region(id)?;
    let w = lang.words();
    let precision = region.precision.as_ref().map(|precision| {
        el("aside").class("precision").child(el("h3").text(w.precision)).child(said("p", precision, lang))
    });
    let page = el("article")
        .class("region-page")
        .child(said("h1", &atlas.manifest.title, lang).class("hidden"))
        .child(el("button").attr("type", "button").class("back").attr("data-back", "").text(w.back))
        .child(said("h2", &region.label, lang).attr("tabindex", "-1"))
        .child(said("p", &region.kind, lang).class("kind"))
        .child(toponyms(region, lang))
        .child(claims(atlas, region, lang))
        .child(notes(atlas, region, lang))
        .child(choice_of_outlines(outlines, lang))
        .child(precision.into())
        .children(family(atlas, region, lang));
    Some(page)
}

/// The article's form, the parties' names, the others.
fn toponyms(region: &Region, lang: Lang) -> Node {
    let w = lang.words();
    let name = |name: &atlas::Toponym| {
        let mut told = words::language_name(&name.lang, lang);
        if name.article {
            told = format!("{told}, {}", w.in_the_article);
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
        .child(el("h3").class("hidden").text(w.names))
        .child(list("main", false))
        .child(list("variants", true))
}

fn notes(atlas: &Atlas, region: &Region, lang: Lang) -> Node {
    if region.notes.is_empty() {
        return Node::Nothing;
    }
    let date = words::date(atlas.manifest.as_of, lang);
    el("section")
        .child(el("h3").text(&format!("{} · {date}", lang.words().status)))
        .children(region.notes.iter().map(|n| note(atlas, n, lang)))
}

fn note(atlas: &Atlas, note: &Note, lang: Lang) -> Node {
    let source = |reference: &Reference| {
        let when = reference.date.as_ref().map(|d| match d.parse() {
            Ok(date) => format!(" ({})", words::date(date, lang)),
            Err(_) => format!(" ({d})"),
        });
        el("li")
            .child(outward(reference.url.as_deref(), &reference.title))
            .child(when.map(|w| text(&w)).into())
    };
    let sources: Vec<Node> = note.sources.iter().filter_map(|id| atlas.reference(id)).map(source).collect();
    let summary = format!("{} ({})", lang.words().sources, sources.len());
    el("div").class("note").child(said("p", &note.text, lang)).child(
        el("details").class("sources").child(el("summary").text(&summary)).child(el("ul").children(sources)),
    )
}

/// What the article says: of the region itself, or of the whole it is part of.
fn claims(atlas: &Atlas, region: &Region, lang: Lang) -> Node {
    let w = lang.words();
    let claims = atlas.claims_about(&region.id);
    let parent = atlas.parent(&region.id).filter(|_| claims.first().is_some_and(|c| !c.is_about(&region.id)));
    let preface = match parent {
        _ if claims.is_empty() => el("p").class("preface").text(w.no_claim),
        Some(parent) => el("p").class("preface").text(w.claims_of_parent).text(" ").child(link(parent, lang)),
        None => Node::Nothing,
    };
    let here = parent.map_or(&region.id, |p| &p.id);
    el("section")
        .class("claims")
        .child(el("h3").text(w.what_article_says))
        .child(preface)
        .children(claims.into_iter().map(|claim| claim_card(atlas, claim, here, lang)))
}

/// A choice of dates, where the outline changed over time.
fn choice_of_outlines(outlines: &[DatedOutline], lang: Lang) -> Node {
    if outlines.len() < 2 {
        return Node::Nothing;
    }
    let option = |outline: &DatedOutline| {
        let value = outline.date.map(|d| d.to_string()).unwrap_or_default();
        let mut input = el("input").attr("type", "radio").attr("name", "outline").attr("value", &value);
        if outline.chosen {
            input = input.attr("checked", "");
        }
        let told = words::interval(outline.when, lang).unwrap_or_default();
        let name = said("span", &outline.name, lang);
        el("label")
            .child(input)
            .child(el("span").child(name).text(" ").child(el("span").class("of").text(&told)))
    };
    el("fieldset")
        .class("outlines")
        .child(el("legend").text(lang.words().outline_by_date))
        .children(outlines.iter().map(option))
}

/// Links to the parent and the children.
fn family(atlas: &Atlas, region: &Region, lang: Lang) -> Vec<Node> {
    let w = lang.words();
    let parent = atlas
        .parent(&region.id)
        .map(|parent| el("p").class("family").text(w.part_of).text(" ").child(link(parent, lang)));
    let children = atlas.children(&region.id);
    let children = (!children.is_empty()).then(|| {
        let links = children.into_iter().map(|child| el("li").child(link(child, lang)));
        el("section")
            .class("family")
            .child(el("h3").text(w.includes))
            .child(el("ul").class("chips").children(links))
    });
    vec![parent.into(), children.into()]
}
