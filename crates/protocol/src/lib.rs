//! What the page and the worker of the base map say to each other: a [`Request`]
//! goes to the worker, a [`Reply`] to the page. Both are written and read here,
//! by [`encode`] and [`decode`], so that neither end knows bytes.
//!
//! Deliberately absent: how bytes travel. A message is a list whose first item is
//! the buffer of [`encode`]'s bytes, handed over and not copied; the picture of
//! [`Reply::Picture`] is its second. Each end makes and opens that list itself.

mod code;
mod document;
mod feature;
mod reply;
mod request;
mod terms;

pub use code::{Error, LONGEST, Message, decode, encode};
pub use document::Document;
pub use feature::{Drawn, Feature};
pub use reply::{Find, News, Read, Reply};
pub use request::{
    Dot, Figure, Files, Ink, Name, Order, Outline, Paint, Point, Request, Row, Scale, Sign, Text,
};
pub use terms::{Canvas, File, Land, Role, Step, Subject, TimeLine, Tongue, View, Wanted};

/// The languages that the worker describes places in, by their codes; for readers of any
/// other it does in the last of these, of which it is told too.
pub const DESCRIBED: [&str; 2] = ["fr", "en"];
