//! The panel's text: at rest the article and its places, else the selected
//! region, or the steps of the article. The documents themselves are `documents`'s;
//! here they are kept in step with the state, and what happens on them is heard:
//! their links and buttons say by their data attributes what they mean.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use documents::{
    Angle, DatedOutline,
    article::article,
    contents,
    doc::{Node, el},
    region_page, tour,
};
use leptos::{ev, prelude::*};
use protocol::{Land, Wanted};
use web_sys::{Element, Event, MouseEvent, TouchEvent};

use super::copy;
use crate::{
    door::{
        dom, mount, page,
        standing::{Picture, Standing, Text},
        writing,
    },
    state::{Focus, Origin, State},
};

/// Where a step is read, in CSS pixels below the panel's top.
const READING_LINE: f64 = 28.;
/// How far a finger goes across for a step, in CSS pixels.
const SWIPE: f64 = 56.;
/// How many elements of a region's page are shown at once: what it is called, and what
/// it is. The rest comes a frame later, when that has been seen.
const FIRST: usize = 4;

/// The panel's text as it is shown. A handle to be copied into listeners.
#[derive(Clone)]
pub struct Documents(Rc<Shown>);

struct Shown {
    state: State,
    text: Text,
    picture: Picture,
    panel: Element,
    /// Which page stands there, and from which angle.
    page: RefCell<Option<(Page, Seen)>>,
    /// Numbers what was written, so that no late part of it comes after the next.
    written: Cell<u32>,
    /// What stands there in full; nothing where that is not known.
    nodes: RefCell<Vec<Node>>,
    /// The claim that was brought to the reader, by id.
    found: RefCell<Option<String>>,
    /// Whether the reader scrolls the text; else steps do.
    by_hand: Cell<bool>,
    /// How far the text was scrolled before the article was followed.
    left_at: Cell<i32>,
}

/// What tells one page of the panel from another.
#[derive(Clone, PartialEq)]
struct Page {
    region: Option<String>,
    on_tour: bool,
    lang: &'static str,
    unread: bool,
}

/// From which angle a page is seen.
#[derive(Clone, PartialEq)]
struct Seen {
    side: Option<String>,
    date: Option<atlas::PartialDate>,
}

/// Keeps the text in step with the state, and hears it.
pub fn set_up(state: State, standing: &Standing, documents: &Documents) {
    let panel = &standing.panel;
    let kept = documents.clone();
    mount::watch(Box::new(move || kept.write()));
    let kept = documents.clone();
    mount::watch(Box::new(move || kept.tick()));
    let kept = documents.clone();
    mount::watch(Box::new(move || kept.seek()));
    let kept = documents.clone();
    mount::watch(Box::new(move || kept.add_told()));
    let kept = documents.clone();
    mount::watch(Box::new(move || kept.follow()));
    dom::on(panel, ev::click, move |event| click(state, &event));
    dom::on(panel, ev::change, move |event| choose(state, &event));
    // A text that turns up under a pointer that rests is not pointed at.
    dom::on(panel, ev::pointermove, move |event| {
        // A finger points at nothing that it does not choose.
        let id = dom::nearest(&event, "data-link").filter(|_| event.pointer_type() != "touch");
        state.mean(id.into_iter().collect());
    });
    dom::on(panel, ev::pointerleave, move |_| state.mean(Vec::new()));
    documents.hear_steps();
}

impl Documents {
    /// The text that stands in the page, in a `state`.
    pub fn new(state: State, standing: &Standing) -> Self {
        Self(Rc::new(Shown {
            state,
            text: standing.text.clone(),
            picture: standing.picture.clone(),
            panel: standing.panel.clone().into(),
            page: RefCell::new(None),
            written: Cell::new(0),
            nodes: RefCell::default(),
            found: RefCell::new(None),
            by_hand: Cell::new(false),
            left_at: Cell::new(0),
        }))
    }

    fn host(&self) -> &Element {
        self.0.text.element()
    }

    /// Moves the focus to a part of the text.
    pub fn focus(&self, focus: &Focus) {
        let part = match focus {
            Focus::Heading => "h2".to_owned(),
            Focus::Link(id) => format!("[data-link=\"{id}\"]"),
            Focus::TourEntry => "[data-go]".to_owned(),
            Focus::Map | Focus::Shape(_) => return,
        };
        if let Some(element) = dom::find_in(self.host(), &part) {
            dom::focus(&element);
        }
    }

    /// Moves the focus to where reading begins.
    pub fn focus_start(&self) {
        if let Some(element) = dom::find_in(self.host(), "[tabindex='-1']") {
            dom::focus(&element);
        }
    }

    /// Scrolls back to where the text was read before the article was followed.
    pub fn read_on(&self) {
        self.host().set_scroll_top(self.0.left_at.get());
    }

    /// The words are the program's from now on: those that the page came with, in
    /// the text and on the map, are gone.
    pub fn replace_first_words(&self) {
        self.0.picture.hide_names();
        self.0.text.replaced();
    }

    /// Keeps the text what the state says.
    fn write(&self) {
        let state = self.0.state;
        // What the page came with is what would be written, or the best there
        // is: it stays, and with it how far it was read.
        let unread = state.loaded.atlas.with(Option::is_none);
        let on_tour = state.tour.step.with(Option::is_some);
        let at_rest = state.selection.region.with(Option::is_none)
            && !on_tour
            && state.selection.side.with(Option::is_none)
            && state.loaded.adopted.get();
        let lang = state.lang.get().code();
        let stands = self.0.text.language().is_some_and(|first| first == lang);
        // The same page with finer data keeps its elements, focus and scroll.
        let page = Page { region: state.selection.region.get(), on_tour, lang, unread };
        // The contents say nothing that hangs on the date.
        let date = state.time.as_of.get().filter(|_| page.region.is_some());
        let now = Some((page, Seen { side: state.selection.side.get(), date }));
        let before = self.0.page.replace(now.clone());
        if before.as_ref().is_some_and(|(page, _)| page.on_tour != on_tour) {
            // The new page starts at its top: nobody has scrolled it yet.
            self.follow_steps();
            if on_tour {
                self.0.left_at.set(self.host().scroll_top());
            }
        }
        if (unread || at_rest) && stands {
            return;
        }
        if !unread {
            self.replace_first_words();
        }
        self.0.written.set(self.0.written.get() + 1);
        if before == now {
            // On tour every card says its own date: nothing changes but the step.
            if !on_tour {
                let (nodes, _) = body(state);
                let before = self.0.nodes.replace(nodes.clone());
                mount::refill(self.host(), &before, &nodes);
            }
        } else if before.map(|(page, _)| page) == now.map(|(page, _)| page) {
            let (nodes, _) = body(state);
            self.turn(&nodes);
            self.0.nodes.replace(nodes);
        } else {
            self.begin();
        }
    }

    /// Writes another page than the one that stands there.
    fn begin(&self) {
        // Before the new page is there: after it, the browser would have
        // to lay it out at once to know how far it can scroll.
        self.host().set_scroll_top(0);
        // Where panel and map are one column, the browser may have gone to
        // what the address named in the text that stood here before.
        page::window().scroll_to_with_x_and_y(0., 0.);
        let (nodes, first) = body(self.0.state);
        self.0.nodes.take();
        let (whole, ticket, documents) = (nodes.clone(), self.0.written.get(), self.clone());
        let still = move || {
            let is_wanted = documents.0.written.get() == ticket;
            if is_wanted {
                documents.0.nodes.replace(whole);
            }
            is_wanted
        };
        mount::fill_in_turn(self.host(), nodes, first, Box::new(still));
    }

    /// Shows the same page from another angle: the reader stays at the same
    /// height, and on the choice that they made.
    fn turn(&self, nodes: &[Node]) {
        let active = page::document().active_element().filter(|element| self.host().contains(Some(element)));
        let chosen = active.and_then(|element| element.get_attribute("name"));
        let scroll = self.host().scroll_top();
        mount::fill(self.host(), nodes);
        self.host().set_scroll_top(scroll);
        let choice =
            chosen.and_then(|name| dom::find_in(self.host(), &format!("input[name={name}]:checked")));
        if let Some(choice) = choice {
            dom::focus(&choice);
        }
    }

    /// Makes the choices in the text say what is chosen.
    fn tick(&self) {
        let state = self.0.state;
        let outline = state.time.as_of.get().map(|date| date.to_string()).unwrap_or_default();
        let side = state.selection.side.get().unwrap_or_default();
        for (name, chosen) in [("outline", outline), ("view", side)] {
            for input in dom::inputs_in(self.host(), name) {
                input.set_checked(input.value() == chosen);
            }
        }
    }

    /// Whatever writes the text anew forgets what was marked in it.
    fn track_contents(&self) {
        let state = self.0.state;
        state.loaded.scene.track();
        state.loaded.atlas.track();
        state.lang.track();
        state.selection.side.track();
        state.time.as_of.track();
    }

    /// Adds to the page of a region what the worker writes: where it lies, and what
    /// happened after the article.
    fn add_told(&self) {
        self.track_contents();
        let state = self.0.state;
        let Some(region) = state.selection.region.get().filter(|_| state.can_be_written()) else { return };
        self.write_into(format!("[data-since=\"{region}\"]"), Wanted::Since { region: region.clone() });
        // Who has opened that wants it of every region.
        if state.in_words.get() {
            let as_of = state.time.as_of.get_untracked();
            self.write_into(
                format!("[data-told=\"{region}\"]"),
                Wanted::Land(Land::Location { region, as_of }),
            );
        }
    }

    /// Has the worker write a part of the page, where `part` leads to it.
    fn write_into(&self, part: String, wanted: Wanted) {
        let (documents, lang) = (self.clone(), self.0.state.lang.get_untracked());
        let then = move |nodes: Vec<Node>| {
            // A page's later part comes after a frame of its own.
            page::after_frame(Box::new(move || {
                let Some(host) = dom::find_in(documents.host(), &part) else { return };
                mount::refill(&host, &[], &nodes);
                if let Some(details) = host.parent_element().filter(|parent| parent.local_name() == "details")
                {
                    dom::set(&details, "open", "");
                }
            }));
        };
        writing::write(wanted, lang, Box::new(then));
    }

    /// Marks the claim that a link asked for, and brings it to the reader: once.
    fn seek(&self) {
        self.track_contents();
        let Some(claim) = self.0.state.selection.claim.get() else {
            self.0.found.replace(None);
            return;
        };
        // A page's later part comes after a frame of its own.
        let documents = self.clone();
        page::after_frame(Box::new(move || {
            page::after_frame(Box::new(move || {
                let selector = format!("[data-claim=\"{claim}\"]");
                let Some(element) = dom::find_in(documents.host(), &selector) else { return };
                dom::switch(&element, "is-sought", true);
                if documents.0.found.replace(Some(claim.clone())) != Some(claim) {
                    element.scroll_into_view();
                }
            }));
        }));
    }
}

/// What the panel says, and how many of its elements are to be there first.
fn body(state: State) -> (Vec<Node>, usize) {
    let lang = state.lang.get();
    // Without texts the page still has a heading; what is missing is said on the map.
    let Some(atlas) = state.loaded.atlas.get() else { return (vec![el("h1").text("Confins")], FIRST) };
    if state.tour.step.with(Option::is_some) {
        // All of it, since any step may be the first to be read.
        return (vec![tour(&atlas, &Angle::default(), lang)], usize::MAX);
    }
    let (side, as_of) = (state.selection.side.get(), state.time.as_of.get());
    let angle = Angle { side: side.as_deref(), as_of };
    let region = state.selection.region.get();
    let page = region.and_then(|id| region_page(&atlas, &id, &outlines(state, &id), &angle, lang));
    if let Some(page) = page {
        return (vec![page], FIRST);
    }
    // The article's places, then all it says: the page before any script has the
    // same (`crates/prerender`). The places are there first.
    let mut nodes = contents(&atlas, &angle, lang);
    let first = mount::size(&nodes);
    nodes.push(article(&atlas, &[], lang.language().code, lang));
    (nodes, first)
}

/// The shapes that a region had over time, where they are areas with names.
fn outlines(state: State, id: &str) -> Vec<DatedOutline> {
    let (Some(now), Some(own)) = (untrack(|| state.date()), untrack(|| state.own_date())) else {
        return Vec::new();
    };
    state.loaded.scene.with(|scene| scene.dated_outlines(id, own, now))
}

fn choose(state: State, event: &Event) {
    let Some(input) = dom::input(event) else { return };
    match &*input.name() {
        "outline" => state.look_at(input.value().parse().ok()),
        "view" => state.selection.side.set(Some(input.value()).filter(|id| !id.is_empty())),
        _ => {}
    }
}

fn click(state: State, event: &MouseEvent) {
    // A link opened in a new tab stays the browser's affair.
    if event.ctrl_key() || event.meta_key() || event.shift_key() || event.button() != 0 {
        return;
    }
    if let Some(id) = dom::nearest(event, "data-link") {
        event.prevent_default();
        state.select(&id, Origin::List);
    } else if let Some(step) = dom::nearest(event, "data-go").and_then(|step| step.parse().ok()) {
        event.prevent_default();
        state.go(step);
    } else if dom::nearest(event, "data-leave").is_some() {
        state.leave_tour();
    } else if let Some(hash) = dom::nearest(event, "data-copy") {
        copy::copy(state, copy::link(state, &hash), dom::target(event));
    } else if dom::nearest(event, "data-where").is_some() {
        // The browser opens and closes it.
        state.in_words.update(|open| *open = !*open);
    } else if dom::nearest(event, "data-back").is_some() {
        state.deselect();
    }
}

/// Following the article: the present step is at the reading line; scrolling,
/// keys and swipes mean steps.
impl Documents {
    /// Steps move the text from now on, and no hand.
    pub fn follow_steps(&self) {
        self.0.by_hand.set(false);
    }

    fn step_by(&self, forward: bool) {
        self.follow_steps();
        self.0.state.step_by(forward);
    }

    fn hear_steps(&self) {
        let host = self.host();
        for event in ["wheel", "touchmove", "pointerdown", "keydown"] {
            let documents = self.clone();
            dom::listen(host, event, Box::new(move |_| documents.0.by_hand.set(true)));
        }
        let documents = self.clone();
        dom::on(host, ev::scroll, move |_| documents.scrolled());
        let documents = self.clone();
        // On a fresh link nothing has the focus yet: keys then come from the page's body.
        dom::on(&page::window(), ev::keydown, move |event| {
            let is_ours = dom::target(&event).is_some_and(|target| {
                target.local_name() == "body" || documents.0.panel.contains(Some(&target))
            });
            let with_others = event.alt_key() || event.ctrl_key() || event.meta_key();
            if !is_ours || with_others || dom::input(&event).is_some() {
                return;
            }
            match &*event.key() {
                "ArrowRight" => documents.step_by(true),
                "ArrowLeft" => documents.step_by(false),
                _ => {}
            }
        });
        let start = Rc::new(Cell::new((0., 0.)));
        let begun = Rc::clone(&start);
        dom::on(host, ev::touchstart, move |event| begun.set(finger(&event).unwrap_or((0., 0.))));
        let documents = self.clone();
        dom::on(host, ev::touchend, move |event| {
            let (Some(end), start) = (finger(&event), start.get()) else { return };
            let (across, down) = (end.0 - start.0, end.1 - start.1);
            if across.abs() > SWIPE && across.abs() > 2. * down.abs() {
                documents.step_by(across < 0.);
            }
        });
    }

    /// Brings the present step to the reading line.
    fn follow(&self) {
        if let Some(step) = self.0.state.tour.step.get() {
            let documents = self.clone();
            // Once the panel shows the steps.
            page::next_frame(Box::new(move || documents.mark(step)));
        }
    }

    /// The steps on the page.
    fn steps(&self) -> Vec<Element> {
        dom::find_all_in(self.host(), "[data-step]")
    }

    /// Marks the present step and brings it to the reading line, unless it is there.
    fn mark(&self, step: usize) {
        for (at, element) in self.steps().iter().enumerate() {
            let now = at + 1 == step;
            dom::switch(element, "is-now", now);
            if now {
                dom::set(element, "aria-current", "step");
                // Above the first step, where a hand has scrolled to, the way out is read.
                let read = self.read_at().or(self.0.by_hand.get().then_some(1));
                if read != Some(step) {
                    let text = self.host();
                    let to = element.get_bounding_client_rect().top() - text.get_bounding_client_rect().top();
                    text.set_scroll_top(text.scroll_top() + to.round() as i32 - READING_LINE as i32 / 2);
                }
            } else {
                // Removing what is not there is no error.
                let _ = element.remove_attribute("aria-current");
            }
        }
    }

    /// The step at the reading line.
    fn read_at(&self) -> Option<usize> {
        let line = self.host().get_bounding_client_rect().top() + READING_LINE;
        let begun = self.steps().iter().filter(|step| step.get_bounding_client_rect().top() <= line).count();
        (begun > 0).then_some(begun)
    }

    fn scrolled(&self) {
        let state = self.0.state;
        let Some(step) = state.tour.step.get_untracked().filter(|_| self.0.by_hand.get()) else { return };
        let read = self.read_at().unwrap_or(1);
        if read != step {
            state.go(read);
        }
    }
}

/// Where the one finger of a touch is or was, in CSS pixels.
fn finger(event: &TouchEvent) -> Option<(f64, f64)> {
    let touch = event.changed_touches().item(0).filter(|_| event.touches().length() < 2)?;
    Some((f64::from(touch.client_x()), f64::from(touch.client_y())))
}
