//! The search field: a combobox whose list holds regions, towns and claims
//! (WAI-ARIA Authoring Practices, editable combobox with list). What is found
//! is `story::finder`'s.

use std::{cell::RefCell, rc::Rc};

use atlas::{Atlas, search::Index};
use carto::Camera;
use leptos::prelude::*;
use reading::{
    Lang,
    doc::{Node, el},
};
use story::{
    PLACE_ZOOM,
    finder::{Target, index},
};
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use crate::{
    mount, page,
    state::{Origin, State},
};

/// How many finds are listed.
const MOST: usize = 8;

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
}

/// Shows the field and makes it answer.
pub fn set_up(state: State) {
    let list = ArcRwSignal::new(List::default());
    // Made when the field is first used, and again when layers or texts change.
    let known: Rc<RefCell<Option<Index<Target>>>> = Rc::default();
    let stale = Rc::clone(&known);
    mount::watch(Box::new(move || {
        state.atlas.track();
        state.layers.track();
        stale.replace(None);
    }));
    mount::document("#panel .finder", Box::new(move || field(state.lang.get())), Box::new(|_| {}));
    let shown = list.clone();
    mount::watch(Box::new(move || show(&shown.get(), state.lang.get())));

    let typed = list.clone();
    page::listen_to(
        "#panel .finder",
        "input",
        Box::new(move |event| {
            let Some(query) = mount::input(&event).map(|input| input.value()) else { return };
            let finds = find(state, &mut known.borrow_mut(), &query);
            typed.set(List { open: !query.trim().is_empty(), finds, at: None });
        }),
    );
    let pressed = list.clone();
    page::listen_to("#panel .finder", "keydown", Box::new(move |event| key(state, &pressed, &event)));
    let clicked = list.clone();
    // Before the field loses the focus, which closes the list.
    page::listen_to(
        "#panel .finder",
        "pointerdown",
        Box::new(move |event| {
            let line = mount::nearest(&event, "data-find").and_then(|line| line.parse().ok());
            if line.is_some() {
                event.prevent_default();
                choose(state, &clicked, line);
            }
        }),
    );
    page::listen_to("#panel .finder", "focusout", Box::new(move |_| list.update(|list| list.open = false)));
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
        .attr("enterkeyhint", "search");
    let list =
        el("ul").attr("id", "found").attr("role", "listbox").attr("aria-label", w.search).class("gone");
    vec![input, list, el("p").class("hidden").attr("role", "status")]
}

fn input() -> Option<HtmlInputElement> {
    page::find("#panel .finder input")?.dyn_into().ok()
}

fn find(state: State, known: &mut Option<Index<Target>>, query: &str) -> Vec<Find> {
    let Some(atlas) = state.atlas.get_untracked() else { return Vec::new() };
    let index = known.get_or_insert_with(|| state.layers.with_untracked(|layers| index(&atlas, layers)));
    let lang = state.lang.get_untracked();
    let found = index.find(query, MOST).into_iter();
    found.filter_map(|found| line(&atlas, found.target, found.text, lang)).collect()
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
        _ if !list.open => String::new(),
        0 => w.nothing_found.to_owned(),
        1 => format!("1 {}", w.found_one),
        many => format!("{many} {}", w.found_many),
    };
    if let Some(status) = page::find("#panel .finder [role=status]") {
        page::switch(&status, "hidden", !list.open || open);
        status.set_text_content(Some(&told));
    }
}

fn key(state: State, list: &ArcRwSignal<List>, event: &web_sys::Event) {
    let key = page::key(event);
    let now = list.get_untracked();
    let last = now.finds.len().checked_sub(1);
    let to = match (&*key, last) {
        ("ArrowDown", Some(last)) => Some(now.at.map_or(0, |at| if at == last { 0 } else { at + 1 })),
        ("ArrowUp", Some(last)) => Some(now.at.map_or(last, |at| at.checked_sub(1).unwrap_or(last))),
        ("Enter", Some(_)) if now.open => {
            event.prevent_default();
            // Enter alone takes the best find.
            return choose(state, list, now.at.or(Some(0)));
        }
        ("Escape", _) => {
            let Some(field) = input() else { return };
            if !now.open && field.value().is_empty() {
                return;
            }
            event.prevent_default();
            if !now.open {
                field.set_value("");
            }
            return list.update(|list| {
                list.open = false;
                list.at = None;
            });
        }
        _ => return,
    };
    event.prevent_default();
    list.update(|list| {
        list.open = true;
        list.at = to;
    });
}

/// Goes where a find leads.
fn choose(state: State, list: &ArcRwSignal<List>, line: Option<usize>) {
    let Some(find) = line.and_then(|line| list.with_untracked(|list| list.finds.get(line).cloned())) else {
        return;
    };
    list.set(List::default());
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
