//! A walk over the map by keys: where the reader is, and where an answer leads. What
//! the keys mean, and what is answered, is the worker's.

use leptos::prelude::*;
use protocol::Step;

use super::{
    signals::State,
    wish::{Focus, Wish},
};

impl State {
    /// A key was pressed on the map that is none of its own.
    pub fn walk(self, key: &str) {
        self.wish(Wish::Walk(key.to_owned()));
    }

    /// That key, and where the reader is.
    pub fn step(self, key: String) -> Step {
        let camera = self.view.camera.get_untracked();
        let free = camera.viewport.free();
        Step {
            key,
            focused: self.view.focused.get_untracked(),
            // Back on the map, the place that was read is the one to compare with.
            selected: self.selection.region.get_untracked().or_else(|| self.selection.last.get_untracked()),
            view: [free.min, free.max].map(|corner| camera.screen_to_world(corner)),
            as_of: self.time.as_of.get_untracked(),
        }
    }

    /// The walk leads to a region, by id.
    pub fn walk_to(self, id: String) {
        // One that stands under its group's badge cannot have the focus itself: the
        // walk goes on from it all the same.
        self.focus(Some(id.clone()));
        self.show(&id, false);
        self.wish(Wish::Focus(Focus::Shape(id)));
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::tests::{whole, wishes},
        *,
    };

    #[test]
    fn a_key_of_the_walk_is_asked() {
        let state = whole("");
        state.walk("v");
        assert_eq!(wishes(state), [Wish::Walk("v".to_owned())]);
    }

    #[test]
    fn what_is_asked_says_where_the_reader_is() {
        let state = whole("region=island&asof=2019");
        state.focus(Some("cape".to_owned()));
        let step = state.step("ArrowUp".to_owned());
        assert_eq!((&*step.key, step.focused.as_deref()), ("ArrowUp", Some("cape")));
        assert_eq!(step.selected, state.selection.region.get_untracked());
        assert_eq!(step.as_of.map(|date| date.to_string()).as_deref(), Some("2019"));
        let camera = state.view.camera.get_untracked();
        let [north_west, south_east] = step.view;
        assert!(north_west.x < camera.centre.x && camera.centre.x < south_east.x, "{step:?}");
        assert!(north_west.y < camera.centre.y && camera.centre.y < south_east.y, "{step:?}");
    }

    #[test]
    fn where_it_leads_has_the_focus() {
        let state = whole("");
        state.walk_to("cape".to_owned());
        assert_eq!(state.view.focused.get_untracked().as_deref(), Some("cape"));
        assert_eq!(wishes(state).last(), Some(&Wish::Focus(Focus::Shape("cape".to_owned()))));
        assert_eq!(state.selection.region.get_untracked(), None, "nothing is chosen by that");
    }
}
