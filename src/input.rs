//! DOM events of the map to gestures and keys. What a gesture does to the map
//! is said here in one place; how it is recognised is `carto::gesture`'s.

use std::cell::{Cell, RefCell};

use carto::{
    Camera, Insets, ScreenPoint, ScreenRect,
    gesture::{Gestures, Motion, Pointer},
    number::limited,
};
use leptos::prelude::*;
use story::REACH;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent, MouseEvent, PointerEvent, WheelEvent};

use crate::{
    embed, page,
    state::{Origin, State},
};

/// A wheel's notch is about 100 pixels; this makes it a third of a zoom step.
const WHEEL_STEP: f64 = 1. / 300.;
/// Pixels that a line and a page of wheel travel stand for.
const WHEEL_UNITS: [f64; 3] = [1., 33., 400.];
/// How far an arrow key moves the map, in CSS pixels.
const KEY_STEP: f64 = 90.;

/// The map's ear: turns its events into motions and selections. A handle, as
/// [`State`] is.
#[derive(Clone, Copy)]
pub struct Input(&'static Memory);

/// What the map remembers between events.
struct Memory {
    state: State,
    /// Whether another page shows this one.
    framed: bool,
    gestures: RefCell<Gestures>,
    zoom_box: ArcRwSignal<Option<ScreenRect>>,
    /// Where the names of regions stand in the view that was drawn last.
    label_boxes: RefCell<Vec<(usize, ScreenRect)>>,
    /// That view.
    drawn: Cell<Option<Camera>>,
}

impl Input {
    /// Input for a map of `state`.
    pub fn new(state: State) -> Self {
        Self(Box::leak(Box::new(Memory {
            state,
            framed: embed::framed(),
            gestures: RefCell::default(),
            zoom_box: ArcRwSignal::new(None),
            label_boxes: RefCell::default(),
            drawn: Cell::new(None),
        })))
    }

    /// The zoom box being drawn.
    pub fn zoom_box(self) -> Option<ScreenRect> {
        self.0.zoom_box.get()
    }

    /// Says where the names of regions stand on the map, by region's number, as
    /// drawn for a camera.
    pub fn set_label_boxes(self, boxes: Vec<(usize, ScreenRect)>, drawn: Camera) {
        self.0.label_boxes.replace(boxes);
        self.0.drawn.set(Some(drawn));
    }

    /// A pointer goes down on the map.
    pub fn pointer_down(self, event: &PointerEvent) {
        // Buttons and links on the map keep their clicks; other mouse buttons theirs.
        if on_control(event) || (event.pointer_type() == "mouse" && event.button() != 0) {
            return;
        }
        if let Some(map) = page::find("#map") {
            // Keeps the drag when it leaves the map; harmless where refused.
            let _ = map.set_pointer_capture(event.pointer_id());
        }
        let motions = self.with_gestures(Gestures::down, event);
        self.apply(motions);
    }

    /// A pointer moves over the map, pressed or not.
    pub fn pointer_move(self, event: &PointerEvent) {
        let motions = self.with_gestures(Gestures::moved, event);
        self.apply(motions);
        let moving = self.0.gestures.borrow().is_moving();
        let hovered = if moving || event.pointer_type() == "touch" || on_control(event) {
            None
        } else {
            self.region_at(position(event), REACH)
        };
        self.0.state.hover(hovered);
    }

    /// A pointer goes up.
    pub fn pointer_up(self, event: &PointerEvent) {
        let motions = self.with_gestures(Gestures::up, event);
        self.apply(motions);
    }

    /// The browser takes a pointer away.
    pub fn pointer_cancel(self, event: &PointerEvent) {
        let motions = self.0.gestures.borrow_mut().cancel(event.pointer_id());
        self.apply(motions);
    }

    /// The pointer leaves the map.
    pub fn pointer_leave(self) {
        self.0.state.hover(None);
    }

    /// The wheel zooms about the pointer; a trackpad's pinch arrives as a wheel
    /// with Ctrl and finer steps.
    pub fn wheel(self, event: &WheelEvent) {
        // The page around a frame keeps its wheel.
        if self.0.framed && !event.ctrl_key() && !event.meta_key() {
            embed::hint(self.0.state.lang.get_untracked().words().ctrl_wheel);
            return;
        }
        event.prevent_default();
        let unit = WHEEL_UNITS.get(event.delta_mode() as usize).copied().unwrap_or(1.);
        let travel = limited(event.delta_y() * unit, -400., 400.);
        let step = if event.ctrl_key() { WHEEL_STEP * 3. } else { WHEEL_STEP };
        self.0.state.move_camera(|c| c.zoom_about(position(event), (-travel * step).exp2()));
    }

    /// A double click zooms in about the pointer, with Shift out.
    pub fn double_click(self, event: &MouseEvent) {
        if !on_control(event) {
            event.prevent_default();
            self.0.state.zoom_at(position(event), if event.shift_key() { 0.5 } else { 2. });
        }
    }

    /// A region that gets the focus by keyboard comes into view.
    pub fn focus(self, event: &web_sys::Event) {
        let by_keyboard = event
            .target()
            .and_then(|t| t.dyn_into::<Element>().ok())
            .is_some_and(|t| t.matches(":focus-visible").unwrap_or(false));
        let state = self.0.state;
        let id = region_of(event).filter(|_| by_keyboard);
        state.focused.set(id.as_deref().and_then(|id| state.story.with_untracked(|s| s.number(id))));
        if let Some(id) = id {
            state.show(&id, false);
        }
    }

    /// The focus leaves what it was on.
    pub fn blur(self) {
        self.0.state.focused.set(None);
    }

    /// Keys while the map, or a region on it, has the focus.
    pub fn key(self, event: &KeyboardEvent) {
        if event.ctrl_key() || event.meta_key() || event.alt_key() || on_control(event) {
            return;
        }
        let pan = |dx: f64, dy: f64| self.0.state.fly_to(self.0.state.camera.get_untracked().panned(dx, dy));
        match event.key().as_str() {
            "ArrowLeft" => pan(KEY_STEP, 0.),
            "ArrowRight" => pan(-KEY_STEP, 0.),
            "ArrowUp" => pan(0., KEY_STEP),
            "ArrowDown" => pan(0., -KEY_STEP),
            "+" | "=" => self.0.state.zoom_by(1.),
            "-" | "_" => self.0.state.zoom_by(-1.),
            "0" => self.0.state.fly_to(self.0.state.home()),
            "Enter" | " " => match region_of(event) {
                Some(id) => self.0.state.select(&id, Origin::Shape),
                None => return,
            },
            _ => return,
        }
        event.prevent_default();
    }

    fn with_gestures(
        self,
        f: fn(&mut Gestures, Pointer) -> Vec<Motion>,
        event: &PointerEvent,
    ) -> Vec<Motion> {
        let pointer = Pointer {
            id: event.pointer_id(),
            at: position(event),
            time: event.time_stamp(),
            touch: event.pointer_type() == "touch",
            shift: event.shift_key(),
        };
        f(&mut self.0.gestures.borrow_mut(), pointer)
    }

    fn apply(self, motions: Vec<Motion>) {
        let state = self.0.state;
        for motion in motions {
            match motion {
                Motion::Grab => {
                    state.stop();
                }
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

    fn tap(self, at: ScreenPoint, touch: bool) {
        // A finger is thicker than an arrow.
        let reach = if touch { REACH * 1.5 } else { REACH };
        match self.region_at(at, reach) {
            Some(number) => {
                let id = self.0.state.story.with_untracked(|s| s.places[number].id.clone());
                let again = self.0.state.selected.with_untracked(|s| s.as_deref() == Some(&*id));
                if !(again && self.0.state.show_members(number)) {
                    self.0.state.select(&id, Origin::Map);
                }
            }
            None => self.0.state.deselect(),
        }
    }

    fn zoom_to(self, rect: ScreenRect) {
        let camera = self.0.state.camera.get_untracked();
        let bounds =
            carto::WorldBounds::around([camera.screen_to_world(rect.min), camera.screen_to_world(rect.max)]);
        let closest = self.0.state.limits.with_untracked(|l| l.max_zoom);
        if let Some(to) = Camera::fit(bounds, camera.viewport, Insets::default(), closest) {
            self.0.state.fly_to(to);
        }
    }

    /// The number of the region whose name or shape is under `at`. Small
    /// places come before names, names before land.
    fn region_at(self, at: ScreenPoint, reach: f64) -> Option<usize> {
        let filter = untrack(|| self.0.state.filter())?;
        let now = self.0.state.camera.get_untracked();
        let boxes = self.0.label_boxes.borrow();
        // On the sheet as it was drawn, wherever it lies by now: what is hit is
        // what is seen.
        let camera = self.0.drawn.get().unwrap_or(now);
        let at = camera.world_to_screen(now.screen_to_world(at));
        let named = boxes.iter().find(|(_, rect)| rect.grown(3.).contains(at)).map(|(number, _)| *number);
        self.0.state.story.with_untracked(|story| {
            let hit = story.hit(&camera, &filter, at, reach);
            let small = hit.filter(|number| {
                let rect = camera.rect(&story.bounds(*number, &filter));
                rect.width().max(rect.height()) < 4. * reach
            });
            small.or(named).or(hit)
        })
    }
}

/// Where the event is, in CSS pixels from the map's top left.
pub fn position(event: &MouseEvent) -> ScreenPoint {
    let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
    page::find("#map").map_or(ScreenPoint { x, y }, |map| {
        let rect = map.get_bounding_client_rect();
        ScreenPoint { x: x - rect.left(), y: y - rect.top() }
    })
}

/// Whether the event comes from a button, a link or the like on the map.
fn on_control(event: &web_sys::Event) -> bool {
    let target = event.target().and_then(|t| t.dyn_into::<Element>().ok());
    target.and_then(|t| t.closest(".on-map").ok().flatten()).is_some()
}

/// The id of the region whose shape the event comes from.
fn region_of(event: &web_sys::Event) -> Option<String> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    target.closest("[data-region]").ok()??.get_attribute("data-region")
}
