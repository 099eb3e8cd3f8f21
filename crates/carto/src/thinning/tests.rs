use proptest::{collection::vec, prelude::*};

use super::*;

/// A place on a map of 16 × 16, where every distance is exact.
fn at(x: f64, y: f64) -> WorldPoint {
    WorldPoint { x: x / 16., y: y / 16. }
}

fn point(x: f64, y: f64, rank: f64) -> Thing {
    Thing { bounds: WorldBounds::around([at(x, y)]), rank, min_zoom: 0. }
}

fn land(from: (f64, f64), to: (f64, f64), rank: f64) -> Thing {
    Thing { bounds: WorldBounds::around([at(from.0, from.1), at(to.0, to.1)]), ..point(0., 0., rank) }
}

/// Of everything, far off, no two closer than one step of the map.
const ALL: Wanted = Wanted {
    window: WorldBounds { min: WorldPoint { x: 0., y: 0. }, max: WorldPoint { x: 1., y: 1. } },
    zoom: 5.,
    apart: 1. / 16.,
    most: 100,
};

#[track_caller]
fn check(things: &[Thing], wanted: &Wanted, want: &[u32]) {
    assert_eq!(Crowd::new(things).greatest(wanted, |_| true), want);
}

#[test]
fn the_greatest_comes_first() {
    check(&[point(1., 1., 3.), point(5., 5., 1.), point(9., 9., 2.)], &ALL, &[1, 2, 0]);
}

#[test]
fn of_the_same_rank_the_files_first_is_greater() {
    let things: Vec<Thing> = (0..40).map(|i| point(f64::from(i % 16), f64::from(i / 16), 7.)).collect();
    check(&things, &ALL, &(0..40).collect::<Vec<u32>>());
}

#[test]
fn a_greater_neighbour_hides_a_lesser_one_and_who_is_hidden_hides_nobody() {
    check(&[point(1., 1., 1.), point(1.5, 1., 2.), point(2.25, 1., 3.)], &ALL, &[0, 2]);
}

#[test]
fn as_far_apart_as_is_asked_is_far_enough() {
    check(&[point(1., 1., 1.), point(2., 1., 1.)], &ALL, &[0, 1]);
}

#[test]
fn where_nothing_has_to_be_apart_all_stand_at_one_place() {
    let things = [point(3., 3., 2.); 40];
    check(&things, &ALL, &[0]);
    for apart in [0., -1., f64::NAN] {
        check(&things, &Wanted { apart, ..ALL }, &(0..40).collect::<Vec<u32>>());
    }
}

#[test]
fn no_more_than_are_wanted() {
    let things = [point(1., 1., 3.), point(5., 5., 1.), point(9., 9., 2.)];
    check(&things, &Wanted { most: 2, ..ALL }, &[1, 2]);
    check(&things, &Wanted { most: 0, ..ALL }, &[]);
}

#[test]
fn what_is_out_of_the_window_neither_shows_nor_hides() {
    let window = WorldBounds::around([at(4., 0.), at(16., 16.)]);
    check(&[point(3.75, 1., 1.), point(4., 1., 2.)], &Wanted { window, ..ALL }, &[1]);
}

#[test]
fn what_is_of_another_zoom_neither_shows_nor_hides() {
    let far = |min_zoom| Thing { min_zoom, ..point(1., 1., 1.) };
    check(&[far(5.5), point(1., 1., 2.)], &ALL, &[1]);
    check(&[far(5.), point(1., 1., 2.)], &ALL, &[0]);
    check(&[far(f32::NAN), point(1., 1., 2.)], &ALL, &[0]);
}

#[test]
fn what_is_refused_neither_shows_nor_hides() {
    let crowd = Crowd::new(&[point(1., 1., 1.), point(1., 1., 2.)]);
    assert_eq!(crowd.greatest(&ALL, |number| number != 0), [1]);
    assert_eq!(crowd.greatest(&ALL, |_| false), [0_u32; 0]);
}

#[test]
fn land_stands_where_the_window_shows_it() {
    // Its middle is far to the east of the window.
    let things = [land((1., 1.), (16., 1.), 1.), point(2.25, 1., 2.), point(3.75, 1., 3.)];
    let window = WorldBounds::around([at(0., 0.), at(4., 4.)]);
    check(&things, &Wanted { window, ..ALL }, &[0, 2]);
    check(&things, &ALL, &[0, 1, 2]);
}

#[test]
fn a_rank_that_is_no_number_is_the_last() {
    check(&[point(1., 1., f64::NAN), point(5., 5., -f64::NAN), point(9., 9., 1e300)], &ALL, &[2, 0, 1]);
}

#[test]
fn what_is_nowhere_is_never_found_and_the_others_keep_their_numbers() {
    let nowhere = |x: f64| {
        let at = WorldPoint { x, y: 0.5 };
        Thing { bounds: WorldBounds { min: at, max: at }, ..point(0., 0., 1.) }
    };
    let empty = Thing { bounds: WorldBounds::EMPTY, ..point(0., 0., 1.) };
    let things = [nowhere(f64::NAN), nowhere(f64::INFINITY), empty, point(1., 1., 1.)];
    check(&things, &ALL, &[3]);
    assert_eq!(Crowd::new(&things).len(), 1);
}

#[test]
fn nothing_is_found_among_nothing_and_in_no_window() {
    check(&[], &ALL, &[]);
    assert_eq!(Crowd::default().greatest(&ALL, |_| true), [0_u32; 0]);
    assert!(Crowd::default().bounds().is_empty() && Crowd::new(&[]).bounds().is_empty());
    let whole = WorldBounds { min: at(f64::NEG_INFINITY, 0.), max: at(f64::INFINITY, 16.) };
    let of_no_number = WorldBounds { min: at(f64::NAN, 0.), max: at(4., 4.) };
    for window in [WorldBounds::EMPTY, whole, of_no_number] {
        check(&[point(1., 1., 1.)], &Wanted { window, ..ALL }, &[]);
    }
}

#[test]
fn a_window_of_one_place_shows_what_is_there() {
    let window = WorldBounds::around([at(1., 1.)]);
    check(&[point(1., 1., 1.), point(1.5, 1., 1.)], &Wanted { window, ..ALL }, &[0]);
}

#[test]
fn distances_without_measure_are_no_harm() {
    let things = [point(1., 1., 1.), point(15., 15., 2.)];
    for apart in [1e300, f64::INFINITY] {
        check(&things, &Wanted { apart, ..ALL }, &[0]);
    }
    check(&things, &Wanted { apart: f64::MIN_POSITIVE, ..ALL }, &[0, 1]);
    let far = WorldBounds { min: at(-1e300, -1e300), max: at(1e300, 1e300) };
    check(&things, &Wanted { window: far, ..ALL }, &[0, 1]);
}

#[test]
fn a_million_at_one_place_are_passed_over_at_once() {
    let mut asked = 0;
    let crowd = Crowd::new(&vec![point(3., 3., 2.); 1_000_000]);
    let found = crowd.greatest(&ALL, |_| {
        asked += 1;
        true
    });
    assert_eq!((found, asked), (vec![0], 1));
}

#[test]
fn a_thing_takes_as_many_bytes_as_is_said() {
    let things: Vec<Thing> = (0..100_000).map(|i| point(f64::from(i), 0., 1.)).collect();
    assert_eq!(Crowd::new(&things).bytes().div_ceil(things.len()), 47);
}

/// The same by looking at all.
fn by_hand(things: &[Thing], wanted: &Wanted, passes: impl Fn(u32) -> bool) -> Vec<u32> {
    let mut order: Vec<usize> = (0..things.len()).collect();
    order.sort_by(|a, b| things[*a].rank.total_cmp(&things[*b].rank));
    let mut found: Vec<(u32, WorldPoint)> = Vec::new();
    for number in order {
        let thing = &things[number];
        if found.len() == wanted.most
            || !thing.bounds.touches(&wanted.window)
            || f64::from(thing.min_zoom) > wanted.zoom
            || !passes(number as u32)
        {
            continue;
        }
        let at = shown(&thing.bounds, &wanted.window).centre();
        let is_close =
            |other: &WorldPoint| (other.x - at.x).powi(2) + (other.y - at.y).powi(2) < wanted.apart.powi(2);
        if !found.iter().any(|(_, other)| is_close(other)) {
            found.push((number as u32, at));
        }
    }
    found.into_iter().map(|(number, _)| number).collect()
}

/// Points and boxes on a coarse grid, so that many share a place, an edge or a rank.
fn things() -> impl Strategy<Value = Vec<Thing>> {
    let thing = (0..64_u8, 0..64_u8, prop_oneof![4 => Just((0_u8, 0_u8)), 1 => (0..40_u8, 0..40_u8)]);
    vec((thing, 1..9_u8, 0..12_u8), 0..300).prop_map(|all| {
        let thing = |((x, y, (width, height)), rank, zoom)| {
            let (x, y) = (f64::from(x) / 4., f64::from(y) / 4.);
            let to = (x + f64::from(width) / 4., y + f64::from(height) / 4.);
            Thing { min_zoom: f32::from(zoom), ..land((x, y), to, f64::from(rank)) }
        };
        all.into_iter().map(thing).collect()
    })
}

proptest! {
    #[test]
    fn what_is_found_is_what_looking_at_all_finds(
        things in things(),
        corner in (0..64_u8, 0..64_u8), size in (0..64_u8, 0..64_u8),
        zoom in 0..12_u8, apart in 0..40_u8, most in 0..60_usize, refused in 1..9_u32,
    ) {
        let [left, top, width, height] =
            [corner.0, corner.1, size.0, size.1].map(|quarters| f64::from(quarters) / 4.);
        let window = WorldBounds::around([at(left, top), at(left + width, top + height)]);
        let apart = f64::from(apart) / 64.;
        let wanted = Wanted { window, zoom: f64::from(zoom), apart, most };
        let passes = |number: u32| number % refused != 3;
        let found = Crowd::new(&things).greatest(&wanted, passes);
        prop_assert_eq!(found, by_hand(&things, &wanted, passes));
    }

    #[test]
    fn whatever_is_asked_of_whatever_there_is_no_panic(
        numbers in vec(any::<[f64; 5]>(), 0..60), zooms in any::<f32>(), asked in any::<[f64; 6]>(), most in 0..60_usize,
    ) {
        let bounds = |[x, y, other_x, other_y]: [f64; 4]| WorldBounds {
            min: WorldPoint { x, y },
            max: WorldPoint { x: other_x, y: other_y },
        };
        let things: Vec<Thing> = numbers.into_iter()
            .map(|[x, y, a, b, rank]| Thing { bounds: bounds([x, y, a, b]), rank, min_zoom: zooms })
            .collect();
        let [x, y, a, b, zoom, apart] = asked;
        let wanted = Wanted { window: bounds([x, y, a, b]), zoom, apart, most };
        prop_assert!(Crowd::new(&things).greatest(&wanted, |_| true).len() <= most);
    }
}
