//! Writes the page before any script into a bundle: what `prerender` makes of the
//! bundle's own atlas, the style sheet, and the policy that allows both. May be
//! run again, so that the atlas of a finished bundle can be exchanged.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use atlas::Manifest;
use prerender::{Files, First, page};

use crate::files;
use crate::names;
use crate::policy::{allowed, code};
use crate::say;
use crate::share;

/// What a page is written for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Purpose<'a> {
    /// Where it will be, as [`share::home`] has it, if that is known.
    pub home: Option<&'a str>,
    /// As [`prerender::Files::is_draft`].
    pub is_draft: bool,
}

/// Writes the page of the bundle in `dist`.
///
/// # Errors
/// A file is missing, cannot be read, or lacks a mark.
pub fn write(dist: &Path, Purpose { home, is_draft }: Purpose<'_>) -> Result<()> {
    let path = dist.join("index.html");
    let html = read(&path)?;
    let first = prerender::first(&Files { is_draft, ..texts(&dist.join(files::ATLAS))? })?;
    let parts = parts(&html);
    let file = match &*parts {
        [] => page::attribute(&html, "style", "data-file"),
        parts => Some(joined(dist, parts)?),
    };
    let file = file.with_context(|| format!("{} has no style sheet", path.display()))?;
    let sheet = read(&dist.join(&file))?;
    if let Some(old) = page::attribute(&html, "style", "data-linked") {
        // Another atlas has other rules. It may be gone already.
        for copy in ["", ".br", ".gz"] {
            let _ = fs::remove_file(dist.join(format!("{old}{copy}")));
        }
    }
    let css = format!("{}{}", sheet.trim_end(), first.css);
    let linked = format!("page-{}.css", names::short(css.as_bytes()));
    fs::write(dist.join(&linked), &css).with_context(|| format!("{linked} cannot be written"))?;
    let style = Style { file: &file, linked: &linked, css: &css };
    let script = names::named(&html, "app-first").context("the page names no first script")?;
    let script = read(&dist.join(script))?;
    // Before the bundle's files are listed: what is not there cannot be kept.
    for part in parts {
        fs::remove_file(dist.join(&part)).with_context(|| format!("{part} cannot be removed"))?;
    }
    let html = languages(dist, &html, &first)?;
    let html = share::addressed(dist, &html, home, &first)?;
    let html = files::bundle(dist, &html, &first)?;
    let written =
        written(&html, &first, &style, script.trim_end()).with_context(|| path.display().to_string())?;
    fs::write(&path, written).with_context(|| format!("{} cannot be written", path.display()))?;
    Ok(())
}

/// Writes the interface's words, a file a language, and of each language of the atlas but
/// the page's own what a page begins with; answers the page `html` with their names in it.
fn languages(dist: &Path, html: &str, first: &First) -> Result<String> {
    for (name, path) in files::of_languages(dist)? {
        fs::remove_file(&path).with_context(|| format!("{name} cannot be removed"))?;
    }
    let mut listed = Vec::new();
    for code in ::languages::codes() {
        let (Some(text), Some(language)) = (::languages::text(code), ::languages::language(code)) else {
            continue;
        };
        let file = format!("words-{code}-{}.txt", names::short(text.as_bytes()));
        fs::write(dist.join(&file), text).with_context(|| format!("{file} cannot be written"))?;
        listed.push(format!("{code}={}={file}", language.name));
    }
    let mut texts = Vec::new();
    for (code, text) in &first.texts {
        let file = format!("texts-{code}-{}.txt", names::short(text.as_bytes()));
        fs::write(dist.join(&file), text).with_context(|| format!("{file} cannot be written"))?;
        texts.push(format!("{code}={file}"));
    }
    let html = names::set_named(html, "app-texts", &texts.join(","))?;
    names::set_named(&html, "app-languages", &listed.join(","))
}

/// The page's rules, and where they stand in files too.
struct Style<'a> {
    /// The style sheet alone, to begin again from with another atlas.
    file: &'a str,
    /// All rules, for servers whose policy forbids a style that stands in a page.
    linked: &'a str,
    css: &'a str,
}

/// The texts of the atlas in `dir`. A layer that is missing is left out, and
/// said: the page itself says so too, once it runs.
fn texts(dir: &Path) -> Result<Files> {
    let manifest = read(&dir.join("atlas.json"))?;
    let parsed = Manifest::parse(&manifest)?;
    let (regions, claims) = (read(&dir.join(&parsed.regions))?, read(&dir.join(&parsed.claims))?);
    let mut layers = Vec::new();
    for entry in parsed.layers.iter().filter(|entry| !entry.is_by_parts()) {
        match read(&dir.join(&entry.file)) {
            Ok(text) => layers.push((entry.id.clone(), text)),
            Err(error) => say(format!("left out of the first picture: {error:#}")),
        }
    }
    let beside = |file: Option<&str>| {
        let text = file.map(|file| read(&dir.join(file)))?;
        text.inspect_err(|error| say(format!("left out of the first picture: {error:#}"))).ok()
    };
    let chronicle = beside(parsed.chronicle.as_deref());
    let locator = beside(parsed.locator.as_ref().map(|locator| &*locator.file));
    let digests = files::of_atlas(&parsed)
        .into_iter()
        .filter_map(|file| Some((file.to_owned(), digest(&dir.join(file))?)));
    Ok(Files {
        manifest,
        regions,
        claims,
        layers,
        chronicle,
        locator,
        digests: digests.collect(),
        is_draft: false,
    })
}

/// What a file must be, as `integrity` has it. `None` for one that is missing, or
/// so large that a browser had better read it as it arrives: it checks a digest
/// on the whole alone.
fn digest(path: &Path) -> Option<String> {
    fs::read(path)
        .ok()
        .filter(|content| content.len() <= files::MOST)
        .map(|content| names::integrity(&content))
}

/// A link to a part of the style sheet.
const LINK: &str = "link[rel=stylesheet]";

/// The parts of the style sheet that trunk has linked, in the page's order. None
/// where an earlier run has joined them.
pub fn parts(html: &str) -> Vec<String> {
    page::attributes(html, LINK, "href").into_iter().map(names::without_dot).collect()
}

/// Writes the parts as the bundle's one style sheet, and answers its name.
fn joined(dist: &Path, parts: &[String]) -> Result<String> {
    let texts = parts.iter().map(|part| read(&dist.join(part)));
    let sheet = texts.collect::<Result<Vec<_>>>()?.join("\n");
    let file = format!("style-{}.css", names::short(sheet.as_bytes()));
    fs::write(dist.join(&file), sheet).with_context(|| format!("{file} cannot be written"))?;
    Ok(file)
}

/// `html` with all that `prerender` has for it, with its rules, and with the script that
/// runs before the first paint.
fn written(html: &str, first: &First, style: &Style<'_>, script: &str) -> Result<String> {
    let Style { file, linked, css } = style;
    if css.contains("</") || script.contains("</") {
        bail!("a style sheet or script that would end its own element");
    }
    // What an earlier run allowed must not stay allowed.
    let before = code(html);
    let mut html = asking_for_scripts_only(&page::without_comments(&page::without(html, LINK)));
    let script = format!("<script>{script}</script>");
    let style = format!("<style data-file=\"{file}\" data-linked=\"{linked}\">{css}</style>");
    for (mark, content) in [
        ("script", &script),
        ("style", &style),
        ("data", &first.data),
        ("picture", &first.picture),
        ("as-of", &first.as_of),
        ("text", &first.text),
        ("boot", &first.boot),
        ("no-script", &first.no_script),
    ] {
        html = page::fill(&html, mark, content)?;
    }
    html = page::set_text(&html, "title", &first.title)?;
    let language = first.lang.language();
    for (name, value) in [
        ("lang", language.code),
        ("dir", language.direction.code()),
        ("data-languages", &first.languages.join(" ")),
    ] {
        html = page::set_attribute(&html, "html", name, value)?;
    }
    let words = first.lang.words();
    html = page::set_text(&html, "a.skip", words.skip_to_list())?;
    html = page::set_attribute(&html, "#map", "aria-label", words.map())?;
    html = page::set_attribute(&html, "details.more > summary", "aria-label", words.share_menu())?;
    html = page::set_attribute(&html, "meta[name=description]", "content", &first.description)?;
    html = page::set_attribute(&html, "main > .text", "data-first", first.lang.code())?;
    html = names::set_named(&html, "app-relief", &first.relief)?;
    html = allowed(&html, &before, &code(&html)).context("no Content-Security-Policy")?;
    // The page names all else by its content: its own tells all editions apart.
    let html = names::set_named(&html, "app-edition", "")?;
    names::set_named(&html, "app-edition", &names::short(html.as_bytes()))
}

/// The page asks ahead for what its scripts need; a browser that runs none need
/// not fetch it.
fn asking_for_scripts_only(html: &str) -> String {
    let asked = "link[rel=preload], link[rel=modulepreload]";
    // A page without is as trunk was told to make it, and asks for nothing.
    page::set_attribute(html, asked, "media", "(scripting: enabled)").unwrap_or_else(|_| html.to_owned())
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))
}

/// What trunk puts into the name of a file, here.
#[cfg(any(test, feature = "fixture"))]
const HASH: &str = "-1a2b3c4d5e6f7081";

/// The shipped page as trunk leaves it, and the parts of the style that it links.
///
/// # Panics
/// The page links a style in another way than trunk reads.
#[cfg(any(test, feature = "fixture"))]
pub fn as_trunk_leaves_it() -> (String, Vec<String>) {
    let mut html = include_str!("../../../index.html").to_owned();
    while let Some((before, rest)) = html.split_once("<link data-trunk rel=\"css\" href=\"src/style/") {
        let (name, after) = rest.split_once(".css\"/>").expect("a link ends");
        html = format!(
            "{before}<link rel=\"stylesheet\" href=\"./{name}{HASH}.css\" integrity=\"sha384-x\"/>{after}"
        );
    }
    let parts = parts(&html);
    (html, parts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::forbidden;

    fn first() -> First {
        First {
            lang: ::languages::lang("fr"),
            languages: vec!["fr".into(), "en".into()],
            texts: Vec::new(),
            boot: "<div data-boot=\"loading\"></div>".into(),
            no_script: "<noscript></noscript>".into(),
            title: "A & B · Confins".into(),
            description: "“what” it is".into(),
            as_of: "Situation au 17 avril 2024".into(),
            relief: "geodata/a.webp".into(),
            css: ".first{top:0}".into(),
            picture: "<svg></svg>".into(),
            text: "<h1>A</h1>".into(),
            data: "<script type=\"application/ld+json\">{}</script>".into(),
        }
    }

    fn page() -> String {
        as_trunk_leaves_it().0
    }

    fn once(page: &str, sheet: &str) -> String {
        let css = format!("{sheet}{}", first().css);
        let style = Style { file: "style-0.css", linked: "page-0.css", css: &css };
        written(page, &first(), &style, "first()").unwrap()
    }

    #[test]
    fn every_part_of_the_style_is_in_the_page_and_no_other() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../src/style");
        let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
        let mut files: Vec<_> = files.map(|name| name.into_string().unwrap()).collect();
        let mut linked: Vec<_> = parts(&page()).iter().map(|part| part.replace(HASH, "")).collect();
        files.sort();
        linked.sort();
        assert_eq!(linked, files);
    }

    #[test]
    fn parts_become_one_sheet_in_the_page_s_order() {
        let dist = std::env::temp_dir().join(format!("confins-prerender-test-{}", std::process::id()));
        fs::create_dir_all(&dist).unwrap();
        let html = r#"<link rel="stylesheet" href="./b-0.css"/><link rel="stylesheet" integrity="x" href="a-1.css"/>"#;
        fs::write(dist.join("b-0.css"), "b {}").unwrap();
        fs::write(dist.join("a-1.css"), "a {}").unwrap();
        assert_eq!(parts(html), ["b-0.css", "a-1.css"]);
        let file = joined(&dist, &parts(html)).unwrap();
        assert_eq!(fs::read_to_string(dist.join(&file)).unwrap(), "b {}\na {}");
        assert!(joined(&dist, &["c-2.css".to_owned()]).is_err());
        fs::remove_dir_all(dist).unwrap();
    }

    #[test]
    fn the_shipped_page_has_every_mark() {
        let html = once(&page(), "p{top:0}");
        for part in
            ["p{top:0}.first{top:0}", "<title>A &amp; B · Confins</title>", "<svg></svg>", "<h1>A</h1>"]
        {
            assert!(html.contains(part), "{part}");
        }
        assert!(!html.contains("rel=\"stylesheet\""));
        assert_eq!(forbidden(&html), None);
    }

    #[test]
    fn nothing_is_fetched_ahead_for_scripts_that_do_not_run() {
        let page = page().replace("</head>", "<link rel=\"preload\" href=\"./a.wasm\"></head>");
        let html = once(&page, "");
        assert!(html.contains("<link rel=\"preload\" href=\"./a.wasm\" media=\"(scripting: enabled)\">"));
        assert_eq!(once(&html, ""), html);
    }

    #[test]
    fn a_second_run_changes_nothing() {
        let html = once(&page(), "p{top:0}");
        assert_eq!(once(&html, "p{top:0}"), html);
    }

    #[test]
    fn what_was_allowed_before_is_allowed_no_more() {
        let html = once(&once(&page(), "p{top:0}"), "p{top:1px}");
        assert_eq!(html, once(&page(), "p{top:1px}"));
    }

    #[test]
    fn the_script_in_the_page_is_old() {
        let script = include_str!("../../../src/first.js");
        let code = script.lines().filter(|line| !line.trim_start().starts_with("//"));
        let script = code.collect::<Vec<_>>().join("\n");
        // Every browser must be able to read it, or its reader is told nothing.
        for new in ["=>", "const ", "let ", "?.", "??", "`", "class "] {
            assert!(!script.contains(new), "{new}");
        }
    }

    #[test]
    fn every_edition_has_a_name_of_its_own() {
        let edition = |sheet: &str| names::named(&once(&page(), sheet), "app-edition").unwrap();
        assert_eq!(edition("p{top:0}").len(), 16);
        assert_ne!(edition("p{top:0}"), edition("p{top:1px}"));
    }
}
