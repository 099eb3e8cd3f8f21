//! Where one is: the position under the pointer, the way back to a selected
//! region that has gone out of view, and, for those who do not see it, what the
//! map shows after it was moved.

use std::{cell::Cell, time::Duration};

use carto::projection::unproject;
use leptos::prelude::*;
use reading::words;
use wasm_bindgen::JsCast;

use crate::{input, mount, page, state::State};

/// How many characters of a name stand on a button.
const LONGEST_NAME: usize = 60;
/// How long after a key or button the map is at rest again.
const RESTS: Duration = Duration::from_millis(900);

/// Shows and tells them, as far as wanted.
pub fn set_up(state: State) {
    let moves: &'static Cell<u32> = Box::leak(Box::default());
    for (selector, event) in [("#map", "keydown"), ("#map .controls", "click")] {
        page::listen_to(
            selector,
            event,
            Box::new(move |event| {
                if event.type_() == "keydown" && !moves_map(&page::key(&event)) {
                    return;
                }
                let ticket = moves.get() + 1;
                moves.set(ticket);
                page::after(
                    RESTS,
                    Box::new(move || {
                        if moves.get() == ticket {
                            page::announce(&in_view(state));
                        }
                    }),
                );
            }),
        );
    }
    let pointer = ArcRwSignal::new(None);
    let moved = pointer.clone();
    page::listen_to(
        "#map",
        "pointermove",
        Box::new(move |event| {
            if state.positions.get_untracked() {
                moved.set(Some(input::position(event.unchecked_ref())));
            }
        }),
    );
    mount::watch(Box::new(move || {
        let (wanted, lang) = (state.positions.get(), state.lang.get());
        let Some(output) = page::find("#map .position") else { return };
        page::switch(&output, "gone", !wanted);
        if wanted {
            let camera = state.camera.get();
            // Without a pointer, the middle of what is seen.
            let at = pointer.get().unwrap_or_else(|| camera.viewport.free().centre());
            let at = unproject(camera.screen_to_world(at));
            output.set_text_content(Some(&words::position(at.lon, at.lat, lang)));
        }
    }));
    mount::watch(Box::new(move || show_way_back(state)));
    page::listen_to(
        "#map .out-of-view",
        "click",
        Box::new(move |_| {
            if let Some(id) = state.selected.get_untracked() {
                state.show(&id, true);
                page::focus("#map");
            }
        }),
    );
}

fn show_way_back(state: State) {
    let Some(button) = page::find("#map .out-of-view") else { return };
    let id = state.selected.get();
    let out = id.as_ref().is_some_and(|id| {
        let (story, Some(filter)) = (state.story.get(), state.filter()) else { return false };
        let Some(number) = story.number(id) else { return false };
        let bounds = story.bounds(number, &filter);
        let camera = state.camera.get();
        !bounds.is_empty() && !camera.rect(&bounds).overlaps(&camera.viewport.free())
    });
    page::switch(&button, "gone", !out);
    if let (true, Some(id)) = (out, id) {
        let lang = state.lang.get();
        let name = state.atlas.with(|a| Some(a.as_ref()?.label(&id, lang.code())?.to_owned()));
        let name = reading::shortened(&name.unwrap_or_default(), LONGEST_NAME);
        let text = format!("{name} {}", lang.words().out_of_view);
        button.set_text_content(Some(&text));
    }
}

fn moves_map(key: &str) -> bool {
    key.starts_with("Arrow") || "+=-_0".contains(key)
}

/// The article's places that the map shows now, said.
fn in_view(state: State) -> String {
    let (story, lang) = (state.story.get_untracked(), state.lang.get_untracked());
    let camera = state.camera.get_untracked();
    let free = camera.viewport.free();
    let (Some(atlas), Some(filter)) = (state.atlas.get_untracked(), untrack(|| state.filter())) else {
        return String::new();
    };
    let seen = story.places.iter().enumerate().filter(|(number, place)| {
        let bounds = story.bounds(*number, &filter);
        place.parent.is_none() && !bounds.is_empty() && camera.rect(&bounds).overlaps(&free)
    });
    let names: Vec<&str> = seen.filter_map(|(_, place)| atlas.label(&place.id, lang.code())).collect();
    let words = lang.words();
    format!(
        "{} {}",
        words.in_view,
        if names.is_empty() { words.no_place.to_owned() } else { names.join(", ") }
    )
}
