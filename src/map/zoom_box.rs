//! The box that Shift and a drag draw: what the map is to show.

use carto::{ScreenRect, decimal::decimal};
use leptos::prelude::*;

use crate::door::attributes::with;

/// The box, while it is drawn.
#[component]
pub fn ZoomBox(
    /// In CSS pixels from the map's top left.
    rect: ArcRwSignal<Option<ScreenRect>>,
) -> impl IntoView {
    let side = |of: fn(ScreenRect) -> f64| {
        let rect = rect.clone();
        move || rect.get().map(|rect| format!("{}px", decimal(of(rect), 1)))
    };
    let attributes = with(&[("class", "zoom-box"), ("aria-hidden", "true")])
        .style("left", side(|r| r.min.x))
        .style("top", side(|r| r.min.y))
        .style("width", side(|r| r.width()))
        .style("height", side(|r| r.height()));
    view! { <div {..attributes.class_while("gone", move || rect.with(Option::is_none))}></div> }
}
