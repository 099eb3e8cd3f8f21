//! Texts and colours that mean harm, made into a figure: nothing in the file acts or
//! leads out of it, and it stays well-formed.

mod common;

use common::{assert_alone, assert_well_formed, figure};
use figure::compose;
use protocol::Ink;

const TEXTS: [&str; 7] = [
    "</text></svg><script>ran()</script>",
    "\"><image href=\"//elsewhere.example/a\" onload=\"ran()\"/>",
    "]]><!ENTITY a SYSTEM \"file:///etc/passwd\">&a;",
    "<!-- <?xml-stylesheet href='x'?>",
    "&#60;b&#62;&nbsp;&amp;lt;",
    "\u{0}\u{8}\u{fffe}\u{2028}\u{202e}abc",
    "\u{1f469}\u{200d}\u{1f469} \u{10ffff}",
];

const COLOURS: [&str; 8] = [
    "url(//elsewhere.example/#a)",
    "url('https://elsewhere.example/#a')",
    "u\\72l(//elsewhere.example)",
    "red\"/><script>ran()</script>",
    "u\0rl(//elsewhere.example)",
    "var(--ink)",
    "red;fill:url(a)",
    "expression(ran())",
];

/// The figure with `text` for every text and `colour` for every ink.
fn made(text: &str, colour: &str) -> String {
    let mut hostile = figure();
    let said = || text.to_owned();
    hostile.lang = said();
    hostile.title = said();
    hostile.as_of = said();
    hostile.credits = said();
    hostile.disclaimer = said();
    hostile.scale.text = said();
    hostile.legend.iter_mut().for_each(|row| row.text = said());
    hostile.names.iter_mut().for_each(|name| name.text = said());
    if !colour.is_empty() {
        hostile.inks.iter_mut().for_each(|ink| colour.clone_into(&mut ink.colour));
    }
    compose(&hostile, &common::basemap())
}

#[test]
fn a_text_is_text() {
    for text in TEXTS {
        let svg = made(text, "");
        assert_well_formed(&svg);
        let tags: Vec<&str> = svg.split('<').skip(1).filter_map(|tag| tag.split(['>', ' ']).next()).collect();
        assert!(!tags.contains(&"script") && !tags.contains(&"image"), "{svg}");
    }
}

#[test]
fn what_is_no_colour_is_not_written() {
    for colour in COLOURS {
        let svg = made("a", colour);
        assert_well_formed(&svg);
        assert_alone(&svg);
        assert!(!svg.contains("elsewhere") && !svg.contains("ran()"), "{svg}");
    }
}

#[test]
fn a_name_of_an_ink_leads_nowhere() {
    let mut hostile = figure();
    hostile.inks = vec![Ink { name: "map-land)url(//a.b".to_owned(), colour: "#fff".to_owned() }];
    assert_alone(&compose(&hostile, &[]));
}

#[test]
fn numbers_that_are_none_are_not_written() {
    let mut hostile = figure();
    hostile.scale.width = f64::NAN;
    hostile.points[0].at.x = f64::INFINITY;
    hostile.names[0].angle = f64::NAN;
    hostile.view.size.height = f64::NAN;
    assert_well_formed(&compose(&hostile, &[]));
}

#[test]
fn a_text_of_a_hundred_kilobytes_takes_no_minute() {
    let long = "W".repeat(10_000);
    assert_well_formed(&made(&long, ""));
    assert_well_formed(&made(&format!("{long} ").repeat(10), ""));
}
