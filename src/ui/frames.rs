//! The map's frames: two canvases with the regions' shapes between them, drawn
//! when something they show has changed. What a picture is made of is `carto`'s.

use std::cell::{Cell, RefCell};

use carto::{
    Camera, Layer, ScreenRect,
    decimal::decimal,
    label,
    paint::{Item, paint, paint_labels},
    projection::project_bounds,
    scale_bar::scale_bar,
    style::{LabelKind, base_look, river_min_zoom},
};
use leptos::prelude::*;
use reading::words;
use story::{
    RELIEF,
    labels::{NO_REGION, Naming},
};
use wasm_bindgen::JsCast;
use web_sys::{HtmlCanvasElement, HtmlImageElement};

use super::region_shapes;
use crate::{
    canvas::{Cache, Canvas},
    input::Input,
    mount, page,
    state::State,
};

thread_local! {
    /// Browser objects that the frames reuse. They cannot live in a signal,
    /// which may be sent between threads.
    static CACHE: RefCell<Cache> = RefCell::default();
}

/// Takes the relief shading and redraws with it.
pub fn take_relief(state: State, image: &HtmlImageElement) {
    // An image that the canvas refuses leaves the map flat, which is no harm.
    if let Err(error) = CACHE.with_borrow_mut(|cache| cache.set_relief(image)) {
        web_sys::console::warn_2(&"relief".into(), &error);
    }
    state.repaint.update(|n| *n += 1);
}

/// Redraws, once a frame at most, whenever something that is drawn changes.
pub fn draw_when_needed(state: State, input: Input) {
    redraw_on_changes_outside(state);
    let due: &'static Cell<bool> = Box::leak(Box::default());
    mount::watch(Box::new(move || {
        // Read for the sake of being called again.
        state.camera.track();
        state.layers.track();
        state.story.track();
        state.off.track();
        state.as_of.track();
        state.lang.track();
        state.selected.track();
        state.hovered.track();
        state.focused.track();
        state.repaint.track();
        state.progress.track();
        if due.get() {
            return;
        }
        due.set(true);
        page::next_frame(Box::new(move || {
            due.set(false);
            let canvas = |selector| page::find(selector)?.dyn_into::<HtmlCanvasElement>().ok();
            if let (Some(ground), Some(names)) = (canvas("#map .ground"), canvas("#map .names")) {
                untrack(|| draw(state, input, &ground, &names));
            }
        }));
    }));
}

fn draw(state: State, input: Input, ground: &HtmlCanvasElement, names: &HtmlCanvasElement) {
    let (Some(atlas), Some(filter)) = (state.atlas.get(), state.filter()) else { return };
    let (camera, layers, sheet) = (state.camera.get(), state.layers.get(), state.sheet.get());
    // Read before anything is written, so that the browser lays out once.
    let furniture =
        page::rects_within("#map", ".as-of, .controls .zoom, .controls .pan, .legend, .credits, .scale-bar");
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
            if let (Some(relief), true) = (&atlas.manifest.relief, entry.id == "land")
                && !filter.off.iter().any(|o| o == RELIEF)
            {
                items.push(Item::Relief(project_bounds(relief.bounds)));
            }
        }
        paint(items, &sheet, &camera, &mut canvas);

        let Some(mut canvas) = Canvas::open(names, camera.viewport.size, cache) else { return };
        let story = state.story.get();
        let selected = state.selected.get().and_then(|id| story.number(&id));
        let collapsed = story.collapsed(&camera, &filter);
        region_shapes::draw(&region_shapes::Frame {
            story: &story,
            collapsed: &collapsed,
            camera: &camera,
            sheet: &sheet,
            filter: &filter,
            selected,
            hovered: state.hovered.get(),
            focused: state.focused.get(),
        });
        let mut naming = Naming {
            atlas: &atlas,
            story: &story,
            filter: &filter,
            collapsed: &collapsed,
            lang: state.lang.get(),
            selected,
            measure: &mut |text, kind| canvas.measure(text, kind),
        };
        let (regions, marks) = naming.regions(&camera);
        // States, though regions of the article too, give way to what lies in them.
        let (states, regions): (Vec<_>, Vec<_>) =
            regions.into_iter().partition(|l| l.kind == LabelKind::Country);
        let (land, mut others) = (naming.land(&camera), states);
        for entry in &atlas.manifest.layers {
            if let (false, Some(layer)) = (filter.off.contains(&entry.id), layers.get(&entry.id)) {
                others.extend(naming.base(layer, &camera));
            }
        }
        let free = camera.viewport.free().grown(-4.);
        let mut obstacles: Vec<ScreenRect> = marks.into_iter().chain(furniture).collect();
        let mut placed = label::place(&regions, &obstacles, free);
        obstacles.extend(placed.iter().map(|p| p.rect).chain(land));
        placed.extend(label::place(&others, &obstacles, free));
        paint_labels(&placed, &mut canvas);
        let boxes = placed.iter().filter(|p| p.label.key != NO_REGION).map(|p| (p.label.key, p.rect));
        input.set_label_boxes(boxes.collect());
    });
    draw_scale(&camera);
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

/// Dark mode, forced colours and another pixel ratio all want a new picture.
fn redraw_on_changes_outside(state: State) {
    for query in ["(prefers-color-scheme: dark)", "(forced-colors: active)"] {
        page::on_media_change(query, Box::new(move |_| repaint(state)));
    }
    watch_pixel_ratio(state);
}

fn repaint(state: State) {
    CACHE.with_borrow_mut(Cache::forget_inks);
    state.repaint.update(|n| *n += 1);
}

/// A media query about the present ratio changes once; then the next is asked.
fn watch_pixel_ratio(state: State) {
    let query = format!("(resolution: {}dppx)", decimal(page::pixel_ratio(), 9));
    page::on_media_change(
        &query,
        Box::new(move |_| {
            repaint(state);
            watch_pixel_ratio(state);
        }),
    );
}

/// The scale at the middle of the map.
fn draw_scale(camera: &Camera) {
    /// CSS pixels at most.
    const WIDTH: f64 = 110.;
    let bar = scale_bar(camera, WIDTH);
    if let Some(element) = page::find("#map .scale-bar") {
        page::style(&element, "width", &format!("{}px", decimal(bar.width, 1)));
        element.set_text_content(Some(&words::length(bar.metres)));
    }
}
