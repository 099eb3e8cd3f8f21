//! Zips: KMZ, a Shapefile's several files, or any files of a format that is read by itself.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use zip::ZipArchive;

use crate::import::builder::Builder;
use crate::import::error::ImportError;
use crate::import::plain;
use crate::import::shapefile;
use crate::ledger::{Place, Thing, shown};

const FORMAT: &str = "zip";
/// Files that are read by themselves.
const ALONE: [&str; 11] =
    ["kml", "geojson", "geojsonl", "json", "topojson", "umap", "csv", "tsv", "gpx", "fgb", "gpkg"];
/// Files that are read together, one for each part of a Shapefile.
const TOGETHER: [&str; 4] = ["shp", "dbf", "prj", "cpg"];
/// What lets programs find something in a Shapefile faster.
const INDEXES: [&str; 5] = ["shx", "sbn", "sbx", "qix", "idx"];

/// Reads every file of a zip that can be read.
pub(crate) fn read(builder: &mut Builder<'_>, stem: &str, bytes: &[u8]) -> Result<(), ImportError> {
    let unreadable = |error: zip::result::ZipError| ImportError::unreadable(FORMAT, error.to_string());
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(unreadable)?;
    let mut left = plain::MOST_BYTES;
    let mut alone = Vec::new();
    let mut together: BTreeMap<String, BTreeMap<String, Vec<u8>>> = BTreeMap::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).map_err(unreadable)?;
        let name = file.name().to_owned();
        if file.is_dir() {
            continue;
        }
        let (path, extension) = name.rsplit_once('.').unwrap_or((&name, ""));
        let extension = extension.to_lowercase();
        let is_alone = ALONE.contains(&&extension[..]);
        // macOS puts a shadow of every file beside it.
        if name.starts_with("__MACOSX/") || !(is_alone || TOGETHER.contains(&&extension[..])) {
            let why = if INDEXES.contains(&&extension[..]) {
                format!("“.{extension}”: an index, of which an atlas makes its own")
            } else {
                "another file in the zip, which is no layer".to_owned()
            };
            let place = Place { name: Some(name), ..Place::default() };
            builder.ledger.dropped(Thing::Member, 1, why, &place);
            continue;
        }
        let mut unpacked = Vec::new();
        // What a zip says of sizes may be a lie.
        let read = file.by_ref().take(left + 1).read_to_end(&mut unpacked);
        read.map_err(|error| ImportError::unreadable(FORMAT, format!("{}: {error}", shown(&name))))?;
        left = left
            .checked_sub(unpacked.len() as u64)
            .ok_or_else(|| plain::too_large("what the zip unpacks to"))?;
        if is_alone {
            alone.push((name, unpacked));
        } else {
            together.entry(path.to_owned()).or_default().insert(extension, unpacked);
        }
    }
    if alone.is_empty() && !together.values().any(|files| files.contains_key("shp")) {
        let found = "a zip without a .shp, a .kml or another file that is read".to_owned();
        return Err(ImportError::UnknownFormat { found });
    }
    let several = alone.len() + together.len() > 1;
    builder.several |= several;
    for (name, bytes) in alone {
        // In a KMZ the document is called doc, which says nothing.
        let own = plain::stem(&name);
        let stem = if several && own != "doc" { own } else { stem };
        match plain::read(builder, &name, stem, &bytes) {
            Err(ImportError::UnknownFormat { found }) => {
                let place = Place { name: Some(name), ..Place::default() };
                builder.ledger.dropped(Thing::Member, 1, found, &place);
            }
            other => other?,
        }
    }
    for (path, files) in together {
        let name = format!("{path}.shp");
        let own = plain::stem(&name);
        if files.contains_key("shp") {
            shapefile::read(builder, own, &files)?;
        } else {
            let place = Place { name: Some(path), ..Place::default() };
            builder.ledger.dropped(Thing::Member, 1, "parts of a Shapefile without its .shp", &place);
        }
    }
    Ok(())
}
