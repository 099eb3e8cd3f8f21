//! What a reader can find by typing: regions and towns by their names, claims
//! by who speaks, what is said and which words are quoted. How texts are
//! compared is `atlas::search`'s.

use atlas::{Atlas, Localized, search::Index};
use carto::{Shape, WorldPoint};

use crate::Layers;

/// Where a find leads.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    /// A region, by id.
    Region(String),
    /// A town of the base map.
    Town {
        /// What it is called.
        name: Localized,
        /// Where it is.
        at: WorldPoint,
    },
    /// A claim, by id.
    Claim(String),
}

/// Names come before towns, towns before claims, who speaks before what is said.
const WEIGHTS: [u32; 4] = [0, 3, 20, 24];

/// Everything there is to find, in every language that the atlas has.
pub fn index(atlas: &Atlas, layers: &Layers) -> Index<Target> {
    let [region, town, speaker, text] = WEIGHTS;
    let mut index = Index::default();
    for r in atlas.regions_in_order() {
        let target = || Target::Region(r.id.clone());
        for (_, label) in r.label.iter() {
            index.add(target(), label, region);
        }
        for name in &r.names {
            index.add(target(), &name.toponym, region + u32::from(name.variant));
        }
    }
    let features = atlas.manifest.layers.iter().filter_map(|l| layers.get(&l.id)).flat_map(|l| &l.features);
    for feature in features.filter(|f| f.text("style") == Some("place")) {
        let name = feature.properties.get("name").and_then(Localized::from_value);
        let (Some(name), Shape::Points(points)) = (name, feature.path.shape()) else { continue };
        let Some(at) = points.first().copied() else { continue };
        for (_, text) in name.iter() {
            index.add(Target::Town { name: name.clone(), at }, text, town);
        }
    }
    for claim in atlas.claims_in_order() {
        let target = || Target::Claim(claim.id.clone());
        let who = atlas.speaker(&claim.speaker);
        for (_, name) in who.iter().flat_map(|s| s.name.iter().chain(s.role.iter())) {
            index.add(target(), name, speaker);
        }
        for (_, summary) in claim.summary.iter() {
            index.add(target(), summary, text);
        }
        index.add(target(), claim.exact().unwrap_or_default(), text);
    }
    index
}
