//! The commands of the program for authors (`crates/cli`), on the atlas of this checkout
//! unless another one is named; its schemas are checked besides.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use atlas::check::{Finding, Rule};
use cli::check;
use lint::Checked;
use lint::folder::Disk;
use lint::forms::{self, Format};

use crate::process::say;
use crate::project::Project;
use crate::report::{Counts, Outcome};

/// Options of `cargo xtask check`.
#[derive(Debug, Default, PartialEq)]
pub struct Options {
    /// `None`: `geodata/`.
    pub atlas: Option<PathBuf>,
    /// `None`: looked for where [`Project::article`] says.
    pub article: Option<PathBuf>,
    /// How the findings are written.
    pub format: Format,
}

/// Options of `cargo xtask fix`.
#[derive(Debug, Default, PartialEq)]
pub struct FixOptions {
    /// `None`: `geodata/`.
    pub atlas: Option<PathBuf>,
    /// Write what is mended; otherwise it is only told.
    pub write: bool,
}

/// Options of `cargo xtask anchor`.
#[derive(Debug, PartialEq)]
pub struct AnchorOptions {
    /// `None`: `geodata/`.
    pub atlas: Option<PathBuf>,
    /// The article's text.
    pub article: PathBuf,
    /// Write where excerpts are now; otherwise it is only told.
    pub write: bool,
}

/// `cargo xtask check`. It ends as `confins check` does.
pub fn command(project: &Project, options: &Options) -> ExitCode {
    let dir = project.atlas(options.atlas.as_deref());
    let folder = project.shown(&dir).to_string();
    check::ended(&folder, checked(project, &dir, options.article.as_deref()), options.format)
}

/// `cargo xtask fix`.
///
/// # Errors
/// As `confins fix`'s.
pub fn fix(project: &Project, options: &FixOptions) -> Result<()> {
    let dir = project.atlas(options.atlas.as_deref());
    cli::fix::command(&dir, &project.shown(&dir).to_string(), options.write)
}

/// `cargo xtask anchor`. It ends as `confins anchor` does.
///
/// # Errors
/// As `confins anchor`'s.
pub fn anchor(project: &Project, options: &AnchorOptions) -> Result<ExitCode> {
    let dir = project.atlas(options.atlas.as_deref());
    cli::anchor::command(&dir, &project.shown(&dir).to_string(), &options.article, options.write)
}

/// The check as a part of the tests: prints every finding. Counts one for each atlas of
/// this checkout, in which nothing is to be found, and one for the excerpts of the first,
/// which are skipped where its article is not at hand.
///
/// # Errors
/// There is no atlas, or an article cannot be read.
pub fn atlas(project: &Project) -> Result<Outcome> {
    let own = project.atlas(None);
    let mut outcome = judged(project, &own, &checked(project, &own, None)?);
    let others = project.root.join("atlases");
    let mut folders: Vec<PathBuf> = fs::read_dir(&others)
        .with_context(|| format!("{} cannot be read", others.display()))?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_>>()?;
    folders.sort();
    for folder in folders {
        let article = check::article(&folder, None);
        outcome = outcome.and(judged(project, &folder, &check::checked(&folder, article.as_deref())?));
    }
    Ok(outcome)
}

/// What the check of an atlas counts as.
fn judged(project: &Project, dir: &Path, checked: &Checked) -> Outcome {
    let folder = project.shown(dir).to_string();
    bundle::write(&forms::text(&folder, &checked.found));
    let mut counts = if checked.found.is_empty() { Counts::PASSED } else { Counts::FAILED };
    if !checked.has_article {
        counts = counts.plus(Counts::SKIPPED);
    }
    Outcome { note: check::note(&folder, checked), ..counts.into() }
}

fn checked(project: &Project, dir: &Path, article: Option<&Path>) -> Result<Checked> {
    let is_own = dir == project.atlas(None);
    // The article beside the checkout is the one of its own atlas.
    let own = project.article().filter(|_| is_own);
    let article = article.map(Path::to_owned).or(own);
    let mut checked = check::checked(dir, article.as_deref())?;
    if is_own {
        checked.found.extend(lint::located(&Disk(dir.to_owned()), schema_findings(dir)?));
    }
    Ok(checked)
}

/// `geodata/schema/` is written from the Rust types: `UPDATE=1` writes it anew.
fn schema_findings(dir: &Path) -> Result<Vec<Finding>> {
    let folder = dir.join("schema");
    let update = env::var_os("UPDATE").is_some_and(|value| value == "1");
    let mut findings = Vec::new();
    for (name, want) in atlas::schemas() {
        let path = folder.join(name);
        if fs::read_to_string(&path).is_ok_and(|got| got == want) {
            continue;
        }
        if update {
            fs::create_dir_all(&folder)?;
            fs::write(&path, want).with_context(|| format!("{} cannot be written", path.display()))?;
            say(format!("wrote {}", path.display()));
        } else {
            let message = "not what the Rust types say, expected what they do";
            findings.push(lint::error(Rule::Schema, &format!("schema/{name}"), "/", message));
        }
    }
    Ok(findings)
}
