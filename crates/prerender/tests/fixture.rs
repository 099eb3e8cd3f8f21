//! The first page of an invented atlas, `crates/atlas/tests/fixtures/lagoon`: six
//! parties, every style, English first.

use prerender::{Files, First, first};
use serde_json::{Value, json};

macro_rules! file {
    ($name:literal) => {
        include_str!(concat!("../../atlas/tests/fixtures/lagoon/", $name)).to_owned()
    };
}

fn files() -> Files {
    Files {
        manifest: file!("atlas.json"),
        regions: file!("regions.json"),
        claims: file!("claims.json"),
        layers: vec![
            ("shore".to_owned(), file!("base/shore.geojson")),
            ("channels".to_owned(), file!("base/channels.geojson")),
            ("limits".to_owned(), file!("base/limits.geojson")),
            ("islets".to_owned(), file!("islets.geojson")),
            ("passages".to_owned(), file!("passages.geojson")),
            ("moorings".to_owned(), file!("moorings.geojson")),
            ("ports".to_owned(), file!("base/ports.geojson")),
        ],
        chronicle: None,
        locator: Some(file!("locator.geojson")),
        digests: Vec::new(),
        is_draft: false,
    }
}

fn page() -> First {
    first(&files()).unwrap()
}

fn features(page: &First) -> Value {
    let start = "<script type=\"application/json\" id=\"first-features\">";
    let block = page.data.split_once(start).unwrap().1;
    serde_json::from_str(block.split_once("</script>").unwrap().0).unwrap()
}

#[test]
fn the_same_atlas_makes_the_same_page() {
    let (a, b) = (page(), page());
    assert_eq!((a.picture, a.text, a.data, a.css), (b.picture, b.text, b.data, b.css));
}

#[test]
fn text_from_an_atlas_stays_text() {
    let mut files = files();
    files.manifest = files.manifest.replace("The lagoon", "<script>&\\\"</script>");
    let page = first(&files).unwrap();
    assert!(page.text.contains("&lt;script&gt;&amp;&quot;"), "{}", &page.text[..200]);
    assert!(!page.text.contains("<script"));
    assert!(page.title.contains("<script>"), "escaped where it is put");
}

#[test]
fn another_edition_has_another_digest() {
    let digest = |files: &Files| features(&first(files).unwrap())["atlas"].as_str().unwrap().to_owned();
    let mut other = files();
    other.claims = other.claims.replacen("Birch", "Beech", 1);
    assert_eq!(digest(&files()).len(), 16);
    assert_ne!(digest(&files()), digest(&other));
}

#[test]
fn an_atlas_that_cannot_be_read_says_where() {
    let mut broken = files();
    broken.layers[0].1 = "{".into();
    let error = first(&broken).unwrap_err().to_string();
    assert!(error.starts_with("layer shore: "), "{error}");
}

/// The page of the atlas as it would be with other languages.
fn in_languages(languages: &[&str]) -> First {
    let mut files = files();
    let mut manifest: Value = serde_json::from_str(&files.manifest).unwrap();
    manifest["languages"] = json!(languages);
    files.manifest = manifest.to_string();
    first(&files).unwrap()
}

#[test]
fn it_speaks_the_atlas_s_first_language() {
    let english = page();
    assert_eq!((english.lang.code(), &*english.title), ("en", "The lagoon · Confins"));
    assert_eq!(english.as_of, "Situation as of 17 April 2024");
    assert!(english.text.contains("What the article says") && english.picture.contains("Crossings"));
    let french = in_languages(&["fr", "en"]);
    assert_eq!((french.lang.code(), &*french.title), ("fr", "La lagune · Confins"));
    assert!(french.text.contains("Ce que dit l’article") && french.picture.contains("Traversées"));
}

#[test]
fn or_the_nearest_that_there_is() {
    let said = |languages: &[&str]| {
        let lang = in_languages(languages).lang;
        (lang.code(), lang.language().code)
    };
    assert_eq!(said(&["ar", "en"]), ("ar", "ar"));
    assert_eq!(said(&["ka", "fr", "en"]), ("ka", "en"));
    assert_eq!(said(&["fr-CH"]), ("fr-CH", "fr"));
}

#[test]
fn each_party_has_its_colour_in_hatchings_and_bands() {
    let page = page();
    for party in 0..6 {
        let (held, claimed) = (party, (party + 1) % 6);
        let land = format!("class=\"mark hatched\" stroke=\"var(--side-{party})\"");
        assert!(page.picture.contains(&land), "{party}");
        assert!(page.picture.contains(&format!("id=\"hatch-first-{held}-{claimed}\"")), "{party}");
        let band = format!("class=\"mark dashed-band\" stroke=\"var(--side-{party})\"");
        assert!(page.picture.contains(&band), "{party}");
    }
}

#[test]
fn what_is_not_of_its_date_is_there_and_not_seen() {
    let mut files = files();
    let past = "\"when\": {\"timespans\": [{\"end\": {\"in\": \"2020\"}}]}, \"region\": \"alder-islet\"";
    let layer = &mut files.layers[3].1;
    *layer = layer.replace("\"region\": \"alder-islet\"", past);
    let page = first(&files).unwrap();
    let islets = page.picture.split_once("data-layer=\"islets\"").unwrap().1;
    assert_eq!(islets.matches("<path class=\"gone\"").count(), 1);
    assert!(!page.picture.contains("hatch-first-0-1"), "nor is its hatching");
}
