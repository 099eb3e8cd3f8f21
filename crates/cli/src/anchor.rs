//! Finds an atlas's excerpts in another edition of its article. How is the crate
//! `anchor`'s, what is written the crate `lint`'s.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, anyhow};
use atlas::check::MANIFEST_FILE;
use atlas::{Atlas, Manifest};
use bundle::say;
use lint::folder::{Disk, text};
use lint::reanchor::{Fate, reanchored};

/// `confins anchor`: tells of each excerpt of the atlas in `dir`, which its owner knows as
/// `shown`, whether it is kept, moved, changed or lost in the text `article`, and writes
/// where it is now where that is asked. It ends with 0 where each is kept or written, with
/// 1 where one is left for the author.
///
/// # Errors
/// There is no atlas or no article, or the claims cannot be written.
pub fn command(dir: &Path, shown: &str, article: &Path, write: bool) -> Result<ExitCode> {
    let disk = Disk(dir.to_owned());
    let text = |file: &str| text(&disk, file).map_err(|why| anyhow!("{shown}/{why}"));
    let manifest = text(MANIFEST_FILE)?;
    let Manifest { regions, claims: file, .. } = Manifest::parse(&manifest)?;
    let claims = text(&file)?;
    let atlas = Atlas::parse(&manifest, &text(&regions)?, &claims)?;
    let article =
        fs::read_to_string(article).with_context(|| format!("{} cannot be read", article.display()))?;
    let report = reanchored(&atlas, &claims, &article).map_err(|why| anyhow!("{shown}/{why}"))?;
    for claim in &report.claims {
        bundle::write(&format!("{shown}/{file}:{claim}\n"));
    }
    let count = |is: fn(&Fate) -> bool| report.claims.iter().filter(|claim| is(&claim.fate)).count();
    let (kept, moved) = (count(|fate| *fate == Fate::Kept), count(|fate| *fate == Fate::Moved));
    let changed = count(|fate| matches!(fate, Fate::Changed(_)));
    let lost = report.claims.len() - kept - moved - changed;
    let is_news = report.text != claims;
    if write && is_news {
        let path = disk.at(&file)?;
        fs::write(&path, &report.text).with_context(|| format!("{} cannot be written", path.display()))?;
    }
    let done = match (is_news, write) {
        (false, _) => "nothing to write",
        (true, true) => "written",
        (true, false) => "nothing is written without --write",
    };
    say(format!("{shown}: {kept} kept, {moved} moved, {changed} changed, {lost} lost; {done}"));
    let is_left = report.claims.iter().any(|claim| claim.fate.is_left_to_the_author());
    Ok(if is_left { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}
