//! Checks an atlas, and says what was found. What the rules are, and how findings are
//! written, is the crate `lint`'s.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use atlas::check::Severity;
use bundle::{say, write};
use lint::Checked;
use lint::folder::Disk;
use lint::forms::{self, Format};

/// The article's text, where it lies beside the atlas.
pub const ARTICLE: &str = "article.txt";

/// How the command ends where the atlas cannot be checked at all.
const NOT_CHECKED: u8 = 2;

/// What to check, and how to say what was found.
#[derive(Debug, Default, PartialEq)]
pub struct Options {
    /// The folder of the atlas.
    pub atlas: PathBuf,
    /// `None`: [`ARTICLE`] in the atlas's folder, if it is there.
    pub article: Option<PathBuf>,
    /// How the findings are written.
    pub format: Format,
}

/// `confins check`. It ends with 0 where there is no error, with 1 where there is, and
/// with 2 where there is no atlas to be checked.
pub fn command(options: &Options) -> ExitCode {
    let article = article(&options.atlas, options.article.as_deref());
    ended(&shown(&options.atlas), checked(&options.atlas, article.as_deref()), options.format)
}

/// Says what a check came to, and answers how its command ends.
pub fn ended(folder: &str, checked: Result<Checked>, format: Format) -> ExitCode {
    match checked {
        Ok(checked) => {
            tell(folder, &checked, format);
            if has_errors(&checked) { ExitCode::FAILURE } else { ExitCode::SUCCESS }
        }
        Err(why) => {
            eprintln!("error: {why:#}");
            NOT_CHECKED.into()
        }
    }
}

/// Checks an atlas before something is made of it, and says what was found. Answers how the
/// command ends.
///
/// # Errors
/// Nothing is to be made of it: there is an error in it, or no atlas.
pub fn first(atlas: &Path, asked: Option<&Path>) -> std::result::Result<ExitCode, ExitCode> {
    let article = article(atlas, asked);
    let checked = checked(atlas, article.as_deref());
    let is_sound = checked.as_ref().is_ok_and(|checked| !has_errors(checked));
    let code = ended(&shown(atlas), checked, Format::Text);
    if is_sound { Ok(code) } else { Err(code) }
}

/// Checks the atlas in `dir`; with the article's text, its excerpts too.
///
/// # Errors
/// There is no atlas, or the article cannot be read.
pub fn checked(dir: &Path, article: Option<&Path>) -> Result<Checked> {
    let text =
        |path: &Path| fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()));
    let article = article.map(text).transpose()?;
    lint::check(&Disk(dir.to_owned()), article.as_deref()).with_context(|| shown(dir))
}

/// Prints what was found, the sum in the end.
pub fn tell(folder: &str, checked: &Checked, format: Format) {
    match format {
        Format::Text => {
            write(&forms::text(folder, &checked.found));
            say(note(folder, checked));
        }
        Format::Json => write(&format!("{:#}\n", forms::json(folder, &checked.found, checked.has_article))),
        Format::Sarif => write(&format!("{:#}\n", forms::sarif(folder, &checked.found))),
    }
}

/// The sum in a line, and what was not looked at.
pub fn note(folder: &str, checked: &Checked) -> String {
    let mut note = format!("{folder}: {}", checked.summary());
    if !checked.has_article {
        note.push_str("; excerpts not looked up: the article's text is not here (--article FILE)");
    }
    note
}

/// Whether a reader would see something missing or wrong.
pub fn has_errors(checked: &Checked) -> bool {
    checked.count(Severity::Error) > 0
}

/// The article's text: the file that is asked for, else the one in the atlas's folder.
pub fn article(dir: &Path, asked: Option<&Path>) -> Option<PathBuf> {
    asked.map(Path::to_owned).or_else(|| Some(dir.join(ARTICLE)).filter(|path| path.is_file()))
}

/// A folder as its owner typed it.
pub fn shown(dir: &Path) -> String {
    dir.display().to_string()
}
