//! What the page asks and what it is told, as arrays whose first item says
//! what they are. The other end is the app's `ground.rs`.

use std::{cell::RefCell, rc::Rc};

use carto::{
    Sheet, WorldBounds,
    projection::{Seam, project_bounds},
};
use js_sys::{Array, Float64Array};
use search::Index;
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
use wasm_bindgen_futures::spawn_local;
use web_sys::{DedicatedWorkerGlobalScope, ImageBitmap, MessageEvent};

use crate::{
    figure,
    layers::{Layers, Role},
    picture::{Inks, Painter, View},
    read, relief,
};

/// Milliseconds for which a first picture waits for more lines.
const LONGEST_WAIT: i32 = 500;

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
    foreseen: Vec<Foreseen>,
    /// What the reader can find, by the page's numbers.
    index: Index<usize>,
    /// A picture that waits for more lines.
    due: Option<Message>,
    /// Whether a picture was painted.
    has_painted: bool,
}

/// A layer that the page is expected to ask for.
struct Foreseen {
    id: String,
    url: String,
    /// What it will be told, once the layer is read.
    answer: Option<Array>,
}

impl Ground {
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

    fn paint(&mut self, message: &Message) {
        let (canvas, order) = (message.text(1), message.texts(2));
        let Some(view) = View::from_numbers(&message.numbers(3)) else { return };
        self.has_painted = true;
        match self.painter.paint(&canvas, &self.layers, &order, &view) {
            Ok(picture) => send_picture(&canvas, &picture),
            // A canvas too large for the browser, or none to be had now.
            Err(error) => {
                web_sys::console::warn_1(&error);
                tell(&["blank".into(), canvas.into(), read::in_words(&error).into()]);
            }
        }
    }
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
        seam: Seam::default(),
        layers: Layers::default(),
        painter: Painter::default(),
        foreseen: Vec::new(),
        index: Index::default(),
        due: None,
        has_painted: false,
    }));
    let hear = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        // All that the page says is a list; anything else was not said by it.
        if let Ok(message) = event.data().dyn_into() {
            hear(&ground, &Message(message));
        }
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
            if let Ok(extent) = <[f64; 4]>::try_from(extent) {
                let ground = &mut *ground.borrow_mut();
                ground.sheet = Sheet::covering(project_bounds(extent));
                ground.seam = Seam::of(extent);
            }
        }
        // names and colours in turn
        "inks" => ground.borrow_mut().painter.inks = Inks::new(&message.texts(1)),
        // id, description of all layers, paths: one that the page has already
        "take" => {
            let ground = &mut *ground.borrow_mut();
            ground.layers.take(message.text(1), &message.text(2), &message.texts(3), &ground.sheet);
        }
        // id, address, role: a layer to fetch, for which the page will ask
        "foresee" => {
            let (id, url) = (message.text(1), message.text(2));
            ground.borrow_mut().foreseen.push(Foreseen { id, url, answer: None });
            open(ground, message);
        }
        // id, address, role, what it must be: a layer to fetch
        "open" => {
            let (id, url) = (message.text(1), message.text(2));
            let foreseen = &mut ground.borrow_mut().foreseen;
            match foreseen.iter().position(|f| f.id == id && f.url == url) {
                // Where there is no answer yet, it will be sent.
                Some(at) => foreseen.swap_remove(at).answer.iter().for_each(send),
                None => open(ground, message),
            }
        }
        // address, bounds in degrees, what it must be
        "relief" => {
            let (url, bounds, integrity) = (message.text(1), message.numbers(2), message.text(3));
            spawn_local(relief::fetch(ground.clone(), url, bounds, integrity));
        }
        // texts; number of the target and weight of each in turn
        "texts" => ground.borrow_mut().index = index(&message.texts(1), &message.numbers(2)),
        // what was typed, how many finds at most
        "find" => {
            let most = message.number(2).unwrap_or_default() as usize;
            find(&ground.borrow().index, &message.text(1), most);
        }
        // see `figure`
        "figure" => {
            let text = figure::figure(&ground.borrow().layers, message).unwrap_or_default();
            tell(&["figure".into(), text.into()]);
        }
        // which canvas, what in which order, the view
        "paint" => {
            if ground.borrow().is_too_soon() {
                ground.borrow_mut().due = Some(Message(message.0.clone()));
                let ground = ground.clone();
                let paint = Closure::once_into_js(move || ground.borrow_mut().paint_due());
                // A timer cannot fail.
                let _ = scope().set_timeout_with_callback_and_timeout_and_arguments_0(
                    paint.unchecked_ref(),
                    LONGEST_WAIT,
                );
            } else {
                ground.borrow_mut().paint(message);
            }
        }
        _ => {}
    }
}

fn index(texts: &[String], numbers: &[f64]) -> Index<usize> {
    let mut index = Index::default();
    for (text, pair) in texts.iter().zip(numbers.chunks_exact(2)) {
        index.add(pair[0] as usize, text, pair[1] as u32);
    }
    index
}

/// Tells the page what a query finds: number of the target and matching text in
/// turn.
fn find(index: &Index<usize>, query: &str, most: usize) {
    let found = Array::new();
    for one in index.find(query, most) {
        found.push(&(*one.target as u32).into());
        found.push(&one.text.into());
    }
    tell(&["found".into(), query.into(), found.into()]);
}

fn open(ground: &Shared, message: &Message) {
    let role = if message.text(3) == "story" { Role::Story } else { Role::Base };
    let (id, url, integrity) = (message.text(1), message.text(2), message.text(4));
    spawn_local(read::layer(ground.clone(), id, url, role, integrity));
}

/// Sends a message to the page.
pub fn tell(parts: &[JsValue]) {
    send(&parts.iter().collect());
}

fn send(message: &Array) {
    // Refused only where a part cannot be copied; all are texts and numbers.
    let _ = scope().post_message(message);
}

fn send_picture(canvas: &str, picture: &ImageBitmap) {
    let message = Array::of3(&"picture".into(), &canvas.into(), picture);
    // Handed over, not copied.
    let _ = scope().post_message_with_transfer(&message, &Array::of1(picture));
}

/// A message from the page. What is missing reads as empty: both ends are ours.
pub struct Message(Array);

impl Message {
    fn text(&self, at: u32) -> String {
        self.0.get(at).as_string().unwrap_or_default()
    }

    /// The texts of the list at `at`.
    pub fn texts(&self, at: u32) -> Vec<String> {
        self.list(at).iter().filter_map(|text| text.as_string()).collect()
    }

    /// The item at `at`, as a list.
    pub fn list(&self, at: u32) -> Array {
        self.0.get(at).dyn_into().unwrap_or_default()
    }

    /// The number at `at`.
    pub fn number(&self, at: u32) -> Option<f64> {
        self.0.get(at).as_f64()
    }

    /// The numbers of the list at `at`.
    pub fn numbers(&self, at: u32) -> Vec<f64> {
        let list = self.0.get(at);
        // Of a mere number it would make as many zeros.
        if list.is_instance_of::<Array>() || list.is_instance_of::<Float64Array>() {
            Float64Array::new(&list).to_vec()
        } else {
            Vec::new()
        }
    }
}
