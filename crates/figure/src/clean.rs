//! What of the page's markup goes into a figure, and how it looks there: rules
//! applied, the page's own affairs (focus, roles, data) left behind.
//!
//! Elements and attributes are let in by name, so that no script, no event and
//! no address comes along.

use crate::{
    css::{PROPERTIES, Rules, Tag, declarations},
    markup::{Element, Node, is_foreign},
    plain,
};

/// What draws, and what holds it. An `svg` becomes a group.
const ELEMENTS: [&str; 14] = [
    "svg", "g", "defs", "pattern", "clipPath", "path", "circle", "ellipse", "rect", "line", "polyline",
    "polygon", "text", "tspan",
];

/// What of these is nothing without something in it.
const HOLDERS: [&str; 7] = ["svg", "g", "defs", "pattern", "clipPath", "text", "tspan"];

/// Attributes besides [`PROPERTIES`].
const GEOMETRY: [&str; 24] = [
    "id",
    "d",
    "points",
    "x",
    "y",
    "x1",
    "y1",
    "x2",
    "y2",
    "cx",
    "cy",
    "r",
    "rx",
    "ry",
    "width",
    "height",
    "dx",
    "dy",
    "transform",
    "patternUnits",
    "patternTransform",
    "patternContentUnits",
    "clipPathUnits",
    "clip-path",
];

/// What of `nodes` can be seen, with the looks that `rules` give it.
pub fn clean(nodes: Vec<Node>, rules: &Rules) -> Vec<Node> {
    let mut cleaner = Cleaner { rules, chain: Vec::new() };
    nodes.into_iter().flat_map(|node| cleaner.node(node, Some(1.))).collect()
}

struct Cleaner<'a> {
    rules: &'a Rules,
    /// The element that is being cleaned, within those that it is in.
    chain: Vec<Tag>,
}

impl Cleaner<'_> {
    fn node(&mut self, node: Node, scale: Option<f64>) -> Vec<Node> {
        match node {
            Node::Element(element) => {
                self.chain.push(Tag::of(&element));
                let cleaned = self.element(element, scale);
                self.chain.pop();
                cleaned.map(plain::layered).unwrap_or_default()
            }
            Node::Text(text) => {
                let holder = self.chain.last().map(Tag::name);
                let is_written = matches!(holder, Some("text" | "tspan"));
                is_written.then_some(Node::Text(text)).into_iter().collect()
            }
        }
    }

    /// `scale`: pixels per unit around the element, where that is known.
    fn element(&mut self, element: Element, scale: Option<f64>) -> Option<Element> {
        let is_gone = element.get("hidden").is_some() || element.classes().any(|class| class == "gone");
        if is_gone || !ELEMENTS.contains(&&*element.name) {
            return None;
        }
        let origin = element.get("viewBox").map(origin);
        let mut cleaned = self.look(&element);
        if cleaned.get("display") == Some("none") {
            return None;
        }
        if cleaned.name == "svg" {
            "g".clone_into(&mut cleaned.name);
            cleaned.attributes.retain(|(name, _)| !GEOMETRY.contains(&&**name));
            if let Some((x, y)) = origin.flatten() {
                cleaned.set("transform", format!("translate({x} {y})"));
            }
        }
        let own = cleaned.get("transform").map_or(Some(1.), plain::scale);
        let scale = scale.zip(own).map(|(around, own)| around * own);
        plain::plain(&mut cleaned, scale);
        cleaned.children = element.children.into_iter().flat_map(|child| self.node(child, scale)).collect();
        is_seen(&cleaned).then_some(cleaned)
    }

    /// `element` without children: its attributes of use, then what the rules
    /// say, then its own `style`.
    fn look(&self, element: &Element) -> Element {
        let mut look = Element { name: element.name.clone(), ..Element::default() };
        for (name, text) in &element.attributes {
            if GEOMETRY.contains(&&**name) || PROPERTIES.contains(&&**name) {
                look.attributes.extend(value(text, self.rules).map(|value| (name.clone(), value)));
            }
        }
        let attributes = look.clone();
        let own = declarations(element.get("style").unwrap_or_default());
        for (property, text) in self.rules.style(&self.chain).chain(&own) {
            // To go back to what the attribute says: a hatching's own fill.
            if text.starts_with("revert") {
                look.remove(property);
                if let Some(value) = attributes.get(property) {
                    look.set(property, value);
                }
            } else if let (Some(value), true) = (value(text, self.rules), PROPERTIES.contains(&&**property)) {
                look.set(property, value);
            }
        }
        look
    }
}

/// `value` resolved; `None` where it has no meaning in a file, or leads out of
/// it.
pub fn value(value: &str, rules: &Rules) -> Option<String> {
    let value = rules.resolve(value)?.replace(is_foreign, "");
    let lower = value.to_ascii_lowercase();
    let mut references = lower.split("url(").skip(1);
    let stays = references.all(|to| to.trim_start_matches(['"', '\'']).starts_with('#'));
    let is_foreign = lower.contains("var(") || lower.contains("//") || lower.contains('\\');
    (stays && !is_foreign).then_some(value)
}

/// How far a view box moves what is in it, if it does.
fn origin(view_box: &str) -> Option<(String, String)> {
    let mut numbers = view_box.split([' ', ',']).filter(|n| !n.is_empty()).map(carto::decimal::parse);
    let (x, y) = (numbers.next()??, numbers.next()??);
    let back = |n: f64| carto::decimal::decimal(-n, 2);
    (x != 0. || y != 0.).then(|| (back(x), back(y)))
}

fn is_seen(element: &Element) -> bool {
    let is_empty = HOLDERS.contains(&&*element.name) && element.children.is_empty();
    let is_bare = element.get("fill") == Some("none") && element.get("stroke") == Some("none");
    let is_shape = !HOLDERS.contains(&&*element.name);
    !(is_empty || is_shape && is_bare || element.get("d") == Some(""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::{read, written};

    const CSS: &str = ":root{--map-land:#faf7ef}.mark{fill:none}.mark.hatched{fill:revert-layer}\
        .land{fill:var(--map-land)}.body{stroke-width:2px}.ring{fill:transparent;stroke:transparent}";

    #[track_caller]
    fn check(text: &str, want: &str) {
        assert_eq!(written(&clean(read(text).unwrap(), &Rules::new(CSS))), want);
    }

    #[test]
    fn what_cannot_be_seen_is_left_out() {
        check("<g class='point gone'><circle r='1'/></g>", "");
        check("<g><path d=''/><g class='land'></g></g>", "");
        check("<circle class='ring' r='12'/>", "");
        check("<g style='display: none'><circle r='1'/></g>", "");
        check("<text>a<tspan hidden=''>b</tspan></text>", "<text>a</text>");
    }

    #[test]
    fn the_page_s_own_affairs_are_left_behind() {
        check(
            "<g class='region' data-region='a' role='button' tabindex='0' aria-label='A'><circle r='1'/></g>",
            r#"<g><circle r="1"/></g>"#,
        );
    }

    #[test]
    fn nothing_that_acts_comes_along() {
        check(
            "<script>alert(1)</script><g onload='x()'><circle r='1' onclick='x()'/></g>",
            "<g><circle r=\"1\"/></g>",
        );
        check("<foreignObject><p>a</p></foreignObject><style>a{}</style><a href='x'><circle r='1'/></a>", "");
        check("<image href='https://example.org/a.png'/><use href='#a'/>", "");
    }

    #[test]
    fn nothing_leads_out_of_the_file() {
        check("<circle r='1' fill='url(#a)'/>", r#"<circle r="1" fill="url(#a)"/>"#);
        for fill in ["url(https://a.b/c#d)", "URL(//a)", "url( a )", r"u\72l(a)", "VAR(--a)"] {
            check(&format!("<circle r='1' fill='{fill}'/>"), r#"<circle r="1"/>"#);
        }
    }

    #[test]
    fn characters_that_are_not_written_hide_nothing() {
        for fill in ["u\0rl(https:/\u{1}/a.b/c)", "va\u{ffff}r(--a)", "ur&#7;l(a)", "v&#xfffe;ar(--a)"] {
            check(&format!("<circle r='1' fill='{fill}'/>"), r#"<circle r="1"/>"#);
        }
        let css = ".a{fill:u\0rl(https:/\0/a.b)}";
        let nodes = clean(read("<circle class='a' r='1'/>").unwrap(), &Rules::new(css));
        assert_eq!(written(&nodes), r#"<circle r="1"/>"#);
    }

    #[test]
    fn rules_become_attributes() {
        check("<path class='land' d='M0 0'/>", r##"<path d="M0 0" fill="#faf7ef"/>"##);
        check("<path d='M0 0' fill='var(--map-land)'/>", r##"<path d="M0 0" fill="#faf7ef"/>"##);
        check("<path d='M0 0' fill='var(--none)'/>", r#"<path d="M0 0"/>"#);
        check("<path class='land' style='fill: red' d='M0 0'/>", r#"<path d="M0 0" fill="red"/>"#);
    }

    #[test]
    fn a_hatching_keeps_its_own_fill() {
        check("<path class='mark hatched' d='M0 0' fill='url(#h)'/>", r#"<path d="M0 0" fill="url(#h)"/>"#);
        check("<path class='mark' d='M0 0' fill='url(#h)'/>", r#"<path d="M0 0" fill="none"/>"#);
    }

    #[test]
    fn pens_keep_their_width_on_the_sheet() {
        check(
            "<g transform='matrix(0.5 0 0 0.5 3 4)'><path class='body' d='M0 0' vector-effect='non-scaling-stroke'/></g>",
            r#"<g transform="matrix(0.5 0 0 0.5 3 4)"><path d="M0 0" stroke-width="4"/></g>"#,
        );
    }

    #[test]
    fn a_drawing_becomes_a_group_where_its_view_box_has_it() {
        check("<svg viewBox='0 0 28 16' width='9'><circle r='1'/></svg>", r#"<g><circle r="1"/></g>"#);
        check(
            "<svg viewBox='-14 -8 28 16'><circle r='1'/></svg>",
            r#"<g transform="translate(14 8)"><circle r="1"/></g>"#,
        );
    }

    #[test]
    fn characters_stand_in_texts_alone() {
        check("a<g>\n <circle r='1'/>b</g>", r#"<g><circle r="1"/></g>"#);
    }
}
