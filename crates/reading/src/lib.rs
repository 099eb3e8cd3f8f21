//! What a reader reads: the atlas's texts arranged into documents, with the
//! interface's words around them.
//!
//! A document is plain data ([`doc::Node`]). The page mounts it as elements;
//! the same document can be written as HTML where no script runs. That also
//! keeps the bundle small: one piece of code makes every element, instead of a
//! type a view.
//!
//! Deliberately absent: the DOM, events, the map. Links are `href="#region=ID"`
//! and carry `data-link`; whoever mounts a document listens for them.

mod angle;
pub mod article;
mod claim_card;
mod contents;
pub mod doc;
mod events;
mod parts;
mod region_page;
pub mod share;
pub mod sheet;
mod tour;
pub mod words;

pub use angle::{Angle, sides};
pub use contents::contents;
pub use events::{event, since};
pub use parts::{choice, outward, shortened, web_address};
pub use region_page::{DatedOutline, region_page};
pub use tour::tour;
pub use words::{Lang, Words};

/// The atlas of `geodata/`.
#[cfg(test)]
fn first_atlas() -> atlas::Atlas {
    let file = |name: &str| {
        let path = format!("{}/../../geodata/{name}", env!("CARGO_MANIFEST_DIR"));
        std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
    };
    atlas::Atlas::parse(&file("atlas.json"), &file("regions.json"), &file("claims.json"))
        .expect("the first atlas")
}
