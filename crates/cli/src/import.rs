//! Reads a file of another program as layers of an atlas. What becomes of everything in it is
//! the crate `exchange`'s to say.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use atlas::Manifest;
use atlas::check::MANIFEST_FILE;
use atlas::manifest;
use bundle::say;
use exchange::{Import, Role};
use lint::layers::{self, NewLayer};

use crate::check::shown;

/// What to read, and into what.
#[derive(Debug, PartialEq)]
pub struct Options {
    /// The file.
    pub file: PathBuf,
    /// The folder of the atlas.
    pub atlas: PathBuf,
    /// What the layers are for.
    pub role: Role,
    /// The heading of SOURCES.md that tells their origin; `None`: the file's name.
    pub source: Option<String>,
    /// The language of their names; `None`: the atlas's first.
    pub language: Option<String>,
    /// Write the layers; otherwise it is only told what they would be.
    pub write: bool,
}

/// `confins import`: tells what is kept, approximated and dropped of a file, and writes its
/// layers into the atlas where that is asked. None that is there is written over.
///
/// # Errors
/// The file cannot be read as any of the known forms, there is no atlas, or a file cannot be
/// written.
pub fn command(options: &Options) -> Result<()> {
    let Options { file, atlas, role, source, language, write } = options;
    let bytes = fs::read(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let path = atlas.join(MANIFEST_FILE);
    let text = fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))?;
    let languages = Manifest::parse(&text)?.languages;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let own = exchange::Options {
        language: language.clone().or(languages.into_iter().next()).unwrap_or_else(|| "en".to_owned()),
        source: source.clone().unwrap_or_else(|| stem.to_lowercase().replace([' ', '_', '.'], "-")),
        role: *role,
    };
    let read = exchange::import(&name, &bytes, &own).map_err(|why| anyhow!("{}: {why}", file.display()))?;
    bundle::write(&read.ledger.to_string());
    let folder = shown(atlas);
    if !write {
        for layer in &read.layers {
            say(format!("{folder}/{}.geojson: {} features", layer.id, layer.features));
        }
        say("nothing is written without --write");
        return Ok(());
    }
    put(atlas, &path, &text, &read, &own)?;
    say(format!(
        "`confins check {folder}` says what they still lack; SOURCES.md needs a heading {:?}",
        own.source
    ));
    Ok(())
}

/// Writes the layers, and names them in the manifest.
fn put(atlas: &Path, path: &Path, text: &str, read: &Import, own: &exchange::Options) -> Result<()> {
    let known = layers::ids(text);
    let role = match own.role {
        Role::Story => manifest::Role::Story,
        Role::Base => manifest::Role::Base,
    };
    let mut new = Vec::new();
    for layer in &read.layers {
        let file = format!("{}.geojson", layer.id);
        if known.contains(&layer.id) || atlas.join(&file).exists() {
            bail!("{}: there is a layer or a file {} already, nothing is written", shown(atlas), layer.id);
        }
        let name = (own.language.clone(), layer.name.clone());
        new.push(NewLayer { id: layer.id.clone(), file, role, name });
    }
    let manifest = layers::added(text, &new)
        .with_context(|| format!("{} has no list of layers to add to", path.display()))?;
    for (layer, NewLayer { file, .. }) in read.layers.iter().zip(&new) {
        let path = atlas.join(file);
        fs::write(&path, &layer.text).with_context(|| format!("{} cannot be written", path.display()))?;
        say(format!("{}: {} features", path.display(), layer.features));
    }
    fs::write(path, manifest).with_context(|| format!("{} cannot be written", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{check, new};

    const TABLE: &str = "name;lat;lon\nMole;0,05;0,2\nPier;0,06;0,21\n";

    fn imported(atlas: &Path, write: bool) -> Result<()> {
        let file = atlas.with_file_name("Old piers.csv");
        fs::write(&file, TABLE).unwrap();
        let (role, source) = (Role::Base, Some("own-drawing".to_owned()));
        command(&Options { file, atlas: atlas.to_owned(), role, source, language: None, write })
    }

    #[test]
    fn what_is_read_is_a_layer_of_the_atlas_that_has_nothing_to_be_found() {
        let dir = tempfile::tempdir().unwrap();
        let atlas = dir.path().join("mine");
        new::command(&atlas).unwrap();
        let before = fs::read_to_string(atlas.join("atlas.json")).unwrap();
        imported(&atlas, false).unwrap();
        assert_eq!(fs::read_to_string(atlas.join("atlas.json")).unwrap(), before);
        imported(&atlas, true).unwrap();
        let article = check::article(&atlas, None);
        let checked = check::checked(&atlas, article.as_deref()).unwrap();
        assert!(checked.found.is_empty(), "{:#?}", checked.found);
        let layer = fs::read_to_string(atlas.join("old-piers.geojson")).unwrap();
        assert!(layer.contains("\"en\":\"Mole\"") || layer.contains("\"en\": \"Mole\""), "{layer}");
    }

    #[test]
    fn what_is_there_is_not_written_over() {
        let dir = tempfile::tempdir().unwrap();
        let atlas = dir.path().join("mine");
        new::command(&atlas).unwrap();
        imported(&atlas, true).unwrap();
        let why = imported(&atlas, true).unwrap_err().to_string();
        assert!(why.ends_with("there is a layer or a file old-piers already, nothing is written"), "{why}");
    }
}
