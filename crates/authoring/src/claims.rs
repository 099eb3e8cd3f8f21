//! Claims: words of the article that are quoted, who says them, and of what.

use std::ops::Range;

use atlas::Atlas;
use atlas::claim::Paragraph;
use atlas::excerpt;
use atlas::paragraph::{self, Placed};
use jsonc_parser::cst::{CstArray, CstInputValue};

use crate::article::slice;
use crate::json::{self, object};
use crate::project::Project;
use crate::refused::Refused;
use crate::spot::Spot;
use crate::words::{self, Words};

/// A claim that is to be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewClaim {
    /// Its words in the article, in code points.
    pub at: Range<usize>,
    /// The id of its kind; empty: an account.
    pub kind: String,
    /// The id of who speaks; empty: the article itself.
    pub speaker: String,
    /// The ids of the regions it is about, the main one first.
    pub regions: Vec<String>,
}

/// One of the words.
type Word = fn(&Words) -> &'static str;

/// The kinds that an atlas can begin with.
const KINDS: [(&str, Word); 3] = [
    ("demand", |words| words.demand),
    ("statement", |words| words.statement),
    ("account", |words| words.account),
];

impl Project {
    /// Where something of a claim stands: `summary`, `speaker`, `kind`, `via`.
    ///
    /// # Errors
    /// The manifest cannot be read.
    pub fn claim_spot(&self, id: &str, key: &str) -> Result<Spot, Refused> {
        Ok(Spot::new(&self.manifest()?.claims, &["claims", id, key]))
    }

    /// The kinds that a claim may have here: those that there are, and those that one begins
    /// with.
    #[must_use]
    pub fn kinds(&self) -> Vec<String> {
        let own = self.atlas().map(|atlas| atlas.claims.kinds.names().map(str::to_owned).collect::<Vec<_>>());
        let mut all = own.unwrap_or_default();
        let others = KINDS.map(|(id, _)| id.to_owned()).into_iter().filter(|id| !all.contains(id));
        all.extend(others.collect::<Vec<_>>());
        all
    }

    /// Where a claim's words stand in the article, in code points; `None` where they do not,
    /// or not where it says.
    #[must_use]
    pub fn place_of(&self, claim: &atlas::Claim) -> Option<Range<usize>> {
        excerpt::anchor(self.article(), &claim.selectors).ok()
    }

    /// With one more claim, at its place in the article's order; answers its id.
    ///
    /// # Errors
    /// There are no such words, or the claims cannot be read.
    pub fn add_claim(&self, new: &NewClaim) -> Result<(Self, String), Refused> {
        let atlas = self.atlas()?;
        let words = slice(self.article(), &new.at).filter(|words| !words.trim().is_empty());
        let words = words.ok_or(Refused::NoWords)?;
        let id = id(&atlas, words);
        let start = new.at.start;
        let others: Vec<Option<usize>> =
            atlas.claims.claims.iter().map(|claim| Some(self.place_of(claim)?.start)).collect();
        // After the last that is known to stand before it.
        let at = others.iter().rposition(|other| other.is_some_and(|other| other <= start));
        let at = at.map_or(0, |before| before + 1);
        let speaker = Some(&*new.speaker).filter(|id| !id.is_empty()).unwrap_or("article");
        let kind = Some(&*new.kind).filter(|id| !id.is_empty()).unwrap_or("account");
        let claim = object([
            ("id", (&*id).into()),
            ("order", 1_u32.into()),
            ("kind", kind.into()),
            ("speaker", speaker.into()),
            ("paragraph", self.paragraph(&atlas, start).into()),
            ("selectors", self.selectors(words, &new.at)),
            ("summary", object([])),
            ("regions", CstInputValue::Array(new.regions.iter().map(|id| (&**id).into()).collect())),
        ]);
        let next = self.edited(&atlas.manifest.claims, |root| {
            let list = root.array_value_or_set("claims");
            list.insert(at, claim);
            in_order(&list);
            Ok(())
        })?;
        Ok((next.with_kind(kind)?, id))
    }

    /// With other words of the article for a claim.
    ///
    /// # Errors
    /// There are no such words, no such claim, or the claims cannot be read.
    pub fn requote(&self, id: &str, at: &Range<usize>) -> Result<Self, Refused> {
        let atlas = self.atlas()?;
        let words = slice(self.article(), at).filter(|words| !words.trim().is_empty());
        let selectors = self.selectors(words.ok_or(Refused::NoWords)?, at);
        let number = self.paragraph(&atlas, at.start);
        self.edited(&atlas.manifest.claims, |root| {
            let own = root.array_value("claims").and_then(|list| json::by_id(&list, id));
            let own = own.ok_or_else(|| Refused::missing(&atlas.manifest.claims, id))?;
            json::set(&own, "selectors", Some(selectors));
            json::set(&own, "paragraph", Some(number.into()));
            Ok(())
        })
    }

    /// With another kind of a claim, which is named where no claim had it before.
    ///
    /// # Errors
    /// The claims cannot be read.
    pub fn set_kind(&self, claim: &str, kind: &str) -> Result<Self, Refused> {
        self.set(&self.claim_spot(claim, "kind")?, Some(&kind.into()))?.with_kind(kind)
    }

    /// Without a claim.
    ///
    /// # Errors
    /// There is none, or the claims cannot be read.
    pub fn remove_claim(&self, id: &str) -> Result<Self, Refused> {
        let file = self.manifest()?.claims;
        self.edited(&file, |root| {
            let list = root.array_value("claims");
            let own = list.as_ref().and_then(|list| json::by_id(list, id));
            own.ok_or_else(|| Refused::missing(&file, id))?.remove();
            list.iter().for_each(in_order);
            Ok(())
        })
    }

    /// With a name for a kind that one begins with.
    fn with_kind(&self, kind: &str) -> Result<Self, Refused> {
        let manifest = self.manifest()?;
        let Some((_, word)) = KINDS.into_iter().find(|(id, _)| *id == kind) else { return Ok(self.clone()) };
        let name = words::localized(manifest.languages.iter().map(|lang| &**lang), word);
        self.edited(&manifest.claims, |root| {
            let kinds = root.object_value_or_set("kinds");
            if kinds.get(kind).is_none() {
                kinds.append(kind, name);
            }
            Ok(())
        })
    }

    /// By words, what stands before them where they stand there more often, and place.
    fn selectors(&self, words: &str, at: &Range<usize>) -> CstInputValue {
        let article = self.article();
        let byte = slice(article, &(0..at.start)).map_or(0, str::len);
        let is_twice = article.match_indices(words).nth(1).is_some();
        let prefix = is_twice.then(|| excerpt::prefix(article, words, byte)).flatten();
        let quote = [("type", "TextQuoteSelector".into()), ("exact", words.into())];
        let quote = quote.into_iter().chain(prefix.as_deref().map(|prefix| ("prefix", prefix.into())));
        CstInputValue::Array(vec![
            object(quote),
            object([
                ("type", "TextPositionSelector".into()),
                ("start", at.start.into()),
                ("end", at.end.into()),
            ]),
        ])
    }

    /// The number of the paragraph that a place in the article is in, counted as the other
    /// claims count; 1 at least, as a claim must have one.
    fn paragraph(&self, atlas: &Atlas, start: usize) -> usize {
        let counted = atlas.claims.claims.iter().filter_map(|claim| match claim.paragraph {
            Paragraph::Number(number) => {
                Some(Placed { number: number as usize, start: self.place_of(claim)?.start })
            }
            Paragraph::Caption => None,
        });
        // One that has no vote yet.
        let placed: Vec<Placed> = counted.chain([Placed { number: usize::MAX, start }]).collect();
        let numbers = paragraph::numbered(self.article(), &placed, &atlas.claims.source.title);
        numbers.last().copied().filter(|number| *number != usize::MAX).unwrap_or(1).max(1)
    }
}

/// Claims are numbered as they stand.
fn in_order(list: &CstArray) {
    let claims = list.elements().into_iter().filter_map(|claim| claim.as_object());
    for (index, claim) in claims.enumerate() {
        json::set(&claim, "order", Some((index + 1).into()));
    }
}

/// An id out of the first words.
fn id(atlas: &Atlas, words: &str) -> String {
    const WORDS: usize = 4;
    let first = words.split_whitespace().take(WORDS).collect::<Vec<_>>().join(" ");
    let wanted = exchange::kebab(&first);
    words::free(if wanted.is_empty() { "claim" } else { &wanted }, |id| atlas.claim(id).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::NewRegion;
    use crate::begin::tests::{ARTICLE, island};

    fn at(words: &str, nth: usize) -> Range<usize> {
        let (byte, _) = ARTICLE.match_indices(words).nth(nth).unwrap();
        let start = ARTICLE[..byte].chars().count();
        start..start + words.chars().count()
    }

    #[test]
    fn claims_stand_in_the_articles_order_whichever_came_first() {
        let (project, region) = island().add_region(&NewRegion::named("Island", "en")).unwrap();
        let claim = |words, kind: &str| NewClaim {
            at: at(words, 0),
            kind: kind.to_owned(),
            speaker: String::new(),
            regions: vec![region.clone()],
        };
        let (project, bridge) = project.add_claim(&claim("asks for a bridge", "demand")).unwrap();
        let (project, park) = project.add_claim(&claim("wants the whole island", "demand")).unwrap();
        let atlas = project.atlas().unwrap();
        let got: Vec<_> = atlas.claims.claims.iter().map(|c| (&*c.id, c.order, c.paragraph)).collect();
        let want = [(&*park, 1, Paragraph::Number(1)), (&*bridge, 2, Paragraph::Number(2))];
        assert_eq!(got, want);
        assert_eq!(
            atlas.claims.kinds.get("demand").and_then(|kind| kind.get("fr")),
            Some("Revendication territoriale")
        );
        let project = project.remove_claim(&park).unwrap();
        assert_eq!(project.atlas().unwrap().claims.claims[0].order, 1);
    }

    #[test]
    fn words_that_stand_there_twice_have_a_prefix() {
        let (project, id) =
            island().add_claim(&NewClaim { at: at("the island is", 0), ..NewClaim::default() }).unwrap();
        let atlas = project.atlas().unwrap();
        assert_eq!(project.place_of(atlas.claim(&id).unwrap()), Some(at("the island is", 0)));
        let (project, id) =
            project.add_claim(&NewClaim { at: at("island", 2), ..NewClaim::default() }).unwrap();
        let atlas = project.atlas().unwrap();
        assert_eq!(project.place_of(atlas.claim(&id).unwrap()), Some(at("island", 2)));
        let project = project.requote(&id, &at("small", 0)).unwrap();
        assert_eq!(project.atlas().unwrap().claim(&id).unwrap().exact(), Some("small"));
    }

    #[test]
    fn where_there_are_no_words_there_is_no_claim() {
        let none = NewClaim { at: 9000..9001, ..NewClaim::default() };
        assert_eq!(island().add_claim(&none), Err(Refused::NoWords));
        let blank = NewClaim { at: 23..25, ..NewClaim::default() };
        assert_eq!(island().add_claim(&blank), Err(Refused::NoWords));
    }
}
