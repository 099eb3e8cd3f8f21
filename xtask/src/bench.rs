//! Measures the page beside the same map drawn by other libraries.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Result, bail};
use bundle::folder;
use serde_json::Value;

use crate::build;
use crate::prerender;
use crate::process::{self, say};
use crate::project::Project;
use crate::setup::{self, Browser};

/// Options of `cargo xtask bench`.
#[derive(Debug, PartialEq)]
pub struct Options {
    /// Build first.
    pub build: bool,
    /// What `bench/run.mjs` is to read itself.
    pub passed: Vec<String>,
}

/// `cargo xtask bench`: sets up what is missing, builds the bundle, and runs
/// `bench/run.mjs`, which says what it does and writes the report.
///
/// # Errors
/// The set-up or the build fails.
pub fn command(project: &Project, options: &Options) -> Result<ExitCode> {
    let browser = Browser::ready(project)?;
    setup::packages(project, "bench")?;
    let other = env::var_os("CONFINS_DIST");
    if options.build && other.is_none() {
        build::bundle(project)?;
    }
    let dist = other.map_or_else(|| project.dist.clone(), Into::into);
    if !dist.join("index.html").is_file() {
        bail!("{} has no bundle: leave out --no-build", project.shown(&dist));
    }
    let flat = without_relief(project, &dist)?;
    say(format!("measuring {}; nothing else should run meanwhile", project.shown(&dist)));
    let mut node = process::command(project, "node");
    node.current_dir(project.root.join("bench"))
        .arg("run.mjs")
        .args(&options.passed)
        .env("CHROMIUM", &browser.chromium)
        .env("CONFINS_DIST", fs::canonicalize(&flat)?);
    process::run(&mut node)?;
    Ok(ExitCode::SUCCESS)
}

/// A copy of the bundle whose atlas has no relief, since no peer has one: what
/// an editor would get who leaves it out.
fn without_relief(project: &Project, dist: &Path) -> Result<PathBuf> {
    let flat = project.root.join("bench/.data/confins");
    if flat.exists() {
        fs::remove_dir_all(&flat)?;
    }
    folder::copy(dist, &flat)?;
    let manifest = flat.join("geodata/atlas.json");
    let mut atlas: Value = serde_json::from_str(&fs::read_to_string(&manifest)?)?;
    if let Some(atlas) = atlas.as_object_mut() {
        atlas.remove("relief");
    }
    fs::write(&manifest, serde_json::to_string_pretty(&atlas)?)?;
    prerender::command(project, Some(&flat))?;
    Ok(flat)
}
