//! Where the worker's pictures of the base map are shown: one of everything,
//! below a sharp one of what is in view.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::door::{
    attributes::with,
    ground::{self, Canvases},
    view::Held,
};

/// The canvases, lowest in the map.
#[component]
pub fn BaseMap() -> impl IntoView {
    let (overview, ground) = (Held::default(), Held::default());
    // The later of the two.
    ground.when_there(Box::new(move |ground| {
        if let (Some(overview), Ok(ground)) = (overview.now_as(), ground.dyn_into()) {
            ground::show_on(Canvases { overview, ground });
        }
    }));
    view! {
        <canvas {..with(&[("class", "overview"), ("aria-hidden", "true")])} node_ref=overview></canvas>
        <canvas {..with(&[("class", "ground"), ("aria-hidden", "true")])} node_ref=ground></canvas>
    }
}
