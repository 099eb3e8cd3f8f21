//! How a feature may ask to be drawn: a closed set of styles, their names in
//! an atlas, and which geometry each is for.
//!
//! Deliberately absent: how a style looks. That is `carto`'s for the base map,
//! and `scene`'s for what the article is about. To add a style, add it here; every
//! `match` on it then asks for the rest.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A style of the article's regions, drawn above the base map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum StoryStyle {
    /// A thin line around land.
    Outline,
    /// A dotted line around land: a border that is no more, or is nobody's.
    DottedOutline,
    /// Land that one party holds and another claims.
    Hatched,
    /// The band of a way that is wanted, its route not agreed.
    DashedBand,
    /// How such a band goes on elsewhere.
    DashedBandLight,
    /// A front line.
    ContactLine,
    /// A road.
    Road,
    /// A town.
    Town,
    /// A village.
    Village,
    /// A place whose holder and claimant are known, and its outline is not.
    Marker,
}

/// A style of the base map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum BaseStyle {
    /// A state that the article is about, in the colour that its `tint` (1 or 2)
    /// says, or that of all such states.
    Country,
    /// A state around those.
    Neighbour,
    /// A part of a state.
    District,
    /// A sea.
    Sea,
    /// A lake.
    Lake,
    /// A river, the wider the lower its `rank`.
    River,
    /// A border between states.
    StateBorder,
    /// A town, with its name.
    Place,
}

/// What a feature's `style` says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Style {
    /// What the article is about.
    Story(StoryStyle),
    /// The base map.
    Base(BaseStyle),
}

/// What the look of a region's mark follows from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MarkLook {
    /// How it is drawn; an outline where its feature does not say, or nobody knows.
    pub style: Style,
    /// The party that holds the land, by its number in the atlas.
    pub held_by: Option<usize>,
    /// The party that claims it.
    pub claimed_by: Option<usize>,
    /// Whether its outline is only a hint.
    pub indicative: bool,
}

/// A symbol of a legend.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Swatch {
    /// A place.
    Point(MarkLook),
    /// A line.
    Line(MarkLook),
    /// Land.
    Land(MarkLook),
    /// Something of the base map.
    Base(BaseStyle),
    /// The relief.
    Shade,
}

/// What a feature's geometry consists of, be it one or many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Geometry {
    /// Positions.
    Points,
    /// Open lines.
    Lines,
    /// Land, or water.
    Areas,
}

/// A text that is no style's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no style has this name")]
pub struct UnknownStyle;

impl StoryStyle {
    /// All, in the order in which they are listed.
    pub const ALL: [Self; 10] = [
        Self::Outline,
        Self::DottedOutline,
        Self::Hatched,
        Self::DashedBand,
        Self::DashedBandLight,
        Self::ContactLine,
        Self::Road,
        Self::Town,
        Self::Village,
        Self::Marker,
    ];

    /// What an atlas, and the style sheet's class, call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Outline => "outline",
            Self::DottedOutline => "dotted-outline",
            Self::Hatched => "hatched",
            Self::DashedBand => "dashed-band",
            Self::DashedBandLight => "dashed-band-light",
            Self::ContactLine => "contact-line",
            Self::Road => "road",
            Self::Town => "town",
            Self::Village => "village",
            Self::Marker => "marker",
        }
    }

    /// Whether what it draws on `geometry` looks as it is meant to.
    pub fn fits(self, geometry: Geometry) -> bool {
        match self {
            Self::Outline | Self::DottedOutline => geometry != Geometry::Points,
            Self::Hatched => geometry == Geometry::Areas,
            Self::DashedBand | Self::DashedBandLight | Self::ContactLine | Self::Road => {
                geometry == Geometry::Lines
            }
            Self::Town | Self::Village | Self::Marker => geometry == Geometry::Points,
        }
    }
}

impl BaseStyle {
    /// All, in the order in which they are listed.
    pub const ALL: [Self; 8] = [
        Self::Country,
        Self::Neighbour,
        Self::District,
        Self::Sea,
        Self::Lake,
        Self::River,
        Self::StateBorder,
        Self::Place,
    ];

    /// What an atlas calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Country => "country",
            Self::Neighbour => "neighbour",
            Self::District => "district",
            Self::Sea => "sea",
            Self::Lake => "lake",
            Self::River => "river",
            Self::StateBorder => "state-border",
            Self::Place => "place",
        }
    }

    /// Whether what it draws on `geometry` looks as it is meant to.
    pub fn fits(self, geometry: Geometry) -> bool {
        match self {
            Self::Country | Self::Neighbour | Self::District | Self::Sea | Self::Lake => {
                geometry == Geometry::Areas
            }
            Self::River => geometry == Geometry::Lines,
            Self::StateBorder => geometry != Geometry::Points,
            Self::Place => geometry == Geometry::Points,
        }
    }
}

impl Style {
    /// All: the story's, then the base map's.
    pub fn all() -> impl Iterator<Item = Self> {
        let story = StoryStyle::ALL.into_iter().map(Self::Story);
        story.chain(BaseStyle::ALL.into_iter().map(Self::Base))
    }

    /// What an atlas, and the style sheet's class, call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Story(style) => style.name(),
            Self::Base(style) => style.name(),
        }
    }

    /// Whether what it draws on `geometry` looks as it is meant to.
    pub fn fits(self, geometry: Geometry) -> bool {
        match self {
            Self::Story(style) => style.fits(geometry),
            Self::Base(style) => style.fits(geometry),
        }
    }
}

/// What is drawn where a feature says nothing, or what nobody knows.
impl Default for Style {
    fn default() -> Self {
        Self::Story(StoryStyle::Outline)
    }
}

impl FromStr for BaseStyle {
    type Err = UnknownStyle;

    fn from_str(name: &str) -> Result<Self, UnknownStyle> {
        Self::ALL.into_iter().find(|style| style.name() == name).ok_or(UnknownStyle)
    }
}

impl FromStr for Style {
    type Err = UnknownStyle;

    fn from_str(name: &str) -> Result<Self, UnknownStyle> {
        Self::all().find(|style| style.name() == name).ok_or(UnknownStyle)
    }
}

impl Geometry {
    /// From a geometry's `type` (RFC 7946); `None` for a collection, and for
    /// what is none.
    pub fn of_geojson(kind: &str) -> Option<Self> {
        match kind {
            "Point" | "MultiPoint" => Some(Self::Points),
            "LineString" | "MultiLineString" => Some(Self::Lines),
            "Polygon" | "MultiPolygon" => Some(Self::Areas),
            _ => None,
        }
    }

    /// "a point", "a line", "land".
    pub fn name(self) -> &'static str {
        match self {
            Self::Points => "a point",
            Self::Lines => "a line",
            Self::Areas => "land",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_style_is_read_back_from_its_name() {
        for style in Style::all() {
            assert_eq!(style.name().parse(), Ok(style));
        }
        assert_eq!(Style::all().count(), 18);
    }

    #[test]
    fn a_name_is_in_lower_case_with_hyphens() {
        for style in Style::all() {
            let name = style.name();
            assert!(name.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{name}");
        }
    }

    #[test]
    fn no_other_class_of_a_page_is_a_style() {
        for class in ["", "gone", "legend", "Hatched", "hatched is-selected", "notices on-map", "\"><b>"] {
            assert_eq!(class.parse::<Style>(), Err(UnknownStyle), "{class}");
        }
    }

    #[test]
    fn a_style_of_the_story_is_none_of_the_basemap() {
        assert_eq!("lake".parse(), Ok(BaseStyle::Lake));
        assert_eq!("hatched".parse::<BaseStyle>(), Err(UnknownStyle));
    }

    #[track_caller]
    fn check(geometry: Geometry, want: &str) {
        let fitting: Vec<&str> = Style::all().filter(|s| s.fits(geometry)).map(Style::name).collect();
        assert_eq!(fitting.join(" "), want);
    }

    #[test]
    fn every_geometry_has_styles_of_its_own() {
        check(Geometry::Points, "town village marker place");
        check(
            Geometry::Lines,
            "outline dotted-outline dashed-band dashed-band-light contact-line road river state-border",
        );
        check(
            Geometry::Areas,
            "outline dotted-outline hatched country neighbour district sea lake state-border",
        );
    }

    #[test]
    fn many_are_as_one() {
        assert_eq!(Geometry::of_geojson("MultiPolygon"), Geometry::of_geojson("Polygon"));
        assert_eq!(Geometry::of_geojson("GeometryCollection"), None);
    }
}
