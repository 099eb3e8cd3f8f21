//! What happened, beside what the article says: dated events with what they
//! rest on.

use atlas::{Atlas, ByName, Chronicle, Reference, Region, chronicle::Event};

use crate::{
    doc::{Node, el, text},
    parts::{outward, said},
    words::{self, Lang},
};

/// An event: when, what, what is not certain, and sources.
pub fn event(event: &Event, chronicle: &Chronicle, lang: Lang) -> Node {
    let when = words::interval(event.when, lang).unwrap_or_default();
    let caveat = event.caveat.as_ref().map(|caveat| said("p", caveat, lang).class("of"));
    el("div")
        .class("event")
        .child(el("p").child(el("strong").text(&when)))
        .child(said("p", &event.text, lang))
        .child(caveat.into())
        .child(sources(&event.sources, &chronicle.references, lang))
}

/// What happened to a region after the article: closed at first, and never
/// among its claims. Nothing where nobody looked.
pub fn since(atlas: &Atlas, region: &Region, chronicle: &Chronicle, lang: Lang) -> Node {
    let w = lang.later();
    let Some(since) = &chronicle.since else { return Node::Nothing };
    let events = chronicle.since_in(&region.id, atlas.parent(&region.id).map(|whole| &*whole.id));
    let preface = lang.put(w.since_preface(), &words::date(since.checked, lang));
    let mut preface = el("p").class("of").text(&preface);
    if let Some(note) = &since.note {
        preface = preface.text(" ").child(said("span", note, lang));
    }
    let nothing = events.is_empty().then(|| el("p").text(w.nothing_since()));
    el("details")
        .class("since")
        .child(el("summary").text(w.since_article()))
        .child(preface)
        .child(nothing.into())
        .children(events.into_iter().map(|e| event(e, chronicle, lang)))
}

/// What something rests on, closed at first.
pub(crate) fn sources(ids: &[String], references: &ByName<Reference>, lang: Lang) -> Node {
    let source = |reference: &Reference| {
        let when = reference.date.as_ref().map(|d| match d.parse() {
            Ok(date) => format!(" ({})", words::date(date, lang)),
            Err(_) => format!(" ({d})"),
        });
        el("li")
            .child(outward(reference.url.as_deref(), &reference.title))
            .child(when.map(|w| text(&w)).into())
    };
    let sources: Vec<Node> = ids.iter().filter_map(|id| references.get(id)).map(source).collect();
    let summary = format!("{} ({})", lang.words().sources(), sources.len());
    el("details").class("sources").child(el("summary").text(&summary)).child(el("ul").children(sources))
}
