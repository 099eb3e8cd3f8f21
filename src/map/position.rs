//! Where one is: the position under the pointer, and, for those who do not see
//! it, what the map shows after it was moved.

use std::{cell::Cell, rc::Rc, time::Duration};

use carto::{ScreenPoint, projection::unproject};
use documents::words;
use leptos::{ev, prelude::*};
use web_sys::HtmlElement;

use super::input::on_control;
use crate::{
    door::{attributes::with, dom, page, view::text},
    state::State,
};

/// How long after a key or button the map is at rest again.
const RESTS: Duration = Duration::from_millis(900);

/// The position under the pointer, where that is wanted.
#[component]
pub fn Position(
    /// The page's.
    state: State,
    /// Where the pointer is on the map; the middle of what is seen without one.
    pointer: ArcRwSignal<Option<ScreenPoint>>,
) -> impl IntoView {
    let says = text(move || {
        let says = state.positions.get().then(|| {
            let camera = state.view.camera.get();
            let at = pointer.get().unwrap_or_else(|| camera.viewport.free().centre());
            let at = unproject(camera.screen_to_world(at));
            words::position(at.lon, at.lat, state.lang.get())
        });
        says.unwrap_or_default()
    });
    view! { <output {..with(&[("class", "position")]).class_while("gone", move || !state.positions.get())}>{says}</output> }
}

/// Says which places are in view once the map rests after a key or a button of it.
pub fn tell_after_moves(state: State, map: &HtmlElement) {
    let moves = Rc::new(Cell::new(0_u32));
    let moved = move || {
        let (ticket, moves) = (moves.get() + 1, Rc::clone(&moves));
        moves.set(ticket);
        page::after(
            RESTS,
            Box::new(move || {
                if moves.get() == ticket {
                    state.say(&in_view(state));
                }
            }),
        );
    };
    let by_key = moved.clone();
    dom::on(map, ev::keydown, move |event| {
        let with_others = event.shift_key() || event.ctrl_key() || event.alt_key() || event.meta_key();
        if moves_map(&event.key()) && !with_others && !on_control(&event) {
            by_key();
        }
    });
    dom::on(map, ev::click, move |event| {
        if dom::nearest(&event, "data-act").is_some() {
            moved();
        }
    });
}

fn moves_map(key: &str) -> bool {
    key.starts_with("Arrow") || "+=-_0".contains(key)
}

/// The article's places that the map shows now, said.
fn in_view(state: State) -> String {
    let (scene, lang) = (state.loaded.scene.get_untracked(), state.lang.get_untracked());
    let camera = state.view.camera.get_untracked();
    let free = camera.viewport.free();
    let (Some(atlas), Some(filter)) = (state.loaded.atlas.get_untracked(), untrack(|| state.filter())) else {
        return String::new();
    };
    let seen = scene.places.iter().enumerate().filter(|(number, place)| {
        let bounds = scene.bounds(*number, &filter);
        place.parent.is_none() && !bounds.is_empty() && camera.rect(&bounds).overlaps(&free)
    });
    let names: Vec<&str> = seen.filter_map(|(_, place)| atlas.label(&place.id, lang.code())).collect();
    let words = lang.words();
    let names = if names.is_empty() { words.no_place().to_owned() } else { lang.list(&names) };
    lang.put(words.in_view(), &names)
}
