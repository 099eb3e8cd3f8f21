//! The reading panel: at rest the article and its places, else the selected
//! region. Beside the map where there is room, a bottom sheet where not. The
//! documents themselves are `reading`'s.

use std::cell::{Cell, RefCell};

use leptos::prelude::*;
use reading::{
    Angle, DatedOutline, Lang,
    article::article,
    contents,
    doc::{Node, el},
    region_page, tour,
};
use wasm_bindgen::JsCast;
use web_sys::Event;

use crate::{
    first, mount, page, share,
    state::{Origin, State},
};

/// Fills the panel and makes it answer.
pub fn set_up(state: State) {
    keep_text(state);
    mount::document(".languages", Box::new(move || languages(state.lang.get())), Box::new(|_| {}));
    mount::watch(Box::new(move || {
        let chosen = state.as_of.get().map(|d| d.to_string()).unwrap_or_default();
        for input in mount::inputs("outline") {
            input.set_checked(input.value() == chosen);
        }
    }));
    mount::watch(Box::new(move || {
        let chosen = state.side.get().unwrap_or_default();
        for input in mount::inputs("view") {
            input.set_checked(input.value() == chosen);
        }
    }));
    let found: &'static RefCell<Option<String>> = Box::leak(Box::default());
    mount::watch(Box::new(move || {
        // Whatever writes the panel anew forgets the mark.
        state.story.track();
        state.atlas.track();
        state.chronicle.track();
        state.lang.track();
        state.side.track();
        state.as_of.track();
        let sought = state.sought.get();
        if sought.is_none() {
            found.replace(None);
        }
        if let Some(claim) = sought {
            // A page's later part comes after a frame of its own.
            page::after_frame(Box::new(move || {
                page::after_frame(Box::new(move || seek(found, claim)));
            }));
        }
    }));
    let on = |event: &'static str, f: Box<dyn Fn(Event)>| page::listen_to("#panel", event, f);
    on("click", Box::new(move |event| click(state, event.unchecked_ref())));
    on(
        "change",
        Box::new(move |event| {
            let Some(input) = mount::input(&event) else { return };
            match &*input.name() {
                "outline" => state.as_of.set(input.value().parse().ok()),
                "view" => state.side.set(Some(input.value()).filter(|id| !id.is_empty())),
                _ => {}
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

/// Keeps the panel's text what the state says.
fn keep_text(state: State) {
    let shown = RefCell::new(None);
    // Numbers what was written, so that no late part of it comes after the next.
    let written: &'static Cell<u32> = Box::leak(Box::default());
    // What stands there in full; nothing where that is not known.
    let text: &'static RefCell<Vec<Node>> = Box::leak(Box::default());
    mount::watch(Box::new(move || {
        let Some(host) = page::find("#panel .text") else { return };
        // What the page came with is what would be written, or the best there
        // is: it stays, and with it how far it was read.
        let unread = state.atlas.with(Option::is_none);
        let at_rest = state.selected.with(Option::is_none)
            && state.step.with(Option::is_none)
            && state.side.with(Option::is_none)
            && state.adopted();
        let stands = first::language().is_some_and(|lang| lang == state.lang.get().code());
        // The same page with finer data keeps its elements, focus and scroll.
        let on_tour = state.step.with(Option::is_some);
        let page = (state.selected.get(), on_tour, state.lang.get().code(), unread);
        // The contents say nothing that hangs on the date.
        let date = state.as_of.get().filter(|_| page.0.is_some());
        let now = Some((page, (state.side.get(), date)));
        let before = shown.replace(now.clone());
        if (unread || at_rest) && stands {
            return;
        }
        if !unread {
            first::words_replaced();
        }
        let ticket = written.get() + 1;
        written.set(ticket);
        if before == now {
            // On tour every card says its own date: nothing changes but the step.
            if !on_tour {
                let (nodes, _) = body(state);
                let before = text.replace(nodes.clone());
                mount::refill(&host, &before, &nodes);
            }
        } else if before.map(|(page, _)| page) == now.map(|(page, _)| page) {
            let (nodes, _) = body(state);
            turned(&host, &nodes);
            text.replace(nodes);
        } else {
            // Before the new page is there: after it, the browser would have
            // to lay it out at once to know how far it can scroll.
            host.set_scroll_top(0);
            // Where panel and map are one column, the browser may have gone to
            // what the address named in the text that stood here before.
            page::window().scroll_to_with_x_and_y(0., 0.);
            let (nodes, first) = body(state);
            text.take();
            let whole = nodes.clone();
            let still = move || {
                let is_wanted = written.get() == ticket;
                if is_wanted {
                    text.replace(whole);
                }
                is_wanted
            };
            mount::fill_in_turn(&host, nodes, first, Box::new(still));
        }
    }));
}

/// Marks a claim that a link asked for, and brings it to the reader: once.
fn seek(found: &RefCell<Option<String>>, id: String) {
    if let Some(claim) = page::find(&format!("#panel [data-claim=\"{id}\"]")) {
        page::switch(&claim, "is-sought", true);
        if found.borrow().as_ref() != Some(&id) {
            claim.scroll_into_view();
            found.replace(Some(id));
        }
    }
}

/// Shows the same page from another angle: the reader stays at the same height,
/// and on the choice that they made.
fn turned(host: &web_sys::Element, nodes: &[Node]) {
    let (scroll, chosen) = (host.scroll_top(), page::active_input());
    mount::fill(host, nodes);
    host.set_scroll_top(scroll);
    if let Some(name) = chosen {
        page::focus(&format!("#panel input[name={name}]:checked"));
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
    if state.step.with(Option::is_some) {
        // All of it, since any step may be the first to be read.
        return (vec![tour(&atlas, &Angle::default(), lang)], usize::MAX);
    }
    let (side, chronicle) = (state.side.get(), state.chronicle.get());
    let angle = Angle { side: side.as_deref(), as_of: state.as_of.get(), chronicle: chronicle.as_deref() };
    let page =
        state.selected.get().and_then(|id| region_page(&atlas, &id, &outlines(state, &id), &angle, lang));
    page.map_or_else(|| at_rest(&atlas, &angle, lang), |page| (vec![page], FIRST))
}

/// The article's places, then all it says: the page before any script has the
/// same (`crates/first`). The places are there first.
fn at_rest(atlas: &atlas::Atlas, angle: &Angle<'_>, lang: Lang) -> (Vec<Node>, usize) {
    let mut nodes = contents(atlas, angle, lang);
    let first = mount::size(&nodes);
    nodes.push(article(atlas, lang));
    (nodes, first)
}

/// The shapes that a region had over time, where they are areas with names.
fn outlines(state: State, id: &str) -> Vec<DatedOutline> {
    let story = state.story.get();
    let default = state.own_date();
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
    } else if let Some(step) = mount::nearest(event, "data-go").and_then(|step| step.parse().ok()) {
        event.prevent_default();
        state.go(step);
    } else if mount::nearest(event, "data-leave").is_some() {
        state.leave_tour();
    } else if let Some(address) = mount::nearest(event, "data-copy") {
        share::copy(state, event, &address);
    } else if mount::nearest(event, "data-back").is_some() {
        state.deselect();
    } else if let Some(lang) = mount::nearest(event, "data-lang").and_then(|code| Lang::from_code(&code)) {
        state.lang.set(lang);
        // The buttons are made anew in the new language; the focus stays.
        page::next_frame(Box::new(move || page::focus(&format!("[data-lang={}]", lang.code()))));
    }
}
