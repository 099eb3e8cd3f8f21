//! Inside another page's frame: whether one is, and the height that the frame
//! would like to have.

use std::cell::Cell;

use js_sys::Object;
use wasm_bindgen::JsValue;
use web_sys::Element;

use super::{dom, page};

/// Whether another page shows this one in a frame.
pub fn is_framed() -> bool {
    // Compared as values: an outer page of another origin lets nothing else be asked.
    let window = page::window();
    window.parent().ok().flatten().is_some_and(|outer| !Object::is(&outer, &window))
}

/// In a frame, says so to the style sheet, and tells the outer page the height of
/// `app` where the page was opened with `?embed`.
pub fn set_up(app: &Element) {
    let Some(root) = page::document().document_element().filter(|_| is_framed()) else { return };
    dom::set(&root, "data-framed", "");
    let told = Cell::new(0.);
    let measured = app.clone();
    dom::observe_size(std::slice::from_ref(app), move || {
        let height = measured.get_bounding_client_rect().height();
        if root.has_attribute("data-embed") && (height - told.replace(height)).abs() > 1. {
            tell_height(height);
        }
    });
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
