//! The map as a figure: one SVG file that stands alone, with title, legend, scale and
//! credits, for print and for drawing programs.
//!
//! It is composed of what the page is drawn from: regions by what their looks follow
//! from, names by where they stand, the base map by its lines. Drawing programs know
//! the SVG of 2001 and no style sheet, so that it holds attributes alone: inks, which
//! are names elsewhere, have their colours here, and lines lie in pixels.
//!
//! What that is the page says, or [`Shown`] where there is none.
//!
//! Deliberately absent: the DOM, the language of the page (all words arrive as text),
//! font metrics, how a mark looks (`scene::marks`), where names go (`scene::labels`).
//! Nothing arrives as markup.

mod aim;
mod compose;
mod ground;
mod inks;
mod layers;
mod lines;
mod names;
mod paper;
mod regions;
mod seen;
mod wanted;
mod wrap;
mod write;

pub use aim::aim;
pub use compose::compose;
pub use ground::{View, ground, look};
pub use layers::{Kind, Layers, Painted};
pub use lines::Lines;
pub use paper::paper;
pub use seen::Regions;
pub use wanted::Shown;

/// The figure that is `wanted`, on a base map of these layers; `None` for a view of
/// nothing.
pub fn figure(layers: &Layers, wanted: &protocol::Figure) -> Option<String> {
    let view = View::new(&wanted.view)?;
    Some(compose(wanted, &ground(layers, &wanted.order, &view)))
}
