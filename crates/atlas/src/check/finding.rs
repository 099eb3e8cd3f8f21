//! What the check finds.

use std::fmt;

use super::rule::Rule;

/// What a finding's `file` says for the manifest.
pub const MANIFEST_FILE: &str = "atlas.json";

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// No reader of the page is worse off; other programs are, or readers wait longer.
    Hint,
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
    /// Which kind of rule is broken.
    pub rule: Rule,
    /// The file, relative to the atlas's folder.
    pub file: String,
    /// Where in it: a path of keys and ids, `/claims/six-week-war/speaker`.
    pub at: String,
    /// What was got and what was expected.
    pub message: String,
}

impl Severity {
    /// The worst first.
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Hint];

    /// In a word.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Hint => "hint",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { severity, file, at, message, .. } = self;
        let severity = severity.name();
        write!(f, "{severity}: {file} {at}: {message}")
    }
}
