//! The forms: one page of them at a time.

use leptos::prelude::*;

use super::{atlas_form, claim_form, findings, lists, region_form};
use crate::state::{Page, Studio};

/// The forms' part of the page.
pub fn forms(studio: Studio) -> impl IntoView {
    let words = studio.words;
    let tab = move |name: &'static str, page: Page, is_here: fn(&Page) -> bool| {
        view! {
            <button type="button" on:click=move |_| studio.page.set(page.clone())
                aria-current=move || studio.page.with(is_here).then_some("page")>{name}</button>
        }
    };
    let is_broken = Memo::new(move |_| matches!(studio.atlas.get(), Some(Err(_))));
    let own = Memo::new(move |_| studio.page.get());
    view! {
        <section class="forms" aria-label=words.atlas>
            <nav aria-label=words.atlas>
                {tab(words.places, Page::Regions, |page| matches!(page, Page::Regions | Page::Region(_)))}
                {tab(words.claims, Page::Claims, |page| matches!(page, Page::Claims | Page::Claim(_)))}
                {tab(words.atlas, Page::Atlas, |page| *page == Page::Atlas)}
                {tab(words.findings, Page::Findings, |page| *page == Page::Findings)}
            </nav>
            {move || if is_broken.get() {
                // What cannot be read cannot be filled in: the check says where it breaks.
                view! { <p role="alert">{move || broken(studio)}</p> {findings::all(studio)} }.into_any()
            } else {
                page(studio, own).into_any()
            }}
        </section>
    }
}

fn broken(studio: Studio) -> String {
    match studio.atlas.get() {
        Some(Err(why)) => why.to_string(),
        _ => String::new(),
    }
}

/// The page that is open. Made anew when another one is opened, and not at every change.
fn page(studio: Studio, own: Memo<Page>) -> impl IntoView {
    move || match own.get() {
        Page::Atlas => atlas_form::form(studio),
        Page::Regions => lists::regions(studio),
        Page::Region(id) => region_form::form(studio, &id),
        Page::Claims => lists::claims(studio),
        Page::Claim(id) => claim_form::form(studio, &id),
        Page::Findings => findings::all(studio),
    }
}
