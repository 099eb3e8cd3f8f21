//! A whole figure, as a drawing program gets it.

use std::{env, fs, path::Path};

use carto::{
    ScreenPoint, ScreenSize,
    detail::Sink,
    paint::Lettering,
    style::{BaseStyle, LabelKind, base_look},
    svg::Svg,
};
use figure::{Figure, Foot, Part, PathData, Row, Scale, compose};

/// Two pieces of land and a river, a hatched region, a hidden one, a town with
/// its name: small enough to draw by hand.
fn figure() -> Figure {
    let row = |swatch: &str, text: &str| Row { swatch: swatch.to_owned(), text: text.to_owned() };
    Figure {
        size: ScreenSize { width: 480., height: 260. },
        lang: "en".to_owned(),
        css: include_str!("style.css").to_owned(),
        basemap: basemap(),
        scene: include_str!("story.html").to_owned(),
        labels: labels(),
        scale: Some(Scale { width: 80., text: "20 km".to_owned() }),
        foot: Foot {
            title: "Lowland & Highland".to_owned(),
            as_of: "As of 12 May 2024".to_owned(),
            defs: include_str!("legend.html").to_owned(),
            legend: vec![
                row(
                    r#"<svg viewBox="0 0 28 16"><path class="mark hatched held-0 claimed-1" d="M1.5 1.5H26.5V14.5H1.5z" fill="url(#hatch-legend-0-1)"></path></svg>"#,
                    "Held by Lowland, claimed by Highland",
                ),
                row(
                    r#"<svg viewBox="-14 -8 28 16"><g class="mark town"><circle class="halo" r="6.5"></circle><circle class="body" r="4.5"></circle></g></svg>"#,
                    "Town",
                ),
                row(
                    r#"<svg viewBox="0 0 28 16"><path class="sample river" d="M1 11Q8 3 14 8T27 5"></path></svg>"#,
                    "River",
                ),
            ],
            credits: "Map data: a hand · Drawn with Confins, https://example.org/confins".to_owned(),
            disclaimer: "Names and borders are those of the sources; they express no opinion on the \
                         status of any territory. Hatched land is shown as the article reports it."
                .to_owned(),
        },
    }
}

fn basemap() -> String {
    let path = |points: &[(f64, f64)], closed: bool| {
        let mut data = PathData::default();
        data.move_to(points[0].0, points[0].1);
        points[1..].iter().for_each(|(x, y)| data.line_to(*x, *y));
        if closed {
            data.close();
        }
        data
    };
    let land = [(-20., 30.), (260., 12.), (300., 280.), (-20., 280.)];
    let lake = [(310., 60.), (400., 40.), (420.25, 110.), (340., 130.)];
    [
        path(&land, true).svg(&base_look(BaseStyle::Country, 1., 8.).unwrap()),
        path(&lake, true).svg(&base_look(BaseStyle::Lake, 1., 8.).unwrap()),
        path(&[(30., 290.), (90., 190.), (340., 120.)], false)
            .svg(&base_look(BaseStyle::River, 1., 8.).unwrap()),
        path(&[(260., 12.), (300., 280.)], false).svg(&base_look(BaseStyle::StateBorder, 1., 8.).unwrap()),
    ]
    .concat()
}

fn labels() -> String {
    let mut svg = Svg::new(ScreenSize::default());
    svg.dot(ScreenPoint { x: 60., y: 80. }, LabelKind::Town);
    svg.text("Ford", LabelKind::Town, ScreenPoint { x: 84., y: 80. }, 0.);
    svg.text("Lowland", LabelKind::Country, ScreenPoint { x: 130., y: 50. }, -0.05);
    svg.text("Mere", LabelKind::Water, ScreenPoint { x: 365., y: 86. }, 0.);
    svg.finish()
}

/// Whether `text` is one well-formed XML element, more strictly than what
/// markup is read with: it names the first thing that is not.
#[track_caller]
fn assert_well_formed(text: &str) {
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
fn assert_alone(svg: &str) {
    for word in
        ["var(", "gone", "<script", "<style", " class=", " style=", " on", "data-", "href", "tabindex"]
    {
        let markup = svg.split('<').filter_map(|tag| tag.split('>').next());
        let held: Vec<&str> = markup.filter(|tag| format!("<{tag}").contains(word)).collect();
        assert!(held.is_empty(), "{word}: {held:?}");
    }
    let addresses = svg.split('<').filter_map(|tag| tag.split('>').next()).filter(|tag| tag.contains("//"));
    assert_eq!(addresses.count(), 1, "the namespace alone");
}

#[test]
fn a_small_figure_is_this_text() {
    let made = compose(&figure());
    assert_eq!(made.left_out, []);
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/small.svg");
    if env::var_os("UPDATE").is_some_and(|value| value == "1") {
        fs::write(&golden, &made.svg).unwrap();
    }
    let want = fs::read_to_string(golden).unwrap_or_default();
    assert!(made.svg == want, "`UPDATE=1 cargo test -p figure` writes it anew:\n{}", made.svg);
}

#[test]
fn it_is_well_formed_and_stands_alone() {
    let svg = compose(&figure()).svg;
    assert_well_formed(&svg);
    assert_alone(&svg);
}

#[test]
fn the_page_s_own_style_sheet_gives_it_its_colours() {
    let page = Figure {
        css: concat!(
            include_str!("../../../src/style/colours.css"),
            include_str!("../../../src/style/regions.css")
        )
        .to_owned(),
        ..figure()
    };
    let made = compose(&page);
    assert_eq!(made.left_out, []);
    assert_well_formed(&made.svg);
    assert_alone(&made.svg);
    // Every ink that the map uses has its name in the style sheet.
    for (part, fill) in [("basemap", "fill=\"#"), ("story", "url(#hatch-map-0-1)"), ("names", "fill=\"#")] {
        let after = made.svg.split_once(&format!("figure-{part}\">")).unwrap().1;
        assert!(after.lines().next().unwrap().contains(fill), "{part}");
    }
}

#[test]
fn an_empty_one_is_too() {
    let made = compose(&Figure::default());
    assert_eq!(made.left_out, []);
    assert_well_formed(&made.svg);
    assert_alone(&made.svg);
}

#[test]
fn what_is_no_markup_is_left_out_and_named() {
    let mut broken = figure();
    broken.scene.push_str("</g>");
    broken.labels = "<text>a".to_owned();
    broken.foot.legend[1].swatch = "<svg><path</svg>".to_owned();
    let made = compose(&broken);
    assert_eq!(made.left_out, [Part::Story, Part::Labels, Part::Swatch(1)]);
    assert_well_formed(&made.svg);
    assert!(made.svg.contains(">Town<"), "the row's text stays");
}

#[test]
fn texts_stay_texts() {
    let mut hostile = figure();
    let text = "</text><script>\"&\u{0}".to_owned();
    hostile.foot.title.clone_from(&text);
    hostile.foot.credits.clone_from(&text);
    hostile.foot.legend[0].text.clone_from(&text);
    hostile.scale = Some(Scale { width: f64::NAN, text: text.clone() });
    hostile.lang = "\"><script>".to_owned();
    hostile.css = ":root{--ink:\"><script>;--surface:url(//a.b/c)}".to_owned();
    let svg = compose(&hostile).svg;
    assert_well_formed(&svg);
    assert_alone(&svg);
}

#[test]
fn no_line_of_the_foot_is_on_another_nor_below_the_figure() {
    for width in [200., 360., 480., 1400.] {
        let mut narrow = figure();
        narrow.size.width = width;
        let svg = compose(&narrow).svg;
        let number = |text: &str, name: &str| -> f64 {
            text.split_once(&format!("{name}=\"")).unwrap().1.split('"').next().unwrap().parse().unwrap()
        };
        let height = number(&svg, " height");
        let mut lines: Vec<(f64, f64)> =
            svg.split("<tspan").skip(1).map(|line| (number(line, " x"), number(line, " y"))).collect();
        assert!(lines.iter().all(|(_, y)| *y > 260. && *y < height - 5.), "{width}: {lines:?}");
        lines.sort_by(|a, b| a.partial_cmp(b).unwrap());
        assert!(lines.windows(2).all(|p| p[0].0 != p[1].0 || p[1].1 - p[0].1 > 11.), "{width}: {lines:?}");
    }
}
