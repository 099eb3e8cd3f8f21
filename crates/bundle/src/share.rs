//! What a page that knows its address says to those who embed it: oEmbed 1.0
//! (<https://oembed.com>), by which newsroom systems turn a pasted address into a frame.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use atlas::{Atlas, Manifest};
use documents::doc::escaped;
use documents::share::embed;
use prerender::{First, page};
use serde_json::{Value, json};

use crate::files;

/// The answer to whoever asks what the page is.
const FILE: &str = "oembed.json";

/// The elements of a page that say its address.
const ADDRESS: &str = "link[rel=canonical], link[type='application/json+oembed']";

/// How large a frame is that asks for no size, in CSS pixels: map and text beside each
/// other.
const SIZE: [u32; 2] = [960, 640];

/// The address of a site, as it was typed, with a slash in the end.
///
/// # Errors
/// It is none.
pub fn home(url: &str) -> Result<String> {
    let is_web = url.starts_with("https://") || url.starts_with("http://");
    if !is_web || url.contains(|letter: char| letter.is_whitespace() || "\"<>#?".contains(letter)) {
        bail!("{url:?} is no address of a site, expected one like https://example.org/map/");
    }
    Ok(if url.ends_with('/') { url.to_owned() } else { format!("{url}/") })
}

/// `html` with the links that say that the page is at `home`; without any, where that is
/// not known. The atlas in `dist` says what is answered.
///
/// # Errors
/// The atlas cannot be read, or the answer not be written.
pub fn addressed(dist: &Path, html: &str, home: Option<&str>, first: &First) -> Result<String> {
    let html = page::without(html, ADDRESS);
    let path = dist.join(FILE);
    let Some(home) = home else {
        // What another run has written is no longer true.
        let _ = fs::remove_file(path);
        return Ok(html);
    };
    let answer = answer(&dist.join(files::ATLAS), home, first)?;
    fs::write(path, format!("{answer:#}\n")).with_context(|| format!("{FILE} cannot be written"))?;
    let (home, title) = (escaped(home), escaped(&first.title));
    let links = format!(
        "<link rel=\"canonical\" href=\"{home}\"><link rel=\"alternate\" type=\"application/json+oembed\" href=\"{home}{FILE}\" title=\"{title}\">"
    );
    Ok(page::append(&html, "head", &links)?)
}

fn answer(atlas: &Path, home: &str, first: &First) -> Result<Value> {
    let read = |file: &str| {
        let path = atlas.join(file);
        fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))
    };
    let manifest = read("atlas.json")?;
    let Manifest { regions, claims, .. } = Manifest::parse(&manifest)?;
    let atlas = Atlas::parse(&manifest, &read(&regions)?, &read(&claims)?)?;
    let [width, height] = SIZE;
    Ok(json!({
        "version": "1.0",
        "type": "rich",
        "title": first.title,
        "provider_name": "Confins",
        "html": embed(&atlas, &format!("{home}?embed"), first.lang),
        "width": width,
        "height": height,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_ends_with_a_slash() {
        assert_eq!(home("https://example.org/map").unwrap(), "https://example.org/map/");
        assert_eq!(home("http://localhost/").unwrap(), "http://localhost/");
        for no in ["example.org", "ftp://example.org/", "https://example.org/?a", "https://a/\"onload"] {
            assert!(home(no).is_err(), "{no}");
        }
    }
}
