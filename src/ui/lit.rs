//! Which regions stand out: those of the step that is read, or of the side that
//! was chosen. The others stand back, by the style sheet.

use leptos::prelude::*;

use crate::{mount, page, state::State};

/// Keeps the shapes' classes in step with the state.
pub fn set_up(state: State) {
    mount::watch(Box::new(move || {
        // New shapes have no classes yet.
        let _ = state.story.get();
        let lit = state.lit();
        if let Some(map) = page::find("#map") {
            page::switch(&map, "is-dimming", lit.is_some());
        }
        for name in ["data-region", "data-badge"] {
            for shape in page::find_all(&format!("#map [{name}]")) {
                let id = shape.get_attribute(name).unwrap_or_default();
                page::switch(&shape, "is-lit", lit.as_ref().is_some_and(|lit| lit.contains(&id)));
            }
        }
    }));
}
