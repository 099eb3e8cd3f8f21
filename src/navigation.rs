//! Address and page in step, both ways; Escape, and the link past the map.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    time::Duration,
};

use address::Hash;
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

use crate::{
    door::{dom, history, mount, page, standing::Standing},
    panel::Documents,
    state::State,
};

/// How long the page rests before the address follows it.
const REST: Duration = Duration::from_millis(350);
/// How often a changed address is followed at most: as often as a reader can tell
/// one view from the next.
const FOLLOWED: Duration = Duration::from_millis(80);

/// Keeps the address and the page in step.
pub fn set_up(state: State, standing: &Standing, documents: &Documents) {
    let writer = Writer(Rc::new(Waiting { state, since: Cell::new(None), has_acted: Cell::new(false) }));
    let follower = Follower(Rc::new(Following {
        writer: writer.clone(),
        follows: Cell::new(Follows::AtOnce),
        taken: RefCell::default(),
    }));
    let writes = writer.clone();
    mount::watch(Box::new(move || {
        // Whatever of the address changes is written once things rest.
        let _ = state.hash();
        writes.soon();
    }));
    let window = page::window();
    for act in ["pointerdown", "keydown", "wheel", "click"] {
        let writer = writer.clone();
        dom::listen(&window, act, Box::new(move |_| writer.acted()));
    }
    for event in ["popstate", "hashchange"] {
        let follower = follower.clone();
        dom::listen(
            &window,
            event,
            Box::new(move |_| {
                follower.0.writer.acted();
                follower.follow();
            }),
        );
    }
    dom::listen(
        &window,
        "keydown",
        Box::new(move |event| {
            // A list or a menu that closes by the same key has said so.
            let is_escape = event.dyn_ref().is_some_and(|event: &KeyboardEvent| event.key() == "Escape");
            if is_escape && !event.default_prevented() {
                state.step_back();
            }
        }),
    );
    let documents = documents.clone();
    dom::on(&standing.skip, ev::click, move |event| {
        event.prevent_default();
        documents.focus_start();
    });
    let skip = standing.skip.clone();
    mount::watch(Box::new(move || skip.set_text_content(Some(state.words().skip_to_list()))));
    mount::watch(Box::new(move || name_page(state)));
}

/// Says which language the page is in, and its title.
fn name_page(state: State) {
    let lang = state.lang.get();
    let title =
        state.loaded.atlas.with(|a| a.as_ref().map(|a| a.manifest.title.best(lang.code()).1.to_owned()));
    page::set_language(
        lang.language().code,
        lang.language().direction.code(),
        &title.map_or("Confins".into(), |t| format!("{t} · Confins")),
    );
}

/// Writes the address once the page rests; keeps the history as it is. Before its reader
/// has done anything nothing is written: a page whose address gets a fragment while it
/// opens is not read out by screen readers, which take that for a jump within it.
#[derive(Clone)]
struct Writer(Rc<Waiting>);

struct Waiting {
    state: State,
    /// Since when the address waits to be written, by the page's clock.
    since: Cell<Option<f64>>,
    /// Whether the reader has done something.
    has_acted: Cell<bool>,
}

impl Writer {
    /// One timer at a time, however often the camera moves meanwhile.
    fn soon(&self) {
        if self.0.has_acted.get() && self.0.since.replace(Some(page::now())).is_none() {
            self.wait(REST);
        }
    }

    /// The reader has done something: what has changed before is written along.
    fn acted(&self) {
        if !self.0.has_acted.replace(true) {
            self.soon();
        }
    }

    fn wait(&self, time: Duration) {
        let writer = self.clone();
        let write = move || {
            let Some(since) = writer.0.since.get() else { return };
            let left = REST.saturating_sub(Duration::from_millis((page::now() - since) as u64));
            // A browser's timer may be a millisecond early.
            if left > Duration::from_millis(2) {
                return writer.wait(left);
            }
            writer.0.since.set(None);
            if let Some(address) = writer.0.state.address(false) {
                history::put(&address, false);
            }
        };
        page::after(time, Box::new(write));
    }
}

/// Follows a changed address: at once, and where more changes follow soon, the
/// last of them then. However often it changes, the page stays its reader's.
#[derive(Clone)]
struct Follower(Rc<Following>);

struct Following {
    writer: Writer,
    follows: Cell<Follows>,
    /// The address that was followed just now. One change is told by two events: what
    /// the reader does between them (closes what a link that is astray said) holds.
    taken: RefCell<Option<Hash>>,
}

/// How a changed address is followed now.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Follows {
    AtOnce,
    /// One was followed just now, and none has come since.
    Rests,
    /// One has come since: it is followed when this one has rested.
    Later,
}

impl Follower {
    fn follow(&self) {
        let follows = &self.0.follows;
        if follows.get() != Follows::AtOnce {
            follows.set(Follows::Later);
            // What waits to be written must not come before what is to be read.
            return self.0.writer.soon();
        }
        follows.set(Follows::Rests);
        let wanted = history::hash();
        if self.0.taken.borrow_mut().replace(wanted.clone()).as_ref() != Some(&wanted) {
            take_address(self.0.writer.0.state, &wanted);
        }
        let follower = self.clone();
        page::after(
            FOLLOWED,
            Box::new(move || {
                if follower.0.follows.replace(Follows::AtOnce) == Follows::Later {
                    follower.follow();
                } else {
                    follower.0.taken.take();
                }
            }),
        );
    }
}

/// Takes what the address says, unless the page is there already.
fn take_address(state: State, wanted: &Hash) {
    if *wanted != untrack(|| state.hash()) {
        state.take(wanted);
    }
}
