//! Where in a file's text a finding is: from its path of keys and ids to a line and a
//! column, as an editor counts them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use jsonc_parser::ast::{ObjectProp, Value};
use jsonc_parser::common::Ranged as _;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};
use serde::de::IgnoredAny;

/// A place in a text. Both from 1; the column in code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// Reads each file of an atlas once, and no file that nothing was found in.
pub struct Files<'a> {
    dir: &'a Path,
    texts: BTreeMap<PathBuf, Option<String>>,
}

impl<'a> Files<'a> {
    /// Those of a folder.
    pub fn of(dir: &'a Path) -> Self {
        Self { dir, texts: BTreeMap::new() }
    }

    /// Where `at` is in `file`; `None` where the file is no text, or `at` means all of it.
    pub fn place(&mut self, file: &str, at: &str) -> Option<Place> {
        let path = self.dir.join(file);
        let text = self.texts.entry(path).or_insert_with_key(|path| fs::read_to_string(path).ok());
        place(text.as_deref()?, at)
    }
}

/// Where in `text` a path leads: to the key or the item that it names last, or as far as
/// there is one. In a text that is no JSON, where it stops to be. `None` at its root.
pub fn place(text: &str, at: &str) -> Option<Place> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    // Of what JSON is, the reader that the page has is the judge.
    if let Err(why) = serde_json::from_str::<IgnoredAny>(text) {
        return Some(Place { line: why.line(), column: characters(text, why.line(), why.column()) });
    }
    let read = parse_to_ast(text, &CollectOptions::default(), &ParseOptions::default()).ok()?;
    let mut here = read.value.as_ref()?;
    let mut start = None;
    let segments: Vec<&str> = at.split('/').filter(|segment| !segment.is_empty()).collect();
    let segments = match feature(here, &segments) {
        Some((found, rest)) => {
            start = Some(found.start());
            here = properties(found);
            rest
        }
        None => &segments,
    };
    for segment in segments {
        let Some((from, value)) = step(here, segment) else { break };
        (start, here) = (Some(from), value);
    }
    start.map(|byte| counted(text, byte))
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

fn counted(text: &str, byte: usize) -> Place {
    let before = &text[..byte];
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    Place { line, column }
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
        assert_eq!(place(text, at), want.map(|(line, column)| Place { line, column }));
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
