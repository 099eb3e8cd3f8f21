//! Above all: undo, save, preview.

use std::cell::RefCell;

use authoring::to_zip;
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::FileSystemDirectoryHandle;

use super::{field, preview};
use crate::door::{files, folder, page};
use crate::state::{Page, Studio};

thread_local! {
    /// The reader's folder that is open. A browser's own thing, which signals cannot hold.
    static FOLDER: RefCell<Option<FileSystemDirectoryHandle>> = const { RefCell::new(None) };
}

/// Findings that the counts name, to whom points at them.
const FIRST: usize = 5;

/// What is saved goes into this folder from now on.
pub fn save_into(folder: FileSystemDirectoryHandle) {
    FOLDER.set(Some(folder));
}

/// The bar.
pub fn bar(studio: Studio) -> impl IntoView {
    let words = studio.words;
    let with_article = RwSignal::new(false);
    let depth = move || studio.history.with(|all| all.as_ref().map_or((0, 0), authoring::History::depth));
    let title = move || match studio.atlas.get() {
        Some(Ok(atlas)) => atlas.manifest.title.best(&studio.first_language()).1.to_owned(),
        _ => String::new(),
    };
    // Where a field has the focus, its own undo is meant.
    window_event_listener(ev::keydown, move |event| {
        let is_mine = (event.ctrl_key() || event.meta_key()) && !is_typing(&event);
        match (&*event.key().to_lowercase(), event.shift_key()) {
            ("z", false) if is_mine => studio.undo(),
            ("z", true) | ("y", false) if is_mine => studio.redo(),
            _ => return,
        }
        event.prevent_default();
    });
    let zip = move || {
        let Some(project) = studio.project.get_untracked() else { return };
        let name = project.manifest().map_or_else(|_| "atlas".to_owned(), |manifest| manifest.id);
        match to_zip(&project, with_article.get_untracked()) {
            Ok(packed) => {
                files::give(&format!("{name}.zip"), "application/zip", &packed);
                studio.told.set(words.saved.to_owned());
            }
            Err(why) => studio.told.set(why.to_string()),
        }
    };
    let save = move || {
        spawn_local(async move {
            let known = FOLDER.with_borrow(Clone::clone);
            let Some(chosen) = (match known {
                Some(known) => Some(known),
                None => folder::chosen().await,
            }) else {
                return;
            };
            save_into(chosen.clone());
            let Some(project) = studio.project.get_untracked() else { return };
            let article =
                with_article.get_untracked().then(|| (authoring::ARTICLE, project.article().as_bytes()));
            for (name, content) in project.files().chain(article) {
                if let Err(why) = folder::write(&chosen, name, content).await {
                    studio.told.set(why);
                    return;
                }
            }
            studio.told.set(words.saved.to_owned());
        });
    };
    let leave = move || {
        if page::confirm(words.really_leave) {
            FOLDER.set(None);
            studio.previewed.set(false);
            studio.history.set(None);
        }
    };
    let save_folder = folder::is_here().then(|| field::button(words.save, save));
    let counts = move || {
        let Some(found) = studio.found.get() else { return words.checking.to_owned() };
        let count = |severity| found.iter().filter(|one| one.finding.severity == severity).count();
        let [errors, warnings, hints] = atlas::check::Severity::ALL.map(count);
        format!("{}: {errors} · {}: {warnings} · {}: {hints}", words.errors, words.warnings, words.hints)
    };
    let first = move || {
        let found = studio.found.get().unwrap_or_default();
        found.iter().take(FIRST).map(|one| one.finding.to_string()).collect::<Vec<_>>().join("\n")
    };
    view! {
        <header class="bar">
            <h1 dir="auto">{title}</h1>
            <button type="button" prop:disabled=move || depth().0 == 0 on:click=move |_| studio.undo()>
                {words.undo}
            </button>
            <button type="button" prop:disabled=move || depth().1 == 0 on:click=move |_| studio.redo()>
                {words.redo}
            </button>
            {save_folder}
            {field::button(words.save_zip, zip)}
            <label class="tick">
                <input type="checkbox" prop:checked=move || with_article.get()
                    on:change=move |event| with_article.set(event_target_checked(&event))/>
                <span>{words.with_article}</span>
            </label>
            {field::button(words.preview, move || preview::open(studio))}
            {field::button(words.leave, leave)}
            <button type="button" class="counts" title=first on:click=move |_| studio.page.set(Page::Findings)>{counts}</button>
        </header>
    }
}

/// Whether a key goes into a field for text.
pub fn is_typing(event: &web_sys::KeyboardEvent) -> bool {
    use wasm_bindgen::JsCast as _;
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    target.is_some_and(|element| ["INPUT", "TEXTAREA", "SELECT"].contains(&&*element.tag_name()))
}
