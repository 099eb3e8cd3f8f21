//! Changes to a JSON text that leave all else of it to the letter.

use jsonc_parser::ParseOptions;
use jsonc_parser::cst::{CstArray, CstInputValue, CstObject, CstRootNode};
use serde_json::Value;

use crate::refused::Refused;

/// The text after a change to its object.
pub fn edited(
    file: &str,
    text: &str,
    edit: impl FnOnce(&CstObject) -> Result<(), Refused>,
) -> Result<String, Refused> {
    let no = |why: String| Refused::Unreadable { file: file.to_owned(), why };
    let root = CstRootNode::parse(lint::unmarked(text), &ParseOptions::default())
        .map_err(|why| no(why.to_string()))?;
    let object = root.object_value().ok_or_else(|| no("no object, expected one".to_owned()))?;
    edit(&object)?;
    Ok(root.to_string())
}

/// Sets what stands under a key; `None` removes it.
pub fn set(object: &CstObject, key: &str, value: Option<CstInputValue>) {
    match (object.get(key), value) {
        (Some(old), Some(value)) => old.set_value(value),
        (Some(old), None) => old.remove(),
        (None, Some(value)) => {
            object.append(key, value);
        }
        (None, None) => {}
    }
}

/// The object with this id in a list.
pub fn by_id(list: &CstArray, id: &str) -> Option<CstObject> {
    let objects = list.elements().into_iter().filter_map(|one| one.as_object());
    objects.into_iter().find(|object| text(object, "id").as_deref() == Some(id))
}

/// The object with this id in a list, or with this number from 0.
pub fn item(list: &CstArray, named: &str) -> Option<CstObject> {
    let numbered = || list.elements().get(named.parse::<usize>().ok()?)?.as_object();
    by_id(list, named).or_else(numbered)
}

/// The text under a key.
pub fn text(object: &CstObject, key: &str) -> Option<String> {
    object.get(key)?.value()?.as_string_lit()?.decoded_value().ok()
}

/// Takes a text out of a list of texts.
pub fn take_out(list: &CstArray, gone: &str) {
    for one in list.elements() {
        let is_it = one.as_string_lit().and_then(|lit| lit.decoded_value().ok()).is_some_and(|it| it == gone);
        if is_it {
            one.remove();
        }
    }
}

/// A value, as it is written into a text.
pub fn input(value: &Value) -> CstInputValue {
    match value {
        Value::Null => CstInputValue::Null,
        Value::Bool(is) => CstInputValue::Bool(*is),
        Value::Number(number) => CstInputValue::Number(number.to_string()),
        Value::String(text) => CstInputValue::String(text.clone()),
        Value::Array(all) => CstInputValue::Array(all.iter().map(input).collect()),
        Value::Object(all) => object(all.iter().map(|(key, value)| (&**key, input(value)))),
    }
}

/// An object, its keys in this order.
pub fn object<'a>(all: impl IntoIterator<Item = (&'a str, CstInputValue)>) -> CstInputValue {
    CstInputValue::Object(all.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}

/// A text in one language.
pub fn localized(lang: &str, text: &str) -> CstInputValue {
    object([(lang, text.into())])
}

/// A new text with this value: two spaces a level, as the atlas's own files have.
pub fn written(value: CstInputValue) -> String {
    // An object on two lines, whose place the value takes: it is written over as many.
    let root = CstRootNode::parse("{\n}\n", &ParseOptions::default());
    root.map_or_else(
        |_| String::new(),
        |root| {
            root.set_value(value);
            let text = root.to_string();
            format!("{}\n", text.trim_end())
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "{\n  \"a\": {\"b\":   1},\n  \"list\": [\"x\", \"y\"]\n}\n";

    #[track_caller]
    fn check(edit: impl FnOnce(&CstObject), want: &str) {
        let got = edited("a.json", TEXT, |root| {
            edit(root);
            Ok(())
        });
        assert_eq!(got.unwrap(), want);
    }

    #[test]
    fn a_change_leaves_the_rest_to_the_letter() {
        let want = "{\n  \"a\": {\"b\":   1},\n  \"list\": [\"x\", \"y\"],\n  \"c\": \"“é”\\n\\\"\"\n}\n";
        check(|root| set(root, "c", Some("“é”\n\"".into())), want);
        check(|root| set(root, "a", None), "{\n  \"list\": [\"x\", \"y\"]\n}\n");
    }

    #[test]
    fn a_text_is_taken_out_of_a_list() {
        let want = "{\n  \"a\": {\"b\":   1},\n  \"list\": [\"x\"]\n}\n";
        check(|root| take_out(&root.array_value("list").unwrap(), "y"), want);
    }

    #[test]
    fn what_is_no_object_is_told() {
        let none = |_: &CstObject| Ok(());
        assert_eq!(edited("a.json", "[]", none).unwrap_err().to_string(), "a.json: no object, expected one");
        let why = edited("a.json", "{", none).unwrap_err().to_string();
        assert!(why.starts_with("a.json: "), "{why}");
    }

    #[test]
    fn a_new_text_is_indented_by_two() {
        let text = written(object([("b", 1_u32.into()), ("a", localized("fr", "é"))]));
        assert_eq!(text, "{\n  \"b\": 1,\n  \"a\": {\n    \"fr\": \"é\"\n  }\n}\n");
    }
}
