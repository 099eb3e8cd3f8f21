//! Copying links and texts: to the clipboard, or shown where a browser keeps it
//! shut; the button says so.

use std::time::Duration;

use leptos::prelude::*;
use web_sys::Element;

use crate::{
    door::{clipboard, history, page},
    state::State,
};

/// How long a button says that it has copied.
const SAID: Duration = Duration::from_secs(2);

/// The page's address with another hash, in the reader's language.
pub fn link(state: State, hash: &str) -> String {
    format!("{}#{hash}&lang={}", history::home(), state.lang.get_untracked().code())
}

/// Copies a text; `button` says so.
pub fn copy(state: State, text: String, button: Option<Element>) {
    page::spawn(Box::pin(async move {
        let words = state.lang.get_untracked().words();
        if !clipboard::write(&text).await {
            clipboard::show(words.copy_link(), &text);
            return;
        }
        state.say(words.copied());
        // One that says so already, after a second click, has its own word put off.
        let button = button.filter(|b| b.text_content().as_deref() != Some(words.copied()));
        if let Some(button) = button {
            let before = button.text_content();
            button.set_text_content(Some(words.copied()));
            page::after(SAID, Box::new(move || button.set_text_content(before.as_deref())));
        }
    }));
}
