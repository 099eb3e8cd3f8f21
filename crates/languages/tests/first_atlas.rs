//! What the pages of the first atlas say, read from its own folder.

use std::fs;

use atlas::{Atlas, Chronicle};
use documents::{Angle, Lang, article::article, contents, doc::Node, region_page, since, tour};

fn atlas() -> Atlas {
    let file = |name: &str| {
        let path = format!("{}/../../geodata/{name}", env!("CARGO_MANIFEST_DIR"));
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
    };
    Atlas::parse(&file("atlas.json"), &file("regions.json"), &file("claims.json")).expect("the first atlas")
}

/// The values of an attribute, in the document's order.
fn values(node: &Node, name: &str) -> Vec<String> {
    let Node::Element { attributes, children, .. } = node else { return Vec::new() };
    let own = attributes.iter().filter(|(key, _)| *key == name).map(|(_, value)| value.clone());
    own.chain(children.iter().flat_map(|child| values(child, name))).collect()
}

#[track_caller]
fn page(atlas: &Atlas, id: &str, lang: Lang) -> Node {
    region_page(atlas, id, &[], &Angle::default(), lang).expect("a page")
}

#[test]
fn every_region_has_a_page_with_the_excerpts_of_its_claims() {
    let atlas = atlas();
    for region in atlas.regions_in_order() {
        for lang in languages::codes().iter().map(|code| languages::lang(code)) {
            let page = page(&atlas, &region.id, lang);
            let text = page.characters();
            let claims = atlas.claims_about(&region.id);
            let ids: Vec<&str> = claims.iter().map(|c| &*c.id).collect();
            assert_eq!(values(&page, "data-claim"), ids, "{}", region.id);
            assert!(!claims.is_empty(), "{}", region.id);
            for claim in claims {
                assert!(text.contains(claim.exact().unwrap()), "{}: {}", region.id, claim.id);
                assert!(text.contains(claim.summary.best(lang.code()).1), "{}: {}", region.id, claim.id);
            }
        }
    }
}

#[test]
fn every_link_leads_to_a_region() {
    let atlas = atlas();
    let pages = atlas.regions_in_order().into_iter().map(|r| page(&atlas, &r.id, languages::lang("fr")));
    for node in pages.chain(contents(&atlas, &Angle::default(), languages::lang("en"))) {
        for id in values(&node, "data-link") {
            assert!(atlas.region(&id).is_some(), "{id}");
        }
    }
}

#[test]
fn the_contents_list_every_region_once_in_the_articles_order() {
    let atlas = atlas();
    let listed: Vec<String> = contents(&atlas, &Angle::default(), languages::lang("fr"))
        .iter()
        .flat_map(|n| values(n, "data-link"))
        .collect();
    let want: Vec<&str> = atlas.regions_in_order().into_iter().map(|r| &*r.id).collect();
    assert_eq!(listed, want);
}

#[test]
fn the_whole_article_has_every_claim_once_and_a_section_for_every_region() {
    let atlas = atlas();
    for lang in languages::codes().iter().map(|code| languages::lang(code)) {
        let ids = values(&article(&atlas, &[], "fr", lang), "id");
        let claims = atlas.claims_in_order().into_iter().map(|c| format!("claim={}", c.id));
        let regions = atlas.regions_in_order().into_iter().map(|r| format!("region={}", r.id));
        assert_eq!(ids, claims.chain(regions).collect::<Vec<_>>());
    }
}

#[test]
fn the_whole_article_leads_from_places_to_claims_and_back() {
    let article = article(&atlas(), &[], "en", languages::lang("en"));
    let ids = values(&article, "id");
    let links = values(&article, "href");
    let inside = || links.iter().filter_map(|link| link.strip_prefix('#'));
    assert!(inside().filter(|link| link.starts_with("claim=")).count() > 10);
    for link in inside() {
        assert!(ids.iter().any(|id| id == link), "{link}");
    }
    assert_eq!(values(&article, "data-claim"), Vec::<String>::new(), "cards of pages only");
}

#[test]
fn the_tour_has_every_claim_in_the_articles_order() {
    let atlas = atlas();
    let page = tour(&atlas, &Angle::default(), languages::lang("fr"));
    let claims: Vec<&str> = atlas.claims_in_order().into_iter().map(|c| &*c.id).collect();
    assert_eq!(values(&page, "data-claim"), claims);
    let steps: Vec<String> = (1..=claims.len()).map(|n| n.to_string()).collect();
    assert_eq!(values(&page, "data-step"), steps);
}

#[test]
fn a_side_is_heard_first_and_nothing_is_lost() {
    let atlas = atlas();
    for party in atlas.manifest.parties.iter().map(|party| &*party.id) {
        let angle = Angle { side: Some(party), ..Angle::default() };
        for region in atlas.regions_in_order() {
            let page = region_page(&atlas, &region.id, &[], &angle, languages::lang("en")).expect("a page");
            let ids = values(&page, "data-claim");
            let speaks = |id: &String| atlas.speaks_for(atlas.claim(id).expect("a claim"), party);
            assert!(ids.is_sorted_by_key(|id| !speaks(id)), "{party} on {}: {ids:?}", region.id);
            assert_eq!(ids.len(), atlas.claims_about(&region.id).len());
            let silent = page.characters().contains("no position quoted in the article");
            assert_eq!(silent, !atlas.is_heard_on(party, &region.id), "{party} on {}", region.id);
        }
    }
}

#[test]
fn what_came_after_is_apart_and_attributed() {
    let atlas = atlas();
    let path = format!("{}/../../geodata/chronicle.json", env!("CARGO_MANIFEST_DIR"));
    let chronicle = Chronicle::parse(&fs::read_to_string(path).expect("a chronicle")).expect("a chronicle");
    for region in atlas.regions_in_order() {
        let since = since(&atlas, region, &chronicle, languages::lang("en"));
        assert!(since.characters().contains("Last checked: "), "{}", region.id);
    }
}
