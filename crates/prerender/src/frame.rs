//! The frame: the box of the atlas's first view, as large as the window lets
//! it be. Sizes that the style sheet must tell apart are widths of this box.

use atlas::Atlas;
use carto::{
    Camera, Insets, Plane, ScreenSize, Viewport, WorldBounds, WorldPoint,
    camera::{HOME_MARGIN, TILE},
    decimal::decimal,
    projection::Seam,
};

/// Where the first view lies, and on which paper.
#[derive(Clone, Copy, Debug)]
pub struct Frame {
    /// What the first view shows.
    pub view: WorldBounds,
    /// The paper that the app writes on, too.
    pub plane: Plane,
}

impl Frame {
    /// The frame of an atlas.
    pub fn new(atlas: &Atlas) -> Self {
        let manifest = &atlas.manifest;
        let seam = Seam::of(manifest.extent);
        let [view, extent] = [manifest.view, manifest.extent].map(|degrees| seam.project_bounds(degrees));
        Self { view, plane: Plane::covering(extent) }
    }

    /// What a window that is wider or higher than the frame shows as well,
    /// unless it is very much so.
    pub fn near(&self) -> WorldBounds {
        let WorldBounds { min, max } = self.view;
        let (dx, dy) = (self.view.width() * 0.3, self.view.height() * 0.3);
        WorldBounds {
            min: WorldPoint { x: min.x - dx, y: min.y - dy },
            max: WorldPoint { x: max.x + dx, y: max.y + dy },
        }
    }

    /// Width over height.
    pub fn ratio(&self) -> f64 {
        self.view.width() / self.view.height()
    }

    /// The frame's width, in CSS pixels, at `zoom`.
    pub fn width(&self, zoom: f64) -> f64 {
        self.view.width() * TILE * zoom.exp2()
    }

    /// The camera of a map that is just large enough for a frame of `width`
    /// CSS pixels. `None` where the view is empty.
    pub fn camera(&self, width: f64) -> Option<Camera> {
        let size =
            ScreenSize { width: width + 2. * HOME_MARGIN, height: width / self.ratio() + 2. * HOME_MARGIN };
        let viewport = Viewport { size, covered: Insets::default() };
        Camera::fit(self.view, viewport, Insets::all(HOME_MARGIN), f64::INFINITY)
    }

    /// The condition of a container query: the frame is at least so wide.
    pub fn at_least(&self, width: f64) -> String {
        let height = decimal(width / self.ratio(), 1);
        format!("@container first (min-width:{}px) and (min-height:{height}px)", decimal(width, 1))
    }

    /// `x, y, width, height` of the view on the plane.
    pub fn view_box(&self) -> [f64; 4] {
        let (min, max) = (self.plane.point(self.view.min), self.plane.point(self.view.max));
        [min.x, min.y, max.x - min.x, max.y - min.y]
    }

    /// The rules that give the frame its size within its container, which is
    /// placed by the page's own style sheet.
    pub fn css(&self) -> String {
        let ratio = decimal(self.ratio(), 6);
        format!(
            ".first{{container-name:first}}\
             .frame{{position:absolute;inset:0;margin:auto;aspect-ratio:{ratio};width:min(100cqw,100cqh*{ratio})}}"
        )
    }
}

#[cfg(test)]
mod tests {
    use carto::ScreenPoint;

    use super::*;

    fn frame() -> Frame {
        let view = WorldBounds { min: WorldPoint { x: 0.5, y: 0.25 }, max: WorldPoint { x: 0.75, y: 0.375 } };
        Frame { view, plane: Plane::covering(view) }
    }

    #[test]
    fn the_camera_shows_the_view_inside_the_margin() {
        let camera = frame().camera(600.).unwrap();
        let rect = camera.rect(&frame().view);
        assert!(rect.min.distance(ScreenPoint { x: 8., y: 8. }) < 1e-6, "{rect:?}");
        assert!((rect.width() - 600.).abs() < 1e-6);
        assert!((frame().width(camera.zoom) - 600.).abs() < 1e-6);
    }

    #[test]
    fn a_query_asks_for_both_sides() {
        assert_eq!(frame().at_least(560.), "@container first (min-width:560px) and (min-height:280px)");
    }
}
