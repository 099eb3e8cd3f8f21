//! `GeoPackage`: tables of features in an `SQLite` database, each with a geometry in a cell.
//! Deliberately absent: tiles, tables without geometry, and features that a view computes.
//!
//! Source: OGC 12-128r18.

use std::collections::HashMap;

use serde_json::{Map, Value as Json};

use crate::import::builder::{At, Builder};
use crate::import::draft::Id;
use crate::import::error::ImportError;
use crate::import::part::{Part, Reference};
use crate::import::sqlite::{Database, Lost, Row, Table, Value};
use crate::import::text::decoded;
use crate::import::{geo_json, properties, shapefile, well_known_binary};
use crate::ledger::{Ledger, Place, Thing, shown};

const FORMAT: &str = "GeoPackage";
/// What says which tables there are.
const CONTENTS: &str = "gpkg_contents";
/// What it calls a table that is read here.
const FEATURES: &str = "features";
/// Of a name, in bytes: the place of each feature has it once more.
const LONGEST_NAME: usize = 1_000;
/// The reference system of nowhere, and of anywhere on a plane: of itself a geometry says
/// either where its writer did not care.
const UNDEFINED: [&str; 2] = ["0", "-1"];

/// Reads every table of features.
pub(crate) fn read(builder: &mut Builder<'_>, bytes: &[u8]) -> Result<(), ImportError> {
    let unreadable = |why: String| ImportError::unreadable(FORMAT, why);
    let mut database = Database::open(bytes).map_err(|why| unreadable(why.to_owned()))?;
    if !database.has(CONTENTS) {
        let found = format!("a database (SQLite) without a table {CONTENTS}");
        return Err(ImportError::UnknownFormat { found });
    }
    if database.has_log {
        let how = "what was written last may be in a log beside the file (-wal), which is not read";
        builder.ledger.approximated(Thing::Member, 1, how, &Place::default());
    }
    let contents = said(&mut database, CONTENTS, ["table_name", "data_type", "identifier"]);
    let columns = said(&mut database, "gpkg_geometry_columns", ["table_name", "column_name", "srs_id"]);
    let systems = said(
        &mut database,
        "gpkg_spatial_ref_sys",
        ["srs_id", "organization", "organization_coordsys_id", "srs_name", "definition"],
    );
    let systems = systems.unwrap_or_else(|why| {
        let how = format!("{why}: reference systems are known by their numbers alone");
        builder.ledger.approximated(Thing::Member, 1, how, &Place::default());
        Vec::new()
    });
    let systems = systems.into_iter().map(|[id, of @ ..]| (id, of)).collect();
    let contents = contents.map_err(unreadable)?;
    let count = contents.iter().filter(|content| content[1] == FEATURES).count();
    // A file of pictures or plain tables alone need not have it.
    let columns = if count == 0 { Vec::new() } else { columns.map_err(unreadable)? };
    let columns: HashMap<String, [String; 2]> =
        columns.into_iter().map(|[table, of @ ..]| (table.to_lowercase(), of)).collect();
    builder.several |= count > 1;
    if count == 0 {
        let why = format!("{CONTENTS}: no table of features in it");
        builder.ledger.dropped(Thing::Member, 1, why, &Place::default());
    }
    let (mut refused, mut is_any_read) = (None, false);
    for [name, kind, title] in contents {
        let place = Place { layer: Some(name.clone()), ..Place::default() };
        let found = (kind == FEATURES).then_some(()).ok_or_else(|| {
            format!("a table of the kind “{}”, of which an atlas draws nothing", shown(&kind))
        });
        let found = found.and_then(|()| layer(&mut database, &name, &columns));
        let (table, geometry, system) = match found {
            Ok(found) => found,
            Err(why) => {
                builder.ledger.dropped(Thing::Layer, 1, why, &place);
                continue;
            }
        };
        builder.reference = match reference(system, &systems) {
            Ok(reference) => reference,
            Err(found) => {
                let error = ImportError::OtherReference { found };
                builder.ledger.dropped(Thing::Layer, 1, error.to_string(), &place);
                refused = refused.or(Some(error));
                continue;
            }
        };
        if system == UNDEFINED[0] {
            let how = "no reference system said (“undefined geographic”): taken for degrees (WGS 84)";
            builder.ledger.approximated(Thing::Layer, 1, how, &place);
        }
        is_any_read = true;
        let title = Some(title).filter(|title| !title.trim().is_empty() && title.len() <= LONGEST_NAME);
        let layer = Layer { at: builder.layer(&title.unwrap_or(name)), table, geometry, system };
        layer.read(builder, &mut database, &place)?;
    }
    match refused {
        Some(error) if !is_any_read => Err(error),
        _ => Ok(()),
    }
}

/// A table of features, which of its columns has their geometry, and the number of the
/// reference system.
fn layer<'c>(
    database: &mut Database<'_>,
    name: &str,
    columns: &'c HashMap<String, [String; 2]>,
) -> Result<(Table, usize, &'c str), String> {
    if name.len() > LONGEST_NAME {
        return Err(format!("expected a name of at most {LONGEST_NAME} bytes, got {}", name.len()));
    }
    let [column, system] =
        columns.get(&name.to_lowercase()).ok_or("a table of features that gpkg_geometry_columns lacks")?;
    let table = database.table(name)?;
    let geometry = position(&table, column).ok_or("a table without the column that has its geometry")?;
    Ok((table, geometry, system))
}

fn position(table: &Table, name: &str) -> Option<usize> {
    table.columns.iter().position(|column| column.name.eq_ignore_ascii_case(name))
}

/// What a table about the others says in such columns, numbers as text.
///
/// # Errors
/// Something of it cannot be read.
fn said<const N: usize>(
    database: &mut Database<'_>,
    name: &str,
    wanted: [&str; N],
) -> Result<Vec<[String; N]>, String> {
    let broken = |why: &str| format!("{name}: {why}");
    let table = database.table(name).map_err(broken)?;
    let mut places = [0; N];
    for (place, column) in places.iter_mut().zip(wanted) {
        *place = position(&table, column).ok_or_else(|| broken(&format!("no column {column}")))?;
    }
    let mut all = Vec::new();
    for row in database.rows(&table) {
        let row = row.map_err(|(Lost::Row(why) | Lost::Page(why))| broken(why))?;
        let cells: Vec<Value<'_>> = row.of(&table).map_err(broken)?.map(|(_, value)| value).collect();
        all.push(places.map(|place| match cells.get(place) {
            Some(Value::Text(text)) => String::from_utf8_lossy(text).into_owned(),
            Some(Value::Integer(number)) => number.to_string(),
            _ => String::new(),
        }));
    }
    Ok(all)
}

/// The reference system of such a number, of which the file says in order: whose it is, its
/// number there, its name, its definition.
///
/// # Errors
/// It is none that is converted here: what the file calls it.
fn reference(system: &str, systems: &HashMap<String, [String; 4]>) -> Result<Reference, String> {
    if system == UNDEFINED[0] {
        return Ok(Reference::Degrees);
    }
    let Some([whose, number, name, definition]) = systems.get(system) else {
        return geo_json::named(system).ok_or_else(|| format!("the reference system {}", shown(system)));
    };
    let code = format!("{whose}:{number}");
    let known = geo_json::named(&code).or_else(|| shapefile::reference(definition).ok());
    known.ok_or_else(|| format!("{} ({})", shown(&code), shown(name)))
}

/// A table of features, as it is read.
struct Layer<'c> {
    at: At,
    table: Table,
    /// Which column has the geometry.
    geometry: usize,
    system: &'c str,
}

impl Layer<'_> {
    fn read(
        &self,
        builder: &mut Builder<'_>,
        database: &mut Database<'_>,
        place: &Place,
    ) -> Result<(), ImportError> {
        for row in database.rows(&self.table) {
            match row {
                Ok(row) => self.feature(builder, &row)?,
                Err(Lost::Row(why)) => {
                    let place = builder.place(self.at, None);
                    builder.ledger.dropped(Thing::Feature, 1, why, &place);
                }
                Err(Lost::Page(why)) => {
                    builder.ledger.dropped(Thing::Member, 1, format!("features on {why}"), place);
                }
            }
        }
        Ok(())
    }

    fn feature(&self, builder: &mut Builder<'_>, row: &Row<'_>) -> Result<(), ImportError> {
        let mut said = Map::new();
        let mut parts = Ok(Vec::new());
        match row.of(&self.table) {
            Ok(cells) => {
                for (at, (column, value)) in cells.enumerate() {
                    if at == self.geometry {
                        parts = self.parts(value);
                    } else if !column.is_id {
                        said.insert(column.name.clone(), json(value, &mut builder.ledger));
                    }
                }
            }
            Err(why) => parts = Err(why.to_owned()),
        }
        let place = builder.place(self.at, properties::called(Some(&said), &builder.options.language));
        match parts {
            Ok(parts) => {
                // A number that the database gave stands back behind an id that somebody gave.
                let is_given = |(key, value): (&String, &Json)| {
                    key.eq_ignore_ascii_case("id") && properties::id(Some(value)) != Id::None
                };
                let own = if said.iter().any(is_given) { Id::None } else { Id::Number(row.id.to_string()) };
                let mut draft = builder.draft(Some(&said), own, &place);
                draft.parts = parts;
                builder.add(self.at, &place, draft)
            }
            Err(why) => {
                builder.ledger.dropped(Thing::Feature, 1, why, &place);
                Ok(())
            }
        }
    }

    /// The parts of a geometry: a head, of which the flags say how long it is, and WKB.
    fn parts(&self, cell: Value<'_>) -> Result<Vec<Part>, String> {
        let bytes = match cell {
            Value::Null => return Ok(Vec::new()),
            Value::Blob(bytes) => bytes,
            _ => return Err("expected a geometry, got a number or a text".to_owned()),
        };
        let Some(([b'G', b'P', 0, flags, system @ ..], rest)) = bytes.split_first_chunk::<8>() else {
            return Err("expected a geometry that begins with “GP” and the version 0".to_owned());
        };
        let system = if flags & 1 == 1 { i32::from_le_bytes(*system) } else { i32::from_be_bytes(*system) };
        let system = system.to_string();
        if system != self.system && !UNDEFINED.contains(&&system[..]) {
            return Err(format!("expected a geometry in the table’s reference system, got {system}"));
        }
        if flags & 0b10_0000 != 0 {
            return Err("a geometry of a kind that only its own program knows".to_owned());
        }
        if flags & 0b1_0000 != 0 {
            return Ok(Vec::new());
        }
        // The box around it, which is computed anew.
        let numbers = match flags >> 1 & 0b111 {
            0 => 0,
            1 => 4,
            2 | 3 => 6,
            4 => 8,
            other => return Err(format!("expected a box of kind 0 to 4 before the geometry, got {other}")),
        };
        well_known_binary::parts(rest.get(8 * numbers..).unwrap_or_default())
    }
}

/// A cell as a property.
fn json(value: Value<'_>, ledger: &mut Ledger) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Integer(number) => number.into(),
        Value::Real(number) => number.into(),
        Value::Text(text) => decoded(text, Some("utf-8"), ledger).into(),
        // Something, of which nothing can be said.
        Value::Blob(_) => Json::Array(Vec::new()),
    }
}
