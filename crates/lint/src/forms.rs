//! What the check found, in three forms: for people, as JSON, and as SARIF 2.1.0, which
//! editors and code hosts show beside the lines.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use atlas::check::{Finding, Rule, Severity};
use serde_json::{Value, json};

use crate::place::{Located, Place};

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

/// How many of the same fault are told one by one.
const EACH: usize = 3;

/// A line for each finding, its file as `folder/FILE:LINE:COLUMN`; of the same fault in
/// many places the first few, and where the others are. After the first of each rule, why
/// it matters and how it is mended.
#[must_use]
pub fn text(folder: &str, all: &[Located]) -> String {
    let fault = |one: &Located| {
        let Finding { severity, file, message, .. } = &one.finding;
        (*severity, file.clone(), message.clone())
    };
    let mut alike_by_fault: BTreeMap<_, Vec<&Located>> = BTreeMap::new();
    for located in all {
        alike_by_fault.entry(fault(located)).or_default().push(located);
    }
    let mut explained = BTreeSet::new();
    let mut lines = String::new();
    for located in all {
        // Told where the first of them is.
        let Some(alike) = alike_by_fault.remove(&fault(located)) else { continue };
        let (few, rest) = alike.split_at(alike.len().min(EACH));
        for one in few {
            let Finding { severity, rule, at, message, .. } = &one.finding;
            let (severity, rule, file) = (severity.name(), rule.id(), place(folder, one));
            let called = one.called.as_ref().map_or_else(String::new, |called| format!(" ({called})"));
            // Writing to a String cannot fail.
            let _ = writeln!(lines, "{severity}[{rule}]: {file} {at}{called}: {message}");
        }
        if let [first, ..] = rest {
            let places: Vec<String> = rest.iter().map(|one| short(one)).collect();
            let file = &first.finding.file;
            let _ = writeln!(lines, "  and {} more like it in {file}: {}", rest.len(), places.join(", "));
        }
        let rule = located.finding.rule;
        if explained.insert(rule) {
            let _ = writeln!(lines, "  why: {}\n  mend: {}", rule.why(), rule.mend());
        }
    }
    lines
}

/// All of it as one JSON object.
#[must_use]
pub fn json(folder: &str, all: &[Located], has_article: bool) -> Value {
    let count = |severity| all.iter().filter(|one| one.finding.severity == severity).count();
    let findings = all.iter().map(|Located { finding, place, called }| {
        json!({
            "severity": finding.severity.name(),
            "rule": finding.rule.id(),
            "file": finding.file,
            "line": place.map(|place| place.line),
            "column": place.map(|place| place.column),
            "at": finding.at,
            "called": called,
            "message": finding.message,
            "why": finding.rule.why(),
            "mend": finding.rule.mend(),
        })
    });
    json!({
        "atlas": folder,
        "errors": count(Severity::Error),
        "warnings": count(Severity::Warning),
        "hints": count(Severity::Hint),
        "excerpts": if has_article { "looked up" } else { "not looked up" },
        "findings": findings.collect::<Vec<_>>(),
    })
}

/// All rules as a Markdown table: docs/check.md.
#[must_use]
pub fn rules() -> String {
    let mut page = String::from(
        "# What the check of an atlas asks\n\n\
         Written by `UPDATE=1 cargo test -p lint` from the rules themselves (`crates/atlas/src/check/rule.rs`).\n\
         Findings name their rule in brackets: `error[excerpt]: geodata/claims.json:12:9 …`.\n\n\
         | rule | why it matters | how what breaks it is mended |\n|---|---|---|\n",
    );
    for rule in Rule::ALL {
        // Writing to a String cannot fail.
        let _ = writeln!(page, "| `{}` | {} | {} |", rule.id(), rule.why(), rule.mend());
    }
    page
}

/// A SARIF log of one run.
#[must_use]
pub fn sarif(folder: &str, all: &[Located]) -> Value {
    let broken: BTreeSet<Rule> = all.iter().map(|one| one.finding.rule).collect();
    let rules = broken.iter().map(|rule| {
        json!({
            "id": rule.id(),
            "fullDescription": { "text": rule.why() },
            "help": { "text": rule.mend() },
        })
    });
    let results = all.iter().map(|Located { finding, place, .. }| {
        let mut physical = json!({ "artifactLocation": { "uri": address(&joined(folder, &finding.file)) } });
        if let Some(Place { line, column }) = place {
            physical["region"] = json!({ "startLine": line, "startColumn": column });
        }
        json!({
            "ruleId": finding.rule.id(),
            "level": level(finding.severity),
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
            "tool": {
                "driver": {
                    "name": "confins check",
                    "version": env!("CARGO_PKG_VERSION"),
                    "rules": rules.collect::<Vec<_>>(),
                }
            },
            "columnKind": "unicodeCodePoints",
            "results": results.collect::<Vec<_>>(),
        }],
    })
}

/// What SARIF calls it.
fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Hint => "note",
        Severity::Warning | Severity::Error => severity.name(),
    }
}

fn joined(folder: &str, file: &str) -> String {
    format!("{}/{file}", folder.trim_end_matches(['/', '\\']))
}

fn place(folder: &str, Located { finding, place, .. }: &Located) -> String {
    let file = joined(folder, &finding.file);
    place.map_or_else(|| file.clone(), |Place { line, column }| format!("{file}:{line}:{column}"))
}

fn short(Located { finding, place, .. }: &Located) -> String {
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
            rule: Rule::Text,
            file: "regions.json".to_owned(),
            at: at.to_owned(),
            message: message.to_owned(),
        };
        Located { finding, place: (line > 0).then_some(Place { line, column: 5 }), called: None }
    }

    #[test]
    fn a_line_leads_to_the_place() {
        let mut all = [found("/regions/a", 3, "bad"), found("/", 0, "worse")];
        all[0].called = Some("L’île".to_owned());
        let (why, mend) = (Rule::Text.why(), Rule::Text.mend());
        let want = format!(
            "error[text]: my atlas/regions.json:3:5 /regions/a (L’île): bad\n  why: {why}\n  mend: {mend}\n\
             error[text]: my atlas/regions.json /: worse\n"
        );
        assert_eq!(text("my atlas/", &all), want);
    }

    #[test]
    fn the_page_of_rules_is_what_the_rules_say() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/check.md");
        if std::env::var_os("UPDATE").is_some_and(|value| value == "1") {
            std::fs::write(path, rules()).unwrap();
        }
        let page = std::fs::read_to_string(path).unwrap();
        assert_eq!(page, rules(), "UPDATE=1 cargo test -p lint writes it anew");
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
        assert_eq!(told.matches("  why: ").count(), 1);
        assert_eq!(told.lines().last(), Some("error[text]: a/regions.json:9:5 /x: other"));
    }

    #[test]
    fn programs_get_every_finding_and_the_counts() {
        let told = json("a", &[found("/regions/a", 3, "bad"), found("/", 0, "worse")], false);
        assert_eq!((&told["errors"], &told["warnings"], &told["hints"]), (&json!(2), &json!(0), &json!(0)));
        assert_eq!(told["excerpts"], "not looked up");
        let want = json!({
            "severity": "error", "rule": "text", "file": "regions.json", "line": 3, "column": 5, "at": "/regions/a",
            "called": null, "message": "bad", "why": Rule::Text.why(), "mend": Rule::Text.mend()
        });
        assert_eq!(told["findings"][0], want);
        assert_eq!(told["findings"][1]["line"], Value::Null);
    }

    #[test]
    fn sarif_has_the_file_s_address_the_line_and_the_rule() {
        let mut hint = found("/", 0, "worse");
        hint.finding.severity = Severity::Hint;
        let told = sarif("my atlas", &[found("/regions/a", 3, "bad"), hint]);
        assert_eq!(told["version"], "2.1.0");
        let results = &told["runs"][0]["results"];
        let place = &results[0]["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "my%20atlas/regions.json");
        assert_eq!(place["region"], json!({ "startLine": 3, "startColumn": 5 }));
        assert_eq!((&results[0]["level"], &results[1]["level"]), (&json!("error"), &json!("note")));
        assert_eq!(results[0]["ruleId"], "text");
        let rules = &told["runs"][0]["tool"]["driver"]["rules"];
        assert_eq!(rules.as_array().map(Vec::len), Some(1));
        assert_eq!(rules[0]["help"]["text"], Rule::Text.mend());
        assert_eq!(
            results[1]["locations"][0]["physicalLocation"]["region"],
            Value::Null,
            "no line, no region"
        );
    }
}
