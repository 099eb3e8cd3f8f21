//! What the check found, in three forms: for people, as JSON, and as SARIF 2.1.0, which
//! editors and code hosts show beside the lines.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use atlas::check::{Finding, Severity};
use serde_json::{Value, json};

use super::place::Place;

/// How the findings are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// A line each, for people and terminals.
    #[default]
    Text,
    /// One object, for programs.
    Json,
    /// The Static Analysis Results Interchange Format, 2.1.0 (OASIS).
    Sarif,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Text, Self::Json, Self::Sarif];

    /// As it is typed.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Json => "json",
            Self::Sarif => "sarif",
        }
    }
}

/// A finding, and where it is in its file's text.
#[derive(Debug)]
pub struct Located {
    /// What was found.
    pub finding: Finding,
    /// `None`: somewhere in it, or in no text.
    pub place: Option<Place>,
}

/// How many of the same fault are told one by one.
const EACH: usize = 3;

/// A line for each finding, its file as `folder/FILE:LINE:COLUMN`; of the same fault in
/// many places the first few, and where the others are.
pub fn text(folder: &str, all: &[Located]) -> String {
    let fault = |one: &Located| {
        let Finding { severity, file, message, .. } = &one.finding;
        (*severity, file.clone(), message.clone())
    };
    let mut alike_by_fault: BTreeMap<_, Vec<&Located>> = BTreeMap::new();
    for located in all {
        alike_by_fault.entry(fault(located)).or_default().push(located);
    }
    let mut lines = String::new();
    for located in all {
        // Told where the first of them is.
        let Some(alike) = alike_by_fault.remove(&fault(located)) else { continue };
        let (few, rest) = alike.split_at(alike.len().min(EACH));
        for one in few {
            let Finding { severity, at, message, .. } = &one.finding;
            let (name, file) = (name(*severity), place(folder, one));
            // Writing to a String cannot fail.
            let _ = writeln!(lines, "{name}: {file} {at}: {message}");
        }
        if let [first, ..] = rest {
            let places: Vec<String> = rest.iter().map(|one| short(one)).collect();
            let file = &first.finding.file;
            let _ = writeln!(lines, "  and {} more like it in {file}: {}", rest.len(), places.join(", "));
        }
    }
    lines
}

/// All of it as one JSON object.
pub fn json(folder: &str, all: &[Located], has_article: bool) -> Value {
    let count = |severity| all.iter().filter(|one| one.finding.severity == severity).count();
    let findings = all.iter().map(|Located { finding, place }| {
        json!({
            "severity": name(finding.severity),
            "file": finding.file,
            "line": place.map(|place| place.line),
            "column": place.map(|place| place.column),
            "at": finding.at,
            "message": finding.message,
        })
    });
    json!({
        "atlas": folder,
        "errors": count(Severity::Error),
        "warnings": count(Severity::Warning),
        "excerpts": if has_article { "looked up" } else { "not looked up" },
        "findings": findings.collect::<Vec<_>>(),
    })
}

/// A SARIF log of one run.
pub fn sarif(folder: &str, all: &[Located]) -> Value {
    let results = all.iter().map(|Located { finding, place }| {
        let mut physical = json!({ "artifactLocation": { "uri": address(&joined(folder, &finding.file)) } });
        if let Some(Place { line, column }) = place {
            physical["region"] = json!({ "startLine": line, "startColumn": column });
        }
        json!({
            "level": name(finding.severity),
            "message": { "text": format!("{}: {}", finding.at, finding.message) },
            "locations": [{
                "physicalLocation": physical,
                "logicalLocations": [{ "fullyQualifiedName": finding.at }],
            }],
        })
    });
    json!({
        "version": "2.1.0",
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "runs": [{
            "tool": { "driver": { "name": "confins check", "version": env!("CARGO_PKG_VERSION") } },
            "columnKind": "unicodeCodePoints",
            "results": results.collect::<Vec<_>>(),
        }],
    })
}

/// As SARIF calls it too.
fn name(severity: Severity) -> &'static str {
    match severity {
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

fn joined(folder: &str, file: &str) -> String {
    format!("{}/{file}", folder.trim_end_matches(['/', '\\']))
}

fn place(folder: &str, Located { finding, place }: &Located) -> String {
    let file = joined(folder, &finding.file);
    place.map_or_else(|| file.clone(), |Place { line, column }| format!("{file}:{line}:{column}"))
}

fn short(Located { finding, place }: &Located) -> String {
    place.map_or_else(|| finding.at.clone(), |place| format!("{} (line {})", finding.at, place.line))
}

/// A path as a relative reference (RFC 3986): what is not unreserved in it, percent-encoded.
fn address(path: &str) -> String {
    path.replace('\\', "/").bytes().fold(String::new(), |mut address, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            address.push(char::from(byte));
        } else {
            let _ = write!(address, "%{byte:02X}");
        }
        address
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(at: &str, line: usize, message: &str) -> Located {
        let finding = Finding {
            severity: Severity::Error,
            file: "regions.json".to_owned(),
            at: at.to_owned(),
            message: message.to_owned(),
        };
        Located { finding, place: (line > 0).then_some(Place { line, column: 5 }) }
    }

    #[test]
    fn a_line_leads_to_the_place() {
        let all = [found("/regions/a", 3, "bad"), found("/", 0, "worse")];
        let want =
            "error: my atlas/regions.json:3:5 /regions/a: bad\nerror: my atlas/regions.json /: worse\n";
        assert_eq!(text("my atlas/", &all), want);
    }

    #[test]
    fn many_of_a_kind_are_told_together() {
        let mut all: Vec<Located> = (1..=5).map(|line| found(&format!("/{line}"), line, "bad")).collect();
        all.insert(1, found("/x", 9, "other"));
        let told = text("a", &all);
        assert_eq!(told.matches(": bad\n").count(), 3);
        assert_eq!(
            told.lines().nth(3),
            Some("  and 2 more like it in regions.json: /4 (line 4), /5 (line 5)")
        );
        assert_eq!(told.lines().nth(4), Some("error: a/regions.json:9:5 /x: other"));
    }

    #[test]
    fn programs_get_every_finding_and_the_counts() {
        let told = json("a", &[found("/regions/a", 3, "bad"), found("/", 0, "worse")], false);
        assert_eq!((&told["errors"], &told["warnings"]), (&json!(2), &json!(0)));
        assert_eq!(told["excerpts"], "not looked up");
        let want = json!({
            "severity": "error", "file": "regions.json", "line": 3, "column": 5, "at": "/regions/a", "message": "bad"
        });
        assert_eq!(told["findings"][0], want);
        assert_eq!(told["findings"][1]["line"], Value::Null);
    }

    #[test]
    fn sarif_has_the_file_s_address_and_the_line() {
        let told = sarif("my atlas", &[found("/regions/a", 3, "bad"), found("/", 0, "worse")]);
        assert_eq!(told["version"], "2.1.0");
        let results = &told["runs"][0]["results"];
        let place = &results[0]["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "my%20atlas/regions.json");
        assert_eq!(place["region"], json!({ "startLine": 3, "startColumn": 5 }));
        assert_eq!(results[0]["level"], "error");
        assert_eq!(
            results[1]["locations"][0]["physicalLocation"]["region"],
            Value::Null,
            "no line, no region"
        );
    }
}
