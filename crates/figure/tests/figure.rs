//! A whole figure, as a drawing program gets it.

mod common;

use std::{env, fs, path::Path};

use carto::style::{StoryStyle, Style};
use common::{assert_alone, assert_well_formed, basemap, figure};
use figure::compose;
use protocol::{Figure, Request};

#[test]
fn a_small_figure_is_this_text() {
    let made = compose(&figure(), &basemap());
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/small.svg");
    if env::var_os("UPDATE").is_some_and(|value| value == "1") {
        fs::write(&golden, &made).unwrap();
    }
    let want = fs::read_to_string(golden).unwrap_or_default();
    assert!(made == want, "`UPDATE=1 cargo test -p figure` writes it anew:\n{made}");
}

/// Fuzzing starts from it.
#[test]
fn it_is_asked_for_in_these_bytes() {
    let bytes = protocol::encode(&Request::Figure(Box::new(figure()))).unwrap();
    let seed = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/seeds/figure/whole.bin");
    if env::var_os("UPDATE").is_some_and(|value| value == "1") {
        fs::write(&seed, &bytes).unwrap();
    }
    assert!(fs::read(seed).unwrap_or_default() == bytes, "`UPDATE=1 cargo test -p figure` writes it anew");
}

#[test]
fn it_is_well_formed_and_stands_alone() {
    let svg = compose(&figure(), &basemap());
    assert_well_formed(&svg);
    assert_alone(&svg);
}

#[test]
fn every_ink_has_its_colour() {
    let svg = compose(&figure(), &basemap());
    for ink in common::inks() {
        let used = ["map-land", "map-halo", "side-0", "side-1-tone", "selected", "ink-soft", "surface-edge"];
        if used.contains(&&*ink.name) && ink.colour.starts_with('#') {
            assert!(svg.contains(&ink.colour) || ink.name == "side-1-tone", "{}", ink.name);
        }
    }
    assert!(svg.contains("stroke-opacity=\"0.92\""), "what lets through is an opacity");
}

#[test]
fn land_that_is_chosen_is_edged_firmly_and_keeps_its_hatching() {
    let svg = compose(&figure(), &[]);
    let selected = common::inks().into_iter().find(|ink| ink.name == "selected").unwrap().colour;
    let land = svg.split('<').find(|tag| tag.contains("url(#hatch-map-0-1)")).unwrap();
    assert!(land.contains(&format!("stroke=\"{selected}\" stroke-width=\"2.6\"")), "{land}");
}

#[test]
fn a_band_that_is_chosen_keeps_its_dashes_and_their_ends() {
    let mut chosen = figure();
    chosen.outlines[1].look.style = Style::Story(StoryStyle::DashedBandLight);
    chosen.outlines[1].is_chosen = true;
    let svg = compose(&chosen, &[]);
    let band = svg.split('<').find(|tag| tag.contains("stroke-dasharray=\"6 6\"")).unwrap();
    assert!(band.contains("stroke-width=\"3\"") && band.contains("stroke-linecap=\"butt\""), "{band}");
    assert!(band.contains("opacity=\"0.75\""), "{band}");
}

#[test]
fn a_member_is_drawn_for_its_group_when_that_is_chosen() {
    let count = |wanted: &Figure| compose(wanted, &[]).matches("<path").count();
    let mut chosen = figure();
    chosen.outlines[2].is_chosen = true;
    assert_eq!(count(&chosen), count(&figure()) + 1);
}

#[test]
fn a_badge_says_how_many_unless_it_should_not() {
    let mut silent = figure();
    silent.points[2].sign = protocol::Sign::Badge(None);
    assert!(compose(&figure(), &[]).contains(">3</text>"));
    assert!(!compose(&silent, &[]).contains(">3</text>"));
}

#[test]
fn no_line_of_the_foot_is_on_another_nor_below_the_figure() {
    for width in [200., 360., 480., 1400.] {
        let mut narrow = figure();
        narrow.view.size.width = width;
        let svg = compose(&narrow, &[]);
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

#[test]
fn where_lines_begin_on_the_right_the_foot_does_too() {
    let foot = |figure: &Figure| {
        let svg = compose(figure, &[]);
        svg.rsplit_once("<path d=\"M0 ").expect("the edge of the map").1.to_owned()
    };
    let numbers = |svg: &str, before: &str| -> Vec<f64> {
        let number = |rest: &str| rest.split(['"', ' ']).next().unwrap().parse().unwrap();
        svg.split(before).skip(1).map(number).collect()
    };
    let (plain, mut mirrored) = (figure(), figure());
    mirrored.lang = "ar".into();
    let (width, plain, mirrored) = (plain.view.size.width, foot(&plain), foot(&mirrored));
    for (before, wide) in [("<tspan x=\"", 0.), ("\n<g transform=\"translate(", 28.)] {
        let want: Vec<f64> = numbers(&plain, before).into_iter().map(|left| width - left - wide).collect();
        assert!(want.len() > 1, "{before}: {plain}");
        assert_eq!(numbers(&mirrored, before), want, "{before}");
    }
    assert_eq!(mirrored.matches("text-anchor=\"end\"").count(), mirrored.matches("<text ").count());
    assert!(!plain.contains("text-anchor"));
}
