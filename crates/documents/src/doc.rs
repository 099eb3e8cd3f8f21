//! A document as data: elements with attributes and children, and their text
//! as HTML. Where it is shown, and what a click does, is the page's affair.

use std::fmt::Write as _;

use crate::words::{Direction, Lang};

/// A piece of a document.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// An element.
    Element {
        /// Its name; SVG elements stand inside an `svg`.
        tag: &'static str,
        /// Names and values, in order.
        attributes: Vec<(&'static str, String)>,
        /// What it holds.
        children: Vec<Node>,
    },
    /// Characters, never markup.
    Text(String),
    /// Nothing, where something might have been.
    Nothing,
}

/// An element without attributes or children yet.
pub fn el(tag: &'static str) -> Node {
    Node::Element { tag, attributes: Vec::new(), children: Vec::new() }
}

/// Characters.
pub fn text(text: &str) -> Node {
    Node::Text(text.to_owned())
}

impl Node {
    /// With an attribute. On text it is nothing.
    ///
    /// A name that begins with two hyphens is a custom property of the element's own
    /// style, which the page's policy lets in where it forbids a `style` attribute.
    /// Only a page that mounts the document has it: as HTML it does nothing.
    #[must_use]
    pub fn attr(mut self, name: &'static str, value: &str) -> Self {
        if let Self::Element { attributes, .. } = &mut self {
            attributes.push((name, value.to_owned()));
        }
        self
    }

    /// With a class.
    #[must_use]
    pub fn class(self, class: &str) -> Self {
        self.attr("class", class)
    }

    /// With its language, where it is not the page's, and its direction, where that is
    /// another.
    #[must_use]
    pub fn lang(self, code: &str, page: Lang) -> Self {
        let (page, direction) = (page.language(), Direction::of(code));
        match (code == page.code, direction == page.direction) {
            (true, _) => self,
            (false, true) => self.attr("lang", code),
            (false, false) => self.attr("lang", code).attr("dir", direction.code()),
        }
    }

    /// With one more child.
    #[must_use]
    pub fn child(mut self, child: Self) -> Self {
        if let (Self::Element { children, .. }, false) = (&mut self, child == Self::Nothing) {
            children.push(child);
        }
        self
    }

    /// With more children.
    #[must_use]
    pub fn children(self, more: impl IntoIterator<Item = Self>) -> Self {
        more.into_iter().fold(self, Self::child)
    }

    /// With characters as one more child.
    #[must_use]
    pub fn text(self, characters: &str) -> Self {
        self.child(text(characters))
    }

    /// The node as HTML: attributes and characters escaped, void elements
    /// without an end.
    pub fn to_html(&self) -> String {
        let mut html = String::new();
        self.write_html(&mut html);
        html
    }

    fn write_html(&self, html: &mut String) {
        match self {
            Self::Nothing => {}
            Self::Text(characters) => html.push_str(&escaped(characters)),
            Self::Element { tag, attributes, children } => {
                // Writing to a String cannot fail.
                let _ = write!(html, "<{tag}");
                for (name, value) in attributes {
                    let _ = write!(html, " {name}=\"{}\"", escaped(value));
                }
                html.push('>');
                if matches!(*tag, "br" | "input" | "hr" | "img") {
                    return;
                }
                for child in children {
                    child.write_html(html);
                }
                let _ = write!(html, "</{tag}>");
            }
        }
    }

    /// All its characters, in order.
    pub fn characters(&self) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::Text(characters) => characters.clone(),
            Self::Element { children, .. } => children.iter().map(Self::characters).collect(),
        }
    }
}

impl From<Option<Node>> for Node {
    fn from(node: Option<Node>) -> Self {
        node.unwrap_or(Self::Nothing)
    }
}

/// `characters` as character data or attribute value of HTML and XML.
pub fn escaped(characters: &str) -> String {
    characters.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::tests::FRENCH;

    #[test]
    fn elements_nest_and_nothing_leaves_no_trace() {
        let node = el("p").class("a").child(el("br")).child(Node::Nothing).text("x");
        assert_eq!(node.to_html(), "<p class=\"a\"><br>x</p>");
        assert_eq!(node.characters(), "x");
    }

    #[test]
    fn characters_and_values_stay_what_they_are() {
        let node = el("a").attr("href", "\"><b>").text("<script>&");
        assert_eq!(node.to_html(), "<a href=\"&quot;&gt;&lt;b&gt;\">&lt;script&gt;&amp;</a>");
    }

    #[test]
    fn only_another_language_is_named() {
        assert_eq!(el("p").lang("fr", *FRENCH).to_html(), "<p></p>");
        assert_eq!(el("p").lang("hy", *FRENCH).to_html(), "<p lang=\"hy\"></p>");
    }
}
