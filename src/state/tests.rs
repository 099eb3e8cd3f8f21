//! The rules, without a browser: an atlas of three places, and what the state
//! would like to have done.

use std::sync::Arc;

use atlas::Atlas;
use carto::{Camera, Insets, LonLat, ScreenSize, Viewport, parse::parse_layer};

use ::address::Hash;
use documents::words::Asked;
use languages::lang;
use leptos::prelude::*;

use super::*;

mod time;

const MANIFEST: &str = r#"{
  "$schema": "schema/atlas.schema.json", "id": "bay", "title": {"fr": "La baie", "en": "The bay"},
  "introduction": {"fr": "Une baie.", "en": "A bay."}, "languages": ["fr", "en"], "as_of": "2020-06-01",
  "view": [1, 1, 3, 2], "extent": [0, 0, 4, 3], "disclaimer": {"fr": "Rien.", "en": "Nothing."},
  "regions": "regions.json", "claims": "claims.json",
  "layers": [
    {"id": "places", "file": "places.geojson", "role": "story", "name": {"fr": "Lieux"}, "switch": true},
    {"id": "old", "file": "old.geojson", "role": "story", "name": {"fr": "Vieux"}, "switch": true, "on": false}
  ],
  "parties": [{"id": "north", "name": {"fr": "Nord"}}, {"id": "south", "name": {"fr": "Sud"}}],
  "credits": [{"text": "©", "licence": "CC0"}]
}"#;

const REGIONS: &str = r#"{
  "$schema": "schema/regions.schema.json",
  "themes": [{"id": "all", "name": {"fr": "Tous"}, "regions": ["cape", "reef"]}],
  "regions": [
    {"id": "cape", "kind": {"fr": "Cap"}, "label": {"fr": "Le cap"}, "names": [{"toponym": "cap", "lang": "fr"}],
     "drawn_by": [{"layer": "places", "feature": "cape"}]},
    {"id": "reef", "kind": {"fr": "Récif"}, "label": {"fr": "Le récif"}, "names": [{"toponym": "récif", "lang": "fr"}],
     "drawn_by": [{"layer": "old", "feature": "reef"}]}
  ],
  "references": {}
}"#;

const CLAIMS: &str = r#"{
  "$schema": "schema/claims.schema.json",
  "source": {"id": "paper", "publisher": "Le Journal", "title": "La baie", "published": "2020-06-01T10:00+02:00",
             "language": "fr", "sha256": "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"},
  "speakers": [{"id": "north", "party": "north", "name": {"fr": "Nord"}, "role": {"fr": "gouvernement"}}],
  "kinds": {"demand": {"fr": "Revendication"}},
  "claims": [
    {"id": "the-cape", "order": 1, "kind": "demand", "speaker": "north", "paragraph": 1,
     "selectors": [{"type": "TextQuoteSelector", "exact": "le cap"}], "summary": {"fr": "Le cap."}, "regions": ["cape"]},
    {"id": "the-reef", "order": 2, "kind": "demand", "speaker": "north", "paragraph": 1,
     "selectors": [{"type": "TextQuoteSelector", "exact": "le récif"}], "summary": {"fr": "Le récif."},
     "regions": ["reef"], "when": {"start": "1990", "end": "1995"}}
  ]
}"#;

/// A layer with one point, at these degrees.
fn layer(id: &str, lon: f64, lat: f64) -> carto::Layer {
    let text = format!(
        r#"{{"type": "FeatureCollection", "features": [{{"type": "Feature", "id": "{id}",
        "properties": {{"style": "village"}}, "geometry": {{"type": "Point", "coordinates": [{lon}, {lat}]}}}}]}}"#
    );
    parse_layer(&text).expect("a layer").layer
}

/// A page in a window of 800 × 600, opened with `hash`, whose atlas has been read.
fn page(hash: &str) -> State {
    let state = State::new(Hash::parse(hash), lang("fr"), Vec::new());
    let size = ScreenSize { width: 800., height: 600. };
    state.resize(Viewport { size, covered: Insets::default() });
    let atlas = Atlas::parse(MANIFEST, REGIONS, CLAIMS).expect("the fixture is good");
    state.set_atlas(Arc::new(atlas), false);
    state
}

/// The same with its layers.
pub(super) fn whole(hash: &str) -> State {
    let state = page(hash);
    state.loaded.layers.update(|layers| {
        layers.insert("places".to_owned(), layer("cape", 1.5, 1.5));
        layers.insert("old".to_owned(), layer("reef", 2.5, 1.5));
    });
    state.rebuild_scene();
    state
}

/// What was wished since the last time.
pub(super) fn wishes(state: State) -> Vec<Wish> {
    untrack(|| state.take_wishes())
}

fn region(state: State) -> Option<String> {
    state.selection.region.get_untracked()
}

fn address(state: State) -> String {
    state.address(true).expect("an atlas")
}

#[test]
fn selecting_shows_the_region_and_its_text_and_is_an_entry_of_the_history() {
    let state = whole("");
    wishes(state);
    state.select("cape", Origin::List);
    assert_eq!(region(state).as_deref(), Some("cape"));
    let wanted = wishes(state);
    assert_eq!(wanted[..2], [Wish::Show("cape".into()), Wish::Focus(Focus::Heading)]);
    let Wish::Note { before: Some(before), after: Some(after) } = &wanted[2] else { panic!("{wanted:?}") };
    assert!(before.contains("map=") && !before.contains("region="), "{before}");
    assert!(after.contains("region=cape") && !after.contains("map="), "the map is about to move: {after}");
}

#[test]
fn selecting_the_same_again_only_shows_it() {
    let state = whole("");
    state.select("cape", Origin::Map);
    wishes(state);
    state.select("cape", Origin::Map);
    assert_eq!(wishes(state), [Wish::Show("cape".into())]);
}

#[test]
fn going_back_leads_the_focus_to_where_the_first_selection_came_from() {
    for (origin, focus) in [
        (Origin::Map, Focus::Map),
        (Origin::Shape, Focus::Shape("cape".into())),
        (Origin::List, Focus::Link("cape".into())),
    ] {
        let state = whole("");
        state.select("cape", origin);
        wishes(state);
        state.step_back();
        assert_eq!(region(state), None);
        let wanted = wishes(state);
        assert_eq!(wanted[0], Wish::Focus(focus));
        assert!(
            matches!(&wanted[1], Wish::Note { before: None, after: Some(after) } if !after.contains("region"))
        );
    }
    let state = whole("");
    state.select("cape", Origin::Map);
    state.select("reef", Origin::List);
    wishes(state);
    state.deselect();
    assert_eq!(wishes(state)[0], Wish::Focus(Focus::Map), "from region to region the first start counts");
    state.deselect();
    assert_eq!(wishes(state), [], "there is nothing to go back from");
}

#[test]
fn a_region_whose_layers_are_off_has_them_switched_on() {
    let state = whole("");
    assert_eq!(state.selection.off.get_untracked(), ["old"]);
    state.select("reef", Origin::List);
    assert_eq!(state.selection.off.get_untracked(), [""; 0]);
    state.switch("places", false);
    assert_eq!(state.selection.off.get_untracked(), ["places"]);
    assert!(address(state).contains("layers=old"), "{}", address(state));
}

#[test]
fn a_claim_is_opened_at_its_region() {
    let state = whole("");
    state.open_claim("the-reef");
    assert_eq!(region(state).as_deref(), Some("reef"));
    assert_eq!(state.selection.claim.get_untracked().as_deref(), Some("the-reef"));
    state.open_claim("nothing");
    assert_eq!(region(state).as_deref(), Some("reef"));
}

#[test]
fn a_step_brings_its_date_and_leaving_brings_everything_back() {
    let state = whole("#asof=2010-01-01");
    state.select("cape", Origin::List);
    let before = state.view.camera.get_untracked();
    wishes(state);
    state.go(2);
    assert_eq!((state.tour.step.get_untracked(), region(state)), (Some(2), None));
    assert_eq!(state.time.as_of.get_untracked().map(|d| d.to_string()).as_deref(), Some("1990-12-31"));
    let wanted = wishes(state);
    assert_eq!(wanted[0], Wish::Show("reef".into()));
    assert!(
        matches!(&wanted[1], Wish::Note { before: Some(_), after: Some(after) } if after.contains("step=2"))
    );
    assert_eq!(wanted[2], Wish::Focus(Focus::Heading));
    assert!(!address(state).contains("asof="), "a step sets its own date");

    state.step_by(false);
    assert_eq!(state.tour.step.get_untracked(), Some(1));
    assert_eq!(wishes(state), [Wish::Show("cape".into())], "steps after the first are no entries");
    state.step_by(false);
    assert_eq!(state.tour.step.get_untracked(), Some(1), "there is none before the first");
    state.go(3);
    assert_eq!(state.tour.step.get_untracked(), Some(1), "nor after the last");

    state.step_back();
    assert_eq!((state.tour.step.get_untracked(), region(state).as_deref()), (None, Some("cape")));
    assert_eq!(state.time.as_of.get_untracked().map(|d| d.to_string()).as_deref(), Some("2010-01-01"));
    let wanted = wishes(state);
    assert!(matches!(&wanted[0], Wish::Fly { to, .. } if *to == before), "{wanted:?}");
    assert_eq!(wanted[1..3], [Wish::Focus(Focus::TourEntry), Wish::ReadOn]);
}

#[test]
fn selecting_ends_the_way_through_the_article() {
    let state = whole("");
    state.go(1);
    state.select("reef", Origin::Map);
    assert_eq!(state.tour.step.get_untracked(), None);
}

#[test]
fn what_a_step_or_a_side_is_about_is_lit() {
    let state = whole("");
    assert_eq!(untrack(|| state.lit()), None);
    state.go(2);
    assert_eq!(untrack(|| state.lit()), Some(vec!["reef".to_owned()]));
    state.end_tour();
    state.selection.side.set(Some("north".to_owned()));
    assert_eq!(untrack(|| state.lit()).map(|lit| lit.len()), Some(2));
}

#[test]
fn what_a_reader_points_at_in_a_text_is_lit_as_long_as_they_do() {
    let state = whole("");
    state.go(1);
    let step = untrack(|| state.lit());
    state.mean(vec!["reef".to_owned(), "atlantis".to_owned()]);
    assert_eq!(untrack(|| state.lit()), Some(vec!["reef".to_owned()]));
    state.mean(Vec::new());
    assert_eq!(untrack(|| state.lit()), step);
}

#[test]
fn an_address_is_taken_when_the_atlas_is_there_and_written_as_it_was() {
    let text = "#map=9.5/1.5/2&region=cape&lang=en&layers=old&asof=1999&view=south";
    let state = whole(text);
    assert_eq!(region(state).as_deref(), Some("cape"));
    assert!(state.take_wishes().contains(&Wish::Speak("en".to_owned())));
    state.lang.set(lang("en"));
    assert_eq!(state.address(false).as_deref(), Some(text));
}

#[test]
fn a_broken_address_does_nothing() {
    let at_rest = untrack(|| whole("").hash());
    for text in [
        "#region=atlantis",
        "#claim=none&step=99",
        "#step=0&asof=never",
        "#view=west&lang=xx",
        "#map=1e999/NaN/&layers",
        "#region=%00%ff&%",
    ] {
        let state = whole(text);
        assert_eq!(untrack(|| state.hash()), at_rest, "{text}");
    }
    assert_eq!(
        State::new(Hash::parse("#region=cape"), lang("fr"), Vec::new()).address(false),
        None,
        "the wishes stay"
    );
}

#[test]
fn a_region_of_the_address_is_shown_once_its_layers_are_there() {
    let state = page("#region=cape");
    assert_eq!(region(state).as_deref(), Some("cape"));
    assert_eq!(wishes(state), []);
    state.loaded.layers.update(|layers| layers.insert("places".to_owned(), layer("cape", 1.5, 1.5)));
    state.rebuild_scene();
    assert_eq!(wishes(state), [Wish::Show("cape".into())]);

    let state = page("#region=cape");
    state.move_camera(|camera| camera.panned(5., 0.));
    state.loaded.layers.update(|layers| layers.insert("places".to_owned(), layer("cape", 1.5, 1.5)));
    state.rebuild_scene();
    assert_eq!(wishes(state), [], "a hand on the map ended the wait");
}

#[test]
fn the_first_view_stays_the_first_view_in_another_window() {
    let state = whole("");
    let wide = state.view.camera.get_untracked();
    assert_eq!(wide, state.home());
    let size = ScreenSize { width: 400., height: 700. };
    state.resize(Viewport { size, covered: Insets { bottom: 300., ..Insets::default() } });
    assert_eq!(state.view.camera.get_untracked(), state.home());
    assert_ne!(state.view.camera.get_untracked().zoom, wide.zoom);

    state.move_camera(|camera| Camera { zoom: camera.zoom + 1., ..camera });
    let zoom = state.view.camera.get_untracked().zoom;
    state.resize(Viewport { size: ScreenSize { width: 500., height: 700. }, covered: Insets::default() });
    assert_eq!(state.view.camera.get_untracked().zoom, zoom, "a view of the reader's own stays theirs");
}

#[test]
fn a_motion_ends_where_another_begins() {
    let state = whole("");
    wishes(state);
    state.zoom_by(1.);
    let [Wish::Fly { motion, .. }] = wishes(state)[..] else { panic!("one flight") };
    assert!(state.is_moving(motion));
    state.glide(1., 0.);
    assert!(!state.is_moving(motion));
}

#[test]
fn the_map_does_not_leave_the_atlas() {
    let state = whole("#map=20/80/170");
    let camera = state.view.camera.get_untracked();
    let at = carto::projection::unproject(camera.centre);
    assert!(camera.zoom <= state.view.limits.get_untracked().max_zoom);
    assert!((0. ..=4.).contains(&at.lon) && (0. ..=3.).contains(&at.lat), "{:?}", LonLat { ..at });
}

#[test]
fn a_failure_takes_the_place_of_an_earlier_one_and_is_tried_again_once() {
    let state = page("");
    let failure =
        |reason: &str| Failure { what: What::Relief, file: "relief.webp".into(), reason: reason.into() };
    state.fail(failure("HTTP 500"));
    state.fail(failure("HTTP 404"));
    assert_eq!(state.loaded.failures.get_untracked(), [failure("HTTP 404")]);
    state.retry(failure("HTTP 404"));
    assert_eq!(state.loaded.failures.get_untracked(), []);
    assert_eq!(wishes(state), [Wish::Retry(failure("HTTP 404"))]);
}

#[test]
fn all_failures_are_tried_again_but_for_features_that_no_second_time_makes_good() {
    let state = page("");
    let failure = |what: What| Failure { what, file: "a".into(), reason: String::new() };
    let (layer, relief) = (failure(What::Layer("places".into())), failure(What::Relief));
    let features = failure(What::Features("old".into()));
    for one in [&layer, &features, &relief] {
        state.fail(one.clone());
    }
    state.retry_all();
    assert_eq!(state.loaded.failures.get_untracked(), [features]);
    assert_eq!(wishes(state), [Wish::Retry(layer), Wish::Retry(relief)]);
}

#[test]
fn notices_put_aside_come_back_with_the_next_failure_and_the_map_has_the_focus() {
    let state = page("#region=cap");
    state.fail(Failure { what: What::Relief, file: "a".into(), reason: String::new() });
    state.put_aside();
    assert!(state.loaded.aside.get_untracked());
    assert_eq!(state.selection.astray.get_untracked(), []);
    assert_eq!(wishes(state), [Wish::Focus(Focus::Map)]);
    state.fail(Failure { what: What::Chronicle, file: "b".into(), reason: String::new() });
    assert!(!state.loaded.aside.get_untracked());
    assert_eq!(state.loaded.failures.get_untracked().len(), 2, "with the one that is still missing");
}

/// What a link asks for in vain: by which name, and the nearest that there is.
#[track_caller]
fn check_astray(hash: &str, want: &[(Asked, &str, Option<&str>)]) {
    let astray = page(hash).selection.astray.get_untracked();
    let got: Vec<_> = astray.iter().map(|one| (one.what, &*one.got, one.near.as_deref())).collect();
    assert_eq!(got, want, "{hash}");
}

#[test]
fn a_link_that_leads_somewhere_is_not_astray() {
    check_astray("", &[]);
    check_astray("#region=cape&claim=the-cape&step=2&view=north&layers=places,old&asof=2019&lang=fr", &[]);
}

#[test]
fn what_a_link_asks_for_in_vain_is_told_with_the_nearest() {
    check_astray("#region=capes", &[(Asked::Place, "capes", Some("cape"))]);
    check_astray("#region=mountain", &[(Asked::Place, "mountain", None)]);
    check_astray("#claim=the-cap&lang=en", &[(Asked::Claim, "the-cap", Some("the-cape"))]);
    check_astray("#step=9", &[(Asked::Step, "9", Some("2"))]);
    check_astray("#view=nort", &[(Asked::Side, "nort", Some("north"))]);
    check_astray("#layers=old,place", &[(Asked::Layer, "place", Some("places"))]);
    check_astray("#lang=de&asof=2019-13", &[(Asked::Language, "de", None), (Asked::Date, "2019-13", None)]);
}

#[test]
fn what_a_link_may_have_meant_can_be_followed() {
    let state = page("#region=capes&view=nort&step=9&layers=place");
    let told = |state: State| state.selection.astray.get_untracked().len();
    assert_eq!(told(state), 4);
    state.follow(7);
    assert_eq!(told(state), 4, "nothing has this number");
    state.follow(0);
    assert_eq!((region(state).as_deref(), told(state)), (Some("cape"), 3));
    state.follow(0);
    assert_eq!(state.selection.side.get_untracked().as_deref(), Some("north"));
    state.follow(0);
    assert!(!state.selection.off.get_untracked().contains(&"places".to_owned()));
    state.follow(0);
    assert_eq!((state.tour.step.get_untracked(), told(state)), (Some(2), 0));
    let state = page("#claim=the-ree");
    state.follow(0);
    assert_eq!(region(state).as_deref(), Some("reef"));
    assert_eq!(state.selection.claim.get_untracked().as_deref(), Some("the-reef"));
}

#[test]
fn a_link_that_is_all_wrong_is_told_in_a_few_words() {
    let layers: Vec<String> = (0..2_000).map(|n| format!("x{}", n / 2)).collect();
    let told = page(&format!("#layers={}", layers.join(","))).selection.astray.get_untracked();
    assert_eq!(told.iter().map(|one| &*one.got).collect::<Vec<_>>(), ["x0", "x1", "x2", "x3", "x4"]);
}

#[test]
fn the_rest_of_a_link_that_is_astray_is_followed() {
    let state = page("#region=capes&view=north&lang=en");
    assert_eq!(region(state), None);
    assert_eq!(state.selection.side.get_untracked().as_deref(), Some("north"));
    assert!(state.take_wishes().contains(&Wish::Speak("en".to_owned())));
    state.take(&Hash::parse("#region=cape"));
    assert_eq!(region(state).as_deref(), Some("cape"));
    assert_eq!(state.selection.astray.get_untracked(), [], "a good link is no longer astray");
}

#[test]
fn what_a_link_may_have_meant_has_the_name_that_readers_know() {
    let state = page("");
    for (what, id, name) in [
        (Asked::Place, "cape", "Le cap"),
        (Asked::Claim, "the-reef", "Le récif."),
        (Asked::Side, "north", "Nord"),
        (Asked::Layer, "old", "Vieux"),
        (Asked::Step, "2", "2"),
    ] {
        assert_eq!(state.name_of(what, id), name);
    }
}

#[test]
fn a_sheet_has_the_first_view_from_every_window_else_all_that_is_seen() {
    let sheet = ScreenSize { width: 720., height: 520. };
    let (wide, narrow) = (whole(""), whole(""));
    narrow.resize(Viewport {
        size: ScreenSize { width: 390., height: 844. },
        covered: Insets { bottom: 388., ..Insets::default() },
    });
    assert_eq!(wide.on_sheet(sheet), narrow.on_sheet(sheet));
    assert_eq!(wide.on_sheet(sheet).viewport, Viewport { size: sheet, covered: Insets::default() });
    for state in [wide, narrow] {
        state.move_camera(|camera| Camera { zoom: camera.zoom + 2., ..camera.panned(20., 10.) });
        let (camera, free) =
            (state.view.camera.get_untracked(), state.view.camera.get_untracked().viewport.free());
        for corner in [free.min, free.max] {
            let at = state.on_sheet(sheet).world_to_screen(camera.screen_to_world(corner));
            let inside =
                (-1e-6..=sheet.width + 1e-6).contains(&at.x) && (-1e-6..=sheet.height + 1e-6).contains(&at.y);
            assert!(inside, "{corner:?} is at {at:?}");
        }
    }
}

/// An atlas of a group of three: two close together, one far from them.
fn parted() -> State {
    let regions = r#"{
      "$schema": "schema/regions.schema.json",
      "themes": [{"id": "all", "name": {"fr": "Tous"}, "regions": ["reefs"]}],
      "regions": [
        {"id": "reefs", "kind": {"fr": "Récifs"}, "label": {"fr": "Les récifs"}, "names": []},
        {"id": "one", "parent": "reefs", "kind": {"fr": "Récif"}, "label": {"fr": "Un"}, "names": [],
         "drawn_by": [{"layer": "places", "feature": "one"}]},
        {"id": "two", "parent": "reefs", "kind": {"fr": "Récif"}, "label": {"fr": "Deux"}, "names": [],
         "drawn_by": [{"layer": "places", "feature": "two"}]},
        {"id": "far", "parent": "reefs", "kind": {"fr": "Récif"}, "label": {"fr": "Loin"}, "names": [],
         "drawn_by": [{"layer": "old", "feature": "far"}]}
      ],
      "references": {}
    }"#;
    let claims = CLAIMS.replace("\"cape\"", "\"reefs\"").replace("\"reef\"", "\"far\"");
    let state = State::new(Hash::parse("layers=places,old"), lang("fr"), Vec::new());
    let size = ScreenSize { width: 800., height: 600. };
    state.resize(Viewport { size, covered: Insets::default() });
    let atlas = Atlas::parse(MANIFEST, regions, &claims).expect("the fixture is good");
    state.set_atlas(Arc::new(atlas), false);
    let mut close = layer("one", 1.5, 1.5);
    close.features.extend(layer("two", 1.51, 1.5).features);
    state.loaded.layers.update(|layers| {
        layers.insert("places".to_owned(), close);
        layers.insert("old".to_owned(), layer("far", 2.9, 1.5));
    });
    state.rebuild_scene();
    state.view.drawn.set(Some(state.home()));
    state
}

#[test]
fn what_is_close_together_in_a_group_that_is_parted_has_a_small_map() {
    let state = parted();
    untrack(|| state.keep_inset());
    assert_eq!(state.view.inset.get_untracked(), None, "nothing is read");
    state.select("reefs", Origin::List);
    untrack(|| state.keep_inset());
    let (group, view) = state.view.inset.get_untracked().expect("two are close, one is far");
    assert_eq!(group, "reefs");
    assert!(view.zoom > state.home().zoom + 2., "{view:?}");
    // Moved in on, they can be told apart on the map itself.
    let home = state.home();
    state.view.drawn.set(Some(Camera { centre: view.centre, zoom: view.zoom + 2., ..home }));
    untrack(|| state.keep_inset());
    assert_eq!(state.view.inset.get_untracked(), None);
}
