//! What the picture cannot say: ids, kinds and properties of its features, and
//! the atlas's texts less what only fine print needs. The app starts from this
//! block and the picture's paths (`carto::sketch`), before any file of the
//! atlas is there.

use std::collections::BTreeMap;

use atlas::{Atlas, Localized, digest::digest};
use carto::{Layer, Shape};
use scene::Layers;
use serde_json::{Map, Value, json};

use crate::{files::Files, markup::for_script, picture::known};

/// The properties that something on screen depends on.
const KEPT: [&str; 11] = [
    "style",
    "rank",
    "tint",
    "name",
    "region",
    "held_by",
    "claimed_by",
    "when",
    "precision",
    "capital",
    "minzoom",
];

/// The block's JSON. `atlas` tells whether the files that the app reads later
/// are the ones that the page was made from.
pub fn features(files: &Files, atlas: &Atlas, layers: &Layers, lang: &str) -> String {
    let parts = [&files.manifest, &files.regions, &files.claims].map(String::as_bytes);
    let layers: Vec<Value> = known(atlas, layers)
        .map(|(entry, layer)| json!({ "id": entry.id, "features": described(atlas, &entry.id, layer) }))
        .collect();
    for_script(&json!({
        "atlas": digest(&parts),
        "view": atlas.manifest.view,
        "extent": atlas.manifest.extent,
        "files": files.digests.iter().cloned().collect::<BTreeMap<_, _>>(),
        "layers": layers,
        "texts": texts(files, lang),
    }))
}

/// The atlas's texts in the language `lang`: what a page in that language begins with,
/// whichever it came in. It reads the others from the atlas's own files.
pub fn texts(files: &Files, lang: &str) -> Value {
    let mut texts = json!({
        "atlas": without_locator(parsed(&files.manifest)),
        "regions": without_fine_print(parsed(&files.regions)),
        "claims": without_evidence(parsed(&files.claims)),
    });
    in_one_language(&mut texts, lang);
    texts
}

/// What is called so in an atlas's files is a text in several languages.
const LOCALIZED: [&str; 11] = [
    "title",
    "subtitle",
    "introduction",
    "disclaimer",
    "name",
    "adjective",
    "kind",
    "label",
    "role",
    "summary",
    "omitted",
];

/// Leaves of every text in several languages the one that a reader of `lang` is shown.
fn in_one_language(value: &mut Value, lang: &str) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| in_one_language(item, lang)),
        Value::Object(members) => {
            for (key, value) in members {
                if LOCALIZED.contains(&&**key) {
                    shown(value, lang);
                } else if key == "kinds" {
                    value.as_object_mut().into_iter().flatten().for_each(|(_, kind)| shown(kind, lang));
                } else {
                    in_one_language(value, lang);
                }
            }
        }
        _ => {}
    }
}

fn shown(value: &mut Value, lang: &str) {
    if let Some(text) = Localized::from_value(value) {
        let (code, text) = text.best(lang);
        *value = json!({ code: text });
    }
}

/// JSON that has been read before, as [`crate::first`] has its files.
fn parsed(text: &str) -> Value {
    serde_json::from_str(text.trim_start_matches('\u{feff}')).unwrap_or_default()
}

/// Regions less their notes, how exact they are, the names that the article does not
/// use, and what all that rests on: the app reads those from the file itself, once the
/// page is in its reader's hands.
fn without_fine_print(mut file: Value) -> Value {
    remove(&mut file, &["$schema", "references"]);
    for region in members(&mut file, "regions") {
        remove(region, &["notes", "precision"]);
        if let Some(names) = region.get_mut("names").and_then(Value::as_array_mut) {
            names.retain(|name| name["article"] == true);
            for name in names {
                remove(name, &["sources"]);
            }
        }
    }
    file
}

/// The atlas less what stands in the page as markup.
fn without_locator(mut manifest: Value) -> Value {
    remove(&mut manifest, &["$schema", "locator"]);
    manifest
}

/// Claims less what only an editor's check asks of them.
fn without_evidence(mut file: Value) -> Value {
    remove(&mut file, &["$schema"]);
    remove(&mut file["source"], &["sha256", "accessed", "url_note"]);
    for claim in members(&mut file, "claims") {
        if let Some(selectors) = claim.get_mut("selectors").and_then(Value::as_array_mut) {
            selectors.retain(|selector| selector["type"] == "TextQuoteSelector");
        }
    }
    file
}

/// What the list `name` of a file holds; nothing where it is no list.
fn members<'a>(file: &'a mut Value, name: &str) -> impl Iterator<Item = &'a mut Value> {
    file.get_mut(name).and_then(Value::as_array_mut).into_iter().flatten()
}

fn remove(object: &mut Value, keys: &[&str]) {
    if let Some(object) = object.as_object_mut() {
        for key in keys {
            object.remove(*key);
        }
    }
}

/// The features of the layer `id`: by their ids those that a region is drawn by, for
/// nothing else is found by it before the files are read.
fn described(atlas: &Atlas, id: &str, layer: &Layer) -> Vec<Value> {
    let drawn = || atlas.regions.regions.iter().flat_map(|region| &region.drawn_by);
    let features = layer.features.iter().map(|feature| {
        let kind = match feature.path.shape() {
            Shape::Points(_) => "points",
            Shape::Lines(_) => "lines",
            Shape::Areas(_) => "areas",
        };
        let kept =
            KEPT.iter().filter_map(|key| Some(((*key).to_owned(), feature.properties.get(*key)?.clone())));
        let id =
            feature.id.as_ref().filter(|known| drawn().any(|by| by.layer == id && by.feature == **known));
        let mut described = json!({ "kind": kind, "properties": kept.collect::<Map<_, _>>() });
        if let Some(id) = id {
            described["id"] = id.as_str().into();
        }
        described
    });
    features.collect()
}
