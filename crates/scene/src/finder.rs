//! What a reader can find by typing: regions and towns by their names, claims
//! by who speaks, what is said and which words are quoted. How texts are
//! compared is the crate `search`'s.

use atlas::{Atlas, Localized};
use carto::{
    Shape, WorldPoint,
    style::{self, BaseStyle},
};

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

/// How many characters of a text are looked through.
const LONGEST: usize = 600;

/// Names come before towns, towns before claims, who speaks before what is said.
const WEIGHTS: [u32; 4] = [0, 3, 20, 24];

/// Texts by which something is found.
#[derive(Debug, Default)]
pub struct Texts {
    /// What there is to find.
    pub targets: Vec<Target>,
    /// Each text, the place of its target among the targets, and its weight: of
    /// two that match equally well, the lighter one comes first.
    pub texts: Vec<(String, usize, u32)>,
}

impl Texts {
    fn target(&mut self, target: Target) {
        self.targets.push(target);
    }

    /// Adds a text for the last target.
    fn text(&mut self, text: &str, weight: u32) {
        self.texts.push((documents::shortened(text, LONGEST), self.targets.len() - 1, weight));
    }
}

/// Everything there is to find, in every language that the atlas has.
pub fn texts(atlas: &Atlas, layers: &Layers) -> Texts {
    let [region, town, speaker, text] = WEIGHTS;
    let mut texts = Texts::default();
    for r in atlas.regions_in_order() {
        texts.target(Target::Region(r.id.clone()));
        for (_, label) in r.label.iter() {
            texts.text(label, region);
        }
        for name in &r.names {
            texts.text(&name.toponym, region + u32::from(name.variant));
        }
    }
    let features = atlas.manifest.layers.iter().filter_map(|l| layers.get(&l.id)).flat_map(|l| &l.features);
    for feature in features.filter(|f| style::base(f) == Some(BaseStyle::Place)) {
        let name = feature.properties.get("name").and_then(Localized::from_value);
        let (Some(name), Shape::Points(points)) = (name, feature.path.shape()) else { continue };
        let Some(at) = points.first().copied() else { continue };
        texts.target(Target::Town { name: name.clone(), at });
        for (_, text) in name.iter() {
            texts.text(text, town);
        }
    }
    for claim in atlas.claims_in_order() {
        texts.target(Target::Claim(claim.id.clone()));
        let who = atlas.speaker(&claim.speaker);
        for (_, name) in who.iter().flat_map(|s| s.name.iter().chain(s.role.iter())) {
            texts.text(name, speaker);
        }
        for (_, summary) in claim.summary.iter() {
            texts.text(summary, text);
        }
        texts.text(claim.exact().unwrap_or_default(), text);
    }
    texts
}
