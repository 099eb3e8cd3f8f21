//! A bundle as it lies on a disk: the folder of static files that a server serves.
//!
//! [`page`] writes what stands in the page before any script, from the atlas that lies in
//! the bundle; [`files`] the list of what a visit needs; [`names`] puts digests into
//! names; [`share`] says where the page is, to those who embed it; [`servers`] and [`headers`]
//! how it is to be served, [`server`] serves it here, [`compress`] writes the copies beside each file. How a bundle's programs are
//! made is not here: whoever has a finished one needs none of that.

pub mod compress;
pub mod files;
pub mod folder;
pub mod headers;
pub mod names;
pub mod page;
pub mod policy;
mod say;
pub mod server;
pub mod servers;
pub mod share;

use std::path::Path;

use anyhow::Result;

pub use files::ATLAS;
pub use say::{say, write};

/// Writes all of the bundle in `dist` that follows from its atlas: the page, what servers
/// should say of it, and the compressed copies. Answers every file, by name. May be run
/// again, after the atlas was exchanged. `home` is where the bundle will be, if that is known.
///
/// # Errors
/// There is no bundle, or a file of its atlas cannot be read.
pub fn finish(dist: &Path, home: Option<&str>) -> Result<Vec<compress::Sizes>> {
    page::write(dist, page::Purpose { home, is_draft: false })?;
    servers::write(dist)?;
    say("writing brotli and gzip copies");
    compress::folder(dist)
}
