//! The map's frames. A small move of the camera moves everything as one sheet;
//! whatever else changes draws names and shapes anew and asks for a new picture
//! of the base map. What a picture is made of is the ground worker's affair.

use std::cell::{Cell, RefCell};

use carto::{
    Camera, Placement, ScreenPoint, ScreenRect, Viewport, decimal::decimal, scale_bar::scale_bar,
    tolerance::first_ground,
};
use leptos::prelude::*;
use reading::words;
use story::{Filter, labels::Called};
use wasm_bindgen::JsCast;
use web_sys::HtmlCanvasElement;

use super::region_shapes;
use crate::{
    canvas::{Cache, Canvas},
    data, first, ground,
    input::Input,
    lettering::{Shown, letter, order},
    mount, page,
    state::State,
};

/// Milliseconds after the last move of the sheet until names are set anew where
/// they are.
const SETTLED: f64 = 110.;
/// How far, in CSS pixels, the sheet slides before it is drawn anew.
const SLIDE: f64 = 120.;
/// How many times larger, or smaller, it is shown before that: letters that grow
/// by an eighth between two frames of a zoom do not draw the eye.
const GROWTH: f64 = 1.125;
/// How many device pixels the first picture's lines may be off before the layers
/// are read in full.
const COARSE: f64 = 1.2;

thread_local! {
    /// What outlives a frame. It cannot live in a signal, which may be sent
    /// between threads.
    static FRAMES: RefCell<Frames> = RefCell::default();
}

#[derive(Default)]
struct Frames {
    cache: Cache,
    /// When the sheet moved last, by the page's clock.
    moved: f64,
    /// What stands on the map and names keep off.
    furniture: Vec<ScreenRect>,
    /// The window that it was measured in.
    furnished: Option<Viewport>,
    /// The view that names were set for.
    named: Option<Camera>,
    /// Whether the names of the first picture are gone.
    own_names: bool,
    /// Whether names are to be set anew in the next frame.
    names_due: bool,
    /// What the scale bar says, and how long it is.
    scale: (String, String),
    /// Whether the first picture has given way to the worker's.
    own_ground: bool,
}

/// What a frame is drawn for, from little to all.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Change {
    /// The camera may have moved, a picture of the base map may have come.
    View,
    /// Another region is pointed at.
    Pointing,
    /// Whatever shapes and names are made from.
    Anything,
}

impl Frames {
    /// Whether names are set again because the view moves: what stands on the
    /// map has not changed then.
    fn moving(&self, camera: &Camera) -> bool {
        self.named.is_some_and(|named| named != *camera)
    }
}

/// Redraws, once a frame at most, whenever something that is drawn changes.
pub fn draw_when_needed(state: State, input: Input) {
    redraw_on_changes_outside(state);
    let due: &'static Cell<Option<Change>> = Box::leak(Box::default());
    let soon = move |change: Change| {
        let before = due.replace(due.get().max(Some(change)));
        if before.is_none() {
            page::next_frame(Box::new(move || {
                let change = due.take().unwrap_or(Change::View);
                untrack(|| frame(state, input, change));
            }));
        }
    };
    mount::watch(Box::new(move || {
        state.camera.track();
        state.pictures.track();
        soon(Change::View);
    }));
    mount::watch(Box::new(move || {
        state.hovered.track();
        state.focused.track();
        soon(Change::Pointing);
    }));
    mount::watch(Box::new(move || {
        // Read for the sake of being called again.
        state.story.track();
        state.off.track();
        state.as_of.track();
        state.lang.track();
        state.local_names.track();
        state.selected.track();
        state.repaint.track();
        state.progress.track();
        soon(Change::Anything);
    }));
}

fn frame(state: State, input: Input, change: Change) {
    let Some(filter) = state.filter() else { return };
    let camera = state.camera.get();
    let drawn = state.drawn.get();
    let sheet = drawn.filter(|_| change < Change::Anything);
    if let Some((drawn, placement)) = sheet.and_then(|drawn| Some((drawn, carried(&drawn, &camera)?))) {
        if change == Change::Pointing {
            draw_shapes(state, &filter, &drawn);
        }
        place_world(placement);
        if drawn != camera {
            settle(state);
        }
    } else {
        // What was touched shows at once; names, which take longer, follow in
        // the next frame where the view is the same.
        let same = drawn == Some(camera);
        FRAMES.with_borrow_mut(|frames| draw(frames, state, input, &filter, &camera, same));
        if same {
            page::next_frame(Box::new(move || untrack(|| catch_up(state, input))));
        }
        place_world(Placement { scale: 1., x: 0., y: 0. });
        ground::lay_for(&camera);
        FRAMES.with_borrow_mut(|frames| draw_scale(frames, &camera));
    }
    // While the sheet grows or shrinks the last picture does; its successor is
    // asked for when the sheet is drawn anew.
    if state.drawn.get().is_some_and(|drawn| drawn.zoom == camera.zoom) {
        follow_on_the_ground(state, &filter, &camera);
    }
    let progress = state.progress.get();
    let drawn = state.adopted() || !ground::is_awaited();
    // A map without size is drawn, but not to be seen.
    let seen = camera.viewport.size.width > 0.;
    if progress.all > 0 && progress.done >= progress.all && drawn && seen && page::set_state("ready") {
        data::ready();
    }
}

/// Sets the names that a frame has left, unless another has done so.
fn catch_up(state: State, input: Input) {
    let Some(filter) = state.filter() else { return };
    let camera = state.camera.get();
    FRAMES.with_borrow_mut(|frames| {
        if frames.names_due && state.drawn.get() == Some(camera) {
            let collapsed = state.story.with(|story| story.collapsed(&camera, &filter));
            draw_names(frames, state, input, &filter, &camera, &collapsed);
        }
    });
}

/// Where the sheet, drawn for one view, lies in another; `None` where that is
/// too far, or the window has changed.
fn carried(drawn: &Camera, now: &Camera) -> Option<Placement> {
    let slid = now.world_to_screen(drawn.centre).distance(now.world_to_screen(now.centre));
    if drawn.viewport != now.viewport || slid > SLIDE {
        return None;
    }
    let corner = now.world_to_screen(drawn.screen_to_world(ScreenPoint::default()));
    if drawn.zoom == now.zoom {
        // Device pixels on device pixels: what slides stays sharp.
        let ratio = page::pixel_ratio();
        let snapped = |v: f64| (v * ratio).round() / ratio;
        return Some(Placement { scale: 1., x: snapped(corner.x), y: snapped(corner.y) });
    }
    let scale = now.scale() / drawn.scale();
    (scale < GROWTH && scale > 1. / GROWTH).then_some(Placement { scale, x: corner.x, y: corner.y })
}

fn place_world(placement: Placement) {
    if let Some(world) = page::find("#map .world") {
        page::style(&world, "transform", &placement.css());
    }
}

/// Draws anew once the sheet has come to rest away from where it was drawn.
fn settle(state: State) {
    let waiting = FRAMES.with_borrow_mut(|frames| {
        let waiting = page::now() - frames.moved < SETTLED;
        frames.moved = page::now();
        waiting
    });
    if !waiting {
        wait_for_rest(state);
    }
}

fn wait_for_rest(state: State) {
    let look = move || {
        if page::now() - FRAMES.with_borrow(|f| f.moved) < SETTLED {
            wait_for_rest(state);
        } else {
            state.repaint();
        }
    };
    page::after(std::time::Duration::from_millis(SETTLED as u64), Box::new(look));
}

/// Keeps the base map under the view: the worker's pictures, and before the
/// first of them the page's own.
fn follow_on_the_ground(state: State, filter: &Filter, camera: &Camera) {
    let order = order(state, filter);
    let progress = state.progress.get();
    ground::want(camera, &order, progress.done >= progress.all);
    if !ground::stands() {
        first::lay(&state.home(), camera);
    } else if !FRAMES.with_borrow_mut(|f| std::mem::replace(&mut f.own_ground, true)) {
        first::hide_ground();
    }
    let scale = state.sheet.get().placement(camera).scale;
    if first_ground(camera.zoom) * scale * page::pixel_ratio() > COARSE {
        ground::come_close();
    }
}

/// Draws shapes, and names unless they may follow `later`.
fn draw(frames: &mut Frames, state: State, input: Input, filter: &Filter, camera: &Camera, later: bool) {
    state.drawn.set(Some(*camera));
    let collapsed = draw_shapes(state, filter, camera);
    frames.names_due = true;
    if !later {
        draw_names(frames, state, input, filter, camera, &collapsed);
    }
}

/// Draws shapes; answers which members their groups stand for.
fn draw_shapes(state: State, filter: &Filter, camera: &Camera) -> Vec<(usize, usize)> {
    let (story, sheet) = (state.story.get(), state.sheet.get());
    let collapsed = story.collapsed(camera, filter);
    region_shapes::draw(&region_shapes::Frame {
        story: &story,
        collapsed: &collapsed,
        camera,
        sheet: &sheet,
        filter,
        selected: state.selected.get().and_then(|id| story.number(&id)),
        hovered: state.hovered.get(),
        focused: state.focused.get(),
    });
    collapsed
}

fn draw_names(
    frames: &mut Frames,
    state: State,
    input: Input,
    filter: &Filter,
    camera: &Camera,
    collapsed: &[(usize, usize)],
) {
    let story = state.story.get();
    let names = page::find("#map canvas.names").and_then(|e| e.dyn_into::<HtmlCanvasElement>().ok());
    let Some(names) = names else { return };
    frames.names_due = false;
    if frames.furnished != Some(camera.viewport) || !frames.moving(camera) {
        // Read before anything is written, so that the browser lays out once.
        let furniture = ".as-of, .dates, .controls .zoom, .controls .pan, .legend, .credits, .scale-bar";
        frames.furniture = page::rects_within("#map", furniture);
        frames.furnished = Some(camera.viewport);
    }
    frames.named = Some(*camera);
    if !frames.own_names && first_names_hold(state, camera) {
        input.set_label_boxes(first::name_boxes(&story), *camera);
        return;
    }
    if !frames.own_names {
        frames.own_names = true;
        first::hide_names();
    }
    let Some(mut canvas) = Canvas::open(&names, camera.viewport.size, &mut frames.cache) else { return };
    let called = if state.local_names.get() { Called::ByParties } else { Called::ByReader };
    let shown = Shown { camera, filter, collapsed, called };
    let boxes = letter(state, &shown, &frames.furniture, &mut canvas);
    input.set_label_boxes(boxes, *camera);
}

/// Whether the names that the page came with are still right: nothing that
/// moves or words them has changed.
fn first_names_hold(state: State, camera: &Camera) -> bool {
    first::has_names()
        && *camera == state.home()
        && first::language().is_some_and(|lang| lang == state.lang.get().code())
        && !state.local_names.get()
        && state.selected.with(Option::is_none)
        && state.as_of.with(Option::is_none)
        && state.off_as_at_first()
}

/// Dark mode, forced colours and another pixel ratio all want a new picture.
fn redraw_on_changes_outside(state: State) {
    for query in ["(prefers-color-scheme: dark)", "(forced-colors: active)"] {
        page::on_media_change(query, Box::new(move |_| recolour(state)));
    }
    watch_pixel_ratio(state);
}

fn recolour(state: State) {
    FRAMES.with_borrow_mut(|frames| frames.cache.forget_inks());
    ground::send_inks();
    state.repaint();
}

/// A media query about the present ratio changes once; then the next is asked.
fn watch_pixel_ratio(state: State) {
    let query = format!("(resolution: {}dppx)", decimal(page::pixel_ratio(), 9));
    page::on_next_media_change(
        &query,
        Box::new(move || {
            recolour(state);
            watch_pixel_ratio(state);
        }),
    );
}

/// The scale at the middle of the map.
fn draw_scale(frames: &mut Frames, camera: &Camera) {
    /// CSS pixels at most.
    const WIDTH: f64 = 110.;
    let bar = scale_bar(camera, WIDTH);
    let (text, width) = (words::length(bar.metres), format!("{}px", decimal(bar.width, 1)));
    let Some(element) = page::find("#map .scale-bar") else { return };
    if frames.scale.1 != width {
        page::style(&element, "width", &width);
    }
    if frames.scale.0 != text {
        element.set_text_content(Some(&text));
    }
    frames.scale = (text, width);
}
