//! The date of the map: the atlas's own, or another that the reader chose, that
//! time came to while it plays, or that a step of the article sets. The clock that
//! plays is the map's.

use atlas::{Interval, PartialDate};
use leptos::prelude::*;
use scene::Filter;

use super::signals::State;

impl State {
    /// The date that the atlas is true for. `None` until it is read.
    pub fn own_date(self) -> Option<PartialDate> {
        self.loaded.atlas.with(|a| a.as_ref().map(|a| a.manifest.as_of))
    }

    /// The date of the map. `None` until the atlas is read.
    pub fn date(self) -> Option<PartialDate> {
        self.time.as_of.get().or_else(|| self.own_date())
    }

    /// Which features may be seen now. `None` until the atlas is read.
    pub fn filter(self) -> Option<Filter> {
        Some(Filter { off: self.selection.off.get(), as_of: self.date()? })
    }

    /// Which features could be seen before the last step in time. `None` where the
    /// date came by another way, which is no step that could be compared.
    pub fn filter_before(self) -> Option<Filter> {
        Some(Filter { off: self.selection.off.get(), as_of: self.time.before.get()? })
    }

    /// Turns the map to a date that came with something else: a step, a link. The
    /// atlas's own date is none. Time stops passing.
    pub fn turn_to(self, date: Option<PartialDate>) {
        self.pause();
        self.put(date, None);
    }

    /// Shows the map as of `date`, and what that changes: whoever follows the
    /// article stops doing so. The atlas's own date is none.
    pub fn look_at(self, date: Option<PartialDate>) {
        self.pause();
        self.step_to(date);
    }

    /// The same while time passes.
    fn step_to(self, date: Option<PartialDate>) {
        self.end_tour();
        self.put(date, untrack(|| self.date()));
    }

    fn put(self, date: Option<PartialDate>, before: Option<PartialDate>) {
        let date = date.filter(|date| Some(*date) != untrack(|| self.own_date()));
        if date != self.time.as_of.get_untracked() {
            self.time.before.set(before);
            self.time.as_of.set(date);
        }
    }

    /// Goes to where a slider was put on the axis of time, `from` one place `to`
    /// another: to the nearest stop. A single unit is no hand's move but a key's: the
    /// next stop that way.
    pub fn slide(self, from: i64, to: i64) {
        let stop = if (to - from).abs() == 1 {
            self.next_stop(to > from)
        } else {
            let stops = self.time.stops.get_untracked();
            stops.into_iter().min_by_key(|(_, at)| (at - to).abs()).map(|(stop, _)| stop)
        };
        if stop.is_some() {
            self.look_at(stop);
        }
    }

    /// Lets time pass from where it stands, or from its beginning where it stands at
    /// its end; or ends that.
    pub fn play(self) {
        if self.time.playing.get_untracked() {
            return self.pause();
        }
        let stop =
            self.next_stop(true).or_else(|| self.time.stops.with_untracked(|stops| Some(stops.first()?.0)));
        if stop.is_some() {
            self.step_to(stop);
            self.time.playing.set(self.next_stop(true).is_some());
        }
    }

    /// Goes on to the next stop while time passes, and says whether it still does:
    /// at the last one it ends.
    pub fn pass(self) -> bool {
        if self.time.playing.get_untracked() {
            self.step_to(self.next_stop(true));
            self.time.playing.set(self.next_stop(true).is_some());
        }
        self.time.playing.get_untracked()
    }

    /// Time stops passing.
    pub fn pause(self) {
        if self.time.playing.get_untracked() {
            self.time.playing.set(false);
        }
    }

    /// The times that the claims speak of which are read: the step's, the claim's
    /// that a link opened, else all of the region's; each once.
    pub fn spoken(self) -> Vec<Interval> {
        let (step, claim) = (self.tour.step.get(), self.selection.claim.get());
        let (region, Some(atlas)) = (self.selection.region.get(), self.loaded.atlas.get()) else {
            return Vec::new();
        };
        let claims = match (step, claim, region) {
            (Some(step), ..) => atlas.claim_at(step).into_iter().collect(),
            (None, Some(claim), _) => atlas.claim(&claim).into_iter().collect(),
            (None, None, Some(region)) => atlas.claims_about(&region),
            (None, None, None) => Vec::new(),
        };
        let mut spoken: Vec<Interval> = Vec::new();
        for when in claims.into_iter().map(|claim| claim.when) {
            if when != Interval::default() && !spoken.contains(&when) {
                spoken.push(when);
            }
        }
        spoken
    }

    /// The first stop after the date of the map, or the last one before it.
    fn next_stop(self, forward: bool) -> Option<PartialDate> {
        let now = untrack(|| self.date())?;
        let mut stops = self.time.stops.get_untracked().into_iter().map(|(stop, _)| stop);
        if forward { stops.find(|stop| *stop > now) } else { stops.rfind(|stop| *stop < now) }
    }
}
