//! Adds layers to the text of a manifest; all else stays to the letter.

use atlas::manifest::Role;
use jsonc_parser::ast::Value;
use jsonc_parser::common::Ranged as _;
use serde_json::json;

use crate::edit::{Edit, applied};
use crate::tree::{tree, unmarked};

/// A layer that a manifest is to have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewLayer {
    /// Its id.
    pub id: String,
    /// Its file, relative to the manifest.
    pub file: String,
    /// What it is for.
    pub role: Role,
    /// What it is called, and in which language.
    pub name: (String, String),
}

/// The manifest's text with these layers above its others; `None` where it has no list of
/// layers, or none in it.
#[must_use]
pub fn added(manifest: &str, layers: &[NewLayer]) -> Option<String> {
    let json = unmarked(manifest);
    let mark = &manifest[..manifest.len() - json.len()];
    let read = tree(json)?;
    let own = read.as_object()?.get("layers")?.value.as_array()?;
    let last = own.elements.last()?;
    let before = &json[..last.start()];
    // As the last one stands: on a line of its own, or beside the others.
    let space = &before[before.trim_end().len()..];
    let entry = |layer: &NewLayer| {
        let role = match layer.role {
            Role::Base => "base",
            Role::Story => "story",
        };
        let (lang, name) = &layer.name;
        let [id, file, role, lang, name] =
            [&layer.id, &layer.file, role, lang, name].map(|text| json!(text).to_string());
        format!(
            ",{space}{{\"id\": {id}, \"file\": {file}, \"role\": {role}, \"name\": {{{lang}: {name}}}, \"switch\": true}}"
        )
    };
    let text: String = layers.iter().map(entry).collect();
    let edit = Edit { start: last.end(), end: last.end(), text };
    Some(format!("{mark}{}", applied(json, vec![edit])))
}

/// The ids of the layers that a manifest's text has.
#[must_use]
pub fn ids(manifest: &str) -> Vec<String> {
    let read = tree(unmarked(manifest));
    let list = read.as_ref().and_then(Value::as_object).and_then(|root| root.get("layers"));
    let each = list.and_then(|list| list.value.as_array()).into_iter().flat_map(|list| &list.elements);
    let id = |layer: &Value<'_>| match layer.as_object().and_then(|layer| layer.get("id")).map(|id| &id.value)
    {
        Some(Value::StringLit(id)) => Some(id.value.to_string()),
        _ => None,
    };
    each.filter_map(id).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lakes() -> NewLayer {
        NewLayer {
            id: "lakes".to_owned(),
            file: "lakes.geojson".to_owned(),
            role: Role::Base,
            name: ("en".to_owned(), "“Lakes”".to_owned()),
        }
    }

    #[test]
    fn a_layer_is_added_as_the_others_stand_and_all_else_stays() {
        let manifest = "{\n  \"layers\": [\n    {\"id\": \"land\"}\n  ],\n  \"id\":   1\n}\n";
        let added = added(manifest, &[lakes()]).unwrap();
        let want = "{\n  \"layers\": [\n    {\"id\": \"land\"},\n    {\"id\": \"lakes\", \"file\": \"lakes.geojson\", \"role\": \"base\", \"name\": {\"en\": \"“Lakes”\"}, \"switch\": true}\n  ],\n  \"id\":   1\n}\n";
        assert_eq!(added, want);
        assert_eq!(ids(&added), ["land", "lakes"]);
    }

    #[test]
    fn what_has_no_layers_is_left_alone() {
        for manifest in ["{}", "{\"layers\": []}", "{\"layers\": 1}", "{"] {
            assert_eq!(added(manifest, &[lakes()]), None, "{manifest}");
            assert_eq!(ids(manifest), [""; 0], "{manifest}");
        }
    }
}
