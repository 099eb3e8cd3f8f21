//! Following the article, claim by claim: what a step does to the page, and how
//! a reader gets back to where they were.

use atlas::{Atlas, Claim, PartialDate};
use leptos::prelude::*;

use super::{
    signals::{Left, State},
    wish::{Focus, Wish},
};

impl State {
    /// Goes to a step, from 1. The first one is an entry of the history.
    pub fn go(self, step: usize) {
        if step == 0 || step > self.steps() {
            return;
        }
        let begins = self.tour.step.get_untracked().is_none();
        let before = self.address(false).filter(|_| begins);
        self.take_step(Some(step));
        if begins {
            self.drawer_open.set(true);
            self.wish(Wish::Note { before, after: self.address(true) });
            self.wish(Wish::Focus(Focus::Heading));
        }
    }

    /// How many steps the article has.
    pub fn steps(self) -> usize {
        self.loaded.atlas.with_untracked(|a| a.as_ref().map_or(0, |a| a.claims.claims.len()))
    }

    /// The next step, or the one before.
    pub fn step_by(self, forward: bool) {
        if let Some(step) = self.tour.step.get_untracked() {
            self.go(if forward { step + 1 } else { step - 1 });
        }
    }

    /// Takes the step that an address says, or none.
    pub fn take_step(self, step: Option<usize>) {
        let Some(number) = step else {
            self.end_tour();
            return;
        };
        if self.tour.step.get_untracked().is_none() {
            self.tour.left.set(Some(Left {
                camera: self.view.camera.get_untracked(),
                selected: self.selection.region.get_untracked(),
                as_of: self.time.as_of.get_untracked(),
            }));
            self.selection.region.set(None);
            self.selection.claim.set(None);
        }
        if self.tour.step.get_untracked() != step {
            self.tour.step.set(step);
        }
        self.show_step(number);
    }

    /// Stops following; the map stays where it is, at the date of before. Where
    /// the reader was then, if they followed.
    pub fn end_tour(self) -> Option<Left> {
        self.tour.step.get_untracked()?;
        self.tour.step.set(None);
        let left = self.tour.left.get_untracked();
        self.tour.left.set(None);
        self.turn_to(left.as_ref().and_then(|left| left.as_of));
        left
    }

    /// Stops following and puts the reader back where they were.
    pub fn leave_tour(self) {
        let Some(Left { camera, selected, .. }) = self.end_tour() else { return };
        self.selection.region.set(selected);
        self.fly_to(camera.resized(self.view.camera.get_untracked().viewport));
        self.wish(Wish::Focus(Focus::TourEntry));
        self.wish(Wish::ReadOn);
        self.wish(Wish::Note { before: None, after: self.address(true) });
    }

    /// The ids of the regions that the reader points at in a text, else of those that
    /// the present step or side is about; `None` where all are alike. Members of a
    /// group count with it.
    pub fn lit(self) -> Option<Vec<String>> {
        let atlas = self.loaded.atlas.get()?;
        let meant = self.selection.meant.get();
        let about: Vec<String> = match (self.tour.step.get(), self.selection.side.get()) {
            _ if !meant.is_empty() => meant,
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
        let Some(atlas) = self.loaded.atlas.get_untracked() else { return };
        let Some(claim) = atlas.claim_at(step) else { return };
        self.turn_to(date_of(claim, &atlas));
        if let Some(region) = claim.regions.first() {
            self.wish(Wish::Show(region.clone()));
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
