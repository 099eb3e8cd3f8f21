//! `regions.json`: what a reader can select, with its names, notes and
//! references. Shapes stay in the layers; `drawn_by` only points at them.

use lean::ByName;
use serde::Serialize;

use crate::error::{self, AtlasError, FileKind};
use crate::json::{At, FromJson, Problem, id, object, position};
use crate::localized::Localized;

/// `regions.json`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RegionFile {
    /// The list a reader sees, in the article's order.
    pub themes: Vec<Theme>,
    /// Every region.
    pub regions: Vec<Region>,
    /// What notes and names rest on, by id.
    #[serde(default)]
    pub references: ByName<Reference>,
}

/// A heading in the list of regions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Theme {
    /// Name of the theme, kebab-case.
    pub id: String,
    /// The heading.
    pub name: Localized,
    /// Ids of top-level regions. Children follow their parent.
    pub regions: Vec<String>,
}

/// A place of the article, on the map and in the text.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Region {
    /// Name of the region, kebab-case English: `yukhari-askipara`.
    pub id: String,
    /// The region it is part of. One level: a parent has no parent.
    #[serde(default)]
    pub parent: Option<String>,
    /// What kind of place, in neutral or attributed words.
    pub kind: Localized,
    /// What the map and the list call it.
    pub label: Localized,
    /// How much the article is about it; where it is not said, a part of another
    /// region is minor, any other usual. See [`Region::weight`].
    #[serde(default)]
    pub weight: Option<Weight>,
    /// Its names, in any order: `names::in_order` orders them.
    pub names: Vec<Toponym>,
    /// How things stood at the manifest's as-of date.
    #[serde(default)]
    pub notes: Vec<Note>,
    /// What a reader must know of how exact the drawing is.
    #[serde(default)]
    pub precision: Option<Localized>,
    /// The features that show it.
    #[serde(default)]
    pub drawn_by: Vec<DrawnBy>,
    /// Near which of its parts its label stands when it has no shape of its own:
    /// longitude, latitude in degrees.
    #[serde(default)]
    pub label_at: Option<[f64; 2]>,
}

/// How much an article is about a region: whose name is the larger, and finds
/// its place on the map first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Weight {
    /// One of its subjects.
    Main,
    /// Spoken of.
    Usual,
    /// A part, or an aside.
    Minor,
}

/// One name of a region, in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Toponym {
    /// The name, in its own script.
    pub toponym: String,
    /// Its language (BCP 47).
    pub lang: String,
    /// The party that uses it, where that is the point.
    #[serde(default)]
    pub party: Option<String>,
    /// The form the article uses; with `variant`, one that it gives beside
    /// its own ("Artsvashen (Bashkend en azéri)").
    #[serde(default)]
    pub article: bool,
    /// Another spelling or a lesser used name.
    #[serde(default)]
    pub variant: bool,
    /// Ids of references.
    #[serde(default)]
    pub sources: Vec<String>,
}

/// A sentence or two on how things stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Note {
    /// The sentence.
    pub text: Localized,
    /// Ids of references.
    #[serde(default)]
    pub sources: Vec<String>,
}

/// A feature that shows a region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DrawnBy {
    /// Id of a layer of the manifest.
    pub layer: String,
    /// Id of a feature in that layer.
    pub feature: String,
}

/// What a note or a name rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Reference {
    /// What it is.
    pub title: String,
    /// Where to read it.
    #[serde(default)]
    pub url: Option<String>,
    /// When it appeared, as the reference itself says.
    #[serde(default)]
    pub date: Option<String>,
    /// Whose voice it is, where it has one.
    #[serde(default)]
    pub side: Option<String>,
}

object!(RegionFile { themes: must, regions: must, references: or(ByName::new()) });
object!(Theme { id: is(id), name: must, regions: must });
object!(Region {
    id: is(id),
    parent: may,
    kind: must,
    label: must,
    weight: may,
    names: must,
    notes: or(Vec::new()),
    precision: may,
    drawn_by: or(Vec::new()),
    label_at: may_be(position),
});
object!(Toponym {
    toponym: must,
    lang: must,
    party: may,
    article: or(false),
    variant: or(false),
    sources: or(Vec::new()),
});
object!(Note { text: must, sources: or(Vec::new()) });
object!(DrawnBy { layer: must, feature: must });
object!(Reference { title: must, url: may, date: may, side: may });

impl FromJson for Weight {
    fn from_json(at: At<'_>) -> Result<Self, Problem> {
        match at.text()? {
            "main" => Ok(Self::Main),
            "usual" => Ok(Self::Usual),
            "minor" => Ok(Self::Minor),
            _ => Err(at.expected("main, usual or minor")),
        }
    }
}

impl Region {
    /// How much the article is about it.
    pub fn weight(&self) -> Weight {
        let own = if self.parent.is_some() { Weight::Minor } else { Weight::Usual };
        self.weight.unwrap_or(own)
    }
}

impl RegionFile {
    /// Reads the text of `regions.json`.
    ///
    /// Keys it does not know are passed over.
    ///
    /// # Errors
    /// Where, what was got and what was expected.
    pub fn parse(text: &str) -> Result<Self, AtlasError> {
        error::read(FileKind::Regions, text)
    }

    /// [`Self::parse`] of JSON that was parsed elsewhere, as by a browser.
    ///
    /// # Errors
    /// A key is missing, or something is of another kind than expected.
    pub fn from_value(value: &serde_json::Value) -> Result<Self, AtlasError> {
        error::read_value(FileKind::Regions, value)
    }
}
