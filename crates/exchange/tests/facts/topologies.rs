//! `TopoJSON`.

use crate::{check_layers, check_refused};

#[test]
fn objects_are_layers_and_arcs_are_joined() {
    let text = r#"{"type":"Topology","transform":{"scale":[0.5,0.5],"translate":[10,20]},
        "arcs":[[[0,0],[4,0],[0,4]],[[0,0],[0,4],[4,0]]],
        "objects":{"land":{"type":"GeometryCollection","geometries":[
            {"type":"Polygon","id":"a","arcs":[[0,-2]],"properties":{"name":"A"}},
            {"type":"Polygon","id":"b","arcs":[[0,9]],"properties":{"name":"B"}},
            {"type":null,"id":"c","properties":{"name":"C"}}]},
        "towns":{"type":"Point","id":"t","coordinates":[2,2],"properties":{"name":"T"}}}}"#;
    check_layers(
        "a.topojson",
        text,
        &[
            ("land", &["a “A” outline Polygon [[[10,20],[12,20],[12,22],[10,22],[10,20]]]"]),
            ("towns", &["t “T” marker Point [11,21]"]),
        ],
        &[
            "kept 2 features",
            "kept 2 layers",
            "dropped 1 feature: expected one of the file’s 2 arcs, got 9 (first: layer “land”, feature 2, “B”)",
            "dropped 1 feature: no geometry (first: layer “land”, feature 3, “C”)",
        ],
    );
}

#[test]
fn few_bytes_do_not_ask_for_more_than_there_is_room_for() {
    let arc = format!("[[0,0]{}]", ",[1,1]".repeat(20_000));
    let line = format!("[0{}]", ",0".repeat(20_000));
    let text = format!(
        r#"{{"type":"Topology","arcs":[{arc}],"objects":{{"a":{{"type":"LineString","arcs":{line}}}}}}}"#
    );
    check_refused("a.json", text, "more than is read at once, expected at most 10000000 positions");
}
