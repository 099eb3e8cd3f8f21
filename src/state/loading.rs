//! What could not be had, and what becomes of the layers that were read.

use std::sync::Arc;

use leptos::prelude::*;
use scene::Scene;

use super::{
    failure::Failure,
    signals::State,
    wish::{Focus, Wish},
};

impl State {
    /// Takes note of a failure, in place of an earlier one of the same part. The reader
    /// is told, whatever notice they have put aside.
    pub fn fail(self, failure: Failure) {
        self.loaded.aside.set(false);
        self.loaded.failures.update(|all| {
            all.retain(|f| f.what != failure.what);
            all.push(failure);
        });
    }

    /// Has what failed tried again.
    pub fn retry(self, failure: Failure) {
        self.loaded.failures.update(|all| all.retain(|f| *f != failure));
        self.wish(Wish::Retry(failure));
    }

    /// Has all tried again of which that is any use.
    pub fn retry_all(self) {
        for failure in self.loaded.failures.get_untracked() {
            if failure.can_be_mended() {
                self.retry(failure);
            }
        }
    }

    /// Puts the notices aside, until there is something new to tell; the map has the
    /// focus then.
    pub fn put_aside(self) {
        self.loaded.aside.set(true);
        self.selection.astray.set(Vec::new());
        self.wish(Wish::Focus(Focus::Map));
    }

    /// Whether the worker knows an atlas of which it can write; asks again with each.
    pub fn can_be_written(self) -> bool {
        self.loaded.told.get() > 0
    }

    /// Rebuilds the regions from the layers read so far, and shows the one that a
    /// link asked for, once it is whole.
    pub fn rebuild_scene(self) {
        let Some(atlas) = self.loaded.atlas.get_untracked() else { return };
        let scene = Arc::new(self.loaded.layers.with_untracked(|layers| Scene::build(&atlas, layers)));
        self.loaded.scene.set(Arc::clone(&scene));
        let awaited = self.selection.awaited.get_untracked();
        if let Some(id) = awaited.filter(|id| scene.number(id).is_some_and(|n| scene.is_whole(n))) {
            self.wish(Wish::Show(id));
        }
    }
}
