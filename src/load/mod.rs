//! Fetches an atlas: its texts here, its layers through the worker. What fails is
//! kept as a [`Failure`] with its address and reason, and can be tried again; the
//! rest of the page does not wait for it.

mod arrivals;
mod first;
pub mod languages;
mod texts;

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    sync::Arc,
    time::Duration,
};

use atlas::{
    Atlas, Manifest,
    manifest::{LayerEntry, Role},
};
use carto::sketch;
use leptos::prelude::*;
use protocol::{Files, Subject};
use web_sys::Element;

use self::{
    first::{First, FirstLayer},
    texts::texts,
};
use crate::{
    door::{basemap, boot, files, page, standing::Standing},
    state::{Failure, Progress, State, What},
};

/// Why there is no worker, where the browser does not say.
const NO_WORKER: &str = "this browser starts none";

/// A step that waits for its turn.
type Later = Box<dyn FnOnce()>;

/// Loads an atlas into a state. A handle to be copied into listeners.
#[derive(Clone)]
pub struct Loader(Rc<Loading>);

struct Loading {
    state: State,
    standing: Standing,
    /// Has the page's own words replaced by the program's.
    replace_first_words: Box<dyn Fn()>,
    /// Ids of the first picture's layers, until the worker can take these.
    first: RefCell<Vec<String>>,
    /// What is fetched once the page is ready.
    later: RefCell<Option<Later>>,
    /// Ids of the layers that the page counts on before it is ready.
    awaited: RefCell<Vec<String>>,
    /// Whether what makes the page finer was asked for.
    is_refined: Cell<bool>,
    /// Whether the texts are those that the page was built with: in one language.
    is_partial: Cell<bool>,
    /// The code of the language that was asked for last.
    spoken: RefCell<String>,
}

impl Loader {
    /// Of the page that stands there, into `state`.
    pub fn new(state: State, standing: &Standing, replace_first_words: impl Fn() + 'static) -> Self {
        Self(Rc::new(Loading {
            state,
            standing: standing.clone(),
            replace_first_words: Box::new(replace_first_words),
            first: RefCell::default(),
            later: RefCell::default(),
            awaited: RefCell::default(),
            is_refined: Cell::default(),
            is_partial: Cell::default(),
            spoken: RefCell::default(),
        }))
    }

    /// Loads the whole atlas: what the page was built with at once, anything else
    /// from its files.
    /// `texts` are those of the page in another language than it came in.
    pub fn load(&self, texts: Option<&str>) {
        let folder = match files::folder() {
            Ok(folder) => folder,
            Err(reason) => return self.fail(What::Texts, "?atlas=", reason),
        };
        let is_own = files::asked_atlas().is_none();
        let first = is_own.then(|| first::read(&self.0.standing.picture, texts)).flatten();
        if let Some(First { digest, atlas, layers, files }) = first {
            files::know(files);
            self.0.is_partial.set(true);
            self.0.state.set_atlas(Arc::new(atlas), true);
            self.take_first(layers, folder, digest);
        } else {
            page::spawn(Box::pin(self.clone().load_all(folder)));
        }
    }

    /// Loads everything from the files.
    async fn load_all(self, folder: String) {
        let state = self.0.state;
        state.loaded.progress.set(Progress { done: 0, all: 3 });
        // It will be needed in any case: it starts while the texts are on their way.
        basemap::start();
        match texts(&folder, &|_| {}).await {
            Ok((atlas, _)) => {
                state.loaded.progress.update(|p| p.done += 3);
                state.set_atlas(Arc::new(atlas), false);
                self.load_layers(&folder);
            }
            Err((file, reason)) => self.fail(What::Texts, &file, reason),
        }
    }

    /// Reads the files that the page was built from: for the fine print, and to
    /// see whether they are still the same. A page with another atlas beside it
    /// shows that one.
    async fn compare(self, folder: String, digest: String) {
        let state = self.0.state;
        let refine = |manifest: Option<&Manifest>| {
            let known = state.loaded.atlas.get_untracked();
            // Of an atlas with other files nothing is asked for by the names of this one's.
            let is_other = |new| known.is_some_and(|known| files_of(&known.manifest) != files_of(new));
            if !manifest.is_some_and(is_other) {
                self.refine(&folder);
            }
        };
        match texts(&folder, &refine).await {
            Ok((atlas, now)) if now == digest => {
                self.0.is_partial.set(false);
                self.tell_files(&atlas, &folder);
                state.loaded.atlas.set(Some(Arc::new(atlas)));
            }
            // An open page, or one from a cache, while another one was published.
            Ok(_) if boot::mend().await => {}
            Ok((atlas, _)) => {
                files::forget();
                self.0.is_partial.set(false);
                (self.0.replace_first_words)();
                state.set_atlas(Arc::new(atlas), false);
                self.load_layers(&folder);
            }
            Err((file, reason)) => self.fail(What::FinePrint(digest), &file, reason),
        }
    }

    /// The page stands already: its picture gives the first layers, and all that
    /// makes it finer comes when the reader has the page.
    fn take_first(&self, layers: Vec<FirstLayer>, folder: String, digest: String) {
        let state = self.0.state;
        let plane = state.view.plane.get_untracked();
        state.loaded.layers.update(|known| {
            for FirstLayer { id, features, paths } in layers {
                known.insert(id.clone(), sketch::read(features, &paths, &plane));
                self.0.first.borrow_mut().push(id);
            }
        });
        let build = move || {
            state.rebuild_scene();
            state.loaded.progress.set(Progress { done: 1, all: 1 });
        };
        page::after(Duration::ZERO, Box::new(build));
        let loader = self.clone();
        let rest = move || {
            // It will be needed in any case.
            basemap::start();
            page::spawn(Box::pin(loader.compare(folder, digest)));
        };
        self.0.later.replace(Some(Box::new(rest)));
    }

    /// The page is ready: what only makes it finer may come now.
    pub fn ready(&self) {
        if let Some(rest) = self.0.later.take() {
            page::after(Duration::from_millis(40), rest);
        }
    }

    /// Starts the worker with what the page has, and asks for what is finer: the
    /// regions' shapes and the relief now, the base map once a reader comes close.
    fn refine(&self, folder: &str) {
        if self.0.is_refined.replace(true) {
            return;
        }
        let state = self.0.state;
        let Some(atlas) = state.loaded.atlas.get_untracked() else { return };
        if !basemap::start() {
            return self.worker_lost(NO_WORKER);
        }
        basemap::cover(atlas.manifest.extent);
        for id in self.0.first.take() {
            let Some(entry) = atlas.layer(&id) else { continue };
            if entry.role == Role::Story {
                self.open_layer(entry, folder);
            } else {
                state
                    .loaded
                    .layers
                    .with_untracked(|layers| layers.get(&id).map(|layer| basemap::take(&id, layer)));
                // A name that leads elsewhere has failed the build already.
                if let Ok(file) = files::find(folder, &entry.file) {
                    basemap::open_when_close(&id, file);
                }
            }
        }
        // The picture has nothing of these.
        for entry in atlas.manifest.layers.iter().filter(|entry| entry.is_by_parts()) {
            self.open_layer(entry, folder);
        }
        self.open_relief(&atlas, folder);
        state.repaint();
    }

    fn load_layers(&self, folder: &str) {
        let state = self.0.state;
        let Some(atlas) = state.loaded.atlas.get_untracked() else { return };
        self.discard_first();
        state.loaded.progress.update(|p| p.all += atlas.manifest.layers.len());
        self.0.awaited.replace(atlas.manifest.layers.iter().map(|l| l.id.clone()).collect());
        if basemap::start() {
            basemap::cover(atlas.manifest.extent);
            for entry in &atlas.manifest.layers {
                self.open_layer(entry, folder);
            }
            self.open_relief(&atlas, folder);
        } else {
            self.worker_lost(NO_WORKER);
        }
        self.tell_files(&atlas, folder);
    }

    /// Takes away what the page came with of its own map.
    fn discard_first(&self) {
        self.0.standing.picture.discard();
        let Standing { locator, time, .. } = &self.0.standing;
        locator.iter().chain(time).for_each(Element::remove);
    }

    /// Has the worker read a layer.
    fn open_layer(&self, entry: &LayerEntry, folder: &str) {
        match files::find(folder, &entry.file) {
            Ok(file) => basemap::open(&entry.id, file, entry.role == Role::Story),
            Err(reason) => self.failed(&Subject::Layer(entry.id.clone()), reason),
        }
    }

    /// Tells the worker where the atlas is of which it may have to write.
    fn tell_files(&self, atlas: &Atlas, folder: &str) {
        let find = |file: &str| files::find(folder, file).ok();
        let manifest = &atlas.manifest;
        let texts = (find("atlas.json"), find(&manifest.regions), find(&manifest.claims));
        // What is read by parts is too much to be told of in words.
        let layers = manifest.layers.iter().filter(|entry| !entry.is_by_parts());
        let layers = layers.map(|entry| Some((entry.id.clone(), find(&entry.file)?)));
        // Names that lead elsewhere have failed already.
        let ((Some(manifest), Some(regions), Some(claims)), Some(layers)) = (texts, layers.collect()) else {
            return;
        };
        let chronicle =
            atlas.manifest.chronicle.as_deref().and_then(|file| match files::find(folder, file) {
                Ok(found) => Some(found),
                Err(reason) => {
                    self.fail(What::Chronicle, file, reason);
                    None
                }
            });
        basemap::look_at(Files { manifest, regions, claims, chronicle, layers });
        self.0.state.loaded.told.update(|told| *told += 1);
    }

    fn open_relief(&self, atlas: &Atlas, folder: &str) {
        let Some(image) = &atlas.manifest.relief else { return };
        match files::find(folder, &image.file) {
            Ok(file) => basemap::relief(file, image.bounds),
            Err(reason) => self.fail(What::Relief, &image.file, reason),
        }
    }

    /// Tries again what failed.
    pub fn retry(&self, failure: &Failure) {
        let (atlas, folder) = (self.0.state.loaded.atlas.get_untracked(), files::folder());
        match (&failure.what, atlas, folder) {
            (What::Layer(id), Some(atlas), Ok(folder)) => {
                if let Some(entry) = atlas.layer(id) {
                    self.0.state.loaded.progress.update(|p| p.all += 1);
                    self.0.awaited.borrow_mut().push(id.clone());
                    self.open_layer(entry, &folder);
                }
            }
            (What::Relief, Some(atlas), Ok(folder)) => self.open_relief(&atlas, &folder),
            (What::Edition(_) | What::Basemap, ..) => page::reload(),
            (What::Chronicle, Some(atlas), Ok(folder)) => self.tell_files(&atlas, &folder),
            (What::Language(code), ..) => self.speak(code.clone()),
            (What::Texts, _, Ok(folder)) => page::spawn(Box::pin(self.clone().load_all(folder))),
            (What::FinePrint(digest), _, Ok(folder)) => {
                page::spawn(Box::pin(self.clone().compare(folder, digest.clone())));
            }
            _ => {}
        }
    }

    fn fail(&self, what: What, file: &str, reason: String) {
        web_sys::console::warn_1(&format!("{file}: {reason}").into());
        if what == What::Texts {
            page::set_state("failed");
            // Nothing will come in place of what was hidden; the picture is of the atlas
            // that was not asked for.
            self.discard_first();
            (self.0.replace_first_words)();
        }
        self.0.state.fail(Failure { what, file: file.to_owned(), reason });
    }
}

/// What a page asks for by its name, besides the atlas's texts.
fn files_of(manifest: &Manifest) -> Vec<&str> {
    let layers = manifest.layers.iter().map(|layer| &*layer.file);
    layers.chain(manifest.relief.iter().map(|relief| &*relief.file)).collect()
}
