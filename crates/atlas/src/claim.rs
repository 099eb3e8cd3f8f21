//! `claims.json`: the source, who speaks, and what each claims in which
//! words. How an excerpt is found again is in `excerpt`; the article's text
//! is nowhere.

use lean::ByName;
use serde::{Serialize, Serializer};

use crate::error::{self, AtlasError, FileKind};
use crate::excerpt::{self, Selector};
use crate::json::{At, FromJson, Problem, id, object, words};
use crate::localized::Localized;
use crate::when::DateError;
use crate::when::{Interval, PartialDate};

/// `claims.json`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ClaimFile {
    /// The article that every claim rests on.
    pub source: Source,
    /// Who speaks in it.
    pub speakers: Vec<Speaker>,
    /// What each kind of claim is called, by id: `demand`, `statement`, …
    pub kinds: ByName<Localized>,
    /// What is said, in the article's order.
    pub claims: Vec<Claim>,
}

/// An article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Source {
    /// Name of the source, kebab-case.
    pub id: String,
    /// The paper.
    pub publisher: String,
    /// The headline, in the article's language.
    pub title: String,
    /// When it appeared.
    pub published: Published,
    /// The article's language (BCP 47): that of its title and every excerpt.
    pub language: String,
    /// Where to read it.
    #[serde(default)]
    pub url: Option<String>,
    /// What is to be known of that address.
    #[serde(default)]
    pub url_note: Option<String>,
    /// SHA-256, in lower-case hex, of the UTF-8 text that excerpts were
    /// anchored in.
    #[serde(default)]
    pub sha256: Option<String>,
    /// When that text was read.
    #[serde(default)]
    pub accessed: Option<PartialDate>,
}

/// When an article appeared: a day, and a time of day where it is known
/// (`2024-04-17T14:27+02:00`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(into = "String")]
pub struct Published {
    text: String,
    on: PartialDate,
}

/// One who speaks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Speaker {
    /// Name of the speaker, kebab-case.
    pub id: String,
    /// Id of the party spoken for.
    pub party: String,
    /// "Hikmet Hajiev"
    pub name: Localized,
    /// "conseiller du président azerbaïdjanais"
    pub role: Localized,
}

/// One statement that the article reports, about one or more regions.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Claim {
    /// Name of the claim, kebab-case.
    pub id: String,
    /// Its place in the article, from 1.
    pub order: u32,
    /// Id of a kind.
    pub kind: String,
    /// Id of the speaker.
    pub speaker: String,
    /// Who carried the words: a speaker's id, or a name. See `Atlas::via`.
    #[serde(default)]
    pub via: Option<String>,
    /// Where in the article.
    pub paragraph: Paragraph,
    /// How its excerpt is found in the article.
    pub selectors: Vec<Selector>,
    /// What it says, in our words.
    pub summary: Localized,
    /// What the excerpt leaves out, in our words, where that changes its sense.
    #[serde(default)]
    pub omitted: Option<Localized>,
    /// Ids of the regions it is about, the main one first.
    pub regions: Vec<String>,
    /// The time it speaks of.
    #[serde(default)]
    pub when: Interval,
}

/// Where in an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paragraph {
    /// A paragraph of the body, from 1.
    Number(u32),
    /// The caption of the picture.
    Caption,
}

/// Who carried a claim's words.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Via<'a> {
    /// A speaker of the atlas, most often the article itself.
    Speaker(&'a Speaker),
    /// A name from outside: an agency, a photographer.
    Named(&'a str),
}

impl ClaimFile {
    /// Reads the text of `claims.json`.
    ///
    /// Keys it does not know are passed over.
    ///
    /// # Errors
    /// Where, what was got and what was expected.
    pub fn parse(text: &str) -> Result<Self, AtlasError> {
        error::read(FileKind::Claims, text)
    }

    /// [`Self::parse`] of JSON that was parsed elsewhere, as by a browser.
    ///
    /// # Errors
    /// A key is missing, or something is of another kind than expected.
    pub fn from_value(value: &serde_json::Value) -> Result<Self, AtlasError> {
        error::read_value(FileKind::Claims, value)
    }
}

impl Source {
    /// The day it appeared.
    pub fn published_on(&self) -> PartialDate {
        self.published.on
    }
}

impl Claim {
    /// The words quoted: those of the first quote selector.
    ///
    /// `None` where there is none; `check` finds that.
    pub fn exact(&self) -> Option<&str> {
        excerpt::exact(&self.selectors)
    }

    /// Whether it names this very region.
    pub fn is_about(&self, region: &str) -> bool {
        self.regions.iter().any(|r| r == region)
    }
}

impl Published {
    /// As the file has it (ISO 8601).
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl TryFrom<String> for Published {
    type Error = DateError;

    /// The day is checked; what follows `T` is kept as it is.
    fn try_from(text: String) -> Result<Self, DateError> {
        let day = text.split_once('T').map_or(&*text, |(day, _)| day);
        let on = day.parse()?;
        Ok(Self { text, on })
    }
}

impl From<Published> for String {
    fn from(published: Published) -> Self {
        published.text
    }
}

impl Serialize for Paragraph {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Number(number) => to.serialize_u32(*number),
            Self::Caption => to.serialize_str("caption"),
        }
    }
}

impl FromJson for Paragraph {
    fn from_json(at: At<'_>) -> Result<Self, Problem> {
        let number = at.whole().ok().filter(|number| *number > 0);
        match (number, at.value().as_str()) {
            (Some(number), _) => Ok(Self::Number(number)),
            (None, Some("caption")) => Ok(Self::Caption),
            _ => Err(at.expected("a paragraph number from 1 or \"caption\"")),
        }
    }
}

impl FromJson for Published {
    fn from_json(at: At<'_>) -> Result<Self, Problem> {
        Self::try_from(words(at)?.to_owned()).map_err(|error| at.problem(error.to_string()))
    }
}

object!(ClaimFile { source: must, speakers: must, kinds: must, claims: must });
object!(Source {
    id: is(id),
    publisher: must,
    title: must,
    published: must,
    language: must,
    url: may,
    url_note: may,
    sha256: may,
    accessed: may,
});
object!(Speaker { id: is(id), party: must, name: must, role: must });
object!(Claim {
    id: is(id),
    order: must,
    kind: must,
    speaker: must,
    via: may,
    paragraph: must,
    selectors: must,
    summary: must,
    omitted: may,
    regions: must,
    when: or(Interval::default()),
});
