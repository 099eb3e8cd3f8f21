//! Bytes of any kind.

use proptest::collection::vec;
use proptest::prelude::*;

use crate::containers::{WGS_84, dbf, flat_geobuf, polygon, shapefile, shp, zipped};
use crate::geo_packages::{LEAST, SHAPES, TABLES};
use crate::read;

fn fixtures() -> Vec<Vec<u8>> {
    let texts = [
        r#"{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:3857"}},"features":[{"type":"Feature","id":7,"properties":{"name":"A","x":[]},"geometry":{"type":"GeometryCollection","geometries":[{"type":"Polygon","coordinates":[[[170,0],[190,0,3],[179,9]],[[0,0]]]},{"type":"Point","coordinates":[1,2]}]}}]}"#,
        r#"{"type":"umap","layers":[{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"MultiPoint","coordinates":[[1,2]]}}],"_umap_options":{"name":"A"}}]}"#,
        r"<kml><Folder><name>F</name><Placemark><MultiGeometry><Polygon><outerBoundaryIs><LinearRing><coordinates>0,0,0 9,0 9,9 0,0</coordinates></LinearRing></outerBoundaryIs></Polygon><Track><coord>1 2 3</coord></Track></MultiGeometry></Placemark></Folder></kml>",
        "wkt;lat;lon;name\nMULTIPOLYGON (((0 0,9 0,9 9,0 0)));;;A\n;2,5;1,5;\"B\"\n",
        r#"<gpx><wpt lat="2" lon="1"/><trk><trkseg><trkpt lat="0" lon="0"/><trkpt lat="1" lon="1"/></trkseg></trk></gpx>"#,
        r#"{"type":"Topology","transform":{"scale":[1,1],"translate":[0,0]},"arcs":[[[0,0],[4,0],[0,4]]],"objects":{"a":{"type":"Polygon","arcs":[[0,-1]]},"b":{"type":"MultiPolygon","arcs":[[[0]]]}}}"#,
    ];
    let mut all: Vec<Vec<u8>> = texts.iter().map(|text| text.as_bytes().to_vec()).collect();
    all.push(shapefile(WGS_84));
    all.push(flat_geobuf(0));
    all.extend([SHAPES, TABLES, LEAST].map(<[u8]>::to_vec));
    all
}

/// Bytes of a file changed here and there.
fn mutated(mut bytes: Vec<u8>, edits: &[(prop::sample::Index, u8, u8)]) -> Vec<u8> {
    for (at, kind, byte) in edits {
        if bytes.is_empty() {
            break;
        }
        let at = at.index(bytes.len());
        match kind % 4 {
            0 => bytes[at] = *byte,
            1 => bytes.insert(at, *byte),
            2 => drop(bytes.remove(at)),
            // A digit more makes another number.
            _ => bytes.insert(at, b'0' + byte % 10),
        }
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_are_a_panic(bytes in vec(any::<u8>(), 0..200)) {
        let _ = read("a", &bytes);
        for start in ["{\"type\":", "<kml>", "<gpx>", "lat,lon\n", "fgb\u{3}fgb", "PK\u{3}\u{4}", "SQLite format 3\0"] {
            let _ = read("a", [start.as_bytes(), &bytes].concat());
        }
    }

    #[test]
    fn no_changed_file_is_a_panic(
        which in any::<prop::sample::Index>(),
        edits in vec((any::<prop::sample::Index>(), any::<u8>(), any::<u8>()), 1..6),
    ) {
        let all = fixtures();
        let _ = read("a", mutated(all[which.index(all.len())].clone(), &edits));
    }

    // A changed zip is mostly no zip: its files are changed before they are in one.
    #[test]
    fn no_changed_shapefile_is_a_panic(
        edits in vec((any::<prop::sample::Index>(), any::<u8>(), any::<u8>()), 1..6),
        of_table in any::<bool>(),
    ) {
        let ring: &[(f64, f64)] = &[(0., 0.), (0., 9.), (9., 9.), (0., 0.)];
        let (mut shapes, mut table) = (shp(&[polygon(&[ring, ring])]), dbf(["NAME", "POP"], &[[b"A", b"3"]]));
        if of_table {
            table = mutated(table, &edits);
        } else {
            shapes = mutated(shapes, &edits);
        }
        let _ = read("a.zip", zipped(&[("a.shp", &shapes), ("a.dbf", &table), ("a.prj", WGS_84)]));
    }

    // Of a database most bytes are no part of anything: those are changed that are numbers of
    // pages, lengths and kinds.
    #[test]
    fn no_changed_geo_package_is_a_panic(
        which in 0..3_usize,
        edits in vec((any::<prop::sample::Index>(), 0..24_usize, any::<u8>()), 1..6),
    ) {
        let mut file = [SHAPES, TABLES, LEAST][which].to_vec();
        for (page, at, byte) in edits {
            let start = 512 * page.index(file.len() / 512);
            file[start + if start == 0 { 100 + at } else { at }] = byte;
        }
        let _ = read("a", file);
    }

    #[test]
    fn the_text_of_a_layer_is_read_as_it_was_written(lon in -180.0..180.0, lat in -90.0..90.0) {
        let text = format!(r#"{{"type":"Feature","id":"a","properties":{{"name":"A"}},"geometry":{{"type":"Point","coordinates":[{lon},{lat}]}}}}"#);
        let first = read("a", text).unwrap();
        let again = read("a", &first.layers[0].text).unwrap();
        prop_assert_eq!(&again.layers[0].text, &first.layers[0].text);
        prop_assert_eq!(again.ledger.to_string(), "kept 1 feature\nkept 1 layer\ndropped 1 property: “source”: an import sets it anew, or leaves it to the author (first: feature 1, “A”)\n");
    }
}
