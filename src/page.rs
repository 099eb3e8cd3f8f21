//! The page around the app: window, animation frames, colours, preferences.
//! Small doors to the browser, so that the rest reads without `web_sys`.

use std::{cell::RefCell, rc::Rc};

use leptos::{mount::mount_to, prelude::*};
use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::{Document, Element, HtmlCanvasElement, HtmlElement, Window};

use crate::ui::App;

/// The browser's window. A page always has one.
pub fn window() -> Window {
    leptos::prelude::window()
}

/// The page's document.
pub fn document() -> Document {
    leptos::prelude::document()
}

/// Puts the app into `#app` and takes the loading text away.
pub fn mount() {
    let Some(host) = document().get_element_by_id("app").and_then(|e| e.dyn_into::<HtmlElement>().ok())
    else {
        web_sys::console::error_1(&"index.html has no element #app to mount in".into());
        return;
    };
    mount_to(host, App).forget();
    if let Some(boot) = document().get_element_by_id("boot") {
        boot.remove();
    }
}

/// Should the program ever panic, the reader is told, in words, and keeps
/// whatever the page shows.
pub fn report_panics() {
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        let document = document();
        set_state("failed");
        let notice = document.create_element("p").ok();
        if let (Some(notice), Some(body)) = (notice, document.body()) {
            notice.set_class_name("crash");
            // An attribute with a valid name cannot be refused, nor a child by the body.
            let _ = notice.set_attribute("role", "alert");
            notice.set_text_content(Some(
                "La carte s’est arrêtée sur une erreur ; rechargez la page. · The map stopped on an error; reload the page.",
            ));
            let _ = body.append_child(&notice);
        }
    }));
}

/// Sets `html[data-state]`: `loading`, `ready` or `failed`.
pub fn set_state(state: &str) {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("data-state", state);
    }
}

/// Says which language the page is in, and its title.
pub fn set_language(lang: &str, title: &str) {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("lang", lang);
    }
    document().set_title(title);
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
    let style = element("map").and_then(|map| window().get_computed_style(&map).ok().flatten());
    let value = style.and_then(|s| s.get_property_value(&format!("--map-{name}")).ok());
    // A name that the style sheet lacks shows as a clear mistake, not as nothing.
    value.map(|v| v.trim().to_owned()).filter(|v| !v.is_empty()).unwrap_or_else(|| "magenta".into())
}

/// Whether a media query holds now.
pub fn matches(query: &str) -> bool {
    window().match_media(query).ok().flatten().is_some_and(|m| m.matches())
}

/// Calls `f` whenever a media query changes its answer.
pub fn on_media_change(query: &str, f: impl Fn() + 'static) {
    if let Ok(Some(list)) = window().match_media(query) {
        let callback = Closure::<dyn Fn()>::new(f);
        let _ = list.add_event_listener_with_callback("change", callback.as_ref().unchecked_ref());
        // Listens as long as the page lives.
        callback.forget();
    }
}

/// Whether the reader asked for less motion.
pub fn reduced_motion() -> bool {
    matches("(prefers-reduced-motion: reduce)")
}

/// The element with this id.
pub fn element(id: &str) -> Option<Element> {
    document().get_element_by_id(id)
}

/// Moves the focus to what `selector` finds; says whether it did.
pub fn focus(selector: &str) -> bool {
    let found = document().query_selector(selector).ok().flatten();
    match found.and_then(|e| {
        e.dyn_into::<HtmlElement>().map_err(|e| e.unchecked_into::<web_sys::SvgElement>()).into()
    }) {
        Some(Ok(element)) => element.focus().is_ok(),
        Some(Err(svg)) => svg.focus().is_ok(),
        None => false,
    }
}

/// A canvas that is not in the page.
pub fn new_canvas(width: u32, height: u32) -> Option<HtmlCanvasElement> {
    let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(width);
    canvas.set_height(height);
    Some(canvas)
}

/// Calls `f` before the next frame.
pub fn next_frame(f: impl FnOnce() + 'static) {
    request_animation_frame(f);
}

/// Calls `step` before every frame, with the milliseconds since the start,
/// until it returns `false`.
pub fn animate(step: impl FnMut(f64) -> bool + 'static) {
    fn again(start: f64, step: Rc<RefCell<dyn FnMut(f64) -> bool>>) {
        next_frame(move || {
            let go_on = (step.borrow_mut())(now() - start);
            if go_on {
                again(start, step);
            }
        });
    }
    again(now(), Rc::new(RefCell::new(step)));
}

/// `f` as a listener for as long as the page lives.
pub fn listener<E: wasm_bindgen::convert::FromWasmAbi + 'static>(
    f: impl Fn(E) + 'static,
) -> js_sys::Function {
    Closure::<dyn Fn(E)>::new(f).into_js_value().unchecked_into()
}
