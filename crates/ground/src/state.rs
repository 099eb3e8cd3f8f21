//! What the worker keeps.

use std::{cell::RefCell, rc::Rc};

use carto::{Sheet, WorldBounds, projection::Seam};
use js_sys::Array;
use search::Index;
use wasm_bindgen::JsValue;

use crate::{
    layers::Layers,
    picture::{Painter, View},
    wire::{Message, in_words, send_picture, tell},
};

/// What the worker keeps between messages.
pub struct Ground {
    /// The paper that sketches are written on.
    pub sheet: Sheet,
    /// Where the map cuts the world open.
    pub seam: Seam,
    /// The layers read, and those being read.
    pub layers: Layers,
    /// Colours and canvases.
    pub painter: Painter,
    /// Layers that are read before the page has asked for them.
    pub foreseen: Vec<Foreseen>,
    /// What the reader can find, by the page's numbers.
    pub index: Index<usize>,
    /// A picture that waits for more lines.
    pub due: Option<Message>,
    /// Whether a picture was painted.
    has_painted: bool,
}

/// A layer that the page is expected to ask for.
pub struct Foreseen {
    /// Its id.
    pub id: String,
    /// Where it is.
    pub url: String,
    /// What it will be told, once the layer is read.
    pub answer: Option<Array>,
}

impl Ground {
    /// A worker that has heard nothing.
    pub fn new() -> Self {
        Self {
            sheet: Sheet::covering(WorldBounds::EMPTY),
            seam: Seam::default(),
            layers: Layers::default(),
            painter: Painter::default(),
            foreseen: Vec::new(),
            index: Index::default(),
            due: None,
            has_painted: false,
        }
    }

    /// Tells the page what became of the layer at `url`: now, or once it asks.
    pub fn answer(&mut self, id: &str, url: &str, answer: &[JsValue]) {
        let foreseen = self.foreseen.iter_mut().find(|f| f.id == id && f.url == url);
        match foreseen {
            Some(foreseen) => foreseen.answer = Some(answer.iter().collect()),
            None => tell(answer),
        }
    }

    /// Whether a picture had better wait: the first one, as long as there is
    /// more to read than it would show. It would take the time that the whole
    /// one needs.
    pub fn is_too_soon(&self) -> bool {
        !self.has_painted && self.layers.grow()
    }

    /// Paints the picture that waits for lines, if one does.
    pub fn paint_due(&mut self) {
        if let Some(message) = self.due.take() {
            self.paint(&message);
        }
    }

    /// Paints what the page wants to see.
    pub fn paint(&mut self, message: &Message) {
        let (canvas, order) = (message.text(1), message.texts(2));
        let Some(view) = View::from_numbers(&message.numbers(3)) else { return };
        self.has_painted = true;
        match self.painter.paint(&canvas, &self.layers, &order, &view) {
            Ok(picture) => send_picture(&canvas, &picture),
            // A canvas too large for the browser, or none to be had now.
            Err(error) => {
                web_sys::console::warn_1(&error);
                tell(&["blank".into(), canvas.into(), in_words(&error).into()]);
            }
        }
    }
}

/// The one ground of a worker, shared by the messages under way.
pub type Shared = Rc<RefCell<Ground>>;
