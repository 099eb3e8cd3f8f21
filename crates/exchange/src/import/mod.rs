//! Layers as other programs write them, read as layers of an atlas.
//!
//! Deliberately absent: everything that only an author knows: regions, parties, dates. What a
//! layer still needs of these, the check of an atlas says.

mod builder;
mod dbase;
mod draft;
mod error;
mod flat_geobuf;
mod format;
mod geo_json;
mod geo_package;
mod gpx;
mod ids;
mod kml;
mod layer;
mod meridian;
mod part;
mod plain;
mod properties;
mod shape;
mod shapefile;
mod sqlite;
mod sqlite_columns;
mod table;
mod text;
mod topojson;
mod umap;
mod umap_layer;
mod well_known;
mod well_known_binary;
mod write;
mod xml;
mod zipped;

pub use error::ImportError;
pub use format::import;
pub(crate) use geo_json::{DEEPEST, geometry_of};
pub use ids::kebab;
pub use layer::{Import, Layer, Options, Role};
pub(crate) use part::{Part, Position};
