//! The first view of the map as inline SVG: the base map, the scene's shapes,
//! symbols and names. Drawn by the rules that the app draws by (`carto::style`,
//! `scene`); only the writing differs, because a page must be short and has no
//! camera.
//!
//! Shapes are written on the plane, in their files' order, one path a feature,
//! so that the app can take them back; what has no look has no class.

use std::{cell::RefCell, fmt::Write as _};

use atlas::{
    Atlas, Interval,
    manifest::{LayerEntry, RELIEF, Role},
};
use carto::{Feature, Layer, Shape, decimal::decimal, projection::Seam};
use documents::{Lang, doc::el};
use scene::{
    Filter, Layers, Mark, Scene,
    marks::{hatching, hatching_fill, hatching_pattern, lined, on_shape},
};

use crate::{
    arcs::{Arcs, Care},
    frame::Frame,
    looks::{self, Kind},
    markup::escaped,
    names,
    path::Writer,
    shading,
};

/// A picture and the rules that it needs.
pub struct Picture {
    /// The markup.
    pub html: String,
    /// The rules.
    pub css: String,
}

/// Draws the first view of an atlas at its own date; names keep off the locator where
/// the page `has_locator`.
pub fn draw(atlas: &Atlas, layers: &Layers, lang: Lang, has_locator: bool) -> Picture {
    let (frame, scene) = (Frame::new(atlas), Scene::build(atlas, layers));
    let filter = Filter {
        off: atlas.manifest.layers.iter().filter(|l| !l.on).map(|l| l.id.clone()).collect(),
        as_of: atlas.manifest.as_of,
    };
    let mut arcs = Arcs::new(frame.near());
    for (entry, layer) in known(atlas, layers) {
        for feature in &layer.features {
            let first = Kind::of(feature).is_none_or(|kind| kind.is_first());
            let care = match entry.role {
                Role::Story => Care::Story,
                Role::Base if first => Care::Base,
                Role::Base => Care::Later,
            };
            arcs.add(feature.path.shape(), care);
        }
    }
    let writer = RefCell::new(Writer::new(&arcs, &frame.plane));
    let drawing = Drawing { atlas, layers, scene: &scene, filter: &filter, frame: &frame, writer };
    let source =
        names::Source { atlas, layers, scene: &scene, filter: &filter, lang, frame: &frame, has_locator };
    let names = names::markup(&source);
    let shaded = drawing.shaded();
    let (under, base) = drawing.basemap(shaded.as_deref());
    let html = format!(
        "<div class=\"world\"><div class=\"first\"><div class=\"frame\">{under}<svg class=\"first-map\" width=\"100%\" height=\"100%\" role=\"group\" aria-label=\"{}\">{}{}{}{names}</svg></div></div></div>",
        escaped(lang.words().places_on_map()),
        base,
        drawing.hatching(),
        drawing.scene(),
    );
    let relief = atlas.manifest.relief.as_ref().filter(|_| shaded.is_some());
    let shading = relief.map(|relief| {
        let bounds = Seam::of(atlas.manifest.extent).project_bounds(relief.bounds);
        shading::css(&relief.file, bounds, frame.view)
    });
    let css = frame.css()
        + CSS
        + &shading.unwrap_or_default()
        + &looks::css(&drawing.kinds(), &frame)
        + &names::css(&frame, &names);
    Picture { html, css }
}

const CSS: &str = ".basemap{fill:none;fill-rule:evenodd;stroke-linejoin:round;pointer-events:none}\
    .basemap path,[id^=first-] path{vector-effect:non-scaling-stroke}\
    .scene a,.scene a *{pointer-events:all}\
    .first clipPath{clip-rule:evenodd}\
    .hatching{pointer-events:none}\
    .first a{cursor:pointer}";

/// The layers that were read, in the atlas's order.
pub fn known<'a>(atlas: &'a Atlas, layers: &'a Layers) -> impl Iterator<Item = (&'a LayerEntry, &'a Layer)> {
    atlas.manifest.layers.iter().filter_map(|entry| Some((entry, layers.get(&entry.id)?)))
}

struct Drawing<'a> {
    atlas: &'a Atlas,
    layers: &'a Layers,
    scene: &'a Scene,
    filter: &'a Filter,
    frame: &'a Frame,
    writer: RefCell<Writer<'a>>,
}

impl Drawing<'_> {
    fn data(&self, feature: &Feature, is_story: bool) -> String {
        self.writer.borrow_mut().data(feature.path.shape(), is_story)
    }

    /// Every kind of look on the ground, once.
    fn kinds(&self) -> Vec<Kind> {
        let mut kinds: Vec<Kind> = Vec::new();
        for (entry, layer) in known(self.atlas, self.layers) {
            let base = layer.features.iter().filter(|_| entry.role == Role::Base);
            for kind in base.filter_map(Kind::of) {
                if !kinds.contains(&kind) {
                    kinds.push(kind);
                }
            }
        }
        kinds
    }

    fn plane(&self, class: &str, inner: &str) -> String {
        let view: Vec<String> = self.frame.view_box().iter().map(|n| decimal(*n, 2)).collect();
        format!(
            "<svg class=\"{class}\" viewBox=\"{}\" preserveAspectRatio=\"none\" width=\"100%\" height=\"100%\"><g class=\"plane\">{inner}</g></svg>",
            view.join(" ")
        )
    }

    /// The layer that the relief lies right above, by id, where both are seen.
    fn shaded(&self) -> Option<String> {
        let mut order = scene::order(&self.atlas.manifest, self.filter);
        let above = order.iter().position(|id| id == RELIEF)?.checked_sub(1)?;
        Some(order.swap_remove(above))
    }

    /// The base map: what lies under the relief, with that, and the rest.
    fn basemap(&self, shaded: Option<&str>) -> (String, String) {
        let (mut under, mut rest) = (String::new(), String::new());
        let mut is_under = shaded.is_some();
        for (entry, layer) in known(self.atlas, self.layers) {
            if entry.role == Role::Base {
                let off = self.filter.off.contains(&entry.id);
                let group = layer_group(&entry.id, off, &self.base(&entry.id, layer));
                if is_under { &mut under } else { &mut rest }.push_str(&group);
            }
            is_under &= shaded != Some(&*entry.id);
        }
        if shaded.is_some() {
            under = self.plane("basemap under", &under) + shading::ELEMENT;
        }
        (under, self.plane("basemap", &rest))
    }

    /// A layer of the base map: runs of features that look alike. What several
    /// pens draw is written once and used again.
    fn base(&self, id: &str, layer: &Layer) -> String {
        let mut markup = String::new();
        for (i, run) in layer.features.chunk_by(|a, b| Kind::of(a) == Kind::of(b)).enumerate() {
            let path = |mut paths: String, f: &Feature| {
                let is_true = Interval::hold(&Interval::of_feature(&f.properties), self.filter.as_of);
                let gone = if is_true { "" } else { " class=\"gone\"" };
                let _ = write!(paths, "<path{gone} d=\"{}\"/>", self.data(f, false));
                paths
            };
            let paths = run.iter().fold(String::new(), path);
            match Kind::of(&run[0]).filter(|_| !matches!(run[0].path.shape(), Shape::Points(_))) {
                None => markup.push_str(&paths),
                Some(kind) if kind.pens() < 2 => {
                    let _ = write!(markup, "<g class=\"{}\">{paths}</g>", kind.class(0));
                }
                Some(kind) => {
                    let name = format!("first-{}-{i}", escaped(id));
                    let _ = write!(markup, "<g class=\"{}\"><g id=\"{name}\">{paths}</g></g>", kind.class(0));
                    for pen in 1..kind.pens() {
                        let _ = write!(markup, "<use href=\"#{name}\" class=\"{}\"/>", kind.class(pen));
                    }
                }
            }
        }
        markup
    }

    /// Where the scene first draws with a feature: the region's number, and
    /// the mark.
    fn told(&self, feature: &Feature) -> Option<(usize, &Mark)> {
        let id = feature.path.id();
        self.scene
            .places
            .iter()
            .enumerate()
            .find_map(|(number, place)| Some((number, place.marks.iter().find(|mark| mark.path.id() == id)?)))
    }

    /// The scene's layers; those come first whose regions the article names
    /// first, as on screen.
    fn scene(&self) -> String {
        let mut layers: Vec<(usize, &LayerEntry, &Layer)> = Vec::new();
        for (entry, layer) in known(self.atlas, self.layers).filter(|(entry, _)| entry.role == Role::Story) {
            let first =
                layer.features.iter().filter_map(|f| Some(self.told(f)?.0)).min().unwrap_or(usize::MAX);
            layers.insert(layers.partition_point(|(other, ..)| *other <= first), (first, entry, layer));
        }
        let layers = layers.into_iter().map(|(_, entry, layer)| {
            let features = layer.features.iter().enumerate();
            let shapes: String = features.map(|(i, f)| self.shape(&entry.id, i, f)).collect();
            layer_group(&entry.id, false, &shapes)
        });
        self.plane(
            "basemap",
            &format!("<g class=\"story\" stroke-linecap=\"round\">{}</g>", layers.collect::<String>()),
        )
    }

    fn shape(&self, layer: &str, i: usize, feature: &Feature) -> String {
        let data = self.data(feature, true);
        let told = self.told(feature);
        let Some((number, mark)) = told.filter(|(_, mark)| !mark.is_point()) else {
            return format!("<path d=\"{data}\"/>");
        };
        if !mark.passes(self.filter) {
            return format!("<path class=\"gone\" d=\"{data}\"/>");
        }
        // Its hatching is laid over it.
        let path = lined(el("path"), &mark.look);
        let path = on_shape(path, &mark.look, mark.path.shape());
        let path = match hatching(&mark.look) {
            Some(_) => path.attr("id", &shape_id(layer, i)),
            None => path,
        };
        format!(
            "<a href=\"#region={}\" tabindex=\"-1\" aria-hidden=\"true\">{}</a>",
            escaped(&self.scene.places[number].id),
            path.attr("d", &data).to_html().replace("></path>", "/>"),
        )
    }

    /// The stripes of disputed land. They are laid over the frame and cut to
    /// the land, because a pattern on the plane would grow with it; their
    /// origin is the plane's corner, as on screen.
    fn hatching(&self) -> String {
        let mut pairs: Vec<((usize, usize), String)> = Vec::new();
        for (entry, layer) in known(self.atlas, self.layers).filter(|(entry, _)| entry.role == Role::Story) {
            for (i, feature) in layer.features.iter().enumerate() {
                let seen = self.told(feature).filter(|(_, mark)| mark.passes(self.filter));
                let Some(pair) = seen.and_then(|(_, mark)| hatching(&mark.look)) else { continue };
                let cut = format!("<use href=\"#{}\"/>", shape_id(&entry.id, i));
                match pairs.iter_mut().find(|(known, _)| *known == pair) {
                    Some((_, cuts)) => cuts.push_str(&cut),
                    None => pairs.push((pair, cut)),
                }
            }
        }
        let [x, y, width, height] = self.frame.view_box();
        let (left, top) = (decimal(x / width * 100., 4), decimal(y / height * 100., 4));
        let (across, down) = (decimal(1. / width, 9), decimal(1. / height, 9));
        let (to_x, to_y) = (decimal(-x, 2), decimal(-y, 2));
        let mut markup = "<g class=\"story\">".to_owned();
        for ((held, claimed), cuts) in pairs {
            let pattern = hatching_pattern((held, claimed), "first").to_html().replace("></rect>", "/>");
            let fill = hatching_fill((held, claimed), "first");
            let _ = write!(
                markup,
                "{pattern}<clipPath id=\"first-cut-{held}-{claimed}\" clipPathUnits=\"objectBoundingBox\" transform=\"scale({across} {down}) translate({to_x} {to_y})\">{cuts}</clipPath>\
                 <svg class=\"hatching\" x=\"-{left}%\" y=\"-{top}%\"><rect x=\"{left}%\" y=\"{top}%\" width=\"100%\" height=\"100%\" fill=\"{fill}\" clip-path=\"url(#first-cut-{held}-{claimed})\"/></svg>"
            );
        }
        markup + "</g>"
    }
}

fn shape_id(layer: &str, i: usize) -> String {
    // The number first: no layer's name can make it another's id. That is of letters,
    // digits and hyphens.
    format!("first-{i}-{layer}")
}

fn layer_group(id: &str, off: bool, inner: &str) -> String {
    let gone = if off { " class=\"gone\"" } else { "" };
    format!("<g data-layer=\"{}\"{gone}>{inner}</g>", escaped(id))
}
