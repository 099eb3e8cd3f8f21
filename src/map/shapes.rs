//! The article's regions as elements of the page: they take focus, carry a
//! name, and are styled by the style sheet. Pointers are the map's affair.

use std::{cell::RefCell, rc::Rc};

use carto::{Camera, Shape, WorldPoint, decimal::decimal, plane::Plane};
use documents::Lang;
use leptos::prelude::*;
use scene::{
    Filter, Mark, Scene,
    groups::{Badge, Collapsed},
    marks::hatching_transform,
    shapes,
};
use web_sys::Element;

use crate::{
    door::{attributes::with, dom, mount, standing::Picture, view::Held},
    state::State,
};

/// The shapes that move with the camera. A handle to be copied into listeners.
#[derive(Clone, Default)]
pub struct Shapes(Rc<RefCell<Drawn>>);

#[derive(Default)]
struct Drawn {
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
    /// Its id.
    id: String,
    group: Part,
    /// Holds everything that is written on the plane.
    land: Part,
    /// Each mark on the plane, and its element.
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
const CLASSES: [&str; 8] =
    ["gone", "is-selected", "is-hovered", "is-focused", "is-member", "is-lit", "is-past", "is-new"];
const GONE: usize = 0;
const SELECTED: usize = 1;
const HOVERED: usize = 2;
const FOCUSED: usize = 3;
const MEMBER: usize = 4;
const LIT: usize = 5;
const PAST: usize = 6;
const NEW: usize = 7;

impl Part {
    fn new(element: Element) -> Self {
        Self { element, transform: String::new(), has: 0, lacks: 0 }
    }

    fn put(&mut self, transform: &str) {
        if self.transform != transform {
            dom::set(&self.element, "transform", transform);
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
        dom::switch(&self.element, CLASSES[class], on);
        true
    }

    /// Shows a mark as the date has it, and what the last step in time changed about
    /// it: what is no more leaves a trace. Whether anything of it is seen.
    fn date(&mut self, mark: &Mark, frame: &Frame<'_>) -> bool {
        let seen = mark.passes(frame.filter);
        let was = frame.before.map(|before| mark.passes(before));
        let past = !seen && was == Some(true);
        self.switch(PAST, past);
        self.switch(NEW, seen && was == Some(false));
        self.switch(GONE, !seen && !past);
        seen || past
    }
}

/// What a frame shows of the regions.
pub struct Frame<'a> {
    /// The regions.
    pub scene: &'a Scene,
    /// The view.
    pub camera: &'a Camera,
    /// The paper that outlines are written on.
    pub plane: &'a Plane,
    /// What may be seen.
    pub filter: &'a Filter,
    /// What could be seen before the last step in time.
    pub before: Option<&'a Filter>,
    /// The members that their groups answer for: [`Scene::collapsed`].
    pub collapsed: &'a Collapsed,
    /// The number of the selected region.
    pub selected: Option<usize>,
    /// The number of the one under the pointer.
    pub hovered: Option<usize>,
    /// The number of the one that the keyboard is on.
    pub focused: Option<usize>,
}

/// All regions, in the article's order, which is also that of Tab.
#[component]
pub fn RegionShapes(
    /// The page's.
    state: State,
    /// Holds what is drawn.
    shapes: Shapes,
    /// The picture whose shapes these replace.
    picture: Picture,
) -> impl IntoView {
    let host = Held::default();
    let drawn = shapes.clone();
    mount::watch(Box::new(move || {
        let scene = state.loaded.scene.get();
        let Some(host) = host.get().filter(|_| !scene.places.is_empty()) else { return };
        // Finer shapes take the place of coarse ones under the reader's focus.
        mount::refill(&host, &[], &[shapes::regions(&scene, &state.view.plane.get_untracked())]);
        drawn.hold(&host, &scene);
        drawn.name(state, state.lang.get_untracked());
        drawn.light(untrack(|| state.lit()).as_deref());
        picture.hide_shapes();
        state.repaint();
    }));
    let drawn = shapes.clone();
    mount::watch(Box::new(move || drawn.name(state, state.lang.get())));
    mount::watch(Box::new(move || shapes.light(state.lit().as_deref())));
    view! { <div {..with(&[("class", "shapes")])} node_ref=host></div> }
}

/// The elements of a region, in the document that was made of the scene: for each
/// of its marks, in order, the element that shows it.
fn handles(host: &Element, scene: &Scene, number: usize) -> Option<Region> {
    let place = &scene.places[number];
    let group = dom::find_in(host, &format!("[data-region=\"{}\"]", place.id))?;
    let land = group.first_element_child()?;
    let parts = |of: &Element| dom::children(of).into_iter().map(Part::new);
    let outlines = scene.marks(number).filter(|m| !m.is_point()).cloned().zip(parts(&land)).collect();
    let points = place.marks.iter().filter_map(|mark| match mark.path.shape() {
        Shape::Points(points) => Some((mark.clone(), *points.first()?)),
        _ => None,
    });
    let points = points.zip(parts(&group).skip(1)).map(|((mark, at), element)| (mark, at, element));
    Some(Region {
        id: place.id.clone(),
        points: points.collect(),
        badge: dom::find_in(host, &format!("[data-badge=\"{}\"]", place.id)).map(Part::new),
        group: Part::new(group),
        land: Part::new(land),
        outlines,
        count: 0,
    })
}

/// The hatchings on the map: whose they are is in their ids.
fn patterns(host: &Element) -> Vec<(usize, Element)> {
    let all = dom::find_in(host, "defs").map(|defs| dom::children(&defs)).unwrap_or_default();
    let holder = |pattern: &Element| pattern.id().split('-').nth(2)?.parse().ok();
    all.into_iter().map(|pattern| (holder(&pattern).unwrap_or_default(), pattern)).collect()
}

impl Shapes {
    /// Takes hold of the elements that the document made.
    fn hold(&self, host: &Element, scene: &Scene) {
        let regions = (0..scene.places.len()).filter_map(|number| handles(host, scene, number)).collect();
        self.0.replace(Drawn { regions, patterns: patterns(host), hatched: 0., set_for: None });
    }

    /// Moves the focus to a region's shape, by id.
    pub fn focus(&self, id: &str) {
        if let Some(region) = self.0.borrow().regions.iter().find(|region| region.id == id) {
            dom::focus(&region.group.element);
        }
    }

    /// Gives every region its accessible name: what it is called, what it is.
    fn name(&self, state: State, lang: Lang) {
        let Some(atlas) = state.loaded.atlas.get() else { return };
        let drawn = self.0.borrow();
        for Region { id, group, .. } in &drawn.regions {
            if let Some(region) = atlas.region(id) {
                let name =
                    format!("{} – {}", region.label.best(lang.code()).1, region.kind.best(lang.code()).1);
                dom::set(&group.element, "aria-label", &name);
            }
        }
        let svg = drawn.regions.first().and_then(|r| r.group.element.parent_element());
        if let Some(svg) = svg {
            dom::set(&svg, "aria-label", lang.words().places_on_map());
        }
    }

    /// Has the regions with these ids stand out; none where all are alike. The
    /// others stand back, by the style sheet.
    fn light(&self, lit: Option<&[String]>) {
        for Region { id, group, badge, .. } in &mut self.0.borrow_mut().regions {
            let is_lit = lit.is_some_and(|lit| lit.contains(id));
            group.switch(LIT, is_lit);
            if let Some(badge) = badge {
                badge.switch(LIT, is_lit);
            }
        }
    }

    /// Moves the regions to where `frame`'s camera shows them, in the same frame
    /// as the canvases.
    pub fn draw(&self, frame: &Frame<'_>) {
        let drawn = &mut *self.0.borrow_mut();
        let at = frame.plane.placement(frame.camera);
        let moved = drawn.set_for.replace(*frame.camera) != Some(*frame.camera);
        for region in &mut drawn.regions {
            if moved {
                region.land.put(&at.matrix());
            }
            // The scene may have changed since its shapes were made.
            match frame.scene.number(&region.id) {
                Some(number) => region.draw(number, frame, moved),
                None => drop(region.group.switch(GONE, true)),
            }
        }
        if drawn.hatched != at.scale {
            drawn.hatched = at.scale;
            for (held, pattern) in &drawn.patterns {
                dom::set(pattern, "patternTransform", &hatching_transform(*held, at.scale));
            }
        }
    }
}

impl Region {
    /// Shows what `frame` has of the region, whose number in its scene is this.
    fn draw(&mut self, number: usize, frame: &Frame<'_>, moved: bool) {
        let mut shown = false;
        for (mark, part) in &mut self.outlines {
            shown |= part.date(mark, frame);
        }
        // A member that its group answers for leaves its symbol to the group's.
        let answered_for = frame.collapsed.group_of(number).is_some();
        for (mark, at, part) in &mut self.points {
            shown |= part.date(mark, frame);
            if answered_for {
                part.switch(GONE, true);
            }
            if moved {
                part.put(&translation(*at, frame.camera));
            }
        }
        if self.badge.is_some() {
            shown |= frame.scene.marks(number).any(|m| m.passes(frame.filter));
            self.draw_badge(number, frame);
        }
        let selected = frame.selected == Some(number);
        // A group without land shows through the marks of its members.
        let parent = frame.scene.places[number].parent;
        let group = &mut self.group;
        group.switch(FOCUSED, parent.is_some() && frame.focused == parent);
        group.switch(MEMBER, parent.is_some() && frame.selected == parent);
        group.switch(GONE, !shown);
        group.switch(HOVERED, frame.hovered == Some(number));
        if group.switch(SELECTED, selected) {
            dom::set(&group.element, "aria-pressed", if selected { "true" } else { "false" });
        }
    }

    /// The badge stands for its group, and for the members under it.
    fn draw_badge(&mut self, number: usize, frame: &Frame<'_>) {
        let Some(badge) = &mut self.badge else { return };
        let mark = frame.scene.badge(number, frame.filter, frame.camera, frame.collapsed);
        badge.switch(GONE, mark.is_none());
        let stands_for = |region| frame.collapsed.stands_for(number, region);
        badge.switch(SELECTED, stands_for(frame.selected));
        badge.switch(HOVERED, stands_for(frame.hovered));
        badge.switch(FOCUSED, stands_for(frame.focused));
        let Some(Badge { at, count }) = mark else { return };
        badge.put(&translation(at, frame.camera));
        if let (true, Some(text)) = (self.count != count, badge.element.last_element_child()) {
            text.set_text_content(Some(&count.to_string()));
            self.count = count;
        }
    }
}

/// Where `camera` shows a world position, as SVG has it.
fn translation(at: WorldPoint, camera: &Camera) -> String {
    let p = camera.world_to_screen(at);
    format!("translate({} {})", decimal(p.x, 2), decimal(p.y, 2))
}
