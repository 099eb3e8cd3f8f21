//! Saves 48 KB of the page's program before packing, some 16 KB of the 240 that a
//! reader waits for: decimal text (25 KB), limits without a panic that writes numbers
//! (13), sines within a quarter turn (7), a few things by name (3). Nothing else is
//! written by hand that a library has, but the reader of the atlas's JSON
//! (`atlas::json`), which is a fifth of the program smaller than derived ones.

mod by_name;
pub mod decimal;
pub mod number;

pub use by_name::ByName;
