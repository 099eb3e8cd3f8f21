//! The interface's words. Those of a language are in its file
//! (`crates/languages/texts`), which a page fetches as it fetches the atlas's own texts;
//! here is what they are called, how one is read, and what is made of them.

mod lang;
mod language;
mod messages;
mod phrases;
mod plural;

pub use self::{
    lang::{Lang, filled, nearest},
    language::{Direction, Language},
    messages::{Beside, Later, Phrases, Words},
    phrases::{
        Asked, as_of, astray, back_to, changes, date, interval, language_name, length, paragraph, position,
        sentence, situation, step,
    },
    plural::Plural,
};

/// A few languages for the unit tests here. `crates/languages` makes the same text of a
/// file, and checks it; it knows this crate, so this crate's tests cannot know it.
#[cfg(test)]
pub(crate) mod tests {
    use std::sync::LazyLock;

    use serde_json::Value;

    use super::{Lang, Language, Later, Phrases, Words};

    fn read(code: &str, json: &str) -> Lang {
        let file: Value = serde_json::from_str(json).expect("JSON");
        let text = |message: &Value| {
            match message {
                Value::Object(forms) => forms.values().map(|form| form.as_str().expect("a text")).collect(),
                Value::Array(months) => months.iter().map(|month| month.as_str().expect("a text")).collect(),
                other => vec![other.as_str().expect("a text")],
            }
            .join("|")
        };
        let mut lines = vec![code.to_owned()];
        lines.extend(["name", "direction", "plurals"].map(|key| text(&file[key])));
        for (group, keys) in [("words", Words::KEYS), ("phrases", Phrases::KEYS), ("later", Later::KEYS)] {
            lines.extend(keys.iter().map(|key| text(&file[group][key])));
        }
        let language = Language::read(lines.join("\n").leak()).expect("of this edition");
        Lang::new(code, Box::leak(Box::new(language)))
    }

    macro_rules! language {
        ($name:ident, $code:literal) => {
            pub(crate) static $name: LazyLock<Lang> = LazyLock::new(|| {
                read($code, include_str!(concat!("../../../languages/texts/", $code, ".json")))
            });
        };
    }
    language!(FRENCH, "fr");
    language!(ENGLISH, "en");
    language!(ARABIC, "ar");
}
