//! Keys that an object of a file has twice: of them every reader takes one, and not every
//! reader the same.

use jsonc_parser::ast::Value;

use crate::tree::{tree, unmarked};

/// The paths (JSON pointers) of keys that stand again in their object; nothing for a text
/// that is no JSON, which others tell.
pub fn repeated(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    if let Some(value) = tree(unmarked(text)) {
        walk(&value, "", &mut found);
    }
    found
}

fn walk(value: &Value<'_>, at: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            for (index, property) in object.properties.iter().enumerate() {
                let name = property.name.as_str();
                let at = format!("{at}/{name}");
                if object.properties[..index].iter().any(|other| other.name.as_str() == name) {
                    found.push(at.clone());
                }
                walk(&property.value, &at, found);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.elements.iter().enumerate() {
                // Positions are by far the most, and have no keys.
                if matches!(item, Value::Object(_) | Value::Array(_)) {
                    walk(item, &format!("{at}/{index}"), found);
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_that_stands_again_is_found_wherever_it_is() {
        let text = r#"{"a": {"b": 1, "c": 2, "b": 3}, "d": [{}, {"e": 1, "e": 2}], "a": 4}"#;
        assert_eq!(repeated(text), ["/a/b", "/d/1/e", "/a"]);
    }

    #[test]
    fn the_same_key_in_another_object_is_fine() {
        assert_eq!(repeated(r#"{"a": {"a": 1}, "b": [{"a": 1}, {"a": 2}]}"#), [""; 0]);
    }

    #[test]
    fn what_is_no_json_has_none() {
        assert_eq!(repeated("{"), [""; 0]);
        assert_eq!(repeated(""), [""; 0]);
    }
}
