//! The map: what moves with the camera, what stands on it, and its events. What
//! is drawn in a frame is in `frames`; what a gesture means, in `input`.

mod base_map;
mod controls;
mod credits;
mod frames;
mod hint;
mod input;
mod legend;
pub mod motion;
mod obstacles;
mod position;
mod scale;
mod shapes;
mod time_line;
mod viewport;
mod way_back;
mod zoom_box;

use carto::ScreenPoint;
use documents::{doc::text, words};
use leptos::{ev, prelude::*};

use self::{
    base_map::BaseMap,
    controls::Controls,
    credits::Credits,
    frames::Frames,
    hint::{Hint, Hints},
    input::Input,
    legend::Legend,
    obstacles::Obstacles,
    position::Position,
    scale::{Scale, ScaleBar},
    shapes::RegionShapes,
    time_line::TimeStrip,
    way_back::WayBack,
    zoom_box::ZoomBox,
};
pub use self::{shapes::Shapes, viewport::Viewer};
use crate::{
    door::{attributes::with, dom, frame, mount, standing::Standing, view::Held},
    state::State,
};

/// Makes the standing map live: its parts around the picture that the page came
/// with, and what stands on it.
#[component]
pub fn Map(
    /// The page's.
    state: State,
    /// What stands there.
    standing: Standing,
    /// The regions' shapes, for whoever moves the focus to one.
    shapes: Shapes,
    /// Measures the map.
    viewer: Viewer,
    /// Holds the small map of what is close together, which is another's.
    inset: Held,
) -> impl IntoView {
    let (obstacles, hints) = (Obstacles { inset, ..Obstacles::default() }, Hints::default());
    let (pointer, scale) = (ArcRwSignal::new(None), ArcRwSignal::new(ScaleBar::default()));
    let input = Input::new(state, standing.map.clone(), hints.clone());
    input.listen();
    hear(state, &standing, &hints, pointer.clone());
    position::tell_after_moves(state, &standing.map);
    name_standing(state, &standing);
    keep_foot(state, &standing, viewer.clone());
    let first = standing.time.clone();

    let names = draw_world(state, &standing, shapes.clone());
    stand_alone(&standing);
    viewer.measure();
    let (zoom_box, map, bar) = (input.zoom_box(), standing.map.clone(), scale.clone());
    names.when_there(Box::new(move |names| {
        let Some(frames) = Frames::new(state, &standing, input, shapes, obstacles, names, scale) else {
            return;
        };
        frames.draw_when_needed();
        let on_map = [obstacles.legend, obstacles.time].into_iter().filter_map(Held::now);
        let sized: Vec<web_sys::Element> =
            on_map.chain([standing.map.clone().into(), standing.panel.clone().into()]).collect();
        dom::observe_size(&sized, move || {
            viewer.measure();
            state.repaint();
        });
    }));
    view! {
        <ZoomBox rect=zoom_box/>
        <WayBack state map/>
        <Controls state zoom=obstacles.zoom pan=obstacles.pan/>
        <Legend state host=obstacles.legend/>
        <div {..with(&[("class", "foot on-map")])}>
            <Position state pointer/>
            <Scale bar host=obstacles.scale/>
            <Credits state host=obstacles.credits/>
        </div>
        <TimeStrip state host=obstacles.time first/>
        <Hint hints/>
    }
}

/// What moves with the camera: the base map below the picture that the page came
/// with, shapes and names above it. The picture stays where it is: a browser lays
/// out anew what is moved. Answers what holds the canvas that names are written on.
fn draw_world(state: State, standing: &Standing, shapes: Shapes) -> Held {
    let (names, picture) = (Held::default(), standing.picture.clone());
    picture.hand_over();
    mount::add(&standing.world, picture.element().map(AsRef::as_ref), view! { <BaseMap/> });
    let above = view! {
        <RegionShapes state shapes picture/>
        <canvas {..with(&[("class", "names"), ("aria-hidden", "true")])} node_ref=names></canvas>
    };
    mount::add(&standing.world, None, above);
    names
}

/// Hears of the standing map what is no gesture.
fn hear(state: State, standing: &Standing, hints: &Hints, pointer: ArcRwSignal<Option<ScreenPoint>>) {
    let map = standing.map.clone();
    dom::on(&standing.map, ev::pointermove, move |event| {
        if state.positions.get_untracked() {
            pointer.set(Some(input::position(&map, &event)));
        }
    });
    if frame::is_framed() {
        let hints = hints.clone();
        dom::on(&standing.map, ev::touchmove, move |event| {
            if event.touches().length() == 1 {
                hints.say(state.lang.get_untracked().words().two_fingers());
            }
        });
    }
}

/// What lies on the map does not make it larger, whatever the style sheet says or
/// whether there is one: a map that grew with its own pictures would never end.
fn stand_alone(standing: &Standing) {
    dom::style(&standing.map, "contain", "size layout paint");
    dom::style(&standing.world, "position", "absolute");
    for part in dom::children(&standing.world).iter().filter(|part| part.local_name() == "canvas") {
        dom::style(part, "position", "absolute");
    }
}

/// An atlas without a chronicle has no line of time, and its map reaches down to its
/// foot.
fn keep_foot(state: State, standing: &Standing, viewer: Viewer) {
    let map = standing.map.clone();
    mount::watch(Box::new(move || {
        let timeless =
            state.loaded.atlas.with(|a| a.as_ref().is_some_and(|a| a.manifest.chronicle.is_none()));
        dom::style(&map, "--foot", if timeless { "0px" } else { "" });
        viewer.measure();
    }));
}

/// Keeps what the standing parts say, and how they look, in step with the state.
fn name_standing(state: State, standing: &Standing) {
    let (map, help) = (standing.map.clone(), standing.map_help.clone());
    mount::watch(Box::new(move || {
        let words = state.words();
        dom::set(&map, "aria-label", words.map());
        help.set_text_content(Some(words.map_help()));
    }));
    let map = standing.map.clone();
    mount::watch(Box::new(move || {
        dom::switch(&map, "is-pointing", state.view.hovered.with(Option::is_some));
    }));
    let map = standing.map.clone();
    mount::watch(Box::new(move || dom::switch(&map, "is-dimming", state.lit().is_some())));
    // For which date the map is true.
    mount::keep_filled(
        standing.as_of.clone(),
        Box::new(move || {
            let date = state.date().map(|date| words::situation(date, state.lang.get()));
            date.map(|date| text(&date)).into_iter().collect()
        }),
    );
}
