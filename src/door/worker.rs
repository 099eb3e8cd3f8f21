//! The wire to the base map worker (`crates/basemap`): it is started, told and heard,
//! and once replaced when it breaks. What is said over it is others' affair.

use std::{cell::RefCell, rc::Rc, time::Duration};

use protocol::{Reply, Request};
use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::{ErrorEvent, Event, ImageBitmap, MessageEvent, Worker};

use super::{boot, page, wire};

/// How long a worker may take until it hears. One whose script stalls would be
/// waited for without end.
const SILENCE: Duration = Duration::from_secs(12);

/// What comes over the wire.
pub enum Heard {
    /// The worker has said something, with the picture that came with it.
    Reply(Reply, Option<ImageBitmap>),
    /// Something could not be said to it, and why.
    Unsaid(String),
    /// It broke, and another has taken its place, which knows all that it was told.
    Replaced,
    /// It broke again, or never began: there is none from now on.
    Lost(String),
}

/// Hears what comes over the wire.
pub type Hearer = Rc<dyn Fn(Heard)>;

thread_local! {
    /// The worker: a page has one, which all its parts ask, and which another takes
    /// the place of when it breaks. It cannot live in a signal, which may be sent
    /// between threads.
    static WIRE: RefCell<Option<Wire>> = const { RefCell::new(None) };
}

struct Wire {
    worker: Worker,
    hearer: Hearer,
    /// What is to be said to the worker once it hears; `None` when it does.
    waiting: Option<Vec<Rc<Request>>>,
    /// What another worker would have to be told in this one's place.
    kept: Vec<Rc<Request>>,
    /// Whether this one is in another's place already.
    is_second: bool,
}

/// Starts the worker, which is not there yet, and has `hearer` hear it; whether
/// there is one.
pub fn start(hearer: Hearer) -> bool {
    let Some(worker) = early().or_else(boot::new_worker) else { return false };
    listen_to(&worker, Rc::clone(&hearer));
    WIRE.set(Some(Wire { worker, hearer, waiting: Some(Vec::new()), kept: Vec::new(), is_second: false }));
    true
}

/// The worker that first.js has started already.
fn early() -> Option<Worker> {
    let worker = boot::early_worker()?;
    wire::ask(&worker, &Request::Hello).ok()?;
    Some(worker)
}

fn listen_to(worker: &Worker, hearer: Hearer) {
    let hear = Closure::<dyn Fn(MessageEvent)>::wrap(Box::new(move |event: MessageEvent| {
        if !boot::runs() {
            return;
        }
        match wire::heard(&event) {
            Ok((Reply::Ready, _)) => introduce(),
            Ok((Reply::Broken { reason }, _)) => {
                web_sys::console::error_1(&reason.as_str().into());
                lost(&reason);
            }
            Ok((reply, picture)) => hearer(Heard::Reply(reply, picture)),
            // One that cannot be understood cannot be relied on.
            Err(why) => lost(&why),
        }
    }));
    worker.set_onmessage(Some(hear.as_ref().unchecked_ref()));
    hear.forget();
    let broken = Closure::<dyn Fn(Event)>::wrap(Box::new(move |event: Event| {
        let why = event.dyn_ref::<ErrorEvent>().map(ErrorEvent::message);
        if boot::runs() {
            lost(&why.unwrap_or_default());
        }
    }));
    worker.set_onerror(Some(broken.as_ref().unchecked_ref()));
    broken.forget();
    let this = worker.clone();
    page::after(
        SILENCE,
        Box::new(move || {
            let is_silent = |wire: &Wire| wire.worker == this && wire.waiting.is_some();
            if WIRE.with_borrow(|wire| wire.as_ref().is_some_and(is_silent)) {
                lost(&format!("no answer after {} s", SILENCE.as_secs()));
            }
        }),
    );
}

/// The worker broke. Once, another takes its place and is told all that this one knew.
pub fn lost(why: &str) {
    let Some(broken) = WIRE.take() else { return };
    broken.worker.set_onmessage(None);
    broken.worker.set_onerror(None);
    broken.worker.terminate();
    let hearer = Rc::clone(&broken.hearer);
    let second = (!broken.is_second).then(boot::new_worker).flatten();
    let Some(worker) = second else { return hearer(Heard::Lost(why.to_owned())) };
    web_sys::console::warn_1(&format!("the worker is started again: {why}").into());
    listen_to(&worker, Rc::clone(&hearer));
    WIRE.set(Some(Wire { worker, waiting: Some(broken.kept.clone()), is_second: true, ..broken }));
    hearer(Heard::Replaced);
}

/// Whether there is a worker.
pub fn works() -> bool {
    WIRE.with_borrow(Option::is_some)
}

/// Does without the worker from now on.
pub fn give_up() {
    WIRE.set(None);
}

/// Says `request` to the worker, if there is one.
pub fn say(request: Request) {
    with(|wire| wire.say(Rc::new(request)));
}

/// Says what another worker in this one's place would have to know: the last word
/// on a thing counts.
pub fn keep(request: Request) {
    with(|wire| {
        wire.kept.retain(|known| !request.supersedes(known));
        let request = Rc::new(request);
        wire.kept.push(Rc::clone(&request));
        wire.say(request);
    });
}

fn with(f: impl FnOnce(&mut Wire)) {
    WIRE.with_borrow_mut(|wire| wire.as_mut().map(f));
}

/// The worker hears: until then the browser would drop what is said.
fn introduce() {
    with(|wire| {
        for request in wire.waiting.take().unwrap_or_default() {
            wire.send(&request);
        }
    });
}

impl Wire {
    fn say(&mut self, request: Rc<Request>) {
        match &mut self.waiting {
            Some(waiting) => waiting.push(request),
            None => self.send(&request),
        }
    }

    fn send(&self, request: &Request) {
        if let Err(why) = wire::ask(&self.worker, request) {
            let hearer = Rc::clone(&self.hearer);
            // Whoever hears it may want something of this wire, which is in use.
            page::after(Duration::ZERO, Box::new(move || hearer(Heard::Unsaid(why))));
        }
    }
}
