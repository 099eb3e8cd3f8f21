//! What the formats that are written in XML have in common.

use roxmltree::{Document, Node, ParsingOptions};
use serde_json::{Map, Value};

use crate::import::error::ImportError;

/// Elements of one file: more are no map, and each weighs a hundred bytes.
const MOST_NODES: u32 = 10_000_000;

/// Reads a text, without documents' types, whose entities may unfold without end.
pub(crate) fn document<'t>(format: &'static str, text: &'t str) -> Result<Document<'t>, ImportError> {
    let options = ParsingOptions { nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    Document::parse_with_options(text, options)
        .map_err(|error| ImportError::unreadable(format, error.to_string()))
}

pub(crate) fn elements<'a, 'i>(node: Node<'a, 'i>) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children().filter(Node::is_element)
}

/// An element's name, whatever its namespace: programs agree on the names alone.
pub(crate) fn tag<'a>(node: Node<'a, '_>) -> &'a str {
    node.tag_name().name()
}

pub(crate) fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    elements(node).find(|child| tag(*child) == name)
}

/// All text within an element.
pub(crate) fn text(node: Node<'_, '_>) -> String {
    let texts = node.descendants().filter(Node::is_text).filter_map(|node| node.text());
    let all: String = texts.collect();
    all.trim().to_owned()
}

/// Sets down what an element says. One of which the attributes say it all counts too.
pub(crate) fn say(properties: &mut Map<String, Value>, key: &str, node: Node<'_, '_>) {
    let mut said = text(node);
    if said.is_empty() && (node.attributes().len() > 0 || elements(node).next().is_some()) {
        tag(node).clone_into(&mut said);
    }
    let taken = properties.get(key).is_some_and(|value| value.as_str() != Some(""));
    let key = if taken { format!("{key} (another)") } else { key.to_owned() };
    properties.insert(key, Value::String(said));
}
