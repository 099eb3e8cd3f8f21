//! Features as they cross: shapes as numbers, in world units.

use atlas::Interval;
use carto::{Path, Shape};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A feature that the page needs, for its shapes and names.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Feature {
    /// Its GeoJSON id, numbers written out.
    pub id: Option<String>,
    /// Its GeoJSON properties: the text of a JSON object. They may be anything,
    /// and the page has the browser's reader for that already.
    pub properties: String,
    /// Its geometry, in world units. Never without a position.
    pub shape: Shape,
}

impl Feature {
    /// `feature`, to be sent.
    pub fn of(feature: &carto::Feature) -> Self {
        let properties = Value::Object(feature.properties.clone()).to_string();
        Self { id: feature.id.clone(), properties, shape: feature.path.shape().clone() }
    }

    /// The feature again, with a path of its own; `json` reads JSON.
    ///
    /// # Errors
    /// The properties are no JSON, in `json`'s words, or no object.
    pub fn read(self, json: impl FnOnce(&str) -> Result<Value, String>) -> Result<carto::Feature, String> {
        let Value::Object(properties) = json(&self.properties)? else {
            return Err("properties that are no object".to_owned());
        };
        Ok(carto::Feature { id: self.id, properties, path: Path::new(self.shape) })
    }
}

/// A feature as the worker paints it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Drawn {
    /// The name of its style.
    pub style: String,
    /// What tells it from others of its style (`carto::style::rank`); `None` where
    /// the atlas does not say.
    pub rank: Option<f64>,
    /// When it is true; always, where empty.
    pub when: Vec<Interval>,
    /// Its geometry, in world units. Never without a position.
    pub shape: Shape,
}

impl Drawn {
    /// `feature`, to be painted; `None` for one without a style.
    pub fn of(feature: &carto::Feature) -> Option<Self> {
        let style = feature.text("style")?.to_owned();
        let when = Interval::of_feature(&feature.properties);
        Some(Self { style, when, rank: carto::style::rank(feature), shape: feature.path.shape().clone() })
    }
}

/// Whether `shape` has positions, and all are numbers: what is laid down, hit and
/// compared further on counts on it.
pub fn is_sound(shape: &Shape) -> bool {
    shape.points().next().is_some() && shape.points().all(|at| at.x.is_finite() && at.y.is_finite())
}

#[cfg(test)]
mod tests {
    use carto::WorldPoint;
    use serde_json::json;

    use super::*;

    fn json(text: &str) -> Result<Value, String> {
        serde_json::from_str(text).map_err(|why| why.to_string())
    }

    fn lake() -> carto::Feature {
        let ring = [(0.5, 0.25), (0.75, 0.25), (0.75, 0.5), (0.5, 0.25)];
        carto::Feature {
            id: Some("7".to_owned()),
            properties: json!({ "style": "lake", "rank": 2, "name": { "fr": "«Lac»\n" } })
                .as_object()
                .cloned()
                .unwrap(),
            path: Path::new(Shape::Areas(vec![ring.map(|(x, y)| WorldPoint { x, y }).to_vec()])),
        }
    }

    #[test]
    fn a_feature_arrives_as_it_was() {
        let lake = lake();
        let read = Feature::of(&lake).read(json).expect("properties are an object");
        assert_eq!((&read.id, &read.properties), (&lake.id, &lake.properties));
        assert_eq!((read.path.shape(), read.path.bounds()), (lake.path.shape(), lake.path.bounds()));
    }

    #[test]
    fn properties_that_are_none_are_told() {
        for (text, why) in [("[]", "no object"), ("{", "EOF"), ("", "EOF")] {
            let feature = Feature { properties: text.to_owned(), ..Feature::of(&lake()) };
            let got = feature.read(json).map(|_| ());
            assert!(got.as_ref().is_err_and(|got| got.contains(why)), "{text}: {got:?}");
        }
    }

    #[test]
    fn what_is_painted_has_a_style() {
        let mut lake = lake();
        let drawn = Drawn::of(&lake).expect("a lake has a style");
        assert_eq!((&*drawn.style, drawn.rank, &drawn.shape), ("lake", Some(2.), lake.path.shape()));
        lake.properties.remove("style");
        assert_eq!(Drawn::of(&lake), None);
    }
}
