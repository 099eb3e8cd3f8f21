//! What is said of land that is drawn by hand: two states on either side of 2° E, with
//! the regions of the invented atlas `river` laid where each fact can be seen.

use atlas::Atlas;
use carto::{LonLat, parse::parse_layer, projection::project};
use gazetteer::{Gazetteer, Question, Reply, Spot, Topic, Walk, Wind};
use protocol::Step;

macro_rules! river {
    ($name:literal) => {
        include_str!(concat!("../../atlas/tests/fixtures/river/", $name))
    };
}

type Ring<'a> = &'a [(f64, f64)];

/// A box of degrees as a ring.
fn square(west: f64, south: f64, width: f64) -> Vec<(f64, f64)> {
    let (east, north) = (west + width, south + width);
    vec![(west, south), (east, south), (east, north), (west, north), (west, south)]
}

fn positions(line: Ring<'_>) -> String {
    let all: Vec<String> = line.iter().map(|(lon, lat)| format!("[{lon},{lat}]")).collect();
    format!("[{}]", all.join(","))
}

fn feature(id: &str, geometry: &str, says: &str) -> String {
    format!(r#"{{"type":"Feature","id":"{id}","properties":{{{says}}},"geometry":{geometry}}}"#)
}

fn area(id: &str, ring: Ring<'_>, says: &str) -> String {
    feature(id, &format!(r#"{{"type":"Polygon","coordinates":[{}]}}"#, positions(ring)), says)
}

fn line(id: &str, line: Ring<'_>, says: &str) -> String {
    feature(id, &format!(r#"{{"type":"LineString","coordinates":{}}}"#, positions(line)), says)
}

fn point(id: &str, (lon, lat): (f64, f64), says: &str) -> String {
    feature(id, &format!(r#"{{"type":"Point","coordinates":[{lon},{lat}]}}"#), says)
}

/// The two states, their border, a town on each side.
fn land() -> Vec<String> {
    let named = |name: &str| format!(r#""name":{{"en":"{name}","fr":"{name}"}}"#);
    vec![
        area(
            "northland",
            &[(0., 0.), (2., 0.), (2., 3.), (0., 3.), (0., 0.)],
            r#""style":"country","region":"northland""#,
        ),
        area(
            "southland",
            &[(2., 0.), (4., 0.), (4., 3.), (2., 3.), (2., 0.)],
            &format!(r#""style":"country",{}"#, named("Sud")),
        ),
        line("border", &[(2., 0.), (2., 1.5), (2., 3.)], r#""style":"state-border""#),
        point("west-town", (1., 1.), &format!(r#""style":"place",{}"#, named("Westown"))),
        point("east-town", (3., 1.), &format!(r#""style":"place",{}"#, named("Easton"))),
    ]
}

fn gazetteer(land: &[String], story: &[String]) -> Gazetteer {
    let atlas = Atlas::parse(river!("atlas.json"), river!("regions.json"), river!("claims.json"));
    let layer = |id: &str, features: &[String]| {
        let text = format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","));
        let read = parse_layer(text).expect("a layer");
        assert_eq!(read.issues, []);
        (id.to_owned(), read.layer)
    };
    Gazetteer::new(&atlas.expect("the fixture is good"), vec![layer("land", land), layer("story", story)])
}

/// A fact of a region, in English.
#[track_caller]
fn check(gazetteer: &Gazetteer, region: &str, topic: Topic, want: &str) {
    let description = gazetteer.describe(region, None, languages::lang("en")).expect("a region of the atlas");
    let found = description.facts.iter().find(|fact| fact.topic == topic);
    assert_eq!(found.map_or("", |fact| &*fact.text).replace('\u{a0}', " "), want);
}

const ISLAND: &str = "heron-island";

fn island(ring: Ring<'_>, says: &str) -> Gazetteer {
    let says = format!(r#""style":"hatched","name":{{"en":"Heron Island","fr":"Île aux Hérons"}}{says}"#);
    gazetteer(&land(), &[area("island", ring, &says)])
}

#[test]
fn land_within_a_state_has_that_on_all_sides() {
    let island = island(&square(2.5, 1., 0.1), "");
    check(&island, ISLAND, Topic::State, "Sud, on all sides");
    check(&island, ISLAND, Topic::Neighbours, "");
    check(&island, ISLAND, Topic::Border, "North–Sud, 55 km to the west");
    check(&island, ISLAND, Topic::Towns, "Easton, 44 km to the east");
    check(&island, ISLAND, Topic::Area, "124 km²");
}

#[test]
fn rough_land_has_rough_distances() {
    let island = island(&square(2.5, 1., 0.1), r#","precision":"schematic""#);
    check(&island, ISLAND, Topic::Towns, "Easton, about 45 km to the east");
    check(&island, ISLAND, Topic::Area, "about 120 km²");
    check(&island, ISLAND, Topic::Precision, "indicative outline");
}

#[test]
fn land_at_a_border_touches_it_and_has_two_neighbours() {
    let island = island(&square(2., 1., 0.2), "");
    check(&island, ISLAND, Topic::State, "Sud");
    check(&island, ISLAND, Topic::Border, "North–Sud, touching");
    check(&island, ISLAND, Topic::Neighbours, "Sud, on several sides; North, to the west");
}

#[test]
fn land_across_a_border_lies_in_both_states() {
    check(&island(&square(1.9, 1., 0.3), ""), ISLAND, Topic::State, "Sud and North");
}

#[test]
fn a_hole_is_not_the_lands_and_two_parts_are() {
    let two = r#"{"type":"MultiPolygon","coordinates":[
        [[[2.5,1],[2.6,1],[2.6,1.1],[2.5,1.1],[2.5,1]],[[2.52,1.02],[2.58,1.02],[2.58,1.08],[2.52,1.08],[2.52,1.02]]],
        [[[2.8,1],[2.9,1],[2.9,1.1],[2.8,1.1],[2.8,1]]]]}"#;
    let drawn = gazetteer(&land(), &[feature("island", two, r#""style":"hatched""#)]);
    check(&drawn, ISLAND, Topic::Area, "203 km²");
}

#[test]
fn a_rough_point_by_the_border_may_lie_on_either_side() {
    let says = r#""style":"marker","precision":"approximate""#;
    let near = gazetteer(&land(), &[point("island", (2.01, 1.), says)]);
    check(&near, ISLAND, Topic::State, "North or Sud: the position is approximate, the border close by");
    check(&near, ISLAND, Topic::Border, "North–Sud, a few kilometres off at most");
    let far = gazetteer(&land(), &[point("island", (2.3, 1.), says)]);
    check(&far, ISLAND, Topic::State, "Sud");
    check(&far, ISLAND, Topic::Border, "North–Sud, about 35 km to the west");
    let exact = gazetteer(&land(), &[point("island", (2.01, 1.), r#""style":"village""#)]);
    check(&exact, ISLAND, Topic::State, "Sud");
    check(&exact, ISLAND, Topic::Border, "North–Sud, 1 km to the west");
}

#[test]
fn a_state_has_what_lies_in_it_and_no_border_to_be_near() {
    let drawn = island(&square(0.5, 1., 0.1), "");
    check(&drawn, "northland", Topic::Inside, "places of the article: Two islands; towns: Westown");
    check(&drawn, "northland", Topic::Neighbours, "Sud, to the east");
    check(&drawn, "northland", Topic::State, "");
}

#[test]
fn land_that_the_maps_edge_cuts_has_no_size() {
    let drawn = island(&square(0.5, 1., 0.1), "");
    check(&drawn, "northland", Topic::Area, "the map shows a part of it only");
}

fn bridge(route: Ring<'_>, says: &str) -> Gazetteer {
    let says = format!(r#""style":"dashed-band","held_by":"south","claimed_by":"north"{says}"#);
    gazetteer(
        &land(),
        &[line("bridge", route, &says), area("island", &square(2.5, 1.9, 0.2), r#""style":"hatched""#)],
    )
}

#[test]
fn a_line_crosses_states_in_its_order_from_west_to_east() {
    let want = "North, 110 km; Sud, 110 km";
    check(&bridge(&[(1., 2.), (3., 2.)], ""), "bridge", Topic::Crosses, want);
    check(&bridge(&[(3., 2.), (1., 2.)], ""), "bridge", Topic::Crosses, want);
    check(&bridge(&[(1., 2.), (3., 2.)], ""), "bridge", Topic::Length, "220 km");
}

#[test]
fn a_route_that_is_not_agreed_would_cross() {
    for (says, want) in [("", "Crosses"), (r#","precision":"schematic""#, "Would cross")] {
        let description = bridge(&[(1., 2.), (3., 2.)], says)
            .describe("bridge", None, languages::lang("en"))
            .expect("known");
        let fact = description.facts.iter().find(|fact| fact.topic == Topic::Crosses).expect("it crosses");
        assert_eq!(fact.label, want);
    }
}

#[test]
fn features_that_meet_are_one_route_whichever_way_each_was_drawn() {
    let parts = [positions(&[(3., 2.), (2., 2.)]), positions(&[(1., 2.), (2., 2.)])];
    let lines = format!(r#"{{"type":"MultiLineString","coordinates":[{}]}}"#, parts.join(","));
    let drawn = gazetteer(&land(), &[feature("bridge", &lines, r#""style":"road""#)]);
    check(&drawn, "bridge", Topic::Crosses, "North, 110 km; Sud, 110 km");
}

#[test]
fn a_line_runs_along_the_border_that_it_keeps_close_to() {
    let drawn = bridge(&[(1.995, 0.5), (1.995, 1.5)], "");
    check(&drawn, "bridge", Topic::Along, "border North–Sud, 110 km");
    check(&drawn, "bridge", Topic::Demanded, "North");
    check(&drawn, "bridge", Topic::GroundHeld, "South");
}

#[test]
fn without_geometry_it_is_said_that_nothing_is_drawn() {
    let drawn = gazetteer(&land(), &[]);
    check(&drawn, "bridge", Topic::Absent, "nothing is drawn");
    check(&drawn, "islands", Topic::Absent, "nothing is drawn");
    check(&drawn, "islands", Topic::Parts, "Heron Island and Reed Island");
    let empty = gazetteer(&[], &[]);
    check(&empty, "northland", Topic::Absent, "nothing is drawn");
    assert_eq!(empty.describe("atlantis", None, languages::lang("en")), None);
}

#[test]
fn outside_of_its_time_nothing_is_drawn_and_when_it_was_is_said() {
    let says = r#","when":{"timespans":[{"start":{"in":"1990"},"end":{"in":"1994"}}]}"#;
    let drawn = island(&square(2.5, 1., 0.1), says);
    check(&drawn, ISLAND, Topic::Absent, "nothing is drawn");
    check(&drawn, ISLAND, Topic::Dates, "124 km²: 1990 – 1994");
}

fn at(lon: f64, lat: f64) -> carto::WorldPoint {
    project(LonLat { lon, lat })
}

#[track_caller]
fn asked(question: &Question, english: &str, french: &str, places: &[&str]) {
    let drawn = bridge(&[(1., 2.), (3., 2.)], "");
    for (lang, want) in [(languages::lang("en"), english), (languages::lang("fr"), french)] {
        let answer = drawn.answer(question, None, lang);
        assert_eq!(answer.text.replace(['\u{a0}', '\u{202f}'], " "), want);
        assert_eq!(answer.places, places);
    }
}

#[test]
fn the_nearest_place_on_a_side() {
    let from = |wind| Question::Towards { from: Spot::Position(at(2.6, 0.5)), wind };
    asked(
        &from(Wind::North),
        "To the north: Heron Island, 165 km; nearer, the town: Easton, 70 km.",
        "Au nord : Île aux Hérons, à 165 km ; plus près, la ville : Easton, à 70 km.",
        &["heron-island"],
    );
    asked(
        &from(Wind::South),
        "To the south: no place of the article.",
        "Au sud : aucun lieu de l’article.",
        &[],
    );
}

#[test]
fn where_a_position_is() {
    asked(
        &Question::Here { at: Spot::Position(at(2.6, 1.)) },
        "Here: Sud; the nearest place of the article: Heron Island, 110 km to the north.",
        "Ici : Sud ; le lieu de l’article le plus proche : Île aux Hérons, à 110 km au nord.",
        &["heron-island"],
    );
}

#[test]
fn what_lies_between_two_places() {
    asked(
        &Question::Between { one: "northland".into(), other: "heron-island".into() },
        "North: Heron Island 185 km to the east, in a straight line by way of: North, Sud; places of the article on the way: Reed Island.",
        "Nord : Île aux Hérons à 185 km à l’est, en ligne droite par : Nord, Sud ; lieux de l’article en chemin : Île aux Roseaux.",
        &["reed-island"],
    );
}

#[test]
fn what_is_in_view_has_numbers_in_the_order_of_reading() {
    asked(
        &Question::InView { min: at(0., 3.), max: at(4., 0.) },
        "In view: 1 Bridge, 2 Heron Island, 3 Reed Island; towns: Westown and Easton.",
        "À l’écran : 1 Pont, 2 Île aux Hérons, 3 Île aux Roseaux ; villes : Westown et Easton.",
        &["bridge", "heron-island", "reed-island"],
    );
}

#[test]
fn what_is_larger_and_what_is_smaller() {
    asked(
        &Question::Around { region: "heron-island".into() },
        "Heron Island, larger: Two islands; Sud.",
        "Île aux Hérons, plus grand : Deux îles ; Sud.",
        &["islands"],
    );
    asked(
        &Question::Within { region: "islands".into() },
        "Two islands, inside: Heron Island and Reed Island.",
        "Deux îles, à l’intérieur : Île aux Hérons et Île aux Roseaux.",
        &["heron-island", "reed-island"],
    );
}

#[test]
fn what_is_not_there_is_said() {
    asked(
        &Question::Around { region: "atlantis".into() },
        "The map does not say.",
        "La carte ne le dit pas.",
        &[],
    );
}

#[test]
fn across_the_antimeridian_land_is_whole() {
    let wide = |text: &str| {
        text.replace("[0, 0, 4, 3]", "[178, 0, -178, 3]").replace("[1, 1, 3, 2]", "[179, 1, -179, 2]")
    };
    let atlas = Atlas::parse(&wide(river!("atlas.json")), river!("regions.json"), river!("claims.json"))
        .expect("good");
    let collection = |features: &[String]| {
        let text = format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","));
        parse_layer(text).expect("a layer").layer
    };
    let halves = r#"{"type":"MultiPolygon","coordinates":[[[[179.9,1],[180,1],[180,1.1],[179.9,1.1],[179.9,1]]],[[[-180,1],[-179.9,1],[-179.9,1.1],[-180,1.1],[-180,1]]]]}"#;
    let town = point("town", (-179., 1.05), r#""style":"place","name":{"en":"Levu","fr":"Levu"}"#);
    let layers = vec![
        ("land".to_owned(), collection(&[town])),
        ("story".to_owned(), collection(&[feature("island", halves, r#""style":"hatched""#)])),
    ];
    let drawn = Gazetteer::new(&atlas, layers);
    check(&drawn, ISLAND, Topic::Towns, "Levu, 100 km to the east");
    check(&drawn, ISLAND, Topic::Area, "247 km²");
}

/// Keys pressed one after another, from nowhere, in a view of everything.
fn pressed(keys: &[&str], change: impl Fn(&mut Step)) -> Vec<Option<Reply>> {
    let (drawn, mut walk) = (bridge(&[(1., 2.), (3., 2.)], ""), Walk::default());
    let press = |key: &&str| {
        let view = [at(0., 3.), at(4., 0.)];
        let mut step = Step { key: (*key).to_owned(), focused: None, selected: None, view, as_of: None };
        change(&mut step);
        walk.press(&drawn, &step, languages::lang("en"))
    };
    keys.iter().map(press).collect()
}

#[track_caller]
fn says(reply: Option<&Reply>, want: &str) {
    let Some(Reply::Says(text)) = reply else { panic!("{reply:?}") };
    assert!(text.contains(want), "{text}");
}

#[test]
fn an_arrow_leads_to_the_nearest_place_on_its_side() {
    let from_reed = |step: &mut Step| step.focused = Some("reed-island".to_owned());
    let Some(Reply::Leads(text, place)) = pressed(&["ArrowLeft"], from_reed).remove(0) else {
        panic!("nowhere")
    };
    assert_eq!(place, "bridge");
    assert!(text.starts_with("To the west: Bridge"), "{text}");
    says(pressed(&["ArrowUp"], from_reed)[0].as_ref(), "To the north: no place of the article.");
}

#[test]
fn a_number_chooses_what_was_told_under_it() {
    let replies = pressed(&["v", "2", "9"], |_| ());
    says(replies[0].as_ref(), "1 Bridge, 2 Heron Island");
    assert_eq!(replies[1], Some(Reply::Chooses("heron-island".to_owned())));
    says(replies[2].as_ref(), "1 Bridge, 2 Heron Island");
}

#[test]
fn where_nothing_was_told_a_number_has_it_told() {
    let replies = pressed(&["2", "2"], |_| ());
    says(replies[0].as_ref(), "In view: 1 Bridge");
    assert_eq!(replies[1], Some(Reply::Chooses("heron-island".to_owned())));
}

#[test]
fn one_is_at_the_place_of_the_keyboard_else_at_the_one_that_is_read_else_in_the_middle() {
    says(pressed(&["i"], |_| ())[0].as_ref(), "Here: ");
    says(
        pressed(&["I"], |step| step.selected = Some("reed-island".to_owned()))[0].as_ref(),
        "Here: Reed Island, ",
    );
    let both = |step: &mut Step| {
        step.selected = Some("reed-island".to_owned());
        step.focused = Some("heron-island".to_owned());
    };
    says(pressed(&["i"], both)[0].as_ref(), "Here: Heron Island, ");
    says(pressed(&["b"], both)[0].as_ref(), "Reed Island: Heron Island ");
    says(pressed(&[">"], both)[0].as_ref(), "Heron Island, larger: Two islands");
    says(pressed(&["<"], both)[0].as_ref(), "Heron Island, inside: ");
}

#[test]
fn what_lacks_a_place_says_how_to_come_to_one() {
    says(pressed(&["<"], |_| ())[0].as_ref(), "No place chosen");
    says(pressed(&[">"], |_| ())[0].as_ref(), "No place chosen");
    says(pressed(&["B"], |_| ())[0].as_ref(), "read the one (Enter)");
    let same = |step: &mut Step| {
        step.selected = Some("reed-island".to_owned());
        step.focused.clone_from(&step.selected);
    };
    says(pressed(&["b"], same)[0].as_ref(), "read the one (Enter)");
}

#[test]
fn keys_are_told_and_others_mean_nothing() {
    says(pressed(&["?"], |_| ())[0].as_ref(), "Shift and an arrow");
    assert_eq!(pressed(&["q", "é", "0", "10", "Arrow", ""], |_| ()), vec![None; 6]);
}
