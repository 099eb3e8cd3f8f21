//! Points and boxes, one type a space. No arithmetic that crosses spaces lives
//! here: see `projection` and `camera`.

use serde::{Deserialize, Serialize};

/// Degrees, longitude first, as RFC 7946.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LonLat {
    /// Degrees east of Greenwich.
    pub lon: f64,
    /// Degrees north of the equator.
    pub lat: f64,
}

/// A position on the projected plane (Web Mercator): `x` runs from 0 at 180° W
/// to 1 at 180° E, `y` from 0 at 85.05° N down to 1 at 85.05° S.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct WorldPoint {
    /// Eastward, 0 to 1.
    pub x: f64,
    /// Southward, 0 to 1.
    pub y: f64,
}

/// CSS pixels from the viewport's top-left corner, y down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ScreenPoint {
    /// CSS pixels rightward.
    pub x: f64,
    /// CSS pixels downward.
    pub y: f64,
}

impl WorldPoint {
    /// Straight-line distance in world units.
    pub fn distance(self, other: Self) -> f64 {
        (self.x - other.x).hypot(self.y - other.y)
    }
}

impl ScreenPoint {
    /// Straight-line distance in CSS pixels.
    pub fn distance(self, other: Self) -> f64 {
        (self.x - other.x).hypot(self.y - other.y)
    }
}

/// Width and height in CSS pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ScreenSize {
    /// CSS pixels across.
    pub width: f64,
    /// CSS pixels down.
    pub height: f64,
}

/// An axis-aligned box on the screen, in CSS pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ScreenRect {
    /// The corner nearest the viewport's top left.
    pub min: ScreenPoint,
    /// The opposite corner.
    pub max: ScreenPoint,
}

impl ScreenRect {
    /// The box of `size` around `centre`.
    pub fn centred(centre: ScreenPoint, size: ScreenSize) -> Self {
        Self {
            min: ScreenPoint { x: centre.x - size.width / 2., y: centre.y - size.height / 2. },
            max: ScreenPoint { x: centre.x + size.width / 2., y: centre.y + size.height / 2. },
        }
    }

    /// The box spanned by two opposite corners, in any order.
    pub fn spanned(a: ScreenPoint, b: ScreenPoint) -> Self {
        Self {
            min: ScreenPoint { x: a.x.min(b.x), y: a.y.min(b.y) },
            max: ScreenPoint { x: a.x.max(b.x), y: a.y.max(b.y) },
        }
    }

    /// CSS pixels across.
    pub fn width(&self) -> f64 {
        self.max.x - self.min.x
    }

    /// CSS pixels down.
    pub fn height(&self) -> f64 {
        self.max.y - self.min.y
    }

    /// The middle.
    pub fn centre(&self) -> ScreenPoint {
        ScreenPoint { x: f64::midpoint(self.min.x, self.max.x), y: f64::midpoint(self.min.y, self.max.y) }
    }

    /// Whether the two boxes share any area; touching edges do not count.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.min.x < other.max.x
            && other.min.x < self.max.x
            && self.min.y < other.max.y
            && other.min.y < self.max.y
    }

    /// Whether `other` lies wholly inside, edges included.
    pub fn encloses(&self, other: &Self) -> bool {
        self.min.x <= other.min.x
            && self.min.y <= other.min.y
            && self.max.x >= other.max.x
            && self.max.y >= other.max.y
    }

    /// Whether `p` lies inside, edges included.
    pub fn contains(&self, p: ScreenPoint) -> bool {
        p.x >= self.min.x && p.x <= self.max.x && p.y >= self.min.y && p.y <= self.max.y
    }

    /// The box grown by `by` CSS pixels on every side.
    #[must_use]
    pub fn grown(self, by: f64) -> Self {
        Self {
            min: ScreenPoint { x: self.min.x - by, y: self.min.y - by },
            max: ScreenPoint { x: self.max.x + by, y: self.max.y + by },
        }
    }

    /// How far `p` is from the box, in CSS pixels; 0 inside.
    pub fn distance(&self, p: ScreenPoint) -> f64 {
        let dx = (self.min.x - p.x).max(p.x - self.max.x).max(0.);
        let dy = (self.min.y - p.y).max(p.y - self.max.y).max(0.);
        dx.hypot(dy)
    }
}

/// An axis-aligned box in world units. Empty until it has included a point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WorldBounds {
    /// North-west corner.
    pub min: WorldPoint,
    /// South-east corner.
    pub max: WorldPoint,
}

impl WorldBounds {
    /// The box that holds nothing; joined with another it gives the other.
    pub const EMPTY: Self = Self {
        min: WorldPoint { x: f64::INFINITY, y: f64::INFINITY },
        max: WorldPoint { x: f64::NEG_INFINITY, y: f64::NEG_INFINITY },
    };

    /// The smallest box around `points`.
    pub fn around(points: impl IntoIterator<Item = WorldPoint>) -> Self {
        points.into_iter().fold(Self::EMPTY, Self::with)
    }

    /// The box grown to include `p`.
    #[must_use]
    pub fn with(self, p: WorldPoint) -> Self {
        Self {
            min: WorldPoint { x: self.min.x.min(p.x), y: self.min.y.min(p.y) },
            max: WorldPoint { x: self.max.x.max(p.x), y: self.max.y.max(p.y) },
        }
    }

    /// The smallest box around both.
    #[must_use]
    pub fn joined(self, other: Self) -> Self {
        Self {
            min: WorldPoint { x: self.min.x.min(other.min.x), y: self.min.y.min(other.min.y) },
            max: WorldPoint { x: self.max.x.max(other.max.x), y: self.max.y.max(other.max.y) },
        }
    }

    /// Whether no point was ever included.
    pub fn is_empty(&self) -> bool {
        self.min.x > self.max.x || self.min.y > self.max.y
    }

    /// World units across; 0 for a single point.
    pub fn width(&self) -> f64 {
        (self.max.x - self.min.x).max(0.)
    }

    /// World units down; 0 for a single point.
    pub fn height(&self) -> f64 {
        (self.max.y - self.min.y).max(0.)
    }

    /// The middle. Meaningless for an empty box.
    pub fn centre(&self) -> WorldPoint {
        WorldPoint { x: f64::midpoint(self.min.x, self.max.x), y: f64::midpoint(self.min.y, self.max.y) }
    }

    /// Whether the boxes share a point, edges included.
    pub fn touches(&self, other: &Self) -> bool {
        self.min.x <= other.max.x
            && other.min.x <= self.max.x
            && self.min.y <= other.max.y
            && other.min.y <= self.max.y
    }

    /// Whether `p` lies inside, edges included.
    pub fn contains(&self, p: WorldPoint) -> bool {
        p.x >= self.min.x && p.x <= self.max.x && p.y >= self.min.y && p.y <= self.max.y
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rect(a: (f64, f64), b: (f64, f64)) -> ScreenRect {
        ScreenRect::spanned(ScreenPoint { x: a.0, y: a.1 }, ScreenPoint { x: b.0, y: b.1 })
    }

    #[test]
    fn corners_may_come_in_any_order() {
        assert_eq!(rect((3., 4.), (1., 2.)), rect((1., 2.), (3., 4.)));
    }

    #[test]
    fn touching_boxes_do_not_overlap() {
        assert!(!rect((0., 0.), (1., 1.)).overlaps(&rect((1., 0.), (2., 1.))));
        assert!(rect((0., 0.), (1.1, 1.)).overlaps(&rect((1., 0.), (2., 1.))));
    }

    #[test]
    fn distance_to_a_box_is_zero_inside_and_diagonal_at_a_corner() {
        let r = rect((0., 0.), (10., 10.));
        assert_eq!(r.distance(ScreenPoint { x: 5., y: 5. }), 0.);
        assert_eq!(r.distance(ScreenPoint { x: 13., y: 14. }), 5.);
    }

    #[test]
    fn an_empty_box_joins_as_nothing() {
        let b = WorldBounds::around([WorldPoint { x: 0.2, y: 0.3 }]);
        assert_eq!(WorldBounds::EMPTY.joined(b), b);
        assert!(WorldBounds::EMPTY.is_empty() && !b.is_empty());
        assert_eq!(b.width(), 0.);
    }
}
