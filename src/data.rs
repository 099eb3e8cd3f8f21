//! Fetches an atlas: its texts here, its layers through the ground worker.
//! What fails is kept as a [`Failure`] with its address and reason, and can be
//! tried again; the rest of the page does not wait for it.

use std::{cell::RefCell, sync::Arc, time::Duration};

use atlas::{
    Atlas, Chronicle, ClaimFile, Manifest, RegionFile,
    digest::digest,
    manifest::{LayerEntry, Role},
};
use carto::{Layer, sketch};
use futures::join;
use leptos::{prelude::*, task::spawn_local};
use protocol::Subject;
use story::RELIEF;

use crate::{
    door,
    failure::{Failure, Progress, What},
    files,
    first::{self, First, FirstLayer},
    ground, json, page,
    state::State,
};

/// Why there is no worker, where the browser does not say.
const NO_WORKER: &str = "this browser starts none";

/// A step that waits for its turn.
type Later = Box<dyn FnOnce()>;

thread_local! {
    /// Ids of the first picture's layers, until the worker can take these.
    static FIRST: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
    /// What is fetched once the page is ready.
    static LATER: RefCell<Option<Later>> = const { RefCell::new(None) };
    /// Ids of the layers that the page counts on before it is ready.
    static AWAITED: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// Loads the whole atlas into `state`: what the page was built with at once,
/// anything else from its files.
pub fn load(state: State) {
    let folder = match files::folder() {
        Ok(folder) => folder,
        Err(reason) => return fail(state, What::Texts, "?atlas=", reason),
    };
    let first = files::asked_atlas().is_none().then(first::read).flatten();
    if let Some(First { digest, atlas, layers, files }) = first {
        files::know(files);
        state.set_atlas(Arc::new(atlas), true);
        take_first(state, layers, folder, digest);
    } else {
        spawn_local(load_all(state, folder));
    }
}

/// Loads everything from the files.
async fn load_all(state: State, folder: String) {
    state.progress.set(Progress { done: 0, all: 3 });
    // It will be needed in any case: it starts while the texts are on their way.
    ground::start();
    match texts(&folder).await {
        Ok((atlas, _)) => {
            state.progress.update(|p| p.done += 3);
            state.set_atlas(Arc::new(atlas), false);
            load_layers(state, &folder);
        }
        Err((file, reason)) => fail(state, What::Texts, &file, reason),
    }
}

/// Reads the files that the page was built from: for the fine print, and to see
/// whether they are still the same. A page with another atlas beside it shows
/// that one.
async fn compare(state: State, folder: String, digest: String) {
    match texts(&folder).await {
        Ok((atlas, now)) if now == digest => {
            state.atlas.set(Some(Arc::new(atlas)));
            open_chronicle(state, folder);
        }
        // An open page, or one from a cache, while another one was published.
        Ok(_) if door::mend().await => {}
        Ok((atlas, _)) => {
            files::forget();
            first::words_replaced();
            state.set_atlas(Arc::new(atlas), false);
            load_layers(state, &folder);
        }
        Err((file, reason)) => fail(state, What::FinePrint(digest), &file, reason),
    }
}

/// The page stands already: its picture gives the first layers, and all that
/// makes it finer comes when the reader has the page.
fn take_first(state: State, layers: Vec<FirstLayer>, folder: String, digest: String) {
    let sheet = state.sheet.get_untracked();
    state.layers.update(|known| {
        for layer in layers {
            let FirstLayer { id, features, paths } = layer;
            known.insert(id.clone(), sketch::read(features, &paths, &sheet));
            FIRST.with_borrow_mut(|first| first.push(id));
        }
    });
    let build = move || {
        state.rebuild_story();
        state.progress.set(Progress { done: 1, all: 1 });
    };
    page::after(Duration::ZERO, Box::new(build));
    let rest = move || {
        refine(state, &folder);
        spawn_local(compare(state, folder, digest));
    };
    LATER.set(Some(Box::new(rest)));
}

/// The page is ready: what only makes it finer may come now.
pub fn ready() {
    if let Some(rest) = LATER.take() {
        page::after(Duration::from_millis(40), rest);
    }
}

/// Starts the worker with what the page has, and asks for what is finer: the
/// story's shapes and the relief now, the ground once a reader comes close.
fn refine(state: State, folder: &str) {
    let Some(atlas) = state.atlas.get_untracked() else { return };
    if !ground::start() {
        return worker_lost(state, NO_WORKER);
    }
    ground::spread(atlas.manifest.extent);
    for id in FIRST.take() {
        if let Some(entry) = atlas.layer(&id) {
            if entry.role == Role::Story {
                open_layer(state, entry, folder);
            } else {
                state.layers.with_untracked(|layers| layers.get(&id).map(|layer| ground::take(&id, layer)));
                // A name that leads elsewhere has failed the build already.
                if let Ok(file) = files::find(folder, &entry.file) {
                    ground::open_when_close(&id, &file);
                }
            }
        }
    }
    open_relief(state, &atlas, folder);
    state.repaint();
}

fn load_layers(state: State, folder: &str) {
    let Some(atlas) = state.atlas.get_untracked() else { return };
    first::discard();
    state.progress.update(|p| p.all += atlas.manifest.layers.len());
    AWAITED.set(atlas.manifest.layers.iter().map(|l| l.id.clone()).collect());
    if ground::start() {
        ground::spread(atlas.manifest.extent);
        for entry in &atlas.manifest.layers {
            open_layer(state, entry, folder);
        }
        open_relief(state, &atlas, folder);
    } else {
        worker_lost(state, NO_WORKER);
    }
    open_chronicle(state, folder.to_owned());
}

/// Has the worker read a layer.
fn open_layer(state: State, entry: &LayerEntry, folder: &str) {
    match files::find(folder, &entry.file) {
        Ok(file) => ground::open(&entry.id, &file, entry.role == Role::Story),
        Err(reason) => failed(state, &Subject::Layer(entry.id.clone()), reason),
    }
}

/// Fetches what is known besides the article, where the atlas has that.
fn open_chronicle(state: State, folder: String) {
    let file = state.atlas.with_untracked(|a| a.as_ref().and_then(|a| a.manifest.chronicle.clone()));
    let Some(file) = file else { return state.chronicle.set(None) };
    spawn_local(async move {
        let read = match files::find(&folder, &file) {
            Ok(address) => files::text(&address).await.and_then(|text| json::parse(&text)),
            Err(reason) => Err(reason),
        };
        match read.and_then(|value| Chronicle::from_value(&value).map_err(|e| e.to_string())) {
            Ok(chronicle) => state.chronicle.set(Some(Arc::new(chronicle))),
            Err(reason) => fail(state, What::Chronicle, &file, reason),
        }
    });
}

fn open_relief(state: State, atlas: &Atlas, folder: &str) {
    let Some(image) = &atlas.manifest.relief else { return };
    match files::find(folder, &image.file) {
        Ok(file) => ground::relief(&file, image.bounds),
        Err(reason) => fail(state, What::Relief, &image.file, reason),
    }
}

/// The worker read a layer: what the page needs of it.
pub fn layer_read(state: State, read: protocol::Read) {
    let Some(atlas) = state.atlas.get_untracked() else { return };
    let id = read.layer;
    let file = atlas.layer(&id).map(|l| l.file.clone()).unwrap_or_default();
    if read.left_out > 0 {
        let reason = format!("{} × : {}", read.left_out, read.first_issue);
        fail(state, What::Features(id.clone()), &file, reason);
    }
    match read.features.into_iter().map(|feature| feature.read(json::own)).collect() {
        Ok(features) => {
            state.layers.update(|layers| layers.insert(id.clone(), Layer { features }));
            state.rebuild_story();
        }
        Err(reason) => fail(state, What::Layer(id.clone()), &file, reason),
    }
    arrived(state, &id);
    state.repaint();
}

/// A file that the worker read is not the one that the page was built with: the
/// page's own edition may be old, else the reader is told.
pub fn is_other(state: State, subject: Subject) {
    let file = state.atlas.with_untracked(|a| {
        let manifest = &a.as_ref()?.manifest;
        match &subject {
            Subject::Layer(id) => manifest.layers.iter().find(|l| l.id == *id).map(|l| l.file.clone()),
            Subject::Relief => manifest.relief.as_ref().map(|r| r.file.clone()),
        }
    });
    let id = match subject {
        Subject::Layer(id) => id,
        Subject::Relief => RELIEF.to_owned(),
    };
    spawn_local(async move {
        if !door::mend().await {
            fail(state, What::Edition(id), &file.unwrap_or_default(), String::new());
        }
    });
}

/// The worker could not read a layer, or the relief.
pub fn failed(state: State, subject: &Subject, reason: String) {
    let Some(atlas) = state.atlas.get_untracked() else { return };
    match subject {
        Subject::Layer(id) => {
            let file = atlas.layer(id).map(|l| l.file.clone()).unwrap_or_default();
            fail(state, What::Layer(id.clone()), &file, reason);
            arrived(state, id);
        }
        Subject::Relief => {
            let file = atlas.manifest.relief.as_ref().map(|r| r.file.clone()).unwrap_or_default();
            fail(state, What::Relief, &file, reason);
        }
    }
}

/// The worker could paint no picture, or not understand the page: the page keeps
/// what it has.
pub fn unpainted(state: State, reason: &str) {
    fail(state, What::Ground, &page::named("app-worker"), reason.to_owned());
    state.repaint();
}

/// The worker could not start, or broke again: the page keeps the picture it has.
pub fn worker_lost(state: State, reason: &str) {
    ground::give_up();
    let reason = reason.to_owned();
    spawn_local(async move {
        // Its script may be gone because another edition has been published.
        if !door::mend().await {
            fail(state, What::Ground, &page::named("app-worker"), reason);
        }
    });
    for id in AWAITED.take() {
        arrived(state, &id);
    }
    state.progress.update(|p| p.done = p.all);
    state.repaint();
}

fn arrived(state: State, id: &str) {
    let awaited = AWAITED.with_borrow_mut(|ids| {
        let at = ids.iter().position(|known| known == id)?;
        Some(ids.swap_remove(at))
    });
    if awaited.is_some() {
        state.progress.update(|p| p.done += 1);
    }
}

/// Tries again what failed.
pub fn retry(state: State, failure: &Failure) {
    state.failures.update(|all| all.retain(|f| f != failure));
    let (atlas, folder) = (state.atlas.get_untracked(), files::folder());
    match (&failure.what, atlas, folder) {
        (What::Layer(id), Some(atlas), Ok(folder)) => {
            if let Some(entry) = atlas.layer(id) {
                state.progress.update(|p| p.all += 1);
                AWAITED.with_borrow_mut(|ids| ids.push(id.clone()));
                open_layer(state, entry, &folder);
            }
        }
        (What::Relief, Some(atlas), Ok(folder)) => open_relief(state, &atlas, &folder),
        (What::Edition(_) | What::Ground, ..) => page::reload(),
        (What::Chronicle, Some(_), Ok(folder)) => open_chronicle(state, folder),
        (What::Texts, _, Ok(folder)) => spawn_local(load_all(state, folder)),
        (What::FinePrint(digest), _, Ok(folder)) => spawn_local(compare(state, folder, digest.clone())),
        _ => {}
    }
}

/// The atlas's texts, and the digest that tells this edition from others.
async fn texts(folder: &str) -> Result<(Atlas, String), (String, String)> {
    let read = |file: &str| {
        let file = file.to_owned();
        async move {
            let read = match files::find(folder, &file) {
                Ok(address) => files::text(&address).await,
                Err(reason) => Err(reason),
            };
            read.map_err(|reason| (file, reason))
        }
    };
    let named = |file: &str, error: &dyn std::fmt::Display| (file.to_owned(), error.to_string());
    let json = |file: &str, text: &str| json::parse(text).map_err(|e| (file.to_owned(), e));
    let text = read("atlas.json").await?;
    let manifest = Manifest::from_value(&json("atlas.json", &text)?).map_err(|e| named("atlas.json", &e))?;
    let (regions, claims) = join!(read(&manifest.regions), read(&manifest.claims));
    let (regions, claims) = (regions?, claims?);
    let digest = digest(&[text.as_bytes(), regions.as_bytes(), claims.as_bytes()]);
    let regions = RegionFile::from_value(&json(&manifest.regions, &regions)?)
        .map_err(|e| named(&manifest.regions, &e))?;
    let claims =
        ClaimFile::from_value(&json(&manifest.claims, &claims)?).map_err(|e| named(&manifest.claims, &e))?;
    Ok((Atlas { manifest, regions, claims }, digest))
}

fn fail(state: State, what: What, file: &str, reason: String) {
    web_sys::console::warn_1(&format!("{file}: {reason}").into());
    if what == What::Texts {
        page::set_state("failed");
        // Nothing will come in place of what was hidden.
        first::words_replaced();
    }
    state.failures.update(|all| {
        all.retain(|f| f.what != what);
        all.push(Failure { what, file: file.to_owned(), reason });
    });
}
