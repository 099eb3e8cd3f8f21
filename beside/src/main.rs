//! The article beside its map, for readers who have its text: they paste or drop it, the
//! atlas's excerpts are shown in it, and text and map follow each other.
//!
//! The map is the readers' own page, in a frame; both speak by its address alone. What
//! becomes of each excerpt is `passages`' to say. The text never leaves the browser: there is
//! no request but for the bundle's own files.

mod door;
mod reading;
mod state;
mod welcome;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast as _;

use state::Beside;

fn main() {
    std::panic::set_hook(Box::new(|why| door::page::log(&why.to_string())));
    let Some(root) = door::page::document().get_element_by_id("beside") else { return };
    let Ok(root) = root.dyn_into::<web_sys::HtmlElement>() else { return };
    let beside = Beside::new();
    mount_to(root, move || page(beside)).forget();
    spawn_local(async move {
        beside.load().await;
        if let Some(boot) = door::page::document().get_element_by_id("boot") {
            boot.remove();
        }
        state::listen(beside);
        welcome::listen(beside);
        reading::listen();
        door::page::set_root("data-state", "ready");
    });
}

/// Text and map side by side. The map is there at once; the text's part once there are words
/// for it.
fn page(beside: Beside) -> impl IntoView {
    let title = move || beside.words.get().map_or("", |words| words.map());
    let part = move || {
        let words = beside.words.get()?;
        let text = move || {
            if beside.text.with(Option::is_some) {
                reading::reading(beside, words).into_any()
            } else {
                welcome::welcome(beside, words).into_any()
            }
        };
        Some(view! {
            <header>
                <h1>{words.title()}</h1>
                <a href=beside.map.clone()>{words.map_alone()}</a>
            </header>
            {text}
            <p role="alert">{move || beside.told.get()}</p>
        })
    };
    view! {
        <section id="text-side">{part}</section>
        <iframe id="map" name=door::frame::NAME title=title src=beside.map.clone()></iframe>
    }
}
