//! GeoJSON, and uMap's own export of it.

use crate::{check, check_layers, check_refused, features, read};

const POINT: &str = r#"{"type":"Point","coordinates":[1,2]}"#;

fn collection(features: &str) -> String {
    format!(r#"{{"type":"FeatureCollection","features":[{features}]}}"#)
}

fn feature(rest: &str) -> String {
    collection(&format!(r#"{{"type":"Feature",{rest}}}"#))
}

#[test]
fn a_layer_is_kept_as_it_is() {
    check(
        "a.geojson",
        feature(&format!(r#""id":"lake","properties":{{"name":"Lake"}},"geometry":{POINT}"#)),
        &["lake “Lake” marker Point [1,2]"],
        &["kept 1 feature", "kept 1 layer"],
    );
}

#[test]
fn a_bare_geometry_is_a_feature() {
    check(
        "a.json",
        POINT,
        &["point-1 “point-1” marker Point [1,2]"],
        &[
            "kept 1 feature",
            "kept 1 layer",
            "approximated 1 id: none there, made of the name or the kind (first: feature 1)",
            "approximated 1 name: none there: its id stands for it (first: feature 1)",
        ],
    );
}

#[test]
fn a_bare_feature_has_its_byte_order_mark_skipped() {
    let text = format!("\u{feff}{{\"type\":\"Feature\",\"id\":7,\"properties\":null,\"geometry\":{POINT}}}");
    let told = read("a", text).unwrap();
    assert_eq!(features(&told.layers[0].text), ["point-7 “point-7” marker Point [1,2]"]);
    assert!(told.ledger.to_string().contains("approximated 1 id: a number, made a name (first: feature 1)"));
}

#[test]
fn a_collection_of_geometries_is_split_by_kind() {
    let line = r#"{"type":"LineString","coordinates":[[0,0],[1,1,9]]}"#;
    let all = format!(r#"{{"type":"GeometryCollection","geometries":[{POINT},{line},{POINT}]}}"#);
    check(
        "a.geojson",
        feature(&format!(r#""id":"ford","properties":{{"name":"Ford"}},"geometry":{all}"#)),
        &["ford “Ford” marker MultiPoint [[1,2],[1,2]]", "ford-2 “Ford” road LineString [[0,0],[1,1]]"],
        &[
            "kept 2 features",
            "kept 1 layer",
            "approximated 1 position: altitude dropped (first: feature 1, “Ford”)",
            "approximated 1 feature: points, lines and areas in one, now a feature for each of these (first: feature 1, “Ford”)",
            "approximated 1 id: taken by a feature before, numbered (first: feature 1, “Ford”)",
        ],
    );
}

#[test]
fn the_reference_system_may_be_said() {
    let crs = |name: &str, at: &str| {
        format!(
            r#"{{"type":"FeatureCollection","crs":{{"type":"name","properties":{{"name":"{name}"}}}},"features":[
            {{"type":"Feature","id":"a","properties":{{"name":"A"}},"geometry":{{"type":"Point","coordinates":{at}}}}}]}}"#
        )
    };
    for name in ["urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326"] {
        check("a", crs(name, "[1,2]"), &["a “A” marker Point [1,2]"], &["kept 1 feature", "kept 1 layer"]);
    }
    let metres = read("a", crs("urn:ogc:def:crs:EPSG::3857", "[111319.49,222684.21]")).unwrap();
    assert_eq!(features(&metres.layers[0].text), ["a “A” marker Point [1,2]"]);
    assert!(metres.ledger.to_string().contains(
        "approximated 1 position: converted from metres of Web Mercator (EPSG:3857) to degrees (first: feature 1, “A”)"
    ));
    check_refused("a", crs("EPSG:2154", "[1,2]"), "positions are in EPSG:2154, expected longitude");
}

#[test]
fn what_cannot_be_drawn_is_told() {
    let all = format!(
        r#"{{"type":"Feature","id":"a","properties":{{"name":"A"}},"geometry":{POINT}}},
        {{"type":"Feature","properties":{{"name":"Nowhere"}},"geometry":null}},
        {{"type":"Feature","properties":{{}},"geometry":{{"type":"Point","coordinates":[40,144]}}}},
        {{"type":"Feature","properties":{{}},"geometry":{{"type":"Point","coordinates":["1","2"]}}}},
        {{"type":"Feature","properties":{{}},"geometry":{{"type":"LineString","coordinates":[[1,2]]}}}},
        {{"type":"Topic"}}, 5"#
    );
    check(
        "a",
        collection(&all),
        &["a “A” marker Point [1,2]"],
        &[
            "kept 1 feature",
            "kept 1 layer",
            "dropped 1 feature: no geometry (first: feature 2, “Nowhere”)",
            "dropped 1 feature: expected a latitude from -90 to 90 after the longitude, got 144 (first: feature 3)",
            "dropped 1 feature: expected a position of longitude and latitude, got [\"1\",\"2\"] (first: feature 4)",
            "dropped 1 part of a geometry: a line of fewer than 2 different positions (first: feature 5)",
            "dropped 1 feature: nothing is left of its geometry (first: feature 5)",
            "dropped 2 features: expected a Feature, got type “Topic” (first: feature 6)",
        ],
    );
}

#[test]
fn an_area_is_closed_wound_and_rounded() {
    let area =
        r#"{"type":"Polygon","coordinates":[[[0,0],[0,9],[9,9],[9,0.0000001]],[[1,1],[2,1],[2,2],[1,1]]]}"#;
    check(
        "a",
        feature(&format!(r#""id":"a","properties":{{"title":"A"}},"geometry":{area}"#)),
        &["a “A” outline Polygon [[[0,0],[9,0],[9,9],[0,9],[0,0]],[[1,1],[2,2],[2,1],[1,1]]]"],
        &[
            "kept 1 feature",
            "kept 1 layer",
            "approximated 1 position: rounded to 5 decimals, about a metre (first: feature 1, “A”)",
            "approximated 1 ring: closed: it did not end where it starts (first: feature 1, “A”)",
            "approximated 2 rings: turned round, as RFC 7946 has it (first: feature 1, “A”)",
        ],
    );
}

#[test]
fn looks_and_unknown_properties_are_told_by_name() {
    let properties = r##"{"name":"A","stroke":"#f00","pop":3,"description":"Said.","empty":"","none":null}"##;
    check(
        "a",
        feature(&format!(r#""id":"a","properties":{properties},"geometry":{POINT},"tippecanoe":{{}}"#)),
        &["a “A” marker Point [1,2]"],
        &[
            "kept 1 feature",
            "kept 1 layer",
            "dropped 1 property: “description”: in an atlas, texts about places stand in regions.json and claims.json (first: feature 1, “A”)",
            "dropped 1 property: “pop”: a layer of an atlas has no place for it (first: feature 1, “A”)",
            "dropped 1 property: “stroke”, a look (simplestyle): in an atlas, `style` says how it looks (first: feature 1, “A”)",
            "dropped 1 property: “tippecanoe”, beside the properties: a layer of an atlas has no place for it (first: feature 1, “A”)",
        ],
    );
}

#[test]
fn the_name_in_the_authors_language_is_preferred() {
    let text = feature(&format!(
        r#""id":"a","properties":{{"name":"Երևան","name:en":"Yerevan"}},"geometry":{POINT}"#
    ));
    let told = read("a", text).unwrap();
    assert_eq!(features(&told.layers[0].text), ["a “Yerevan” marker Point [1,2]"]);
    assert!(told.ledger.to_string().contains("dropped 1 property: “name”:"));
}

#[test]
fn an_atlas_s_own_name_and_style_are_kept() {
    let text = feature(&format!(
        r#""id":"a","properties":{{"name":{{"hy":"Ա","en":"A"}},"style":"town"}},"geometry":{POINT}"#
    ));
    check("a", text, &["a “A” town Point [1,2]"], &["kept 1 feature", "kept 1 layer"]);
}

#[test]
fn a_feature_a_line_is_a_layer() {
    let line = |id: &str| {
        format!(r#"{{"type":"Feature","id":"{id}","properties":{{"name":"X"}},"geometry":{POINT}}}"#)
    };
    check(
        "a.geojsonl",
        format!("{}\n\u{1e}{}\r\n", line("a"), line("b")),
        &["a “X” marker Point [1,2]", "b “X” marker Point [1,2]"],
        &["kept 2 features", "kept 1 layer"],
    );
}

#[test]
fn a_layer_is_called_as_its_file_is() {
    let named = |name: &str| read(name, POINT).unwrap().layers.remove(0).id;
    assert_eq!(named("atlas/Old Borders.v2.geojson"), "old-borders-v2");
    assert_eq!(named(".geojson"), "layer");
    assert_eq!(named("Границы.geojson"), "layer");
}

#[test]
fn an_id_among_properties_stands_in_for_one() {
    let told = |own: &str| {
        let told = read(
            "a",
            feature(&format!(r#"{own}"properties":{{"name":"A","id":"lake"}},"geometry":{POINT}"#)),
        );
        let told = told.unwrap();
        (features(&told.layers[0].text).remove(0), told.ledger.to_string().contains("“id”"))
    };
    assert_eq!(told(""), ("lake “A” marker Point [1,2]".to_owned(), false));
    assert_eq!(told(r#""id":"lake","#), ("lake “A” marker Point [1,2]".to_owned(), false));
    assert_eq!(told(r#""id":"ford","#), ("ford “A” marker Point [1,2]".to_owned(), true));
}

#[test]
fn ids_are_once_each() {
    let one = format!(r#"{{"type":"Feature","id":"Way/1","properties":{{"name":"A"}},"geometry":{POINT}}}"#);
    check(
        "a",
        collection(&format!("{one},{one}")),
        &["way-1 “A” marker Point [1,2]", "way-1-2 “A” marker Point [1,2]"],
        &[
            "kept 2 features",
            "kept 1 layer",
            "approximated 2 ids: written in kebab-case (first: feature 1, “A”)",
            "approximated 1 id: taken by a feature before, numbered (first: feature 2, “A”)",
        ],
    );
}

#[test]
fn a_map_of_umap_has_its_layers() {
    let point = |name: &str| {
        format!(
            r#"{{"type":"Feature","properties":{{"name":"{name}","_umap_options":{{"color":"Red"}}}},"id":"AxM1","geometry":{POINT}}}"#
        )
    };
    let map = format!(
        r#"{{"type":"umap","uri":"https://umap.example/1","properties":{{"name":"Map"}},"geometry":{POINT},"layers":[
        {{"type":"FeatureCollection","features":[{}],"_umap_options":{{"name":"Towns","displayOnLoad":true}}}},
        {{"type":"FeatureCollection","features":[],"_umap_options":{{"name":"Far","remoteData":{{"url":"https://example.org/x"}}}}}},
        {{"type":"FeatureCollection","features":[{}],"_umap_options":{{"name":"Towns"}}}}]}}"#,
        point("A"),
        point("B")
    );
    check_layers(
        "my.umap",
        map,
        &[("towns", &["axm1 “A” marker Point [1,2]"]), ("towns-2", &["axm1 “B” marker Point [1,2]"])],
        &[
            "kept 2 features",
            "kept 2 layers",
            "approximated 2 ids: written in kebab-case (first: layer “Towns”, feature 1, “A”)",
            "dropped 1 member of the file: “geometry”: in an atlas, atlas.json says how a map begins",
            "dropped 1 member of the file: “properties”: in an atlas, atlas.json says how a map begins",
            "dropped 1 member of the file: “uri”: in an atlas, atlas.json says how a map begins",
            "dropped 2 members of the file: “_umap_options” of a layer, beside its name: how uMap shows it (first: layer “Towns”)",
            "dropped 2 properties: “_umap_options”, a look (uMap): in an atlas, `style` says how it looks (first: layer “Towns”, feature 1, “A”)",
            "dropped 1 layer: its features are at another address, and nothing is fetched (first: layer “Far”)",
            "dropped 1 layer: nothing in it can be drawn (first: layer “Far”)",
        ],
    );
}

#[test]
fn a_layer_of_umap_by_itself_has_its_name() {
    let text = format!(
        r#"{{"type":"FeatureCollection","features":[{{"type":"Feature","geometry":{POINT}}}],"_umap_options":{{"name":"Old towns"}}}}"#
    );
    assert_eq!(read("a.geojson", text).unwrap().layers[0].id, "old-towns");
}

#[test]
fn nothing_is_an_error_that_says_why() {
    check_refused("a", collection(""), "nothing of it can be drawn\ndropped 1 layer");
    check_refused("a.geojson", "{", "JSON: EOF while parsing");
    check_refused("a.geojson", r#"{"type":"Style"}"#, "JSON of type “Style”, expected GeoJSON");
    check_refused("a.geojson", "", "“a.geojson” is empty");
}
