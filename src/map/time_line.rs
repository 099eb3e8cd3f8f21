//! The line of time at the map's foot: `documents::time_line`, which the worker writes,
//! kept in step with the state and heard, and the clock by which time passes.

use std::{cell::Cell, rc::Rc, time::Duration};

use atlas::PartialDate;
use documents::{Words, doc::Node, words};
use leptos::{ev, prelude::*};
use protocol::{TimeLine, Wanted};
use web_sys::{Element, Event, HtmlInputElement};

use crate::{
    door::{attributes::with, dom, mount, page, view::Held, writing},
    state::State,
};

/// How long a stop stands while time passes: as long as its event takes to read.
const STANDS: Duration = Duration::from_millis(2600);

/// The strip along the map's foot; none of it without a chronicle.
#[component]
pub fn TimeStrip(
    /// The page's.
    state: State,
    /// Holds it.
    host: Held,
    /// The picture of it that the page came with; stays until there is more.
    first: Option<Element>,
) -> impl IntoView {
    host.when_there(Box::new(move |host| set_up(state, &host)));
    mount::watch(Box::new(move || {
        let is_there = state.time.stops.with(|stops| !stops.is_empty());
        first.iter().filter(|_| is_there).for_each(Element::remove);
    }));
    let strip = with(&[("class", "time on-map"), ("role", "group")]);
    let strip = strip.says("aria-label", state.word(Words::time_line));
    view! {
        <div {..strip.class_while("gone", move || state.time.stops.with(Vec::is_empty))} node_ref=host></div>
    }
}

/// Keeps the strip in step with the state, and hears it.
fn set_up(state: State, host: &Element) {
    let (pointed, open) = (ArcRwSignal::new(None), ArcRwSignal::new(false));
    let (strip, pointed_at, is_open) = (host.clone(), pointed.clone(), open.clone());
    mount::watch(Box::new(move || {
        if !state.can_be_written() {
            return;
        }
        let Some(wanted) = wanted(state, pointed_at.get(), is_open.get()) else { return };
        let strip = strip.clone();
        let then = move |nodes: Vec<Node>| show(state, &strip, &nodes);
        writing::write(Wanted::TimeLine(wanted), state.lang.get_untracked(), Box::new(then));
    }));
    for event in ["pointerover", "pointerleave", "focusin", "focusout"] {
        let pointed = pointed.clone();
        let point = move |event: Event| {
            let date = dom::nearest(&event, "data-date").filter(|_| event.type_() != "focusout");
            let date = date.and_then(|date| date.parse().ok());
            if pointed.get_untracked() != date {
                pointed.set(date);
            }
        };
        dom::listen(host, event, Box::new(point));
    }
    let strip = host.clone();
    dom::on(host, ev::click, move |event| {
        if let Some(date) = dom::nearest(&event, "data-date") {
            state.look_at(date.parse().ok());
        } else if dom::nearest(&event, "data-play").is_some() {
            state.play();
        } else if dom::nearest(&event, "data-more").is_some() {
            open.update(|open| *open = !*open);
        } else if dom::nearest(&event, "data-now").is_some() {
            state.look_at(None);
            // The button is gone: the focus goes on to the date that it led to.
            if let Some(slider) = dom::inputs_in(&strip, "date").first() {
                dom::focus(slider);
            }
        }
    });
    let strip = host.clone();
    dom::on(host, ev::input, move |event| {
        let Some(slider) = dom::input(&event) else { return };
        if let Ok(to) = slider.value().parse() {
            state.slide(place(&slider), to);
            // The worker's words come later than the browser tells of the new value.
            if let Some(date) = state.date() {
                dom::set(&slider, "aria-valuetext", &words::date(date, state.lang.get_untracked()));
            }
            place_slider(&strip);
        }
    });
    keep_time(state);
}

/// Time passes by the page's clock, until a reader does anything else.
fn keep_time(state: State) {
    let ticks = Rc::new(Cell::new(false));
    mount::watch(Box::new(move || {
        if state.time.playing.get() && !ticks.replace(true) {
            tick(state, Rc::clone(&ticks));
        }
    }));
    for event in ["pointerdown", "keydown", "click", "wheel"] {
        let rest = move |event: Event| {
            if dom::nearest(&event, "data-play").is_none() {
                state.pause();
            }
        };
        dom::listen(&page::window(), event, Box::new(rest));
    }
}

fn tick(state: State, ticks: Rc<Cell<bool>>) {
    let on = move || {
        if state.pass() {
            tick(state, ticks);
        } else {
            ticks.set(false);
        }
    };
    page::after(STANDS, Box::new(on));
}

/// What the strip is to show; `None` before the atlas is read.
fn wanted(state: State, pointed: Option<PartialDate>, is_open: bool) -> Option<TimeLine> {
    let (date, before, now) = (state.date()?, state.filter_before(), state.filter());
    let (lang, scene) = (state.lang.get(), state.loaded.scene.get());
    let changes = before.zip(now).map(|(before, now)| scene.changes(&before, &now, lang.code()));
    Some(TimeLine {
        date,
        pointed,
        spoken: state.spoken(),
        changes: changes.unwrap_or_default(),
        lacks_outline: scene.lacks_outline(date),
        is_playing: state.time.playing.get(),
        is_open,
        width: state.view.width.get(),
    })
}

/// Shows what the worker has written, and takes from it where the stops are.
fn show(state: State, strip: &Element, nodes: &[Node]) {
    mount::refill(strip, &[], nodes);
    place_slider(strip);
    let stops = dom::find_in(strip, "[data-stops]").and_then(|axis| axis.get_attribute("data-stops"));
    let stops = stops.unwrap_or_default();
    let mut words = stops.split(' ');
    let mut read = Vec::new();
    while let (Some(date), Some(at)) = (words.next(), words.next()) {
        read.extend(date.parse().ok().zip(at.parse().ok()));
    }
    if state.time.stops.with_untracked(|known| *known != read) {
        state.time.stops.set(read);
    }
}

/// Where the strip has the date of the map on its axis.
fn place(slider: &HtmlInputElement) -> i64 {
    slider.default_value().parse().unwrap_or_default()
}

/// Puts the slider where the strip has it, wherever a hand has left it.
fn place_slider(strip: &Element) {
    for slider in dom::inputs_in(strip, "date") {
        slider.set_value(&slider.default_value());
    }
}
