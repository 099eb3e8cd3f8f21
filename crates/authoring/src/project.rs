//! The files of an atlas that is being written, and its article.

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

use atlas::check::MANIFEST_FILE;
use atlas::{Atlas, ClaimFile, Manifest, RegionFile};
use jsonc_parser::cst::CstObject;
use lint::{Checked, Folder, NoAtlas};

use crate::json;
use crate::refused::Refused;

/// What the article is called where it lies beside an atlas's files.
pub const ARTICLE: &str = "article.txt";

/// An atlas at one moment of its writing. A copy costs some hundred bytes: contents are shared.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Project {
    files: BTreeMap<String, Arc<[u8]>>,
    article: Arc<str>,
}

impl Project {
    /// An atlas of these files; an [`ARTICLE`] among them is its article.
    #[must_use]
    pub fn new(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Self {
        let mut files: BTreeMap<String, Arc<[u8]>> =
            files.into_iter().map(|(name, bytes)| (name, bytes.into())).collect();
        let article = files.remove(ARTICLE).map(|bytes| String::from_utf8_lossy(&bytes).into());
        Self { files, article: article.unwrap_or_default() }
    }

    /// The article; empty where its author has not brought it.
    #[must_use]
    pub fn article(&self) -> &str {
        &self.article
    }

    /// The files of the atlas, without the article.
    pub fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().map(|(name, bytes)| (&**name, &**bytes))
    }

    /// A file's text; `None` where there is none, or no text.
    #[must_use]
    pub fn text(&self, file: &str) -> Option<&str> {
        str::from_utf8(self.files.get(file)?).ok()
    }

    /// A file's bytes, shared.
    pub(crate) fn content(&self, file: &str) -> Option<Arc<[u8]>> {
        self.files.get(file).cloned()
    }

    /// With another content of a file, new or not.
    #[must_use]
    pub fn with(&self, file: &str, content: impl Into<Vec<u8>>) -> Self {
        let mut next = self.clone();
        next.files.insert(file.to_owned(), content.into().into());
        next
    }

    /// With another text of the article: excerpts are found in it again where they are
    /// plainly the same words, as `lint::reanchor` does it.
    #[must_use]
    pub fn with_article(&self, article: &str) -> Self {
        let mut next = self.clone();
        next.article = article.into();
        let Ok(atlas) = self.atlas() else { return next };
        let file = &atlas.manifest.claims;
        let read = self.text(file).map(|claims| lint::reanchor::reanchored(&atlas, claims, article));
        match read {
            Some(Ok(report)) if !article.is_empty() => next.with(file, report.text),
            _ => next,
        }
    }

    /// Reads it as a page does.
    ///
    /// # Errors
    /// The first of its files that cannot be read, and where in it.
    pub fn atlas(&self) -> Result<Atlas, Refused> {
        let manifest = self.manifest()?;
        let regions = self.parsed(&manifest.regions, RegionFile::parse)?;
        let claims = self.parsed(&manifest.claims, ClaimFile::parse)?;
        Ok(Atlas { manifest, regions, claims })
    }

    /// The manifest alone.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn manifest(&self) -> Result<Manifest, Refused> {
        self.parsed(MANIFEST_FILE, Manifest::parse)
    }

    fn parsed<T>(&self, file: &str, parse: fn(&str) -> Result<T, atlas::AtlasError>) -> Result<T, Refused> {
        let text = self.text(file).ok_or_else(|| Refused::missing(file, "text"))?;
        parse(text).map_err(|why| Refused::Unreadable { file: file.to_owned(), why: why.to_string() })
    }

    /// The check of all of it, with the article where there is one.
    ///
    /// # Errors
    /// There is no manifest.
    pub fn checked(&self) -> Result<Checked, NoAtlas> {
        lint::check(self, Some(&*self.article).filter(|article| !article.is_empty()))
    }

    /// With a JSON file whose object was changed; all else in it stays to the letter.
    pub(crate) fn edited(
        &self,
        file: &str,
        edit: impl FnOnce(&CstObject) -> Result<(), Refused>,
    ) -> Result<Self, Refused> {
        let text = self.text(file).ok_or_else(|| Refused::missing(file, "text"))?;
        Ok(self.with(file, json::edited(file, text, edit)?))
    }
}

impl Folder for Project {
    fn read(&self, file: &str) -> io::Result<Vec<u8>> {
        let found = self.files.get(file).map(|bytes| bytes.to_vec());
        found.ok_or_else(|| io::Error::new(io::ErrorKind::NotFound, "no such file"))
    }

    fn has(&self, file: &str) -> bool {
        self.files.contains_key(file)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::begin::tests::island;

    #[test]
    fn the_article_is_no_file_of_the_atlas() {
        let project = Project::new([("article.txt".to_owned(), b"Words.".to_vec())]);
        assert_eq!((project.article(), project.files().count()), ("Words.", 0));
    }

    #[test]
    fn a_broken_file_is_told_with_where_it_breaks() {
        let broken = island().with("regions.json", "{\"themes\": [");
        let why = broken.atlas().unwrap_err().to_string();
        assert!(why.starts_with("regions.json: "), "{why}");
        assert!(broken.checked().is_ok());
    }

    #[test]
    fn without_files_there_is_nothing_to_check() {
        assert!(Project::default().checked().is_err());
        assert_eq!(Project::default().atlas(), Err(Refused::missing("atlas.json", "text")));
    }
}
