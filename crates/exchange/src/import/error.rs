//! Why nothing of a file is imported. What only a part of it lacks stands in the ledger.

use crate::ledger::Ledger;

/// Why nothing of a file is imported.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// It is in no format that is read here.
    #[error(
        "{found}, expected GeoJSON, uMap, KML or KMZ, CSV with coordinates, GPX, TopoJSON, FlatGeobuf, \
         GeoPackage or a zip with a Shapefile"
    )]
    UnknownFormat {
        /// What it looks like instead.
        found: String,
    },
    /// Its format is known, and the file is not as that format has it.
    #[error("{format}: {reason}")]
    Unreadable {
        /// The format's name.
        format: &'static str,
        /// What was got, and what was expected.
        reason: String,
    },
    /// Its positions are in a reference system that is not converted here.
    #[error("positions are in {found}, expected longitude and latitude in degrees (WGS 84): export it so")]
    OtherReference {
        /// What the file calls it.
        found: String,
    },
    /// It unpacks to more than is read.
    #[error("{what} is more than is read at once, expected at most {most}")]
    TooLarge {
        /// What is too large.
        what: String,
        /// The limit, with its unit.
        most: String,
    },
    /// Nothing of it can be drawn.
    #[error("nothing of it can be drawn\n{0}")]
    Nothing(Ledger),
}

impl ImportError {
    pub(crate) fn unreadable(format: &'static str, reason: impl Into<String>) -> Self {
        Self::Unreadable { format, reason: reason.into() }
    }
}
