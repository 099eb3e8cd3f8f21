//! The article's regions as elements of the page: they take focus, carry a
//! name, and are styled by the style sheet. Pointers are the map's affair.

use std::collections::BTreeSet;

use carto::{Shape, WorldPoint, sheet::Placement};
use leptos::prelude::*;

use super::{
    marks::{Hatching, classes, hatching, hatching_fill, symbol},
    use_state,
};
use crate::{
    labels::group_mark,
    state::State,
    story::{Mark, Story},
};

/// All regions, in the article's order, which is also that of Tab.
#[component]
pub fn RegionShapes() -> impl IntoView {
    let state = use_state();
    let placement = Memo::new(move |_| state.sheet.get().placement(&state.camera.get()));
    let collapsed = Memo::new(move |_| {
        let (story, camera) = (state.story.get(), state.camera.get());
        state.filter().map_or(Vec::new(), |filter| story.collapsed(&camera, &filter))
    });
    let sheet_scale = Signal::derive(move || placement.get().scale);
    let hatchings = move || {
        let story = state.story.get();
        let marks = story.places.iter().flat_map(|p| &p.marks);
        let pairs: BTreeSet<(usize, usize)> = marks.filter_map(hatching).collect();
        pairs.into_iter().map(|pair| view! { <Hatching pair place="map" scale=sheet_scale/> }).collect_view()
    };
    let regions = move || {
        let story = state.story.get();
        (0..story.places.len())
            .map(|number| region(state, &story, number, placement, collapsed))
            .collect_view()
    };
    view! {
        <svg class="regions" role="group" aria-label=move || state.lang.get().words().places_on_map>
            <defs>{hatchings}</defs>
            {regions}
        </svg>
    }
}

fn region(
    state: State,
    story: &Story,
    number: usize,
    placement: Memo<Placement>,
    collapsed: Memo<Vec<(usize, usize)>>,
) -> impl IntoView + use<> {
    let place = &story.places[number];
    let id = place.id.clone();
    let (named, selected) = (id.clone(), id.clone());
    let name = move || {
        let lang = state.lang.get();
        let atlas = state.atlas.get()?;
        let region = atlas.region(&named)?;
        Some(format!("{} – {}", region.label.best(lang.code()).1, region.kind.best(lang.code()).1))
    };
    let is_selected = Memo::new(move |_| state.selected.with(|s| s.as_deref() == Some(&*selected)));
    let is_hovered = Memo::new(move |_| state.hovered.get() == Some(number));

    let group = place.marks.is_empty() && !place.children.is_empty();
    let land: Vec<_> = story.marks(number).filter(|m| !m.is_point()).cloned().collect();
    let points: Vec<_> = place.marks.iter().filter(|m| m.is_point()).cloned().collect();
    let filter = Memo::new(move |_| state.filter());
    let all: Vec<Mark> = story.marks(number).cloned().collect();
    let shown =
        Memo::new(move |_| filter.with(|f| f.as_ref().is_some_and(|f| all.iter().any(|m| m.passes(f)))));

    // A member that its group answers for leaves its symbol to the group's.
    let is_collapsed = Memo::new(move |_| collapsed.with(|c| c.iter().any(|(child, _)| *child == number)));
    let land = land.into_iter().map(|mark| {
        let data = state.sheet.get_untracked().path_data(mark.path.shape());
        let fill = (!group).then(|| hatching(&mark)).flatten().map(|pair| hatching_fill(pair, "map"));
        let class = if group { "mark member".to_owned() } else { classes(&mark) };
        let visible = Memo::new(move |_| filter.with(|f| f.as_ref().is_some_and(|f| mark.passes(f))));
        let transform = move || {
            let Placement { scale, x, y } = placement.get();
            format!("matrix({scale:.6} 0 0 {scale:.6} {x:.2} {y:.2})")
        };
        view! {
            <path
                class=class
                class:gone=move || !visible.get()
                d=data
                fill=fill
                transform=transform
                vector-effect="non-scaling-stroke"
            ></path>
        }
    });
    let points = points.into_iter().filter_map(|mark| {
        let at = match mark.path.shape() {
            Shape::Points(points) => *points.first()?,
            _ => return None,
        };
        let drawn = symbol(&mark);
        let visible = Memo::new(move |_| {
            !is_collapsed.get() && filter.with(|f| f.as_ref().is_some_and(|f| mark.passes(f)))
        });
        Some(view! {
            <g class="point" class:gone=move || !visible.get() transform=move || moved_to(state, at)>
                <circle class="ring" r="12"></circle>
                {drawn}
            </g>
        })
    });
    let badge = group.then(|| group_badge(state, number, collapsed));

    view! {
        <g
            class="region"
            class:is-selected=is_selected
            class:is-hovered=is_hovered
            class:gone=move || !shown.get()
            data-region=id
            role="button"
            tabindex="0"
            aria-label=name
            aria-pressed=move || if is_selected.get() { "true" } else { "false" }
        >
            {land.collect_view()}
            {points.collect_view()}
            {badge}
        </g>
    }
}

/// The mark of a group: how many of its places stand here.
fn group_badge(state: State, number: usize, collapsed: Memo<Vec<(usize, usize)>>) -> impl IntoView {
    let at = move || {
        let (story, camera, filter) = (state.story.get(), state.camera.get(), state.filter()?);
        collapsed.with(|c| group_mark(&story, number, &filter, &camera, c))
    };
    let count = move || collapsed.with(|c| c.iter().filter(|(_, parent)| *parent == number).count());
    view! {
        <g
            class="point badge"
            class:gone=move || at().is_none()
            transform=move || at().map_or(String::new(), |at| moved_to(state, at))
        >
            <circle class="ring" r="12"></circle>
            <circle class="body" r="9"></circle>
            <text dy="0.36em">{count}</text>
        </g>
    }
}

fn moved_to(state: State, at: WorldPoint) -> String {
    let p = state.camera.with(|c| c.world_to_screen(at));
    format!("translate({:.2} {:.2})", p.x, p.y)
}
