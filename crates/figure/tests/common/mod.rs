//! A small figure to try things on, and what must be true of any.

use carto::{
    ScreenPoint, ScreenSize, Shape, WorldPoint,
    detail::Sink,
    style::{BASE_INKS, BaseStyle, LabelKind, MarkLook, NAME_INKS, StoryStyle, Style, Swatch, base_look},
};
use documents::doc::Node;
use figure::Lines;
use protocol::{Dot, Figure, Ink, Name, Order, Outline, Point, Row, Scale, Sign, View};

/// CSS pixels a world unit, of the view whose corner is the world's.
const SCALE: f64 = 1_000.;

fn look(style: StoryStyle) -> MarkLook {
    MarkLook { style: Style::Story(style), held_by: Some(0), claimed_by: Some(1), indicative: false }
}

/// A line through pixels of the view.
fn line(pixels: &[(f64, f64)]) -> Vec<WorldPoint> {
    pixels.iter().map(|(x, y)| WorldPoint { x: x / SCALE, y: y / SCALE }).collect()
}

/// Every ink that a figure may have, each a colour of its own.
pub fn inks() -> Vec<Ink> {
    let map = BASE_INKS.iter().chain(&NAME_INKS).map(|ink| format!("map-{}", ink.0));
    let parties = (0..2).flat_map(scene::marks::inks_of);
    let names = map.chain(parties).chain(scene::marks::INKS.map(str::to_owned));
    let see_through = |name: &str| name.ends_with("halo");
    names
        .enumerate()
        .map(|(number, name)| {
            let colour = if see_through(&name) {
                format!("rgb(252 250 {number} / 92%)")
            } else {
                format!("#{number:02x}{number:02x}80")
            };
            Ink { name, colour }
        })
        .collect()
}

/// Hatched land that is chosen, a road, a member of a group, a town with its name, a
/// marker, a group's badge: small enough to draw by hand.
pub fn figure() -> Figure {
    let outline = |style: StoryStyle, shape: Shape| Outline {
        look: look(style),
        shape,
        is_member: false,
        is_chosen: style == StoryStyle::Hatched,
    };
    let land = || Shape::Areas(vec![line(&[(110., 100.), (180., 92.), (195., 142.), (110., 100.)])]);
    let row = |swatch: Swatch, text: &str| Row { swatches: vec![swatch], text: text.to_owned() };
    let at = |x: f64, y: f64| ScreenPoint { x, y };
    Figure {
        order: Order::default(),
        view: View {
            corner: WorldPoint { x: 0., y: 0. },
            scale: SCALE,
            size: ScreenSize { width: 480., height: 260. },
            ratio: 1.,
            zoom: 8.,
        },
        lang: "en".to_owned(),
        inks: inks(),
        outlines: vec![
            outline(StoryStyle::Hatched, land()),
            outline(StoryStyle::Road, Shape::Lines(vec![line(&[(60., 85.), (100., 215.), (270., 235.)])])),
            Outline { is_member: true, ..outline(StoryStyle::Outline, land()) },
        ],
        points: vec![
            Point { at: at(230., 190.), sign: Sign::Mark(look(StoryStyle::Marker)), is_chosen: false },
            Point { at: at(60., 80.), sign: Sign::Mark(look(StoryStyle::Town)), is_chosen: true },
            Point { at: at(200., 226.), sign: Sign::Badge(Some(3)), is_chosen: false },
        ],
        title: "Lowland & Highland".to_owned(),
        as_of: "As of 12 May 2024".to_owned(),
        credits: "Map data: a hand · Drawn with Confins, https://example.org/confins".to_owned(),
        disclaimer: "Names and borders are those of the sources; they express no opinion on the \
                     status of any territory. Hatched land is shown as the article reports it."
            .to_owned(),
        scale: Scale { width: 80., text: "20 km".to_owned() },
        legend: vec![
            row(Swatch::Land(look(StoryStyle::Hatched)), "Held by Lowland, claimed by Highland"),
            row(Swatch::Point(look(StoryStyle::Town)), "Town"),
            row(Swatch::Base(BaseStyle::River), "River"),
        ],
        dots: vec![Dot { kind: LabelKind::Town, at: at(60., 80.) }],
        names: [
            ("Ford", LabelKind::Town, at(84., 80.), 0.),
            ("Lowland", LabelKind::Country, at(130., 50.), -0.05),
            ("Mere", LabelKind::Water, at(365., 86.), 0.),
        ]
        .map(|(text, kind, centre, angle)| Name { kind, centre, angle, text: text.to_owned() })
        .to_vec(),
    }
}

/// Two pieces of land and a river, as the base map has them.
pub fn basemap() -> Vec<Node> {
    let lines = |points: &[(f64, f64)], closed: bool, style: BaseStyle| {
        let mut lines = Lines::default();
        lines.move_to(points[0].0, points[0].1);
        points[1..].iter().for_each(|(x, y)| lines.line_to(*x, *y));
        if closed {
            lines.close();
        }
        lines.elements(&base_look(style, 1., 8.).unwrap())
    };
    let land = [(-20., 30.), (260., 12.), (300., 280.), (-20., 280.)];
    let lake = [(310., 60.), (400., 40.), (420.25, 110.), (340., 130.)];
    [
        lines(&land, true, BaseStyle::Country),
        lines(&lake, true, BaseStyle::Lake),
        lines(&[(30., 290.), (90., 190.), (340., 120.)], false, BaseStyle::River),
        lines(&[(260., 12.), (300., 280.)], false, BaseStyle::StateBorder),
    ]
    .concat()
}

/// Whether `text` is one well-formed XML element; it names the first thing that is not.
#[track_caller]
pub fn assert_well_formed(text: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = text.trim_end();
    assert!(rest.starts_with('<'));
    while let Some((characters, after)) = rest.split_once('<') {
        assert_characters(characters);
        assert!(open.is_empty() == characters.is_empty() || !open.is_empty(), "text around the root");
        let (tag, after) = after.split_once('>').expect("a tag is closed");
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name));
        } else {
            let inner = tag.strip_suffix('/').unwrap_or(tag);
            let (name, attributes) = inner.split_once(' ').unwrap_or((inner, ""));
            assert!(name.chars().all(|c| c.is_ascii_alphabetic()), "{tag}");
            assert_attributes(attributes);
            if inner == tag {
                open.push(name);
            }
        }
        assert!(!open.is_empty() || after.is_empty(), "one root: {after}");
        rest = after;
    }
    assert!(open.is_empty() && rest.is_empty(), "left open: {open:?} {rest}");
}

#[track_caller]
fn assert_attributes(text: &str) {
    let mut names = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (name, value) = rest.split_once("=\"").expect("a value in quotes");
        assert!(name.chars().all(|c| c.is_ascii_alphanumeric() || "-:".contains(c)), "{name}");
        assert!(!names.contains(&name), "{name} twice: {text}");
        names.push(name);
        let (value, after) = value.split_once('"').expect("a quote is closed");
        assert_characters(value);
        assert!(after.is_empty() || after.starts_with(' '), "{text}");
        rest = after.trim_start();
    }
}

#[track_caller]
fn assert_characters(text: &str) {
    for after in text.split('&').skip(1) {
        let known = ["amp;", "lt;", "gt;", "quot;"].iter().any(|name| after.starts_with(name));
        assert!(known, "&{after}");
    }
    assert!(!text.contains(|c: char| c.is_control() && c != '\n'), "{text}");
}

/// What no figure may hold.
#[track_caller]
pub fn assert_alone(svg: &str) {
    let tags = || svg.split('<').skip(1).filter_map(|tag| tag.split('>').next());
    for word in
        ["var(", "gone", "script", " style=", " class=", " on", "data-", "href", "tabindex", "NaN", "inf"]
    {
        let held: Vec<&str> = tags().filter(|tag| tag.contains(word)).collect();
        assert!(held.is_empty(), "{word}: {held:?}");
    }
    assert_eq!(tags().filter(|tag| tag.contains("//")).count(), 1, "the namespace alone");
    let references = tags().flat_map(|tag| tag.split("url(").skip(1).collect::<Vec<_>>());
    assert!(references.into_iter().all(|to| to.starts_with('#')), "a reference out of the file");
}
