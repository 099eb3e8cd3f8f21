//! What the check looks at besides the atlas.

use super::facts::FeatureFacts;
use crate::chronicle::Chronicle;

/// The article, as far as the check needs it.
#[derive(Debug, Clone, Copy)]
pub struct Article<'a> {
    /// Its text, as excerpts are anchored in it.
    pub text: &'a str,
    /// The SHA-256 of that text's UTF-8, in hex.
    pub sha256_hex: &'a str,
}

/// What the check looks at, besides the atlas.
#[derive(Debug, Clone, Copy, Default)]
pub struct Evidence<'a> {
    /// Every feature of every layer; see [`super::feature_facts`].
    pub features: &'a [FeatureFacts],
    /// The ids of layers that could not be read: of their features nothing is known.
    pub unread: &'a [String],
    /// `None` where it is not at hand: excerpts are then not anchored, and
    /// their share of it is not known.
    pub article: Option<Article<'a>>,
    /// The ids of the headings of `SOURCES.md`; see [`super::heading_ids`]. `None`
    /// where it is not at hand: features' sources are then not followed.
    pub source_headings: Option<&'a [String]>,
    /// `None` where the atlas has none.
    pub chronicle: Option<&'a Chronicle>,
}
