//! Checks an atlas, and says what was found; mends what needs no author. What the rules
//! are, and how findings are written, is the crate `lint`'s.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, anyhow};
use atlas::Manifest;
use atlas::check::{Finding, MANIFEST_FILE, Rule, Severity};
use lint::folder::{Disk, text};
use lint::forms::{self, Format};
use lint::{Checked, mend};

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

/// How the command ends where the atlas cannot be checked at all.
const NOT_CHECKED: u8 = 2;

/// `cargo xtask check`. It ends with 0 where there is no error, with 1 where there is,
/// and with 2 where there is no atlas to be checked.
pub fn command(project: &Project, options: &Options) -> ExitCode {
    let dir = project.atlas(options.atlas.as_deref());
    match checked(project, &dir, options) {
        Ok(checked) => {
            let folder = project.shown(&dir).to_string();
            match options.format {
                Format::Text => {
                    print!("{}", forms::text(&folder, &checked.found));
                    say(note(&folder, &checked));
                }
                Format::Json => println!("{:#}", forms::json(&folder, &checked.found, checked.has_article)),
                Format::Sarif => println!("{:#}", forms::sarif(&folder, &checked.found)),
            }
            if checked.count(Severity::Error) == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Err(why) => {
            eprintln!("error: {why:#}");
            NOT_CHECKED.into()
        }
    }
}

/// The check as a part of the tests: prints every finding. Counts one for the atlas, in
/// which ours has nothing to be found, and one for its excerpts, which are skipped where
/// the article is not at hand.
///
/// # Errors
/// There is no atlas, or the article cannot be read.
pub fn atlas(project: &Project) -> Result<Outcome> {
    let dir = project.atlas(None);
    let checked = checked(project, &dir, &Options::default())?;
    let folder = project.shown(&dir).to_string();
    print!("{}", forms::text(&folder, &checked.found));
    let mut counts = if checked.found.is_empty() { Counts::PASSED } else { Counts::FAILED };
    if !checked.has_article {
        counts = counts.plus(Counts::SKIPPED);
    }
    Ok(Outcome { note: note(&folder, &checked), ..counts.into() })
}

/// `cargo xtask fix`: tells what it mends of the layers of an atlas, and writes it where
/// that is asked.
///
/// # Errors
/// There is no atlas, or a file of it cannot be written.
pub fn fix(project: &Project, options: &FixOptions) -> Result<ExitCode> {
    let dir = project.atlas(options.atlas.as_deref());
    let disk = Disk(dir.clone());
    let shown = project.shown(&dir).to_string();
    let manifest = text(&disk, MANIFEST_FILE).map_err(|why| anyhow!("{shown}/{why}"))?;
    let manifest = Manifest::parse(&manifest)?;
    let layers = manifest.layers.iter().filter(|layer| !layer.is_by_parts()).map(|layer| &*layer.file);
    let files = layers.chain(manifest.locator.as_ref().map(|locator| &*locator.file));
    let (mut changes, mut changed) = (0, 0);
    for file in files {
        // What cannot be read is for the check to tell.
        let Some(mended) = text(&disk, file).ok().and_then(|text| mend::mended(&text)) else { continue };
        for change in &mended.changes {
            println!("{shown}/{file}:{change}");
        }
        (changes, changed) = (changes + mended.changes.len(), changed + 1);
        if options.write {
            let path = disk.at(file)?;
            fs::write(&path, mended.text).with_context(|| format!("{} cannot be written", path.display()))?;
        }
    }
    let done = match (changed, options.write) {
        (0, _) => "nothing to mend".to_owned(),
        (_, true) => format!("{changes} changes written to {changed} files"),
        (_, false) => format!("{changes} changes to {changed} files; nothing is written without --write"),
    };
    say(format!("{shown}: {done}"));
    Ok(ExitCode::SUCCESS)
}

fn note(folder: &str, checked: &Checked) -> String {
    let mut note = format!("{folder}: {}", checked.summary());
    if !checked.has_article {
        note.push_str("; excerpts not looked up: the article's text is not here (CONFINS_ARTICLE)");
    }
    note
}

fn checked(project: &Project, dir: &Path, options: &Options) -> Result<Checked> {
    let is_own = dir == project.atlas(None);
    // The article beside the checkout is the one of its own atlas.
    let article = options.article.clone().or_else(|| project.article().filter(|_| is_own));
    let article = article
        .map(|path| fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display())));
    let disk = Disk(dir.to_owned());
    let mut checked =
        lint::check(&disk, article.transpose()?.as_deref()).with_context(|| dir.display().to_string())?;
    if is_own {
        checked.found.extend(lint::located(&disk, schema_findings(dir)?));
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
