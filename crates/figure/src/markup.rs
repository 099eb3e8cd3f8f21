//! Markup as a tree: read as a browser serializes SVG elements, written as
//! XML. What may be in a figure is `clean`'s.

/// Elements inside one another that are still read; a page has eight.
const DEEPEST: usize = 64;

/// A part of a tree.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// A tag, and what is in it.
    Element(Element),
    /// Characters, not escaped.
    Text(String),
}

/// A tag, and what is in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Element {
    /// What it is.
    pub name: String,
    /// Names and values, not escaped; a name stands once.
    pub attributes: Vec<(String, String)>,
    /// What is in it.
    pub children: Vec<Node>,
}

impl Element {
    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| &**value)
    }

    /// Gives an attribute a value, in place of the one it had.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        match self.attributes.iter_mut().find(|(known, _)| known == name) {
            Some((_, old)) => *old = value.into(),
            None => self.attributes.push((name.to_owned(), value.into())),
        }
    }

    /// Takes an attribute away.
    pub fn remove(&mut self, name: &str) -> Option<String> {
        let at = self.attributes.iter().position(|(known, _)| known == name)?;
        Some(self.attributes.remove(at).1)
    }

    /// Its classes, in order.
    pub fn classes(&self) -> impl Iterator<Item = &str> {
        self.get("class").unwrap_or_default().split_ascii_whitespace()
    }
}

/// The trees that `text` writes. `None` where a tag, a quote or a reference is
/// not closed, or closes something else: half a drawing says the wrong thing.
/// Comments are passed over; of an attribute said twice, the first counts.
pub fn read(text: &str) -> Option<Vec<Node>> {
    let mut open = vec![Element::default()];
    let mut rest = text;
    while let Some((before, tag)) = rest.split_once('<') {
        push_text(&mut open, before)?;
        rest = if let Some(comment) = tag.strip_prefix("!--") {
            comment.split_once("-->")?.1
        } else if let Some(end) = tag.strip_prefix('/') {
            let (name, after) = end.split_once('>')?;
            let done = open.pop().filter(|done| done.name == name.trim_end())?;
            open.last_mut()?.children.push(Node::Element(done));
            after
        } else {
            let (element, closed, after) = start(tag)?;
            if closed {
                open.last_mut()?.children.push(Node::Element(element));
            } else {
                open.push(element);
            }
            (open.len() <= DEEPEST).then_some(after)?
        };
    }
    push_text(&mut open, rest)?;
    let root = open.pop()?;
    open.is_empty().then_some(root.children)
}

fn push_text(open: &mut [Element], text: &str) -> Option<()> {
    if !text.is_empty() {
        open.last_mut()?.children.push(Node::Text(unescaped(text)?));
    }
    Some(())
}

/// A start tag after its `<`; whether it is closed in itself; what follows.
fn start(text: &str) -> Option<(Element, bool, &str)> {
    let (name, mut rest) = name(text)?;
    let mut element = Element { name: name.to_owned(), ..Element::default() };
    loop {
        rest = rest.trim_start();
        if let Some(after) = rest.strip_prefix("/>") {
            return Some((element, true, after));
        }
        if let Some(after) = rest.strip_prefix('>') {
            return Some((element, false, after));
        }
        let (key, after) = self::name(rest)?;
        let (value, after) = match after.trim_start().strip_prefix('=') {
            Some(value) => quoted(value.trim_start())?,
            None => ("", after),
        };
        if element.get(key).is_none() {
            element.attributes.push((key.to_owned(), unescaped(value)?));
        }
        rest = after;
    }
}

fn name(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && !"-_:.".contains(c)).unwrap_or(text.len());
    let starts = text.starts_with(|c: char| c.is_ascii_alphabetic());
    starts.then(|| text.split_at(end))
}

fn quoted(text: &str) -> Option<(&str, &str)> {
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    text[1..].split_once(quote)
}

/// The characters that escaped text stands for.
fn unescaped(text: &str) -> Option<String> {
    let mut parts = text.split('&');
    let mut out = parts.next()?.to_owned();
    for part in parts {
        let (name, after) = part.split_once(';')?;
        out.push(match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            // HTML writes it so; XML does not know it.
            "nbsp" => '\u{a0}',
            _ => {
                let number = name.strip_prefix('#')?;
                let hex = number.strip_prefix(['x', 'X']).map(|hex| u32::from_str_radix(hex, 16));
                char::from_u32(hex.unwrap_or_else(|| number.parse()).ok()?)?
            }
        });
        out.push_str(after);
    }
    Some(out)
}

/// Whether XML has no place for a character. Whoever judges a text judges it
/// without them: `u\0rl(` is written as `url(`.
pub fn is_foreign(c: char) -> bool {
    matches!(c, '\0'..' ' | '\u{fffe}' | '\u{ffff}') && !matches!(c, '\t' | '\n' | '\r')
}

/// `text` as XML character data or attribute value, without the characters
/// that XML has no place for.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ if is_foreign(c) => {}
            _ => out.push(c),
        }
    }
    out
}

/// The trees as XML.
pub fn written(nodes: &[Node]) -> String {
    let mut out = String::new();
    for node in nodes {
        write(node, &mut out);
    }
    out
}

fn write(node: &Node, out: &mut String) {
    let element = match node {
        Node::Element(element) => element,
        Node::Text(text) => return out.push_str(&escaped(text)),
    };
    out.push('<');
    out.push_str(&element.name);
    for (name, value) in &element.attributes {
        out.extend([" ", name, "=\"", &escaped(value), "\""]);
    }
    if element.children.is_empty() {
        return out.push_str("/>");
    }
    out.push('>');
    for child in &element.children {
        write(child, out);
    }
    out.extend(["</", &element.name, ">"]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, want: &str) {
        assert_eq!(read(text).map(|nodes| written(&nodes)).as_deref(), Some(want));
    }

    #[track_caller]
    fn refused(text: &str) {
        assert_eq!(read(text), None, "{text}");
    }

    #[test]
    fn what_a_browser_writes_is_xml_then() {
        check(r#"<g class="a"><path d="M0 0"></path></g>"#, r#"<g class="a"><path d="M0 0"/></g>"#);
        check("<g hidden><!-- <b> --></g ><circle r='1' />", r#"<g hidden=""/><circle r="1"/>"#);
    }

    #[test]
    fn characters_stay_what_they_are() {
        check("<text>1 &lt; 2 &amp; &#233;&#xe9;</text>", "<text>1 &lt; 2 &amp; éé</text>");
        check("<text>Lac&nbsp;Sevan</text>", "<text>Lac\u{a0}Sevan</text>");
        check("<g id='\"'/>", "<g id=\"&quot;\"/>");
    }

    #[test]
    fn characters_that_xml_lacks_go() {
        check("<text>a&#0;\u{7}b\u{ffff}</text>", "<text>ab</text>");
    }

    #[test]
    fn an_attribute_stands_once() {
        check(r#"<g id="a" id="b"/>"#, r#"<g id="a"/>"#);
    }

    #[test]
    fn half_a_drawing_is_none() {
        for text in
            ["<g>", "</g>", "<g></b></g>", "<g", "<g id=\"a>", "<g id=a>", "<", "</>", "<!-- a", "a & b"]
        {
            refused(text);
        }
        refused("<g>&unknown;</g>");
        refused("<!DOCTYPE svg [<!ENTITY a \"b\">]><svg/>");
        refused("<?xml version=\"1.0\"?><svg/>");
    }

    #[test]
    fn a_bottomless_drawing_is_none() {
        let deep = |n: usize| "<g>".repeat(n) + &"</g>".repeat(n);
        assert!(read(&deep(DEEPEST - 1)).is_some());
        refused(&deep(100_000));
    }

    #[test]
    fn nothing_is_nothing() {
        check("", "");
    }
}
