//! Tells files of browser stories, two at a time, and once more, alone, those
//! in which a story failed. A story is mostly waiting, for other programs on a
//! machine that may be busy: one that fails twice is wrong, one that fails once
//! is named in the report, as it may be wrong as well.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use anyhow::{Context, Result};

use crate::process::say;
use crate::report::{Counts, Outcome};
use crate::summary::{self, Failure};

/// How many files are told at the same time: a story is mostly waiting, even on
/// two cores.
const AT_ONCE: usize = 2;
/// When more files than this fail, it is not chance, and they are not told again.
const CHANCE: usize = 4;

/// One telling of a file.
#[derive(Debug, Default)]
struct Told {
    counts: Counts,
    failures: Vec<Failure>,
}

impl Told {
    /// The file itself failed, and not, or not only, its stories.
    fn is_unnamed(&self) -> bool {
        self.failures.len() < self.counts.failed
    }
}

/// Tells `files`, each by the program that `node` makes, which is to write TAP
/// to its standard output.
///
/// # Errors
/// The program cannot start.
pub fn tell(files: &[PathBuf], node: impl Fn(&Path) -> Command + Sync) -> Result<Outcome> {
    let next = AtomicUsize::new(0);
    let told: Mutex<Vec<Option<Result<Told>>>> = Mutex::new(files.iter().map(|_| None).collect());
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(file) = files.get(at) else { return };
                    let one = once(node(file), &format!("{} ({} of {})", name(file), at + 1, files.len()));
                    if let Ok(mut told) = told.lock() {
                        told[at] = Some(one);
                    }
                }
            });
        }
    });
    let told = told.into_inner().ok().context("a thread that told stories has stopped")?;
    let told: Vec<Told> =
        told.into_iter().map(|one| one.context("a file was not told")?).collect::<Result<_>>()?;
    let failed = told.iter().filter(|one| one.counts.failed > 0).count();
    let mut outcome = Outcome::from(Counts::default());
    for (file, first) in files.iter().zip(told) {
        let is_told_again = first.counts.failed > 0 && failed <= CHANCE;
        outcome = outcome.and(if is_told_again {
            both(&name(file), first, once(node(file), &format!("{} once more, alone", name(file)))?)
        } else {
            first.into()
        });
    }
    Ok(outcome)
}

fn name(file: &Path) -> String {
    file.file_name().unwrap_or_default().to_string_lossy().trim_end_matches(".test.mjs").to_owned()
}

fn once(mut node: Command, what: &str) -> Result<Told> {
    say(format!("stories: {what}"));
    let output = node.output().context("node cannot start")?;
    let told = read(&String::from_utf8_lossy(&output.stdout), output.status.success());
    let mut lines = vec![format!("stories: {what}: {}", told.counts)];
    lines.extend(told.failures.iter().map(|failure| format!("  {failure}")));
    if told.counts.failed > 0 {
        lines.push(String::from_utf8_lossy(&output.stderr).trim_end().to_owned());
    }
    say(lines.join("\n"));
    Ok(told)
}

fn read(tap: &str, succeeded: bool) -> Told {
    Told { counts: summary::tap(tap).of_program(succeeded), failures: summary::tap_failures(tap) }
}

/// What a file came to that was told twice: failed is what failed both times.
fn both(file: &str, first: Told, again: Told) -> Outcome {
    const ONCE: &str = "FAILED ONCE, passed alone";
    if first.is_unnamed() || again.is_unnamed() {
        let note = if again.counts.failed == 0 { format!("{ONCE}: {file}") } else { String::new() };
        return Outcome { note, ..again.into() };
    }
    let fails_again = |one: &Failure| again.failures.iter().any(|other| other.name == one.name);
    let (still, chance): (Vec<_>, Vec<_>) = first.failures.into_iter().partition(fails_again);
    let counts = Counts {
        passed: first.counts.passed + chance.len(),
        failed: still.len(),
        skipped: first.counts.skipped,
    };
    let names: Vec<String> = chance.into_iter().map(|one| one.name).collect();
    let note = if names.is_empty() { String::new() } else { format!("{ONCE}: {}", names.join(", ")) };
    Outcome { note, ..Told { counts, failures: still }.into() }
}

impl From<Told> for Outcome {
    fn from(told: Told) -> Self {
        let failures = told.failures.iter().map(ToString::to_string).collect();
        Self { failures, ..told.counts.into() }
    }
}

/// The stories in a folder, by name; there is one at least.
///
/// # Errors
/// There is none, or the folder cannot be read.
pub fn files(dir: &Path) -> Result<Vec<PathBuf>> {
    let mut files: Vec<PathBuf> = fs::read_dir(dir)
        .with_context(|| format!("{} cannot be read", dir.display()))?
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.to_string_lossy().ends_with(".test.mjs"))
        .collect();
    anyhow::ensure!(!files.is_empty(), "{} has no story (*.test.mjs)", dir.display());
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn empty(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("confins-stories-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    /// A program that fails the first time and not the second, in the stories
    /// that it names; `$1` is the file told.
    fn node(folder: &Path, script: &str) -> impl Fn(&Path) -> Command + Sync {
        let (folder, script) = (folder.to_owned(), script.to_owned());
        move |file| {
            let mut shell = Command::new("sh");
            shell.current_dir(&folder).args(["-c", &script, "sh"]).arg(file);
            shell
        }
    }

    const ONCE: &str = "\
if [ -e \"$1.told\" ]; then
  printf 'ok 1 - is drawn\\n# pass 1\\n# fail 0\\n'
else
  touch \"$1.told\"
  printf 'not ok 1 - is drawn\\n  ---\\n  error: late\\n  ...\\n# pass 0\\n# fail 1\\n'
  exit 1
fi";
    const ALWAYS: &str =
        "printf 'not ok 1 - is drawn\\n  ---\\n  error: wrong\\n  ...\\n# pass 2\\n# fail 1\\n'; exit 1";

    #[test]
    fn a_story_that_fails_once_passes_and_is_named() {
        let folder = empty("once");
        let outcome = tell(&["a.test.mjs".into()], node(&folder, ONCE)).unwrap();
        assert_eq!(outcome.counts, Counts::PASSED);
        assert_eq!(outcome.note, "FAILED ONCE, passed alone: is drawn");
    }

    #[test]
    fn a_story_that_fails_twice_fails() {
        let folder = empty("twice");
        let outcome = tell(&["a.test.mjs".into()], node(&folder, ALWAYS)).unwrap();
        assert_eq!(outcome.counts, Counts { passed: 2, failed: 1, skipped: 0 });
        assert_eq!(outcome.failures, ["is drawn\n    error: wrong"]);
    }

    #[test]
    fn what_fails_everywhere_is_not_told_again() {
        let folder = empty("everywhere");
        let files: Vec<PathBuf> = (0..=CHANCE).map(|i| format!("{i}.test.mjs").into()).collect();
        let outcome = tell(&files, node(&folder, ONCE)).unwrap();
        assert_eq!(outcome.counts.failed, CHANCE + 1);
    }

    #[test]
    fn a_file_that_cannot_be_read_fails_though_it_names_no_story() {
        let folder = empty("none");
        let outcome = tell(&["a.test.mjs".into()], node(&folder, "exit 1")).unwrap();
        assert_eq!(outcome.counts, Counts::FAILED);
    }
}
