//! The page around the app: window, animation frames, colours, preferences.
//! Small doors to the browser, so that the rest reads without `web_sys`.

use std::{cell::Cell, rc::Rc, time::Duration};

use carto::{ScreenPoint, ScreenRect};
use js_sys::{Array, Reflect};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
use web_sys::{
    AddEventListenerOptions, Document, Element, Event, EventTarget, HtmlElement, ResizeObserver, Window,
};

use crate::door;

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
        door::stopped(&info.to_string());
    }));
}

/// Sets `html[data-state]`: `loading`, `ready` or `failed`. Whether that is new:
/// the same again would have the browser style the whole page anew.
pub fn set_state(state: &str) -> bool {
    set_root("data-state", state)
}

/// Sets an attribute of the whole page, unless it stands there.
fn set_root(name: &str, value: &str) -> bool {
    let root = document().document_element().filter(|_| door::runs());
    let root = root.filter(|root| root.get_attribute(name).as_deref() != Some(value));
    root.inspect(|root| set(root, name, value)).is_some()
}

/// Says which language the page is in, and its title.
pub fn set_language(lang: &str, title: &str) {
    let document = document();
    set_root("lang", lang);
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

/// A colour of the style sheet: the custom property `--map-NAME`, as it stands
/// on `#map` now.
pub fn ink(name: &str) -> String {
    let style = find("#map").and_then(|map| window().get_computed_style(&map).ok().flatten());
    let value = style.and_then(|s| s.get_property_value(&format!("--map-{name}")).ok());
    // A name that the style sheet lacks shows as a clear mistake, not as nothing.
    value.map(|v| v.trim().to_owned()).filter(|v| !v.is_empty()).unwrap_or_else(|| "magenta".into())
}

/// Whether a media query holds now.
pub fn matches(query: &str) -> bool {
    window().match_media(query).ok().flatten().is_some_and(|m| m.matches())
}

/// Calls `f` whenever a media query changes its answer.
pub fn on_media_change(query: &str, f: Box<dyn Fn(Event)>) {
    if let Ok(Some(list)) = window().match_media(query) {
        listen(&list, "change", f);
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

/// Calls `f` on an event of `target`, for as long as the page lives. Wheel
/// events may be kept from scrolling the page.
pub fn listen(target: &EventTarget, event: &str, f: Box<dyn Fn(Event)>) {
    let options = AddEventListenerOptions::new();
    options.set_passive(false);
    let callback = Closure::<dyn Fn(Event)>::wrap(Box::new(move |event| {
        if door::runs() {
            f(event);
        }
    }));
    let function = callback.as_ref().unchecked_ref();
    // Adding a listener cannot fail.
    let _ = target.add_event_listener_with_callback_and_add_event_listener_options(event, function, &options);
    callback.forget();
}

/// [`listen`] on the element that `selector` finds.
pub fn listen_to(selector: &str, event: &str, f: Box<dyn Fn(Event)>) {
    if let Some(element) = find(selector) {
        listen(&element, event, f);
    }
}

/// The key of a keyboard event.
pub fn key(event: &Event) -> String {
    event.unchecked_ref::<web_sys::KeyboardEvent>().key()
}

/// Whether the reader asked for less motion.
pub fn reduced_motion() -> bool {
    matches("(prefers-reduced-motion: reduce)")
}

/// The first element that `selector` finds. None once the program has stopped:
/// what stands then is the page as it came, and stays so.
pub fn find(selector: &str) -> Option<Element> {
    if !door::runs() {
        return None;
    }
    document().query_selector(selector).ok().flatten()
}

/// All elements that `selector` finds; none, as [`find`].
pub fn find_all(selector: &str) -> Vec<Element> {
    if !door::runs() {
        return Vec::new();
    }
    let Ok(found) = document().query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|i| found.item(i)?.dyn_into().ok()).collect()
}

/// The boxes of what `selector` finds, in CSS pixels from the top left of what
/// `origin` finds.
pub fn rects_within(origin: &str, selector: &str) -> Vec<ScreenRect> {
    find_all(selector).iter().filter_map(|element| rect_within(origin, element)).collect()
}

/// The box of `element`, in CSS pixels from the top left of what `origin` finds.
pub fn rect_within(origin: &str, element: &Element) -> Option<ScreenRect> {
    let from = find(origin)?.get_bounding_client_rect();
    let r = element.get_bounding_client_rect();
    let corner = |x: f64, y: f64| ScreenPoint { x: x - from.left(), y: y - from.top() };
    Some(ScreenRect { min: corner(r.left(), r.top()), max: corner(r.right(), r.bottom()) })
}

/// Moves the focus to what `selector` finds.
pub fn focus(selector: &str) {
    // HTML and SVG elements both have `focus`; the types do not share it.
    if let Some(element) = find(selector) {
        let _ = element.unchecked_ref::<HtmlElement>().focus();
    }
}

/// The name of the input that has the focus, if one has.
pub fn active_input() -> Option<String> {
    let input: web_sys::HtmlInputElement = document().active_element()?.dyn_into().ok()?;
    Some(input.name()).filter(|name| !name.is_empty())
}

/// Says something to screen readers, and to nobody else.
pub fn announce(text: &str) {
    if let Some(voice) = find("#map .voice") {
        voice.set_text_content(Some(text));
    }
}

/// Sets an attribute. A valid name cannot be refused.
pub fn set(element: &Element, name: &str, value: &str) {
    let _ = element.set_attribute(name, value);
}

/// Puts a class on an element or takes it off.
pub fn switch(element: &Element, class: &str, on: bool) {
    let _ = element.class_list().toggle_with_force(class, on);
}

/// Sets a property of the element's own style, which the page's policy allows
/// where it forbids a `style` attribute.
pub fn style(element: &Element, property: &str, value: &str) {
    let _ = element.unchecked_ref::<HtmlElement>().style().set_property(property, value);
}

/// Calls `f` whenever one of the elements changes its size.
pub fn observe_size(selectors: &[&str], f: impl Fn() + 'static) {
    let callback = Closure::<dyn Fn(Event)>::wrap(Box::new(move |_| {
        if door::runs() {
            f();
        }
    }));
    if let Ok(observer) = ResizeObserver::new(callback.as_ref().unchecked_ref()) {
        for element in selectors.iter().filter_map(|s| find(s)) {
            observer.observe(&element);
        }
    }
    callback.forget();
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
        if let Some(f) = waiting.take().filter(|_| door::runs()) {
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
            if door::runs() {
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
    let meta = find(&format!("meta[name=\"{name}\"]"));
    meta.and_then(|meta| meta.get_attribute("content")).unwrap_or_default()
}

/// Loads the page again, as it is now on the server.
pub fn reload() {
    // A page can always be loaded again.
    let _ = window().location().reload();
}

/// The languages that the reader prefers, as their browser knows them.
pub fn languages() -> Vec<String> {
    let navigator = window().navigator();
    // A browser may know one, or none.
    let known = |name: &str| Reflect::get(&navigator, &name.into()).ok();
    let all = known("languages").and_then(|all| all.dyn_into::<Array>().ok());
    let all = all.or_else(|| known("language").map(|one| Array::of1(&one))).unwrap_or_default();
    all.iter().filter_map(|lang| lang.as_string()).collect()
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
