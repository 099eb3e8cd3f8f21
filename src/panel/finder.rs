//! The search field: a combobox whose list holds regions, towns and claims
//! (WAI-ARIA Authoring Practices, editable combobox with list). What can be
//! found is `scene::finder`'s; the worker looks for it.

use atlas::Atlas;
use carto::Camera;
use documents::{
    Lang, Words,
    doc::{Node, el},
    shortened,
};
use leptos::prelude::*;
use protocol::Text;
use scene::{
    PLACE_ZOOM,
    finder::{Target, texts},
};
use web_sys::{HtmlInputElement, KeyboardEvent, PointerEvent};

use crate::{
    door::{
        attributes::with,
        basemap, dom, mount, page,
        view::{Held, hear, text},
    },
    state::{Focus, Found, Origin, State, Wish},
};

/// The code of a key that an input method has used (UI Events, `keyCode`).
const COMPOSING: u32 = 229;
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

impl List {
    fn is_shown(&self) -> bool {
        self.open && !self.finds.is_empty()
    }

    /// The ids of the regions on the line that the keyboard is on, else on all that
    /// are shown.
    fn regions(&self) -> Vec<String> {
        let shown =
            if self.is_shown() { self.at.map_or(&self.finds[..], |at| &self.finds[at..=at]) } else { &[] };
        let region = |find: &Find| match &find.target {
            Target::Region(id) => Some(id.clone()),
            _ => None,
        };
        shown.iter().filter_map(region).collect()
    }
}

/// The field and what it knows.
#[derive(Clone, Copy)]
struct Search {
    state: State,
    list: RwSignal<List>,
    field: Held,
    /// What the worker was told of, by number; nothing before the field is used,
    /// and when layers or texts have changed.
    targets: StoredValue<Vec<Target>>,
}

/// The field with its list.
#[component]
pub fn Finder(
    /// The page's.
    state: State,
) -> impl IntoView {
    let (list, targets) = (RwSignal::new(List::default()), StoredValue::new(Vec::new()));
    let (field, lines) = (Held::default(), Held::default());
    let search = Search { state, list, field, targets };
    mount::watch(Box::new(move || {
        state.loaded.atlas.track();
        state.loaded.layers.track();
        targets.set_value(Vec::new());
    }));
    mount::watch(Box::new(move || {
        if let Some(found) = state.loaded.found.get() {
            untrack(|| search.found(&found));
        }
    }));
    lines.when_there(Box::new(move |lines| {
        mount::keep_filled(lines, Box::new(move || list.with(lines_of)));
    }));
    // What is found is seen on the map before it is chosen.
    mount::watch(Box::new(move || state.mean(list.with(List::regions))));
    mount::watch(Box::new(move || {
        let at = list.with(|list| list.at.filter(|_| list.is_shown()));
        // Once the list shows it.
        page::next_frame(Box::new(move || {
            let line = at.and_then(|at| lines.now()?.children().item(at as u32));
            line.inspect(|line| line.scroll_into_view_with_bool(false));
        }));
    }));
    let query = hear(move |event| {
        if let Some(field) = dom::input(&event) {
            search.look_for(&field.value());
        }
    });
    let input = with(&[
        ("type", "search"),
        ("role", "combobox"),
        ("aria-autocomplete", "list"),
        ("aria-controls", "found"),
        ("autocomplete", "off"),
        ("spellcheck", "false"),
        ("maxlength", &LONGEST_QUERY.to_string()),
        ("enterkeyhint", "search"),
    ])
    .says("aria-label", move || format!("{} {}", state.words().search(), state.words().search_hint()))
    .says("placeholder", state.word(Words::search))
    .says("aria-expanded", move || list.with(List::is_shown).to_string())
    .may_say("aria-activedescendant", move || {
        list.with(|list| list.at.filter(|_| list.is_shown())).map(|at| format!("found-{at}"))
    });
    let found = with(&[("id", "found"), ("role", "listbox")])
        .says("aria-label", state.word(Words::search))
        .class_while("gone", move || !list.with(List::is_shown));
    let status = with(&[("role", "status")])
        .class_while("hidden", move || list.with(|list| !list.open || list.is_shown()));
    view! {
        <div
            {..with(&[("class", "finder"), ("role", "search")])}
            on:keydown=hear(move |event| search.key(&event))
            on:focusout=hear(move |_| list.update(|list| list.open = false))
        >
            <input {..input} on:input=query node_ref=field/>
            <ul {..found} on:pointerdown=hear(move |event| search.press(&event)) node_ref=lines></ul>
            <p {..status}>{text(move || list.with(|list| told(list, state.lang.get())))}</p>
        </div>
    }
}

/// The list's lines, as a document.
fn lines_of(list: &List) -> Vec<Node> {
    let line = |(at, find): (usize, &Find)| {
        el("li")
            .attr("id", &format!("found-{at}"))
            .attr("role", "option")
            .attr("data-find", &at.to_string())
            .attr("aria-selected", &(list.at == Some(at)).to_string())
            .child(el("strong").text(&find.title))
            .text(" ")
            .child(el("span").class("of").text(&find.detail))
    };
    list.finds.iter().enumerate().map(line).collect()
}

/// How many finds there are, said.
fn told(list: &List, lang: Lang) -> String {
    let words = lang.words();
    match list.finds.len() {
        _ if !list.open || list.awaited => String::new(),
        0 => words.nothing_found().to_owned(),
        many => lang.count(words.found(), many),
    }
}

impl Search {
    /// Has the worker look for `query`.
    fn look_for(self, query: &str) {
        let Some(atlas) = self.state.loaded.atlas.get_untracked() else { return };
        if self.targets.with_value(Vec::is_empty) {
            let known = self.state.loaded.layers.with_untracked(|layers| texts(&atlas, layers));
            let text = |(text, target, weight)| Text { text, target: target as u32, weight };
            basemap::remember(known.texts.into_iter().map(text).collect());
            self.targets.set_value(known.targets);
        }
        basemap::find(query, MOST);
        self.list.update(|list| {
            list.open = !query.trim().is_empty();
            list.at = None;
            list.awaited = true;
        });
    }

    /// The worker has looked.
    fn found(self, found: &Found) {
        let Some(atlas) = self.state.loaded.atlas.get_untracked() else { return };
        // The next letter was typed since: its answer will come.
        if self.field.now_as::<HtmlInputElement>().is_none_or(|field| field.value() != found.query) {
            return;
        }
        // Layers came in between: their numbers are others.
        if self.targets.with_value(Vec::is_empty) {
            return self.look_for(&found.query);
        }
        let lang = self.state.lang.get_untracked();
        let finds = self.targets.with_value(|targets| {
            let line =
                |(number, matched): &(usize, String)| line(&atlas, targets.get(*number)?, matched, lang);
            found.finds.iter().filter_map(line).collect()
        });
        let mut keys = Vec::new();
        self.list.update(|list| {
            list.finds = finds;
            list.awaited = false;
            keys = std::mem::take(&mut list.keys);
        });
        for key in keys {
            self.act(&key);
        }
    }

    fn key(self, event: &KeyboardEvent) {
        // Keys are an input method's while it composes; Safari has ended that
        // when it tells of the key that did.
        if event.is_composing() || event.key_code() == COMPOSING {
            return;
        }
        let key = event.key();
        let waits = self.list.with_untracked(|list| list.awaited && list.open);
        if waits && matches!(&*key, "ArrowDown" | "ArrowUp" | "Enter") {
            self.list.update(|list| list.keys.push(key));
        } else if !self.act(&key) {
            return;
        }
        event.prevent_default();
    }

    /// Does what `key` stands for; `false` where it stands for nothing here.
    fn act(self, key: &str) -> bool {
        let now = self.list.get_untracked();
        let last = now.finds.len().checked_sub(1);
        let to = match (key, last) {
            ("ArrowDown", Some(last)) => Some(now.at.map_or(0, |at| if at == last { 0 } else { at + 1 })),
            ("ArrowUp", Some(last)) => Some(now.at.map_or(last, |at| at.checked_sub(1).unwrap_or(last))),
            ("Enter", Some(_)) if now.open => {
                // Enter alone takes the best find.
                self.choose(now.at.unwrap_or(0));
                return true;
            }
            ("Escape", _) => return self.close(&now),
            _ => return false,
        };
        self.list.update(|list| {
            list.open = true;
            list.at = to;
        });
        true
    }

    /// Closes the list, or empties the field; `false` where both are so.
    fn close(self, now: &List) -> bool {
        let Some(field) = self.field.now_as::<HtmlInputElement>() else { return false };
        if !now.open && field.value().is_empty() {
            return false;
        }
        if !now.open {
            field.set_value("");
        }
        self.list.update(|list| {
            list.open = false;
            list.at = None;
        });
        true
    }

    /// A press on a line chooses it before the field loses the focus, which
    /// closes the list.
    fn press(self, event: &PointerEvent) {
        if let Some(line) = dom::nearest(event, "data-find").and_then(|line| line.parse().ok()) {
            event.prevent_default();
            self.choose(line);
        }
    }

    /// Goes where a find leads.
    fn choose(self, line: usize) {
        let find = self.list.with_untracked(|list| list.finds.get(line).cloned());
        let Some(find) = find else { return };
        self.list.set(List::default());
        if let Some(field) = self.field.now_as::<HtmlInputElement>() {
            field.set_value("");
        }
        match find.target {
            Target::Region(id) => self.state.select(&id, Origin::List),
            Target::Claim(id) => self.state.open_claim(&id),
            Target::Town { at, .. } => {
                let camera = self.state.view.camera.get_untracked();
                let zoom = camera.zoom.max(PLACE_ZOOM);
                self.state.fly_to(Camera { zoom, centre: at, ..camera });
                self.state.wish(Wish::Focus(Focus::Map));
            }
        }
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
        Target::Town { name, .. } => (best(name), lang.words().town().to_owned()),
        Target::Claim(id) => {
            let claim = atlas.claim(id)?;
            (best(&atlas.speaker(&claim.speaker)?.name), best(&claim.summary))
        }
    };
    let (title, detail) = (shortened(&title, LONGEST_LINE), shortened(&detail, LONGEST_LINE));
    Some(Find { target: target.clone(), title, detail })
}
