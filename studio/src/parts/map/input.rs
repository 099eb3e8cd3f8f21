//! What hands and keys do on the map.

use std::cell::RefCell;
use std::rc::Rc;

use carto::gesture::{Gestures, Motion, Pointer};
use carto::{Camera, Limits, ScreenPoint, WorldBounds, WorldPoint};
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, KeyboardEvent, PointerEvent, WheelEvent};

use super::ground::Kept;
use crate::state::{Pen, Studio};

/// CSS pixels within which a point is put onto what is there already.
pub const SNAP: f64 = 9.;
/// CSS pixels that a key moves the map.
const STEP: f64 = 60.;
/// How a wheel's CSS pixels zoom.
const WHEEL: f64 = 0.0018;
/// CSS pixels and milliseconds between two clicks that are a double one.
const TWICE: (f64, f64) = (5., 400.);

/// A camera that stays in the world.
pub fn limited(camera: Camera) -> Camera {
    // Further than the world on each side: keys move the map under the cross, however small it
    // is, and a map across 180° goes on beyond.
    let world = WorldBounds { min: WorldPoint { x: -0.5, y: -0.5 }, max: WorldPoint { x: 2., y: 1.5 } };
    camera.within(&Limits { bounds: world, min_zoom: 0., max_zoom: 20. })
}

/// The hands on the map.
#[derive(Clone)]
pub struct Input {
    studio: Studio,
    ground: Kept,
    gestures: Rc<RefCell<Gestures>>,
    /// Where and when was clicked last.
    last: Rc<RefCell<Option<(ScreenPoint, f64)>>>,
}

impl Input {
    /// Nothing is on the map yet.
    pub fn new(studio: Studio, ground: Kept) -> Self {
        Self { studio, ground, gestures: Rc::default(), last: Rc::default() }
    }

    /// The wheel zooms about the pointer.
    pub fn wheel(&self, event: &WheelEvent) {
        event.prevent_default();
        let lines = if event.delta_mode() == 1 { 16. } else { 1. };
        let factor = (-event.delta_y() * lines * WHEEL).exp();
        let at = on_map(event.client_x(), event.client_y(), event.current_target());
        self.turn(|camera| camera.zoom_about(at, factor));
    }

    /// A pointer goes down.
    pub fn down(&self, event: &PointerEvent) {
        // What stands on the map has hands of its own.
        if event.button() != 0 || is_on_own(event) {
            return;
        }
        let target = event.current_target().and_then(|target| target.dyn_into::<Element>().ok());
        if let Some(target) = target {
            let _ = target.set_pointer_capture(event.pointer_id());
        }
        let motions = self.gestures.borrow_mut().down(pointer(event));
        self.follow(motions, event.time_stamp());
    }

    /// A pointer moves.
    pub fn moved(&self, event: &PointerEvent) {
        let motions = self.gestures.borrow_mut().moved(pointer(event));
        self.follow(motions, event.time_stamp());
    }

    /// A pointer goes up.
    pub fn up(&self, event: &PointerEvent) {
        let motions = self.gestures.borrow_mut().up(pointer(event));
        self.follow(motions, event.time_stamp());
    }

    /// The browser takes a pointer for itself.
    pub fn cancel(&self, event: &PointerEvent) {
        let motions = self.gestures.borrow_mut().cancel(event.pointer_id());
        self.follow(motions, event.time_stamp());
    }

    fn follow(&self, motions: Vec<Motion>, time: f64) {
        for motion in motions {
            match motion {
                Motion::Pan { dx, dy } => self.turn(|camera| camera.panned(dx, dy)),
                Motion::Zoom { anchor, factor } => self.turn(|camera| camera.zoom_about(anchor, factor)),
                Motion::Tap { at, .. } => self.tap(at, time),
                Motion::BoxDone(Some(rect)) => self.turn(|camera| {
                    let corners = [rect.min, rect.max].map(|corner| camera.screen_to_world(corner));
                    let bounds = WorldBounds::around(corners);
                    Camera::fit(bounds, camera.viewport, carto::Insets::default(), 20.).unwrap_or(camera)
                }),
                // A hand that lets go means to stop: this map is for drawing.
                Motion::Grab | Motion::Glide { .. } | Motion::Box(_) | Motion::BoxDone(None) => {}
            }
        }
    }

    fn turn(&self, turn: impl FnOnce(Camera) -> Camera) {
        self.studio.camera.update(|camera| {
            if let Some(camera) = camera {
                *camera = limited(turn(*camera));
            }
        });
    }

    /// A click puts a point while something is drawn; a double one ends.
    fn tap(&self, at: ScreenPoint, time: f64) {
        if self.studio.pen.with_untracked(Option::is_none) {
            return;
        }
        let before = self.last.replace(Some((at, time)));
        let is_twice =
            before.is_some_and(|(place, then)| place.distance(at) < TWICE.0 && time - then < TWICE.1);
        if is_twice {
            self.studio.finish_drawing();
        } else {
            self.put(at);
        }
    }

    /// Puts a point there, or onto what is near.
    fn put(&self, at: ScreenPoint) {
        let Some(camera) = self.studio.camera.get_untracked() else { return };
        let point = snapped(self.studio, self.ground, &camera, at, None);
        let mut is_point = false;
        self.studio.pen.update(|pen| {
            if let Some(Pen { kind, points }) = pen {
                is_point = *kind == authoring::Kind::Point;
                points.push(point);
            }
        });
        if is_point {
            self.studio.finish_drawing();
        }
    }

    /// A key on the map itself.
    pub fn key(&self, event: &KeyboardEvent) {
        if event.ctrl_key() || event.meta_key() || event.alt_key() || is_on_own(event) {
            return;
        }
        let is_drawing = self.studio.pen.with_untracked(Option::is_some);
        let Some(size) = self.studio.camera.get_untracked().map(|camera| camera.viewport.size) else {
            return;
        };
        let middle = ScreenPoint { x: size.width / 2., y: size.height / 2. };
        match &*event.key() {
            "ArrowLeft" => self.turn(|camera| camera.panned(STEP, 0.)),
            "ArrowRight" => self.turn(|camera| camera.panned(-STEP, 0.)),
            "ArrowUp" => self.turn(|camera| camera.panned(0., STEP)),
            "ArrowDown" => self.turn(|camera| camera.panned(0., -STEP)),
            "+" | "=" => self.turn(|camera| camera.zoom_about(middle, 2.)),
            "-" | "−" => self.turn(|camera| camera.zoom_about(middle, 0.5)),
            " " if is_drawing => self.put(middle),
            "Backspace" if is_drawing => self.studio.pen.update(|pen| {
                if let Some(pen) = pen {
                    pen.points.pop();
                }
            }),
            "Enter" if is_drawing => {
                self.studio.finish_drawing();
            }
            "Escape" if is_drawing => self.studio.pen.set(None),
            _ => return,
        }
        event.prevent_default();
    }
}

/// A place of the screen on the plane: that of what is drawn near it, else its own. A feature
/// in hand, by its file and id, is not snapped to itself, which it would never leave.
pub fn snapped(
    studio: Studio,
    ground: Kept,
    camera: &Camera,
    at: ScreenPoint,
    in_hand: Option<(&str, &str)>,
) -> WorldPoint {
    let drawn = studio.drawn.get_untracked();
    let others = drawn.iter().filter(|drawn| in_hand != Some((&drawn.file, &drawn.id)));
    let own: Vec<carto::layer::Line> = others
        .filter_map(|drawn| drawn.shape.as_ref())
        .flat_map(|shape| &shape.parts)
        .map(|part| part.iter().map(|at| studio.world(*at)).collect())
        .collect();
    ground.with_value(|ground| {
        let ground = ground.borrow();
        let lines = own.iter().chain(ground.lines(camera));
        authoring::snap(lines, camera, at, SNAP).unwrap_or_else(|| camera.screen_to_world(at))
    })
}

fn pointer(event: &PointerEvent) -> Pointer {
    Pointer {
        id: event.pointer_id(),
        at: on_map(event.client_x(), event.client_y(), event.current_target()),
        time: event.time_stamp(),
        touch: event.pointer_type() == "touch",
        shift: event.shift_key(),
    }
}

/// A place of the window in the map's own pixels.
pub fn on_map(x: i32, y: i32, map: Option<web_sys::EventTarget>) -> ScreenPoint {
    let map = map.and_then(|map| map.dyn_into::<Element>().ok());
    let corner = map.map(|map| map.get_bounding_client_rect());
    let (left, top) = corner.map_or((0., 0.), |corner| (corner.left(), corner.top()));
    ScreenPoint { x: f64::from(x) - left, y: f64::from(y) - top }
}

/// Whether an event is for something on the map that has a hand of its own.
fn is_on_own(event: &web_sys::Event) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| target.closest("button, .handle").is_ok_and(|own| own.is_some()))
}
