//! Every rule, broken once in an atlas that is good but for that.

use serde_json::json;

use super::report::is_kebab_case;
use super::*;
use crate::excerpt::Selector;
use crate::fixture;
use crate::region::DrawnBy;
use crate::{Chronicle, Localized, Paragraph};

struct Case {
    atlas: Atlas,
    features: Vec<FeatureFacts>,
    article: Option<String>,
    headings: Option<Vec<String>>,
    chronicle: Option<Chronicle>,
}

impl Case {
    fn good() -> Self {
        let atlas = fixture::atlas();
        let texts = [fixture::LAND, fixture::STORY];
        let layers = atlas.manifest.layers.iter().zip(texts);
        let features = layers.map(|(layer, text)| feature_facts(layer, text).expect("good"));
        Self {
            features: features.flatten().collect(),
            article: Some(fixture::ARTICLE.to_owned()),
            headings: Some(heading_ids(fixture::SOURCES)),
            chronicle: Some(Chronicle::parse(fixture::CHRONICLE).expect("good")),
            atlas,
        }
    }

    fn findings(&self) -> Vec<String> {
        let article = self.article.as_deref().map(|text| Article { text, sha256_hex: fixture::SHA256 });
        let evidence = Evidence {
            features: &self.features,
            unread: &[],
            article,
            source_headings: self.headings.as_deref(),
            chronicle: self.chronicle.as_ref(),
        };
        let findings = super::check(&self.atlas, &evidence);
        findings.iter().map(ToString::to_string).collect()
    }

    fn feature(&mut self, id: &str) -> &mut FeatureFacts {
        let mut features = self.features.iter_mut();
        features.find(|f| f.id == id).expect("in the fixture")
    }

    fn region(&mut self, id: &str) -> &mut crate::Region {
        let mut regions = self.atlas.regions.regions.iter_mut();
        regions.find(|r| r.id == id).expect("in the fixture")
    }

    fn claim(&mut self, id: &str) -> &mut crate::Claim {
        let mut claims = self.atlas.claims.claims.iter_mut();
        claims.find(|c| c.id == id).expect("in the fixture")
    }

    fn quote(&mut self, claim: &str, exact: &str) {
        self.claim(claim).selectors =
            vec![Selector::Quote { exact: exact.to_owned(), prefix: None, suffix: None }];
    }
}

fn text(pairs: &[(&str, &str)]) -> Localized {
    pairs.iter().copied().collect()
}

/// Breaks the good atlas and expects exactly these findings.
#[track_caller]
fn check(break_it: impl FnOnce(&mut Case), want: &[&str]) {
    let mut case = Case::good();
    break_it(&mut case);
    assert_eq!(case.findings(), want);
}

#[test]
fn a_good_atlas_has_no_finding() {
    check(|_| (), &[]);
}

#[test]
fn nor_without_article_and_sources() {
    check(
        |c| {
            c.article = None;
            c.headings = None;
        },
        &[],
    );
}

#[test]
fn an_empty_atlas_does_not_panic() {
    let mut case = Case::good();
    case.features.clear();
    case.atlas.manifest.layers.clear();
    case.atlas.manifest.parties.clear();
    case.atlas.manifest.languages.clear();
    case.atlas.regions.regions.clear();
    case.atlas.claims.claims.clear();
    case.article = Some(String::new());
    assert!(!case.findings().is_empty());
}

mod ids {
    use super::*;

    #[test]
    fn are_kebab_case() {
        for (id, want) in [
            ("a", true),
            ("sev-lich", true),
            ("gn616052", true),
            ("Sev-lich", false),
            ("sev_lich", false),
            ("sev--lich", false),
            ("-sev", false),
            ("sev-", false),
            ("île", false),
            ("", false),
        ] {
            assert_eq!(is_kebab_case(id), want, "{id:?}");
        }
    }

    #[test]
    fn are_kebab_case_or_an_error() {
        let want = "error: atlas.json /River: id \"River\", \
                    expected lower-case letters and digits, joined by single hyphens";
        check(|c| c.atlas.manifest.id = "River".into(), &[want]);
    }

    #[test]
    fn of_regions_are_unique() {
        let want = "error: regions.json /regions/bridge: id \"bridge\" again, \
                    expected every id once";
        check(
            |c| {
                let bridge = c.region("bridge").clone();
                c.atlas.regions.regions.push(bridge);
            },
            &[want],
        );
    }

    #[test]
    fn of_claims_are_unique() {
        let want = "error: claims.json /claims/two-islands: id \"two-islands\" again, \
                    expected every id once";
        check(
            |c| {
                c.claim("a-bridge").id = "two-islands".into();
            },
            &[want],
        );
    }

    #[test]
    fn of_layers_parties_speakers_and_themes_are_unique() {
        let layer = "error: atlas.json /layers/land: id \"land\" again, expected every id once";
        let file = "error: atlas.json /layers/land/file: \"base/land.geojson\" again, \
                    expected one layer a file";
        let party = "error: atlas.json /parties/north: id \"north\" again, expected every id once";
        let theme = "error: regions.json /themes/banks: id \"banks\" again, expected every id once";
        let speaker = "error: claims.json /speakers/north: id \"north\" again, \
                       expected every id once";
        check(
            |c| {
                let manifest = &mut c.atlas.manifest;
                manifest.layers.push(manifest.layers[0].clone());
                manifest.parties.push(manifest.parties[0].clone());
                let (themes, speakers) = (&mut c.atlas.regions.themes, &mut c.atlas.claims.speakers);
                themes.push(crate::Theme { regions: vec![], ..themes[0].clone() });
                speakers.push(speakers[0].clone());
            },
            &[layer, file, party, theme, speaker],
        );
    }

    #[test]
    fn of_features_are_unique_in_their_layer() {
        let want = "error: base/land.geojson /land/southland: id \"southland\" again, \
                    expected it once a layer";
        check(
            |c| {
                let southland = c.feature("southland").clone();
                c.features.push(southland);
            },
            &[want],
        );
    }

    #[test]
    fn of_features_may_be_the_same_in_two_layers() {
        check(|c| c.feature("southland").id = "island".into(), &[]);
    }

    #[test]
    fn of_features_should_be_kebab_case() {
        let want = "warning: base/land.geojson /land/SL: id \"SL\", \
                    expected lower-case letters and digits, joined by single hyphens";
        check(|c| c.feature("southland").id = "SL".into(), &[want]);
    }

    #[test]
    fn of_features_are_not_missing() {
        let want = "error: base/land.geojson /land/(feature 1 of the atlas): no id, \
                    expected a text in `id` beside `properties`";
        check(|c| c.feature("southland").id.clear(), &[want]);
    }
}

mod texts {
    use super::*;

    #[test]
    fn stand_in_every_language() {
        let want = "error: atlas.json /title: no text in \"en\", expected fr, en";
        check(|c| c.atlas.manifest.title = text(&[("fr", "Titre")]), &[want]);
    }

    #[test]
    fn may_stand_in_more() {
        let more = text(&[("fr", "a"), ("en", "b"), ("hy", "c")]);
        check(|c| c.atlas.manifest.title = more, &[]);
    }

    #[test]
    fn are_not_blank() {
        let want = "error: claims.json /claims/a-bridge/summary/en: blank, expected a text";
        check(|c| c.claim("a-bridge").summary = text(&[("fr", "Pont"), ("en", " ")]), &[want]);
    }

    #[test]
    fn are_looked_for_everywhere() {
        let none = || text(&[("fr", "x")]);
        let mut case = Case::good();
        let manifest = &mut case.atlas.manifest;
        manifest.subtitle = Some(none());
        manifest.introduction = none();
        manifest.disclaimer = none();
        manifest.layers[0].name = none();
        manifest.parties[0].name = none();
        manifest.parties[0].adjective = Some(none());
        if let Some(relief) = &mut manifest.relief {
            relief.name = none();
        }
        let islands = case.region("islands");
        islands.kind = none();
        islands.label = none();
        islands.precision = Some(none());
        islands.notes[0].text = none();
        case.atlas.regions.themes[0].name = none();
        case.atlas.claims.speakers[0].name = none();
        case.atlas.claims.speakers[0].role = none();
        case.atlas.claims.kinds.insert("demand".into(), none());
        case.claim("no-treaty").summary = none();
        let got = case.findings();
        let missing = |f: &String| f.ends_with("no text in \"en\", expected fr, en");
        assert!(got.iter().all(missing), "{got:#?}");
        assert_eq!(got.len(), 16);
    }
}

mod manifest {
    use super::*;

    #[test]
    fn needs_a_language() {
        let want = "error: atlas.json /languages: none, expected at least one";
        check(|c| c.atlas.manifest.languages.clear(), &[want]);
    }

    #[test]
    fn names_a_language_once() {
        let want = "error: atlas.json /languages: \"fr\" again, expected it once";
        check(|c| c.atlas.manifest.languages.push("fr".into()), &[want]);
    }

    #[test]
    fn has_a_locator_with_a_file_of_its_own_and_a_text_in_every_language() {
        let check = |file: &str, text: &[(&str, &str)], wants: &[&str]| {
            let text = text.iter().copied().collect();
            let locator = Some(crate::manifest::Locator { file: file.to_owned(), text });
            check(|c| c.atlas.manifest.locator = locator, wants);
        };
        let both = [("fr", "Au bord de la rivière"), ("en", "By the river")];
        check("locator.geojson", &both, &[]);
        check(" ", &both, &["error: atlas.json /locator/file: blank, expected a text"]);
        let layers = "error: atlas.json /locator/file: \"story.geojson\", a layer's, expected one of its own";
        check("story.geojson", &both, &[layers]);
        let english = "error: atlas.json /locator/text: no text in \"en\", expected fr, en";
        check("locator.geojson", &both[..1], &[english]);
    }

    #[test]
    fn has_all_its_files_in_its_folder() {
        let out = |at: &str, path: &str, why: &str| format!("error: atlas.json {at}: {path:?} {why}");
        let part = "has the part \"..\", expected names";
        check(
            |c| c.atlas.manifest.layers[0].file = "../land.geojson".into(),
            &[&out("/layers/land/file", "../land.geojson", part)],
        );
        let slash = "begins with a slash, expected a path from the atlas's own folder";
        check(
            |c| c.atlas.manifest.chronicle = Some("/chronicle.json".into()),
            &[&out("/chronicle", "/chronicle.json", slash)],
        );
    }

    #[test]
    fn has_a_view_within_the_extent() {
        let want = "error: atlas.json /view: [1.0, 1.0, 5.0, 2.0], \
                    expected it within the extent [0.0, 0.0, 4.0, 3.0]";
        check(|c| c.atlas.manifest.view[2] = 5., &[want]);
    }

    #[test]
    fn has_west_before_east() {
        let want = "error: atlas.json /view: [3.0, 1.0, 1.0, 2.0] (W, S, E, N), \
                    expected west less than east, or more where it lies across the antimeridian";
        check(|c| c.atlas.manifest.view = [3., 1., 1., 2.], &[want]);
        let want = "error: atlas.json /view: [1.0, 1.0, 1.0, 2.0] (W, S, E, N), \
                    expected west less than east";
        check(|c| c.atlas.manifest.view = [1., 1., 1., 2.], &[want]);
    }

    /// An atlas of Fiji, whose map has 180° in its middle.
    fn across(view: [f64; 4], label_at: [f64; 2]) -> impl Fn(&mut Case) {
        move |c| {
            c.atlas.manifest.extent = [174., -22., -175., -13.];
            c.atlas.manifest.view = view;
            c.region("islands").label_at = Some(label_at);
            // Its features lie where they lie.
            c.features.iter_mut().for_each(|feature| feature.positions = vec![[178., -17.]]);
        }
    }

    #[test]
    fn may_lie_across_the_antimeridian() {
        for view in [[176., -20., -177., -15.], [175., -20., 179., -15.], [-179., -20., -176., -15.]] {
            check(across(view, [178., -17.]), &[]);
            check(across(view, [-178., -17.]), &[]);
        }
        let want = "error: atlas.json /view: [176.0, -20.0, -170.0, -15.0], \
                    expected it within the extent [174.0, -22.0, -175.0, -13.0]";
        check(across([176., -20., -170., -15.], [180., -17.]), &[want]);
        let want = "error: regions.json /regions/islands/label_at: [0, -17], \
                    expected longitude, latitude within [174.0, -22.0, -175.0, -13.0]";
        check(across([176., -20., -177., -15.], [0., -17.]), &[want]);
    }

    #[test]
    fn has_south_before_north() {
        let want = "error: atlas.json /extent: [0.0, 3.0, 4.0, 0.0] (W, S, E, N), \
                    expected south less than north";
        let extent = |c: &mut Case| {
            c.atlas.manifest.extent = [0., 3., 4., 0.];
            c.region("islands").label_at = None;
        };
        check(extent, &[want]);
    }

    #[test]
    fn has_its_boxes_in_degrees() {
        let want = "error: atlas.json /relief/bounds: [0.0, 0.0, 400.0, 3.0] (W, S, E, N), \
                    expected degrees: longitude first, within ±180, then latitude, within ±90";
        let widen = |c: &mut Case| {
            if let Some(relief) = &mut c.atlas.manifest.relief {
                relief.bounds[2] = 400.;
            }
        };
        check(widen, &[want]);
    }

    #[test]
    fn has_its_relief_above_a_layer_of_the_basemap() {
        let want = "error: atlas.json /relief/above: layer \"story\", expected \"land\"";
        check(
            |c| {
                if let Some(relief) = &mut c.atlas.manifest.relief {
                    relief.above = Some("story".into());
                }
            },
            &[want],
        );
    }

    #[test]
    fn has_styles_of_the_base_map_in_its_legend() {
        check(|c| c.atlas.manifest.layers[0].legend = vec!["country".into(), "lake".into()], &[]);
        let want = "error: atlas.json /layers/land/legend: style \"contry\", expected one of country, \
                    neighbour, district, sea, lake, river, state-border, place; did you mean \"country\"?";
        check(|c| c.atlas.manifest.layers[0].legend = vec!["contry".into()], &[want]);
        let want = "warning: atlas.json /layers/story/legend: of no use in a layer of role \"story\", \
                    whose features show how it looks";
        check(|c| c.atlas.manifest.layers[1].legend = vec!["lake".into()], &[want]);
    }

    fn with_sides(sides: usize) -> impl Fn(&mut Case) {
        move |case| {
            let parties = &mut case.atlas.manifest.parties;
            let model = parties[0].clone();
            for number in 2..sides {
                parties.push(crate::manifest::Party { id: format!("side-{number}"), ..model.clone() });
            }
        }
    }

    #[test]
    fn has_six_parties_at_most_and_any_number_of_voices() {
        check(with_sides(6), &[]);
        let want = "error: atlas.json /parties: 7 parties, expected at most 6 that are no `voice`: \
                    no more are told apart by colour and hatching";
        check(with_sides(7), &[want]);
    }

    #[test]
    fn has_one_layer_a_file() {
        let want = "error: atlas.json /layers/story/file: \"base/land.geojson\" again, \
                    expected one layer a file";
        check(|c| c.atlas.manifest.layers[1].file = "base/land.geojson".into(), &[want]);
    }

    #[test]
    fn credits_someone() {
        let want = "warning: atlas.json /credits: none, expected whose data the map is made of";
        check(|c| c.atlas.manifest.credits.clear(), &[want]);
        let want = "error: atlas.json /credits/0/text: blank, expected a text";
        check(|c| c.atlas.manifest.credits[0].text.clear(), &[want]);
    }

    #[test]
    fn links_to_the_web() {
        for url in ["javascript:alert(1)", "geodata/LICENSE.md", "//example.org", "https://", "http://a b"] {
            let want = format!(
                "error: atlas.json /credits/0/url: {url:?}, expected an address that begins with https:// or http://"
            );
            check(|c| c.atlas.manifest.credits[0].url = Some(url.to_owned()), &[&want]);
        }
        check(|c| c.atlas.manifest.credits[0].url = Some("http://example.org/a#b".to_owned()), &[]);
        let want = "error: claims.json /source/url: \"libe\", \
                    expected an address that begins with https:// or http://";
        check(|c| c.atlas.claims.source.url = Some("libe".to_owned()), &[want]);
    }
}

mod regions {
    use super::*;

    #[test]
    fn have_a_parent_that_exists() {
        let want = "error: regions.json /regions/bridge/parent: region \"river\", \
                    expected one of heron-island, islands, reed-island, bridge, northland";
        check(
            |c| {
                c.region("bridge").parent = Some("river".into());
                c.atlas.regions.themes[1].regions.pop();
            },
            &[want],
        );
    }

    #[test]
    fn have_parents_on_one_level() {
        let want = "error: regions.json /regions/bridge/parent: \"reed-island\", \
                    whose parent is \"islands\", expected one level";
        check(
            |c| {
                c.region("bridge").parent = Some("reed-island".into());
                c.atlas.regions.themes[1].regions.pop();
            },
            &[want],
        );
    }

    #[test]
    fn are_not_their_own_parent() {
        let want = "error: regions.json /regions/bridge/parent: the region itself, \
                    expected another one";
        check(
            |c| {
                c.region("bridge").parent = Some("bridge".into());
                c.atlas.regions.themes[1].regions.pop();
            },
            &[want],
        );
    }

    #[test]
    fn do_not_go_round_in_a_circle() {
        let wants = [
            "error: regions.json /regions/bridge/parent: \"northland\", \
             whose parent is this region: a circle, expected one level",
            "error: regions.json /regions/northland/parent: \"bridge\", \
             whose parent is this region: a circle, expected one level",
        ];
        check(
            |c| {
                c.region("bridge").parent = Some("northland".into());
                c.region("northland").parent = Some("bridge".into());
                c.atlas.regions.themes[0].regions.clear();
                c.atlas.regions.themes[1].regions.pop();
            },
            &wants,
        );
    }

    #[test]
    fn stand_in_a_theme() {
        let want = "error: regions.json /regions/northland: in no theme, expected in exactly one";
        check(|c| c.atlas.regions.themes[0].regions.clear(), &[want]);
    }

    #[test]
    fn stand_in_one_theme() {
        let want = "error: regions.json /themes/river/regions: region \"northland\" again, \
                    expected it in one theme";
        check(|c| c.atlas.regions.themes[1].regions.push("northland".into()), &[want]);
    }

    #[test]
    fn stand_in_a_theme_through_their_parent() {
        let want = "error: regions.json /themes/river/regions: region \"reed-island\", \
                    expected its parent \"islands\" alone";
        check(|c| c.atlas.regions.themes[1].regions.push("reed-island".into()), &[want]);
    }

    #[test]
    fn in_a_theme_exist() {
        let want = "error: regions.json /themes/banks/regions: region \"atlantis\", \
                    expected one of heron-island, islands, reed-island, bridge, northland";
        check(|c| c.atlas.regions.themes[0].regions.push("atlantis".into()), &[want]);
    }

    #[test]
    fn have_a_claim_or_a_parent_that_has_one() {
        let want = "error: regions.json /regions/bridge: no claim about it, \
                    expected one about it or its parent";
        check(|c| c.claim("a-bridge").regions = vec!["northland".into()], &[want]);
    }

    #[test]
    fn are_drawn() {
        let want = "error: regions.json /regions/northland/drawn_by: nothing, \
                    expected a feature, children or `label_at`";
        check(|c| c.region("northland").drawn_by.clear(), &[want]);
    }

    #[test]
    fn may_be_a_label_or_children_alone() {
        check(|c| c.region("islands").label_at = None, &[]);
        check(
            |c| {
                let northland = c.region("northland");
                northland.drawn_by.clear();
                northland.label_at = Some([1., 2.]);
            },
            &[],
        );
    }

    #[test]
    fn are_drawn_by_a_layer_that_exists() {
        let want = "error: regions.json /regions/northland/drawn_by/0: layer \"sea\", \
                    expected one of land, story";
        check(|c| c.region("northland").drawn_by[0].layer = "sea".into(), &[want]);
    }

    #[test]
    fn are_drawn_by_a_feature_that_exists_in_that_layer() {
        let want = "error: regions.json /regions/northland/drawn_by/0: feature \"island\", \
                    expected one of northland, southland";
        check(|c| c.region("northland").drawn_by[0].feature = "island".into(), &[want]);
    }

    #[test]
    fn have_their_label_on_the_map() {
        let want = "error: regions.json /regions/islands/label_at: [40.5, 1], \
                    expected longitude, latitude within [0.0, 0.0, 4.0, 3.0]";
        check(|c| c.region("islands").label_at = Some([40.5, 1.]), &[want]);
    }
}

mod names {
    use super::*;

    #[test]
    fn are_there() {
        let want = "error: regions.json /regions/bridge/names: none, expected at least one";
        check(|c| c.region("bridge").names.clear(), &[want]);
    }

    #[test]
    fn are_the_articles_form_once_at_most() {
        let want = "error: regions.json /regions/heron-island/names: 2 names marked `article`, \
                    expected one at most, others as `variant`";
        check(|c| c.region("heron-island").names[1].article = true, &[want]);
        check(|c| c.region("heron-island").names[0].article = false, &[]);
    }

    #[test]
    fn may_be_a_second_form_of_the_article_as_a_variant() {
        check(
            |c| {
                let second = &mut c.region("heron-island").names[1];
                (second.article, second.variant) = (true, true);
            },
            &[],
        );
    }

    #[test]
    fn are_in_a_language_that_is_known() {
        let want = "error: regions.json /regions/bridge/names/0/lang: language \"french\", \
                    expected a language code (ISO 639-1) such as \"fr\" or \"hy\"";
        check(|c| c.region("bridge").names[0].lang = "french".into(), &[want]);
    }

    #[test]
    fn may_say_the_script() {
        check(|c| c.region("bridge").names[0].lang = "az-Cyrl".into(), &[]);
    }

    #[test]
    fn are_not_blank() {
        let want = "error: regions.json /regions/bridge/names/0/toponym: blank, expected a text";
        check(|c| c.region("bridge").names[0].toponym.clear(), &[want]);
    }

    #[test]
    fn belong_to_a_party_that_exists() {
        let want = "error: regions.json /regions/heron-island/names/1/party: party \"west\", \
                    expected one of north, south, paper";
        check(|c| c.region("heron-island").names[1].party = Some("west".into()), &[want]);
    }
}

mod references {
    use super::*;

    #[test]
    fn exist() {
        let want = "error: regions.json /regions/bridge/names/0/sources: reference \"memory\", \
                    expected an id of `references`";
        check(|c| c.region("bridge").names[0].sources.push("memory".into()), &[want]);
    }

    #[test]
    fn stand_behind_every_note() {
        let want = "error: regions.json /regions/islands/notes/0/sources: none, \
                    expected what the note rests on";
        check(|c| c.region("islands").notes[0].sources.clear(), &[want]);
    }

    #[test]
    fn are_used() {
        let want = "warning: regions.json /references/map: never used, \
                    expected in a name or a note";
        check(
            |c| {
                let references = &mut c.atlas.regions.references;
                references.insert("map".into(), references["gazetteer"].clone());
            },
            &[want],
        );
    }
}

mod claims {
    use super::*;

    #[test]
    fn have_a_speaker_that_exists() {
        let want = "error: claims.json /claims/a-bridge/speaker: speaker \"mayor\", \
                    expected one of north, minister, article";
        let silent = "warning: claims.json /speakers/minister: says nothing, \
                      expected to be the speaker of a claim";
        check(|c| c.claim("a-bridge").speaker = "mayor".into(), &[silent, want]);
    }

    #[test]
    fn have_kinds_of_which_each_is_used() {
        let unused = "warning: claims.json /kinds/account: never used, expected as the kind of a claim";
        check(|c| c.claim("no-treaty").kind = "demand".into(), &[unused]);
    }

    #[test]
    fn have_a_speaker_whose_party_exists() {
        let want = "error: claims.json /speakers/minister/party: party \"west\", \
                    expected one of north, south, paper";
        check(|c| c.atlas.claims.speakers[1].party = "west".into(), &[want]);
    }

    #[test]
    fn have_a_kind_that_exists() {
        let want = "error: claims.json /claims/a-bridge/kind: kind \"wish\", \
                    expected one of account, demand";
        check(|c| c.claim("a-bridge").kind = "wish".into(), &[want]);
    }

    #[test]
    fn are_about_regions_that_exist() {
        let want = "error: claims.json /claims/a-bridge/regions: region \"atlantis\", \
                    expected one of heron-island, islands, reed-island, bridge, northland";
        check(|c| c.claim("a-bridge").regions.push("atlantis".into()), &[want]);
    }

    #[test]
    fn are_about_a_region_at_least() {
        let want = "error: claims.json /claims/no-treaty/regions: none, expected at least one";
        check(|c| c.claim("no-treaty").regions.clear(), &[want]);
    }

    #[test]
    fn name_a_region_once() {
        let want = "error: claims.json /claims/a-bridge/regions: region \"bridge\" again, \
                    expected it once";
        check(|c| c.claim("a-bridge").regions.push("bridge".into()), &[want]);
    }

    #[test]
    fn stand_in_a_growing_order() {
        let want = "error: claims.json /claims/a-bridge/order: 1 after 1, \
                    expected orders from 1 that grow from claim to claim";
        check(|c| c.claim("a-bridge").order = 1, &[want]);
        let want = "error: claims.json /claims/two-islands/order: 0 after 0, \
                    expected orders from 1 that grow from claim to claim";
        check(|c| c.claim("two-islands").order = 0, &[want]);
    }

    #[test]
    fn end_after_they_start() {
        let want = "error: claims.json /claims/two-islands/when: ends before it starts, \
                    expected start, then end";
        check(|c| c.claim("two-islands").when.end = "1993".parse().ok(), &[want]);
    }
}

mod claims_dates {
    use super::*;

    /// The claim is about the islands, which are drawn from 12 May 1994 on.
    fn until(end: &'static str) -> impl Fn(&mut Case) {
        move |case| {
            case.claim("two-islands").when = crate::Interval {
                start: Some("1990".parse().expect("a date")),
                end: Some(end.parse().expect("a date")),
            };
            case.claim("two-islands").regions = vec!["islands".to_owned()];
        }
    }

    #[test]
    fn are_ones_at_which_the_map_shows_what_is_claimed() {
        check(until("1994"), &[]);
        let want = "hint: claims.json /claims/two-islands/when: \"islands\" is not drawn then, \
                    expected a feature of it that holds on a day of the claim's";
        check(until("1994-05-11"), &[want]);
    }

    #[test]
    fn say_nothing_of_what_is_always_there() {
        check(
            |case| {
                until("1994-05-11")(case);
                case.feature("island").when = None;
            },
            &[],
        );
    }
}

mod excerpts {
    use super::*;

    /// Long enough that fifteen words are a small part of it.
    fn lengthen(case: &mut Case) {
        let tail = " Et ainsi de suite.".repeat(40);
        case.article.get_or_insert_default().push_str(&tail);
    }

    #[test]
    fn are_at_most_fifteen_words() {
        let want = "error: claims.json /claims/two-islands/selectors: excerpt of 16 words, \
                    expected at most 15";
        let long = "Nord revendique deux îles de la rivière, tenues par le Sud depuis trente ans. \
                    « Nous voulons";
        check(
            |c| {
                lengthen(c);
                c.quote("two-islands", long);
            },
            &[want],
        );
        check(
            |c| {
                lengthen(c);
                c.quote("two-islands", long.strip_suffix(" voulons").expect("a word"));
            },
            &[],
        );
    }

    #[test]
    fn have_words() {
        let want = "error: claims.json /claims/a-bridge/selectors: no words, \
                    expected a TextQuoteSelector with a text in `exact`";
        check(|c| c.quote("a-bridge", " "), &[want]);
        check(
            |c| {
                c.claim("a-bridge").selectors.remove(0);
            },
            &[want],
        );
    }

    #[test]
    fn are_one_quotation() {
        let want = "error: claims.json /claims/a-bridge/selectors: several TextQuoteSelectors, \
                    expected one";
        check(
            |c| {
                let claim = c.claim("a-bridge");
                claim.selectors.push(claim.selectors[0].clone());
            },
            &[want],
        );
    }

    #[test]
    fn begin_and_end_with_a_word() {
        let want = "error: claims.json /claims/a-bridge/selectors: space around `exact`, \
                    expected none";
        check(|c| c.quote("a-bridge", "un pont "), &[want]);
    }

    #[test]
    fn are_in_the_article() {
        let want = "error: claims.json /claims/a-bridge/selectors: \"un tunnel\" not found, \
                    expected it exactly once in the article";
        check(|c| c.quote("a-bridge", "un tunnel"), &[want]);
    }

    #[test]
    fn are_in_the_article_once() {
        let want = "error: claims.json /claims/a-bridge/selectors: \"deux\" found 2 times, \
                    expected it exactly once in the article; \
                    a prefix such as \"revendique \" or \"Les \"";
        check(|c| c.quote("a-bridge", "deux"), &[want]);
    }

    #[test]
    fn stand_in_the_paragraph_that_is_told() {
        let numbered = |number| {
            move |c: &mut Case| {
                let body = "Ils veulent deux îles, et d’autres choses encore.\n\n\
                            Il a dit vouloir un pont, et rien de plus ce jour-là.\n\n\
                            Il n’y a aucun traité entre eux depuis trente ans.";
                c.article = Some(format!("Titre\n\n{body}"));
                for (claim, exact, at) in [
                    ("two-islands", "deux îles", 1),
                    ("a-bridge", "un pont", 2),
                    ("no-treaty", "aucun traité", number),
                ] {
                    c.quote(claim, exact);
                    c.claim(claim).paragraph = Paragraph::Number(at);
                }
            }
        };
        check(numbered(3), &[]);
        let want = "warning: claims.json /claims/no-treaty/paragraph: 2, expected 3, \
                    where its excerpt stands, counted as most claims count";
        check(numbered(2), &[want]);
    }

    #[test]
    fn are_where_their_position_says() {
        let want = "error: claims.json /claims/a-bridge/selectors: position is 0..7, \
                    expected 96..103, where \"un pont\" stands (code points)";
        check(|c| c.claim("a-bridge").selectors[1] = Selector::Position { start: 0, end: 7 }, &[want]);
    }

    #[test]
    fn are_as_long_as_their_position_even_without_the_article() {
        let want = "error: claims.json /claims/a-bridge/selectors: position 9..7, \
                    expected 7 code points, the length of `exact`";
        check(
            |c| {
                c.article = None;
                c.claim("a-bridge").selectors[1] = Selector::Position { start: 9, end: 7 };
            },
            &[want],
        );
    }

    #[test]
    fn are_together_under_a_quarter_of_the_article() {
        let want = "error: claims.json /claims: excerpts are 28.0 % of the article, \
                    expected under 25 %";
        check(|c| c.quote("a-bridge", "date n’est fixée pour la suite"), &[want]);
    }

    #[test]
    fn rest_on_the_very_text_of_the_digest() {
        let other = "f".repeat(64);
        let want = format!(
            "error: claims.json /source/sha256: {other:?}, expected {:?}, the article's",
            fixture::SHA256
        );
        check(|c| c.atlas.claims.source.sha256 = Some(other.clone()), &[&want]);
    }

    #[test]
    fn rest_on_a_digest() {
        let want = "error: claims.json /source/sha256: \"\", expected 64 hexadecimal digits";
        check(|c| c.atlas.claims.source.sha256 = None, &[want]);
    }
}

mod features {
    use super::*;

    #[test]
    fn belong_to_a_layer() {
        let want = "error: base/land.geojson /sea/southland: layer \"sea\", \
                    expected one of land, story";
        check(|c| c.feature("southland").layer = "sea".into(), &[want]);
    }

    #[test]
    fn fill_every_layer() {
        let wants = [
            "error: regions.json /regions/northland/drawn_by/0: feature \"northland\", \
             expected one that is listed, but none is",
            "warning: base/land.geojson /land: no feature, expected at least one",
        ];
        check(|c| c.features.retain(|f| f.layer != "land"), &wants);
    }

    #[test]
    fn of_the_story_belong_to_a_region() {
        let want = "error: story.geojson /story/bridge/region: none, expected a region's id";
        check(|c| c.feature("bridge").region = None, &[want]);
    }

    #[test]
    fn belong_to_a_region_that_exists() {
        let want = "error: story.geojson /story/bridge/region: region \"tunnel\", \
                    expected one of heron-island, islands, reed-island, bridge, northland";
        check(|c| c.feature("bridge").region = Some("tunnel".into()), &[want]);
        let want = "error: base/land.geojson /land/southland/region: region \"southland\", \
                    expected one of heron-island, islands, reed-island, bridge, northland; \
                    did you mean \"northland\"?";
        check(|c| c.feature("southland").region = Some("southland".into()), &[want]);
    }

    #[test]
    fn of_the_story_draw_a_region() {
        let want = "error: story.geojson /story/bridge/region: in no region's `drawn_by`, \
                    expected in at least one";
        check(
            |c| {
                c.region("bridge").drawn_by =
                    vec![DrawnBy { layer: "land".into(), feature: "southland".into() }];
            },
            &[want],
        );
    }

    #[test]
    fn may_draw_another_region_than_their_own() {
        check(|c| c.feature("bridge").region = Some("northland".into()), &[]);
    }

    #[test]
    fn are_held_and_claimed_by_parties_that_exist() {
        let want = "error: story.geojson /story/island/held_by: party \"west\", \
                    expected one of north, south";
        check(|c| c.feature("island").held_by = Some("west".into()), &[want]);
        let want = "error: story.geojson /story/island/claimed_by: party \"west\", \
                    expected one of north, south";
        check(|c| c.feature("island").claimed_by = Some("west".into()), &[want]);
    }

    #[test]
    fn are_not_held_by_a_voice() {
        let want = "error: story.geojson /story/island/held_by: party \"paper\", \
                    expected one of north, south";
        check(|c| c.feature("island").held_by = Some("paper".into()), &[want]);
    }

    #[test]
    fn that_are_hatched_say_whose() {
        let want = "error: story.geojson /story/island/claimed_by: none, \
                    expected the party that claims it, or `held_by`, for style \"hatched\"";
        let nobodys = |c: &mut Case| {
            c.feature("island").claimed_by = None;
            c.feature("island").held_by = None;
        };
        check(nobodys, &[want]);
        // Nobody else claims it, or nobody holds it.
        check(|c| c.feature("island").claimed_by = None, &[]);
        check(|c| c.feature("island").held_by = None, &[]);
    }

    #[test]
    fn that_are_bands_say_whose() {
        let want = "error: story.geojson /story/bridge/claimed_by: none, \
                    expected the party that claims it, or `held_by`, for style \"dashed-band\"";
        check(|c| c.feature("bridge").claimed_by = None, &[want]);
        let held = |c: &mut Case| {
            c.feature("bridge").claimed_by = None;
            c.feature("bridge").held_by = Some("north".into());
        };
        check(held, &[]);
    }

    #[test]
    fn lie_where_the_map_is() {
        let outside =
            |id: &'static str, lon: f64| move |c: &mut Case| c.feature(id).positions.push([lon, 1.]);
        let want = "error: story.geojson /story/bridge: [9, 1] is outside the extent [0, 0, 4, 3], \
                    expected longitude, latitude within it";
        check(outside("bridge", 9.), &[want]);
        // The base map goes on beyond the map's edge.
        check(outside("northland", 9.), &[]);
        let all = |c: &mut Case| c.feature("northland").positions = vec![[9., 1.], [9., 2.], [8., 2.]];
        let want = "warning: base/land.geojson /land/northland: [9, 1] is outside the extent [0, 0, 4, 3], \
                    as are all its positions, expected longitude, latitude within it";
        check(all, &[want]);
    }

    #[test]
    fn have_longitude_before_latitude() {
        let swapped = |c: &mut Case| c.feature("northland").positions = vec![[2., 3.5], [2., 1.], [1., 4.]];
        let want = "error: base/land.geojson /land/northland: [2, 3.5] is outside the extent [0, 0, 4, 3], \
                    as is 1 more of its positions, expected longitude, latitude within it; \
                    latitude and longitude swapped?";
        check(swapped, &[want]);
    }

    #[test]
    fn have_a_name_for_each_language() {
        let named = |name| move |c: &mut Case| c.feature("northland").name = Some(name);
        check(named(json!({"fr": "Nord"})), &[]);
        let want = "warning: base/land.geojson /land/northland/name: a text of no language, \
                    expected a text for each, such as {\"fr\": …}";
        check(named(json!("Nord")), &[want]);
        let want = "warning: base/land.geojson /land/northland/name: 7, expected a text for each language";
        check(named(json!(7)), &[want]);
    }

    #[test]
    fn have_a_style() {
        let want = "error: story.geojson /story/bridge/style: none, expected one of outline, \
                    dotted-outline, dashed-band, dashed-band-light, contact-line, road";
        check(|c| c.feature("bridge").style = None, &[want]);
        let want = "error: base/land.geojson /land/southland/style: none, expected one of country, \
                    neighbour, district, sea, lake, state-border";
        check(|c| c.feature("southland").style = None, &[want]);
    }

    #[test]
    fn have_a_style_that_there_is() {
        let want = "error: story.geojson /story/island/style: style \"hatch\", expected one of outline, \
                    dotted-outline, hatched, country, neighbour; did you mean \"hatched\"?";
        check(|c| c.feature("island").style = Some("hatch".into()), &[want]);
        // A name that is for another geometry is no help.
        let want = "error: story.geojson /story/bridge/style: style \"hatch\", expected one of outline, \
                    dotted-outline, dashed-band, dashed-band-light, contact-line, road";
        check(|c| c.feature("bridge").style = Some("hatch".into()), &[want]);
        let want = "error: base/land.geojson /land/southland/style: style \"land\", expected one of \
                    country, neighbour, district, sea, lake, state-border";
        check(|c| c.feature("southland").style = Some("land".into()), &[want]);
    }

    #[test]
    fn have_a_style_for_their_geometry() {
        let want = "error: story.geojson /story/island/style: style \"village\" on land, expected one of \
                    outline, dotted-outline, hatched, country, neighbour";
        check(|c| c.feature("island").style = Some("village".into()), &[want]);
        let want = "error: story.geojson /story/bridge/style: style \"town\" on a line, expected one of \
                    outline, dotted-outline, dashed-band, dashed-band-light, contact-line, road";
        check(|c| c.feature("bridge").style = Some("town".into()), &[want]);
        // What cannot be drawn is its layer's reader's to tell.
        check(|c| c.feature("bridge").geometry = None, &[]);
    }

    #[test]
    fn have_a_style_for_their_layer() {
        let want = "error: story.geojson /story/bridge/style: style \"river\", which is for a layer of \
                    role \"base\", expected one of outline, dotted-outline, dashed-band, \
                    dashed-band-light, contact-line, road";
        check(|c| c.feature("bridge").style = Some("river".into()), &[want]);
        let want = "error: base/land.geojson /land/southland/style: style \"outline\", which is for a \
                    layer of role \"story\", expected one of country, neighbour, district, sea, lake, \
                    state-border";
        check(|c| c.feature("southland").style = Some("outline".into()), &[want]);
        // A region is drawn by the page, whichever layer its land comes from.
        check(|c| c.feature("northland").style = Some("outline".into()), &[]);
    }

    #[test]
    fn may_be_many_points() {
        let layer = &fixture::atlas().manifest.layers[1];
        let text =
            r#"{"features": [{"geometry": {"type": "MultiPoint", "coordinates": []}}, {"geometry": 7}, {}]}"#;
        let facts = feature_facts(layer, text).expect("a collection");
        let got: Vec<_> = facts.iter().map(|feature| feature.geometry).collect();
        assert_eq!(got, [Some(styles::Geometry::Points), None, None]);
    }

    #[test]
    fn are_not_claimed_by_who_holds_them() {
        let want = "error: story.geojson /story/island/claimed_by: \"south\", who holds it, \
                    expected another party";
        check(|c| c.feature("island").claimed_by = Some("south".into()), &[want]);
    }

    #[test]
    fn have_a_when_that_can_be_read() {
        let want = "error: story.geojson /story/island/when: timespans: got nothing, \
                    expected a list with at least one timespan";
        check(|c| c.feature("island").when = Some(json!({"start": "1994"})), &[want]);
    }

    #[test]
    fn end_after_they_start() {
        let want = "error: story.geojson /story/island/when: ends before it starts, \
                    expected start, then end";
        let when = json!({"timespans": [{"start": {"in": "1994"}, "end": {"in": "1993"}}]});
        check(|c| c.feature("island").when = Some(when), &[want]);
    }

    #[test]
    fn have_local_names_by_language() {
        let check = |names: serde_json::Value, wants: &[&str]| {
            let wants: Vec<String> = wants
                .iter()
                .map(|want| format!("error: base/land.geojson /land/southland/local_names{want}"))
                .collect();
            let wants: Vec<&str> = wants.iter().map(String::as_str).collect();
            check(|c| c.feature("southland").local_names = Some(names), &wants);
        };
        let by_language = ": expected a name by language, such as {\"hy\": \"Երևան\"}";
        check(json!({"hy": "Հարավ", "az": "Cənub"}), &[]);
        check(json!("Cənub"), &[by_language]);
        check(json!({}), &[by_language]);
        check(json!({"az": ["Cənub"]}), &[by_language]);
        check(json!({"az": " "}), &["/az: blank, expected a text"]);
        let lang = "expected a language code (ISO 639-1) such as \"fr\" or \"hy\"";
        check(json!({"baku": "Cənub"}), &[&format!("/baku: language \"baku\", {lang}")]);
    }

    #[test]
    fn of_a_region_have_its_names() {
        let names = Some(json!({"az": "Şimal"}));
        let said = "/local_names: of a region's feature, expected them in `names` of regions.json";
        let want = format!("error: base/land.geojson /land/northland{said}");
        check(|c| c.feature("northland").local_names = names.clone(), &[&want]);
        let want = format!("error: story.geojson /story/island{said}");
        check(|c| c.feature("island").local_names = names.clone(), &[&want]);
    }

    #[test]
    fn name_a_source_that_is_told() {
        let want = "error: story.geojson /story/bridge/source: source \"rumour\", \
                    expected one of sources, survey, own-drawing";
        check(|c| c.feature("bridge").source = Some("rumour".into()), &[want]);
    }

    #[test]
    fn of_the_story_name_a_source() {
        let want = "error: story.geojson /story/bridge/source: none, \
                    expected a heading of SOURCES.md";
        check(|c| c.feature("bridge").source = None, &[want]);
    }

    #[test]
    fn of_the_basemap_should_name_a_source() {
        let want = "warning: base/land.geojson /land: 1 of 2 features without `source`, \
                    expected none";
        check(|c| c.feature("southland").source = None, &[want]);
    }

    #[test]
    fn of_a_broken_file_say_where_it_breaks() {
        let layer = &fixture::atlas().manifest.layers[0];
        let error = feature_facts(layer, r#"{"features": 5}"#).expect_err("broken");
        let want = "layer file, at /features: got 5, expected a list";
        assert_eq!(error.to_string(), want);
    }
}

mod unknown_keys {
    use super::*;
    use crate::FileKind;

    #[track_caller]
    fn check(kind: FileKind, from: &str, to: &str, want: &[&str]) {
        let text = match kind {
            FileKind::Manifest => fixture::MANIFEST,
            FileKind::Regions => fixture::REGIONS,
            FileKind::Claims => fixture::CLAIMS,
            FileKind::Chronicle => fixture::CHRONICLE,
            FileKind::Layer => fixture::LAND,
        };
        let text = text.replacen(from, to, 1);
        let findings = super::unknown_keys(kind, "FILE", &text).expect("readable");
        let got: Vec<String> = findings.iter().map(ToString::to_string).collect();
        assert_eq!(got, want);
    }

    #[test]
    fn are_not_in_a_good_atlas() {
        for kind in [FileKind::Manifest, FileKind::Regions, FileKind::Claims, FileKind::Layer] {
            check(kind, "", "", &[]);
        }
    }

    #[test]
    fn are_named_with_what_would_be_known() {
        let want = "warning: FILE /regions/heron-island/names/0/artcle: key not known, \
                    expected one of article, lang, party, sources, toponym, variant; \
                     did you mean \"article\"?";
        check(FileKind::Regions, "\"article\"", "\"artcle\"", &[want]);
    }

    #[test]
    fn may_be_in_a_selector() {
        let want = "warning: FILE /claims/two-islands/selectors/0/before: key not known, \
                    expected one of exact, prefix, suffix, type";
        let to = "\"before\": \"x\", \"exact\"";
        check(FileKind::Claims, "\"exact\"", to, &[want]);
    }
}

mod chronicle {
    use super::*;

    fn chronicle(case: &mut Case) -> &mut Chronicle {
        case.chronicle.as_mut().expect("in the fixture")
    }

    fn since(case: &mut Case) -> &mut crate::chronicle::Since {
        chronicle(case).since.as_mut().expect("in the fixture")
    }

    fn date(text: &str) -> crate::PartialDate {
        text.parse().expect("a date")
    }

    #[test]
    fn an_event_rests_on_something() {
        let want = ["error: chronicle.json /events/0/sources: none, expected what the event rests on"];
        check(|c| chronicle(c).events[0].sources.clear(), &want);
        let want = ["error: chronicle.json /events/0/sources: reference \"rumour\", \
                     expected an id of `references`"];
        check(|c| chronicle(c).events[0].sources = vec!["rumour".into()], &want);
    }

    #[test]
    fn an_event_concerns_known_regions() {
        let mut found = Vec::new();
        let mut case = Case::good();
        chronicle(&mut case).events[0].regions = vec!["atlantis".into()];
        found.extend(case.findings());
        assert!(found.len() == 1 && found[0].contains("region \"atlantis\""), "{found:?}");
    }

    #[test]
    fn before_and_after_the_article_do_not_mix() {
        let want =
            ["error: chronicle.json /events/0/when: after the article (2024-04-17), expected in `since`"];
        let when = crate::Interval { start: Some(date("2025")), end: None };
        check(|c| chronicle(c).events[0].when = when, &want);
        let want = ["error: chronicle.json /since/events/0/when: not after the article (2024-04-17), \
                     expected in `events`"];
        let when = crate::Interval { start: Some(date("2024-04-17")), end: None };
        check(|c| since(c).events[0].when = when, &want);
    }

    #[test]
    fn nobody_checks_the_future() {
        let want = ["error: chronicle.json /since/events/0/when: after 2025-01, when it was last checked"];
        check(|c| since(c).checked = date("2025-01"), &want);
    }

    #[test]
    fn the_oldest_comes_first() {
        let want = ["error: chronicle.json /events/1/when: 1980, expected the oldest event first"];
        check(
            |c| {
                let mut older = chronicle(c).events[0].clone();
                older.when = crate::Interval { start: Some(date("1980")), end: None };
                chronicle(c).events.push(older);
            },
            &want,
        );
    }

    #[test]
    fn a_period_shows_a_date_of_its_own() {
        let want = ["error: chronicle.json /periods/bridge/show: 1980, expected a date within the period"];
        check(|c| chronicle(c).periods[0].show = date("1980"), &want);
    }

    #[test]
    fn a_period_begins_where_the_one_before_has_ended() {
        let add = |start: &'static str, end: Option<&'static str>| {
            move |c: &mut Case| {
                let mut later = chronicle(c).periods[0].clone();
                chronicle(c).periods[0].when.end = end.map(date);
                later.id = "tunnel".to_owned();
                later.when.start = Some(date(start));
                chronicle(c).periods.push(later);
            }
        };
        check(add("2024", Some("2024")), &[]);
        check(add("2024-04-17", Some("2024-04-17")), &[]);
        let told = |start: &str, end: &str| {
            format!(
                "warning: chronicle.json /periods/tunnel/when: start {start}, \
                 expected it after the end of \"bridge\" ({end})"
            )
        };
        check(add("2024-04-16", Some("2024-04-17")), &[&told("2024-04-16", "2024-04-17")]);
        check(add("2024", None), &[&told("2024", "open")]);
    }

    #[test]
    fn a_reference_is_of_use() {
        let want = ["warning: chronicle.json /references/rumour: never used, expected in an event"];
        check(
            |c| {
                let references = &mut chronicle(c).references;
                references.insert("rumour".into(), references["mason"].clone());
            },
            &want,
        );
    }
}
