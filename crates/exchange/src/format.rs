//! In which format a file is: by what it begins with, then by its name.

use serde_json::Value;

use crate::builder::Builder;
use crate::error::ImportError;
use crate::ledger::shown;
use crate::text::{declared, decoded};
use crate::{Import, Options, geo_json, umap};

/// Reads a file of any known format. `name` is its name, with or without folders; the format
/// is found by content first.
///
/// # Errors
/// Nothing of the file can be read, or nothing of it can be drawn. A feature that cannot be
/// is no error: the ledger says it.
pub fn import(name: &str, bytes: &[u8], options: &Options) -> Result<Import, ImportError> {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let stem = name.split('.').find(|part| !part.is_empty()).unwrap_or("layer");
    let mut builder = Builder::new(options);
    read(&mut builder, name, stem, bytes)?;
    builder.finish()
}

fn read(builder: &mut Builder<'_>, name: &str, stem: &str, bytes: &[u8]) -> Result<(), ImportError> {
    if let Some(found) = refused(bytes) {
        return Err(ImportError::UnknownFormat { found: found.to_owned() });
    }
    let text = decoded(bytes, declared(bytes), &mut builder.ledger);
    match text.trim_start().chars().next() {
        Some('{' | '[' | '\u{1e}') => json(builder, stem, &text),
        Some(_) => Err(ImportError::UnknownFormat {
            found: format!("“{}” is text of no known kind", shown(name)),
        }),
        None => Err(ImportError::UnknownFormat { found: format!("“{}” is empty", shown(name)) }),
    }
}

/// What is known, and not read.
fn refused(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(b"SQLite format 3\0") {
        return Some("a database (GeoPackage, perhaps)");
    }
    if bytes.starts_with(&[0, 0, 0x27, 0x0a]) {
        return Some("a .shp without its .dbf and .prj (a zip of all three is read)");
    }
    None
}

fn json(builder: &mut Builder<'_>, stem: &str, text: &str) -> Result<(), ImportError> {
    let root: Value = match serde_json::from_str(text) {
        Ok(root) => root,
        Err(error) => {
            // A document a line, as RFC 8142 and others have it.
            let lines = text.split(['\n', '\u{1e}']).map(str::trim).filter(|line| !line.is_empty());
            let values: Result<Vec<Value>, _> = lines.map(serde_json::from_str).collect();
            let values = values.map_err(|_| ImportError::unreadable("JSON", error))?;
            return geo_json::read_lines(builder, stem, &values);
        }
    };
    match geo_json::kind(&root) {
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
