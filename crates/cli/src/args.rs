//! What may be typed after `confins`.

use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};
use exchange::Role;
use lexopt::ValueExt as _;
use lexopt::prelude::*;
use lint::forms::Format;

use crate::{bake, check, export, figure, import, serve};

/// The answer to `confins help`.
pub const HELP: &str = "\
confins COMMAND [ATLAS]
  new DIR  begin an atlas in a new folder: two places, an article, a guide to every file
  import FILE
           read a file of another program as layers: GeoJSON, uMap, KML, KMZ, CSV with
           coordinates, GPX, TopoJSON, Shapefile (zipped), FlatGeobuf, GeoPackage; it tells
           what is kept, approximated and dropped
             --role R      story (what the article is about) or base (what lies around)
             --source H    the heading of SOURCES.md that tells its origin
             --lang L      the language of its names (the atlas's first)
             --write       write the layers, and name them in atlas.json
  export   write the atlas as other programs read it; it tells what is kept, approximated
           and dropped
             --format F    geojson (with claims), csv (for spreadsheets), annotations (W3C Web
                           Annotation), linked-places (gazetteers), kml (Google Earth)
             --to FILE     the file (in the present folder, called as the atlas)
             --lang L      the language where the format has one (the atlas's first)
             --url URL     where the atlas is published, by which its places are named
  figure   check, then write the map as SVG for print and drawing programs, as the page's menu
           saves it: with legend, scale and credits, without the relief
             --to FILE     the file (in the present folder, called as the atlas)
             --lang L      the language (the atlas's first)
             --region ID   the map moves to this region, and marks it
             --layers A,B  of the layers that a reader can switch, these (those on at first)
             --asof DATE   the date of the map: 2024, 2024-04 or 2024-04-17 (the atlas's own)
             --size WxH    the map's size in pixels, without what stands below (960x640)
             --article F   the article's text (article.txt in the atlas's folder)
  check    say what is wrong in an atlas, where, why it matters and how to mend it; it ends
           with 0 where there is no error, 1 where there is, 2 where there is no atlas
             --article F   the article's text (article.txt in the atlas's folder)
             --format F    text, json or sarif (2.1.0)
  fix      mend of its layers what needs no author: turn rings, round numbers, write boxes;
           it tells what it would do
             --write       and does it
  anchor   find its excerpts in the article as it is now: kept, moved, changed or lost; it
           tells what it would write, and ends with 1 where one is left for you to decide
             --article F   the article's text (article.txt in the atlas's folder)
             --write       write where the excerpts are now, and the article's digest
  serve    show the atlas on http://127.0.0.1:8080/ as it would be published
             --watch       and each change of it at once
             --article F   the article's text (article.txt in the atlas's folder)
             --bundle DIR  the program for the page (`bundle` beside this one)
             --port N      another port (0: any free one)
             --open        open the page in the browser
  bake     check, then write the site: a folder for any static host
             --to DIR      the folder: new, empty, or an earlier site
             --url URL     where it will be, for those who embed it by its address
             --article F   the article's text (article.txt in the atlas's folder)
             --bundle DIR  the program for the page (`bundle` beside this one)
  help     this text
ATLAS is the folder of an atlas; without, the present one. Nothing is sent anywhere, and
the article's text is never published.
";

/// One command with its options.
#[derive(Debug, PartialEq)]
pub enum Task {
    /// Print [`HELP`].
    Help,
    /// Begin an atlas.
    New(PathBuf),
    /// Read a file of another program.
    Import(import::Options),
    /// Write one as other programs read it.
    Export(export::Options),
    /// Draw its map.
    Figure(figure::Options),
    /// Check one.
    Check(check::Options),
    /// Mend one.
    Fix {
        /// The folder of the atlas.
        atlas: PathBuf,
        /// Write what is mended.
        write: bool,
    },
    /// Find excerpts again.
    Anchor {
        /// The folder of the atlas.
        atlas: PathBuf,
        /// As [`check::Options::article`].
        article: Option<PathBuf>,
        /// Write where they are.
        write: bool,
    },
    /// Show one.
    Serve(serve::Options),
    /// Write its site.
    Bake(bake::Options),
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
    let known: &[&str] = match &*name {
        "help" => return Ok(Task::Help),
        "new" => &[],
        "import" => &["role", "source", "lang", "write"],
        "export" => &["format", "to", "lang", "url"],
        "figure" => &["to", "lang", "region", "layers", "asof", "size", "article"],
        "check" => &["article", "format"],
        "fix" => &["write"],
        "anchor" => &["article", "write"],
        "serve" => &["watch", "article", "bundle", "port", "open"],
        "bake" => &["to", "url", "article", "bundle"],
        other => bail!("no command `{other}`; `confins help` lists them"),
    };
    let most = if name == "import" { 2 } else { 1 };
    let Some(given) = Given::read(args, known, most)? else { return Ok(Task::Help) };
    let Given {
        paths,
        article,
        bundle,
        to,
        url,
        format,
        port,
        write,
        watch,
        open,
        role,
        source,
        language,
        region,
        layers,
        as_of,
        size,
    } = given;
    let mut paths = paths.into_iter();
    let first = paths.next();
    let present = || PathBuf::from(".");
    if name == "import" {
        let Some(file) = first else {
            bail!("import: got no file, expected one: `confins import lakes.kml`")
        };
        let atlas = paths.next().unwrap_or_else(present);
        let roles = [("story", Role::Story), ("base", Role::Base)];
        let role = chosen("role", role, &roles)?.unwrap_or(Role::Story);
        return Ok(Task::Import(import::Options { file, atlas, role, source, language, write }));
    }
    let (folder, atlas) = (first.clone(), first.unwrap_or_else(present));
    Ok(match &*name {
        "new" => {
            let Some(folder) = folder else {
                bail!("new: got no folder, expected one: `confins new my-atlas`")
            };
            Task::New(folder)
        }
        "export" => {
            let format = chosen("format", format, &exchange::Format::ALL.map(|f| (f.name(), f)))?;
            let Some(format) = format else {
                bail!("export: got no format, expected one: `confins export --format geojson`")
            };
            Task::Export(export::Options { atlas, format, to, language, url })
        }
        "figure" => {
            let as_of = as_of.map(|date| date.parse()).transpose()?;
            let size = size.map_or(Ok(figure::SIZE), |size| figure::size(&size))?;
            let layers = layers.map(|ids| {
                let ids = ids.split(',').map(str::trim).filter(|id| !id.is_empty());
                ids.map(str::to_owned).collect()
            });
            let view = figure::View { language, region, layers, as_of, size };
            Task::Figure(figure::Options { atlas, article, to, view })
        }
        "check" => {
            let format = chosen("format", format, &Format::ALL.map(|f| (f.name(), f)))?.unwrap_or_default();
            Task::Check(check::Options { atlas, article, format })
        }
        "fix" => Task::Fix { atlas, write },
        "anchor" => Task::Anchor { atlas, article, write },
        "serve" => Task::Serve(serve::Options { atlas, article, bundle, port, open, watch }),
        _ => {
            let Some(to) = to else { bail!("bake: got no folder for the site, expected --to DIR") };
            Task::Bake(bake::Options { atlas, article, bundle, to, url })
        }
    })
}

/// What is meant by a name that an option is given.
fn chosen<T: Copy>(option: &str, name: Option<String>, known: &[(&str, T)]) -> Result<Option<T>> {
    let Some(name) = name else { return Ok(None) };
    let found = known.iter().find(|(known, _)| *known == name).map(|(_, found)| *found);
    let names: Vec<&str> = known.iter().map(|(known, _)| *known).collect();
    found.map(Some).with_context(|| format!("no {option} `{name}`; there are {}", names.join(", ")))
}

/// What was given to a command.
struct Given {
    paths: Vec<PathBuf>,
    article: Option<PathBuf>,
    bundle: Option<PathBuf>,
    to: Option<PathBuf>,
    url: Option<String>,
    format: Option<String>,
    port: u16,
    write: bool,
    watch: bool,
    open: bool,
    role: Option<String>,
    source: Option<String>,
    language: Option<String>,
    region: Option<String>,
    layers: Option<String>,
    as_of: Option<String>,
    size: Option<String>,
}

impl Given {
    /// Reads the options of a command that knows these, and takes so many paths; `None`
    /// where its reader asks for help.
    fn read(mut args: lexopt::Parser, known: &[&str], most: usize) -> Result<Option<Self>> {
        let mut given = Self {
            paths: Vec::new(),
            role: None,
            source: None,
            language: None,
            region: None,
            layers: None,
            as_of: None,
            size: None,
            article: None,
            bundle: None,
            to: None,
            url: None,
            format: None,
            port: 8080,
            write: false,
            watch: false,
            open: false,
        };
        while let Some(arg) = args.next()? {
            let name = match arg {
                Value(path) if given.paths.len() < most => {
                    given.paths.push(path.into());
                    continue;
                }
                Short('h') | Long("help") => return Ok(None),
                Long(name) if known.contains(&name) => name.to_owned(),
                other => return Err(other.unexpected().into()),
            };
            match &*name {
                "article" => given.article = Some(args.value()?.into()),
                "bundle" => given.bundle = Some(args.value()?.into()),
                "to" => given.to = Some(args.value()?.into()),
                "url" => given.url = Some(args.value()?.string()?),
                "source" => given.source = Some(args.value()?.string()?),
                "lang" => given.language = Some(args.value()?.string()?),
                "region" => given.region = Some(args.value()?.string()?),
                "layers" => given.layers = Some(args.value()?.string()?),
                "asof" => given.as_of = Some(args.value()?.string()?),
                "size" => given.size = Some(args.value()?.string()?),
                "role" => given.role = Some(args.value()?.string()?),
                "port" => given.port = args.value()?.parse()?,
                "format" => given.format = Some(args.value()?.string()?),
                "write" => given.write = true,
                "watch" => given.watch = true,
                _ => given.open = true,
            }
        }
        Ok(Some(given))
    }
}

#[cfg(test)]
mod tests {
    use carto::ScreenSize;

    use super::*;

    fn parsed(line: &str) -> Result<Task> {
        parse(lexopt::Parser::from_args(line.split_whitespace()))
    }

    #[track_caller]
    fn check(line: &str, want: &Task) {
        assert_eq!(parsed(line).unwrap(), *want);
    }

    #[test]
    fn without_a_name_the_present_folder_is_meant() {
        check("fix", &Task::Fix { atlas: ".".into(), write: false });
        check("fix mine --write", &Task::Fix { atlas: "mine".into(), write: true });
    }

    #[test]
    fn an_atlas_is_served_while_it_is_written() {
        let options = serve::Options { atlas: "mine".into(), port: 0, watch: true, ..Default::default() };
        check("serve mine --watch --port 0", &Task::Serve(options));
    }

    #[test]
    fn a_file_is_read_into_an_atlas() {
        let options = import::Options {
            file: "lakes.kml".into(),
            atlas: "mine".into(),
            role: Role::Base,
            source: Some("survey".into()),
            language: None,
            write: true,
        };
        check("import lakes.kml mine --role base --source survey --write", &Task::Import(options));
        assert!(parsed("import").is_err());
        assert!(parsed("import a.kml mine --role sea").is_err());
    }

    #[test]
    fn an_atlas_is_written_in_a_format_that_is_named() {
        let options = export::Options {
            atlas: "mine".into(),
            format: exchange::Format::Kml,
            to: Some("mine.kml".into()),
            language: Some("hy".into()),
            url: None,
        };
        check("export mine --format kml --to mine.kml --lang hy", &Task::Export(options));
        let why = parsed("export --format json").unwrap_err().to_string();
        assert_eq!(why, "no format `json`; there are geojson, csv, annotations, linked-places, kml");
        assert!(parsed("export mine").is_err());
        assert!(exchange::Format::ALL.into_iter().all(|format| HELP.contains(format.name())));
    }

    #[test]
    fn a_figure_shows_what_is_asked_for() {
        let view = figure::View {
            language: Some("ar".into()),
            region: Some("lau".into()),
            layers: Some(vec!["reefs".into(), "places".into()]),
            as_of: Some("2011-06".parse().unwrap()),
            size: ScreenSize { width: 480., height: 360. },
        };
        let options =
            figure::Options { atlas: "mine".into(), article: None, to: Some("lau.svg".into()), view };
        let line = "figure mine --to lau.svg --lang ar --region lau --layers reefs,places --asof 2011-06 \
                    --size 480x360";
        check(line, &Task::Figure(options));
        let options = figure::Options {
            atlas: ".".into(),
            article: Some("a.txt".into()),
            to: None,
            view: figure::View::default(),
        };
        check("figure --article a.txt", &Task::Figure(options));
        assert!(HELP.contains(&format!("({}x{})", figure::SIZE.width, figure::SIZE.height)));
        let why = parsed("figure --asof 2011-13").unwrap_err().to_string();
        assert!(why.contains("month 13, expected 01 to 12"), "{why}");
        assert!(parsed("figure --size large").is_err());
        assert!(parsed("figure --url https://example.org/").is_err());
    }

    #[test]
    fn a_site_needs_a_folder() {
        let options = bake::Options {
            atlas: ".".into(),
            to: "site".into(),
            url: Some("https://example.org/".into()),
            ..Default::default()
        };
        check("bake --to site --url https://example.org/", &Task::Bake(options));
        let why = parsed("bake").unwrap_err().to_string();
        assert_eq!(why, "bake: got no folder for the site, expected --to DIR");
    }

    #[test]
    fn what_a_command_does_not_know_is_named() {
        for line in ["check --write", "new", "new a b", "nothing", "check --format yaml"] {
            assert!(parsed(line).is_err(), "{line}");
        }
    }

    #[test]
    fn help_is_never_far() {
        for line in ["", "help", "--help", "check --help", "bake -h"] {
            check(line, &Task::Help);
        }
    }
}
