//! The atlas in `geodata/` keeps every rule, its excerpts anchored in the
//! article where that is at hand: `CONFINS_ARTICLE` names its text, else
//! `../shared/content/article.txt` beside the checkout is looked for. The
//! article is never part of the repository.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use atlas::check::{self, Article, Evidence, Severity};
use atlas::{Atlas, FileKind};
use sha2::{Digest as _, Sha256};

fn checkout() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

#[track_caller]
fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The article's text; `None` where it is not at hand, or `CONFINS_ARTICLE` is
/// empty. One that is named, or there, but cannot be read is a failure.
fn article() -> Option<String> {
    let beside = checkout().join("../shared/content/article.txt");
    let path = env::var_os("CONFINS_ARTICLE").map_or(beside, PathBuf::from);
    let is_given = env::var_os("CONFINS_ARTICLE").is_some_and(|named| !named.is_empty());
    (is_given || path.exists()).then(|| read(&path))
}

fn sha256_hex(text: &str) -> String {
    let digest = Sha256::digest(text);
    digest.iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[test]
fn the_first_atlas_keeps_every_rule() {
    let folder = checkout().join("geodata");
    let manifest = read(&folder.join(check::MANIFEST_FILE));
    let named = atlas::Manifest::parse(&manifest).unwrap_or_else(|error| panic!("{error}"));
    let (regions, claims) = (read(&folder.join(&named.regions)), read(&folder.join(&named.claims)));
    let chronicle = named.chronicle.as_ref().map(|file| read(&folder.join(file))).unwrap_or_default();
    let chronicle = atlas::Chronicle::parse(&chronicle).unwrap_or_else(|error| panic!("{error}"));
    let atlas = Atlas::parse(&manifest, &regions, &claims);
    let atlas = atlas.unwrap_or_else(|error| panic!("{error}"));

    let mut features = Vec::new();
    for layer in &atlas.manifest.layers {
        let facts = check::feature_facts(layer, &read(&folder.join(&layer.file)));
        features.extend(facts.unwrap_or_else(|error| panic!("{}: {error}", layer.file)));
    }
    let headings = check::heading_ids(&read(&folder.join("SOURCES.md")));

    let article = article();
    if article.is_none() {
        // Past the test harness, which would swallow the line of a test that
        // passes.
        let _ = writeln!(
            io::stderr(),
            "skipped: anchoring excerpts in the article, whose text is not here \
             (CONFINS_ARTICLE can name it); every other rule is checked"
        );
    }
    let digest = article.as_deref().map(sha256_hex).unwrap_or_default();
    let article = article.as_deref().map(|text| Article { text, sha256_hex: &digest });

    let evidence = Evidence {
        features: &features,
        unread: &[],
        article,
        source_headings: Some(&headings),
        chronicle: Some(&chronicle),
    };
    let mut findings = check::check(&atlas, &evidence);
    for (kind, file, text) in [
        (FileKind::Manifest, check::MANIFEST_FILE, &manifest),
        (FileKind::Regions, &*named.regions, &regions),
        (FileKind::Claims, &*named.claims, &claims),
    ] {
        let unknown = check::unknown_keys(kind, file, text);
        findings.extend(unknown.unwrap_or_else(|error| panic!("{error}")));
    }

    let (errors, warnings): (Vec<_>, Vec<_>) =
        findings.iter().partition(|finding| finding.severity == Severity::Error);
    for warning in warnings {
        println!("{warning}");
    }
    let errors: Vec<String> = errors.iter().map(ToString::to_string).collect();
    assert!(errors.is_empty(), "\n{}", errors.join("\n"));
}
