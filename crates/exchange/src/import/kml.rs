//! KML, as Google's My Maps and Earth write it: a folder is a layer.

use roxmltree::{Document, Node};
use serde_json::{Map, Value};

use crate::import::builder::Builder;
use crate::import::draft::Id;
use crate::import::error::ImportError;
use crate::import::part::{Part, Position};
use crate::import::properties;
use crate::import::xml::{child, elements, say, tag, text};
use crate::ledger::{Place, Thing, shown};

/// Folders within folders, geometries within geometries; deeper nobody looks.
const DEEPEST: usize = 32;

/// Reads a document.
pub(crate) fn read(
    builder: &mut Builder<'_>,
    stem: &str,
    document: &Document<'_>,
) -> Result<(), ImportError> {
    let folders = document.descendants().filter(|node| has_placemarks(*node)).count();
    builder.several |= folders > 1;
    folder(builder, document.root_element(), stem, DEEPEST)
}

fn has_placemarks(node: Node<'_, '_>) -> bool {
    child(node, "Placemark").is_some()
}

fn folder(
    builder: &mut Builder<'_>,
    node: Node<'_, '_>,
    outer: &str,
    depth: usize,
) -> Result<(), ImportError> {
    let own = child(node, "name").map(text).filter(|name| !name.is_empty());
    let name = own.unwrap_or_else(|| outer.to_owned());
    let here = Place { layer: Some(name.clone()), ..Place::default() };
    let is_empty_folder = tag(node) == "Folder"
        && !node.descendants().any(|node| matches!(tag(node), "Placemark" | "NetworkLink"));
    let at = (has_placemarks(node) || is_empty_folder).then(|| builder.layer(&name));
    for element in elements(node) {
        match (tag(element), at) {
            ("name", _) => {}
            ("Placemark", Some(at)) => {
                let (properties, geometry) = said(element);
                let name = properties::called(Some(&properties), &builder.options.language);
                let place = builder.place(at, name);
                let own = element.attribute("id").map_or(Id::None, |id| Id::Text(id.to_owned()));
                let mut draft = builder.draft(Some(&properties), own, &place);
                match geometry {
                    Ok(parts) => draft.parts = parts,
                    Err(why) => {
                        builder.ledger.dropped(Thing::Feature, 1, why, &place);
                        continue;
                    }
                }
                builder.add(at, &place, draft)?;
            }
            ("Folder" | "Document", _) if depth > 0 => folder(builder, element, &name, depth - 1)?,
            ("Folder" | "Document", _) => {
                builder.ledger.dropped(Thing::Layer, 1, "folders in each other, too deep to read", &here);
            }
            ("NetworkLink", _) => {
                let why = "a NetworkLink: what it has is at another address, and nothing is fetched";
                builder.ledger.dropped(Thing::Layer, 1, why, &here);
            }
            (overlay @ ("GroundOverlay" | "PhotoOverlay" | "ScreenOverlay"), _) => {
                let why = format!("a {overlay}: a picture has no geometry");
                builder.ledger.dropped(Thing::Feature, 1, why, &here);
            }
            (look @ ("Style" | "StyleMap"), _) => {
                let why = format!("“{look}”, a look (KML): in an atlas, `style` says how it looks");
                builder.ledger.dropped(Thing::Member, 1, why, &here);
            }
            (other, _) => {
                let why = format!("“{}”: a layer of an atlas has no place for it", shown(other));
                builder.ledger.dropped(Thing::Member, 1, why, &here);
            }
        }
    }
    Ok(())
}

/// What a placemark says, and where it is.
fn said(placemark: Node<'_, '_>) -> (Map<String, Value>, Result<Vec<Part>, String>) {
    let mut properties = Map::new();
    let mut parts = Vec::new();
    let mut geometry = Ok(());
    for element in elements(placemark) {
        match tag(element) {
            "ExtendedData" => {}
            "Point" | "LineString" | "LinearRing" | "Polygon" | "MultiGeometry" | "Track" | "MultiTrack"
            | "Model" => {
                geometry = geometry.and_then(|()| geometry_of(element, &mut parts, &mut properties, DEEPEST));
            }
            other => say(&mut properties, other, element),
        }
    }
    // After the placemark's own, whose name it is.
    let extended = elements(placemark).filter(|node| tag(*node) == "ExtendedData");
    for data in extended.flat_map(|node| node.descendants().skip(1)).filter(Node::is_element) {
        if matches!(tag(data), "Data" | "SimpleData") {
            say(
                &mut properties,
                data.attribute("name").unwrap_or("Data"),
                child(data, "value").unwrap_or(data),
            );
        }
    }
    (properties, geometry.map(|()| parts))
}

fn geometry_of(
    node: Node<'_, '_>,
    parts: &mut Vec<Part>,
    properties: &mut Map<String, Value>,
    depth: usize,
) -> Result<(), String> {
    for element in elements(node) {
        // How Google Earth stands it on the ground, and when a track was where.
        if ["altitudeMode", "extrude", "tessellate", "when", "angles"].contains(&tag(element)) {
            properties.insert(tag(element).to_owned(), Value::String(text(element)));
        }
    }
    match tag(node) {
        "Point" => parts.extend(coordinates(node)?.into_iter().map(Part::Point)),
        "LineString" | "LinearRing" => parts.push(Part::Line(coordinates(node)?)),
        "Polygon" => {
            let boundaries = |kind: &'static str| elements(node).filter(move |node| tag(*node) == kind);
            let all = boundaries("outerBoundaryIs").chain(boundaries("innerBoundaryIs"));
            let rings = all.flat_map(|boundary| elements(boundary).filter(|node| tag(*node) == "LinearRing"));
            if boundaries("outerBoundaryIs").next().is_none() {
                return Err("a Polygon without an outer boundary".to_owned());
            }
            parts.push(Part::Area(rings.map(coordinates).collect::<Result<_, _>>()?));
        }
        "Track" => {
            let coords = elements(node).filter(|node| tag(*node) == "coord").map(text);
            let position = |coord: String| position(coord.split_whitespace(), &coord);
            parts.push(Part::Line(coords.map(position).collect::<Result<_, _>>()?));
        }
        "MultiGeometry" | "MultiTrack" => {
            let deeper = depth.checked_sub(1).ok_or("geometries in each other, too deep to draw")?;
            let shows = |node: &Node<'_, '_>| {
                ["Point", "LineString", "LinearRing", "Polygon", "MultiGeometry", "Track", "Model"]
                    .contains(&tag(*node))
            };
            for member in elements(node).filter(shows) {
                geometry_of(member, parts, properties, deeper)?;
            }
        }
        other => return Err(format!("expected points, lines or polygons, got a {other}")),
    }
    Ok(())
}

fn coordinates(node: Node<'_, '_>) -> Result<Vec<Position>, String> {
    let Some(coordinates) = child(node, "coordinates") else { return Ok(Vec::new()) };
    // Some write a blank after each comma.
    let text: Vec<String> = text(coordinates).split(',').map(|number| number.trim().to_owned()).collect();
    text.join(",").split_whitespace().map(|tuple| position(tuple.split(','), tuple)).collect()
}

fn position<'t>(mut numbers: impl Iterator<Item = &'t str>, tuple: &str) -> Result<Position, String> {
    let mut number = || numbers.next().and_then(|number| number.parse().ok());
    if let (Some(x), Some(y)) = (number(), number()) {
        return Ok(Position { x, y, has_altitude: numbers.next().is_some_and(|number| !number.is_empty()) });
    }
    Err(format!("expected a position of longitude, latitude, got “{}”", shown(tuple)))
}
