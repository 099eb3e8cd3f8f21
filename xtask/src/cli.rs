//! What may be typed after `cargo xtask`.

use std::path::PathBuf;

use anyhow::{Result, bail};
use lexopt::prelude::*;
use lint::forms::Format;

use crate::test::Part;
use crate::{bench, check, fuzz, serve, test, verify};

/// The answer to `cargo xtask help`.
pub const HELP: &str = "\
cargo xtask COMMAND

  setup    install what is missing: the wasm target, trunk, wasm-bindgen, wasm-opt, esbuild,
           Chromium, Firefox, WebKit's driver, the packages of the browser stories,
           cargo-deny and cargo-fuzz
  build    write the release bundle to dist/, compressed copies beside each file
  studio, beside
           write this page alone into the dist/ that is there
  serve    build, then serve dist/ on http://127.0.0.1:8080/
             --port N      another port (0: any free one)
             --open        open the page in the browser
             --no-build    serve dist/ as it is
             --dev         rebuild on every change (trunk serve, no release build)
  prerender
           write the first picture and the texts of a bundle's atlas into its page, as the
           build does; after the folder geodata/ of a finished bundle was exchanged
             --dist DIR    another bundle than dist/
  pack     write to target/pack/ what an author needs who has no toolchain: the program
           confins, which needs nothing else, and the bundle beside it
             --no-build    with dist/ as it is
  verify URL|DIR
           build, and say file by file whether the bundle that is published there is this
           source's; with another atlas in it, whether the program is
             --against DIR compare with that bundle, without building
  test     formatting, clippy, native tests, wasm tests, the atlas, the browser stories
           and the readers' paths in Chromium, Firefox and WebKit
             --fast        only what needs no browser and no wasm
             --only PART   one part (may be repeated):
                           fmt, clippy, native, atlas, deny, wasm-clippy, wasm, build,
                           servers, e2e, engines, fuzz
  bench    measure the page beside the same map drawn by other libraries (about an hour);
           writes docs/bench.md, docs/bench.json and the tables in docs/performance.md
             --no-build    measure dist/ (or the bundle CONFINS_DIST names) as it is
             --quick       one round, fewer kinds of readers
             --rounds N    how often each page is visited (3)
             --visits N    how often where a visit is short: first map, finished, answered (5)
             --any-load    neither wait for a quiet machine nor repeat a disturbed visit
             --sizes A,B   of: default, 10k, 100k, 1m, 4m
             --peers A,B   of: leaflet-svg, leaflet-canvas, maplibre, ol, d3
             --only A,B    of: first-map, answered, frames, click, memory; a part is printed, docs/ stays
  check    check the atlas: every cross reference, every excerpt
             --atlas DIR   another folder than geodata/
             --article F   the article's text, to find the excerpts in
             --format F    text, json or sarif (2.1.0); it ends with 0 where there is no
                           error, 1 where there is, 2 where there is no atlas
  fix      mend of an atlas's layers what needs no author: turn rings, round numbers, write
           boxes; it tells what it would do
             --atlas DIR   another folder than geodata/
             --write       and does it
  anchor   find the excerpts of an atlas in another edition of its article: kept, moved,
           changed or lost; it tells what it would write, and ends with 1 where one is left
           for you to decide
             --article F   the article's text as it is now
             --atlas DIR   another folder than geodata/
             --write       write where the excerpts are now, and the article's digest
  fuzz [TARGET…]
           try the readers with what nobody would write (libFuzzer), and count
             --seconds N   for each target (20)
             --keep        renew fuzz/corpus/ from what was found on the way
  fixtures DIR
           read every file in a folder as the page does and as the check does, and say
           where the two do not agree
  help     this text

Tools go to .tools/, or where CONFINS_TOOLS says. CHROMIUM and CHROMEDRIVER name
another browser and driver, FIREFOX and WEBKIT_DRIVER those of the other engines;
CONFINS_ARTICLE names the article's text.
";

/// One command with its options.
#[derive(Debug, PartialEq)]
pub enum Task {
    /// Print [`HELP`].
    Help,
    /// Install what is missing.
    Setup,
    /// Write `dist/`.
    Build,
    /// Write one of the pages that stand for themselves into `dist/`, by its name.
    Own(&'static str),
    /// Write the page of a bundle: `dist/`, or the one given.
    Prerender(Option<PathBuf>),
    /// Serve `dist/`.
    Serve(serve::Options),
    /// Pack the program for authors, after a build or not.
    Pack {
        /// Build first.
        build: bool,
    },
    /// Compare a published bundle.
    Verify(verify::Options),
    /// Run the tests.
    Test(test::Options),
    /// Check an atlas.
    Check(check::Options),
    /// Find excerpts in another edition of their article.
    Anchor(check::AnchorOptions),
    /// Mend an atlas.
    Fix(check::FixOptions),
    /// Try the readers.
    Fuzz(fuzz::Options),
    /// Read every file of a folder twice.
    Fixtures(PathBuf),
    /// Measure the page beside others.
    Bench(bench::Options),
}

/// Reads a command line.
///
/// # Errors
/// Unknown commands, options and values, each named.
pub fn parse(mut args: lexopt::Parser) -> Result<Task> {
    let name = match args.next()? {
        None | Some(Short('h') | Long("help")) => return Ok(Task::Help),
        Some(Value(name)) => name.string()?,
        Some(other) => return Err(other.unexpected().into()),
    };
    match name.as_str() {
        "help" => Ok(Task::Help),
        "setup" => plain(args, Task::Setup),
        "build" => plain(args, Task::Build),
        "studio" => plain(args, Task::Own("studio")),
        "beside" => plain(args, Task::Own("beside")),
        "prerender" => prerender(args),
        "serve" => serve(args),
        "pack" => pack(args),
        "verify" => verify(args),
        "test" => test(args),
        "check" => check(args),
        "fix" => fix(args),
        "anchor" => anchor(args),
        "bench" => bench(args),
        "fuzz" => fuzz(args),
        "fixtures" => fixtures(args),
        other => bail!("no command `{other}`; `cargo xtask help` lists them"),
    }
}

fn plain(mut args: lexopt::Parser, task: Task) -> Result<Task> {
    match args.next()? {
        None => Ok(task),
        Some(Long("help")) => Ok(Task::Help),
        Some(other) => Err(other.unexpected().into()),
    }
}

fn prerender(mut args: lexopt::Parser) -> Result<Task> {
    let mut dist = None;
    while let Some(arg) = args.next()? {
        match arg {
            Long("dist") => dist = Some(args.value()?.into()),
            Long("help") => return Ok(Task::Help),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(Task::Prerender(dist))
}

fn serve(mut args: lexopt::Parser) -> Result<Task> {
    let mut options = serve::Options { port: 8080, open: false, build: true, dev: false };
    while let Some(arg) = args.next()? {
        match arg {
            Long("port") => options.port = args.value()?.parse()?,
            Long("open") => options.open = true,
            Long("no-build") => options.build = false,
            Long("dev") => options.dev = true,
            Long("help") => return Ok(Task::Help),
            other => return Err(other.unexpected().into()),
        }
    }
    if options.dev && !options.build {
        bail!("--dev always builds: leave out --no-build");
    }
    Ok(Task::Serve(options))
}

fn pack(mut args: lexopt::Parser) -> Result<Task> {
    let mut build = true;
    while let Some(arg) = args.next()? {
        match arg {
            Long("no-build") => build = false,
            Long("help") => return Ok(Task::Help),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(Task::Pack { build })
}

fn verify(mut args: lexopt::Parser) -> Result<Task> {
    let (mut published, mut against) = (None, None);
    while let Some(arg) = args.next()? {
        match arg {
            Value(place) if published.is_none() => published = Some(place.string()?),
            Long("against") => against = Some(args.value()?.into()),
            Long("help") => return Ok(Task::Help),
            other => return Err(other.unexpected().into()),
        }
    }
    match published {
        Some(published) => Ok(Task::Verify(verify::Options { published, against })),
        None => bail!("verify needs the address or the folder of a published bundle"),
    }
}

fn test(mut args: lexopt::Parser) -> Result<Task> {
    let mut options = test::Options::default();
    while let Some(arg) = args.next()? {
        match arg {
            Long("fast") => options.fast = true,
            Long("only") => {
                let name = args.value()?.string()?;
                match Part::named(&name) {
                    Some(part) => options.only.push(part),
                    None => bail!("no part `{name}`; the parts are {}", Part::ALL.map(Part::name).join(", ")),
                }
            }
            Long("help") => return Ok(Task::Help),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(Task::Test(options))
}

fn check(mut args: lexopt::Parser) -> Result<Task> {
    let mut options = check::Options::default();
    while let Some(arg) = args.next()? {
        match arg {
            Long("atlas") => options.atlas = Some(args.value()?.into()),
            Long("article") => options.article = Some(args.value()?.into()),
            Long("format") => {
                let name = args.value()?.string()?;
                match Format::ALL.into_iter().find(|format| format.name() == name) {
                    Some(format) => options.format = format,
                    None => {
                        bail!("no format `{name}`; there are {}", Format::ALL.map(Format::name).join(", "))
                    }
                }
            }
            Long("help") => return Ok(Task::Help),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(Task::Check(options))
}

fn fix(mut args: lexopt::Parser) -> Result<Task> {
    let mut options = check::FixOptions::default();
    while let Some(arg) = args.next()? {
        match arg {
            Long("atlas") => options.atlas = Some(args.value()?.into()),
            Long("write") => options.write = true,
            Long("help") => return Ok(Task::Help),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(Task::Fix(options))
}

fn anchor(mut args: lexopt::Parser) -> Result<Task> {
    let (mut atlas, mut article, mut write) = (None, None, false);
    while let Some(arg) = args.next()? {
        match arg {
            Long("atlas") => atlas = Some(args.value()?.into()),
            Long("article") => article = Some(args.value()?.into()),
            Long("write") => write = true,
            Long("help") => return Ok(Task::Help),
            other => return Err(other.unexpected().into()),
        }
    }
    let Some(article) = article else { bail!("anchor: got no article, expected --article FILE") };
    Ok(Task::Anchor(check::AnchorOptions { atlas, article, write }))
}

fn fuzz(mut args: lexopt::Parser) -> Result<Task> {
    let mut options = fuzz::Options { seconds: 20, keep: false, targets: Vec::new() };
    while let Some(arg) = args.next()? {
        match arg {
            Long("seconds") => options.seconds = args.value()?.parse()?,
            Long("keep") => options.keep = true,
            Long("help") => return Ok(Task::Help),
            Value(target) => options.targets.push(target.string()?),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(Task::Fuzz(options))
}

fn fixtures(mut args: lexopt::Parser) -> Result<Task> {
    match args.next()? {
        Some(Value(dir)) => plain(args, Task::Fixtures(dir.into())),
        Some(Long("help")) => Ok(Task::Help),
        Some(other) => Err(other.unexpected().into()),
        None => bail!("fixtures: got no folder, expected one"),
    }
}

fn bench(mut args: lexopt::Parser) -> Result<Task> {
    let mut options = bench::Options { build: true, passed: Vec::new() };
    while let Some(arg) = args.next()? {
        match arg {
            Long("no-build") => options.build = false,
            Long(name @ ("quick" | "any-load")) => options.passed.push(format!("--{name}")),
            Long(name @ ("rounds" | "visits" | "sizes" | "peers" | "only")) => {
                let name = format!("--{name}");
                options.passed.extend([name, args.value()?.string()?]);
            }
            Long("help") => return Ok(Task::Help),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(Task::Bench(options))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, want: &Task) {
        let got = parse(lexopt::Parser::from_args(line.split_whitespace())).unwrap();
        assert_eq!(got, *want);
    }

    #[test]
    fn nothing_asks_for_help() {
        check("", &Task::Help);
        check("--help", &Task::Help);
    }

    #[test]
    fn serve_takes_a_port() {
        check(
            "serve --no-build --port 0",
            &Task::Serve(serve::Options { port: 0, open: false, build: false, dev: false }),
        );
    }

    #[test]
    fn a_bundle_may_lie_elsewhere() {
        check("prerender", &Task::Prerender(None));
        check("prerender --dist out", &Task::Prerender(Some("out".into())));
    }

    #[test]
    fn what_is_built_already_is_packed() {
        check("pack", &Task::Pack { build: true });
        check("pack --no-build", &Task::Pack { build: false });
    }

    #[test]
    fn a_published_bundle_is_named() {
        let published = "https://example.org/map/".to_owned();
        let against = Some("dist".into());
        check(
            "verify https://example.org/map/ --against dist",
            &Task::Verify(verify::Options { published, against }),
        );
    }

    #[test]
    fn a_part_of_the_benchmark_is_asked_for() {
        let passed = ["--sizes", "1m", "--quick"].map(str::to_owned).to_vec();
        check("bench --no-build --sizes 1m --quick", &Task::Bench(bench::Options { build: false, passed }));
        check("bench", &Task::Bench(bench::Options { build: true, passed: Vec::new() }));
    }

    #[test]
    fn targets_are_named_and_a_folder_is_needed() {
        let options = fuzz::Options { seconds: 5, keep: true, targets: vec!["layer".to_owned()] };
        check("fuzz --seconds 5 layer --keep", &Task::Fuzz(options));
        check("fixtures some/where", &Task::Fixtures("some/where".into()));
        assert!(parse(lexopt::Parser::from_args(["fixtures"])).is_err());
    }

    #[test]
    fn a_check_is_told_in_a_form() {
        let options = check::Options { atlas: Some("a".into()), article: None, format: Format::Sarif };
        check("check --atlas a --format sarif", &Task::Check(options));
    }

    #[test]
    fn mending_is_told_before_it_is_written() {
        check("fix", &Task::Fix(check::FixOptions { atlas: None, write: false }));
        check(
            "fix --atlas a --write",
            &Task::Fix(check::FixOptions { atlas: Some("a".into()), write: true }),
        );
    }

    #[test]
    fn an_article_is_needed_to_find_excerpts_in() {
        let options = check::AnchorOptions { atlas: None, article: "a.txt".into(), write: true };
        check("anchor --article a.txt --write", &Task::Anchor(options));
        assert!(parse(lexopt::Parser::from_args(["anchor"])).is_err());
    }

    #[test]
    fn parts_are_named() {
        check(
            "test --only fmt --only e2e",
            &Task::Test(test::Options { fast: false, only: vec![Part::Fmt, Part::E2e] }),
        );
    }

    #[test]
    fn unknown_words_are_errors() {
        for line in [
            "bild",
            "serve --prot 1",
            "test --only e4e",
            "build now",
            "verify",
            "verify a b",
            "bench --sises 1m",
            "check --format xml",
        ] {
            assert!(parse(lexopt::Parser::from_args(line.split_whitespace())).is_err(), "{line}");
        }
    }
}
