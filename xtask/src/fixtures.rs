//! Reads other people's files as the page reads a layer and as the check does,
//! and tells where the two do not agree. Sets of such files are fetched by hand
//! and never committed; what they came to is in docs/trust-fuzz.md.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::panic;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use atlas::Localized;
use atlas::manifest::{LayerEntry, Role};
use carto::parse::parse_feature;
use carto::stream::Splitter;
use lint::judge;

/// No file may take longer.
const PATIENCE: Duration = Duration::from_secs(2);

/// Bytes that arrive at a time: a prime, so that cuts fall anywhere.
const CHUNK: usize = 1_021;

/// `cargo xtask fixtures`.
///
/// # Errors
/// There is no such folder, or a file in it cannot be read.
pub fn command(dir: &Path) -> Result<ExitCode> {
    let mut files = Vec::new();
    collect(dir, &mut files)?;
    if files.is_empty() {
        bail!("{} has no file", dir.display());
    }
    files.sort();
    // A panic is a result here, told in its row.
    panic::set_hook(Box::new(|_| {}));
    let mut sums: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    println!("| file | way | page | check | |\n|---|---|---|---|---|");
    for file in &files {
        let bytes = fs::read(file).with_context(|| format!("{} cannot be read", file.display()))?;
        for way in Way::ALL {
            let (page, check) = (told(way.dress(&bytes), by_page), told(way.dress(&bytes), by_check));
            let verdict = compare(&page, &check);
            *sums.entry((way.name(), verdict)).or_default() += 1;
            let name = file.strip_prefix(dir).unwrap_or(file).display();
            println!("| {name} | {} | {page} | {check} | {verdict} |", way.name());
        }
    }
    println!("\n{} files", files.len());
    for ((way, verdict), count) in &sums {
        println!("{way}: {count} {verdict}");
    }
    let bad = sums.keys().any(|(_, verdict)| [DISAGREE, FAILED].contains(verdict));
    Ok(if bad { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn collect(dir: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    let entries = fs::read_dir(dir).with_context(|| format!("{} cannot be read", dir.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|kind| kind == "json" || kind == "geojson") {
            files.push(path);
        }
    }
    Ok(())
}

/// What a file stands for: most of them are no layer, but could be in one.
#[derive(Clone, Copy)]
enum Way {
    Layer,
    Feature,
    Geometry,
    Property,
}

impl Way {
    const ALL: [Self; 4] = [Self::Layer, Self::Feature, Self::Geometry, Self::Property];

    fn name(self) -> &'static str {
        match self {
            Self::Layer => "as a layer",
            Self::Feature => "as a feature",
            Self::Geometry => "as a geometry",
            Self::Property => "as a property",
        }
    }

    /// A layer in which `bytes` stand for that.
    fn dress(self, bytes: &[u8]) -> Vec<u8> {
        let (before, after) = match self {
            Self::Layer => return bytes.to_vec(),
            Self::Feature => ("", ""),
            Self::Geometry => (r#"{"type":"Feature","properties":{},"geometry":"#, "}"),
            Self::Property => (
                r#"{"type":"Feature","geometry":{"type":"Point","coordinates":[1,2]},"properties":{"a":"#,
                "}}",
            ),
        };
        let collection = br#"{"type":"FeatureCollection","features":["#;
        [collection, before.as_bytes(), bytes, after.as_bytes(), b"]}"].concat()
    }
}

/// What a reader says of a layer.
#[derive(Debug, PartialEq)]
enum Said {
    Refused(String),
    Read { drawn: usize, left_out: Vec<String> },
    Panicked(String),
    TooLate,
}

impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // One row each, whatever a file says.
        let short = |text: &str| -> String {
            let plain = |c: char| if c.is_control() || c == '|' { ' ' } else { c };
            text.chars().take(100).map(plain).collect()
        };
        match self {
            Self::Refused(why) => write!(f, "refused: {}", short(why)),
            Self::Read { drawn, left_out } => {
                write!(f, "{drawn} drawn, {} left out", left_out.len())?;
                left_out.first().map_or(Ok(()), |why| write!(f, ": {}", short(why)))
            }
            Self::Panicked(why) => write!(f, "PANIC: {}", short(why)),
            Self::TooLate => write!(f, "no answer after {} s", PATIENCE.as_secs()),
        }
    }
}

/// What `reader` says within the time that it has.
fn told(bytes: Vec<u8>, reader: fn(&[u8]) -> Said) -> Said {
    let (tell, hear) = mpsc::channel();
    let reading = thread::spawn(move || {
        // Nobody may be there to hear it any more.
        let _ = tell.send(reader(&bytes));
    });
    match hear.recv_timeout(PATIENCE) {
        Ok(said) => said,
        Err(mpsc::RecvTimeoutError::Timeout) => Said::TooLate,
        Err(mpsc::RecvTimeoutError::Disconnected) => {
            let why = reading.join().err().and_then(|why| why.downcast::<String>().ok());
            Said::Panicked(why.map_or_else(String::new, |why| *why))
        }
    }
}

/// As the worker does, bytes as they come.
fn by_page(bytes: &[u8]) -> Said {
    let (mut drawn, mut left_out) = (0, Vec::new());
    let mut splitter = Splitter::new();
    for chunk in bytes.chunks(CHUNK) {
        splitter.push(chunk, &mut |index, text| match parse_feature(index, text) {
            Ok(_) => drawn += 1,
            Err(issue) => left_out.push(issue.to_string()),
        });
    }
    match splitter.finish() {
        Ok(()) => Said::Read { drawn, left_out },
        Err(why) => Said::Refused(why.to_string()),
    }
}

fn by_check(bytes: &[u8]) -> Said {
    let entry = LayerEntry {
        id: "fixture".to_owned(),
        file: "fixture".to_owned(),
        role: Role::Base,
        name: Localized::default(),
        switch: false,
        on: true,
        legend: Vec::new(),
    };
    match judge(&entry, bytes) {
        Ok(judged) => Said::Read {
            drawn: judged.drawn,
            left_out: judged.left_out.iter().map(ToString::to_string).collect(),
        },
        Err(why) => Said::Refused(why),
    }
}

const AGREE: &str = "agree";
/// The page draws what the check would have mended before it is published.
const STRICTER: &str = "check is stricter";
const DISAGREE: &str = "DISAGREE";
const FAILED: &str = "FAILED";

fn compare(page: &Said, check: &Said) -> &'static str {
    match (page, check) {
        (Said::Panicked(_) | Said::TooLate, _) | (_, Said::Panicked(_) | Said::TooLate) => FAILED,
        (Said::Refused(_), Said::Refused(_)) => AGREE,
        (page, check) if page == check => AGREE,
        (Said::Read { .. }, Said::Refused(_)) => STRICTER,
        _ => DISAGREE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, want: &str) {
        let bytes = text.as_bytes().to_vec();
        assert_eq!(compare(&told(bytes.clone(), by_page), &told(bytes, by_check)), want);
    }

    #[test]
    fn both_draw_both_leave_out_and_both_refuse() {
        check(r#"{"type":"FeatureCollection","features":[]}"#, AGREE);
        check(
            r#"{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null,"properties":null}]}"#,
            AGREE,
        );
        check("<html>", AGREE);
    }

    #[test]
    fn what_is_no_json_in_a_feature_costs_the_page_that_feature_and_the_check_the_file() {
        check(r#"{"type":"FeatureCollection","features":[{"a":tru}]}"#, STRICTER);
    }

    /// Our own fixtures that the check refuses, while the page draws what else
    /// is in the file: a feature of each is no JSON, no object, or no text.
    const REFUSED_BY_THE_CHECK: [&str; 6] = [
        "features-are-no-features",
        "infinity-as-number",
        "infinity-as-word",
        "name-of-broken-utf-8",
        "nan-as-word",
        "text-of-broken-utf-8",
    ];

    #[test]
    fn page_and_check_agree_on_our_own_fixtures() {
        let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/carto/fixtures");
        let mut files = Vec::new();
        collect(&dir, &mut files).unwrap();
        let mut stricter = Vec::new();
        for file in files {
            let bytes = fs::read(&file).unwrap();
            let (page, check) = (told(bytes.clone(), by_page), told(bytes, by_check));
            match compare(&page, &check) {
                AGREE => {}
                STRICTER => stricter.push(file.file_stem().unwrap().to_string_lossy().into_owned()),
                verdict => panic!("{}: {verdict}: {page} {check}", file.display()),
            }
        }
        stricter.sort();
        assert_eq!(stricter, REFUSED_BY_THE_CHECK);
    }

    #[test]
    fn a_reader_that_gives_up_or_never_ends_has_failed() {
        assert_eq!(told(Vec::new(), |_| panic!("{}", "no")), Said::Panicked("no".to_owned()));
        assert_eq!(
            told(Vec::new(), |_| loop {
                thread::sleep(PATIENCE);
            }),
            Said::TooLate
        );
        assert_eq!(compare(&Said::TooLate, &Said::TooLate), FAILED);
    }

    #[test]
    fn a_file_can_stand_for_a_part_of_a_layer() {
        for way in Way::ALL {
            let text = match way {
                Way::Layer => r#"{"type":"FeatureCollection","features":[]}"#,
                Way::Feature => {
                    r#"{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[1,2]}}"#
                }
                Way::Geometry => r#"{"type":"Point","coordinates":[1,2]}"#,
                Way::Property => "[1]",
            };
            let said = by_page(&way.dress(text.as_bytes()));
            assert!(
                matches!(&said, Said::Read { left_out, .. } if left_out.is_empty()),
                "{}: {said}",
                way.name()
            );
        }
    }
}
