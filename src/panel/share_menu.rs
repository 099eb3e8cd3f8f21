//! The menu by which a reader takes the page along: a link, a citation, markup
//! to embed it, on paper, as a file.

use documents::Words;
use documents::share::menu;
use leptos::prelude::*;
use protocol::Wanted;
use web_sys::{KeyboardEvent, MouseEvent};

use super::copy::copy;
use crate::{
    door::{
        attributes::with,
        clipboard, dom, history, mount, page,
        view::{Held, hear, icon},
        writing,
    },
    state::{Export, State, Wish},
};

/// The menu.
#[component]
pub fn ShareMenu(
    /// The page's.
    state: State,
) -> impl IntoView {
    let (host, summary, entries) = (Held::default(), Held::default(), Held::default());
    let shares = clipboard::can_share();
    entries.when_there(Box::new(move |entries| {
        mount::keep_filled(entries, Box::new(move || menu(shares, state.lang.get())));
    }));
    // Removing an attribute that is not there is no error.
    let close = move || host.now().map(|menu| menu.remove_attribute("open"));
    let focus_summary = move || summary.now().inspect(dom::focus);
    let click = hear(move |event: MouseEvent| {
        let Some(act) = dom::nearest(&event, "data-share") else { return };
        let text = if act == "link" { Some(view_address(state)) } else { dom::nearest(&event, "data-text") };
        if let Some(text) = text {
            copy(state, text, dom::target(&event));
        } else {
            close();
            take_along(state, &act);
            if act != "system" {
                focus_summary();
            }
        }
    });
    let key = hear(move |event: KeyboardEvent| {
        let is_open = host.now().is_some_and(|menu| menu.has_attribute("open"));
        if event.key() == "Escape" && is_open {
            event.prevent_default();
            close();
            focus_summary();
        }
    });
    // A click anywhere else closes it, as menus do.
    dom::listen(
        &page::window(),
        "pointerdown",
        Box::new(move |event| {
            let is_inside = host.now().is_some_and(|menu| menu.contains(dom::target(&event).as_deref()));
            if !is_inside {
                close();
            }
        }),
    );
    // What copies is written when it may be wanted: of the view as it is then.
    let toggle = hear(move |_: web_sys::Event| {
        let copies = entries.now().and_then(|entries| dom::find_in(&entries, ".copies"));
        let is_open = host.now().is_some_and(|menu| menu.has_attribute("open"));
        let Some(copies) = copies.filter(|_| is_open) else { return };
        let embedded = format!("{}#{}", history::home_embedded(), untrack(|| state.hash()).write());
        let wanted = Wanted::Copies { home: history::home(), embedded, today: clipboard::today() };
        let then = move |nodes: Vec<_>| mount::fill(&copies, &nodes);
        writing::write(wanted, state.lang.get_untracked(), Box::new(then));
    });
    let name = state.word(Words::share_menu);
    view! {
        <details
            {..with(&[("class", "more")])}
            node_ref=host
            on:click=click
            on:keydown=key
            on:toggle=toggle
        >
            <summary {..with(&[]).says("aria-label", name).says("title", name)} node_ref=summary>
                {icon(ICON)}
            </summary>
            <div {..with(&[("class", "entries")])} node_ref=entries></div>
        </details>
    }
}

/// An arrow out of a box; index.html has the same.
const ICON: &str = "M10 12V2.5M6.5 6L10 2.5L13.5 6M5 9H3.5v8.5h13V9H15";

/// The page as it is now.
fn view_address(state: State) -> String {
    format!("{}#{}", history::home(), untrack(|| state.hash()).write())
}

fn take_along(state: State, act: &str) {
    let export = match act {
        "print" => Export::Paper { worksheet: false },
        "worksheet" => Export::Paper { worksheet: true },
        "svg" => Export::Svg,
        "png" => Export::Png,
        _ => {
            let title = state.loaded.atlas.with_untracked(|atlas| {
                let title = &atlas.as_ref()?.manifest.title;
                Some(title.best(state.lang.get_untracked().code()).1.to_owned())
            });
            return clipboard::share(&title.unwrap_or_default(), &view_address(state));
        }
    };
    state.wish(Wish::Export(export));
}
