//! The map as a figure: one SVG text that stands alone, with title, legend,
//! scale and credits, for print and for drawing programs.
//!
//! Drawing programs know the SVG of 2001 and little CSS. So a figure holds
//! presentation attributes alone: rules are applied and custom properties
//! resolved here (`css`), newer forms are said in older ones (`plain`).
//!
//! Deliberately absent: the DOM, the language of the page (all words arrive
//! as text), where names go, font metrics. What arrives as markup is read and
//! written anew, never copied.

mod clean;
mod compose;
mod css;
mod markup;
mod paths;
mod plain;
mod wrap;

pub use compose::{Figure, Foot, Made, Part, Row, Scale, compose};
pub use paths::PathData;
