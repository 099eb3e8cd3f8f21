//! DOM events of the map to gestures and keys. What a gesture does to the map
//! is said here in one place; how it is recognised is `carto::gesture`'s.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use carto::{
    Camera, Insets, ScreenPoint, ScreenRect, WorldBounds,
    gesture::{Gestures, Motion, Pointer},
    number::limited,
};
use leptos::{ev, prelude::*};
use scene::REACH;
use web_sys::{Element, Event, HtmlElement, KeyboardEvent, MouseEvent, PointerEvent, WheelEvent};

use super::hint::Hints;
use crate::{
    door::{dom, frame, mount, page},
    state::{Origin, State},
};

/// A wheel's notch is about 100 pixels; this makes it a third of a zoom step.
const WHEEL_STEP: f64 = 1. / 300.;
/// How much finer the steps of a trackpad's pinch are.
const PINCH: f64 = 3.;
/// Pixels that a line and a page of wheel travel stand for.
const WHEEL_UNITS: [f64; 3] = [1., 33., 400.];
/// The most pixels of travel that one event counts for.
const MOST_TRAVEL: f64 = 400.;
/// How far an arrow key moves the map, in CSS pixels.
const KEY_STEP: f64 = 90.;
/// A finger is thicker than an arrow.
const FINGER: f64 = 1.5;

/// The map's ear: turns its events into motions and selections. A handle to be
/// copied into listeners.
#[derive(Clone)]
pub struct Input(Rc<Memory>);

/// What the map remembers between events.
struct Memory {
    state: State,
    map: HtmlElement,
    /// Says how the map is moved in a frame of another page; nothing outside one.
    hints: Option<Hints>,
    gestures: RefCell<Gestures>,
    zoom_box: ArcRwSignal<Option<ScreenRect>>,
    /// Where the names of regions stand in the view that was drawn last, by id.
    label_boxes: RefCell<Vec<(String, ScreenRect)>>,
    /// That view.
    drawn: Cell<Option<Camera>>,
    /// The last press that came before there was anything to be hit, and whether a
    /// finger made it: the map has been seen before, and readers press what they see.
    early: Cell<Option<(ScreenPoint, bool)>>,
}

impl Input {
    /// Input for a `map` of `state`.
    pub fn new(state: State, map: HtmlElement, hints: Hints) -> Self {
        Self(Rc::new(Memory {
            state,
            map,
            hints: frame::is_framed().then_some(hints),
            gestures: RefCell::default(),
            zoom_box: ArcRwSignal::new(None),
            label_boxes: RefCell::default(),
            drawn: Cell::new(None),
            early: Cell::new(None),
        }))
    }

    /// Hears the map's events from now on.
    pub fn listen(&self) {
        let map = &self.0.map;
        let input = self.clone();
        dom::on(map, ev::pointerdown, move |event| input.pointer_down(&event));
        let input = self.clone();
        dom::on(map, ev::pointermove, move |event| input.pointer_move(&event));
        let input = self.clone();
        dom::on(map, ev::pointerup, move |event| input.apply(input.gestures(Gestures::up, &event)));
        let input = self.clone();
        dom::on(map, ev::pointercancel, move |event| {
            let motions = input.0.gestures.borrow_mut().cancel(event.pointer_id());
            input.apply(motions);
        });
        let state = self.0.state;
        dom::on(map, ev::pointerleave, move |_| state.hover(None));
        dom::on(map, ev::dblclick, {
            let input = self.clone();
            move |event| input.double_click(&event)
        });
        let input = self.clone();
        dom::on(map, ev::keydown, move |event| input.key(&event));
        dom::on(map, ev::focusin, move |event| focus(state, &event));
        dom::on(map, ev::focusout, move |_| state.focus(None));
        let input = self.clone();
        dom::on(map, ev::wheel, move |event| input.wheel(&event));
        let input = self.clone();
        mount::watch(Box::new(move || {
            if state.loaded.scene.with(|scene| !scene.places.is_empty())
                && let Some((at, touch)) = input.0.early.take()
            {
                // Names can be hit once they have been drawn.
                let input = input.clone();
                page::after_frame(Box::new(move || input.tap(at, touch)));
            }
        }));
    }

    /// The zoom box being drawn.
    pub fn zoom_box(&self) -> ArcRwSignal<Option<ScreenRect>> {
        self.0.zoom_box.clone()
    }

    /// Says where the names of regions stand on the map, by region's id, as
    /// drawn for a camera.
    pub fn set_label_boxes(&self, boxes: Vec<(String, ScreenRect)>, drawn: Camera) {
        self.0.label_boxes.replace(boxes);
        self.0.drawn.set(Some(drawn));
    }

    fn pointer_down(&self, event: &PointerEvent) {
        // Buttons and links on the map keep their clicks; other mouse buttons theirs.
        if on_control(event) || (event.pointer_type() == "mouse" && event.button() != 0) {
            return;
        }
        // Keeps the drag when it leaves the map; harmless where refused.
        let _ = self.0.map.set_pointer_capture(event.pointer_id());
        self.apply(self.gestures(Gestures::down, event));
    }

    /// A pointer moves over the map, pressed or not.
    fn pointer_move(&self, event: &PointerEvent) {
        self.apply(self.gestures(Gestures::moved, event));
        let moving = self.0.gestures.borrow().is_moving();
        let hovered = if moving || event.pointer_type() == "touch" || on_control(event) {
            None
        } else {
            self.region_at(position(&self.0.map, event), REACH)
        };
        self.0.state.hover(hovered);
    }

    /// The wheel zooms about the pointer; a trackpad's pinch arrives as a wheel
    /// with Ctrl and finer steps.
    fn wheel(&self, event: &WheelEvent) {
        let Memory { state, map, hints, .. } = &*self.0;
        // What lies on the map may be longer than its box.
        if on_control(event) && !event.ctrl_key() {
            return;
        }
        // The page around a frame keeps its wheel.
        if let (Some(hints), false, false) = (hints, event.ctrl_key(), event.meta_key()) {
            hints.say(state.lang.get_untracked().words().ctrl_wheel());
            return;
        }
        event.prevent_default();
        let unit = WHEEL_UNITS.get(event.delta_mode() as usize).copied().unwrap_or(1.);
        let travel = limited(event.delta_y() * unit, -MOST_TRAVEL, MOST_TRAVEL);
        let step = if event.ctrl_key() { WHEEL_STEP * PINCH } else { WHEEL_STEP };
        state.move_camera(|c| c.zoom_about(position(map, event), (-travel * step).exp2()));
    }

    /// A double click zooms in about the pointer, with Shift out.
    fn double_click(&self, event: &MouseEvent) {
        if !on_control(event) {
            event.prevent_default();
            let factor = if event.shift_key() { 0.5 } else { 2. };
            self.0.state.zoom_at(position(&self.0.map, event), factor);
        }
    }

    /// Keys while the map, or a region on it, has the focus.
    fn key(&self, event: &KeyboardEvent) {
        if event.ctrl_key() || event.meta_key() || event.alt_key() || on_control(event) {
            return;
        }
        let state = self.0.state;
        let pan = |dx: f64, dy: f64| state.fly_to(state.view.camera.get_untracked().panned(dx, dy));
        let key = event.key();
        match &*key {
            arrow if event.shift_key() && arrow.starts_with("Arrow") => state.walk(arrow),
            "ArrowLeft" => pan(KEY_STEP, 0.),
            "ArrowRight" => pan(-KEY_STEP, 0.),
            "ArrowUp" => pan(0., KEY_STEP),
            "ArrowDown" => pan(0., -KEY_STEP),
            "+" | "=" => state.zoom_by(1.),
            "-" | "_" => state.zoom_by(-1.),
            "0" => state.fly_to(state.home()),
            // The walk's last answer comes first: the focus follows it a frame later, or
            // stays behind where that place stands under its group's badge.
            "Enter" | " " => match state.view.focused.get_untracked().or_else(|| region_of(event)) {
                Some(id) => state.select(&id, Origin::Shape),
                None => return,
            },
            // What these mean the worker knows.
            character if character.chars().nth(1).is_none() => {
                state.walk(character);
                return;
            }
            _ => return,
        }
        event.prevent_default();
    }

    fn gestures(&self, f: fn(&mut Gestures, Pointer) -> Vec<Motion>, event: &PointerEvent) -> Vec<Motion> {
        let pointer = Pointer {
            id: event.pointer_id(),
            at: position(&self.0.map, event),
            time: event.time_stamp(),
            touch: event.pointer_type() == "touch",
            shift: event.shift_key(),
        };
        f(&mut self.0.gestures.borrow_mut(), pointer)
    }

    fn apply(&self, motions: Vec<Motion>) {
        let state = self.0.state;
        for motion in motions {
            match motion {
                Motion::Grab => drop(state.stop()),
                Motion::Pan { dx, dy } => state.move_camera(|c| c.panned(dx, dy)),
                Motion::Zoom { anchor, factor } => state.move_camera(|c| c.zoom_about(anchor, factor)),
                Motion::Glide { vx, vy } => state.glide(vx, vy),
                Motion::Tap { at, touch } => self.tap(at, touch),
                Motion::Box(rect) => self.0.zoom_box.set(Some(rect)),
                Motion::BoxDone(rect) => {
                    self.0.zoom_box.set(None);
                    if let Some(rect) = rect {
                        self.zoom_to(rect);
                    }
                }
            }
        }
    }

    fn tap(&self, at: ScreenPoint, touch: bool) {
        let state = self.0.state;
        if state.loaded.scene.with_untracked(|scene| scene.places.is_empty()) {
            return self.0.early.set(Some((at, touch)));
        }
        match self.region_at(at, if touch { REACH * FINGER } else { REACH }) {
            Some(id) => {
                let again = state.selection.region.with_untracked(|s| s.as_deref() == Some(&*id));
                if !(again && state.show_members(&id)) {
                    state.select(&id, Origin::Map);
                }
            }
            None => state.deselect(),
        }
    }

    fn zoom_to(&self, rect: ScreenRect) {
        let state = self.0.state;
        let camera = state.view.camera.get_untracked();
        let bounds =
            WorldBounds::around([camera.screen_to_world(rect.min), camera.screen_to_world(rect.max)]);
        let closest = state.view.limits.with_untracked(|l| l.max_zoom);
        if let Some(to) = Camera::fit(bounds, camera.viewport, Insets::default(), closest) {
            state.fly_to(to);
        }
    }

    /// The id of the region whose name or shape is under `at`. Small places come
    /// before names, names before land.
    fn region_at(&self, at: ScreenPoint, reach: f64) -> Option<String> {
        let state = self.0.state;
        let filter = untrack(|| state.filter())?;
        let now = state.view.camera.get_untracked();
        let boxes = self.0.label_boxes.borrow();
        // On the plane as it was drawn, wherever it lies by now: what is hit is
        // what is seen.
        let camera = self.0.drawn.get().unwrap_or(now);
        let at = camera.world_to_screen(now.screen_to_world(at));
        let named = boxes.iter().find(|(_, rect)| rect.grown(3.).contains(at)).map(|(id, _)| id.clone());
        state.loaded.scene.with_untracked(|scene| {
            let hit = scene.hit(&camera, &filter, at, reach);
            let small = hit.filter(|number| {
                let rect = camera.rect(&scene.bounds(*number, &filter));
                rect.width().max(rect.height()) < 4. * reach
            });
            let id = |number: usize| scene.places[number].id.clone();
            small.map(id).or(named).or(hit.map(id))
        })
    }
}

/// A region that gets the focus by keyboard comes into view.
fn focus(state: State, event: &Event) {
    let by_keyboard = dom::target(event).is_some_and(|t| t.matches(":focus-visible").unwrap_or(false));
    let id = region_of(event).filter(|_| by_keyboard);
    state.focus(id.clone());
    if let Some(id) = id {
        state.show(&id, false);
    }
}

/// Where the event is, in CSS pixels from the map's top left.
pub fn position(map: &Element, event: &MouseEvent) -> ScreenPoint {
    let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
    let rect = map.get_bounding_client_rect();
    ScreenPoint { x: x - rect.left(), y: y - rect.top() }
}

/// Whether the event comes from a button, a link or the like on the map.
pub fn on_control(event: &Event) -> bool {
    dom::target(event).and_then(|t| t.closest(".on-map").ok().flatten()).is_some()
}

/// The id of the region whose shape the event comes from.
fn region_of(event: &Event) -> Option<String> {
    dom::nearest(event, "data-region")
}
