//! The search field: a combobox whose list holds regions, towns and claims
//! (WAI-ARIA Authoring Practices, editable combobox with list). What can be
//! found is `story::finder`'s; the worker looks for it.

use std::cell::RefCell;

use atlas::Atlas;
use carto::Camera;
use leptos::prelude::*;
use protocol::Text;
use reading::{
    Lang,
    doc::{Node, el},
    shortened,
};
use story::{
    PLACE_ZOOM,
    finder::{Target, texts},
};
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use crate::{
    ground, mount, page,
    state::{Origin, State},
};

/// How many finds are listed.
const MOST: usize = 8;
/// How many characters may be typed: more than any name has.
const LONGEST_QUERY: usize = 120;
/// How many characters of a find are shown.
const LONGEST_LINE: usize = 240;

/// One line of the list.
#[derive(Clone, PartialEq)]
struct Find {
    target: Target,
    /// What it is called, or who says it.
    title: String,
    /// What it is, or what is said.
    detail: String,
}

/// What the field shows.
#[derive(Clone, Default, PartialEq)]
struct List {
    /// Whether it is open: something was typed since it was closed.
    open: bool,
    finds: Vec<Find>,
    /// Which line the keyboard is on.
    at: Option<usize>,
    /// Whether the finds are of an earlier query: the worker is looking.
    awaited: bool,
    /// Keys that were pressed meanwhile.
    keys: Vec<String>,
}

thread_local! {
    static LIST: ArcRwSignal<List> = ArcRwSignal::new(List::default());
    /// What the worker was told of, by number; nothing before the field is used,
    /// and when layers or texts have changed.
    static TARGETS: RefCell<Vec<Target>> = const { RefCell::new(Vec::new()) };
}

fn list() -> ArcRwSignal<List> {
    LIST.with(Clone::clone)
}

/// Shows the field and makes it answer.
pub fn set_up(state: State) {
    mount::watch(Box::new(move || {
        state.atlas.track();
        state.layers.track();
        TARGETS.take();
    }));
    mount::document("#panel .finder", Box::new(move || field(state.lang.get())), Box::new(|_| {}));
    mount::watch(Box::new(move || show(&list().get(), state.lang.get())));
    page::listen_to(
        "#panel .finder",
        "input",
        Box::new(move |event| {
            if let Some(query) = mount::input(&event).map(|input| input.value()) {
                look_for(state, &query);
            }
        }),
    );
    page::listen_to("#panel .finder", "keydown", Box::new(move |event| key(state, &event)));
    // Before the field loses the focus, which closes the list.
    page::listen_to(
        "#panel .finder",
        "pointerdown",
        Box::new(move |event| {
            let line = mount::nearest(&event, "data-find").and_then(|line| line.parse().ok());
            if line.is_some() {
                event.prevent_default();
                choose(state, line);
            }
        }),
    );
    page::listen_to("#panel .finder", "focusout", Box::new(move |_| list().update(|list| list.open = false)));
}

fn field(lang: Lang) -> Vec<Node> {
    let w = lang.words();
    let input = el("input")
        .attr("type", "search")
        .attr("role", "combobox")
        .attr("aria-label", &format!("{} {}", w.search, w.search_hint))
        .attr("placeholder", w.search)
        .attr("aria-autocomplete", "list")
        .attr("aria-controls", "found")
        .attr("aria-expanded", "false")
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .attr("maxlength", &LONGEST_QUERY.to_string())
        .attr("enterkeyhint", "search");
    let list =
        el("ul").attr("id", "found").attr("role", "listbox").attr("aria-label", w.search).class("gone");
    vec![input, list, el("p").class("hidden").attr("role", "status")]
}

fn input() -> Option<HtmlInputElement> {
    page::find("#panel .finder input")?.dyn_into().ok()
}

/// Has the worker look for `query`.
fn look_for(state: State, query: &str) {
    let Some(atlas) = state.atlas.get_untracked() else { return };
    if TARGETS.with_borrow(Vec::is_empty) {
        let known = state.layers.with_untracked(|layers| texts(&atlas, layers));
        let text = |(text, target, weight)| Text { text, target: target as u32, weight };
        ground::remember(known.texts.into_iter().map(text).collect());
        TARGETS.set(known.targets);
    }
    ground::find(query, MOST);
    list().update(|list| {
        list.open = !query.trim().is_empty();
        list.at = None;
        list.awaited = true;
    });
}

/// The worker has looked for `query`.
pub fn found(state: State, query: &str, found: &[protocol::Find]) {
    let Some(atlas) = state.atlas.get_untracked() else { return };
    // The next letter was typed since: its answer will come.
    if input().is_none_or(|field| field.value() != query) {
        return;
    }
    // Layers came in between: their numbers are others.
    if TARGETS.with_borrow(Vec::is_empty) {
        return look_for(state, query);
    }
    let lang = state.lang.get_untracked();
    let finds = found.iter().filter_map(|find| {
        TARGETS.with_borrow(|targets| line(&atlas, targets.get(find.target as usize)?, &find.text, lang))
    });
    let mut keys = Vec::new();
    list().update(|list| {
        list.finds = finds.collect();
        list.awaited = false;
        keys = std::mem::take(&mut list.keys);
    });
    for key in keys {
        act(state, &key);
    }
}

fn line(atlas: &Atlas, target: &Target, matched: &str, lang: Lang) -> Option<Find> {
    let best = |text: &atlas::Localized| text.best(lang.code()).1.to_owned();
    let (title, detail) = match target {
        Target::Region(id) => {
            let region = atlas.region(id)?;
            let label = best(&region.label);
            // The name that was looked for, where it is another.
            let name = if matched == label { String::new() } else { format!("{matched} · ") };
            (label, format!("{name}{}", best(&region.kind)))
        }
        Target::Town { name, .. } => (best(name), lang.words().town.to_owned()),
        Target::Claim(id) => {
            let claim = atlas.claim(id)?;
            (best(&atlas.speaker(&claim.speaker)?.name), best(&claim.summary))
        }
    };
    let (title, detail) = (shortened(&title, LONGEST_LINE), shortened(&detail, LONGEST_LINE));
    Some(Find { target: target.clone(), title, detail })
}

fn show(list: &List, lang: Lang) {
    let (Some(field), Some(host)) = (input(), page::find("#found")) else { return };
    let open = list.open && !list.finds.is_empty();
    let lines = list.finds.iter().enumerate().map(|(at, find)| {
        el("li")
            .attr("id", &format!("found-{at}"))
            .attr("role", "option")
            .attr("data-find", &at.to_string())
            .attr("aria-selected", if list.at == Some(at) { "true" } else { "false" })
            .child(el("strong").text(&find.title))
            .text(" ")
            .child(el("span").class("of").text(&find.detail))
    });
    mount::fill(&host, &lines.collect::<Vec<_>>());
    page::switch(&host, "gone", !open);
    page::set(&field, "aria-expanded", if open { "true" } else { "false" });
    match list.at.filter(|_| open) {
        Some(at) => {
            let id = format!("found-{at}");
            page::set(&field, "aria-activedescendant", &id);
            if let Some(line) = page::find(&format!("#{id}")) {
                line.scroll_into_view_with_bool(false);
            }
        }
        // Removing what is not there is no error.
        None => drop(field.remove_attribute("aria-activedescendant")),
    }
    let w = lang.words();
    let told = match list.finds.len() {
        _ if !list.open || list.awaited => String::new(),
        0 => w.nothing_found.to_owned(),
        1 => format!("1 {}", w.found_one),
        many => format!("{many} {}", w.found_many),
    };
    if let Some(status) = page::find("#panel .finder [role=status]") {
        page::switch(&status, "hidden", !list.open || open);
        status.set_text_content(Some(&told));
    }
}

fn key(state: State, event: &web_sys::Event) {
    let key = page::key(event);
    let waits = list().with_untracked(|list| list.awaited && list.open);
    if waits && matches!(&*key, "ArrowDown" | "ArrowUp" | "Enter") {
        list().update(|list| list.keys.push(key));
    } else if !act(state, &key) {
        return;
    }
    event.prevent_default();
}

/// Does what `key` stands for; `false` where it stands for nothing here.
fn act(state: State, key: &str) -> bool {
    let now = list().get_untracked();
    let last = now.finds.len().checked_sub(1);
    let to = match (key, last) {
        ("ArrowDown", Some(last)) => Some(now.at.map_or(0, |at| if at == last { 0 } else { at + 1 })),
        ("ArrowUp", Some(last)) => Some(now.at.map_or(last, |at| at.checked_sub(1).unwrap_or(last))),
        ("Enter", Some(_)) if now.open => {
            // Enter alone takes the best find.
            choose(state, now.at.or(Some(0)));
            return true;
        }
        ("Escape", _) => {
            let Some(field) = input() else { return false };
            if !now.open && field.value().is_empty() {
                return false;
            }
            if !now.open {
                field.set_value("");
            }
            list().update(|list| {
                list.open = false;
                list.at = None;
            });
            return true;
        }
        _ => return false,
    };
    list().update(|list| {
        list.open = true;
        list.at = to;
    });
    true
}

/// Goes where a find leads.
fn choose(state: State, line: Option<usize>) {
    let find = line.and_then(|line| list().with_untracked(|list| list.finds.get(line).cloned()));
    let Some(find) = find else { return };
    list().set(List::default());
    if let Some(field) = input() {
        field.set_value("");
    }
    match find.target {
        Target::Region(id) => state.select(&id, Origin::List),
        Target::Claim(id) => state.open_claim(&id),
        Target::Town { at, .. } => {
            let camera = state.camera.get_untracked();
            let zoom = camera.zoom.max(PLACE_ZOOM);
            state.fly_to(Camera { zoom, centre: at, ..camera });
            page::focus("#map");
        }
    }
}
