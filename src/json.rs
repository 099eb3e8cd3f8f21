//! JSON by the browser's own reader: quick, and nothing to carry in the bundle.

use js_sys::{Array, JSON, Object};
use serde_json::{Map, Value};
use wasm_bindgen::{JsCast, JsValue};

/// Reads JSON text; why it is none, in the browser's words.
///
/// # Errors
/// The text is not JSON.
pub fn parse(text: &str) -> Result<Value, String> {
    match JSON::parse(text) {
        Ok(read) => Ok(value(&read)),
        Err(error) => Err(error.dyn_ref::<js_sys::Error>().map_or_else(String::new, |e| e.message().into())),
    }
}

fn value(read: &JsValue) -> Value {
    if let Some(text) = read.as_string() {
        Value::String(text)
    } else if let Some(number) = read.as_f64() {
        // Whole numbers stay whole: paragraphs and offsets are counted with them.
        let whole = number as i64;
        if whole as f64 == number { Value::from(whole) } else { Value::from(number) }
    } else if let Some(yes) = read.as_bool() {
        Value::Bool(yes)
    } else if let Some(list) = read.dyn_ref::<Array>() {
        Value::Array(list.iter().map(|item| value(&item)).collect())
    } else if let Some(object) = read.dyn_ref::<Object>() {
        let mut members = Map::new();
        for entry in Object::entries(object).iter() {
            let entry: Array = entry.unchecked_into();
            members.insert(entry.get(0).as_string().unwrap_or_default(), value(&entry.get(1)));
        }
        Value::Object(members)
    } else {
        Value::Null
    }
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
}
