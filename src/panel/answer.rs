//! The answer to a key of the walk over the map: written for everyone, spoken once to
//! those who hear the page.

use documents::doc::Node;
use leptos::prelude::*;
use protocol::{Land, Wanted};

use crate::{
    door::{attributes::with, mount, view::Held, writing},
    state::{Origin, State},
};

/// Has keys answered, and shows the answer. A handle to be copied.
#[derive(Clone, Copy)]
pub struct Answers {
    state: State,
    host: Held,
}

impl Answers {
    /// No answer yet.
    pub fn new(state: State) -> Self {
        Self { state, host: Held::default() }
    }

    /// Has a key answered.
    pub fn ask(self, key: String) {
        let wanted = Wanted::Land(Land::Walk(self.state.step(key)));
        let then = move |nodes: Vec<Node>| self.show(&nodes);
        writing::write(wanted, self.state.lang.get_untracked(), Box::new(then));
    }

    /// Shows what the worker answers, and goes where it leads. A key that asks nothing
    /// leaves the last answer.
    fn show(self, nodes: &[Node]) {
        let Some(host) = self.host.now().filter(|_| !nodes.is_empty()) else { return };
        mount::fill(&host, nodes);
        let Some(answer) = host.first_element_child() else { return };
        if let Some(id) = answer.get_attribute("data-choose") {
            self.state.select(&id, Origin::Shape);
        } else if let Some(id) = answer.get_attribute("data-focus") {
            self.state.walk_to(id);
        }
    }
}

/// The last answer, until the reader reads something else.
#[component]
pub fn Answer(
    /// Has keys answered.
    answers: Answers,
) -> impl IntoView {
    let Answers { state, host } = answers;
    mount::watch(Box::new(move || {
        state.selection.region.track();
        state.tour.step.track();
        state.time.as_of.track();
        state.lang.track();
        host.now().iter().for_each(|host| mount::fill(host, &[]));
    }));
    view! { <div {..with(&[("class", "answer"), ("role", "status")])} node_ref=host></div> }
}
