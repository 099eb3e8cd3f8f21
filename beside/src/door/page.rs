//! Window, document, time, and what is kept while the tab is open.

pub use browser::{after, document, languages, log, query, set_root, window};
use wasm_bindgen::prelude::*;
use web_sys::{Element, EventTarget, Storage};

/// Takes an attribute off `<html>`.
pub fn unset_root(name: &str) {
    if let Some(root) = document().document_element() {
        let _ = root.remove_attribute(name);
    }
}

/// The hash of the page's address.
pub fn hash() -> String {
    window().location().hash().unwrap_or_default()
}

/// Milliseconds since the page was opened.
pub fn now() -> f64 {
    window().performance().map_or(0., |clock| clock.now())
}

/// Does it, and notes how long the look for the excerpts took, for whoever measures
/// (`bench/beside.mjs`).
pub fn measured<T>(look: impl FnOnce() -> T) -> T {
    const BEGUN: &str = "confins-excerpts-begun";
    let clock = window().performance();
    // A browser that measures nothing shows the text as well.
    let _ = clock.as_ref().map(|clock| clock.mark(BEGUN));
    let seen = look();
    let _ = clock.map(|clock| clock.measure_with_start_mark("confins-excerpts", BEGUN));
    seen
}

/// Calls `then` for each event of that name, as long as the page lives.
pub fn listen<E: JsCast + 'static>(target: &EventTarget, name: &str, then: impl Fn(E) + 'static) {
    let callback = Closure::<dyn Fn(JsValue)>::new(move |event: JsValue| then(event.unchecked_into()));
    let _ = target.add_event_listener_with_callback(name, callback.as_ref().unchecked_ref());
    callback.forget();
}

/// Whether the reader asks for less motion.
pub fn is_calm() -> bool {
    let asked = window().match_media("(prefers-reduced-motion: reduce)").ok().flatten();
    asked.is_some_and(|asked| asked.matches())
}

/// The elements that a selector finds, in the document's order.
pub fn all(selector: &str) -> Vec<Element> {
    let Ok(found) = document().query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|at| found.get(at)?.dyn_into().ok()).collect()
}

/// What is kept while this tab is open; `None` where the browser keeps nothing.
pub fn kept(name: &str) -> Option<String> {
    store()?.get_item(name).ok().flatten()
}

/// Keeps a text while this tab is open, or forgets the one that is kept.
pub fn keep(name: &str, text: Option<&str>) {
    let Some(store) = store() else { return };
    // A browser that has no room for it, or keeps nothing: the text has to be given again.
    let _ = match text {
        Some(text) => store.set_item(name, text),
        None => store.remove_item(name),
    };
}

fn store() -> Option<Storage> {
    window().session_storage().ok().flatten()
}
