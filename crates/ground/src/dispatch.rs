//! Who does what a message asks.

use std::{cell::RefCell, rc::Rc};

use carto::{
    Sheet,
    projection::{Seam, project_bounds},
};
use js_sys::Array;
use search::Index;
use wasm_bindgen::{JsCast, prelude::Closure};
use wasm_bindgen_futures::spawn_local;
use web_sys::MessageEvent;

use crate::{
    figure,
    layers::Role,
    picture::Inks,
    read,
    state::{Foreseen, Ground, Shared},
    wire::{Message, scope, send, tell},
};

/// Milliseconds for which a first picture waits for more lines.
const LONGEST_WAIT: i32 = 500;

/// Answers messages for as long as the worker lives.
pub fn listen() {
    std::panic::set_hook(Box::new(|info| {
        tell(&["broken".into(), info.to_string().into()]);
    }));
    let ground: Shared = Rc::new(RefCell::new(Ground::new()));
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
            spawn_local(read::relief(ground.clone(), url, bounds, integrity));
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
