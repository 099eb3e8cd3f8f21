//! The buttons on the map: zoom, home, the four directions (WCAG 2.5.7), and
//! the scale bar.

use carto::scale_bar::scale_bar;
use leptos::prelude::*;

use super::use_state;
use crate::text;

/// Buttons and scale.
#[component]
pub fn Controls() -> impl IntoView {
    let state = use_state();
    let words = move || state.lang.get().words();
    view! {
        <div class="controls on-map">
            <div class="zoom">
                <Button name=Signal::derive(move || words().zoom_in) icon="M3 10h14M10 3v14" act=move || state.zoom_by(1.)/>
                <Button name=Signal::derive(move || words().zoom_out) icon="M3 10h14" act=move || state.zoom_by(-1.)/>
                <Button
                    name=Signal::derive(move || words().home)
                    icon="M3 10L10 4L17 10M5.5 9v7h9V9"
                    act=move || state.fly_to(state.home())
                />
            </div>
            <div class="pan" role="group" aria-label=move || words().move_map>
                <Button name=Signal::derive(move || words().look_north) icon="M4 13L10 7L16 13" act=move || state.look(0., -1.)/>
                <Button name=Signal::derive(move || words().look_west) icon="M13 4L7 10L13 16" act=move || state.look(-1., 0.)/>
                <Button name=Signal::derive(move || words().look_east) icon="M7 4L13 10L7 16" act=move || state.look(1., 0.)/>
                <Button name=Signal::derive(move || words().look_south) icon="M4 7L10 13L16 7" act=move || state.look(0., 1.)/>
            </div>
        </div>
        <ScaleBar/>
    }
}

#[component]
fn Button(name: Signal<&'static str>, icon: &'static str, act: impl Fn() + 'static) -> impl IntoView {
    view! {
        <button type="button" aria-label=move || name.get() title=move || name.get() on:click=move |_| act()>
            <svg viewBox="0 0 20 20" aria-hidden="true">
                <path d=icon></path>
            </svg>
        </button>
    }
}

#[component]
fn ScaleBar() -> impl IntoView {
    /// CSS pixels at most.
    const WIDTH: f64 = 110.;
    let state = use_state();
    let bar = Memo::new(move |_| state.camera.with(|c| scale_bar(c, WIDTH)));
    view! {
        <div class="scale-bar" style:width=move || format!("{:.1}px", bar.get().width)>
            {move || text::length(bar.get().metres)}
        </div>
    }
}
