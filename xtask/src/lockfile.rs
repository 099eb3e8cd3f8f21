//! Reads one version out of `Cargo.lock`.

use std::fs;

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
    fn the_whole_name_counts() {
        assert_eq!(version_of(LOCK, "wasm-bindgen").as_deref(), Some("0.2.130"));
    }

    #[test]
    fn an_absent_package_has_no_version() {
        assert_eq!(version_of(LOCK, "wasm"), None);
    }
}
