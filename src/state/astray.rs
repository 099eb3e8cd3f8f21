//! What of a link leads nowhere in this atlas, and what it may have meant.

use std::iter;

use address::Hash;
use atlas::{Atlas, PartialDate, near::nearest};
use documents::words::{self, Asked};
use scene::RELIEF;

/// A part of a link that there is not.
#[derive(Clone, Debug, PartialEq)]
pub struct Astray {
    /// What it asks for.
    pub what: Asked,
    /// By which name.
    pub got: String,
    /// The id of the nearest that there is, if any is near.
    pub near: Option<String>,
}

/// How many are told: a link that is all wrong need not be told part by part.
const MOST: usize = 5;

/// What `hash` asks for and `atlas` has not: each once, and the first few.
pub fn astray(atlas: &Atlas, hash: &Hash) -> Vec<Astray> {
    let mut all: Vec<Astray> = Vec::new();
    let mut look = |what, got: &str, known: &mut dyn Iterator<Item = &str>| {
        let known: Vec<&str> = known.collect();
        let is_told = all.iter().any(|one| one.what == what && one.got == got);
        if !is_told && all.len() < MOST && !known.contains(&got) {
            let near = nearest(got, known).map(str::to_owned);
            all.push(Astray { what, got: got.to_owned(), near });
        }
    };
    if let Some(got) = &hash.region {
        look(Asked::Place, got, &mut atlas.regions.regions.iter().map(|region| &*region.id));
    }
    let claims = &atlas.claims.claims;
    if let Some(got) = &hash.claim {
        look(Asked::Claim, got, &mut claims.iter().map(|claim| &*claim.id));
    }
    if let Some(got) = &hash.side {
        look(Asked::Side, got, &mut atlas.manifest.parties.iter().map(|party| &*party.id));
    }
    let layers: Vec<String> = switchable(atlas).collect();
    for got in hash.layers.iter().flatten().filter(|id| atlas.layer(id).is_none()) {
        look(Asked::Layer, got, &mut layers.iter().map(|id| &**id));
    }
    let has_language = words::nearest(hash.lang.as_slice(), &atlas.manifest.languages).is_some();
    if let Some(got) = hash.lang.as_deref().filter(|_| !has_language) {
        look(Asked::Language, got, &mut iter::empty());
    }
    if let Some(got) = hash.as_of.as_deref().filter(|date| date.parse::<PartialDate>().is_err()) {
        look(Asked::Date, got, &mut iter::empty());
    }
    if let Some(got) = hash.step.filter(|step| *step > claims.len()) {
        // The nearest to a number beyond them is the last.
        all.push(Astray { what: Asked::Step, got: got.to_string(), near: Some(claims.len().to_string()) });
    }
    all
}

/// The ids of the layers, and of the relief, that a reader can switch.
pub(super) fn switchable(atlas: &Atlas) -> impl Iterator<Item = String> + '_ {
    let layers = atlas.manifest.layers.iter().filter(|l| l.switch).map(|l| l.id.clone());
    layers.chain(atlas.manifest.relief.as_ref().map(|_| RELIEF.to_owned()))
}
