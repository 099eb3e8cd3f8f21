//! Fetches an atlas: the manifest, then everything it names side by side. What
//! fails is kept as a [`Failure`] with its address and reason, and can be
//! tried again; the rest of the page does not wait for it.

use std::sync::Arc;

use atlas::{Atlas, ClaimFile, Manifest, RegionFile};
use carto::parse::parse_layer;
use futures::join;
use gloo_net::http::Request;
use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlImageElement, Url};

use crate::{page, state::State};

/// Where the atlas is when the address does not say.
const DEFAULT_ATLAS: &str = "geodata/";

/// How many files are read, of how many known to be needed.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Progress {
    /// Read, or given up.
    pub done: usize,
    /// Asked for.
    pub all: usize,
}

/// What could not be loaded.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    /// Which part of the page lacks it.
    pub what: What,
    /// The file, as a reader would recognise it.
    pub file: String,
    /// Why, in the words of the browser or the parser.
    pub reason: String,
}

/// A part of an atlas that loads on its own.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// Manifest, regions and claims: without them there is no text.
    Texts,
    /// A layer, by id.
    Layer(String),
    /// A layer that loaded, less some features.
    Features(String),
    /// The relief shading.
    Relief,
}

/// Loads the whole atlas into `state`; `relief` takes the image when it is
/// there.
pub fn load(state: State, relief: fn(State, &HtmlImageElement)) {
    spawn_local(async move {
        let folder = match atlas_folder() {
            Ok(folder) => folder,
            Err(reason) => return fail(state, What::Texts, "?atlas=", reason),
        };
        state.progress.set(Progress { done: 0, all: 3 });
        match texts(&folder).await {
            Ok(atlas) => {
                state.progress.update(|p| p.done += 3);
                state.set_atlas(Arc::new(atlas));
            }
            Err((file, reason)) => return fail(state, What::Texts, &file, reason),
        }
        let Some(atlas) = state.atlas.get_untracked() else { return };
        state.progress.update(|p| p.all += atlas.manifest.layers.len());
        for entry in &atlas.manifest.layers {
            spawn_local(load_layer(state, folder.clone(), entry.id.clone(), entry.file.clone()));
        }
        if let Some(image) = &atlas.manifest.relief {
            load_relief(state, &folder, &image.file, relief);
        }
    });
}

/// Tries again what failed.
pub fn retry(state: State, failure: &Failure, relief: fn(State, &HtmlImageElement)) {
    state.failures.update(|all| all.retain(|f| f != failure));
    let (atlas, folder) = (state.atlas.get_untracked(), atlas_folder());
    match (&failure.what, atlas, folder) {
        (What::Layer(id), Some(atlas), Ok(folder)) => {
            if let Some(entry) = atlas.layer(id) {
                state.progress.update(|p| p.all += 1);
                spawn_local(load_layer(state, folder, entry.id.clone(), entry.file.clone()));
            }
        }
        (What::Relief, Some(atlas), Ok(folder)) => {
            if let Some(image) = &atlas.manifest.relief {
                load_relief(state, &folder, &image.file, relief);
            }
        }
        (What::Texts, ..) => load(state, relief),
        _ => {}
    }
}

/// The atlas's address: `?atlas=PATH` of this origin, or the bundle's own.
fn atlas_folder() -> Result<String, String> {
    let location = page::window().location();
    let here = page::document().base_uri().ok().flatten().unwrap_or_default();
    let asked = location
        .search()
        .ok()
        .and_then(|s| web_sys::UrlSearchParams::new_with_str(&s).ok())
        .and_then(|q| q.get("atlas"));
    let path = asked.as_deref().unwrap_or(DEFAULT_ATLAS);
    let path = if path.ends_with('/') { path.to_owned() } else { format!("{path}/") };
    let url = Url::new_with_base(&path, &here).map_err(|_| format!("«{path}» is not an address"))?;
    let origin = location.origin().unwrap_or_default();
    if url.origin() != origin {
        return Err(format!("«{path}» lies on {}, expected {origin}", url.origin()));
    }
    url.set_hash("");
    url.set_search("");
    Ok(url.href())
}

async fn texts(folder: &str) -> Result<Atlas, (String, String)> {
    let read = |file: &str| {
        let file = file.to_owned();
        async move { fetch_text(&format!("{folder}{file}")).await.map_err(|reason| (file, reason)) }
    };
    let named = |file: &str, error: &dyn std::fmt::Display| (file.to_owned(), error.to_string());
    let text = read("atlas.json").await?;
    let manifest = Manifest::parse(&text).map_err(|e| named("atlas.json", &e))?;
    let (regions, claims) = join!(read(&manifest.regions), read(&manifest.claims));
    let regions = RegionFile::parse(&regions?).map_err(|e| named(&manifest.regions, &e))?;
    let claims = ClaimFile::parse(&claims?).map_err(|e| named(&manifest.claims, &e))?;
    Ok(Atlas { manifest, regions, claims })
}

async fn load_layer(state: State, folder: String, id: String, file: String) {
    let read = match fetch_text(&format!("{folder}{file}")).await {
        Ok(text) => parse_layer(&text).map_err(|e| e.to_string()),
        Err(reason) => Err(reason),
    };
    match read {
        Ok(loaded) => {
            if let Some(first) = loaded.issues.first() {
                let reason = format!("{} × : {first}", loaded.issues.len());
                fail(state, What::Features(id.clone()), &file, reason);
            }
            state.layers.update(|layers| layers.insert(id, loaded.layer));
            state.rebuild_story();
        }
        Err(reason) => fail(state, What::Layer(id), &file, reason),
    }
    state.progress.update(|p| p.done += 1);
}

fn load_relief(state: State, folder: &str, file: &str, relief: fn(State, &HtmlImageElement)) {
    let Ok(image) = HtmlImageElement::new() else { return };
    let (arrived, file) = (image.clone(), file.to_owned());
    image.set_src(&format!("{folder}{file}"));
    spawn_local(async move {
        match JsFuture::from(arrived.decode()).await {
            Ok(_) => relief(state, &arrived),
            Err(error) => fail(state, What::Relief, &file, message(&error)),
        }
    });
}

fn fail(state: State, what: What, file: &str, reason: String) {
    web_sys::console::warn_1(&format!("{file}: {reason}").into());
    if what == What::Texts {
        page::set_state("failed");
    }
    state.failures.update(|all| {
        all.retain(|f| f.what != what);
        all.push(Failure { what, file: file.to_owned(), reason });
    });
}

/// The text of a file, or why there is none.
async fn fetch_text(url: &str) -> Result<String, String> {
    let response = Request::get(url).send().await.map_err(|e| e.to_string())?;
    if !response.ok() {
        return Err(format!("HTTP {} {}", response.status(), response.status_text()));
    }
    response.text().await.map_err(|e| e.to_string())
}

fn message(error: &JsValue) -> String {
    error.dyn_ref::<js_sys::Error>().map_or_else(|| "?".to_owned(), |e| String::from(e.message()))
}
