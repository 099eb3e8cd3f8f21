//! What the page has to say about itself: how far loading is, and which files
//! are missing, with a way to try again.

use leptos::prelude::*;
use reading::{
    Words,
    doc::{Node, el},
};

use crate::{
    data,
    failure::{Failure, What},
    mount, page,
    state::State,
};

/// Shows progress and failures on the map.
pub fn set_up(state: State) {
    mount::document("#map .busy", Box::new(move || busy(state)), Box::new(|_| {}));
    let failures = move || {
        let words = state.lang.get().words();
        state
            .failures
            .get()
            .iter()
            .enumerate()
            .map(|(number, failure)| notice(number, failure, words))
            .collect()
    };
    mount::document("#map .failures", Box::new(failures), Box::new(|_| {}));
    page::listen_to(
        "#map .failures",
        "click",
        Box::new(move |event| {
            let number = mount::nearest(&event, "data-retry").and_then(|n| n.parse::<usize>().ok());
            let failure = number.and_then(|n| state.failures.with_untracked(|f| f.get(n).cloned()));
            if let Some(failure) = failure {
                data::retry(state, &failure);
            }
        }),
    );
}

fn busy(state: State) -> Vec<Node> {
    let p = state.progress.get();
    let given_up = state.failures.with(|f| f.iter().any(|f| f.what == What::Texts));
    if p.done >= p.all || given_up {
        return Vec::new();
    }
    let bar = el("progress").attr("max", &p.all.to_string()).attr("value", &p.done.to_string());
    vec![el("label").class("progress").text(state.lang.get().words().loading).text(" ").child(bar)]
}

fn notice(number: usize, failure: &Failure, words: &Words) -> Node {
    let what = match failure.what {
        What::Texts => words.missing_texts,
        What::FinePrint(_) => words.missing_fine_print,
        What::Layer(_) => words.missing_layer,
        What::Features(_) => words.missing_features,
        What::Edition(_) => words.other_edition,
        What::Relief => words.missing_relief,
        What::Chronicle => words.missing_chronicle,
        What::Ground => words.missing_ground,
    };
    let retry = (!matches!(failure.what, What::Features(_))).then(|| {
        el("button").attr("type", "button").attr("data-retry", &number.to_string()).text(words.retry)
    });
    let reason = if failure.reason.is_empty() { String::new() } else { format!(" : {}", failure.reason) };
    el("p")
        .class("notice")
        .child(el("strong").text(what))
        .text(" ")
        .child(el("span").child(el("code").text(&failure.file)).text(&reason))
        .child(retry.into())
}
