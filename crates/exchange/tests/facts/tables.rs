//! Tables of coordinates.

use crate::{check, check_refused, features, read};

#[test]
fn commas_part_columns() {
    check(
        "a.csv",
        "id,name,lat,lon,pop\nford,\"Ford, the\",2,1,3\nhill,Hill,x,1,\nnone,None,,,\n",
        &["ford “Ford, the” marker Point [1,2]"],
        &[
            "kept 1 feature",
            "kept 1 layer",
            "dropped 1 property: “pop”: a layer of an atlas has no place for it (first: feature 1, “Ford, the”)",
            "dropped 1 feature: expected a number of degrees like 40.1776, got “x” (first: feature 2, “Hill”)",
            "dropped 1 feature: no geometry (first: feature 3, “None”)",
        ],
    );
}

#[test]
fn decimal_commas_go_with_semicolons() {
    let told = read("a.csv", "\u{feff}Title;Latitude;Longitude\nFord;2,5;1,25\n").unwrap();
    assert_eq!(features(&told.layers[0].text), ["ford “Ford” marker Point [1.25,2.5]"]);
}

#[test]
fn tabs_part_columns_too() {
    let told = read("a.tsv", "name\ty\tx\nFord\t2\t1\n").unwrap();
    assert_eq!(features(&told.layers[0].text), ["ford “Ford” marker Point [1,2]"]);
}

#[test]
fn a_column_may_be_wkt() {
    let told = read(
        "a.csv",
        "WKT,name\n\"POLYGON ((0 0, 0 9, 9 9, 0 0))\",Lake\nSRID=4326;POINT Z (1 2 3),Hill\nPOINT (,No\n",
    );
    let told = told.unwrap();
    assert_eq!(
        features(&told.layers[0].text),
        ["lake “Lake” outline Polygon [[[0,0],[9,9],[0,9],[0,0]]]", "hill “Hill” marker Point [1,2]"]
    );
    assert!(
        told.ledger.to_string().contains("dropped 1 feature: expected WKT, got “POINT (”"),
        "{}",
        told.ledger
    );
}

#[test]
fn brackets_have_an_end() {
    let deep = format!("wkt\n{}\n", "GEOMETRYCOLLECTION(".repeat(100_000));
    check_refused("a.csv", deep, "too deep to read");
}

#[test]
fn what_is_not_utf_8_is_told() {
    let told = read("a.csv", b"name,lat,lon\nS\xe8vres,2,1\n").unwrap();
    assert_eq!(features(&told.layers[0].text), ["sevres “Sèvres” marker Point [1,2]"]);
    assert!(told.ledger.to_string().contains("approximated 1 text: not UTF-8: read as Windows-1252"));
}

#[test]
fn columns_may_be_called_after_what_they_have() {
    let told = read("a.csv", "Foo,Latitude,geo_Longitude\nFord,2.5,1.25\n").unwrap();
    let [ford] = &*features(&told.layers[0].text) else { panic!("one feature") };
    assert!(ford.ends_with("Point [1.25,2.5]"), "{ford}");
    // Two that may be meant are none.
    let two = "start lat,start lon,end lat,end lon\n1,2,3,4\n";
    check_refused("a.csv", two, "CSV: columns start lat, start lon, end lat, end lon: expected lat and lon");
    check_refused("a.csv", "flat,salon\n1,2\n", "CSV: columns flat, salon: expected lat and lon");
}

#[test]
fn a_table_without_coordinates_says_what_it_has() {
    check_refused("a.csv", "name,place\na,b\n", "CSV: columns name, place: expected lat and lon");
}
