//! Tries every reader with what nobody would write: builds the targets of
//! `fuzz/`, runs each for a time and counts. What must be true of whatever
//! arrives is said there.

use std::collections::VecDeque;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;
use std::thread;

use anyhow::{Context, Result, bail};

use crate::process::{self, say};
use crate::project::Project;
use crate::report::{Counts, Outcome};
use crate::setup;

/// Options of `cargo xtask fuzz`.
#[derive(Debug, PartialEq)]
pub struct Options {
    /// For each target.
    pub seconds: u64,
    /// Renew what is kept with the sources.
    pub keep: bool,
    /// Empty: every target.
    pub targets: Vec<String>,
}

/// A reader that is tried.
#[derive(Clone, Copy)]
pub struct Target {
    /// As in `fuzz/targets/`.
    pub name: &'static str,
    /// What its texts are made of: `fuzz/dictionaries/`.
    words: Option<&'static str>,
    /// The most bytes that it is given.
    longest: usize,
}

const fn target(name: &'static str, words: Option<&'static str>, longest: usize) -> Target {
    Target { name, words, longest }
}

/// All of them.
pub const TARGETS: [Target; 18] = [
    target("address", Some("address"), 120),
    target("anchor", None, 120),
    target("chronicle", Some("atlas"), 2_000),
    target("claims", Some("atlas"), 2_000),
    target("detail", None, 160),
    target("feature", Some("geojson"), 600),
    target("figure", Some("figure"), 2_000),
    target("import", Some("geojson"), 600),
    target("layer", Some("geojson"), 600),
    target("manifest", Some("atlas"), 2_000),
    target("message", None, 600),
    target("number", None, 40),
    target("parts", None, 2_000),
    target("program", Some("atlas"), 6_000),
    target("regions", Some("atlas"), 2_000),
    target("search", None, 200),
    target("sketch", Some("sketch"), 600),
    target("when", None, 120),
];

/// Seconds that one input may take before it counts as a find.
const PATIENCE: u32 = 10;

/// Bytes of a target's corpus that are kept with the sources, and files.
const KEPT: u64 = 4_096;
const KEPT_FILES: usize = 24;

/// Where chance starts in the tests, so that they come to the same tomorrow;
/// the command starts elsewhere each time.
const SEED: u32 = 1;

/// What a run came to.
struct Ran {
    target: Target,
    executions: u64,
    /// What the program said at the end, where it found something.
    find: Option<String>,
}

/// `cargo xtask fuzz`.
///
/// # Errors
/// The targets cannot be built or run.
pub fn command(project: &Project, options: &Options) -> Result<ExitCode> {
    let targets = chosen(&options.targets)?;
    let fuzzer = Fuzzer::ready(project)?;
    let all = fuzzer.run(&targets, options.seconds, None)?;
    if options.keep {
        for target in &targets {
            fuzzer.keep(*target)?;
        }
    }
    print!("{}", table(&all));
    Ok(if all.iter().all(|ran| ran.find.is_none()) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Every target for its share of `seconds`, as a part of the tests: skipped
/// where there is no fuzzer to be had.
///
/// # Errors
/// The targets cannot be built or run.
pub fn part(project: &Project, seconds: u32) -> Result<Outcome> {
    if process::which("c++").is_none() {
        return Ok(Outcome::skipped("no C++ compiler, which libFuzzer is built with (apt-get install g++)"));
    }
    if let Err(why) = setup::cargo_fuzz(project) {
        return Ok(Outcome::skipped(format!("cargo-fuzz cannot be had: {why:#}")));
    }
    let each = (u64::from(seconds) * hands() as u64 / TARGETS.len() as u64).max(1);
    let all = Fuzzer::ready(project)?.run(&TARGETS, each, Some(SEED))?;
    print!("{}", table(&all));
    let failed = all.iter().filter(|ran| ran.find.is_some()).count();
    let counts = Counts { passed: all.len() - failed, failed, skipped: 0 };
    let executions: u64 = all.iter().map(|ran| ran.executions).sum();
    let failures =
        all.iter().filter_map(|ran| Some(format!("{}: {}", ran.target.name, ran.find.as_ref()?))).collect();
    Ok(Outcome { counts, note: format!("{} executions", grouped(executions)), failures })
}

fn chosen(names: &[String]) -> Result<Vec<Target>> {
    if names.is_empty() {
        return Ok(TARGETS.to_vec());
    }
    let one = |name: &String| {
        let known = TARGETS.into_iter().find(|target| target.name == name);
        known.with_context(|| {
            format!("no target `{name}`; the targets are {}", TARGETS.map(|t| t.name).join(", "))
        })
    };
    names.iter().map(one).collect()
}

/// As many targets at a time as the machine has cores.
fn hands() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

/// The targets, built.
struct Fuzzer<'a> {
    project: &'a Project,
    /// Where the programs are.
    programs: PathBuf,
}

impl<'a> Fuzzer<'a> {
    /// Builds the targets. Without sanitizer: the crates forbid unsafe code, and
    /// without one a target runs several times as often.
    fn ready(project: &'a Project) -> Result<Self> {
        let tool = setup::cargo_fuzz(project)?.join("cargo-fuzz");
        say("building the targets of fuzz/ (2 minutes on two cores; once)");
        process::run(
            process::command(project, &tool)
                .current_dir(project.root.join("fuzz"))
                .args(["build", "--sanitizer", "none", "--target-dir"])
                .arg(&project.fuzz_target)
                // The compiler's own counters are not stable yet.
                .env("RUSTC_BOOTSTRAP", "1"),
        )?;
        // In a folder of the host's triple.
        let programs = fs::read_dir(&project.fuzz_target)?
            .flatten()
            .map(|folder| folder.path().join("release"))
            .find(|folder| folder.join(TARGETS[0].name).is_file())
            .with_context(|| format!("no target was built in {}", project.fuzz_target.display()))?;
        Ok(Self { project, programs })
    }

    /// A folder that this run may write to; what it holds helps the next run.
    fn own(&self, kind: &str) -> Result<PathBuf> {
        let folder = self.project.fuzz_target.join(kind);
        fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
        Ok(folder)
    }

    fn run(&self, targets: &[Target], seconds: u64, seed: Option<u32>) -> Result<Vec<Ran>> {
        let waiting = Mutex::new(targets.iter().copied().collect::<VecDeque<_>>());
        let next = || waiting.lock().ok()?.pop_front();
        let work = || -> Result<Vec<Ran>> {
            let mut done = Vec::new();
            while let Some(target) = next() {
                done.push(self.run_one(target, seconds, seed)?);
            }
            Ok(done)
        };
        let done: Result<Vec<Vec<Ran>>> = thread::scope(|scope| {
            let hands: Vec<_> = (0..hands()).map(|_| scope.spawn(work)).collect();
            hands
                .into_iter()
                .map(|hand| hand.join().unwrap_or_else(|_| bail!("a thread ended by itself")))
                .collect()
        });
        let mut all: Vec<Ran> = done?.into_iter().flatten().collect();
        all.sort_by_key(|ran| ran.target.name);
        Ok(all)
    }

    fn run_one(&self, target: Target, seconds: u64, seed: Option<u32>) -> Result<Ran> {
        let sources = self.project.root.join("fuzz");
        let finds = self.own("finds")?;
        let log = self.own("logs")?.join(target.name);
        let mut program = process::command(self.project, self.programs.join(target.name));
        program
            .arg(self.own(&format!("corpus/{}", target.name))?)
            .args(
                [sources.join("seeds").join(target.name), sources.join("corpus").join(target.name)]
                    .iter()
                    .filter(|f| f.is_dir()),
            )
            .arg(format!("-max_total_time={seconds}"))
            .arg(format!("-max_len={}", target.longest))
            .arg(format!("-timeout={PATIENCE}"))
            .arg(format!("-artifact_prefix={}/{}-", finds.display(), target.name))
            .args(["-print_final_stats=1", "-rss_limit_mb=2048"])
            .stdout(File::create(&log)?)
            .stderr(File::options().append(true).open(&log)?);
        if let Some(seed) = seed {
            program.arg(format!("-seed={seed}"));
        }
        if let Some(words) = target.words {
            program.arg(format!(
                "-dict={}",
                sources.join("dictionaries").join(words).with_extension("txt").display()
            ));
        }
        let status =
            program.status().with_context(|| format!("{} cannot start", process::shown(&program)))?;
        let said = String::from_utf8_lossy(&fs::read(&log)?).into_owned();
        let executions = executions(&said);
        say(format!("{}: {} executions", target.name, grouped(executions)));
        let find = (!status.success()).then(|| {
            eprintln!("{}", tail(&said));
            let mut lines = said.lines().skip_while(|line| !line.contains("panicked at"));
            let what: String =
                lines.by_ref().take(2).collect::<Vec<_>>().join(" ").chars().take(300).collect();
            format!("{what} ({status}): see above and {}", self.project.shown(&finds))
        });
        Ok(Ran { target, executions, find })
    }

    /// Puts a few small ones of the inputs that together reach what all of them
    /// reach into `fuzz/corpus`.
    fn keep(&self, target: Target) -> Result<()> {
        let kept = self.project.root.join("fuzz/corpus").join(target.name);
        let merged = self.own("merged")?.join(target.name);
        let _ = fs::remove_dir_all(&merged);
        fs::create_dir_all(&merged)?;
        fs::create_dir_all(&kept)?;
        let mut merge = process::command(self.project, self.programs.join(target.name));
        merge.args(["-merge=1", "-verbosity=0"]).arg(format!("-max_len={}", target.longest));
        process::run(merge.arg(&merged).arg(&kept).arg(self.own(&format!("corpus/{}", target.name))?))?;
        let _ = fs::remove_dir_all(&kept);
        fs::create_dir_all(&kept)?;
        let mut left = KEPT;
        let files = by_size(&merged)?;
        let step = files.len().div_ceil(KEPT_FILES).max(1);
        for (size, file) in files.into_iter().step_by(step) {
            let Some(rest) = left.checked_sub(size) else { break };
            left = rest;
            fs::copy(&file, kept.join(file.file_name().unwrap_or_default()))?;
        }
        Ok(())
    }
}

/// The files of a folder, the smallest first.
fn by_size(folder: &Path) -> Result<Vec<(u64, PathBuf)>> {
    let mut files = Vec::new();
    for file in fs::read_dir(folder)? {
        let file = file?;
        files.push((file.metadata()?.len(), file.path()));
    }
    files.sort();
    Ok(files)
}

/// How often a target ran: its last word on it, or where it ended early the
/// number of its last line.
fn executions(said: &str) -> u64 {
    let number = |line: &str| {
        let text = line.strip_prefix("stat::number_of_executed_units:").or_else(|| line.strip_prefix('#'))?;
        text.split_whitespace().next()?.parse().ok()
    };
    said.lines().filter_map(number).next_back().unwrap_or(0)
}

/// The last lines, which say what was found.
fn tail(said: &str) -> String {
    let lines: Vec<&str> = said.lines().collect();
    lines[lines.len().saturating_sub(30)..].join("\n")
}

/// Digits in groups of three: 12 345 678.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}

fn table(all: &[Ran]) -> String {
    let mut text = format!("\n{:<12} {:>16}\n", "target", "executions");
    for ran in all {
        let line = format!(
            "{:<12} {:>16}  {}",
            ran.target.name,
            grouped(ran.executions),
            ran.find.as_deref().unwrap_or("")
        );
        let _ = writeln!(text, "{}", line.trim_end());
    }
    let _ = writeln!(text, "{:<12} {:>16}", "in all", grouped(all.iter().map(|ran| ran.executions).sum()));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_target_has_its_file_and_its_seeds_and_no_file_is_left_over() {
        let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz");
        let mut files: Vec<String> = fs::read_dir(sources.join("targets"))
            .unwrap()
            .map(|file| file.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned())
            .collect();
        files.sort();
        assert_eq!(files, TARGETS.map(|target| target.name));
        for target in TARGETS {
            assert!(sources.join("seeds").join(target.name).is_dir(), "{}", target.name);
            let words = target.words.map(|words| sources.join(format!("dictionaries/{words}.txt")));
            assert!(words.is_none_or(|file| file.is_file()), "{}", target.name);
        }
    }

    #[test]
    fn executions_are_read_from_the_last_word_on_them() {
        let said = "#2\tINITED cov: 5\n#1048576\tpulse  cov: 9\nDone 2 runs\nstat::number_of_executed_units: 1500000\n";
        assert_eq!(executions(said), 1_500_000);
        assert_eq!(executions("#2\tINITED\n#77\tNEW\nthread panicked"), 77);
        assert_eq!(executions("nothing"), 0);
    }

    #[test]
    fn long_numbers_are_grouped() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(123), "123");
        assert_eq!(grouped(12_345_678), "12 345 678");
    }

    #[test]
    fn an_unknown_target_is_named() {
        let why = chosen(&["layr".to_owned()]).map(|_| ()).unwrap_err().to_string();
        assert!(why.contains("`layr`") && why.contains("layer"), "{why}");
    }
}
