//! What becomes of layers: the worker has read one, or could not; it paints, or
//! cannot; it is lost.

use carto::sketch;
use leptos::{prelude::*, task::spawn_local};

use super::Loader;
use crate::{
    door::{boot, ground, json, page},
    state::What,
};

impl Loader {
    /// The worker read a layer: what the page needs of it.
    pub fn layer_read(&self, id: &str, features: &str, paths: &[String], issues: usize, first_issue: &str) {
        let state = self.0.state;
        let Some(atlas) = state.loaded.atlas.get_untracked() else { return };
        let file = atlas.layer(id).map(|l| l.file.clone()).unwrap_or_default();
        if issues > 0 {
            self.fail(What::Features(id.to_owned()), &file, format!("{issues} × : {first_issue}"));
        }
        // The worker writes JSON; what it could not write it has told.
        let described = json::own(features).unwrap_or_default();
        let layer = sketch::read(described, paths, &state.view.sheet.get_untracked());
        state.loaded.layers.update(|layers| layers.insert(id.to_owned(), layer));
        state.rebuild_story();
        self.arrived(id);
        state.repaint();
    }

    /// A file that the worker read is not the one that the page was built with: the
    /// page's own edition may be old, else the reader is told.
    pub fn is_other(&self, id: String) {
        let file = self.0.state.loaded.atlas.with_untracked(|a| {
            let manifest = &a.as_ref()?.manifest;
            let layer = manifest.layers.iter().find(|l| l.id == id).map(|l| l.file.clone());
            layer.or_else(|| manifest.relief.as_ref().map(|r| r.file.clone()))
        });
        let loader = self.clone();
        spawn_local(async move {
            if !boot::mend().await {
                loader.fail(What::Edition(id), &file.unwrap_or_default(), String::new());
            }
        });
    }

    /// The worker could not read a layer, or the relief.
    pub fn layer_failed(&self, id: &str, reason: String) {
        let Some(atlas) = self.0.state.loaded.atlas.get_untracked() else { return };
        if let Some(entry) = atlas.layer(id) {
            self.fail(What::Layer(id.to_owned()), &entry.file, reason);
        } else {
            let file = atlas.manifest.relief.as_ref().map(|r| r.file.clone()).unwrap_or_default();
            self.fail(What::Relief, &file, reason);
        }
        self.arrived(id);
    }

    /// The worker could paint no picture: the page keeps what it has.
    pub fn unpainted(&self, reason: String) {
        self.fail(What::Ground, &page::named("app-worker"), reason);
        self.0.state.repaint();
    }

    /// The worker could not start, or broke again: the page keeps the picture it has.
    pub fn worker_lost(&self, reason: &str) {
        ground::give_up();
        let (loader, reason) = (self.clone(), reason.to_owned());
        spawn_local(async move {
            // Its script may be gone because another edition has been published.
            if !boot::mend().await {
                loader.fail(What::Ground, &page::named("app-worker"), reason);
            }
        });
        for id in self.0.awaited.take() {
            self.arrived(&id);
        }
        let state = self.0.state;
        state.loaded.progress.update(|p| p.done = p.all);
        state.repaint();
    }

    fn arrived(&self, id: &str) {
        let mut awaited = self.0.awaited.borrow_mut();
        if let Some(at) = awaited.iter().position(|known| known == id) {
            awaited.swap_remove(at);
            self.0.state.loaded.progress.update(|p| p.done += 1);
        }
    }
}
