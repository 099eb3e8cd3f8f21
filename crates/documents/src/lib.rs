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
pub mod first_line;
pub mod handout;
mod parts;
mod region_page;
pub mod share;
pub mod time_line;
mod tour;
pub mod words;

pub use angle::{Angle, sides};
pub use contents::contents;
pub use events::since;
pub use parts::{around, choice, facts, outward, shortened, web_address};
pub use region_page::{DatedOutline, region_page};
pub use tour::tour;
pub use words::{Lang, Words};

/// An invented atlas: two parties and a paper.
#[cfg(test)]
fn river() -> atlas::Atlas {
    macro_rules! file {
        ($name:literal) => {
            include_str!(concat!("../../atlas/tests/fixtures/river/", $name))
        };
    }
    atlas::Atlas::parse(file!("atlas.json"), file!("regions.json"), file!("claims.json"))
        .expect("the fixture is good")
}
