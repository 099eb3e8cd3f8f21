//! Node.js, and the packages of the browser stories.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::debian;
use crate::pins;
use crate::process::{self, say};
use crate::project::Project;

/// Makes sure that node and npm are there.
///
/// # Errors
/// They are not, and cannot be installed; the text says what to install.
pub fn ready(project: &Project) -> Result<()> {
    if process::which("npm").is_some() && is_new_enough(project) {
        return Ok(());
    }
    let packages = ["nodejs", "npm"].map(str::to_owned);
    if debian::can_install() && process::which("node").is_none() {
        debian::update(project)?;
        debian::install(project, &packages)?;
        if is_new_enough(project) {
            return Ok(());
        }
    }
    bail!(
        "Node.js {} or newer with npm is needed on PATH (https://nodejs.org){}",
        pins::NODE_AT_LEAST,
        if debian::is_here() {
            format!("\n  Debian's, where it is new enough: {}", debian::advice(&packages))
        } else {
            String::new()
        }
    )
}

fn is_new_enough(project: &Project) -> bool {
    process::answer(process::command(project, "node").arg("--version"))
        .and_then(|text| major(&text))
        .is_some_and(|major| major >= pins::NODE_AT_LEAST)
}

/// 20 of `v20.20.2`.
fn major(version: &str) -> Option<u32> {
    version.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

/// Installs exactly what the lock file of `folder` names, unless it is there.
///
/// # Errors
/// No lock file, no Node.js that is new enough, or npm fails.
pub fn packages(project: &Project, folder: &str) -> Result<()> {
    let dir = project.root.join(folder);
    let lock = dir.join("package-lock.json");
    let wanted = fs::read(&lock).with_context(|| format!("{} cannot be read", project.shown(&lock)))?;
    // A copy of the lock file that was installed, beside what was installed.
    let done = dir.join("node_modules/.installed-from");
    if fs::read(&done).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    ready(project)?;
    say(format!("npm ci in {folder}/ (10 to 20 seconds)"));
    clean_install(project, &dir)?;
    fs::create_dir_all(dir.join("node_modules"))?;
    fs::write(done, wanted)?;
    Ok(())
}

/// Installs what the lock file in `dir` names, where each package has the hash
/// that the file says; no script of a package runs.
///
/// # Errors
/// npm fails.
pub fn clean_install(project: &Project, dir: &Path) -> Result<()> {
    process::run_long(
        process::command(project, "npm")
            .current_dir(dir)
            .args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"])
            .arg("--loglevel=error"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_the_first_number() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major("20"), None);
    }
}
