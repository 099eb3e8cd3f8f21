//! uMap's own export: a map with its layers.

use serde_json::Value;

use crate::import::builder::Builder;
use crate::import::error::ImportError;
use crate::import::geo_json;
use crate::import::umap_layer::{OPTIONS, name};
use crate::ledger::{Place, Thing, shown};

/// Reads a map of uMap.
pub(crate) fn read(builder: &mut Builder<'_>, stem: &str, root: &Value) -> Result<(), ImportError> {
    let layers = root.get("layers").and_then(Value::as_array);
    let layers = layers.ok_or_else(|| ImportError::unreadable("uMap", "a map without an array of layers"))?;
    for (key, _) in root.as_object().into_iter().flatten() {
        if !["type", "layers"].contains(&key.as_str()) {
            let why = format!("“{}”: in an atlas, atlas.json says how a map begins", shown(key));
            builder.ledger.dropped(Thing::Member, 1, why, &Place::default());
        }
    }
    // All are known before the first feature has a place among them.
    let places: Vec<_> = layers.iter().map(|layer| builder.layer(name(layer).unwrap_or(stem))).collect();
    for (layer, at) in layers.iter().zip(places) {
        let place = Place { layer: Some(name(layer).unwrap_or(stem).to_owned()), ..Place::default() };
        for (key, value) in layer.as_object().into_iter().flatten() {
            if OPTIONS.contains(&key.as_str()) {
                let is_look =
                    value.as_object().is_some_and(|options| options.keys().any(|key| key != "name"));
                if is_look {
                    let why = format!("“{key}” of a layer, beside its name: how uMap shows it");
                    builder.ledger.dropped(Thing::Member, 1, why, &place);
                }
            } else if !["type", "features"].contains(&key.as_str()) {
                let why = format!("“{}” of a layer: a layer of an atlas has no place for it", shown(key));
                builder.ledger.dropped(Thing::Member, 1, why, &place);
            }
        }
        let remote = OPTIONS.iter().find_map(|key| layer.get(key)?.get("remoteData")?.get("url")?.as_str());
        if remote.is_some_and(|url| !url.is_empty()) {
            let why = "its features are at another address, and nothing is fetched";
            builder.ledger.dropped(Thing::Layer, 1, why, &place);
        }
        for feature in layer.get("features").and_then(Value::as_array).into_iter().flatten() {
            geo_json::item(builder, at, feature)?;
        }
    }
    Ok(())
}
