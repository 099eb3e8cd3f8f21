//! Whom the map's data comes from.

use documents::doc::{Node, el};
use leptos::prelude::*;

use crate::{
    door::{attributes::with, mount, view::Held},
    state::State,
};

/// The line of credits. Licences stand with the full credits, in the panel.
#[component]
pub fn Credits(
    /// The page's.
    state: State,
    /// Holds it.
    host: Held,
) -> impl IntoView {
    host.when_there(Box::new(move |host| mount::keep_filled(host, Box::new(move || credits(state)))));
    view! { <div {..with(&[("class", "credits-host")])} node_ref=host></div> }
}

fn credits(state: State) -> Vec<Node> {
    let label = state.words().credits();
    let Some(atlas) = state.loaded.atlas.get() else { return Vec::new() };
    let credits = atlas.manifest.credits.iter();
    let credits =
        credits.map(|credit| el("li").child(documents::outward(credit.url.as_deref(), &credit.text)));
    vec![el("ul").class("credits").attr("aria-label", label).children(credits)]
}
