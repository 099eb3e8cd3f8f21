//! What other programs say about a feature, of which a layer of an atlas has a name alone.

use std::borrow::Cow;

use serde_json::{Map, Value};
use styles::Style;

use crate::import::draft::{Draft, Id};
use crate::ledger::{Ledger, Place, Thing, shown};

/// What an atlas says of a feature besides, which holds in its own atlas alone: parties,
/// regions and sources are others elsewhere.
const OF_AN_ATLAS: [&str; 14] = [
    "style",
    "source",
    "region",
    "local_names",
    "held_by",
    "claimed_by",
    "when",
    "precision",
    "precision_note",
    "rank",
    "minzoom",
    "maxzoom",
    "capital",
    "tint",
];
/// What a feature is called, the likeliest first; compared without case.
const NAMES: [&str; 6] = ["name", "title", "label", "nom", "nombre", "naam"];
/// How a feature looks, by the convention of geojson.io.
const SIMPLESTYLE: [&str; 8] = [
    "stroke",
    "stroke-width",
    "stroke-opacity",
    "fill",
    "fill-opacity",
    "marker-color",
    "marker-size",
    "marker-symbol",
];
/// What is said about a place in sentences.
const TEXTS: [&str; 5] = ["description", "desc", "cmt", "comment", "snippet"];

/// The name among properties, in `language` where the file has several, and which key has it.
pub(crate) fn name<'v>(properties: &'v Map<String, Value>, language: &str) -> Option<(&'v str, &'v str)> {
    let of_language = [format!("name:{language}"), format!("name_{language}"), format!("name-{language}")];
    let keys = of_language.iter().map(String::as_str).chain(NAMES);
    keys.into_iter().find_map(|wanted| {
        let found = properties.iter().find(|(key, value)| {
            key.trim().eq_ignore_ascii_case(wanted)
                && value.as_str().is_some_and(|name| !name.trim().is_empty())
        });
        found.and_then(|(key, value)| Some((key.as_str(), value.as_str()?.trim())))
    })
}

/// A name by language, as a layer of an atlas already has it.
fn names(properties: &Map<String, Value>) -> Option<Vec<(String, String)>> {
    let by_language = properties.get("name")?.as_object().filter(|names| !names.is_empty())?;
    by_language.iter().map(|(language, name)| Some((language.clone(), name.as_str()?.to_owned()))).collect()
}

/// What a place is called in the ledger.
pub(crate) fn called(properties: Option<&Map<String, Value>>, language: &str) -> Option<String> {
    let properties = properties?;
    let by_language = || Some(names(properties)?.first()?.1.clone());
    name(properties, language).map(|(_, name)| name.to_owned()).or_else(by_language)
}

/// A draft with what properties say, and no geometry yet. A feature without an id of its own
/// has the one among them. What it has no room for is written down.
pub(crate) fn draft(
    properties: Option<&Map<String, Value>>,
    own: Id,
    language: &str,
    ledger: &mut Ledger,
    place: &Place,
) -> Draft {
    let mut draft = Draft { id: own, ..Draft::default() };
    let Some(properties) = properties else { return draft };
    let mut taken = None;
    if let Some((key, name)) = name(properties, language) {
        draft.names = vec![(language.to_owned(), name.to_owned())];
        taken = Some(key);
    } else if let Some(names) = names(properties) {
        draft.names = names;
        taken = Some("name");
    }
    for (key, value) in properties {
        // Nothing is said by nothing.
        let is_empty = value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty());
        if is_empty || taken == Some(key) {
            continue;
        }
        if key.eq_ignore_ascii_case("id") && (draft.id == Id::None || draft.id == id(Some(value))) {
            draft.id = id(Some(value));
            if draft.id != Id::None {
                continue;
            }
        }
        if key == "style"
            && let Some(style) = value.as_str().and_then(|name| name.parse::<Style>().ok())
        {
            draft.style = Some(style);
            continue;
        }
        ledger.dropped(Thing::Property, 1, why(key), place);
    }
    draft
}

/// An id as a file has it.
pub(crate) fn id(value: Option<&Value>) -> Id {
    match value {
        // Tables have no other way to write a number.
        Some(Value::String(id)) if !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit()) => {
            Id::Number(id.clone())
        }
        Some(Value::String(id)) if !id.trim().is_empty() => Id::Text(id.clone()),
        Some(Value::Number(number)) => Id::Number(number.to_string()),
        _ => Id::None,
    }
}

/// Why a property is dropped.
fn why(key: &str) -> Cow<'static, str> {
    let name = shown(key);
    let is = |known: &[&str]| known.iter().any(|known| key.eq_ignore_ascii_case(known));
    if is(&SIMPLESTYLE) {
        return format!("“{name}”, a look (simplestyle): in an atlas, `style` says how it looks").into();
    }
    if key == "_umap_options" || key == "_storage_options" {
        return format!("“{name}”, a look (uMap): in an atlas, `style` says how it looks").into();
    }
    if is(&["Style", "StyleMap", "styleUrl"]) {
        return format!("“{name}”, a look (KML): in an atlas, `style` says how it looks").into();
    }
    if OF_AN_ATLAS.contains(&key) {
        return format!("“{name}”: an import sets it anew, or leaves it to the author").into();
    }
    if is(&TEXTS) {
        return format!("“{name}”: in an atlas, texts about places stand in regions.json and claims.json")
            .into();
    }
    format!("“{name}”: a layer of an atlas has no place for it").into()
}
