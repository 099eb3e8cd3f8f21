//! Texts and markup that mean harm, made into a figure: nothing in the file acts
//! or leads out of it, and it stays well-formed.

use carto::{ScreenPoint, ScreenSize, paint::Lettering, style::LabelKind, svg::Svg};
use figure::{Figure, Foot, Row, Scale, compose};

const TEXTS: [&str; 7] = [
    "</text></svg><script>ran()</script>",
    "\"><image href=\"//elsewhere.example/a\" onload=\"ran()\"/>",
    "]]><!ENTITY a SYSTEM \"file:///etc/passwd\">&a;",
    "<!-- <?xml-stylesheet href='x'?>",
    "&#60;b&#62;&nbsp;&amp;lt;",
    "\u{0}\u{8}\u{fffe}\u{2028}\u{202e}abc",
    "\u{1f469}\u{200d}\u{1f469} \u{10ffff}",
];

const MARKUP: [&str; 10] = [
    "<svg><script>ran()</script><g onload=\"ran()\"><circle r=\"1\"/></g></svg>",
    "<svg><foreignObject><iframe src=\"javascript:ran()\"></iframe></foreignObject><circle r=\"1\"/></svg>",
    "<svg><a href=\"javascript:ran()\"><circle r=\"1\"/></a><circle r=\"1\"/></svg>",
    "<svg><circle r=\"1\" fill=\"url(//elsewhere.example/#a)\"/></svg>",
    "<svg><circle r=\"1\" style=\"fill:url('https://elsewhere.example/#a')\"/></svg>",
    "<svg><animate attributeName=\"href\" to=\"javascript:ran()\"/><circle r=\"1\"/></svg>",
    "<svg><use href=\"//elsewhere.example/a.svg#b\"/><image href=\"x\"/><circle r=\"1\"/></svg>",
    "<svg><style>@import '//elsewhere.example/a'</style><circle r=\"1\"/></svg>",
    "<svg><circle r=\"1\" xmlns:x=\"y\" x:href=\"javascript:ran()\" xml:base=\"//elsewhere.example/\"/></svg>",
    "<svg><text>&lt;script&gt;ran()&lt;/script&gt;</text></svg>",
];

/// Every text is `text`, all that comes as markup is `markup`.
fn made(text: &str, markup: &str) -> String {
    let mut labels = Svg::new(ScreenSize::default());
    for kind in LabelKind::ALL {
        labels.text(text, kind, ScreenPoint { x: 60., y: 80. }, 0.);
    }
    let said = text.to_owned();
    let figure = Figure {
        size: ScreenSize { width: 480., height: 260. },
        lang: said.clone(),
        css: format!(":root{{--ink:{said}}}.a{{fill:{said}}}"),
        scene: markup.to_owned(),
        labels: labels.finish(),
        scale: Some(Scale { width: 80., text: said.clone() }),
        foot: Foot {
            title: said.clone(),
            as_of: said.clone(),
            defs: markup.to_owned(),
            legend: vec![Row { swatch: markup.to_owned(), text: said.clone() }],
            credits: said.clone(),
            disclaimer: said,
        },
        ..Figure::default()
    };
    compose(&figure).svg
}

/// The start tags of a file whose elements all end, as names and attributes.
#[track_caller]
fn elements(svg: &str) -> Vec<(String, Vec<String>)> {
    let (mut open, mut found) = (Vec::new(), Vec::new());
    for tag in svg.split('<').skip(1) {
        let (tag, _) = tag.split_once('>').unwrap_or_else(|| panic!("<{tag}"));
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "{svg}");
            continue;
        }
        let quoted: Vec<&str> = tag.split('"').collect();
        let names: Vec<String> = quoted.iter().step_by(2).map(|part| part.trim().to_owned()).collect();
        let (name, first) = names[0].split_once(' ').unwrap_or((&names[0], ""));
        let name = name.trim_end_matches('/');
        if !tag.ends_with('/') {
            open.push(tag.split([' ', '/']).next().unwrap());
        }
        let rest = std::iter::once(first).chain(names[1..].iter().map(String::as_str));
        let attributes = rest.map(|a| a.trim_matches(['=', '/', ' ']).to_owned()).filter(|a| !a.is_empty());
        found.push((name.to_owned(), attributes.collect()));
    }
    assert!(open.is_empty(), "{open:?} without end");
    found
}

#[track_caller]
fn check(svg: &str) {
    for (name, attributes) in elements(svg) {
        let draws =
            ["svg", "title", "defs", "g", "clipPath", "rect", "circle", "path", "text", "tspan", "pattern"];
        assert!(draws.contains(&&*name), "<{name}>: {svg}");
        for attribute in attributes {
            let acts = attribute.starts_with("on") || attribute.contains("href") || attribute == "xml:base";
            assert!(!acts && attribute != "style", "{attribute}: {svg}");
        }
    }
    assert!(!svg.contains("<!") && !svg.contains("<?"), "{svg}");
    assert!(!svg.chars().any(|c| c < ' ' && c != '\n' && c != '\t' || c == '\u{fffe}'), "{svg:?}");
    let outside = svg.split("url(").skip(1).all(|to| to.starts_with('#') || to.starts_with("&quot;"));
    assert!(outside || !svg.contains("=\"url(/"), "{svg}");
}

#[test]
fn a_text_is_text() {
    for text in TEXTS {
        check(&made(text, ""));
    }
}

#[test]
fn markup_that_acts_stays_out() {
    for markup in MARKUP {
        let svg = made("a", markup);
        check(&svg);
        assert!(!svg.contains("elsewhere") && !svg.contains("javascript"), "{svg}");
    }
}

#[test]
fn a_text_of_a_hundred_kilobytes_takes_no_minute() {
    let long = "W".repeat(10_000);
    check(&made(&long, ""));
    check(&made(&format!("{long} ").repeat(10), ""));
}
