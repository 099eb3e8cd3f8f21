//! A language's file: JSON, and what must be true of it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use documents::words::{Beside, Later, Phrases, Plural, Words};
use serde_json::{Map, Value};

/// What is wrong with a language's file.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum LanguageError {
    /// It is no JSON.
    #[error("no JSON: {0}")]
    Json(String),
    /// What every language must have.
    #[error("{0} is missing")]
    Missing(String),
    /// What no language has.
    #[error("{0} is no message; is it spelled right?")]
    Unknown(String),
    /// A message of the wrong kind.
    #[error("{name}: expected {expected}")]
    Kind {
        /// Its name.
        name: String,
        /// What it should be.
        expected: String,
    },
    /// What stands in braces is what the program puts in.
    #[error("{name}: stands for {got:?}, in English for {expected:?}")]
    Holes {
        /// The message.
        name: String,
        /// What stands in its braces.
        got: Vec<String>,
        /// What should.
        expected: Vec<String>,
    },
}

macro_rules! boot {
    ($($key:ident,)*) => {
        /// What a page says while its program is not there, and when it never comes.
        #[allow(missing_docs, reason = "each field's text is in texts/en.json")]
        #[derive(Clone, Debug)]
        pub struct Boot { $(pub $key: String,)* }

        impl Boot {
            const KEYS: &'static [&'static str] = &[$(stringify!($key)),*];

            fn read(group: &Group<'_>) -> Result<Self, LanguageError> {
                Ok(Self { $($key: group.line(stringify!($key))?,)* })
            }
        }
    };
}

boot! {
    wait,
    late,
    here_already,
    here,
    failed,
    lacks,
    stopped,
    no_atlas,
    retry,
    reload,
    own_article,
    no_script,
    kept,
}

/// The order of a language's text: see `documents::words::Language`.
const GROUPS: [(&str, &[&str]); 3] =
    [("words", Words::KEYS), ("phrases", Phrases::KEYS), ("later", Later::KEYS)];

/// All groups of messages: those of [`GROUPS`], and those of pages of their own.
const ALL: [(&str, &[&str]); 4] = [GROUPS[0], GROUPS[1], GROUPS[2], ("beside", Beside::KEYS)];

/// A language's file, read.
#[derive(Clone, Debug)]
pub struct Source {
    lines: Vec<String>,
    /// What the page says that has the article beside the map, a message a line.
    pub beside: String,
    /// What a page says without its program.
    pub boot: Boot,
}

/// A group of messages.
struct Group<'a> {
    name: &'a str,
    messages: &'a Map<String, Value>,
    plural: Plural,
}

impl Source {
    /// The language with this code, from its JSON.
    ///
    /// # Errors
    /// A message is missing, is none, or stands for other things than the English one.
    pub fn parse(code: &str, json: &str) -> Result<Self, LanguageError> {
        let file: Value = serde_json::from_str(json).map_err(|e| LanguageError::Json(e.to_string()))?;
        let text = |name: &str| {
            let text = file.get(name).and_then(Value::as_str);
            text.map(str::to_owned).ok_or_else(|| LanguageError::Missing(name.to_owned()))
        };
        let (name, direction, rule) = (text("name")?, text("direction")?, text("plurals")?);
        if !["ltr", "rtl"].contains(&&*direction) {
            return Err(kind("direction", "ltr or rtl"));
        }
        let plural =
            Plural::named(&rule).ok_or_else(|| kind("plurals", "one, zero-or-one, slavic or arabic"))?;
        let group = |name| group(&file, name, plural);
        let mut lines = vec![code.to_owned(), name, direction, rule];
        for (name, keys) in GROUPS {
            lines.extend(group(name)?.lines(keys)?);
        }
        let beside = group("beside")?.lines(Beside::KEYS)?.join("\n");
        let boot = group("boot")?;
        boot.has_only(Boot::KEYS)?;
        let names = group("languages")?;
        for code in names.messages.keys() {
            lines.push(format!("{code}={}", names.line(code)?));
        }
        let boot = Boot::read(&boot)?;
        Ok(Self { lines, beside, boot })
    }

    /// What a page reads.
    pub fn text(&self) -> String {
        let mut text = self.lines.join("\n");
        text.push('\n');
        text
    }
}

/// What stands in the braces of a message, each once.
fn holes(line: &str) -> BTreeSet<&str> {
    line.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name)).collect()
}

/// The holes of every English message, by its path.
static ENGLISH: LazyLock<BTreeMap<String, BTreeSet<String>>> = LazyLock::new(|| {
    let file: Value = serde_json::from_str(include_str!("../texts/en.json")).unwrap_or_default();
    let mut found = BTreeMap::new();
    for (name, keys) in ALL {
        for key in keys {
            let message = &file[name][key];
            let texts = message.as_object().map_or_else(|| vec![message], |forms| forms.values().collect());
            let holes = texts.iter().filter_map(|text| text.as_str()).flat_map(holes);
            found.insert(format!("{name}.{key}"), holes.map(str::to_owned).collect());
        }
    }
    found
});

/// A message has room for what the program puts into it, and for nothing else.
fn agree(path: &str, line: &str) -> Result<(), LanguageError> {
    let got = holes(line);
    let expected = ENGLISH.get(path).into_iter().flatten().map(|hole| &**hole).collect::<BTreeSet<_>>();
    // The first of a month may be said without a number.
    let may_lack = |hole: &&&str| path == "phrases.date_first" && **hole == "day";
    let lacks = expected.difference(&got).filter(|hole| !may_lack(hole)).count();
    if lacks == 0 && got.is_subset(&expected) {
        return Ok(());
    }
    let owned = |holes: BTreeSet<&str>| holes.into_iter().map(str::to_owned).collect();
    Err(LanguageError::Holes { name: path.to_owned(), got: owned(got), expected: owned(expected) })
}

fn kind(name: &str, expected: &str) -> LanguageError {
    LanguageError::Kind { name: name.to_owned(), expected: expected.to_owned() }
}

fn group<'a>(file: &'a Value, name: &'a str, plural: Plural) -> Result<Group<'a>, LanguageError> {
    let messages = file.get(name).and_then(Value::as_object);
    let messages = messages.ok_or_else(|| LanguageError::Missing(name.to_owned()))?;
    Ok(Group { name, messages, plural })
}

impl Group<'_> {
    fn has_only(&self, keys: &[&str]) -> Result<(), LanguageError> {
        let unknown = self.messages.keys().find(|key| !keys.contains(&&***key));
        unknown.map_or(Ok(()), |key| Err(LanguageError::Unknown(self.path(key))))
    }

    fn path(&self, key: &str) -> String {
        format!("{}.{key}", self.name)
    }

    /// These messages and no others, a line each.
    fn lines(&self, keys: &[&str]) -> Result<Vec<String>, LanguageError> {
        self.has_only(keys)?;
        let line = |key: &&str| {
            let line = self.line(key)?;
            agree(&self.path(key), &line)?;
            Ok(line)
        };
        keys.iter().map(line).collect()
    }

    /// A message as one line: forms and lists with `|` between.
    fn line(&self, key: &str) -> Result<String, LanguageError> {
        let path = self.path(key);
        let message = self.messages.get(key).ok_or_else(|| LanguageError::Missing(path.clone()))?;
        let text = |value: &Value| {
            let text =
                value.as_str().filter(|text| !text.trim().is_empty() && !text.contains(['\n', '\r', '|']));
            text.map(str::to_owned).ok_or_else(|| kind(&path, "a text of one line, without `|`"))
        };
        let is_months = key.starts_with("months");
        match message {
            Value::Object(forms) => {
                let expected = self.plural.forms();
                let has = |form: &&str| forms.contains_key(*form);
                if forms.len() != expected.len() || !expected.iter().all(has) {
                    return Err(kind(&path, &format!("the forms {}", expected.join(", "))));
                }
                let forms = expected.iter().map(|form| text(&forms[*form]));
                Ok(forms.collect::<Result<Vec<_>, _>>()?.join("|"))
            }
            Value::Array(months) if is_months && months.len() == 12 => {
                Ok(months.iter().map(text).collect::<Result<Vec<_>, _>>()?.join("|"))
            }
            _ if is_months => Err(kind(&path, "twelve texts")),
            other => text(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENGLISH: &str = include_str!("../texts/en.json");

    fn english() -> Value {
        serde_json::from_str(ENGLISH).unwrap()
    }

    #[track_caller]
    fn check(change: impl FnOnce(&mut Value), want: &str) {
        let mut file = english();
        change(&mut file);
        let got = Source::parse("xx", &file.to_string()).map(|_| ()).map_err(|error| error.to_string());
        assert_eq!(got, Err(want.to_owned()));
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        check(|file| drop(file["words"].as_object_mut().unwrap().remove("map")), "words.map is missing");
        check(|file| drop(file.as_object_mut().unwrap().remove("boot")), "boot is missing");
        check(|file| file["later"]["plai"] = "Play".into(), "later.plai is no message; is it spelled right?");
        check(
            |file| file["words"]["map"] = "Map\nof".into(),
            "words.map: expected a text of one line, without `|`",
        );
        check(|file| file["words"]["map"] = "".into(), "words.map: expected a text of one line, without `|`");
        check(
            |file| file["plurals"] = "slavic".into(),
            "words.files_failed: expected the forms one, few, many",
        );
        check(|file| file["phrases"]["months"] = "January".into(), "phrases.months: expected twelve texts");
        check(
            |file| file["words"]["held_by"] = "held by {side}".into(),
            "words.held_by: stands for [\"side\"], in English for [\"party\"]",
        );
        check(|file| file["direction"] = "down".into(), "direction: expected ltr or rtl");
    }
}
