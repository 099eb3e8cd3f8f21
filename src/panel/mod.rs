//! The reading panel: its bar with search, languages and the menu, its text, how
//! far one is in the article; beside the map where there is room, a drawer over
//! it where not. The texts themselves are `documents`'s documents.

mod answer;
mod copy;
mod drawer;
mod finder;
mod languages;
pub mod notices;
mod share_menu;
mod text;
mod tour_bar;

use leptos::prelude::*;

use self::{
    answer::Answer, drawer::Drawer, finder::Finder, languages::Languages, share_menu::ShareMenu,
    tour_bar::TourBar,
};
pub use self::{answer::Answers, text::Documents};
use crate::{
    door::{attributes::with, dom, mount, standing::Standing},
    state::State,
};

/// Makes the standing panel live.
pub fn set_up(state: State, standing: &Standing, documents: &Documents, answers: Answers) {
    mount::replace(
        &standing.bar,
        view! {
            <header {..with(&[("class", "bar")])}>
                <Drawer state panel=standing.panel.clone()/>
                <Finder state/>
                <Languages state/>
                <ShareMenu state/>
            </header>
            <Answer answers/>
        },
    );
    mount::replace(&standing.tour_bar, view! { <TourBar state documents=documents.clone()/> });
    text::set_up(state, standing, documents);
    let panel = standing.panel.clone();
    mount::watch(Box::new(move || dom::set(&panel, "aria-label", state.words().panel())));
}
