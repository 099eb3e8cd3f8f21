//! The buttons on the map: zoom, home, the four directions (WCAG 2.5.7).

use leptos::prelude::*;
use reading::{
    Words,
    doc::{Node, el},
};

use crate::{mount, page, state::State};

/// Shows the buttons and does what they say.
pub fn set_up(state: State) {
    mount::document(".controls", Box::new(move || buttons(state.lang.get().words())), Box::new(|_| {}));
    page::listen_to(
        ".controls",
        "click",
        Box::new(move |event| {
            if let Some(act) = mount::nearest(&event, "data-act") {
                perform(state, &act);
            }
        }),
    );
}

fn buttons(words: &Words) -> Vec<Node> {
    let button = |act: &'static str, name: &'static str, icon: &'static str| {
        let icon = el("svg")
            .attr("viewBox", "0 0 20 20")
            .attr("aria-hidden", "true")
            .child(el("path").attr("d", icon));
        el("button")
            .attr("type", "button")
            .attr("data-act", act)
            .attr("aria-label", name)
            .attr("title", name)
            .child(icon)
    };
    vec![
        el("div")
            .class("zoom")
            .child(button("zoom-in", words.zoom_in, "M3 10h14M10 3v14"))
            .child(button("zoom-out", words.zoom_out, "M3 10h14"))
            .child(button("home", words.home, "M3 10L10 4L17 10M5.5 9v7h9V9"))
            .child(
                page::document()
                    .fullscreen_enabled()
                    .then(|| {
                        button("full-screen", words.full_screen, "M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4")
                    })
                    .into(),
            ),
        el("div")
            .class("pan")
            .attr("role", "group")
            .attr("aria-label", words.move_map)
            .child(button("north", words.look_north, "M4 13L10 7L16 13"))
            .child(button("west", words.look_west, "M13 4L7 10L13 16"))
            .child(button("east", words.look_east, "M7 4L13 10L7 16"))
            .child(button("south", words.look_south, "M4 7L10 13L16 7")),
    ]
}

fn perform(state: State, act: &str) {
    match act {
        "zoom-in" => state.zoom_by(1.),
        "zoom-out" => state.zoom_by(-1.),
        "home" => state.fly_to(state.home()),
        "full-screen" => full_screen(),
        "north" => state.look(0., -1.),
        "south" => state.look(0., 1.),
        "west" => state.look(-1., 0.),
        "east" => state.look(1., 0.),
        _ => {}
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
