//! The frame that has the map's own page, and its address: all that the two say to each other.

use js_sys::Reflect;
use wasm_bindgen::JsCast as _;
use web_sys::{HtmlIFrameElement, MessageEvent, Window};

use super::page;

/// What the frame is called, so that the page in it knows that the map is its reader's
/// (`src/door/frame.rs`).
pub const NAME: &str = "confins";

fn window() -> Option<Window> {
    let frame = page::document().get_element_by_id("map")?;
    frame.dyn_into::<HtmlIFrameElement>().ok()?.content_window()
}

/// What the map's address says now.
pub fn hash() -> String {
    window().and_then(|window| window.location().hash().ok()).unwrap_or_default()
}

/// Leads the map's page to another hash: as an entry of the tab's history, which takes a reader
/// back, or in place of the present one.
pub fn go(hash: &str, is_entry: bool) {
    let Some(location) = window().map(|window| window.location()) else { return };
    let home = location.href().unwrap_or_default();
    let home = home.split('#').next().unwrap_or_default();
    // A page that is just being loaded refuses; it is asked again with the next passage.
    let _ = if is_entry { location.set_hash(hash) } else { location.replace(&format!("{home}#{hash}")) };
}

/// Calls `then` with each new address of the map's page.
pub fn on_address(then: impl Fn(&str) + 'static) {
    page::listen(&page::window(), "message", move |event: MessageEvent| {
        let is_own = event.source().is_some_and(|source| {
            window().is_some_and(|window| js_sys::Object::is(source.as_ref(), window.as_ref()))
        });
        let is_here = page::window().location().origin().is_ok_and(|origin| origin == event.origin());
        let address = Reflect::get(&event.data(), &"confinsAddress".into()).ok();
        if let Some(address) = address.and_then(|address| address.as_string()).filter(|_| is_own && is_here) {
            then(&address);
        }
    });
}
