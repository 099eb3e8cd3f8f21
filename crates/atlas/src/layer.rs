//! What a layer of an atlas is beyond GeoJSON, written down for editors and other programs:
//! a schema, which no code reads. Layers are read by the crates that draw them, key by key,
//! and other keys are nobody's harm.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde_json::Value;

use crate::localized::Localized;
use crate::when::PartialDate;

/// A layer of an atlas: a collection of features (RFC 7946), positions in degrees,
/// longitude first.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "a schema is made of it, and nothing else")]
pub struct Layer {
    /// `FeatureCollection`.
    r#type: String,
    /// The box that it lies in: west, south, east, north.
    bbox: Option<[f64; 4]>,
    /// What it has, the lowest first.
    features: Vec<Feature>,
}

/// Something that is drawn.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "a schema is made of it, and nothing else")]
struct Feature {
    /// `Feature`.
    r#type: String,
    /// Its name in this layer, kebab-case.
    id: String,
    /// What it is, and how it is drawn.
    properties: Properties,
    /// Where: a geometry of RFC 7946.
    geometry: Value,
}

/// The `properties` of a feature in a layer of an atlas.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "a schema is made of it, and nothing else")]
struct Properties {
    /// How it is drawn: `outline`, `dotted-outline`, `hatched`, `dashed-band`,
    /// `dashed-band-light`, `contact-line`, `road`, `town`, `village` or `marker` for what
    /// the article is about; `country`, `neighbour`, `district`, `sea`, `lake`, `river`,
    /// `state-border` or `place` for the base map.
    style: String,
    /// The heading of SOURCES.md that tells its origin.
    source: String,
    /// Id of the region that it draws, whose `drawn_by` names it in turn.
    region: Option<String>,
    /// What the map or the legend calls it.
    name: Option<Localized>,
    /// What the parties call it, by language: written in place of the reader's name where
    /// a reader asks for local names.
    local_names: Option<BTreeMap<String, String>>,
    /// Id of the party that holds it: the colour of the land.
    held_by: Option<String>,
    /// Id of the party that claims it: the colour of the hatching, and its direction.
    claimed_by: Option<String>,
    /// When it is drawn; always, where that is not said (Linked Places).
    when: Option<When>,
    /// How exact it is: `surveyed`, `generalised`, `approximate`, `indicative` or
    /// `schematic`. The last three are drawn as a hint.
    precision: Option<String>,
    /// What a reader must know of that.
    precision_note: Option<Localized>,
    /// How great it is among its like, 1 the greatest: towns and rivers.
    rank: Option<f64>,
    /// From which zoom on its name, and a town itself, is on the map.
    minzoom: Option<f64>,
    /// Up to which zoom it is drawn.
    maxzoom: Option<f64>,
    /// Whether a town is a capital.
    #[serde(default)]
    capital: bool,
    /// Which of the two colours of land a `country` has: 1 or 2.
    tint: Option<u8>,
}

/// When something is true.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "a schema is made of it, and nothing else")]
struct When {
    /// One span at least.
    timespans: Vec<Timespan>,
}

/// A span of time, both ends in it; open where one is missing.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "a schema is made of it, and nothing else")]
struct Timespan {
    /// Its first date, the whole of it.
    start: Option<End>,
    /// Its last date, the whole of it.
    end: Option<End>,
}

/// An end of a span.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "a schema is made of it, and nothing else")]
struct End {
    /// The date.
    r#in: PartialDate,
}
