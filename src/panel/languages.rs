//! The switch between languages.

use documents::Words;
use documents::doc::{Node, el};
use leptos::prelude::*;
use web_sys::{Event, MouseEvent};

use crate::{
    door::{
        attributes::with,
        dom, languages, mount,
        view::{Held, hear},
    },
    state::State,
};

/// A button for each language.
#[component]
pub fn Languages(
    /// The page's.
    state: State,
) -> impl IntoView {
    let host = Held::default();
    host.when_there(Box::new(move |host| mount::keep_filled(host, Box::new(move || choices(state)))));
    let click = hear(move |event: MouseEvent| {
        if let Some(code) = dom::nearest(&event, "data-lang") {
            state.speak(&code);
        }
    });
    let chosen = hear(move |event: Event| {
        if let Some(code) = dom::chosen(&event) {
            state.speak(&code);
        }
    });
    let attributes = with(&[("class", "languages"), ("role", "group")]);
    let attributes = attributes.says("aria-label", state.word(Words::language));
    view! { <div {..attributes} on:click=click on:change=chosen node_ref=host></div> }
}

/// As many languages have a button each.
const MOST_BUTTONS: usize = 3;

/// A choice of the languages of the atlas's texts; before there is an atlas, of the page.
fn choices(state: State) -> Vec<Node> {
    let lang = state.lang.get();
    let atlas = state.loaded.atlas.get();
    let codes = atlas.map_or_else(languages::texts, |atlas| atlas.manifest.languages.clone());
    if codes.len() < 2 {
        return Vec::new();
    }
    let button = |code: &String| {
        let button = el("button").attr("type", "button").attr("data-lang", code).attr("lang", code);
        button.attr("aria-pressed", &(lang.code() == code).to_string()).text(&languages::name(code))
    };
    if codes.len() <= MOST_BUTTONS {
        return codes.iter().map(button).collect();
    }
    let option = |code: &String| {
        let option = el("option").attr("value", code).attr("lang", code);
        let option = if lang.code() == code { option.attr("selected", "") } else { option };
        option.text(&languages::name(code))
    };
    let select = el("select").attr("aria-label", lang.words().language());
    vec![select.children(codes.iter().map(option))]
}
