//! Texts that become part of markup.

pub use documents::doc::escaped;
use serde_json::Value;

/// JSON that no script element ends in: `<` stays out of it.
pub fn for_script(value: &Value) -> String {
    value.to_string().replace('<', "\\u003c")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_text_in_json_ends_no_script() {
        let text = for_script(&json!({ "a": "</script><!--" }));
        assert!(!text.contains('<'), "{text}");
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), json!({ "a": "</script><!--" }));
    }
}
