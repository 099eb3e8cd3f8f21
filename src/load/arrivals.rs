//! What becomes of layers: the worker has read one, or could not; it paints, or
//! cannot; it is lost.

use carto::Layer;
use leptos::prelude::*;
use protocol::{Feature, Read, Subject};
use scene::RELIEF;

use super::Loader;
use crate::{
    door::{basemap, boot, json, page},
    state::What,
};

impl Loader {
    /// The worker read a layer: what the page needs of it.
    pub fn layer_read(&self, read: Read) {
        let state = self.0.state;
        let Some(atlas) = state.loaded.atlas.get_untracked() else { return };
        let id = read.layer;
        let file = atlas.layer(&id).map(|l| l.file.clone()).unwrap_or_default();
        if read.left_out > 0 {
            let reason = format!("{} × : {}", read.left_out, read.first_issue);
            self.fail(What::Features(id.clone()), &file, reason);
        }
        self.named(id.clone(), read.features);
        state.rebuild_scene();
        self.arrived(&id);
    }

    /// What the page needs of a layer now. Its regions are those that it had: the scene
    /// stays.
    pub fn named(&self, id: String, features: Vec<Feature>) {
        let state = self.0.state;
        match features.into_iter().map(|feature| feature.read(json::own)).collect() {
            Ok(features) => state.loaded.layers.update(|layers| layers.insert(id, Layer { features })),
            Err(reason) => self.failed(&Subject::Layer(id), reason),
        }
        state.repaint();
    }

    /// A file that the worker read is not the one that the page was built with: the
    /// page's own edition may be old, else the reader is told.
    pub fn is_other(&self, subject: Subject) {
        let file = self.file_of(&subject);
        let id = match subject {
            Subject::Layer(id) => id,
            Subject::Relief => RELIEF.to_owned(),
        };
        let loader = self.clone();
        page::spawn(Box::pin(async move {
            if !boot::mend().await {
                loader.fail(What::Edition(id), &file, String::new());
            }
        }));
    }

    /// The worker could not read a layer, or the relief.
    pub fn failed(&self, subject: &Subject, reason: String) {
        let file = self.file_of(subject);
        match subject {
            Subject::Layer(id) => {
                self.fail(What::Layer(id.clone()), &file, reason);
                self.arrived(id);
            }
            Subject::Relief => self.fail(What::Relief, &file, reason),
        }
    }

    /// The worker could not read the texts of which it writes.
    pub fn unwritten(&self, reason: String) {
        let atlas = self.0.state.loaded.atlas.get_untracked();
        let file = atlas.and_then(|atlas| atlas.manifest.chronicle.clone());
        self.fail(What::Chronicle, &file.unwrap_or_default(), reason);
    }

    /// The file that it is read from, as the manifest names it.
    fn file_of(&self, subject: &Subject) -> String {
        let file = self.0.state.loaded.atlas.with_untracked(|a| {
            let atlas = a.as_ref()?;
            match subject {
                Subject::Layer(id) => atlas.layer(id).map(|l| l.file.clone()),
                Subject::Relief => atlas.manifest.relief.as_ref().map(|r| r.file.clone()),
            }
        });
        file.unwrap_or_default()
    }

    /// The worker could paint no picture, or not understand the page: the page keeps
    /// what it has.
    pub fn unpainted(&self, reason: String) {
        self.fail(What::Basemap, &page::named("app-worker"), reason);
        self.0.state.repaint();
    }

    /// The worker could not start, or broke again: the page keeps the picture it has.
    pub fn worker_lost(&self, reason: &str) {
        basemap::give_up();
        let (loader, reason) = (self.clone(), reason.to_owned());
        page::spawn(Box::pin(async move {
            // Its script may be gone because another edition has been published.
            if !boot::mend().await {
                loader.fail(What::Basemap, &page::named("app-worker"), reason);
            }
        }));
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
