//! The browser: everything that needs one and knows nothing of atlas or state.
//! The rest of the page reads without `web_sys` where it can.

pub mod attributes;
pub mod basemap;
pub mod boot;
pub mod canvas;
pub mod clipboard;
pub mod dom;
pub mod files;
pub mod frame;
pub mod history;
pub mod json;
pub mod languages;
pub mod mount;
pub mod page;
pub mod standing;
pub mod view;
mod wire;
mod worker;
pub mod writing;
