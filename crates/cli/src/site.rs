//! A site: a bundle with an atlas in it.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use atlas::Manifest;
use atlas::check::MANIFEST_FILE;
use bundle::ATLAS;
use lint::folder::Disk;
use lint::mend;

/// What of an atlas is published besides the files that it names: those that are there.
const BESIDE: [&str; 7] = [
    "SOURCES.md",
    "LICENSE.md",
    "schema/atlas.schema.json",
    "schema/regions.schema.json",
    "schema/claims.schema.json",
    "schema/chronicle.schema.json",
    "schema/layer.schema.json",
];

/// What a bundle is called where it lies beside this program.
pub const BUNDLE: &str = "bundle";

/// The page of a bundle.
pub const PAGE: &str = "index.html";

/// The folder of the bundle: the one that is asked for, else `bundle` beside the program
/// or in the present folder.
///
/// # Errors
/// There is none.
pub fn bundle(asked: Option<&Path>) -> Result<PathBuf> {
    let is_bundle = |dir: &Path| dir.join(PAGE).is_file();
    if let Some(dir) = asked {
        if !is_bundle(dir) {
            bail!("{} has no {PAGE}, expected a folder with a bundle of Confins", dir.display());
        }
        return Ok(dir.to_owned());
    }
    let beside = env::current_exe().ok().and_then(|program| Some(program.parent()?.join(BUNDLE)));
    let found = beside.into_iter().chain([PathBuf::from(BUNDLE)]).find(|dir| is_bundle(dir));
    found.with_context(|| format!("no folder `{BUNDLE}` beside this program: --bundle DIR names another"))
}

/// Copies a bundle without its atlas, and of the copies that its files have beside them
/// those that `is_true` finds to stay so, by the file's name: with another atlas the page
/// is another one.
///
/// # Errors
/// A file cannot be read or written.
pub fn copy_bundle(from: &Path, to: &Path, is_true: fn(&str) -> bool) -> Result<()> {
    for entry in fs::read_dir(from).with_context(|| format!("{} cannot be read", from.display()))? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let original = name.strip_suffix(".br").or_else(|| name.strip_suffix(".gz"));
        // What is said to servers is written anew.
        if path.is_dir() || original.is_some_and(|original| !is_true(original)) {
            continue;
        }
        fs::copy(&path, to.join(&name)).with_context(|| format!("{} cannot be copied", path.display()))?;
    }
    Ok(())
}

/// The pages of a bundle that stand for themselves, each a folder: the article beside the map
/// for readers, and the studio for authors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Own {
    /// The article beside the map.
    Beside,
    /// The studio.
    Studio,
}

/// Copies a page of a bundle that stands for itself. A bundle may have been published
/// without.
///
/// # Errors
/// A file cannot be read or written.
pub fn copy_own(page: Own, from: &Path, to: &Path) -> Result<()> {
    let name = match page {
        Own::Beside => "beside",
        Own::Studio => "studio",
    };
    copy_folder(&from.join(name), &to.join(name))
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    let Ok(entries) = fs::read_dir(from) else { return Ok(()) };
    fs::create_dir_all(to).with_context(|| format!("{} cannot be made", to.display()))?;
    for entry in entries {
        let path = entry?.path();
        let target = to.join(path.file_name().unwrap_or_default());
        if path.is_dir() {
            copy_folder(&path, &target)?;
        } else {
            fs::copy(&path, &target).with_context(|| format!("{} cannot be copied", path.display()))?;
        }
    }
    Ok(())
}

/// Copies the atlas in `from` into the site in `to`: the files that it names and nothing
/// else, its layers mended as `confins fix` mends them. Files that are not there are left
/// out: the check has named them.
///
/// # Errors
/// There is no atlas, or a file cannot be written.
pub fn copy_atlas(from: &Path, to: &Path) -> Result<()> {
    let (disk, site) = (Disk(from.to_owned()), Disk(to.join(ATLAS)));
    let manifest = fs::read_to_string(from.join(MANIFEST_FILE))
        .with_context(|| format!("{} cannot be read", from.join(MANIFEST_FILE).display()))?;
    let parsed = Manifest::parse(&manifest);
    // A page says itself what is wrong with a manifest that cannot be read.
    let named = parsed.as_ref().map_or_else(|_| vec![MANIFEST_FILE], bundle::files::of_atlas);
    let by_parts = parsed.iter().flat_map(|manifest| &manifest.layers).filter(|layer| layer.is_by_parts());
    let located = parsed.iter().filter_map(|manifest| manifest.locator.as_ref());
    let others =
        by_parts.map(|layer| &*layer.file).chain(located.map(|locator| &*locator.file)).chain(BESIDE);
    for file in named.into_iter().chain(others) {
        let Ok(path) = disk.at(file) else { continue };
        let target = site.at(file)?;
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
        }
        let text = if file.ends_with(".geojson") { fs::read_to_string(&path).ok() } else { None };
        let copied = match text.and_then(|text| mend::mended(&text)) {
            Some(mended) => fs::write(&target, mended.text),
            None if path.is_file() => fs::copy(&path, &target).map(|_| ()),
            None => continue,
        };
        copied.with_context(|| format!("{} cannot be written", target.display()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::new;

    #[test]
    fn what_an_atlas_does_not_name_is_not_published() {
        let dir = tempfile::tempdir().unwrap();
        let (atlas, site) = (dir.path().join("atlas"), dir.path().join("site"));
        new::command(&atlas).unwrap();
        fs::write(atlas.join("draft.txt"), "not yet").unwrap();
        copy_atlas(&atlas, &site).unwrap();
        let published = |file: &str| site.join(ATLAS).join(file).is_file();
        for file in ["atlas.json", "regions.json", "claims.json", "land.geojson", "SOURCES.md"] {
            assert!(published(file), "{file}");
        }
        for (name, _) in atlas::schemas() {
            assert!(published(&format!("schema/{name}")), "{name}");
        }
        for file in ["article.txt", "draft.txt", "README.md"] {
            assert!(!published(file), "{file}");
        }
    }

    #[test]
    fn layers_are_published_mended() {
        let dir = tempfile::tempdir().unwrap();
        let (atlas, site) = (dir.path().join("atlas"), dir.path().join("site"));
        new::command(&atlas).unwrap();
        let story = fs::read_to_string(atlas.join("story.geojson")).unwrap();
        let precise = story.replace("[0.19, 0.11]", "[0.190000001, 0.11]");
        assert_ne!(story, precise);
        fs::write(atlas.join("story.geojson"), &precise).unwrap();
        copy_atlas(&atlas, &site).unwrap();
        assert_eq!(fs::read_to_string(site.join(ATLAS).join("story.geojson")).unwrap(), story);
        assert_eq!(fs::read_to_string(atlas.join("story.geojson")).unwrap(), precise);
    }

    #[test]
    fn only_copies_that_stay_true_come_along() {
        let dir = tempfile::tempdir().unwrap();
        let (from, to) = (dir.path().join("bundle"), dir.path().join("site"));
        fs::create_dir_all(from.join(ATLAS)).unwrap();
        fs::create_dir_all(&to).unwrap();
        let files = ["index.html", "index.html.br", "a-0123456789abcdef.js", "a-0123456789abcdef.js.br"];
        for file in files.into_iter().chain(["geodata/atlas.json"]) {
            fs::write(from.join(file), file).unwrap();
        }
        copy_bundle(&from, &to, bundle::headers::is_hashed).unwrap();
        let mut copied: Vec<_> = fs::read_dir(&to)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        copied.sort();
        assert_eq!(copied, ["a-0123456789abcdef.js", "a-0123456789abcdef.js.br", "index.html"]);
    }

    #[test]
    fn no_bundle_is_told() {
        let why = bundle(Some(Path::new("/nonexistent"))).unwrap_err().to_string();
        assert_eq!(why, "/nonexistent has no index.html, expected a folder with a bundle of Confins");
    }
}
