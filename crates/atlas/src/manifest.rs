//! `atlas.json`: what the atlas is called, what it draws, in which order, and
//! who its parties are. How a layer is drawn is not said here.

use serde::Serialize;

use crate::error::{self, AtlasError, FileKind};
use crate::json::{At, FromJson, Problem, id, object};
use crate::localized::Localized;
use crate::when::PartialDate;

/// A box in degrees: west, south, east, north (as a `bbox` of RFC 7946; one
/// whose west is more than its east lies across the antimeridian).
pub type Bounds = [f64; 4];

/// Whether a position lies within `bounds`, edges included.
pub fn contains([west, south, east, north]: Bounds, [lon, lat]: [f64; 2]) -> bool {
    let is_between = if west > east { lon >= west || lon <= east } else { (west..=east).contains(&lon) };
    is_between && (south..=north).contains(&lat)
}

/// `atlas.json`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Manifest {
    /// Name of the atlas, kebab-case.
    pub id: String,
    /// Title.
    pub title: Localized,
    /// Subtitle.
    #[serde(default)]
    pub subtitle: Option<Localized>,
    /// Two sentences that a reader sees before any region is selected.
    pub introduction: Localized,
    /// The languages every text must have, the first one first offered.
    pub languages: Vec<String>,
    /// The date for which the map is true.
    pub as_of: PartialDate,
    /// What the first view must show.
    pub view: Bounds,
    /// What the layers cover: no camera needs to leave it.
    pub extent: Bounds,
    /// What drawing a line does not mean.
    pub disclaimer: Localized,
    /// The regions file, relative to the manifest.
    pub regions: String,
    /// The claims file, relative to the manifest.
    pub claims: String,
    /// The chronicle, relative to the manifest.
    #[serde(default)]
    pub chronicle: Option<String>,
    /// Shading to lay over the land.
    #[serde(default)]
    pub relief: Option<Relief>,
    /// Says where on Earth the map lies.
    #[serde(default)]
    pub locator: Option<Locator>,
    /// In drawing order, the lowest first.
    pub layers: Vec<LayerEntry>,
    /// Who speaks, holds or claims.
    pub parties: Vec<Party>,
    /// Whom to thank, on the page.
    pub credits: Vec<Credit>,
}

/// One file, drawn as one layer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LayerEntry {
    /// Name of the layer, kebab-case.
    pub id: String,
    /// The file, relative to the manifest: GeoJSON (RFC 7946). For a layer of the base map
    /// also `FlatGeobuf` with its index (`.fgb`), of which is fetched what a reader looks at,
    /// however large it is.
    pub file: String,
    /// Base map, or what the article is about.
    pub role: Role,
    /// What its switch and the legend call it.
    pub name: Localized,
    /// Whether the reader can switch it off.
    #[serde(default)]
    pub switch: bool,
    /// Whether it starts switched on.
    #[cfg_attr(feature = "schema", serde(default = "yes"))]
    pub on: bool,
    /// For a layer of the base map: the styles that the legend shows beside its
    /// name, two at most. Where none is said, those of its features that the
    /// page has by then.
    #[serde(default)]
    pub legend: Vec<String>,
}

impl LayerEntry {
    /// Whether the file is read by parts, as its reader looks at it.
    pub fn is_by_parts(&self) -> bool {
        self.file.rsplit_once('.').is_some_and(|(_, extension)| extension == "fgb")
    }
}

/// What `on` is where it is not said; for the schema.
#[cfg(feature = "schema")]
fn yes() -> bool {
    true
}

/// What a layer is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// The base map: land, water, borders, places.
    Base,
    /// What the article is about: its features belong to regions.
    Story,
}

/// An image of the relief, its rows already in Web Mercator.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Relief {
    /// The image, relative to the manifest.
    pub file: String,
    /// What it covers.
    pub bounds: Bounds,
    /// What its switch calls it.
    pub name: Localized,
    /// Id of the layer that it shades: it lies right above that one, and is not
    /// seen without it. The lowest, where it is not said.
    #[serde(default)]
    pub above: Option<String>,
}

/// A small map of the land around, which the build draws into the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Locator {
    /// GeoJSON of its land, relative to the manifest: polygons that reach as far as
    /// the small map does, without borders.
    pub file: String,
    /// Where the map lies, in words: "South Caucasus".
    pub text: Localized,
}

/// A side, or a voice, of the story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Party {
    /// Name of the party, kebab-case.
    pub id: String,
    /// What readers know it as: "Bakou".
    pub name: Localized,
    /// "azerbaïdjanais", for sentences that need it.
    #[serde(default)]
    pub adjective: Option<Localized>,
    /// Whether it speaks alone: it holds nothing and claims nothing on the map,
    /// and has no colour of its own.
    #[serde(default)]
    pub voice: bool,
}

/// Whose data the map is made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Credit {
    /// As its owner asks for it: "© OpenStreetMap contributors".
    pub text: String,
    /// `"ODbL 1.0"`
    #[serde(default)]
    pub licence: Option<String>,
    /// Where to read more.
    #[serde(default)]
    pub url: Option<String>,
}

object!(Manifest {
    id: is(id),
    title: must,
    subtitle: may,
    introduction: must,
    languages: must,
    as_of: must,
    view: is(bounds),
    extent: is(bounds),
    disclaimer: must,
    regions: must,
    claims: must,
    chronicle: may,
    relief: may,
    locator: may,
    layers: must,
    parties: must,
    credits: must,
});
object!(LayerEntry {
    id: is(layer_id),
    file: must,
    role: must,
    name: must,
    switch: or(false),
    on: or(true),
    legend: or(Vec::new())
});
object!(Relief { file: must, bounds: is(bounds), name: must, above: may });
object!(Locator { file: must, text: must });
object!(Party { id: is(id), name: must, adjective: may, voice: or(false) });
object!(Credit { text: must, licence: may, url: may });

/// How many parties that are no voices are told apart, by colour and by hatching.
pub const MOST_SIDES: usize = 6;

/// What the relief is called among the layers.
pub const RELIEF: &str = "relief";

/// An id that is not the relief's.
fn layer_id(at: At<'_>) -> Result<String, Problem> {
    let read = id(at)?;
    if read == RELIEF { Err(at.expected("another id: this is the relief's")) } else { Ok(read) }
}

/// A box in degrees that a map can show.
fn bounds(at: At<'_>) -> Result<Bounds, Problem> {
    let read = FromJson::from_json(at)?;
    broken_rule(read).map_or(Ok(read), |rule| Err(at.problem(format!("expected {rule}"))))
}

/// How far from the equator the map's projection reaches, in whole degrees.
pub(crate) const MERCATOR: f64 = 85.;

/// What a box must keep and does not.
pub(crate) fn broken_rule([west, south, east, north]: Bounds) -> Option<&'static str> {
    /// The least extent, in degrees: a street's.
    const LEAST: f64 = 1e-3;
    /// Degrees across the antimeridian: a box of a country whose west and east
    /// were exchanged is wider.
    const WIDEST: f64 = 300.;
    let width = if west > east { east + 360. - west } else { east - west };
    if west > east && width > WIDEST {
        Some("west less than east, or more where it lies across the antimeridian")
    } else if west == east {
        Some("west less than east")
    } else if south >= north {
        Some("south less than north")
    } else if west.min(east) < -180. || west.max(east) > 180. || south < -90. || north > 90. {
        Some("degrees: longitude first, within ±180, then latitude, within ±90")
    } else if width < LEAST || north.min(MERCATOR) - south.max(-MERCATOR) < LEAST {
        Some("at least a thousandth of a degree, between 85° south and 85° north")
    } else {
        None
    }
}

impl FromJson for Role {
    fn from_json(at: At<'_>) -> Result<Self, Problem> {
        match at.text()? {
            "base" => Ok(Self::Base),
            "story" => Ok(Self::Story),
            _ => Err(at.expected("\"base\" or \"story\"")),
        }
    }
}

impl Manifest {
    /// Reads the text of `atlas.json`.
    ///
    /// Keys it does not know are passed over.
    ///
    /// # Errors
    /// Where, what was got and what was expected.
    pub fn parse(text: &str) -> Result<Self, AtlasError> {
        error::read(FileKind::Manifest, text)
    }

    /// The parties that can hold and claim, in the file's order.
    pub fn sides(&self) -> impl Iterator<Item = &Party> {
        self.parties.iter().filter(|party| !party.voice)
    }

    /// The number of a party among [`Self::sides`], by which it has its colour
    /// and hatching; `None` for a voice, and for an unknown id.
    pub fn side(&self, id: &str) -> Option<usize> {
        self.sides().position(|party| party.id == id)
    }

    /// [`Self::parse`] of JSON that was parsed elsewhere, as by a browser.
    ///
    /// # Errors
    /// A key is missing, or something is of another kind than expected.
    pub fn from_value(value: &serde_json::Value) -> Result<Self, AtlasError> {
        error::read_value(FileKind::Manifest, value)
    }
}
