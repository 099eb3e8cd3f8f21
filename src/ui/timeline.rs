//! The date of the map: periods to choose from, and a slider whose stops are
//! the chronicle's events, each told with its sources. The map and the claims
//! follow `state.as_of`.

use atlas::{Chronicle, PartialDate, chronicle::Event};
use leptos::prelude::*;
use reading::{
    Lang, choice,
    doc::{Node, el},
    event, words,
};

use crate::{mount, page, state::State};

/// Fills the box on the map and makes it answer.
pub fn set_up(state: State) {
    mount::watch(Box::new(move || {
        if let Some(dates) = page::find("#map .dates") {
            page::switch(&dates, "gone", state.chronicle.with(Option::is_none));
        }
    }));
    mount::document("#map .dates .entries", Box::new(move || entries(state)), Box::new(|_| {}));
    mount::document("#map .dates .entries .told", Box::new(move || told(state)), Box::new(|_| {}));
    mount::watch(Box::new(move || show(state)));
    page::listen_to(
        "#map .dates",
        "input",
        Box::new(move |event| {
            let Some(input) = mount::input(&event) else { return };
            let (Some(chronicle), Some(default)) = (state.chronicle.get_untracked(), state.own_date()) else {
                return;
            };
            let date = match &*input.name() {
                "period" => chronicle.periods.iter().find(|p| p.id == input.value()).map(|p| p.show),
                _ => input
                    .value()
                    .parse()
                    .ok()
                    .and_then(|at: usize| stops(&chronicle, default).get(at).copied()),
            };
            state.end_tour();
            state.as_of.set(date.filter(|date| *date != default));
        }),
    );
    page::listen_to(
        "#map .dates",
        "click",
        Box::new(move |event| {
            if mount::nearest(&event, "data-now").is_some() {
                state.end_tour();
                state.as_of.set(None);
                page::focus("#map .dates input[type=range]");
            }
        }),
    );
}

/// The dates that the slider stops at: when events began, and the article.
fn stops(chronicle: &Chronicle, article: PartialDate) -> Vec<PartialDate> {
    let begun = chronicle.events.iter().filter_map(|event| event.when.start);
    let mut stops: Vec<PartialDate> = Vec::new();
    for date in begun.chain([article]) {
        if !stops.contains(&date) {
            stops.insert(stops.partition_point(|other| *other < date), date);
        }
    }
    stops
}

fn entries(state: State) -> Vec<Node> {
    let w = state.lang.get().words();
    let (Some(chronicle), Some(article)) = (state.chronicle.get(), state.own_date()) else {
        return Vec::new();
    };
    let lang = state.lang.get();
    let period = |period: &atlas::chronicle::Period| {
        let (code, about) = period.about.best(lang.code());
        let name = el("span").attr("title", about).lang(code, lang).text(period.name.best(lang.code()).1);
        choice("period", &period.id, false, name)
    };
    let last = stops(&chronicle, article).len() - 1;
    let slider = el("input")
        .attr("type", "range")
        .attr("name", "date")
        .attr("min", "0")
        .attr("max", &last.to_string())
        .attr("aria-label", w.date_of_map);
    let back = format!("{} {}", w.back_to, words::date(article, lang));
    vec![
        el("fieldset")
            .child(el("legend").class("hidden").text(w.periods))
            .children(chronicle.periods.iter().map(period)),
        slider,
        el("div").class("told").attr("aria-live", "polite"),
        el("button").attr("type", "button").attr("data-now", "").text(&back),
    ]
}

/// Puts slider and periods where the date is.
fn show(state: State) {
    let lang = state.lang.get();
    let (as_of, Some(chronicle)) = (state.as_of.get(), state.chronicle.get()) else { return };
    let Some(article) = state.own_date() else { return };
    let now = as_of.unwrap_or(article);
    let stops = stops(&chronicle, article);
    let at = stops.partition_point(|stop| stop.first_day() <= now.last_day()).saturating_sub(1);
    for slider in mount::inputs("date") {
        slider.set_value(&at.to_string());
        page::set(&slider, "aria-valuetext", &words::date(now, lang));
    }
    let period = chronicle.period_on(now).map(|period| &period.id);
    for input in mount::inputs("period") {
        input.set_checked(Some(&input.value()) == period);
    }
    if let Some(back) = page::find("#map .dates [data-now]") {
        page::switch(&back, "gone", as_of.is_none());
    }
}

/// What happened at the date.
fn told(state: State) -> Vec<Node> {
    let (as_of, lang) = (state.as_of.get(), state.lang.get());
    let (Some(chronicle), Some(article)) = (state.chronicle.get(), state.own_date()) else {
        return Vec::new();
    };
    let now = as_of.unwrap_or(article);
    let mut nodes: Vec<Node> = happened(&chronicle, now).map(|e| event(e, &chronicle, lang)).collect();
    if nodes.is_empty() {
        nodes.push(period_told(&chronicle, now, lang));
    }
    nodes
}

fn happened(chronicle: &Chronicle, on: PartialDate) -> impl Iterator<Item = &Event> {
    chronicle.events.iter().filter(move |event| event.when.start == Some(on))
}

fn period_told(chronicle: &Chronicle, on: PartialDate, lang: Lang) -> Node {
    let about = chronicle.period_on(on).map(|period| format!(" · {}", period.about.best(lang.code()).1));
    el("p").child(el("strong").text(&words::date(on, lang))).text(&about.unwrap_or_default())
}
