//! `FlatGeobuf` read by parts: what of a file a view needs, and what its bytes say.
//!
//! A file has a head, a spatial index and features, in the order of the index. The
//! index is a packed R-tree over a Hilbert curve: a view needs the few nodes that meet
//! it, level by level, and then the features of its leaves. Where the bytes come from
//! is the caller's affair: it asks a [`File`] what a view lacks, fetches these
//! ranges, and gives them to it.
//!
//! Source: the format's specification (<https://flatgeobuf.org>), version 3.

mod feature;
mod file;
mod head;
#[cfg(test)]
mod tests;
mod tree;

pub use feature::{Issue, length};
pub use file::{FIRST, File, Missing, Taken, View};
pub use head::{Head, HeadError};
pub use tree::Bounds;
