//! The address in the browser's bar, and its history.

use address::Hash;
use wasm_bindgen::JsValue;

use super::{frame, page};

/// What the address's hash says; nothing of one that is longer than any link.
pub fn hash() -> Hash {
    /// Bytes: every layer's id, and room.
    const LONGEST: usize = 8_000;
    let hash = page::window().location().hash().unwrap_or_default();
    if hash.len() > LONGEST { Hash::default() } else { Hash::parse(&hash) }
}

/// Writes an address, over the present entry of the history or as a new one, which
/// is marked as such. In a frame there is one at most: its entries are the outer
/// page's too, whose reader wants to go back from there. Either takes a browser up
/// to 10 ms.
pub fn put(address: &str, new_entry: bool) {
    if let Ok(history) = page::window().history() {
        let state = history.state().unwrap_or_default();
        // Some embedders forbid it; the page works without.
        let _ = if new_entry && !(frame::is_framed() && state.is_truthy()) {
            history.push_state_with_url(&JsValue::TRUE, "", Some(address))
        } else {
            history.replace_state_with_url(&state, "", Some(address))
        };
        frame::tell_address(address);
    }
}

/// The page's address without a hash.
pub fn home() -> String {
    let href = page::window().location().href().unwrap_or_default();
    href.split('#').next().unwrap_or_default().to_owned()
}

/// The same, to stand inside another page: of the query only the atlas is kept.
pub fn home_embedded() -> String {
    let home = home();
    let (path, query) = home.split_once('?').unwrap_or((&home, ""));
    let kept: Vec<&str> =
        query.split('&').filter(|part| part.starts_with("atlas=")).chain(["embed"]).collect();
    format!("{path}?{}", kept.join("&"))
}
