//! KML and GPX.

use crate::{check, check_layers, check_refused, read};

fn kml(inner: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<kml xmlns=\"http://www.opengis.net/kml/2.2\"><Document><name>Map</name>{inner}</Document></kml>"
    )
}

#[test]
fn folders_are_layers() {
    let placemark = |name: &str| {
        format!(
            "<Placemark id=\"p\"><name>{name}</name><Point><coordinates>\n 1,2,0 </coordinates></Point></Placemark>"
        )
    };
    let text = kml(&format!(
        "<Style id=\"s\"/><Folder><name>Towns</name>{}</Folder><Folder><name>Roads</name>{}</Folder><Folder><name>None</name></Folder>",
        placemark("A"),
        placemark("B")
    ));
    check_layers(
        "doc.kml",
        text,
        &[("towns", &["p “A” marker Point [1,2]"]), ("roads", &["p “B” marker Point [1,2]"])],
        &[
            "kept 2 features",
            "kept 2 layers",
            "approximated 2 positions: altitude dropped (first: layer “Towns”, feature 1, “A”)",
            "dropped 1 member of the file: “Style”, a look (KML): in an atlas, `style` says how it looks (first: layer “Map”)",
            "dropped 1 layer: nothing in it can be drawn (first: layer “None”)",
        ],
    );
}

#[test]
fn what_a_placemark_says_is_told_by_name() {
    let text = kml(
        "<Placemark id=\"a\"><name>A</name><description>Said.</description><styleUrl>#s</styleUrl>\
        <ExtendedData><Data name=\"pop\"><value>3</value></Data></ExtendedData>\
        <MultiGeometry><LineString><tessellate>1</tessellate><coordinates>0,0 1, 1</coordinates></LineString></MultiGeometry></Placemark>",
    );
    check(
        "a.kml",
        text,
        &["a “A” road LineString [[0,0],[1,1]]"],
        &[
            "kept 1 feature",
            "kept 1 layer",
            "dropped 1 property: “description”: in an atlas, texts about places stand in regions.json and claims.json (first: feature 1, “A”)",
            "dropped 1 property: “pop”: a layer of an atlas has no place for it (first: feature 1, “A”)",
            "dropped 1 property: “styleUrl”, a look (KML): in an atlas, `style` says how it looks (first: feature 1, “A”)",
            "dropped 1 property: “tessellate”: a layer of an atlas has no place for it (first: feature 1, “A”)",
        ],
    );
}

#[test]
fn a_polygon_has_holes() {
    let ring = |kind: &str, at: &str| {
        format!("<{kind}><LinearRing><coordinates>{at}</coordinates></LinearRing></{kind}>")
    };
    let text = kml(&format!(
        "<Placemark id=\"a\"><name>A</name><Polygon>{}{}</Polygon></Placemark>",
        ring("innerBoundaryIs", "1,1 2,2 2,1 1,1"),
        ring("outerBoundaryIs", "0,0 9,0 9,9 0,0"),
    ));
    check(
        "a.kml",
        text,
        &["a “A” outline Polygon [[[0,0],[9,0],[9,9],[0,0]],[[1,1],[2,2],[2,1],[1,1]]]"],
        &["kept 1 feature", "kept 1 layer"],
    );
}

#[test]
fn a_link_is_not_followed() {
    check_refused(
        "a.kml",
        kml("<NetworkLink><Link><href>https://example.org/a.kml</href></Link></NetworkLink>"),
        "dropped 1 layer: a NetworkLink: what it has is at another address, and nothing is fetched (first: layer “Map”)",
    );
}

#[test]
fn entities_are_not_unfolded() {
    check_refused("a.kml", "<!DOCTYPE kml [<!ENTITY a \"b\">]><kml>&a;</kml>", "XML: ");
    check_refused("a.html", "<html/>", "XML of <html>, expected GeoJSON");
}

#[test]
fn however_deep_elements_are_it_ends() {
    let deep = format!("<kml>{}{}</kml>", "<Folder>".repeat(100_000), "</Folder>".repeat(100_000));
    assert!(read("a.kml", deep).is_err());
    let deep = "[".repeat(100_000);
    assert!(read("a.json", deep).is_err());
}

#[test]
fn waypoints_tracks_and_routes_are_one_layer() {
    let text = "<gpx version=\"1.1\" creator=\"x\"><metadata><name>Walk</name><time>2026</time></metadata>\
        <wpt lat=\"2\" lon=\"1\"><ele>900</ele><name>Ford</name><sym>Flag</sym></wpt>\
        <trk><name>Way</name><trkseg><trkpt lat=\"0\" lon=\"0\"><time>t</time></trkpt><trkpt lat=\"1\" lon=\"1\"/></trkseg></trk>\
        <rte><name>Route</name><rtept lat=\"0\" lon=\"0\"/><rtept lat=\"x\" lon=\"1\"/></rte></gpx>";
    check_layers(
        "a.gpx",
        text,
        &[("walk", &["ford “Ford” marker Point [1,2]", "way “Way” road LineString [[0,0],[1,1]]"])],
        &[
            "kept 2 features",
            "kept 1 layer",
            "approximated 1 position: altitude dropped (first: feature 1, “Ford”)",
            "approximated 2 ids: none there, made of the name or the kind (first: feature 1, “Ford”)",
            "dropped 1 member of the file: “time”: a layer of an atlas has no place for it",
            "dropped 1 property: “sym”: a layer of an atlas has no place for it (first: feature 1, “Ford”)",
            "dropped 1 property: “time” of a position: a layer of an atlas has no place for it (first: feature 2, “Way”)",
            "dropped 1 feature: a rtept without the numbers lat and lon (first: feature 3, “Route”)",
        ],
    );
}
