//! The article's regions as elements of the page: they take focus, carry a
//! name, and are styled by the style sheet. Pointers are the map's affair.

use std::cell::RefCell;

use carto::{Camera, Shape, WorldPoint, decimal::decimal, sheet::Sheet};
use leptos::prelude::*;
use reading::Lang;
use story::{Filter, Mark, Story, labels::group_mark, marks::hatching_transform, shapes};
use web_sys::Element;

use crate::{first, mount, page, state::State};

thread_local! {
    /// The elements that move with the camera. They cannot live in a signal,
    /// which may be sent between threads.
    static SHAPES: RefCell<Vec<Region>> = const { RefCell::new(Vec::new()) };
}

/// A region's elements.
struct Region {
    group: Element,
    /// Holds everything that is written on the sheet.
    land: Element,
    /// Each mark on the sheet, and its element.
    outlines: Vec<(Mark, Element)>,
    /// Each point, and its element.
    points: Vec<(Mark, WorldPoint, Element)>,
    /// For a group, the mark that says how many of its places stand there; it
    /// stands above all regions.
    badge: Option<Element>,
}

/// What a frame shows of the regions.
pub struct Frame<'a> {
    /// The regions.
    pub story: &'a Story,
    /// The view.
    pub camera: &'a Camera,
    /// The paper that outlines are written on.
    pub sheet: &'a Sheet,
    /// What may be seen.
    pub filter: &'a Filter,
    /// The members that their groups answer for: [`Story::collapsed`].
    pub collapsed: &'a [(usize, usize)],
    /// The number of the selected region.
    pub selected: Option<usize>,
    /// The number of the one under the pointer.
    pub hovered: Option<usize>,
    /// The number of the one that the keyboard is on.
    pub focused: Option<usize>,
}

/// Shows all regions, in the article's order, which is also that of Tab.
pub fn set_up(state: State) {
    mount::watch(Box::new(move || {
        let story = state.story.get();
        let Some(host) = page::find("#map .shapes") else { return };
        if story.places.is_empty() {
            return;
        }
        // Finer shapes take the place of coarse ones under the reader's focus.
        mount::refill(&host, &[shapes::regions(&story, &state.sheet.get_untracked())]);
        let regions = (0..story.places.len()).filter_map(|number| handles(&host, &story, number));
        SHAPES.set(regions.collect());
        name_all(state, state.lang.get_untracked());
        first::hide_story();
        state.repaint();
    }));
    mount::watch(Box::new(move || name_all(state, state.lang.get())));
}

/// The elements that `region` described, found again.
fn handles(host: &Element, story: &Story, number: usize) -> Option<Region> {
    let place = &story.places[number];
    let group = host.query_selector(&format!("[data-region=\"{}\"]", place.id)).ok()??;
    let land = group.first_element_child()?;
    let outlines = story.marks(number).filter(|m| !m.is_point()).cloned().zip(children(&land)).collect();
    let points = place.marks.iter().filter_map(|mark| match mark.path.shape() {
        Shape::Points(points) => Some((mark.clone(), *points.first()?)),
        _ => None,
    });
    let badge = host.query_selector(&format!("[data-badge=\"{}\"]", place.id)).ok().flatten();
    let points =
        points.zip(children(&group).into_iter().skip(1)).map(|((mark, at), element)| (mark, at, element));
    Some(Region { points: points.collect(), group, land, outlines, badge })
}

fn children(element: &Element) -> Vec<Element> {
    let list = element.children();
    (0..list.length()).filter_map(|i| list.item(i)).collect()
}

/// Gives every region its accessible name: what it is called, what it is.
fn name_all(state: State, lang: Lang) {
    let Some(atlas) = state.atlas.get() else { return };
    SHAPES.with_borrow(|regions| {
        for Region { group, .. } in regions {
            let region = group.get_attribute("data-region").and_then(|id| atlas.region(&id).cloned());
            if let Some(region) = region {
                let name =
                    format!("{} – {}", region.label.best(lang.code()).1, region.kind.best(lang.code()).1);
                page::set(group, "aria-label", &name);
            }
        }
        let svg = regions.first().and_then(|r| r.group.closest("svg").ok().flatten());
        if let Some(svg) = svg {
            page::set(&svg, "aria-label", lang.words().places_on_map);
        }
    });
}

/// Moves the regions to where `frame`'s camera shows them, in the same frame
/// as the canvases.
pub fn draw(frame: &Frame<'_>) {
    let collapsed = frame.collapsed;
    let at = frame.sheet.placement(frame.camera);
    let on_sheet = at.matrix();
    let put = |element: &Element, transform: &str| page::set(element, "transform", transform);
    let to = |w: WorldPoint| {
        let p = frame.camera.world_to_screen(w);
        format!("translate({} {})", decimal(p.x, 2), decimal(p.y, 2))
    };
    SHAPES.with_borrow(|regions| {
        for (number, region) in regions.iter().enumerate() {
            put(&region.land, &on_sheet);
            let mut shown = false;
            for (mark, element) in &region.outlines {
                let seen = mark.passes(frame.filter);
                shown |= seen;
                page::switch(element, "gone", !seen);
            }
            // A member that its group answers for leaves its symbol to the group's.
            let answered_for = collapsed.iter().any(|(child, _)| *child == number);
            for (mark, at, element) in &region.points {
                let seen = mark.passes(frame.filter);
                shown |= seen;
                page::switch(element, "gone", !seen || answered_for);
                put(element, &to(*at));
            }
            if let Some(badge) = &region.badge {
                let mark = group_mark(frame.story, number, frame.filter, frame.camera, collapsed);
                shown |= frame.story.marks(number).any(|m| m.passes(frame.filter));
                page::switch(badge, "gone", mark.is_none());
                // The badge stands for its group, and for the members under it.
                let stands_for = |n: Option<usize>| {
                    n == Some(number) || n.is_some_and(|n| collapsed.contains(&(n, number)))
                };
                page::switch(badge, "is-selected", stands_for(frame.selected));
                page::switch(badge, "is-hovered", stands_for(frame.hovered));
                page::switch(badge, "is-focused", stands_for(frame.focused));
                if let Some(at) = mark {
                    let count = collapsed.iter().filter(|(_, parent)| *parent == number).count();
                    put(badge, &to(at));
                    if let Some(text) = badge.last_element_child() {
                        text.set_text_content(Some(&count.to_string()));
                    }
                }
            }
            let selected = frame.selected == Some(number);
            // A group without land shows through the marks of its members.
            let parent = frame.story.places[number].parent;
            page::switch(&region.group, "is-focused", parent.is_some() && frame.focused == parent);
            page::switch(&region.group, "is-member", parent.is_some() && frame.selected == parent);
            page::switch(&region.group, "gone", !shown);
            page::switch(&region.group, "is-selected", selected);
            page::switch(&region.group, "is-hovered", frame.hovered == Some(number));
            page::set(&region.group, "aria-pressed", if selected { "true" } else { "false" });
        }
        let svg = regions.first().and_then(|r| r.group.closest("svg").ok().flatten());
        for pattern in
            svg.and_then(|s| s.first_element_child()).map(|defs| children(&defs)).unwrap_or_default()
        {
            let held = pattern.id().split('-').nth(2).and_then(|n| n.parse().ok()).unwrap_or_default();
            page::set(&pattern, "patternTransform", &hatching_transform(held, at.scale));
        }
    });
}
