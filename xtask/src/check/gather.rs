//! Brings the files of an atlas, the article and its digest to the rules of the crates
//! `atlas` and `carto`. What one file cannot say does not keep the others from being read.

use std::fmt::Write as _;
use std::fs;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::Path;

use anyhow::{Context, Result, bail};
use atlas::check::{Article, Evidence, FeatureFacts, Finding, MANIFEST_FILE, Severity};
use atlas::manifest::{LayerEntry, Role};
use atlas::{Atlas, AtlasError, Chronicle, ClaimFile, FileKind, Manifest, Place, RegionFile};
use carto::Shape;
use carto::parse::FeatureIssue;
use fgb::Head;
use serde_json::json;
use sha2::{Digest, Sha256};

use super::keys;
use crate::geojson_rules::{self, Broken};

/// How many features of a layer that is read by parts are looked at.
const FEW: usize = 1_000;
/// How many bytes these may have.
const MOST_SAMPLED: u64 = 8 << 20;

/// What is wrong with the atlas in `dir`; with the `article` at hand, with its excerpts too.
///
/// # Errors
/// There is no atlas, or the article cannot be read.
pub fn findings(dir: &Path, article: Option<&Path>) -> Result<Vec<Finding>> {
    let article = article.map(|path| text(path).map(|text| (digest(&text), text))).transpose()?;
    let manifest_text = text(&dir.join(MANIFEST_FILE))?;
    let mut findings = Vec::new();
    let manifest = read(FileKind::Manifest, MANIFEST_FILE, Ok(manifest_text), Manifest::parse, &mut findings);
    // Where the manifest cannot tell what they are called, they most often are called this.
    let named = |file: Option<&String>, otherwise: &str| match (&manifest, file) {
        (Some(_), file) => file.cloned(),
        (None, _) => Some(otherwise.to_owned()).filter(|file| dir.join(file).is_file()),
    };
    let regions_file = named(manifest.as_ref().map(|m| &m.regions), "regions.json");
    let claims_file = named(manifest.as_ref().map(|m| &m.claims), "claims.json");
    let chronicle_file = named(manifest.as_ref().and_then(|m| m.chronicle.as_ref()), "chronicle.json");
    let got = |file: &str| text(&dir.join(file));
    let regions = regions_file
        .and_then(|file| read(FileKind::Regions, &file, got(&file), RegionFile::parse, &mut findings));
    let claims = claims_file
        .and_then(|file| read(FileKind::Claims, &file, got(&file), ClaimFile::parse, &mut findings));
    let chronicle = chronicle_file
        .and_then(|file| read(FileKind::Chronicle, &file, got(&file), Chronicle::parse, &mut findings));
    let Some(manifest) = manifest else { return Ok(findings) };

    let features = layers(dir, &manifest, &mut findings);
    if let Some(relief) = &manifest.relief
        && !dir.join(&relief.file).is_file()
    {
        findings.push(error(MANIFEST_FILE, "/relief/file", format!("no file {:?}", relief.file)));
    }
    findings.extend(manifest.locator.iter().flat_map(|locator| land(dir, &locator.file)));
    let headings = text(&dir.join("SOURCES.md")).ok().map(|text| atlas::check::heading_ids(&text));
    if headings.is_none() {
        findings.push(error("SOURCES.md", "/", "cannot be read, expected the origin of every file"));
    }
    // The rules that look from one file to another need all three.
    if let (Some(regions), Some(claims)) = (regions, claims) {
        let evidence = Evidence {
            features: &features,
            article: article.as_ref().map(|(sha256_hex, text)| Article { text, sha256_hex }),
            source_headings: headings.as_deref(),
            chronicle: chronicle.as_ref(),
        };
        findings.extend(atlas::check::check(&Atlas { manifest, regions, claims }, &evidence));
    }
    Ok(findings)
}

/// A file of the atlas; `None` where it cannot be read, which is a finding as are the
/// keys in it that nobody knows.
fn read<T>(
    kind: FileKind,
    file: &str,
    text: Result<String>,
    parse: fn(&str) -> Result<T, AtlasError>,
    findings: &mut Vec<Finding>,
) -> Option<T> {
    let text = match text {
        Ok(text) => text,
        Err(why) => {
            findings.push(error(file, "/", format!("{why:#}")));
            return None;
        }
    };
    findings.extend(repeated(file, &text));
    let read = atlas::check::unknown_keys(kind, file, &text).and_then(|unknown| {
        findings.extend(unknown);
        parse(&text)
    });
    read.map_err(|AtlasError { place, problem, .. }| {
        let at = match place {
            Place::Pointer(at) => at,
            // The line is found again where it is told.
            Place::File | Place::Line { .. } => "/".to_owned(),
        };
        findings.push(error(file, &at, problem));
    })
    .ok()
}

fn repeated(file: &str, text: &str) -> Vec<Finding> {
    keys::repeated(text).iter().map(|at| again(file, at)).collect()
}

fn again(file: &str, at: &str) -> Finding {
    error(file, at, "key again, expected it once: readers do not agree which one counts")
}

/// What is wrong with the locator's file: it is land, and no lines or points of it are drawn.
fn land(dir: &Path, file: &str) -> Vec<Finding> {
    let wrong = |message: String| vec![error(file, "/", message)];
    let text = match text(&dir.join(file)) {
        Ok(text) => text,
        Err(why) => return wrong(format!("{why:#}")),
    };
    let loaded = match carto::parse::parse_layer(&text) {
        Ok(loaded) => loaded,
        Err(why) => return wrong(why.to_string()),
    };
    let is_land = |shape: &Shape| matches!(shape, Shape::Areas(_));
    let others = loaded.layer.features.iter().filter(|f| !is_land(f.path.shape())).count();
    let mut findings: Vec<Finding> = loaded.issues.iter().map(|issue| left_out(file, issue)).collect();
    if others > 0 || loaded.layer.features.is_empty() {
        let got = format!("{others} of {} features without area", loaded.layer.features.len());
        findings.push(error(file, "/", got + ", expected polygons of land, at least one"));
    }
    let broken = geojson_rules::broken(&text).unwrap_or_default();
    findings.extend(broken.iter().map(|broken| unfit(file, broken)));
    findings
}

/// The facts of every layer; what is wrong with its geometry is a finding.
fn layers(dir: &Path, manifest: &Manifest, findings: &mut Vec<Finding>) -> Vec<FeatureFacts> {
    let mut features = Vec::new();
    for layer in &manifest.layers {
        let file = &*layer.file;
        let path = dir.join(file);
        let read = if layer.is_by_parts() { sample(layer, &path) } else { whole(&path) };
        match read.map(|bytes| judge(layer, &bytes)) {
            Err(why) => findings.push(error(file, "/", format!("{why:#}"))),
            Ok(Err(refused)) => findings.push(error(file, "/", refused)),
            Ok(Ok(judged)) => {
                findings.extend(judged.repeated.iter().map(|at| again(file, at)));
                findings.extend(judged.left_out.iter().map(|issue| left_out(file, issue)));
                findings.extend(judged.broken.iter().map(|broken| unfit(file, broken)));
                features.extend(judged.facts);
            }
        }
    }
    features
}

fn left_out(file: &str, issue: &FeatureIssue) -> Finding {
    error(file, &format!("/features/{}", issue.index()), issue.to_string())
}

fn unfit(file: &str, broken: &Broken) -> Finding {
    let at =
        broken.feature.as_ref().map_or_else(|| "/".to_owned(), |(index, _)| format!("/features/{index}"));
    error(file, &at, broken.to_string())
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
    pub left_out: Vec<FeatureIssue>,
    /// What is not as it should be published.
    pub broken: Vec<Broken>,
    /// Where keys stand twice.
    pub repeated: Vec<String>,
}

/// Reads a layer as the page does, and as every other program would: `Err` is
/// the first reason why it cannot be.
pub fn judge(layer: &LayerEntry, bytes: &[u8]) -> Result<Judged, String> {
    let loaded = carto::parse::parse_layer(bytes).map_err(|why| why.to_string())?;
    let text = std::str::from_utf8(bytes).map_err(|why| format!("not UTF-8: {why}"))?;
    let facts = atlas::check::feature_facts(layer, text).map_err(|why| why.to_string())?;
    let broken = geojson_rules::broken(text).map_err(|why| why.to_string())?;
    Ok(Judged {
        facts,
        drawn: loaded.layer.features.len(),
        left_out: loaded.issues,
        broken,
        repeated: keys::repeated(text),
    })
}

pub fn error(file: &str, at: &str, message: impl Into<String>) -> Finding {
    Finding { severity: Severity::Error, file: file.to_owned(), at: at.to_owned(), message: message.into() }
}

fn text(path: &Path) -> Result<String> {
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
    use crate::folder;

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

    /// A copy of the first atlas, spoilt.
    #[track_caller]
    fn spoilt(files: &[(&str, &str)]) -> Vec<Finding> {
        let own = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../geodata"));
        let dir = std::env::temp_dir().join(format!("confins-check-{}-{}", std::process::id(), files[0].0));
        folder::copy(own, &dir).unwrap();
        for (file, text) in files {
            fs::write(dir.join(file), text).unwrap();
        }
        let found = findings(&dir, None).unwrap();
        fs::remove_dir_all(&dir).unwrap();
        found
    }

    #[test]
    fn one_file_that_is_no_json_does_not_hide_what_is_wrong_in_another() {
        let found = spoilt(&[("regions.json", "{"), ("claims.json", "{\"source\": 3}")]);
        let files: Vec<&str> = found.iter().map(|finding| &*finding.file).collect();
        assert_eq!(files, ["regions.json", "claims.json"]);
        assert!(found[1].message.contains("expected"), "{found:?}");
    }

    #[test]
    fn without_a_manifest_the_other_files_are_looked_at_all_the_same() {
        let found = spoilt(&[("atlas.json", "[]"), ("claims.json", "{\"sources\": 3}")]);
        let files: Vec<&str> = found.iter().map(|finding| &*finding.file).collect();
        assert_eq!(files, ["atlas.json", "claims.json"]);
    }
}
