//! The date of the map: periods to choose from, and a slider whose stops are
//! the chronicle's events, each told with its sources. The map and the claims
//! follow the date.

use std::sync::Arc;

use atlas::{Chronicle, PartialDate, chronicle::Period};
use leptos::prelude::*;
use reading::{
    doc::{Node, el},
    event, words,
};

use crate::{
    door::{
        attributes::with,
        dom, mount,
        view::{Held, hear, part, text},
    },
    state::{State, stop_at, stops},
};

/// The box on the map; none of it without a chronicle.
#[component]
pub fn Dates(
    /// The page's.
    state: State,
    /// Holds it.
    host: Held,
) -> impl IntoView {
    let is_missing = move || state.loaded.chronicle.with(Option::is_none);
    let choices =
        part(move || state.loaded.chronicle.get().map(|chronicle| view! { <Choices state chronicle/> }));
    view! {
        <details {..with(&[("class", "dates on-map")]).class_while("gone", is_missing)} node_ref=host>
            <summary>{text(state.word(|w| w.change_date))}</summary>
            <div {..with(&[("class", "entries")])}>{choices}</div>
        </details>
    }
}

/// What can be chosen, and what is told of the date.
#[component]
fn Choices(
    /// The page's.
    state: State,
    /// The periods and events.
    chronicle: Arc<Chronicle>,
) -> impl IntoView {
    let (slider, told) = (Held::default(), Held::default());
    let own = untrack(|| state.own_date()).unwrap_or(PartialDate::EPOCH);
    let stops = Arc::new(stops(&chronicle, own));
    let date = move || state.date().unwrap_or(own);
    let events = Arc::clone(&chronicle);
    told.when_there(Box::new(move |told| {
        mount::keep_filled(told, Box::new(move || happened(&events, date(), state)));
    }));
    let known = Arc::clone(&stops);
    let slide = hear(move |event| {
        let at: Option<usize> = dom::input(&event).and_then(|input| input.value().parse().ok());
        state.look_at(at.and_then(|at| known.get(at).copied()));
    });
    let back = hear(move |_| {
        state.look_at(None);
        slider.now().inspect(dom::focus);
    });
    let last = stops.len().saturating_sub(1).to_string();
    let periods = chronicle.periods.iter().map(|period| {
        let (period, chronicle) = (period.clone(), Arc::clone(&chronicle));
        view! { <PeriodChoice state period chronicle/> }
    });
    let range = with(&[("type", "range"), ("name", "date"), ("min", "0"), ("max", &last)])
        .says("aria-label", state.word(|w| w.date_of_map))
        .says("aria-valuetext", move || words::date(date(), state.lang.get()))
        .value(move || stop_at(&stops, date()).to_string());
    let return_ = with(&[("type", "button"), ("data-now", "")])
        .class_while("gone", move || state.time.as_of.with(Option::is_none));
    view! {
        <fieldset>
            <legend {..with(&[("class", "hidden")])}>{text(state.word(|w| w.periods))}</legend>
            {periods.collect_view()}
        </fieldset>
        <input {..range} on:input=slide node_ref=slider/>
        <div {..with(&[("class", "told"), ("aria-live", "polite")])} node_ref=told></div>
        <button {..return_} on:click=back>
            {text(move || format!("{} {}", state.words().back_to, words::date(own, state.lang.get())))}
        </button>
    }
}

/// A period to choose.
#[component]
fn PeriodChoice(
    /// The page's.
    state: State,
    /// What is chosen.
    period: Period,
    /// The periods, of which the date lies in one at most.
    chronicle: Arc<Chronicle>,
) -> impl IntoView {
    let Period { id, show, about, name, .. } = period;
    let radio = with(&[("type", "radio"), ("name", "period"), ("value", &id)]).checked(move || {
        let chosen = state.date().and_then(|date| chronicle.period_on(date));
        chosen.is_some_and(|period| period.id == id)
    });
    let told = about.clone();
    let span = with(&[]).says("title", move || about.best(state.lang.get().code()).1.to_owned()).may_say(
        "lang",
        move || {
            let lang = state.lang.get();
            let code = told.best(lang.code()).0;
            (code != lang.code()).then(|| code.to_owned())
        },
    );
    view! {
        <label>
            <input {..radio} on:input=hear(move |_| state.look_at(Some(show)))/>
            <span {..span}>{text(move || name.best(state.lang.get().code()).1.to_owned())}</span>
        </label>
    }
}

/// What happened at the date, else in which period it lies.
fn happened(chronicle: &Chronicle, on: PartialDate, state: State) -> Vec<Node> {
    let lang = state.lang.get();
    let events = chronicle.events.iter().filter(|event| event.when.start == Some(on));
    let mut nodes: Vec<Node> = events.map(|e| event(e, chronicle, lang)).collect();
    if nodes.is_empty() {
        let about = chronicle.period_on(on).map(|period| format!(" · {}", period.about.best(lang.code()).1));
        let date = el("strong").text(&words::date(on, lang));
        nodes.push(el("p").child(date).text(&about.unwrap_or_default()));
    }
    nodes
}
