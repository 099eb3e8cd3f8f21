//! Cartography without a browser: it turns GeoJSON and a camera into paths and
//! places for names, screen points into regions, and pointers into gestures.
//!
//! Deliberately absent: claims, languages, dates, colours, the DOM, a clock.
//! Colours are names ([`style::Ink`]) that whoever draws looks up; time and size
//! arrive as arguments.
//!
//! Four spaces, four types: [`LonLat`] (degrees) ↔ [`WorldPoint`] (Web
//! Mercator, `[0, 1]` across) ↔ [`ScreenPoint`] (CSS pixels, through a
//! [`Camera`]), and the plane ([`plane::Plane`]), the paper that paths are
//! written on once and that the camera moves as a whole.

pub mod camera;
pub mod collapse;
pub mod detail;
pub mod flight;
pub mod geometry;
pub mod gesture;
pub mod hit;
pub mod label;
pub mod layer;
pub mod paint;
pub mod parse;
pub mod plane;
pub mod projection;
pub mod raster;
pub mod scale_bar;
pub mod simplify;
pub mod sketch;
pub mod stream;
pub mod style;
pub mod thinning;
pub mod tolerance;

pub use camera::{Camera, Insets, Limits, Viewport};
pub use geometry::{LonLat, ScreenPoint, ScreenRect, ScreenSize, WorldBounds, WorldPoint};
pub use layer::{Feature, Layer, Path, Shape};
pub use lean::{decimal, number};
pub use plane::{Placement, Plane};
