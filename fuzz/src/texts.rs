use std::fmt::Debug;

use atlas::{
    Atlas, AtlasError, Chronicle, ClaimFile, FileKind, Manifest, RegionFile,
    check::{self, Article, Evidence, FeatureFacts},
};
use documents::{Angle, article::article, contents, handout::handout, region_page, since, tour};
use prerender::{Files, first};
use serde_json::Value;

use crate::files::exported;
use crate::{as_a_browser_reads, between};

/// Program and check read the same: what one refuses the other refuses, and
/// what they make of it is equal.
fn same<T: PartialEq + Debug>(
    data: &[u8],
    kind: FileKind,
    by_check: fn(&str) -> Result<T, AtlasError>,
    by_program: fn(&Value) -> Result<T, AtlasError>,
) -> Option<T> {
    let text = std::str::from_utf8(data).ok()?;
    let checked = by_check(text);
    let value = serde_json::from_str(text.strip_prefix('\u{feff}').unwrap_or(text)).ok()?;
    let read = by_program(&as_a_browser_reads(value));
    assert_eq!(checked.is_ok(), read.is_ok(), "check: {checked:?}, program: {read:?}");
    if let (Ok(checked), Ok(read)) = (&checked, &read) {
        assert_eq!(checked, read);
        check::unknown_keys(kind, "file", text).expect("it was read before");
    }
    checked.ok()
}

/// `atlas.json`.
pub fn manifest(data: &[u8]) {
    same(data, FileKind::Manifest, Manifest::parse, Manifest::from_value);
}

/// `regions.json`.
pub fn regions(data: &[u8]) {
    same(data, FileKind::Regions, RegionFile::parse, RegionFile::from_value);
}

/// `claims.json`.
pub fn claims(data: &[u8]) {
    same(data, FileKind::Claims, ClaimFile::parse, ClaimFile::from_value);
}

/// `chronicle.json`.
pub fn chronicle(data: &[u8]) {
    same(data, FileKind::Chronicle, Chronicle::parse, Chronicle::from_value);
}

/// A whole atlas, however little it agrees with itself: the check ends, and the
/// program writes every page of it. Manifest, regions, claims, chronicle, one
/// layer and the article come in this order between lines of `---`.
pub fn program(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let mut parts = between(text);
    let mut next = || parts.next().unwrap_or_default().to_owned();
    let (manifest, regions, claims, chronicle, layer, text) =
        (next(), next(), next(), next(), next(), next());
    let Ok(atlas) = Atlas::parse(&manifest, &regions, &claims) else { return };
    exported(&manifest, &regions, &claims, &layer);
    let chronicle = Chronicle::parse(&chronicle).ok();
    checked(&atlas, chronicle.as_ref(), &layer, &text);
    for lang in languages::codes().iter().map(|code| languages::lang(code)) {
        let parties = atlas.manifest.parties.iter().map(|party| Some(&*party.id));
        for side in parties.chain([None]).take(3) {
            let angle = Angle { side, as_of: Some(atlas.manifest.as_of) };
            let pages = atlas.regions_in_order().into_iter();
            let pages: Vec<_> =
                pages.filter_map(|region| region_page(&atlas, &region.id, &[], &angle, lang)).collect();
            let all = contents(&atlas, &angle, lang).into_iter().chain([tour(&atlas, &angle, lang)]);
            all.chain(pages).for_each(|page| assert_is_markup(&page.to_html()));
        }
        if let Some(chronicle) = &chronicle {
            for region in atlas.regions_in_order() {
                assert_is_markup(&since(&atlas, region, chronicle, lang).to_html());
            }
        }
        let name = |region: &atlas::Region| (region.id.clone(), region.label.best(lang.code()).1.to_owned());
        let places: Vec<_> = atlas.regions.regions.iter().map(name).collect();
        assert_is_markup(&article(&atlas, &places, lang.language().code, lang).to_html());
        handout(&atlas, "address", true, lang).iter().for_each(|n| assert_is_markup(&n.to_html()));
    }
    let layers = atlas.manifest.layers.iter().take(1).map(|entry| (entry.id.clone(), layer.clone()));
    let files = Files {
        manifest,
        regions,
        claims,
        layers: layers.collect(),
        chronicle: None,
        locator: None,
        digests: Vec::new(),
        is_draft: false,
    };
    if let Ok(first) = first(&files) {
        assert!(!first.text.contains("<script"), "{}", first.text);
        assert!(!first.picture.contains("<script"), "{}", first.picture);
        // Three elements, and nothing that ends them early.
        assert_eq!(first.data.matches("</script").count(), 3, "{}", first.data);
    }
}

fn checked(atlas: &Atlas, chronicle: Option<&Chronicle>, layer: &str, article: &str) {
    let facts = atlas.manifest.layers.first().map(|entry| check::feature_facts(entry, layer));
    let features: Vec<FeatureFacts> = facts.into_iter().flatten().flatten().collect();
    let evidence = Evidence {
        features: &features,
        unread: &[],
        article: Some(Article { text: article, sha256_hex: "" }),
        source_headings: None,
        chronicle,
    };
    for finding in check::check(atlas, &evidence) {
        assert!(!finding.message.is_empty());
    }
}

/// What an atlas says stays text: no element but those that documents have, and
/// every tag closed.
fn assert_is_markup(html: &str) {
    let tags = html.matches('<').count();
    let names = html.split('<').skip(1).map(|tag| tag.trim_start_matches('/'));
    assert!(names.clone().all(|tag| tag.starts_with(|c: char| c.is_ascii_lowercase())), "{html}");
    assert!(!names.clone().any(|tag| tag.starts_with("script") || tag.starts_with("style")), "{html}");
    assert_eq!(tags, html.matches('>').count(), "{html}");
}
