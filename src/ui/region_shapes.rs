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
    static SHAPES: RefCell<Shapes> = RefCell::default();
}

#[derive(Default)]
struct Shapes {
    regions: Vec<Region>,
    /// The hatchings, and which side holds the land that they are on.
    patterns: Vec<(usize, Element)>,
    /// The scale that hatchings are set for.
    hatched: f64,
    /// The view that outlines and points are set for.
    set_for: Option<Camera>,
}

/// A region's elements.
struct Region {
    group: Part,
    /// Holds everything that is written on the sheet.
    land: Part,
    /// Each mark on the sheet, and its element.
    outlines: Vec<(Mark, Part)>,
    /// Each point, and its element.
    points: Vec<(Mark, WorldPoint, Part)>,
    /// For a group, the mark that says how many of its places stand there; it
    /// stands above all regions.
    badge: Option<Part>,
    /// What that mark says.
    count: usize,
}

/// An element, and what was last said to it: the browser is told of changes
/// alone.
struct Part {
    element: Element,
    transform: String,
    /// The classes that it is known to have, and to lack, by number.
    has: u8,
    lacks: u8,
}

/// What a part may be. Its place here is its number.
const CLASSES: [&str; 5] = ["gone", "is-selected", "is-hovered", "is-focused", "is-member"];
const GONE: usize = 0;
const SELECTED: usize = 1;
const HOVERED: usize = 2;
const FOCUSED: usize = 3;
const MEMBER: usize = 4;

impl Part {
    fn new(element: Element) -> Self {
        Self { element, transform: String::new(), has: 0, lacks: 0 }
    }

    fn put(&mut self, transform: &str) {
        if self.transform != transform {
            page::set(&self.element, "transform", transform);
            transform.clone_into(&mut self.transform);
        }
    }

    /// Whether this changed anything.
    fn switch(&mut self, class: usize, on: bool) -> bool {
        let bit = 1 << class;
        let known = if on { &mut self.has } else { &mut self.lacks };
        if *known & bit != 0 {
            return false;
        }
        *known |= bit;
        *(if on { &mut self.lacks } else { &mut self.has }) &= !bit;
        page::switch(&self.element, CLASSES[class], on);
        true
    }
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
        mount::refill(&host, &[], &[shapes::regions(&story, &state.sheet.get_untracked())]);
        let regions = (0..story.places.len()).filter_map(|number| handles(&host, &story, number)).collect();
        SHAPES.set(Shapes { regions, patterns: patterns(&host), hatched: 0., set_for: None });
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
    let parts = |of: &Element| children(of).into_iter().map(Part::new);
    let outlines = story.marks(number).filter(|m| !m.is_point()).cloned().zip(parts(&land)).collect();
    let points = place.marks.iter().filter_map(|mark| match mark.path.shape() {
        Shape::Points(points) => Some((mark.clone(), *points.first()?)),
        _ => None,
    });
    let badge = host.query_selector(&format!("[data-badge=\"{}\"]", place.id)).ok().flatten();
    let points = points.zip(parts(&group).skip(1)).map(|((mark, at), element)| (mark, at, element));
    Some(Region {
        points: points.collect(),
        group: Part::new(group),
        land: Part::new(land),
        outlines,
        badge: badge.map(Part::new),
        count: 0,
    })
}

/// The hatchings on the map: whose they are is in their ids.
fn patterns(host: &Element) -> Vec<(usize, Element)> {
    let all = host.query_selector("defs").ok().flatten().map(|defs| children(&defs)).unwrap_or_default();
    let holder = |pattern: &Element| pattern.id().split('-').nth(2)?.parse().ok();
    all.into_iter().map(|pattern| (holder(&pattern).unwrap_or_default(), pattern)).collect()
}

fn children(element: &Element) -> Vec<Element> {
    let list = element.children();
    (0..list.length()).filter_map(|i| list.item(i)).collect()
}

/// Gives every region its accessible name: what it is called, what it is.
fn name_all(state: State, lang: Lang) {
    let Some(atlas) = state.atlas.get() else { return };
    SHAPES.with_borrow(|Shapes { regions, .. }| {
        for Region { group: Part { element: group, .. }, .. } in regions {
            let region = group.get_attribute("data-region").and_then(|id| atlas.region(&id).cloned());
            if let Some(region) = region {
                let name =
                    format!("{} – {}", region.label.best(lang.code()).1, region.kind.best(lang.code()).1);
                page::set(group, "aria-label", &name);
            }
        }
        let svg = regions.first().and_then(|r| r.group.element.closest("svg").ok().flatten());
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
    let to_screen = frame.camera.to_screen();
    let to = |w: WorldPoint| {
        let p = to_screen(w);
        format!("translate({} {})", decimal(p.x, 2), decimal(p.y, 2))
    };
    SHAPES.with_borrow_mut(|shapes| {
        let moved = shapes.set_for.replace(*frame.camera) != Some(*frame.camera);
        for (number, region) in shapes.regions.iter_mut().enumerate() {
            if moved {
                region.land.put(&on_sheet);
            }
            let mut shown = false;
            for (mark, part) in &mut region.outlines {
                let seen = mark.passes(frame.filter);
                shown |= seen;
                part.switch(GONE, !seen);
            }
            // A member that its group answers for leaves its symbol to the group's.
            let answered_for = collapsed.iter().any(|(child, _)| *child == number);
            for (mark, at, part) in &mut region.points {
                let seen = mark.passes(frame.filter);
                shown |= seen;
                part.switch(GONE, !seen || answered_for);
                if moved {
                    part.put(&to(*at));
                }
            }
            if let Some(badge) = &mut region.badge {
                let mark = group_mark(frame.story, number, frame.filter, frame.camera, collapsed);
                shown |= frame.story.marks(number).any(|m| m.passes(frame.filter));
                badge.switch(GONE, mark.is_none());
                // The badge stands for its group, and for the members under it.
                let stands_for = |n: Option<usize>| {
                    n == Some(number) || n.is_some_and(|n| collapsed.contains(&(n, number)))
                };
                badge.switch(SELECTED, stands_for(frame.selected));
                badge.switch(HOVERED, stands_for(frame.hovered));
                badge.switch(FOCUSED, stands_for(frame.focused));
                if let Some(at) = mark {
                    badge.put(&to(at));
                    let count = collapsed.iter().filter(|(_, parent)| *parent == number).count();
                    if let (true, Some(text)) = (region.count != count, badge.element.last_element_child()) {
                        text.set_text_content(Some(&count.to_string()));
                        region.count = count;
                    }
                }
            }
            let selected = frame.selected == Some(number);
            // A group without land shows through the marks of its members.
            let parent = frame.story.places[number].parent;
            let group = &mut region.group;
            group.switch(FOCUSED, parent.is_some() && frame.focused == parent);
            group.switch(MEMBER, parent.is_some() && frame.selected == parent);
            group.switch(GONE, !shown);
            group.switch(HOVERED, frame.hovered == Some(number));
            if group.switch(SELECTED, selected) {
                page::set(&group.element, "aria-pressed", if selected { "true" } else { "false" });
            }
        }
        if shapes.hatched != at.scale {
            shapes.hatched = at.scale;
            for (held, pattern) in &shapes.patterns {
                page::set(pattern, "patternTransform", &hatching_transform(*held, at.scale));
            }
        }
    });
}
