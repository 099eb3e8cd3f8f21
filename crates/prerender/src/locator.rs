//! The small map that says where on Earth the atlas lies: land, and the box of what
//! the atlas covers. No borders: it takes no side. The page's style sheet places it.

use std::fmt::Write as _;

use atlas::{Atlas, manifest::Locator};
use carto::{Layer, Shape, WorldBounds, WorldPoint, decimal::decimal, projection::Seam};

use crate::markup::escaped;

/// Units across the small map; as many as it has CSS pixels, or a few more.
const WIDTH: f64 = 160.;

/// The locator's markup, and the rules that show its text in the page's language
/// alone; `None` for land of which nothing can be drawn.
///
/// The picture is decoration, its text is not. O(vertices).
pub fn markup(atlas: &Atlas, locator: &Locator, land: &Layer) -> Option<(String, String)> {
    let manifest = &atlas.manifest;
    let seen = WorldBounds::around(land.features.iter().flat_map(|feature| feature.path.shape().points()));
    let grid = Grid::over(seen)?;
    let data: String = land.features.iter().map(|feature| grid.path(feature.path.shape())).collect();
    if data.is_empty() {
        return None;
    }
    let map = Seam::of(manifest.extent).project_bounds(manifest.extent);
    let ((left, top), (right, bottom)) = (grid.at(map.min), grid.at(map.max));
    let (width, height) = ((right - left).max(1), (bottom - top).max(1));
    let mut html = format!(
        "<figure class=\"locator\"><svg viewBox=\"0 0 {WIDTH} {}\" aria-hidden=\"true\"><path d=\"{data}\"/>\
         <rect x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\"/></svg><figcaption>",
        decimal(grid.height(), 0),
    );
    let mut css = String::new();
    for (lang, text) in locator.text.iter() {
        // A code that is none would be no selector either.
        if !lang.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
            continue;
        }
        let _ = write!(html, "<span lang=\"{lang}\">{}</span>", escaped(text));
        let _ = write!(
            css,
            ":root:not(:lang({})) .locator [lang={lang}]{{display:none}}",
            languages::lang(lang).language().code
        );
    }
    html.push_str("</figcaption></figure>");
    Some((html, css))
}

/// Whole units over what the small map shows.
struct Grid {
    seen: WorldBounds,
    /// Units per world unit.
    scale: f64,
}

impl Grid {
    /// `None` for bounds without width or height, and for those that would be a line.
    fn over(seen: WorldBounds) -> Option<Self> {
        let (width, height) = (seen.width(), seen.height());
        let is_a_map = width > 0. && height > 0. && height < width * 4. && width < height * 16.;
        is_a_map.then(|| Self { seen, scale: WIDTH / width })
    }

    fn height(&self) -> f64 {
        self.seen.height() * self.scale
    }

    fn at(&self, p: WorldPoint) -> (i32, i32) {
        let unit = |at: f64, from: f64| ((at - from) * self.scale).round() as i32;
        (unit(p.x, self.seen.min.x), unit(p.y, self.seen.min.y))
    }

    /// Path data of areas; rings that the grid makes nothing of are left out.
    fn path(&self, shape: &Shape) -> String {
        let Shape::Areas(rings) = shape else { return String::new() };
        rings.iter().map(|ring| self.ring(ring)).collect()
    }

    fn ring(&self, ring: &[WorldPoint]) -> String {
        let mut points: Vec<(i32, i32)> = Vec::new();
        for at in ring.iter().map(|p| self.at(*p)) {
            // Of points on a line only its ends are needed; one that comes back is none.
            while let [.., before, last] = points[..]
                && is_straight(before, last, at)
            {
                points.pop();
            }
            if points.last() != Some(&at) {
                points.push(at);
            }
        }
        if points.len() > 1 && points.first() == points.last() {
            points.pop();
        }
        let [first, rest @ ..] = &points[..] else { return String::new() };
        if rest.len() < 2 {
            return String::new();
        }
        let mut data = format!("M{} {}l", first.0, first.1);
        let mut from = first;
        for (i, to) in rest.iter().enumerate() {
            for (j, by) in [to.0 - from.0, to.1 - from.1].into_iter().enumerate() {
                let space = if by < 0 || i + j == 0 { "" } else { " " };
                let _ = write!(data, "{space}{by}");
            }
            from = to;
        }
        data + "z"
    }
}

fn is_straight(a: (i32, i32), b: (i32, i32), c: (i32, i32)) -> bool {
    let cross = (b.0 - a.0) * (c.1 - a.1) - (b.1 - a.1) * (c.0 - a.0);
    cross == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid() -> Grid {
        let (min, max) = (WorldPoint { x: 0., y: 0. }, WorldPoint { x: 1., y: 0.5 });
        Grid::over(WorldBounds { min, max }).expect("a map")
    }

    #[track_caller]
    fn check(ring: &[(f64, f64)], want: &str) {
        let ring: Vec<WorldPoint> =
            ring.iter().map(|(x, y)| WorldPoint { x: x / WIDTH, y: y / WIDTH }).collect();
        assert_eq!(grid().path(&Shape::Areas(vec![ring])), want);
    }

    #[test]
    fn a_ring_is_whole_units_from_point_to_point() {
        check(&[(1., 2.), (9.2, 2.), (9.2, 7.9), (1., 2.)], "M1 2l8 0 0 6z");
        check(&[(9., 8.), (1., 8.), (1., 2.), (9., 8.)], "M9 8l-8 0 0-6z");
    }

    #[test]
    fn points_that_the_grid_makes_one_or_a_line_are_not_repeated() {
        check(&[(0., 0.), (0.2, 0.1), (4., 0.), (8., 0.), (8., 4.), (0., 0.)], "M0 0l8 0 0 4z");
    }

    #[test]
    fn a_speck_is_left_out_and_so_is_what_is_no_land() {
        check(&[(0., 0.), (0.3, 0.), (0.3, 0.3), (0., 0.)], "");
        check(&[(0., 0.), (5., 0.), (5., 0.3), (0., 0.)], "");
        check(&[], "");
        assert_eq!(grid().path(&Shape::Lines(vec![vec![WorldPoint { x: 0., y: 0. }]])), "");
    }

    #[test]
    fn what_has_no_extent_is_no_map() {
        let at = WorldPoint { x: 0.5, y: 0.5 };
        assert!(Grid::over(WorldBounds { min: at, max: at }).is_none());
        assert!(Grid::over(WorldBounds::EMPTY).is_none());
    }
}
