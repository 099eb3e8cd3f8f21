//! The form of one region: its names, and what draws it.

use atlas::{Localized, Region};
use authoring::{Drawn, Project, Refused, Shape};
use leptos::prelude::*;
use serde_json::{Value, json};

use super::{field, findings, map};
use crate::state::{Page, Studio};

/// How exact a feature may say that it is, the most exact first.
const PRECISIONS: [&str; 5] = ["surveyed", "generalised", "approximate", "indicative", "schematic"];

/// Positions that are written out, to be typed over.
const WRITTEN: usize = 60;

/// The form of the region with this id.
pub fn form(studio: Studio, id: &str) -> AnyView {
    let words = studio.words;
    let own = StoredValue::new(id.to_owned());
    show(studio, id);
    let text = move |read: fn(&Region) -> Option<&Localized>| {
        move |lang: &str| {
            let region = region(studio, own);
            region.as_ref().and_then(read).and_then(|text| text.get(lang)).unwrap_or_default().to_owned()
        }
    };
    let put = move |key: &'static str| {
        move |lang: &str, text: &str| {
            studio
                .change(|project| project.set_text(&project.region_spot(&own.get_value(), key)?, lang, text));
        }
    };
    let heading = move || {
        let lang = studio.first_language();
        region(studio, own).map(|region| region.label.best(&lang).1.to_owned())
    };
    let shapes = Memo::new(move |_| {
        let drawn = studio.drawn.get();
        let own = own.get_value();
        let mine = drawn.iter().filter(|drawn| drawn.region() == Some(&own));
        mine.map(|drawn| (drawn.file.clone(), drawn.id.clone())).collect::<Vec<_>>()
    });
    let drawings = move || {
        let shapes = shapes.get();
        if shapes.is_empty() {
            return view! { <p>{words.no_shape}</p> }.into_any();
        }
        let each = shapes.into_iter().map(|(file, feature)| drawing(studio, file, feature));
        each.collect_view().into_any()
    };
    let claims = move || {
        let Some(atlas) = studio.read() else { return Vec::new() };
        let each = atlas.own_claims(&own.get_value()).into_iter().map(|claim| {
            let id = claim.id.clone();
            let excerpt = claim.exact().unwrap_or_default().to_owned();
            view! { <li>{field::button(excerpt, move || studio.page.set(Page::Claim(id.clone())))}</li> }
        });
        each.collect::<Vec<_>>()
    };
    let remove = move || {
        if studio.change(|project| project.remove_region(&own.get_value())) {
            studio.page.set(Page::Regions);
        }
    };
    view! {
        {field::back(studio, Page::Regions)}
        <h2 id="form-heading" tabindex="-1" dir="auto">{heading}</h2>
        {findings::about(studio, format!("/regions/{id}"), move || shapes.get())}
        {field::each_language(studio, words.label, false, text(|region| Some(&region.label)), put("label"))}
        {field::each_language(studio, words.kind_of_place, false, text(|region| Some(&region.kind)), put("kind"))}
        {names(studio, own)}
        {notes(studio, own)}
        <h3>{words.shapes}</h3>
        {drawings}
        {taken(studio, own)}
        {field::each_language(studio, words.precision_note, true, text(|region| region.precision.as_ref()), put("precision"))}
        <h3>{words.about_it}</h3>
        <ul class="list">{claims}</ul>
        {field::button(words.remove_region, remove)}
    }
    .into_any()
}

fn region(studio: Studio, own: StoredValue<String>) -> Option<Region> {
    studio.read()?.region(&own.get_value()).cloned()
}

/// Moves the map to what draws a region.
fn show(studio: Studio, id: &str) {
    let drawn = studio.drawn.get_untracked();
    let own =
        drawn.iter().filter(|drawn| drawn.region() == Some(id)).filter_map(|drawn| drawn.shape.as_ref());
    let corners =
        own.filter_map(Shape::bounds).flat_map(|[w, s, e, n]| [studio.world([w, s]), studio.world([e, n])]);
    map::look_at(studio, carto::WorldBounds::around(corners));
}

/// Its names, one after another, and one more.
fn names(studio: Studio, own: StoredValue<String>) -> AnyView {
    let words = studio.words;
    let count = Memo::new(move |_| region(studio, own).map_or(0, |region| region.names.len()));
    let set = move |index: usize, key: &'static str, value: Option<Value>| {
        studio.change(|project| {
            let spot = project.region_spot(&own.get_value(), "names")?.then(&index.to_string()).then(key);
            project.set(&spot, value.as_ref())
        });
    };
    let one = move |index: usize| {
        let name = move || region(studio, own).and_then(|region| region.names.get(index).cloned());
        let parties = move || {
            [(String::new(), words.nobody.to_owned())].into_iter().chain(studio.parties(true)).collect()
        };
        let remove = move || {
            studio
                .change(|project| project.take_out(&project.region_spot(&own.get_value(), "names")?, index));
        };
        view! {
            <div class="row">
                {field::line(words.name, None, move || name().map(|name| name.toponym).unwrap_or_default(),
                    move |text| set(index, "toponym", Some(text.into())))}
                {field::line(words.language, None, move || name().map(|name| name.lang).unwrap_or_default(),
                    move |text| set(index, "lang", Some(text.into())))}
                {field::choice(words.used_by, parties, move || name().and_then(|name| name.party).unwrap_or_default(),
                    move |id| set(index, "party", Some(Value::from(&*id)).filter(|_| !id.is_empty())))}
                <label class="tick">
                    <input type="checkbox" prop:checked=move || name().is_some_and(|name| name.article)
                        on:change=move |event| set(index, "article", event_target_checked(&event).then_some(true.into()))/>
                    <span>{words.in_article}</span>
                </label>
                {field::button(words.remove_name, remove)}
            </div>
        }
    };
    let add = move || {
        let lang = studio.first_language();
        let label =
            region(studio, own).map(|region| region.label.best(&lang).1.to_owned()).unwrap_or_default();
        let name = json!({"toponym": label, "lang": lang});
        studio.change(|project| project.append(&project.region_spot(&own.get_value(), "names")?, &name));
    };
    view! {
        <fieldset>
            <legend>{words.names}</legend>
            {move || (0..count.get()).map(one).collect_view()}
            {field::button(words.add, add)}
        </fieldset>
    }
    .into_any()
}

/// What the article does not say, in the author's words, each note with its sources.
fn notes(studio: Studio, own: StoredValue<String>) -> AnyView {
    let words = studio.words;
    let count = Memo::new(move |_| region(studio, own).map_or(0, |region| region.notes.len()));
    let one = move |index: usize| {
        let note = move || region(studio, own).and_then(|region| region.notes.get(index).cloned());
        let spot = move |project: &Project, key: &str| {
            Ok::<_, Refused>(
                project.region_spot(&own.get_value(), "notes")?.then(&index.to_string()).then(key),
            )
        };
        let text = move |lang: &str| {
            note().and_then(|note| note.text.get(lang).map(str::to_owned)).unwrap_or_default()
        };
        let put = move |lang: &str, text: &str| {
            studio.change(|project| project.set_text(&spot(project, "text")?, lang, text));
        };
        let sources = move || note().map(|note| note.sources.join(", ")).unwrap_or_default();
        let put_sources = move |text: String| {
            let ids: Vec<&str> = text.split([',', ' ']).filter(|id| !id.is_empty()).collect();
            studio.change(|project| project.set(&spot(project, "sources")?, Some(&json!(ids))));
        };
        let remove = move || {
            studio
                .change(|project| project.take_out(&project.region_spot(&own.get_value(), "notes")?, index));
        };
        view! {
            <div class="note">
                {field::each_language(studio, words.note, true, text, put)}
                {field::line(words.note_sources, None, sources, put_sources)}
                {field::button(words.remove_note, remove)}
            </div>
        }
    };
    let add = move || {
        studio.change(|project| {
            project
                .append(&project.region_spot(&own.get_value(), "notes")?, &json!({"text": {}, "sources": []}))
        });
    };
    view! {
        <fieldset>
            <legend>{words.notes}</legend>
            {move || (0..count.get()).map(one).collect_view()}
            {field::button(words.add_note, add)}
        </fieldset>
    }
    .into_any()
}

/// One feature that draws it.
fn drawing(studio: Studio, file: String, feature: String) -> AnyView {
    let words = studio.words;
    let own = StoredValue::new((file, feature.clone()));
    let drawn = move || -> Option<Drawn> {
        let (file, feature) = own.get_value();
        studio.drawn.get().iter().find(|drawn| drawn.file == file && drawn.id == feature).cloned()
    };
    let value = move |key: &'static str| {
        move || drawn().and_then(|drawn| drawn.property(key).map(str::to_owned)).unwrap_or_default()
    };
    let put = move |key: &'static str| {
        move |text: String| {
            let (file, feature) = own.get_value();
            let value = Some(Value::from(text.trim())).filter(|_| !text.trim().is_empty());
            studio.change(|project| project.set_property(&file, &feature, key, value.as_ref()));
        }
    };
    let styles = move || {
        let kind = drawn().and_then(|drawn| drawn.shape.map(|shape| shape.kind));
        let mut all: Vec<(String, String)> = kind
            .map(|kind| kind.styles().into_iter().map(|name| (name.to_owned(), name.to_owned())).collect())
            .unwrap_or_default();
        with_own(&mut all, &value("style")());
        all
    };
    let precisions = move || {
        let mut all: Vec<(String, String)> =
            PRECISIONS.iter().map(|name| ((*name).to_owned(), (*name).to_owned())).collect();
        with_own(&mut all, &value("precision")());
        all
    };
    let sides = move || {
        [(String::new(), "–".to_owned())].into_iter().chain(studio.parties(false)).collect::<Vec<_>>()
    };
    let end = move |which: &'static str| {
        move || {
            let properties = drawn().map(|drawn| drawn.properties).unwrap_or_default();
            let span = properties
                .get("when")
                .and_then(|when| when.get("timespans")?.get(0)?.get(which)?.get("in")?.as_str());
            span.unwrap_or_default().to_owned()
        }
    };
    let put_end = move |which: &'static str| {
        let other = if which == "start" { "end" } else { "start" };
        move |text: String| {
            let mut span = serde_json::Map::new();
            for (key, date) in [(which, text.trim().to_owned()), (other, end(other)())] {
                if !date.is_empty() {
                    span.insert(key.to_owned(), json!({ "in": date }));
                }
            }
            let when = (!span.is_empty()).then(|| json!({ "timespans": [span] }));
            let (file, feature) = own.get_value();
            studio.change(|project| project.set_property(&file, &feature, "when", when.as_ref()));
        }
    };
    let erase = move || {
        let (file, feature) = own.get_value();
        studio.change(|project| project.erase(&file, &feature));
    };
    view! {
        <fieldset>
            <legend>{feature}</legend>
            {field::choice(words.style, styles, value("style"), put("style"))}
            {field::choice(words.held_by, sides, value("held_by"), put("held_by"))}
            {field::choice(words.claimed_by, sides, value("claimed_by"), put("claimed_by"))}
            {field::choice(words.precision, precisions, value("precision"), put("precision"))}
            {field::line(words.source, None, value("source"), put("source"))}
            <div class="row">
                {field::line(words.from, None, end("start"), put_end("start"))}
                {field::line(words.until, None, end("end"), put_end("end"))}
            </div>
            {positions(studio, own)}
            {field::button(words.erase, erase)}
        </fieldset>
    }
    .into_any()
}

/// What stands there stays a choice, whatever it is.
fn with_own(all: &mut Vec<(String, String)>, own: &str) {
    if !own.is_empty() && !all.iter().any(|(id, _)| id == own) {
        all.push((own.to_owned(), own.to_owned()));
    }
}

/// The positions of a shape of one part, as numbers that can be typed over.
fn positions(studio: Studio, own: StoredValue<(String, String)>) -> AnyView {
    let words = studio.words;
    let shape = move || {
        let (file, feature) = own.get_value();
        let all = studio.drawn.get();
        let drawn = all.iter().find(|drawn| drawn.file == file && drawn.id == feature)?;
        drawn.shape.clone().filter(|shape| shape.parts.len() == 1 && shape.handles().count() <= WRITTEN)
    };
    let text = move || {
        let each = shape().map(|shape| {
            let lines = shape.handles().map(|(_, _, [lon, lat])| format!("{lon}, {lat}"));
            lines.collect::<Vec<_>>().join("\n")
        });
        each.unwrap_or_default()
    };
    let put = move |text: String| {
        let Some(shape) = shape() else { return };
        let positions: Option<Vec<[f64; 2]>> =
            text.lines().filter(|line| !line.trim().is_empty()).map(position).collect();
        match positions.and_then(|positions| Shape::drawn(shape.kind, &positions)) {
            Some(shape) => {
                let (file, feature) = own.get_value();
                studio.change(|project| project.reshape(&file, &feature, &shape));
            }
            None => studio.told.set(words.too_few.to_owned()),
        }
    };
    let has = Memo::new(move |_| shape().is_some());
    view! { {move || has.get().then(|| field::lines(words.positions, None, text, put))} }.into_any()
}

fn position(line: &str) -> Option<[f64; 2]> {
    let mut numbers =
        line.split([',', ' ', ';', '\t']).filter(|part| !part.is_empty()).map(str::parse::<f64>);
    let position = [numbers.next()?.ok()?, numbers.next()?.ok()?];
    let is_on_earth = position[0].abs() <= 180. && position[1].abs() <= 90.;
    is_on_earth.then_some(position)
}

/// Shapes of another program's file, each of which can draw this region.
fn taken(studio: Studio, own: StoredValue<String>) -> AnyView {
    let words = studio.words;
    let list = move || {
        let all = studio.taken.get();
        if all.is_empty() {
            return None;
        }
        let each = all.iter().map(|(name, shape)| {
            let shape = shape.clone();
            let take = move || {
                studio.put_shape(&own.get_value(), &shape);
            };
            view! { <li>{field::button(format!("{}: {name}", words.take), take)}</li> }
        });
        Some(view! { <h3>{words.import}</h3> <ul class="list">{each.collect_view()}</ul> })
    };
    view! { {list} }.into_any()
}
