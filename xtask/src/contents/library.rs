//! The standard library, which is in every program: compiled by whoever made the
//! toolchain, who says what it is made of in a page beside it, or built with the
//! app from Debian's sources.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::component::{Component, Components, Id, PROGRAMS};
use super::crates::{self, Asked};
use crate::process;
use crate::project::Project;
use crate::setup::{Bundler, TARGET};

/// Adds the library and the crates in it; answers which compiler it belongs to.
pub fn add(project: &Project, bundler: &Bundler, components: &mut Components) -> Result<String> {
    let ask = |flags: &[&str]| process::answer(bundler.command(project, "rustc").args(flags));
    let compiler = ask(&["--version"]).context("`rustc --version` says nothing")?.trim().to_owned();
    let version = compiler.split(' ').nth(1).unwrap_or_default().to_owned();
    let parts = if let Some(manifest) = bundler.toolchain.library() {
        from_source(project, bundler, manifest)?
    } else {
        let sysroot = ask(&["--print", "sysroot"]).context("`rustc --print sysroot` says nothing")?;
        compiled(Path::new(sysroot.trim()))?
    };
    let id: Id = ("std".to_owned(), version);
    for program in PROGRAMS {
        if let Some((_, own)) = components.iter_mut().find(|((name, _), _)| name == program) {
            own.needs.insert(id.clone());
        }
    }
    let library = Component {
        licence: Some("MIT OR Apache-2.0".to_owned()),
        authors: vec!["The Rust Project Developers".to_owned()],
        repository: Some("https://github.com/rust-lang/rust".to_owned()),
        needs: parts.keys().cloned().collect(),
        ..Component::default()
    };
    components.extend(parts);
    components.insert(id, library);
    Ok(compiler)
}

/// The crates from elsewhere that the library is built with here.
fn from_source(project: &Project, bundler: &Bundler, manifest: &str) -> Result<Components> {
    let asked = Asked::of_bundle(project, bundler);
    let mut needs: BTreeMap<Id, BTreeSet<Id>> = BTreeMap::new();
    crates::read_tree(&crates::tree(asked, Some(manifest), "std")?, &mut needs)?;
    let mut parts = crates::described(asked, Some(manifest), &needs)?;
    let own: Vec<Id> = parts.iter().filter(|(_, part)| part.own).map(|(id, _)| id.clone()).collect();
    parts.retain(|_, part| !part.own);
    for part in parts.values_mut() {
        part.needs.retain(|id| !own.contains(id));
    }
    Ok(parts)
}

/// The crates from elsewhere that are compiled into the library of a toolchain,
/// as far as the page about its licences knows them.
fn compiled(sysroot: &Path) -> Result<Components> {
    let page = sysroot.join("share/doc/rust/COPYRIGHT-library.html");
    let Ok(html) = fs::read_to_string(&page) else { return Ok(Components::new()) };
    let folder = sysroot.join("lib/rustlib").join(TARGET).join("lib");
    let files = fs::read_dir(&folder).with_context(|| format!("{} cannot be read", folder.display()))?;
    let names: BTreeSet<String> = files
        .flatten()
        .filter_map(|file| {
            let name = file.file_name().into_string().ok()?;
            let (name, _) = name.strip_prefix("lib")?.strip_suffix(".rlib")?.rsplit_once('-')?;
            Some(name.to_owned())
        })
        .collect();
    Ok(notices(&html).into_iter().filter(|((name, _), _)| names.contains(&name.replace('-', "_"))).collect())
}

/// What a toolchain's page says of each crate.
fn notices(html: &str) -> Components {
    let mut components = Components::new();
    for section in html.split("<h3>").skip(1) {
        let Some((title, rest)) = section.split_once("</h3>") else { continue };
        let Some((name, version)) = name_and_version(title) else { continue };
        let said = |what: &str| {
            let (_, value) = rest.split_once(&format!("<b>{what}:</b>"))?;
            Some(characters(value.split("</p>").next()?.trim()))
        };
        let texts = rest.split("<summary><code>").skip(1).filter_map(|part| {
            let (name, part) = part.split_once("</code>")?;
            let (_, part) = part.split_once("<pre>")?;
            Some((
                name.to_owned(),
                characters(part.split("</pre>").next()?).trim_matches('\n').trim_end().to_owned(),
            ))
        });
        let component = Component {
            licence: said("License").map(|licence| crates::spdx(&licence)),
            authors: said("Authors").into_iter().collect(),
            texts: texts.collect(),
            ..Component::default()
        };
        components.insert((name.to_owned(), version.to_owned()), component);
    }
    components
}

/// `cfg-if` and `1.0.4` of `📦 cfg-if-1.0.4`.
fn name_and_version(title: &str) -> Option<(&str, &str)> {
    let title = title.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
    let is_before_version = |at: &usize| title[at + 1..].starts_with(|c: char| c.is_ascii_digit());
    let at = title.match_indices('-').map(|(at, _)| at).find(is_before_version)?;
    Some((&title[..at], &title[at + 1..]))
}

/// What HTML means by its entities, of which such a page has those for markup.
fn characters(html: &str) -> String {
    [
        ("&#60;", "<"),
        ("&lt;", "<"),
        ("&#62;", ">"),
        ("&gt;", ">"),
        ("&#34;", "\""),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#38;", "&"),
        ("&amp;", "&"),
    ]
    .iter()
    .fold(html.to_owned(), |text, (entity, character)| text.replace(entity, character))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_about_licences_names_each_crate() {
        let html = "<h2>x</h2><h3>📦 rustc-demangle-0.1.27</h3>
            <p><b>Authors:</b> Ani &#60;ani@example.org&#62;</p> <p><b>License:</b> MIT/Apache-2.0</p>
            <details><summary><code>LICENSE-MIT</code></summary><pre>\n  The &#34;Software&#34;\n</pre></details>
            <h3>📦 wasi-0.11.1+snapshot-preview1</h3><p><b>License:</b> MIT</p>";
        let found = notices(html);
        let ids: Vec<(&str, &str)> = found.keys().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        assert_eq!(ids, [("rustc-demangle", "0.1.27"), ("wasi", "0.11.1+snapshot-preview1")]);
        let first = found.values().next().unwrap();
        assert_eq!(first.licence.as_deref(), Some("MIT OR Apache-2.0"));
        assert_eq!(first.authors, ["Ani <ani@example.org>"]);
        assert_eq!(first.texts, [("LICENSE-MIT".to_owned(), "  The \"Software\"".to_owned())]);
    }
}
