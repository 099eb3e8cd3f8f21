//! What the page asks and what it is told, as arrays whose first item says
//! what they are. The other end is the app's `ground.rs`.

use std::{cell::RefCell, rc::Rc};

use carto::{Sheet, WorldBounds, projection::project_bounds};
use js_sys::{Array, Float64Array};
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
use wasm_bindgen_futures::spawn_local;
use web_sys::{DedicatedWorkerGlobalScope, ImageBitmap, MessageEvent};

use crate::{
    layers::{Layers, Role},
    picture::{Inks, Painter, View},
    read, relief,
};

/// What the worker keeps between messages.
pub struct Ground {
    /// The paper that sketches are written on.
    pub sheet: Sheet,
    /// The layers read, and those being read.
    pub layers: Layers,
    /// Colours and canvases.
    pub painter: Painter,
}

/// The one ground of a worker, shared by the messages under way.
pub type Shared = Rc<RefCell<Ground>>;

/// The worker itself, as the browser knows it.
pub fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// Answers messages for as long as the worker lives.
pub fn listen() {
    std::panic::set_hook(Box::new(|info| {
        tell(&["broken".into(), info.to_string().into()]);
    }));
    let ground: Shared = Rc::new(RefCell::new(Ground {
        sheet: Sheet::covering(WorldBounds::EMPTY),
        layers: Layers::default(),
        painter: Painter::default(),
    }));
    let hear = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        hear(&ground, &Message(event.data().unchecked_into()));
    });
    scope().set_onmessage(Some(hear.as_ref().unchecked_ref()));
    hear.forget();
    // Whatever was said before this point is lost: the page waits for it.
    tell(&["here".into()]);
}

fn hear(ground: &Shared, message: &Message) {
    match &*message.text(0) {
        // The page may have come too late to hear that the worker is here.
        "knock" => tell(&["here".into()]),
        // extent: west, south, east, north in degrees
        "sheet" => {
            let extent = message.numbers(1);
            if let [west, south, east, north] = extent[..] {
                ground.borrow_mut().sheet = Sheet::covering(project_bounds([west, south, east, north]));
            }
        }
        // names and colours in turn
        "inks" => ground.borrow_mut().painter.inks = Inks::new(&message.texts(1)),
        // id, description of all layers, paths: one that the page has already
        "take" => {
            let ground = &mut *ground.borrow_mut();
            ground.layers.take(message.text(1), &message.text(2), &message.texts(3), &ground.sheet);
        }
        // id, address, role: a layer to fetch
        "open" => {
            let role = if message.text(3) == "story" { Role::Story } else { Role::Base };
            spawn_local(read::layer(ground.clone(), message.text(1), message.text(2), role));
        }
        // address, bounds in degrees
        "relief" => spawn_local(relief::fetch(ground.clone(), message.text(1), message.numbers(2))),
        // which canvas, what in which order, the view
        "paint" => {
            let (canvas, order) = (message.text(1), message.texts(2));
            let Some(view) = View::from_numbers(&message.numbers(3)) else { return };
            let ground = &mut *ground.borrow_mut();
            match ground.painter.paint(&canvas, &ground.layers, &order, &view) {
                Ok(picture) => send_picture(&canvas, &picture),
                // A canvas too large for the browser, or none to be had now.
                Err(error) => {
                    web_sys::console::warn_1(&error);
                    tell(&["blank".into(), canvas.into()]);
                }
            }
        }
        _ => {}
    }
}

/// Sends a message to the page.
pub fn tell(parts: &[JsValue]) {
    let message: Array = parts.iter().collect();
    // Refused only where a part cannot be copied; all are texts and numbers.
    let _ = scope().post_message(&message);
}

fn send_picture(canvas: &str, picture: &ImageBitmap) {
    let message = Array::of3(&"picture".into(), &canvas.into(), picture);
    // Handed over, not copied.
    let _ = scope().post_message_with_transfer(&message, &Array::of1(picture));
}

/// A message from the page. What is missing reads as empty: both ends are ours.
struct Message(Array);

impl Message {
    fn text(&self, at: u32) -> String {
        self.0.get(at).as_string().unwrap_or_default()
    }

    fn texts(&self, at: u32) -> Vec<String> {
        let list: Array = self.0.get(at).unchecked_into();
        list.iter().filter_map(|text| text.as_string()).collect()
    }

    fn numbers(&self, at: u32) -> Vec<f64> {
        Float64Array::new(&self.0.get(at)).to_vec()
    }
}
