//! Asks cargo which crates are linked into the programs, and reads what it knows
//! of each.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::component::{Component, Components, Id};
use crate::lockfile;
use crate::process;
use crate::project::Project;
use crate::setup::{Bundler, TARGET};

/// Which cargo is asked, and for which machine's programs.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    /// The checkout.
    pub project: &'a Project,
    /// Whose cargo; that of this checkout's commands where it is not said.
    pub bundler: Option<&'a Bundler>,
    /// The target that the programs are compiled for.
    pub target: &'a str,
}

impl<'a> Asked<'a> {
    /// For what is in a bundle.
    pub fn of_bundle(project: &'a Project, bundler: &'a Bundler) -> Self {
        Self { project, bundler: Some(bundler), target: TARGET }
    }
}

/// The crates of these programs, by the packages that they are of.
pub fn linked(asked: Asked<'_>, packages: &[&str]) -> Result<Components> {
    let mut needs = BTreeMap::new();
    for package in packages {
        read_tree(&tree(asked, None, package)?, &mut needs)?;
    }
    described(asked, None, &needs)
}

/// What cargo prints as the tree of `package`: a depth, a name and a version a
/// line, without macros and what is only needed to build. `manifest`: of another
/// workspace.
pub fn tree(asked: Asked<'_>, manifest: Option<&str>, package: &str) -> Result<String> {
    let mut tree = asking(asked, "tree", manifest);
    tree.args(["--package", package, "--target", asked.target, "--edges", "normal,no-proc-macro"]);
    tree.args(["--prefix", "depth", "--format", " {p}"]);
    process::answer(&mut tree)
        .with_context(|| format!("`{}` does not say what {package} is made of", process::shown(&tree)))
}

fn asking(asked: Asked<'_>, what: &str, manifest: Option<&str>) -> std::process::Command {
    let mut cargo = match asked.bundler {
        Some(bundler) => bundler.command(asked.project, "cargo"),
        None => process::command(asked.project, "cargo"),
    };
    cargo.args([what, "--locked", "--offline"]);
    if let Some(manifest) = manifest {
        cargo.args(["--manifest-path", manifest]);
        // That is for programs, not for the library itself.
        cargo.env_remove("CARGO_UNSTABLE_BUILD_STD");
    }
    cargo
}

/// Adds to `needs` each crate of a tree with those right below it. A subtree
/// that was printed before is not printed again.
pub fn read_tree(text: &str, needs: &mut BTreeMap<Id, BTreeSet<Id>>) -> Result<()> {
    let mut above: Vec<Id> = Vec::new();
    for line in text.lines().filter(|line| !line.is_empty()) {
        let mut words = line.split(' ');
        let (depth, name, version) = (words.next(), words.next(), words.next());
        let (Some(Ok(depth)), Some(name), Some(version)) =
            (depth.map(str::parse::<usize>), name, version.and_then(|version| version.strip_prefix('v')))
        else {
            bail!("cargo tree printed {line:?}, expected a depth, a name and a version");
        };
        let id = (name.to_owned(), version.to_owned());
        above.truncate(depth);
        if let Some(parent) = above.last() {
            needs.entry(parent.clone()).or_default().insert(id.clone());
        }
        needs.entry(id.clone()).or_default();
        above.push(id);
    }
    Ok(())
}

/// The crates in `needs`, with what their manifests and files say.
pub fn described(
    asked: Asked<'_>,
    manifest: Option<&str>,
    needs: &BTreeMap<Id, BTreeSet<Id>>,
) -> Result<Components> {
    let mut ask = asking(asked, "metadata", manifest);
    ask.args(["--format-version", "1", "--filter-platform", asked.target]);
    let answer =
        process::answer(&mut ask).with_context(|| format!("`{}` says nothing", process::shown(&ask)))?;
    let metadata: Value = serde_json::from_str(&answer).context("cargo metadata is no JSON")?;
    let lock = match manifest {
        Some(manifest) => Path::new(manifest).with_file_name("Cargo.lock"),
        None => asked.project.root.join("Cargo.lock"),
    };
    let checksums = lockfile::checksums(&lock)?;
    let packages = metadata["packages"].as_array().context("cargo metadata names no packages")?;
    let mut components = Components::new();
    for package in packages {
        let id = (text(&package["name"]).unwrap_or_default(), text(&package["version"]).unwrap_or_default());
        let Some(needs) = needs.get(&id) else { continue };
        let manifest = text(&package["manifest_path"]).context("a package without a manifest")?;
        let folder = Path::new(&manifest).parent().context("a manifest in no folder")?;
        let authors = package["authors"].as_array().into_iter().flatten().filter_map(text).collect();
        let component = Component {
            licence: text(&package["license"]).map(|licence| spdx(&licence)),
            authors,
            repository: text(&package["repository"]),
            checksum: checksums.get(&id).cloned(),
            own: package["source"].is_null(),
            texts: texts(folder, text(&package["license_file"]).as_deref())?,
            needs: needs.clone(),
        };
        components.insert(id, component);
    }
    if let Some((name, version)) = needs.keys().find(|id| !components.contains_key(*id)) {
        bail!("cargo tree names {name} {version}, cargo metadata does not");
    }
    Ok(components)
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

/// Older manifests write `MIT/Apache-2.0`.
pub fn spdx(licence: &str) -> String {
    licence.split('/').map(str::trim).collect::<Vec<_>>().join(" OR ")
}

/// The files of a crate that a licence stands in: the one that its manifest
/// names, and those that are called so.
fn texts(folder: &Path, named: Option<&str>) -> Result<Vec<(String, String)>> {
    const NAMES: [&str; 5] = ["licen", "copying", "notice", "unlicense", "copyright"];
    let entries = fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))?;
    let mut texts = Vec::new();
    for entry in entries.flatten().filter(|entry| entry.path().is_file()) {
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_one = NAMES.iter().any(|start| name.to_lowercase().starts_with(start));
        if is_one || Some(name.as_str()) == named {
            let bytes = fs::read(entry.path())?;
            let text = String::from_utf8_lossy(&bytes).replace("\r\n", "\n").trim_end().to_owned();
            texts.push((name, text));
        }
    }
    texts.sort();
    Ok(texts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(name: &str) -> Id {
        (name.to_owned(), "1.0.0".to_owned())
    }

    #[test]
    fn a_tree_says_what_needs_what() {
        let tree = "0 app v1.0.0 (/w)\n1 a v1.0.0\n2 b v1.0.0\n1 c v1.0.0\n2 b v1.0.0 (*)\n\n";
        let mut needs = BTreeMap::new();
        read_tree(tree, &mut needs).unwrap();
        let of = |name: &str| needs[&id(name)].iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>();
        assert_eq!((of("app"), of("a"), of("c"), of("b")), (vec!["a", "c"], vec!["b"], vec!["b"], vec![]));
    }

    #[test]
    fn a_line_that_is_no_crate_is_an_error() {
        let error = read_tree("warning: x", &mut BTreeMap::new()).unwrap_err();
        assert!(error.to_string().contains("\"warning: x\""), "{error}");
    }

    #[test]
    fn a_slash_means_or() {
        assert_eq!(spdx("MIT/Apache-2.0"), "MIT OR Apache-2.0");
        assert_eq!(spdx("Unlicense OR MIT"), "Unlicense OR MIT");
    }
}
