//! While the article is followed, a bar with the way on, the way back and how
//! far one is. How scrolling, keys and swipes mean steps is `text`'s.

use documents::{Words, words};
use leptos::prelude::*;

use super::text::Documents;
use crate::{
    door::{
        attributes::with,
        view::{hear, text},
    },
    state::State,
};

/// How many characters of a place's name stand in the bar.
const LONGEST_PLACE: usize = 60;

/// The bar, below the text.
#[component]
pub fn TourBar(
    /// The page's.
    state: State,
    /// The text: what moves it is a button now, and no hand.
    documents: Documents,
) -> impl IntoView {
    let step = move || state.tour.step.get().unwrap_or(1);
    let steps = move || state.loaded.atlas.with(|a| a.as_ref().map_or(0, |a| a.claims.claims.len()));
    let by_button = move |forward| {
        let documents = documents.clone();
        hear(move |_| {
            documents.follow_steps();
            state.step_by(forward);
        })
    };
    let (back, next) = (by_button(false), by_button(true));
    let place = text(move || {
        let lang = state.lang.get();
        let place = state.loaded.atlas.with(|atlas| {
            let atlas = atlas.as_ref()?;
            Some(atlas.label(atlas.claim_at(step())?.regions.first()?, lang.code())?.to_owned())
        });
        format!(" · {}", documents::shortened(&place.unwrap_or_default(), LONGEST_PLACE))
    });
    let says = text(move || words::step(step(), steps(), state.lang.get()));
    let bar = with(&[("class", "tour-bar")]);
    let button = |way: &str, is_end: fn(usize, usize) -> bool| {
        let button = with(&[("type", "button"), ("data-way", way)]);
        button.says("aria-disabled", move || is_end(step(), steps()).to_string())
    };
    let (at_first, at_last) =
        (button("back", |step, _| step == 1), button("next", |step, steps| step == steps));
    let progress = with(&[("aria-hidden", "true")])
        .says("max", move || steps().to_string())
        .says("value", move || step().to_string());
    view! {
        <div {..bar.class_while("gone", move || state.tour.step.with(Option::is_none))}>
            <button {..at_first} on:click=back>{text(state.word(Words::previous))}</button>
            <div>
                <p {..with(&[("role", "status")])}>{says}<span {..with(&[("class", "of")])}>{place}</span></p>
                <progress {..progress}></progress>
            </div>
            <button {..at_last} on:click=next>{text(state.word(Words::next))}</button>
        </div>
    }
}
