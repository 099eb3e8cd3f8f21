//! An atlas while it is written: its files and the article beside them, every change to them,
//! what can be proposed, and how they come and go as one file.
//!
//! A [`Project`] is a value: a change makes another one, and all that it does not concern stays
//! to the letter, so that an atlas written by hand is still its author's afterwards. A
//! [`History`] keeps them all. Deliberately absent: the page, the disk, the clock; and the
//! rules, which are those of the check (`lint`), run on a project as on any other folder.

mod article;
mod begin;
mod claims;
mod history;
mod json;
mod kind;
mod layer;
mod meridian;
mod people;
mod project;
mod proposals;
mod refused;
mod regions;
mod shape;
mod snap;
mod spot;
mod words;
mod world;
mod zipped;

pub use article::{Paragraph, Token, paragraphs, slice};
pub use begin::Beginning;
pub use claims::NewClaim;
pub use history::History;
pub use kind::Kind;
pub use layer::Drawn;
pub use people::{NewSpeaker, Side};
pub use project::{ARTICLE, Project};
pub use proposals::{Gazetteer, Place, Proposal};
pub use refused::Refused;
pub use regions::NewRegion;
pub use shape::Shape;
pub use snap::snap;
pub use spot::Spot;
pub use world::{Base, GROUND, World, places};
pub use zipped::{ZipError, from_zip, to_zip};
