//! The page: its skeleton as a view, and the parts that fill it. They arrange
//! and attribute; what they show is decided in `state`, `story` and the
//! documents of `reading`.

mod controls;
mod finder;
mod frames;
mod legend;
mod lit;
mod map;
mod notices;
mod panel;
mod place;
mod region_shapes;
mod share_menu;
mod sheet;
mod timeline;
mod tour;

pub use finder::found;

use std::{cell::Cell, time::Duration};

use address::Hash;
use leptos::prelude::*;
use reading::{Lang, Words};

use crate::{data, embed, first, mount, page, state::State};

/// What the map needs a script for. The rest of the page stands in index.html,
/// to be read without one; each part fills its own elements, there and here, as
/// data arrives and signals change.
///
/// Classes are expressions: of elements that are all literals Leptos makes markup
/// that the browser parses, which the page's policy (Trusted Types) forbids.
#[component]
pub fn App(
    /// The page's.
    state: State,
) -> impl IntoView {
    // Effects run when the view is in the page.
    mount::watch(Box::new(move || untrack(|| set_up(state))));
    view! {
        <div class={"world"}>
            <canvas class={"overview"} aria-hidden="true"></canvas>
            <canvas class={"ground"} aria-hidden="true"></canvas>
            <div class={"shapes"}></div>
            <canvas class={"names"} aria-hidden="true"></canvas>
        </div>
        <div class={"zoom-box gone"} aria-hidden="true"></div>
        <button type="button" class={"out-of-view on-map gone"}></button>
        <div class={"controls on-map"}></div>
        <details class={"dates on-map"}>
            <summary></summary>
            <div class={"entries"}></div>
        </details>
        <details class={"legend on-map"}>
            <summary></summary>
            <div class={"entries"}></div>
        </details>
        <div class={"foot on-map"}>
            <output class={"position gone"}></output>
            <div class={"scale-bar"}></div>
            <div class={"credits-host"}></div>
        </div>
        <p class={"hint gone"} aria-hidden="true"></p>
        <p class={"voice hidden"} role="status"></p>
        <div class={"notices on-map"}>
            <div class={"busy"}></div>
            <div class={"failures"} role="alert"></div>
        </div>
    }
}

fn set_up(state: State) {
    first::surround();
    embed::set_up(state);
    map::set_up(state);
    region_shapes::set_up(state);
    lit::set_up(state);
    place::set_up(state);
    controls::set_up(state);
    legend::set_up(state);
    notices::set_up(state);
    panel::set_up(state);
    sheet::set_up(state);
    tour::set_up(state);
    share_menu::set_up(state);
    finder::set_up(state);
    timeline::set_up(state);
    mount::watch(Box::new(move || name_parts(state)));
    keep_address(state);
    // In a task of its own, as other heavy steps are: a slow phone answers its
    // reader in between.
    page::after(Duration::ZERO, Box::new(move || data::load(state)));
}

/// The names of the skeleton's parts, in the reader's language.
fn name_parts(state: State) {
    let lang = state.lang.get();
    let title = state.atlas.with(|a| a.as_ref().map(|a| a.manifest.title.best(lang.code()).1.to_owned()));
    page::set_language(lang.code(), &title.map_or("Confins".into(), |t| format!("{t} · Confins")));

    let Words { map, map_help, panel, skip_to_list, legend, language, change_date, .. } = lang.words();
    for (selector, name) in [("#map", map), ("#panel", panel), ("#panel .languages", language)] {
        if let Some(element) = page::find(selector) {
            page::set(&element, "aria-label", name);
        }
    }
    for (selector, text) in [
        (".skip", skip_to_list),
        ("#map-help", map_help),
        (".legend summary", legend),
        (".dates summary", change_date),
    ] {
        if let Some(element) = page::find(selector) {
            element.set_text_content(Some(text));
        }
    }
}

/// French unless the reader's browser prefers English to it.
pub fn preferred_language() -> Lang {
    let wanted = page::languages();
    let mut known = wanted.iter().filter_map(|lang| Lang::from_code(lang));
    known.next().unwrap_or(Lang::Fr)
}

/// What the address's hash says; nothing of one that is longer than any link.
pub fn address() -> Hash {
    /// Bytes: every layer's id, and room.
    const LONGEST: usize = 8_000;
    let hash = page::window().location().hash().unwrap_or_default();
    if hash.len() > LONGEST { Hash::default() } else { Hash::parse(&hash) }
}

/// Takes what the address says, unless the page is there already.
fn take_address(state: State) {
    let wanted = address();
    if wanted != untrack(|| state.hash()) {
        state.take(&wanted);
    }
}

/// Follows a changed address: at once, and where more changes follow soon, the
/// last of them then. However often it changes, the page stays its reader's.
fn follow_address(state: State, follows: &'static Cell<Follows>) {
    match follows.get() {
        Follows::AtOnce => {
            follows.set(Follows::Rests);
            take_address(state);
            page::after(
                // As often as a reader can tell one view from the next.
                Duration::from_millis(80),
                Box::new(move || {
                    if follows.replace(Follows::AtOnce) == Follows::Later {
                        follow_address(state, follows);
                    }
                }),
            );
        }
        Follows::Rests | Follows::Later => {
            follows.set(Follows::Later);
            // What waits to be written must not come before what is to be read.
            state.address_soon();
        }
    }
}

/// How a changed address is followed now.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Follows {
    AtOnce,
    /// One was followed just now, and none has come since.
    Rests,
    /// One has come since: it is followed when this one has rested.
    Later,
}

/// Keeps the address and the page in step, both ways, and Escape stepping back.
fn keep_address(state: State) {
    mount::watch(Box::new(move || {
        // Any part of the address that changes is written once things rest.
        state.camera.track();
        state.selected.track();
        state.lang.track();
        state.off.track();
        state.as_of.track();
        state.step.track();
        state.side.track();
        state.sought.track();
        state.atlas.track();
        state.address_soon();
    }));
    let window = page::window();
    let follows: &'static Cell<Follows> = Box::leak(Box::new(Cell::new(Follows::AtOnce)));
    for event in ["popstate", "hashchange"] {
        page::listen(&window, event, Box::new(move |_| follow_address(state, follows)));
    }
    page::listen(
        &window,
        "keydown",
        Box::new(move |event| {
            // A list or a menu that closes by the same key has said so.
            if page::key(&event) != "Escape" || event.default_prevented() {
                return;
            }
            if state.step.with_untracked(Option::is_some) {
                state.leave_tour();
            } else {
                state.deselect();
            }
        }),
    );
    page::listen_to(
        ".skip",
        "click",
        Box::new(|event| {
            event.prevent_default();
            page::focus("#panel [tabindex='-1']");
        }),
    );
}
