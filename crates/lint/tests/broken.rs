//! An atlas with one fault, many times over. `broken.json` lists what is wrong with the small
//! atlas by the river (`from` stands as `to` in `file`, or the file is `to`, or is not there),
//! by which `rule` the check has to find it, and what it then says in which line. The browser
//! stories read the same list: what `page` a reader has of such an atlas (`e2e/broken.test.mjs`).
//!
//! `UPDATE=1 cargo test -p lint --test broken` writes what is said now: read the difference.

use std::path::{Path, PathBuf};
use std::{env, fs};

use atlas::check::Severity;
use lint::Located;
use lint::folder::Memory;
use serde_json::{Value, json};

const FILES: [&str; 8] = [
    "atlas.json",
    "regions.json",
    "claims.json",
    "chronicle.json",
    "story.geojson",
    "base/land.geojson",
    "base/relief.webp",
    "SOURCES.md",
];

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn river(file: &str) -> Vec<u8> {
    fs::read(here("../atlas/tests/fixtures/river").join(file)).expect(file)
}

/// The atlas with a fault.
fn broken(case: &Value) -> Memory {
    let mut folder = Memory(FILES.map(|file| (file.to_owned(), river(file))).into());
    let file = case["file"].as_str().expect("the name of a file").to_owned();
    let to = case["to"].as_str().map(str::to_owned);
    let text = match (case["from"].as_str(), to) {
        (None, text) => text,
        (Some(from), to) => {
            let text = String::from_utf8(folder.0[&file].clone()).expect("a text");
            assert!(text.contains(from), "{case}");
            Some(text.replacen(from, &to.unwrap_or_default(), 1))
        }
    };
    match text {
        Some(text) => folder.0.insert(file, text.into_bytes()),
        None => folder.0.remove(&file),
    };
    folder
}

/// What the check says of a fault by its rule, the gravest first.
fn said(case: &Value, article: &str) -> Option<Located> {
    let mut found = lint::check(&broken(case), Some(article)).expect("an atlas").found;
    found.retain(|one| case["rule"] == one.finding.rule.id());
    let severity =
        |one: &Located| Severity::ALL.iter().position(|severity| *severity == one.finding.severity);
    let in_file = |one: &Located| case["file"] != *one.finding.file;
    found.into_iter().min_by_key(|one| (severity(one), in_file(one)))
}

#[test]
fn every_fault_is_found_and_told() {
    let list = here("tests/broken.json");
    let text = fs::read_to_string(&list).expect("the list");
    let mut cases: Vec<Value> = serde_json::from_str(&text).expect("a list of faults");
    assert!(cases.len() >= 100, "{} faults", cases.len());
    let article = String::from_utf8(river("article.txt")).expect("a text");
    let mut wrong = Vec::new();
    for case in &mut cases {
        let Some(one) = said(case, &article) else {
            wrong.push(format!("{}: nothing by the rule {}", case["fault"], case["rule"]));
            continue;
        };
        let told = [
            ("in", json!(one.finding.file)),
            ("line", json!(one.place.map(|place| place.line))),
            ("severity", json!(one.finding.severity.name())),
            ("says", json!(one.finding.message)),
        ];
        for (key, got) in told {
            if env::var_os("UPDATE").is_some() {
                case[key] = got;
            } else if case[key] != got {
                wrong.push(format!("{}: {key} is {got}, expected {}", case["fault"], case[key]));
            }
        }
    }
    if env::var_os("UPDATE").is_some() {
        let lines: Vec<String> = cases.iter().map(|case| format!(" {case}")).collect();
        fs::write(&list, format!("[\n{}\n]\n", lines.join(",\n"))).expect("the list");
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}
