//! The text of a map: regions, claims, speakers, sources, names and dates.
//!
//! What lives here: the types of the three JSON files of an atlas, the
//! look-ups a page needs, and the rules an atlas must keep.
//! What deliberately does not: geometry, pixels, the network, the clock. A
//! text or a date arrives as an argument; nothing here fetches one.

pub mod address;
mod bidi;
#[cfg(feature = "check")]
pub mod check;
pub mod chronicle;
pub mod claim;
pub mod digest;
mod error;
pub mod excerpt;
mod json;
#[cfg(feature = "schema")]
mod layer;
#[cfg(feature = "check")]
pub mod lines;
mod localized;
pub mod manifest;
pub mod names;
pub mod near;
#[cfg(feature = "check")]
pub mod paragraph;
pub mod region;
#[cfg(feature = "schema")]
mod schema;
pub mod when;

pub use chronicle::Chronicle;
pub use claim::{Claim, ClaimFile, Paragraph, Source, Speaker};
pub use error::{AtlasError, FileKind, Place};
pub use lean::ByName;
pub use localized::{Localized, is_kin};
pub use manifest::Manifest;
pub use region::{Reference, Region, RegionFile, Theme, Toponym};
#[cfg(feature = "schema")]
pub use schema::schemas;
pub use when::{Interval, PartialDate};

use claim::Via;
use manifest::{LayerEntry, Party};

/// One atlas, read: what the reader can select, and what is said about it.
///
/// The three files are only known to be well formed. Whether they agree with
/// each other is [`check::check`]'s question, so every look-up answers `None`
/// or an empty list where an id leads nowhere.
///
/// Look-ups walk the lists, which hold some dozens of items each.
#[derive(Debug, Clone, PartialEq)]
pub struct Atlas {
    /// Titles, layers, parties, first view.
    pub manifest: Manifest,
    /// What can be selected.
    pub regions: RegionFile,
    /// What is said about it.
    pub claims: ClaimFile,
}

impl Atlas {
    /// Reads an atlas from the texts of its three files.
    ///
    /// # Errors
    /// The first file that cannot be read, and where in it.
    pub fn parse(manifest: &str, regions: &str, claims: &str) -> Result<Self, AtlasError> {
        Ok(Self {
            manifest: Manifest::parse(manifest)?,
            regions: RegionFile::parse(regions)?,
            claims: ClaimFile::parse(claims)?,
        })
    }

    /// The region with this id.
    pub fn region(&self, id: &str) -> Option<&Region> {
        self.regions.regions.iter().find(|r| r.id == id)
    }

    /// What a region is called in a language; `None` for an unknown id.
    pub fn label<'a>(&'a self, id: &str, lang: &'a str) -> Option<&'a str> {
        Some(self.region(id)?.label.best(lang).1)
    }

    /// The parent of a region; `None` for a top-level region and for an
    /// unknown id.
    pub fn parent(&self, id: &str) -> Option<&Region> {
        self.region(self.region(id)?.parent.as_deref()?)
    }

    /// The regions whose parent this is, in the file's order.
    pub fn children(&self, id: &str) -> Vec<&Region> {
        self.regions.regions.iter().filter(|r| r.parent.as_deref() == Some(id)).collect()
    }

    /// Every region once, in the article's order: theme by theme, each
    /// top-level region followed by its children.
    ///
    /// Regions that no theme leads to come last, in the file's order, so that
    /// a faulty atlas hides none.
    pub fn regions_in_order(&self) -> Vec<&Region> {
        let listed = self.regions.themes.iter().flat_map(|t| &t.regions);
        let led_to = listed
            .filter_map(|id| self.region(id))
            .flat_map(|r| std::iter::once(r).chain(self.children(&r.id)));
        let mut ordered: Vec<&Region> = Vec::new();
        for region in led_to.chain(&self.regions.regions) {
            if !ordered.iter().any(|seen| seen.id == region.id) {
                ordered.push(region);
            }
        }
        ordered
    }

    /// The theme a region stands under: its own, or its parent's.
    pub fn theme_of(&self, id: &str) -> Option<&Theme> {
        let lists = |id: &str| {
            let mut themes = self.regions.themes.iter();
            themes.find(|t| t.regions.iter().any(|r| r == id))
        };
        lists(id).or_else(|| lists(self.region(id)?.parent.as_deref()?))
    }

    /// The claim with this id.
    pub fn claim(&self, id: &str) -> Option<&Claim> {
        self.claims.claims.iter().find(|c| c.id == id)
    }

    /// Every claim, in the article's order.
    pub fn claims_in_order(&self) -> Vec<&Claim> {
        // Inserted rather than sorted: the library's sort weighs 4 KB in the
        // bundle for every type it sorts, and these lists are short.
        let mut claims: Vec<&Claim> = Vec::new();
        for claim in &self.claims.claims {
            claims.insert(claims.partition_point(|c| c.order <= claim.order), claim);
        }
        claims
    }

    /// The claim at a place in the article's order, from 1.
    pub fn claim_at(&self, place: usize) -> Option<&Claim> {
        self.claims_in_order().get(place.checked_sub(1)?).copied()
    }

    /// The claims that name this very region, in the article's order.
    pub fn own_claims(&self, id: &str) -> Vec<&Claim> {
        let mut claims = self.claims_in_order();
        claims.retain(|c| c.regions.iter().any(|r| r == id));
        claims
    }

    /// What the article says about a region, in the article's order: its own
    /// claims, or its parent's where it has none.
    ///
    /// Empty for an unknown id. A claim is the parent's when
    /// [`Claim::is_about`] this region is false.
    pub fn claims_about(&self, id: &str) -> Vec<&Claim> {
        let own = self.own_claims(id);
        match self.parent(id) {
            Some(parent) if own.is_empty() => self.own_claims(&parent.id),
            _ => own,
        }
    }

    /// The speaker with this id.
    pub fn speaker(&self, id: &str) -> Option<&Speaker> {
        self.claims.speakers.iter().find(|s| s.id == id)
    }

    /// The party with this id.
    pub fn party(&self, id: &str) -> Option<&Party> {
        self.manifest.parties.iter().find(|p| p.id == id)
    }

    /// The party a speaker speaks for.
    pub fn party_of_speaker(&self, id: &str) -> Option<&Party> {
        self.party(&self.speaker(id)?.party)
    }

    /// Whether a claim is said for this party.
    pub fn speaks_for(&self, claim: &Claim, party: &str) -> bool {
        self.speaker(&claim.speaker).is_some_and(|speaker| speaker.party == party)
    }

    /// Whether the article quotes this party on a region, or on the whole that
    /// it is part of where nothing names it.
    pub fn is_heard_on(&self, party: &str, region: &str) -> bool {
        self.claims_about(region).into_iter().any(|claim| self.speaks_for(claim, party))
    }

    /// Who carried a claim's words to the reader: one of the atlas's speakers
    /// (the article itself), or a name outside it (an agency, a photographer).
    ///
    /// `None` where the claim does not say.
    pub fn via<'a>(&'a self, claim: &'a Claim) -> Option<Via<'a>> {
        let via = claim.via.as_deref()?;
        Some(self.speaker(via).map_or(Via::Named(via), Via::Speaker))
    }

    /// What a kind of claim is called: "Territorial demand" for `demand`.
    pub fn kind_name(&self, kind: &str) -> Option<&Localized> {
        self.claims.kinds.get(kind)
    }

    /// What a note or a name rests on.
    pub fn reference(&self, id: &str) -> Option<&Reference> {
        self.regions.references.get(id)
    }

    /// The layer with this id.
    pub fn layer(&self, id: &str) -> Option<&LayerEntry> {
        self.manifest.layers.iter().find(|l| l.id == id)
    }
}

#[cfg(test)]
pub(crate) mod fixture;
#[cfg(test)]
mod tests;
