//! Versions and checksums that `Cargo.lock` has.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use cargo_lock::Lockfile;

use crate::project::Project;

/// The version of wasm-bindgen that the app is built with; its command-line
/// tool must be exactly that one.
///
/// # Errors
/// No `Cargo.lock`, or wasm-bindgen is not in it.
pub fn wasm_bindgen(project: &Project) -> Result<String> {
    let lock = read(&project.root.join("Cargo.lock"))?;
    let package = lock.packages.iter().find(|package| package.name.as_str() == "wasm-bindgen");
    Ok(package.context("Cargo.lock names no wasm-bindgen")?.version.to_string())
}

/// The SHA-256 of each package from a registry, by its name and version.
///
/// # Errors
/// The file cannot be read, or is no lock file.
pub fn checksums(path: &Path) -> Result<BTreeMap<(String, String), String>> {
    let one = |package: cargo_lock::Package| {
        let checksum = package.checksum?.to_string();
        Some(((package.name.to_string(), package.version.to_string()), checksum))
    };
    Ok(read(path)?.packages.into_iter().filter_map(one).collect())
}

fn read(path: &Path) -> Result<Lockfile> {
    Lockfile::load(path).with_context(|| format!("{} cannot be read", path.display()))
}
