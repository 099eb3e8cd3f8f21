//! The map's frames. A small move of the camera moves everything as one plane;
//! whatever else changes draws names and shapes anew and asks for a new picture
//! of the base map. What a picture is made of is the worker's affair.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    time::Duration,
};

use carto::{Camera, Placement, ScreenPoint, ScreenRect, Viewport, decimal::decimal, tolerance::first_base};
use leptos::prelude::*;
use scene::{Filter, groups::Collapsed, labels::Called};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlCanvasElement};

use super::{
    input::Input,
    obstacles::Obstacles,
    scale::ScaleBar,
    shapes::{Frame, Shapes},
};
use crate::{
    door::{
        basemap,
        canvas::{Cache, Canvas},
        dom, mount, page,
        standing::Standing,
        view::Held,
    },
    names::{Shown, letter, order},
    state::{State, Wish},
};

/// Milliseconds after the last move of the plane until names are set anew where
/// they are.
const SETTLED: f64 = 110.;
/// How far, in CSS pixels, the plane slides before it is drawn anew.
const SLIDE: f64 = 120.;
/// How many times larger, or smaller, it is shown before that: letters that grow
/// by an eighth between two frames of a zoom do not draw the eye.
const GROWTH: f64 = 1.125;
/// How many device pixels the first picture's lines may be off before the layers
/// are read in full.
const COARSE: f64 = 1.2;

/// Draws the map's frames. A handle to be copied into listeners.
#[derive(Clone)]
pub struct Frames(Rc<Drawing>);

/// What is drawn with, and what outlives a frame.
struct Drawing {
    state: State,
    standing: Standing,
    input: Input,
    shapes: Shapes,
    obstacles: Obstacles,
    /// What names are written on.
    names: HtmlCanvasElement,
    scale: ArcRwSignal<ScaleBar>,
    /// What the next frame is due for.
    due: Cell<Option<Change>>,
    memory: RefCell<Memory>,
}

#[derive(Default)]
struct Memory {
    cache: Cache,
    /// When the plane moved last, by the page's clock.
    moved: f64,
    /// What stands on the map and names keep off.
    obstacles: Vec<ScreenRect>,
    /// The window that they were measured in.
    measured: Option<Viewport>,
    /// The view that names were set for.
    named: Option<Camera>,
    /// Whether the names of the first picture are gone.
    own_names: bool,
    /// Whether names are to be set anew in the next frame.
    names_due: bool,
    /// Whether the first picture has given way to the worker's.
    own_base_map: bool,
}

impl Memory {
    /// Whether names are set again because the view moves: what stands on the
    /// map has not changed then.
    fn moving(&self, camera: &Camera) -> bool {
        self.named.is_some_and(|named| named != *camera)
    }
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
    /// Frames of the map that stands, with its parts. `None` where what names are
    /// to be written on is no canvas.
    pub fn new(
        state: State,
        standing: &Standing,
        input: Input,
        shapes: Shapes,
        obstacles: Obstacles,
        names: Element,
        scale: ArcRwSignal<ScaleBar>,
    ) -> Option<Self> {
        Some(Self(Rc::new(Drawing {
            state,
            standing: standing.clone(),
            input,
            shapes,
            obstacles,
            names: names.dyn_into().ok()?,
            scale,
            due: Cell::new(None),
            memory: RefCell::default(),
        })))
    }

    /// Redraws, once a frame at most, whenever something that is drawn changes.
    pub fn draw_when_needed(&self) {
        // Dark mode, forced colours and another pixel ratio all want a new picture.
        for query in ["(prefers-color-scheme: dark)", "(forced-colors: active)"] {
            let frames = self.clone();
            page::on_media_change(query, Box::new(move |_| frames.recolour()));
        }
        self.watch_pixel_ratio();
        let (state, frames) = (self.0.state, self.clone());
        mount::watch(Box::new(move || {
            state.view.camera.track();
            state.view.pictures.track();
            frames.soon(Change::View);
        }));
        let frames = self.clone();
        mount::watch(Box::new(move || {
            state.view.hovered.track();
            state.view.focused.track();
            frames.soon(Change::Pointing);
        }));
        let frames = self.clone();
        mount::watch(Box::new(move || {
            // Read for the sake of being called again.
            state.loaded.scene.track();
            state.selection.off.track();
            state.time.as_of.track();
            state.lang.track();
            state.local_names.track();
            state.names_size.track();
            state.selection.meant.track();
            state.selection.region.track();
            state.selection.side.track();
            state.tour.step.track();
            state.view.repaint.track();
            state.loaded.progress.track();
            frames.soon(Change::Anything);
        }));
    }

    fn soon(&self, change: Change) {
        let due = &self.0.due;
        if due.replace(due.get().max(Some(change))).is_none() {
            let frames = self.clone();
            page::next_frame(Box::new(move || {
                let change = frames.0.due.take().unwrap_or(Change::View);
                untrack(|| frames.draw(change));
            }));
        }
    }

    fn draw(&self, change: Change) {
        let state = self.0.state;
        let Some(filter) = state.filter() else { return };
        let camera = state.view.camera.get();
        let drawn = state.view.drawn.get();
        let kept = drawn.filter(|_| change < Change::Anything);
        if let Some((drawn, placement)) = kept.and_then(|drawn| Some((drawn, carried(&drawn, &camera)?))) {
            if change == Change::Pointing {
                self.draw_shapes(&filter, &drawn);
            }
            self.place_world(placement);
            if drawn != camera {
                self.settle();
            }
        } else {
            // What was touched shows at once; names, which take longer, follow in
            // the next frame where the view is the same.
            let same = drawn == Some(camera);
            self.draw_all(&filter, &camera, same);
            if same {
                let frames = self.clone();
                page::next_frame(Box::new(move || untrack(|| frames.catch_up())));
            }
            self.place_world(Placement { scale: 1., x: 0., y: 0. });
            basemap::lay_for(&camera);
            let bar = ScaleBar::of(&camera, self.0.state.lang.get_untracked());
            if self.0.scale.with_untracked(|before| *before != bar) {
                self.0.scale.set(bar);
            }
        }
        // While the plane grows or shrinks the last picture does; its successor is
        // asked for when the plane is drawn anew.
        if state.view.drawn.get().is_some_and(|drawn| drawn.zoom == camera.zoom) {
            self.follow_on_the_base_map(&filter, &camera);
        }
        let drawn = state.loaded.adopted.get() || !basemap::is_awaited();
        // A map without size is drawn, but not to be seen.
        let seen = camera.viewport.size.width > 0.;
        if state.loaded.progress.get().is_over() && drawn && seen && page::set_state("ready") {
            state.wish(Wish::Refine);
        }
    }

    /// Sets the names that a frame has left, unless another has done so.
    fn catch_up(&self) {
        let state = self.0.state;
        let Some(filter) = state.filter() else { return };
        let camera = state.view.camera.get();
        let is_due = self.0.memory.borrow().names_due && state.view.drawn.get() == Some(camera);
        if is_due {
            let collapsed = state.loaded.scene.with(|scene| scene.collapsed(&camera, &filter));
            self.draw_names(&filter, &camera, &collapsed);
        }
    }

    fn place_world(&self, placement: Placement) {
        dom::style(&self.0.standing.world, "transform", &placement.css());
    }

    /// Draws anew once the plane has come to rest away from where it was drawn.
    fn settle(&self) {
        let mut memory = self.0.memory.borrow_mut();
        let waiting = page::now() - memory.moved < SETTLED;
        memory.moved = page::now();
        if !waiting {
            self.wait_for_rest();
        }
    }

    fn wait_for_rest(&self) {
        let frames = self.clone();
        let look = move || {
            let moved = frames.0.memory.borrow().moved;
            if page::now() - moved < SETTLED {
                frames.wait_for_rest();
            } else {
                frames.0.state.repaint();
            }
        };
        page::after(Duration::from_millis(SETTLED as u64), Box::new(look));
    }

    /// Keeps the base map under the view: the worker's pictures, and before the
    /// first of them the page's own.
    fn follow_on_the_base_map(&self, filter: &Filter, camera: &Camera) {
        let (state, picture) = (self.0.state, &self.0.standing.picture);
        let order = order(state, filter);
        basemap::want(camera, &order, state.loaded.progress.get().is_over());
        if !basemap::stands() {
            picture.lay(&state.home(), camera);
        } else if !std::mem::replace(&mut self.0.memory.borrow_mut().own_base_map, true) {
            picture.hide_base_map();
        }
        let scale = state.view.plane.get().placement(camera).scale;
        // Local names stand in the files alone.
        if state.local_names.get() || first_base(camera.zoom) * scale * page::pixel_ratio() > COARSE {
            basemap::come_close();
        }
    }

    /// Draws shapes, and names unless they may follow `later`.
    fn draw_all(&self, filter: &Filter, camera: &Camera, later: bool) {
        self.0.state.view.drawn.set(Some(*camera));
        let collapsed = self.draw_shapes(filter, camera);
        self.0.memory.borrow_mut().names_due = true;
        if !later {
            self.draw_names(filter, camera, &collapsed);
        }
    }

    /// Draws shapes; answers which members their groups stand for.
    fn draw_shapes(&self, filter: &Filter, camera: &Camera) -> Collapsed {
        let state = self.0.state;
        let (scene, plane) = (state.loaded.scene.get(), state.view.plane.get());
        let collapsed = scene.collapsed(camera, filter);
        let before = state.filter_before();
        let number = |id: Option<String>| scene.number(&id?);
        self.0.shapes.draw(&Frame {
            scene: &scene,
            collapsed: &collapsed,
            camera,
            plane: &plane,
            filter,
            before: before.as_ref(),
            selected: number(state.selection.region.get()),
            hovered: number(state.view.hovered.get()),
            focused: number(state.view.focused.get()),
        });
        collapsed
    }

    fn draw_names(&self, filter: &Filter, camera: &Camera, collapsed: &Collapsed) {
        let Drawing { state, standing, input, names, .. } = &*self.0;
        let memory = &mut *self.0.memory.borrow_mut();
        memory.names_due = false;
        if memory.measured != Some(camera.viewport) || !memory.moving(camera) {
            // Read before anything is written, so that the browser lays out once.
            memory.obstacles = self.obstacles();
            memory.measured = Some(camera.viewport);
        }
        memory.named = Some(*camera);
        if !memory.own_names && self.first_names_hold(camera) {
            input.set_label_boxes(standing.picture.name_boxes(&standing.map), *camera);
            return;
        }
        if !memory.own_names {
            memory.own_names = true;
            standing.picture.hide_names();
        }
        memory.cache.set_size(state.names_size.get());
        let Some(mut canvas) = Canvas::open(names, camera.viewport.size, &mut memory.cache) else { return };
        let called = if state.local_names.get() { Called::ByParties } else { Called::ByReader };
        let boxes =
            letter(*state, &Shown { camera, filter, collapsed, called }, &memory.obstacles, &mut canvas);
        input.set_label_boxes(boxes, *camera);
    }

    /// The boxes of what stands on the map, in CSS pixels from its top left.
    fn obstacles(&self) -> Vec<ScreenRect> {
        let Drawing { standing, obstacles: on_map, .. } = &*self.0;
        let Obstacles { zoom, pan, time, legend, scale, credits, inset } = *on_map;
        let held = [zoom, pan, time, legend, scale, credits, inset].into_iter().filter_map(Held::now);
        let held = held.chain([standing.as_of.clone()]).chain(standing.locator.clone());
        held.map(|element| dom::rect_within(&standing.map, &element)).collect()
    }

    /// Whether the names that the page came with are still right: nothing that
    /// moves or words them has changed.
    fn first_names_hold(&self, camera: &Camera) -> bool {
        let Drawing { state, standing, .. } = &*self.0;
        standing.picture.has_names()
            && *camera == state.home()
            && standing.text.language().is_some_and(|lang| lang == state.lang.get().code())
            && !state.local_names.get()
            && state.names_size.get() == 100
            && state.selection.region.with(Option::is_none)
            && state.lit().is_none()
            && state.time.as_of.with(Option::is_none)
            && state.off_as_at_first()
    }

    fn recolour(&self) {
        self.0.memory.borrow_mut().cache.forget_inks();
        basemap::send_inks();
        self.0.state.repaint();
    }

    /// A media query about the present ratio changes once; then the next is asked.
    fn watch_pixel_ratio(&self) {
        let frames = self.clone();
        let query = format!("(resolution: {}dppx)", decimal(page::pixel_ratio(), 9));
        page::on_next_media_change(
            &query,
            Box::new(move || {
                frames.recolour();
                frames.watch_pixel_ratio();
            }),
        );
    }
}

/// Where the plane, drawn for one view, lies in another; `None` where that is
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
