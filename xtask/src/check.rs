//! Checks an atlas: brings the files, the article and its digest to the rules
//! of the crates `atlas` and `carto`, and prints what they find.

use std::env;
use std::fmt::Write as _;
use std::fs;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use atlas::check::{Article, Evidence, FeatureFacts, Finding, Severity};
use atlas::manifest::{LayerEntry, Role};
use atlas::{Atlas, Chronicle, FileKind, Manifest};
use carto::Shape;
use fgb::Head;
use serde_json::json;
use sha2::{Digest, Sha256};

use crate::geojson_rules;
use crate::process::say;
use crate::project::Project;
use crate::report::{Counts, Outcome};

/// How many features of a layer that is read by parts are looked at.
const FEW: usize = 1_000;
/// How many bytes these may have.
const MOST_SAMPLED: u64 = 8 << 20;

/// Options of `cargo xtask check`.
#[derive(Debug, Default, PartialEq)]
pub struct Options {
    /// `None`: `geodata/`.
    pub atlas: Option<PathBuf>,
    /// `None`: looked for where [`Project::article`] says.
    pub article: Option<PathBuf>,
}

/// `cargo xtask check`.
///
/// # Errors
/// The atlas cannot be read.
pub fn command(project: &Project, options: &Options) -> Result<ExitCode> {
    let outcome = atlas(project, options)?;
    say(&outcome.note);
    Ok(if outcome.counts.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Prints every finding. Counts one for the atlas and one for its excerpts,
/// which are skipped where the article is not at hand.
///
/// # Errors
/// A file of the atlas is missing or unreadable.
pub fn atlas(project: &Project, options: &Options) -> Result<Outcome> {
    let own = project.root.join("geodata");
    let dir = options.atlas.clone().unwrap_or_else(|| own.clone());
    // The article beside the checkout is the one of its own atlas.
    let article = options.article.clone().or_else(|| project.article().filter(|_| dir == own));
    let mut findings = findings(&dir, article.as_deref())?;
    if dir == own {
        findings.extend(schema_findings(&dir)?);
    }
    for finding in &findings {
        println!("{finding}");
    }
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    let mut note = format!("{}: {errors} errors, {} warnings", project.shown(&dir), findings.len() - errors);
    let mut counts = if errors == 0 { Counts::PASSED } else { Counts::FAILED };
    if article.is_none() {
        counts = counts.plus(Counts::SKIPPED);
        note.push_str("; excerpts not looked up: the article's text is not here (CONFINS_ARTICLE)");
    }
    Ok(Outcome { note, ..counts.into() })
}

fn findings(dir: &Path, article: Option<&Path>) -> Result<Vec<Finding>> {
    let manifest_text = read(&dir.join("atlas.json"))?;
    let manifest = Manifest::parse(&manifest_text)?;
    let regions_text = read(&dir.join(&manifest.regions))?;
    let claims_text = read(&dir.join(&manifest.claims))?;
    let atlas = Atlas::parse(&manifest_text, &regions_text, &claims_text)?;
    let chronicle_text = manifest.chronicle.as_ref().map(|file| read(&dir.join(file))).transpose()?;
    let chronicle = chronicle_text.as_deref().map(Chronicle::parse).transpose()?;

    let mut findings = Vec::new();
    for (kind, file, text) in [
        (FileKind::Manifest, "atlas.json", &manifest_text),
        (FileKind::Regions, &*manifest.regions, &regions_text),
        (FileKind::Claims, &*manifest.claims, &claims_text),
    ] {
        findings.extend(atlas::check::unknown_keys(kind, file, text)?);
    }
    if let (Some(file), Some(text)) = (&manifest.chronicle, &chronicle_text) {
        findings.extend(atlas::check::unknown_keys(FileKind::Chronicle, file, text)?);
    }
    let features = layers(dir, &atlas, &mut findings);
    if let Some(relief) = &atlas.manifest.relief
        && !dir.join(&relief.file).is_file()
    {
        findings.push(error("atlas.json", "/relief/file", format!("no file {:?}", relief.file)));
    }
    findings.extend(atlas.manifest.locator.iter().flat_map(|locator| land(dir, &locator.file)));
    let headings =
        fs::read_to_string(dir.join("SOURCES.md")).ok().map(|text| atlas::check::heading_ids(&text));
    if headings.is_none() {
        findings.push(error("SOURCES.md", "/", "cannot be read, expected the origin of every file"));
    }
    let article = article.map(|path| read(path).map(|text| (digest(&text), text))).transpose()?;
    let evidence = Evidence {
        features: &features,
        article: article.as_ref().map(|(sha256_hex, text)| Article { text, sha256_hex }),
        source_headings: headings.as_deref(),
        chronicle: chronicle.as_ref(),
    };
    findings.extend(atlas::check::check(&atlas, &evidence));
    Ok(findings)
}

/// What is wrong with the locator's file: it is land, and no lines or points of it are drawn.
fn land(dir: &Path, file: &str) -> Vec<Finding> {
    let wrong = |message: String| vec![error(file, "/", message)];
    let text = match read(&dir.join(file)) {
        Ok(text) => text,
        Err(why) => return wrong(format!("{why:#}")),
    };
    let loaded = match carto::parse::parse_layer(&text) {
        Ok(loaded) => loaded,
        Err(why) => return wrong(why.to_string()),
    };
    let is_land = |shape: &Shape| matches!(shape, Shape::Areas(_));
    let others = loaded.layer.features.iter().filter(|f| !is_land(f.path.shape())).count();
    let mut findings: Vec<Finding> =
        loaded.issues.iter().map(|issue| error(file, "/", issue.to_string())).collect();
    if others > 0 || loaded.layer.features.is_empty() {
        let got = format!("{others} of {} features without area", loaded.layer.features.len());
        findings.push(error(file, "/", got + ", expected polygons of land, at least one"));
    }
    findings.extend(geojson_rules::broken(&text).into_iter().flatten().map(|why| error(file, "/", why)));
    findings
}

/// The facts of every layer; what is wrong with its geometry is a finding.
fn layers(dir: &Path, atlas: &Atlas, findings: &mut Vec<Finding>) -> Vec<FeatureFacts> {
    let mut features = Vec::new();
    for layer in &atlas.manifest.layers {
        let mut wrong = |message: String| findings.push(error(&layer.file, "/", message));
        let path = dir.join(&layer.file);
        let read = if layer.is_by_parts() { sample(layer, &path) } else { whole(&path) };
        match read.map(|bytes| judge(layer, &bytes)) {
            Err(why) => wrong(format!("{why:#}")),
            Ok(Err(refused)) => wrong(refused),
            Ok(Ok(judged)) => {
                judged.left_out.into_iter().chain(judged.broken).for_each(wrong);
                features.extend(judged.facts);
            }
        }
    }
    features
}

fn whole(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("{} cannot be read", path.display()))
}

/// The first features of a layer that is read by parts, as GeoJSON: all have the same
/// columns, and whoever has a thousand million bytes wants an answer.
fn sample(layer: &LayerEntry, path: &Path) -> Result<Vec<u8>> {
    if layer.role == Role::Story {
        bail!("FlatGeobuf, expected GeoJSON for a layer of role \"story\"");
    }
    let file = fs::File::open(path).with_context(|| format!("{} cannot be read", path.display()))?;
    let part = |from: u64| -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        (&file).seek(SeekFrom::Start(from))?;
        (&file).take(MOST_SAMPLED).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    let head = Head::read(&part(0)?)?;
    let bytes = part(head.start)?;
    let features = head.features(&bytes).take(FEW).collect::<Result<Vec<_>, _>>()?;
    Ok(serde_json::to_vec(&json!({ "type": "FeatureCollection", "features": features }))?)
}

/// What the check makes of one layer that can be read.
pub struct Judged {
    /// About every feature.
    pub facts: Vec<FeatureFacts>,
    /// How many features are drawn.
    pub drawn: usize,
    /// Why the others are not.
    pub left_out: Vec<String>,
    /// What is not as it should be published.
    pub broken: Vec<String>,
}

/// Reads a layer as the page does, and as every other program would: `Err` is
/// the first reason why it cannot be.
pub fn judge(layer: &LayerEntry, bytes: &[u8]) -> Result<Judged, String> {
    let loaded = carto::parse::parse_layer(bytes).map_err(|why| why.to_string())?;
    let text = std::str::from_utf8(bytes).map_err(|why| format!("not UTF-8: {why}"))?;
    let facts = atlas::check::feature_facts(layer, text).map_err(|why| why.to_string())?;
    let broken = geojson_rules::broken(text).map_err(|why| why.to_string())?;
    let left_out = loaded.issues.iter().map(ToString::to_string).collect();
    Ok(Judged { facts, drawn: loaded.layer.features.len(), left_out, broken })
}

/// `geodata/schema/` is written from the Rust types: `UPDATE=1` writes it anew.
fn schema_findings(dir: &Path) -> Result<Vec<Finding>> {
    let folder = dir.join("schema");
    let update = env::var_os("UPDATE").is_some_and(|value| value == "1");
    let mut findings = Vec::new();
    for (name, want) in atlas::schemas() {
        let path = folder.join(name);
        if fs::read_to_string(&path).is_ok_and(|got| got == want) {
            continue;
        }
        if update {
            fs::create_dir_all(&folder)?;
            fs::write(&path, want).with_context(|| format!("{} cannot be written", path.display()))?;
            say(format!("wrote {}", path.display()));
        } else {
            let message = "not what the Rust types say: `UPDATE=1 cargo xtask check` writes it anew";
            findings.push(error(&format!("schema/{name}"), "/", message));
        }
    }
    Ok(findings)
}

fn error(file: &str, at: &str, message: impl Into<String>) -> Finding {
    Finding { severity: Severity::Error, file: file.to_owned(), at: at.to_owned(), message: message.into() }
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))
}

fn digest(text: &str) -> String {
    Sha256::digest(text).iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_is_in_lower_case_hex() {
        let want = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(digest("abc"), want);
    }

    #[test]
    fn no_atlas_is_an_error_that_names_the_file() {
        let why = findings(Path::new("/nonexistent"), None).unwrap_err();
        assert!(format!("{why:#}").contains("atlas.json"), "{why:#}");
    }
}
