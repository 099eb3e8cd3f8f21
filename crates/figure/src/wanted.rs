//! What a figure is made of, where no page says it: an atlas, a view of it, a date, a
//! language. The page says the same of what its reader sees (`src/export`).
//!
//! Deliberately absent: files, fonts.

use atlas::Atlas;
use carto::{
    Camera, ScreenPoint, ScreenRect, ScreenSize,
    paint::{Lettering, paint_labels},
    scale_bar::scale_bar,
    style::LabelKind,
};
use documents::{Lang, words};
use protocol::{Dot, Figure, Ink, Name, Order, Row, Scale, Subject, View};
use scene::{
    Filter, Layers, RELIEF, Scene,
    labels::{Called, Naming},
    legend::{Legend, legend},
};

use crate::seen::Regions;

/// How long the scale is at most, in CSS pixels, as on the page.
const LONGEST_SCALE: f64 = 110.;
/// The scale's plate with its length, at the lower right, in CSS pixels, as on the page.
const PLATE: ScreenSize = ScreenSize { width: 150., height: 42. };

/// A view of an atlas.
pub struct Shown<'a> {
    /// The texts.
    pub atlas: &'a Atlas,
    /// The features, of which regions and names are taken.
    pub layers: &'a Layers,
    /// The regions: [`Scene::build`] of these.
    pub scene: &'a Scene,
    /// What is seen of the world. Nothing covers its viewport, which is the map's size.
    pub camera: Camera,
    /// Which features may be seen.
    pub filter: &'a Filter,
    /// The number of the region that is marked.
    pub selected: Option<usize>,
    /// The language.
    pub lang: Lang,
}

impl Shown<'_> {
    /// What a figure of the view is made of, in these colours; `measure` says how large a
    /// text is in a type, in CSS pixels.
    pub fn figure(&self, inks: Vec<Ink>, measure: &mut dyn FnMut(&str, LabelKind) -> ScreenSize) -> Figure {
        let Self { atlas, layers, scene, ref camera, filter, selected, lang } = *self;
        let (manifest, code) = (&atlas.manifest, lang.code());
        let collapsed = &scene.collapsed(camera, filter);
        let mut naming = Naming {
            atlas,
            scene,
            filter,
            collapsed,
            lang,
            called: Called::ByReader,
            selected,
            lit: None,
            measure,
        };
        let placed = naming.placed(layers, camera, &[plate(camera.viewport.size)]);
        let mut written = Written::default();
        paint_labels(&placed, &mut written);
        let regions = Regions { scene, camera, filter, collapsed, selected };
        let bar = scale_bar(camera, LONGEST_SCALE);
        let credits: Vec<&str> = manifest.credits.iter().map(|credit| &*credit.text).collect();
        Figure {
            order: order(atlas, filter),
            view: View::of(camera, 0., 1.),
            lang: code.to_owned(),
            inks,
            outlines: regions.outlines(),
            points: regions.points(true),
            title: manifest.title.best(code).1.to_owned(),
            as_of: words::situation(filter.as_of, lang),
            credits: credits.join(" · "),
            disclaimer: manifest.disclaimer.best(code).1.to_owned(),
            scale: Scale { width: bar.width, text: words::length(bar.metres, lang) },
            legend: rows(legend(atlas, scene, layers, lang), scene, filter),
            dots: written.dots,
            names: written.names,
        }
    }
}

fn order(atlas: &Atlas, filter: &Filter) -> Order {
    let subject = |id| if id == RELIEF { Subject::Relief } else { Subject::Layer(id) };
    let subjects = scene::order(&atlas.manifest, filter).into_iter().map(subject).collect();
    Order { subjects, as_of: Some(filter.as_of) }
}

/// Where the scale stands, which names keep off.
fn plate(ScreenSize { width, height }: ScreenSize) -> ScreenRect {
    let min = ScreenPoint { x: width - PLATE.width, y: height - PLATE.height };
    ScreenRect { min, max: ScreenPoint { x: width, y: height } }
}

/// The legend's rows that are on the map: at another date a layer of the regions may have
/// nothing to show. Shading is in no figure.
fn rows(legend: Legend, scene: &Scene, filter: &Filter) -> Vec<Row> {
    let all = legend.scene.into_iter().chain(legend.sides).chain(legend.base);
    let on_map = all.filter(|row| row.layer.as_ref().is_none_or(|layer| is_seen(layer, scene, filter)));
    on_map.map(|row| Row { swatches: row.swatches, text: row.text }).collect()
}

fn is_seen(layer: &str, scene: &Scene, filter: &Filter) -> bool {
    let marks = scene.places.iter().flat_map(|place| &place.marks);
    let mut own = marks.filter(|mark| mark.layer == layer).peekable();
    let has_nothing = own.peek().is_some() && !own.any(|mark| mark.passes(filter));
    !has_nothing && layer != RELIEF && !filter.off.iter().any(|off| off == layer)
}

/// Names as a figure is told them.
#[derive(Default)]
struct Written {
    dots: Vec<Dot>,
    names: Vec<Name>,
}

impl Lettering for Written {
    fn dot(&mut self, at: ScreenPoint, kind: LabelKind) {
        self.dots.push(Dot { kind, at });
    }

    fn text(&mut self, text: &str, kind: LabelKind, centre: ScreenPoint, angle: f64) {
        self.names.push(Name { kind, centre, angle, text: text.to_owned() });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_keep_off_the_scale_as_on_the_page() {
        let page = include_str!("../../../src/names.rs");
        assert!(page.contains(&format!(
            "const PLATE: ScreenSize = ScreenSize {{ width: {}., height: {}. }};",
            PLATE.width, PLATE.height
        )));
        let page = include_str!("../../../src/export/mod.rs");
        assert!(page.contains(&format!("drawn }}, {LONGEST_SCALE}.)")));
    }
}
