//! What the state would like to have done, as data: it knows no browser.

use carto::Camera;

use super::failure::Failure;

/// Something to be done outside of the state.
#[derive(Clone, Debug, PartialEq)]
pub enum Wish {
    /// Move the camera there so that the eye can follow, unless another motion
    /// has begun since the one with this number.
    Fly {
        /// Where to.
        to: Camera,
        /// The motion's number.
        motion: u32,
    },
    /// Let the map glide on from this speed, in CSS pixels a millisecond.
    Glide {
        /// To the right.
        vx: f64,
        /// Down.
        vy: f64,
        /// The motion's number.
        motion: u32,
    },
    /// Show a region, by id, once the panel has taken its place.
    Show(String),
    /// Move the focus, once what it goes to is there.
    Focus(Focus),
    /// Once the reader has seen the answer, write `before` over the present entry
    /// of the history, and `after` as a new one.
    Note {
        /// Where the reader was, as an address.
        before: Option<String>,
        /// Where they are now.
        after: Option<String>,
    },
    /// Scroll the text to where it was read before the article was followed.
    ReadOn,
    /// Have a key of the walk over the map answered.
    Walk(String),
    /// Have the page in another language, by the code of its texts.
    Speak(String),
    /// Try again what failed.
    Retry(Failure),
    /// The map is drawn and answers: what only makes it finer may come.
    Refine,
    /// Take the map along: printed, or as a file.
    Export(Export),
}

/// Where the focus goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Focus {
    /// The map as a whole.
    Map,
    /// A region's shape on the map, by id.
    Shape(String),
    /// A link to a region in the panel, by id.
    Link(String),
    /// The heading of what the panel shows.
    Heading,
    /// The way into the article.
    TourEntry,
}

/// What is to become of the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Export {
    /// A printed page; a `worksheet` leaves out who speaks.
    Paper {
        /// Whether it is one to be filled in.
        worksheet: bool,
    },
    /// A drawing.
    Svg,
    /// A picture.
    Png,
}
