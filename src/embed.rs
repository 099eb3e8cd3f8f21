//! Inside another page's frame: gestures that leave the outer page its own, and
//! the height that the frame would like to have.

use std::cell::Cell;

use js_sys::Object;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::TouchEvent;

use crate::{page, state::State};

/// Whether another page shows this one in a frame.
pub fn framed() -> bool {
    // Compared as values: an outer page of another origin lets nothing else be asked.
    let window = page::window();
    window.parent().ok().flatten().is_some_and(|outer| !Object::is(&outer, &window))
}

/// Leaves the outer page its wheel and its one finger, and tells it the height
/// of a page that was opened with `?embed`.
pub fn set_up(state: State) {
    if !framed() {
        return;
    }
    if let Some(root) = page::document().document_element() {
        page::set(&root, "data-framed", "");
    }
    let told: &'static Cell<f64> = Box::leak(Box::default());
    page::observe_size(&["#app"], move || {
        let height = page::find("#app").map_or(0., |app| app.get_bounding_client_rect().height());
        if page::find("[data-embed]").is_some() && (height - told.replace(height)).abs() > 1. {
            tell_height(height);
        }
    });
    page::listen_to(
        "#map",
        "touchmove",
        Box::new(move |event| {
            if event.unchecked_ref::<TouchEvent>().touches().length() == 1 {
                hint(state.lang.get_untracked().words().two_fingers);
            }
        }),
    );
}

/// Any outer page may know how high this one is.
fn tell_height(height: f64) {
    let message = Object::new();
    // Setting a member of a new object cannot fail, nor sending a number.
    let _ = js_sys::Reflect::set(&message, &"confinsHeight".into(), &JsValue::from_f64(height.ceil()));
    if let Ok(Some(outer)) = page::window().parent() {
        let _ = outer.post_message(&message, "*");
    }
}

/// Says for a while how the map is moved here.
pub fn hint(text: &str) {
    const SHOWN: std::time::Duration = std::time::Duration::from_millis(1_600);
    thread_local! {
        static SAID: Cell<u32> = const { Cell::new(0) };
    }
    let Some(hint) = page::find("#map .hint") else { return };
    hint.set_text_content(Some(text));
    page::switch(&hint, "gone", false);
    let ticket = SAID.get() + 1;
    SAID.set(ticket);
    page::after(
        SHOWN,
        Box::new(move || {
            if SAID.get() == ticket {
                page::switch(&hint, "gone", true);
            }
        }),
    );
}
