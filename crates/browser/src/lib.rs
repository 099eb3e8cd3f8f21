//! What the pages that stand beside the map's own (`beside/`, `studio/`) have of their browser
//! alike: window, address and time, files of the bundle and of the reader.
//!
//! Deliberately absent: the map's page, whose door (`src/door`) is its own because every byte
//! of it is waited for.

mod files;
mod page;

pub use files::{bytes, fetch};
pub use page::{after, document, languages, log, query, set_root, window};
