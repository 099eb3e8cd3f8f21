//! An atlas, written as other programs read it: places with what is said about them.
//!
//! Every format carries who says what, in whose words, and where they were read; what it has
//! no place for, the ledger says. The base map stays behind: others have their own.

mod annotations;
mod format;
mod geo_json;
mod iri;
mod json;
mod kml;
mod linked_places;
mod story;
mod table;
mod told;
mod write;

pub use format::Format;
pub use story::{ExportError, Story};
pub use write::{Export, export};

#[cfg(test)]
mod tests;
