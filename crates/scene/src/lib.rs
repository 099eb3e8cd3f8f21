//! The article's regions as things to draw and to touch: which features show
//! each, since when, for whom. Here the pure crates meet: `atlas` says what a
//! region is, `carto` where it lies, `documents` in which words.
//!
//! Deliberately absent: the DOM, signals, events. The page and the build both
//! draw with what is here, so that the picture before any script and the
//! picture after it are one.

mod changes;
pub mod finder;
#[cfg(test)]
mod fixture;
pub mod groups;
pub mod labels;
pub mod legend;
pub mod marks;
mod outlines;
pub mod shapes;

use std::{cell::RefCell, sync::Arc};

pub use atlas::manifest::RELIEF;
use atlas::{Atlas, Interval, Manifest, PartialDate, region::Weight};
use carto::{
    Feature, Layer, LonLat, Path, Shape, WorldBounds, WorldPoint,
    label::anchors_on_land,
    projection::Seam,
    style::{self, MarkLook},
};

/// WCAG 2.5.8: targets, or the circles around small ones, are 24 pixels wide.
pub const REACH: f64 = 12.;
/// Zoom for a place that is a single point.
pub const PLACE_ZOOM: f64 = 10.5;

/// The layers read so far, by id. Shared, so that a frame or a rebuild costs no
/// copy.
#[derive(Clone, Debug, Default)]
pub struct Layers(Vec<(String, Arc<Layer>)>);

impl Layers {
    /// The layer with this id, if it is there.
    pub fn get(&self, id: &str) -> Option<&Layer> {
        self.0.iter().find(|(known, _)| known == id).map(|(_, layer)| &**layer)
    }

    /// Adds a layer, in place of one with the same id.
    pub fn insert(&mut self, id: String, layer: Layer) {
        self.0.retain(|(known, _)| *known != id);
        self.0.push((id, Arc::new(layer)));
    }
}

/// Which features may be seen: the layers that are on, at a date.
#[derive(Clone, Debug, PartialEq)]
pub struct Filter {
    /// Ids of layers switched off.
    pub off: Vec<String>,
    /// The date of the map.
    pub as_of: PartialDate,
}

/// What the base map draws, the lowest first: the layers that are on, and the
/// relief's shading right above the land that it is of.
pub fn order(manifest: &Manifest, filter: &Filter) -> Vec<String> {
    let is_on = |id: &str| !filter.off.iter().any(|off| off == id);
    let lowest = manifest.layers.first().map(|layer| &*layer.id);
    let relief = manifest.relief.as_ref().filter(|_| is_on(RELIEF));
    let below = relief.and_then(|relief| relief.above.as_deref().or(lowest));
    let mut order: Vec<String> = Vec::new();
    for layer in manifest.layers.iter().filter(|layer| is_on(&layer.id)) {
        order.push(layer.id.clone());
        if below == Some(&*layer.id) {
            order.push(RELIEF.to_owned());
        }
    }
    order
}

/// A feature that shows a region.
#[derive(Clone, Debug)]
pub struct Mark {
    /// The layer it comes from.
    pub layer: String,
    /// What it looks like.
    pub look: MarkLook,
    /// What it is called, where it has a name of its own.
    pub name: Option<atlas::Localized>,
    /// Where it lies.
    pub path: Path,
    /// When it is true; always, where empty.
    pub when: Vec<Interval>,
}

impl Mark {
    /// Whether it is a point rather than a line or land.
    pub fn is_point(&self) -> bool {
        matches!(self.path.shape(), Shape::Points(_))
    }

    /// Whether `filter` lets it be seen.
    pub fn passes(&self, filter: &Filter) -> bool {
        !filter.off.contains(&self.layer) && Interval::hold(&self.when, filter.as_of)
    }
}

/// A region on the map.
#[derive(Clone, Debug)]
pub struct Place {
    /// The region's id.
    pub id: String,
    /// Number of its parent in [`Scene::places`].
    pub parent: Option<usize>,
    /// Numbers of its children.
    pub children: Vec<usize>,
    /// What shows it, as far as its layers are there.
    pub marks: Vec<Mark>,
    /// How many features show it when they all are.
    pub drawn_by: usize,
    /// Where its name stands if it has no shape of its own: near which of its children, if
    /// it has any.
    pub label_at: Option<WorldPoint>,
    /// How much the article is about it.
    pub weight: Weight,
}

/// Every region of an atlas, in the article's order.
#[derive(Clone, Debug, Default)]
pub struct Scene {
    /// In the article's order.
    pub places: Vec<Place>,
}

impl Scene {
    /// Ties regions to the layers read so far; regions whose layers are
    /// missing have no marks yet.
    pub fn build(atlas: &Atlas, layers: &Layers) -> Self {
        let (ordered, seam) = (atlas.regions_in_order(), Seam::of(atlas.manifest.extent));
        let number = |id: &str| ordered.iter().position(|r| r.id == id);
        let places = ordered.iter().map(|region| Place {
            id: region.id.clone(),
            parent: region.parent.as_deref().and_then(number),
            children: (0..ordered.len())
                .filter(|&i| ordered[i].parent.as_deref() == Some(&*region.id))
                .collect(),
            marks: region
                .drawn_by
                .iter()
                .filter_map(|by| {
                    let features = &layers.get(&by.layer)?.features;
                    let feature = features.iter().find(|f| f.id.as_deref() == Some(&*by.feature))?;
                    Some(mark(atlas, &by.layer, feature))
                })
                .collect(),
            drawn_by: region.drawn_by.len(),
            label_at: region.label_at.map(|[lon, lat]| seam.project(LonLat { lon, lat })),
            weight: region.weight(),
        });
        Self { places: places.collect() }
    }

    /// A region's number.
    pub fn number(&self, id: &str) -> Option<usize> {
        self.places.iter().position(|p| p.id == id)
    }

    /// The marks of a region, or of its children where it has none.
    pub fn marks(&self, number: usize) -> impl Iterator<Item = &Mark> {
        let place = &self.places[number];
        let children = if place.marks.is_empty() { &place.children[..] } else { &[] };
        place.marks.iter().chain(children.iter().flat_map(|&child| &self.places[child].marks))
    }

    /// Whether all layers that show a region are there.
    pub fn is_whole(&self, number: usize) -> bool {
        let place = &self.places[number];
        let whole = |place: &Place| place.marks.len() == place.drawn_by;
        whole(place) && place.children.iter().all(|&child| whole(&self.places[child]))
    }

    /// What a camera must show of a region: its marks that pass, or all of
    /// them where none does.
    pub fn bounds(&self, number: usize, filter: &Filter) -> WorldBounds {
        let joined = |passing: bool| {
            self.marks(number)
                .filter(|m| !passing || m.passes(filter))
                .fold(WorldBounds::EMPTY, |b, m| b.joined(*m.path.bounds()))
        };
        let seen = joined(true);
        let bounds = if seen.is_empty() { joined(false) } else { seen };
        if bounds.is_empty() { WorldBounds::around(self.places[number].label_at) } else { bounds }
    }

    /// Where a region's mark and name stand, best first: its point, or good
    /// places on its land within `window`, or along its line; where it is neither drawn
    /// nor has members, where its name is to stand. Empty where nothing of it passes.
    pub fn anchors(&self, number: usize, filter: &Filter, window: &WorldBounds) -> Vec<WorldPoint> {
        let passing = || self.places[number].marks.iter().filter(|m| m.passes(filter));
        let Some(mark) = passing().find(|m| m.is_point()).or_else(|| passing().next()) else {
            let place = &self.places[number];
            let is_undrawn = place.drawn_by == 0 && place.children.is_empty();
            return place.label_at.filter(|_| is_undrawn).into_iter().collect();
        };
        match mark.path.shape() {
            Shape::Points(points) => points.clone(),
            Shape::Areas(_) => anchors_in_view(&mark.path, window),
            Shape::Lines(_) => passing().flat_map(|mark| along(&mark.path)).collect(),
        }
    }

    /// The best of [`Scene::anchors`].
    pub fn anchor(&self, number: usize, filter: &Filter, window: &WorldBounds) -> Option<WorldPoint> {
        self.anchors(number, filter, window).first().copied()
    }
}

/// How far along a line a name may stand, as shares of it: best first.
const ALONG: [f64; 9] = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9];

/// Places for a name beside a line: the middle of its longest part first.
fn along(path: &Path) -> Vec<WorldPoint> {
    let Shape::Lines(lines) = path.shape() else { return Vec::new() };
    let measured = lines.iter().map(|line| (length(line), line));
    let longest = measured.max_by(|(a, _), (b, _)| a.total_cmp(b));
    longest.map_or_else(Vec::new, |(length, line)| {
        ALONG.iter().filter_map(|share| after(line, length * share)).collect()
    })
}

/// How long a line is, in world units.
fn length(line: &[WorldPoint]) -> f64 {
    line.windows(2).map(|ends| ends[0].distance(ends[1])).sum()
}

/// Where one is on a line, so far from its start.
fn after(line: &[WorldPoint], mut far: f64) -> Option<WorldPoint> {
    for ends in line.windows(2) {
        let step = ends[0].distance(ends[1]);
        if far < step {
            let part = far / step;
            let [x, y] = [ends[1].x - ends[0].x, ends[1].y - ends[0].y];
            return Some(WorldPoint { x: ends[0].x + x * part, y: ends[0].y + y * part });
        }
        far -= step;
    }
    line.last().copied()
}

thread_local! {
    /// The anchors of land as a whole, by the path's identity: every frame and
    /// every hit asks for them.
    static STEADY: RefCell<Vec<(u32, Vec<WorldPoint>)>> = const { RefCell::new(Vec::new()) };
}

/// Places for a name on the land that `path` is: those that do not move with
/// the view, as long as one of them is in it. Empty for what is no land. The
/// first time for a path takes O(vertices), as do views that none of them is in.
pub fn anchors_in_view(path: &Path, window: &WorldBounds) -> Vec<WorldPoint> {
    /// More paths than a page has at a time: layers may come anew.
    const MOST: usize = 1_000;
    let Shape::Areas(rings) = path.shape() else { return Vec::new() };
    if !path.bounds().touches(window) {
        return Vec::new();
    }
    let seen = STEADY.with_borrow_mut(|known| {
        if known.len() > MOST {
            known.clear();
        }
        let at = known.iter().position(|(id, _)| *id == path.id()).unwrap_or_else(|| {
            known.push((path.id(), anchors_on_land(rings, path.bounds())));
            known.len() - 1
        });
        known[at].1.iter().copied().filter(|p| window.contains(*p)).collect::<Vec<_>>()
    });
    if seen.is_empty() { anchors_on_land(rings, window) } else { seen }
}

fn mark(atlas: &Atlas, layer: &str, feature: &Feature) -> Mark {
    let party = |key: &str| feature.text(key).and_then(|id| atlas.manifest.side(id));
    let look = MarkLook {
        style: style::of(feature).unwrap_or_default(),
        held_by: party("held_by"),
        claimed_by: party("claimed_by"),
        indicative: matches!(feature.text("precision"), Some("approximate" | "indicative" | "schematic")),
    };
    Mark {
        layer: layer.to_owned(),
        look,
        name: feature.properties.get("name").and_then(atlas::Localized::from_value),
        path: feature.path.clone(),
        when: Interval::of_feature(&feature.properties),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stands_along_a_line_by_its_length_not_its_vertices() {
        let at = |x: f64, y: f64| WorldPoint { x, y };
        let line = vec![at(0., 0.), at(0.125, 0.), at(0.25, 0.), at(0.25, 0.75)];
        assert_eq!(length(&line), 1.);
        assert_eq!(after(&line, 0.5), Some(at(0.25, 0.25)));
        assert_eq!(after(&line, 0.0625), Some(at(0.0625, 0.)));
        assert_eq!(after(&line, 9.), Some(at(0.25, 0.75)));
        assert_eq!(after(&[], 0.), None);
    }

    fn drawn(off: &[&str], change: impl FnOnce(&mut Manifest)) -> Vec<String> {
        let (mut atlas, _) = fixture::lagoon();
        change(&mut atlas.manifest);
        let off = off.iter().map(|id| (*id).to_owned()).collect();
        order(&atlas.manifest, &Filter { off, as_of: atlas.manifest.as_of })
    }

    #[test]
    fn the_relief_lies_right_above_the_layer_that_it_shades() {
        let want = ["shore", RELIEF, "channels", "limits", "islets", "passages", "moorings", "ports"];
        assert_eq!(drawn(&[], |_| ()), want, "the lowest, where it is not said");
        let above = drawn(&[], |manifest| {
            manifest.relief.as_mut().expect("in the fixture").above = Some("limits".to_owned());
        });
        assert_eq!(above[..4], ["shore", "channels", "limits", RELIEF]);
    }

    #[test]
    fn what_is_off_is_not_drawn_and_land_that_is_off_has_no_relief() {
        assert_eq!(drawn(&[RELIEF, "ports"], |_| ()).len(), 6);
        let without = drawn(&["shore"], |_| ());
        assert_eq!(without[0], "channels");
        assert!(!without.iter().any(|id| id == RELIEF));
        let nowhere = drawn(&[], |manifest| {
            manifest.relief.as_mut().expect("in the fixture").above = Some("sea".to_owned());
        });
        assert!(!nowhere.iter().any(|id| id == RELIEF));
    }

    #[test]
    fn an_atlas_without_relief_draws_its_layers() {
        assert_eq!(drawn(&[], |manifest| manifest.relief = None).len(), 7);
    }

    /// How the first mark of an atlas is drawn whose feature says so.
    #[track_caller]
    fn styled(said: &str, want: &str) {
        let (atlas, mut layers) = fixture::river();
        let text = include_str!("../../atlas/tests/fixtures/river/story.geojson");
        let text = text.replace("\"style\": \"hatched\"", &format!("\"style\": {said}"));
        layers.insert("story".to_owned(), carto::parse::parse_layer(text).expect("a layer").layer);
        let scene = Scene::build(&atlas, &layers);
        let island = scene.number("heron-island").expect("in the fixture");
        assert_eq!(scene.places[island].marks[0].look.style.name(), want, "{said}");
    }

    #[test]
    fn a_style_that_is_not_known_is_an_outline() {
        styled(r#""hatched""#, "hatched");
        styled(r#""hatch""#, "outline");
        styled(r#""gone""#, "outline");
        styled(r#""hatched is-selected""#, "outline");
        styled("7", "outline");
    }

    #[test]
    fn parties_have_their_numbers_among_those_that_are_no_voices() {
        let (atlas, layers) = fixture::lagoon();
        assert!(atlas.manifest.parties[0].voice, "the first in the file");
        let scene = Scene::build(&atlas, &layers);
        let alder = &scene.places[scene.number("alder-islet").expect("in the fixture")].marks[0];
        assert_eq!((alder.look.held_by, alder.look.claimed_by), (Some(0), Some(1)));
    }
}
