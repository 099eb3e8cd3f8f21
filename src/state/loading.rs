//! What could not be had, and what becomes of the layers that were read.

use std::sync::Arc;

use leptos::prelude::*;
use scene::Scene;

use super::{failure::Failure, signals::State, wish::Wish};

impl State {
    /// Takes note of a failure, in place of an earlier one of the same part.
    pub fn fail(self, failure: Failure) {
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
