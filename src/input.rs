//! DOM events of the map to gestures and keys. What a gesture does to the map
//! is said here in one place; how it is recognised is `carto::gesture`'s.

use carto::{
    Insets, ScreenPoint, ScreenRect,
    gesture::{Gestures, Motion, Pointer},
};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent, MouseEvent, PointerEvent, WheelEvent};

use crate::{
    page,
    state::{Origin, State},
    story::REACH,
};

/// A wheel's notch is about 100 pixels; this makes it a third of a zoom step.
const WHEEL_STEP: f64 = 1. / 300.;
/// Pixels that a line and a page of wheel travel stand for.
const WHEEL_UNITS: [f64; 3] = [1., 33., 400.];
/// How far an arrow key moves the map, in CSS pixels.
const KEY_STEP: f64 = 90.;

/// What the map remembers between events.
#[derive(Clone, Copy)]
pub struct Input {
    state: State,
    gestures: StoredValue<Gestures>,
    /// The zoom box being drawn.
    pub zoom_box: RwSignal<Option<ScreenRect>>,
    /// Boxes of the names on the map and the regions they name.
    pub label_boxes: StoredValue<Vec<(usize, ScreenRect)>>,
}

impl Input {
    /// Input for a map of `state`.
    pub fn new(state: State) -> Self {
        Self {
            state,
            gestures: StoredValue::new(Gestures::default()),
            zoom_box: RwSignal::new(None),
            label_boxes: StoredValue::new(Vec::new()),
        }
    }

    /// A pointer goes down on the map.
    pub fn pointer_down(self, event: &PointerEvent) {
        // Buttons and links on the map keep their clicks; other mouse buttons theirs.
        if on_control(event) || (event.pointer_type() == "mouse" && event.button() != 0) {
            return;
        }
        if let Some(map) = page::element("map") {
            // Keeps the drag when it leaves the map; harmless where refused.
            let _ = map.set_pointer_capture(event.pointer_id());
        }
        let motions = self.with_gestures(|g, p| g.down(p), event);
        self.apply(motions);
    }

    /// A pointer moves over the map, pressed or not.
    pub fn pointer_move(self, event: &PointerEvent) {
        let motions = self.with_gestures(|g, p| g.moved(p), event);
        self.apply(motions);
        let moving = self.gestures.with_value(Gestures::is_moving);
        let hovered = if moving || event.pointer_type() == "touch" || on_control(event) {
            None
        } else {
            self.region_at(position(event), REACH)
        };
        if hovered != self.state.hovered.get_untracked() {
            self.state.hovered.set(hovered);
        }
    }

    /// A pointer goes up.
    pub fn pointer_up(self, event: &PointerEvent) {
        let motions = self.with_gestures(|g, p| g.up(p), event);
        self.apply(motions);
    }

    /// The browser takes a pointer away.
    pub fn pointer_cancel(self, event: &PointerEvent) {
        let motions = self.gestures.try_update_value(|g| g.cancel(event.pointer_id())).unwrap_or_default();
        self.apply(motions);
    }

    /// The pointer leaves the map.
    pub fn pointer_leave(self) {
        self.state.hovered.set(None);
    }

    /// The wheel zooms about the pointer; a trackpad's pinch arrives as a wheel
    /// with Ctrl and finer steps.
    pub fn wheel(self, event: &WheelEvent) {
        event.prevent_default();
        let unit = WHEEL_UNITS.get(event.delta_mode() as usize).copied().unwrap_or(1.);
        let travel = (event.delta_y() * unit).clamp(-400., 400.);
        let step = if event.ctrl_key() { WHEEL_STEP * 3. } else { WHEEL_STEP };
        self.state.move_camera(|c| c.zoom_about(position(event), (-travel * step).exp2()));
    }

    /// A double click zooms in about the pointer, with Shift out.
    pub fn double_click(self, event: &MouseEvent) {
        if !on_control(event) {
            event.prevent_default();
            self.state.zoom_at(position(event), if event.shift_key() { 0.5 } else { 2. });
        }
    }

    /// Keys while the map, or a region on it, has the focus.
    pub fn key(self, event: &KeyboardEvent) {
        if event.ctrl_key() || event.meta_key() || event.alt_key() || on_control(event) {
            return;
        }
        let pan = |dx: f64, dy: f64| self.state.fly_to(self.state.camera.get_untracked().panned(dx, dy));
        match event.key().as_str() {
            "ArrowLeft" => pan(KEY_STEP, 0.),
            "ArrowRight" => pan(-KEY_STEP, 0.),
            "ArrowUp" => pan(0., KEY_STEP),
            "ArrowDown" => pan(0., -KEY_STEP),
            "+" | "=" => self.state.zoom_by(1.),
            "-" | "_" => self.state.zoom_by(-1.),
            "0" => self.state.fly_to(self.state.home()),
            "Enter" | " " => match region_of(event) {
                Some(id) => self.state.select(&id, Origin::Shape),
                None => return,
            },
            _ => return,
        }
        event.prevent_default();
    }

    fn with_gestures(
        self,
        f: impl FnOnce(&mut Gestures, Pointer) -> Vec<Motion>,
        event: &PointerEvent,
    ) -> Vec<Motion> {
        let pointer = Pointer {
            id: event.pointer_id(),
            at: position(event),
            time: event.time_stamp(),
            touch: event.pointer_type() == "touch",
            shift: event.shift_key(),
        };
        self.gestures.try_update_value(|g| f(g, pointer)).unwrap_or_default()
    }

    fn apply(self, motions: Vec<Motion>) {
        let state = self.state;
        for motion in motions {
            match motion {
                Motion::Grab => {
                    state.stop();
                }
                Motion::Pan { dx, dy } => state.move_camera(|c| c.panned(dx, dy)),
                Motion::Zoom { anchor, factor } => state.move_camera(|c| c.zoom_about(anchor, factor)),
                Motion::Glide { vx, vy } => state.glide(vx, vy),
                Motion::Tap { at, touch } => self.tap(at, touch),
                Motion::Box(rect) => self.zoom_box.set(Some(rect)),
                Motion::BoxDone(rect) => {
                    self.zoom_box.set(None);
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
                let id = self.state.story.with_untracked(|s| s.places[number].id.clone());
                self.state.select(&id, Origin::Map);
            }
            None => self.state.deselect(),
        }
    }

    fn zoom_to(self, rect: ScreenRect) {
        let camera = self.state.camera.get_untracked();
        let bounds =
            carto::WorldBounds::around([camera.screen_to_world(rect.min), camera.screen_to_world(rect.max)]);
        let closest = self.state.limits.with_untracked(|l| l.max_zoom);
        if let Some(to) = carto::Camera::fit(bounds, camera.viewport, Insets::default(), closest) {
            self.state.fly_to(to);
        }
    }

    /// The number of the region whose name or shape is under `at`. Small
    /// places come before names, names before land.
    fn region_at(self, at: ScreenPoint, reach: f64) -> Option<usize> {
        let filter = untrack(|| self.state.filter())?;
        let camera = self.state.camera.get_untracked();
        let named = self.label_boxes.with_value(|boxes| {
            boxes.iter().find(|(_, rect)| rect.grown(3.).contains(at)).map(|(number, _)| *number)
        });
        self.state.story.with_untracked(|story| {
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
fn position(event: &MouseEvent) -> ScreenPoint {
    let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
    page::element("map").map_or(ScreenPoint { x, y }, |map| {
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
