//! Keys that no reader of the atlas looks at: most often a slip of the pen.
//! Readers pass over them, so that a newer atlas still opens in an older page.

use serde::Serialize;
use serde_json::Value;

use super::finding::{Finding, Severity};
use super::report::did_you_mean;
use super::rule::Rule;
use crate::error::{self, AtlasError, FileKind};
use crate::json::FromJson;
use crate::{Chronicle, ClaimFile, Manifest, RegionFile};

/// A warning for every key in the text of `atlas.json`, `regions.json`,
/// `claims.json` or `chronicle.json` that nothing reads; none for a layer, whose properties are
/// free.
///
/// `file` is what findings call it. `$schema` at the top is always welcome.
///
/// # Errors
/// As reading the file.
pub fn unknown_keys(kind: FileKind, file: &str, text: &str) -> Result<Vec<Finding>, AtlasError> {
    let understood = match kind {
        FileKind::Manifest => reread::<Manifest>(kind, text)?,
        FileKind::Regions => reread::<RegionFile>(kind, text)?,
        FileKind::Claims => reread::<ClaimFile>(kind, text)?,
        FileKind::Chronicle => reread::<Chronicle>(kind, text)?,
        FileKind::Layer => return Ok(Vec::new()),
    };
    let mut whole = error::parse(kind, text)?;
    if let Value::Object(members) = &mut whole {
        members.remove("$schema");
    }
    let mut findings = Vec::new();
    compare(&whole, &understood, "", &mut |at, known| {
        let key = at.rsplit('/').next().unwrap_or_default();
        let (expected, hint) = (known.join(", "), did_you_mean(key, known));
        findings.push(Finding {
            severity: Severity::Warning,
            rule: Rule::UnknownKey,
            file: file.to_owned(),
            at: at.to_owned(),
            message: format!("key not known, expected one of {expected}{hint}"),
        });
    });
    Ok(findings)
}

/// The text as it was understood: every key that has a meaning, and no other,
/// optional ones as null.
fn reread<T: FromJson + Serialize>(kind: FileKind, text: &str) -> Result<Value, AtlasError> {
    let understood: T = error::read(kind, text)?;
    // A value of these types always writes; if one did not, nothing would be
    // known and every key be reported, which is loud but harmless.
    Ok(serde_json::to_value(understood).unwrap_or_default())
}

fn compare(got: &Value, known: &Value, at: &str, unknown: &mut impl FnMut(&str, &[&str])) {
    match (got, known) {
        (Value::Object(got), Value::Object(known)) => {
            for (key, value) in got {
                let at = format!("{at}/{key}");
                if let Some(known) = known.get(key) {
                    compare(value, known, &at, unknown);
                } else {
                    let keys: Vec<&str> = known.keys().map(String::as_str).collect();
                    unknown(&at, &keys);
                }
            }
        }
        (Value::Array(got), Value::Array(known)) => {
            for (index, (got, known)) in got.iter().zip(known).enumerate() {
                let id = got.get("id").and_then(Value::as_str);
                let at = id.map_or_else(|| format!("{at}/{index}"), |id| format!("{at}/{id}"));
                compare(got, known, &at, unknown);
            }
        }
        _ => {}
    }
}
