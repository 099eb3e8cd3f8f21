//! What a shape that is drawn by hand can consist of.

use styles::{Geometry, StoryStyle};

/// Longitude and latitude in degrees, as RFC 7946 has them.
pub type Position = [f64; 2];

/// What a shape consists of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Positions.
    Point,
    /// Open lines.
    Line,
    /// Areas, each a ring and its holes.
    Area,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Point, Self::Line, Self::Area];

    /// How many positions it needs, its first one once.
    #[must_use]
    pub fn least(self) -> usize {
        match self {
            Self::Point => 1,
            Self::Line => 2,
            Self::Area => 3,
        }
    }

    /// The styles that suit it, the first one first proposed.
    #[must_use]
    pub fn styles(self) -> Vec<&'static str> {
        let (geometry, first) = match self {
            Self::Point => (Geometry::Points, StoryStyle::Village),
            Self::Line => (Geometry::Lines, StoryStyle::Road),
            Self::Area => (Geometry::Areas, StoryStyle::Outline),
        };
        let others = StoryStyle::ALL.into_iter().filter(|&style| style != first && style.fits(geometry));
        [first].into_iter().chain(others).map(StoryStyle::name).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_styles_that_suit_it() {
        assert_eq!(Kind::Area.styles()[..2], ["outline", "dotted-outline"]);
        assert_eq!(Kind::Point.styles()[0], "village");
        assert!(Kind::Line.styles().contains(&"road") && !Kind::Line.styles().contains(&"town"));
    }
}
