//! What the check finds.

use std::fmt;

/// What a finding's `file` says for the manifest.
pub const MANIFEST_FILE: &str = "atlas.json";

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The atlas works; something in it is of no use or out of habit.
    Warning,
    /// A reader would see something missing, wrong or unattributed.
    Error,
}

/// One broken rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// How bad.
    pub severity: Severity,
    /// The file, relative to the atlas's folder.
    pub file: String,
    /// Where in it: a path of keys and ids, `/claims/six-week-war/speaker`.
    pub at: String,
    /// What was got and what was expected.
    pub message: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        let Self { file, at, message, .. } = self;
        write!(f, "{severity}: {file} {at}: {message}")
    }
}
