//! What is on the page, a part a file.

mod article;
mod atlas_form;
mod bar;
mod claim_form;
mod field;
mod findings;
mod forms;
mod lists;
mod map;
pub mod preview;
mod region_form;
mod welcome;

use leptos::prelude::*;

use crate::state::Studio;

/// The whole page: a welcome, or the atlas that is open.
pub fn app(studio: Studio) -> impl IntoView {
    let is_open = Memo::new(move |_| studio.history.with(Option::is_some));
    crate::door::page::set_root("lang", studio.words.lang);
    view! {
        <p id="told" role="status" aria-live="polite">{move || studio.told.get()}</p>
        {move || if is_open.get() {
            view! {
                {bar::bar(studio)}
                <div class="desk" class:behind=move || studio.previewed.get()>
                    {article::article(studio)}
                    {map::map(studio)}
                    {forms::forms(studio)}
                </div>
                {preview::preview(studio)}
            }.into_any()
        } else {
            welcome::welcome(studio).into_any()
        }}
    }
}
