//! What stands in the page before any script (`index.html`, and what the build
//! writes into it), found once. Whoever needs one of these elements is given it.

use carto::{Camera, ScreenRect, decimal::decimal};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::{dom, page};

/// The elements of the page that the program takes over. Cloning copies
/// references.
#[derive(Clone)]
pub struct Standing {
    /// All of it.
    pub app: HtmlElement,
    /// The link past the map.
    pub skip: Element,
    /// The map.
    pub map: HtmlElement,
    /// How the map is moved, for screen readers.
    pub map_help: Element,
    /// What moves with the camera, in the map.
    pub world: Element,
    /// The picture that the page came with.
    pub picture: Picture,
    /// For which date the map is true.
    pub as_of: Element,
    /// Where on Earth the map of the page's own atlas lies, if that says so.
    pub locator: Option<Element>,
    /// The line of time as a picture, where the page came with one.
    pub time: Option<Element>,
    /// The reading panel.
    pub panel: HtmlElement,
    /// The panel's upper bar.
    pub bar: Element,
    /// The panel's text.
    pub text: Text,
    /// Where the panel says how far one is in the article.
    pub tour_bar: Element,
}

impl Standing {
    /// What stands; `None` where index.html has been changed so that a part is
    /// missing.
    pub fn find() -> Option<Self> {
        let document = page::document();
        let app: HtmlElement = document.get_element_by_id("app")?.dyn_into().ok()?;
        let map: HtmlElement = document.get_element_by_id("map")?.dyn_into().ok()?;
        let panel: HtmlElement = document.get_element_by_id("panel")?.dyn_into().ok()?;
        let as_of = dom::find_in(&map, ".as-of")?;
        let world = dom::find_in(&map, ".world").or_else(|| {
            // The page was built without a picture.
            let world = document.create_element("div").ok()?;
            world.set_class_name("world");
            map.insert_before(&world, Some(&as_of)).ok()?;
            Some(world)
        })?;
        Some(Self {
            skip: dom::find_in(&app, ".skip")?,
            map_help: document.get_element_by_id("map-help")?,
            picture: Picture(dom::find_in(&world, ".first")),
            bar: dom::find_in(&panel, ".bar")?,
            text: Text(dom::find_in(&panel, ".text")?),
            tour_bar: dom::find_in(&panel, ".tour-bar")?,
            locator: dom::find_in(&map, ".locator"),
            time: dom::find_in(&map, ".first-time"),
            app,
            map,
            world,
            as_of,
            panel,
        })
    }
}

/// The picture that the page came with: base map, shapes and names as the build
/// drew them. It gives way part by part as the program draws them itself.
#[derive(Clone)]
pub struct Picture(Option<Element>);

impl Picture {
    /// Its element, if the page came with one.
    pub fn element(&self) -> Option<&Element> {
        self.0.as_ref()
    }

    /// What it says, the shapes say to screen readers from now on; what a pointer
    /// hits, the map finds.
    pub fn hand_over(&self) {
        if let Some(picture) = &self.0 {
            dom::set(picture, "aria-hidden", "true");
            dom::style(picture, "pointer-events", "none");
        }
    }

    fn parts(&self, selector: &str) -> Vec<Element> {
        self.0.as_ref().map(|picture| dom::find_all_in(picture, selector)).unwrap_or_default()
    }

    /// The path data of a layer's features, in order, by its id.
    pub fn paths(&self, layer: &str) -> Vec<String> {
        let paths = self.parts(&format!("[data-layer=\"{layer}\"] path"));
        paths.iter().map(|path| path.get_attribute("d").unwrap_or_default()).collect()
    }

    /// Takes the picture away, because it is of another atlas.
    pub fn discard(&self) {
        if let Some(picture) = &self.0 {
            picture.remove();
        }
    }

    /// Takes away what the program now draws itself: the regions' shapes.
    pub fn hide_shapes(&self) {
        self.parts(".story, .symbols").iter().for_each(Element::remove);
    }

    /// Takes the base map away: its successor is there. What is left, names, comes
    /// to stand above the shapes, as names do.
    pub fn hide_base_map(&self) {
        let basemap = self.parts(".basemap");
        basemap.iter().for_each(Element::remove);
        if let (Some(picture), false) = (&self.0, basemap.is_empty()) {
            dom::style(picture, "z-index", "1");
        }
    }

    /// Whether its names stand on the map.
    pub fn has_names(&self) -> bool {
        !self.parts(".names").is_empty()
    }

    /// Takes the names away; the base map stays until its successor is there.
    pub fn hide_names(&self) {
        self.parts(".names").iter().for_each(Element::remove);
    }

    /// Where the names of regions stand, by region's id, in CSS pixels from the
    /// map's top left.
    pub fn name_boxes(&self, map: &Element) -> Vec<(String, ScreenRect)> {
        let shown = self.parts(".names a[href]").into_iter().filter_map(|name| {
            let id = name.get_attribute("href")?.strip_prefix("#region=")?.to_owned();
            let rect = dom::rect_within(map, &name);
            (rect.width() > 0.).then_some((id, rect))
        });
        shown.collect()
    }

    /// Moves the picture, drawn for `home`, to where `camera` has it.
    pub fn lay(&self, home: &Camera, camera: &Camera) {
        let Some(picture) = &self.0 else { return };
        let grown = camera.scale() / home.scale();
        let middle = camera.viewport.free().centre();
        let slid = |middle: f64, home: f64, now: f64| middle * (1. - grown) + (home - now) * camera.scale();
        let x = slid(middle.x, home.centre.x, camera.centre.x);
        let y = slid(middle.y, home.centre.y, camera.centre.y);
        let moved = grown != 1. || x != 0. || y != 0.;
        let transform =
            format!("translate({}px,{}px) scale({})", decimal(x, 2), decimal(y, 2), decimal(grown, 6));
        dom::style(picture, "transform", if moved { &transform } else { "none" });
    }
}

/// The panel's text, in the language and of the atlas that the page came with,
/// until the program writes its own.
#[derive(Clone)]
pub struct Text(Element);

impl Text {
    /// Its element.
    pub fn element(&self) -> &Element {
        &self.0
    }

    /// The language that the page's own words stand in; `None` once they are
    /// replaced, or where they are not for this reader.
    pub fn language(&self) -> Option<String> {
        let other = page::document().document_element()?.has_attribute("data-first");
        self.0.first_element_child()?;
        self.0.get_attribute("data-first").filter(|_| !other)
    }

    /// The words are the program's from now on, in the reader's language.
    pub fn replaced(&self) {
        for marked in page::document().document_element().iter().chain([&self.0]) {
            // Removing what is not there is no error.
            let _ = marked.remove_attribute("data-first");
        }
    }
}
