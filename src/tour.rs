//! Following the article, claim by claim: what a step does to the page, and how
//! a reader gets back to where they were. How steps are shown is `ui::tour`'s.

use atlas::{Atlas, Claim, PartialDate};
use leptos::prelude::*;

use crate::{
    page,
    state::{Left, State, note_later},
};

impl State {
    /// Goes to a step, from 1. The first one is an entry of the history.
    pub fn go(self, step: usize) {
        let claims = self.atlas.with_untracked(|a| a.as_ref().map_or(0, |a| a.claims.claims.len()));
        if step == 0 || step > claims {
            return;
        }
        let begins = self.step.get_untracked().is_none();
        let before = self.address(false).filter(|_| begins);
        self.take_step(Some(step));
        if begins {
            self.sheet_open.set(true);
            note_later(before, self.address(true));
            page::next_frame(Box::new(|| page::focus("#panel h2")));
        }
    }

    /// The next step, or the one before.
    pub fn step_by(self, forward: bool) {
        if let Some(step) = self.step.get_untracked() {
            self.go(if forward { step + 1 } else { step - 1 });
        }
    }

    /// Takes the step that an address says, or none.
    pub fn take_step(self, step: Option<usize>) {
        let Some(number) = step else {
            self.end_tour();
            return;
        };
        if self.step.get_untracked().is_none() {
            self.left.replace(Some(Left {
                camera: self.camera.get_untracked(),
                selected: self.selected.get_untracked(),
                as_of: self.as_of.get_untracked(),
                scroll: page::find("#panel .text").map_or(0, |text| text.scroll_top()),
            }));
            self.selected.set(None);
            self.sought.set(None);
        }
        if self.step.get_untracked() != step {
            self.step.set(step);
        }
        self.show_step(number);
    }

    /// Stops following; the map stays where it is, at the date of before. Where
    /// the reader was then, if they followed.
    pub fn end_tour(self) -> Option<Left> {
        self.step.get_untracked()?;
        self.step.set(None);
        let left = self.left.take();
        self.as_of.set(left.as_ref().and_then(|left| left.as_of));
        left
    }

    /// Stops following and puts the reader back where they were.
    pub fn leave_tour(self) {
        let Some(Left { camera, selected, scroll, .. }) = self.end_tour() else { return };
        self.selected.set(selected);
        let now = self.camera.get_untracked().viewport;
        self.fly_to(camera.resized(now));
        page::next_frame(Box::new(move || {
            page::focus("#panel [data-go]");
            if let Some(text) = page::find("#panel .text") {
                text.set_scroll_top(scroll);
            }
        }));
        note_later(None, self.address(true));
    }

    /// The ids of the regions that the present step or side is about; `None`
    /// where all are alike. Members of a group count with it.
    pub fn lit(self) -> Option<Vec<String>> {
        let atlas = self.atlas.get()?;
        let step = self.step.get();
        let side = self.side.get();
        let about: Vec<String> = match (step, side) {
            (Some(step), _) => atlas.claim_at(step)?.regions.clone(),
            (None, Some(side)) => {
                let regions = atlas.regions.regions.iter();
                regions.filter(|r| atlas.is_heard_on(&side, &r.id)).map(|r| r.id.clone()).collect()
            }
            (None, None) => return None,
        };
        let members =
            atlas.regions.regions.iter().filter(|r| r.parent.as_ref().is_some_and(|p| about.contains(p)));
        let members: Vec<String> = members.map(|r| r.id.clone()).collect();
        Some(about.into_iter().chain(members).collect())
    }

    /// The map as the step's claim has it: its date, its main region.
    fn show_step(self, step: usize) {
        let Some(atlas) = self.atlas.get_untracked() else { return };
        let Some(claim) = atlas.claim_at(step) else { return };
        let date = date_of(claim, &atlas);
        if date != self.as_of.get_untracked() {
            self.as_of.set(date);
        }
        if let Some(region) = claim.regions.first() {
            self.show_soon(region.clone());
        }
    }
}

/// The date that shows what a claim speaks of; `None` for the atlas's own,
/// where the claim holds then too.
fn date_of(claim: &Claim, atlas: &Atlas) -> Option<PartialDate> {
    let when = claim.when;
    let date = when.start.or(when.end).map(PartialDate::last_day);
    date.filter(|_| !when.contains(atlas.manifest.as_of))
}
