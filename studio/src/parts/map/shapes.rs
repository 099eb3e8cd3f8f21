//! What is drawn of the regions, the corners of the one in hand, and the shape that is being
//! drawn.

use std::fmt::Write as _;

use authoring::{Drawn, Kind, Shape};
use carto::{Camera, ScreenPoint, WorldBounds};
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, KeyboardEvent, PointerEvent};

use super::ground::Kept;
use super::input::{on_map, snapped};
use crate::door::page;
use crate::state::{Page, Studio};

/// Corners that can be taken hold of at once.
const HANDLES: usize = 250;

/// CSS pixels within which one corner is shown alone.
const CLOSE: f64 = 14.;

/// A corner in a hand: of which feature, which of its parts, and the shape as it would be.
#[derive(Clone, Debug, PartialEq)]
struct Held {
    file: String,
    feature: String,
    part: usize,
    at: usize,
    shape: Shape,
}

/// All of it, on one picture above the ground.
pub fn shapes(studio: Studio, ground: Kept) -> impl IntoView {
    let held = RwSignal::new(None::<Held>);
    let regions = move || {
        let camera = studio.camera.get()?;
        let (drawn, in_hand) = (studio.drawn.get(), studio.region());
        let held = held.get();
        let each = drawn.iter().filter_map(|drawn| {
            let shape = match &held {
                Some(held) if held.file == drawn.file && held.feature == drawn.id => held.shape.clone(),
                _ => drawn.shape.clone()?,
            };
            let region = drawn.region().unwrap_or_default().to_owned();
            Some(region_shape(studio, &camera, &shape, region, in_hand.as_deref(), drawn))
        });
        Some(each.collect_view())
    };
    let drawing = move || {
        let (camera, pen) = (studio.camera.get()?, studio.pen.get()?);
        let points: Vec<ScreenPoint> = pen.points.iter().map(|at| camera.world_to_screen(*at)).collect();
        let mut path = line(&points);
        if pen.kind == Kind::Area && points.len() > 2 {
            path.push('Z');
        }
        let dots = points.into_iter().map(|at| view! { <circle cx=at.x cy=at.y r="4"></circle> });
        let middle = camera.viewport.size;
        let (x, y) = (middle.width / 2., middle.height / 2.);
        let cross = format!("M{} {y}h16M{x} {}v16", x - 8., y - 8.);
        Some(view! {
            <path class="pen" d=path></path>
            <g class="pen">{dots.collect_view()}</g>
            <path class="cross" d=cross></path>
        })
    };
    view! {
        <svg class="drawn" aria-hidden=move || if studio.region().is_some() { None } else { Some("true") }>
            <g>{regions}</g>
            <g>{move || corners(studio, ground, held)}</g>
            <g>{drawing}</g>
        </svg>
    }
}

fn region_shape(
    studio: Studio,
    camera: &Camera,
    shape: &Shape,
    region: String,
    in_hand: Option<&str>,
    drawn: &Drawn,
) -> AnyView {
    let is_chosen = in_hand == Some(&*region);
    let class = format!(
        "region {} {}{}",
        match shape.kind {
            Kind::Point => "point",
            Kind::Line => "line",
            Kind::Area => "area",
        },
        drawn.property("style").unwrap_or_default(),
        if is_chosen { " chosen" } else { "" }
    );
    let open = move |_| {
        if studio.pen.with_untracked(Option::is_none) && !region.is_empty() {
            studio.page.set(Page::Region(region.clone()));
        }
    };
    let mut path = String::new();
    for part in &shape.parts {
        let points: Vec<ScreenPoint> =
            part.iter().map(|position| camera.world_to_screen(studio.world(*position))).collect();
        if let (Kind::Point, Some(at)) = (shape.kind, points.first()) {
            // A square on its corner.
            let _ = write!(path, "M{:.1} {:.1}l6 6l-6 6l-6-6Z", at.x, at.y - 6.);
        } else {
            path.push_str(&line(&points));
            if shape.kind == Kind::Area {
                path.push('Z');
            }
        }
    }
    view! { <path class=class d=path fill-rule="evenodd" on:click=open></path> }.into_any()
}

/// Where the names of the regions stand: at the middle of what draws them first.
pub fn names(studio: Studio) -> Vec<(String, carto::WorldPoint)> {
    let Some(Ok(atlas)) = studio.atlas.get() else { return Vec::new() };
    let lang = studio.first_language();
    let drawn = studio.drawn.get();
    let each = atlas.regions.regions.iter().filter_map(|region| {
        let own = drawn.iter().find(|drawn| drawn.region() == Some(&region.id))?;
        let bounds = own.shape.as_ref()?.bounds()?;
        let corners = [[bounds[0], bounds[1]], [bounds[2], bounds[3]]].map(|corner| studio.world(corner));
        Some((region.label.best(&lang).1.to_owned(), WorldBounds::around(corners).centre()))
    });
    each.collect()
}

/// The corners of what draws the region in hand, each of which a hand or a key can move.
fn corners(studio: Studio, ground: Kept, held: RwSignal<Option<Held>>) -> Option<AnyView> {
    let region = studio.region()?;
    if studio.pen.with(Option::is_some) {
        return None;
    }
    let camera = studio.camera.get()?;
    let drawn = studio.drawn.get();
    let visible = camera.visible();
    let own = drawn.iter().filter(|drawn| drawn.region() == Some(&region));
    let mut shown: Vec<ScreenPoint> = Vec::new();
    let mut all: Vec<Held> = Vec::new();
    for (drawn, shape) in own.filter_map(|drawn| Some((drawn, drawn.shape.clone()?))) {
        for (part, at, position) in shape.handles() {
            let place = studio.world(position);
            let on_screen = camera.world_to_screen(place);
            // Where corners stand closer than a finger, one can be had once the map is closer.
            let is_free = shown.iter().all(|other| other.distance(on_screen) > CLOSE);
            if all.len() < HANDLES && is_free && visible.contains(place) {
                shown.push(on_screen);
                let (file, feature) = (drawn.file.clone(), drawn.id.clone());
                all.push(Held { file, feature, part, at, shape: shape.clone() });
            }
        }
    }
    let each = all.iter().map(|corner| handle(studio, ground, held, &camera, corner));
    Some(each.collect_view().into_any())
}

fn handle(
    studio: Studio,
    ground: Kept,
    held: RwSignal<Option<Held>>,
    camera: &Camera,
    corner: &Held,
) -> AnyView {
    let words = studio.words;
    let Held { part, at, shape, .. } = corner;
    let position = shape.parts[*part][*at];
    let middle = camera.world_to_screen(studio.world(position));
    let id = format!("corner-{}-{part}-{at}", corner.feature);
    let label =
        format!("{} {}: {:.3}, {:.3}; {}", words.vertex, at + 1, position[0], position[1], words.vertex_help);
    let between = shape.parts[*part].get(at + 1).filter(|_| shape.kind != Kind::Point).map(|next| {
        let next = camera.world_to_screen(studio.world(*next));
        let at = ScreenPoint { x: f64::midpoint(middle.x, next.x), y: f64::midpoint(middle.y, next.y) };
        (at, at.distance(middle) > 12.)
    });
    let between = between.filter(|(_, is_free)| *is_free).map(|(at, _)| {
        let own = corner.clone();
        let insert = move |event: PointerEvent| {
            event.stop_propagation();
            let Some(camera) = studio.camera.get_untracked() else { return };
            let new = studio.degrees(camera.screen_to_world(at));
            let shape = own.shape.inserted(own.part, own.at, new);
            studio.change(|project| project.reshape(&own.file, &own.feature, &shape));
        };
        view! {
            <circle class="handle between" cx=at.x cy=at.y r="4" on:pointerdown=insert>
                <title>{words.between}</title>
            </circle>
        }
    });
    let (taken, moved, dropped, keyed) = (corner.clone(), corner.clone(), corner.clone(), corner.clone());
    let take = move |event: PointerEvent| {
        if event.button() == 0 {
            event.stop_propagation();
            if let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) {
                let _ = target.set_pointer_capture(event.pointer_id());
            }
            held.set(Some(taken.clone()));
        }
    };
    let drag = move |event: PointerEvent| {
        if held.with_untracked(Option::is_none) {
            return;
        }
        event.stop_propagation();
        let Some(camera) = studio.camera.get_untracked() else { return };
        let map = page::document().get_element_by_id("map").map(Into::into);
        let at = on_map(event.client_x(), event.client_y(), map);
        let to = studio.degrees(camera.screen_to_world(at));
        let shape = moved.shape.moved(moved.part, moved.at, to);
        held.set(Some(Held { shape, ..moved.clone() }));
    };
    let drop = move |event: PointerEvent| {
        event.stop_propagation();
        let Some(Held { file, feature, part, at, shape }) = held.get_untracked() else { return };
        held.set(None);
        if shape == dropped.shape {
            return;
        }
        let Some(camera) = studio.camera.get_untracked() else { return };
        // Onto what is near, but for its own shape, which it would never leave.
        let screen = camera.world_to_screen(studio.world(shape.parts[part][at]));
        let to = studio.degrees(snapped(studio, ground, &camera, screen, Some((&file, &feature))));
        let shape = dropped.shape.moved(part, at, to);
        studio.change(|project| project.reshape(&file, &feature, &shape));
    };
    let key = move |event: KeyboardEvent| {
        let step = if event.shift_key() { 10. } else { 1. };
        let (dx, dy) = match &*event.key() {
            "ArrowLeft" => (-step, 0.),
            "ArrowRight" => (step, 0.),
            "ArrowUp" => (0., -step),
            "ArrowDown" => (0., step),
            "Delete" | "Backspace" => {
                event.prevent_default();
                event.stop_propagation();
                match keyed.shape.without(keyed.part, keyed.at) {
                    Some(shape) => {
                        studio.change(|project| project.reshape(&keyed.file, &keyed.feature, &shape));
                    }
                    None => studio.told.set(words.too_few.to_owned()),
                }
                return;
            }
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        let Some(camera) = studio.camera.get_untracked() else { return };
        let from = camera.world_to_screen(studio.world(keyed.shape.parts[keyed.part][keyed.at]));
        let to = studio.degrees(camera.screen_to_world(ScreenPoint { x: from.x + dx, y: from.y + dy }));
        let shape = keyed.shape.moved(keyed.part, keyed.at, to);
        studio.change(|project| project.reshape(&keyed.file, &keyed.feature, &shape));
        // The corner is another element now.
        let id = format!("corner-{}-{}-{}", keyed.feature, keyed.part, keyed.at);
        page::focus_on(id);
    };
    view! {
        <circle class="handle" id=id cx=middle.x cy=middle.y r="6" tabindex="0" role="button" aria-label=label
            on:pointerdown=take on:pointermove=drag on:pointerup=drop on:keydown=key></circle>
        {between}
    }
    .into_any()
}

fn line(points: &[ScreenPoint]) -> String {
    let mut path = String::new();
    for (index, at) in points.iter().enumerate() {
        let _ = write!(path, "{}{:.1} {:.1}", if index == 0 { 'M' } else { 'L' }, at.x, at.y);
    }
    path
}
