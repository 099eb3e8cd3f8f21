//! The buttons on the map: zoom, home, the whole screen, the four directions
//! (WCAG 2.5.7).

use documents::Words;
use leptos::prelude::*;

use crate::{
    door::{
        attributes::with,
        page,
        view::{Held, hear, icon},
    },
    state::State,
};

/// The buttons.
#[component]
pub fn Controls(
    /// The page's.
    state: State,
    /// Holds the buttons that zoom.
    zoom: Held,
    /// Holds those that look around.
    pan: Held,
) -> impl IntoView {
    let button = move |act: &str, name: fn(&'static Words) -> &'static str, path: &str, f: fn(State)| {
        let name = state.word(name);
        let attributes = with(&[("type", "button"), ("data-act", act)]);
        view! {
            <button {..attributes.says("aria-label", name).says("title", name)} on:click=hear(move |_| f(state))>
                {icon(path)}
            </button>
        }
    };
    let full_screen = page::document().fullscreen_enabled().then(|| {
        button("full-screen", Words::full_screen, "M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4", |_| full_screen())
    });
    let around = with(&[("class", "pan"), ("role", "group")]);
    view! {
        <div {..with(&[("class", "controls on-map")])}>
            <div {..with(&[("class", "zoom")])} node_ref=zoom>
                {button("zoom-in", Words::zoom_in, "M3 10h14M10 3v14", |state| state.zoom_by(1.))}
                {button("zoom-out", Words::zoom_out, "M3 10h14", |state| state.zoom_by(-1.))}
                {button("home", Words::home, "M3 10L10 4L17 10M5.5 9v7h9V9", |state| state.fly_to(state.home()))}
                {full_screen}
            </div>
            <div {..around.says("aria-label", state.word(Words::move_map))} node_ref=pan>
                {button("north", Words::look_north, "M4 13L10 7L16 13", |state| state.look(0., -1.))}
                {button("west", Words::look_west, "M13 4L7 10L13 16", |state| state.look(-1., 0.))}
                {button("east", Words::look_east, "M7 4L13 10L7 16", |state| state.look(1., 0.))}
                {button("south", Words::look_south, "M4 7L10 13L16 7", |state| state.look(0., 1.))}
            </div>
        </div>
    }
}

/// The whole page over the whole screen, or back.
fn full_screen() {
    let document = page::document();
    if document.fullscreen_element().is_some() {
        document.exit_fullscreen();
    } else if let Some(root) = document.document_element() {
        // Refused where a frame may not; the page stays as it is.
        let _ = root.request_fullscreen();
    }
}
