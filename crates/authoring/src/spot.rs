//! Where in an atlas's texts something stands, and setting it.

use jsonc_parser::cst::{CstArray, CstObject};
use serde_json::Value;

use crate::json;
use crate::project::Project;
use crate::refused::Refused;

/// A place in a file: the keys that lead to it, and the ids of items of lists, or their numbers
/// from 0 where they have none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    file: String,
    path: Vec<String>,
}

impl Spot {
    /// A place in `file`. The last of the path is a key.
    #[must_use]
    pub fn new(file: &str, path: &[&str]) -> Self {
        Self { file: file.to_owned(), path: path.iter().map(|&step| step.to_owned()).collect() }
    }

    /// One step further: a text's language.
    #[must_use]
    pub fn then(&self, key: &str) -> Self {
        let mut further = self.clone();
        further.path.push(key.to_owned());
        further
    }

    fn told(&self) -> String {
        self.path.join("/")
    }
}

impl Project {
    /// With one more item in the list there, the last; a list that is not there is made.
    ///
    /// # Errors
    /// As [`Self::set`]'s.
    pub fn append(&self, spot: &Spot, item: &Value) -> Result<Self, Refused> {
        self.in_list(spot, |list| {
            list.append(json::input(item));
        })
    }

    /// Without an item of the list there, by its number from 0.
    ///
    /// # Errors
    /// As [`Self::set`]'s.
    pub fn take_out(&self, spot: &Spot, number: usize) -> Result<Self, Refused> {
        self.in_list(spot, |list| {
            if let Some(item) = list.elements().into_iter().nth(number) {
                item.remove();
            }
        })
    }

    fn in_list(&self, Spot { file, path }: &Spot, change: impl FnOnce(&CstArray)) -> Result<Self, Refused> {
        let missing = || Refused::missing(file, path.join("/"));
        let (key, way) = path.split_last().ok_or_else(missing)?;
        self.edited(file, |root| {
            let mut here = root.clone();
            let mut steps = way.iter();
            while let Some(step) = steps.next() {
                here = match here.array_value(step) {
                    Some(list) => {
                        steps.next().and_then(|item| json::item(&list, item)).ok_or_else(missing)?
                    }
                    None => here.object_value(step).ok_or_else(missing)?,
                };
            }
            change(&here.array_value_or_set(key));
            Ok(())
        })
    }

    /// With another value there, or none. Objects on the way that are not there are made;
    /// an object that loses its last key goes with it, as a text without a language is none.
    ///
    /// # Errors
    /// The file cannot be read, or an item on the way is not there.
    pub fn set(&self, spot: &Spot, value: Option<&Value>) -> Result<Self, Refused> {
        let Spot { file, path } = spot;
        let missing = || Refused::missing(file, spot.told());
        let (key, way) = path.split_last().ok_or_else(missing)?;
        self.edited(file, |root| {
            let mut here = root.clone();
            let mut steps = way.iter();
            let mut above: Option<(CstObject, String)> = None;
            while let Some(step) = steps.next() {
                let next = match here.array_value(step) {
                    Some(list) => {
                        steps.next().and_then(|item| json::item(&list, item)).ok_or_else(missing)?
                    }
                    None if value.is_none() && here.object_value(step).is_none() => return Ok(()),
                    None => {
                        above = Some((here.clone(), step.clone()));
                        here.object_value_or_set(step)
                    }
                };
                here = next;
            }
            json::set(&here, key, value.map(json::input));
            if let (None, Some((outer, step))) = (value, above)
                && here.properties().is_empty()
            {
                json::set(&outer, &step, None);
            }
            Ok(())
        })
    }

    /// With a text there in a language; an empty one is none.
    ///
    /// # Errors
    /// As [`Self::set`]'s.
    pub fn set_text(&self, spot: &Spot, lang: &str, text: &str) -> Result<Self, Refused> {
        let value = Value::from(text.trim());
        self.set(&spot.then(lang), Some(&value).filter(|_| !text.trim().is_empty()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "{\"regions\": [{\"id\": \"a\", \"label\": {\"en\": \"A\"}}, {\"id\": \"b\"}]}";

    #[track_caller]
    fn check(path: &[&str], lang: &str, text: &str, want: &str) {
        let project = Project::new([("r.json".to_owned(), TEXT.into())]);
        let next = project.set_text(&Spot::new("r.json", path), lang, text).unwrap();
        let got: Value = serde_json::from_str(next.text("r.json").unwrap()).unwrap();
        let want: Value = serde_json::from_str(want).unwrap();
        assert_eq!(got["regions"], want);
    }

    #[test]
    fn a_text_is_set_in_its_language_alone() {
        let both = r#"[{"id": "a", "label": {"en": "A", "fr": "Â"}}, {"id": "b"}]"#;
        check(&["regions", "a", "label"], "fr", "Â", both);
    }

    #[test]
    fn what_was_not_there_is_made() {
        let made = r#"[{"id": "a", "label": {"en": "A"}}, {"id": "b", "kind": {"en": "Hill"}}]"#;
        check(&["regions", "b", "kind"], "en", " Hill ", made);
    }

    #[test]
    fn a_text_in_no_language_is_none() {
        check(&["regions", "a", "label"], "en", "", r#"[{"id": "a"}, {"id": "b"}]"#);
        check(&["regions", "b", "label"], "en", "", r#"[{"id": "a", "label": {"en": "A"}}, {"id": "b"}]"#);
    }

    #[test]
    fn an_item_of_a_list_comes_and_goes_and_the_others_stay_to_the_letter() {
        let text = "{\"regions\": [{\"id\": \"a\", \"names\": [{\"toponym\":   \"A\"}]}]}";
        let project = Project::new([("r.json".to_owned(), text.into())]);
        let spot = Spot::new("r.json", &["regions", "a", "names"]);
        let more = project.append(&spot, &Value::from("B")).unwrap();
        assert!(more.text("r.json").unwrap().contains("{\"toponym\":   \"A\"}"));
        let less = more.take_out(&spot, 1).unwrap();
        assert_eq!(less.text("r.json").unwrap().replace([' ', '\n'], ""), text.replace(' ', ""));
        assert_eq!(project.take_out(&spot, 9).unwrap(), project);
    }

    #[test]
    fn an_item_that_is_not_there_is_told() {
        let project = Project::new([("r.json".to_owned(), TEXT.into())]);
        let spot = Spot::new("r.json", &["regions", "c", "label"]);
        let why = project.set_text(&spot, "en", "C").unwrap_err().to_string();
        assert_eq!(why, "r.json has no regions/c/label/en");
    }
}
