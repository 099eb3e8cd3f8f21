//! The camera: which part of the world the viewport shows, and how large.
//! Motion over time is in `flight`, what fingers do in `gesture`.

use lean::number::limited;

use crate::geometry::{ScreenPoint, ScreenRect, ScreenSize, WorldBounds, WorldPoint};

/// CSS pixels that the world spans at zoom 0, the convention of web maps.
pub const TILE: f64 = 256.;

/// CSS pixels around the first view; `.first` in the style sheet has the same.
pub const HOME_MARGIN: f64 = 8.;

/// CSS pixels covered on each side of the viewport, by a panel or a margin.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Insets {
    /// From the top edge.
    pub top: f64,
    /// From the right edge.
    pub right: f64,
    /// From the bottom edge.
    pub bottom: f64,
    /// From the left edge.
    pub left: f64,
}

impl Insets {
    /// The same width on every side.
    pub fn all(width: f64) -> Self {
        Self { top: width, right: width, bottom: width, left: width }
    }

    /// Side by side sums.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            top: self.top + other.top,
            right: self.right + other.right,
            bottom: self.bottom + other.bottom,
            left: self.left + other.left,
        }
    }
}

/// The window onto the map, and what covers part of it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Viewport {
    /// The whole window.
    pub size: ScreenSize,
    /// What a reading panel hides of it.
    pub covered: Insets,
}

impl Viewport {
    /// The part that nothing covers, at least one pixel each way.
    pub fn free(&self) -> ScreenRect {
        let width = (self.size.width - self.covered.left - self.covered.right).max(1.);
        let height = (self.size.height - self.covered.top - self.covered.bottom).max(1.);
        let min = ScreenPoint { x: self.covered.left, y: self.covered.top };
        ScreenRect { min, max: ScreenPoint { x: min.x + width, y: min.y + height } }
    }
}

/// How far a camera may go.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// The uncovered part of the viewport stays within these bounds, or where
    /// it is larger than they are, its middle does.
    pub bounds: WorldBounds,
    /// Smallest zoom.
    pub min_zoom: f64,
    /// Largest zoom.
    pub max_zoom: f64,
}

/// The pan and scale that fill the viewport.
///
/// `centre` stands in the middle of the uncovered part, so that a panel that
/// slides over the map does not hide what the reader looks at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Camera {
    /// The world position in the middle of the uncovered part.
    pub centre: WorldPoint,
    /// Scale as a web map counts it: the world is 256 CSS pixels across at 0
    /// and doubles with each step.
    pub zoom: f64,
    /// The window that the camera fills.
    pub viewport: Viewport,
}

impl Camera {
    /// The closest camera that shows all of `bounds` inside the uncovered part
    /// less `margin`, at most at `max_zoom` (which a single point gets).
    /// `None` where `bounds` is empty.
    pub fn fit(bounds: WorldBounds, viewport: Viewport, margin: Insets, max_zoom: f64) -> Option<Self> {
        if bounds.is_empty() {
            return None;
        }
        let room = Viewport { covered: viewport.covered.plus(margin), ..viewport }.free();
        let scale = (room.width() / bounds.width()).min(room.height() / bounds.height());
        let zoom = (scale / TILE).log2().min(max_zoom);
        let mut camera = Self { centre: bounds.centre(), zoom, viewport };
        // Lopsided margins: the middle of the room is not that of the free part.
        let (want, is) = (room.centre(), viewport.free().centre());
        camera.centre = camera.screen_to_world(ScreenPoint { x: 2. * is.x - want.x, y: 2. * is.y - want.y });
        Some(camera)
    }

    /// CSS pixels per world unit.
    pub fn scale(&self) -> f64 {
        TILE * self.zoom.exp2()
    }

    /// Where `w` is on the screen, inside the viewport or not.
    pub fn world_to_screen(&self, w: WorldPoint) -> ScreenPoint {
        self.to_screen()(w)
    }

    /// [`Self::world_to_screen`] for many positions: what they share is worked
    /// out once.
    pub fn to_screen(&self) -> impl Fn(WorldPoint) -> ScreenPoint + use<> {
        let (scale, middle, centre) = (self.scale(), self.viewport.free().centre(), self.centre);
        move |w| ScreenPoint {
            x: middle.x + (w.x - centre.x) * scale,
            y: middle.y + (w.y - centre.y) * scale,
        }
    }

    /// The world position under `s`.
    pub fn screen_to_world(&self, s: ScreenPoint) -> WorldPoint {
        let (scale, middle) = (self.scale(), self.viewport.free().centre());
        WorldPoint {
            x: self.centre.x + (s.x - middle.x) / scale,
            y: self.centre.y + (s.y - middle.y) / scale,
        }
    }

    /// `bounds` on the screen.
    pub fn rect(&self, bounds: &WorldBounds) -> ScreenRect {
        ScreenRect { min: self.world_to_screen(bounds.min), max: self.world_to_screen(bounds.max) }
    }

    /// The part of the world in the whole viewport, under panels too.
    pub fn visible(&self) -> WorldBounds {
        let ScreenSize { width, height } = self.viewport.size;
        WorldBounds {
            min: self.screen_to_world(ScreenPoint { x: 0., y: 0. }),
            max: self.screen_to_world(ScreenPoint { x: width, y: height }),
        }
    }

    /// Moves the picture by (`dx`, `dy`) CSS pixels, as a dragging hand does.
    #[must_use]
    pub fn panned(self, dx: f64, dy: f64) -> Self {
        let scale = self.scale();
        let centre = WorldPoint { x: self.centre.x - dx / scale, y: self.centre.y - dy / scale };
        Self { centre, ..self }
    }

    /// Scales by `factor` (> 0; 2 doubles), keeping the world position under
    /// `anchor` where it is on screen.
    #[must_use]
    pub fn zoom_about(self, anchor: ScreenPoint, factor: f64) -> Self {
        let fixed = self.screen_to_world(anchor);
        let zoomed = Self { zoom: self.zoom + factor.log2(), ..self };
        let now = zoomed.world_to_screen(fixed);
        zoomed.panned(anchor.x - now.x, anchor.y - now.y)
    }

    /// The same centre and zoom in another viewport.
    #[must_use]
    pub fn resized(self, viewport: Viewport) -> Self {
        Self { viewport, ..self }
    }

    /// The nearest camera that `limits` allow. Zoom is settled first, about
    /// the centre.
    #[must_use]
    pub fn within(self, limits: &Limits) -> Self {
        let zoomed = Self { zoom: limited(self.zoom, limits.min_zoom, limits.max_zoom), ..self };
        let (free, scale) = (zoomed.viewport.free(), zoomed.scale());
        let axis = |at: f64, min: f64, max: f64, pixels: f64| {
            let half = (pixels / scale / 2.).min((max - min) / 2.);
            limited(at, min + half, (max - half).max(min + half))
        };
        let WorldBounds { min, max } = limits.bounds;
        let centre = WorldPoint {
            x: axis(zoomed.centre.x, min.x, max.x, free.width()),
            y: axis(zoomed.centre.y, min.y, max.y, free.height()),
        };
        Self { centre, ..zoomed }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SIZE: ScreenSize = ScreenSize { width: 800., height: 600. };

    fn viewport(covered: Insets) -> Viewport {
        Viewport { size: SIZE, covered }
    }

    fn camera(covered: Insets) -> Camera {
        Camera { centre: WorldPoint { x: 0.6, y: 0.4 }, zoom: 7., viewport: viewport(covered) }
    }

    #[track_caller]
    fn near(a: ScreenPoint, b: ScreenPoint) {
        assert!(a.distance(b) < 1e-6, "{a:?} is not {b:?}");
    }

    #[test]
    fn the_centre_is_in_the_middle_of_what_nothing_covers() {
        let c = camera(Insets { bottom: 200., ..Insets::default() });
        near(c.world_to_screen(c.centre), ScreenPoint { x: 400., y: 200. });
    }

    #[test]
    fn a_zoom_step_doubles_the_scale() {
        let c = camera(Insets::default());
        assert!((c.scale() - 256. * 128.).abs() < 1e-9);
    }

    #[test]
    fn dragging_right_shows_what_was_left() {
        let c = camera(Insets::default());
        let grabbed = c.screen_to_world(ScreenPoint { x: 100., y: 100. });
        near(c.panned(30., -5.).world_to_screen(grabbed), ScreenPoint { x: 130., y: 95. });
    }

    #[test]
    fn fit_shows_the_whole_box_beside_the_panel() {
        let bounds =
            WorldBounds { min: WorldPoint { x: 0.61, y: 0.37 }, max: WorldPoint { x: 0.63, y: 0.38 } };
        let covered = Insets { right: 300., ..Insets::default() };
        let margin = Insets { top: 80., ..Insets::all(20.) };
        let c = Camera::fit(bounds, viewport(covered), margin, 20.).unwrap();
        let r = c.rect(&bounds);
        let room = ScreenRect { min: ScreenPoint { x: 20., y: 80. }, max: ScreenPoint { x: 480., y: 580. } };
        assert!(room.grown(1e-6).encloses(&r), "{r:?}");
        assert!((r.width() - room.width()).abs() < 1e-6, "as large as the room lets it");
        near(r.centre(), room.centre());
    }

    #[test]
    fn a_single_point_gets_the_largest_zoom_and_nothing_gets_none() {
        let p = WorldBounds::around([WorldPoint { x: 0.6, y: 0.4 }]);
        let c = Camera::fit(p, viewport(Insets::default()), Insets::default(), 11.).unwrap();
        assert_eq!(c.zoom, 11.);
        assert_eq!(Camera::fit(WorldBounds::EMPTY, c.viewport, Insets::default(), 11.), None);
    }

    #[test]
    fn limits_keep_the_free_part_inside_and_centre_what_is_too_small() {
        let bounds = WorldBounds { min: WorldPoint { x: 0.6, y: 0.3 }, max: WorldPoint { x: 0.7, y: 0.301 } };
        let limits = Limits { bounds, min_zoom: 6., max_zoom: 12. };
        let c = Camera { centre: WorldPoint { x: 0.2, y: 0.9 }, ..camera(Insets::default()) }.within(&limits);
        assert!((c.world_to_screen(bounds.min).x).abs() < 1e-6, "west edge at the left edge");
        assert!((c.centre.y - 0.3005).abs() < 1e-12, "too flat to fill: centred");
        assert_eq!(Camera { zoom: 1., ..c }.within(&limits).zoom, 6.);
    }

    proptest! {
        #[test]
        fn screen_and_world_undo_each_other(x in -2000.0..2000.0f64, y in -2000.0..2000.0f64, zoom in 0.0..18.0f64) {
            let c = Camera { zoom, ..camera(Insets::all(13.)) };
            let s = ScreenPoint { x, y };
            prop_assert!(c.world_to_screen(c.screen_to_world(s)).distance(s) < 1e-5);
        }

        #[test]
        fn what_fits_is_seen_and_limits_hold(
            x in 0.0..2.0f64, y in 0.0..1.0f64, width in 1e-6..1.0f64, height in 1e-6..1.0f64, left in 0.0..700.0f64,
        ) {
            let bounds = WorldBounds::around([WorldPoint { x, y }, WorldPoint { x: x + width, y: y + height }]);
            let viewport = viewport(Insets { left, ..Insets::default() });
            let c = Camera::fit(bounds, viewport, Insets::all(8.), 24.).expect("a camera");
            prop_assert!(viewport.free().grown(1e-6).encloses(&c.rect(&bounds)));
            let limits = Limits { bounds, min_zoom: 0., max_zoom: 20. };
            let once = Camera { zoom: 30. * width, centre: WorldPoint { x: y, y: x }, ..c }.within(&limits);
            let again = once.within(&limits);
            prop_assert!((0. ..=20.).contains(&once.zoom) && bounds.contains(once.centre));
            prop_assert!((once.centre.x - again.centre.x).hypot(once.centre.y - again.centre.y) < 1e-12);
        }

        #[test]
        fn zooming_keeps_what_is_under_the_anchor(
            x in 0.0..800.0f64, y in 0.0..600.0f64, factor in 0.1..10.0f64, left in 0.0..700.0f64,
        ) {
            let covered = Insets { left, ..Insets::default() };
            let (c, anchor) = (camera(covered), ScreenPoint { x, y });
            let fixed = c.screen_to_world(anchor);
            prop_assert!(c.zoom_about(anchor, factor).world_to_screen(fixed).distance(anchor) < 1e-5);
        }
    }
}
