//! How the map is moved in another page's frame, said for a while.

use std::{cell::Cell, rc::Rc, time::Duration};

use leptos::prelude::*;

use crate::door::{attributes::with, page, view::text};

/// How long it is said.
const SHOWN: Duration = Duration::from_millis(1_600);

/// What is said now, and how to say it. Cloning copies references.
#[derive(Clone)]
pub struct Hints {
    says: ArcRwSignal<Option<&'static str>>,
    /// Numbers what was said, so that an earlier one does not end a later one.
    said: Rc<Cell<u32>>,
}

impl Default for Hints {
    fn default() -> Self {
        Self { says: ArcRwSignal::new(None), said: Rc::default() }
    }
}

impl Hints {
    /// Says it for a while.
    pub fn say(&self, words: &'static str) {
        self.says.set(Some(words));
        let (ticket, hints) = (self.said.get() + 1, self.clone());
        self.said.set(ticket);
        page::after(
            SHOWN,
            Box::new(move || {
                if hints.said.get() == ticket {
                    hints.says.set(None);
                }
            }),
        );
    }
}

/// What is said, in the middle of the map.
#[component]
pub fn Hint(
    /// What to say.
    hints: Hints,
) -> impl IntoView {
    let says = hints.says.clone();
    let attributes = with(&[("class", "hint"), ("aria-hidden", "true")]);
    let attributes = attributes.class_while("gone", move || says.get().is_none());
    view! { <p {..attributes}>{text(move || hints.says.get().unwrap_or_default())}</p> }
}
