//! The map: the ground, what is drawn of the regions, and the hand that draws.

mod ground;
mod input;
mod pen;
mod shapes;

use carto::{Camera, Insets, ScreenPoint, ScreenSize, Viewport, WorldBounds};
use leptos::html::{Canvas, Div};
use leptos::prelude::*;

use super::field;
use crate::door::page;
use crate::state::Studio;

/// The map's part of the page.
pub fn map(studio: Studio) -> impl IntoView {
    let words = studio.words;
    let (frame, canvas) = (NodeRef::<Div>::new(), NodeRef::<Canvas>::new());
    Effect::new(move || {
        if let Some(frame) = frame.get() {
            page::on_size(&frame, move |width, height| sized(studio, ScreenSize { width, height }));
        }
    });
    let ground = ground::kept(studio);
    let names = Memo::new(move |_| shapes::names(studio));
    Effect::new(move || {
        let (Some(canvas), Some(camera)) = (canvas.get(), studio.camera.get()) else { return };
        let names = names.get();
        ground.with_value(|ground| ground.borrow().paint(&canvas, &camera, &names));
    });
    // Where the map begins has changed: by the first shape, by a form, or undone.
    let view =
        Memo::new(move |_| studio.project.with(|project| Some(project.as_ref()?.manifest().ok()?.view)));
    Effect::new(move |before: Option<Option<[f64; 4]>>| {
        let now = view.get();
        if before.flatten().is_some_and(|before| Some(before) != now) {
            studio.camera.update(|camera| {
                if let Some(camera) = camera {
                    *camera = home(studio, camera.viewport);
                }
            });
        }
        now
    });
    let input = input::Input::new(studio, ground);
    let (wheel, down, moved, up, cancel, keys) =
        (input.clone(), input.clone(), input.clone(), input.clone(), input.clone(), input);
    let zoom = move |factor: f64| {
        studio.camera.update(|camera| {
            if let Some(camera) = camera {
                let size = camera.viewport.size;
                let middle = ScreenPoint { x: size.width / 2., y: size.height / 2. };
                *camera = input::limited(camera.zoom_about(middle, factor));
            }
        });
    };
    view! {
        <section class="map" aria-labelledby="map-heading">
            <h2 id="map-heading">{words.map}</h2>
            {pen::tools(studio)}
            <div class="frame" id="map" node_ref=frame tabindex="0" role="application"
                aria-labelledby="map-heading" aria-describedby="map-help"
                class:drawing=move || studio.pen.with(Option::is_some)
                on:wheel=move |event| wheel.wheel(&event)
                on:pointerdown=move |event| down.down(&event)
                on:pointermove=move |event| moved.moved(&event)
                on:pointerup=move |event| up.up(&event)
                on:pointercancel=move |event| cancel.cancel(&event)
                on:keydown=move |event| keys.key(&event)>
                <canvas node_ref=canvas aria-hidden=true></canvas>
                {shapes::shapes(studio, ground)}
                <div class="zoom">
                    <button type="button" aria-label=words.zoom_in on:click=move |_| zoom(2.)>"+"</button>
                    <button type="button" aria-label=words.zoom_out on:click=move |_| zoom(0.5)>"−"</button>
                    {field::button(words.see_all, move || studio.camera.update(|camera| {
                        if let Some(camera) = camera {
                            *camera = home(studio, camera.viewport);
                        }
                    }))}
                </div>
            </div>
            <p class="help" id="map-help">{words.map_help}</p>
        </section>
    }
}

/// The map has another size: the same is in its middle.
fn sized(studio: Studio, size: ScreenSize) {
    if size.width < 1. || size.height < 1. {
        return;
    }
    let viewport = Viewport { size, covered: Insets::default() };
    let now = studio.camera.get_untracked();
    studio.camera.set(Some(now.map_or_else(|| home(studio, viewport), |camera| camera.resized(viewport))));
}

/// The first view of the atlas.
fn home(studio: Studio, viewport: Viewport) -> Camera {
    let view = match studio.project.get_untracked().map(|project| project.manifest()) {
        Some(Ok(manifest)) => manifest.view,
        _ => [-170., -58., 170., 75.],
    };
    let bounds =
        WorldBounds::around([[view[0], view[1]], [view[2], view[3]]].map(|corner| studio.world(corner)));
    let all = Camera { centre: bounds.centre(), zoom: 1., viewport };
    input::limited(Camera::fit(bounds, viewport, Insets::all(8.), 20.).unwrap_or(all))
}

/// Moves the map to where something is, if it is not in view.
pub(super) fn look_at(studio: Studio, bounds: WorldBounds) {
    studio.camera.update(|camera| {
        let Some(camera) = camera else { return };
        let visible = camera.visible();
        let is_seen = visible.contains(bounds.min) && visible.contains(bounds.max);
        if !bounds.is_empty() && !is_seen {
            *camera =
                input::limited(Camera::fit(bounds, camera.viewport, Insets::all(60.), 9.).unwrap_or(*camera));
        }
    });
}
