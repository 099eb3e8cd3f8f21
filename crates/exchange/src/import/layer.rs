//! What an import is asked for, and what it answers.

use crate::ledger::Ledger;

/// What is read of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// One at least: a folder, an object or a file each, in the file's order.
    pub layers: Vec<Layer>,
    /// What became of everything.
    pub ledger: Ledger,
}

/// A layer of an atlas.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layer {
    /// Kebab-case, no other layer's of the same import: fit for a file's name.
    pub id: String,
    /// What the file calls it, or the file's own name.
    pub name: String,
    /// How many features it has.
    pub features: usize,
    /// GeoJSON as an atlas has it: with its box, a feature a line, five decimals at most. A
    /// feature of a story still lacks its `region`.
    pub text: String,
}

/// What an author says of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// The language of its names (BCP 47): `hy`.
    pub language: String,
    /// The heading of SOURCES.md that tells its origin.
    pub source: String,
    /// What it is for, from which a style is proposed.
    pub role: Role,
}

/// What a layer is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// What the article is about: `outline` for areas, `road` for lines, `marker` for points.
    Story,
    /// What lies around it: `neighbour`, `river`, `place`.
    Base,
}
