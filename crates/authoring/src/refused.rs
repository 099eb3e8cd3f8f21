//! Why a change is not made.

/// Why a change is not made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// A file's text is no JSON object, or not of the shape that an atlas has.
    #[error("{file}: {why}")]
    Unreadable {
        /// Which.
        file: String,
        /// Where, what was got and what was expected.
        why: String,
    },
    /// What is to be changed is not there.
    #[error("{file} has no {what}")]
    Missing {
        /// In which file.
        file: String,
        /// What was looked for.
        what: String,
    },
    /// No such words in the article.
    #[error("the article ends before these words")]
    NoWords,
}

impl Refused {
    pub(crate) fn missing(file: &str, what: impl Into<String>) -> Self {
        Self::Missing { file: file.to_owned(), what: what.into() }
    }
}
