//! A surface that draws nothing and remembers the calls, for tests of the
//! painter.

use crate::{
    geometry::{ScreenPoint, ScreenRect},
    layer::Path,
    paint::{Lettering, Surface},
    sheet::{Placement, Sheet},
    style::{Ink, LabelKind, Pen},
};

/// The calls so far, one line each.
#[derive(Debug, Default)]
pub struct Recording {
    /// In the order they came.
    pub calls: Vec<String>,
}

impl Surface for Recording {
    fn background(&mut self, ink: Ink) {
        self.calls.push(format!("background {}", ink.0));
    }

    fn place(&mut self, _: &Sheet, _: Placement) {
        self.calls.push("place".into());
    }

    fn fill(&mut self, _: &Path, ink: Ink) {
        self.calls.push(format!("fill {}", ink.0));
    }

    fn stroke(&mut self, _: &Path, pen: &Pen) {
        self.calls.push(format!("stroke {} {}", pen.ink.0, pen.width));
    }

    fn relief(&mut self, rect: ScreenRect) {
        self.calls.push(format!("relief {:.0}x{:.0}", rect.width(), rect.height()));
    }
}

impl Lettering for Recording {
    fn dot(&mut self, at: ScreenPoint, _: LabelKind) {
        self.calls.push(format!("dot {:.0} {:.0}", at.x, at.y));
    }

    fn text(&mut self, text: &str, _: LabelKind, centre: ScreenPoint, _: f64) {
        self.calls.push(format!("text {text} {:.0} {:.0}", centre.x, centre.y));
    }
}
