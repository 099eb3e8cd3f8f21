//! The panel while the article is followed: the claims in a column, the present
//! one at its top; a bar with the way on, the way back and how far one is.
//! Scrolling, keys, buttons and swipes all mean steps.

use std::{cell::Cell, rc::Rc};

use leptos::prelude::*;
use reading::doc::{Node, el};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, TouchEvent};

use crate::{mount, page, state::State};

/// Where a step is read, in CSS pixels below the panel's top.
const READING_LINE: f64 = 28.;
/// How many characters of a place's name stand in the bar.
const LONGEST_PLACE: usize = 60;
/// How far a finger goes across for a step, in CSS pixels.
const SWIPE: f64 = 56.;

/// Keeps bar, marks and scroll in step with the state, both ways.
pub fn set_up(state: State) {
    mount::document("#panel .tour-bar", Box::new(move || bar(state)), Box::new(|_| {}));
    // Whether the reader scrolls the panel; else steps do.
    let by_hand = Rc::new(Cell::new(false));
    let by_step = {
        let by_hand = Rc::clone(&by_hand);
        move |forward| {
            by_hand.set(false);
            state.step_by(forward);
        }
    };
    for event in ["wheel", "touchmove", "pointerdown", "keydown"] {
        let by_hand = Rc::clone(&by_hand);
        page::listen_to("#panel .text", event, Box::new(move |_| by_hand.set(true)));
    }
    let (follows, by_scroll) = (Cell::new(false), Rc::clone(&by_hand));
    mount::watch(Box::new(move || {
        let step = state.step.get();
        if follows.replace(step.is_some()) != step.is_some() {
            // The new page starts at its top: nobody has scrolled it yet.
            by_scroll.set(false);
        }
        if let Some(bar) = page::find("#panel .tour-bar") {
            page::switch(&bar, "gone", step.is_none());
        }
        if let Some(step) = step {
            // Once the panel shows the steps.
            page::next_frame(Box::new(move || mark(step)));
        }
    }));
    let by_button = by_step.clone();
    page::listen_to(
        "#panel .tour-bar",
        "click",
        Box::new(move |event| {
            if let Some(way) = mount::nearest(&event, "data-way") {
                by_button(way == "next");
            }
        }),
    );
    page::listen_to(
        "#panel .text",
        "scroll",
        Box::new(move |_| {
            if by_hand.get() {
                scrolled(state);
            }
        }),
    );
    let by_key = by_step.clone();
    page::listen_to(
        "#panel",
        "keydown",
        Box::new(move |event| {
            let typing = mount::input(&event).is_some();
            match &*page::key(&event) {
                "ArrowRight" if !typing => by_key(true),
                "ArrowLeft" if !typing => by_key(false),
                _ => {}
            }
        }),
    );
    let start = Rc::new(Cell::new((0., 0.)));
    let begun = Rc::clone(&start);
    page::listen_to(
        "#panel .text",
        "touchstart",
        Box::new(move |event| begun.set(finger(&event).unwrap_or((0., 0.)))),
    );
    page::listen_to(
        "#panel .text",
        "touchend",
        Box::new(move |event| {
            let (Some(end), start) = (finger(&event), start.get()) else { return };
            let (across, down) = (end.0 - start.0, end.1 - start.1);
            if across.abs() > SWIPE && across.abs() > 2. * down.abs() {
                by_step(across < 0.);
            }
        }),
    );
}

/// Where the one finger of a touch is or was, in CSS pixels.
fn finger(event: &Event) -> Option<(f64, f64)> {
    let event: &TouchEvent = event.dyn_ref()?;
    let touch = event.changed_touches().item(0).filter(|_| event.touches().length() < 2)?;
    Some((f64::from(touch.client_x()), f64::from(touch.client_y())))
}

fn bar(state: State) -> Vec<Node> {
    let Some(step) = state.step.get() else { return Vec::new() };
    let Some(atlas) = state.atlas.get() else { return Vec::new() };
    let lang = state.lang.get();
    let (w, all) = (lang.words(), atlas.claims.claims.len());
    let button = |way: &'static str, name: &'static str, end: bool| {
        let button = el("button").attr("type", "button").attr("data-way", way).text(name);
        button.attr("aria-disabled", if end { "true" } else { "false" })
    };
    let place = atlas.claim_at(step).and_then(|claim| atlas.label(claim.regions.first()?, lang.code()));
    let place = reading::shortened(place.unwrap_or_default(), LONGEST_PLACE);
    vec![
        button("back", w.previous, step == 1),
        el("div")
            .child(
                el("p")
                    .attr("role", "status")
                    .text(&format!("{} {step} {} {all}", w.step, w.of_all))
                    .child(el("span").class("of").text(&format!(" · {place}"))),
            )
            .child(
                el("progress")
                    .attr("max", &all.to_string())
                    .attr("value", &step.to_string())
                    .attr("aria-hidden", "true"),
            ),
        button("next", w.next, step == all),
    ]
}

/// The steps on the page.
fn steps() -> Vec<Element> {
    page::find_all("#panel [data-step]")
}

/// Marks the present step and brings it to the reading line, unless it is there.
fn mark(step: usize) {
    let Some(text) = page::find("#panel .text") else { return };
    for (at, element) in steps().iter().enumerate() {
        let now = at + 1 == step;
        page::switch(element, "is-now", now);
        if now {
            page::set(element, "aria-current", "step");
            if read_at(&text) != Some(step) {
                let to = element.get_bounding_client_rect().top() - text.get_bounding_client_rect().top();
                text.set_scroll_top(text.scroll_top() + to.round() as i32 - READING_LINE as i32 / 2);
            }
        } else {
            // Removing what is not there is no error.
            let _ = element.remove_attribute("aria-current");
        }
    }
}

/// The step at the reading line.
fn read_at(text: &Element) -> Option<usize> {
    let line = text.get_bounding_client_rect().top() + READING_LINE;
    let begun = steps().iter().filter(|step| step.get_bounding_client_rect().top() <= line).count();
    (begun > 0).then_some(begun)
}

fn scrolled(state: State) {
    let Some(step) = state.step.get_untracked() else { return };
    let read = page::find("#panel .text").and_then(|text| read_at(&text)).unwrap_or(1);
    if read != step {
        state.go(read);
    }
}
