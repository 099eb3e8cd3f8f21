//! The regions of an atlas with what shows them, and how that stands at a date.

use atlas::{Atlas, Interval, Localized, PartialDate};
use carto::{
    Feature, Layer, Path, Shape, WorldPoint,
    label::anchors_on_land,
    projection::Seam,
    style::{self, BaseStyle},
};
use documents::Lang;

use crate::ground;

/// A feature that shows a region.
#[derive(Clone, Debug)]
pub struct Mark {
    /// What it is called, where it has a name of its own.
    pub name: Option<Localized>,
    /// Where it lies.
    pub path: Path,
    /// When it is true; always, where empty.
    pub when: Vec<Interval>,
    /// The party that holds it, by id.
    pub held_by: Option<String>,
    /// The party that claims it.
    pub claimed_by: Option<String>,
    /// Whether its outline is only a hint.
    pub is_indicative: bool,
    /// How exact it is, in words.
    pub note: Option<Localized>,
    /// Square kilometres of its land.
    size: f64,
    /// The widest place of its land.
    widest: Option<WorldPoint>,
    /// Whether it is land of the base map.
    is_state: bool,
}

/// A region.
#[derive(Clone, Debug)]
pub struct Region {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub label: Localized,
    /// Number of its parent.
    pub parent: Option<usize>,
    /// Numbers of its children.
    pub children: Vec<usize>,
    /// How exact its drawing is, in words.
    pub precision: Option<Localized>,
    /// What shows it.
    pub marks: Vec<Mark>,
}

/// The same at a date.
#[derive(Clone, Debug)]
pub struct Now<'a> {
    /// Its number.
    pub number: usize,
    /// The region.
    pub region: &'a Region,
    /// What shows it then.
    pub marks: Vec<&'a Mark>,
}

/// The regions of an atlas in its own order.
pub fn read(atlas: &Atlas, layers: &[(String, Layer)]) -> Vec<Region> {
    let ordered = atlas.regions_in_order();
    let number = |id: &str| ordered.iter().position(|region| region.id == id);
    let feature = |layer: &str, id: &str| {
        let (_, layer) = layers.iter().find(|(known, _)| known == layer)?;
        layer.features.iter().find(|feature| feature.id.as_deref() == Some(id))
    };
    let regions = ordered.iter().map(|region| Region {
        id: region.id.clone(),
        label: region.label.clone(),
        parent: region.parent.as_deref().and_then(number),
        children: atlas.children(&region.id).iter().filter_map(|child| number(&child.id)).collect(),
        precision: region.precision.clone(),
        marks: region.drawn_by.iter().filter_map(|by| feature(&by.layer, &by.feature)).map(mark).collect(),
    });
    regions.collect()
}

/// `layers` where the map that they are of has them.
pub fn placed(layers: Vec<(String, Layer)>, seam: Seam) -> Vec<(String, Layer)> {
    let place =
        |layer: Layer| Layer { features: layer.features.into_iter().map(|f| seam.place(f)).collect() };
    layers.into_iter().map(|(id, layer)| (id, place(layer))).collect()
}

fn mark(feature: &Feature) -> Mark {
    let words = |key: &str| feature.properties.get(key).and_then(Localized::from_value);
    let text = |key: &str| feature.text(key).map(str::to_owned);
    let path = feature.path.clone();
    let (size, widest) = match path.shape() {
        Shape::Areas(rings) => (ground::area(rings), anchors_on_land(rings, path.bounds()).first().copied()),
        _ => (0., None),
    };
    Mark {
        name: words("name"),
        path,
        size,
        widest,
        when: Interval::of_feature(&feature.properties),
        held_by: text("held_by"),
        claimed_by: text("claimed_by"),
        is_indicative: matches!(feature.text("precision"), Some("approximate" | "indicative" | "schematic")),
        note: words("precision_note"),
        is_state: matches!(style::base(feature), Some(BaseStyle::Country | BaseStyle::Neighbour)),
    }
}

impl Region {
    /// How it stands at a date.
    pub fn at(&self, number: usize, date: PartialDate) -> Now<'_> {
        let marks = self.marks.iter().filter(|mark| Interval::hold(&mark.when, date)).collect();
        Now { number, region: self, marks }
    }

    /// What it is called.
    pub fn named(&self, lang: Lang) -> &str {
        self.label.best(lang.code()).1
    }

    /// Whether it is a state of the base map.
    pub fn is_state(&self) -> bool {
        self.marks.iter().any(|mark| mark.is_state)
    }
}

impl<'a> Now<'a> {
    /// Its land: of shapes that overlap, as on a day when one gives way to the next,
    /// the last.
    pub fn land(&self) -> Vec<&'a Mark> {
        let areas = self.marks.iter().copied().filter(|mark| matches!(mark.path.shape(), Shape::Areas(_)));
        let mut land: Vec<&Mark> = Vec::new();
        for mark in areas {
            land.retain(|other| !overlap(other, mark));
            land.push(mark);
        }
        land
    }

    /// Its lines.
    pub fn lines(&self) -> Vec<&'a Mark> {
        let is_line = |mark: &&Mark| matches!(mark.path.shape(), Shape::Lines(_));
        self.marks.iter().copied().filter(is_line).collect()
    }

    /// The place that it is, or that it has its name from.
    pub fn point(&self) -> Option<&'a Mark> {
        self.marks.iter().copied().find(|mark| matches!(mark.path.shape(), Shape::Points(_)))
    }

    /// From where it is measured: its land, else its lines, else its point. As one
    /// shape; `None` where nothing shows it.
    pub fn shape(&self) -> Option<Shape> {
        let land = self.land();
        let marks = if land.is_empty() { self.lines() } else { land };
        let lines: Vec<_> = marks.iter().flat_map(|mark| ground::lines(mark.path.shape()).to_vec()).collect();
        match marks.first().map(|mark| mark.path.shape()) {
            Some(Shape::Areas(_)) => Some(Shape::Areas(lines)),
            Some(_) => Some(Shape::Lines(lines)),
            None => self.point().map(|mark| mark.path.shape().clone()),
        }
    }

    /// Where it stands, as one position: its point, else the widest of its land, else
    /// the middle of its longest line.
    pub fn anchor(&self) -> Option<WorldPoint> {
        let point = self.point().and_then(|mark| mark.path.shape().points().next());
        point.or_else(|| self.widest()).or_else(|| {
            let lines = self.lines().into_iter().flat_map(|mark| ground::lines(mark.path.shape()));
            let longest = lines.max_by_key(|line| line.len())?;
            ground::along(longest, f64::INFINITY).first().map(|(middle, _)| *middle)
        })
    }

    /// Where it lies with regard to other land: in the widest of its own, else where it
    /// stands. A village may stand beside the land that is drawn for it.
    pub fn middle(&self) -> Option<WorldPoint> {
        self.widest().or_else(|| self.anchor())
    }

    /// The widest place of the largest piece of its land.
    fn widest(&self) -> Option<WorldPoint> {
        self.land().into_iter().max_by(|a, b| a.size.total_cmp(&b.size))?.widest
    }

    /// Whether its land holds `p`.
    pub fn holds(&self, p: WorldPoint) -> bool {
        self.land().iter().any(|mark| ground::holds(mark.path.shape(), mark.path.bounds(), p))
    }

    /// Square kilometres of its land; `None` where it has none.
    pub fn area(&self) -> Option<f64> {
        let land = self.land();
        if land.is_empty() { None } else { Some(land.iter().map(|mark| mark.size).sum()) }
    }

    /// Whether what it is measured by is only a hint: a twentieth of its land, or any of
    /// its lines.
    pub fn is_indicative(&self) -> bool {
        let (land, lines) = (self.land(), self.lines());
        let rough: f64 = land.iter().filter(|mark| mark.is_indicative).map(|mark| mark.size).sum();
        match self.area() {
            Some(whole) => rough > whole / 20.,
            None if lines.is_empty() => self.point().is_some_and(|mark| mark.is_indicative),
            None => lines.iter().any(|mark| mark.is_indicative),
        }
    }
}

/// Whether the middle of one lies in the other: pieces that only meet share vertices on
/// their edges.
fn overlap(a: &Mark, b: &Mark) -> bool {
    let middle_in =
        |a: &Mark, b: &Mark| a.widest.is_some_and(|p| ground::holds(b.path.shape(), b.path.bounds(), p));
    a.path.bounds().touches(b.path.bounds()) && (middle_in(a, b) || middle_in(b, a))
}
