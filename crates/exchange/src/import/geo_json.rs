//! GeoJSON of every habit: collections, features and geometries by themselves, a feature a
//! line, the reference systems of the standard of 2008.

use std::borrow::Cow;

use serde_json::{Map, Value};

use crate::import::builder::{At, Builder};
use crate::import::error::ImportError;
use crate::import::part::{Part, Position, Reference};
use crate::import::{properties, umap_layer};
use crate::ledger::{Place, Thing, shown};

const FORMAT: &str = "GeoJSON";
/// Collections within collections; deeper there is nothing that is drawn.
pub(crate) const DEEPEST: usize = 8;
/// What is computed anew, or read elsewhere.
const OF_COLLECTION: [&str; 5] = ["type", "features", "bbox", "crs", "name"];

/// The geometries of GeoJSON.
pub(crate) const GEOMETRIES: [&str; 7] =
    ["Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection"];

/// Reads one document.
pub(crate) fn read(builder: &mut Builder<'_>, stem: &str, root: &Value) -> Result<(), ImportError> {
    builder.reference = reference(root)?;
    let name = root.get("name").and_then(Value::as_str).filter(|name| !name.trim().is_empty());
    let is_collection = kind(root) == Some("FeatureCollection");
    // A layer that uMap writes by itself is called as among its map's.
    let name = name.or_else(|| umap_layer::name(root)).filter(|_| is_collection);
    let layer = builder.layer(name.unwrap_or(stem));
    if is_collection {
        let place = Place::default();
        let others = root.as_object().into_iter().flatten().map(|(key, _)| key.as_str());
        for key in others.filter(|key| !OF_COLLECTION.contains(key)) {
            let why = format!("“{}”: a layer of an atlas has no place for it", shown(key));
            builder.ledger.dropped(Thing::Member, 1, why, &place);
        }
    }
    let features = match (root, root.get("features")) {
        (Value::Array(features), _) => features,
        (_, Some(Value::Array(features))) if is_collection => features,
        _ if is_collection => {
            return Err(ImportError::unreadable(FORMAT, "a FeatureCollection without an array of features"));
        }
        (alone, _) => return item(builder, layer, alone),
    };
    features.iter().try_for_each(|feature| item(builder, layer, feature))
}

/// Reads a document a line.
pub(crate) fn read_lines(builder: &mut Builder<'_>, stem: &str, values: &[Value]) -> Result<(), ImportError> {
    let layer = builder.layer(stem);
    for value in values {
        builder.reference = reference(value)?;
        match value.get("features").and_then(Value::as_array) {
            Some(features) => features.iter().try_for_each(|feature| item(builder, layer, feature))?,
            None => item(builder, layer, value)?,
        }
    }
    Ok(())
}

/// A feature, or a geometry in a feature's place.
pub(crate) fn item(builder: &mut Builder<'_>, layer: At, value: &Value) -> Result<(), ImportError> {
    let is_geometry = kind(value).is_some_and(|kind| GEOMETRIES.contains(&kind));
    let properties = value.get("properties").and_then(Value::as_object).filter(|_| !is_geometry);
    let name = properties::called(properties, &builder.options.language);
    let place = builder.place(layer, name);
    if !is_geometry && kind(value) != Some("Feature") {
        let got = kind(value).map_or("no type".into(), |kind| Cow::from(format!("type “{}”", shown(kind))));
        builder.ledger.dropped(Thing::Feature, 1, format!("expected a Feature, got {got}"), &place);
        return Ok(());
    }
    let mut parts = Vec::new();
    let geometry = if is_geometry { Some(value) } else { value.get("geometry") };
    if let Err(why) = geometry.map_or(Ok(()), |geometry| geometry_of(geometry, &mut parts, DEEPEST)) {
        builder.ledger.dropped(Thing::Feature, 1, why, &place);
        return Ok(());
    }
    let mut draft = builder.draft(properties, properties::id(value.get("id")), &place);
    draft.parts = parts;
    if let Some(feature) = value.as_object().filter(|_| !is_geometry) {
        members(builder, feature, &place);
    }
    builder.add(layer, &place, draft)
}

/// Writes down what a feature has beside its properties.
fn members(builder: &mut Builder<'_>, feature: &Map<String, Value>, place: &Place) {
    for key in feature.keys() {
        if !["type", "id", "properties", "geometry", "bbox"].contains(&key.as_str()) {
            let why =
                format!("“{}”, beside the properties: a layer of an atlas has no place for it", shown(key));
            builder.ledger.dropped(Thing::Property, 1, why, place);
        }
    }
}

/// The parts of a geometry. None where it is null, which RFC 7946 allows.
///
/// # Errors
/// It is no geometry: what was got and what was expected.
pub(crate) fn geometry_of(geometry: &Value, all: &mut Vec<Part>, depth: usize) -> Result<(), String> {
    if geometry.is_null() {
        return Ok(());
    }
    let kind = kind(geometry).ok_or("a geometry without a type")?;
    if kind == "GeometryCollection" {
        let deeper = depth.checked_sub(1).ok_or("geometry collections in each other, too deep to draw")?;
        let members = geometry.get("geometries").and_then(Value::as_array);
        let mut members = members.ok_or("a GeometryCollection without geometries")?.iter();
        return members.try_for_each(|member| geometry_of(member, all, deeper));
    }
    let coordinates =
        geometry.get("coordinates").ok_or_else(|| format!("a {} without coordinates", shown(kind)))?;
    match kind {
        // An empty array is a geometry without a place (RFC 7946, 3.1).
        _ if coordinates.as_array().is_some_and(Vec::is_empty) => {}
        "Point" => all.push(Part::Point(position(coordinates)?)),
        "MultiPoint" => all.extend(line(coordinates)?.into_iter().map(Part::Point)),
        "LineString" => all.push(Part::Line(line(coordinates)?)),
        "MultiLineString" => all.extend(lines(coordinates)?.into_iter().map(Part::Line)),
        "Polygon" => all.push(Part::Area(lines(coordinates)?)),
        "MultiPolygon" => {
            for polygon in items(coordinates)? {
                all.push(Part::Area(lines(polygon)?));
            }
        }
        other => return Err(format!("expected a geometry of RFC 7946, got one of type “{}”", shown(other))),
    }
    Ok(())
}

pub(crate) fn kind(value: &Value) -> Option<&str> {
    value.get("type").and_then(Value::as_str)
}

fn items(value: &Value) -> Result<&Vec<Value>, String> {
    value
        .as_array()
        .ok_or_else(|| format!("expected coordinates in an array, got {}", shown(&value.to_string())))
}

fn lines(value: &Value) -> Result<Vec<Vec<Position>>, String> {
    items(value)?.iter().map(line).collect()
}

fn line(value: &Value) -> Result<Vec<Position>, String> {
    items(value)?.iter().map(position).collect()
}

/// A position of an array of numbers.
pub(crate) fn position(value: &Value) -> Result<Position, String> {
    let numbers = value.as_array().map(Vec::as_slice).unwrap_or_default();
    if let [x, y, others @ ..] = numbers
        && let (Some(x), Some(y)) = (x.as_f64(), y.as_f64())
    {
        return Ok(Position { x, y, has_altitude: !others.is_empty() });
    }
    Err(format!("expected a position of longitude and latitude, got {}", shown(&value.to_string())))
}

/// In what positions are, as the standard of 2008 lets a file say.
///
/// # Errors
/// In something that is not converted here.
fn reference(root: &Value) -> Result<Reference, ImportError> {
    let Some(crs) = root.get("crs").filter(|crs| !crs.is_null()) else { return Ok(Reference::Degrees) };
    let name = crs.get("properties").and_then(|properties| properties.get("name")).and_then(Value::as_str);
    let Some(name) = name.or_else(|| crs.as_str()) else {
        return Err(ImportError::OtherReference { found: shown(&crs.to_string()) });
    };
    named(name).ok_or_else(|| ImportError::OtherReference { found: shown(name) })
}

/// The reference system of such a name: `urn:ogc:def:crs:EPSG::3857`, `EPSG:4326`.
pub(crate) fn named(name: &str) -> Option<Reference> {
    let code = name.trim().rsplit([':', '/', '#']).next().unwrap_or_default();
    match code {
        "CRS84" | "4326" => Some(Reference::Degrees),
        "3857" | "900913" | "102100" | "3785" => Some(Reference::Mercator),
        _ => None,
    }
}
