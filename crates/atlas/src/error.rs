//! Why a file of the atlas could not be read. What is wrong inside a file
//! that can be read is a finding of `check`.

use std::fmt;

use serde_json::Value;

use crate::json::{At, Fault, FromJson, Problem};

/// Which file of the atlas.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// `atlas.json`
    Manifest,
    /// `regions.json`
    Regions,
    /// `claims.json`
    Claims,
    /// `chronicle.json`
    Chronicle,
    /// A layer (RFC 7946).
    Layer,
}

impl fmt::Display for FileKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Manifest => "atlas manifest",
            Self::Regions => "regions file",
            Self::Claims => "claims file",
            Self::Chronicle => "chronicle file",
            Self::Layer => "layer file",
        })
    }
}

/// A file that is no JSON, or lacks what every such file has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}{place}: {problem}")]
pub struct AtlasError {
    /// Which file.
    pub file: FileKind,
    /// Where in it.
    pub place: Place,
    /// What was got and what was expected there.
    pub problem: String,
}

/// Where in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// The whole of it.
    File,
    /// Where the text stops being JSON.
    Line {
        /// From 1.
        line: usize,
        /// In bytes, from 1; 0 before the first character of the line.
        column: usize,
    },
    /// A value, by JSON pointer (RFC 6901): `/claims/3/when/start`.
    Pointer(String),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File => Ok(()),
            Self::Line { line, column } => write!(f, ", line {line}, column {column}"),
            Self::Pointer(path) => write!(f, ", at {path}"),
        }
    }
}

/// Reads JSON text. A byte order mark in front is skipped: editors add it.
pub(crate) fn parse(file: FileKind, text: &str) -> Result<Value, AtlasError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    serde_json::from_str(text).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        let whole = error.to_string();
        // serde_json appends the place, which this error gives first.
        let place = format!(" at line {line} column {column}");
        let problem = whole.strip_suffix(&place).unwrap_or(&whole).to_owned();
        AtlasError { file, place: Place::Line { line, column }, problem }
    })
}

/// Reads a type of the atlas from JSON text.
pub(crate) fn read<T: FromJson>(file: FileKind, text: &str) -> Result<T, AtlasError> {
    read_value(file, &parse(file, text)?)
}

/// Reads a type of the atlas from JSON that was parsed elsewhere.
pub(crate) fn read_value<T: FromJson>(file: FileKind, value: &Value) -> Result<T, AtlasError> {
    T::from_json(At::root(value)).map_err(|fault: Problem| {
        let Fault { at, problem } = *fault;
        let place = if at.is_empty() { Place::File } else { Place::Pointer(at) };
        AtlasError { file, place, problem }
    })
}
