//! Confins, the page. Here its parts are put together: the only file, with
//! `replies`, that knows them all.

mod canvas;
mod data;
mod door;
mod embed;
mod failure;
mod files;
mod first;
mod ground;
mod input;
mod json;
mod lettering;
mod mount;
mod page;
mod print;
mod replies;
mod share;
mod state;
mod tour;
mod ui;
mod wire;

use leptos::mount::mount_to;
use state::State;
use wasm_bindgen::JsCast;

fn main() {
    page::report_panics();
    let Some(host) = page::find("#map").and_then(|map| map.dyn_into().ok()) else {
        web_sys::console::error_1(&"index.html has no element #map to mount in".into());
        return;
    };
    let state = State::new(ui::address(), ui::preferred_language());
    ground::route(move |told| replies::route(state, told));
    mount_to(host, move || ui::App(ui::AppProps { state })).forget();
    door::started();
}
