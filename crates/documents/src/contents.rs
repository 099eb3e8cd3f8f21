//! The panel at rest: the article, what it is about, and its places.

use atlas::{Atlas, Region};

use crate::{
    angle::{Angle, sides},
    doc::{Node, el, text},
    parts::{link, outward, said, web_address},
    words::{self, Lang},
};

/// The article and its places, in the article's order.
pub fn contents(atlas: &Atlas, angle: &Angle<'_>, lang: Lang) -> Vec<Node> {
    let (w, manifest) = (lang.words(), &atlas.manifest);
    let as_of = words::sentence(&words::situation(manifest.as_of, lang), lang);
    let themes = atlas.regions.themes.iter().map(|theme| {
        let regions = theme.regions.iter().filter_map(|id| atlas.region(id));
        let items = regions.map(|region| entry(atlas, region, angle, lang));
        el("section").class("theme").child(said("h3", &theme.name, lang)).child(el("ul").children(items))
    });
    vec![
        said("h1", &manifest.title, lang).attr("tabindex", "-1"),
        said("p", &manifest.introduction, lang).class("introduction"),
        source(atlas, lang),
        el("p")
            .class("actions")
            .child(el("button").attr("type", "button").attr("data-go", "1").text(w.follow())),
        el("h2").attr("tabindex", "-1").text(w.places()),
        sides(atlas, angle.side, lang),
        el("nav").attr("aria-label", w.places()).children(themes),
        el("p").class("fine").child(el("strong").text(&as_of)).text(" ").child(said(
            "span",
            &manifest.disclaimer,
            lang,
        )),
        credits(atlas, lang),
    ]
}

/// Whom the map's data comes from, and under which licence.
fn credits(atlas: &Atlas, lang: Lang) -> Node {
    let items = atlas.manifest.credits.iter().map(|credit| {
        let licence = credit.licence.as_ref().map(|licence| text(&format!(" ({licence})")));
        el("li").child(outward(credit.url.as_deref(), &credit.text)).child(licence.into())
    });
    el("section")
        .class("fine")
        .child(el("h2").text(lang.words().credits()))
        .child(el("ul").class("all-credits").children(items))
}

fn source(atlas: &Atlas, lang: Lang) -> Node {
    let (w, source) = (lang.words(), &atlas.claims.source);
    let read = source.url.as_deref().and_then(web_address).map(|url| {
        let link = outward(Some(url), &format!("{} ↗", w.read_article()));
        el("p").child(link.attr("aria-label", &format!("{} ({})", w.read_article(), w.new_tab())))
    });
    let published = format!("{}{}", lang.comma(), words::date(source.published_on(), lang));
    el("div")
        .class("source")
        .child(
            el("p")
                .child(el("cite").lang(&source.language, lang).text(&source.title))
                .child(el("br"))
                .child(el("strong").text(&source.publisher))
                .text(&published),
        )
        .child(read.into())
}

/// A region and, under it, its children. Where the chosen side is not quoted on
/// it, that is said.
fn entry(atlas: &Atlas, region: &Region, angle: &Angle<'_>, lang: Lang) -> Node {
    let item = |region: &Region| {
        let silent = angle.side.is_some_and(|side| !atlas.is_heard_on(side, &region.id));
        let item = el("li").child(link(region, lang));
        if silent {
            let silence = el("span").class("of").text(lang.words().no_position());
            item.class("is-silent").child(silence)
        } else {
            item
        }
    };
    let children = atlas.children(&region.id);
    let inner = (!children.is_empty()).then(|| el("ul").children(children.into_iter().map(item)));
    item(region).child(inner.into())
}
