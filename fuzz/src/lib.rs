//! What must be true of whatever arrives: one function a reader, which panics
//! where it is not. The targets only call them.
//!
//! Deliberately absent: a browser. What it reads by itself (`JSON.parse`) is
//! put in its place by [`as_a_browser_reads`].

mod files;
mod geometry;
mod messages;
mod texts;
mod words;

pub use files::{import, parts};
pub use geometry::{detail, feature, layer, sketch};
pub use messages::message;
pub use texts::{chronicle, claims, manifest, program, regions};
pub use words::{address, anchor, figure, number, search, when};

use serde_json::Value;

/// JSON as the page has it (`src/json.rs`): every number is a double, and whole
/// where it can be.
fn as_a_browser_reads(value: Value) -> Value {
    match value {
        Value::Number(number) => {
            let number = number.as_f64().unwrap_or_default();
            let whole = number as i64;
            if whole as f64 == number { Value::from(whole) } else { Value::from(number) }
        }
        Value::Array(items) => items.into_iter().map(as_a_browser_reads).collect(),
        Value::Object(members) => {
            members.into_iter().map(|(name, value)| (name, as_a_browser_reads(value))).collect()
        }
        other => other,
    }
}

/// The texts that stand in `text` between lines of `---`.
fn between(text: &str) -> impl Iterator<Item = &str> {
    text.split("\n---\n")
}
