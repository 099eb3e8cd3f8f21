//! What views are made with: what follows from the state, and what holds an
//! element.
//!
//! All of it is of few types. A closure of a type of its own would have the code
//! around it compiled anew: attributes, effects, children. Measured on this page,
//! that was a fifth of the program.

use leptos::{
    prelude::*,
    tachys::html::{element::ElementType, node_ref::NodeRefContainer},
};
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::{attributes::with, boot};

/// A text that follows from the state.
pub fn text<T: Into<String>>(f: impl Fn() -> T + Send + 'static) -> Box<dyn FnMut() -> String + Send> {
    Box::new(move || f().into())
}

/// A part of a view that follows from the state.
pub fn part<V: IntoAny>(f: impl Fn() -> V + Send + 'static) -> Box<dyn FnMut() -> AnyView + Send> {
    Box::new(move || f().into_any())
}

/// A drawing of one line, 20 units across and down, that says nothing.
pub fn icon(path: &str) -> impl IntoView + use<> {
    view! {
        <svg {..with(&[("viewBox", "0 0 20 20"), ("aria-hidden", "true")])}>
            <path {..with(&[("d", path)])}></path>
        </svg>
    }
}

/// Hears an event for as long as the program runs.
pub fn hear<E: 'static>(f: impl Fn(E) + 'static) -> Box<dyn FnMut(E)> {
    Box::new(move |event| {
        if boot::runs() {
            f(event);
        }
    })
}

/// Holds an element of a view, whatever it is, for the component that owns it and
/// for whom that hands it to: Leptos' own `NodeRef` has a type an element.
#[derive(Clone, Copy)]
pub struct Held(RwSignal<Option<Element>, LocalStorage>);

impl Default for Held {
    fn default() -> Self {
        Self(RwSignal::new_local(None))
    }
}

impl<E: ElementType> NodeRefContainer<E> for Held {
    fn load(self, element: &Element) {
        self.0.set(Some(element.clone()));
    }
}

impl Held {
    /// The element, once it is there; whoever asks is told again then.
    pub fn get(self) -> Option<Element> {
        self.0.get()
    }

    /// The element, if it is there.
    pub fn now(self) -> Option<Element> {
        self.0.get_untracked()
    }

    /// The element as what it is.
    pub fn now_as<T: JsCast>(self) -> Option<T> {
        self.now()?.dyn_into().ok()
    }

    /// Calls `f` with the element once it is there.
    pub fn when_there(self, f: Box<dyn FnOnce(Element)>) {
        let f = std::cell::Cell::new(Some(f));
        super::mount::watch(Box::new(move || {
            if let Some(element) = self.get()
                && let Some(f) = f.take()
            {
                untrack(|| f(element));
            }
        }));
    }
}
