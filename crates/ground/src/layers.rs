//! The layers that the worker holds, in levels of detail. What is drawn of
//! them, and how, is `picture`'s.

use carto::{
    Feature, Shape, Sheet,
    detail::{Detail, DetailBuilder},
    sketch,
};
use serde_json::Value;

/// The smallest distance that matters, in world units: a quarter of a device
/// pixel, two to a CSS pixel, at the closest zoom of the page.
pub const FINEST: f64 = 0.25 / (256. * 23_170.475 / 2.);

/// Whether a layer is ground or what the article is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Painted here.
    Base,
    /// Drawn by the page, which gets its shapes in full.
    Story,
}

/// A layer's lines, with what tells how they look.
pub struct Painted {
    /// The style and rank that each key of the lines stands for.
    pub looks: Vec<(String, f64)>,
    lines: Lines,
}

enum Lines {
    /// More may come.
    Growing(DetailBuilder),
    /// All are there.
    Whole(Detail),
}

impl Default for Painted {
    fn default() -> Self {
        Self { looks: Vec::new(), lines: Lines::Growing(DetailBuilder::new(FINEST)) }
    }
}

impl Painted {
    /// Adds a feature. Points are not painted here, nor features without style.
    pub fn push(&mut self, feature: &Feature) {
        let Some(style) = feature.text("style") else { return };
        if matches!(feature.path.shape(), Shape::Points(_)) {
            return;
        }
        let rank = feature.number("rank").unwrap_or(3.);
        let known = self.looks.iter().position(|(s, r)| s == style && *r == rank);
        let key = known.unwrap_or_else(|| {
            self.looks.push((style.to_owned(), rank));
            self.looks.len() - 1
        });
        if let Lines::Growing(builder) = &mut self.lines {
            builder.push(key as u16, feature.path.shape());
        }
    }

    /// All features are there.
    #[must_use]
    pub fn finished(self) -> Self {
        let lines = match self.lines {
            Lines::Growing(builder) => Lines::Whole(builder.finish()),
            whole @ Lines::Whole(_) => whole,
        };
        Self { lines, ..self }
    }

    /// The lines so far.
    pub fn detail(&self) -> &Detail {
        match &self.lines {
            Lines::Growing(builder) => builder.detail(),
            Lines::Whole(detail) => detail,
        }
    }
}

/// Layers by id.
#[derive(Default)]
pub struct Layers(Vec<(String, Painted)>);

impl Layers {
    /// The layer with this id, as far as it is there.
    pub fn get(&self, id: &str) -> Option<&Painted> {
        self.0.iter().find(|(known, _)| known == id).map(|(_, painted)| painted)
    }

    /// Whether one is being read.
    pub fn grow(&self) -> bool {
        self.0.iter().any(|(_, layer)| matches!(layer.lines, Lines::Growing(_)))
    }

    /// The layer with this id, to add to.
    pub fn get_mut(&mut self, id: &str) -> Option<&mut Painted> {
        self.0.iter_mut().find(|(known, _)| known == id).map(|(_, painted)| painted)
    }

    /// Puts a layer in, in place of one with the same id.
    pub fn insert(&mut self, id: String, painted: Painted) {
        self.remove(&id);
        self.0.push((id, painted));
    }

    /// Takes a layer out.
    pub fn remove(&mut self, id: &str) -> Option<Painted> {
        let at = self.0.iter().position(|(known, _)| known == id)?;
        Some(self.0.swap_remove(at).1)
    }

    /// Takes a layer that the page has as text, coarse but there at once. One
    /// that was read in the meantime is better, and stays.
    pub fn take(&mut self, id: String, features: &str, paths: &[String], sheet: &Sheet) {
        let described: Option<Value> = serde_json::from_str(features).ok();
        let layers = described.as_ref().and_then(|d| d.get("layers")?.as_array());
        let mut layers = layers.into_iter().flatten();
        let layer = layers.find(|layer| layer.get("id").and_then(Value::as_str) == Some(&*id));
        let features = layer.and_then(|layer| layer.get("features"));
        let (None, Some(features)) = (self.get(&id), features) else { return };
        let mut painted = Painted::default();
        for feature in &sketch::read(features.clone(), paths, sheet).features {
            painted.push(feature);
        }
        self.insert(id, painted.finished());
    }
}
