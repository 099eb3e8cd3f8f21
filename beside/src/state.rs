//! What the page knows: the atlas, the reader's copy of the article, and what of it is read now.

use std::ops::Deref;
use std::sync::Arc;

use address::Hash;
use atlas::{Atlas, Manifest};
use documents::words::{Beside as Words, Direction, filled, nearest};
use leptos::prelude::*;
use leptos::task::spawn_local;
use passages::{Marked, Unread};

use crate::door::{files, frame, page};

/// The languages that the page speaks: those of `crates/languages`.
const SPOKEN: [&str; 8] = ["fr", "en", "de", "es", "ru", "hy", "az", "ar"];

/// All of it: one pointer. A page has one for as long as it lives.
#[derive(Clone, Copy)]
pub struct Beside(&'static Signals);

impl Deref for Beside {
    type Target = Signals;

    fn deref(&self) -> &Signals {
        self.0
    }
}

/// What the page knows, part by part.
pub struct Signals {
    /// Where the map's own page is, with the atlas and the place that were asked for.
    pub map: String,
    /// What the page says; `None` before it has come.
    pub words: RwSignal<Option<&'static Words>>,
    /// The language whose words these are.
    pub lang: RwSignal<String>,
    /// `None` before it has come, and where it cannot be read.
    pub atlas: RwSignal<Option<Arc<Atlas>>>,
    /// What the reader has given; `None`: nothing yet.
    pub text: RwSignal<Option<Arc<Marked>>>,
    /// The claims that the map is at: one, or all those of a place.
    pub read: RwSignal<Vec<String>>,
    /// Whether the map follows the reader through the article.
    pub follows: RwSignal<bool>,
    /// What went wrong last.
    pub told: RwSignal<String>,
}

impl Beside {
    /// Before anything has come.
    pub fn new() -> Self {
        let query = page::query("atlas").map(|path| format!("?atlas={}", escaped(&path))).unwrap_or_default();
        let hash = page::hash();
        Self(Box::leak(Box::new(Signals {
            map: format!("../{query}{hash}"),
            words: RwSignal::new(None),
            lang: RwSignal::new(String::new()),
            atlas: RwSignal::new(None),
            text: RwSignal::new(None),
            read: RwSignal::new(Vec::new()),
            follows: RwSignal::new(true),
            told: RwSignal::new(String::new()),
        })))
    }

    /// Fetches the atlas and the words; opens the text that is kept in this tab.
    pub async fn load(self) {
        let begun = manifest().await;
        let asked = Hash::parse(&page::hash()).lang.into_iter().chain(page::languages());
        let asked: Vec<String> = asked.collect();
        let offered = begun.as_ref().map(|(_, manifest)| manifest.languages.clone()).unwrap_or_default();
        let lang = nearest(&asked, &offered).map(str::to_owned).or_else(|| offered.first().cloned());
        self.speak(&lang.or_else(|| asked.first().cloned()).unwrap_or_default()).await;
        let atlas = match begun {
            Ok((folder, manifest)) => atlas(&folder, manifest).await,
            Err(why) => Err(why),
        };
        match atlas {
            Ok(atlas) => {
                self.atlas.set(Some(Arc::new(atlas)));
                if let Some(text) = page::kept(&self.store()) {
                    self.show(&text);
                }
            }
            Err(why) => self.tell(Words::no_atlas, &[("why", &why)]),
        }
    }

    /// Speaks a language from now on, or the nearest that there are words of.
    pub async fn speak(self, lang: &str) {
        let spoken: Vec<String> = SPOKEN.iter().map(|code| (*code).to_owned()).collect();
        let code = nearest(&[lang.to_owned()], &spoken).unwrap_or("en");
        self.lang.set(lang.to_owned());
        let Ok(text) = files::text(&format!("words-{code}.txt")).await else { return };
        // As long as the page: a reader reads a few languages.
        let Some(words) = Words::read(&mut text.leak().lines()) else { return };
        // Another one may have been asked for meanwhile.
        if self.lang.get_untracked() == lang {
            page::set_root("lang", code);
            page::set_root("dir", Direction::of(code).code());
            page::document().set_title(words.title());
            self.words.set(Some(Box::leak(Box::new(words))));
        }
    }

    /// Shows what a reader has given beside the map.
    pub fn show(self, text: &str) {
        let Some(atlas) = self.atlas.get_untracked() else { return };
        match page::measured(|| Marked::read(&atlas, text)) {
            Ok(marked) => {
                page::keep(&self.store(), Some(text));
                self.told.set(String::new());
                self.text.set(Some(Arc::new(marked)));
                self.at(&frame::hash());
            }
            Err(Unread::Empty) => {}
            Err(Unread::NoText) => self.tell(Words::no_text, &[("name", "")]),
            Err(Unread::TooLong(got)) => {
                let (got, most) = (got.to_string(), passages::MOST.to_string());
                self.tell(Words::too_long, &[("got", &got), ("most", &most)]);
            }
        }
    }

    /// Gives the text up.
    pub fn forget(self) {
        page::keep(&self.store(), None);
        self.text.set(None);
        self.told.set(String::new());
    }

    /// Leads the map to a claim: as a step of its reader's, or along with their reading.
    pub fn go(self, claim: &str, is_entry: bool) {
        self.read.set(vec![claim.to_owned()]);
        let now = Hash::parse(&frame::hash());
        let next = Hash { map: None, region: None, step: None, claim: Some(claim.to_owned()), ..now };
        frame::go(&next.write(), is_entry);
    }

    /// The map is there now: what the article says of it is shown.
    pub fn at(self, hash: &str) {
        let Some(atlas) = self.atlas.get_untracked() else { return };
        let hash = Hash::parse(hash);
        if let Some(lang) = hash.lang.as_ref().filter(|lang| **lang != self.lang.get_untracked()) {
            let lang = lang.clone();
            spawn_local(async move { self.speak(&lang).await });
        }
        let claims = claims(&atlas, &hash);
        // The place of the claim that is read already says nothing new.
        let is_new = self.read.with_untracked(|read| {
            read.is_empty() || claims.is_empty() || !read.iter().all(|claim| claims.contains(claim))
        });
        if is_new && self.read.get_untracked() != claims {
            self.read.set(claims);
        }
    }

    /// Says a message that has room for something.
    pub fn tell(self, message: fn(&Words) -> &'static str, with: &[(&str, &str)]) {
        if let Some(words) = self.words.get_untracked() {
            self.told.set(self.filled(message(words), with));
        }
    }

    /// A message with what it has room for.
    pub fn filled(self, message: &str, with: &[(&str, &str)]) -> String {
        filled(message, with, Direction::of(&self.lang.get_untracked()) == Direction::RightToLeft)
    }

    /// What the text of this atlas's article is kept as.
    fn store(self) -> String {
        format!("confins-beside {}", self.map.split('#').next().unwrap_or_default())
    }
}

/// Hears of the map from now on.
pub fn listen(beside: Beside) {
    frame::on_address(move |address| {
        let hash = address.split_once('#').map_or("", |(_, hash)| hash);
        beside.at(hash);
    });
}

/// The claims that a hash of the map leads to.
fn claims(atlas: &Atlas, hash: &Hash) -> Vec<String> {
    let id = |claim: &atlas::Claim| claim.id.clone();
    if let Some(claim) = hash.claim.as_deref().and_then(|claim| atlas.claim(claim)) {
        return vec![id(claim)];
    }
    if let Some(step) = hash.step {
        return atlas.claim_at(step).map(id).into_iter().collect();
    }
    let region = hash.region.as_deref().unwrap_or_default();
    atlas.claims_about(region).into_iter().map(id).collect()
}

/// The folder of the atlas, from here.
fn folder() -> Result<String, String> {
    let Some(path) = page::query("atlas") else { return Ok("../geodata/".to_owned()) };
    atlas::address::folder(&path).map_err(|why| format!("«{path}» {why}"))?;
    let path = if path.ends_with('/') { path } else { format!("{path}/") };
    // What begins where the origin does is the same from everywhere.
    Ok(if path.starts_with('/') { path } else { format!("../{path}") })
}

/// The manifest of the atlas, and the folder where it is.
async fn manifest() -> Result<(String, Manifest), String> {
    let folder = folder()?;
    let text = files::text(&format!("{folder}{}", atlas::check::MANIFEST_FILE)).await?;
    let manifest = Manifest::parse(&text).map_err(|why| why.to_string())?;
    Ok((folder, manifest))
}

async fn atlas(folder: &str, manifest: Manifest) -> Result<Atlas, String> {
    for path in [&manifest.regions, &manifest.claims] {
        atlas::address::file(path).map_err(|why| format!("«{path}» {why}"))?;
    }
    let regions = files::text(&format!("{folder}{}", manifest.regions)).await?;
    let claims = files::text(&format!("{folder}{}", manifest.claims)).await?;
    let regions = atlas::RegionFile::parse(&regions).map_err(|why| why.to_string())?;
    let claims = atlas::ClaimFile::parse(&claims).map_err(|why| why.to_string())?;
    Ok(Atlas { manifest, regions, claims })
}

/// A path as a part of a query: only what would end it is escaped.
fn escaped(path: &str) -> String {
    path.replace('%', "%25").replace('&', "%26").replace('#', "%23").replace('+', "%2B")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_of_the_interface_is_spoken() {
        assert_eq!(SPOKEN.to_vec(), languages::codes());
        for code in SPOKEN {
            let text = languages::beside(code).unwrap();
            assert!(Words::read(&mut text.lines()).is_some(), "{code}");
        }
    }

    #[test]
    fn an_address_of_the_map_leads_to_claims() {
        let atlas = Atlas::parse(
            include_str!("../../crates/atlas/tests/fixtures/river/atlas.json"),
            include_str!("../../crates/atlas/tests/fixtures/river/regions.json"),
            include_str!("../../crates/atlas/tests/fixtures/river/claims.json"),
        )
        .unwrap();
        let led = |hash: &str| claims(&atlas, &Hash::parse(hash)).join(" ");
        assert_eq!(led("claim=a-bridge&region=islands"), "a-bridge");
        assert_eq!(led("region=northland"), "two-islands no-treaty");
        assert_eq!(led("step=2"), "a-bridge");
        for nothing in ["", "step=9", "claim=none", "region=none", "map=8/40/45"] {
            assert_eq!(led(nothing), "", "{nothing}");
        }
    }
}
