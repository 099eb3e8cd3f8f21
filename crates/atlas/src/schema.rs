//! JSON Schema of the files, from the very types that read them, for
//! editors and other programs. The page never validates with it.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use crate::chronicle::Chronicle;
use crate::claim::ClaimFile;
use crate::claim::{Paragraph, Published};
use crate::layer::Layer;
use crate::manifest::Manifest;
use crate::region::RegionFile;
use crate::when::PartialDate;

/// The schema of each file of an atlas, as pretty JSON that ends in a line
/// break, with the name it has in the folder `schema/`.
#[must_use]
pub fn schemas() -> Vec<(&'static str, String)> {
    let text = |schema: Schema| format!("{:#}\n", schema.to_value());
    vec![
        ("atlas.schema.json", text(schemars::schema_for!(Manifest))),
        ("regions.schema.json", text(schemars::schema_for!(RegionFile))),
        ("claims.schema.json", text(schemars::schema_for!(ClaimFile))),
        ("chronicle.schema.json", text(schemars::schema_for!(Chronicle))),
        ("layer.schema.json", text(schemars::schema_for!(Layer))),
    ]
}

impl JsonSchema for PartialDate {
    fn schema_name() -> Cow<'static, str> {
        "PartialDate".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A date known to a year, a month or a day.",
            "type": "string",
            "pattern": "^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$",
            "examples": ["1994", "2023-09", "2024-04-17"]
        })
    }
}

impl JsonSchema for Published {
    fn schema_name() -> Cow<'static, str> {
        "Published".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "When an article appeared: a day, and a time of day where it is known.",
            "type": "string",
            "pattern": "^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?(T.*)?$",
            "examples": ["2024-04-17T14:27+02:00"]
        })
    }
}

impl JsonSchema for Paragraph {
    fn schema_name() -> Cow<'static, str> {
        "Paragraph".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "Where in an article: a paragraph of the body, from 1, or the caption.",
            "oneOf": [
                { "type": "integer", "minimum": 1, "maximum": u32::MAX },
                { "const": "caption" }
            ]
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(file: &str, pointer: &str, want: &serde_json::Value) {
        let all = schemas();
        let (_, text) = all.iter().find(|(name, _)| *name == file).expect(file);
        let schema: serde_json::Value = serde_json::from_str(text).expect("a schema is JSON");
        assert_eq!(schema.pointer(pointer), Some(want));
    }

    #[test]
    fn a_file_is_an_object_with_what_it_must_have() {
        check("atlas.schema.json", "/type", &"object".into());
        let required = serde_json::json!(["themes", "regions"]);
        check("regions.schema.json", "/required", &required);
    }

    #[test]
    fn a_doc_comment_is_a_description() {
        let at = "/properties/as_of/description";
        let want = "The date for which the map is true.";
        check("atlas.schema.json", at, &want.into());
    }

    #[test]
    fn a_text_is_a_map_from_language_to_text() {
        let at = "/$defs/Localized/additionalProperties/type";
        check("atlas.schema.json", at, &"string".into());
    }

    #[test]
    fn a_selector_is_known_by_its_type() {
        let at = "/$defs/Selector/oneOf/0/properties/type/const";
        check("claims.schema.json", at, &"TextQuoteSelector".into());
    }

    #[test]
    fn keys_that_are_not_known_are_allowed() {
        for (name, text) in schemas() {
            assert!(!text.contains("\"additionalProperties\": false"), "{name}");
        }
    }
}
