//! Why a file of the atlas could not be read. What is wrong inside a file
//! that can be read is a finding of `check`.

use std::fmt;

use serde::de::DeserializeOwned;

/// Which file of the atlas.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// `atlas.json`
    Manifest,
    /// `regions.json`
    Regions,
    /// `claims.json`
    Claims,
    /// A layer (RFC 7946).
    Layer,
}

impl fmt::Display for FileKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Manifest => "atlas manifest",
            Self::Regions => "regions file",
            Self::Claims => "claims file",
            Self::Layer => "layer file",
        })
    }
}

/// A file that is no JSON, or lacks what every such file has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}, line {line}, column {column}: {problem}")]
pub struct AtlasError {
    /// Which file.
    pub file: FileKind,
    /// Line, from 1; 0 where the whole file is meant.
    pub line: usize,
    /// Column in bytes, from 1; 0 before the first character of the line.
    pub column: usize,
    /// What was got and what was expected there.
    pub problem: String,
}

/// Reads JSON text. A byte order mark in front is skipped: editors add it.
pub(crate) fn read<T: DeserializeOwned>(file: FileKind, text: &str) -> Result<T, AtlasError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    serde_json::from_str(text).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        let whole = error.to_string();
        // serde_json appends the place, which this error gives first.
        let place = format!(" at line {line} column {column}");
        let problem = whole.strip_suffix(&place).unwrap_or(&whole).to_owned();
        AtlasError { file, line, column, problem }
    })
}
