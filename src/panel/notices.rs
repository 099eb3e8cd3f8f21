//! What the page has to say about itself: how far loading is, and which files
//! are missing, with a way to try again.

use documents::Words;
use leptos::prelude::*;

use crate::{
    door::{
        attributes::with,
        view::{hear, part},
    },
    state::{Failure, State, What},
};

/// Progress and failures.
#[component]
pub fn Notices(
    /// The page's.
    state: State,
) -> impl IntoView {
    let progress = part(move || {
        let progress = state.loaded.progress.get();
        let given_up = state.loaded.failures.with(|f| f.iter().any(|f| f.what == What::Texts));
        (progress.done < progress.all && !given_up).then(|| {
            let bar = with(&[("max", &progress.all.to_string()), ("value", &progress.done.to_string())]);
            view! {
                <label {..with(&[("class", "progress")])}>
                    {state.words().loading} " " <progress {..bar}></progress>
                </label>
            }
        })
    });
    let failures = part(move || {
        let failures = state.loaded.failures.get().into_iter();
        failures.map(|failure| view! { <Notice state failure/> }).collect_view()
    });
    view! {
        <div {..with(&[("class", "notices on-map")])}>
            <div {..with(&[("class", "busy")])}>{progress}</div>
            <div {..with(&[("class", "failures"), ("role", "alert")])}>{failures}</div>
        </div>
    }
}

/// What is missing, why, and a way to try again where there is one.
#[component]
fn Notice(
    /// The page's.
    state: State,
    /// What is missing.
    failure: Failure,
) -> impl IntoView {
    let words = state.words();
    let reason = if failure.reason.is_empty() { String::new() } else { format!(" : {}", failure.reason) };
    let (what, file) = (missing(&failure.what, words), failure.file.clone());
    let retry = (!matches!(failure.what, What::Features(_))).then(|| {
        view! { <button {..with(&[("type", "button")])} on:click=hear(move |_| state.retry(failure.clone()))>{words.retry}</button> }
    });
    view! {
        <p {..with(&[("class", "notice")])}><strong>{what}</strong> " " <span><code>{file}</code> {reason}</span> {retry}</p>
    }
}

fn missing(what: &What, words: &Words) -> &'static str {
    match what {
        What::Texts => words.missing_texts,
        What::FinePrint(_) => words.missing_fine_print,
        What::Layer(_) => words.missing_layer,
        What::Features(_) => words.missing_features,
        What::Edition(_) => words.other_edition,
        What::Relief => words.missing_relief,
        What::Chronicle => words.missing_chronicle,
        What::Basemap => words.missing_basemap,
    }
}
