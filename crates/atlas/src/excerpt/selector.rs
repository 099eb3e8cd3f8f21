//! How an atlas says where in its article an excerpt stands.

use serde::Serialize;

use crate::json::{At, FromJson, Problem, words};

/// How to find an excerpt in a text.
///
/// See <https://www.w3.org/TR/annotation-model/#selectors>.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "type")]
pub enum Selector {
    /// By its words, and where they occur twice by what stands around them.
    #[serde(rename = "TextQuoteSelector")]
    Quote {
        /// The words themselves.
        exact: String,
        /// What stands right before them.
        #[serde(default)]
        prefix: Option<String>,
        /// What stands right after them.
        #[serde(default)]
        suffix: Option<String>,
    },
    /// By its place, in code points from the text's start.
    #[serde(rename = "TextPositionSelector")]
    Position {
        /// The first code point.
        start: usize,
        /// The code point after the last.
        end: usize,
    },
}

impl FromJson for Selector {
    fn from_json(at: At<'_>) -> Result<Self, Problem> {
        let kind = at.field("type")?;
        match kind.text()? {
            "TextQuoteSelector" => Ok(Self::Quote {
                // As the article has them, whatever they leave open.
                exact: words(at.field("exact")?)?.to_owned(),
                prefix: at.known("prefix")?.map(words).transpose()?.map(str::to_owned),
                suffix: at.known("suffix")?.map(words).transpose()?.map(str::to_owned),
            }),
            "TextPositionSelector" => Ok(Self::Position { start: at.must("start")?, end: at.must("end")? }),
            _ => Err(kind.expected("\"TextQuoteSelector\" or \"TextPositionSelector\"")),
        }
    }
}

/// The words of the first quote selector.
#[must_use]
pub fn exact(selectors: &[Selector]) -> Option<&str> {
    selectors.iter().find_map(|selector| match selector {
        Selector::Quote { exact, .. } => Some(&**exact),
        Selector::Position { .. } => None,
    })
}
