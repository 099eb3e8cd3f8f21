//! What a reader reads: the atlas's texts arranged into documents, with the
//! interface's words around them.
//!
//! A document is plain data ([`doc::Node`]). The page mounts it as elements;
//! the same document can be written as HTML where no script runs. That also
//! keeps the bundle small: one piece of code makes every element, instead of a
//! type a view.
//!
//! Deliberately absent: the DOM, events, the map. Links are `href="#region=ID"`
//! and carry `data-link`; whoever mounts a document listens for them.

mod angle;
pub mod article;
mod claim_card;
mod contents;
pub mod doc;
mod events;
mod region_page;
pub mod share;
pub mod sheet;
mod tour;
pub mod words;

pub use angle::{Angle, sides};
pub use contents::contents;
pub use events::{event, since};
pub use region_page::{DatedOutline, region_page};
pub use tour::tour;
pub use words::{Lang, Words};

use atlas::{Localized, Region};
use doc::{Node, el};

/// `text` in the reader's language as the child of a `tag`, which says its
/// language where it is another.
pub(crate) fn said(tag: &'static str, text: &Localized, lang: Lang) -> Node {
    let (code, said) = text.best(lang.code());
    el(tag).lang(code, lang).text(said)
}

/// A link that selects a region.
pub(crate) fn link(region: &Region, lang: Lang) -> Node {
    let (code, label) = region.label.best(lang.code());
    el("a")
        .attr("href", &format!("#region={}", region.id))
        .attr("data-link", &region.id)
        .lang(code, lang)
        .text(label)
}

/// One of a group of choices: a radio button and what it stands for.
pub fn choice(name: &str, value: &str, chosen: bool, told: Node) -> Node {
    let input = el("input").attr("type", "radio").attr("name", name).attr("value", value);
    let input = if chosen { input.attr("checked", "") } else { input };
    el("label").child(input).child(told)
}

/// A link out of the page, in a tab of its own, or plain text without address.
pub fn outward(url: Option<&str>, text: &str) -> Node {
    match url {
        Some(url) => el("a").attr("href", url).attr("target", "_blank").attr("rel", "noopener").text(text),
        None => el("span").text(text),
    }
}

/// The atlas of `geodata/`.
#[cfg(test)]
fn first_atlas() -> atlas::Atlas {
    let file = |name: &str| {
        let path = format!("{}/../../geodata/{name}", env!("CARGO_MANIFEST_DIR"));
        std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
    };
    atlas::Atlas::parse(&file("atlas.json"), &file("regions.json"), &file("claims.json"))
        .expect("the first atlas")
}
