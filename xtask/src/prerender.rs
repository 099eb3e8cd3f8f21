//! Writes a bundle's page anew, after its atlas was exchanged.

use std::path::Path;

use anyhow::Result;

use crate::process::say;
use crate::project::Project;

/// `cargo xtask prerender`: the page, what servers should say of it, and the
/// compressed copies of the bundle.
///
/// # Errors
/// There is no bundle, or a file of its atlas cannot be read.
pub fn command(project: &Project, dist: Option<&Path>) -> Result<()> {
    let dist = dist.unwrap_or(&project.dist);
    for file in bundle::finish(dist, None)?.iter().filter(|file| file.name == "index.html") {
        let brotli = file.brotli.unwrap_or(file.raw);
        say(format!("index.html: {} bytes, {brotli} in brotli", file.raw));
    }
    Ok(())
}
