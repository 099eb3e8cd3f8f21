//! A selected region: its names, what kind of place it is, how things stand,
//! how exact its drawing is, and what the article says about it.

use std::sync::Arc;

use atlas::{Atlas, Region, names};
use leptos::prelude::*;

use super::{claim_card::ClaimCard, panel::link, use_state};
use crate::text::{self, Lang};

/// The page of a region.
#[component]
pub fn RegionPage(atlas: Arc<Atlas>, id: String, lang: Lang) -> impl IntoView {
    let state = use_state();
    let region = atlas.region(&id)?.clone();
    let words = lang.words();
    let (label_lang, label) = region.label.best(lang.code());
    let (kind_lang, kind) = region.kind.best(lang.code());
    let family = family(&atlas, &region, lang);
    let precision = region.precision.as_ref().map(|precision| {
        let (precision_lang, text) = precision.best(lang.code());
        view! {
            <aside class="precision">
                <h3>{words.precision}</h3>
                <p lang=precision_lang.to_owned()>{text.to_owned()}</p>
            </aside>
        }
    });
    Some(view! {
        <article class="region-page">
            <button type="button" class="back" on:click=move |_| state.deselect()>{words.back}</button>
            <h2 tabindex="-1" lang=label_lang.to_owned()>{label.to_owned()}</h2>
            <p class="kind" lang=kind_lang.to_owned()>{kind.to_owned()}</p>
            {toponyms(&region, lang)}
            {claims(&atlas, &region, lang)}
            {notes(&atlas, &region, lang)}
            {outlines(&region, lang)}
            {precision}
            {family}
        </article>
    })
}

/// The names: the article's form, the parties', the others.
fn toponyms(region: &Region, lang: Lang) -> impl IntoView + use<> {
    let words = lang.words();
    let ordered = names::in_order(&region.names, lang.code());
    let name = |name: &atlas::Toponym| {
        let mut told = text::language_name(&name.lang, lang);
        if name.article {
            told = format!("{told}, {}", words.in_the_article);
        } else if name.variant {
            told = format!("{}, {told}", words.also);
        }
        let (toponym, code) = (name.toponym.clone(), name.lang.clone());
        view! { <li><span class="toponym" lang=code>{toponym}</span>" "<span class="of">{told}</span></li> }
    };
    let (main, variants): (Vec<_>, Vec<_>) = ordered.into_iter().partition(|n| !n.variant);
    view! {
        <section class="names">
            <h3 class="hidden">{words.names}</h3>
            <ul>{main.into_iter().map(name).collect_view()}</ul>
            {(!variants.is_empty()).then(|| view! { <ul class="variants">{variants.into_iter().map(name).collect_view()}</ul> })}
        </section>
    }
}

fn notes(atlas: &Arc<Atlas>, region: &Region, lang: Lang) -> impl IntoView + use<> {
    let words = lang.words();
    let date = text::date(atlas.manifest.as_of, lang);
    let note = |note: &atlas::region::Note| {
        let (note_lang, said) = note.text.best(lang.code());
        let sources = note.sources.iter().filter_map(|id| atlas.reference(id)).map(|reference| {
            let title = reference.title.clone();
            let title = match reference.url.clone() {
                Some(url) => view! { <a href=url target="_blank" rel="noopener">{title}</a> }.into_any(),
                None => view! { <span>{title}</span> }.into_any(),
            };
            let when = reference.date.as_ref().map(|d| match d.parse() {
                Ok(parsed) => format!(" ({})", text::date(parsed, lang)),
                Err(_) => format!(" ({d})"),
            });
            view! { <li>{title}{when}</li> }
        });
        let sources = sources.collect::<Vec<_>>();
        let count = sources.len();
        view! {
            <div class="note">
                <p lang=note_lang.to_owned()>{said.to_owned()}</p>
                <details class="sources">
                    <summary>{format!("{} ({count})", words.sources)}</summary>
                    <ul>{sources.collect_view()}</ul>
                </details>
            </div>
        }
    };
    let notes: Vec<_> = region.notes.iter().map(note).collect();
    (!notes.is_empty()).then(
        || view! { <section><h3>{format!("{} · {date}", words.status)}</h3>{notes.collect_view()}</section> },
    )
}

/// What the article says: of the region itself, or of the whole it is part of.
fn claims(atlas: &Arc<Atlas>, region: &Region, lang: Lang) -> impl IntoView + use<> {
    let words = lang.words();
    let claims = atlas.claims_about(&region.id);
    let of_parent = claims.first().is_some_and(|c| !c.is_about(&region.id));
    let preface = match (claims.is_empty(), of_parent, atlas.parent(&region.id)) {
        (true, ..) => Some(view! { <p class="preface">{words.no_claim}</p> }.into_any()),
        (_, true, Some(parent)) => {
            Some(view! { <p class="preface">{words.claims_of_parent}" "{link(parent, lang)}</p> }.into_any())
        }
        _ => None,
    };
    let here =
        if of_parent { atlas.parent(&region.id).map(|p| p.id.clone()) } else { Some(region.id.clone()) };
    let cards = claims.into_iter().map(|claim| {
        let here = here.clone().unwrap_or_default();
        view! { <ClaimCard atlas=Arc::clone(atlas) id=claim.id.clone() here lang/> }
    });
    view! {
        <section class="claims">
            <h3>{words.what_article_says}</h3>
            {preface}
            {cards.collect_view()}
        </section>
    }
}

/// Where the outline changed over time: a choice of dates.
fn outlines(region: &Region, lang: Lang) -> impl IntoView + use<> {
    let state = use_state();
    let id = region.id.clone();
    let legend = lang.words().outline_by_date;
    move || {
        let story = state.story.get();
        let number = story.number(&id)?;
        let default = state.atlas.with(|a| a.as_ref().map(|a| a.manifest.as_of))?;
        let now = state.as_of.get().unwrap_or(default);
        let mut dated: Vec<_> = story.places[number]
            .marks
            .iter()
            .filter(|m| matches!(m.path.shape(), carto::Shape::Areas(_)))
            .filter_map(|m| Some((*m.when.first()?, m.name.clone()?)))
            .collect();
        dated.sort_by_key(|(when, _)| when.start);
        if dated.len() < 2 {
            return None;
        }
        let options = dated.into_iter().map(|(when, name)| {
            // The atlas's own date stands for the stretch that it falls in.
            let date = if when.contains(default) { Some(default) } else { when.end.or(when.start) };
            let checked = when.contains(now);
            let told = text::interval(when, lang).unwrap_or_default();
            let (name_lang, name) = name.best(lang.code());
            view! {
                <label>
                    <input
                        type="radio"
                        name="outline"
                        prop:checked=checked
                        on:change=move |_| state.as_of.set(date.filter(|d| *d != default))
                    />
                    <span><span lang=name_lang.to_owned()>{name.to_owned()}</span>" "<span class="of">{told}</span></span>
                </label>
            }
        });
        Some(
            view! { <fieldset class="outlines"><legend>{legend}</legend>{options.collect_view()}</fieldset> },
        )
    }
}

/// Links to the parent and the children.
fn family(atlas: &Arc<Atlas>, region: &Region, lang: Lang) -> impl IntoView + use<> {
    let words = lang.words();
    let parent = atlas.parent(&region.id).map(|parent| {
        view! { <p class="family">{words.part_of}" "{link(parent, lang)}</p> }
    });
    let children = atlas.children(&region.id);
    let children = (!children.is_empty()).then(|| {
        view! {
            <section class="family">
                <h3>{words.includes}</h3>
                <ul class="chips">{children.into_iter().map(|c| view! { <li>{link(c, lang)}</li> }).collect_view()}</ul>
            </section>
        }
    });
    view! { {parent} {children} }
}
