//! JSON by the browser's own reader: quick, and nothing to carry in the bundle.

use js_sys::{Array, JSON, Object};
use serde_json::{Map, Value};
use wasm_bindgen::{JsCast, JsValue};

/// Lists and objects inside one another that are still read: as many as the
/// check reads (`serde_json`). Each takes a piece of the stack.
const DEEPEST: usize = 127;

/// Reads JSON text; why it is none, in the browser's words.
///
/// # Errors
/// The text is not JSON, or is nested too deeply.
pub fn parse(text: &str) -> Result<Value, String> {
    match JSON::parse(text) {
        Ok(read) => value(&read, DEEPEST).ok_or_else(|| format!("nested more than {DEEPEST} deep")),
        Err(error) => Err(error.dyn_ref::<js_sys::Error>().map_or_else(String::new, |e| e.message().into())),
    }
}

/// `None` where lists and objects are more than `depth` deep.
fn value(read: &JsValue, depth: usize) -> Option<Value> {
    Some(if let Some(text) = read.as_string() {
        Value::String(text)
    } else if let Some(number) = read.as_f64() {
        // Whole numbers stay whole: paragraphs and offsets are counted with them.
        let whole = number as i64;
        if whole as f64 == number { Value::from(whole) } else { Value::from(number) }
    } else if let Some(yes) = read.as_bool() {
        Value::Bool(yes)
    } else if let Some(list) = read.dyn_ref::<Array>() {
        let depth = depth.checked_sub(1)?;
        Value::Array(list.iter().map(|item| value(&item, depth)).collect::<Option<_>>()?)
    } else if let Some(object) = read.dyn_ref::<Object>() {
        let (mut members, depth) = (Map::new(), depth.checked_sub(1)?);
        for entry in Object::entries(object).iter() {
            let entry: Array = entry.unchecked_into();
            members.insert(entry.get(0).as_string().unwrap_or_default(), value(&entry.get(1), depth)?);
        }
        Value::Object(members)
    } else {
        Value::Null
    })
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use serde_json::json;
    use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

    use super::*;

    wasm_bindgen_test_configure!(run_in_browser);

    #[wasm_bindgen_test]
    fn every_kind_of_value_is_read() {
        let text = r#"{"a": [1, -2.5, "é", true, null, {}], "b": {"c": 9007199254740991}}"#;
        let want = json!({ "a": [1, -2.5, "é", true, null, {}], "b": { "c": 9_007_199_254_740_991_i64 } });
        assert_eq!(parse(text), Ok(want));
    }

    #[wasm_bindgen_test]
    fn what_is_no_json_says_why() {
        assert!(parse("[1,").is_err_and(|why| !why.is_empty()));
    }

    #[wasm_bindgen_test]
    fn what_has_no_bottom_is_refused_where_the_check_refuses_it() {
        let deep = |n: usize| "[".repeat(n) + &"]".repeat(n);
        for depth in [127, 128, 10_000] {
            assert_eq!(parse(&deep(depth)).is_ok(), serde_json::from_str::<Value>(&deep(depth)).is_ok());
        }
        assert!(parse(&deep(127)).is_ok());
    }
}
