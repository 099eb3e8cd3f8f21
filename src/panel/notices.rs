//! What the page has to say about itself: how far loading is, which files are
//! missing, with a way to try again, and where a link leads nowhere.

use documents::{
    Words, around,
    doc::{Node, el},
    words::astray,
};
use leptos::prelude::*;
use web_sys::{KeyboardEvent, MouseEvent};

use crate::{
    door::{
        attributes::with,
        dom, mount,
        view::{Held, hear, part},
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
                    {state.words().loading()} " " <progress {..bar}></progress>
                </label>
            }
        })
    });
    let host = Held::default();
    host.when_there(Box::new(move |host| mount::keep_filled(host, Box::new(move || notices(state)))));
    let click = hear(move |event: MouseEvent| {
        if let Some(what) = dom::nearest(&event, "data-notice") {
            act(state, &what);
        }
    });
    // By the same key a reader goes back; here it only closes what they are in.
    let key = hear(move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            event.prevent_default();
            state.put_aside();
        }
    });
    view! {
        <div {..with(&[("class", "notices on-map")])} on:click=click on:keydown=key>
            <div {..with(&[("class", "busy")])}>{progress}</div>
            <div {..with(&[("class", "failures"), ("role", "alert")])} node_ref=host></div>
        </div>
    }
}

/// Does what a button says: its notice, by number, or all.
fn act(state: State, what: &str) {
    let number = what.get(1..).and_then(|number| number.parse::<usize>().ok());
    match (what, number) {
        ("close", _) => state.put_aside(),
        ("retry", _) => state.retry_all(),
        (_, Some(number)) if what.starts_with('n') => state.follow(number),
        (_, Some(number)) => {
            let failure = state.loaded.failures.with_untracked(|all| all.get(number).cloned());
            if let Some(failure) = failure {
                state.retry(failure);
            }
        }
        _ => {}
    }
}

/// What is to be told: of the link, then of the files.
fn notices(state: State) -> Vec<Node> {
    let (lang, words) = (state.lang.get(), state.words());
    let links = state.selection.astray.get().into_iter().enumerate().map(|(number, one)| {
        let notice = el("p").class("notice").child(close(words)).text(&astray(one.what, &one.got, lang));
        let near = one.near.map(|id| button(&format!("n{number}"), &state.name_of(one.what, &id)));
        match near {
            Some(near) => notice.text(" ").children(around(words.did_you_mean(), &near)),
            None => notice,
        }
    });
    let mut all: Vec<Node> = links.collect();
    let failures = if state.loaded.aside.get() { Vec::new() } else { state.loaded.failures.get() };
    let each = |tag: &'static str, close: Node| {
        let one = move |(number, failure)| told(el(tag).child(close.clone()), number, failure, words);
        failures.iter().enumerate().map(one).collect::<Vec<_>>()
    };
    if failures.len() > 1 {
        let many = lang.count(words.files_failed(), failures.len());
        let list = el("details").child(el("summary").text(words.which_files()));
        let list = list.child(el("ul").children(each("li", Node::Nothing)));
        let notice = el("div").class("notice").child(close(words)).child(el("strong").text(&many));
        all.push(notice.text(" ").child(button("retry", words.retry())).child(list));
    } else {
        all.extend(each("p", close(words)).into_iter().map(|one| one.class("notice")));
    }
    all
}

/// What is missing, why, and a way to try again where there is one.
fn told(host: Node, number: usize, failure: &Failure, words: &Words) -> Node {
    let reason = if failure.reason.is_empty() { String::new() } else { format!(" : {}", failure.reason) };
    let file = el("span").child(el("code").text(&failure.file)).text(&reason);
    let host = host.child(el("strong").text(missing(&failure.what, words))).text(" ").child(file);
    let retry = failure.can_be_mended().then(|| button(&format!("r{number}"), words.retry()));
    host.child(retry.into())
}

fn button(act: &str, name: &str) -> Node {
    el("button").attr("type", "button").attr("data-notice", act).text(name)
}

fn close(words: &Words) -> Node {
    button("close", "×").class("close").attr("aria-label", words.close())
}

fn missing(what: &What, words: &Words) -> &'static str {
    match what {
        What::Texts => words.missing_texts(),
        What::FinePrint(_) => words.missing_fine_print(),
        What::Layer(_) => words.missing_layer(),
        What::Features(_) => words.missing_features(),
        What::Edition(_) => words.other_edition(),
        What::Relief => words.missing_relief(),
        What::Chronicle => words.missing_chronicle(),
        What::Basemap => words.missing_basemap(),
        What::Language(_) => words.missing_language(),
    }
}
