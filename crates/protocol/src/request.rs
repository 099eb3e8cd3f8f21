//! What the page asks of the worker.

use atlas::PartialDate;
use carto::{
    ScreenPoint, Shape,
    style::{LabelKind, MarkLook, Swatch},
};
use serde::{Deserialize, Serialize};

use crate::{
    feature::Drawn,
    terms::{Canvas, File, Role, Subject, Tongue, View, Wanted},
};

/// What the page asks of the worker. What cannot be read is answered by
/// `Reply::Unknown`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Request {
    /// Does the worker hear? Answered by `Reply::Ready`. The worker says so of its
    /// own accord when it begins to hear; a page that may have come too late asks.
    Hello,
    /// What the atlas covers, before any layer: where the map cuts the world open.
    /// No answer.
    Cover {
        /// West, south, east, north in degrees.
        extent: [f64; 4],
    },
    /// The colours of the base map, in place of those before. No answer.
    Inks {
        /// All of them.
        inks: Vec<Ink>,
    },
    /// A layer of the base map as the page has it, coarse but there at once; one
    /// that was read is better, and stays. No answer.
    Coarse {
        /// Its id.
        layer: String,
        /// Its features, first painted first.
        features: Vec<Drawn>,
    },
    /// Reads a layer. Answered by `News::Read` or `News::Failed`; meanwhile by
    /// `News::Grown` and `News::Other`.
    Open {
        /// Its id.
        layer: String,
        /// Where its GeoJSON is.
        file: File,
        /// Who draws it.
        role: Role,
    },
    /// Fetches the relief shading. Answered by `News::Grown` or `News::Failed`,
    /// besides by `News::Other`.
    Relief {
        /// Where its image is.
        file: File,
        /// Where it lies: west, south, east, north in degrees.
        bounds: [f64; 4],
    },
    /// What can be found, in place of what could be before. No answer.
    Texts {
        /// All of it.
        texts: Vec<Text>,
    },
    /// Looks for what was typed. Answered by `News::Found`.
    Find {
        /// What was typed.
        query: String,
        /// How many finds at most.
        most: u32,
    },
    /// Where the atlas is, in place of the one before. It is read once something is to
    /// be written of it, and what was wanted before is written then. No answer.
    Atlas(Box<Files>),
    /// Writes a document. Answered by `News::Written`; where the texts cannot be
    /// read by `News::Unwritten`, once for all that waits.
    Write {
        /// Comes back with the document.
        ticket: u32,
        /// What it is.
        wanted: Wanted,
        /// Its language.
        lang: Tongue,
    },
    /// A language of the interface, as `documents::words::Language` reads it: what is
    /// written in it is written after that. No answer.
    Language {
        /// Its text.
        text: String,
    },
    /// Composes a figure. Answered by `News::Figure`.
    Figure(Box<Figure>),
    /// Paints a picture. Answered by `Reply::Picture` or `Reply::Blank`.
    Paint(Paint),
}

impl Request {
    /// Whether `earlier` need not be said again to a worker that hears this one:
    /// this is the last word on the same thing.
    pub fn supersedes(&self, earlier: &Self) -> bool {
        match (self, earlier) {
            (Self::Coarse { layer, .. }, Self::Coarse { layer: other, .. })
            | (Self::Open { layer, .. }, Self::Open { layer: other, .. }) => layer == other,
            _ => std::mem::discriminant(self) == std::mem::discriminant(earlier),
        }
    }
}

/// The files of an atlas, for what is written of its texts and told of its land.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Files {
    /// Its manifest.
    pub manifest: File,
    /// Its regions.
    pub regions: File,
    /// Its claims.
    pub claims: File,
    /// Its chronicle, if it has one.
    pub chronicle: Option<File>,
    /// Its layers, by id.
    pub layers: Vec<(String, File)>,
}

/// A colour.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ink {
    /// Its name: that of `carto::style::Ink`, or for figures of a custom property.
    pub name: String,
    /// As a canvas takes it.
    pub colour: String,
}

/// A text by which something is found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    /// The text.
    pub text: String,
    /// What it leads to: a number of the page's.
    pub target: u32,
    /// Of two that match equally well, the lighter one comes first.
    pub weight: u32,
}

/// What the base map shows.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Order {
    /// What is painted, the lowest first.
    pub subjects: Vec<Subject>,
    /// On which date; all there is, where it is not said.
    pub as_of: Option<PartialDate>,
}

/// A picture that is wanted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Paint {
    /// What it is for.
    pub canvas: Canvas,
    /// What is painted.
    pub order: Order,
    /// What it shows.
    pub view: View,
}

/// A figure that is wanted: what the page has of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// What is drawn of the base map.
    pub order: Order,
    /// What it shows. Its size is the figure's, without what stands below.
    pub view: View,
    /// The code of its language.
    pub lang: String,
    /// Its colours, by the custom properties of the style sheet.
    pub inks: Vec<Ink>,
    /// Land and lines of the regions, the lowest first.
    pub outlines: Vec<Outline>,
    /// What stands at points, above those.
    pub points: Vec<Point>,
    /// Its title; empty where what is around the figure says it.
    pub title: String,
    /// For which date it is true, in words.
    pub as_of: String,
    /// Its credits; empty as the title.
    pub credits: String,
    /// What it does not claim; empty as the title.
    pub disclaimer: String,
    /// Its scale.
    pub scale: Scale,
    /// The rows of its legend.
    pub legend: Vec<Row>,
    /// Dots at places.
    pub dots: Vec<Dot>,
    /// Names.
    pub names: Vec<Name>,
}

/// A scale bar.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Scale {
    /// CSS pixels.
    pub width: f64,
    /// The length that it stands for, in words; empty where there is no scale.
    pub text: String,
}

/// Land, or a line, of a region.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outline {
    /// What it looks like.
    pub look: MarkLook,
    /// Where it lies, in world units.
    pub shape: Shape,
    /// Whether it is a member's, drawn for its group.
    pub is_member: bool,
    /// Whether its region is chosen.
    pub is_chosen: bool,
}

/// What stands at a point.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// In CSS pixels from the figure's top left.
    pub at: ScreenPoint,
    /// What is drawn there.
    pub sign: Sign,
    /// Whether its region is chosen, or its group.
    pub is_chosen: bool,
}

/// The sign of a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sign {
    /// A place's.
    Mark(MarkLook),
    /// That of places too close together to be told apart, and how many, where that
    /// is said.
    Badge(Option<u32>),
}

/// A row of a legend.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Symbols, set below one another.
    pub swatches: Vec<Swatch>,
    /// What it means.
    pub text: String,
}

/// A dot at a place.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dot {
    /// What it stands for.
    pub kind: LabelKind,
    /// Its middle, in CSS pixels from the figure's top left.
    pub at: ScreenPoint,
}

/// A name that stands on the map.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Name {
    /// What it names.
    pub kind: LabelKind,
    /// Its middle, in CSS pixels from the figure's top left.
    pub centre: ScreenPoint,
    /// As `carto::paint::Lettering` takes it.
    pub angle: f64,
    /// The name.
    pub text: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(later: &Request, earlier: &Request, want: bool) {
        assert_eq!(later.supersedes(earlier), want, "{later:?} after {earlier:?}");
    }

    #[test]
    fn the_last_word_on_a_thing_counts() {
        let open = |layer: &str, url: &str| {
            let file = File { url: url.to_owned(), integrity: String::new() };
            Request::Open { layer: layer.to_owned(), file, role: Role::Base }
        };
        let coarse = |layer: &str| Request::Coarse { layer: layer.to_owned(), features: Vec::new() };
        check(&open("lakes", "b"), &open("lakes", "a"), true);
        check(&open("lakes", "a"), &open("land", "a"), false);
        check(&coarse("lakes"), &coarse("land"), false);
        check(&open("lakes", "a"), &coarse("lakes"), false);
        check(&Request::Inks { inks: Vec::new() }, &Request::Inks { inks: Vec::new() }, true);
        check(&Request::Cover { extent: [0.; 4] }, &Request::Texts { texts: Vec::new() }, false);
    }
}
