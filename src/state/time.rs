//! The date of the map: the atlas's own, or another that the reader chose or
//! that a step of the article sets.

use atlas::{Chronicle, PartialDate};
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

    /// Shows the map as of `date`: whoever follows the article stops doing so.
    /// The atlas's own date is none.
    pub fn look_at(self, date: Option<PartialDate>) {
        self.end_tour();
        let own = untrack(|| self.own_date());
        self.time.as_of.set(date.filter(|date| Some(*date) != own));
    }
}

/// The dates that a slider through time stops at: when events began, and the
/// date of the atlas itself. In order, each once.
pub fn stops(chronicle: &Chronicle, own: PartialDate) -> Vec<PartialDate> {
    let begun = chronicle.events.iter().filter_map(|event| event.when.start);
    let mut stops: Vec<PartialDate> = Vec::new();
    for date in begun.chain([own]) {
        if !stops.contains(&date) {
            stops.insert(stops.partition_point(|other| *other < date), date);
        }
    }
    stops
}

/// The number of the last stop that has begun by `date`.
pub fn stop_at(stops: &[PartialDate], date: PartialDate) -> usize {
    stops.partition_point(|stop| stop.first_day() <= date.last_day()).saturating_sub(1)
}
