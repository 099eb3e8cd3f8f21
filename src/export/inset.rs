//! A small map beside the large one, of those members of a group that the large one
//! cannot tell apart: a figure like those that are saved, of a closer view.

use std::rc::Rc;

use carto::Camera;
use leptos::prelude::*;
use web_sys::HtmlImageElement;

use crate::{
    door::{
        attributes::with,
        basemap, mount, page,
        view::{Held, hear},
    },
    state::{Focus, State, Wish},
};

/// Where it stands: a button, which leads to what it shows.
#[component]
pub fn Inset(
    /// The page's.
    state: State,
    /// Holds it.
    host: Held,
    /// Has the figure of a view made, which comes to [`show`].
    ask: Rc<dyn Fn(Camera)>,
) -> impl IntoView {
    mount::watch(Box::new(move || state.keep_inset()));
    let asks = Rc::clone(&ask);
    mount::watch(Box::new(move || {
        state.view.inset.track();
        state.loaded.scene.track();
        state.loaded.layers.track();
        // The worker may only now be there.
        state.loaded.told.track();
        state.lang.track();
        state.time.as_of.track();
        // After the answer that the reader waits for.
        let asks = Rc::clone(&asks);
        page::after_frame(Box::new(move || untrack(|| fill(state, host, &*asks))));
    }));
    page::on_media_change(
        "(prefers-color-scheme: dark)",
        Box::new(move |_| untrack(|| fill(state, host, &*ask))),
    );
    let closer = hear(move |_| {
        if let Some((group, _)) = state.view.inset.get_untracked() {
            state.show_members(&group);
            // The button is about to go: the focus goes on to what it leads to.
            state.wish(Wish::Focus(Focus::Map));
        }
    });
    let attributes = with(&[("type", "button"), ("class", "inset on-map")]);
    let attributes = attributes.says("aria-label", move || says(state));
    let is_gone = move || state.view.inset.with(Option::is_none);
    view! { <button {..attributes.class_while("gone", is_gone)} node_ref=host on:click=closer></button> }
}

/// What it shows, by name.
fn says(state: State) -> String {
    let (Some((group, _)), Some(atlas)) = (state.view.inset.get(), state.loaded.atlas.get()) else {
        return String::new();
    };
    let lang = state.lang.get();
    let name = atlas.label(&group, lang.code()).unwrap_or_default();
    format!("{} · {name}", lang.words().close_up())
}

/// Has its figure made anew, where there is one to be shown. Without a worker it stays
/// empty, and is not seen.
fn fill(state: State, host: Held, ask: &dyn Fn(Camera)) {
    if let Some(host) = host.now() {
        mount::fill(&host, &[]);
    }
    if let Some((_, camera)) = state.view.inset.get().filter(|_| basemap::works()) {
        ask(camera);
    }
}

/// Shows the figure, unless another view is wanted by now.
pub fn show(state: State, host: Held, of: &Camera, figure: &HtmlImageElement) {
    let is_wanted =
        state.view.inset.with_untracked(|inset| inset.as_ref().is_some_and(|(_, camera)| camera == of));
    if let Some(host) = host.now().filter(|_| is_wanted) {
        mount::fill(&host, &[]);
        let size = of.viewport.size;
        figure.set_width(size.width as u32);
        figure.set_height(size.height as u32);
        figure.set_alt("");
        // It has nothing in it, and takes anything.
        let _ = host.append_child(figure);
        // Names keep off it.
        state.repaint();
    }
}
