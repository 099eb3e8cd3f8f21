//! The menu by which a reader takes the page along: a link, a citation, markup
//! to embed it.

use leptos::prelude::*;
use reading::share::{bibtex, citation, embed, menu};
use wasm_bindgen::{JsCast, JsValue};

use crate::{mount, page, print, share, state::State};

/// Fills the menu and makes it answer.
pub fn set_up(state: State) {
    let shares = share_function().is_some();
    mount::document(
        "#panel .more .entries",
        Box::new(move || menu(shares, state.lang.get())),
        Box::new(|_| {}),
    );
    mount::watch(Box::new(move || {
        let name = state.lang.get().words().share_menu;
        if let Some(summary) = page::find("#panel .more summary") {
            page::set(&summary, "aria-label", name);
            page::set(&summary, "title", name);
        }
    }));
    page::listen_to(
        "#panel .more",
        "click",
        Box::new(move |event| {
            if let Some(act) = mount::nearest(&event, "data-share") {
                let button = event.target().and_then(|t| t.dyn_into::<web_sys::Element>().ok());
                perform(state, &act, button);
            }
        }),
    );
    page::listen_to(
        "#panel .more",
        "keydown",
        Box::new(|event| {
            if page::key(&event) == "Escape" && page::find("#panel .more[open]").is_some() {
                event.prevent_default();
                close();
                page::focus("#panel .more summary");
            }
        }),
    );
    page::listen(
        &page::window(),
        "afterprint",
        Box::new(|_| {
            if let Some(sheet) = page::find("#print") {
                sheet.remove();
            }
        }),
    );
    // A click anywhere else closes it, as menus do.
    page::listen(
        &page::window(),
        "pointerdown",
        Box::new(|event| {
            let inside = event.target().and_then(|t| t.dyn_into::<web_sys::Element>().ok());
            if inside.and_then(|e| e.closest(".more").ok().flatten()).is_none() {
                close();
            }
        }),
    );
}

fn close() {
    if let Some(menu) = page::find("#panel .more[open]") {
        // Removing what is there is no error.
        let _ = menu.remove_attribute("open");
    }
}

fn perform(state: State, act: &str, button: Option<web_sys::Element>) {
    let Some(atlas) = state.atlas.get_untracked() else { return };
    let lang = state.lang.get_untracked();
    let view = || share::view(state);
    let today = share::today();
    match act {
        "sheet" => {
            close();
            share_by_sheet(atlas.manifest.title.best(lang.code()).1, &view());
        }
        "link" => share::copy_text(state, view(), button),
        "citation" => share::copy_text(state, citation(&atlas, &share::home(), today, lang), button),
        "bibtex" => share::copy_text(state, bibtex(&atlas, &share::home(), today, lang), button),
        "embed" => share::copy_text(state, embed(&atlas, &share::embedded(state), lang), button),
        _ => {
            close();
            page::focus("#panel .more summary");
            print::perform(state, act);
        }
    }
}

/// The browser's own way to share, where it has one.
fn share_function() -> Option<js_sys::Function> {
    let navigator: JsValue = page::window().navigator().into();
    js_sys::Reflect::get(&navigator, &"share".into()).ok()?.dyn_into().ok()
}

fn share_by_sheet(title: &str, address: &str) {
    let Some(share) = share_function() else { return };
    let what = js_sys::Object::new();
    // Setting members of a new object cannot fail; a reader may close the sheet.
    let _ = js_sys::Reflect::set(&what, &"title".into(), &title.into());
    let _ = js_sys::Reflect::set(&what, &"url".into(), &address.into());
    let _ = share.call1(&page::window().navigator(), &what);
}
