//! Checks an atlas as a good compiler checks a program: all its files, every finding with
//! line and column, why it matters and how it is mended; and mends what needs no author.
//!
//! The rules of the texts are `atlas::check`'s. Here files are read, layers are judged
//! (what of them is drawn, what RFC 7946 asks of them), and findings are written for
//! people and programs. Deliberately absent: the terminal. A [`Folder`] is the caller's,
//! on a disk or in memory, so that the same check runs where there is no disk.

mod edit;
#[cfg(test)]
mod fixture;
pub mod folder;
pub mod forms;
mod gather;
mod geometry;
mod keys;
pub mod layers;
pub mod mend;
mod place;
pub mod reanchor;
mod span;
mod tree;

pub use folder::Folder;
pub use gather::{Judged, error, judge};
pub use passages::sha256;
pub use place::{Located, Place, located};
pub use span::span;
pub use tree::unmarked;

use atlas::check::Severity;

/// What the check of one atlas came to.
#[derive(Debug)]
pub struct Checked {
    /// What was found, file by file.
    pub found: Vec<Located>,
    /// Whether excerpts were looked up in the article.
    pub has_article: bool,
}

/// Why an atlas cannot be checked at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NoAtlas(String);

impl Checked {
    /// How many findings there are of a severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.found.iter().filter(|one| one.finding.severity == severity).count()
    }

    /// In a line: "0 errors, 1 warning, 2 hints".
    #[must_use]
    pub fn summary(&self) -> String {
        let counted = Severity::ALL.map(|severity| {
            let (count, name) = (self.count(severity), severity.name());
            format!("{count} {name}{}", if count == 1 { "" } else { "s" })
        });
        counted.join(", ")
    }
}

/// Checks the atlas in `folder`; with the `article`'s text, its excerpts too.
///
/// # Errors
/// There is no atlas.
pub fn check(folder: &dyn Folder, article: Option<&str>) -> Result<Checked, NoAtlas> {
    let findings = gather::findings(folder, article).map_err(NoAtlas)?;
    Ok(Checked { found: located(folder, findings), has_article: article.is_some() })
}
