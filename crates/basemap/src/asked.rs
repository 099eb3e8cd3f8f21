//! What the page wants written, until it is.

use documents::{Lang, doc::Node};
use protocol::{Document, News, Reply, Wanted};

use crate::wire::tell;

/// A document that the page asked for.
pub struct Asked<T = Wanted> {
    /// Comes back with it.
    pub ticket: u32,
    /// What it is.
    pub wanted: T,
    /// Its language.
    pub lang: Lang,
    /// The same, for what is said of the land.
    pub described: Lang,
}

impl<T> Asked<T> {
    /// Tells the page what was written.
    pub fn answer(&self, nodes: &[Node]) {
        tell(&Reply::News(match Document::of(nodes) {
            Ok(document) => News::Written { ticket: self.ticket, document },
            Err(name) => News::Unwritten { reason: format!("«{name}» cannot be sent") },
        }));
    }
}
