//! Inside another page's frame: whether one is, and what the outer page is told: the height
//! that the frame would like to have, and what is looked at.

use std::cell::Cell;

use wasm_bindgen::JsValue;
use web_sys::Element;

use super::{boot, dom, page};

/// Whether another page shows this one among other things of its own: `src/first.js` has said
/// so.
pub fn is_framed() -> bool {
    page::document().document_element().is_some_and(|root| root.has_attribute("data-framed"))
}

/// In a frame, tells the outer page the height of `app` where the page was opened with
/// `?embed`.
pub fn set_up(app: &Element) {
    let Some(root) = page::document().document_element().filter(|_| is_framed()) else { return };
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
    boot::tell_outer("confinsHeight", JsValue::from_f64(height.ceil()), "*");
}

/// An outer page of the same origin may know what is looked at.
pub fn tell_address(address: &str) {
    boot::tell_outer("confinsAddress", address.into(), "/");
}
