//! What is drawn, as text. Elements come from this program alone: no script, event or
//! address can be among them, and characters stay characters.

use std::fmt::Write as _;

use documents::doc::{Node, escaped};

use crate::inks::Inks;

/// Attributes of a page that mean nothing in a file.
const PAGES_OWN: [&str; 3] = ["class", "viewBox", "vector-effect"];

/// Writes `nodes`, their inks as colours. An `svg` becomes a group where its view box
/// has it; a shape without a visible fill and line is left out.
pub fn write(nodes: &[Node], inks: &Inks, out: &mut String) {
    for node in nodes {
        match node {
            Node::Nothing => {}
            Node::Text(characters) => out.push_str(&by_itself(clean(characters))),
            Node::Element { tag, attributes, children } => element(tag, attributes, children, inks, out),
        }
    }
}

fn element(
    tag: &str,
    attributes: &[(&'static str, String)],
    children: &[Node],
    inks: &Inks,
    out: &mut String,
) {
    let get = |name: &str| attributes.iter().find(|(known, _)| *known == name).map(|(_, value)| &**value);
    let unseen = |paint: &str| matches!(get(paint), Some("none" | "transparent"));
    if unseen("fill") && unseen("stroke") && matches!(tag, "path" | "circle" | "rect") {
        return;
    }
    let tag = if tag == "svg" { "g" } else { tag };
    // Writing to a String cannot fail.
    let _ = write!(out, "<{tag}");
    if let Some((x, y)) = get("viewBox").and_then(origin) {
        let _ = write!(out, " transform=\"translate({x} {y})\"");
    }
    for (name, value) in attributes.iter().filter(|(name, _)| !PAGES_OWN.contains(name)) {
        attribute(name, value, inks, out);
    }
    if children.is_empty() {
        out.push_str("/>");
    } else {
        out.push('>');
        write(children, inks, out);
        let _ = write!(out, "</{tag}>");
    }
}

fn attribute(name: &str, value: &str, inks: &Inks, out: &mut String) {
    let is_paint = matches!(name, "fill" | "stroke");
    let own = |out: &mut String, value: &str| {
        let _ = write!(out, " {name}=\"{}\"", clean(value));
    };
    match value {
        // A hatching of this very file.
        _ if !is_paint || value.starts_with("url(#") => own(out, value),
        "none" | "transparent" => own(out, "none"),
        _ => {
            // What has no colour is drawn as if it said nothing.
            let Some(colour) = inks.colour(value) else { return };
            own(out, &colour.colour);
            if let Some(opacity) = colour.opacity {
                let _ = write!(out, " {name}-opacity=\"{opacity}\"");
            }
        }
    }
}

/// A line with letters that run from right to left, as its first strong letter has it run: a
/// drawing runs from left to right, and would put what ends it at its start.
fn by_itself(line: String) -> String {
    let runs_left = |letter: char| matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}');
    if line.contains(runs_left) { format!("\u{2068}{line}\u{2069}") } else { line }
}

/// How far a view box moves what is in it, if it does.
fn origin(view_box: &str) -> Option<(String, String)> {
    let mut numbers = view_box.split(' ').map(carto::decimal::parse);
    let (x, y) = (numbers.next()??, numbers.next()??);
    let back = |n: f64| carto::decimal::decimal(-n, 2);
    (x != 0. || y != 0.).then(|| (back(x), back(y)))
}

/// `characters` escaped, without those that XML has not.
pub fn clean(characters: &str) -> String {
    let allowed =
        |c: &char| matches!(c, '\t' | '\n' | '\u{20}'..='\u{fffd}' | '\u{10000}'..) && !is_control(*c);
    escaped(&characters.chars().filter(allowed).collect::<String>())
}

fn is_control(c: char) -> bool {
    c.is_control() && c != '\n' && c != '\t'
}

#[cfg(test)]
mod tests {
    use documents::doc::el;
    use protocol::Ink;

    use super::*;

    #[track_caller]
    fn check(node: Node, want: &str) {
        let ink = |name: &str, colour: &str| Ink { name: name.to_owned(), colour: colour.to_owned() };
        let inks = Inks::new(&[ink("map-land", "#faf7ef"), ink("map-halo", "rgb(252 250 244 / 92%)")]);
        let mut out = String::new();
        write(&[node], &inks, &mut out);
        assert_eq!(out, want);
    }

    fn dot() -> Node {
        el("circle").attr("r", "1")
    }

    #[test]
    fn inks_are_colours() {
        check(dot().attr("fill", "var(--map-land)"), r##"<circle r="1" fill="#faf7ef"/>"##);
        check(
            dot().attr("stroke", "var(--map-halo)"),
            r##"<circle r="1" stroke="#fcfaf4" stroke-opacity="0.92"/>"##,
        );
        check(dot().attr("fill", "var(--map-sea)"), r#"<circle r="1"/>"#);
        check(dot().attr("fill", "url(#hatch-map-0-1)"), r#"<circle r="1" fill="url(#hatch-map-0-1)"/>"#);
    }

    #[test]
    fn what_cannot_be_seen_is_left_out() {
        check(dot().attr("fill", "transparent").attr("stroke", "transparent"), "");
        check(el("path").attr("fill", "none").attr("stroke", "none").attr("d", "M0 0H1"), "");
    }

    #[test]
    fn the_page_s_own_affairs_are_left_behind() {
        check(el("g").class("mark town").child(dot()), r#"<g><circle r="1"/></g>"#);
    }

    #[test]
    fn a_drawing_becomes_a_group_where_its_view_box_has_it() {
        check(el("svg").attr("viewBox", "0 0 28 16").child(dot()), r#"<g><circle r="1"/></g>"#);
        check(
            el("svg").attr("viewBox", "-14 -8 28 16").child(dot()),
            r#"<g transform="translate(14 8)"><circle r="1"/></g>"#,
        );
    }

    #[test]
    fn characters_stay_characters() {
        check(el("text").text("<b>&\u{0}\u{ffff}"), "<text>&lt;b&gt;&amp;</text>");
    }

    #[test]
    fn a_line_from_right_to_left_runs_by_itself() {
        check(el("text").text("المدن:"), "<text>\u{2068}المدن:\u{2069}</text>");
        check(el("text").text("Karki:"), "<text>Karki:</text>");
    }
}
