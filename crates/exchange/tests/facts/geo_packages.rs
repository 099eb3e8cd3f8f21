//! `GeoPackage`s, as GDAL and Python write them (`fixtures/README.md`), and broken ones.

use crate::containers::zipped;
use crate::{check, check_layers, check_refused, features, read};

pub const SHAPES: &[u8] = include_bytes!("../fixtures/shapes.gpkg");
pub const TABLES: &[u8] = include_bytes!("../fixtures/tables.gpkg");
pub const LEAST: &[u8] = include_bytes!("../fixtures/least.gpkg");
const PLAIN: &[u8] = include_bytes!("../fixtures/plain.sqlite");
/// Of the fixtures, in bytes.
const PAGE: usize = 512;

/// A file with other bytes from `at` on.
fn changed(file: &[u8], at: usize, bytes: &[u8]) -> Vec<u8> {
    let mut file = file.to_vec();
    file[at..at + bytes.len()].copy_from_slice(bytes);
    file
}

fn place(file: &[u8], bytes: &[u8]) -> Option<usize> {
    file.windows(bytes.len()).position(|window| window == bytes)
}

fn find(file: &[u8], bytes: &[u8]) -> usize {
    place(file, bytes).expect("it is there")
}

/// The number of a page, from 0.
fn page(file: &[u8], is_it: impl Fn(&[u8]) -> bool) -> usize {
    file.chunks(PAGE).rposition(is_it).expect("it is there")
}

/// The table of 120 rows, which has pages of pages.
fn page_of_pages() -> usize {
    page(TABLES, |page| page[0] == 5)
}

/// How many features are kept, and what the ledger says of the others.
#[track_caller]
fn check_broken(file: &[u8], kept: usize, want: &str) {
    let told = read("a.gpkg", file).unwrap();
    assert_eq!(told.layers.iter().map(|layer| layer.features).sum::<usize>(), kept, "{}", told.ledger);
    assert!(told.ledger.to_string().lines().any(|line| line == want), "{}", told.ledger);
}

#[test]
fn a_table_of_features_is_a_layer() {
    check(
        "a.gpkg",
        SHAPES,
        &[
            "ford “Ford” marker Point [1,2]",
            "road “Road” road LineString [[0,0],[4,3]]",
            "lake “Lake” outline Polygon [[[0,0],[9,0],[9,9],[0,9],[0,0]],[[1,1],[2,2],[2,1],[1,1]]]",
            "isles “Isles” outline MultiPolygon [[[[0,0],[1,0],[1,1],[0,0]]],[[[5,5],[6,5],[6,6],[5,5]]]]",
            "wells “Wells” marker MultiPoint [[1,1],[2,2]]",
            "paths “Paths” road MultiLineString [[[0,0],[1,1]],[[2,2],[3,3]]]",
            "both “Both” marker Point [1,2]",
            "both-2 “Both” road LineString [[0,0],[4,3]]",
            "field “Field” outline Polygon [[[0,0],[1,0],[1,1],[0,0]]]",
        ],
        &[
            "kept 9 features",
            "kept 1 layer",
            "approximated 1 position: altitude dropped (first: feature 1, “Ford”)",
            "approximated 8 ids: a number, made a name (first: feature 2, “Road”)",
            "approximated 2 rings: turned round, as RFC 7946 has it (first: feature 3, “Lake”)",
            "approximated 1 feature: points, lines and areas in one, now a feature for each of these (first: feature 7, “Both”)",
            "approximated 1 id: taken by a feature before, numbered (first: feature 7, “Both”)",
            "dropped 2 properties: “population”: a layer of an atlas has no place for it (first: feature 1, “Ford”)",
            "dropped 3 features: no geometry (first: feature 8, “Nowhere”)",
            "dropped 1 feature: expected points, lines and areas with straight edges, got a geometry of kind 8 (CircularString) (first: feature 11, “Bend”)",
        ],
    );
}

#[test]
fn each_table_is_a_layer_and_has_its_reference_system() {
    let towns: Vec<String> = (1..=120).map(|n| format!("town-{n} “Town {n}” marker Point [{n},2]")).collect();
    let towns: Vec<&str> = towns.iter().map(String::as_str).collect();
    check_layers(
        "a.gpkg",
        TABLES,
        &[("towns-of-note", &towns), ("web", &["web “Web” marker Point [2,0]"])],
        &[
            "kept 121 features",
            "kept 2 layers",
            "approximated 121 ids: a number, made a name (first: layer “Towns of note”, feature 1, “Town 1”)",
            "approximated 1 position: converted from metres of Web Mercator (EPSG:3857) to degrees (first: layer “web”, feature 1, “Web”)",
            "dropped 1 layer: positions are in EPSG:2154 (RGF93 v1 / Lambert-93), expected longitude and latitude in degrees (WGS 84): export it so (first: layer “survey”)",
            "dropped 1 layer: a table of the kind “attributes”, of which an atlas draws nothing (first: layer “mayors”)",
        ],
    );
}

#[test]
fn a_file_may_have_no_more_than_it_must() {
    check(
        "a.gpkg",
        LEAST,
        &["s-vres “S\u{fffd}vres” marker Point [-3,4]", "ford “Ford” marker Point [1,2]"],
        &[
            "kept 2 features",
            "kept 1 layer",
            "approximated 1 layer: no reference system said (“undefined geographic”): taken for degrees (WGS 84) (first: layer “The (Places”)",
            "approximated 1 text: characters that are none in UTF-8 are \u{fffd}",
            "approximated 2 ids: a number, made a name (first: layer “The (Places”, feature 1, “S\u{fffd}vres”)",
            "dropped 2 properties: “note”: a layer of an atlas has no place for it (first: layer “The (Places”, feature 1, “S\u{fffd}vres”)",
            "dropped 1 feature: expected a geometry in the table’s reference system, got 2154 (first: layer “The (Places”, feature 3, “Elsewhere”)",
            "dropped 1 feature: expected a geometry that begins with “GP” and the version 0 (first: layer “The (Places”, feature 4, “Short”)",
            "dropped 1 feature: expected a geometry, got a number or a text (first: layer “The (Places”, feature 5, “Text”)",
            "dropped 1 layer: a view, which is computed of others (first: layer “views”)",
            "dropped 1 layer: a table of features that gpkg_geometry_columns lacks (first: layer “gone”)",
        ],
    );
}

#[test]
fn it_may_be_in_a_zip_under_any_name() {
    let told = read("a.zip", zipped(&[("a.gpkg", SHAPES)])).unwrap();
    assert_eq!(features(&told.layers[0].text).len(), 9);
    let told = read("a", SHAPES).unwrap();
    assert_eq!(features(&told.layers[0].text).len(), 9);
}

#[test]
fn another_reference_system_alone_is_refused() {
    let at = find(SHAPES, b"\x10\xe6GEOGCS[\"WGS 84\"");
    let file = changed(SHAPES, at, b"\x10\xe7GEOGCS[\"WGS 72\"");
    check_refused(
        "a.gpkg",
        file,
        "positions are in EPSG:4327 (WGS 84 geodetic), expected longitude and latitude",
    );
}

#[test]
fn a_reference_system_may_be_known_by_its_definition() {
    let file = changed(SHAPES, find(SHAPES, b"EPSG\x10\xe6GEOGCS"), b"EPSG\x10\xe7GEOGCS");
    assert_eq!(read("a.gpkg", file).unwrap().layers[0].features, 9);
}

#[test]
fn another_database_is_refused() {
    check_refused("a.gpkg", PLAIN, "a database (SQLite) without a table gpkg_contents, expected GeoJSON");
    check_refused("a.gpkg", changed(SHAPES, 56, &[0, 0, 0, 2]), "GeoPackage: text in UTF-16, expected UTF-8");
    check_refused(
        "a.gpkg",
        changed(SHAPES, 19, &[3]),
        "GeoPackage: written for a later SQLite than is read here",
    );
    check_refused(
        "a.gpkg",
        changed(SHAPES, 16, &[0, 100]),
        "GeoPackage: expected pages of 512 to 65536 bytes",
    );
}

#[test]
fn a_file_without_features_says_so() {
    let mut file = LEAST.to_vec();
    while let Some(at) = place(&file, b"features") {
        file = changed(&file, at, b"pictures");
    }
    check_refused("a.gpkg", &file, "dropped 1 member of the file: gpkg_contents: no table of features in it");
    check_refused("a.gpkg", &file, "a table of the kind “pictures”, of which an atlas draws nothing");
}

#[test]
fn a_log_beside_the_file_is_told() {
    let want = "approximated 1 member of the file: what was written last may be in a log beside the file (-wal), which is not read";
    check_broken(&changed(SHAPES, 18, &[2, 2]), 9, want);
}

#[test]
fn a_file_that_is_cut_off_has_what_is_there() {
    // The table after it ends there too.
    let end = page(TABLES, |page| place(page, b"Town 120").is_some());
    let want =
        "dropped 2 members of the file: features on a page that the file ends before (first: layer “towns”)";
    check_broken(&TABLES[..end * PAGE], 110, want);
    check_refused("a.gpkg", &TABLES[..9 * PAGE], "GeoPackage: a page that the file ends before");
    check_refused("a.gpkg", &TABLES[..50], "GeoPackage: the file ends in its head");
}

#[test]
fn pages_that_come_round_again_are_read_once() {
    let own = page_of_pages();
    let number = u32::try_from(own + 1).unwrap().to_be_bytes();
    let want = "dropped 1 member of the file: features on a page that something else has already (first: layer “towns”)";
    check_broken(&changed(TABLES, own * PAGE + 8, &number), 111, want);
}

#[test]
fn a_cell_that_comes_round_again_is_read_once() {
    let own = page(LEAST, |page| page[4..].iter().all(|byte| matches!(byte, b'a'..=b'z' | b' ')));
    let number = u32::try_from(own + 1).unwrap().to_be_bytes();
    let want =
        "dropped 1 feature: a page that something else has already (first: layer “The (Places”, feature 2)";
    check_broken(&changed(LEAST, own * PAGE, &number), 1, want);
}

#[test]
fn rows_do_not_lie_on_each_other() {
    let mut file = changed(&LEAST[..PAGE], 100, &[13, 0, 0, 0, 100]);
    for row in 0..100 {
        file = changed(&file, 108 + 2 * row, &400_u16.to_be_bytes());
    }
    // A row of a hundred bytes: five cells of nothing.
    file = changed(&file, 400, &[100, 1, 6, 0, 0, 0, 0, 0]);
    check_refused("a.gpkg", file, "GeoPackage: a row that lies on others");
}

#[test]
fn no_length_of_a_file_is_a_panic() {
    for file in [SHAPES, TABLES, LEAST] {
        for end in (0..file.len()).step_by(97) {
            let _ = read("a.gpkg", &file[..end]);
        }
    }
}
