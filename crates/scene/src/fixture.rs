//! The invented atlases that tests stand on.

use atlas::Atlas;
use carto::parse::parse_layer;

use crate::Layers;

macro_rules! file {
    ($name:literal) => {
        include_str!(concat!("../../atlas/tests/fixtures/", $name))
    };
}

fn read(texts: [&str; 3], layers: &[(&str, &str)]) -> (Atlas, Layers) {
    let [manifest, regions, claims] = texts;
    let atlas = Atlas::parse(manifest, regions, claims).expect("the fixture is good");
    let mut read = Layers::default();
    for (id, text) in layers {
        read.insert((*id).to_owned(), parse_layer(text).expect("the fixture is good").layer);
    }
    (atlas, read)
}

/// Two parties and a paper.
pub(crate) fn river() -> (Atlas, Layers) {
    let texts = [file!("river/atlas.json"), file!("river/regions.json"), file!("river/claims.json")];
    read(texts, &[("land", file!("river/base/land.geojson")), ("story", file!("river/story.geojson"))])
}

/// Six parties and a paper; every style there is. Its first language is English.
pub(crate) fn lagoon() -> (Atlas, Layers) {
    let texts = [file!("lagoon/atlas.json"), file!("lagoon/regions.json"), file!("lagoon/claims.json")];
    let layers = [
        ("shore", file!("lagoon/base/shore.geojson")),
        ("channels", file!("lagoon/base/channels.geojson")),
        ("limits", file!("lagoon/base/limits.geojson")),
        ("islets", file!("lagoon/islets.geojson")),
        ("passages", file!("lagoon/passages.geojson")),
        ("moorings", file!("lagoon/moorings.geojson")),
        ("ports", file!("lagoon/base/ports.geojson")),
    ];
    read(texts, &layers)
}
