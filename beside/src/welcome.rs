//! Before there is a text: how to give one.

use documents::words::Beside as Words;
use leptos::html::{Input, Textarea};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast as _;
use web_sys::{ClipboardEvent, DataTransfer, DragEvent, Event, File, HtmlTextAreaElement};

use crate::door::{files, page};
use crate::state::Beside;

/// The letters from which on a pasted text is shown at once: more than anybody types, or
/// pastes to go on writing.
const LONG: usize = 200;

/// What to do, a field for the text, and a button for its file.
pub fn welcome(beside: Beside, words: &'static Words) -> impl IntoView {
    let (field, file) = (NodeRef::<Textarea>::new(), NodeRef::<Input>::new());
    let show = move |_| {
        if let Some(field) = field.get_untracked() {
            beside.show(&field.value());
        }
    };
    let chosen = move |_| {
        let file = file.get_untracked().and_then(|field| field.files()?.get(0));
        if let Some(file) = file {
            take_file(beside, file);
        }
    };
    let paper = move || {
        let source = beside.atlas.get()?;
        let url = source.claims.source.url.clone()?;
        let url = documents::web_address(&url)?.to_owned();
        Some(view! {
            <p>
                <a href=url rel="noopener noreferrer" target="_blank">{words.read_article()} " ↗"</a>
            </p>
        })
    };
    view! {
        <div class="welcome">
            <p>{words.lead()}</p>
            <label for="text">{words.paste_here()}</label>
            <textarea id="text" node_ref=field rows="8" spellcheck="false"></textarea>
            <p class="ways">
                <button type="button" on:click=show disabled=move || beside.atlas.with(Option::is_none)>
                    {words.show()}
                </button>
                <label class="file">
                    {words.open_file()}
                    <input type="file" accept=".txt,.md,text/plain" node_ref=file on:change=chosen/>
                </label>
            </p>
            {paper}
        </div>
    }
}

/// Takes what is pasted or dropped anywhere on the page.
pub fn listen(beside: Beside) {
    let document = page::document();
    page::listen(&document, "paste", move |event: ClipboardEvent| {
        let text = event.clipboard_data().and_then(|data| data.get_data("text/plain").ok());
        let text = text.unwrap_or_default();
        let is_in_field = event.target().is_some_and(|target| target.has_type::<HtmlTextAreaElement>());
        if text.chars().count() >= LONG || !is_in_field && !text.trim().is_empty() {
            event.prevent_default();
            beside.show(&text);
        }
    });
    for name in ["dragenter", "dragover"] {
        page::listen(&document, name, move |event: DragEvent| {
            // The frame would take it for itself.
            page::set_root("data-dragged", "");
            event.prevent_default();
        });
    }
    for name in ["dragend", "dragleave"] {
        page::listen(&document, name, move |event: Event| {
            let leaves = event.dyn_ref::<DragEvent>().is_none_or(|event| event.related_target().is_none());
            if leaves {
                page::unset_root("data-dragged");
            }
        });
    }
    page::listen(&document, "drop", move |event: DragEvent| {
        event.prevent_default();
        page::unset_root("data-dragged");
        if let Some(data) = event.data_transfer() {
            take_dropped(beside, &data);
        }
    });
}

fn take_dropped(beside: Beside, data: &DataTransfer) {
    if let Some(file) = data.files().and_then(|files| files.get(0)) {
        take_file(beside, file);
    } else if let Ok(text) = data.get_data("text/plain") {
        beside.show(&text);
    }
}

fn take_file(beside: Beside, file: File) {
    spawn_local(async move {
        match files::given(&file).await {
            Some(text) => beside.show(&text),
            None => beside.tell(Words::no_text, &[("name", &file.name())]),
        }
    });
}
