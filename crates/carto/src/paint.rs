//! The one painter: a scene and a camera become calls on a [`Surface`]. It
//! knows no canvas, no SVG and no colour.

use crate::{
    camera::Camera,
    geometry::{ScreenPoint, ScreenRect, WorldBounds},
    label::Placed,
    layer::Path,
    sheet::{Placement, Sheet},
    style::{Ink, LabelKind, Look, PAPER, Pen},
};

/// What names are written on.
pub trait Lettering {
    /// Draws a town's mark.
    fn dot(&mut self, at: ScreenPoint, kind: LabelKind);
    /// Writes `text` around `centre`, turned clockwise by `angle` radians.
    fn text(&mut self, text: &str, kind: LabelKind, centre: ScreenPoint, angle: f64);
}

/// What a picture is drawn on: SVG text, a recording.
pub trait Surface: Lettering {
    /// Covers everything with `ink`.
    fn background(&mut self, ink: Ink);
    /// Says where the sheet lies for the paths that follow.
    fn place(&mut self, sheet: &Sheet, placement: Placement);
    /// Fills the inside of `path`, even-odd.
    fn fill(&mut self, path: &Path, ink: Ink);
    /// Draws along `path`. Widths and dashes are CSS pixels whatever the
    /// placement.
    fn stroke(&mut self, path: &Path, pen: &Pen);
    /// Lays the relief shading over `rect`.
    fn relief(&mut self, rect: ScreenRect);
}

/// One thing of the base map, in drawing order.
#[derive(Clone, Debug)]
pub enum Item<'a> {
    /// A feature's path and its look.
    Path(&'a Path, Look),
    /// Relief shading over a part of the world.
    Relief(WorldBounds),
}

/// Paints the base map: background, then `items` in order, leaving out what
/// the viewport does not show. The cost follows what it shows.
pub fn paint<'a>(
    items: impl IntoIterator<Item = Item<'a>>,
    sheet: &Sheet,
    camera: &Camera,
    surface: &mut impl Surface,
) {
    let visible = camera.visible();
    surface.background(PAPER);
    surface.place(sheet, sheet.placement(camera));
    for item in items {
        match item {
            Item::Path(path, look) if path.bounds().touches(&visible) => {
                if let Some(ink) = look.fill {
                    surface.fill(path, ink);
                }
                for pen in &look.pens {
                    surface.stroke(path, pen);
                }
            }
            Item::Path(..) => {}
            Item::Relief(bounds) => surface.relief(camera.rect(&bounds)),
        }
    }
}

/// Paints labels that `label::place` has seated, and the dots they name.
pub fn paint_labels(placed: &[Placed<'_>], surface: &mut (impl Lettering + ?Sized)) {
    for Placed { label, .. } in placed {
        if label.dot {
            surface.dot(label.at, label.kind);
        }
    }
    for Placed { label, rect } in placed {
        surface.text(&label.text, label.kind, rect.centre(), label.angle);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Viewport,
        geometry::{ScreenSize, WorldPoint},
        layer::Shape,
        record::Recording,
        style::base_look,
    };

    fn square(x: f64, y: f64) -> Path {
        let corner = |dx, dy| WorldPoint { x: x + dx, y: y + dy };
        Path::new(Shape::Areas(vec![vec![
            corner(0., 0.),
            corner(0.01, 0.),
            corner(0.01, 0.01),
            corner(0.0, 0.01),
            corner(0., 0.),
        ]]))
    }

    #[track_caller]
    fn check(paths: &[&Path], style: &str, want: &[&str]) {
        let viewport = Viewport { size: ScreenSize { width: 256., height: 256. }, ..Viewport::default() };
        let camera = Camera { centre: WorldPoint { x: 0.5, y: 0.5 }, zoom: 4., viewport };
        let sheet = Sheet::covering(camera.visible());
        let mut recording = Recording::default();
        let items = paths.iter().map(|path| Item::Path(path, base_look(style, 1., 4.).unwrap()));
        paint(items, &sheet, &camera, &mut recording);
        assert_eq!(recording.calls, want);
    }

    #[test]
    fn an_empty_scene_is_paper() {
        check(&[], "sea", &["background paper", "place"]);
    }

    #[test]
    fn a_shape_is_filled_then_stroked() {
        check(&[&square(0.5, 0.5)], "sea", &["background paper", "place", "fill water", "stroke shore 0.6"]);
    }

    #[test]
    fn what_is_out_of_view_costs_no_call() {
        check(&[&square(0.9, 0.5)], "sea", &["background paper", "place"]);
    }
}
