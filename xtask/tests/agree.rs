//! What the style sheet says and the program says too, compared: CSS knows no
//! constants of Rust.

use std::{collections::BTreeMap, fs, path::Path};

use atlas::manifest::MOST_SIDES;
use carto::{
    camera::HOME_MARGIN,
    style::{BASE_INKS, FAMILY, NAME_INKS},
};
use scene::marks::{self, CHOSEN};

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

fn part(name: &str) -> String {
    fs::read_to_string(root().join("src/style").join(name)).unwrap_or_else(|why| panic!("{name}: {why}"))
}

/// What the custom property `name` is where `css` first sets it.
fn set<'a>(css: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = css.split_once(&format!(" {name}:"))?;
    rest.split_once(';').map(|(value, _)| value.trim())
}

/// The blocks that set colours: light, and by what they ask for.
fn colours() -> BTreeMap<&'static str, String> {
    let css = part("colours.css");
    let block = |start: &str| {
        let (_, rest) = css.split_once(start).unwrap_or_else(|| panic!("{start}: none"));
        rest.split_once('}').expect("a block ends").0.to_owned()
    };
    [
        ("light", ":root,\n.paper {"),
        ("dark", "@media screen and (prefers-color-scheme: dark) {"),
        ("forced", "@media (forced-colors: active) {"),
    ]
    .into_iter()
    .map(|(name, start)| (name, block(start)))
    .collect()
}

#[test]
fn every_ink_has_its_colour_in_light_dark_and_forced_colours() {
    for (kind, css) in colours() {
        for ink in BASE_INKS.iter().chain(&NAME_INKS) {
            assert!(set(&css, &format!("--map-{}", ink.0)).is_some(), "{ink:?} has none: {kind}");
        }
    }
}

#[test]
fn what_has_a_colour_in_the_light_has_one_in_the_dark_and_where_colours_are_forced() {
    let colours = colours();
    let names = |css: &str| -> Vec<String> {
        let lines = css.lines().filter_map(|line| line.trim().split_once(':'));
        lines.map(|(name, _)| name.to_owned()).filter(|name| name.starts_with("--map-")).collect()
    };
    assert_eq!(names(&colours["light"]), names(&colours["dark"]));
    assert_eq!(names(&colours["light"]), names(&colours["forced"]));
}

#[test]
fn what_is_chosen_is_as_firm_in_a_figure_as_on_the_page() {
    let css = part("regions.css");
    // Neither what the keyboard is on nor what a date has just brought is chosen.
    let others = ["var(--focus)", ".is-new"];
    let is_other = |rule: &&str| others.iter().any(|other| rule.contains(other));
    let rules = css.split('}').filter(|rule| rule.contains("stroke-width") && !is_other(rule));
    let widths: Vec<&str> = rules.filter_map(|rule| set(rule, "stroke-width")).collect();
    assert!(!widths.is_empty());
    assert!(widths.iter().all(|width| *width == format!("{CHOSEN}px")), "{widths:?}");
}

#[test]
fn names_stand_back_as_far_as_shapes() {
    let css = part("regions.css");
    let rule = css.split('}').find(|rule| rule.contains("#map.is-dimming")).expect("a rule for shapes");
    let canvas = fs::read_to_string(root().join("src/door/canvas.rs")).expect("a file");
    let names = canvas.split_once("const FAINT: f64 = ").and_then(|(_, rest)| rest.split_once(';'));
    assert_eq!(set(rule, "opacity"), names.map(|(value, _)| value));
}

#[test]
fn every_colour_of_a_figure_is_in_the_style_sheet() {
    let light = &colours()["light"];
    let parties = (0..MOST_SIDES).flat_map(marks::inks_of);
    for ink in parties.chain(marks::INKS.map(str::to_owned)) {
        assert!(set(light, &format!("--{ink}")).is_some(), "{ink}");
    }
}

#[test]
fn the_page_and_the_map_are_set_in_one_family() {
    let steps = part("steps.css");
    assert_eq!(set(&steps, "--letters").map(|family| family.replace('"', "'")).as_deref(), Some(FAMILY));
}

#[test]
fn the_first_view_has_one_margin() {
    let steps = part("steps.css");
    assert_eq!(set(&steps, "--home-margin"), Some(&*format!("{HOME_MARGIN}px")));
}

#[test]
fn no_other_part_says_how_wide_that_margin_is() {
    for name in ["map.css", "small.css", "embed.css"] {
        let css = part(name);
        let rules = css.split('}').filter(|rule| rule.contains(".first {"));
        for rule in rules {
            assert!(!rule.contains(&format!("{HOME_MARGIN}px")), "{name}: {rule}");
        }
    }
}
