//! The lists of regions and of claims, and the names that may be places.

use std::sync::Arc;

use authoring::{NewRegion, Place, Shape};
use leptos::prelude::*;

use super::{article, field};
use crate::door::page;
use crate::state::{Page, Studio};

/// How many proposals are shown at once.
const PROPOSED: usize = 30;

/// The regions, one more, and what is proposed.
pub fn regions(studio: Studio) -> AnyView {
    let words = studio.words;
    let new = RwSignal::new(String::new());
    let add = move || {
        let name = new.get_untracked().trim().to_owned();
        if name.is_empty() {
            return;
        }
        let lang = studio.first_language();
        if let Some(id) = studio.change_with(|project| project.add_region(&NewRegion::named(&name, &lang))) {
            studio.page.set(Page::Region(id));
            page::focus_on("form-heading".to_owned());
        }
    };
    let list = move || {
        let Some(Ok(atlas)) = studio.atlas.get() else { return Vec::new() };
        let (lang, drawn) = (studio.first_language(), studio.drawn.get());
        let each = atlas.regions_in_order().into_iter().map(|region| {
            let id = region.id.clone();
            let name = region.label.best(&lang).1.to_owned();
            let shapes = drawn.iter().filter(|drawn| drawn.region() == Some(&id)).count();
            let claims = atlas.own_claims(&id).len();
            let told = format!("{} {claims} · {} {shapes}", words.claims, words.map);
            view! {
                <li>
                    {field::button(name, move || studio.page.set(Page::Region(id.clone())))}
                    <small>{told}</small>
                </li>
            }
        });
        each.collect::<Vec<_>>()
    };
    view! {
        <h2 id="form-heading" tabindex="-1">{words.places}</h2>
        <ul class="list">{list}</ul>
        {field::line(words.new_region, None, move || new.get(), move |text| { new.set(text); })}
        {field::button(words.add, add)}
        {proposals(studio)}
    }
    .into_any()
}

/// Names of the article that the atlas's own layers or the towns of the world know.
fn proposals(studio: Studio) -> AnyView {
    let words = studio.words;
    let found = Memo::new(move |_| proposed(studio));
    let list = move || {
        let found = found.get();
        if found.is_empty() {
            return view! { <p>{words.proposals_none}</p> }.into_any();
        }
        let each = found.iter().map(|(text, times, place)| {
            let country = page::country(&place.country, words.lang).unwrap_or_default();
            let told = if place.is_country() {
                format!("{times} × · {country}")
            } else {
                format!("{times} × · {}, {country} · {:.2}, {:.2}", place.name, place.at[1], place.at[0])
            };
            let (text, at) = (text.clone(), place.at);
            let country = place.is_country().then(|| place.country.clone());
            let name = text.clone();
            let add = move || {
                let Some(id) = article::make_region(studio, &name) else { return };
                let world = studio.world.get_untracked();
                let land = country.as_ref().and_then(|code| world.as_ref()?.country(code).cloned());
                if let Some(shape) = land.or_else(|| Shape::drawn(authoring::Kind::Point, &[at])) {
                    studio.put_shape(&id, &shape);
                }
            };
            view! { <li>{field::button(format!("{} {text}", words.add), add)} <small>{told}</small></li> }
        });
        view! { <ul class="list">{each.collect_view()}</ul> }.into_any()
    };
    view! { <h3>{words.proposals}</h3> {list} }.into_any()
}

type Proposed = (String, usize, Place);

fn proposed(studio: Studio) -> Arc<Vec<Proposed>> {
    let (Some(project), Some(Ok(atlas)), Some(gazetteer)) =
        (studio.project.get(), studio.atlas.get(), studio.gazetteer.get())
    else {
        return Arc::default();
    };
    let known: Vec<String> = atlas
        .regions
        .regions
        .iter()
        .flat_map(|region| {
            let labels = region.label.iter().map(|(_, text)| text.to_owned());
            labels.chain(region.names.iter().map(|name| name.toponym.clone())).collect::<Vec<_>>()
        })
        .collect();
    let all = gazetteer.proposals(project.article());
    let new = all.into_iter().filter(|one| !known.contains(&one.text));
    Arc::new(new.take(PROPOSED).map(|one| (one.text, one.times, one.place.clone())).collect())
}

/// The claims, in the article's order.
pub fn claims(studio: Studio) -> AnyView {
    let words = studio.words;
    let list = move || {
        let Some(Ok(atlas)) = studio.atlas.get() else { return Vec::new() };
        let lang = studio.first_language();
        let each = atlas.claims_in_order().into_iter().map(|claim| {
            let id = claim.id.clone();
            let excerpt = claim.exact().unwrap_or_default().to_owned();
            let speaker = atlas.speaker(&claim.speaker).map(|speaker| speaker.name.best(&lang).1);
            let places: Vec<&str> =
                claim.regions.iter().filter_map(|region| atlas.label(region, &lang)).collect();
            let told = format!("{} · {}", speaker.unwrap_or(&claim.speaker), places.join(", "));
            view! {
                <li>
                    {field::button(excerpt, move || studio.page.set(Page::Claim(id.clone())))}
                    <small dir="auto">{told}</small>
                </li>
            }
        });
        each.collect::<Vec<_>>()
    };
    let is_empty = move || list().is_empty();
    view! {
        <h2 id="form-heading" tabindex="-1">{words.claims}</h2>
        {move || is_empty().then(|| view! { <p>{words.no_claims}</p> })}
        <ol class="list">{list}</ol>
    }
    .into_any()
}
