//! What of a link leads nowhere in this atlas, and what it may have meant.

use address::Hash;
use atlas::{Atlas, PartialDate, near::nearest};
use documents::{Lang, words::Asked};
use leptos::prelude::*;

use super::{address::switchable, signals::State};

/// A part of a link that there is not.
#[derive(Clone, Debug, PartialEq)]
pub struct Astray {
    /// What it asks for.
    pub what: Asked,
    /// By which name.
    pub got: String,
    /// The nearest that there is, if any is near: its id, and the address that asks
    /// for it, with the rest of the link.
    pub near: Option<(String, String)>,
}

/// How many are told: a link that is all wrong need not be told part by part.
const MOST: usize = 5;

/// Has a link ask for the second instead of the first.
type Meant = fn(&mut Hash, &str, &str);

/// What `hash` asks for and `atlas` has not, in the order of an address: each once, and
/// the first few.
pub fn astray(atlas: &Atlas, hash: &Hash) -> Vec<Astray> {
    let regions = || atlas.regions.regions.iter().map(|region| region.id.clone()).collect();
    let claims = || atlas.claims.claims.iter().map(|claim| claim.id.clone()).collect();
    let parties = || atlas.manifest.parties.iter().map(|party| party.id.clone()).collect();
    let mut all = Vec::new();
    let mut look = |what, got: &str, known: Vec<String>, meant: Meant| {
        let is_told = all.iter().any(|one: &Astray| one.what == what && one.got == got);
        if is_told || all.len() == MOST || known.iter().any(|id| id == got) {
            return;
        }
        let near = nearest(got, known.iter().map(|id| &**id));
        // Steps are numbers: the nearest to one beyond them is the last.
        let near = near.or_else(|| known.last().filter(|_| what == Asked::Step).map(|id| &**id));
        let near = near.map(|id| {
            let mut to = hash.clone();
            meant(&mut to, got, id);
            (id.to_owned(), format!("#{}", to.write()))
        });
        all.push(Astray { what, got: got.to_owned(), near });
    };
    if let Some(got) = &hash.region {
        look(Asked::Place, got, regions(), |hash, _, id| hash.region = Some(id.to_owned()));
    }
    if let Some(got) = &hash.claim {
        look(Asked::Claim, got, claims(), |hash, _, id| hash.claim = Some(id.to_owned()));
    }
    let last = atlas.claims.claims.len();
    if let Some(got) = hash.step.filter(|step| *step > last) {
        let known = vec![last.to_string()];
        look(Asked::Step, &got.to_string(), known, |hash, _, id| hash.step = id.parse().ok());
    }
    if let Some(got) = hash.lang.as_deref().filter(|code| Lang::from_code(code).is_none()) {
        look(Asked::Language, got, Vec::new(), |_, _, _| {});
    }
    for got in hash.layers.iter().flatten().filter(|id| atlas.layer(id).is_none()) {
        look(Asked::Layer, got, switchable(atlas).collect(), |hash, got, id| {
            let named = hash.layers.iter_mut().flatten().filter(|layer| *layer == got);
            named.for_each(|layer| id.clone_into(layer));
        });
    }
    if let Some(got) = hash.as_of.as_deref().filter(|date| date.parse::<PartialDate>().is_err()) {
        look(Asked::Date, got, Vec::new(), |_, _, _| {});
    }
    if let Some(got) = &hash.side {
        look(Asked::Side, got, parties(), |hash, _, id| hash.side = Some(id.to_owned()));
    }
    all
}

impl State {
    /// What has this id, by the name that a reader knows it by.
    pub fn name_of(self, what: Asked, id: String) -> String {
        let (lang, atlas) = (self.lang.get(), self.loaded.atlas.get());
        let name = atlas.as_ref().and_then(|atlas| match what {
            Asked::Place => atlas.label(&id, lang.code()),
            Asked::Claim => atlas.claim(&id).map(|claim| claim.summary.best(lang.code()).1),
            Asked::Side => atlas.party(&id).map(|party| party.name.best(lang.code()).1),
            Asked::Layer => atlas.layer(&id).map(|layer| layer.name.best(lang.code()).1),
            Asked::Step | Asked::Date | Asked::Language => None,
        });
        name.map(str::to_owned).unwrap_or(id)
    }
}
