//! A text in several languages. Which languages an atlas must have is the
//! manifest's to say and `check`'s to hold.

use lean::ByName;
use serde::Serialize;
use serde_json::Value;

use crate::bidi;
use crate::json::{At, FromJson, LONGEST, MOST_ITEMS, Problem};

/// The language to fall back on, which more readers know than another.
const FALLBACK: &str = "en";

/// A text that a reader sees, by language (BCP 47: `fr`, `en`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Localized(ByName<String>);

impl FromJson for Localized {
    fn from_json(at: At<'_>) -> Result<Self, Problem> {
        ByName::from_json(at).map(Self)
    }
}

impl Localized {
    /// A text by language out of GeoJSON properties; `None` where `value` is
    /// no object of texts. Of a text without end the beginning: a feature is
    /// drawn, and called by it.
    pub fn from_value(value: &Value) -> Option<Self> {
        let mut texts = ByName::new();
        for (lang, text) in value.as_object()?.iter().take(MOST_ITEMS) {
            let text = text.as_str()?;
            let end = text.char_indices().nth(LONGEST).map_or(text.len(), |(end, _)| end);
            texts.insert(lang.clone(), bidi::closed(&text[..end]));
        }
        Some(Self(texts))
    }

    /// The text in exactly this language.
    pub fn get(&self, lang: &str) -> Option<&str> {
        self.0.get(lang).map(String::as_str)
    }

    /// The language found and the text in it: the asked language, else
    /// one of its kind, else English, else the first there is.
    ///
    /// Mark the text up with the language it is really in. An empty map gives
    /// the asked language and an empty text.
    pub fn best<'a>(&'a self, lang: &'a str) -> (&'a str, &'a str) {
        let find = |is: &dyn Fn(&str) -> bool| self.0.iter().find(|(known, _)| is(known));
        let found =
            find(&|known| known.eq_ignore_ascii_case(lang)).or_else(|| find(&|known| is_kin(known, lang)));
        let found = found.or_else(|| find(&|known| known == FALLBACK));
        found.or_else(|| self.0.iter().next()).map_or((lang, ""), |(lang, text)| (lang, text))
    }

    /// Every language and its text, by language code.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(lang, text)| (&**lang, &**text))
    }
}

/// Whether two languages are of a kind, by their codes: a reader of `fr-CH` reads `fr`.
pub fn is_kin(one: &str, other: &str) -> bool {
    let primary = |code: &str| code.split_once('-').map_or(code.len(), |(primary, _)| primary.len());
    one[..primary(one)].eq_ignore_ascii_case(&other[..primary(other)])
}

impl<L: Into<String>, T: Into<String>> FromIterator<(L, T)> for Localized {
    fn from_iter<I: IntoIterator<Item = (L, T)>>(pairs: I) -> Self {
        let pairs = pairs.into_iter();
        Self(pairs.map(|(l, t)| (l.into(), t.into())).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(texts: &[(&str, &str)], asked: &str, want: (&str, &str)) {
        let localized: Localized = texts.iter().copied().collect();
        assert_eq!(localized.best(asked), want);
    }

    #[test]
    fn the_asked_language_comes_first() {
        check(&[("en", "Baku"), ("fr", "Bakou")], "en", ("en", "Baku"));
    }

    #[test]
    fn one_of_its_kind_stands_in_then_english() {
        check(&[("az", "Bakı"), ("en", "Baku"), ("fr", "Bakou")], "fr-CH", ("fr", "Bakou"));
        check(&[("en", "Baku"), ("pt-BR", "Baku (BR)")], "pt", ("pt-BR", "Baku (BR)"));
        check(&[("az", "Bakı"), ("en", "Baku"), ("fr", "Bakou")], "de", ("en", "Baku"));
    }

    #[test]
    fn codes_are_compared_whatever_their_case() {
        check(&[("fr", "Bakou"), ("zh-Hant", "巴庫")], "zh-hant", ("zh-Hant", "巴庫"));
        check(&[("en", "Baku"), ("fr", "Bakou")], "FR-ch", ("fr", "Bakou"));
    }

    #[test]
    fn then_any_language() {
        check(&[("hy", "Բաքու")], "de", ("hy", "Բաքու"));
    }

    #[track_caller]
    fn check_value(json: &str, want: Option<&[(&str, &str)]>) {
        let value: Value = serde_json::from_str(json).expect("fixture is JSON");
        let want = want.map(|texts| texts.iter().copied().collect());
        assert_eq!(Localized::from_value(&value), want);
    }

    #[test]
    fn a_property_is_an_object_of_texts() {
        check_value(r#"{"fr": "Bakou", "en": "Baku"}"#, Some(&[("en", "Baku"), ("fr", "Bakou")]));
        check_value("{}", Some(&[]));
    }

    #[test]
    fn of_a_property_without_end_the_beginning_is_read() {
        let value = serde_json::json!({ "fr": "é".repeat(100_000) });
        let read = Localized::from_value(&value).expect("a text");
        assert_eq!(read.get("fr").map(|text| text.chars().count()), Some(LONGEST));
    }

    #[test]
    fn any_other_property_is_no_text_by_language() {
        check_value("null", None);
        check_value(r#""Bakou""#, None);
        check_value(r#"["Bakou"]"#, None);
        check_value(r#"{"fr": "Bakou", "en": null}"#, None);
    }

    #[test]
    fn nothing_is_an_empty_text_in_the_asked_language() {
        check(&[], "en", ("en", ""));
    }
}
