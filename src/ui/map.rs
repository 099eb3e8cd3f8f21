//! The map's element: its events, its size, and the small things that stand on
//! it. What is drawn in a frame is in `frames`.

use carto::decimal::decimal;
use leptos::prelude::*;
use reading::{
    doc::{Node, el},
    words,
};
use wasm_bindgen::JsCast;

use super::frames;
use crate::{input::Input, mount, page, state::State};

/// Makes the map live.
pub fn set_up(state: State) {
    stand_alone();
    let input = Input::new(state);
    listen(input);
    frames::draw_when_needed(state, input);
    page::observe_size(&["#map", "#panel", ".legend", ".dates"], move || {
        state.measure();
        state.repaint();
    });
    mount::watch(Box::new(move || {
        if let Some(map) = page::find("#map") {
            page::switch(&map, "is-pointing", state.hovered.get().is_some());
        }
    }));
    mount::watch(Box::new(move || show_zoom_box(input)));
    mount::document(".as-of", Box::new(move || as_of(state)), Box::new(|_| {}));
    mount::document(".credits-host", Box::new(move || credits(state)), Box::new(|_| {}));
}

/// What lies on the map does not make it larger, whatever the style sheet says or
/// whether there is one: a map that grew with its own pictures would never end.
fn stand_alone() {
    if let Some(map) = page::find("#map") {
        page::style(&map, "contain", "size layout paint");
    }
    for part in page::find_all("#map .world, #map .world > canvas") {
        page::style(&part, "position", "absolute");
    }
}

fn listen(input: Input) {
    let on = |event: &'static str, f: Box<dyn Fn(web_sys::Event)>| page::listen_to("#map", event, f);
    on("pointerdown", Box::new(move |e| input.pointer_down(e.unchecked_ref())));
    on("pointermove", Box::new(move |e| input.pointer_move(e.unchecked_ref())));
    on("pointerup", Box::new(move |e| input.pointer_up(e.unchecked_ref())));
    on("pointercancel", Box::new(move |e| input.pointer_cancel(e.unchecked_ref())));
    on("pointerleave", Box::new(move |_| input.pointer_leave()));
    on("dblclick", Box::new(move |e| input.double_click(e.unchecked_ref())));
    on("keydown", Box::new(move |e| input.key(e.unchecked_ref())));
    on("focusin", Box::new(move |e| input.focus(&e)));
    on("focusout", Box::new(move |_| input.blur()));
    on("wheel", Box::new(move |e| input.wheel(e.unchecked_ref())));
}

/// The box that Shift and a drag draw.
fn show_zoom_box(input: Input) {
    let rect = input.zoom_box();
    let Some(element) = page::find("#map .zoom-box") else { return };
    page::switch(&element, "gone", rect.is_none());
    if let Some(r) = rect {
        for (property, pixels) in
            [("left", r.min.x), ("top", r.min.y), ("width", r.width()), ("height", r.height())]
        {
            page::style(&element, property, &format!("{}px", decimal(pixels, 1)));
        }
    }
}

/// For which date the map is true.
fn as_of(state: State) -> Vec<Node> {
    let lang = state.lang.get();
    let date = state.filter().map(|f| words::date(f.as_of, lang));
    date.map(|date| reading::doc::text(&format!("{} {date}", lang.words().situation))).into_iter().collect()
}

/// Whom the map's data comes from.
fn credits(state: State) -> Vec<Node> {
    let label = state.lang.get().words().credits;
    let Some(atlas) = state.atlas.get() else { return Vec::new() };
    // Licences stand with the full credits, in the panel.
    let credits = atlas.manifest.credits.iter();
    let credits = credits.map(|credit| el("li").child(reading::outward(credit.url.as_deref(), &credit.text)));
    vec![el("ul").class("credits").attr("aria-label", label).children(credits)]
}
