//! The browser: everything that asks it for something. What is asked is decided elsewhere.

pub mod canvas;
pub mod files;
pub mod folder;
pub mod kept;
pub mod page;
pub mod preview;
pub mod world;
