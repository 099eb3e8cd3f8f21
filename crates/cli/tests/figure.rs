//! Figures of the two atlases that are here: what a newspaper prints, without a browser.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use atlas::Atlas;
use carto::ScreenSize;
use cli::figure::{Drawn, View, drawn};
use lint::folder::{Disk, Memory};
use roxmltree::{Document, Node};

const FIRST: &str = "geodata";
const SECOND: &str = "atlases/minerva";

/// What may be in a figure.
const ELEMENTS: [&str; 11] =
    ["svg", "g", "defs", "pattern", "clipPath", "path", "circle", "rect", "text", "tspan", "title"];

fn folder(atlas: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(atlas)
}

fn texts(atlas: &str) -> Atlas {
    let text = |file: &str| fs::read_to_string(folder(atlas).join(file)).expect("a text of the atlas");
    Atlas::parse(&text("atlas.json"), &text("regions.json"), &text("claims.json")).expect("an atlas")
}

fn view(language: &str) -> View {
    View { language: Some(language.to_owned()), ..View::default() }
}

#[track_caller]
fn svg(atlas: &str, view: &View) -> String {
    let Drawn { svg, left_out, .. } = drawn(&Disk(folder(atlas)), view).expect("a figure");
    assert!(left_out.is_empty(), "{left_out:?}");
    svg
}

#[track_caller]
fn refused(atlas: &str, view: &View) -> String {
    format!("{:#}", drawn(&Disk(folder(atlas)), view).expect_err("no figure"))
}

fn part<'a, 'i>(svg: &'a Document<'i>, id: &str) -> Node<'a, 'i> {
    svg.descendants().find(|node| node.attribute("id") == Some(id)).unwrap_or_else(|| panic!("no {id}"))
}

/// A text with one space between words.
fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The characters in a node, without what isolates lines from right to left.
fn characters(node: Node) -> String {
    let all: String = node.descendants().filter(Node::is_text).filter_map(|node| node.text()).collect();
    all.replace(['\u{2068}', '\u{2069}'], "")
}

/// The names on a map, as they are written.
fn names(svg: &str) -> Vec<String> {
    let svg = Document::parse(svg).expect("well-formed");
    let letters = part(&svg, "figure-names").children().filter(|node| node.has_tag_name("text"));
    // Their halos are no second names.
    letters.filter(|node| node.attribute("aria-hidden").is_none()).map(characters).collect()
}

/// All lines of a figure's foot, as one.
fn foot(svg: &str) -> String {
    let svg = Document::parse(svg).expect("well-formed");
    let lines = svg.root_element().children().filter(|node| node.has_tag_name("text"));
    spaced(&lines.map(characters).collect::<Vec<_>>().join(" "))
}

/// Draws what every figure must be: well-formed, of its size, alone, and with all that must
/// be said of a map.
#[track_caller]
fn check(atlas: &str, view: &View) -> String {
    let text = svg(atlas, view);
    let read = Document::parse(&text).expect("well-formed");
    let (root, manifest) = (read.root_element(), texts(atlas).manifest);
    let code = view.language.as_deref().unwrap_or(&manifest.languages[0]);
    assert_eq!(root.attribute("width"), Some(&*view.size.width.to_string()));
    assert_eq!(root.attribute(("http://www.w3.org/XML/1998/namespace", "lang")), Some(code));
    let said = foot(&text);
    let credits = manifest.credits.iter().map(|credit| &*credit.text);
    let own = [manifest.title.best(code).1, manifest.disclaimer.best(code).1];
    for words in own.into_iter().chain(credits) {
        assert!(said.contains(&spaced(words)), "{words:?} in {said:?}");
    }
    assert!(!characters(part(&read, "figure-scale")).is_empty(), "a length");
    for id in ["figure-basemap", "figure-regions", "figure-names"] {
        assert!(part(&read, id).has_children(), "{id}");
    }
    for node in read.descendants().filter(Node::is_element) {
        let name = node.tag_name().name();
        assert!(ELEMENTS.contains(&name), "{name}");
    }
    for attribute in read.descendants().flat_map(|node| node.attributes()) {
        let value = attribute.value();
        assert!(!value.contains("var(") && !value.contains("NaN"), "{value}");
        assert!(!["href", "style", "class"].contains(&attribute.name()), "{value}");
    }
    text
}

#[test]
fn a_figure_says_all_that_must_be_said_of_a_map_in_every_language_of_its_atlas() {
    for atlas in [FIRST, SECOND] {
        for language in texts(atlas).manifest.languages {
            check(atlas, &view(&language));
        }
    }
}

#[test]
fn without_a_language_it_is_in_the_atlas_s_first_else_in_one_of_its_kind() {
    let french = svg(FIRST, &view("fr"));
    assert_eq!(svg(FIRST, &View::default()), french);
    assert_eq!(svg(FIRST, &view("fr-CH")), french);
}

#[test]
fn every_region_in_view_has_its_name() {
    let found = names(&svg(FIRST, &view("en")));
    let atlas = texts(FIRST);
    // Where there is room: members of a group may be shown as one.
    for region in atlas.regions.regions.iter().filter(|region| region.parent.is_none()) {
        let label = region.label.best("en").1;
        assert!(found.iter().any(|name| name.eq_ignore_ascii_case(label)), "{label} in {found:?}");
    }
}

#[test]
fn names_lie_on_the_map_whatever_its_size() {
    for (width, height) in [(960., 640.), (400., 500.), (1_600., 300.), (240., 240.)] {
        let text = check(FIRST, &View { size: ScreenSize { width, height }, ..view("en") });
        let read = Document::parse(&text).expect("well-formed");
        for name in part(&read, "figure-names").children().filter(|node| node.has_tag_name("text")) {
            let at = |side: &str| name.attribute(side).and_then(|at| at.parse::<f64>().ok());
            assert!(at("x").is_some_and(|x| (0. ..=width).contains(&x)), "{width} {height}");
            assert!(at("y").is_some_and(|y| (0. ..=height).contains(&y)), "{width} {height}");
        }
    }
}

#[test]
fn arabic_runs_from_right_to_left_by_itself() {
    let text = svg(SECOND, &view("ar"));
    let found = names(&text);
    for name in ["فيجي", "تونغا", "جزر لاو"] {
        assert!(found.iter().any(|found| found == name), "{name} in {found:?}");
    }
    assert!(text.contains("\u{2068}تونغا\u{2069}"), "each isolated");
    let foot = foot(&text);
    assert!(foot.contains("الوضع في 27 نوفمبر 2026"), "{foot}");
}

#[test]
fn the_map_moves_to_a_region_and_marks_it() {
    let near = svg(FIRST, &View { region: Some("artsvashen".to_owned()), ..view("en") });
    let found = names(&near);
    assert!(found.contains(&"Artsvashen".to_owned()), "{found:?}");
    assert!(!found.contains(&"Karki".to_owned()), "which is far from it: {found:?}");
    // A ring and a line, in the style sheet's colour of what is chosen.
    let marked = |svg: &str| svg.matches("stroke=\"#1447c8\"").count();
    assert!(marked(&near) >= 2 && marked(&svg(FIRST, &view("en"))) == 0);
}

#[test]
fn every_region_can_be_shown() {
    for atlas in [FIRST, SECOND] {
        for region in texts(atlas).regions.regions {
            check(atlas, &View { region: Some(region.id), ..View::default() });
        }
    }
}

#[test]
fn layers_that_are_not_asked_for_are_off_and_so_are_their_rows() {
    let some = |ids: &[&str]| {
        let ids = ids.iter().map(|id| (*id).to_owned()).collect();
        svg(FIRST, &View { layers: Some(ids), ..view("en") })
    };
    let (all, few, none) = (svg(FIRST, &view("en")), some(&["villages", "relief"]), some(&[]));
    let has = |svg: &str, name: &str| names(svg).iter().any(|found| found == name);
    assert!(foot(&all).contains("Rivers") && has(&all, "Yerevan"));
    assert!(!foot(&few).contains("Rivers") && !has(&few, "Yerevan"));
    assert!(has(&few, "The eight villages") && foot(&few).contains("The eight villages"));
    assert!(!foot(&none).contains("The eight villages"));
    assert!(none.contains("fill=\"#fcf3e0\""), "land, which nobody can switch");
}

#[test]
fn another_date_has_another_map() {
    let at = |date: &str| svg(FIRST, &View { as_of: Some(date.parse().expect("a date")), ..view("en") });
    let (then, now) = (at("2020-11-10"), svg(FIRST, &view("en")));
    assert!(foot(&then).contains("Situation as of 10 November 2020"), "{}", foot(&then));
    assert!(foot(&now).contains("Situation as of 17 April 2024"), "{}", foot(&now));
    assert_ne!(names(&then), names(&now));
    // Nobody demanded it then: as the page's own figure has it (`e2e/print.test.mjs`).
    let corridor = "Corridor demanded by Baku";
    assert!(foot(&now).contains(corridor) && !foot(&at("2015-06-02")).contains(corridor));
}

#[test]
fn what_an_atlas_has_not_is_refused_by_name() {
    let region = |id: &str| View { region: Some(id.to_owned()), ..View::default() };
    let layer = |id: &str| View { layers: Some(vec![id.to_owned()]), ..View::default() };
    assert_eq!(refused(FIRST, &region("syunk")), "no region `syunk`; did you mean `syunik`?");
    assert!(refused(SECOND, &region("moon")).starts_with("no region `moon`; there are minerva-reefs, "));
    assert_eq!(refused(FIRST, &layer("village")), "no layer `village`; did you mean `villages`?");
    assert_eq!(refused(FIRST, &view("de")), "no texts in `de`; there are fr, en");
    assert!(refused("crates", &View::default()).starts_with("atlas.json cannot be read"));
}

#[test]
fn a_layer_that_cannot_be_read_is_named_and_the_rest_is_drawn() {
    let texts = ["atlas.json", "regions.json", "claims.json", "story.geojson", "reefs.geojson"];
    let read = |file: &str| (file.to_owned(), fs::read(folder(SECOND).join(file)).expect("a file"));
    let mut files: BTreeMap<_, _> = texts.into_iter().map(read).collect();
    files.insert("base/land.geojson".to_owned(), b"no layer".to_vec());
    let nowhere = br#"{"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[]}}]}"#;
    files.insert("base/places.geojson".to_owned(), nowhere.to_vec());
    let Drawn { svg, left_out, id } = drawn(&Memory(files), &view("en")).expect("a figure");
    let [sea, land, places] = &left_out[..] else { panic!("{left_out:?}") };
    assert!(sea.starts_with("layer sea: base/sea.geojson: cannot be read: "), "{sea}");
    assert!(land.starts_with("layer land: base/land.geojson: "), "{land}");
    assert!(places.starts_with("layer places: base/places.geojson: feature 0"), "{places}");
    assert!(Document::parse(&svg).is_ok() && svg.contains("url(#hatch-map-"));
    assert_eq!(id, "minerva-2026");
}

/// The first atlas with other water, a layer that a page reads by parts.
fn with_squares(bytes: &[u8]) -> Drawn {
    let manifest = fs::read_to_string(folder(FIRST).join("atlas.json")).expect("a manifest");
    let manifest = manifest.replace("base/water.geojson", "squares.fgb");
    let mut files = BTreeMap::from([("atlas.json".to_owned(), manifest.into_bytes())]);
    files.insert("squares.fgb".to_owned(), bytes.to_vec());
    for file in ["regions.json", "claims.json"] {
        files.insert(file.to_owned(), fs::read(folder(FIRST).join(file)).expect("a file"));
    }
    drawn(&Memory(files), &view("en")).expect("a figure")
}

#[test]
fn a_layer_that_a_page_reads_by_parts_is_read_whole() {
    let squares = fs::read(folder("e2e/fixtures/squares.fgb")).expect("a file");
    let whole = with_squares(&squares);
    assert!(!whole.left_out.iter().any(|why| why.contains("squares")), "{:?}", whole.left_out);
    assert!(whole.svg.contains("fill=\"#c7dae4\""), "water");
    let half = with_squares(&squares[..squares.len() / 2]);
    let why = half.left_out.iter().find(|why| why.starts_with("layer water: squares.fgb: "));
    assert!(why.is_some_and(|why| why.contains("of 1200 features")), "{why:?}");
    let head = with_squares(&squares[..100]);
    assert!(head.left_out.iter().any(|why| why.starts_with("layer water: squares.fgb: the file ends")));
}

/// The program's answer.
fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_confins")).args(arguments).output().expect("the program runs")
}

#[test]
fn the_command_checks_first_and_writes_beside_the_atlas() {
    let dir = tempfile::tempdir().expect("a folder");
    let (mine, to) = (dir.path().join("mine"), dir.path().join("mine.svg"));
    cli::new::command(&mine).expect("an atlas");
    let (atlas, to) = (mine.to_str().expect("text"), to.to_str().expect("text"));
    let said = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");

    let done = run(&["figure", atlas, "--to", to, "--size", "480x320"]);
    assert!(done.status.success(), "{done:?}");
    let svg = fs::read_to_string(to).expect("a figure");
    assert!(Document::parse(&svg).is_ok() && svg.contains("width=\"480\""));
    assert!(said(done.stdout).ends_with(&format!("{to}: {} bytes\n", svg.len())));

    let inside = run(&["figure", atlas, "--to", &format!("{atlas}/map.svg")]);
    assert_eq!(inside.status.code(), Some(1));
    assert!(said(inside.stderr).contains("lies in the atlas's own folder"));

    fs::write(mine.join("story.geojson"), "{}").expect("a file");
    fs::remove_file(to).expect("it was there");
    let (refused, checked) = (run(&["figure", atlas, "--to", to]), run(&["check", atlas]));
    assert_eq!((refused.status.code(), refused.stdout), (Some(1), checked.stdout));
    assert!(!Path::new(to).exists());
    let nowhere = run(&["figure", dir.path().to_str().expect("text")]);
    assert_eq!(nowhere.status.code(), Some(2), "no atlas");
}
