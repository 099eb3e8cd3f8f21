//! The switch between languages.

use documents::Lang;
use leptos::prelude::*;

use crate::{
    door::{attributes::with, view::hear},
    state::State,
};

/// A button for each language.
#[component]
pub fn Languages(
    /// The page's.
    state: State,
) -> impl IntoView {
    let choice = |lang: Lang| {
        let attributes = with(&[("type", "button"), ("data-lang", lang.code()), ("lang", lang.code())])
            .says("aria-pressed", move || (state.lang.get() == lang).to_string());
        view! { <button {..attributes} on:click=hear(move |_| state.lang.set(lang))>{lang.name()}</button> }
    };
    let attributes = with(&[("class", "languages"), ("role", "group")]);
    view! {
        <div {..attributes.says("aria-label", state.word(|w| w.language))}>
            {Lang::ALL.into_iter().map(choice).collect_view()}
        </div>
    }
}
