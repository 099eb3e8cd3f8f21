//! GPX, as devices write it: waypoints, tracks and routes.

use roxmltree::{Document, Node};
use serde_json::Map;

use crate::import::builder::Builder;
use crate::import::draft::Id;
use crate::import::error::ImportError;
use crate::import::part::{Part, Position};
use crate::import::properties;
use crate::import::xml::{child, elements, say, tag, text};
use crate::ledger::{Place, Thing, shown};

/// Reads a document: one layer, whatever it has.
pub(crate) fn read(
    builder: &mut Builder<'_>,
    stem: &str,
    document: &Document<'_>,
) -> Result<(), ImportError> {
    let root = document.root_element();
    let metadata = child(root, "metadata");
    let name = metadata.and_then(|metadata| child(metadata, "name")).or_else(|| child(root, "name"));
    let name = name.map(text).filter(|name| !name.is_empty());
    let layer = builder.layer(name.as_deref().unwrap_or(stem));
    for element in elements(root).chain(metadata.into_iter().flat_map(elements)) {
        if !matches!(tag(element), "wpt" | "trk" | "rte" | "metadata" | "name") {
            let why = format!("“{}”: a layer of an atlas has no place for it", shown(tag(element)));
            builder.ledger.dropped(Thing::Member, 1, why, &Place::default());
        }
    }
    for element in elements(root).filter(|node| matches!(tag(*node), "wpt" | "trk" | "rte")) {
        let mut properties = Map::new();
        for said in elements(element) {
            if !matches!(tag(said), "trkseg" | "rtept" | "ele") {
                say(&mut properties, tag(said), said);
            }
        }
        let name = properties::called(Some(&properties), &builder.options.language);
        let place = builder.place(layer, name);
        let mut draft = builder.draft(Some(&properties), Id::None, &place);
        match parts(builder, element, &place) {
            Ok(parts) => draft.parts = parts,
            Err(why) => {
                builder.ledger.dropped(Thing::Feature, 1, why, &place);
                continue;
            }
        }
        builder.add(layer, &place, draft)?;
    }
    Ok(())
}

fn parts(builder: &mut Builder<'_>, element: Node<'_, '_>, place: &Place) -> Result<Vec<Part>, String> {
    let line = |builder: &mut Builder<'_>, node, name| -> Result<Part, String> {
        let mut line = Vec::new();
        for point in elements(node).filter(|node| tag(*node) == name) {
            line.push(position(point)?);
            for said in elements(point).filter(|said| tag(*said) != "ele") {
                let why =
                    format!("“{}” of a position: a layer of an atlas has no place for it", shown(tag(said)));
                builder.ledger.dropped(Thing::Property, 1, why, place);
            }
        }
        Ok(Part::Line(line))
    };
    match tag(element) {
        "wpt" => Ok(vec![Part::Point(position(element)?)]),
        "rte" => Ok(vec![line(builder, element, "rtept")?]),
        _ => {
            let segments = elements(element).filter(|node| tag(*node) == "trkseg");
            segments.map(|segment| line(builder, segment, "trkpt")).collect()
        }
    }
}

fn position(node: Node<'_, '_>) -> Result<Position, String> {
    let number = |name| node.attribute(name).and_then(|number: &str| number.trim().parse().ok());
    match (number("lon"), number("lat")) {
        (Some(x), Some(y)) => Ok(Position { x, y, has_altitude: child(node, "ele").is_some() }),
        _ => Err(format!("a {} without the numbers lat and lon", shown(tag(node)))),
    }
}
