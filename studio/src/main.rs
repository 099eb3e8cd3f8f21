//! The studio: the page in which an atlas is made. The article stands beside the map, words of
//! it become claims, places become regions, and the check says what is still missing.
//!
//! What an atlas is, and every change to it, is `authoring`'s; this is the page alone. Nothing
//! that is written here leaves the browser: there is no request but for the bundle's own files.

mod door;
mod notify;
mod parts;
mod state;
mod words;

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;

use state::Studio;

fn main() {
    std::panic::set_hook(Box::new(|why| door::page::log(&why.to_string())));
    let document = door::page::document();
    let Some(root) = document.get_element_by_id("studio").and_then(|root| root.dyn_into().ok()) else {
        return;
    };
    let boot = document.get_element_by_id("boot");
    let studio = Studio::new();
    mount_to(root, move || parts::app(studio)).forget();
    boot.iter().for_each(web_sys::Element::remove);
    notify::watch(studio);
    door::page::set_root("data-state", "ready");
}
