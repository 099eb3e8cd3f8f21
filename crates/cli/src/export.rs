//! Writes an atlas as other programs read it. What a format has, and what becomes of
//! everything in it, is the crate `exchange`'s.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use bundle::{say, share};
use exchange::{Format, Story};
use lint::folder::Disk;

use crate::check::shown;

/// Which atlas, and as what.
#[derive(Debug, PartialEq)]
pub struct Options {
    /// The folder of the atlas.
    pub atlas: PathBuf,
    /// As what.
    pub format: Format,
    /// The file; `None`: in the present folder, called as the atlas.
    pub to: Option<PathBuf>,
    /// `None`: the atlas's first.
    pub language: Option<String>,
    /// Where the atlas is published.
    pub url: Option<String>,
}

/// `confins export`. A file that is there is written over, but none of the atlas's own.
///
/// # Errors
/// The atlas cannot be read, or the file cannot be written.
pub fn command(options: &Options) -> Result<()> {
    let Options { atlas, format, to, language, url } = options;
    let url = url.as_deref().map(share::home).transpose()?;
    let story = Story::read(&Disk(atlas.clone()))
        .with_context(|| format!("{}: `confins check` says more", shown(atlas)))?;
    let to = to.clone().unwrap_or_else(|| format!("{}.{}", story.id(), format.ending()).into());
    let language = language.as_deref().unwrap_or_else(|| story.language());
    let written = exchange::export(&story, *format, language, url.as_deref());
    put(&to, atlas, &written.text)?;
    bundle::write(&written.ledger.to_string());
    say(format!("{}: {} bytes", to.display(), written.text.len()));
    Ok(())
}

/// Writes a file, over one that is there.
///
/// # Errors
/// It would be among the atlas's own, or cannot be written.
pub fn put(to: &Path, atlas: &Path, text: &str) -> Result<()> {
    if is_within(to, atlas)? {
        bail!("{} lies in the atlas's own folder, expected another", to.display());
    }
    fs::write(to, text).with_context(|| format!("{} cannot be written", to.display()))
}

/// Whether a file is, or would be, in a folder or one of its folders.
fn is_within(file: &Path, folder: &Path) -> Result<bool> {
    let beside = file.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let real = |path: &Path| {
        path.canonicalize().with_context(|| format!("{} is no folder that is there", path.display()))
    };
    Ok(real(beside)?.starts_with(real(folder)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::new;

    fn exported(atlas: &Path, to: &Path) -> Result<()> {
        command(&Options {
            atlas: atlas.to_owned(),
            format: Format::GeoJson,
            to: Some(to.to_owned()),
            language: None,
            url: None,
        })
    }

    #[test]
    fn an_atlas_is_written_beside_it_and_not_into_it() {
        let dir = tempfile::tempdir().unwrap();
        let atlas = dir.path().join("mine");
        new::command(&atlas).unwrap();
        let to = dir.path().join("mine.geojson");
        exported(&atlas, &to).unwrap();
        assert!(fs::read_to_string(&to).unwrap().starts_with("{\"type\":\"FeatureCollection\""));
        let why = exported(&atlas, &atlas.join("atlas.json")).unwrap_err().to_string();
        assert!(why.ends_with("lies in the atlas's own folder, expected another"), "{why}");
    }

    #[test]
    fn what_cannot_be_read_is_said_and_nothing_is_written() {
        let dir = tempfile::tempdir().unwrap();
        let to = dir.path().join("mine.geojson");
        let why = format!("{:#}", exported(dir.path(), &to).unwrap_err());
        assert!(why.contains("atlas.json cannot be read"), "{why}");
        assert!(!to.exists());
    }
}
