//! Window, document, address and time.

use js_sys::Function;
use wasm_bindgen::prelude::*;
use web_sys::{Document, Window};

/// The window.
pub fn window() -> Window {
    // A page without a window runs no script.
    web_sys::window().unwrap_throw()
}

/// The document.
pub fn document() -> Document {
    window().document().unwrap_throw()
}

/// For whoever looks into the console.
pub fn log(text: &str) {
    web_sys::console::error_1(&text.into());
}

/// Sets an attribute of `<html>`.
pub fn set_root(name: &str, value: &str) {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute(name, value);
    }
}

/// A part of the address after `?`.
pub fn query(name: &str) -> Option<String> {
    let search = window().location().search().ok()?;
    web_sys::UrlSearchParams::new_with_str(&search).ok()?.get(name)
}

/// The languages that the reader's browser asks for, the best first.
pub fn languages() -> Vec<String> {
    window().navigator().languages().iter().filter_map(|lang| lang.as_string()).collect()
}

/// Calls `then` after some milliseconds.
pub fn after(milliseconds: i32, then: impl FnOnce() + 'static) {
    let callback = Closure::once_into_js(then);
    let callback: &Function = callback.unchecked_ref();
    let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(callback, milliseconds);
}
