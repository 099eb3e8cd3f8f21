//! What the page has to say about itself: how far loading is, which files are
//! missing, with a way to try again, and where a link leads nowhere.

use documents::Words;
use leptos::prelude::*;
use web_sys::KeyboardEvent;

use crate::{
    door::{
        attributes::with,
        view::{hear, icon, part},
    },
    state::{Astray, Failure, State, What},
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
        let failures = state.loaded.failures.get();
        let told = !failures.is_empty() && !state.loaded.aside.get();
        told.then(|| view! { <Failures state failures/> })
    });
    let astray = part(move || {
        let astray = state.selection.astray.get().into_iter();
        astray.map(|astray| view! { <Wrong state astray/> }).collect_view()
    });
    // By the same key a reader goes back; here it only closes what they are in.
    let key = hear(move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            event.prevent_default();
            state.put_aside();
        }
    });
    view! {
        <div {..with(&[("class", "notices on-map")])} on:keydown=key>
            <div {..with(&[("class", "busy")])}>{progress}</div>
            <div {..with(&[("role", "status")])}>{astray}</div>
            <div {..with(&[("class", "failures"), ("role", "alert")])}>{failures}</div>
        </div>
    }
}

/// What could not be had: one thing, or how many, and on demand which.
#[component]
fn Failures(
    /// The page's.
    state: State,
    /// What failed.
    failures: Vec<Failure>,
) -> impl IntoView {
    let words = state.words();
    let close = view! { <Close state/> };
    let mut all = failures.into_iter().map(|failure| told(state, failure)).collect::<Vec<_>>();
    if all.len() == 1 {
        return view! { <p {..with(&[("class", "notice")])}>{close} {all.pop()}</p> }.into_any();
    }
    let (many, which) = (format!("{} {}", all.len(), words.files_failed), words.which_files);
    let list = all.into_iter().map(|one| view! { <li>{one}</li> }).collect_view();
    view! {
        <div {..with(&[("class", "notice")])}>
            {close} <strong>{many}</strong>
            <button {..with(&[("type", "button")])} on:click=hear(move |_| state.retry_all())>{words.retry}</button>
            <details><summary>{which}</summary><ul>{list}</ul></details>
        </div>
    }
    .into_any()
}

/// What is missing, why, and a way to try again where there is one.
fn told(state: State, failure: Failure) -> AnyView {
    let words = state.words();
    let reason = if failure.reason.is_empty() { String::new() } else { format!(" : {}", failure.reason) };
    let (what, file) = (missing(&failure.what, words), failure.file.clone());
    let retry = failure.can_be_mended().then(|| {
        view! { <button {..with(&[("type", "button")])} on:click=hear(move |_| state.retry(failure.clone()))>{words.retry}</button> }
    });
    view! { <strong>{what}</strong> " " <span><code>{file}</code> {reason}</span> {retry} }.into_any()
}

/// What a link asked for in vain, and a link to what it may have meant.
#[component]
fn Wrong(
    /// The page's.
    state: State,
    /// What was asked for.
    astray: Astray,
) -> impl IntoView {
    let lang = state.lang.get();
    let words = lang.words();
    let near = astray.near.map(|(id, address)| {
        let name = state.name_of(astray.what, id);
        view! { " " {words.did_you_mean} " " <a {..with(&[("href", &address)])}>{name}</a> {words.question_mark} }
    });
    view! {
        <p {..with(&[("class", "notice")])}>
            <Close state/> {documents::words::astray(astray.what, &astray.got, lang)} {near}
        </p>
    }
}

/// Puts the notices aside.
#[component]
fn Close(
    /// The page's.
    state: State,
) -> impl IntoView {
    let name = state.words().close;
    let button = with(&[("type", "button"), ("class", "close"), ("aria-label", name), ("title", name)]);
    view! { <button {..button} on:click=hear(move |_| state.put_aside())>{icon("M5 5L15 15M15 5L5 15")}</button> }
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
