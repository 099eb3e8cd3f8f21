//! Where this machine keeps the sources of a bundle, and what the bundle calls
//! those places: a panic says in which file it happened, and the same sources
//! must give the same bytes in every folder of every machine.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::process;
use crate::project::Project;

/// Folders of this machine and their names in the bundle, the outer one first:
/// rustc takes the last that fits.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Places(Vec<(PathBuf, String)>);

impl Places {
    /// The folders that tools read from, which `command` starts; the dependencies
    /// are downloaded already.
    ///
    /// # Errors
    /// rustc does not say where it is.
    pub fn of(project: &Project, command: impl Fn(&str) -> Command) -> Result<Self> {
        let ask = |flags: &[&str]| process::answer(command("rustc").args(flags));
        let sysroot = ask(&["--print", "sysroot"]).context("`rustc --print sysroot` says nothing")?;
        let version = ask(&["--version", "--verbose"]).context("`rustc --version` says nothing")?;
        let sysroot = Path::new(sysroot.trim());
        let mut places = Vec::new();
        let mut call = |folder: PathBuf, name: &str| places.push((folder, name.to_owned()));
        if let Some(home) = env::var_os("HOME").map(PathBuf::from).filter(|home| home.parent().is_some()) {
            call(home, "/home");
        }
        call(project.root.clone(), "/confins");
        if let Some(home) = cargo_home(project) {
            // One folder for each registry, called by a hash of its address.
            for folder in folders_in(&home.join("registry/src")) {
                call(folder, "/crates");
            }
        }
        // The name that the standard library has where it comes compiled.
        let library = format!("/rustc/{}", commit(&version).unwrap_or("unknown"));
        call(sysroot.join("lib/rustlib/src/rust"), &library);
        call(project.wasm_target.clone(), "/target");
        Ok(Self(places))
    }

    /// As cargo reads it from `CARGO_ENCODED_RUSTFLAGS`.
    pub fn flags(&self) -> OsString {
        let mut flags = OsString::new();
        for (folder, name) in &self.0 {
            if !flags.is_empty() {
                flags.push("\x1f");
            }
            flags.push("--remap-path-prefix=");
            flags.push(folder);
            flags.push("=");
            flags.push(name);
        }
        flags
    }

    /// The first of the folders that `content` names a file of.
    pub fn named_in(&self, content: &[u8]) -> Option<&Path> {
        let named = |folder: &Path| {
            let inside = [folder.as_os_str().as_encoded_bytes(), b"/"].concat();
            content.windows(inside.len()).any(|part| part == inside)
        };
        self.0.iter().map(|(folder, _)| folder.as_path()).find(|folder| named(folder))
    }
}

fn cargo_home(project: &Project) -> Option<PathBuf> {
    match env::var_os("CARGO_HOME") {
        Some(home) => Some(project.root.join(home)),
        None => Some(PathBuf::from(env::var_os("HOME")?).join(".cargo")),
    }
}

fn folders_in(dir: &Path) -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> =
        fs::read_dir(dir).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    folders.retain(|path| path.is_dir());
    folders.sort();
    folders
}

/// The commit that rustc was built from, out of what it says of its version.
/// `None` where it does not know it.
fn commit(version: &str) -> Option<&str> {
    version.lines().find_map(|line| line.strip_prefix("commit-hash: ")).filter(|hash| *hash != "unknown")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places() -> Places {
        let place = |folder: &str, name: &str| (PathBuf::from(folder), name.to_owned());
        Places(vec![place("/home/Ani Sahakyan/confins", "/confins"), place("/home/a/.cargo/src", "/crates")])
    }

    #[test]
    fn a_folder_with_a_space_in_its_name_stays_one() {
        let flags = places().flags().into_string().unwrap();
        let flags: Vec<&str> = flags.split('\x1f').collect();
        assert_eq!(
            flags,
            [
                "--remap-path-prefix=/home/Ani Sahakyan/confins=/confins",
                "--remap-path-prefix=/home/a/.cargo/src=/crates",
            ]
        );
    }

    #[test]
    fn a_folder_of_this_machine_is_found_in_bytes() {
        let wasm = b"\0asm/home/a/.cargo/src/leptos/src/lib.rs\xff";
        assert_eq!(places().named_in(wasm), Some(Path::new("/home/a/.cargo/src")));
        assert_eq!(places().named_in(b"\0asm/crates/leptos/src/lib.rs\xff"), None);
    }

    #[test]
    fn rustc_may_not_know_its_commit() {
        assert_eq!(commit("rustc 1.95.0\ncommit-hash: 0123\nhost: x\n"), Some("0123"));
        assert_eq!(commit("rustc 1.96.0\ncommit-hash: unknown\n"), None);
    }
}
