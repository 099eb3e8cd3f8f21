//! The layers of what the article is about: their features, one by one. A change rewrites
//! what it concerns of one feature; then the box and the winding are those of RFC 7946 again.

use atlas::check::MANIFEST_FILE;
use atlas::manifest::{LayerEntry, Role};
use jsonc_parser::ast::{Object, Value as Ast};
use jsonc_parser::common::Ranged as _;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};
use serde_json::{Map, Value, json};

use crate::json as text;
use crate::project::Project;
use crate::refused::Refused;
use crate::shape::Shape;
use crate::words;

/// A feature that draws a region.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawn {
    /// The id of its layer.
    pub layer: String,
    /// The file of that.
    pub file: String,
    /// Its own id.
    pub id: String,
    /// Its properties.
    pub properties: Map<String, Value>,
    /// `None` for what cannot be edited here.
    pub shape: Option<Shape>,
}

impl Drawn {
    /// The region that it says it draws.
    #[must_use]
    pub fn region(&self) -> Option<&str> {
        self.property("region")
    }

    /// A property that is a text.
    #[must_use]
    pub fn property(&self, key: &str) -> Option<&str> {
        self.properties.get(key)?.as_str()
    }
}

/// Where a feature without another source comes from.
pub const OWN: &str = "own-drawing";

impl Project {
    /// Every feature of the story's layers, in drawing order. What of them cannot be read is
    /// left out: the check names it.
    #[must_use]
    pub fn drawn(&self) -> Vec<Drawn> {
        let layers = self.manifest().map(|manifest| manifest.layers).unwrap_or_default();
        let story = layers.into_iter().filter(|layer| layer.role == Role::Story);
        story.flat_map(|layer| features(&layer, self.text(&layer.file))).collect()
    }

    /// With one more feature that draws a region; answers the feature's id. It goes into the
    /// first layer of the story.
    ///
    /// # Errors
    /// There is no such layer or region, or their files cannot be read.
    pub fn draw(&self, region: &str, shape: &Shape) -> Result<(Self, String), Refused> {
        let manifest = self.manifest()?;
        let story = manifest.layers.iter().find(|layer| layer.role == Role::Story);
        let story = story.ok_or_else(|| Refused::missing(MANIFEST_FILE, "layer of the story"))?;
        let taken: Vec<String> =
            features(story, self.text(&story.file)).into_iter().map(|feature| feature.id).collect();
        let id = words::free(region, |id| taken.iter().any(|taken| taken == id));
        let properties = json!({
            "region": region,
            "style": shape.kind.styles()[0],
            "precision": "approximate",
            "source": OWN,
        });
        let feature = line(&id, &properties, &shape.geometry());
        let next = self.relayered(&story.file, |read, text| {
            let features = list(read).ok_or("no list of features")?;
            let (end, comma) = match features.elements.last() {
                Some(last) => (last.end(), ","),
                None => (features.start() + 1, ""),
            };
            Ok(format!("{}{comma}\n{feature}{}", &text[..end], &text[end..]))
        })?;
        let next = next.edited(&manifest.regions, |root| {
            let list = root.array_value("regions");
            let own = list.and_then(|list| text::by_id(&list, region));
            let own = own.ok_or_else(|| Refused::missing(&manifest.regions, region))?;
            let drawn_by = own.array_value_or_set("drawn_by");
            let entry = [("layer", (&*story.id).into()), ("feature", (&*id).into())];
            drawn_by.append(text::object(entry));
            Ok(())
        })?;
        Ok((next.with_heading(OWN, words::OWN_DRAWING).holding(shape)?, id))
    }

    /// With another shape of a feature.
    ///
    /// # Errors
    /// There is no such feature, or its file cannot be read.
    pub fn reshape(&self, file: &str, feature: &str, shape: &Shape) -> Result<Self, Refused> {
        let geometry = shape.geometry().to_string();
        self.refeatured(file, feature, |own| {
            Ok((
                own.get("geometry").ok_or("no geometry")?.value.start()
                    ..own.get("geometry").ok_or("no geometry")?.value.end(),
                geometry,
            ))
        })?
        .holding(shape)
    }

    /// With another property of a feature, or without it.
    ///
    /// # Errors
    /// As [`Self::reshape`]'s.
    pub fn set_property(
        &self,
        file: &str,
        feature: &str,
        key: &str,
        value: Option<&Value>,
    ) -> Result<Self, Refused> {
        let known = self.drawn().into_iter().find(|drawn| drawn.file == file && drawn.id == feature);
        let mut properties = known.ok_or_else(|| Refused::missing(file, feature))?.properties;
        match value {
            Some(value) => properties.insert(key.to_owned(), value.clone()),
            None => properties.remove(key),
        };
        let written = ordered(&properties);
        self.refeatured(file, feature, |own| {
            let range = own.get("properties").ok_or("no properties")?.value.range();
            Ok((range.start..range.end, written))
        })
    }

    /// Without a feature.
    ///
    /// # Errors
    /// As [`Self::reshape`]'s.
    pub fn erase(&self, file: &str, feature: &str) -> Result<Self, Refused> {
        let next = self.relayered(file, |read, text| {
            let features = list(read).ok_or("no list of features")?;
            let at = features.elements.iter().position(|one| has_id(one, feature));
            let at = at.ok_or("no such feature")?;
            let own = features.elements[at].range();
            // With the comma that parts it from its neighbour.
            let (start, end) = match (at.checked_sub(1), features.elements.get(at + 1)) {
                (_, Some(next)) => (own.start, next.start()),
                (Some(before), None) => (features.elements[before].end(), own.end),
                (None, None) => (own.start, own.end),
            };
            Ok(format!("{}{}", &text[..start], &text[end..]))
        })?;
        let manifest = self.manifest()?;
        let layers: Vec<&str> =
            manifest.layers.iter().filter(|layer| layer.file == file).map(|layer| &*layer.id).collect();
        next.edited(&manifest.regions, |root| {
            let regions = root.array_value("regions").map(|list| list.elements()).unwrap_or_default();
            for drawn_by in regions.iter().filter_map(|one| one.as_object()?.array_value("drawn_by")) {
                for entry in drawn_by.elements() {
                    let is_it = entry.as_object().is_some_and(|entry| {
                        text::text(&entry, "feature").as_deref() == Some(feature)
                            && text::text(&entry, "layer").is_some_and(|layer| layers.contains(&&*layer))
                    });
                    if is_it {
                        entry.remove();
                    }
                }
            }
            Ok(())
        })
    }

    /// With another piece of one feature's text.
    fn refeatured(
        &self,
        file: &str,
        feature: &str,
        edit: impl FnOnce(&Object<'_>) -> Result<(std::ops::Range<usize>, String), &'static str>,
    ) -> Result<Self, Refused> {
        self.relayered(file, |read, text| {
            let features = list(read).ok_or("no list of features")?;
            let own = features.elements.iter().find(|one| has_id(one, feature)).and_then(Ast::as_object);
            let (range, new) = edit(own.ok_or("no such feature")?)?;
            Ok(format!("{}{new}{}", &text[..range.start], &text[range.end..]))
        })
    }

    /// With another text of a layer, mended.
    fn relayered(
        &self,
        file: &str,
        edit: impl FnOnce(&Ast<'_>, &str) -> Result<String, &'static str>,
    ) -> Result<Self, Refused> {
        let no = |why: &str| Refused::Unreadable { file: file.to_owned(), why: why.to_owned() };
        let text = self.text(file).ok_or_else(|| Refused::missing(file, "text"))?;
        let text = lint::unmarked(text);
        let parsed = parse_to_ast(text, &CollectOptions::default(), &ParseOptions::default());
        let read = parsed.map_err(|why| no(&why.to_string()))?.value.ok_or_else(|| no("it is empty"))?;
        let next = edit(&read, text).map_err(no)?;
        let mended = lint::mend::mended(&next).map(|mended| mended.text);
        Ok(self.with(file, mended.unwrap_or(next)))
    }
}

/// The features of a layer's text; what of them cannot be read is left out.
pub fn features(LayerEntry { id: layer, file, .. }: &LayerEntry, text: Option<&str>) -> Vec<Drawn> {
    let read = text.and_then(|text| serde_json::from_str::<Value>(lint::unmarked(text)).ok());
    let features = read.as_ref().and_then(|read| read.get("features")?.as_array());
    let each = features.into_iter().flatten().filter_map(|feature| {
        let properties = feature.get("properties")?.as_object()?.clone();
        let id = feature.get("id")?.as_str()?.to_owned();
        let shape = feature.get("geometry").and_then(Shape::from_geometry);
        Some(Drawn { layer: layer.clone(), file: file.clone(), id, properties, shape })
    });
    each.collect()
}

fn list<'a, 't>(read: &'a Ast<'t>) -> Option<&'a jsonc_parser::ast::Array<'t>> {
    read.as_object()?.get("features")?.value.as_array()
}

fn has_id(feature: &Ast<'_>, id: &str) -> bool {
    let own = feature.as_object().and_then(|own| own.get("id")).map(|own| &own.value);
    matches!(own, Some(Ast::StringLit(own)) if own.value == id)
}

/// A feature, in a line, its members in the order in which people read them.
fn line(id: &str, properties: &Value, geometry: &Value) -> String {
    let properties = properties.as_object().map(ordered).unwrap_or_default();
    format!(
        "{{\"type\": \"Feature\", \"id\": {}, \"properties\": {properties}, \"geometry\": {geometry}}}",
        json!(id)
    )
}

/// Properties, in the order in which people read them.
fn ordered(properties: &Map<String, Value>) -> String {
    const FIRST: [&str; 7] = ["region", "name", "style", "held_by", "claimed_by", "when", "precision"];
    let first = FIRST.into_iter().filter_map(|key| properties.get_key_value(key));
    let rest = properties.iter().filter(|(key, _)| !FIRST.contains(&&***key));
    let each = first.chain(rest).map(|(key, value)| format!("{}: {value}", json!(key)));
    format!("{{{}}}", each.collect::<Vec<_>>().join(", "))
}
