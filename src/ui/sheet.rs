//! The bottom sheet of a small screen: low, half or full, by button or by
//! dragging its handle.

use std::{cell::Cell, rc::Rc};

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, PointerEvent};

use crate::{mount, page, state::State};

/// How far a finger goes before it drags, in CSS pixels.
const SLACK: f64 = 8.;

/// Shows handle and button, and makes them answer.
pub fn set_up(state: State) {
    mount::watch(Box::new(move || show(state)));
    page::listen_to(
        "#panel .taller",
        "click",
        Box::new(move |_| {
            state.sheet_full.update(|full| *full = !*full);
            state.sheet_open.set(true);
        }),
    );
    // Where the finger went down; `None` between drags.
    let start: Rc<Cell<Option<f64>>> = Rc::default();
    let dragged = Rc::new(Cell::new(false));
    let height = |event: &Event| f64::from(event.unchecked_ref::<PointerEvent>().client_y());
    let (began, moved) = (Rc::clone(&start), Rc::clone(&dragged));
    page::listen_to(
        "#panel .handle",
        "pointerdown",
        Box::new(move |event| {
            began.set(Some(height(&event)));
            moved.set(false);
            if let Some(handle) = page::find("#panel .handle") {
                // Harmless where refused.
                let _ = handle.set_pointer_capture(event.unchecked_ref::<PointerEvent>().pointer_id());
            }
        }),
    );
    let (began, moved) = (Rc::clone(&start), Rc::clone(&dragged));
    page::listen_to(
        "#panel .handle",
        "pointermove",
        Box::new(move |event| {
            let Some(from) = began.get() else { return };
            if moved.get() || (height(&event) - from).abs() > SLACK {
                moved.set(true);
                if let Some(panel) = page::find("#panel") {
                    let rest = window_height() - height(&event);
                    page::style(&panel, "height", &format!("{}px", carto::decimal::decimal(rest, 0)));
                }
            }
        }),
    );
    for event in ["pointerup", "pointercancel"] {
        let (began, moved) = (Rc::clone(&start), Rc::clone(&dragged));
        page::listen_to(
            "#panel .handle",
            event,
            Box::new(move |event| {
                if began.take().is_some() && moved.get() {
                    settle(state, 1. - height(&event) / window_height());
                }
            }),
        );
    }
    page::listen_to(
        "#panel .handle",
        "click",
        Box::new(move |_| {
            // The click that ends a drag is none.
            if !dragged.replace(false) {
                state.sheet_open.update(|open| *open = !*open);
                state.sheet_full.set(false);
            }
        }),
    );
}

fn window_height() -> f64 {
    page::window().inner_height().ok().and_then(|h| h.as_f64()).unwrap_or(1.)
}

/// Comes to rest at the nearest of the three heights; `share` of the window.
fn settle(state: State, share: f64) {
    if let Some(panel) = page::find("#panel") {
        page::style(&panel, "height", "");
    }
    state.sheet_open.set(share > 0.25);
    state.sheet_full.set(share > 0.66);
}

fn show(state: State) {
    let (open, full, words) = (state.sheet_open.get(), state.sheet_full.get(), state.lang.get().words());
    let full = full && open;
    if let Some(panel) = page::find("#panel") {
        page::switch(&panel, "is-closed", !open);
        page::switch(&panel, "is-full", full);
    }
    for (selector, expanded, name) in [
        ("#panel .handle", open, if open { words.sheet_close } else { words.sheet_open }),
        ("#panel .taller", full, if full { words.half } else { words.taller }),
    ] {
        if let Some(button) = page::find(selector) {
            // Nothing to remove after the first time is no error.
            let _ = button.remove_attribute("hidden");
            page::set(&button, "aria-expanded", if expanded { "true" } else { "false" });
            page::set(&button, "aria-label", name);
        }
    }
}
