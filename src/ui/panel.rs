//! The reading panel: at rest the article and its places, else the selected
//! region. Beside the map where there is room, a bottom sheet where not. The
//! documents themselves are `reading`'s.

use std::cell::{Cell, RefCell};

use leptos::prelude::*;
use reading::{
    DatedOutline, Lang,
    article::article,
    contents,
    doc::{Node, el},
    region_page,
};
use wasm_bindgen::JsCast;
use web_sys::Event;

use crate::{
    first, mount, page,
    state::{Origin, State},
};

/// Fills the panel and makes it answer.
pub fn set_up(state: State) {
    let shown = RefCell::new(None);
    // Numbers what was written, so that no late part of it comes after the next.
    let written: &'static Cell<u32> = Box::leak(Box::default());
    mount::watch(Box::new(move || {
        let Some(host) = page::find("#panel .text") else { return };
        // What the page came with is what would be written, or the best there
        // is: it stays, and with it how far it was read.
        let unread = state.atlas.with(Option::is_none);
        let at_rest = state.selected.with(Option::is_none) && state.adopted();
        let stands = first::language().is_some_and(|lang| lang == state.lang.get().code());
        if (unread || at_rest) && stands {
            return;
        }
        if !unread {
            first::words_replaced();
        }
        // The same page with finer data keeps its elements, focus and scroll.
        let ticket = written.get() + 1;
        written.set(ticket);
        let page = Some((state.selected.get(), state.lang.get().code(), unread));
        if shown.replace(page.clone()) == page {
            mount::refill(&host, &body(state).0);
        } else {
            // Before the new page is there: after it, the browser would have
            // to lay it out at once to know how far it can scroll.
            host.set_scroll_top(0);
            let (nodes, first) = body(state);
            mount::fill_in_turn(&host, nodes, first, Box::new(move || written.get() == ticket));
        }
    }));
    mount::document(".languages", Box::new(move || languages(state.lang.get())), Box::new(|_| {}));
    mount::watch(Box::new(move || {
        let chosen = state.as_of.get().map(|d| d.to_string()).unwrap_or_default();
        for input in mount::inputs("outline") {
            input.set_checked(input.value() == chosen);
        }
    }));
    mount::watch(Box::new(move || show_handle(state)));
    let on = |event: &'static str, f: Box<dyn Fn(Event)>| page::listen_to("#panel", event, f);
    on("click", Box::new(move |event| click(state, event.unchecked_ref())));
    on(
        "change",
        Box::new(move |event| {
            if let Some(input) = mount::input(&event).filter(|i| i.name() == "outline") {
                state.as_of.set(input.value().parse().ok());
            }
        }),
    );
    on(
        "pointerover",
        Box::new(move |event| {
            let id = mount::nearest(&event, "data-link");
            state.hover(id.and_then(|id| state.story.with_untracked(|s| s.number(&id))));
        }),
    );
    on("pointerleave", Box::new(move |_| state.hover(None)));
}

/// The handle of a small screen's sheet.
fn show_handle(state: State) {
    let (open, words) = (state.sheet_open.get(), state.lang.get().words());
    if let Some(panel) = page::find("#panel") {
        page::switch(&panel, "is-closed", !open);
    }
    if let Some(handle) = page::find("#panel .handle") {
        // Nothing to remove after the first time is no error.
        let _ = handle.remove_attribute("hidden");
        page::set(&handle, "aria-expanded", if open { "true" } else { "false" });
        page::set(&handle, "aria-label", if open { words.sheet_close } else { words.sheet_open });
    }
}

/// The switch between languages.
fn languages(now: Lang) -> Vec<Node> {
    let choice = |lang: Lang| {
        el("button")
            .attr("type", "button")
            .attr("data-lang", lang.code())
            .attr("lang", lang.code())
            .attr("aria-pressed", if lang == now { "true" } else { "false" })
            .text(lang.name())
    };
    Lang::ALL.map(choice).into()
}

/// What the panel says, and how many of its elements are to be there first.
fn body(state: State) -> (Vec<Node>, usize) {
    /// A region's names and its first claims.
    const FIRST: usize = 40;
    let lang = state.lang.get();
    // Without texts the page still has a heading; what is missing is said on the map.
    let Some(atlas) = state.atlas.get() else { return (vec![el("h1").text("Confins")], FIRST) };
    let page = state.selected.get().and_then(|id| region_page(&atlas, &id, &outlines(state, &id), lang));
    page.map_or_else(|| at_rest(&atlas, lang), |page| (vec![page], FIRST))
}

/// The article's places, then all it says: the page before any script has the
/// same (`crates/first`). The places are there first.
fn at_rest(atlas: &atlas::Atlas, lang: Lang) -> (Vec<Node>, usize) {
    let mut nodes = contents(atlas, lang);
    let first = mount::size(&nodes);
    nodes.push(article(atlas, lang));
    (nodes, first)
}

/// The shapes that a region had over time, where they are areas with names.
fn outlines(state: State, id: &str) -> Vec<DatedOutline> {
    let story = state.story.get();
    let default = state.atlas.with_untracked(|a| a.as_ref().map(|a| a.manifest.as_of));
    let (Some(number), Some(default)) = (story.number(id), default) else { return Vec::new() };
    let now = state.as_of.get_untracked().unwrap_or(default);
    let mut dated: Vec<DatedOutline> = Vec::new();
    for mark in &story.places[number].marks {
        let (Some(when), Some(name)) = (mark.when.first().copied(), mark.name.clone()) else { continue };
        if !matches!(mark.path.shape(), carto::Shape::Areas(_)) {
            continue;
        }
        // The atlas's own date stands for the stretch that it falls in. Others
        // are seen on their last full day: the next began where they ended.
        let date = if when.contains(default) { None } else { when.start.map(atlas::PartialDate::last_day) };
        let outline = DatedOutline { name, chosen: when.contains(now), date, when };
        let at = dated.partition_point(|d| d.when.start <= when.start);
        dated.insert(at, outline);
    }
    dated
}

fn click(state: State, event: &web_sys::MouseEvent) {
    // A link opened in a new tab stays the browser's affair.
    if event.ctrl_key() || event.meta_key() || event.shift_key() || event.button() != 0 {
        return;
    }
    if let Some(id) = mount::nearest(event, "data-link") {
        event.prevent_default();
        state.select(&id, Origin::List);
    } else if mount::nearest(event, "data-back").is_some() {
        state.deselect();
    } else if let Some(lang) = mount::nearest(event, "data-lang").and_then(|code| Lang::from_code(&code)) {
        state.lang.set(lang);
        // The buttons are made anew in the new language; the focus stays.
        page::next_frame(Box::new(move || page::focus(&format!("[data-lang={}]", lang.code()))));
    } else if mount::nearest(event, "aria-expanded").is_some() {
        state.sheet_open.update(|open| *open = !*open);
    }
}
