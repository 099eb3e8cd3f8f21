//! An atlas that means harm, written into the page: its texts stay texts, in
//! the panel, in the picture, in attributes and in the blocks of data.

use std::fs;

use atlas::Manifest;
use prerender::{Files, First, first, page};
use serde_json::Value;

/// A file of an invented atlas.
fn read(name: &str) -> String {
    let path = format!("{}/../atlas/tests/fixtures/lagoon/{name}", env!("CARGO_MANIFEST_DIR"));
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

const PAYLOADS: [&str; 8] = [
    "</script><script>ran()</script>",
    "<!--<script>",
    "\"><img src=x onerror=ran()>",
    "' onfocus='ran()' autofocus='",
    "]]>--></style></svg><b>",
    "<!-- /first:text --><b><!-- first:data -->",
    "\u{2028}\u{2029}\u{202e}\u{0} style=\"x\"",
    "\\u003c/script\\u003e&lt;b&gt;&amp;",
];

/// What happened in the invented atlas, up to its own date.
const CHRONICLE: &str = r#"{
    "periods": [{"id": "p", "name": {"en": "x"}, "about": {"en": "x"}, "when": {"start": "1990"}, "show": "1990"}],
    "events": [{"when": {"start": "2024-04-17"}, "text": {"en": "x"}, "regions": [], "sources": ["s"]}],
    "references": {"s": {"title": "x"}}
}"#;

/// Texts that are names of things, kinds, dates or files.
const NAMES: [&str; 32] = [
    "$schema",
    "id",
    "file",
    "regions",
    "claims",
    "chronicle",
    "role",
    "weight",
    "parent",
    "layer",
    "feature",
    "party",
    "speaker",
    "kind",
    "type",
    "paragraph",
    "as_of",
    "show",
    "start",
    "end",
    "published",
    "sha256",
    "accessed",
    "lang",
    "language",
    "side",
    "sources",
    "source",
    "languages",
    "region",
    "held_by",
    "claimed_by",
];

/// `value` with the payload of a number in each text that a reader may see.
fn poisoned(value: &mut Value, key: &str, next: &mut usize) {
    match value {
        Value::String(text) if key == "url" => *text = format!("javascript:{}", PAYLOADS[*next % 8]),
        Value::String(text) if !NAMES.contains(&key) => {
            *next += 1;
            PAYLOADS[*next % 8].clone_into(text);
        }
        Value::Array(items) => items.iter_mut().for_each(|item| poisoned(item, key, next)),
        Value::Object(members) => members.iter_mut().for_each(|(key, value)| poisoned(value, key, next)),
        _ => {}
    }
}

fn evil(name: &str, next: &mut usize) -> String {
    evil_text(&read(name), next)
}

fn evil_text(text: &str, next: &mut usize) -> String {
    let mut value: Value = serde_json::from_str(text).unwrap();
    poisoned(&mut value, "", next);
    value.to_string()
}

fn poisoned_first(round: usize) -> First {
    let mut next = round;
    let layers = Manifest::parse(&read("atlas.json")).unwrap().layers;
    let files = Files {
        manifest: evil("atlas.json", &mut next),
        regions: evil("regions.json", &mut next),
        claims: evil("claims.json", &mut next),
        layers: layers.iter().map(|entry| (entry.id.clone(), evil(&entry.file, &mut next))).collect(),
        chronicle: Some(evil_text(CHRONICLE, &mut next)),
        locator: Some(read("locator.geojson")),
        ..Files::default()
    };
    assert!(next > 200, "only {next} texts");
    first(&files).unwrap()
}

/// The tags of markup, each from its `<` to its `>`, and what stands between.
fn tags(html: &str) -> Vec<&str> {
    html.split('<').skip(1).map(|tag| tag.split_once('>').expect("a tag that ends").0).collect()
}

/// What a tag says, less what stands in quotes.
fn unquoted(tag: &str) -> String {
    tag.split('"').step_by(2).collect()
}

#[track_caller]
fn check(html: &str) {
    for tag in tags(html) {
        let said = unquoted(tag);
        let name = said.trim_start_matches('/').split([' ', '/']).next().unwrap_or_default();
        assert!(name.chars().all(|c| c.is_ascii_alphanumeric()) && !name.is_empty(), "<{tag}>");
        assert!(!["script", "img", "b", "style", "iframe"].contains(&name), "<{tag}>");
        assert!(!said.contains("on") || !said.contains("ran"), "<{tag}>");
        assert!(!said.contains('\''), "<{tag}>");
        assert!(!tag.contains("javascript:"), "<{tag}>");
    }
}

#[test]
fn no_text_becomes_a_tag_or_an_attribute() {
    for round in 0..8 {
        let first = poisoned_first(round);
        check(&first.picture);
        check(&first.text);
        check(&first.as_of);
        assert!(!first.css.contains('<'), "a text in the rules");
    }
}

#[test]
fn no_data_ends_its_block() {
    for round in 0..8 {
        let first = poisoned_first(round);
        let said = tags(&first.data);
        let names: Vec<&str> = said.iter().map(|tag| tag.split(' ').next().unwrap()).collect();
        assert_eq!(names, ["script", "/script"].repeat(3));
        let blocks = first.data.split("</script>").filter(|block| !block.is_empty());
        // The interface's words: no text of the atlas is among them.
        let blocks = blocks.filter(|block| !block.contains("text/plain"));
        for block in blocks {
            let json = block.split_once('>').unwrap().1;
            let value: Value = serde_json::from_str(json).unwrap();
            let told = value.to_string();
            assert!(told.contains("onerror=ran()"), "the text is still there");
            assert!(!value["@graph"].to_string().contains("javascript:"), "an address of no web");
        }
    }
}

#[test]
fn a_title_stays_in_its_element_and_a_description_in_its_attribute() {
    let html = "<html lang=\"fr\"><title>x</title><meta name=\"description\" content=\"y\"><p><!-- first:text --><!-- /first:text --></p>";
    for round in 0..8 {
        let first = poisoned_first(round);
        let html = page::set_text(html, "title", &first.title).unwrap();
        let html =
            page::set_attribute(&html, "meta[name=description]", "content", &first.description).unwrap();
        check(html.split("<p>").next().unwrap());
        // Filled twice, as a bundle whose atlas is exchanged is.
        let once = page::fill(&html, "text", &first.text).unwrap();
        assert_eq!(page::fill(&once, "text", &first.text).unwrap(), once);
        assert_eq!(once.matches("<!-- first:text -->").count(), 1);
    }
}
