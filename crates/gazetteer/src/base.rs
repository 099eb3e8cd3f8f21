//! What a gazetteer knows, and the same at a date in a language.

use atlas::{Atlas, Localized, PartialDate};
use carto::{Layer, projection::Seam};
use documents::Lang;

use crate::{
    land::Land,
    regions::{self, Now, Region},
};

/// What a gazetteer knows.
pub struct Base {
    /// The date of the map, where none is asked for.
    pub as_of: PartialDate,
    /// The names of the parties, by id.
    parties: Vec<(String, Localized)>,
    /// The base map.
    pub land: Land,
    /// In the article's order.
    pub regions: Vec<Region>,
}

/// The same at a date, for a reader.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// What is known.
    pub base: &'a Base,
    /// For which date.
    pub date: PartialDate,
    /// In which language.
    pub lang: Lang,
}

impl Base {
    /// Reads an atlas and those of its layers that are there, by id.
    pub fn new(atlas: &Atlas, layers: Vec<(String, Layer)>) -> Self {
        let seam = Seam::of(atlas.manifest.extent);
        let layers = regions::placed(layers, seam);
        Self {
            as_of: atlas.manifest.as_of,
            parties: atlas.manifest.parties.iter().map(|p| (p.id.clone(), p.name.clone())).collect(),
            land: Land::new(atlas, &layers, seam),
            regions: regions::read(atlas, &layers),
        }
    }

    /// The number of a region.
    pub fn number(&self, id: &str) -> Option<usize> {
        self.regions.iter().position(|known| known.id == id)
    }
}

impl<'a> View<'a> {
    /// A region by its number.
    pub fn now(&self, number: usize) -> Now<'a> {
        self.base.regions[number].at(number, self.date)
    }

    /// All regions.
    pub fn all(&self) -> impl Iterator<Item = Now<'a>> + use<'a> {
        let view = *self;
        (0..view.base.regions.len()).map(move |number| view.now(number))
    }

    /// What a region is called.
    pub fn named(&self, number: usize) -> String {
        self.base.regions[number].named(self.lang).to_owned()
    }

    /// What a party is called; its id, where the atlas does not know it.
    pub fn party(&self, id: &str) -> String {
        let known = self.base.parties.iter().find(|(known, _)| known == id);
        known.map_or(id, |(_, name)| name.best(self.lang.code()).1).to_owned()
    }

    /// Whether one of two regions is part of the other.
    pub fn are_kin(&self, one: usize, other: usize) -> bool {
        let parent = |number: usize| self.base.regions[number].parent;
        one == other || parent(one) == Some(other) || parent(other) == Some(one)
    }
}
