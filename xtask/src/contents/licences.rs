//! The licences of everything in a bundle as one text: a list of the crates, and
//! each licence's text once, with those that it is for.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::component::{Component, Components, Id};

const RULE: &str = "--------------------------------------------------------------------------------";

/// What stands above the list of a bundle's crates.
pub const OF_BUNDLE: &str = "\
What this bundle is made of, and under which licences

The programs of this page (its .wasm files, and the scripts that wasm-bindgen
writes beside them) contain the crates listed here. Below the list is the text
of every licence that comes with them; where a crate comes without one, the
common text of the licence that it names.

What geodata/ holds has licences of its own: see geodata/LICENSE.md and
geodata/SOURCES.md.
";

/// What stands above the list of the crates of the program for authors.
pub const OF_PROGRAM: &str = "\
What the program confins is made of, and under which licences

It contains the crates listed here, and the standard library of Rust (MIT or
Apache-2.0). Below the list is the text of every licence that comes with them;
where a crate comes without one, the common text of the licence that it names.
What the folder bundle/ is made of is said there.
";

/// The texts of the two licences that this project has itself.
pub struct Own {
    mit: String,
    apache: String,
}

impl Own {
    /// Reads them in the checkout.
    ///
    /// # Errors
    /// One is missing.
    pub fn read(root: &Path) -> Result<Self> {
        let read = |name: &str| {
            let path = root.join(name);
            let text =
                fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))?;
            Ok::<_, anyhow::Error>(text.trim_end().to_owned())
        };
        Ok(Self { mit: read("LICENSE-MIT")?, apache: read("LICENSE-APACHE")? })
    }

    /// The text for a crate that brings none: of MIT with its authors, else of
    /// Apache-2.0, if it names either.
    fn common(&self, component: &Component) -> Option<String> {
        let licence = component.licence.as_deref()?;
        let names = |name: &str| licence.split([' ', '(', ')']).any(|word| word == name);
        if names("MIT") {
            let named = !component.own && !component.authors.is_empty();
            let line = |line: &str| {
                if named && line.starts_with("Copyright") {
                    format!("Copyright (c) {}", component.authors.join(", "))
                } else {
                    line.to_owned()
                }
            };
            return Some(self.mit.lines().map(line).collect::<Vec<_>>().join("\n"));
        }
        names("Apache-2.0").then(|| self.apache.clone())
    }
}

/// The whole text, below its `head`.
pub fn text(head: &str, components: &Components, own: &Own) -> String {
    let mut text = format!("{head}\n{RULE}\n\n");
    for (id, component) in components {
        let licence = component.licence.as_deref().unwrap_or("see below");
        let _ = writeln!(text, "{}: {licence}", called(id));
    }
    let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (id, component) in components {
        let brought: Vec<String> = if component.texts.is_empty() {
            own.common(component).into_iter().collect()
        } else {
            component.texts.iter().map(|(_, text)| text.clone()).collect()
        };
        for brought in brought {
            let users = texts.entry(brought).or_default();
            if users.last() != Some(&called(id)) {
                users.push(called(id));
            }
        }
    }
    // By whom they are for, so that one more crate moves nothing else.
    let mut texts: Vec<(Vec<String>, String)> =
        texts.into_iter().map(|(text, users)| (users, text)).collect();
    texts.sort();
    for (users, licence) in texts {
        let _ = write!(text, "\n{RULE}\n\n{}\n\n{licence}\n", users.join(", "));
    }
    text
}

fn called((name, version): &Id) -> String {
    format!("{name} {version}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own() -> Own {
        Own { mit: "MIT\nCopyright (c) us\nMay be used.".into(), apache: "Apache".into() }
    }

    fn component(licence: &str, texts: &[&str]) -> Component {
        Component {
            licence: Some(licence.to_owned()),
            authors: vec!["Ani".to_owned()],
            texts: texts.iter().map(|text| ("LICENSE".to_owned(), (*text).to_owned())).collect(),
            ..Component::default()
        }
    }

    #[track_caller]
    fn check(all: &[(&str, Component)], want: &str) {
        let components =
            all.iter().map(|(name, c)| (((*name).to_owned(), "1.0.0".to_owned()), c.clone())).collect();
        let text = text(OF_BUNDLE, &components, &own());
        assert!(text.contains(want), "{text}");
    }

    #[test]
    fn a_text_stands_once_with_all_that_it_is_for() {
        let all = [("a", component("MIT", &["Be kind."])), ("b", component("MIT", &["Be kind."]))];
        check(&all, "\n\na 1.0.0, b 1.0.0\n\nBe kind.\n");
        check(&all, "a 1.0.0: MIT\nb 1.0.0: MIT\n");
    }

    #[test]
    fn a_crate_without_a_text_gets_the_common_one() {
        check(
            &[("a", component("Apache-2.0 OR MIT", &[]))],
            "a 1.0.0\n\nMIT\nCopyright (c) Ani\nMay be used.\n",
        );
        check(&[("a", component("Apache-2.0", &[]))], "a 1.0.0\n\nApache\n");
    }
}
