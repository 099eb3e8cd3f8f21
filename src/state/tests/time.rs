//! The rules of the date, and of time that passes.

use super::*;

/// The stops of the page's line of time, each with its place on its axis; the last
/// is the atlas's own date.
const STOPS: [(&str, i64); 4] = [("1980", 0), ("1990", 3_000), ("2000", 6_000), ("2020-06-01", 10_000)];

/// The page with a line of time.
fn with_time(hash: &str) -> State {
    let state = whole(hash);
    let stops = STOPS.map(|(date, at)| (date.parse().expect("a date"), at));
    state.time.stops.set(stops.to_vec());
    state
}

fn as_of(state: State) -> Option<String> {
    state.time.as_of.get_untracked().map(|date| date.to_string())
}

/// The dates that are compared on the map: that of before the last step, and the
/// present one.
fn compared(state: State) -> Option<(String, String)> {
    let (before, now) = untrack(|| (state.filter_before(), state.filter()));
    Some((before?.as_of.to_string(), now?.as_of.to_string()))
}

#[test]
fn a_key_moves_the_slider_to_the_next_stop() {
    let state = with_time("");
    for (from, to, want) in [
        (10_000, 9_999, Some("2000")),
        (6_000, 5_999, Some("1990")),
        (3_000, 3_001, Some("2000")),
        (6_000, 6_001, None),
    ] {
        state.slide(from, to);
        assert_eq!(as_of(state).as_deref(), want, "from {from}; the last stop is the atlas's own date");
    }
}

#[test]
fn a_hand_moves_the_slider_to_the_nearest_stop() {
    for (to, want) in [(0, Some("1980")), (3_900, Some("1990")), (9_990, None), (10_000, None)] {
        let state = with_time("#asof=1995");
        state.slide(4_500, to);
        assert_eq!(as_of(state).as_deref(), want, "{to}");
    }
}

#[test]
fn time_passes_from_stop_to_stop_and_ends_at_the_last() {
    let state = with_time("#asof=1985");
    state.play();
    assert_eq!(as_of(state).as_deref(), Some("1990"), "at once");
    assert!(state.pass());
    assert_eq!(as_of(state).as_deref(), Some("2000"));
    assert!(!state.pass());
    assert_eq!(as_of(state), None);
    assert!(!state.pass() && !state.time.playing.get_untracked());
}

#[test]
fn at_its_end_time_begins_anew() {
    let state = with_time("");
    state.play();
    assert_eq!(as_of(state).as_deref(), Some("1980"));
    assert!(state.time.playing.get_untracked());
    state.play();
    assert!(!state.pass(), "pressed again it rests");
    assert_eq!(as_of(state).as_deref(), Some("1980"));
}

#[test]
fn time_never_passes_by_itself_and_rests_when_a_reader_or_a_step_sets_a_date() {
    let state = with_time("#asof=1985");
    assert!(!state.time.playing.get_untracked());
    for act in [|state: State| state.look_at("1990".parse().ok()), |state: State| state.go(2)] {
        state.play();
        act(state);
        assert!(!state.time.playing.get_untracked());
    }
}

#[test]
fn without_a_line_no_time_passes() {
    let state = whole("");
    state.play();
    state.slide(10, 0);
    assert_eq!((as_of(state), state.time.playing.get_untracked()), (None, false));
}

#[test]
fn a_step_in_time_is_compared_with_the_date_before_it() {
    let state = with_time("");
    assert_eq!(compared(state), None);
    state.look_at("1990".parse().ok());
    assert_eq!(compared(state), Some(("2020-06-01".to_owned(), "1990".to_owned())));
    state.look_at("1990".parse().ok());
    assert_eq!(compared(state), Some(("2020-06-01".to_owned(), "1990".to_owned())), "it is there already");
    state.look_at(None);
    assert_eq!(compared(state), Some(("1990".to_owned(), "2020-06-01".to_owned())));
}

#[test]
fn a_date_that_comes_with_a_link_or_a_step_is_compared_with_none() {
    let state = with_time("");
    state.look_at("1990".parse().ok());
    state.take(&Hash::parse("#asof=1980"));
    assert_eq!((as_of(state).as_deref(), compared(state)), (Some("1980"), None));
    state.look_at("1990".parse().ok());
    state.go(2);
    assert_eq!((as_of(state).as_deref(), compared(state)), (Some("1990-12-31"), None));
}

#[test]
fn what_is_read_says_of_which_time_it_speaks() {
    let state = whole("");
    let spoken = || untrack(|| state.spoken()).len();
    assert_eq!(spoken(), 0, "nothing is read");
    state.select("reef", Origin::List);
    assert_eq!(spoken(), 1);
    state.select("cape", Origin::List);
    assert_eq!(spoken(), 0, "its claim speaks of no time");
    state.go(2);
    assert_eq!(spoken(), 1);
    state.end_tour();
    state.take(&Hash::parse("#claim=the-reef"));
    assert_eq!(spoken(), 1);
}

#[test]
fn the_atlas_s_own_date_is_none() {
    let state = whole("");
    let date = |text: &str| text.parse().ok();
    state.look_at(date("1999"));
    assert_eq!(state.time.as_of.get_untracked(), date("1999"));
    assert_eq!(untrack(|| state.filter()).map(|f| f.as_of), date("1999"));
    state.look_at(date("2020-06-01"));
    assert_eq!(state.time.as_of.get_untracked(), None);
    assert_eq!(untrack(|| state.filter()).map(|f| f.as_of), date("2020-06-01"));
    state.go(1);
    state.look_at(date("1999"));
    assert_eq!(state.tour.step.get_untracked(), None, "a date is no step's");
}
