//! A feature's bytes to a GeoJSON feature, the form in which the rest of the project
//! reads features, and checks them.

use flatgeobuf::{
    ColumnType, Feature as Table, Geometry as GeometryTable, GeometryType, size_prefixed_root_as_feature,
};
use geojson::{Feature, Geometry, GeometryValue, JsonObject, JsonValue, Position};

use crate::head::Head;

/// Geometries within geometries: parts of a collection, polygons of many. Deeper there
/// is nothing that is drawn.
const DEEPEST: usize = 4;

/// Why a feature was left out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("feature {number}: {reason}")]
pub struct Issue {
    /// From 0, in the file's order.
    pub number: u64,
    /// What is wrong with it.
    pub reason: String,
}

/// How many bytes the feature has that starts so, with its length before it.
pub fn length(bytes: &[u8]) -> Option<u64> {
    bytes.first_chunk().map(|length| 4 + u64::from(u32::from_le_bytes(*length)))
}

impl Head {
    /// The feature at the start of some bytes of the file.
    ///
    /// # Errors
    /// It is none, or not all of it is there.
    pub fn feature(&self, bytes: &[u8]) -> Result<Feature, String> {
        let length = length(bytes).unwrap_or(u64::MAX);
        let whole = usize::try_from(length).ok().and_then(|length| bytes.get(..length));
        read(self, whole.ok_or("is not all there")?)
    }

    /// The features that are whole in bytes of the file from where features start.
    pub fn features<'a>(&'a self, mut bytes: &'a [u8]) -> impl Iterator<Item = Result<Feature, Issue>> + 'a {
        let count = if self.says_no_count() { u64::MAX } else { self.features };
        (0..count).map_while(move |number| {
            let length = length(bytes)?;
            let (whole, rest) = bytes.split_at_checked(usize::try_from(length).ok()?)?;
            bytes = rest;
            Some(read(self, whole).map_err(|reason| Issue { number, reason }))
        })
    }
}

/// Reads a feature with its length before it.
pub fn read(head: &Head, bytes: &[u8]) -> Result<Feature, String> {
    let table = size_prefixed_root_as_feature(bytes).map_err(|_| "is none: its tables lead nowhere")?;
    let geometry = match table.geometry() {
        Some(geometry) => Some(Geometry::new(value(&geometry, head.geometry, DEEPEST)?)),
        None => None,
    };
    Ok(Feature { geometry, properties: Some(properties(head, &table)?), ..Feature::default() })
}

fn value(table: &GeometryTable, kind: GeometryType, depth: usize) -> Result<GeometryValue, String> {
    let kind = if kind == GeometryType::Unknown { table.type_() } else { kind };
    let all = positions(table)?;
    Ok(match kind {
        GeometryType::Point => {
            let coordinates = all.into_iter().next().ok_or("a point without coordinates")?;
            GeometryValue::Point { coordinates }
        }
        GeometryType::MultiPoint => GeometryValue::MultiPoint { coordinates: all },
        GeometryType::LineString => GeometryValue::LineString { coordinates: all },
        GeometryType::MultiLineString => GeometryValue::MultiLineString { coordinates: lines(table, all)? },
        GeometryType::Polygon => GeometryValue::Polygon { coordinates: lines(table, all)? },
        GeometryType::MultiPolygon => {
            let parts = table.parts().into_iter().flatten();
            let polygon = |part: GeometryTable| lines(&part, positions(&part)?);
            GeometryValue::MultiPolygon { coordinates: parts.map(polygon).collect::<Result<_, _>>()? }
        }
        GeometryType::GeometryCollection if depth > 0 => {
            let parts = table.parts().into_iter().flatten();
            let part =
                |part: GeometryTable| value(&part, GeometryType::Unknown, depth - 1).map(Geometry::new);
            GeometryValue::GeometryCollection { geometries: parts.map(part).collect::<Result<_, _>>()? }
        }
        other => return Err(format!("geometry is {}, expected points, lines or polygons", called(other))),
    })
}

fn called(kind: GeometryType) -> String {
    kind.variant_name().map_or_else(|| format!("of kind {}", kind.0), |name| format!("a {name}"))
}

fn positions(table: &GeometryTable) -> Result<Vec<Position>, String> {
    let Some(numbers) = table.xy() else { return Ok(Vec::new()) };
    if numbers.len() % 2 == 1 {
        return Err(format!("{} numbers, expected pairs", numbers.len()));
    }
    let pair = |at: usize| Position::from([numbers.get(at * 2), numbers.get(at * 2 + 1)]);
    Ok((0..numbers.len() / 2).map(pair).collect())
}

/// Positions as lines, which end where the table says; all are one where it does not.
fn lines(table: &GeometryTable, all: Vec<Position>) -> Result<Vec<Vec<Position>>, String> {
    let Some(ends) = table.ends().filter(|ends| !ends.is_empty()) else {
        return Ok(if all.is_empty() { Vec::new() } else { vec![all] });
    };
    let mut lines = Vec::with_capacity(ends.len());
    let mut start = 0;
    for end in ends {
        let end = end as usize;
        let line = all.get(start..end).ok_or_else(|| {
            format!("a line from position {start} to {end}, expected up to {} in order", all.len())
        })?;
        lines.push(line.to_vec());
        start = end;
    }
    Ok(lines)
}

/// The properties of a feature: each the number of its column, then its value.
fn properties(head: &Head, table: &Table) -> Result<JsonObject, String> {
    // A feature may have columns of its own.
    let own: Vec<(String, ColumnType)> =
        table.columns().into_iter().flatten().map(|c| (c.name().to_owned(), c.type_())).collect();
    let columns = if own.is_empty() { &head.columns } else { &own };
    let mut values = Values(table.properties().map(|bytes| bytes.bytes()).unwrap_or_default());
    let mut properties = JsonObject::new();
    // A byte that is left over is no value: some writers leave one.
    while values.0.len() > 1 {
        let column = usize::from(u16::from_le_bytes(values.next()?));
        let (name, kind) = columns
            .get(column)
            .ok_or_else(|| format!("a value of column {column}, expected one of {}", columns.len()))?;
        let value = values.value(*kind).map_err(|reason| format!("property {name}: {reason}"))?;
        properties.insert(name.clone(), value);
    }
    Ok(properties)
}

/// What is left of a feature's values.
struct Values<'a>(&'a [u8]);

impl<'a> Values<'a> {
    fn some(&mut self, length: usize) -> Result<&'a [u8], String> {
        let (some, rest) = self
            .0
            .split_at_checked(length)
            .ok_or_else(|| format!("{} bytes, expected {length}", self.0.len()))?;
        self.0 = rest;
        Ok(some)
    }

    fn next<const N: usize>(&mut self) -> Result<[u8; N], String> {
        let some = self.some(N)?;
        Ok(std::array::from_fn(|at| some[at]))
    }

    fn text(&mut self) -> Result<String, String> {
        let length = u32::from_le_bytes(self.next()?);
        Ok(String::from_utf8_lossy(self.some(length as usize)?).into_owned())
    }

    fn value(&mut self, kind: ColumnType) -> Result<JsonValue, String> {
        Ok(match kind {
            ColumnType::Byte => i8::from_le_bytes(self.next()?).into(),
            ColumnType::UByte => u8::from_le_bytes(self.next()?).into(),
            ColumnType::Bool => (self.next()? != [0]).into(),
            ColumnType::Short => i16::from_le_bytes(self.next()?).into(),
            ColumnType::UShort => u16::from_le_bytes(self.next()?).into(),
            ColumnType::Int => i32::from_le_bytes(self.next()?).into(),
            ColumnType::UInt => u32::from_le_bytes(self.next()?).into(),
            ColumnType::Long => i64::from_le_bytes(self.next()?).into(),
            ColumnType::ULong => u64::from_le_bytes(self.next()?).into(),
            ColumnType::Float => f64::from(f32::from_le_bytes(self.next()?)).into(),
            ColumnType::Double => f64::from_le_bytes(self.next()?).into(),
            ColumnType::String | ColumnType::DateTime => self.text()?.into(),
            // What is no JSON is text.
            ColumnType::Json => {
                let text = self.text()?;
                serde_json::from_str(&text).unwrap_or(JsonValue::String(text))
            }
            ColumnType::Binary => {
                self.text()?;
                JsonValue::Null
            }
            other => return Err(format!("of kind {}, which this reader does not know", other.0)),
        })
    }
}
