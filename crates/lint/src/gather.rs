//! Brings the files of an atlas, the article and its digest to the rules of the crates
//! `atlas` and `carto`. What one file cannot say does not keep the others from being read.

use atlas::check::{Article, Evidence, FeatureFacts, Finding, MANIFEST_FILE, Rule, Severity};
use atlas::manifest::{LayerEntry, Role};
use atlas::near::meant;
use atlas::{Atlas, AtlasError, Chronicle, ClaimFile, FileKind, Manifest, Place, RegionFile, address};
use carto::Shape;
use carto::parse::FeatureIssue;
use documents::words::nearest;
use fgb::Head;
use passages::sha256;
use serde_json::{Value, json};

use crate::folder::{Folder, text, whole};
use crate::geometry::{self, Broken};
use crate::keys;
use crate::tree::unmarked;

/// How many features of a layer that is read by parts are looked at.
const FEW: usize = 1_000;
/// How many bytes these may have.
const MOST_SAMPLED: u64 = 8 << 20;

/// How many bytes of GeoJSON a reader should not have to wait for.
const MOST_GEOJSON: usize = 5 << 20;

/// What is wrong with the atlas in `folder`; with the text of the `article`, with its
/// excerpts too.
///
/// # Errors
/// There is no atlas, and why.
pub fn findings(folder: &dyn Folder, article: Option<&str>) -> Result<Vec<Finding>, String> {
    let manifest_text = text(folder, MANIFEST_FILE)?;
    let mut findings = Vec::new();
    let manifest = read(FileKind::Manifest, MANIFEST_FILE, Ok(manifest_text), Manifest::parse, &mut findings);
    // Where the manifest cannot tell what they are called, they most often are called this.
    let named = |file: Option<&String>, otherwise: &str| match (&manifest, file) {
        (Some(_), file) => file.cloned(),
        (None, _) => Some(otherwise.to_owned()).filter(|file| folder.has(file)),
    };
    let regions_file = named(manifest.as_ref().map(|m| &m.regions), "regions.json");
    let claims_file = named(manifest.as_ref().map(|m| &m.claims), "claims.json");
    let chronicle_file = named(manifest.as_ref().and_then(|m| m.chronicle.as_ref()), "chronicle.json");
    let got = |file: &str| text(folder, file);
    let regions = regions_file
        .and_then(|file| read(FileKind::Regions, &file, got(&file), RegionFile::parse, &mut findings));
    let claims = claims_file
        .and_then(|file| read(FileKind::Claims, &file, got(&file), ClaimFile::parse, &mut findings));
    let chronicle = chronicle_file
        .and_then(|file| read(FileKind::Chronicle, &file, got(&file), Chronicle::parse, &mut findings));
    let Some(manifest) = manifest else { return Ok(findings) };

    let (features, unread) = layers(folder, &manifest, &mut findings);
    if let Some(relief) = &manifest.relief
        && !folder.has(&relief.file)
    {
        findings.push(error(Rule::File, MANIFEST_FILE, "/relief/file", format!("no file {:?}", relief.file)));
    }
    findings.extend(manifest.locator.iter().flat_map(|locator| land(folder, &locator.file)));
    findings.extend(without_interface(&manifest));
    let headings = text(folder, "SOURCES.md").ok().map(|text| atlas::check::heading_ids(&text));
    if headings.is_none() {
        let message = "cannot be read, expected the origin of every file";
        findings.push(error(Rule::File, "SOURCES.md", "/", message));
    }
    // The rules that look from one file to another need all three.
    if let (Some(regions), Some(claims)) = (regions, claims) {
        let digest = article.map(sha256);
        let evidence = Evidence {
            features: &features,
            unread: &unread,
            article: article.zip(digest.as_deref()).map(|(text, sha256_hex)| Article { text, sha256_hex }),
            source_headings: headings.as_deref(),
            chronicle: chronicle.as_ref(),
        };
        findings.extend(atlas::check::check(&Atlas { manifest, regions, claims }, &evidence));
    }
    Ok(findings)
}

/// The page's own words are in fewer languages than an atlas can be.
fn without_interface(manifest: &Manifest) -> Vec<Finding> {
    let known = languages::codes().join(", ");
    let speaks = |code: &String| nearest(std::slice::from_ref(code), languages::codes()).is_some();
    let lacking = manifest.languages.iter().filter(|code| !speaks(code));
    let told = lacking.map(|lang| {
        let message = format!("{lang:?}, in which the page has no words of its own: it has {known}");
        finding(Severity::Hint, Rule::Interface, MANIFEST_FILE, "/languages", message)
    });
    told.collect()
}

/// A file of the atlas; `None` where it cannot be read, which is a finding as are the
/// keys in it that nobody knows.
fn read<T>(
    kind: FileKind,
    file: &str,
    text: Result<String, String>,
    parse: fn(&str) -> Result<T, AtlasError>,
    findings: &mut Vec<Finding>,
) -> Option<T> {
    let text = match text {
        Ok(text) => text,
        Err(why) => {
            findings.push(error(Rule::File, file, "/", why));
            return None;
        }
    };
    findings.extend(repeated(file, &text));
    let read = atlas::check::unknown_keys(kind, file, &text).and_then(|unknown| {
        findings.extend(unknown);
        parse(&text)
    });
    read.map_err(|AtlasError { place, problem, .. }| {
        let (rule, object) = match place {
            Place::Pointer(at) => (Rule::Form, at),
            Place::File => (Rule::Form, String::new()),
            // The line is found again where it is told.
            Place::Line { .. } => (Rule::Json, String::new()),
        };
        findings.push(match misspelt(&text, &object, &problem) {
            Some(key) => error(
                rule,
                file,
                &format!("{object}/{key}"),
                format!("{problem}; is {key:?} meant to be it?"),
            ),
            None => error(rule, file, if object.is_empty() { "/" } else { &object }, problem),
        });
    })
    .ok()
}

/// The key of the object there that most likely is the one of which `problem` says that it is
/// missing.
fn misspelt(text: &str, object: &str, problem: &str) -> Option<String> {
    let wanted = problem.strip_prefix("key \"")?.strip_suffix("\" is missing")?;
    let root: Value = serde_json::from_str(unmarked(text)).ok()?;
    let keys = root.pointer(object)?.as_object()?.keys();
    meant(wanted, keys.map(String::as_str)).map(str::to_owned)
}

fn repeated(file: &str, text: &str) -> Vec<Finding> {
    keys::repeated(text).iter().map(|at| again(file, at)).collect()
}

fn again(file: &str, at: &str) -> Finding {
    error(Rule::KeyTwice, file, at, "key again, expected it once: readers do not agree which one counts")
}

/// What is wrong with the locator's file: it is land, and no lines or points of it are drawn.
fn land(folder: &dyn Folder, file: &str) -> Vec<Finding> {
    let wrong = |rule: Rule, message: String| vec![error(rule, file, "/", message)];
    let text = match text(folder, file) {
        Ok(text) => text,
        Err(why) => return wrong(Rule::File, why),
    };
    let loaded = match carto::parse::parse_layer(&text) {
        Ok(loaded) => loaded,
        Err(why) => return wrong(Rule::Geometry, why.to_string()),
    };
    let is_land = |shape: &Shape| matches!(shape, Shape::Areas(_));
    let others = loaded.layer.features.iter().filter(|f| !is_land(f.path.shape())).count();
    let mut findings: Vec<Finding> = loaded.issues.iter().map(|issue| left_out(file, issue)).collect();
    if others > 0 || loaded.layer.features.is_empty() {
        let got = format!("{others} of {} features without area", loaded.layer.features.len());
        findings.push(error(Rule::Geometry, file, "/", got + ", expected polygons of land, at least one"));
    }
    let broken = geometry::broken(&text).unwrap_or_default();
    findings.extend(broken.iter().map(|broken| unfit(file, broken)));
    findings
}

/// The facts of every layer, and the ids of those that have none as they cannot be read;
/// what is wrong with their geometry is a finding.
fn layers(
    folder: &dyn Folder,
    manifest: &Manifest,
    findings: &mut Vec<Finding>,
) -> (Vec<FeatureFacts>, Vec<String>) {
    let (mut features, mut unread) = (Vec::new(), Vec::new());
    for layer in &manifest.layers {
        let file = &*layer.file;
        if address::file(file).is_err() {
            // The manifest's own finding.
            unread.push(layer.id.clone());
            continue;
        }
        let read = if layer.is_by_parts() { sample(folder, layer) } else { whole(folder, file) };
        let bytes = match read {
            Ok(bytes) => bytes,
            Err(why) => {
                findings.push(error(Rule::File, file, "/", why));
                unread.push(layer.id.clone());
                continue;
            }
        };
        if !layer.is_by_parts() && bytes.len() > MOST_GEOJSON {
            let (got, most) = (bytes.len() >> 20, MOST_GEOJSON >> 20);
            let message = format!("{got} MB of GeoJSON, expected at most {most} or FlatGeobuf");
            findings.push(finding(Severity::Hint, Rule::Size, file, "/", message));
        }
        match judge(layer, &bytes) {
            Err(refused) => {
                findings.push(error(Rule::Geometry, file, "/", refused));
                unread.push(layer.id.clone());
            }
            Ok(judged) => {
                findings.extend(judged.repeated.iter().map(|at| again(file, at)));
                findings.extend(judged.left_out.iter().map(|issue| left_out(file, issue)));
                findings.extend(judged.broken.iter().map(|broken| unfit(file, broken)));
                features.extend(judged.facts);
            }
        }
    }
    (features, unread)
}

fn left_out(file: &str, issue: &FeatureIssue) -> Finding {
    error(Rule::Geometry, file, &format!("/features/{}", issue.index()), issue.to_string())
}

fn unfit(file: &str, broken: &Broken) -> Finding {
    let at =
        broken.feature.as_ref().map_or_else(|| "/".to_owned(), |(index, _)| format!("/features/{index}"));
    finding(broken.severity, broken.rule, file, &at, broken.to_string())
}

/// The first features of a layer that is read by parts, as GeoJSON: all have the same
/// columns, and whoever has a thousand million bytes wants an answer.
fn sample(folder: &dyn Folder, layer: &LayerEntry) -> Result<Vec<u8>, String> {
    if layer.role == Role::Story {
        return Err("FlatGeobuf, expected GeoJSON for a layer of role \"story\"".to_owned());
    }
    let file = &*layer.file;
    let part = |from: u64| {
        let part = folder.part(file, from, MOST_SAMPLED);
        part.map_err(|why| format!("{file} cannot be read: {why}"))
    };
    let head = Head::read(&part(0)?).map_err(|why| why.to_string())?;
    let bytes = part(head.start)?;
    let features = head.features(&bytes).take(FEW).collect::<Result<Vec<_>, _>>();
    let features = features.map_err(|why| why.to_string())?;
    serde_json::to_vec(&json!({ "type": "FeatureCollection", "features": features }))
        .map_err(|why| why.to_string())
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
///
/// # Errors
/// No reader makes anything of it.
pub fn judge(layer: &LayerEntry, bytes: &[u8]) -> Result<Judged, String> {
    let loaded = carto::parse::parse_layer(bytes).map_err(|why| why.to_string())?;
    let text = std::str::from_utf8(bytes).map_err(|why| format!("not UTF-8: {why}"))?;
    let facts = atlas::check::feature_facts(layer, text).map_err(|why| why.to_string())?;
    let broken = geometry::broken(text).map_err(|why| why.to_string())?;
    Ok(Judged {
        facts,
        drawn: loaded.layer.features.len(),
        left_out: loaded.issues,
        broken,
        repeated: keys::repeated(text),
    })
}

/// A finding that is an error.
pub fn error(rule: Rule, file: &str, at: &str, message: impl Into<String>) -> Finding {
    finding(Severity::Error, rule, file, at, message)
}

fn finding(severity: Severity, rule: Rule, file: &str, at: &str, message: impl Into<String>) -> Finding {
    Finding { severity, rule, file: file.to_owned(), at: at.to_owned(), message: message.into() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{ARTICLE, river};
    use crate::folder::Memory;

    #[test]
    fn no_atlas_is_an_error_that_names_the_file() {
        let why = findings(&Memory::default(), None).unwrap_err();
        assert_eq!(why, "atlas.json cannot be read: no such file");
    }

    /// The small atlas by the river, spoilt.
    #[track_caller]
    fn spoilt(files: &[(&str, &str)]) -> Vec<Finding> {
        let mut folder = river();
        for (file, text) in files {
            folder.0.insert((*file).to_owned(), text.as_bytes().to_vec());
        }
        findings(&folder, None).unwrap()
    }

    #[test]
    fn a_good_atlas_has_no_finding() {
        assert_eq!(findings(&river(), Some(ARTICLE)).unwrap(), []);
    }

    #[test]
    fn one_file_that_is_no_json_does_not_hide_what_is_wrong_in_another() {
        let found = spoilt(&[("regions.json", "{"), ("claims.json", "{\"source\": 3}")]);
        let told: Vec<_> = found.iter().map(|finding| (&*finding.file, finding.rule)).collect();
        assert_eq!(told, [("regions.json", Rule::Json), ("claims.json", Rule::Form)]);
        assert!(found[1].message.contains("expected"), "{found:?}");
    }

    #[test]
    fn without_a_manifest_the_other_files_are_looked_at_all_the_same() {
        let found = spoilt(&[("atlas.json", "[]"), ("claims.json", "{\"sources\": 3}")]);
        let files: Vec<&str> = found.iter().map(|finding| &*finding.file).collect();
        assert_eq!(files, ["atlas.json", "claims.json"]);
    }

    #[test]
    fn a_language_without_an_interface_is_a_hint() {
        let manifest = String::from_utf8(river().0["atlas.json"].clone()).unwrap();
        let languages = manifest.replacen(
            "\"languages\": [\"fr\", \"en\"]",
            "\"languages\": [\"fr\", \"en\", \"eo\"]",
            1,
        );
        assert_ne!(manifest, languages);
        let found = spoilt(&[("atlas.json", &languages)]);
        let hint = found.iter().find(|finding| finding.rule == Rule::Interface).expect("told");
        assert_eq!(hint.severity, Severity::Hint);
        assert_eq!(
            hint.message,
            "\"eo\", in which the page has no words of its own: it has fr, en, de, es, ru, hy, az, ar"
        );
    }

    #[test]
    fn a_large_file_of_geojson_is_a_hint() {
        let mut land = String::from_utf8(river().0["base/land.geojson"].clone()).unwrap();
        land.push_str(&" ".repeat(MOST_GEOJSON));
        let found = spoilt(&[("base/land.geojson", &land)]);
        assert_eq!(found.iter().map(|finding| finding.rule).collect::<Vec<_>>(), [Rule::Size]);
    }
}
