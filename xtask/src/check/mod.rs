//! Checks an atlas, and says what was found: where in which file, what was got and what
//! was expected.

mod forms;
mod gather;
mod keys;
mod place;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use atlas::check::{Finding, Severity};

use crate::process::say;
use crate::project::Project;
use crate::report::{Counts, Outcome};
pub use forms::Format;
use forms::Located;
pub use gather::judge;
use place::places;

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

/// How the command ends where the atlas cannot be checked at all.
const NOT_CHECKED: u8 = 2;

/// `cargo xtask check`. It ends with 0 where there is no error, with 1 where there is,
/// and with 2 where there is no atlas to be checked.
pub fn command(project: &Project, options: &Options) -> ExitCode {
    match checked(project, options) {
        Ok(checked) => {
            let folder = project.shown(&checked.dir).to_string();
            match options.format {
                Format::Text => {
                    print!("{}", forms::text(&folder, &checked.found));
                    say(checked.note(&folder));
                }
                Format::Json => println!("{:#}", forms::json(&folder, &checked.found, checked.has_article)),
                Format::Sarif => println!("{:#}", forms::sarif(&folder, &checked.found)),
            }
            if checked.errors() == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Err(why) => {
            eprintln!("error: {why:#}");
            NOT_CHECKED.into()
        }
    }
}

/// The check as a part of the tests: prints every finding. Counts one for the atlas and
/// one for its excerpts, which are skipped where the article is not at hand.
///
/// # Errors
/// There is no atlas, or the article cannot be read.
pub fn atlas(project: &Project, options: &Options) -> Result<Outcome> {
    let checked = checked(project, options)?;
    let folder = project.shown(&checked.dir).to_string();
    print!("{}", forms::text(&folder, &checked.found));
    let mut counts = if checked.errors() == 0 { Counts::PASSED } else { Counts::FAILED };
    if !checked.has_article {
        counts = counts.plus(Counts::SKIPPED);
    }
    Ok(Outcome { note: checked.note(&folder), ..counts.into() })
}

/// What the check of one atlas came to.
struct Checked {
    dir: PathBuf,
    found: Vec<Located>,
    has_article: bool,
}

impl Checked {
    fn errors(&self) -> usize {
        self.found.iter().filter(|one| one.finding.severity == Severity::Error).count()
    }

    fn note(&self, folder: &str) -> String {
        let errors = self.errors();
        let mut note = format!("{folder}: {errors} errors, {} warnings", self.found.len() - errors);
        if !self.has_article {
            note.push_str("; excerpts not looked up: the article's text is not here (CONFINS_ARTICLE)");
        }
        note
    }
}

fn checked(project: &Project, options: &Options) -> Result<Checked> {
    let own = project.root.join("geodata");
    let dir = options.atlas.clone().unwrap_or_else(|| own.clone());
    // The article beside the checkout is the one of its own atlas.
    let article = options.article.clone().or_else(|| project.article().filter(|_| dir == own));
    let mut findings = gather::findings(&dir, article.as_deref())?;
    if dir == own {
        findings.extend(schema_findings(&dir)?);
    }
    let places = places(&dir, &findings);
    let found = findings.into_iter().zip(places).map(|(finding, place)| Located { finding, place }).collect();
    Ok(Checked { dir, found, has_article: article.is_some() })
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
            let message = "not what the Rust types say: `UPDATE=1 cargo xtask check` writes it anew";
            findings.push(gather::error(&format!("schema/{name}"), "/", message));
        }
    }
    Ok(findings)
}
