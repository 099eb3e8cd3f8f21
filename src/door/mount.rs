//! Views and documents to elements of the page. What a document says is
//! `documents`'s; what a view is, its component's.

use documents::doc::Node;
use leptos::{prelude::*, tachys::view::Mountable};
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::{boot, dom, page};

const SVG: &str = "http://www.w3.org/2000/svg";

/// Makes a view part of the page: in `host`, before `next` or at its end, for as
/// long as the page lives.
pub fn add(host: &Element, next: Option<&web_sys::Node>, view: impl IntoView) {
    let mut made = view.into_view().build();
    made.mount(host, next);
    // Dropped, it would take its elements and listeners along.
    std::mem::forget(made);
}

/// Makes a view part of the page in the place of an element that stands there.
pub fn replace(standing: &Element, view: impl IntoView) {
    if let Some(host) = standing.parent_element() {
        add(&host, Some(standing), view);
        standing.remove();
    }
}

/// Keeps `host` filled with a document: again whenever what `nodes` reads has
/// changed; what is the same stays.
///
/// Boxed so that one piece of code serves every document.
pub fn keep_filled(host: Element, nodes: Box<dyn Fn() -> Vec<Node>>) {
    watch(Box::new(move || refill(&host, &[], &nodes())));
}

/// Calls `f` now and whenever a signal that it read has changed.
pub fn watch(f: Box<dyn Fn()>) {
    Effect::new(move || {
        if boot::runs() {
            f();
        }
    });
}

/// Fills `host` with `nodes` in place of what it held.
pub fn fill(host: &Element, nodes: &[Node]) {
    host.replace_children_with_node_0();
    let in_svg = host.namespace_uri().as_deref() == Some(SVG);
    for node in nodes {
        append(host, node, in_svg);
    }
}

/// [`fill`] in two steps, so that a reader sees the beginning sooner: about
/// `most` elements at once, what comes after them once they were shown, if it
/// is `still` wanted then. A document's larger elements are parted between their
/// children.
pub fn fill_in_turn(host: &Element, nodes: Vec<Node>, most: usize, still: Box<dyn FnOnce() -> bool>) {
    host.replace_children_with_node_0();
    let mut left = most;
    let mut later = Vec::new();
    for node in nodes {
        match node {
            node if left == 0 => later.push((host.clone(), node)),
            Node::Element { tag, attributes, children } if left < size(&children) => {
                append(host, &Node::Element { tag, attributes, children: Vec::new() }, false);
                let Some(parent) = host.last_element_child() else { continue };
                for child in children {
                    if left == 0 {
                        later.push((parent.clone(), child));
                    } else {
                        append(&parent, &child, false);
                        left = left.saturating_sub(size(std::slice::from_ref(&child)));
                    }
                }
            }
            node => {
                append(host, &node, false);
                left = left.saturating_sub(size(std::slice::from_ref(&node)));
            }
        }
    }
    page::after_frame(Box::new(move || {
        if still() {
            for (parent, node) in later {
                append(&parent, &node, false);
            }
        }
    }));
}

/// How many elements `nodes` are.
pub fn size(nodes: &[Node]) -> usize {
    let one = |node: &Node| match node {
        Node::Element { children, .. } => 1 + size(children),
        _ => 0,
    };
    nodes.iter().map(one).sum()
}

/// Makes `host` hold `nodes`, keeping what is of the same kind at its start and
/// at its end, and untouched what is the same: with it stays the focus, and the
/// finger. A press whose element, or in some browsers whose text, goes before it
/// is released does nothing. `before` is what `host` was last given to hold: what
/// is the same there is not looked at, so that an answer which a part has given
/// since (`copied`) stays too.
pub fn refill(host: &Element, before: &[Node], nodes: &[Node]) {
    let old = children(host);
    let (before, new) = (something(before), something(nodes));
    let given = |at: usize| (before.len() == old.len()).then(|| before[at]);
    let most = old.len().min(new.len());
    let ahead = old.iter().zip(&new).take_while(|(old, new)| is_of_kind(old, new)).count();
    let behind = old.iter().rev().zip(new.iter().rev()).take(most - ahead);
    let behind = behind.take_while(|(old, new)| is_of_kind(old, new)).count();
    let rest = old.len() - behind;
    for node in &old[ahead..rest] {
        // It is a child of this host.
        let _ = host.remove_child(node);
    }
    let in_svg = host.namespace_uri().as_deref() == Some(SVG);
    for node in &new[ahead..new.len() - behind] {
        if let Some(made) = make(node, in_svg) {
            let _ = host.insert_before(&made, old.get(rest));
        }
    }
    let tail = &new[new.len() - behind..];
    for (at, new) in new[..ahead].iter().enumerate().chain((rest..).zip(tail.iter())) {
        renew(&old[at], given(at), new);
    }
}

fn something(nodes: &[Node]) -> Vec<&Node> {
    nodes.iter().filter(|node| !matches!(node, Node::Nothing)).collect()
}

/// What `host` holds, text and elements.
fn children(host: &Element) -> Vec<web_sys::Node> {
    let found = host.child_nodes();
    (0..found.length()).filter_map(|i| found.item(i)).collect()
}

/// Whether `new` can become of what `old` is: a text, or an element with the
/// classes that it came with, whatever the reader's doing has added.
fn is_of_kind(old: &web_sys::Node, new: &Node) -> bool {
    match (new, old.dyn_ref::<Element>()) {
        (Node::Text(_), None) => true,
        (Node::Element { tag, attributes, .. }, Some(element)) => {
            let classes = attributes.iter().find(|(name, _)| *name == "class").map_or("", |(_, value)| value);
            let list = element.class_list();
            element.local_name() == *tag && classes.split_ascii_whitespace().all(|class| list.contains(class))
        }
        _ => false,
    }
}

fn renew(old: &web_sys::Node, before: Option<&Node>, new: &Node) {
    if before == Some(new) {
        return;
    }
    match (new, old.dyn_ref::<Element>()) {
        (Node::Text(characters), None) if old.node_value().as_ref() != Some(characters) => {
            old.set_node_value(Some(characters));
        }
        (Node::Element { attributes, children, .. }, Some(element)) => {
            if !attributes.iter().any(|(name, _)| *name == "lang") {
                // Removing what is not there is no error.
                let _ = element.remove_attribute("lang");
            }
            // Classes come and go with what the reader does; they stay as they are.
            for (name, value) in attributes.iter().filter(|(name, _)| *name != "class") {
                if element.get_attribute(name).as_ref() != Some(value) {
                    say(element, name, value);
                }
            }
            let before = match before {
                Some(Node::Element { children, .. }) => children.as_slice(),
                _ => &[],
            };
            refill(element, before, children);
        }
        _ => {}
    }
}

/// Appends `node` to `parent`; inside an `svg` elements are SVG's.
fn append(parent: &Element, node: &Node, in_svg: bool) {
    if let Some(made) = make(node, in_svg) {
        // A text node cannot be refused by an element, nor a child below.
        let _ = parent.append_child(&made);
    }
}

/// Gives an element an attribute of a document's, or a property of its own style.
fn say(element: &Element, name: &str, value: &str) {
    if name.starts_with("--") {
        dom::style(element, name, value);
    } else {
        dom::set(element, name, value);
    }
}

fn make(node: &Node, in_svg: bool) -> Option<web_sys::Node> {
    let document = page::document();
    match node {
        Node::Nothing => None,
        Node::Text(characters) => Some(document.create_text_node(characters).into()),
        Node::Element { tag, attributes, children } => {
            let svg = in_svg || *tag == "svg";
            let made =
                if svg { document.create_element_ns(Some(SVG), tag) } else { document.create_element(tag) };
            let element = made.ok()?;
            for (name, value) in attributes {
                say(&element, name, value);
            }
            for child in children {
                append(&element, child, svg);
            }
            Some(element.into())
        }
    }
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use documents::doc::{el, text};
    use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

    use super::*;

    wasm_bindgen_test_configure!(run_in_browser);

    fn host() -> Element {
        page::document().create_element("div").unwrap()
    }

    #[wasm_bindgen_test]
    fn elements_inside_an_svg_are_svg_s_and_those_beside_it_are_not() {
        let host = host();
        fill(&host, &[el("svg").child(el("g").child(el("path"))), el("p")]);
        let namespace = |selector: &str| host.query_selector(selector).unwrap().unwrap().namespace_uri();
        assert_eq!(namespace("path").as_deref(), Some(SVG));
        assert_ne!(namespace("p").as_deref(), Some(SVG));
    }

    #[wasm_bindgen_test]
    fn a_custom_property_is_the_elements_own_style() {
        let host = host();
        let bar = |from: &str| [el("p").attr("--from", from)];
        fill(&host, &bar("1%"));
        refill(&host, &[], &bar("2%"));
        assert_eq!(host.inner_html(), "<p style=\"--from: 2%;\"></p>");
    }

    #[wasm_bindgen_test]
    fn markup_in_a_text_stays_text() {
        let host = host();
        fill(&host, &[el("p").child(text("<img src=x onerror=alert(1)>"))]);
        assert_eq!(host.query_selector("img").unwrap(), None);
        assert_eq!(host.text_content().as_deref(), Some("<img src=x onerror=alert(1)>"));
    }

    #[wasm_bindgen_test]
    fn refilling_keeps_elements_of_the_same_kind() {
        let host = host();
        fill(&host, &[el("svg").child(el("g").child(el("path").attr("d", "M0 0")))]);
        let path = host.query_selector("path").unwrap().unwrap();
        refill(&host, &[], &[el("svg").child(el("g").child(el("path").attr("d", "M1 1")))]);
        assert_eq!(host.query_selector("path").unwrap().unwrap(), path);
        assert_eq!(path.get_attribute("d").as_deref(), Some("M1 1"));
        refill(&host, &[], &[el("svg").child(el("g"))]);
        assert_eq!(host.query_selector("path").unwrap(), None);
        refill(&host, &[], &[el("svg").child(el("g").child(el("path")))]);
        let path = host.query_selector("path").unwrap().unwrap();
        assert_eq!(path.namespace_uri().as_deref(), Some(SVG), "what comes back is SVG's");
    }

    #[wasm_bindgen_test]
    fn what_comes_in_between_leaves_what_is_before_and_after_it() {
        let host = host();
        let end = || el("p").class("end").child(text("the end"));
        fill(&host, &[el("nav").child(el("button").child(text("back"))), el("h2"), end()]);
        let (kept, word) = (children(&host), host.query_selector("button").unwrap().unwrap().first_child());
        let _ = host.query_selector("h2").unwrap().unwrap().class_list().add_1("lit");
        let nav = || el("nav").child(el("button").child(text("back")));
        let note = || el("p").class("note");
        refill(&host, &[], &[nav(), el("h2"), note(), Node::Nothing, note(), end()]);
        let now = children(&host);
        assert_eq!((now.len(), &now[0], &now[1], &now[4]), (5, &kept[0], &kept[1], &kept[2]));
        assert_eq!(host.query_selector_all(".note").unwrap().length(), 2);
        assert_eq!(host.query_selector("button").unwrap().unwrap().first_child(), word, "a press is on it");
        refill(&host, &[], &[nav(), el("h2"), el("p").class("end").child(text("changed"))]);
        assert_eq!(children(&host), kept);
        assert_eq!(kept[2].text_content().as_deref(), Some("changed"));
        refill(&host, &[], &[text("a"), el("b"), text("c")]);
        refill(&host, &[], &[text("a"), text("c")]);
        assert_eq!(host.inner_html(), "ac");
        refill(&host, &[], &[]);
        assert_eq!(host.inner_html(), "");
    }

    #[wasm_bindgen_test]
    fn what_a_part_has_answered_since_stays_while_nothing_else_is_said_there() {
        let host = host();
        let page = |note: &str| [el("p").child(el("button").child(text("copy"))), el("p").child(text(note))];
        fill(&host, &page("a"));
        host.query_selector("button").unwrap().unwrap().set_text_content(Some("copied"));
        refill(&host, &page("a"), &page("b"));
        assert_eq!(host.text_content().as_deref(), Some("copiedb"));
        refill(&host, &[], &page("c"));
        assert_eq!(host.text_content().as_deref(), Some("copyc"));
    }

    #[wasm_bindgen_test]
    fn filling_again_replaces_what_was_there() {
        let host = host();
        fill(&host, &[el("p"), el("p")]);
        fill(&host, &[el("b")]);
        assert_eq!(host.inner_html(), "<b></b>");
    }
}
