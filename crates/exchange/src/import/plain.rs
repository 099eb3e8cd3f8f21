//! In which format a file is: by what it begins with, then by its name.

use serde_json::Value;

use crate::import::builder::Builder;
use crate::import::error::ImportError;
use crate::import::part::Reference;
use crate::import::text::{declared, decoded};
use crate::import::{flat_geobuf, geo_json, geo_package, gpx, kml, sqlite, table, topojson, umap, xml};
use crate::ledger::shown;

/// What is read at once, also of what a zip unpacks to, all of it together: read, it is many
/// times as much.
pub(crate) const MOST_BYTES: u64 = 200_000_000;

pub(crate) fn too_large(what: &str) -> ImportError {
    ImportError::TooLarge { what: what.to_owned(), most: format!("{} MB", MOST_BYTES / 1_000_000) }
}

/// A file's name without folders and ending.
pub(crate) fn stem(name: &str) -> &str {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).trim();
    if stem.is_empty() { "layer" } else { stem }
}

/// Reads a file that is no zip.
pub(crate) fn read(
    builder: &mut Builder<'_>,
    name: &str,
    stem: &str,
    bytes: &[u8],
) -> Result<(), ImportError> {
    // Another file of the same zip may have been in something else.
    builder.reference = Reference::default();
    if let Some(found) = refused(bytes) {
        return Err(ImportError::UnknownFormat { found: found.to_owned() });
    }
    if bytes.starts_with(b"fgb") {
        return flat_geobuf::read(builder, stem, bytes);
    }
    if bytes.starts_with(sqlite::MAGIC) {
        return geo_package::read(builder, bytes);
    }
    let text = decoded(bytes, declared(bytes), &mut builder.ledger);
    match text.trim_start().chars().next() {
        Some('{' | '[' | '\u{1e}') => json(builder, stem, &text),
        Some('<') => markup(builder, stem, &text),
        Some(_) if !text.contains('\0') => table::read(builder, stem, &text),
        Some(_) => {
            Err(ImportError::UnknownFormat { found: format!("“{}” is of no known kind", shown(name)) })
        }
        None => Err(ImportError::UnknownFormat { found: format!("“{}” is empty", shown(name)) }),
    }
}

/// What is known, and not read.
fn refused(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(&[0, 0, 0x27, 0x0a]) {
        return Some("a .shp without its .dbf and .prj (a zip of all three is read)");
    }
    None
}

fn markup(builder: &mut Builder<'_>, stem: &str, text: &str) -> Result<(), ImportError> {
    let document = xml::document("XML", text.trim_start())?;
    match xml::tag(document.root_element()) {
        "kml" | "Document" | "Folder" => kml::read(builder, stem, &document),
        "gpx" => gpx::read(builder, stem, &document),
        other => Err(ImportError::UnknownFormat { found: format!("XML of <{}>", shown(other)) }),
    }
}

fn json(builder: &mut Builder<'_>, stem: &str, text: &str) -> Result<(), ImportError> {
    let root: Value = match serde_json::from_str(text) {
        Ok(root) => root,
        Err(error) => {
            // A document a line, as RFC 8142 and others have it.
            let lines = text.split(['\n', '\u{1e}']).map(str::trim).filter(|line| !line.is_empty());
            let values: Result<Vec<Value>, _> = lines.map(serde_json::from_str).collect();
            let values = values.map_err(|_| ImportError::unreadable("JSON", error.to_string()))?;
            return geo_json::read_lines(builder, stem, &values);
        }
    };
    match geo_json::kind(&root) {
        Some("Topology") => topojson::read(builder, stem, &root),
        Some("umap") => umap::read(builder, stem, &root),
        Some("FeatureCollection" | "Feature") => geo_json::read(builder, stem, &root),
        Some(kind) if geo_json::GEOMETRIES.contains(&kind) => geo_json::read(builder, stem, &root),
        Some(kind) => {
            Err(ImportError::UnknownFormat { found: format!("JSON of type “{}”", shown(kind)) })
        }
        None if root.is_array() => geo_json::read(builder, stem, &root),
        None => Err(ImportError::UnknownFormat { found: "JSON without a type".to_owned() }),
    }
}
