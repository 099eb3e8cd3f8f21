//! Layers as other programs write them, read as layers of an atlas; an atlas, written as other
//! programs read it; and a ledger of what was kept, approximated and dropped, so that nothing
//! is lost unsaid.
//!
//! Deliberately absent: files, network and terminal (bytes in, text out).

mod export;
mod import;
mod ledger;

pub use export::{Export, ExportError, Format, Story, export};
pub use import::{Import, ImportError, Layer, Options, Role, import, kebab};
pub use ledger::{Entry, Fate, Ledger, Place, Thing};
