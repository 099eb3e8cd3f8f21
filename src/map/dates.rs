//! The date of the map: periods to choose from, and a slider whose stops are
//! the chronicle's events, each told with its sources. The map and the claims
//! follow the date.

use std::sync::Arc;

use atlas::{Chronicle, PartialDate, chronicle::Period};
use documents::{
    choice,
    doc::{Node, el},
    event, words,
};
use leptos::prelude::*;

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
    let (periods, slider, told) = (Held::default(), Held::default(), Held::default());
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
    let shown: Vec<_> = chronicle.periods.iter().map(|period| (period.id.clone(), period.show)).collect();
    let choose = hear(move |event| {
        let id = dom::input(&event).map(|input| input.value()).unwrap_or_default();
        state.look_at(shown.iter().find(|(known, _)| *known == id).map(|(_, date)| *date));
    });
    let back = hear(move |_| {
        state.look_at(None);
        slider.now().inspect(dom::focus);
    });
    let last = stops.len().saturating_sub(1).to_string();
    periods.when_there(Box::new(move |host| {
        let known = Arc::clone(&chronicle);
        mount::keep_filled(host.clone(), Box::new(move || choices(&known, state)));
        mount::watch(Box::new(move || {
            state.lang.track();
            let chosen = chronicle.period_on(date()).map(|period| &period.id);
            for input in dom::inputs_in(&host, "period") {
                input.set_checked(Some(&input.value()) == chosen);
            }
        }));
    }));
    let range = with(&[("type", "range"), ("name", "date"), ("min", "0"), ("max", &last)])
        .says("aria-label", state.word(|w| w.date_of_map))
        .says("aria-valuetext", move || words::date(date(), state.lang.get()))
        .value(move || stop_at(&stops, date()).to_string());
    let return_ = with(&[("type", "button"), ("data-now", "")])
        .class_while("gone", move || state.time.as_of.with(Option::is_none));
    view! {
        <fieldset {..with(&[("name", "periods")])} on:input=choose node_ref=periods></fieldset>
        <input {..range} on:input=slide node_ref=slider/>
        <div {..with(&[("class", "told"), ("aria-live", "polite")])} node_ref=told></div>
        <button {..return_} on:click=back>
            {text(move || words::back_to(own, state.lang.get()))}
        </button>
    }
}

/// The periods to choose from.
fn choices(chronicle: &Chronicle, state: State) -> Vec<Node> {
    let lang = state.lang.get();
    let period = |period: &Period| {
        let (code, about) = period.about.best(lang.code());
        let name = el("span").attr("title", about).lang(code, lang).text(period.name.best(lang.code()).1);
        choice("period", &period.id, false, name)
    };
    let told = el("legend").class("hidden").text(lang.words().periods);
    [told].into_iter().chain(chronicle.periods.iter().map(period)).collect()
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
