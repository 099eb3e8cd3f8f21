//! How an excerpt is found again in its article (W3C Web Annotation
//! selectors), and how long excerpts may be. Offsets are code points. The
//! article's text is passed in and never kept.

#[cfg(feature = "check")]
mod anchored;
#[cfg(feature = "check")]
mod missed;
#[cfg(feature = "check")]
mod occurrences;
mod selector;

#[cfg(feature = "check")]
pub use anchored::{AnchorError, MAX_SHARE, MAX_WORDS, anchor, prefix, share, word_count};
#[cfg(feature = "check")]
pub use missed::Near;
pub use selector::{Selector, exact};
