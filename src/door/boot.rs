//! What `src/first.js` has left on the window for the program, under a symbol:
//! the worker's one way to start, words for a reader when the program stops, and
//! whether the server has another edition of the page.

use std::sync::atomic::{AtomicBool, Ordering};

use js_sys::{Function, Promise, Reflect, Symbol};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, Worker};

/// Whether the program has stopped: nothing may wake it again.
static STOPPED: AtomicBool = AtomicBool::new(false);

/// Called by the start script when the program has stopped.
#[wasm_bindgen]
pub fn stop() {
    STOPPED.store(true, Ordering::Relaxed);
}

/// Whether the program may run: after a panic its state cannot be trusted, and
/// the page stands without it.
pub fn runs() -> bool {
    !STOPPED.load(Ordering::Relaxed)
}

/// The program has taken the page over.
pub fn started() {
    call("started", &[]);
}

/// The program cannot go on: the page is put back as it came, and says why.
pub fn stopped(reason: &str) {
    stop();
    call("stop", &[reason.into()]);
}

/// The map that the page came with, once more; `None` where it is of another atlas.
pub fn first_picture() -> Option<Element> {
    call("picture", &[])?.dyn_into().ok()
}

/// What a language is called in itself, as the browser knows it; else its code.
pub fn language_name(code: &str) -> String {
    call("nameOf", &[code.into()]).and_then(|name| name.as_string()).unwrap_or_else(|| code.to_owned())
}

/// Tells the page around this one, if there is one, something by that name: whatever its origin
/// is (`*`), or where it is this page's own (`/`).
pub fn tell_outer(name: &str, value: JsValue, origin: &str) {
    call("tellOuter", &[name.into(), value, origin.into()]);
}

/// Starts a worker: the one script that the page's policy lets run in one.
pub fn new_worker() -> Option<Worker> {
    call("newWorker", &[])?.dyn_into().ok()
}

/// The worker that was started before the program, for an atlas of the address.
pub fn early_worker() -> Option<Worker> {
    Reflect::get(&door()?, &"worker".into()).ok()?.dyn_into().ok()
}

/// Loads the page again where the server has another edition of it, once;
/// whether it does.
pub async fn mend() -> bool {
    let Some(promise) = call("mend", &[]).and_then(|p| p.dyn_into::<Promise>().ok()) else { return false };
    // The promise is never broken: what fails is no other edition.
    JsFuture::from(promise).await.is_ok_and(|reloads| reloads.is_truthy())
}

fn door() -> Option<JsValue> {
    let door = Reflect::get(&leptos::prelude::window(), &Symbol::for_("confins").into()).ok()?;
    door.is_object().then_some(door)
}

/// What `name` answers; `None` where it throws, or there is no door, as in tests.
fn call(name: &str, given: &[JsValue]) -> Option<JsValue> {
    let door = door()?;
    let function: Function = Reflect::get(&door, &name.into()).ok()?.dyn_into().ok()?;
    let answer = function.apply(&door, &given.iter().collect());
    answer.inspect_err(web_sys::console::warn_1).ok()
}
