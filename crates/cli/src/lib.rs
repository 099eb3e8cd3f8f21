//! What the program `confins` does for those who make an atlas, without a toolchain at
//! hand: begin one, bring layers of other programs in and write it as they read it, draw its
//! map, check and mend it, find its excerpts again, serve and bake it.
//!
//! How an atlas is judged is the crate `lint`'s, what a bundle is the crate `bundle`'s.
//! The developers' commands (`cargo xtask`) call the same functions.

pub mod anchor;
pub mod args;
pub mod bake;
pub mod check;
pub mod export;
pub mod figure;
pub mod fix;
pub mod import;
mod live;
pub mod new;
pub mod serve;
pub mod site;
