//! How things look, in names and measures: inks, pens, label types. Colours
//! themselves live in the page's style sheet, where light, dark and forced
//! colours are decided.

use lean::number::limited;
use serde::{Deserialize, Serialize};
pub use styles::{BaseStyle, MarkLook, StoryStyle, Style, Swatch};

use crate::layer::Feature;

/// How a feature asks to be drawn; `None` where it does not say, or nobody
/// knows what.
pub fn of(feature: &Feature) -> Option<Style> {
    feature.text("style")?.parse().ok()
}

/// The same, where it is a style of the base map.
pub fn base(feature: &Feature) -> Option<BaseStyle> {
    feature.text("style")?.parse().ok()
}

/// What tells features of one style apart on the base map: a river's `rank`, a
/// state's `tint`.
pub fn rank(feature: &Feature) -> Option<f64> {
    feature.number(if base(feature) == Some(BaseStyle::Country) { "tint" } else { "rank" })
}

/// A colour by name: the custom property `--map-NAME` of the style sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Ink(pub &'static str);

/// A line: how wide, in what ink, with which dashes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pen {
    /// Its colour.
    pub ink: Ink,
    /// CSS pixels.
    pub width: f64,
    /// Drawn and left out in turn, CSS pixels; empty for a solid line.
    pub dash: &'static [f64],
}

/// How one path is drawn: filled, then stroked with each pen in turn.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Look {
    /// The fill, if any.
    pub fill: Option<Ink>,
    /// The strokes, the lowest first.
    pub pens: Vec<Pen>,
}

impl Look {
    fn filled(ink: &'static str) -> Self {
        Self { fill: Some(Ink(ink)), pens: Vec::new() }
    }

    fn pen(mut self, ink: &'static str, width: f64) -> Self {
        self.pens.push(Pen { ink: Ink(ink), width, dash: &[] });
        self
    }
}

/// The ink under everything.
pub const PAPER: Ink = Ink("paper");

/// How a feature of the base map with this `style` and [`rank`] (of a river, 1 is
/// the foremost) looks at `zoom`; `None` for one that only its name shows.
pub fn base_look(style: BaseStyle, rank: f64, zoom: f64) -> Option<Look> {
    // Lines thicken gently as the reader comes closer: a third per zoom step.
    let grow = limited((zoom - 7.5) / 3., 0., 1.5);
    let look = match style {
        BaseStyle::Country if rank == 1. => Look::filled("land-1"),
        BaseStyle::Country if rank == 2. => Look::filled("land-2"),
        BaseStyle::Country => Look::filled("land"),
        BaseStyle::Neighbour => Look::filled("neighbour"),
        BaseStyle::District => Look::filled("land").pen("border", 0.7),
        BaseStyle::Sea | BaseStyle::Lake => Look::filled("water").pen("shore", 0.6),
        BaseStyle::River => {
            let width = (1.5 - 0.4 * (rank - 1.)).max(0.5) * (1. + grow);
            Look::default().pen("river", width)
        }
        BaseStyle::StateBorder => {
            Look::default().pen("border-halo", 4.5 + 2.5 * grow).pen("border", 1.1 + 0.5 * grow)
        }
        BaseStyle::Place => return None,
    };
    Some(look)
}

/// The zoom by which a feature has faded, if it does, as `maxzoom` says: its outline
/// is not exact enough for a closer look.
pub fn max_zoom(feature: &Feature) -> Option<f64> {
    feature.number("maxzoom")
}

/// From which zoom rivers of a rank are drawn.
pub fn river_min_zoom(rank: f64) -> f64 {
    match rank {
        r if r <= 1. => 0.,
        r if r <= 2. => 7.6,
        _ => 8.8,
    }
}

/// From which zoom rivers have names, whatever their rank.
pub const RIVER_NAMES: f64 = 7.2;

/// Which names of the base map choose their place first: those of lower numbers. `rank`
/// tells towns apart.
pub fn name_priority(style: BaseStyle, rank: f64) -> u32 {
    match style {
        BaseStyle::Place => (rank as u32).saturating_add(4),
        BaseStyle::Neighbour => 5,
        BaseStyle::River => 11,
        _ => 7,
    }
}

/// What a label names, which settles its type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum LabelKind {
    /// A state.
    Country,
    /// A region that the article is about above all.
    Main,
    /// A region of the article.
    Region,
    /// A region that is part of another, or is spoken of in passing.
    Minor,
    /// A capital.
    Capital,
    /// A town.
    Town,
    /// A sea, a lake, a river.
    Water,
}

impl LabelKind {
    /// All kinds, each at its own number (`kind as usize`).
    pub const ALL: [Self; 7] =
        [Self::Country, Self::Main, Self::Region, Self::Minor, Self::Capital, Self::Town, Self::Water];
}

/// Type for a label.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Type {
    /// CSS pixels.
    pub size: f64,
    /// CSS weight, 400 to 700.
    pub weight: u16,
    /// Slanted, as water is by custom.
    pub italic: bool,
    /// CSS pixels between letters.
    pub spacing: f64,
    /// Set in capitals.
    pub capitals: bool,
    /// Colour of the letters.
    pub ink: Ink,
    /// Colour of the outline that lifts them off the map.
    pub halo: Ink,
}

impl LabelKind {
    /// The type that this kind is set in.
    pub fn type_(self) -> Type {
        let plain = Type {
            size: 12.,
            weight: 400,
            italic: false,
            spacing: 0.,
            capitals: false,
            ink: Ink("label"),
            halo: Ink("halo"),
        };
        match self {
            Self::Country => Type {
                size: 13.,
                weight: 600,
                spacing: 2.4,
                capitals: true,
                ink: Ink("label-country"),
                ..plain
            },
            Self::Main => Type { size: 15.5, weight: 700, spacing: 0.2, ink: Ink("label-region"), ..plain },
            Self::Region => Type { size: 13.5, weight: 600, ink: Ink("label-region"), ..plain },
            Self::Minor => Type { size: 12., weight: 600, ink: Ink("label-region"), ..plain },
            Self::Capital => Type { size: 12.5, weight: 600, ..plain },
            Self::Town => plain,
            Self::Water => Type {
                size: 11.5,
                italic: true,
                spacing: 0.4,
                ink: Ink("label-water"),
                halo: Ink("water-halo"),
                ..plain
            },
        }
    }
}

/// The family that names are set in; the style sheet sets the page in the same.
pub const FAMILY: &str = "system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'Noto Sans Armenian', sans-serif";

/// The inks of the base map, [`PAPER`] among them: what its painter must be told.
pub const BASE_INKS: [Ink; 10] = [
    PAPER,
    Ink("land"),
    Ink("land-1"),
    Ink("land-2"),
    Ink("neighbour"),
    Ink("water"),
    Ink("shore"),
    Ink("river"),
    Ink("border"),
    Ink("border-halo"),
];

/// The inks of names, and of the outlines around them.
pub const NAME_INKS: [Ink; 6] = [
    Ink("label"),
    Ink("label-country"),
    Ink("label-region"),
    Ink("label-water"),
    Ink("halo"),
    Ink("water-halo"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::parse_layer;

    #[test]
    fn a_great_river_is_wider_than_a_small_one_and_both_grow() {
        let width = |rank, zoom| base_look(BaseStyle::River, rank, zoom).unwrap().pens[0].width;
        assert!(width(1., 7.) > width(3., 7.));
        assert!(width(1., 11.) > width(1., 7.));
    }

    #[test]
    fn all_but_a_place_are_painted() {
        let painted = BaseStyle::ALL.into_iter().filter(|style| base_look(*style, 1., 8.).is_some());
        assert!(painted.eq(BaseStyle::ALL.into_iter().filter(|style| *style != BaseStyle::Place)));
    }

    #[track_caller]
    fn check(properties: &str, style: Option<Style>, basemap: Option<BaseStyle>) {
        let text = format!(
            r#"{{"type": "FeatureCollection", "features": [{{"type": "Feature", "properties": {properties},
            "geometry": {{"type": "Point", "coordinates": [45, 40]}}}}]}}"#
        );
        let layer = parse_layer(&text).expect("a layer").layer;
        assert_eq!((of(&layer.features[0]), base(&layer.features[0])), (style, basemap), "{properties}");
    }

    #[test]
    fn an_unknown_style_is_not_guessed() {
        check(r#"{"style": "hatched"}"#, Some(Style::Story(StoryStyle::Hatched)), None);
        check(r#"{"style": "lake"}"#, Some(Style::Base(BaseStyle::Lake)), Some(BaseStyle::Lake));
        check(r#"{"style": "hatch"}"#, None, None);
        check(r#"{"style": 7}"#, None, None);
        check("{}", None, None);
    }

    #[test]
    fn every_ink_that_is_used_is_in_its_list() {
        let all = BaseStyle::ALL.into_iter().flat_map(|style| [1., 2., 3.].map(|rank| (style, rank)));
        for look in all.filter_map(|(style, rank)| base_look(style, rank, 9.)) {
            for ink in look.fill.into_iter().chain(look.pens.iter().map(|pen| pen.ink)) {
                assert!(BASE_INKS.contains(&ink), "{ink:?}");
            }
        }
        for kind in LabelKind::ALL {
            let Type { ink, halo, .. } = kind.type_();
            assert!(NAME_INKS.contains(&ink) && NAME_INKS.contains(&halo), "{kind:?}");
        }
    }
}
