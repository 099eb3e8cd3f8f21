//! What the first page is made of.

/// The texts of an atlas.
#[derive(Clone, Debug, Default)]
pub struct Files {
    /// `atlas.json`.
    pub manifest: String,
    /// The regions file.
    pub regions: String,
    /// The claims file.
    pub claims: String,
    /// Each layer's id and text, in any order. A layer that is not here is not
    /// in the picture.
    pub layers: Vec<(String, String)>,
    /// The chronicle, where the atlas has one.
    pub chronicle: Option<String>,
    /// The land of the locator, where the atlas has one.
    pub locator: Option<String>,
    /// The atlas's files, each with its digest as `integrity` has it.
    pub digests: Vec<(String, String)>,
    /// Whether the page is shown to its author, who waits: without where places lie in
    /// words, which takes the longest, and which the program says too.
    pub is_draft: bool,
}
