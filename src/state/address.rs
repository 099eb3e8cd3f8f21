//! The state as an address, and an address as the state: what a link carries.

use std::sync::Arc;

use address::Hash;
use atlas::Atlas;
use carto::{
    Camera,
    projection::{Seam, unproject},
};
use documents::words::{Asked, nearest};
use leptos::prelude::*;

use super::{
    astray::{Astray, astray, switchable},
    signals::{Origin, State},
    wish::Wish,
};

impl State {
    /// The texts are read: sets the stage, then takes the wishes of the address
    /// that the page was opened with. `adopted` says whether the page before any
    /// script is of this atlas.
    pub fn set_atlas(self, atlas: Arc<Atlas>, adopted: bool) {
        self.loaded.adopted.set(adopted);
        let off = atlas.manifest.layers.iter().filter(|l| !l.on).map(|l| l.id.clone());
        self.selection.off.set(off.collect());
        // The atlas decides: its own first language, where it has none that is wanted.
        let there = &atlas.manifest.languages;
        if let Some(lang) = nearest(&self.wanted, there).or(there.first().map(|code| &**code)) {
            self.speak(lang);
        }
        self.loaded.atlas.set(Some(atlas));
        self.set_stage();
        let state = self;
        self.take(&state.opening);
    }

    /// Takes what a hash says, of what the atlas knows; the rest stays, and is told.
    pub fn take(self, hash: &Hash) {
        let Some(atlas) = self.loaded.atlas.get_untracked() else { return };
        self.selection.astray.set(astray(&atlas, hash));
        if let Some(lang) = nearest(hash.lang.as_slice(), &atlas.manifest.languages) {
            self.speak(lang);
        }
        if let Some(on) = &hash.layers {
            self.selection.off.set(switchable(&atlas).filter(|id| !on.contains(id)).collect());
        }
        self.selection.side.set(hash.side.clone().filter(|id| atlas.party(id).is_some()));
        let step = hash.step.filter(|step| *step <= atlas.claims.claims.len());
        self.take_step(step);
        // While a step is shown the date is the step's.
        if step.is_none() {
            self.turn_to(hash.as_of.as_deref().and_then(|d| d.parse().ok()));
        }
        let claim = hash.claim.as_deref().filter(|_| step.is_none()).and_then(|id| atlas.claim(id));
        let region = hash.region.clone().filter(|id| step.is_none() && atlas.region(id).is_some());
        let about = claim.and_then(|claim| claim.regions.iter().find(|id| atlas.region(id).is_some()));
        let region = region.or_else(|| about.cloned());
        self.selection.claim.set(claim.map(|claim| claim.id.clone()));
        let changed = region != self.selection.region.get_untracked();
        if changed {
            self.selection.origin.set(Origin::Address);
            self.selection.region.set(region.clone());
        }
        match (hash.map, region) {
            (Some((zoom, at)), _) => {
                let centre = Seam::of(atlas.manifest.extent).project(at);
                self.move_camera(|camera| Camera { zoom, centre, ..camera });
            }
            (None, Some(id)) if changed => {
                if self.loaded.scene.with_untracked(|s| s.number(&id).is_some_and(|n| s.is_whole(n))) {
                    self.wish(Wish::Show(id));
                } else {
                    self.selection.awaited.set(Some(id));
                }
            }
            _ => {}
        }
    }

    /// Would like to have the page in another language, by the code of its texts.
    pub fn speak(self, code: &str) {
        if self.lang.get_untracked().code() != code {
            self.wish(Wish::Speak(code.to_owned()));
        }
    }

    /// What the address that would open the page as it is now has to say.
    pub fn hash(self) -> Hash {
        let (off, camera, step) = (self.selection.off.get(), self.view.camera.get(), self.tour.step.get());
        let atlas = self.loaded.atlas.get().filter(|_| !self.off_as_at_first());
        Hash {
            map: Some((camera.zoom, unproject(camera.centre))),
            region: self.selection.region.get(),
            claim: self.selection.claim.get(),
            step,
            side: self.selection.side.get(),
            lang: Some(self.lang.get().code().to_owned()),
            layers: atlas.map(|a| switchable(&a).filter(|id| !off.contains(id)).collect()),
            // A step sets its own date.
            as_of: self.time.as_of.get().filter(|_| step.is_none()).map(|d| d.to_string()),
        }
    }

    /// The address that [`Self::hash`] makes; `None` before the atlas is read,
    /// when the address still holds the reader's wishes.
    pub fn address(self, new_entry: bool) -> Option<String> {
        if self.loaded.atlas.with_untracked(Option::is_none) {
            return None;
        }
        let mut hash = untrack(|| self.hash());
        if new_entry {
            // The map is about to move. Until it rests, the entry stands for
            // its region, wherever that is best seen.
            hash.map = None;
        }
        Some(format!("#{}", hash.write()))
    }

    /// Goes to what the link may have meant that is told by this number.
    pub fn follow(self, number: usize) {
        let told = self.selection.astray.get_untracked();
        let Some(Astray { what, near: Some(id), .. }) = told.into_iter().nth(number) else { return };
        self.selection.astray.update(|all| drop(all.remove(number)));
        match what {
            Asked::Place => self.select(&id, Origin::Address),
            Asked::Claim => self.open_claim(&id),
            Asked::Step => self.go(self.steps()),
            Asked::Side => self.selection.side.set(Some(id)),
            Asked::Layer => self.switch(&id, true),
            Asked::Date | Asked::Language => {}
        }
    }

    /// What has this id, by the name that a reader knows it by.
    pub fn name_of(self, what: Asked, id: &str) -> String {
        let (lang, atlas) = (self.lang.get(), self.loaded.atlas.get());
        let name = atlas.as_ref().and_then(|atlas| match what {
            Asked::Place => atlas.label(id, lang.code()),
            Asked::Claim => atlas.claim(id).map(|claim| claim.summary.best(lang.code()).1),
            Asked::Side => atlas.party(id).map(|party| party.name.best(lang.code()).1),
            Asked::Layer => atlas.layer(id).map(|layer| layer.name.best(lang.code()).1),
            Asked::Step | Asked::Date | Asked::Language => None,
        });
        name.unwrap_or(id).to_owned()
    }
}
