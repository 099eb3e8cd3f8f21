//! Pieces of a geometry, as a file has them and as a layer has them.

/// The radius of the sphere that Web Mercator takes the earth for, in metres.
const RADIUS: f64 = 6_378_137.;

/// A position as a file has it, in degrees or metres; what is beside longitude and latitude
/// is only known to be there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Position {
    pub x: f64,
    pub y: f64,
    pub has_altitude: bool,
}

impl Position {
    pub(crate) fn flat(x: f64, y: f64) -> Self {
        Self { x, y, has_altitude: false }
    }
}

/// One piece of a geometry.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Part<P = Position> {
    Point(P),
    Line(Vec<P>),
    /// Rings, the exterior first.
    Area(Vec<Vec<P>>),
}

/// In what a file's positions are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Reference {
    #[default]
    Degrees,
    /// Metres of Web Mercator, EPSG:3857.
    Mercator,
}

/// Longitude and latitude in degrees, rounded.
pub(crate) type LonLat = [f64; 2];

impl<P> Part<P> {
    pub(crate) fn map<Q>(self, change: impl Fn(P) -> Q) -> Part<Q> {
        let line = |line: Vec<P>| line.into_iter().map(&change).collect();
        match self {
            Self::Point(position) => Part::Point(change(position)),
            Self::Line(positions) => Part::Line(line(positions)),
            Self::Area(rings) => Part::Area(rings.into_iter().map(line).collect()),
        }
    }

    pub(crate) fn positions(&self) -> impl Iterator<Item = &P> {
        let lines: &[Vec<P>] = match self {
            Self::Point(_) => &[],
            Self::Line(line) => std::slice::from_ref(line),
            Self::Area(rings) => rings,
        };
        let point = if let Self::Point(position) = self { Some(position) } else { None };
        point.into_iter().chain(lines.iter().flatten())
    }
}

impl Part<LonLat> {
    pub(crate) fn has_long_edge(&self) -> bool {
        let is_long = |line: &Vec<LonLat>| line.windows(2).any(|edge| (edge[0][0] - edge[1][0]).abs() > 180.);
        match self {
            Self::Point(_) => false,
            Self::Line(line) => is_long(line),
            Self::Area(rings) => rings.iter().any(is_long),
        }
    }
}

/// Where a position is, in degrees that are neither rounded nor within their range.
pub(crate) fn degrees(Position { x, y, .. }: Position, reference: Reference) -> LonLat {
    match reference {
        Reference::Degrees => [x, y],
        Reference::Mercator => [(x / RADIUS).to_degrees(), (y / RADIUS).sinh().atan().to_degrees()],
    }
}

/// Twice the area in square degrees, positive where counter-clockwise. Seen from the first
/// position: far from 0° the products would eat up what a small ring differs by.
pub(crate) fn signed_area(ring: &[LonLat]) -> f64 {
    let Some([lon, lat]) = ring.first() else { return 0. };
    let near = |[x, y]: LonLat| [x - lon, y - lat];
    ring.windows(2)
        .map(|edge| (near(edge[0]), near(edge[1])))
        .map(|([ax, ay], [bx, by])| ax * by - bx * ay)
        .sum()
}
