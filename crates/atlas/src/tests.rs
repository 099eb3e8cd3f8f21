use crate::claim::Via;
use crate::fixture::{self, CLAIMS, MANIFEST, REGIONS};
use crate::{Atlas, FileKind, Paragraph, Place, manifest::Role};

fn ids<'a, T>(items: &[&'a T], id: impl Fn(&'a T) -> &'a String) -> Vec<&'a str> {
    items.iter().map(|item| id(item).as_str()).collect()
}

mod claims_about {
    use super::*;

    #[track_caller]
    fn check(region: &str, want: &[&str]) {
        let atlas = fixture::atlas();
        assert_eq!(ids(&atlas.claims_about(region), |c| &c.id), want);
    }

    #[test]
    fn are_a_regions_own() {
        check("islands", &["two-islands"]);
    }

    #[test]
    fn stand_in_the_articles_order() {
        check("northland", &["two-islands", "no-treaty"]);
    }

    #[test]
    fn are_the_parents_for_a_child_without_any() {
        check("heron-island", &["two-islands"]);
    }

    #[test]
    fn are_none_for_an_unknown_region() {
        check("nowhere", &[]);
    }

    #[test]
    fn follow_order_and_not_the_file() {
        let mut atlas = fixture::atlas();
        atlas.claims.claims.reverse();
        let got = atlas.claims_about("northland");
        assert_eq!(ids(&got, |c| &c.id), ["two-islands", "no-treaty"]);
    }

    #[test]
    fn are_a_childs_own_where_it_has_some() {
        let mut atlas = fixture::atlas();
        atlas.claims.claims[1].regions = vec!["reed-island".to_owned()];
        let got = atlas.claims_about("reed-island");
        assert_eq!(ids(&got, |c| &c.id), ["a-bridge"]);
    }
}

mod regions_in_order {
    use super::*;

    #[track_caller]
    fn check(break_it: impl FnOnce(&mut Atlas), want: &[&str]) {
        let mut atlas = fixture::atlas();
        break_it(&mut atlas);
        assert_eq!(ids(&atlas.regions_in_order(), |r| &r.id), want);
    }

    #[test]
    fn follow_the_themes_children_after_their_parent() {
        let want = ["northland", "islands", "heron-island", "reed-island", "bridge"];
        check(|_| (), &want);
    }

    #[test]
    fn leave_out_none_that_no_theme_lists() {
        let want = ["islands", "heron-island", "reed-island", "bridge", "northland"];
        check(|a| a.regions.themes[0].regions.clear(), &want);
    }

    #[test]
    fn name_none_twice() {
        let want = ["northland", "islands", "heron-island", "reed-island", "bridge"];
        check(|a| a.regions.themes[1].regions.push("northland".into()), &want);
    }

    #[test]
    fn pass_over_ids_that_lead_nowhere() {
        let want = ["northland", "islands", "heron-island", "reed-island", "bridge"];
        check(|a| a.regions.themes[0].regions.push("atlantis".into()), &want);
    }

    #[test]
    fn end_where_parents_go_round() {
        let want = ["northland", "bridge", "heron-island", "islands", "reed-island"];
        check(
            |a| {
                a.regions.themes[1].regions.remove(0);
                a.regions.regions[1].parent = Some("heron-island".into());
            },
            &want,
        );
    }
}

#[test]
fn look_ups_find_by_id() {
    let atlas = fixture::atlas();
    assert_eq!(atlas.region("bridge").map(|r| &*r.id), Some("bridge"));
    assert_eq!(atlas.claim("a-bridge").map(|c| c.order), Some(2));
    assert_eq!(atlas.speaker("minister").map(|s| &*s.party), Some("south"));
    assert_eq!(atlas.party_of_speaker("minister").map(|p| &*p.id), Some("south"));
    assert_eq!(atlas.layer("story").map(|l| l.role), Some(Role::Story));
    assert_eq!(atlas.reference("gazetteer").map(|r| &*r.title), Some("Gazetteer of rivers"));
    let kind = atlas.kind_name("demand").and_then(|k| k.get("en"));
    assert_eq!(kind, Some("Territorial demand"));
}

#[test]
fn look_ups_answer_none_for_an_unknown_id() {
    let atlas = fixture::atlas();
    assert_eq!(atlas.region(""), None);
    assert_eq!(atlas.party_of_speaker("nobody"), None);
    assert_eq!(atlas.parent("nowhere"), None);
    assert!(atlas.children("nowhere").is_empty());
}

#[test]
fn a_child_stands_under_its_parents_theme() {
    let atlas = fixture::atlas();
    let theme = |id| atlas.theme_of(id).map(|t| &*t.id);
    assert_eq!(theme("reed-island"), Some("river"));
    assert_eq!(theme("northland"), Some("banks"));
    assert_eq!(theme("nowhere"), None);
}

#[test]
fn via_is_a_speaker_or_a_name_or_unsaid() {
    let atlas = fixture::atlas();
    let [article, agency, unsaid] = &atlas.claims.claims[..] else {
        panic!("three claims");
    };
    assert!(matches!(atlas.via(article), Some(Via::Speaker(s)) if s.id == "article"));
    assert_eq!(atlas.via(agency), Some(Via::Named("Agency")));
    assert_eq!(atlas.via(unsaid), None);
}

#[test]
fn a_paragraph_is_a_number_or_the_caption() {
    let atlas = fixture::atlas();
    assert_eq!(atlas.claims.claims[0].paragraph, Paragraph::Number(1));
    assert_eq!(atlas.claims.claims[1].paragraph, Paragraph::Caption);
}

#[test]
fn an_article_appears_on_a_day() {
    let source = fixture::atlas().claims.source;
    assert_eq!(source.published.as_str(), "2024-04-17T14:27+02:00");
    assert_eq!(source.published_on().to_string(), "2024-04-17");
}

#[test]
fn a_layer_is_on_and_without_a_switch_unless_it_says() {
    let manifest = fixture::atlas().manifest;
    let [land, story] = &manifest.layers[..] else {
        panic!("two layers");
    };
    assert!(land.on && !land.switch);
    assert!(!story.on && story.switch);
}

mod parse_errors {
    use super::*;

    /// Replaces `from` with `to` in the fixture's file of that kind.
    #[track_caller]
    fn check(kind: FileKind, from: &str, to: &str, want: &str) {
        let good = [MANIFEST, REGIONS, CLAIMS];
        let broken = good.map(|text| text.replacen(from, to, 1));
        let texts = match kind {
            FileKind::Manifest => [&broken[0], good[1], good[2]],
            FileKind::Regions => [good[0], &broken[1], good[2]],
            _ => [good[0], good[1], &broken[2]],
        };
        let [manifest, regions, claims] = texts;
        let error = Atlas::parse(manifest, regions, claims).expect_err("broken");
        assert_eq!(error.to_string(), want);
    }

    #[test]
    fn a_missing_key_is_named() {
        let want = "atlas manifest: key \"id\" is missing";
        check(FileKind::Manifest, r#""id": "river","#, "", want);
    }

    #[test]
    fn a_wrong_type_is_got_and_expected() {
        let want =
            "regions file, at /regions/0/names/0/article: got the text \"yes\", expected true or false";
        check(FileKind::Regions, "true", r#""yes""#, want);
    }

    #[test]
    fn a_bad_date_says_what_is_wrong_with_it() {
        let want = "claims file, at /claims/0/when/start: date \"1994-13\": month 13, expected 01 to 12";
        check(FileKind::Claims, "1994", "1994-13", want);
    }

    #[test]
    fn a_paragraph_is_not_zero() {
        let want =
            "claims file, at /claims/0/paragraph: got 0, expected a paragraph number from 1 or \"caption\"";
        check(FileKind::Claims, r#""paragraph": 1"#, r#""paragraph": 0"#, want);
    }

    #[test]
    fn a_missing_key_is_missing_in_some_object() {
        let want = "claims file, at /claims/2: key \"kind\" is missing";
        check(FileKind::Claims, r#""order": 4, "kind": "account","#, r#""order": 4,"#, want);
        let want = "regions file, at /references/gazetteer: key \"title\" is missing";
        check(FileKind::Regions, r#""title": "Gazetteer of rivers","#, "", want);
    }

    #[test]
    fn a_text_by_language_holds_texts() {
        let want = "atlas manifest, at /layers/1/name/en: got an empty list, expected a text";
        check(FileKind::Manifest, r#""en": "Story""#, r#""en": []"#, want);
    }

    #[test]
    fn a_box_has_four_sides() {
        let want = "atlas manifest, at /relief/bounds: got 3 numbers, expected 4";
        check(FileKind::Manifest, r#""bounds": [0, 0, 4, 3]"#, r#""bounds": [0, 0, 4]"#, want);
        let want = "atlas manifest, at /view/2: got the text \"3°\", expected a number";
        check(FileKind::Manifest, "[1, 1, 3, 2]", "[1, 1, \"3°\", 2]", want);
    }

    #[test]
    fn a_role_is_one_of_two() {
        let want =
            "atlas manifest, at /layers/0/role: got the text \"basemap\", expected \"base\" or \"story\"";
        check(FileKind::Manifest, r#""role": "base""#, r#""role": "basemap""#, want);
    }

    #[test]
    fn a_selector_has_a_type_and_what_that_needs() {
        let want = "claims file, at /claims/0/selectors/1/type: got the text \"XPathSelector\", \
                    expected \"TextQuoteSelector\" or \"TextPositionSelector\"";
        check(FileKind::Claims, "TextPositionSelector", "XPathSelector", want);
        let want = "claims file, at /claims/0/selectors/1/start: got -19, expected a whole number from 0";
        check(FileKind::Claims, r#""start": 19"#, r#""start": -19"#, want);
        let want = "claims file, at /claims/0/selectors/1: key \"end\" is missing";
        check(FileKind::Claims, r#""start": 19, "end": 42"#, r#""start": 19"#, want);
    }

    #[test]
    fn the_day_of_an_article_is_a_date() {
        let want = "claims file, at /source/published: \
                    date \"17 avril\", expected YYYY, YYYY-MM or YYYY-MM-DD";
        check(FileKind::Claims, "2024-04-17T14:27+02:00", "17 avril", want);
    }

    #[test]
    fn a_switch_may_be_missing_but_not_null() {
        let want = "atlas manifest, at /layers/1/switch: got null, expected true or false";
        check(FileKind::Manifest, r#""switch": true"#, r#""switch": null"#, want);
    }

    #[test]
    fn a_whole_file_of_the_wrong_kind_has_no_place() {
        check(FileKind::Regions, REGIONS, "[]", "regions file: got an empty list, expected an object");
    }

    #[test]
    fn a_slip_in_the_syntax_has_a_line_and_a_column() {
        let want = "atlas manifest, line 3, column 10: expected `:`";
        check(FileKind::Manifest, r#""id": "river""#, r#""id"   "river""#, want);
        let want = "claims file, line 1, column 0: EOF while parsing a value";
        check(FileKind::Claims, CLAIMS, "", want);
    }

    #[test]
    fn a_text_cut_short_is_an_error() {
        let error = Atlas::parse(&MANIFEST[..40], REGIONS, CLAIMS).expect_err("cut short");
        assert_eq!(error.file, FileKind::Manifest);
        assert!(matches!(error.place, Place::Line { line: 2, .. }), "{error}");
    }

    #[test]
    fn an_unknown_key_is_none() {
        let newer = MANIFEST.replacen('{', r#"{"from-the-future": 1,"#, 1);
        assert!(Atlas::parse(&newer, REGIONS, CLAIMS).is_ok());
    }

    #[test]
    fn nor_is_a_byte_order_mark() {
        let marked = format!("\u{feff}{MANIFEST}");
        assert!(Atlas::parse(&marked, REGIONS, CLAIMS).is_ok());
    }
}
