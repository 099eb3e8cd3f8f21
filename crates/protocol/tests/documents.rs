//! What the worker writes of the first atlas can be sent, whole.

use std::fs;

use atlas::{Atlas, Chronicle, PartialDate};
use documents::{
    doc::Node,
    share, since,
    time_line::{Shown, time_line},
};
use protocol::Document;

fn read(name: &str) -> String {
    let path = format!("{}/../../geodata/{name}", env!("CARGO_MANIFEST_DIR"));
    fs::read_to_string(path).expect(name)
}

fn atlas() -> Atlas {
    Atlas::parse(&read("atlas.json"), &read("regions.json"), &read("claims.json")).expect("an atlas")
}

fn chronicle() -> Chronicle {
    Chronicle::parse(&read("chronicle.json")).expect("a chronicle")
}

#[track_caller]
fn check(nodes: &[Node]) {
    assert!(!nodes.is_empty());
    let arrived = Document::of(nodes).expect("names that can be sent").nodes().expect("a document");
    let html = |nodes: &[Node]| nodes.iter().map(Node::to_html).collect::<String>();
    assert!(html(&arrived) == html(nodes), "{}", html(&arrived));
}

fn date(text: &str) -> PartialDate {
    text.parse().expect("a date")
}

#[test]
fn the_entries_that_copy() {
    for lang in languages::codes().iter().map(|code| languages::lang(code)) {
        check(&share::copies(
            &atlas(),
            "https://a.example/",
            "https://a.example/?embed",
            date("2026-11-26"),
            lang,
        ));
    }
}

#[test]
fn what_came_after() {
    let (atlas, chronicle) = (atlas(), chronicle());
    // From left to right and from right to left, where texts say which way they go.
    for lang in languages::codes().iter().map(|code| languages::lang(code)) {
        for region in &atlas.regions.regions {
            check(&[since(&atlas, region, &chronicle, lang)]);
        }
    }
}

#[test]
fn the_line_of_time_at_every_stop() {
    let (atlas, chronicle) = (atlas(), chronicle());
    let own = atlas.manifest.as_of;
    let spoken: Vec<_> = atlas.claims.claims.iter().map(|claim| claim.when).collect();
    for stop in chronicle.stops(own) {
        let shown = Shown {
            chronicle: &chronicle,
            own,
            date: stop,
            pointed: Some(own),
            spoken: spoken.clone(),
            changes: [vec!["a".to_owned()], Vec::new()],
            lacks_outline: true,
            is_playing: true,
            is_open: true,
            width: 390,
        };
        check(&time_line(&shown, languages::lang("en")));
    }
}
