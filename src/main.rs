//! Confins, the page. Here its parts are put together: the only files that know
//! them all are this one, `replies` (what the worker tells), `wishes` (what the
//! state would like to have done) and `navigation` (the address).

mod door;
mod export;
mod load;
mod map;
mod names;
mod navigation;
mod panel;
mod replies;
mod state;
mod wishes;

use std::time::Duration;

use address::Hash;
use documents::Lang;
use leptos::{mount::mount_to, prelude::*};

use wasm_bindgen_futures::spawn_local;

use crate::{
    door::{
        attributes::with,
        basemap, boot, files, frame, history, languages, mount, page,
        standing::Standing,
        view::{Held, text},
    },
    export::{Exporter, Inset},
    load::Loader,
    map::{Map, Shapes, Viewer},
    panel::{Answers, Documents, notices::Notices},
    state::State,
    wishes::Doers,
};

/// Smaller than the standard library's on the web, by 1 KB of the program.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static MEMORY: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

fn main() {
    page::report_panics();
    let Some(standing) = Standing::find() else {
        web_sys::console::error_1(&"index.html lacks an element that the program takes over".into());
        return;
    };
    let Some(lang) = languages::standing() else {
        web_sys::console::error_1(&"index.html lacks the words of its language".into());
        return;
    };
    let hash = history::hash();
    let wanted = load::languages::wanted(&hash);
    // Leptos has no executor before something is mounted.
    spawn_local(async move {
        // Nothing is said in one language that is then said in another. What fails is told
        // once there is an atlas, which decides on the language.
        let code = load::languages::beginning(&wanted);
        let beginning = match files::asked_atlas() {
            None => languages::beginning(&code).await,
            Some(_) => languages::spoken(&code).await.map(|lang| (lang, None)),
        };
        let (lang, texts) = beginning.unwrap_or((lang, None));
        let host = standing.map.clone();
        mount_to(host, move || view! { <App standing hash lang wanted texts/> }).forget();
        boot::started();
    });
}

/// The whole page, made live where it stands. What is a view of its own is
/// mounted in the map; the rest is taken over.
#[component]
fn App(
    /// What stands there before any script.
    standing: Standing,
    /// What the address says.
    hash: Hash,
    /// In which language it begins.
    lang: Lang,
    /// Which languages its reader knows.
    wanted: Vec<String>,
    /// What it begins with, if that is not in the language that it came in.
    texts: Option<String>,
) -> impl IntoView {
    let state = State::new(hash, lang, wanted);
    let documents = Documents::new(state, &standing);
    let loader = {
        let documents = documents.clone();
        Loader::new(state, &standing, move || documents.replace_first_words())
    };
    let doers = Doers {
        state,
        map: standing.map.clone(),
        viewer: Viewer::new(state, &standing.map, &standing.panel),
        shapes: Shapes::default(),
        documents: documents.clone(),
        answers: Answers::new(state),
        exporter: Exporter::new(state),
        loader: loader.clone(),
    };
    let (inset, exporter) = (Held::default(), doers.exporter.clone());
    let (to, of) = (loader.clone(), exporter.clone());
    basemap::on_event(move |event| replies::route(state, &to, &of, event));
    frame::set_up(&standing.app);
    panel::set_up(state, &standing, &documents, doers.answers);
    navigation::set_up(state, &standing, &documents);
    let (shapes, viewer) = (doers.shapes.clone(), doers.viewer.clone());
    mount::watch(Box::new(move || {
        for wish in state.take_wishes() {
            untrack(|| doers.perform(wish));
        }
    }));
    // In a task of its own, as other heavy steps are: a slow phone answers its
    // reader in between.
    page::after(Duration::ZERO, Box::new(move || loader.load(texts.as_deref())));
    view! {
        <Map state standing shapes viewer inset/>
        <Inset state host=inset ask=exporter.asks_insets(inset)/>
        <Voice state/>
        <Notices state/>
    }
}

/// What is said to screen readers, and to nobody else.
#[component]
fn Voice(
    /// The page's.
    state: State,
) -> impl IntoView {
    view! { <p {..with(&[("class", "voice hidden"), ("role", "status")])}>{text(move || state.said.get())}</p> }
}
