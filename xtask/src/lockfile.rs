//! Reads versions and checksums out of `Cargo.lock`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::project::Project;

/// The version of wasm-bindgen that the app is built with; its command-line
/// tool must be exactly that one.
///
/// # Errors
/// No `Cargo.lock`, or wasm-bindgen is not in it.
pub fn wasm_bindgen(project: &Project) -> Result<String> {
    let path = project.root.join("Cargo.lock");
    let text = fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))?;
    version_of(&text, "wasm-bindgen").context("Cargo.lock names no wasm-bindgen")
}

/// The version of the first package called `name`.
fn version_of(lock: &str, name: &str) -> Option<String> {
    let wanted = format!("name = \"{name}\"");
    let mut lines = lock.lines().skip_while(|line| *line != wanted);
    lines.next()?;
    let version = lines.next()?.strip_prefix("version = \"")?;
    Some(version.strip_suffix('"')?.to_owned())
}

/// The SHA-256 of each package from a registry, by its name and version.
///
/// # Errors
/// The file cannot be read.
pub fn checksums(path: &Path) -> Result<BTreeMap<(String, String), String>> {
    let text = fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
    Ok(checksums_in(&text))
}

fn checksums_in(lock: &str) -> BTreeMap<(String, String), String> {
    let one = |package: &str| {
        let value = |key: &str| {
            let (_, rest) = package.split_once(&format!("\n{key} = \""))?;
            rest.split_once('"').map(|(value, _)| value.to_owned())
        };
        Some(((value("name")?, value("version")?), value("checksum")?))
    };
    lock.split("[[package]]").skip(1).filter_map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = r#"
[[package]]
name = "wasm-bindgen-macro"
version = "0.2.1"

[[package]]
name = "wasm-bindgen"
version = "0.2.130"
source = "registry"
"#;

    #[test]
    fn only_packages_of_a_registry_have_a_checksum() {
        let lock = format!("{LOCK}checksum = \"ab\"\n");
        let checksums = checksums_in(&lock);
        assert_eq!(checksums.len(), 1);
        assert_eq!(checksums[&("wasm-bindgen".to_owned(), "0.2.130".to_owned())], "ab");
    }

    #[test]
    fn the_whole_name_counts() {
        assert_eq!(version_of(LOCK, "wasm-bindgen").as_deref(), Some("0.2.130"));
    }

    #[test]
    fn an_absent_package_has_no_version() {
        assert_eq!(version_of(LOCK, "wasm"), None);
    }
}
