//! Packs what an author needs who has no toolchain: the program for authors, a bundle
//! without an atlas, and how to begin.

use std::env::consts::{ARCH, EXE_SUFFIX, OS};
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use cli::site;

use crate::build;
use crate::contents;
use crate::process::{self, say};
use crate::project::Project;

/// What stands beside the program.
const BESIDE: [&str; 3] = ["LICENSE", "LICENSE-APACHE", "LICENSE-MIT"];

/// `cargo xtask pack`: answers the folder.
///
/// # Errors
/// A build fails, or a file cannot be written.
pub fn command(project: &Project, builds: bool) -> Result<PathBuf> {
    if builds {
        build::bundle(project)?;
    }
    say("compiling the program for authors (about 1 minute; the first time 3)");
    let host = process::host(project)?;
    let program = program(project, &host)?;
    let folder = project.target.join("pack").join(format!("confins-{OS}-{ARCH}"));
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| format!("{} cannot be removed", folder.display()))?;
    }
    let bundle = folder.join(site::BUNDLE);
    fs::create_dir_all(&bundle).with_context(|| format!("{} cannot be made", bundle.display()))?;
    site::copy_bundle(&project.dist, &bundle, |_| true)?;
    let put = |from: PathBuf, name: &str| {
        fs::copy(&from, folder.join(name)).with_context(|| format!("{} cannot be copied", from.display()))
    };
    let bytes = put(program, &format!("confins{EXE_SUFFIX}"))?;
    put(project.root.join("docs/atlas.md"), "README.md")?;
    for name in BESIDE {
        put(project.root.join(name), name)?;
    }
    contents::write_of_program(project, &host, "cli", &folder)?;
    say(format!("{}: the program has {} KB", project.shown(&folder), bytes / 1_000));
    Ok(folder)
}

/// Compiles the program, so that it needs nothing of the machine that it runs on.
fn program(project: &Project, host: &str) -> Result<PathBuf> {
    let mut cargo = process::command(project, "cargo");
    // With a target named, what the build itself runs is not built so.
    cargo.args(["build", "--package", "cli", "--profile", "tool", "--target", host]);
    if cfg!(all(target_os = "linux", target_env = "gnu")) {
        cargo.env("RUSTFLAGS", "-C target-feature=+crt-static");
    }
    process::run_long(&mut cargo)?;
    Ok(project.target.join(host).join("tool").join(format!("confins{EXE_SUFFIX}")))
}
