//! Makes what trunk built smaller, by tools that know its languages: Binaryen gives
//! the programs short names for what they share with their glue, some hundred names
//! of 30 characters with a hash in each; esbuild takes them over into the glue and
//! drops comments and blank space from scripts and the style.

mod order;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};
use base64::prelude::{BASE64_STANDARD as BASE64, Engine};
use bundle::{names, page};
use serde::Deserialize;
use sha2::{Digest, Sha256, Sha384};

use crate::process;
use crate::project::Project;
use crate::setup::Bundler;

/// What rustc's wasm32 target uses; trunk's run of wasm-opt has removed the note of it.
const FEATURES: [&str; 6] = [
    "bulk-memory",
    "multivalue",
    "mutable-globals",
    "nontrapping-float-to-int",
    "reference-types",
    "sign-ext",
];

/// Minifies page and worker, their scripts and the style in `dist`, as trunk left it.
///
/// # Errors
/// A file is missing, or one of the tools fails.
pub fn bundle(project: &Project, bundler: &Bundler) -> Result<()> {
    let dist = &project.dist;
    let page = dist.join("index.html");
    let html = fs::read_to_string(&page).with_context(|| format!("{} cannot be read", page.display()))?;
    let named = |name: &str| names::named(&html, name).with_context(|| format!("the page names no {name}"));
    let (glue, program) = (named("app-script")?, named("app-wasm")?);
    let start = names::start_script(&html).context("the page has no start script")?;
    let changed = [glue.clone(), program.clone(), start.clone()];
    let before = digests::<Sha384>("sha384", dist, &changed)?;

    let tool = |name: &str| bundler.command(project, name);
    // What the worker's glue offers to its loader is named alike in both.
    let worker = ["basemap.js".to_owned(), "basemap_loader.js".to_owned()];
    for (scripts, program) in [(&[glue][..], &*program), (&worker, "basemap_bg.wasm")] {
        let wasm_opt = || {
            let mut wasm_opt = tool("wasm-opt");
            wasm_opt.args(FEATURES.map(|feature| format!("--enable-{feature}")));
            wasm_opt
        };
        let short = with_short_names(wasm_opt(), &dist.join(program))?;
        order::best(wasm_opt, &dist.join(program))?;
        let cache = project.wasm_target.join("short-names.json");
        fs::write(&cache, serde_json::to_string(&short)?)
            .with_context(|| format!("{} cannot be written", cache.display()))?;
        let mut esbuild = in_place(tool("esbuild"), dist, scripts);
        esbuild
            .args(["--minify-whitespace", "--minify-identifiers", "--mangle-quoted"])
            .arg(format!("--mangle-props=^({})$", alternatives(short.keys())))
            .arg(format!("--mangle-cache={}", cache.display()));
        process::run(&mut esbuild)?;
    }
    // Scripts keep their syntax: the oldest browsers must be able to read what tells
    // them that they are too old.
    let scripts = [start, "first.js".to_owned()];
    process::run(
        in_place(tool("esbuild"), dist, &scripts).args(["--minify-whitespace", "--minify-identifiers"]),
    )?;
    process::run(in_place(tool("esbuild"), dist, &page::parts(&html)).arg("--minify-whitespace"))?;

    // As strong as the page's other digests, and 16 bytes shorter each than trunk's own:
    // chance, to a compressor.
    let after = digests::<Sha256>("sha256", dist, &changed)?;
    let html = before.iter().zip(&after).fold(html, |html, (before, after)| html.replace(before, after));
    fs::write(&page, html).with_context(|| format!("{} cannot be written", page.display()))
}

/// esbuild over `files` of `dist`, each of which it replaces.
fn in_place(mut esbuild: Command, dist: &Path, files: &[String]) -> Command {
    esbuild.current_dir(dist).args(files).args(["--allow-overwrite", "--outdir=.", "--log-level=warning"]);
    esbuild
}

/// What wasm-opt prints of the names that it has made short.
#[derive(Deserialize)]
struct Names {
    /// Module, name, short name.
    imports: Vec<(String, String, String)>,
    /// Name, short name.
    exports: Vec<(String, String)>,
}

/// Gives the program at `path` short names for all that it imports and exports, and
/// answers them by the long ones.
fn with_short_names(mut wasm_opt: Command, path: &Path) -> Result<BTreeMap<String, String>> {
    // Browsers need no list of what they must know; nothing reads the program after this.
    wasm_opt.args(["--strip-target-features", "--minify-imports-and-exports-and-modules"]);
    wasm_opt.arg(path).arg("-o").arg(path);
    let told =
        process::answer(&mut wasm_opt).with_context(|| format!("`{}` failed", process::shown(&wasm_opt)))?;
    short_names(&told)
}

fn short_names(told: &str) -> Result<BTreeMap<String, String>> {
    /// What that pass calls every module that something is imported from.
    const MODULE: &str = "a";
    let Names { imports, exports } =
        serde_json::from_str(told).context("wasm-opt has not told the names that it made short")?;
    let mut short = BTreeMap::new();
    let modules = imports.iter().map(|(module, ..)| (module.clone(), MODULE.to_owned()));
    let imports = imports.iter().map(|(_, name, short)| (name.clone(), short.clone()));
    for (long, name) in modules.chain(imports).chain(exports) {
        if let Some(other) = short.insert(long.clone(), name.clone()).filter(|other| *other != name) {
            bail!("{long} has two short names, {other} and {name}: the glue cannot tell which");
        }
    }
    Ok(short)
}

/// A pattern for exactly these names.
fn alternatives<'a>(names: impl Iterator<Item = &'a String>) -> String {
    let escaped = names.map(|name| name.replace('.', r"\.").replace('$', r"\$"));
    escaped.collect::<Vec<_>>().join("|")
}

/// What each of `files` must be, as links say it: by the digest `D`, which `integrity`
/// calls `kind`.
fn digests<D: Digest>(kind: &str, dist: &Path, files: &[String]) -> Result<Vec<String>> {
    let digest = |file: &String| {
        let path = dist.join(file);
        let content = fs::read(&path).with_context(|| format!("{} cannot be read", path.display()))?;
        Ok(format!("{kind}-{}", BASE64.encode(D::digest(content))))
    };
    files.iter().map(digest).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_wasm_opt_tells_them() {
        let told = r#"{ "imports": [["./a_bg.js", "__wbg_log_0f", "a"]], "exports": [["memory", "b"]] }"#;
        let names = short_names(told).unwrap();
        let names: Vec<(&str, &str)> = names.iter().map(|(long, short)| (&**long, &**short)).collect();
        assert_eq!(names, [("./a_bg.js", "a"), ("__wbg_log_0f", "a"), ("memory", "b")]);
        assert!(short_names("").is_err());
    }

    #[test]
    fn a_name_of_two_things_is_an_error() {
        let told = r#"{ "imports": [["./a_bg.js", "stop", "a"]], "exports": [["stop", "b"]] }"#;
        let error = short_names(told).unwrap_err().to_string();
        assert_eq!(error, "stop has two short names, a and b: the glue cannot tell which");
    }

    #[test]
    fn the_pattern_is_for_these_names_alone() {
        let names = ["./a_bg.js".to_owned(), "memory".to_owned()];
        assert_eq!(alternatives(names.iter()), r"\./a_bg\.js|memory");
    }
}
