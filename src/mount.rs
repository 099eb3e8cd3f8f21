//! Documents to elements of the page, and what happens on them back to what
//! they mean. What a document says is `reading`'s.

use leptos::prelude::*;
use reading::doc::Node;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlInputElement};

use crate::page;

const SVG: &str = "http://www.w3.org/2000/svg";

/// Keeps the element that `selector` finds filled with a document: again
/// whenever what `nodes` reads has changed. `then` is called after each time.
///
/// The arguments are boxed so that one piece of code serves every document.
pub fn document(selector: &'static str, nodes: Box<dyn Fn() -> Vec<Node>>, then: Box<dyn Fn(&Element)>) {
    watch(Box::new(move || {
        let nodes = nodes();
        if let Some(host) = page::find(selector) {
            fill(&host, &nodes);
            then(&host);
        }
    }));
}

/// Calls `f` now and whenever a signal that it read has changed.
pub fn watch(f: Box<dyn Fn()>) {
    Effect::new(f);
}

/// Fills `host` with `nodes` in place of what it held.
pub fn fill(host: &Element, nodes: &[Node]) {
    host.replace_children_with_node_0();
    for node in nodes {
        append(host, node, false);
    }
}

/// Appends `node` to `parent`; inside an `svg` elements are SVG's.
fn append(parent: &Element, node: &Node, in_svg: bool) {
    let document = page::document();
    match node {
        Node::Nothing => {}
        Node::Text(characters) => {
            // A text node cannot be refused by an element, nor a child below.
            let _ = parent.append_child(&document.create_text_node(characters));
        }
        Node::Element { tag, attributes, children } => {
            let svg = in_svg || *tag == "svg";
            let made =
                if svg { document.create_element_ns(Some(SVG), tag) } else { document.create_element(tag) };
            let Ok(element) = made else { return };
            for (name, value) in attributes {
                page::set(&element, name, value);
            }
            for child in children {
                append(&element, child, svg);
            }
            let _ = parent.append_child(&element);
        }
    }
}

/// The value of attribute `name` on the event's target or the nearest element
/// around it that has one.
pub fn nearest(event: &Event, name: &str) -> Option<String> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    target.closest(&format!("[{name}]")).ok()??.get_attribute(name)
}

/// The input that an event comes from.
pub fn input(event: &Event) -> Option<HtmlInputElement> {
    event.target()?.dyn_into().ok()
}

/// The inputs of the page with this name.
pub fn inputs(name: &str) -> Vec<HtmlInputElement> {
    let Ok(found) = page::document().query_selector_all(&format!("input[name={name}]")) else {
        return Vec::new();
    };
    (0..found.length()).filter_map(|i| found.item(i)?.dyn_into().ok()).collect()
}
