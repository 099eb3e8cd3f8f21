//! The scale bar: a line of known length.

use carto::{Camera, decimal::decimal, scale_bar::scale_bar};
use documents::{Lang, words};
use leptos::prelude::*;

use crate::door::{
    attributes::with,
    view::{Held, text},
};

/// CSS pixels that the bar may be long.
const LONGEST: f64 = 110.;

/// What a scale bar says, and how long it is.
#[derive(Clone, Default, PartialEq)]
pub struct ScaleBar {
    text: String,
    /// As a length of CSS.
    width: String,
}

impl ScaleBar {
    /// For the middle of what `camera` shows, said in `lang`.
    pub fn of(camera: &Camera, lang: Lang) -> Self {
        let bar = scale_bar(camera, LONGEST);
        Self { text: words::length(bar.metres, lang), width: format!("{}px", decimal(bar.width, 1)) }
    }
}

/// The bar on the map.
#[component]
pub fn Scale(
    /// What it says: of the view that is drawn.
    bar: ArcRwSignal<ScaleBar>,
    /// Holds it.
    host: Held,
) -> impl IntoView {
    let says = bar.clone();
    let attributes = with(&[("class", "scale-bar")]).style("width", move || Some(bar.get().width));
    view! { <div {..attributes} node_ref=host>{text(move || says.get().text)}</div> }
}
