//! The release bundle.

use std::fs;
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::compress;
use crate::process::{self, say};
use crate::project::Project;
use crate::setup::Bundler;

/// Writes `dist/`: what trunk builds, and compressed copies beside each file.
///
/// # Errors
/// A tool is missing, or one of the steps fails.
pub fn bundle(project: &Project) -> Result<()> {
    let bundler = Bundler::ready(project)?;
    bundle_with(project, &bundler)
}

/// [`bundle`], with tools that were found already.
///
/// # Errors
/// One of the steps fails.
pub fn bundle_with(project: &Project, bundler: &Bundler) -> Result<()> {
    let begun = Instant::now();
    say("trunk build --release (about 1 minute; the first time 2 to 5)");
    let mut trunk = bundler.command(project, "trunk");
    trunk.args(["build", "--release", "--offline"]);
    // Where trunk failed inside itself is of no use to whoever reads why.
    process::run(trunk.env("RUST_BACKTRACE", "0"))?;
    let page = project.dist.join("index.html");
    nothing_inline(&page)?;
    say("writing brotli and gzip copies");
    let sizes = compress::folder(&project.dist)?;
    print!("{}", compress::table(&sizes));
    say(format!("{} is ready ({:.0} s)", project.shown(&project.dist), begun.elapsed().as_secs_f64()));
    Ok(())
}

/// The page's policy forbids inline scripts and styles; a page that has one
/// would stay blank, so it must not leave the build.
fn nothing_inline(page: &Path) -> Result<()> {
    let html = fs::read_to_string(page).with_context(|| format!("{} cannot be read", page.display()))?;
    if let Some(found) = inline_code(&html) {
        bail!("{}: inline code, which the page's policy forbids: {found}", page.display());
    }
    Ok(())
}

/// The first tag that carries code in the page itself.
fn inline_code(html: &str) -> Option<&str> {
    html.match_indices('<').filter_map(|(at, _)| html[at..].split_inclusive('>').next()).find(|tag| {
        tag.starts_with("<style")
            || tag.contains(" style=")
            || (tag.starts_with("<script") && !tag.contains(" src="))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_of_its_own_file_is_fine() {
        let html = r#"<html><script type="module" src="a.js"></script><p>style = 1</p>"#;
        assert_eq!(inline_code(html), None);
    }

    #[test]
    fn code_in_the_page_is_found() {
        assert_eq!(inline_code("<p><script type=\"module\">go()</script>"), Some("<script type=\"module\">"));
        assert_eq!(inline_code("<style>p{}</style>"), Some("<style>"));
        assert!(inline_code("<p style=\"color:red\">").is_some());
    }
}
