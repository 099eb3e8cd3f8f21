//! A small good atlas to break in tests: two banks of a river, two islands
//! that both claim, and a bridge that one of them wants.

use crate::Atlas;

pub(crate) const MANIFEST: &str = include_str!("../tests/fixtures/river/atlas.json");
pub(crate) const CHRONICLE: &str = include_str!("../tests/fixtures/river/chronicle.json");
pub(crate) const REGIONS: &str = include_str!("../tests/fixtures/river/regions.json");
pub(crate) const CLAIMS: &str = include_str!("../tests/fixtures/river/claims.json");
pub(crate) const LAND: &str = include_str!("../tests/fixtures/river/base/land.geojson");
pub(crate) const STORY: &str = include_str!("../tests/fixtures/river/story.geojson");
pub(crate) const SOURCES: &str = include_str!("../tests/fixtures/river/SOURCES.md");
pub(crate) const ARTICLE: &str = include_str!("../tests/fixtures/river/article.txt");

/// The article's, as `claims.json` has it: the crate computes no digest.
pub(crate) const SHA256: &str = "3576a6511f83430829f4f59aa5d23b6d9a7c905a78e27ba28507fc70116d7014";

pub(crate) fn atlas() -> Atlas {
    Atlas::parse(MANIFEST, REGIONS, CLAIMS).expect("the fixture is good")
}
