//! How far a drawn line may lie from the surveyed one, and how close a reader
//! comes: the numbers that the page, its worker and the build share. How lines
//! are made simpler is in `simplify` and `detail`.

use crate::{camera::TILE, style::river_min_zoom};

/// The page's closest zoom: beyond it generalised outlines only pretend to more
/// detail.
pub const MAX_ZOOM: f64 = 13.5;

/// Device pixels to a CSS pixel, up to which [`ON_SCREEN`] holds at every zoom. A
/// sharper screen shows at [`MAX_ZOOM`] what is off by as much more.
pub const SHARPEST: f64 = 2.;

/// A line of the base map in a picture, in device pixels.
pub const ON_SCREEN: f64 = 0.4;

/// The same on paper, in CSS pixels: half a dot at 300 dots an inch.
pub const ON_PAPER: f64 = 0.15;

/// The smallest distance that matters anywhere, in world units: what is finer is
/// neither kept nor drawn.
pub fn finest() -> f64 {
    ON_PAPER.min(ON_SCREEN / SHARPEST) / (TILE * MAX_ZOOM.exp2())
}

/// What the article is about in the page's first picture, in plane units: four tenths
/// of a pixel in an ordinary window.
pub const FIRST_STORY: f64 = 1.5;

/// The base map of the first picture, in plane units: little more than a pixel in an
/// ordinary window.
pub const FIRST_BASE: f64 = 4.6;

/// Rivers that only a closer look than the first shows, in plane units.
pub const FIRST_LATER: f64 = 12.;

/// The zoom of the first view in a large window. What is seen by then is in the
/// picture with [`FIRST_BASE`], the rest with [`FIRST_LATER`].
pub const FIRST_ZOOM: f64 = 8.5;

/// How far lines of the first picture's base map are off, of those that are seen at
/// `zoom`, in plane units.
pub fn first_base(zoom: f64) -> f64 {
    // The smallest rivers are the last to come.
    if zoom < river_min_zoom(f64::INFINITY) { FIRST_BASE } else { FIRST_LATER }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_fine_enough_for_screen_and_paper_at_the_closest_zoom() {
        let pixels = finest() * TILE * MAX_ZOOM.exp2();
        for ratio in [1., SHARPEST] {
            assert!(pixels * ratio <= ON_SCREEN * (1. + 1e-12), "{} at {ratio}", pixels * ratio);
        }
        assert!(pixels <= ON_PAPER * (1. + 1e-12), "{pixels}");
    }

    #[test]
    fn whatever_a_zoom_shows_has_the_tolerance_that_is_told_for_it() {
        for rank in [1., 2., 3., 9.] {
            let from = river_min_zoom(rank);
            let written = if from <= FIRST_ZOOM { FIRST_BASE } else { FIRST_LATER };
            assert!(first_base(from) >= written, "rank {rank} from {from}");
        }
    }
}
