//! On a small screen the panel is a drawer: low, half or full, by button or by
//! dragging its handle.

use std::{cell::Cell, rc::Rc};

use carto::decimal::decimal;
use leptos::prelude::*;
use web_sys::{HtmlElement, PointerEvent};

use crate::{
    door::{attributes::with, dom, mount, page, view::hear},
    state::State,
};

/// How far a finger goes before it drags, in CSS pixels.
const SLACK: f64 = 8.;
/// Below this share of the window's height the drawer comes to rest closed.
const CLOSED: f64 = 0.25;
/// Above this share it comes to rest full.
const FULL: f64 = 0.66;

/// A drag of the handle.
#[derive(Default)]
struct Drag {
    /// Where the finger went down, in CSS pixels; `None` between drags.
    start: Cell<Option<f64>>,
    /// Whether it has gone far enough to be one.
    moved: Cell<bool>,
}

/// Handle and button of the drawer that `panel` is.
#[component]
pub fn Drawer(
    /// The page's.
    state: State,
    /// What is drawn open.
    panel: HtmlElement,
) -> impl IntoView {
    let full = move || state.drawer_full.get() && state.drawer_open.get();
    let drawer = panel.clone();
    mount::watch(Box::new(move || {
        dom::switch(&drawer, "is-closed", !state.drawer_open.get());
        dom::switch(&drawer, "is-full", full());
    }));

    let drag = Rc::new(Drag::default());
    let began = Rc::clone(&drag);
    let down = hear(move |event: PointerEvent| {
        began.start.set(Some(height(&event)));
        began.moved.set(false);
        if let Some(handle) = dom::target(&event) {
            // Harmless where refused.
            let _ = handle.set_pointer_capture(event.pointer_id());
        }
    });
    let (moves, dragged) = (Rc::clone(&drag), panel.clone());
    let move_ = move |event: PointerEvent| {
        let Some(from) = moves.start.get() else { return };
        if moves.moved.get() || (height(&event) - from).abs() > SLACK {
            moves.moved.set(true);
            let rest = page::height() - height(&event);
            dom::style(&dragged, "height", &format!("{}px", decimal(rest, 0)));
        }
    };
    let ended = Rc::clone(&drag);
    let up = move |event: PointerEvent| {
        if ended.start.take().is_some() && ended.moved.get() {
            // Comes to rest at the nearest of the three heights.
            dom::style(&panel, "height", "");
            let share = 1. - height(&event) / page::height();
            state.drawer_open.set(share > CLOSED);
            state.drawer_full.set(share > FULL);
        }
    };
    let cancel = up.clone();
    let fold = hear(move |_| {
        // The click that ends a drag is none.
        if !drag.moved.replace(false) {
            state.drawer_open.update(|open| *open = !*open);
            state.drawer_full.set(false);
        }
    });
    let stretch = hear(move |_| {
        state.drawer_full.update(|full| *full = !*full);
        state.drawer_open.set(true);
    });
    let handle = with(&[("type", "button"), ("class", "handle")])
        .says("aria-expanded", move || state.drawer_open.get().to_string())
        .says("aria-label", move || {
            let words = state.words();
            if state.drawer_open.get() { words.drawer_close() } else { words.drawer_open() }
        });
    let button = with(&[("type", "button"), ("class", "taller")])
        .says("aria-expanded", move || full().to_string())
        .says("aria-label", move || if full() { state.words().half() } else { state.words().taller() });
    view! {
        <button
            {..handle}
            on:pointerdown=down
            on:pointermove=hear(move_)
            on:pointerup=hear(up)
            on:pointercancel=hear(cancel)
            on:click=fold
        ></button>
        <button {..button} on:click=stretch></button>
    }
}

fn height(event: &PointerEvent) -> f64 {
    f64::from(event.client_y())
}
