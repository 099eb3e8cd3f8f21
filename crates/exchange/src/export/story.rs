//! What an export is made of: an atlas, and what its regions are drawn by.

use atlas::manifest::Role;
use atlas::{Atlas, AtlasError, Chronicle, Interval, Localized, Region};
use carto::label::anchors_on_land;
use carto::projection::{project, unproject};
use carto::{LonLat, WorldBounds};
use lint::Folder;
use lint::folder::text;
use serde_json::{Map, Value};

use super::format::Format;
use crate::import::{DEEPEST, Part, Position, geometry_of};
use crate::ledger::{Ledger, Place, Thing};

/// An atlas with the shapes of its regions.
#[derive(Debug)]
pub struct Story {
    pub(crate) atlas: Atlas,
    pub(crate) chronicle: Option<Chronicle>,
    /// Region by region in the article's order, then what no region is drawn by.
    pub(crate) drawn: Vec<Drawn>,
    /// Features that cannot be read, and why.
    broken: Vec<(Place, String)>,
    /// Layers of which nothing is a region's.
    around: Vec<String>,
}

/// A feature.
#[derive(Debug)]
pub(crate) struct Drawn {
    /// Ids of the regions that it draws, in the article's order: most often one.
    pub regions: Vec<String>,
    /// Id of its layer.
    pub layer: String,
    pub id: String,
    pub properties: Map<String, Value>,
    /// As the layer has it.
    pub geometry: Value,
    pub parts: Vec<Part>,
    /// When it is true; always, where empty.
    pub when: Vec<Interval>,
}

/// How many there are of what is said.
pub(crate) struct Counts {
    pub regions: usize,
    pub claims: usize,
    pub names: usize,
    pub notes: usize,
}

/// Why an atlas is not exported.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// A file that is not there, or no text.
    #[error("{0}")]
    File(String),
    /// A file that is not as an atlas has it.
    #[error(transparent)]
    Atlas(#[from] AtlasError),
}

impl Story {
    /// Reads the atlas in `folder`. Whether its files agree is the check's question: what
    /// cannot be read of a layer stands in the ledger.
    ///
    /// # Errors
    /// Its texts, or a layer of its story, cannot be read.
    pub fn read(folder: &dyn Folder) -> Result<Self, ExportError> {
        let text = |file: &str| text(folder, file).map_err(ExportError::File);
        let manifest = atlas::Manifest::parse(&text(atlas::check::MANIFEST_FILE)?)?;
        let regions = atlas::RegionFile::parse(&text(&manifest.regions)?)?;
        let claims = atlas::ClaimFile::parse(&text(&manifest.claims)?)?;
        let chronicle = match &manifest.chronicle {
            Some(file) => Some(Chronicle::parse(&text(file)?)?),
            None => None,
        };
        let atlas = Atlas { manifest, regions, claims };
        let mut story = Self { atlas, chronicle, drawn: Vec::new(), broken: Vec::new(), around: Vec::new() };
        let mut drawn: Vec<Drawn> = Vec::new();
        for entry in &story.atlas.manifest.layers {
            let draws = |region: &Region| region.drawn_by.iter().any(|by| by.layer == entry.id);
            let is_told = entry.role == Role::Story || story.atlas.regions.regions.iter().any(draws);
            if !is_told || entry.is_by_parts() {
                story.around.push(entry.id.clone());
                continue;
            }
            let all = features(&entry.id, &text(&entry.file)?, &mut story.broken)
                .map_err(|why| ExportError::File(format!("{}: {why}", entry.file)))?;
            drawn.extend(all);
        }
        let places: Vec<&Region> = story.atlas.regions_in_order();
        for one in &mut drawn {
            let draws = |region: &&&Region| {
                region.drawn_by.iter().any(|by| by.layer == one.layer && by.feature == one.id)
            };
            let regions = places.iter().filter(draws).map(|region| region.id.clone()).collect();
            one.regions = regions;
        }
        // What lies around in a layer that a region is drawn by stays behind too.
        let is_story = |id: &str| story.atlas.layer(id).is_some_and(|entry| entry.role == Role::Story);
        drawn.retain(|one| !one.regions.is_empty() || is_story(&one.layer));
        let place = |one: &Drawn| {
            let first = one.regions.first();
            first.map_or(places.len(), |id| places.iter().position(|region| region.id == *id).unwrap_or(0))
        };
        drawn.sort_by_key(place);
        story.drawn = drawn;
        Ok(story)
    }

    /// The atlas's id.
    pub fn id(&self) -> &str {
        &self.atlas.manifest.id
    }

    /// The atlas's first language.
    pub fn language(&self) -> &str {
        self.atlas.manifest.languages.first().map_or("en", String::as_str)
    }

    /// What a region is drawn by.
    pub(crate) fn of<'a>(&'a self, region: &'a str) -> impl Iterator<Item = &'a Drawn> {
        self.drawn.iter().filter(move |one| one.regions.iter().any(|id| id == region))
    }

    /// A position in a region, longitude and latitude in degrees: where its label stands, or
    /// where the map would write a name on what is drawn of it at the atlas's own date, else
    /// at another. `None` where nothing is.
    pub(crate) fn position(&self, region: &Region) -> Option<[f64; 2]> {
        let as_of = self.atlas.manifest.as_of;
        let now = self.of(&region.id).filter(|one| Interval::hold(&one.when, as_of));
        let mut all = now.chain(self.of(&region.id));
        region.label_at.or_else(|| all.find_map(|one| inside(&one.parts)))
    }

    /// Writes down what becomes of all that lies around the story.
    pub(crate) fn account(&self, format: Format, ledger: &mut Ledger) {
        for (place, why) in &self.broken {
            ledger.dropped(Thing::Feature, 1, why.clone(), place);
        }
        for layer in &self.around {
            let place = Place { layer: Some(layer.clone()), ..Place::default() };
            ledger.dropped(Thing::Layer, 1, "lying around what the article is about", &place);
        }
        let nowhere = Place::default();
        let manifest = &self.atlas.manifest;
        let pictures = usize::from(manifest.relief.is_some()) + usize::from(manifest.locator.is_some());
        ledger.dropped(Thing::Layer, pictures, "relief and locator: pictures of the page", &nowhere);
        let events = self.chronicle.as_ref().map_or(0, |chronicle| {
            chronicle.events.len() + chronicle.since.as_ref().map_or(0, |since| since.events.len())
        });
        if format == Format::GeoJson {
            ledger.kept(Thing::Event, events);
        } else {
            ledger.dropped(Thing::Event, events, "the format has places, and no chronicle", &nowhere);
        }
    }

    /// How many claims there are, names and notes of regions.
    pub(crate) fn counts(&self) -> Counts {
        let sum = |of: fn(&Region) -> usize| self.atlas.regions.regions.iter().map(of).sum();
        Counts {
            regions: self.atlas.regions.regions.len(),
            claims: self.atlas.claims.claims.len(),
            names: sum(|region| region.names.len()),
            notes: sum(|region| region.notes.len()),
        }
    }
}

/// The features of a layer; those that are none are `broken`.
fn features(layer: &str, text: &str, broken: &mut Vec<(Place, String)>) -> Result<Vec<Drawn>, String> {
    let root: Value = serde_json::from_str(lint::unmarked(text)).map_err(|why| why.to_string())?;
    let all = root.get("features").and_then(Value::as_array).ok_or("expected a FeatureCollection")?;
    let mut features = Vec::new();
    for (at, feature) in all.iter().enumerate() {
        let properties = feature.get("properties").and_then(Value::as_object).cloned().unwrap_or_default();
        let id = feature.get("id").map(|id| id.as_str().map_or_else(|| id.to_string(), str::to_owned));
        let geometry = feature.get("geometry").cloned().unwrap_or_default();
        let mut parts = Vec::new();
        if let Err(why) = geometry_of(&geometry, &mut parts, DEEPEST) {
            let place = Place { layer: Some(layer.to_owned()), feature: Some(at + 1), name: id };
            broken.push((place, why));
            continue;
        }
        features.push(Drawn {
            regions: Vec::new(),
            layer: layer.to_owned(),
            id: id.unwrap_or_else(|| format!("{layer}-{}", at + 1)),
            when: Interval::of_feature(&properties),
            properties,
            geometry,
            parts,
        });
    }
    Ok(features)
}

impl Drawn {
    /// What it is called: by itself, else as its region.
    pub fn name(&self, atlas: &Atlas) -> Option<Localized> {
        let own = self.properties.get("name").and_then(Localized::from_value);
        own.or_else(|| Some(atlas.region(self.regions.first()?)?.label.clone()))
    }

    /// A text that it says of itself.
    pub fn said(&self, key: &str) -> Option<&str> {
        self.properties.get(key).and_then(Value::as_str)
    }

    pub fn place(&self) -> Place {
        Place { layer: Some(self.layer.clone()), feature: None, name: Some(self.id.clone()) }
    }
}

/// A position on what is drawn: in an area where a name would stand, at the vertex in the
/// middle of a line, or at a point.
fn inside(parts: &[Part]) -> Option<[f64; 2]> {
    let world = |at: &Position| project(LonLat { lon: at.x, lat: at.y });
    let rings: Vec<Vec<_>> = parts
        .iter()
        .filter_map(|part| if let Part::Area(rings) = part { Some(rings) } else { None })
        .flatten()
        .map(|ring| ring.iter().map(world).collect())
        .collect();
    let window = WorldBounds::around(rings.iter().flatten().copied());
    if let Some(at) = anchors_on_land(&rings, &window).first() {
        let LonLat { lon, lat } = unproject(*at);
        return Some([lon, lat].map(|degrees| (degrees * 1e5).round() / 1e5));
    }
    parts.iter().find_map(|part| match part {
        Part::Point(at) => Some([at.x, at.y]),
        Part::Line(line) => line.get(line.len() / 2).map(|at| [at.x, at.y]),
        Part::Area(_) => None,
    })
}
