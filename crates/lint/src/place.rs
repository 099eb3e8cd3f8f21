//! Where in a file's text a finding is: from its path of keys and ids to a line and a
//! column, as an editor counts them, and to what people call it.

use std::collections::BTreeMap;

use atlas::check::Finding;
use atlas::lines::line_and_column;
use jsonc_parser::ast::{ObjectProp, Value};
use jsonc_parser::common::Ranged as _;
use serde::de::IgnoredAny;

use crate::folder::Folder;
use crate::tree::{tree, unmarked};

/// A place in a text. Both from 1; the column in code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// A finding, and where it is in its file's text.
#[derive(Clone, Debug)]
pub struct Located {
    /// What was found.
    pub finding: Finding,
    /// `None`: somewhere in it, or in no text.
    pub place: Option<Place>,
    /// What people call what it is about, in the file's first language for it.
    pub called: Option<String>,
}

/// Where each finding of the atlas in `folder` is; without a place where its file is no
/// JSON text, or it means all of it. Each file is read once, and none that nothing was
/// found in.
#[must_use]
pub fn located(folder: &dyn Folder, findings: Vec<Finding>) -> Vec<Located> {
    let mut texts = BTreeMap::new();
    for Finding { file, .. } in &findings {
        // A base layer of another form may have gigabytes.
        let is_text = file.ends_with("json");
        let read = || Some(file).filter(|_| is_text).and_then(|file| folder.read(file).ok());
        texts.entry(file.clone()).or_insert_with(|| read().and_then(|bytes| String::from_utf8(bytes).ok()));
    }
    let parsed: BTreeMap<&str, Parsed<'_>> =
        texts.iter().filter_map(|(file, text)| Some((&**file, Parsed::of(text.as_deref()?)))).collect();
    let located = findings.into_iter().map(|finding| {
        let (place, called) =
            parsed.get(&*finding.file).map(|text| text.look_up(&finding.at)).unwrap_or_default();
        Located { finding, place, called }
    });
    located.collect()
}

/// A file's text.
enum Parsed<'t> {
    /// It is no JSON, from there on.
    Broken(Place),
    /// It is; `None` where the parser of places does not take it.
    Read(&'t str, Option<Value<'t>>),
}

impl<'t> Parsed<'t> {
    fn of(text: &'t str) -> Self {
        let text = unmarked(text);
        // Of what JSON is, the reader that the page has is the judge.
        if let Err(why) = serde_json::from_str::<IgnoredAny>(text) {
            let (line, column) = (why.line(), characters(text, why.line(), why.column()));
            return Self::Broken(Place { line, column });
        }
        Self::Read(text, tree(text))
    }

    /// Where a path leads: to the key or the item that it names last, or as far as there
    /// is one; in a text that is no JSON, where it stops to be. No place at its root. And
    /// what the last on the way that has a name is called.
    fn look_up(&self, at: &str) -> (Option<Place>, Option<String>) {
        match self {
            Self::Broken(place) => (Some(*place), None),
            Self::Read(text, value) => {
                let Some(value) = value else { return (None, None) };
                let (start, called) = follow(value, at);
                let place = start.map(|start| {
                    let (line, column) = line_and_column(text, start);
                    Place { line, column }
                });
                (place, called)
            }
        }
    }
}

/// At which byte of its text begins what a path leads to, and what that is called.
fn follow(root: &Value<'_>, at: &str) -> (Option<usize>, Option<String>) {
    let mut here = root;
    let (mut start, mut called) = (None, None);
    let segments: Vec<&str> = at.split('/').filter(|segment| !segment.is_empty()).collect();
    let segments = match feature(here, &segments) {
        Some((found, rest)) => {
            start = Some(found.start());
            here = properties(found);
            called = name(here);
            rest
        }
        None => &segments,
    };
    for segment in segments {
        let Some((from, value)) = step(here, segment) else { break };
        (start, here) = (Some(from), value);
        called = name(properties(here)).or(called);
    }
    (start, called)
}

/// What something is called: its label, its name or its title, the first of its texts.
fn name(value: &Value<'_>) -> Option<String> {
    let object = value.as_object()?;
    let named = ["label", "name", "title"].into_iter().find_map(|key| object.get(key))?;
    match &named.value {
        Value::StringLit(text) => Some(text.value.to_string()),
        Value::Object(texts) => match &texts.properties.first()?.value {
            Value::StringLit(text) => Some(text.value.to_string()),
            _ => None,
        },
        _ => None,
    }
}

/// One step into a value: to a member by its key, to an item by its id or its number.
fn step<'v, 't>(value: &'v Value<'t>, segment: &str) -> Option<(usize, &'v Value<'t>)> {
    match value {
        Value::Object(object) => {
            object.get(segment).map(|ObjectProp { range, value, .. }| (range.start, value))
        }
        Value::Array(items) => {
            let by_id = items.elements.iter().find(|item| id(item).is_some_and(|id| id == segment));
            let found = by_id.or_else(|| items.elements.get(segment.parse::<usize>().ok()?))?;
            Some((found.start(), found))
        }
        _ => None,
    }
}

/// The feature that `/LAYER/FEATURE/…` names, and what is left of the path: a layer's
/// file has features, and no layer.
fn feature<'v, 't, 's>(
    root: &'v Value<'t>,
    segments: &'s [&'s str],
) -> Option<(&'v Value<'t>, &'s [&'s str])> {
    let [layer, named, rest @ ..] = segments else { return None };
    let root = root.as_object()?;
    let features = root.get("features").filter(|_| root.get(layer).is_none())?.value.as_array()?;
    let found = features.elements.iter().find(|feature| id(feature).is_some_and(|id| id == *named))?;
    Some((found, rest))
}

/// What the check says of a feature it says of its properties.
fn properties<'v, 't>(feature: &'v Value<'t>) -> &'v Value<'t> {
    let own = feature.as_object().and_then(|feature| feature.get("properties"));
    own.map_or(feature, |own| &own.value)
}

fn id<'v>(value: &'v Value<'_>) -> Option<&'v str> {
    match &value.as_object()?.get("id")?.value {
        Value::StringLit(text) => Some(&text.value),
        Value::NumberLit(number) => Some(number.value),
        _ => None,
    }
}

/// Which character of a line its byte is: both from 1, 0 taken as the first.
fn characters(text: &str, line: usize, byte: usize) -> usize {
    let line = text.lines().nth(line.saturating_sub(1)).unwrap_or_default();
    line.char_indices().take_while(|(at, _)| at + 1 < byte).count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, at: &str, want: Option<(usize, usize)>) {
        assert_eq!(Parsed::of(text).look_up(at).0, want.map(|(line, column)| Place { line, column }));
    }

    const REGIONS: &str =
        "{\n  \"regions\": [\n    {\"id\": \"a\"},\n    {\"id\": \"é\", \"label\": {\"fr\": \"\"}}\n  ]\n}";

    #[test]
    fn a_member_is_found_by_its_key_and_an_item_by_its_id() {
        check(REGIONS, "/regions", Some((2, 3)));
        check(REGIONS, "/regions/a", Some((3, 5)));
        check(REGIONS, "/regions/é/label/fr", Some((4, 27)));
    }

    #[test]
    fn an_item_is_found_by_its_number() {
        check(REGIONS, "/regions/1/label", Some((4, 17)));
        check("{\"a\":[[1,2],[3,4]]}", "/a/1/0", Some((1, 14)));
    }

    #[test]
    fn what_is_missing_is_where_it_should_be() {
        check(REGIONS, "/regions/a/label", Some((3, 5)));
        check(REGIONS, "/themes/a", None);
        check(REGIONS, "/", None);
    }

    #[test]
    fn a_feature_is_found_through_its_layer_and_its_properties_come_first() {
        let text = "{\"features\": [\n{\"id\": 7, \"properties\": {}},\n{\"id\": \"lake\",\n \"properties\": {\n  \"style\": \"x\"}}]}";
        check(text, "/waters/lake/style", Some((5, 3)));
        check(text, "/waters/lake", Some((3, 1)));
        check(text, "/waters/lake/source", Some((3, 1)));
        check(text, "/waters/7", Some((2, 1)));
        check(text, "/features/1", Some((3, 1)));
        check(text, "/waters", None);
    }

    #[test]
    fn what_it_is_about_is_called_as_people_call_it() {
        let called = |text: &str, at: &str| Parsed::of(text).look_up(at).1;
        let regions = r#"{"regions": [{"id": "a", "label": {"fr": "L’île", "en": "The island"}, "kind": {"fr": "x"}}]}"#;
        for at in ["/regions/a", "/regions/0/kind/fr", "/regions/a/nothing"] {
            assert_eq!(called(regions, at).as_deref(), Some("L’île"), "{at}");
        }
        assert_eq!(called(regions, "/regions"), None);
        let layer = r#"{"features": [{"id": "b", "properties": {"name": "Bank", "style": "x"}}]}"#;
        for at in ["/land/b/style", "/features/0"] {
            assert_eq!(called(layer, at).as_deref(), Some("Bank"), "{at}");
        }
    }

    #[test]
    fn where_a_text_stops_being_json_is_told() {
        check("{\n \"é\": 1,\n \"é\" 2}", "/", Some((3, 6)));
        check("", "/", Some((1, 1)));
    }

    #[test]
    fn comments_are_no_json() {
        check("{\n // a\n}", "/", Some((2, 2)));
    }

    #[test]
    fn a_byte_order_mark_is_no_column() {
        check("\u{feff}{\"a\": 1}", "/a", Some((1, 2)));
    }
}
