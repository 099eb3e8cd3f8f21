//! Runs every check and counts what passed.

use std::env::consts::EXE_SUFFIX;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use bundle::server;

use crate::process::{self, say};
use crate::project::Project;
use crate::report::{Counts, Outcome, Report};
use crate::setup::{self, Browser, Bundler, ENGINES, Found};
use crate::{build, check, fuzz, stories, summary, trial};

/// Options of `cargo xtask test`.
#[derive(Debug, Default, PartialEq)]
pub struct Options {
    /// Leave out what needs a browser or wasm.
    pub fast: bool,
    /// Empty: every part.
    pub only: Vec<Part>,
}

/// Seconds for which the readers are tried, all together; building them takes
/// two minutes more.
const FUZZED: u32 = 100;
/// The advisory database is a download of some seconds, or not to be had at all.
const ADVISORIES_LIMIT: Duration = Duration::from_secs(90);

/// One part of the tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Formatting.
    Fmt,
    /// Lints, for this machine.
    Clippy,
    /// Tests that need no browser.
    Native,
    /// The atlas in `geodata/`.
    Atlas,
    /// Licences and sources of the dependencies.
    Deny,
    /// Lints of the app and its worker, for wasm.
    WasmClippy,
    /// The app's tests in the browser.
    Wasm,
    /// The release bundle.
    Build,
    /// The bundle behind other servers.
    Servers,
    /// The browser stories on the bundle.
    E2e,
    /// The readers' paths on the bundle, in each engine.
    Engines,
    /// Every reader with what nobody would write, for a time.
    Fuzz,
}

impl Part {
    /// In the order they run: the quick ones first.
    pub const ALL: [Self; 12] = [
        Self::Fmt,
        Self::Clippy,
        Self::Native,
        Self::Atlas,
        Self::Deny,
        Self::WasmClippy,
        Self::Wasm,
        Self::Build,
        Self::Servers,
        Self::E2e,
        Self::Engines,
        Self::Fuzz,
    ];

    /// As it is typed and shown.
    pub fn name(self) -> &'static str {
        match self {
            Self::Fmt => "fmt",
            Self::Clippy => "clippy",
            Self::Native => "native",
            Self::Atlas => "atlas",
            Self::Deny => "deny",
            Self::WasmClippy => "wasm-clippy",
            Self::Wasm => "wasm",
            Self::Build => "build",
            Self::Servers => "servers",
            Self::E2e => "e2e",
            Self::Engines => "engines",
            Self::Fuzz => "fuzz",
        }
    }

    /// The part of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.name() == name)
    }

    fn needs_bundler(self) -> bool {
        matches!(self, Self::WasmClippy | Self::Wasm | Self::Build)
    }

    fn needs_browser(self) -> bool {
        matches!(self, Self::Wasm | Self::E2e | Self::Engines)
    }

    fn is_fast(self) -> bool {
        let alone = [Self::Servers, Self::Fuzz];
        !self.needs_bundler() && !self.needs_browser() && !alone.contains(&self)
    }
}

/// `cargo xtask test`. What goes wrong in a part is that part's failure.
pub fn command(project: &Project, options: &Options) -> ExitCode {
    let parts: Vec<Part> = Part::ALL
        .into_iter()
        .filter(|part| options.only.is_empty() || options.only.contains(part))
        .filter(|part| !options.fast || part.is_fast())
        .collect();
    let mut run = Run { project, bundler: None, browser: None, bundle_is_broken: false };
    let mut report = Report::default();
    run.set_up(&parts, &mut report);
    for part in parts {
        println!();
        say(part.name());
        let begun = Instant::now();
        let outcome = run.part(part).unwrap_or_else(|error| {
            eprintln!("error: {error:#}");
            let text = format!("{error:#}");
            Outcome::failed(text.lines().next().unwrap_or_default())
        });
        if !outcome.note.is_empty() {
            say(format!("{}: {}", part.name(), outcome.note));
        }
        run.bundle_is_broken |= part == Part::Build && outcome.counts.failed > 0;
        report.add(part.name(), begun.elapsed(), outcome);
    }
    print!("{}", report.table());
    if report.total().failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// What the parts share.
struct Run<'a> {
    project: &'a Project,
    /// `None`: not needed, or its set-up failed.
    bundler: Option<Bundler>,
    /// `None`: not needed, or its set-up failed.
    browser: Option<Browser>,
    /// The build was tried and failed, so `dist/` is not what it should be.
    bundle_is_broken: bool,
}

impl Run<'_> {
    /// A set-up that works counts nothing; one that fails counts as failed, and
    /// what depends on it is skipped.
    fn set_up(&mut self, parts: &[Part], report: &mut Report) {
        let begun = Instant::now();
        let mut failures = Vec::new();
        if parts.iter().any(|part| part.needs_bundler()) {
            match Bundler::ready(self.project) {
                Ok(bundler) => self.bundler = Some(bundler),
                Err(error) => failures.push(error),
            }
        }
        if parts.iter().any(|part| part.needs_browser()) {
            match Browser::ready(self.project) {
                Ok(browser) => self.browser = Some(browser),
                Err(error) => failures.push(error),
            }
        }
        let mut outcome = Outcome::from(Counts::default());
        for error in failures {
            eprintln!("error: {error:#}");
            outcome.counts = outcome.counts.plus(Counts::FAILED);
            "see its error above".clone_into(&mut outcome.note);
        }
        report.add("set-up", begun.elapsed(), outcome);
    }

    fn part(&self, part: Part) -> Result<Outcome> {
        let lacks_bundler = part.needs_bundler() && self.bundler.is_none();
        let lacks_browser = part.needs_browser() && self.browser.is_none();
        if lacks_bundler || lacks_browser {
            return Ok(Outcome::skipped("its set-up failed"));
        }
        match part {
            Part::Fmt => self.one("cargo", &["fmt", "--all", "--check"]),
            Part::Clippy => {
                self.one("cargo", &["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"])
            }
            Part::Native => self.native(),
            Part::Atlas => self.atlas(),
            Part::Deny => self.deny(),
            Part::WasmClippy => self.wasm_clippy(),
            Part::Wasm => self.wasm(),
            Part::Build => {
                build::bundle_with(self.project, self.bundler()?)?;
                Ok(Counts::PASSED.into())
            }
            Part::Servers if self.bundle_is_broken => Ok(Outcome::skipped("the build failed")),
            Part::Servers => trial::all(self.project),
            Part::E2e => self.stories(),
            Part::Engines => self.engines(),
            Part::Fuzz => fuzz::part(self.project, FUZZED),
        }
    }

    fn bundler(&self) -> Result<&Bundler> {
        self.bundler.as_ref().context("no tools to build with")
    }

    fn browser(&self) -> Result<&Browser> {
        self.browser.as_ref().context("no browser")
    }

    /// A program that passes or fails as one.
    fn one(&self, program: &str, args: &[&str]) -> Result<Outcome> {
        process::run(process::command(self.project, program).args(args))?;
        Ok(Counts::PASSED.into())
    }

    fn native(&self) -> Result<Outcome> {
        let mut tests = process::command(self.project, "cargo");
        tests.args(["test", "--workspace", "--no-fail-fast"]);
        let told = process::run_listening(&mut tests)?;
        Ok(summary::cargo_test(&told.text).of_program(told.status.success()).into())
    }

    fn atlas(&self) -> Result<Outcome> {
        check::atlas(self.project)
    }

    /// What is known against the dependencies stands in a database that is a
    /// download, and may not be to be had.
    fn deny(&self) -> Result<Outcome> {
        let folder = setup::deny(self.project)?;
        let mut fetch = process::command(self.project, "cargo");
        process::run_long(fetch.args(["fetch", "--locked"]))?;
        let deny = |args: &[&str]| {
            let mut deny = process::command(self.project, folder.join("cargo-deny"));
            // Without, it looks at the program alone, not at its worker and these commands.
            deny.arg("--workspace").args(args);
            deny
        };
        process::run(&mut deny(&["--offline", "check", "bans", "licenses", "sources"]))?;
        let rules = Outcome::from(Counts::PASSED);
        say(format!("fetching the advisory database (given up after {} s)", ADVISORIES_LIMIT.as_secs()));
        let mut fetch = deny(&["fetch", "db"]);
        let fetched = process::run_within(fetch.env("GIT_TERMINAL_PROMPT", "0"), ADVISORIES_LIMIT)?;
        if !fetched.is_some_and(|status| status.success()) {
            return Ok(
                rules.and(Outcome::skipped("advisories NOT checked: their database cannot be had here"))
            );
        }
        process::run(&mut deny(&["--offline", "check", "advisories"]))?;
        Ok(rules.and(Counts::PASSED.into()))
    }

    fn wasm_clippy(&self) -> Result<Outcome> {
        let bundler = self.bundler()?;
        if !bundler.toolchain.has_clippy() {
            return Ok(Outcome::skipped(
                "Debian's Rust is here without its clippy (apt-get install rust-web-clippy)",
            ));
        }
        let mut clippy = bundler.command(self.project, "cargo");
        clippy.args(["clippy", "--package", "confins", "--package", "basemap"]);
        clippy.args(["--package", "beside", "--package", "studio"]);
        clippy.arg("--all-targets");
        clippy.args(["--target", setup::TARGET, "--", "-D", "warnings"]);
        process::run(&mut clippy)?;
        Ok(Counts::PASSED.into())
    }

    fn wasm(&self) -> Result<Outcome> {
        let browser = self.browser()?;
        let mut tests = self.bundler()?.command(self.project, "cargo");
        tests
            .args(["test", "--package", "confins", "--package", "basemap", "--no-fail-fast"])
            .args(["--target", setup::TARGET])
            // Not a profile of its own: the macros are compiled for the lints already.
            .env("CARGO_PROFILE_DEV_DEBUG", "false")
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner")
            .env("CHROMEDRIVER", &browser.chromedriver)
            .env("WASM_BINDGEN_TEST_TIMEOUT", "120");
        let told = process::run_listening(&mut tests)?;
        Ok(summary::cargo_test(&told.text).of_program(told.status.success()).into())
    }

    fn stories(&self) -> Result<Outcome> {
        if self.bundle_is_broken {
            return Ok(Outcome::skipped("the build failed"));
        }
        setup::packages(self.project, "e2e")?;
        process::run_long(process::command(self.project, "cargo").args(["build", "--package", "cli"]))?;
        let program = self.project.target.join("debug").join(format!("confins{EXE_SUFFIX}"));
        let server = server::start(&self.project.dist, 0)?;
        say(format!("stories on {}", server.url()));
        let chromium = &self.browser()?.chromium;
        stories::tell(&stories::files(&self.project.root.join("e2e"))?, |file| {
            let mut node = self.node(file);
            node.env("CONFINS_URL", server.url()).env("CHROMIUM", chromium).env("CONFINS_PROGRAM", &program);
            match self.project.article() {
                Some(article) => node.env("CONFINS_ARTICLE", article),
                None => node.env_remove("CONFINS_ARTICLE"),
            };
            node
        })
    }

    /// Chromium's engine is here, as the other parts need it; one of the others
    /// that is not is counted as skipped.
    fn engines(&self) -> Result<Outcome> {
        if self.bundle_is_broken {
            return Ok(Outcome::skipped("the build failed"));
        }
        setup::packages(self.project, "e2e")?;
        let mut sum = self.told_in("chromium", "CHROMIUM", &self.browser()?.chromium)?;
        for engine in ENGINES {
            sum = sum.and(match engine.ready(self.project)? {
                Found::Program(program) => self.told_in(engine.name, engine.variable, &program)?,
                Found::Nothing(why) => Outcome::skipped(format!("{} skipped: {why}", engine.name)),
            });
        }
        Ok(sum)
    }

    /// The readers' paths in one engine. They bring their own servers, which
    /// can fail in the ways that they tell of.
    fn told_in(&self, engine: &str, variable: &str, program: &Path) -> Result<Outcome> {
        say(format!("stories in {engine}"));
        stories::tell(&stories::files(&self.project.root.join("e2e/engines"))?, |file| {
            let mut node = self.node(file);
            node.env("CONFINS_ENGINE", engine).env(variable, program);
            node
        })
    }

    /// node, about to tell the stories of a file.
    fn node(&self, file: &Path) -> Command {
        let mut node = process::command(self.project, "node");
        node.current_dir(self.project.root.join("e2e"))
            .args(["--test", "--test-reporter=tap"])
            .arg(file)
            .env("CONFINS_DIST", &self.project.dist);
        node
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_is_found_by_its_name() {
        for part in Part::ALL {
            assert_eq!(Part::named(part.name()), Some(part));
        }
        assert_eq!(Part::named("everything"), None);
    }

    #[test]
    fn the_fast_parts_need_no_browser_and_no_wasm() {
        let fast: Vec<&str> = Part::ALL.into_iter().filter(|part| part.is_fast()).map(Part::name).collect();
        assert_eq!(fast, ["fmt", "clippy", "native", "atlas", "deny"]);
    }
}
