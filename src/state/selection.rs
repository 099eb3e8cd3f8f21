//! What a reader has selected, from where, and what is switched off.

use leptos::prelude::*;

use super::{
    signals::{Origin, State},
    wish::{Focus, Wish},
};

impl State {
    /// Selects a region, moves the map to it and the focus to its text.
    pub fn select(self, id: &str, origin: Origin) {
        let before = self.selection.region.get_untracked();
        if before.as_deref() == Some(id) {
            self.wish(Wish::Show(id.to_owned()));
            return;
        }
        // Going from region to region, Escape still leads to the first start.
        if before.is_none() || origin == Origin::Shape {
            self.selection.origin.set(origin);
        }
        self.switch_on_for(id);
        self.end_tour();
        // The link that was pointed at is gone.
        self.mean(Vec::new());
        self.selection.claim.set(None);
        let before = self.address(false);
        self.selection.region.set(Some(id.to_owned()));
        self.drawer_open.set(true);
        self.wish(Wish::Show(id.to_owned()));
        self.wish(Wish::Focus(Focus::Heading));
        self.wish(Wish::Note { before, after: self.address(true) });
    }

    /// Opens the region that a claim is about first, at the claim.
    pub fn open_claim(self, id: &str) {
        let region = self.loaded.atlas.with_untracked(|a| a.as_ref()?.claim(id)?.regions.first().cloned());
        if let Some(region) = region {
            self.select(&region, Origin::List);
            self.selection.claim.set(Some(id.to_owned()));
        }
    }

    /// Back to the list; the focus goes back where the selection came from.
    pub fn deselect(self) {
        let Some(id) = self.selection.region.get_untracked() else { return };
        self.selection.last.set(Some(id.clone()));
        self.selection.region.set(None);
        self.selection.claim.set(None);
        self.wish(Wish::Focus(match self.selection.origin.get_untracked() {
            Origin::Map => Focus::Map,
            Origin::Shape => Focus::Shape(id),
            Origin::List | Origin::Address => Focus::Link(id),
        }));
        self.wish(Wish::Note { before: None, after: self.address(true) });
    }

    /// Steps back, as Escape does: out of the article's steps, else to the list.
    pub fn step_back(self) {
        if self.tour.step.with_untracked(Option::is_some) {
            self.leave_tour();
        } else {
            self.deselect();
        }
    }

    /// Switches a layer, by id.
    pub fn switch(self, id: &str, on: bool) {
        self.selection.off.update(|off| {
            off.retain(|o| o != id);
            if !on {
                off.push(id.to_owned());
            }
        });
    }

    /// Whether the layers that are off are those that the atlas starts without.
    pub fn off_as_at_first(self) -> bool {
        self.selection.off.with(|off| {
            self.loaded.atlas.with(|a| {
                a.as_ref().is_some_and(|a| a.manifest.layers.iter().filter(|l| !l.on).map(|l| &l.id).eq(off))
            })
        })
    }

    /// A region whose layers are all off cannot be shown: they come back on.
    fn switch_on_for(self, id: &str) {
        let scene = self.loaded.scene.get_untracked();
        let Some(number) = scene.number(id) else { return };
        let layers: Vec<&str> = scene.marks(number).map(|m| &*m.layer).collect();
        let all_off =
            self.selection.off.with_untracked(|off| layers.iter().all(|l| off.iter().any(|o| o == l)));
        if all_off {
            self.selection.off.update(|off| off.retain(|o| !layers.contains(&&**o)));
        }
    }
}
