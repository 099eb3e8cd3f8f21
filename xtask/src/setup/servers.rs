//! Servers to try a bundle with.

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::debian;
use crate::process::{self, say};
use crate::project::Project;

/// The program of that name. Where it is not there, Debian's `packages` are
/// installed: the first has to be on offer, each other one is told if it is not.
/// `None` where it cannot be had.
///
/// # Errors
/// The lists of packages cannot be read.
pub fn server(project: &Project, name: &str, packages: &[&str]) -> Result<Option<PathBuf>> {
    if find(name).is_none() && debian::can_install() {
        debian::update(project)?;
        for package in packages {
            if let Err(error) = debian::install(project, &[(*package).to_owned()]) {
                say(format!("{package} cannot be installed: {error:#}"));
            }
        }
    }
    Ok(find(name))
}

/// Debian keeps servers where an ordinary user's `PATH` does not look.
fn find(name: &str) -> Option<PathBuf> {
    let aside = Path::new("/usr/sbin").join(name);
    process::which(name).or_else(|| aside.is_file().then_some(aside))
}
