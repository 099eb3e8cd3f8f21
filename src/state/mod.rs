//! What the page knows, as signals, and the rules by which it changes, by
//! concern: the view, what is selected, the date, the way through the article,
//! the address, loading.
//!
//! Deliberately absent: the browser. No clock, no element, no history. What the
//! state would like to have done there it says as a [`Wish`]; the composition
//! root has it done.

mod address;
mod loading;
mod selection;
#[cfg(test)]
mod tests;
mod time;
mod tour;
mod view;
mod wish;

use std::ops::Deref;

use address::{Hash, Opening};
use leptos::prelude::*;
pub use loading::{Failure, Found, Loaded, Progress, What};
use reading::{Lang, Words};
pub use selection::{Origin, Selection};
pub use time::{Time, stop_at, stops};
pub use tour::Tour;
pub use view::View;
pub use wish::{Export, Focus, Wish};

/// The page's signals and the rules by which they change: a handle to be copied
/// into every listener and every view.
#[derive(Clone, Copy)]
pub struct State(&'static Signals);

impl Deref for State {
    type Target = Signals;

    fn deref(&self) -> &Signals {
        self.0
    }
}

/// Everything that changes.
pub struct Signals {
    /// The interface's language.
    pub lang: ArcRwSignal<Lang>,
    /// What was read, and what could not be.
    pub loaded: Loaded,
    /// What the map shows, and what is pointed at on it.
    pub view: View,
    /// What the reader has selected, and switched off.
    pub selection: Selection,
    /// The date of the map.
    pub time: Time,
    /// The way through the article.
    pub tour: Tour,
    /// Whether the map names regions as both parties do.
    pub local_names: ArcRwSignal<bool>,
    /// Whether the map says where the pointer is.
    pub positions: ArcRwSignal<bool>,
    /// Whether the drawer of a small screen is open to its half height.
    pub drawer_open: ArcRwSignal<bool>,
    /// Whether it has its full height.
    pub drawer_full: ArcRwSignal<bool>,
    /// What is said to screen readers, and to nobody else.
    pub said: ArcRwSignal<String>,
    /// What the state would like to have done, the first first.
    wishes: ArcRwSignal<Vec<Wish>>,
    /// The address that the page was opened with, until an atlas can take it.
    opening: Opening,
}

impl State {
    /// The state of a page that was opened with `hash`, in `lang` unless the
    /// hash says otherwise.
    pub fn new(hash: Hash, lang: Lang) -> Self {
        let lang = hash.lang.as_deref().and_then(Lang::from_code).unwrap_or(lang);
        // A page has one state for as long as it lives, and hundreds of listeners:
        // a reference is all that each of them holds.
        Self(Box::leak(Box::new(Signals {
            lang: ArcRwSignal::new(lang),
            loaded: Loaded::default(),
            view: View::default(),
            selection: Selection::default(),
            time: Time::default(),
            tour: Tour::default(),
            local_names: ArcRwSignal::new(false),
            positions: ArcRwSignal::new(false),
            drawer_open: ArcRwSignal::new(true),
            drawer_full: ArcRwSignal::new(false),
            said: ArcRwSignal::new(String::new()),
            wishes: ArcRwSignal::new(Vec::new()),
            opening: Opening(hash),
        })))
    }

    /// The interface's words in the reader's language.
    pub fn words(self) -> &'static Words {
        self.lang.get().words()
    }

    /// One of them, for a view: of one type whichever it is.
    pub fn word(
        self,
        word: fn(&'static Words) -> &'static str,
    ) -> impl Fn() -> &'static str + Copy + Send + Sync + use<> {
        move || word(self.words())
    }

    /// Says something to screen readers.
    pub fn say(self, text: &str) {
        self.said.set(text.to_owned());
    }

    /// Would like to have something done in the browser.
    pub fn wish(self, wish: Wish) {
        self.wishes.update(|wishes| wishes.push(wish));
    }

    /// What is to be done, once: whoever asks is told again when there is more.
    pub fn take_wishes(self) -> Vec<Wish> {
        self.wishes.track();
        self.wishes.try_update_untracked(std::mem::take).unwrap_or_default()
    }
}
