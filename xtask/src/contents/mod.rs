//! What a bundle is made of: every crate that is linked into its programs,
//! with its licence. Tools of the build and macros are not in it; no package of
//! npm is. Two files say it, one for people and one for scanners. The program for authors
//! has one for people.

mod component;
mod crates;
mod library;
mod licences;
mod sbom;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use component::PROGRAMS;
use crates::Asked;

use crate::project::Project;
use crate::setup::Bundler;

/// For people.
const LICENCES: &str = "THIRD-PARTY-LICENSES.txt";

/// For scanners: CycloneDX 1.6.
const SBOM: &str = "sbom.cdx.json";

/// Writes both files into the bundle in `dist`.
///
/// # Errors
/// cargo does not say what is linked, or a file cannot be read or written.
pub fn write(project: &Project, bundler: &Bundler, dist: &Path) -> Result<()> {
    let mut components = crates::linked(Asked::of_bundle(project, bundler), &PROGRAMS)?;
    let compiler = library::add(project, bundler, &mut components)?;
    let own = licences::Own::read(&project.root)?;
    put(&dist.join(LICENCES), &licences::text(licences::OF_BUNDLE, &components, &own))?;
    put(&dist.join(SBOM), &sbom::text(&components, &compiler)?)
}

/// Writes into `folder` what the program of `package` is made of, compiled for the
/// machine `target`: for people alone.
///
/// # Errors
/// As [`write`]'s.
pub fn write_of_program(project: &Project, target: &str, package: &str, folder: &Path) -> Result<()> {
    let components = crates::linked(Asked { project, bundler: None, target }, &[package])?;
    let own = licences::Own::read(&project.root)?;
    put(&folder.join(LICENCES), &licences::text(licences::OF_PROGRAM, &components, &own))
}

fn put(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).with_context(|| format!("{} cannot be written", path.display()))
}
