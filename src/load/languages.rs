//! The language of the page, as its reader asks for it: its words come when they are
//! wanted.

use std::sync::Arc;

use documents::words::nearest;
use leptos::prelude::*;

use super::{Loader, first};
use crate::{
    door::{files, languages, page},
    state::What,
};

/// The reader's languages, the most wanted first: the address's, their browser's, and the
/// one that the page came in.
pub fn wanted(hash: &address::Hash) -> Vec<String> {
    hash.lang.iter().cloned().chain(page::languages()).collect()
}

/// In which of its languages a page is to begin that stands there: its reader's, as far as
/// its texts are in it. Of another atlas nobody knows yet which languages it has.
pub fn beginning(wanted: &[String]) -> String {
    let there = if files::asked_atlas().is_none() { languages::texts() } else { languages::codes() };
    nearest(wanted, &there).unwrap_or_default().to_owned()
}

impl Loader {
    /// Has the page in another language, by the code of its texts.
    pub fn speak(&self, code: String) {
        let state = self.0.state;
        self.0.spoken.replace(code.clone());
        let loader = self.clone();
        page::spawn(Box::pin(async move {
            // The atlas's own files have more than what a page begins with.
            let beginning = if loader.0.is_partial.get() {
                languages::beginning(&code).await
            } else {
                languages::spoken(&code).await.map(|lang| (lang, None))
            };
            // The reader may have asked for another one meanwhile.
            if *loader.0.spoken.borrow() != code {
                return;
            }
            match beginning {
                Ok((lang, texts)) => {
                    let texts = texts.filter(|_| loader.0.is_partial.get());
                    if let Some(atlas) = texts.and_then(|texts| first::texts(&texts)) {
                        state.loaded.atlas.set(Some(Arc::new(atlas)));
                    }
                    state.lang.set(lang);
                }
                Err((file, reason)) => loader.fail(What::Language(code), &file, reason),
            }
        }));
    }
}
