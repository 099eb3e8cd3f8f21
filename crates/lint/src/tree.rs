//! JSON texts as trees whose values know where in the text they are.

use jsonc_parser::ast::Value;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

/// The value of a text; `None` where the parser of places does not take it, or there is
/// none. It takes more than JSON: comments, for one.
pub fn tree(text: &str) -> Option<Value<'_>> {
    parse_to_ast(text, &CollectOptions::default(), &ParseOptions::default()).ok()?.value
}

/// A text without the byte order mark in front, which editors add.
pub fn unmarked(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}
