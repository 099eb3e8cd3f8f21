//! The components, from the whole page down to a claim's card. They arrange
//! and attribute; what they show is decided in `state`, `story` and `atlas`.

mod claim_card;
mod controls;
mod legend;
mod map_view;
mod marks;
mod notices;
mod panel;
mod region_page;
mod region_shapes;

use leptos::{ev, prelude::*};

use crate::{data, hash::Hash, page, state::State, text::Lang};

/// The page.
#[component]
pub fn App() -> impl IntoView {
    let location = page::window().location();
    let state = State::new(Hash::parse(&location.hash().unwrap_or_default()), preferred_language());
    provide_context(state);

    data::load(state, map_view::take_relief);
    keep_address(state);

    Effect::new(move || {
        let lang = state.lang.get();
        let title = state.atlas.with(|a| a.as_ref().map(|a| a.manifest.title.best(lang.code()).1.to_owned()));
        page::set_language(lang.code(), &title.map_or("Confins".into(), |t| format!("{t} · Confins")));
    });

    view! {
        <a class="skip" href="#panel" on:click=move |event| {
            event.prevent_default();
            page::focus("#panel h1, #panel h2");
        }>
            {move || state.lang.get().words().skip_to_list}
        </a>
        <map_view::MapView/>
        <panel::Panel/>
    }
}

/// The page's state, which every component shares.
fn use_state() -> State {
    expect_context::<State>()
}

/// French unless the reader's browser prefers English to it.
fn preferred_language() -> Lang {
    let wanted = page::window().navigator().languages();
    let mut known = wanted.iter().filter_map(|l| Lang::from_code(&l.as_string()?));
    known.next().unwrap_or(Lang::Fr)
}

/// Keeps the address and the page in step, both ways.
fn keep_address(state: State) {
    Effect::new(move || {
        // Any part of the address that changes is written once things rest.
        let _ = state.hash();
        state.address_soon();
    });
    let come_back = move || {
        let hash = page::window().location().hash().unwrap_or_default();
        let wanted = Hash::parse(&hash);
        if wanted != untrack(|| state.hash()) {
            // Back to an entry that names no region is back to the list.
            state.take(&wanted);
        }
    };
    let on_pop = window_event_listener(ev::popstate, move |_| come_back());
    let on_hash = window_event_listener(ev::hashchange, move |_| come_back());
    let on_escape = window_event_listener(ev::keydown, move |event| {
        if event.key() == "Escape" && state.selected.with_untracked(Option::is_some) {
            state.deselect();
        }
    });
    on_cleanup(move || {
        on_pop.remove();
        on_hash.remove();
        on_escape.remove();
    });
}
