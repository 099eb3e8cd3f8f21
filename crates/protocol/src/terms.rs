//! What requests and replies are both about.

use atlas::{Interval, PartialDate};
use carto::{Camera, ScreenPoint, ScreenSize, WorldPoint};
use serde::{Deserialize, Serialize};

/// A part of the base map.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Subject {
    /// The shading, an image. An atlas has one at most.
    Relief,
    /// A layer, by id.
    Layer(String),
}

/// A document that the worker is to write.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Wanted {
    /// The entries of a menu that copy: `documents::share::copies`.
    Copies {
        /// The page's address.
        home: String,
        /// The address of the view, for a frame.
        embedded: String,
        /// Today.
        today: PartialDate,
    },
    /// What happened to a region after the article: `documents::since`.
    Since {
        /// Its id.
        region: String,
    },
    /// The line of time: `documents::time_line`. None without a chronicle.
    TimeLine(TimeLine),
    /// Something of the land, for which the atlas's layers are read in full.
    Land(Land),
}

/// In which language a document is to be: its texts', and that of the words around them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tongue {
    /// The code of the texts' language.
    pub texts: String,
    /// The code of a language that the worker was told of.
    pub words: String,
}

/// A question about the land.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Land {
    /// Where a region lies, in words: `gazetteer`'s facts, each a line of a list.
    Location {
        /// Its id.
        region: String,
        /// On which date; the atlas's own, where it is not said.
        as_of: Option<PartialDate>,
    },
    /// Where all regions lie, in short, for paper: `documents::handout::places`.
    Locations {
        /// On which date; the atlas's own, where it is not said.
        as_of: Option<PartialDate>,
    },
    /// The answer to a key of the walk over the map: `gazetteer::Walk`. None where the
    /// key asks nothing.
    Walk(Step),
}

/// A key that was pressed on the map, and where the reader is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// The key, as `KeyboardEvent.key` has it.
    pub key: String,
    /// The region that the keyboard is on, by id.
    pub focused: Option<String>,
    /// The region that the panel tells of, or told of last, by id.
    pub selected: Option<String>,
    /// The north-west and the south-east corner of the free part of the map.
    pub view: [WorldPoint; 2],
    /// The date of the map; the atlas's own, where it is not said.
    pub as_of: Option<PartialDate>,
}

/// What the line of time is to show, as `documents::time_line::Shown` says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeLine {
    /// The date of the map.
    pub date: PartialDate,
    /// The date of the band or mark that is pointed at.
    pub pointed: Option<PartialDate>,
    /// The times that the claims speak of which are read.
    pub spoken: Vec<Interval>,
    /// What is on the map since the last date, and what is not any more, by name.
    pub changes: [Vec<String>; 2],
    /// Whether no reliable outline is known for the date.
    pub lacks_outline: bool,
    /// Whether time is passing.
    pub is_playing: bool,
    /// Whether all is shown of what is told.
    pub is_open: bool,
    /// The map's width, in CSS pixels.
    pub width: u32,
}

/// The canvases that the page lays pictures on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Canvas {
    /// What is in view, sharp.
    Basemap,
    /// All that the atlas covers, coarse, below the other.
    Overview,
}

/// Whether a layer is base map or what the article is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Role {
    /// Painted by the worker; the page gets what has a name.
    Base,
    /// Drawn by the page, which gets all of it.
    Story,
}

/// A file of the atlas.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    /// Where it is: an absolute address.
    pub url: String,
    /// What it must be, as `fetch` takes it; empty where nothing is known.
    pub integrity: String,
}

/// What a picture shows, and how large.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct View {
    /// The world position at its top left.
    pub corner: WorldPoint,
    /// CSS pixels per world unit.
    pub scale: f64,
    /// CSS pixels across and down.
    pub size: ScreenSize,
    /// Device pixels per CSS pixel.
    pub ratio: f64,
    /// The camera's zoom, by which lines have their widths.
    pub zoom: f64,
}

impl View {
    /// What `camera` shows, and `margin` CSS pixels more on each side, in `ratio`
    /// device pixels per CSS pixel.
    pub fn of(camera: &Camera, margin: f64, ratio: f64) -> Self {
        let ScreenSize { width, height } = camera.viewport.size;
        Self {
            corner: camera.screen_to_world(ScreenPoint { x: -margin, y: -margin }),
            scale: camera.scale(),
            size: ScreenSize { width: width + 2. * margin, height: height + 2. * margin },
            ratio,
            zoom: camera.zoom,
        }
    }
}

#[cfg(test)]
mod tests {
    use carto::Viewport;

    use super::*;

    #[test]
    fn a_view_reaches_beyond_its_camera_by_the_margin() {
        let size = ScreenSize { width: 100., height: 50. };
        let viewport = Viewport { size, ..Viewport::default() };
        let camera = Camera { centre: WorldPoint { x: 0.5, y: 0.5 }, zoom: 0., viewport };
        let view = View::of(&camera, 14., 2.);
        assert_eq!(view.size, ScreenSize { width: 128., height: 78. });
        // The world is 256 pixels across at zoom 0.
        assert_eq!(view.corner, WorldPoint { x: 0.5 - 64. / 256., y: 0.5 - 39. / 256. });
        assert_eq!((view.scale, view.ratio, view.zoom), (256., 2., 0.));
    }
}
