//! A map without eyes: where the regions of an atlas lie, in words, computed from
//! geometry, and what a reader may ask on a walk over the map.
//!
//! A [`Gazetteer`] is made of an atlas and its layers and answers for any date and
//! either language. It says what the map shows, no more: a state is one "by the border
//! drawn", a line whose route is not agreed "would" cross, and a rough position has
//! rough distances. Deliberately absent: claims, the screen, the network, the clock.

mod base;
mod describe;
mod gazetteer;
mod ground;
mod keys;
mod land;
mod neighbours;
mod question;
mod regions;
mod relations;
mod route;
mod walk;
mod words;

pub use describe::{Description, Fact};
pub use gazetteer::Gazetteer;
pub use keys::{Reply, Walk};
pub use question::{Question, Spot, Wind};
pub use walk::Answer;
pub use words::{Topic, described, excuse};
