//! The release bundle.

use std::fs;
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use bundle::compress;
use bundle::names;
use bundle::page;
use bundle::policy;
use bundle::servers;

use crate::contents;
use crate::minify;
use crate::process::{self, say};
use crate::project::Project;
use crate::setup::{Bundler, Places};

/// Writes `dist/`: what trunk builds, and compressed copies beside each file.
///
/// # Errors
/// A tool is missing, or one of the steps fails.
pub fn bundle(project: &Project) -> Result<()> {
    let bundler = Bundler::ready(project)?;
    bundle_with(project, &bundler)
}

/// [`bundle`], with tools that were found already.
///
/// # Errors
/// One of the steps fails.
pub fn bundle_with(project: &Project, bundler: &Bundler) -> Result<()> {
    let begun = Instant::now();
    say("trunk build --release (about 1 minute; the first time 2 to 5)");
    let mut trunk = bundler.command(project, "trunk");
    trunk.args(["build", "--release", "--offline"]);
    // Where trunk failed inside itself is of no use to whoever reads why.
    process::run_long(trunk.env("RUST_BACKTRACE", "0"))?;
    say("minifying programs, scripts and style");
    minify::bundle(project, bundler)?;
    names::bundle(&project.dist)?;
    say("writing the page before any script");
    page::write(&project.dist, page::Purpose::default())?;
    servers::write(&project.dist)?;
    contents::write(project, bundler, &project.dist)?;
    for own in OWN {
        own_page(project, bundler, own)?;
    }
    only_what_is_allowed(&project.dist.join("index.html"))?;
    no_trace_of_this_machine(&project.dist, &bundler.places)?;
    say("writing brotli and gzip copies");
    let sizes = compress::folder(&project.dist)?;
    print!("{}", compress::table(&sizes));
    say(format!("{} is ready ({:.0} s)", project.shown(&project.dist), begun.elapsed().as_secs_f64()));
    Ok(())
}

/// The pages that stand in the bundle for themselves, each in the folder of its name: no
/// reader of the map loads any of them.
const OWN: [&str; 2] = ["beside", "studio"];

/// Writes one of the pages that stand for themselves into the `dist/` that is there, without
/// copies.
///
/// # Errors
/// A tool is missing, or it cannot be built.
pub fn own(project: &Project, name: &str) -> Result<()> {
    own_page(project, &Bundler::ready(project)?, name)
}

fn own_page(project: &Project, bundler: &Bundler, name: &str) -> Result<()> {
    say(format!("building {name}/ (about 1 minute; the first time 2)"));
    let mut trunk = bundler.command(project, "trunk");
    trunk.args(["build", "--release", "--offline"]).current_dir(project.root.join(name));
    process::run_long(trunk.env("RUST_BACKTRACE", "0"))?;
    let folder = project.dist.join(name);
    if name == BESIDE {
        words_beside(&folder)?;
    }
    only_what_is_allowed(&folder.join("index.html"))
}

/// The page whose words the interface's languages have.
const BESIDE: &str = "beside";

/// Writes the words of the page that has the article beside the map, a file a language.
fn words_beside(folder: &Path) -> Result<()> {
    for code in languages::codes() {
        let path = folder.join(format!("words-{code}.txt"));
        let text = languages::beside(code).unwrap_or_default();
        fs::write(&path, text).with_context(|| format!("{} cannot be written", path.display()))?;
    }
    Ok(())
}

/// A page with code that its own policy forbids would stay blank, so it must
/// not leave the build.
fn only_what_is_allowed(page: &Path) -> Result<()> {
    let html = fs::read_to_string(page).with_context(|| format!("{} cannot be read", page.display()))?;
    if let Some(found) = policy::forbidden(&html) {
        bail!("{}: inline code, which the page's policy forbids: {found}", page.display());
    }
    Ok(())
}

/// A bundle that names a folder of the machine that built it tells who did, and
/// is another one on the next machine. The atlas is copied as it is.
fn no_trace_of_this_machine(dist: &Path, places: &Places) -> Result<()> {
    for entry in fs::read_dir(dist).with_context(|| format!("{} cannot be read", dist.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            if !path.ends_with("geodata") {
                no_trace_of_this_machine(&path, places)?;
            }
            continue;
        }
        let content = fs::read(&path).with_context(|| format!("{} cannot be read", path.display()))?;
        if let Some(folder) = places.named_in(&content) {
            bail!("{} names {}, a folder of this machine", path.display(), folder.display());
        }
    }
    Ok(())
}
