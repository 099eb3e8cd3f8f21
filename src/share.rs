//! Links to parts of the page: copied to the clipboard, or shown where a
//! browser keeps it shut.

use std::time::Duration;

use atlas::PartialDate;
use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Clipboard, Element, Event};

use crate::{page, state::State};

/// How long a button says that it has copied.
const SAID: Duration = Duration::from_secs(2);

/// The page's address with another hash, in the reader's language.
pub fn link(state: State, hash: &str) -> String {
    format!("{}#{hash}&lang={}", home(), state.lang.get_untracked().code())
}

/// The page as it is now.
pub fn view(state: State) -> String {
    format!("{}#{}", home(), untrack(|| state.hash()).write())
}

/// The page's address without a hash.
pub fn home() -> String {
    let href = page::window().location().href().unwrap_or_default();
    href.split('#').next().unwrap_or_default().to_owned()
}

/// The page as it is now, to stand inside another.
pub fn embedded(state: State) -> String {
    let home = home();
    let (path, query) = home.split_once('?').unwrap_or((&home, ""));
    let kept: Vec<&str> =
        query.split('&').filter(|part| part.starts_with("atlas=")).chain(["embed"]).collect();
    format!("{path}?{}#{}", kept.join("&"), untrack(|| state.hash()).write())
}

/// Today, by the reader's clock.
pub fn today() -> PartialDate {
    let now = js_sys::Date::new_0();
    let (year, month, day) = (now.get_full_year(), now.get_month() + 1, now.get_date());
    // Years of four digits for some time to come.
    format!("{year:04}-{month:02}-{day:02}").parse().unwrap_or(PartialDate::EPOCH)
}

/// Copies a link to the part that `hash` names; the button of the event says so.
pub fn copy(state: State, event: &Event, hash: &str) {
    let button = event.target().and_then(|t| t.dyn_into::<Element>().ok());
    copy_text(state, link(state, hash), button);
}

/// Copies a text; the button says so.
pub fn copy_text(state: State, text: String, button: Option<Element>) {
    spawn_local(async move {
        let words = state.lang.get_untracked().words();
        if !write(&text).await {
            // Shown for the reader to copy. Where even that is forbidden there
            // is nothing left to try.
            let _ = page::window().prompt_with_message_and_default(words.copy_link, &text);
            return;
        }
        page::announce(words.copied);
        // One that says so already, after a second click, has its own word put off.
        let button = button.filter(|b| b.text_content().as_deref() != Some(words.copied));
        if let Some(button) = button {
            let before = button.text_content();
            button.set_text_content(Some(words.copied));
            page::after(SAID, Box::new(move || button.set_text_content(before.as_deref())));
        }
    });
}

/// Writes to the clipboard; says whether it could.
async fn write(text: &str) -> bool {
    let navigator: JsValue = page::window().navigator().into();
    // Browsers have none on pages that did not come over HTTPS.
    let clipboard = js_sys::Reflect::get(&navigator, &"clipboard".into()).ok();
    let Some(clipboard) = clipboard.and_then(|c| c.dyn_into::<Clipboard>().ok()) else { return false };
    JsFuture::from(clipboard.write_text(text)).await.is_ok()
}
