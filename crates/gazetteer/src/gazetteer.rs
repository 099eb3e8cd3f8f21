//! What there is to say of an atlas's land, for whoever asks.

use atlas::{Atlas, PartialDate};
use carto::Layer;
use documents::Lang;

use crate::{
    base::{Base, View},
    describe::{self, Description},
    question::Question,
    walk::{self, Answer},
};

/// What there is to say of an atlas's land.
pub struct Gazetteer(Base);

impl Gazetteer {
    /// Reads an atlas and those of its layers that are there, by id. What a layer lacks
    /// is not spoken of.
    pub fn new(atlas: &Atlas, layers: Vec<(String, Layer)>) -> Self {
        Self(Base::new(atlas, layers))
    }

    /// What the map shows of a region, by id, at a date (the atlas's own, where none is
    /// said); `None` for an unknown id. O(vertices of the region × vertices of the
    /// borders).
    pub fn describe(&self, region: &str, as_of: Option<PartialDate>, lang: Lang) -> Option<Description> {
        let number = self.0.number(region)?;
        Some(Description { lang, facts: describe::facts(&self.at(as_of, lang), number) })
    }

    /// Where a region lies, in a sentence or two, as [`Self::describe`]; `None` for an
    /// unknown id.
    pub fn in_short(&self, region: &str, as_of: Option<PartialDate>, lang: Lang) -> Option<String> {
        Some(describe::in_short(&self.at(as_of, lang), self.0.number(region)?))
    }

    /// The answer to a question; its text says so where there is none.
    pub fn answer(&self, question: &Question, as_of: Option<PartialDate>, lang: Lang) -> Answer {
        walk::answer(&self.at(as_of, lang), question)
    }

    fn at(&self, as_of: Option<PartialDate>, lang: Lang) -> View<'_> {
        View { base: &self.0, date: as_of.unwrap_or(self.0.as_of), lang }
    }
}
