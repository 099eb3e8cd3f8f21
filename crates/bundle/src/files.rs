//! The list of all that a complete visit of a bundle needs, each file with its
//! digest: what a browser keeps for a time without network (`src/sw.js`), and
//! what a published bundle can be compared with. The page itself is not in it:
//! it names the list.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use atlas::Manifest;
use base64::prelude::{BASE64_STANDARD as BASE64, Engine};
use prerender::{First, page};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::headers::is_hashed;
use crate::names::{set_named, short};
use crate::say;

/// Where a bundle has its atlas.
pub const ATLAS: &str = "geodata";

/// What the page is as a thing to install.
const MANIFEST: &str = "manifest.webmanifest";

/// Files that keep their names, and where the page names them.
const FIXED: [(&str, &str, &str); 3] = [
    ("link[rel=apple-touch-icon]", "href", "icon-maskable-512.png"),
    ("link[rel=manifest]", "href", MANIFEST),
    ("meta[name=app-offline]", "content", "offline.js"),
];

/// What the names of files begin with that have the interface's words in a language.
const WORDS: &str = "words-";

/// And those that have the atlas's texts in one.
const TEXTS: &str = "texts-";

/// A browser checks a digest on a whole file. A larger one is asked for without,
/// to be read as it arrives: then nothing tells its editions apart, and it is not
/// kept.
pub const MOST: usize = 4_000_000;

/// One file of the list.
#[derive(Debug, PartialEq)]
struct File {
    /// As the page asks for it, from where the page is.
    url: String,
    /// Base64, as `integrity` has it.
    sha256: String,
    bytes: usize,
    /// Whether the address has the digest in it, so that it alone says what the
    /// file must be. Other files are asked for with their digest.
    named: bool,
}

/// Writes the list of the bundle in `dist`, and what makes it one that can be
/// installed. Answers its page, `html`, with their addresses in it.
///
/// # Errors
/// A file is missing or cannot be read, or the page lacks an element.
pub fn bundle(dist: &Path, html: &str, first: &First) -> Result<String> {
    let mut files = install(dist, first)?;
    let mut html = html.to_owned();
    for (selector, attribute, name) in FIXED {
        let file = fixed(dist, name)?;
        html = page::set_attribute(&html, selector, attribute, &file.url)?;
        files.push(file);
    }
    files.extend(hashed(dist, first)?);
    files.extend(atlas(&dist.join(ATLAS))?);
    files.sort_by(|a, b| a.url.cmp(&b.url));
    files.dedup();
    let text = written(&files);
    let name = format!("files-{}.json", short(text.as_bytes()));
    forget(dist)?;
    fs::write(dist.join(&name), text).with_context(|| format!("{name} cannot be written"))?;
    set_named(&html, "confins-files", &name)
}

/// Writes the title of the atlas into the manifest for installing, and the
/// addresses of its icons, which it answers.
fn install(dist: &Path, first: &First) -> Result<Vec<File>> {
    let path = dist.join(MANIFEST);
    let mut manifest: Value =
        serde_json::from_slice(&read(&path)?).with_context(|| format!("{} is no JSON", path.display()))?;
    manifest["name"] = json!(first.title);
    manifest["description"] = json!(first.description);
    let language = first.lang.language();
    manifest["lang"] = json!(language.code);
    manifest["dir"] = json!(language.direction.code());
    let mut icons = Vec::new();
    for icon in manifest["icons"].as_array_mut().context("a manifest without icons")? {
        let name = icon["src"].as_str().context("an icon without address")?;
        let file = fixed(dist, name.split('?').next().unwrap_or(name))?;
        icon["src"] = json!(file.url);
        icons.push(file);
    }
    fs::write(&path, format!("{manifest:#}\n"))
        .with_context(|| format!("{} cannot be written", path.display()))?;
    Ok(icons)
}

/// A file that keeps its name: the digest stands behind it.
fn fixed(dist: &Path, name: &str) -> Result<File> {
    let content = read(&dist.join(name))?;
    Ok(file(format!("{name}?v={}", short(&content)), &content, true))
}

/// The files that are of one language, with their names.
///
/// # Errors
/// The folder cannot be read.
pub fn of_languages(dist: &Path) -> Result<Vec<(String, PathBuf)>> {
    let entries = fs::read_dir(dist).with_context(|| format!("{} cannot be read", dist.display()))?;
    let mut found = Vec::new();
    for entry in entries {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if [WORDS, TEXTS].iter().any(|begins| name.starts_with(begins)) {
            found.push((name, path));
        }
    }
    Ok(found)
}

/// Of the interface's languages a reader of this atlas has some: those that its texts are
/// in, and the one that says what lies where for the others.
fn is_needed(name: &str, first: &First) -> bool {
    let Some(code) = name.strip_prefix(WORDS).and_then(|rest| rest.split_once('-')).map(|(code, _)| code)
    else {
        return true;
    };
    let said = |texts: &String| languages::lang(texts).language().code;
    first.languages.iter().map(said).chain(["en"]).any(|known| known == code)
}

/// The files whose names have a hash.
fn hashed(dist: &Path, first: &First) -> Result<Vec<File>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(dist).with_context(|| format!("{} cannot be read", dist.display()))? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if is_hashed(&name) && is_needed(&name, first) {
            files.push(file(name.to_string(), &read(&path)?, true));
        }
    }
    Ok(files)
}

/// The files of the atlas in `dir` that a page asks for. One that is missing is
/// left out, and said: the page itself says so too, once it runs.
fn atlas(dir: &Path) -> Result<Vec<File>> {
    let text = fs::read_to_string(dir.join("atlas.json")).context("atlas.json cannot be read")?;
    let manifest = Manifest::parse(&text)?;
    let mut files = Vec::new();
    for name in of_atlas(&manifest) {
        match read(&dir.join(name)) {
            Ok(content) if content.len() > MOST => {
                say(format!("not kept without network: {name} has {} bytes, at most {MOST}", content.len()));
            }
            Ok(content) => files.push(file(format!("{ATLAS}/{name}"), &content, false)),
            Err(error) => say(format!("not in the list of files: {error:#}")),
        }
    }
    Ok(files)
}

/// The names of the files that an atlas is made of and that are read whole, its
/// manifest's first.
pub fn of_atlas(manifest: &Manifest) -> Vec<&str> {
    let mut names = vec!["atlas.json", &manifest.regions, &manifest.claims];
    names.extend(manifest.chronicle.as_deref());
    names.extend(manifest.relief.as_ref().map(|relief| &*relief.file));
    // Of others a page asks for parts: none of these is kept, or checked by a digest.
    names.extend(manifest.layers.iter().filter(|layer| !layer.is_by_parts()).map(|layer| &*layer.file));
    names
}

fn file(url: String, content: &[u8], named: bool) -> File {
    File { url, sha256: BASE64.encode(Sha256::digest(content)), bytes: content.len(), named }
}

/// As JSON, a line for each file.
fn written(files: &[File]) -> String {
    let lines = files.iter().map(|File { url, sha256, bytes, named }| {
        json!({ "url": url, "sha256": sha256, "bytes": bytes, "named": named }).to_string()
    });
    format!("[\n{}\n]\n", lines.collect::<Vec<_>>().join(",\n"))
}

/// Removes the lists of earlier runs, and their compressed copies.
fn forget(dist: &Path) -> Result<()> {
    for entry in fs::read_dir(dist)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with("files-") && name.contains(".json") {
            fs::remove_file(&path).with_context(|| format!("{} cannot be removed", path.display()))?;
        }
    }
    Ok(())
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("{} cannot be read", path.display()))
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    const HASHED: &str = "start-0123456789abcdef.js";
    const SHIPPED: &str = include_str!("../../../index.html");

    fn first() -> First {
        First {
            lang: languages::lang("fr"),
            languages: vec!["fr".into(), "en".into()],
            texts: Vec::new(),
            boot: String::new(),
            no_script: String::new(),
            title: "Haut-Karabakh".into(),
            description: "Le 17 avril".into(),
            relief: String::new(),
            as_of: String::new(),
            css: String::new(),
            picture: String::new(),
            text: String::new(),
            data: String::new(),
        }
    }

    /// What trunk leaves: the shipped atlas and icons, and a file with a hash.
    fn dist(name: &str) -> PathBuf {
        let dir = std::env::temp_dir().join(format!("confins-files-{}-{name}", std::process::id()));
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        fs::create_dir_all(dir.join("geodata/base")).unwrap();
        for folder in ["geodata", "geodata/base", "public"] {
            for entry in fs::read_dir(root.join(folder)).unwrap() {
                let path = entry.unwrap().path();
                let to = dir.join(folder.trim_start_matches("public")).join(path.file_name().unwrap());
                if path.is_file() {
                    fs::copy(path, to).unwrap();
                }
            }
        }
        fs::write(dir.join(HASHED), "start()").unwrap();
        fs::write(dir.join("offline.js"), "keep()").unwrap();
        fs::write(dir.join("sw.js"), "serve()").unwrap();
        dir
    }

    /// The page after a run, and the list that it names.
    fn run(dist: &Path, html: &str) -> (String, Value) {
        let page = bundle(dist, html, &first()).unwrap();
        let name = crate::names::named(&page, "confins-files").unwrap();
        let list = fs::read_to_string(dist.join(name)).unwrap();
        (page, serde_json::from_str(&list).unwrap())
    }

    fn urls(list: &Value) -> Vec<&str> {
        list.as_array().unwrap().iter().filter_map(|file| file["url"].as_str()).collect()
    }

    #[test]
    fn the_list_has_what_a_visit_needs_and_nothing_else() {
        let dist = dist("needs");
        fs::write(dist.join("start-0123456789abcdef.js.br"), "").unwrap();
        let (_, list) = run(&dist, SHIPPED);
        let urls = urls(&list);
        for name in [HASHED, "geodata/atlas.json", "geodata/regions.json", "geodata/base/relief.webp"] {
            assert!(urls.contains(&name), "{name} is not in {urls:?}");
        }
        for name in ["index.html", "sw.js", "geodata/SOURCES.md", "start-0123456789abcdef.js.br"] {
            assert!(!urls.contains(&name), "{name} is in {urls:?}");
        }
        fs::remove_dir_all(dist).unwrap();
    }

    #[test]
    fn a_file_without_its_digest_in_the_address_is_not_said_to_be_named() {
        let dist = dist("named");
        let (_, list) = run(&dist, SHIPPED);
        for file in list.as_array().unwrap() {
            let url = file["url"].as_str().unwrap();
            assert_eq!(file["named"].as_bool(), Some(!url.starts_with("geodata/")), "{url}");
            assert_eq!(is_hashed(url) || url.contains("?v="), !url.starts_with("geodata/"), "{url}");
        }
        fs::remove_dir_all(dist).unwrap();
    }

    #[test]
    fn the_page_asks_for_fixed_names_with_their_digest() {
        let dist = dist("fixed");
        let (page, _) = run(&dist, SHIPPED);
        let icon = "icon-maskable-512.png";
        let wanted = format!("href=\"{icon}?v={}\"", short(&fs::read(dist.join(icon)).unwrap()));
        assert!(page.contains(&wanted), "{wanted}");
        fs::remove_dir_all(dist).unwrap();
    }

    #[test]
    fn a_second_run_changes_nothing_and_another_atlas_leaves_one_list() {
        let dist = dist("again");
        let (page, list) = run(&dist, SHIPPED);
        assert_eq!(run(&dist, &page), (page.clone(), list));
        let claims = dist.join("geodata/claims.json");
        fs::write(&claims, fs::read_to_string(&claims).unwrap() + "\n").unwrap();
        assert_ne!(run(&dist, &page).0, page);
        let is_list = |name: &str| name.starts_with("files-");
        let names = fs::read_dir(&dist).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap());
        assert_eq!(names.filter(|name| is_list(name)).count(), 1);
        fs::remove_dir_all(dist).unwrap();
    }

    #[test]
    fn the_installed_page_has_the_atlas_s_title_and_icons_of_the_bundle() {
        let dist = dist("install");
        let (_, list) = run(&dist, SHIPPED);
        let manifest: Value = serde_json::from_slice(&fs::read(dist.join(MANIFEST)).unwrap()).unwrap();
        assert_eq!(manifest["name"], "Haut-Karabakh");
        assert_eq!(manifest["lang"], "fr");
        for icon in manifest["icons"].as_array().unwrap() {
            assert!(urls(&list).contains(&icon["src"].as_str().unwrap()), "{icon}");
        }
        fs::remove_dir_all(dist).unwrap();
    }

    #[test]
    fn the_installed_page_opens_in_the_colours_of_the_page() {
        let manifest: Value =
            serde_json::from_str(include_str!("../../../public/manifest.webmanifest")).unwrap();
        for key in ["theme_color", "background_color"] {
            let meta = format!(
                "content=\"{}\" media=\"(prefers-color-scheme: light)\"",
                manifest[key].as_str().unwrap()
            );
            assert!(SHIPPED.contains(&meta), "{key}: {meta}");
        }
    }

    #[test]
    fn icons_have_the_size_that_the_manifest_says() {
        let public = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../public");
        let manifest: Value =
            serde_json::from_str(include_str!("../../../public/manifest.webmanifest")).unwrap();
        for icon in manifest["icons"].as_array().unwrap() {
            let name = icon["src"].as_str().unwrap();
            if icon["type"] != "image/png" {
                continue;
            }
            // PNG: width and height stand big-endian in its first chunk.
            let png = fs::read(public.join(name)).unwrap();
            let at = |from: usize| u32::from_be_bytes(png[from..from + 4].try_into().unwrap());
            assert_eq!(icon["sizes"], format!("{}x{}", at(16), at(20)), "{name}");
        }
    }
}
