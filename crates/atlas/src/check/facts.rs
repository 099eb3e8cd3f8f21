//! What the check knows of a layer's features. Of geometry only what kind it is and which
//! positions it has: whether they make lines and rings is the layer's own reader's to say.

use serde_json::Value;
use styles::Geometry;

use crate::error::{self, AtlasError, FileKind};
use crate::json::{At, FromJson, Problem, object};
use crate::manifest::LayerEntry;

/// What the check needs to know of a feature.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FeatureFacts {
    /// The layer's file.
    pub file: String,
    /// The layer's id.
    pub layer: String,
    /// The feature's id; empty where it has none.
    pub id: String,
    /// The region it belongs to.
    pub region: Option<String>,
    /// How it is drawn, as it stands in the file.
    pub style: Option<String>,
    /// What it consists of; `None` where nothing can be drawn of it.
    pub geometry: Option<Geometry>,
    /// Its positions, longitude and latitude in degrees, in the file's order.
    pub positions: Vec<[f64; 2]>,
    /// What it is called, as it stands in the file.
    pub name: Option<Value>,
    /// The party that holds it.
    pub held_by: Option<String>,
    /// The party that claims it.
    pub claimed_by: Option<String>,
    /// When it is true (Linked Places), as it stands in the file.
    pub when: Option<Value>,
    /// What the parties call it, by language, as it stands in the file.
    pub local_names: Option<Value>,
    /// The heading of `SOURCES.md` that tells its origin.
    pub source: Option<String>,
}

struct Collection {
    features: Vec<Feature>,
}

struct Feature {
    id: Option<Value>,
    properties: Option<Properties>,
    geometry: Drawn,
}

#[derive(Default)]
struct Drawn {
    kind: Option<Geometry>,
    positions: Vec<[f64; 2]>,
}

/// What is no geometry is for the layer's own reader to say.
impl FromJson for Drawn {
    fn from_json(at: At<'_>) -> Result<Self, Problem> {
        let kind = at.value().get("type").and_then(Value::as_str).and_then(Geometry::of_geojson);
        let mut positions = Vec::new();
        if let Some(coordinates) = at.value().get("coordinates") {
            collect(coordinates, &mut positions);
        }
        Ok(Self { kind, positions })
    }
}

fn collect(coordinates: &Value, positions: &mut Vec<[f64; 2]>) {
    let Some(items) = coordinates.as_array() else { return };
    match &items[..] {
        [Value::Number(lon), Value::Number(lat), ..] => {
            positions.extend(lon.as_f64().zip(lat.as_f64()).map(|(lon, lat)| [lon, lat]));
        }
        items => items.iter().for_each(|item| collect(item, positions)),
    }
}

#[derive(Default)]
struct Properties {
    region: Option<String>,
    style: Option<String>,
    name: Option<Value>,
    held_by: Option<String>,
    claimed_by: Option<String>,
    when: Option<Value>,
    local_names: Option<Value>,
    source: Option<String>,
}

/// A layer has as many features as it has.
impl FromJson for Collection {
    fn from_json(at: At<'_>) -> Result<Self, Problem> {
        Ok(Self { features: at.field("features")?.list(usize::MAX)? })
    }
}

object!(Feature { id: may, properties: may, geometry: or(Drawn::default()) });
object!(Properties {
    region: may,
    style: may,
    name: may,
    held_by: may,
    claimed_by: may,
    when: may,
    local_names: may,
    source: may
});

/// The facts about every feature of a layer, from its file's text.
///
/// # Errors
/// Where the text is no feature collection, or a property is no text.
pub fn feature_facts(layer: &LayerEntry, text: &str) -> Result<Vec<FeatureFacts>, AtlasError> {
    let collection: Collection = error::read(FileKind::Layer, text)?;
    let facts = collection.features.into_iter().map(|feature| {
        let properties = feature.properties.unwrap_or_default();
        FeatureFacts {
            file: layer.file.clone(),
            layer: layer.id.clone(),
            id: match feature.id {
                Some(Value::String(id)) => id,
                Some(Value::Number(id)) => id.to_string(),
                _ => String::new(),
            },
            region: properties.region,
            style: properties.style,
            geometry: feature.geometry.kind,
            positions: feature.geometry.positions,
            name: properties.name,
            held_by: properties.held_by,
            claimed_by: properties.claimed_by,
            when: properties.when,
            local_names: properties.local_names,
            source: properties.source,
        }
    });
    Ok(facts.collect())
}
