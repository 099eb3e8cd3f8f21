//! How servers should serve a bundle: written for them, and tried with them.

mod configuration;
mod trial;

pub use configuration::{FOLDER, HEADERS_FILE, write};
pub use trial::all as try_all;
