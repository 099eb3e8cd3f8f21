//! Bakes an atlas: writes the site that any static host can serve.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use bundle::{files, say, share};

use crate::check;
use crate::site::{self, Own, PAGE};

/// What to bake, and into what.
#[derive(Debug, Default, PartialEq)]
pub struct Options {
    /// The folder of the atlas.
    pub atlas: PathBuf,
    /// As [`check::Options::article`].
    pub article: Option<PathBuf>,
    /// `None`: as [`site::bundle`] finds it.
    pub bundle: Option<PathBuf>,
    /// The folder of the site: not there yet, empty, or an earlier one.
    pub to: PathBuf,
    /// Where the site will be, `https://…`: for those who embed its page by its address.
    pub url: Option<String>,
}

/// `confins bake`: checks first, and bakes nothing with an error in it. A site that is
/// there stays until the new one is whole. It ends as `confins check` does.
///
/// # Errors
/// There is no bundle, `to` is something else, or a file cannot be written.
pub fn command(options: &Options) -> Result<ExitCode> {
    let Options { atlas, article, bundle, to, url } = options;
    let home = url.as_deref().map(share::home).transpose()?;
    let bundle = site::bundle(bundle.as_deref())?;
    let code = match check::first(atlas, article.as_deref()) {
        Ok(code) => code,
        Err(code) => return Ok(code),
    };
    may_be_replaced(to)?;
    let new = beside(to, "new")?;
    // Of a run that was stopped.
    let _ = fs::remove_dir_all(&new);
    fs::create_dir_all(&new).with_context(|| format!("{} cannot be made", new.display()))?;
    // What no longer is, is compressed anew.
    site::copy_bundle(&bundle, &new, |_| true)?;
    site::copy_own(Own::Beside, &bundle, &new)?;
    site::copy_atlas(atlas, &new)?;
    let sizes = bundle::finish(&new, home.as_deref())?;
    replace(to, &new)?;
    let sum: u64 = sizes.iter().map(|file| file.brotli.unwrap_or(file.raw)).sum();
    let whole = sizes.iter().map(|file| file.raw).max().unwrap_or(0);
    say(format!("{}: {} files, {} KB as they are sent", to.display(), sizes.len(), sum / 1_000));
    if whole > files::MOST as u64 {
        say(format!(
            "files of more than {} MB are not kept for readers without network",
            files::MOST / 1_000_000
        ));
    }
    Ok(code)
}

/// Whether `to` may be written over.
fn may_be_replaced(to: &Path) -> Result<()> {
    let is_empty = fs::read_dir(to).map_or(!to.exists(), |mut inside| inside.next().is_none());
    let is_site = || {
        let html = fs::read_to_string(to.join(PAGE)).unwrap_or_default();
        bundle::names::named(&html, "app-edition").is_some()
    };
    if !is_empty && !is_site() {
        bail!("{} is not empty and no site of Confins, expected a new folder", to.display());
    }
    Ok(())
}

/// A folder beside another one, on the same disk.
fn beside(to: &Path, what: &str) -> Result<PathBuf> {
    let name = to.file_name().with_context(|| format!("{} is no name of a folder", to.display()))?;
    Ok(to.with_file_name(format!(".{}.{what}", name.to_string_lossy())))
}

/// Puts the folder `new` in the place of `to`.
fn replace(to: &Path, new: &Path) -> Result<()> {
    let old = beside(to, "old")?;
    let _ = fs::remove_dir_all(&old);
    if to.exists() {
        fs::rename(to, &old).with_context(|| format!("{} cannot be moved away", to.display()))?;
    }
    fs::rename(new, to).with_context(|| format!("{} cannot be written", to.display()))?;
    // What is left of it harms nobody.
    let _ = fs::remove_dir_all(&old);
    Ok(())
}
