//! What the program has of its browser.

pub mod files;
pub mod frame;
pub mod page;
