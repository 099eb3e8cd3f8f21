//! The page around the app: window, animation frames, colours, preferences.

use std::{cell::Cell, pin::Pin, rc::Rc, time::Duration};

use js_sys::{Array, Reflect};
use leptos::prelude::*;
use protocol::Ink;
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
use web_sys::{AddEventListenerOptions, Document, Element, Event, Url, Window};

use super::{boot, dom};

/// The browser's window. A page always has one.
pub fn window() -> Window {
    leptos::prelude::window()
}

/// The page's document.
pub fn document() -> Document {
    leptos::prelude::document()
}

/// How long a frame is waited for: a browser that gives none, as for a page that
/// nobody sees, lets the program go on all the same.
const NO_FRAME: Duration = Duration::from_secs(1);

/// Should the program ever panic, the reader is told, in words, and has the page
/// back as it came: its text, its picture, its links.
pub fn report_panics() {
    std::panic::set_hook(Box::new(|info| {
        web_sys::console::error_1(&info.to_string().into());
        boot::stopped(&info.to_string());
    }));
}

/// Sets `html[data-state]`: `loading`, `ready` or `failed`. Whether that is new:
/// the same again would have the browser style the whole page anew.
pub fn set_state(state: &str) -> bool {
    set_root("data-state", state)
}

/// Sets an attribute of the whole page, unless it stands there.
fn set_root(name: &str, value: &str) -> bool {
    let root = document().document_element().filter(|_| boot::runs());
    let root = root.filter(|root| root.get_attribute(name).as_deref() != Some(value));
    root.inspect(|root| dom::set(root, name, value)).is_some()
}

/// An attribute of the whole page.
pub fn root_attribute(name: &str) -> Option<String> {
    document().document_element()?.get_attribute(name)
}

/// Says which language the page is in, how that is written, and its title.
pub fn set_language(lang: &str, direction: &str, title: &str) {
    let document = document();
    set_root("lang", lang);
    set_root("dir", direction);
    if document.title() != title {
        document.set_title(title);
    }
}

/// Device pixels per CSS pixel.
pub fn pixel_ratio() -> f64 {
    window().device_pixel_ratio()
}

/// Milliseconds since the page began.
pub fn now() -> f64 {
    window().performance().map_or(0., |p| p.now())
}

/// The colours that the custom properties `names` have for an element of this `class`:
/// paper's, whatever the reader's screen has, or with none the screen's own.
pub fn inks(names: Vec<String>, class: &str) -> Vec<Ink> {
    let mut inks = Vec::new();
    if let (Ok(host), Some(body)) = (document().create_element("div"), document().body()) {
        // It has the colours of its class, and is there as long as it takes to ask for them.
        host.set_class_name(class);
        let _ = body.append_child(&host);
        if let Ok(Some(style)) = window().get_computed_style(&host) {
            for name in names {
                let colour = style.get_property_value(&format!("--{name}")).unwrap_or_default();
                inks.push(Ink { name, colour });
            }
        }
        host.remove();
    }
    inks
}

/// The custom property `name` of an element, as it is now; empty where it has none.
pub fn property(element: &Element, name: &str) -> String {
    let style = window().get_computed_style(element).ok().flatten();
    let value = style.and_then(|style| style.get_property_value(name).ok());
    value.map(|value| value.trim().to_owned()).unwrap_or_default()
}

/// A colour of the style sheet: the custom property `--map-NAME` of the page, as
/// it is now.
pub fn ink(name: &str) -> String {
    let value = document().document_element().map(|root| property(&root, &format!("--map-{name}")));
    // A name that the style sheet lacks shows as a clear mistake, not as nothing.
    value.filter(|v| !v.is_empty()).unwrap_or_else(|| "magenta".into())
}

/// Whether a media query holds now.
pub fn matches(query: &str) -> bool {
    window().match_media(query).ok().flatten().is_some_and(|m| m.matches())
}

/// Calls `f` whenever a media query changes its answer.
pub fn on_media_change(query: &str, f: Box<dyn Fn(Event)>) {
    if let Ok(Some(list)) = window().match_media(query) {
        dom::listen(&list, "change", f);
    }
}

/// Calls `f` once, when a media query changes its answer next.
pub fn on_next_media_change(query: &str, f: Box<dyn FnOnce()>) {
    if let Ok(Some(list)) = window().match_media(query) {
        let options = AddEventListenerOptions::new();
        options.set_once(true);
        let callback = Closure::once_into_js(f);
        // Adding a listener cannot fail.
        let _ = list.add_event_listener_with_callback_and_add_event_listener_options(
            "change",
            callback.unchecked_ref(),
            &options,
        );
    }
}

/// Whether the reader asked for less motion.
pub fn reduced_motion() -> bool {
    matches("(prefers-reduced-motion: reduce)")
}

/// A canvas that is not in the page, for tests.
#[cfg(all(test, target_arch = "wasm32"))]
pub fn new_canvas(width: u32, height: u32) -> Option<web_sys::HtmlCanvasElement> {
    let canvas: web_sys::HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(width);
    canvas.set_height(height);
    Some(canvas)
}

/// Calls `f` before the next frame; after a while without.
pub fn next_frame(f: Box<dyn FnOnce()>) {
    let waiting = Rc::new(Cell::new(Some(f)));
    let late = Rc::clone(&waiting);
    let call = |waiting: &Cell<Option<Box<dyn FnOnce()>>>| {
        if let Some(f) = waiting.take().filter(|_| boot::runs()) {
            f();
        }
    };
    request_animation_frame(move || call(&waiting));
    set_timeout(move || call(&late), NO_FRAME);
}

/// Calls `f` after the next frame was shown.
pub fn after_frame(f: Box<dyn FnOnce()>) {
    next_frame(Box::new(move || after(Duration::ZERO, f)));
}

/// Calls `f` once `time` is over.
pub fn after(time: Duration, f: Box<dyn FnOnce()>) {
    set_timeout(
        move || {
            if boot::runs() {
                f();
            }
        },
        time,
    );
}

/// Whether this browser keeps the page for a time without line.
pub fn is_kept() -> bool {
    let navigator = window().navigator();
    // A browser may lack it, and keeps nothing on a page that did not come safely.
    let keeper = Reflect::get(&navigator, &"serviceWorker".into()).ok().filter(JsValue::is_object);
    keeper.and_then(|k| Reflect::get(&k, &"controller".into()).ok()).is_some_and(|c| c.is_object())
}

/// What the page says under a name in its head: a file of the bundle.
pub fn named(name: &str) -> String {
    let meta = document().query_selector(&format!("meta[name=\"{name}\"]")).ok().flatten();
    meta.and_then(|meta| meta.get_attribute("content")).unwrap_or_default()
}

/// The address of a file beside the page.
pub fn beside(name: &str) -> String {
    let base = document().base_uri().ok().flatten().unwrap_or_default();
    Url::new_with_base(name, &base).map_or_else(|_| name.to_owned(), |url| url.href())
}

/// Loads the page again, as it is now on the server.
pub fn reload() {
    // A page can always be loaded again.
    let _ = window().location().reload();
}

/// The languages that the reader prefers, as their browser knows them, and then the
/// one that the page came in.
pub fn languages() -> Vec<String> {
    let navigator = window().navigator();
    // A browser may know one, or none.
    let known = |name: &str| Reflect::get(&navigator, &name.into()).ok();
    let all = known("languages").and_then(|all| all.dyn_into::<Array>().ok());
    let all = all.or_else(|| known("language").map(|one| Array::of1(&one))).unwrap_or_default();
    let own = root_attribute("lang");
    all.iter().filter_map(|lang| lang.as_string()).chain(own).collect()
}

/// Calls `step` before every frame, with the milliseconds since the start,
/// until it returns `false`.
pub fn animate(step: Box<dyn FnMut(f64) -> bool>) {
    fn again(start: f64, mut step: Box<dyn FnMut(f64) -> bool>) {
        next_frame(Box::new(move || {
            if step(now() - start) {
                again(start, step);
            }
        }));
    }
    again(now(), step);
}

/// The window's height, in CSS pixels.
pub fn height() -> f64 {
    window().inner_height().ok().and_then(|h| h.as_f64()).unwrap_or(1.)
}

/// Runs what waits for the browser. Boxed, so that one piece of code runs them all.
pub fn spawn(task: Pin<Box<dyn Future<Output = ()>>>) {
    leptos::task::spawn_local(task);
}
