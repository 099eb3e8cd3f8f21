//! What the state would like to have done, and who does it.

use crate::{
    door::{dom, history, page},
    export::Exporter,
    load::Loader,
    map::{Shapes, Viewer, motion},
    panel::{Answers, Documents},
    state::{Focus, State, Wish},
};

/// Those who do it. Cloning copies references.
#[derive(Clone)]
pub struct Doers {
    /// The page's.
    pub state: State,
    /// The map as a whole.
    pub map: web_sys::HtmlElement,
    /// Measures the map.
    pub viewer: Viewer,
    /// The regions' shapes.
    pub shapes: Shapes,
    /// The panel's text.
    pub documents: Documents,
    /// Has keys of the walk answered.
    pub answers: Answers,
    /// Loads the atlas.
    pub loader: Loader,
    /// Prints and saves.
    pub exporter: Exporter,
}

impl Doers {
    /// Has a wish done. What takes the browser long comes after the answer that the
    /// reader sees.
    pub fn perform(&self, wish: Wish) {
        let state = self.state;
        match wish {
            Wish::Fly { to, motion } => motion::fly(state, to, motion),
            Wish::Glide { vx, vy, motion } => motion::glide(state, vx, vy, motion),
            Wish::Show(id) => {
                let viewer = self.viewer.clone();
                page::after_frame(Box::new(move || {
                    viewer.measure();
                    state.show(&id, true);
                }));
            }
            Wish::Focus(focus) => {
                let doers = self.clone();
                page::after_frame(Box::new(move || doers.focus(&focus)));
            }
            Wish::Note { before, after } => page::after_frame(Box::new(move || {
                if let Some(before) = before {
                    history::put(&before, false);
                }
                if let Some(after) = after {
                    history::put(&after, true);
                }
            })),
            Wish::ReadOn => {
                let documents = self.documents.clone();
                page::after_frame(Box::new(move || documents.read_on()));
            }
            Wish::Walk(key) => self.answers.ask(key),
            Wish::Speak(code) => self.loader.speak(code),
            Wish::Retry(failure) => self.loader.retry(&failure),
            Wish::Refine => self.loader.ready(),
            Wish::Export(export) => self.exporter.perform(export),
        }
    }

    fn focus(&self, focus: &Focus) {
        match focus {
            Focus::Map => dom::focus(&self.map),
            Focus::Shape(id) => self.shapes.focus(id),
            Focus::Link(_) | Focus::Heading | Focus::TourEntry => self.documents.focus(focus),
        }
    }
}
