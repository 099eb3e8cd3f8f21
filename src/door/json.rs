//! JSON by the browser's own reader: quick, and nothing to carry in the bundle.

use js_sys::{Array, JSON, Object};
use serde_json::{Map, Value};
use wasm_bindgen::{JsCast, JsValue};

/// The most levels of lists and objects, one in the other: as many as the
/// check's reader takes (`serde_json`), and few enough for the stack.
const DEEPEST: usize = 127;
/// The most bytes of a text that a reader waits for: twenty times a large
/// article's.
const LONGEST: usize = 2_000_000;

/// Reads the JSON text of a file of an atlas; why it is none, in the browser's
/// words.
///
/// # Errors
/// The text is not JSON, too long, or too deep.
pub fn parse(text: &str) -> Result<Value, String> {
    if text.len() > LONGEST {
        return Err(format!("got {} bytes, expected at most {LONGEST}", text.len()));
    }
    read(text, DEEPEST)
}

/// Reads JSON text of our own making, as long as it may be.
///
/// # Errors
/// As [`parse`]'s.
pub fn own(text: &str) -> Result<Value, String> {
    // A feature stands some levels deeper here than in its file.
    read(text, 2 * DEEPEST)
}

fn read(text: &str, deepest: usize) -> Result<Value, String> {
    match JSON::parse(text) {
        Ok(read) => value(&read, deepest),
        Err(error) => Err(error.dyn_ref::<js_sys::Error>().map_or_else(String::new, |e| e.message().into())),
    }
}

/// `read` with at most `levels` in it.
fn value(read: &JsValue, levels: usize) -> Result<Value, String> {
    let inner = || levels.checked_sub(1).ok_or_else(|| format!("nested more than {DEEPEST} levels deep"));
    Ok(if let Some(text) = read.as_string() {
        Value::String(text)
    } else if let Some(number) = read.as_f64() {
        // Whole numbers stay whole: paragraphs and offsets are counted with them.
        let whole = number as i64;
        if whole as f64 == number { Value::from(whole) } else { Value::from(number) }
    } else if let Some(yes) = read.as_bool() {
        Value::Bool(yes)
    } else if let Some(list) = read.dyn_ref::<Array>() {
        let levels = inner()?;
        Value::Array(list.iter().map(|item| value(&item, levels)).collect::<Result<_, _>>()?)
    } else if let Some(object) = read.dyn_ref::<Object>() {
        let (levels, mut members) = (inner()?, Map::new());
        for entry in Object::entries(object).iter() {
            let entry: Array = entry.unchecked_into();
            members.insert(entry.get(0).as_string().unwrap_or_default(), value(&entry.get(1), levels)?);
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
    fn what_is_too_deep_or_too_long_says_so() {
        let deep = |levels: usize| "[".repeat(levels) + &"]".repeat(levels);
        assert!(parse(&deep(DEEPEST)).is_ok());
        assert_eq!(parse(&deep(DEEPEST + 1)), Err("nested more than 127 levels deep".to_owned()));
        assert!(parse(&deep(100_000)).is_err());
        assert!(parse(&format!("\"{}\"", "a".repeat(LONGEST))).is_err_and(|why| why.contains("2000002")));
    }

    #[wasm_bindgen_test]
    fn names_of_the_language_s_own_are_names() {
        let read = parse(r#"{"__proto__": {"a": 1}, "constructor": 2, "a": 1, "a": 2}"#);
        assert_eq!(read, Ok(json!({ "__proto__": { "a": 1 }, "constructor": 2, "a": 2 })));
    }

    #[wasm_bindgen_test]
    fn half_a_character_is_replaced() {
        assert_eq!(parse(r#""a\ud800b""#), Ok(json!("a\u{fffd}b")));
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
