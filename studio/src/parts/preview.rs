//! The draft as its readers will see it, on a laptop and on a phone.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast as _;
use web_sys::HtmlIFrameElement;

use crate::door::{page, preview};
use crate::state::{Page, Studio};

/// The names of the two frames.
const FRAMES: [&str; 2] = ["preview-wide", "preview-phone"];

/// Opens it, with the draft as it is.
pub fn open(studio: Studio) {
    spawn_local(async move {
        let Some(project) = studio.project.get_untracked() else { return };
        if preview::start().await && preview::put(project.files()).await.is_some() {
            studio.previewed.set(true);
            page::focus_on("close-preview".to_owned());
        } else {
            studio.told.set(studio.words.no_preview.to_owned());
        }
    });
}

/// Shows what the draft is now; each frame stays where its reader was.
pub fn reload() {
    for name in FRAMES {
        let frame = page::document().get_element_by_id(name);
        let frame = frame.and_then(|frame| frame.dyn_into::<HtmlIFrameElement>().ok());
        if let Some(inner) = frame.and_then(|frame| frame.content_window()) {
            let _ = inner.location().reload();
        }
    }
}

/// The two frames, while they are open.
pub fn preview(studio: Studio) -> impl IntoView {
    let words = studio.words;
    move || {
        studio.previewed.get().then(|| {
            // What is in hand is what is shown first.
            let place = match studio.page.get_untracked() {
                Page::Region(id) => format!("&region={id}"),
                Page::Claim(id) => format!("&claim={id}"),
                _ => String::new(),
            };
            let lang = studio.first_language();
            let address = format!("{}#lang={lang}{place}", preview::ADDRESS);
            view! {
                <section class="preview" aria-label=words.preview
                    on:keydown=move |event| if event.key() == "Escape" { studio.previewed.set(false) }>
                    <button type="button" id="close-preview" on:click=move |_| studio.previewed.set(false)>
                        {words.close_preview}
                    </button>
                    <iframe id=FRAMES[0] title=words.wide src=address.clone()></iframe>
                    <iframe id=FRAMES[1] title=words.phone src=address></iframe>
                </section>
            }
        })
    }
}
