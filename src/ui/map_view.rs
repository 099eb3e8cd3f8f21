//! The map: two canvases with the regions' shapes between them, and what
//! stands on it. It schedules frames; what a frame holds is in `carto`.

use std::cell::RefCell;

use carto::{
    Camera, Layer, label,
    paint::{Item, paint, paint_labels},
    style::{base_look, river_min_zoom},
};
use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{HtmlCanvasElement, HtmlImageElement, ResizeObserver};

use super::{controls::Controls, legend::Legend, notices::Notices, region_shapes::RegionShapes, use_state};
use crate::{
    canvas::{Cache, Canvas},
    input::Input,
    labels::{NO_REGION, Naming},
    page,
    state::{RELIEF, State, world_bounds},
    text,
};

thread_local! {
    /// Browser objects that the frames reuse. They cannot live in a signal,
    /// which may be sent between threads.
    static CACHE: RefCell<Cache> = RefCell::default();
}

/// Takes the relief shading and redraws with it.
pub fn take_relief(state: State, image: HtmlImageElement) {
    // An image that the canvas refuses leaves the map flat, which is no harm.
    if let Err(error) = CACHE.with_borrow_mut(|cache| cache.set_relief(&image)) {
        leptos::logging::warn!("relief: {error:?}");
    }
    state.repaint.update(|n| *n += 1);
}

/// The map with everything on it.
#[component]
pub fn MapView() -> impl IntoView {
    let state = use_state();
    let input = Input::new(state);
    let (ground, names) = (NodeRef::<html::Canvas>::new(), NodeRef::<html::Canvas>::new());

    draw_when_needed(state, input, ground, names);
    redraw_on_changes_outside(state);
    let map = NodeRef::<html::Div>::new();
    Effect::new(move || {
        if let Some(map) = map.get() {
            listen_to_wheel(&map, input);
            observe_size(&map, state);
        }
    });

    let words = move || state.lang.get().words();
    let pointing = move || state.hovered.get().is_some();
    view! {
        <div
            id="map"
            node_ref=map
            role="region"
            tabindex="0"
            aria-label=move || words().map
            aria-describedby="map-help"
            class:is-pointing=pointing
            on:pointerdown=move |e| input.pointer_down(&e)
            on:pointermove=move |e| input.pointer_move(&e)
            on:pointerup=move |e| input.pointer_up(&e)
            on:pointercancel=move |e| input.pointer_cancel(&e)
            on:pointerleave=move |_| input.pointer_leave()
            on:dblclick=move |e| input.double_click(&e)
            on:keydown=move |e| input.key(&e)
        >
            <p id="map-help" class="hidden">{move || words().map_help}</p>
            <canvas node_ref=ground aria-hidden="true"></canvas>
            <RegionShapes/>
            <canvas node_ref=names class="names" aria-hidden="true"></canvas>
            <ZoomBox input/>
            <AsOf/>
            <Controls/>
            <Legend/>
            <Credits/>
            <Notices/>
        </div>
    }
}

/// Redraws, once a frame at most, whenever something that is drawn changes.
fn draw_when_needed(state: State, input: Input, ground: NodeRef<html::Canvas>, names: NodeRef<html::Canvas>) {
    let due = StoredValue::new(false);
    Effect::new(move || {
        // Read for the sake of being called again.
        state.camera.track();
        state.layers.track();
        state.story.track();
        state.off.track();
        state.as_of.track();
        state.lang.track();
        state.selected.track();
        state.repaint.track();
        if due.get_value() {
            return;
        }
        due.set_value(true);
        page::next_frame(move || {
            due.set_value(false);
            if let (Some(ground), Some(names)) = (ground.get_untracked(), names.get_untracked()) {
                untrack(|| draw(state, input, &ground, &names));
            }
        });
    });
}

fn draw(state: State, input: Input, ground: &HtmlCanvasElement, names: &HtmlCanvasElement) {
    let (Some(atlas), Some(filter)) = (state.atlas.get(), state.filter()) else { return };
    let (camera, layers, sheet) = (state.camera.get(), state.layers.get(), state.sheet.get());
    CACHE.with_borrow_mut(|cache| {
        let Some(mut canvas) = Canvas::open(ground, camera.viewport.size, cache) else { return };
        let mut items = Vec::new();
        for entry in &atlas.manifest.layers {
            if filter.off.contains(&entry.id) {
                continue;
            }
            if let Some(layer) = layers.get(&entry.id) {
                items.extend(base_items(layer, &camera));
            }
            // Shading belongs on the land and under everything else.
            if let (Some(relief), true) = (&atlas.manifest.relief, entry.id == "land") {
                if !filter.off.iter().any(|o| o == RELIEF) {
                    items.push(Item::Relief(world_bounds(relief.bounds)));
                }
            }
        }
        paint(items, &sheet, &camera, &mut canvas);

        let Some(mut canvas) = Canvas::open(names, camera.viewport.size, cache) else { return };
        let story = state.story.get();
        let selected = state.selected.get().and_then(|id| story.number(&id));
        let mut naming = Naming {
            atlas: &atlas,
            story: &story,
            filter: &filter,
            lang: state.lang.get(),
            selected,
            measure: &mut |text, kind| canvas.measure(text, kind),
        };
        let (mut labels, marks) = naming.regions(&camera);
        for entry in &atlas.manifest.layers {
            if let (false, Some(layer)) = (filter.off.contains(&entry.id), layers.get(&entry.id)) {
                labels.extend(naming.base(layer, &camera));
            }
        }
        let placed = label::place(&labels, &marks, camera.viewport.free().grown(-4.));
        paint_labels(&placed, &mut canvas);
        let boxes = placed.iter().filter(|p| p.label.key != NO_REGION).map(|p| (p.label.key, p.rect));
        input.label_boxes.set_value(boxes.collect());
    });
    let progress = state.progress.get();
    if progress.all > 0 && progress.done >= progress.all {
        page::set_state("ready");
    }
}

/// What the base map draws of a layer; story layers draw nothing here.
fn base_items<'a>(layer: &'a Layer, camera: &Camera) -> impl Iterator<Item = Item<'a>> {
    let zoom = camera.zoom;
    layer.features.iter().filter_map(move |feature| {
        let (style, rank) = (feature.text("style")?, feature.number("rank").unwrap_or(3.));
        if style == "river" && zoom < river_min_zoom(rank) {
            return None;
        }
        Some(Item::Path(&feature.path, base_look(style, rank, zoom)?))
    })
}

/// Wheel listeners are passive unless told otherwise, and the map must keep
/// the page from scrolling.
fn listen_to_wheel(map: &web_sys::HtmlElement, input: Input) {
    let options = web_sys::AddEventListenerOptions::new();
    options.set_passive(false);
    let on_wheel = page::listener(move |event: web_sys::WheelEvent| input.wheel(&event));
    let _ = map.add_event_listener_with_callback_and_add_event_listener_options("wheel", &on_wheel, &options);
}

/// Keeps the viewport true to the map's and the panel's size.
fn observe_size(map: &web_sys::HtmlElement, state: State) {
    let on_resize = page::listener(move |_: wasm_bindgen::JsValue| {
        state.measure();
        state.repaint.update(|n| *n += 1);
    });
    if let Ok(observer) = ResizeObserver::new(on_resize.unchecked_ref()) {
        observer.observe(map);
        if let Some(panel) = page::element("panel") {
            observer.observe(&panel);
        }
    }
}

/// Dark mode, forced colours and another pixel ratio all want a new picture.
fn redraw_on_changes_outside(state: State) {
    let repaint = move || {
        CACHE.with_borrow_mut(Cache::forget_inks);
        state.repaint.update(|n| *n += 1);
    };
    page::on_media_change("(prefers-color-scheme: dark)", repaint);
    page::on_media_change("(forced-colors: active)", repaint);
    watch_pixel_ratio(repaint);
}

/// A media query about the present ratio changes once; then the next is asked.
fn watch_pixel_ratio(repaint: impl Fn() + Copy + 'static) {
    let query = format!("(resolution: {}dppx)", page::pixel_ratio());
    page::on_media_change(&query, move || {
        repaint();
        watch_pixel_ratio(repaint);
    });
}

/// The box that Shift and a drag draw.
#[component]
fn ZoomBox(input: Input) -> impl IntoView {
    move || {
        input.zoom_box.get().map(|r| {
            view! {
                <div
                    class="zoom-box"
                    aria-hidden="true"
                    style:left=format!("{}px", r.min.x)
                    style:top=format!("{}px", r.min.y)
                    style:width=format!("{}px", r.width())
                    style:height=format!("{}px", r.height())
                ></div>
            }
        })
    }
}

/// For which date the map is true.
#[component]
fn AsOf() -> impl IntoView {
    let state = use_state();
    move || {
        let lang = state.lang.get();
        let date = state.filter()?.as_of;
        Some(
            view! { <p class="as-of">{format!("{} {}", lang.words().situation, text::date(date, lang))}</p> },
        )
    }
}

/// Whom the map's data comes from.
#[component]
fn Credits() -> impl IntoView {
    let state = use_state();
    move || {
        let atlas = state.atlas.get()?;
        let credits = atlas.manifest.credits.iter().map(|credit| {
            let text = match &credit.licence {
                Some(licence) => format!("{} ({licence})", credit.text),
                None => credit.text.clone(),
            };
            match credit.url.clone() {
                Some(url) => {
                    view! { <li><a href=url target="_blank" rel="noopener">{text}</a></li> }.into_any()
                }
                None => view! { <li>{text}</li> }.into_any(),
            }
        });
        let label = state.lang.get().words().credits;
        Some(view! { <ul class="credits on-map" aria-label=label>{credits.collect_view()}</ul> })
    }
}
