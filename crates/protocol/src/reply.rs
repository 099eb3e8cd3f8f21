//! What the worker tells the page.

use serde::{Deserialize, Serialize};

use crate::{
    document::Document,
    feature::Feature,
    terms::{Canvas, Subject},
};

/// What the worker tells the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Reply {
    /// The worker hears. What was said to it before is lost.
    Ready,
    /// A picture is painted. It travels beside the bytes: an `ImageBitmap`.
    Picture {
        /// What it is for.
        canvas: Canvas,
    },
    /// A picture cannot be painted.
    Blank {
        /// What it was for.
        canvas: Canvas,
        /// Why, in the browser's words.
        reason: String,
    },
    /// What was said to the worker is no request that it knows.
    Unknown {
        /// What is wrong with it.
        reason: String,
    },
    /// The worker cannot go on.
    Broken {
        /// Why.
        reason: String,
    },
    /// What is about neither the worker nor its pictures.
    News(News),
}

/// What parts of the page wait for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum News {
    /// There is more to paint: of a layer that is being read, or the relief.
    Grown,
    /// A layer was read.
    Read(Read),
    /// A layer, or the relief, could not be read.
    Failed {
        /// What.
        subject: Subject,
        /// Why.
        reason: String,
    },
    /// The file that is being read is not the one that the page was built with.
    Other {
        /// What it holds.
        subject: Subject,
    },
    /// A figure was composed.
    Figure {
        /// Its SVG; empty where its view is of nothing.
        svg: String,
    },
    /// A document was written.
    Written {
        /// The ticket that it was asked for with.
        ticket: u32,
        /// The document.
        document: Document,
    },
    /// Nothing can be written.
    Unwritten {
        /// Why.
        reason: String,
    },
    /// What a query finds.
    Found {
        /// What was looked for.
        query: String,
        /// The finds, the best first, each target once.
        finds: Vec<Find>,
    },
    /// What the page needs of a layer in the view of the last picture that it asked for,
    /// in place of what it had of it: of one with more names than it can hold.
    Named {
        /// Its id.
        layer: String,
        /// Its features that show regions, and the greatest of those with names.
        features: Vec<Feature>,
    },
}

/// A layer that was read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Read {
    /// Its id.
    pub layer: String,
    /// Those of its features that the page needs, in the file's order.
    pub features: Vec<Feature>,
    /// How many features are left out.
    pub left_out: u32,
    /// Why the first of them is; empty where none is.
    pub first_issue: String,
    /// Whether the worker paints any of it.
    pub is_painted: bool,
}

/// Something found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Find {
    /// Where it leads: the number that came with its text.
    pub target: u32,
    /// The text that matches best.
    pub text: String,
}
