//! What is no text: zips (KMZ, and Shapefiles made here byte by byte) and `FlatGeobuf`, as
//! the format's own writer writes it.

use std::io::{Cursor, Write as _};

use flatgeobuf::{ColumnType, FgbCrs, FgbWriter, FgbWriterOptions, GeometryType};
use geozero::geojson::GeoJson;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::{check_layers, check_refused, features, read};

pub const WGS_84: &[u8] = br#"GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984"]]"#;

pub fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A .shp of records, the first number of each its kind.
pub fn shp(records: &[Vec<u8>]) -> Vec<u8> {
    let mut file = vec![0; 100];
    file[..4].copy_from_slice(&9994_u32.to_be_bytes());
    for (number, record) in records.iter().enumerate() {
        file.extend(u32::try_from(number + 1).unwrap().to_be_bytes());
        file.extend(u32::try_from(record.len() / 2).unwrap().to_be_bytes());
        file.extend(record);
    }
    file
}

fn point(x: f64, y: f64) -> Vec<u8> {
    let mut record = 1_u32.to_le_bytes().to_vec();
    record.extend([x, y].into_iter().flat_map(f64::to_le_bytes));
    record
}

pub fn polygon(rings: &[&[(f64, f64)]]) -> Vec<u8> {
    let number = |number: usize| u32::try_from(number).unwrap().to_le_bytes();
    let mut record = number(5).to_vec();
    record.extend([0; 32]);
    record.extend(number(rings.len()));
    record.extend(number(rings.iter().map(|ring| ring.len()).sum()));
    let mut start = 0;
    for ring in rings {
        record.extend(number(start));
        start += ring.len();
    }
    record.extend(rings.iter().copied().flatten().flat_map(|(x, y)| [*x, *y]).flat_map(f64::to_le_bytes));
    record
}

/// A .dbf of two columns of text.
pub fn dbf(columns: [&str; 2], rows: &[[&[u8]; 2]]) -> Vec<u8> {
    let mut file = vec![3; 4];
    file.extend(u32::try_from(rows.len()).unwrap().to_le_bytes());
    file.extend(97_u16.to_le_bytes());
    file.extend(21_u16.to_le_bytes());
    file.resize(32, 0);
    for column in columns {
        let mut field = column.as_bytes().to_vec();
        field.resize(32, 0);
        (field[11], field[16]) = (b'C', 10);
        file.extend(field);
    }
    file.push(b'\r');
    for row in rows {
        file.push(b' ');
        for cell in row {
            let mut cell = cell.to_vec();
            cell.resize(10, b' ');
            file.extend(cell);
        }
    }
    file
}

const OUTER: &[(f64, f64)] = &[(0., 0.), (0., 9.), (9., 9.), (9., 0.), (0., 0.)];
const HOLE: &[(f64, f64)] = &[(1., 1.), (2., 1.), (2., 2.), (1., 1.)];

pub fn shapefile(projection: &[u8]) -> Vec<u8> {
    zipped(&[
        ("x/land.shp", &shp(&[polygon(&[OUTER, HOLE]), 0_u32.to_le_bytes().to_vec()])),
        ("x/land.shx", b""),
        ("x/land.dbf", &dbf(["NAME", "POP"], &[[b"\xce\xe7\xe5\xf0\xee", b"3"], [b"Nowhere", b""]])),
        ("x/land.cpg", b"1251"),
        ("x/land.prj", projection),
    ])
}

#[test]
fn a_shapefile_is_a_layer() {
    check_layers(
        "a.zip",
        shapefile(WGS_84),
        &[(
            "land",
            &["area-1 “Озеро” outline Polygon [[[0,0],[9,0],[9,9],[0,9],[0,0]],[[1,1],[2,2],[2,1],[1,1]]]"],
        )],
        &[
            "kept 1 feature",
            "kept 1 layer",
            "approximated 2 rings: turned round, as RFC 7946 has it (first: feature 1, “Озеро”)",
            "approximated 1 id: none there, made of the name or the kind (first: feature 1, “Озеро”)",
            "dropped 1 member of the file: “.shx”: an index, of which an atlas makes its own (first: “x/land.shx”)",
            "dropped 1 property: “POP”: a layer of an atlas has no place for it (first: feature 1, “Озеро”)",
            "dropped 1 feature: no geometry (first: feature 2, “Nowhere”)",
        ],
    );
}

#[test]
fn another_reference_system_is_refused() {
    check_refused(
        "a.zip",
        shapefile(br#"PROJCS["Pulkovo_1942_GK_Zone_8",GEOGCS["GCS_Pulkovo_1942"]]"#),
        "positions are in Pulkovo_1942_GK_Zone_8, expected longitude and latitude",
    );
}

#[test]
fn a_shapefile_may_lack_its_other_files() {
    check_layers(
        "towns.zip",
        zipped(&[("towns.shp", &shp(&[point(1., 2.)])), ("readme.txt", b"x")]),
        &[("towns", &["point-1 “point-1” marker Point [1,2]"])],
        &[
            "kept 1 feature",
            "kept 1 layer",
            "approximated 1 layer: no .prj: taken for degrees (WGS 84) (first: layer “towns”)",
            "approximated 1 layer: no .dbf: no names, no properties (first: layer “towns”)",
            "approximated 1 id: none there, made of the name or the kind (first: feature 1)",
            "approximated 1 name: none there: its id stands for it (first: feature 1)",
            "dropped 1 member of the file: another file in the zip, which is no layer (first: “readme.txt”)",
        ],
    );
}

#[test]
fn a_hole_may_touch_the_outline_where_it_starts() {
    let hole: &[(f64, f64)] = &[(9., 9.), (2., 1.), (8., 2.), (9., 9.)];
    let island: &[(f64, f64)] = &[(6., 3.), (6., 4.), (7., 4.), (6., 3.)];
    let file = zipped(&[("a.shp", &shp(&[polygon(&[hole, island, OUTER])])), ("a.prj", WGS_84)]);
    let told = read("a.zip", file).unwrap();
    assert_eq!(
        features(&told.layers[0].text),
        [
            "area-1 “area-1” outline MultiPolygon [[[[6,3],[7,4],[6,4],[6,3]]],[[[0,0],[9,0],[9,9],[0,9],[0,0]],[[9,9],[8,2],[2,1],[9,9]]]]"
        ]
    );
}

#[test]
fn a_hole_in_nothing_is_an_area() {
    let told = read("a.zip", zipped(&[("a.shp", &shp(&[polygon(&[HOLE])]))])).unwrap();
    assert!(
        told.ledger
            .to_string()
            .contains("approximated 1 ring: a hole in no area, now an area (first: feature 1)")
    );
}

#[test]
fn a_record_that_lies_about_its_length_is_told() {
    let mut long = polygon(&[OUTER]);
    long[40..44].copy_from_slice(&u32::MAX.to_le_bytes());
    let told = read("a.zip", zipped(&[("a.shp", &shp(&[long, point(1., 2.)]))])).unwrap();
    assert!(
        told.ledger
            .to_string()
            .contains("dropped 1 feature: expected no more positions than the record has, got 4294967295")
    );
}

#[test]
fn a_kmz_is_its_document() {
    let kml = "<kml><Document><Placemark id=\"a\"><name>A</name><Point><coordinates>1,2</coordinates></Point></Placemark></Document></kml>";
    check_layers(
        "trip.kmz",
        zipped(&[("doc.kml", kml.as_bytes()), ("files/icon.png", b"x")]),
        &[("trip", &["a “A” marker Point [1,2]"])],
        &[
            "kept 1 feature",
            "kept 1 layer",
            "dropped 1 member of the file: another file in the zip, which is no layer (first: “files/icon.png”)",
        ],
    );
}

#[test]
fn what_unpacks_to_too_much_is_refused() {
    check_refused("a.csv", vec![b' '; 200_000_001], "the file is more than is read at once");
    let bomb = zipped(&[("a.csv", &vec![b' '; 200_000_001])]);
    assert!(bomb.len() < 1_000_000);
    check_refused(
        "a.zip",
        bomb,
        "what the zip unpacks to is more than is read at once, expected at most 200 MB",
    );
}

#[test]
fn what_is_not_read_is_named() {
    check_refused("a.zip", zipped(&[("a.txt", b"")]), "a zip without a .shp, a .kml");
    check_refused("a.shp", shp(&[]), "a .shp without its .dbf and .prj");
}

/// A file of two points, in the reference system of such a number.
pub fn flat_geobuf(code: i32) -> Vec<u8> {
    let crs = FgbCrs { code, ..FgbCrs::default() };
    let options = FgbWriterOptions { crs, promote_to_multi: false, ..FgbWriterOptions::default() };
    let mut writer = FgbWriter::create_with_options("towns", GeometryType::Point, options).unwrap();
    writer.add_column("name", ColumnType::String, |_, _| {});
    writer.add_column("pop", ColumnType::Long, |_, _| {});
    for (name, lon) in [("A", 1), ("B", 3)] {
        let feature = format!(
            r#"{{"type":"Feature","properties":{{"name":"{name}","pop":7}},"geometry":{{"type":"Point","coordinates":[{lon},2]}}}}"#
        );
        writer.add_feature(GeoJson(&feature)).unwrap();
    }
    let mut bytes = Vec::new();
    writer.write(&mut bytes).unwrap();
    bytes
}

#[test]
fn a_flat_geobuf_is_a_layer() {
    check_layers(
        "towns.fgb",
        flat_geobuf(4326),
        &[("towns", &["b “B” marker Point [3,2]", "a “A” marker Point [1,2]"])],
        &[
            "kept 2 features",
            "kept 1 layer",
            "approximated 2 ids: none there, made of the name or the kind (first: feature 1, “B”)",
            "dropped 2 properties: “pop”: a layer of an atlas has no place for it (first: feature 1, “B”)",
        ],
    );
}

#[test]
fn a_flat_geobuf_that_ends_too_soon_says_so() {
    let whole = flat_geobuf(0);
    let told = read("towns.fgb", &whole[..whole.len() - 20]).unwrap();
    assert!(
        told.ledger.to_string().contains("dropped 1 feature: the file ends before them"),
        "{}",
        told.ledger
    );
    check_refused("towns.fgb", flat_geobuf(2154), "is in the reference system 2154");
}
