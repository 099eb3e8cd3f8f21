//! Names of the bundle's files that say what is in them: a page, its program and
//! its worker that name each other so can never be of two editions. trunk does it
//! for what it builds itself; what is written or changed after it is named here.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use base64::prelude::{BASE64_STANDARD as BASE64, Engine};
use prerender::page;
use sha2::{Digest, Sha256};

/// What the worker's loader says of its files, once it is minified.
const GLUE: &str = "GLUE=\"basemap.js\"";
const WASM: &str = "WASM=\"basemap_bg.wasm\"";
const INTEGRITY: &str = "{GLUE:\"\",WASM:\"\"}";

/// Renames the worker's files, the program's and the start script, which were
/// minified since trunk named them, and the copy of the script that stands in the page.
///
/// # Errors
/// A file is missing, or does not name what it should.
pub fn bundle(dist: &Path) -> Result<()> {
    let path = dist.join("index.html");
    let mut html = read(&path)?;
    for name in ["app-script", "app-wasm"] {
        let file = named(&html, name).with_context(|| format!("{} names no {name}", path.display()))?;
        let renamed = rename(dist, &file)?;
        html = html.replace(&file, &renamed);
    }
    html = set_named(&html, "app-first", &rename(dist, "first.js")?)?;
    let start = start_script(&html).context("the page has no start script")?;
    html = html.replace(&start, &rename(dist, &start)?);
    let (glue, wasm) = (rename(dist, "basemap.js")?, rename(dist, "basemap_bg.wasm")?);
    let loader = dist.join("basemap_loader.js");
    let integrity = |file: &str| Ok::<_, anyhow::Error>(integrity(&fs::read(dist.join(file))?));
    let text = read(&loader)?;
    let text = replaced(&text, GLUE, &format!("GLUE=\"{glue}\""))?;
    let text = replaced(&text, WASM, &format!("WASM=\"{wasm}\""))?;
    let known = format!("{{GLUE:\"{}\",WASM:\"{}\"}}", integrity(&glue)?, integrity(&wasm)?);
    let text = replaced(&text, INTEGRITY, &known)?;
    fs::write(&loader, text)?;
    html = set_named(&html, "app-worker", &rename(dist, "basemap_loader.js")?)?;
    fs::write(&path, html).with_context(|| format!("{} cannot be written", path.display()))
}

/// The script that starts the program, as trunk or [`bundle`] has named it.
pub fn start_script(html: &str) -> Option<String> {
    page::attribute(html, "script[src]", "src").map(without_dot)
}

/// What a page names its file of a kind, in a `meta` element.
pub fn named(html: &str, name: &str) -> Option<String> {
    page::attribute(html, &format!("meta[name={name}]"), "content").map(without_dot)
}

/// `html` with another file of that kind.
///
/// # Errors
/// It names none.
pub fn set_named(html: &str, name: &str, file: &str) -> Result<String> {
    let selector = format!("meta[name={name}]");
    page::set_attribute(html, &selector, "content", file).with_context(|| format!("the page names no {name}"))
}

/// `a.js` for `./a.js`.
pub fn without_dot(file: String) -> String {
    file.strip_prefix("./").map(str::to_owned).unwrap_or(file)
}

/// The digest of a file, as `integrity` has it.
pub fn integrity(content: &[u8]) -> String {
    format!("sha256-{}", BASE64.encode(Sha256::digest(content)))
}

/// The beginning of a digest, for names: 16 hexadecimal digits.
pub fn short(content: &[u8]) -> String {
    let first = Sha256::digest(content).iter().take(8).fold(0_u64, |word, byte| word << 8 | u64::from(*byte));
    format!("{first:016x}")
}

/// The file's new name, which it then has.
fn rename(dist: &Path, file: &str) -> Result<String> {
    let path = dist.join(file);
    let content = fs::read(&path).with_context(|| format!("{} cannot be read", path.display()))?;
    let renamed = with_hash(file, &short(&content));
    fs::rename(&path, dist.join(&renamed))
        .with_context(|| format!("{} cannot be renamed", path.display()))?;
    Ok(renamed)
}

/// `a-HASH_bg.wasm` for `a_bg.wasm`, and for one that had another hash.
fn with_hash(file: &str, hash: &str) -> String {
    let (stem, end) = file.rsplit_once('.').unwrap_or((file, ""));
    let (stem, tail) = stem.strip_suffix("_bg").map_or((stem, ""), |stem| (stem, "_bg"));
    let is_hash = |text: &str| text.len() >= 10 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let stem = stem.rsplit_once('-').filter(|(_, old)| is_hash(old)).map_or(stem, |(stem, _)| stem);
    format!("{stem}-{hash}{tail}.{end}")
}

fn replaced(text: &str, old: &str, new: &str) -> Result<String> {
    if text.matches(old).count() != 1 {
        bail!("the worker's loader has {old:?} {} times, expected once", text.matches(old).count());
    }
    Ok(text.replace(old, new))
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_one_hash() {
        assert_eq!(with_hash("basemap.js", "0123456789abcdef"), "basemap-0123456789abcdef.js");
        assert_eq!(with_hash("basemap_bg.wasm", "0123456789abcdef"), "basemap-0123456789abcdef_bg.wasm");
        assert_eq!(with_hash("a-fedcba9876543210_bg.wasm", "0123456789abcdef"), "a-0123456789abcdef_bg.wasm");
        assert_eq!(with_hash("basemap_loader.js", "0123456789abcdef"), "basemap_loader-0123456789abcdef.js");
    }

    #[test]
    fn the_loader_names_each_file_once() {
        let loader = include_str!("../../../src/basemap_loader.js").replace('\'', "\"").replace(' ', "");
        for text in [GLUE, WASM, INTEGRITY] {
            assert!(replaced(&loader, text, "").is_ok(), "{text}");
        }
    }

    #[test]
    fn the_page_names_its_files() {
        let page = include_str!("../../../index.html");
        for (name, file) in
            [("app-edition", ""), ("app-first", "first.js"), ("app-worker", "basemap_loader.js")]
        {
            assert_eq!(named(page, name).as_deref(), Some(file));
        }
        let page = set_named(page, "app-worker", "b.js").unwrap();
        assert_eq!(named(&page, "app-worker").as_deref(), Some("b.js"));
        assert!(set_named(&page, "app-nothing", "b.js").is_err());
    }
}
