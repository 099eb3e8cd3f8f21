//! A document on its way from the worker to the page: `documents`' nodes, one piece
//! after another, so that reading takes no deeper stack than the document has levels.

use documents::doc::{Node, el};
use serde::{Deserialize, Serialize};

/// The names of elements and attributes that the worker's documents have. Each travels
/// as its place here: the page makes no element of another name.
const NAMES: [&str; 48] = [
    "--from",
    "--width",
    "a",
    "aria-expanded",
    "aria-hidden",
    "aria-label",
    "aria-live",
    "aria-pressed",
    "aria-valuetext",
    "b",
    "button",
    "class",
    "d",
    "data-choose",
    "data-date",
    "data-focus",
    "data-more",
    "data-now",
    "data-open",
    "data-play",
    "data-share",
    "data-stops",
    "data-text",
    "details",
    "dir",
    "div",
    "h2",
    "href",
    "input",
    "lang",
    "li",
    "max",
    "min",
    "name",
    "ol",
    "p",
    "path",
    "rel",
    "span",
    "strong",
    "summary",
    "svg",
    "target",
    "title",
    "type",
    "ul",
    "value",
    "viewBox",
];

/// The most elements of a document, one in the other.
const DEEPEST: usize = 24;

/// A piece of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Piece {
    /// An element begins, of this name.
    Open(u8),
    /// The element that began last has an attribute of this name, with this value.
    Attribute(u8, String),
    /// Characters.
    Text(String),
    /// The innermost element ends.
    Close,
}

/// A document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document(Vec<Piece>);

impl Document {
    /// The document of these nodes.
    ///
    /// # Errors
    /// The name of an element or an attribute that cannot be sent.
    pub fn of(nodes: &[Node]) -> Result<Self, &'static str> {
        let mut pieces = Vec::new();
        for node in nodes {
            write(node, &mut pieces)?;
        }
        Ok(Self(pieces))
    }

    /// Its nodes. `None` where it is no document: a name that nobody knows, an end
    /// without a beginning or the reverse, more than [`DEEPEST`] levels.
    pub fn nodes(self) -> Option<Vec<Node>> {
        let name = |place: u8| NAMES.get(usize::from(place)).copied();
        // The first holds the document.
        let mut open = vec![el("")];
        for piece in self.0 {
            let levels = open.len();
            let Node::Element { attributes, children, .. } = open.last_mut()? else { return None };
            match piece {
                Piece::Open(_) if levels > DEEPEST => return None,
                Piece::Open(place) => open.push(el(name(place)?)),
                Piece::Attribute(place, value) => attributes.push((name(place)?, value)),
                Piece::Text(characters) => children.push(Node::Text(characters)),
                Piece::Close => {
                    let done = open.pop()?;
                    let Node::Element { children, .. } = open.last_mut()? else { return None };
                    children.push(done);
                }
            }
        }
        match (open.pop()?, open.is_empty()) {
            (Node::Element { attributes, children, .. }, true) if attributes.is_empty() => Some(children),
            _ => None,
        }
    }
}

fn write(node: &Node, pieces: &mut Vec<Piece>) -> Result<(), &'static str> {
    let place = |name: &'static str| {
        let place = NAMES.iter().position(|known| *known == name).ok_or(name)?;
        u8::try_from(place).map_err(|_| name)
    };
    match node {
        Node::Nothing => {}
        Node::Text(characters) => pieces.push(Piece::Text(characters.clone())),
        Node::Element { tag, attributes, children } => {
            pieces.push(Piece::Open(place(tag)?));
            for (name, value) in attributes {
                pieces.push(Piece::Attribute(place(name)?, value.clone()));
            }
            for child in children {
                write(child, pieces)?;
            }
            pieces.push(Piece::Close);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_arrives_as_it_was() {
        let nodes = [
            el("p").class("of").text("a & b").child(el("a").attr("href", "https://a.example/")),
            Node::Text("between".to_owned()),
            el("ul").child(el("li").text("one")),
        ];
        let document = Document::of(&nodes).expect("names that can be sent");
        assert_eq!(document.nodes().as_deref(), Some(&nodes[..]));
        assert_eq!(Document::default().nodes(), Some(Vec::new()));
    }

    #[test]
    fn nothing_leaves_no_trace() {
        let document = Document::of(&[Node::Nothing, el("p")]).unwrap();
        assert_eq!(document.nodes(), Some(vec![el("p")]));
    }

    #[test]
    fn a_name_that_is_not_known_is_not_sent() {
        assert_eq!(Document::of(&[el("p").child(el("script"))]), Err("script"));
        assert_eq!(Document::of(&[el("p").attr("onclick", "")]), Err("onclick"));
    }

    #[track_caller]
    fn check_none(pieces: Vec<Piece>) {
        assert_eq!(Document(pieces).nodes(), None);
    }

    #[test]
    fn what_is_no_document_is_none() {
        check_none(vec![Piece::Close]);
        check_none(vec![Piece::Open(0)]);
        check_none(vec![Piece::Open(255), Piece::Close]);
        check_none(vec![Piece::Attribute(0, String::new())]);
        check_none([vec![Piece::Open(0); 100_000], vec![Piece::Close; 100_000]].concat());
    }

    #[test]
    fn names_are_in_order_each_once() {
        assert!(NAMES.windows(2).all(|pair| pair[0] < pair[1]), "{NAMES:?}");
    }
}
