//! The first page of the first atlas, made from its own folder.

use std::fs;

use atlas::{Atlas, Manifest, manifest::Role};
use carto::{
    Feature, Layer, Plane, Shape, WorldPoint,
    parse::parse_layer,
    plane::PlanePoint,
    projection::project_bounds,
    sketch,
    tolerance::{FIRST_LATER, FIRST_STORY},
};
use prerender::{Files, First, first};
use serde_json::Value;

fn read(name: &str) -> String {
    let path = format!("{}/../../geodata/{name}", env!("CARGO_MANIFEST_DIR"));
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn files() -> Files {
    let manifest = read("atlas.json");
    let layers = Manifest::parse(&manifest).unwrap().layers;
    Files {
        regions: read("regions.json"),
        claims: read("claims.json"),
        layers: layers.iter().map(|entry| (entry.id.clone(), read(&entry.file))).collect(),
        chronicle: Some(read("chronicle.json")),
        locator: Some(read("locator.geojson")),
        digests: vec![("claims.json".to_owned(), "sha256-x".to_owned())],
        manifest,
        is_draft: false,
    }
}

fn page() -> First {
    first(&files()).unwrap()
}

/// What stands between `start` and the next `end`, each time.
fn between<'a>(html: &'a str, start: &str, end: &str) -> Vec<&'a str> {
    html.split(start).skip(1).map(|rest| rest.split_once(end).map_or(rest, |(found, _)| found)).collect()
}

fn features(page: &First) -> Value {
    let start = "<script type=\"application/json\" id=\"first-features\">";
    serde_json::from_str(between(&page.data, start, "</script>")[0]).unwrap()
}

/// A layer as the app reads it from the page.
fn back(page: &First, id: &str, plane: &Plane) -> Layer {
    let features = features(page);
    let described = features["layers"].as_array().unwrap().iter().find(|layer| layer["id"] == id).unwrap();
    let start = format!("data-layer=\"{id}\"");
    let group = between(&page.picture, &start, "<g data-layer")[0];
    let group = group.split("</svg>").next().unwrap();
    let paths: Vec<String> = between(group, "<path", "/>")
        .into_iter()
        .map(|path| between(path, " d=\"", "\"")[0].to_owned())
        .collect();
    assert_eq!(described["features"].as_array().unwrap().len(), paths.len(), "{id}: a path for each feature");
    sketch::read(described["features"].clone(), &paths, plane)
}

fn lines(shape: &Shape) -> &[Vec<carto::WorldPoint>] {
    match shape {
        Shape::Points(_) => &[],
        Shape::Lines(lines) | Shape::Areas(lines) => lines,
    }
}

/// From `p` to the nearest place on `line`, plane units.
fn distance(p: PlanePoint, line: &[PlanePoint]) -> f64 {
    let to = |pair: &[PlanePoint]| {
        let (a, b) = (pair[0], pair[1]);
        let (dx, dy) = (b.x - a.x, b.y - a.y);
        let along = (((p.x - a.x) * dx + (p.y - a.y) * dy) / (dx * dx + dy * dy).max(1e-9)).clamp(0., 1.);
        (p.x - a.x - along * dx).hypot(p.y - a.y - along * dy)
    };
    line.windows(2).map(to).fold(f64::INFINITY, f64::min)
}

#[test]
fn every_layer_is_read_back_from_the_picture() {
    let (page, files) = (page(), files());
    let manifest = Manifest::parse(&files.manifest).unwrap();
    let plane = Plane::covering(project_bounds(manifest.extent));
    for (entry, (_, text)) in manifest.layers.iter().zip(&files.layers) {
        let surveyed = parse_layer(text).unwrap().layer;
        let drawn = back(&page, &entry.id, &plane);
        // A ring of the base map that is hardly wider than the tolerance may go.
        let is_story = entry.role == Role::Story;
        let (most, smallest) = if is_story { (FIRST_STORY, 0.) } else { (FIRST_LATER, 20.) };
        assert!(
            !is_story || drawn.features.len() == surveyed.features.len(),
            "{}: nothing is lost",
            entry.id
        );
        for feature in &drawn.features {
            // Those that no region is drawn by come without their ids.
            let is_it = |whole: &&Feature| {
                (feature.id.is_none() || feature.id == whole.id)
                    && feature.properties.iter().all(|(key, value)| whole.properties.get(key) == Some(value))
            };
            let off = |whole: &Feature| furthest(&plane, feature, whole, smallest);
            let least = surveyed.features.iter().filter(is_it).map(off).fold(f64::INFINITY, f64::min);
            assert!(
                least < most + ROUNDING,
                "{} {:?}: {least} units off",
                entry.id,
                feature.properties.get("name")
            );
        }
    }
}

/// How far snapping to whole units of the plane moves a vertex, and a little for
/// reading it back.
const ROUNDING: f64 = 0.75;

/// How far what was `surveyed` is from what was `drawn` of it, in units of the plane,
/// lines aside that are smaller than `smallest`; points must be the very same.
fn furthest(plane: &Plane, drawn: &Feature, surveyed: &Feature, smallest: f64) -> f64 {
    if let (Shape::Points(got), Shape::Points(want)) = (drawn.path.shape(), surveyed.path.shape()) {
        let off = |(p, q): (&WorldPoint, &WorldPoint)| (p.x - q.x).hypot(p.y - q.y);
        let is_same = got.len() == want.len() && got.iter().zip(want).map(off).all(|off| off < 1e-6);
        return if is_same { 0. } else { f64::INFINITY };
    }
    let on_plane = |shape: &Shape| -> Vec<Vec<PlanePoint>> {
        lines(shape).iter().map(|line| line.iter().map(|w| plane.point(*w)).collect()).collect()
    };
    let is_small = |line: &Vec<PlanePoint>| {
        let across = |f: fn(&PlanePoint) -> f64| {
            let (low, high) = line.iter().map(f).fold((f64::MAX, f64::MIN), |(l, h), v| (l.min(v), h.max(v)));
            high - low
        };
        across(|p| p.x).max(across(|p| p.y)) < smallest
    };
    let (got, want) = (on_plane(drawn.path.shape()), on_plane(surveyed.path.shape()));
    if want.iter().all(is_small) && !got.iter().all(is_small) {
        return f64::INFINITY;
    }
    let points = want.iter().filter(|line| !is_small(line)).flatten();
    points.map(|p| got.iter().map(|line| distance(*p, line)).fold(f64::INFINITY, f64::min)).fold(0., f64::max)
}

#[test]
fn it_stays_short() {
    let page = page();
    for (what, text, most) in [
        ("picture", &page.picture, 150_000),
        ("text", &page.text, 40_000),
        ("data", &page.data, 90_000),
        ("rules", &page.css, 8_000),
    ] {
        assert!(text.len() < most, "{what}: {} bytes", text.len());
    }
}

#[test]
fn every_link_leads_to_one_place_of_the_page() {
    let page = page();
    let all = format!("{}{}", page.picture, page.text);
    let ids = between(&all, " id=\"", "\"");
    for (i, id) in ids.iter().enumerate() {
        assert!(!ids[..i].contains(id), "twice: {id}");
    }
    let links = between(&all, "href=\"#", "\"");
    assert!(links.len() > 50);
    for link in links {
        assert!(ids.contains(&link), "nowhere: {link}");
    }
}

#[test]
fn machines_read_every_claim_and_who_makes_it() {
    let (page, files) = (page(), files());
    let atlas = Atlas::parse(&files.manifest, &files.regions, &files.claims).unwrap();
    let json = between(&page.data, "<script type=\"application/ld+json\">", "</script>")[0];
    let json: Value = serde_json::from_str(json).unwrap();
    let graph = json["@graph"].as_array().unwrap();
    let of = |kind: &str| graph.iter().filter(|item| item["@type"] == kind).collect::<Vec<_>>();
    assert_eq!(of("Claim").len(), atlas.claims.claims.len());
    assert_eq!(of("Place").len(), atlas.regions.regions.len());
    assert!(of("ClaimReview").is_empty());
    for claim in of("Claim") {
        let author = graph.iter().find(|item| item["@id"] == claim["author"]["@id"]);
        assert!(author.is_some_and(|a| a["name"].is_string()), "{claim}");
        assert!(claim["citation"]["text"].as_str().unwrap().split_whitespace().count() <= 15, "{claim}");
        assert_eq!(claim["appearance"]["@id"], "#article");
    }
}

#[test]
fn what_is_not_of_its_date_is_there_and_not_seen() {
    let page = page();
    let enclave = between(&page.picture, "data-layer=\"enclave\"", "<g data-layer")[0];
    // Held by one side until 2020 and until 2023: both are past.
    assert!(enclave.matches("class=\"gone\"").count() >= 2, "{enclave}");
    assert!(!enclave.contains("mark hatched"), "{enclave}");
}

#[test]
fn the_locator_says_where_the_map_lies_in_every_language() {
    let page = page();
    let [locator] = between(&page.picture, "<figure class=\"locator\">", "</figure>")[..] else {
        panic!("one locator");
    };
    let manifest = Manifest::parse(&read("atlas.json")).unwrap();
    for (lang, text) in manifest.locator.unwrap().text.iter() {
        assert!(locator.contains(&format!("<span lang=\"{lang}\">{text}</span>")), "{locator}");
        let rule = format!(":root:not(:lang({lang})) .locator [lang={lang}]{{display:none}}");
        assert!(page.css.contains(&rule), "{rule}");
        assert!(!page.data.contains(text), "twice in the page");
    }
}

#[test]
fn the_locator_is_land_and_a_box_and_short() {
    let page = page();
    let locator = between(&page.picture, "<figure class=\"locator\">", "</figure>")[0];
    let svg = between(locator, "<svg ", "</svg>")[0];
    assert!(svg.contains("aria-hidden=\"true\""), "{svg}");
    assert_eq!(
        (svg.matches("<path").count(), svg.matches("<rect").count(), svg.matches('<').count()),
        (1, 1, 2)
    );
    // Under 900 bytes as they are sent, which is somewhat over half of them.
    assert!(locator.len() < 1_700, "{} bytes", locator.len());
    let number = |name: &str| between(svg, &format!(" {name}=\""), "\"")[0].parse::<f64>().unwrap();
    let (x, y, width, height) = (number("x"), number("y"), number("width"), number("height"));
    let size: Vec<f64> = between(svg, "viewBox=\"", "\"")[0].split(' ').map(|n| n.parse().unwrap()).collect();
    assert!(x > 80. && x + width < size[2] && y > 0. && y + height < size[3], "{svg}");
    assert!(width > 8. && height > 6., "{svg}");
}

#[test]
fn an_atlas_without_locator_has_none_and_one_that_cannot_be_read_is_told() {
    let without = first(&Files { locator: None, ..files() }).unwrap();
    assert!(!format!("{}{}", without.picture, without.css).contains("locator"));
    let nothing = r#"{"type": "FeatureCollection", "features": []}"#.to_owned();
    let empty = first(&Files { locator: Some(nothing), ..files() }).unwrap();
    assert!(!format!("{}{}", empty.picture, empty.css).contains("locator"));
    let why = first(&Files { locator: Some("{".to_owned()), ..files() }).unwrap_err().to_string();
    assert!(why.contains("locator.geojson"), "{why}");
}
