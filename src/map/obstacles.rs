//! What stands on the map in the way of names.

use crate::door::view::Held;

/// What stands on the map and names keep off, each held for the component that
/// owns it.
#[derive(Clone, Copy, Default)]
pub struct Obstacles {
    /// The buttons that zoom.
    pub zoom: Held,
    /// The buttons that look around.
    pub pan: Held,
    /// The line of time.
    pub time: Held,
    /// The legend.
    pub legend: Held,
    /// The scale bar.
    pub scale: Held,
    /// The line of credits.
    pub credits: Held,
    /// The small map of what is close together.
    pub inset: Held,
}
