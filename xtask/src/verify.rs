//! Whether a published bundle is the one that these sources give: its files
//! against those of a bundle that was built here, by their SHA-256.
//!
//! An editor may exchange the atlas and write the page anew for it. That is told
//! apart from another program: the same is done here, with the published atlas.

use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, bail};
use atlas::Manifest;
use bundle::compress;
use bundle::names;
use bundle::page;
use bundle::servers;

use crate::build;
use crate::process::say;
use crate::project::Project;

/// Options of `cargo xtask verify`.
#[derive(Debug, PartialEq)]
pub struct Options {
    /// An address or a folder.
    pub published: String,
    /// `None`: what is built now.
    pub against: Option<PathBuf>,
}

/// Where the atlas of a bundle is.
const ATLAS: &str = "geodata/";

/// A server that takes longer for a file is given up.
const LIMIT_SECONDS: &str = "60";

/// `cargo xtask verify`: 0 where the published bundle is these sources', with its
/// own atlas or another; 1 where it is not.
///
/// # Errors
/// The build fails, or nothing is published there.
pub fn command(project: &Project, options: &Options) -> Result<ExitCode> {
    let ours = options.against.as_ref().unwrap_or(&project.dist);
    if options.against.is_none() {
        build::bundle(project)?;
    }
    let published = Published::at(&options.published)?;
    say(format!("comparing {published} with {}", project.shown(ours)));
    let rows = compared(ours, &published)?;
    let verdict = Verdict::of(&rows);
    print!("{}", table(&rows));
    println!("\n{verdict}");
    let extra = rows.iter().filter(|row| row.found == Found::Extra).count();
    if extra > 0 {
        println!("{extra} more files lie beside it, which this source does not make");
    }
    if verdict == Verdict::Other {
        println!("{}", compilers(ours, &published));
    }
    Ok(if verdict == Verdict::Other { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// A bundle that is asked for file by file.
enum Published {
    Folder(PathBuf),
    /// Ends with a slash.
    Url(String),
}

impl fmt::Display for Published {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder(folder) => write!(f, "{}", folder.display()),
            Self::Url(url) => write!(f, "{url}"),
        }
    }
}

impl Published {
    fn at(place: &str) -> Result<Self> {
        if place.starts_with("https://") || place.starts_with("http://") {
            let end = place.find(['?', '#']).unwrap_or(place.len());
            let folder = place[..end].trim_end_matches("index.html").trim_end_matches('/');
            return Ok(Self::Url(format!("{folder}/")));
        }
        let folder = PathBuf::from(place);
        if !folder.join("index.html").is_file() {
            bail!("{place} is neither an address (https://…) nor a folder with an index.html");
        }
        Ok(Self::Folder(folder))
    }

    /// The content of a file; `None` where it is not there.
    fn file(&self, name: &str) -> Result<Option<Vec<u8>>> {
        match self {
            Self::Folder(folder) => {
                let path = folder.join(name);
                if !path.is_file() {
                    return Ok(None);
                }
                fs::read(&path).map(Some).with_context(|| format!("{} cannot be read", path.display()))
            }
            // Some hosts know the page under the folder's name alone.
            Self::Url(url) if name == "index.html" => fetched(url),
            Self::Url(url) => fetched(&format!("{url}{name}")),
        }
    }

    /// Names of files that are there although `ours` has none of that name, as
    /// far as they can be known: a server lists nothing.
    fn others(&self, ours: &[String]) -> Result<Vec<String>> {
        let Self::Folder(folder) = self else { return Ok(Vec::new()) };
        let mut names = compress::names(folder)?;
        names.retain(|name| !ours.contains(name));
        Ok(names)
    }
}

/// Asks by curl, which every system has and which knows its certificates.
fn fetched(url: &str) -> Result<Option<Vec<u8>>> {
    let output = Command::new("curl")
        .args(["--silent", "--show-error", "--fail", "--location", "--proto", "=http,https"])
        .args(["--max-time", LIMIT_SECONDS])
        .args(["--header", "Cache-Control: no-cache", "--"])
        .arg(url)
        .output()
        .context("curl cannot start: it is needed to read from an address")?;
    match output.status.code() {
        Some(0) => Ok(Some(output.stdout)),
        // An answer of 400 or more.
        Some(22) => Ok(None),
        _ => bail!("{url}: {}", String::from_utf8_lossy(&output.stderr).trim()),
    }
}

/// How a published file compares with ours of the same name.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Found {
    Same,
    /// Different, and what our program makes of the published atlas.
    ForItsAtlas,
    Different,
    Missing,
    /// Published alone: of an earlier bundle, say. No part of ours asks for it.
    Extra,
    /// Missing, and only said to a host what to do.
    Unserved,
}

#[derive(Debug, PartialEq)]
struct Row {
    name: String,
    found: Found,
    /// The start of the SHA-256 of what is published.
    hash: Option<String>,
}

fn compared(ours: &Path, published: &Published) -> Result<Vec<Row>> {
    let names = compress::names(ours)?;
    if published.file("index.html")?.is_none() {
        bail!("{published} has no index.html");
    }
    let mut rows = Vec::new();
    for name in &names {
        let want = fs::read(ours.join(name)).with_context(|| format!("{name} cannot be read"))?;
        let got = published.file(name)?;
        let found = match &got {
            None if is_for_hosts(name) => Found::Unserved,
            None => Found::Missing,
            Some(got) if *got == want => Found::Same,
            Some(_) => Found::Different,
        };
        rows.push(Row { name: name.clone(), found, hash: got.as_deref().map(names::short) });
    }
    for name in published.others(&names)? {
        let hash = published.file(&name)?.as_deref().map(names::short);
        rows.push(Row { name, found: Found::Extra, hash });
    }
    let (atlas, program): (Vec<&Row>, Vec<&Row>) = rows.iter().partition(|row| row.name.starts_with(ATLAS));
    let differs = |rows: &[&Row]| rows.iter().any(|row| row.found != Found::Same);
    if differs(&atlas) && differs(&program) {
        excuse(ours, published, &mut rows)?;
    }
    rows.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(rows)
}

/// Whether no reader ever asks for it.
fn is_for_hosts(name: &str) -> bool {
    name == servers::HEADERS_FILE || name.split('/').next() == Some(servers::FOLDER)
}

/// Makes of our program and the published atlas what an editor would, and looks
/// again at what is different outside of the atlas.
fn excuse(ours: &Path, published: &Published, rows: &mut Vec<Row>) -> Result<()> {
    let which = names::short(published.to_string().as_bytes());
    let folder = std::env::temp_dir().join(format!("confins-verify-{}-{which}", std::process::id()));
    match with_atlas(ours, published, &folder) {
        Ok(()) => excuse_by(&folder, published, rows)?,
        Err(error) => say(format!("no page can be made of the published atlas: {error:#}")),
    }
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    Ok(())
}

/// `made` is our bundle as it is with the published atlas: some of its files have
/// other names, since their names say what is in them.
fn excuse_by(made: &Path, published: &Published, rows: &mut Vec<Row>) -> Result<()> {
    let names = compress::names(made)?;
    let is_expected = |row: &Row| row.name.starts_with(ATLAS) || names.contains(&row.name);
    rows.retain(|row| is_expected(row) || row.found != Found::Missing);
    for name in names.into_iter().filter(|name| !name.starts_with(ATLAS)) {
        let got = published.file(&name)?;
        let found = match &got {
            None if is_for_hosts(&name) => Found::Unserved,
            None => Found::Missing,
            Some(got) if *got == fs::read(made.join(&name))? => Found::ForItsAtlas,
            Some(_) => Found::Different,
        };
        match rows.iter_mut().find(|row| row.name == name) {
            Some(row) if row.found == Found::Same => {}
            Some(row) => row.found = found,
            None => rows.push(Row { name, found, hash: got.as_deref().map(names::short) }),
        }
    }
    Ok(())
}

fn with_atlas(ours: &Path, published: &Published, folder: &Path) -> Result<()> {
    for name in compress::names(ours)?.iter().filter(|name| !name.starts_with(ATLAS)) {
        copy(&fs::read(ours.join(name))?, &folder.join(name))?;
    }
    for name in atlas_files(published)? {
        if let Some(content) = published.file(&format!("{ATLAS}{name}"))? {
            copy(&content, &folder.join(ATLAS).join(&name))?;
        }
    }
    page::write(folder, page::Purpose::default())?;
    servers::write(folder)
}

fn copy(content: &[u8], to: &Path) -> Result<()> {
    fs::create_dir_all(to.parent().context("a file in no folder")?)?;
    fs::write(to, content).with_context(|| format!("{} cannot be written", to.display()))
}

/// What the page before any script is made of.
fn atlas_files(published: &Published) -> Result<BTreeSet<String>> {
    let text = published.file(&format!("{ATLAS}atlas.json"))?.context("it has no atlas.json")?;
    let manifest = Manifest::parse(std::str::from_utf8(&text)?)?;
    let mut names = BTreeSet::from(["atlas.json".to_owned(), manifest.regions, manifest.claims]);
    names.extend(manifest.chronicle);
    names.extend(manifest.relief.map(|relief| relief.file));
    names.extend(manifest.locator.map(|locator| locator.file));
    names.extend(manifest.layers.into_iter().map(|layer| layer.file));
    if let Some(name) =
        names.iter().find(|name| name.starts_with('/') || name.split('/').any(|part| part == ".."))
    {
        bail!("its atlas names {name:?}, which is outside of its folder");
    }
    Ok(names)
}

/// What the rows come to.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Verdict {
    Same,
    AnotherAtlas,
    Other,
}

impl Verdict {
    fn of(rows: &[Row]) -> Self {
        let excused = |row: &Row| row.name.starts_with(ATLAS) || row.found == Found::ForItsAtlas;
        let counts = |row: &&Row| matches!(row.found, Found::Different | Found::Missing | Found::ForItsAtlas);
        match rows.iter().filter(counts).map(excused).reduce(|a, b| a && b) {
            None => Self::Same,
            Some(true) => Self::AnotherAtlas,
            Some(false) => Self::Other,
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Same => "verdict: this source's bundle, byte for byte",
            Self::AnotherAtlas => "verdict: the program is this source's, the atlas is another",
            Self::Other => "verdict: NOT this source's bundle",
        })
    }
}

fn table(rows: &[Row]) -> String {
    let wide = rows.iter().map(|row| row.name.len()).max().unwrap_or(0);
    let line = |row: &Row| {
        let found = match row.found {
            Found::Same => "same",
            Found::ForItsAtlas => "as our program makes it for that atlas",
            Found::Different => "DIFFERENT",
            Found::Missing => "MISSING",
            Found::Extra => "EXTRA",
            Found::Unserved => "not served",
        };
        format!("{:wide$}  {:16}  {found}\n", row.name, row.hash.as_deref().unwrap_or("-"))
    };
    rows.iter().map(line).collect()
}

/// Another compiler gives other bytes; each bundle says which it had.
fn compilers(ours: &Path, published: &Published) -> String {
    let named = |sbom: Option<Vec<u8>>| -> Option<String> {
        let sbom: serde_json::Value = serde_json::from_slice(&sbom?).ok()?;
        let properties = sbom["metadata"]["component"]["properties"].as_array()?;
        let is_compiler = |property: &&serde_json::Value| property["name"] == "confins:compiler";
        Some(properties.iter().find(is_compiler)?["value"].as_str()?.to_owned())
    };
    let name = "sbom.cdx.json";
    let theirs =
        named(published.file(name).ok().flatten()).unwrap_or_else(|| "an unknown compiler".to_owned());
    let here = named(fs::read(ours.join(name)).ok()).unwrap_or_else(|| "an unknown compiler".to_owned());
    if theirs == here {
        format!("both were compiled by {here}")
    } else {
        format!("published: compiled by {theirs}; here: by {here}. Build with the same one to compare")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bundle::server;

    /// The shipped page and atlas as a bundle, in a folder of its own.
    fn bundle(name: &str) -> PathBuf {
        let dist = std::env::temp_dir().join(format!("confins-verify-test-{}-{name}", std::process::id()));
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        for file in compress::names(&root.join("geodata")).unwrap() {
            copy(&fs::read(root.join("geodata").join(&file)).unwrap(), &dist.join(ATLAS).join(&file))
                .unwrap();
        }
        for file in compress::names(&root.join("public")).unwrap() {
            copy(&fs::read(root.join("public").join(&file)).unwrap(), &dist.join(&file)).unwrap();
        }
        for script in ["first.js", "offline.js"] {
            copy(&fs::read(root.join("src").join(script)).unwrap(), &dist.join(script)).unwrap();
        }
        let (html, parts) = page::as_trunk_leaves_it();
        copy(html.as_bytes(), &dist.join("index.html")).unwrap();
        for part in parts {
            copy(b"p { top: 0; }", &dist.join(part)).unwrap();
        }
        copy(b"\0asm", &dist.join("confins-1a2b3c4d5e6f7081_bg.wasm")).unwrap();
        finish(&dist);
        dist
    }

    fn finish(dist: &Path) {
        page::write(dist, page::Purpose::default()).unwrap();
        servers::write(dist).unwrap();
    }

    /// Compares what was published, after `change`, from its folder and from a server.
    #[track_caller]
    fn check(name: &str, change: impl Fn(&Path), want: Verdict, named: &[(&str, Found)]) {
        let (ours, theirs) = (bundle(&format!("{name}-ours")), bundle(&format!("{name}-theirs")));
        change(&theirs);
        let server = server::start(&theirs, 0).unwrap();
        for place in [theirs.display().to_string(), format!("{}index.html#map=9/40/46", server.url())] {
            let rows = compared(&ours, &Published::at(&place).unwrap()).unwrap();
            assert_eq!(Verdict::of(&rows), want, "{place}\n{}", table(&rows));
            for (file, found) in named {
                // A server does not say what else it has.
                if *found == Found::Extra && place.starts_with("http") {
                    continue;
                }
                let row = rows.iter().find(|row| row.name == *file);
                assert_eq!(row.map(|row| row.found), Some(*found), "{place}: {file}");
            }
        }
        fs::remove_dir_all(ours).unwrap();
        fs::remove_dir_all(theirs).unwrap();
    }

    fn rewrite(path: &Path, from: &str, to: &str) {
        let text = fs::read_to_string(path).unwrap();
        assert!(text.contains(from), "{from}");
        fs::write(path, text.replace(from, to)).unwrap();
    }

    #[test]
    fn the_same_sources_give_the_same_bundle() {
        check("same", |_| {}, Verdict::Same, &[("index.html", Found::Same)]);
    }

    #[test]
    fn a_changed_program_is_named() {
        let wasm = "confins-1a2b3c4d5e6f7081_bg.wasm";
        check(
            "wasm",
            |dist| fs::write(dist.join(wasm), b"\0asm!").unwrap(),
            Verdict::Other,
            &[(wasm, Found::Different), ("index.html", Found::Same)],
        );
    }

    #[test]
    fn a_missing_file_is_named() {
        let wasm = "confins-1a2b3c4d5e6f7081_bg.wasm";
        check(
            "missing",
            |dist| fs::remove_file(dist.join(wasm)).unwrap(),
            Verdict::Other,
            &[(wasm, Found::Missing)],
        );
    }

    #[test]
    fn what_lies_beside_a_bundle_is_named() {
        let change = |dist: &Path| {
            fs::write(dist.join("old-1a2b3c4d5e6f7081.js"), "").unwrap();
            fs::remove_file(dist.join("_headers")).unwrap();
        };
        let named = [("old-1a2b3c4d5e6f7081.js", Found::Extra), ("_headers", Found::Unserved)];
        check("beside", change, Verdict::Same, &named);
    }

    #[test]
    fn a_page_with_a_word_more_is_not_ours() {
        check(
            "word",
            |dist| rewrite(&dist.join("index.html"), "</body>", "<p>x</p></body>"),
            Verdict::Other,
            &[("index.html", Found::Different)],
        );
    }

    #[test]
    fn another_atlas_with_its_page_is_told_apart() {
        let change = |dist: &Path| {
            rewrite(&dist.join("geodata/regions.json"), "Artsvashen", "Artsvachen");
            finish(dist);
        };
        check(
            "atlas",
            change,
            Verdict::AnotherAtlas,
            &[("geodata/regions.json", Found::Different), ("index.html", Found::ForItsAtlas)],
        );
    }

    #[test]
    fn an_atlas_may_be_exchanged_without_its_page() {
        let change = |dist: &Path| rewrite(&dist.join("geodata/regions.json"), "Artsvashen", "Artsvachen");
        check("alone", change, Verdict::AnotherAtlas, &[("index.html", Found::Same)]);
    }

    #[test]
    fn another_atlas_does_not_excuse_another_page() {
        let change = |dist: &Path| {
            rewrite(&dist.join("geodata/regions.json"), "Artsvashen", "Artsvachen");
            finish(dist);
            rewrite(&dist.join("index.html"), "</body>", "<p>x</p></body>");
        };
        check("both", change, Verdict::Other, &[("index.html", Found::Different)]);
    }

    #[test]
    fn what_is_no_bundle_is_an_error() {
        assert!(Published::at("/nonexistent").is_err());
        let closed = Published::at("http://127.0.0.1:1").unwrap();
        let ours = bundle("closed");
        assert!(compared(&ours, &closed).is_err());
        fs::remove_dir_all(ours).unwrap();
    }
}
