//! How far loading is, and what could not be loaded; what a search found.

/// How many files are read, of how many known to be needed.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Progress {
    /// Read, or given up.
    pub done: usize,
    /// Asked for.
    pub all: usize,
}

impl Progress {
    /// Whether nothing is waited for, of what was asked for.
    pub fn is_over(self) -> bool {
        self.all > 0 && self.done >= self.all
    }
}

/// What could not be loaded.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    /// Which part of the page lacks it.
    pub what: What,
    /// The file, as a reader would recognise it.
    pub file: String,
    /// Why, in the words of the browser or the parser.
    pub reason: String,
}

impl Failure {
    /// Whether trying again may help: a feature that cannot be read is no other the
    /// second time.
    pub fn can_be_mended(&self) -> bool {
        !matches!(self.what, What::Features(_))
    }
}

/// A part of an atlas that loads on its own.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// Manifest, regions and claims: without them there is no text.
    Texts,
    /// The same, where the page was built with most of it, which has this
    /// digest.
    FinePrint(String),
    /// A layer, by id.
    Layer(String),
    /// A layer that loaded, less some features.
    Features(String),
    /// A file that loaded, but is not the one that the page was built with.
    Edition(String),
    /// The relief shading.
    Relief,
    /// Periods, events, and what came after the article.
    Chronicle,
    /// The worker that paints the base map.
    Basemap,
    /// The interface's words in a language, by the code of the texts that they are for.
    Language(String),
}

/// What a search found.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// What was looked for.
    pub query: String,
    /// The best first: number of the target, and the text of it that matches.
    pub finds: Vec<(usize, String)>,
}
