//! What the page has to say about itself: how far loading is, and which files
//! are missing, with a way to try again.

use leptos::prelude::*;

use super::{map_view::take_relief, use_state};
use crate::{
    data::{self, Failure, What},
    text::Words,
};

/// Progress and failures, on the map.
#[component]
pub fn Notices() -> impl IntoView {
    let state = use_state();
    let busy = move || {
        let p = state.progress.get();
        (p.done < p.all && state.failures.with(|f| !f.iter().any(|f| f.what == What::Texts))).then(|| {
            let label = state.lang.get().words().loading;
            view! {
                <label class="progress">
                    {label}
                    <progress max=p.all.to_string() value=p.done.to_string()></progress>
                </label>
            }
        })
    };
    let failures = move || {
        let words = state.lang.get().words();
        state.failures.get().into_iter().map(|failure| notice(failure, words)).collect_view()
    };
    view! {
        <div class="notices on-map">
            {busy}
            <div role="alert">{failures}</div>
        </div>
    }
}

fn notice(failure: Failure, words: &'static Words) -> impl IntoView {
    let state = use_state();
    let what = match failure.what {
        What::Texts => words.missing_texts,
        What::Layer(_) => words.missing_layer,
        What::Features(_) => words.missing_features,
        What::Relief => words.missing_relief,
    };
    let can_retry = !matches!(failure.what, What::Features(_));
    let (file, reason) = (failure.file.clone(), failure.reason.clone());
    let again = move |_| data::retry(state, &failure, take_relief);
    view! {
        <p class="notice">
            <strong>{what}</strong>
            " "
            <span><code>{file}</code>": "{reason}</span>
            {can_retry.then(|| view! { <button type="button" on:click=again>{words.retry}</button> })}
        </p>
    }
}
