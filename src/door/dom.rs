//! Elements and their events: small doors to what the browser can do with an
//! element that somebody holds. Nothing is looked up here.

use carto::{ScreenPoint, ScreenRect};
use leptos::tachys::html::event::EventDescriptor;
use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::{
    AddEventListenerOptions, Element, Event, EventTarget, HtmlElement, HtmlInputElement, ResizeObserver,
};

use super::boot;

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

/// Moves the focus to an element.
pub fn focus(element: &Element) {
    // HTML and SVG elements both have `focus`; the types do not share it.
    let _ = element.unchecked_ref::<HtmlElement>().focus();
}

/// The elements in `element`.
pub fn children(element: &Element) -> Vec<Element> {
    let list = element.children();
    (0..list.length()).filter_map(|i| list.item(i)).collect()
}

/// The box of `element`, in CSS pixels from the top left of `origin`.
pub fn rect_within(origin: &Element, element: &Element) -> ScreenRect {
    let (from, r) = (origin.get_bounding_client_rect(), element.get_bounding_client_rect());
    let corner = |x: f64, y: f64| ScreenPoint { x: x - from.left(), y: y - from.top() };
    ScreenRect { min: corner(r.left(), r.top()), max: corner(r.right(), r.bottom()) }
}

/// The first element in `host` that `selector` finds: for documents, whose parts
/// nobody holds.
pub fn find_in(host: &Element, selector: &str) -> Option<Element> {
    host.query_selector(selector).ok().flatten()
}

/// All elements in `host` that `selector` finds, as [`find_in`].
pub fn find_all_in(host: &Element, selector: &str) -> Vec<Element> {
    let Ok(found) = host.query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|i| found.item(i)?.dyn_into().ok()).collect()
}

/// Calls `f` on an event of `target`, for as long as the program runs. Wheel
/// events may be kept from scrolling the page.
pub fn listen(target: &EventTarget, event: &str, f: Box<dyn Fn(Event)>) {
    let options = AddEventListenerOptions::new();
    options.set_passive(false);
    let callback = Closure::<dyn Fn(Event)>::wrap(Box::new(move |event| {
        if boot::runs() {
            f(event);
        }
    }));
    let function = callback.as_ref().unchecked_ref();
    // Adding a listener cannot fail.
    let _ = target.add_event_listener_with_callback_and_add_event_listener_options(event, function, &options);
    callback.forget();
}

/// [`listen`], with the event as what it is: for elements that stand in the page;
/// those of a view have theirs in it.
#[expect(clippy::needless_pass_by_value, reason = "a name, as Leptos takes it")]
pub fn on<E>(target: &EventTarget, event: E, f: impl Fn(E::EventType) + 'static)
where
    E: EventDescriptor,
    E::EventType: JsCast,
{
    listen(target, &event.name(), Box::new(move |event| f(event.unchecked_into())));
}

/// Calls `f` whenever one of the elements changes its size.
pub fn observe_size(elements: &[Element], f: impl Fn() + 'static) {
    let callback = Closure::<dyn Fn(Event)>::wrap(Box::new(move |_| {
        if boot::runs() {
            f();
        }
    }));
    if let Ok(observer) = ResizeObserver::new(callback.as_ref().unchecked_ref()) {
        for element in elements {
            observer.observe(element);
        }
    }
    callback.forget();
}

/// The element that an event comes from.
pub fn target(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

/// The input that an event comes from.
pub fn input(event: &Event) -> Option<HtmlInputElement> {
    event.target()?.dyn_into().ok()
}

/// The value of attribute `name` on the event's target or the nearest element
/// around it that has one.
pub fn nearest(event: &Event, name: &str) -> Option<String> {
    target(event)?.closest(&format!("[{name}]")).ok()??.get_attribute(name)
}

/// What was chosen in the list that an event is about.
pub fn chosen(event: &Event) -> Option<String> {
    let list = target(event).filter(|target| target.local_name() == "select")?;
    js_sys::Reflect::get(&list, &"value".into()).ok()?.as_string()
}

/// The inputs in `host` with this name.
pub fn inputs_in(host: &Element, name: &str) -> Vec<HtmlInputElement> {
    find_all_in(host, &format!("input[name={name}]")).into_iter().filter_map(|e| e.dyn_into().ok()).collect()
}
