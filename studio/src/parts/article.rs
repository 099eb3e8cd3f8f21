//! The article, word by word: what is marked in it becomes a claim, or a place.

use std::ops::Range;
use std::sync::Arc;

use authoring::{NewClaim, NewRegion, Token, paragraphs, slice};
use leptos::html::{Div, Input};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, KeyboardEvent, PointerEvent};

use crate::door::{files, page};
use crate::state::{Page, Studio};

/// Words of an excerpt, at most: the check says so too.
const MOST: usize = atlas::excerpt::MAX_WORDS;

/// The article's part of the page.
pub fn article(studio: Studio) -> impl IntoView {
    let words = studio.words;
    let text = Memo::new(move |_| {
        studio
            .project
            .with(|project| project.as_ref().map(|project| project.article().to_owned()))
            .unwrap_or_default()
    });
    let field = NodeRef::<Input>::new();
    let bring = move |_| {
        spawn_local(async move {
            let Some(field) = field.get_untracked() else { return };
            match files::text(&field).await {
                Ok(Some(text)) => {
                    studio.marked.set(None);
                    studio.change(|project| Ok(project.with_article(&text)));
                }
                Ok(None) => {}
                Err(why) => studio.told.set(why),
            }
        });
    };
    view! {
        <section class="article" aria-labelledby="article-heading">
            <h2 id="article-heading">{words.article}</h2>
            {move || {
                let text = text.get();
                if text.is_empty() {
                    view! { <p>{words.no_article}</p> }.into_any()
                } else {
                    view! {
                        <p class="help" id="article-help">{words.article_help}</p>
                        {marked(studio)}
                        {body(studio, &text)}
                    }.into_any()
                }
            }}
            <label class="file">
                <span>{move || if text.with(String::is_empty) { words.open_text } else { words.replace_article }}</span>
                <input type="file" accept=".txt,.md,text/plain" node_ref=field on:change=bring/>
            </label>
        </section>
    }
}

/// What is marked, and what can become of it.
fn marked(studio: Studio) -> AnyView {
    let words = studio.words;
    let quoted = Memo::new(move |_| {
        let at = studio.marked.get()?;
        studio.project.with(|project| slice(project.as_ref()?.article(), &at).map(str::to_owned))
    });
    let told = move || match quoted.get() {
        Some(quoted) => {
            let count = atlas::excerpt::word_count(&quoted);
            let long = if count > MOST { format!(" {}", words.too_long) } else { String::new() };
            format!("{} ({count} {}): {quoted}{long}", words.marked, words.words_of)
        }
        None => words.nothing_marked.to_owned(),
    };
    let region = move || {
        let Some(name) = quoted.get_untracked() else { return };
        make_region(studio, &name);
    };
    let is_none = move || studio.marked.with(Option::is_none);
    view! {
        <div class="marked">
            <p dir="auto">{told}</p>
            <button type="button" prop:disabled=is_none on:click=move |_| make_claim(studio)>{words.make_claim}</button>
            <button type="button" prop:disabled=is_none on:click=move |_| region()>{words.make_region}</button>
        </div>
    }
    .into_any()
}

/// A claim of what is marked, about the region in hand where one is.
fn make_claim(studio: Studio) {
    let Some(at) = studio.marked.get_untracked() else {
        studio.told.set(studio.words.nothing_marked.to_owned());
        return;
    };
    let regions = match studio.page.get_untracked() {
        Page::Region(id) => vec![id],
        _ => Vec::new(),
    };
    let new = NewClaim { at, regions, ..NewClaim::default() };
    if let Some(id) = studio.change_with(|project| project.add_claim(&new)) {
        studio.marked.set(None);
        studio.page.set(Page::Claim(id));
        page::focus_on("form-heading".to_owned());
    }
}

/// A region of that name, which the article has.
pub fn make_region(studio: Studio, name: &str) -> Option<String> {
    let lang = studio.first_language();
    let new = NewRegion { in_the_article: Some(name.to_owned()), ..NewRegion::named(name, &lang) };
    let id = studio.change_with(|project| project.add_region(&new))?;
    studio.page.set(Page::Region(id.clone()));
    page::focus_on("form-heading".to_owned());
    Some(id)
}

/// The words themselves.
fn body(studio: Studio, text: &str) -> AnyView {
    let paragraphs = paragraphs(text);
    let tokens: Arc<Vec<Token>> = Arc::new(paragraphs.iter().flat_map(|one| one.tokens.clone()).collect());
    let starts: Vec<usize> = paragraphs
        .iter()
        .scan(0, |at, one| {
            let start = *at;
            *at += one.tokens.len();
            Some(start)
        })
        .collect();
    let claimed = Memo::new(move |_| claimed(studio));
    let hand = Hand { studio, tokens: tokens.clone(), at: RwSignal::new(0), from: RwSignal::new(0) };
    let lang = match studio.atlas.get_untracked() {
        Some(Ok(atlas)) => atlas.claims.source.language.clone(),
        _ => String::new(),
    };
    let is_rtl = page::is_rtl(&lang);
    let own = NodeRef::<Div>::new();
    let each = paragraphs.iter().zip(starts.clone()).map(|(paragraph, start)| {
        let words = paragraph.tokens.iter().enumerate().map(|(index, token)| {
            let at = token.at.clone();
            let (one, two) = (at.clone(), at.clone());
            let is_marked = move || {
                studio.marked.with(|marked| marked.as_ref().is_some_and(|marked| covers(marked, &one)))
            };
            let is_claimed = move || claimed.with(|all| all.iter().any(|(own, _)| covers(own, &two)));
            let index = start + index;
            let is_at = move || hand.at.get() == index;
            view! {
                {token.spaced.then_some(" ")}
                <span role="option" id=format!("w{index}") data-word=index
                    aria-selected=move || if is_marked() { "true" } else { "false" }
                    class:claimed=is_claimed class:at=is_at>{token.text.clone()}</span>
            }
        });
        view! { <p role="group" dir="auto">{words.collect_view()}</p> }
    });
    let (down, over, keys, open) = (hand.clone(), hand.clone(), hand.clone(), hand.clone());
    let count = tokens.len();
    view! {
        <div class="words" role="listbox" aria-multiselectable="true" tabindex="0" lang=lang node_ref=own
            aria-labelledby="article-heading" aria-describedby="article-help"
            aria-activedescendant=move || format!("w{}", hand.at.get().min(count.saturating_sub(1)))
            on:pointerdown=move |event| down.press(&event)
            on:pointermove=move |event| over.drag(&event)
            on:dblclick=move |_| open.open(&claimed.get_untracked())
            on:keydown=move |event| keys.key(&event, &starts, is_rtl)>
            {each.collect_view()}
        </div>
    }
    .into_any()
}

fn covers(outer: &Range<usize>, inner: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// Where claims stand, and which.
fn claimed(studio: Studio) -> Vec<(Range<usize>, String)> {
    let (Some(Ok(atlas)), Some(project)) = (studio.atlas.get(), studio.project.get()) else {
        return Vec::new();
    };
    let each = atlas.claims.claims.iter();
    each.filter_map(|claim| Some((project.place_of(claim)?, claim.id.clone()))).collect()
}

/// A hand on the words: where it is, and from where it marks.
#[derive(Clone)]
struct Hand {
    studio: Studio,
    tokens: Arc<Vec<Token>>,
    at: RwSignal<usize>,
    from: RwSignal<usize>,
}

impl Hand {
    fn press(&self, event: &PointerEvent) {
        let Some(at) = word(event.target().and_then(|target| target.dyn_into().ok())) else { return };
        let is_touch = event.pointer_type() == "touch";
        // A finger marks from word to word, as it cannot drag over them without scrolling.
        let goes_on = event.shift_key()
            || (is_touch
                && self.from.get_untracked() == self.at.get_untracked()
                && self.studio.marked.with_untracked(Option::is_some));
        if !goes_on {
            self.from.set(at);
        }
        self.mark_to(at);
    }

    fn drag(&self, event: &PointerEvent) {
        if event.buttons() & 1 == 0 || event.pointer_type() == "touch" {
            return;
        }
        // The browser's own marking is another one.
        event.prevent_default();
        let under = page::document().element_from_point(event.client_x() as f32, event.client_y() as f32);
        if let Some(at) = word(under) {
            self.mark_to(at);
        }
    }

    fn mark_to(&self, at: usize) {
        self.at.set(at);
        let from = self.from.get_untracked();
        let (first, last) = (from.min(at), from.max(at));
        if let (Some(first), Some(last)) = (self.tokens.get(first), self.tokens.get(last)) {
            self.studio.marked.set(Some(first.at.start..last.at.end));
        }
    }

    fn key(&self, event: &KeyboardEvent, starts: &[usize], is_rtl: bool) {
        let (now, last) = (self.at.get_untracked(), self.tokens.len().saturating_sub(1));
        let (back, forth) = (now.saturating_sub(1), (now + 1).min(last));
        let to = match &*event.key() {
            "ArrowRight" => {
                if is_rtl {
                    back
                } else {
                    forth
                }
            }
            "ArrowLeft" => {
                if is_rtl {
                    forth
                } else {
                    back
                }
            }
            "ArrowDown" => starts.iter().copied().find(|start| *start > now).unwrap_or(last),
            "ArrowUp" => starts.iter().rev().copied().find(|start| *start < now).unwrap_or(0),
            "Home" => 0,
            "End" => last,
            "Enter" => {
                event.prevent_default();
                make_claim(self.studio);
                return;
            }
            "Escape" => {
                self.studio.marked.set(None);
                return;
            }
            _ => return,
        };
        event.prevent_default();
        if event.shift_key() {
            self.mark_to(to);
        } else {
            self.at.set(to);
            self.from.set(to);
        }
        if let Some(element) = page::document().get_element_by_id(&format!("w{to}")) {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Nearest);
            element.scroll_into_view_with_scroll_into_view_options(&options);
        }
    }

    /// Opens the claim that the word in hand belongs to.
    fn open(&self, claimed: &[(Range<usize>, String)]) {
        let Some(token) = self.tokens.get(self.at.get_untracked()) else { return };
        if let Some((_, id)) = claimed.iter().find(|(own, _)| covers(own, &token.at)) {
            self.studio.marked.set(None);
            self.studio.page.set(Page::Claim(id.clone()));
        }
    }
}

/// The number of the word that an element is.
fn word(element: Option<Element>) -> Option<usize> {
    element?.get_attribute("data-word")?.parse().ok()
}
