//! What uMap says of a layer, in its map or by itself.

use serde_json::Value;

/// Where uMap says what a layer is called; older versions elsewhere.
pub(crate) const OPTIONS: [&str; 4] = ["_umap_options", "_storage", "_storage_options", "properties"];

/// What a layer is called.
pub(crate) fn name(layer: &Value) -> Option<&str> {
    let mut options = OPTIONS.iter().filter_map(|key| layer.get(key)?.get("name")?.as_str());
    options.find(|name| !name.trim().is_empty())
}
