//! A walk over the map without looking: what is asked of the land, and what follows
//! from the answers. What they say is the worker's.

use leptos::prelude::*;
use protocol::{Question, Reader, Spot, Wind};

use super::{
    signals::{Origin, State},
    wish::{Focus, Wish},
};

impl State {
    /// For whom the worker answers.
    pub fn reader(self) -> Reader {
        Reader { lang: self.lang.get().code().to_owned(), as_of: self.time.as_of.get() }
    }

    /// Asks for the nearest region on a side: from the one that the keyboard is on, or
    /// from the middle of the map.
    pub fn walk(self, wind: Wind) {
        let camera = self.view.camera.get_untracked();
        let middle = || Spot::Position(camera.screen_to_world(camera.viewport.free().centre()));
        let from = self.view.focused.get_untracked().map_or_else(middle, Spot::Region);
        self.ask(Question::Towards { from, wind }, true);
    }

    /// Asks where the reader is: what is at the middle of the map.
    pub fn ask_here(self) {
        let camera = self.view.camera.get_untracked();
        self.ask(Question::Here { at: camera.screen_to_world(camera.viewport.free().centre()) }, false);
    }

    /// Asks what is in the free part of the map.
    pub fn ask_in_view(self) {
        let camera = self.view.camera.get_untracked();
        let free = camera.viewport.free();
        let [min, max] = [free.min, free.max].map(|corner| camera.screen_to_world(corner));
        self.ask(Question::InView { min, max }, false);
    }

    fn ask(self, question: Question, walking: bool) {
        self.view.walking.set(walking);
        self.wish(Wish::Ask(question));
    }

    /// The worker has answered: the answer is said, and a walk goes where it leads.
    pub fn answered(self, text: &str, places: Vec<String>) {
        self.say(text);
        if !self.view.walking.get_untracked() {
            self.view.numbered.set(places);
        } else if let Some(id) = places.into_iter().next() {
            // One that stands under its group's badge cannot have the focus itself: the
            // walk goes on from it all the same.
            self.focus(Some(id.clone()));
            self.show(&id, false);
            self.wish(Wish::Focus(Focus::Shape(id)));
        }
    }

    /// Selects the region that has this number in what was told of the view, from 1;
    /// where nothing was, it is told now.
    pub fn choose(self, number: usize) {
        let id = self.view.numbered.with_untracked(|ids| ids.get(number.wrapping_sub(1)).cloned());
        match id {
            Some(id) => self.select(&id, Origin::Shape),
            None => self.ask_in_view(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::tests::{whole, wishes},
        *,
    };

    fn asked(state: State) -> Vec<Question> {
        let asked = wishes(state).into_iter().filter_map(|wish| match wish {
            Wish::Ask(question) => Some(question),
            _ => None,
        });
        asked.collect()
    }

    fn said(state: State) -> String {
        state.said.get_untracked()
    }

    #[test]
    fn a_walk_begins_in_the_middle_of_the_map_and_goes_on_from_where_the_keyboard_is() {
        let state = whole("");
        state.walk(Wind::East);
        let [Question::Towards { from: Spot::Position(at), wind: Wind::East }] = asked(state)[..] else {
            panic!("no question of a position")
        };
        let camera = state.view.camera.get_untracked();
        assert_eq!(at, camera.screen_to_world(camera.viewport.free().centre()));
        state.focus(Some("cape".to_owned()));
        state.walk(Wind::North);
        let from = Spot::Region("cape".to_owned());
        assert_eq!(asked(state), [Question::Towards { from, wind: Wind::North }]);
    }

    #[test]
    fn its_answer_is_said_and_has_the_focus() {
        let state = whole("");
        state.walk(Wind::East);
        wishes(state);
        state.answered("À l’est : Le cap.", vec!["cape".to_owned()]);
        assert_eq!(said(state), "À l’est : Le cap.");
        assert_eq!(state.view.focused.get_untracked().as_deref(), Some("cape"));
        assert_eq!(wishes(state).last(), Some(&Wish::Focus(Focus::Shape("cape".to_owned()))));
    }

    #[test]
    fn where_there_is_nothing_on_that_side_the_focus_stays() {
        let state = whole("");
        state.focus(Some("cape".to_owned()));
        state.walk(Wind::East);
        wishes(state);
        state.answered("À l’est : aucun lieu.", Vec::new());
        assert_eq!(state.view.focused.get_untracked().as_deref(), Some("cape"));
        assert_eq!(wishes(state), []);
    }

    #[test]
    fn what_is_in_view_is_chosen_by_its_number() {
        let state = whole("");
        state.ask_in_view();
        assert!(matches!(asked(state)[..], [Question::InView { .. }]));
        state.answered("À l’écran : 1 Le cap.", vec!["cape".to_owned()]);
        assert_eq!(wishes(state), [], "it leads nowhere by itself");
        state.choose(1);
        assert_eq!(state.selection.region.get_untracked().as_deref(), Some("cape"));
    }

    #[test]
    fn a_number_that_nobody_has_told_of_has_the_view_told() {
        let state = whole("");
        for number in [0, 1, 9] {
            state.choose(number);
            assert!(matches!(asked(state)[..], [Question::InView { .. }]), "{number}");
        }
        assert_eq!(state.selection.region.get_untracked(), None);
    }

    #[test]
    fn the_worker_is_told_the_language_and_the_date() {
        let state = whole("lang=en&asof=2019");
        let reader = untrack(|| state.reader());
        assert_eq!(
            (&*reader.lang, reader.as_of.map(|date| date.to_string()).as_deref()),
            ("en", Some("2019"))
        );
    }
}
