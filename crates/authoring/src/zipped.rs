//! An atlas as one file: a zip, as browsers without access to folders give and take it.

use std::io::{Cursor, Read as _, Write as _};

use zip::result::ZipError as Unzipped;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::project::{ARTICLE, Project};

/// What all files of an atlas may be together, in bytes: a zip can say it is anything.
const MOST: u64 = 200_000_000;

/// Why a zip is no atlas.
#[derive(Debug, thiserror::Error)]
pub enum ZipError {
    /// It is no zip, or a damaged one.
    #[error("this is no zip that can be read: {0}")]
    Unreadable(String),
    /// It unpacks to too much.
    #[error("it unpacks to more than {} MB, expected less", MOST / 1_000_000)]
    TooLarge,
    /// There is no manifest in it.
    #[error("there is no atlas.json in it, expected the folder of an atlas")]
    NoAtlas,
}

/// The files of an atlas in a zip, whichever folder of it they are in.
///
/// # Errors
/// It is no zip, too large, or has no manifest.
pub fn from_zip(bytes: &[u8]) -> Result<Project, ZipError> {
    let unreadable = |why: Unzipped| ZipError::Unreadable(why.to_string());
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(unreadable)?;
    let (mut files, mut left) = (Vec::new(), MOST);
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).map_err(unreadable)?;
        let name = file.name().replace('\\', "/");
        // macOS puts a shadow of every file beside it.
        if file.is_dir() || name.starts_with("__MACOSX/") {
            continue;
        }
        let mut content = Vec::new();
        let read = file.by_ref().take(left + 1).read_to_end(&mut content);
        read.map_err(|why| ZipError::Unreadable(why.to_string()))?;
        left = left.checked_sub(content.len() as u64).ok_or(ZipError::TooLarge)?;
        files.push((name, content));
    }
    Project::of_folder(files)
}

impl Project {
    /// An atlas of the files of a folder, whichever folder of it its manifest is in.
    ///
    /// # Errors
    /// There is no manifest.
    pub fn of_folder(files: Vec<(String, Vec<u8>)>) -> Result<Self, ZipError> {
        Ok(Self::new(rooted(files).ok_or(ZipError::NoAtlas)?))
    }
}

/// Files by their paths from the folder that their manifest is in; of several the
/// outermost. `None`: there is none.
fn rooted(files: Vec<(String, Vec<u8>)>) -> Option<Vec<(String, Vec<u8>)>> {
    let manifests = files.iter().filter_map(|(name, _)| {
        name.strip_suffix("atlas.json").filter(|folder| folder.is_empty() || folder.ends_with('/'))
    });
    let root = manifests.min_by_key(|folder| folder.len())?.to_owned();
    let own = files.into_iter().filter_map(|(name, content)| {
        let name = name.strip_prefix(&*root)?.to_owned();
        // A name that leads out of the folder is no file of it.
        atlas::address::file(&name).is_ok().then_some((name, content))
    });
    Some(own.collect())
}

/// A zip of an atlas; with its article, where that is asked.
///
/// # Errors
/// It is larger than a zip can be.
pub fn to_zip(project: &Project, with_article: bool) -> Result<Vec<u8>, ZipError> {
    let unwritable = |why: String| ZipError::Unreadable(why);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let article =
        Some((ARTICLE, project.article().as_bytes())).filter(|(_, text)| with_article && !text.is_empty());
    for (name, content) in project.files().chain(article) {
        zip.start_file(name, options).map_err(|why| unwritable(why.to_string()))?;
        zip.write_all(content).map_err(|why| unwritable(why.to_string()))?;
    }
    let done = zip.finish().map_err(|why| unwritable(why.to_string()))?;
    Ok(done.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::begin::tests::island;

    #[test]
    fn what_is_packed_is_unpacked_the_same() {
        let project = island();
        let packed = to_zip(&project, true).unwrap();
        assert_eq!(from_zip(&packed).unwrap(), project);
        let without = from_zip(&to_zip(&project, false).unwrap()).unwrap();
        assert_eq!((without.article(), without.files().count()), ("", project.files().count()));
    }

    #[test]
    fn the_folder_may_stand_in_another() {
        let files = ["x/mine/atlas.json", "x/mine/base/a.geojson", "x/read.me", "x/mine/../evil"];
        let files = files.map(|name| (name.to_owned(), Vec::new())).to_vec();
        let names: Vec<String> = rooted(files).unwrap().into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["atlas.json", "base/a.geojson"]);
    }

    #[test]
    fn what_is_no_atlas_is_told() {
        assert!(matches!(from_zip(b"nothing"), Err(ZipError::Unreadable(_))));
        let none = to_zip(&Project::default().with("a.txt", "a"), false).unwrap();
        assert!(matches!(from_zip(&none), Err(ZipError::NoAtlas)));
    }
}
