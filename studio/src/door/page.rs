//! Window, document and time.

pub use browser::{after, document, languages, log, query, set_root, window};
use js_sys::{Array, Date, Function, Object, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{Element, ResizeObserver};

/// The present day, `2026-11-28`, in the reader's own time.
pub fn today() -> String {
    let now = Date::new_0();
    format!("{:04}-{:02}-{:02}", now.get_full_year(), now.get_month() + 1, now.get_date())
}

/// Calls `then` before the next frame.
pub fn next_frame(then: impl FnOnce() + 'static) {
    let callback = Closure::once_into_js(then);
    let _ = window().request_animation_frame(callback.unchecked_ref());
}

/// Calls `then` whenever the element's size has changed, and at once.
pub fn on_size(element: &Element, then: impl Fn(f64, f64) + 'static) {
    let measured = element.clone();
    let callback = Closure::<dyn Fn(Array)>::new(move |_| {
        let size = measured.get_bounding_client_rect();
        then(size.width(), size.height());
    });
    if let Ok(observer) = ResizeObserver::new(callback.as_ref().unchecked_ref()) {
        observer.observe(element);
    }
    // As long as the page, as the map is.
    callback.forget();
}

/// What a country is called in a language, by its code of ISO 3166; `None` where the browser
/// does not know.
pub fn country(code: &str, lang: &str) -> Option<String> {
    display_name("region", code, lang)
}

/// What a language is called in another one, by its code; the code where the browser does not
/// know.
pub fn language(code: &str, lang: &str) -> String {
    display_name("language", code, lang).unwrap_or_else(|| code.to_owned())
}

fn display_name(kind: &str, code: &str, lang: &str) -> Option<String> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let names: Function = Reflect::get(&intl, &"DisplayNames".into()).ok()?.dyn_into().ok()?;
    let options = Object::new();
    Reflect::set(&options, &"type".into(), &kind.into()).ok()?;
    Reflect::set(&options, &"fallback".into(), &"none".into()).ok()?;
    let made = Reflect::construct(&names, &Array::of2(&lang.into(), &options)).ok()?;
    let of: Function = Reflect::get(&made, &"of".into()).ok()?.dyn_into().ok()?;
    of.call1(&made, &code.into()).ok()?.as_string()
}

/// Whether the texts of a language run from the right.
pub fn is_rtl(lang: &str) -> bool {
    ["ar", "fa", "he", "ur"].iter().any(|rtl| atlas::is_kin(rtl, lang))
}

/// Asks before something is lost.
pub fn confirm(question: &str) -> bool {
    window().confirm_with_message(question).unwrap_or(false)
}

/// Puts the focus on an element, once it is there.
pub fn focus_on(id: String) {
    next_frame(move || {
        if let Some(element) = document().get_element_by_id(&id) {
            let element: web_sys::HtmlElement = element.unchecked_into();
            let _ = element.focus();
        }
    });
}
