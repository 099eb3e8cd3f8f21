//! An atlas's excerpts in a text that somebody has: the author another edition of the
//! article, a reader a copy of it. Where each excerpt stands in it, what differs, and
//! whether it is the very text that was quoted.
//!
//! Deliberately absent: what is done about it. An author's files are `lint`'s to mend, a
//! reader's page is `beside/`. Offsets are bytes.

mod digest;
mod fate;
mod marked;

pub use digest::sha256;
pub use fate::{Fate, fate, names};
pub use marked::{Edition, Excerpt, Line, MOST, Marked, Run, Unread};
