//! The page as it stood before any script (`crates/first`): a picture whose
//! paths are also the first layers, texts that need no second writing. What
//! stands is taken over, not drawn again.

use atlas::{Atlas, ClaimFile, Manifest, RegionFile};
use carto::{Camera, ScreenRect, decimal::decimal};
use serde_json::Value;
use story::Story;

use crate::{json, page};

/// What the page was built with.
pub struct First {
    /// Tells its atlas's edition (`atlas::digest`).
    pub digest: String,
    /// The atlas's texts, less what only fine print needs.
    pub atlas: Atlas,
    /// The layers of its picture.
    pub layers: Vec<FirstLayer>,
    /// The atlas's files, each with its digest as `integrity` has it.
    pub files: Vec<(String, String)>,
}

/// What the build wrote into the page of a layer.
pub struct FirstLayer {
    /// Its id.
    pub id: String,
    /// Its features, described in JSON.
    pub features: Value,
    /// Their path data.
    pub paths: Vec<String>,
}

/// The features of all layers, described in JSON.
fn features() -> String {
    page::find("#first-features").and_then(|data| data.text_content()).unwrap_or_default()
}

/// What the page was built with; `None` for a page without picture.
pub fn read() -> Option<First> {
    let mut block = json::own(&features()).ok()?;
    let text = |name: &str| block.get("texts")?.get(name);
    // The build has read all of it: what fails here is read from the files.
    let atlas = Atlas {
        manifest: Manifest::from_value(text("atlas")?).ok()?,
        regions: RegionFile::from_value(text("regions")?).ok()?,
        claims: ClaimFile::from_value(text("claims")?).ok()?,
    };
    let digest = block.get("atlas")?.as_str()?.to_owned();
    let layers = block.get_mut("layers")?.as_array_mut()?.iter_mut().map(layer).collect::<Option<_>>()?;
    let files = block.get("files")?.as_object()?.iter();
    let files =
        files.filter_map(|(file, digest)| Some((file.clone(), digest.as_str()?.to_owned()))).collect();
    Some(First { digest, atlas, layers, files })
}

fn layer(layer: &mut Value) -> Option<FirstLayer> {
    let id = layer.get("id")?.as_str()?.to_owned();
    let paths = page::find_all(&format!(".first [data-layer=\"{id}\"] path"));
    let paths = paths.iter().map(|path| path.get_attribute("d").unwrap_or_default()).collect();
    Some(FirstLayer { features: layer.get_mut("features")?.take(), id, paths })
}

/// The language that the page's words stand in; `None` once they are replaced.
pub fn language() -> Option<String> {
    let other = page::document().document_element()?.has_attribute("data-first");
    let text = page::find("#panel .text[data-first]")?;
    text.first_element_child()?;
    text.get_attribute("data-first").filter(|_| !other)
}

/// The words are the app's from now on, in the reader's language.
pub fn words_replaced() {
    hide_names();
    for marked in page::find_all("html[data-first], #panel .text[data-first]") {
        // Removing what is there is no error.
        let _ = marked.remove_attribute("data-first");
    }
}

/// Takes the picture away, because it is of another atlas or has done its part.
pub fn discard() {
    if let Some(first) = page::find(".first") {
        first.remove();
    }
}

/// Brings the app's parts of the map, made in a `.world` of their own, around
/// the picture. The picture stays where it is: a browser lays out anew what is
/// moved.
pub fn surround() {
    let (Some(first), [world, made]) = (page::find(".first"), &page::find_all("#map > .world")[..]) else {
        return;
    };
    // What it says, the shapes say to screen readers from now on; what a pointer
    // hits, the map finds.
    page::set(&first, "aria-hidden", "true");
    page::style(&first, "pointer-events", "none");
    // The base map below the picture, shapes and names above it. All are where
    // they are said to be: nothing can be refused.
    while let Some(part) = made.first_element_child() {
        let below = part.matches(".overview, .ground").unwrap_or_default();
        let _ = world.insert_before(&part, below.then_some(first.as_ref()));
    }
    made.remove();
}

/// Takes away what the app now draws itself: the story's shapes.
pub fn hide_story() {
    for part in page::find_all(".first .story, .first .symbols") {
        part.remove();
    }
}

/// Takes the base map away: its successor is there. What is left, names, comes
/// to stand above the shapes, as names do.
pub fn hide_ground() {
    let Some(ground) = page::find(".first .ground") else { return };
    ground.remove();
    if let Some(first) = page::find(".first") {
        page::style(&first, "z-index", "1");
    }
}

/// Where the names of regions stand, by region's number, in CSS pixels from the
/// map's top left.
pub fn name_boxes(story: &Story) -> Vec<(usize, ScreenRect)> {
    let shown = page::find_all(".first .names a[href]").into_iter().filter_map(|name| {
        let number = story.number(name.get_attribute("href")?.strip_prefix("#region=")?)?;
        let rect = page::rect_within("#map", &name)?;
        (rect.width() > 0.).then_some((number, rect))
    });
    shown.collect()
}

/// Takes the names away; the base map stays until its successor is there.
pub fn hide_names() {
    for part in page::find_all(".first .names") {
        part.remove();
    }
}

/// Whether its names stand on the map.
pub fn has_names() -> bool {
    page::find(".first .names").is_some()
}

/// Moves the picture, drawn for `home`, to where `camera` has it.
pub fn lay(home: &Camera, camera: &Camera) {
    let Some(first) = page::find(".first") else { return };
    let grown = camera.scale() / home.scale();
    let middle = camera.viewport.free().centre();
    let slid = |middle: f64, home: f64, now: f64| middle * (1. - grown) + (home - now) * camera.scale();
    let x = slid(middle.x, home.centre.x, camera.centre.x);
    let y = slid(middle.y, home.centre.y, camera.centre.y);
    let moved = grown != 1. || x != 0. || y != 0.;
    let transform =
        format!("translate({}px,{}px) scale({})", decimal(x, 2), decimal(y, 2), decimal(grown, 6));
    page::style(&first, "transform", if moved { &transform } else { "none" });
}
