//! The line of time at the map's foot: `documents::time_line` kept in step with the
//! state and heard, and the clock by which time passes.

use std::{cell::Cell, rc::Rc, time::Duration};

use atlas::PartialDate;
use documents::{
    doc::Node,
    time_line::{Shown, time_line},
};
use leptos::{ev, prelude::*};
use web_sys::{Element, Event};

use crate::{
    door::{attributes::with, dom, mount, page, view::Held},
    state::State,
};

/// How long a stop stands while time passes: as long as its event takes to read.
const STANDS: Duration = Duration::from_millis(2600);

/// The strip along the map's foot; none of it without a chronicle.
#[component]
pub fn TimeLine(
    /// The page's.
    state: State,
    /// Holds it.
    host: Held,
) -> impl IntoView {
    host.when_there(Box::new(move |host| set_up(state, &host)));
    let strip = with(&[("class", "time on-map"), ("role", "group")]);
    let strip = strip.says("aria-label", state.word(|w| w.time_line));
    view! {
        <div {..strip.class_while("gone", move || state.loaded.chronicle.with(Option::is_none))} node_ref=host></div>
    }
}

/// Keeps the strip in step with the state, and hears it.
fn set_up(state: State, host: &Element) {
    let (pointed, open) = (ArcRwSignal::new(None), ArcRwSignal::new(false));
    let (strip, pointed_at, is_open) = (host.clone(), pointed.clone(), open.clone());
    mount::watch(Box::new(move || {
        mount::refill(&strip, &[], &contents(state, pointed_at.get(), is_open.get()));
        place_slider(&strip);
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
            dom::inputs_in(&strip, "date").first().map(|slider| dom::focus(slider));
        }
    });
    let strip = host.clone();
    dom::on(host, ev::input, move |event| {
        if let Some(to) = dom::input(&event).and_then(|input| input.value().parse().ok()) {
            state.slide_to(to);
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

/// What the strip says; nothing without a chronicle.
fn contents(state: State, pointed: Option<PartialDate>, is_open: bool) -> Vec<Node> {
    let (chronicle, own, date) = (state.loaded.chronicle.get(), state.own_date(), state.date());
    let (Some(chronicle), Some(own), Some(date)) = (chronicle, own, date) else { return Vec::new() };
    let lang = state.lang.get();
    let (before, now, scene) = (state.filter_before(), state.filter(), state.loaded.scene.get());
    let changes = before.zip(now).map(|(before, now)| scene.changes(&before, &now, lang.code()));
    let shown = Shown {
        chronicle: &chronicle,
        own,
        date,
        pointed,
        spoken: state.spoken(),
        changes: changes.unwrap_or_default(),
        lacks_outline: scene.lacks_outline(date),
        is_playing: state.time.playing.get(),
        is_open,
        width: i64::from(state.view.width.get()),
    };
    time_line(&shown, lang)
}

/// Puts the slider where the strip has it, wherever a hand has left it.
fn place_slider(strip: &Element) {
    for slider in dom::inputs_in(strip, "date") {
        slider.set_value(&slider.default_value());
    }
}
