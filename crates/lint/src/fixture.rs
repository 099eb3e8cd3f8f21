//! A small good atlas for tests, in memory: the one by the river.

use crate::folder::Memory;

/// The article that its excerpts are from.
pub const ARTICLE: &str = include_str!("../../atlas/tests/fixtures/river/article.txt");

/// All its files.
pub fn river() -> Memory {
    macro_rules! files {
        ($($file:literal)+) => {
            [$(($file, &include_bytes!(concat!("../../atlas/tests/fixtures/river/", $file))[..])),+]
        };
    }
    let files = files![
        "atlas.json" "regions.json" "claims.json" "chronicle.json" "story.geojson" "base/land.geojson"
        "base/relief.webp" "SOURCES.md"
    ];
    Memory(files.into_iter().map(|(file, bytes)| (file.to_owned(), bytes.to_vec())).collect())
}
