//! The form of one claim.

use atlas::Claim;
use authoring::{NewSpeaker, Project, Side};
use leptos::prelude::*;
use serde_json::Value;

use super::{field, findings};
use crate::state::{Page, Studio};

/// The choice that adds one more.
const NEW: &str = "+";
/// The choice that is nobody.
const NONE: &str = "";

/// The form of the claim with this id.
pub fn form(studio: Studio, id: &str) -> AnyView {
    let words = studio.words;
    let own = StoredValue::new(id.to_owned());
    let claim = move || studio.read().and_then(|atlas| atlas.claim(&own.get_value()).cloned());
    let set = move |key: &'static str, value: Option<Value>| {
        studio.change(|project| project.set(&project.claim_spot(&own.get_value(), key)?, value.as_ref()));
    };
    let excerpt = move || claim().and_then(|claim| claim.exact().map(str::to_owned)).unwrap_or_default();
    let is_lost = move || {
        let (Some(claim), Some(project)) = (claim(), studio.project.get()) else { return false };
        !project.article().is_empty() && project.place_of(&claim).is_none()
    };
    let requote = move || {
        let Some(at) = studio.marked.get_untracked() else { return };
        if studio.change(|project| project.requote(&own.get_value(), &at)) {
            studio.marked.set(None);
        }
    };
    let summary = move |lang: &str| {
        claim().and_then(|claim| claim.summary.get(lang).map(str::to_owned)).unwrap_or_default()
    };
    let put_summary = move |lang: &str, text: &str| {
        studio.change(|project| {
            project.set_text(&project.claim_spot(&own.get_value(), "summary")?, lang, text)
        });
    };
    let kinds = move || {
        let Some(project) = studio.project.get() else { return Vec::new() };
        let lang = studio.first_language();
        let atlas = studio.read();
        let name = |id: &String| {
            let named = atlas
                .as_ref()
                .and_then(|atlas| atlas.kind_name(id).map(|name| name.best(&lang).1.to_owned()));
            (id.clone(), named.unwrap_or_else(|| id.clone()))
        };
        project.kinds().iter().map(name).collect()
    };
    let via = move || claim().and_then(|claim| claim.via).unwrap_or_default();
    let reporters = move || {
        let mut all = vec![(NONE.to_owned(), "–".to_owned())];
        all.extend(speakers(studio));
        // An agency may stand there by its name.
        let now = via();
        if !all.iter().any(|(id, _)| *id == now) {
            all.push((now.clone(), now));
        }
        all
    };
    let remove = move || {
        if studio.change(|project| project.remove_claim(&own.get_value())) {
            studio.page.set(Page::Claims);
        }
    };
    let nothing_marked = move || studio.marked.with(Option::is_none);
    view! {
        {field::back(studio, Page::Claims)}
        <h2 id="form-heading" tabindex="-1">{words.excerpt}</h2>
        <blockquote dir="auto">{excerpt}</blockquote>
        {move || is_lost().then(|| view! { <p role="alert">{words.lost}</p> })}
        <button type="button" prop:disabled=nothing_marked on:click=move |_| requote()>{words.quote_instead}</button>
        {findings::about(studio, format!("/claims/{id}"), Vec::new)}
        {speaker(studio, own)}
        {field::choice(words.kind, kinds, move || claim().map(|claim| claim.kind).unwrap_or_default(), move |kind| {
            studio.change(|project| project.set_kind(&own.get_value(), &kind));
        })}
        {field::each_language(studio, words.summary, true, summary, put_summary)}
        {regions(studio, own)}
        {field::choice(words.via, reporters, via, move |id| {
            set("via", Some(Value::from(&*id)).filter(|_| !id.is_empty()));
        })}
        {field::button(words.remove_claim, remove)}
    }
    .into_any()
}

fn speakers(studio: Studio) -> Vec<(String, String)> {
    let (Some(atlas), lang) = (studio.read(), studio.first_language()) else { return Vec::new() };
    let name = |speaker: &atlas::Speaker| (speaker.id.clone(), speaker.name.best(&lang).1.to_owned());
    atlas.claims.speakers.iter().map(name).collect()
}

/// Who speaks: one that there is, or one who is added here.
fn speaker(studio: Studio, own: StoredValue<String>) -> AnyView {
    let words = studio.words;
    let is_new = RwSignal::new(false);
    let options = move || {
        let mut all = speakers(studio);
        all.push((NEW.to_owned(), words.new_speaker.to_owned()));
        all
    };
    let value = move || {
        if is_new.get() {
            return NEW.to_owned();
        }
        studio
            .read()
            .and_then(|atlas| atlas.claim(&own.get_value()).map(|claim| claim.speaker.clone()))
            .unwrap_or_default()
    };
    let put = move |id: String| {
        is_new.set(id == NEW);
        if id != NEW {
            set_speaker(studio, own, &id);
        }
    };
    view! {
        {field::choice(words.speaker, options, value, put)}
        {move || is_new.get().then(|| newcomer(studio, own, is_new))}
    }
    .into_any()
}

fn set_speaker(studio: Studio, own: StoredValue<String>, id: &str) {
    studio.change(|project| project.set(&project.claim_spot(&own.get_value(), "speaker")?, Some(&id.into())));
}

/// The form of somebody who speaks for the first time.
fn newcomer(studio: Studio, own: StoredValue<String>, is_new: RwSignal<bool>) -> AnyView {
    let words = studio.words;
    let [name, role, side, side_name] =
        [String::new(), String::new(), NEW.to_owned(), String::new()].map(RwSignal::new);
    let sides = move || {
        let own = (NONE.to_owned(), words.own_voice.to_owned());
        [(NEW.to_owned(), words.new_side.to_owned()), own].into_iter().chain(studio.parties(true)).collect()
    };
    let add = move || {
        let (name, role) = (name.get_untracked(), role.get_untracked());
        if name.trim().is_empty() || role.trim().is_empty() {
            return;
        }
        let side = match &*side.get_untracked() {
            NEW => {
                let named = side_name.get_untracked();
                Side::New(if named.trim().is_empty() { name.clone() } else { named })
            }
            NONE => Side::Own,
            known => Side::Known(known.to_owned()),
        };
        let lang = studio.first_language();
        let new = NewSpeaker { name: name.trim().to_owned(), role: role.trim().to_owned(), lang, side };
        let claim = own.get_value();
        let is_done = studio.change(|project| {
            let (next, id) = project.add_speaker(&new)?;
            next.set(&next.claim_spot(&claim, "speaker")?, Some(&Value::from(id)))
        });
        if is_done {
            is_new.set(false);
        }
    };
    view! {
        <fieldset>
            <legend>{words.new_speaker}</legend>
            {field::own(words.name, name)}
            {field::own(words.role, role)}
            {field::choice(words.speaks_for, sides, move || side.get(), move |chosen| side.set(chosen))}
            {move || (side.get() == NEW).then(|| field::own(words.side_name, side_name))}
            {field::button(words.add, add)}
        </fieldset>
    }
    .into_any()
}

/// What the claim is about: a tick for each region.
fn regions(studio: Studio, own: StoredValue<String>) -> AnyView {
    let words = studio.words;
    let claim = move || -> Option<Claim> { studio.read()?.claim(&own.get_value()).cloned() };
    let list = move || {
        let Some(atlas) = studio.read() else { return Vec::new() };
        let lang = studio.first_language();
        let chosen = claim().map(|claim| claim.regions).unwrap_or_default();
        let each = atlas.regions_in_order().into_iter().map(|region| {
            let id = region.id.clone();
            let place = chosen.iter().position(|own| *own == id);
            let name = region.label.best(&lang).1.to_owned();
            let name = place.map_or_else(|| name.clone(), |place| format!("{name} ({})", place + 1));
            let tick = move |event| {
                let is_on = event_target_checked(&event);
                let id = id.clone();
                studio.change(move |project| ticked(project, &own.get_value(), &id, is_on));
            };
            view! {
                <label class="tick">
                    <input type="checkbox" prop:checked=place.is_some() on:change=tick/>
                    <span dir="auto">{name}</span>
                </label>
            }
        });
        each.collect::<Vec<_>>()
    };
    let is_empty = move || list().is_empty();
    view! {
        <fieldset>
            <legend>{words.regions_of}</legend>
            {move || is_empty().then(|| view! { <p>{words.no_regions}</p> })}
            {list}
        </fieldset>
    }
    .into_any()
}

/// With a region among those of a claim, as the last, or without.
fn ticked(project: &Project, claim: &str, region: &str, is_on: bool) -> Result<Project, authoring::Refused> {
    let atlas = project.atlas()?;
    let mut regions = atlas.claim(claim).map(|claim| claim.regions.clone()).unwrap_or_default();
    regions.retain(|own| own != region);
    if is_on {
        regions.push(region.to_owned());
    }
    project.set(&project.claim_spot(claim, "regions")?, Some(&Value::from(regions)))
}
