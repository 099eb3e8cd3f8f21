//! The map as a figure: one SVG file that stands alone, with title, legend, scale and
//! credits, for print and for drawing programs.
//!
//! It is composed of what the page is drawn from: regions by what their looks follow
//! from, names by where they stand, the base map by its lines. Drawing programs know
//! the SVG of 2001 and no style sheet, so that it holds attributes alone: inks, which
//! are names elsewhere, have their colours here, and lines lie in pixels.
//!
//! Deliberately absent: the DOM, the language of the page (all words arrive as text),
//! where names go, font metrics, how a mark looks (`scene::marks`). Nothing arrives as
//! markup.

mod compose;
mod inks;
mod lines;
mod names;
mod regions;
mod wrap;
mod write;

pub use compose::compose;
pub use lines::Lines;
