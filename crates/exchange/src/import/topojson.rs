//! `TopoJSON`: geometries made of arcs that they share; an object is a layer.

use serde_json::Value;

use crate::import::builder::{At, Builder};
use crate::import::error::ImportError;
use crate::import::geo_json::{kind, position};
use crate::import::part::{Part, Position};
use crate::import::properties;
use crate::ledger::{Place, Thing, shown};

const FORMAT: &str = "TopoJSON";
const DEEPEST: usize = 8;

/// The arcs of a topology, in degrees.
struct Arcs {
    all: Vec<Vec<Position>>,
    transform: Option<Transform>,
}

/// From whole numbers to degrees.
#[derive(Clone, Copy)]
struct Transform {
    scale: [f64; 2],
    translate: [f64; 2],
}

/// Reads a topology.
pub(crate) fn read(builder: &mut Builder<'_>, stem: &str, root: &Value) -> Result<(), ImportError> {
    for (key, _) in root.as_object().into_iter().flatten() {
        if !["type", "arcs", "objects", "transform", "bbox"].contains(&key.as_str()) {
            let why = format!("“{}”: a layer of an atlas has no place for it", shown(key));
            builder.ledger.dropped(Thing::Member, 1, why, &Place::default());
        }
    }
    let arcs = Arcs::read(root).map_err(|reason| ImportError::unreadable(FORMAT, reason))?;
    let objects = root.get("objects").and_then(Value::as_object);
    let objects = objects.ok_or_else(|| ImportError::unreadable(FORMAT, "a Topology without objects"))?;
    builder.several |= objects.len() > 1;
    for (name, object) in objects {
        let layer = builder.layer(if name.trim().is_empty() { stem } else { name });
        match object.get("geometries").and_then(Value::as_array) {
            Some(geometries) => {
                geometries.iter().try_for_each(|geometry| item(builder, layer, &arcs, geometry))?;
            }
            None => item(builder, layer, &arcs, object)?,
        }
    }
    Ok(())
}

fn item(builder: &mut Builder<'_>, layer: At, arcs: &Arcs, object: &Value) -> Result<(), ImportError> {
    let properties = object.get("properties").and_then(Value::as_object);
    let place = builder.place(layer, properties::called(properties, &builder.options.language));
    let mut draft = builder.draft(properties, properties::id(object.get("id")), &place);
    // Before they are put together: few bytes may ask for many.
    builder.count(arcs.length(object))?;
    match arcs.geometry(object, &mut draft.parts, DEEPEST) {
        Ok(()) => builder.add(layer, &place, draft),
        Err(why) => {
            builder.ledger.dropped(Thing::Feature, 1, why, &place);
            Ok(())
        }
    }
}

impl Arcs {
    fn read(root: &Value) -> Result<Self, String> {
        let pair = |value: Option<&Value>| Some([value?.get(0)?.as_f64()?, value?.get(1)?.as_f64()?]);
        let transform = match root.get("transform").filter(|transform| !transform.is_null()) {
            None => None,
            Some(transform) => {
                let (scale, translate) = (pair(transform.get("scale")), pair(transform.get("translate")));
                let both = scale.zip(translate).ok_or("a transform without scale and translate")?;
                Some(Transform { scale: both.0, translate: both.1 })
            }
        };
        let arcs = root.get("arcs").and_then(Value::as_array).ok_or("a Topology without arcs")?;
        let arc = |arc: &Value| -> Result<Vec<Position>, String> {
            let positions = arc.as_array().ok_or("an arc that is no array")?.iter().map(position);
            let mut positions = positions.collect::<Result<Vec<Position>, String>>()?;
            if let Some(transform) = transform {
                let (mut x, mut y) = (0., 0.);
                for position in &mut positions {
                    // Each is given from the one before.
                    (x, y) = (x + position.x, y + position.y);
                    *position = transform.applied(Position { x, y, ..*position });
                }
            }
            Ok(positions)
        };
        Ok(Self { all: arcs.iter().map(arc).collect::<Result<_, _>>()?, transform })
    }

    /// The arc of such a number; one from its end to its start where that is below nothing.
    fn arc(&self, number: i64) -> Option<(&[Position], bool)> {
        let is_reversed = number < 0;
        let at = usize::try_from(if is_reversed { !number } else { number }).ok()?;
        self.all.get(at).map(|arc| (&arc[..], is_reversed))
    }

    /// How many positions the arcs of an object have.
    fn length(&self, value: &Value) -> usize {
        match value {
            Value::Number(number) => {
                number.as_i64().and_then(|number| self.arc(number)).map_or(0, |(arc, _)| arc.len())
            }
            Value::Array(items) => items.iter().map(|item| self.length(item)).fold(0, usize::saturating_add),
            Value::Object(object) => {
                let members = [object.get("arcs"), object.get("geometries")].into_iter().flatten();
                members.map(|member| self.length(member)).fold(0, usize::saturating_add)
            }
            _ => 0,
        }
    }

    fn geometry(&self, object: &Value, parts: &mut Vec<Part>, depth: usize) -> Result<(), String> {
        let arcs = || object.get("arcs").and_then(Value::as_array).ok_or("a geometry without arcs");
        let coordinates = || object.get("coordinates").ok_or("a point without coordinates");
        match kind(object) {
            // A geometry without a place.
            None => {}
            Some("GeometryCollection") => {
                let deeper =
                    depth.checked_sub(1).ok_or("geometry collections in each other, too deep to draw")?;
                let members = object.get("geometries").and_then(Value::as_array);
                for member in members.into_iter().flatten() {
                    self.geometry(member, parts, deeper)?;
                }
            }
            Some("Point") => parts.push(Part::Point(self.point(coordinates()?)?)),
            Some("MultiPoint") => {
                for point in coordinates()?.as_array().into_iter().flatten() {
                    parts.push(Part::Point(self.point(point)?));
                }
            }
            Some("LineString") => parts.push(Part::Line(self.line(arcs()?)?)),
            Some("MultiLineString") => {
                for line in self.lines(arcs()?)? {
                    parts.push(Part::Line(line));
                }
            }
            Some("Polygon") => parts.push(Part::Area(self.lines(arcs()?)?)),
            Some("MultiPolygon") => {
                for polygon in arcs()? {
                    let rings = polygon.as_array().ok_or("a polygon that is no array of rings")?;
                    parts.push(Part::Area(self.lines(rings)?));
                }
            }
            Some(other) => {
                return Err(format!("expected a geometry of TopoJSON, got one of type “{}”", shown(other)));
            }
        }
        Ok(())
    }

    fn point(&self, value: &Value) -> Result<Position, String> {
        let point = position(value)?;
        Ok(self.transform.map_or(point, |transform| transform.applied(point)))
    }

    fn lines(&self, lines: &[Value]) -> Result<Vec<Vec<Position>>, String> {
        lines
            .iter()
            .map(|line| self.line(line.as_array().ok_or("a line that is no array of arcs")?))
            .collect()
    }

    fn line(&self, numbers: &[Value]) -> Result<Vec<Position>, String> {
        let mut line: Vec<Position> = Vec::new();
        for number in numbers {
            let found = number.as_i64().and_then(|number| self.arc(number));
            let known = self.all.len();
            let (arc, is_reversed) = found.ok_or_else(|| {
                format!("expected one of the file’s {known} arcs, got {}", shown(&number.to_string()))
            })?;
            // Where arcs meet, both have the position.
            line.truncate(line.len().saturating_sub(1));
            if is_reversed {
                line.extend(arc.iter().rev());
            } else {
                line.extend(arc);
            }
        }
        Ok(line)
    }
}

impl Transform {
    fn applied(self, position: Position) -> Position {
        let Self { scale, translate } = self;
        let (x, y) = (position.x * scale[0] + translate[0], position.y * scale[1] + translate[1]);
        Position { x, y, ..position }
    }
}
