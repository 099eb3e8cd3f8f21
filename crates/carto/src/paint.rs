//! What names are written on, and how they are. It knows no canvas, no SVG and no
//! colour. The base map is drawn elsewhere: see [`crate::style::base_look`].

use crate::{geometry::ScreenPoint, label::Placed, style::LabelKind};

/// What names are written on.
pub trait Lettering {
    /// Whether what comes next stands back behind others. Paper shows all alike.
    fn stand_back(&mut self, _faint: bool) {}
    /// Draws a town's mark.
    fn dot(&mut self, at: ScreenPoint, kind: LabelKind);
    /// Writes `text` around `centre`, turned clockwise by `angle` radians.
    fn text(&mut self, text: &str, kind: LabelKind, centre: ScreenPoint, angle: f64);
}

/// Paints labels that `label::place` has seated, and the dots they name.
pub fn paint_labels(placed: &[Placed], surface: &mut (impl Lettering + ?Sized)) {
    for Placed { label, .. } in placed {
        if label.dot {
            surface.stand_back(label.faint);
            surface.dot(label.at, label.kind);
        }
    }
    for Placed { label, rect } in placed {
        surface.stand_back(label.faint);
        surface.text(&label.text, label.kind, rect.centre(), label.angle);
    }
}
