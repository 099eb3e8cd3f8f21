//! Mends of an atlas's layers what needs no author.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow};
use atlas::Manifest;
use atlas::check::MANIFEST_FILE;
use bundle::say;
use lint::folder::{Disk, text};
use lint::mend;

/// `confins fix`: tells what it mends of the layers of the atlas in `dir`, which its owner
/// knows as `shown`, and writes it where that is asked.
///
/// # Errors
/// There is no atlas, or a file of it cannot be written.
pub fn command(dir: &Path, shown: &str, write: bool) -> Result<()> {
    let disk = Disk(dir.to_owned());
    let manifest = text(&disk, MANIFEST_FILE).map_err(|why| anyhow!("{shown}/{why}"))?;
    let manifest = Manifest::parse(&manifest)?;
    let layers = manifest.layers.iter().filter(|layer| !layer.is_by_parts()).map(|layer| &*layer.file);
    let files = layers.chain(manifest.locator.as_ref().map(|locator| &*locator.file));
    let (mut changes, mut changed) = (0, 0);
    for file in files {
        // What cannot be read is for the check to tell.
        let Some(mended) = text(&disk, file).ok().and_then(|text| mend::mended(&text)) else { continue };
        for change in &mended.changes {
            bundle::write(&format!("{shown}/{file}:{change}\n"));
        }
        (changes, changed) = (changes + mended.changes.len(), changed + 1);
        if write {
            let path = disk.at(file)?;
            fs::write(&path, mended.text).with_context(|| format!("{} cannot be written", path.display()))?;
        }
    }
    let done = match (changed, write) {
        (0, _) => "nothing to mend".to_owned(),
        (_, true) => format!("{changes} changes written to {changed} files"),
        (_, false) => format!("{changes} changes to {changed} files; nothing is written without --write"),
    };
    say(format!("{shown}: {done}"));
    Ok(())
}
