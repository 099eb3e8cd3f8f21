//! The form of the atlas itself: its titles, its article, its sides, its ground.

use std::sync::Arc;

use atlas::check::MANIFEST_FILE;
use atlas::{Localized, Manifest};
use authoring::{Project, Shape, Spot};
use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::{Value, json};

use super::{field, findings};
use crate::door::{files, page};
use crate::state::Studio;

/// The form.
pub fn form(studio: Studio) -> AnyView {
    let words = studio.words;
    let text = move |read: fn(&Manifest) -> Option<&Localized>| {
        move |lang: &str| {
            let atlas = studio.read();
            let text = atlas.as_ref().and_then(|atlas| read(&atlas.manifest));
            text.and_then(|text| text.get(lang)).unwrap_or_default().to_owned()
        }
    };
    let put = move |key: &'static str| {
        move |lang: &str, text: &str| {
            studio.change(|project| project.set_text(&Spot::new(MANIFEST_FILE, &[key]), lang, text));
        }
    };
    let as_of = move || studio.read().map(|atlas| atlas.manifest.as_of.to_string()).unwrap_or_default();
    let put_as_of = move |text: String| {
        studio
            .change(|project| project.set(&Spot::new(MANIFEST_FILE, &["as_of"]), Some(&text.trim().into())));
    };
    view! {
        <h2 id="form-heading" tabindex="-1">{words.atlas}</h2>
        {findings::about(studio, "/".to_owned(), Vec::new)}
        {field::each_language(studio, words.title, false, text(|atlas| Some(&atlas.title)), put("title"))}
        {field::each_language(studio, words.subtitle, false, text(|atlas| atlas.subtitle.as_ref()), put("subtitle"))}
        {field::each_language(studio, words.introduction, true, text(|atlas| Some(&atlas.introduction)), put("introduction"))}
        {field::each_language(studio, words.disclaimer, true, text(|atlas| Some(&atlas.disclaimer)), put("disclaimer"))}
        {field::line(words.as_of, None, as_of, put_as_of)}
        {languages(studio)}
        {source(studio)}
        {ground(studio)}
        {parties(studio)}
        {references(studio)}
        {import(studio)}
    }
    .into_any()
}

fn languages(studio: Studio) -> AnyView {
    let words = studio.words;
    let new = RwSignal::new(String::new());
    let known = move || {
        let each = studio.languages().into_iter().map(|lang| page::language(&lang, words.lang));
        each.collect::<Vec<_>>().join(", ")
    };
    let add = move || {
        let code = new.get_untracked().trim().to_owned();
        let mut all = studio.languages();
        if code.is_empty() || all.contains(&code) {
            return;
        }
        all.push(code);
        new.set(String::new());
        studio.change(|project| {
            project.set(&Spot::new(MANIFEST_FILE, &["languages"]), Some(&Value::from(all.clone())))
        });
    };
    view! {
        <fieldset>
            <legend>{words.languages}</legend>
            <p>{known}</p>
            {field::line(words.language, None, move || new.get(), move |text| new.set(text))}
            {field::button(words.add_language, add)}
        </fieldset>
    }
    .into_any()
}

fn source(studio: Studio) -> AnyView {
    let words = studio.words;
    let one = move |label: &'static str, key: &'static str, read: fn(&atlas::Source) -> String| {
        let value = move || studio.read().map(|atlas| read(&atlas.claims.source)).unwrap_or_default();
        let put = move |text: String| {
            studio.change(|project| {
                let spot = Spot::new(&project.manifest()?.claims, &["source", key]);
                project.set(&spot, Some(&Value::from(text.trim())).filter(|_| !text.trim().is_empty()))
            });
        };
        field::line(label, None, value, put)
    };
    view! {
        <fieldset>
            <legend>{words.the_source}</legend>
            {one(words.headline, "title", |source| source.title.clone())}
            {one(words.paper, "publisher", |source| source.publisher.clone())}
            {one(words.published, "published", |source| source.published.as_str().to_owned())}
            {one(words.address, "url", |source| source.url.clone().unwrap_or_default())}
            {one(words.article_language, "language", |source| source.language.clone())}
        </fieldset>
    }
    .into_any()
}

fn ground(studio: Studio) -> AnyView {
    let words = studio.words;
    let view_now = move || {
        let Some(camera) = studio.camera.get_untracked() else { return };
        let visible = camera.visible();
        let ([west, north], [east, south]) = (studio.degrees(visible.min), studio.degrees(visible.max));
        let round = |lon: f64| if lon > 180. { lon - 360. } else { lon.max(-180.) };
        let view = [round(west), south.max(-85.), round(east), north.min(85.)];
        studio.change(|project| project.viewing(view));
    };
    let cut = move || {
        if let Some(world) = studio.world.get_untracked() {
            studio.change(|project| project.grounded(&world, &page::country));
        }
    };
    view! {
        <fieldset>
            <legend>{words.map}</legend>
            {field::button(words.view_now, view_now)}
            {field::button(words.ground_anew, cut)}
            <p class="help">{words.ground_help}</p>
        </fieldset>
    }
    .into_any()
}

fn parties(studio: Studio) -> AnyView {
    let words = studio.words;
    let ids = Memo::new(move |_| {
        let parties = studio.read().map(|atlas| atlas.manifest.parties.clone()).unwrap_or_default();
        parties.into_iter().map(|party| party.id).collect::<Vec<_>>()
    });
    let one = move |id: String| {
        let own = StoredValue::new(id.clone());
        let name = move |lang: &str| {
            let atlas = studio.read();
            let party = atlas.as_ref().and_then(|atlas| atlas.party(&own.get_value()));
            party.and_then(|party| party.name.get(lang)).unwrap_or_default().to_owned()
        };
        let put = move |lang: &str, text: &str| {
            studio.change(|project| {
                project.set_text(&Project::party_spot(&own.get_value(), "name"), lang, text)
            });
        };
        let speakers = move || {
            let Some(atlas) = studio.read() else { return Vec::new() };
            let own = own.get_value();
            let mine = atlas.claims.speakers.iter().filter(|speaker| speaker.party == own);
            mine.map(|speaker| speaker.id.clone()).collect()
        };
        let speakers = Memo::new(move |_| speakers());
        view! {
            <fieldset>
                <legend>{id}</legend>
                {field::each_language(studio, words.name, false, name, put)}
                {move || speakers.get().into_iter().map(|id| speaker(studio, id)).collect_view()}
            </fieldset>
        }
    };
    view! {
        <h3>{words.parties}</h3>
        {move || ids.get().into_iter().map(one).collect_view()}
    }
    .into_any()
}

fn speaker(studio: Studio, id: String) -> AnyView {
    let words = studio.words;
    let own = StoredValue::new(id);
    let text = move |read: fn(&atlas::Speaker) -> &Localized| {
        move |lang: &str| {
            let atlas = studio.read();
            let speaker = atlas.as_ref().and_then(|atlas| atlas.speaker(&own.get_value()));
            speaker.and_then(|speaker| read(speaker).get(lang)).unwrap_or_default().to_owned()
        }
    };
    let put = move |key: &'static str| {
        move |lang: &str, text: &str| {
            studio.change(|project| {
                project.set_text(&project.speaker_spot(&own.get_value(), key)?, lang, text)
            });
        }
    };
    view! {
        {field::each_language(studio, words.speaker, false, text(|speaker| &speaker.name), put("name"))}
        {field::each_language(studio, words.role, false, text(|speaker| &speaker.role), put("role"))}
    }
    .into_any()
}

/// What notes and names rest on.
fn references(studio: Studio) -> AnyView {
    let words = studio.words;
    let [id, title, url] = [(); 3].map(|()| RwSignal::new(String::new()));
    let list = move || {
        let Some(atlas) = studio.read() else { return Vec::new() };
        let each = atlas.regions.references.iter().map(|(id, reference)| {
            let (id, title) = (id.to_owned(), reference.title.clone());
            view! { <li><code>{id}</code>" "<span dir="auto">{title}</span></li> }
        });
        each.collect::<Vec<_>>()
    };
    let add = move || {
        let own = exchange::kebab(&id.get_untracked());
        if own.is_empty() || title.get_untracked().trim().is_empty() {
            return;
        }
        let mut reference = json!({"title": title.get_untracked().trim()});
        if !url.get_untracked().trim().is_empty() {
            reference["url"] = json!(url.get_untracked().trim());
        }
        let is_done = studio.change(|project| {
            let spot = Spot::new(&project.manifest()?.regions, &["references", &own]);
            project.set(&spot, Some(&reference))
        });
        if is_done {
            for field in [id, title, url] {
                field.set(String::new());
            }
        }
    };
    view! {
        <fieldset>
            <legend>{words.references}</legend>
            <ul class="list">{list}</ul>
            {field::own(words.reference_id, id)}
            {field::own(words.reference_title, title)}
            {field::own(words.reference_url, url)}
            {field::button(words.add_reference, add)}
        </fieldset>
    }
    .into_any()
}

/// Shapes out of a file of another program: kept beside the atlas until one is used.
fn import(studio: Studio) -> AnyView {
    let words = studio.words;
    let input = NodeRef::<Input>::new();
    let told = RwSignal::new(String::new());
    let open = move |_| {
        spawn_local(async move {
            let Some(input) = input.get_untracked() else { return };
            let (name, bytes) = match files::first(&input).await {
                Ok(Some(file)) => file,
                Ok(None) => return,
                Err(why) => return studio.told.set(why),
            };
            let options = exchange::Options {
                language: studio.first_language(),
                source: "own-drawing".to_owned(),
                role: exchange::Role::Story,
            };
            match exchange::import(&name, &bytes, &options) {
                Ok(import) => {
                    told.set(import.ledger.to_string());
                    let shapes = import.layers.iter().flat_map(|layer| shapes(&layer.text));
                    studio.taken.set(Arc::new(shapes.collect()));
                }
                Err(why) => studio.told.set(format!("{name}: {why}")),
            }
        });
    };
    view! {
        <fieldset>
            <legend>{words.import}</legend>
            <label class="file">
                <span>{words.import}</span>
                <input type="file" node_ref=input on:change=open/>
            </label>
            <p class="help">{words.import_help}</p>
            <pre lang="en">{move || told.get()}</pre>
        </fieldset>
    }
    .into_any()
}

/// The shapes of a layer's text, and what they are called.
fn shapes(layer: &str) -> Vec<(String, Shape)> {
    let read: Value = serde_json::from_str(layer).unwrap_or_default();
    let features = read.get("features").and_then(Value::as_array).cloned().unwrap_or_default();
    let each = features.iter().filter_map(|feature| {
        let names = feature.get("properties")?.get("name").and_then(Value::as_object);
        let name = names.and_then(|names| names.values().next()?.as_str());
        let name = name.or_else(|| feature.get("id")?.as_str()).unwrap_or_default().to_owned();
        Some((name, Shape::from_geometry(feature.get("geometry")?)?))
    });
    each.collect()
}
