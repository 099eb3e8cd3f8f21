//! trunk, wasm-bindgen, wasm-opt, esbuild, cargo-deny and cargo-fuzz, at their
//! pinned versions.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use super::node;
use crate::process::{self, say};
use crate::project::Project;
use crate::{lockfile, pins};

/// A prebuilt binary is a download of some seconds, or not to be had at all.
const BINSTALL_LIMIT: Duration = Duration::from_secs(90);

/// A tool that cargo can install.
struct Tool<'a> {
    package: &'a str,
    version: &'a str,
    /// The programs that must be there, the one to ask for its version first.
    programs: &'a [&'a str],
    /// For `cargo install`.
    arguments: &'a [&'a str],
    /// How well it is compiled: it runs for seconds, and most of it waits for others.
    optimized: &'a str,
    /// How long `cargo install` takes on two cores.
    takes: &'a str,
}

/// The folder of trunk.
///
/// # Errors
/// It cannot be installed.
pub fn trunk(project: &Project) -> Result<PathBuf> {
    cargo_tool(
        project,
        &Tool {
            package: "trunk",
            version: pins::TRUNK,
            programs: &["trunk"],
            arguments: &["--locked", "--no-default-features", "--features", "rustls"],
            optimized: "0",
            takes: "4 to 6 minutes on two cores",
        },
    )
}

/// The folder of wasm-bindgen and its test runner.
///
/// # Errors
/// It cannot be installed, or `Cargo.lock` does not name its version.
pub fn wasm_bindgen(project: &Project) -> Result<PathBuf> {
    cargo_tool(
        project,
        &Tool {
            package: "wasm-bindgen-cli",
            version: &lockfile::wasm_bindgen(project)?,
            programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
            // Not --locked: the lock file of 0.2.130 names a webpki-roots that
            // the registry no longer has.
            arguments: &[],
            // It reads and writes megabytes of code.
            optimized: "1",
            takes: "2 to 5 minutes on two cores",
        },
    )
}

/// The folder of cargo-fuzz.
///
/// # Errors
/// It cannot be installed.
pub fn cargo_fuzz(project: &Project) -> Result<PathBuf> {
    cargo_tool(
        project,
        &Tool {
            package: "cargo-fuzz",
            version: pins::CARGO_FUZZ,
            programs: &["cargo-fuzz"],
            arguments: &["--locked"],
            optimized: "0",
            takes: "1 minute on two cores",
        },
    )
}

/// The folder of cargo-deny.
///
/// # Errors
/// It cannot be installed.
pub fn deny(project: &Project) -> Result<PathBuf> {
    cargo_tool(
        project,
        &Tool {
            package: "cargo-deny",
            version: pins::CARGO_DENY,
            programs: &["cargo-deny"],
            arguments: &["--locked"],
            optimized: "0",
            takes: "2 to 3 minutes on two cores",
        },
    )
}

/// The folders of wasm-opt and esbuild.
///
/// # Errors
/// npm is missing or fails.
pub fn from_npm(project: &Project) -> Result<Vec<PathBuf>> {
    let wasm_opt = pins::BINARYEN.split('.').next().unwrap_or_default();
    let programs = [("wasm-opt", wasm_opt), ("esbuild", pins::ESBUILD)];
    let found = |(name, version): (&str, &str)| {
        process::which(name).filter(|program| says(project, program, version))
    };
    if let Some(found) = programs.into_iter().map(found).collect::<Option<Vec<_>>>() {
        return found.iter().map(|program| folder_of(program)).collect();
    }
    let home = project.tools.join(format!("npm-binaryen-{}-esbuild-{}", pins::BINARYEN, pins::ESBUILD));
    let dir = home.join("node_modules/.bin");
    let lacking = || programs.into_iter().find(|(name, version)| !says(project, &dir.join(name), version));
    if lacking().is_none() {
        return Ok(vec![dir]);
    }
    node::ready(project)?;
    say(format!(
        "installing binaryen {} (wasm-opt) and esbuild {} from npm (about 20 seconds)",
        pins::BINARYEN,
        pins::ESBUILD
    ));
    fs::create_dir_all(&home).with_context(|| format!("{} cannot be made", home.display()))?;
    for file in ["package.json", "package-lock.json"] {
        let from = project.root.join("xtask/npm").join(file);
        fs::copy(&from, home.join(file)).with_context(|| format!("{} cannot be copied", from.display()))?;
    }
    node::clean_install(project, &home)?;
    if let Some((name, version)) = lacking() {
        bail!(
            "{} is not {name} {version} although npm has just installed it; remove {} and try again",
            dir.join(name).display(),
            home.display()
        );
    }
    Ok(vec![dir])
}

fn cargo_tool(project: &Project, tool: &Tool) -> Result<PathBuf> {
    let fits = |dir: &Path| {
        tool.programs.iter().all(|program| dir.join(program).is_file())
            && says(project, &dir.join(tool.programs[0]), tool.version)
    };
    if let Some(found) = process::which(tool.programs[0]) {
        let dir = folder_of(&found)?;
        if fits(&dir) {
            return Ok(dir);
        }
    }
    let home = project.tools.join(format!("{}-{}", tool.package, tool.version));
    let dir = home.join("bin");
    if fits(&dir) {
        return Ok(dir);
    }
    if binstall(project, tool, &home)? && fits(&dir) {
        return Ok(dir);
    }
    say(format!("compiling {} {} ({}; once)", tool.package, tool.version, tool.takes));
    process::run_long(cargo_install(project, tool, &home).args(tool.arguments)).with_context(|| {
        format!(
            "{} {} is needed: install it so that it is on PATH, or mend the cause above",
            tool.package, tool.version
        )
    })?;
    if !fits(&dir) {
        bail!(
            "{} has no working {} although cargo has just installed it",
            dir.display(),
            tool.programs.join(" and ")
        );
    }
    Ok(dir)
}

fn cargo_install(project: &Project, tool: &Tool, home: &Path) -> Command {
    let mut install = process::command(project, "cargo");
    install
        .args(["install", tool.package, "--version", tool.version, "--root"])
        .arg(home)
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", tool.optimized)
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env_remove("CARGO_TARGET_DIR");
    install
}

/// Whether a prebuilt binary could be had.
fn binstall(project: &Project, tool: &Tool, home: &Path) -> Result<bool> {
    if process::which("cargo-binstall").is_none() {
        return Ok(false);
    }
    say(format!(
        "looking for a prebuilt {} {} (given up after {} s)",
        tool.package,
        tool.version,
        BINSTALL_LIMIT.as_secs()
    ));
    let mut binstall = process::command(project, "cargo-binstall");
    binstall
        .args(["--no-confirm", "--disable-strategies", "compile", "--root"])
        .arg(home)
        .arg(format!("{}@{}", tool.package, tool.version));
    let ended = process::run_within(&mut binstall, BINSTALL_LIMIT)?;
    Ok(ended.is_some_and(|status| status.success()))
}

/// Whether `program --version` names `version` as a word.
fn says(project: &Project, program: &Path, version: &str) -> bool {
    process::answer(process::command(project, program).arg("--version"))
        .is_some_and(|text| text.split_whitespace().any(|word| word == version))
}

fn folder_of(program: &Path) -> Result<PathBuf> {
    program.parent().map(Path::to_path_buf).with_context(|| format!("{} is in no folder", program.display()))
}
