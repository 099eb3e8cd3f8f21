//! What pages say, on an invented atlas: `crates/atlas/tests/fixtures/river`.

use atlas::{Atlas, Chronicle};
use documents::{Angle, Lang, doc::Node, region_page, since};

macro_rules! file {
    ($name:literal) => {
        include_str!(concat!("../../atlas/tests/fixtures/river/", $name))
    };
}

fn atlas() -> Atlas {
    Atlas::parse(file!("atlas.json"), file!("regions.json"), file!("claims.json"))
        .expect("the fixture is good")
}

#[track_caller]
fn page(atlas: &Atlas, id: &str, lang: Lang) -> Node {
    region_page(atlas, id, &[], &Angle::default(), lang).expect("a page")
}

#[test]
fn a_quotation_says_its_language_on_an_english_page_only() {
    let atlas = atlas();
    let quotation = |lang| page(&atlas, "islands", lang).to_html().contains("<blockquote lang=\"fr\"");
    assert!(quotation(languages::lang("en")) && !quotation(languages::lang("fr")));
}

#[test]
fn a_place_that_the_article_does_not_name_says_so_and_reads_its_groups_claims() {
    let atlas = atlas();
    let text = page(&atlas, "heron-island", languages::lang("en")).characters();
    assert!(text.contains("The article does not name this place; it speaks of the whole: Two islands"));
    assert!(text.contains("deux îles de la rivière"));
}

#[test]
fn both_parties_cards_are_built_alike() {
    let atlas = atlas();
    // What remains of a card when its words are taken away.
    let shape = |id: &str| {
        fn bare(node: &Node) -> String {
            match node {
                Node::Element { tag, children, .. } => {
                    format!("({tag}{})", children.iter().map(bare).collect::<String>())
                }
                Node::Text(_) => "·".into(),
                Node::Nothing => String::new(),
            }
        }
        bare(&page(&atlas, id, languages::lang("fr")))
    };
    let first_card = |id: &str| {
        let page = shape(id);
        let start = page.find("(figure").expect("a card");
        page[start..start + page[start..].find("(figcaption").expect("a caption")].to_owned()
    };
    assert_eq!(first_card("islands"), first_card("bridge"), "the North's and the South's demand");
}

#[test]
fn claims_that_do_not_speak_of_the_chosen_date_say_so() {
    let atlas = atlas();
    let angle = Angle { as_of: "1990".parse().ok(), ..Angle::default() };
    let page = region_page(&atlas, "northland", &[], &angle, languages::lang("en")).expect("a page");
    let claims = atlas.own_claims("northland");
    let date = "1990".parse().expect("a date");
    let off = claims.iter().filter(|c| !c.when.contains(date)).count();
    assert!(off > 0 && off < claims.len());
    assert_eq!(page.characters().matches("Not about the chosen date").count(), off);
}

#[test]
fn what_came_after_says_when_it_was_looked_for() {
    let atlas = atlas();
    let chronicle = Chronicle::parse(file!("chronicle.json")).expect("the fixture is good");
    let text = |id: &str| {
        since(&atlas, atlas.region(id).expect("a region"), &chronicle, languages::lang("en")).characters()
    };
    assert!(text("islands").contains("Last checked: 22 November 2026"));
    assert!(text("islands").contains("A flood."));
    assert!(text("bridge").contains("Nothing was found for this place."), "{}", text("bridge"));
}

#[test]
fn a_voice_has_no_colour_and_a_party_that_of_its_number() {
    let page = |id: &str| page(&atlas(), id, languages::lang("fr")).to_html();
    assert!(page("islands").contains("class=\"claim party-0\""), "the North's");
    assert!(page("bridge").contains("class=\"claim party-1\""), "the South's");
    assert!(page("northland").contains("class=\"claim\""), "the paper's own");
}
