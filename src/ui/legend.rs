//! The legend, which is also where layers are switched: each with the symbols
//! that the map uses for it.

use std::collections::BTreeSet;

use atlas::manifest::{LayerEntry, Role};
use leptos::prelude::*;

use super::{
    marks::{Hatching, classes, hatching, hatching_fill, symbol},
    use_state,
};
use crate::{page, state::RELIEF, story::Mark};

/// Below this width the legend starts closed.
const ROOMY: &str = "(min-width: 60em) and (min-height: 40em)";

/// The box on the map.
#[component]
pub fn Legend() -> impl IntoView {
    let state = use_state();
    let entries = move || {
        let atlas = state.atlas.get()?;
        let shown = |role: Role| {
            let of_role: Vec<LayerEntry> =
                atlas.manifest.layers.iter().filter(|l| l.switch && l.role == role).cloned().collect();
            of_role.into_iter().map(|entry| view! { <Entry entry/> }).collect_view()
        };
        let relief = atlas.manifest.relief.as_ref().map(|relief| {
            let entry = LayerEntry {
                id: RELIEF.to_owned(),
                file: relief.file.clone(),
                role: Role::Base,
                name: relief.name.clone(),
                switch: true,
                on: true,
            };
            view! { <Entry entry/> }
        });
        Some(view! { <ul>{shown(Role::Story)}</ul> <ul>{shown(Role::Base)}{relief}</ul> })
    };
    let hatchings = move || {
        let story = state.story.get();
        let marks = story.places.iter().flat_map(|p| &p.marks);
        let pairs: BTreeSet<(usize, usize)> = marks.filter_map(hatching).collect();
        pairs.into_iter().map(|pair| view! { <Hatching pair place="legend" scale=1.0/> }).collect_view()
    };
    view! {
        <details class="legend on-map" open=page::matches(ROOMY)>
            <summary>{move || state.lang.get().words().legend}</summary>
            <svg class="hidden" aria-hidden="true"><defs>{hatchings}</defs></svg>
            {entries}
            <Sides/>
        </details>
    }
}

/// A layer's switch, with its symbols.
#[component]
fn Entry(entry: LayerEntry) -> impl IntoView {
    let state = use_state();
    let (id, name) = (entry.id.clone(), entry.name);
    let checked = {
        let id = id.clone();
        move || state.off.with(|off| !off.contains(&id))
    };
    let toggle = {
        let id = id.clone();
        move |_| {
            state.off.update(|off| {
                let before = off.len();
                off.retain(|o| *o != id);
                if off.len() == before {
                    off.push(id.clone());
                }
            });
        }
    };
    let swatch = {
        let id = id.clone();
        move || {
            swatches(&id, &state.story.get().places.iter().flat_map(|p| p.marks.clone()).collect::<Vec<_>>())
        }
    };
    view! {
        <li>
            <label>
                <input type="checkbox" name="layer" value=id prop:checked=checked on:change=toggle/>
                <span class="swatches">{swatch}</span>
                <span>{move || name.best(state.lang.get().code()).1.to_owned()}</span>
            </label>
        </li>
    }
}

/// One swatch for each way in which a layer's features are drawn, two at most.
fn swatches(layer: &str, marks: &[Mark]) -> AnyView {
    let base = match layer {
        "rivers" => Some(view! { <svg viewBox="0 0 28 16"><path class="sample river" d="M1 11Q8 3 14 8T27 5"></path></svg> }.into_any()),
        "borders" => Some(view! { <svg viewBox="0 0 28 16"><path class="sample border-halo" d="M1 8H27"></path><path class="sample border" d="M1 8H27"></path></svg> }.into_any()),
        "places" => Some(view! { <svg viewBox="0 0 28 16"><circle class="sample town-dot" cx="14" cy="8" r="2.6"></circle></svg> }.into_any()),
        RELIEF => Some(view! { <svg viewBox="0 0 28 16"><path class="sample shade" d="M2 14L10 3L14 9L18 5L26 14z"></path></svg> }.into_any()),
        _ => None,
    };
    if let Some(base) = base {
        return base;
    }
    let mut seen: Vec<String> = Vec::new();
    let mut drawn = Vec::new();
    for mark in marks.iter().filter(|m| m.layer == layer) {
        let class = classes(mark);
        if seen.contains(&class) || drawn.len() == 2 {
            continue;
        }
        seen.push(class.clone());
        drawn.push(if mark.is_point() {
            view! { <svg viewBox="-14 -9 28 18">{symbol(mark)}</svg> }.into_any()
        } else if matches!(mark.path.shape(), carto::Shape::Lines(_)) {
            view! { <svg viewBox="0 0 28 16"><path class=class d="M1 8H27"></path></svg> }.into_any()
        } else {
            let fill = hatching(mark).map(|pair| hatching_fill(pair, "legend"));
            view! { <svg viewBox="0 0 28 16"><rect class=class x="1.5" y="1.5" width="25" height="13" fill=fill></rect></svg> }
                .into_any()
        });
    }
    drawn.collect_view().into_any()
}

/// What the colours and directions mean: who holds, who claims.
#[component]
fn Sides() -> impl IntoView {
    let state = use_state();
    let rows = move || {
        let (atlas, story, lang) = (state.atlas.get()?, state.story.get(), state.lang.get());
        let marks = story.places.iter().flat_map(|p| &p.marks);
        let pairs: BTreeSet<(usize, usize)> = marks.filter_map(hatching).collect();
        let name = |number: usize| {
            let party = atlas.manifest.parties.get(number);
            party.map_or(String::new(), |p| p.name.best(lang.code()).1.to_owned())
        };
        let words = lang.words();
        let row = |(held, claimed): (usize, usize)| {
            let fill = hatching_fill((held, claimed), "legend");
            let text = format!("{} {}, {} {}", words.held_by, name(held), words.claimed_by, name(claimed));
            view! {
                <li>
                    <svg viewBox="0 0 28 16" aria-hidden="true">
                        <rect class=format!("mark hatched held-{held} claimed-{claimed}") x="1.5" y="1.5" width="25" height="13" fill=fill></rect>
                    </svg>
                    <span>{text}</span>
                </li>
            }
        };
        Some(view! { <ul class="sides">{pairs.into_iter().map(row).collect_view()}</ul> })
    };
    view! { {rows} }
}
