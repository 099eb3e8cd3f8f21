//! The way back to a selected region that has gone out of view.

use leptos::prelude::*;
use web_sys::HtmlElement;

use crate::{
    door::{
        attributes::with,
        dom,
        view::{hear, text},
    },
    state::State,
};

/// How many characters of a name stand on a button.
const LONGEST_NAME: usize = 60;

/// A button on the map that says which region is out of view, and leads to it.
#[component]
pub fn WayBack(
    /// The page's.
    state: State,
    /// Has the focus once the region is shown.
    map: HtmlElement,
) -> impl IntoView {
    let back = hear(move |_| {
        if let Some(id) = state.selection.region.get_untracked() {
            state.show(&id, true);
            dom::focus(&map);
        }
    });
    let says = text(move || {
        let (Some(id), lang) = (out_of_view(state), state.lang.get()) else { return String::new() };
        let name = state.loaded.atlas.with(|a| Some(a.as_ref()?.label(&id, lang.code())?.to_owned()));
        let name = documents::shortened(&name.unwrap_or_default(), LONGEST_NAME);
        lang.put(lang.words().out_of_view(), &name)
    });
    let attributes = with(&[("type", "button"), ("class", "out-of-view on-map")]);
    let is_in_view = move || out_of_view(state).is_none();
    view! { <button {..attributes.class_while("gone", is_in_view)} on:click=back>{says}</button> }
}

/// The id of the selected region, where none of it is in view.
fn out_of_view(state: State) -> Option<String> {
    let (id, filter) = (state.selection.region.get()?, state.filter()?);
    let bounds = state.loaded.scene.with(|scene| Some(scene.bounds(scene.number(&id)?, &filter)))?;
    let camera = state.view.camera.get();
    let is_out = !bounds.is_empty() && !camera.rect(&bounds).overlaps(&camera.viewport.free());
    is_out.then_some(id)
}
