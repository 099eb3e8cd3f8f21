//! Packages of Debian and Ubuntu: who may install them, and how.

use std::os::unix::fs::MetadataExt;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Result;

use crate::process;
use crate::project::Project;

/// Whether packages can be had from apt.
pub fn is_here() -> bool {
    process::which("apt-get").is_some()
}

/// Whether this program runs as root.
pub fn is_root() -> bool {
    std::fs::metadata("/proc/self").is_ok_and(|meta| meta.uid() == 0)
}

/// Whether [`install`] may be called.
pub fn can_install() -> bool {
    is_here() && is_root()
}

/// What an ordinary user has to type.
pub fn advice(packages: &[String]) -> String {
    format!("sudo apt-get update && sudo apt-get install -y --no-install-recommends {}", packages.join(" "))
}

/// Reads the lists of packages, once in a run.
///
/// # Errors
/// apt fails.
pub fn update(project: &Project) -> Result<()> {
    static DONE: AtomicBool = AtomicBool::new(false);
    if DONE.swap(true, Ordering::Relaxed) {
        return Ok(());
    }
    process::say("reading Debian's lists of packages");
    process::run_long(apt(project).args(["update", "-qq"]))
}

/// Installs packages.
///
/// # Errors
/// apt fails.
pub fn install(project: &Project, packages: &[String]) -> Result<()> {
    process::say(format!("installing {} from Debian", packages.join(" ")));
    process::run_long(apt(project).args(["install", "-y", "-qq", "--no-install-recommends"]).args(packages))
}

/// Whether a package of that name can be installed. Ubuntu's `firefox`, say, is
/// an empty one that asks for snap, and `firefox-esr` is not there.
pub fn offers(project: &Project, package: &str) -> bool {
    process::answer(process::command(project, "apt-cache").args(["show", "--quiet", package])).is_some()
}

fn apt(project: &Project) -> Command {
    let mut command = process::command(project, "apt-get");
    command
        .env("DEBIAN_FRONTEND", "noninteractive")
        // A server that comes with a package is not wanted running: the tests start
        // their own, and nothing of a machine's is touched.
        .env("RUNLEVEL", "1");
    command
}

/// The newest `lld-N` on offer.
pub fn newest_lld(project: &Project) -> Option<String> {
    let list = process::answer(process::command(project, "apt-cache").args([
        "search",
        "--names-only",
        "^lld-[0-9]+$",
    ]))?;
    newest(list.lines().filter_map(|line| line.split(' ').next()), "lld-")
}

/// Of names that are `prefix` and a number, the one with the highest.
pub fn newest<'a>(names: impl Iterator<Item = &'a str>, prefix: &str) -> Option<String> {
    names
        .filter_map(|name| name.strip_prefix(prefix)?.parse::<u32>().ok())
        .max()
        .map(|number| format!("{prefix}{number}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_compared_as_numbers() {
        let names = ["lld-9", "lld-22", "lld-doc", "lld-19"];
        assert_eq!(newest(names.into_iter(), "lld-").as_deref(), Some("lld-22"));
    }

    #[test]
    fn none_of_that_name() {
        assert_eq!(newest(["clang-9"].into_iter(), "lld-"), None);
    }
}
