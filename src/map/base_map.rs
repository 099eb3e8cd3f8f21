//! Where the worker's pictures of the base map are shown: one of everything,
//! below a sharp one of what is in view.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::door::{
    attributes::with,
    basemap::{self, Canvases},
    view::Held,
};

/// The canvases, lowest in the map.
#[component]
pub fn BaseMap() -> impl IntoView {
    let (overview, basemap) = (Held::default(), Held::default());
    // The later of the two.
    basemap.when_there(Box::new(move |basemap| {
        if let (Some(overview), Ok(basemap)) = (overview.now_as(), basemap.dyn_into()) {
            basemap::show_on(Canvases { overview, basemap });
        }
    }));
    view! {
        <canvas {..with(&[("class", "overview"), ("aria-hidden", "true")])} node_ref=overview></canvas>
        <canvas {..with(&[("class", "basemap"), ("aria-hidden", "true")])} node_ref=basemap></canvas>
    }
}
