//! The reading panel: at rest the article and its places, else the selected
//! region. Beside the map where there is room, a bottom sheet where not.

use std::sync::Arc;

use atlas::{Atlas, Region};
use leptos::prelude::*;

use super::{region_page::RegionPage, use_state};
use crate::{
    state::Origin,
    text::{self, Lang},
};

/// The panel.
#[component]
pub fn Panel() -> impl IntoView {
    let state = use_state();
    let words = move || state.lang.get().words();
    let body = move || {
        let atlas = state.atlas.get()?;
        let lang = state.lang.get();
        let selected = state.selected.get().filter(|id| atlas.region(id).is_some());
        Some(match selected {
            Some(id) => view! { <RegionPage atlas id lang/> }.into_any(),
            None => view! { <Contents atlas lang/> }.into_any(),
        })
    };
    let handle = move || if state.sheet_open.get() { words().sheet_close } else { words().sheet_open };
    view! {
        <main id="panel" aria-label=move || words().panel class:is-closed=move || !state.sheet_open.get()>
            <header class="bar">
                <button
                    type="button"
                    class="handle"
                    aria-expanded=move || if state.sheet_open.get() { "true" } else { "false" }
                    aria-label=handle
                    on:click=move |_| state.sheet_open.update(|open| *open = !*open)
                ></button>
                <Languages/>
            </header>
            <div class="text">{body}</div>
        </main>
    }
}

/// The switch between languages.
#[component]
fn Languages() -> impl IntoView {
    let state = use_state();
    let choice = move |lang: Lang| {
        view! {
            <button
                type="button"
                lang=lang.code()
                aria-pressed=move || if state.lang.get() == lang { "true" } else { "false" }
                on:click=move |_| state.lang.set(lang)
            >
                {lang.name()}
            </button>
        }
    };
    view! {
        <div class="languages" role="group" aria-label=move || state.lang.get().words().language>
            {Lang::ALL.map(choice).collect_view()}
        </div>
    }
}

/// The article and its places.
#[component]
fn Contents(atlas: Arc<Atlas>, lang: Lang) -> impl IntoView {
    let (words, manifest, source) = (lang.words(), &atlas.manifest, &atlas.claims.source);
    let (title_lang, title) = manifest.title.best(lang.code());
    let (intro_lang, introduction) = manifest.introduction.best(lang.code());
    let (note_lang, disclaimer) = manifest.disclaimer.best(lang.code());
    let published = text::date(source.published_on(), lang);
    let as_of = format!("{} {}.", words.situation, text::date(manifest.as_of, lang));
    let read = source.url.clone().map(|url| {
        let label = format!("{} ({})", words.read_article, words.new_tab);
        view! { <a href=url target="_blank" rel="noopener" aria-label=label>{words.read_article}" ↗"</a> }
    });
    let themes = atlas.regions.themes.iter().map(|theme| {
        let (theme_lang, name) = theme.name.best(lang.code());
        let regions = theme.regions.iter().filter_map(|id| atlas.region(id));
        let items = regions.map(|region| {
            let children = atlas.children(&region.id);
            let inner = (!children.is_empty()).then(|| {
                view! {
                    <ul>{children.into_iter().map(|child| view! { <li>{link(child, lang)}</li> }).collect_view()}</ul>
                }
            });
            view! { <li>{link(region, lang)} {inner}</li> }
        });
        view! {
            <section class="theme">
                <h3 lang=theme_lang.to_owned()>{name.to_owned()}</h3>
                <ul>{items.collect_view()}</ul>
            </section>
        }
    });
    view! {
        <h1 tabindex="-1" lang=title_lang.to_owned()>{title.to_owned()}</h1>
        <p class="introduction" lang=intro_lang.to_owned()>{introduction.to_owned()}</p>
        <div class="source">
            <p>
                <cite lang=source.language.clone()>{source.title.clone()}</cite>
                <br/>
                <strong>{source.publisher.clone()}</strong>", "{published}
            </p>
            <p>{read}</p>
        </div>
        <h2 tabindex="-1">{words.places}</h2>
        <nav aria-label=words.places>{themes.collect_view()}</nav>
        <p class="fine"><strong>{as_of}</strong>" "<span lang=note_lang.to_owned()>{disclaimer.to_owned()}</span></p>
    }
}

/// A link to a region, which selects it.
pub fn link(region: &Region, lang: Lang) -> impl IntoView + use<> {
    let state = use_state();
    let (label_lang, label) = region.label.best(lang.code());
    let (label_lang, label) = (label_lang.to_owned(), label.to_owned());
    let id = region.id.clone();
    let hovered = {
        let id = id.clone();
        move |on: bool| {
            let number = state.story.with_untracked(|s| s.number(&id)).filter(|_| on);
            state.hovered.set(number);
        }
    };
    let leave = hovered.clone();
    view! {
        <a
            href=format!("#region={id}")
            data-link=id.clone()
            lang=label_lang
            on:pointerenter=move |_| hovered(true)
            on:pointerleave=move |_| leave(false)
            on:click=move |event| {
                event.prevent_default();
                state.select(&id, Origin::List);
            }
        >
            {label}
        </a>
    }
}
