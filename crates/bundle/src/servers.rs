//! Writes into a bundle how servers should serve it: the headers of
//! [`crate::headers`] in the words of nginx, Caddy, Netlify and Cloudflare
//! Pages. Comments in the written files say what has to be changed by hand.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::headers::{self, Lasting};

const NGINX: &str = include_str!("servers/nginx.conf");
const CADDY: &str = include_str!("servers/Caddyfile");
const HEADERS: &str = include_str!("servers/_headers");

/// What Netlify and Cloudflare Pages read, and do not serve.
pub const HEADERS_FILE: &str = "_headers";

/// Where the files for nginx and Caddy are in a bundle.
pub const FOLDER: &str = "servers";

/// Writes `servers/nginx.conf`, `servers/Caddyfile` and `_headers` for the page
/// that is in `dist` now.
///
/// # Errors
/// There is no page, it has no policy, or a file cannot be written.
pub fn write(dist: &Path) -> Result<()> {
    let page = dist.join("index.html");
    let html = fs::read_to_string(&page).with_context(|| format!("{} cannot be read", page.display()))?;
    let (Some(exact), Some(lasting)) = (headers::policy(&html), Lasting::of(&html)) else {
        bail!("{} names no Content-Security-Policy", page.display());
    };
    if let Some(odd) = exact.chars().find(|letter| matches!(letter, '"' | '\\' | '$' | '{' | '\n')) {
        bail!("{}: its policy has a {odd:?}, which servers read as something else", page.display());
    }
    let folder = dist.join(FOLDER);
    fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    let put = |path: &Path, text: String| {
        fs::write(path, text).with_context(|| format!("{} cannot be written", path.display()))
    };
    put(&folder.join("nginx.conf"), nginx(&lasting))?;
    put(&folder.join("Caddyfile"), caddy(&lasting))?;
    put(&dist.join(HEADERS_FILE), netlify(&exact, &hashed_names(dist)?))
}

fn nginx(policy: &Lasting) -> String {
    let lines = headers::FIXED.map(|(name, value)| format!("        add_header {name} \"{value}\" always;"));
    let types = headers::TYPES.map(|(end, kind)| format!("            \"{kind}\" {end};"));
    filled(NGINX, policy, &lines, &types)
}

fn caddy(policy: &Lasting) -> String {
    let lines = headers::FIXED.map(|(name, value)| format!("\t\t\t{name} \"{value}\""));
    let types = headers::TYPES.map(|(end, kind)| {
        format!(
            "\t\t@{end} {{\n\t\t\tpath *.{end}\n\t\t\tfile\n\t\t}}\n\t\theader @{end} Content-Type \"{kind}\""
        )
    });
    filled(CADDY, policy, &lines, &types)
}

fn filled(template: &str, policy: &Lasting, lines: &[String], types: &[String]) -> String {
    template
        .replace("{page}", &policy.page)
        .replace("{rest}", &policy.rest)
        .replace("{revalidated}", headers::REVALIDATED)
        .replace("{for_good}", headers::FOR_GOOD)
        .replace("{hashed}", headers::HASHED)
        .replace("{types}", &types.join("\n"))
        .replace("{headers}", &lines.join("\n"))
}

/// Published with the page, so it may say exactly what the page says. Hashed
/// files stand here by their names: neither of the two knows a pattern for a hash, and one of
/// them joins what several rules say of a header.
fn netlify(policy: &str, hashed: &[String]) -> String {
    let mut lines = vec![format!("  Content-Security-Policy: {policy}")];
    lines.extend(headers::FIXED.map(|(name, value)| format!("  {name}: {value}")));
    let mut rules = String::new();
    for name in hashed {
        let _ = write!(rules, "\n/{name}\n  Cache-Control: {}", headers::FOR_GOOD);
    }
    HEADERS.replace("{headers}", &lines.join("\n")).replace("{hashed}", rules.trim_start())
}

fn hashed_names(dist: &Path) -> Result<Vec<String>> {
    let entries = fs::read_dir(dist).with_context(|| format!("{} cannot be read", dist.display()))?;
    let names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut hashed: Vec<String> = names.filter(|name| headers::cache(name) == headers::FOR_GOOD).collect();
    hashed.sort();
    Ok(hashed)
}

#[cfg(test)]
mod tests {
    use super::*;

    const POLICY: &str = "default-src 'none'; frame-ancestors *";

    #[test]
    fn every_header_is_in_every_file() {
        let lasting = Lasting { page: POLICY.to_owned(), rest: POLICY.to_owned() };
        for text in [nginx(&lasting), caddy(&lasting), netlify(POLICY, &[])] {
            for (name, value) in headers::FIXED.into_iter().chain([("Content-Security-Policy", POLICY)]) {
                assert!(text.contains(name) && text.contains(value), "{name}: {text}");
            }
            for mark in ["{headers}", "{types}", "{page}", "{rest}", "{hashed}", "{for_good}"] {
                assert!(!text.contains(mark), "{mark}: {text}");
            }
        }
    }

    #[test]
    fn a_host_without_patterns_is_told_the_names() {
        let text = netlify(POLICY, &["a-0123456789abcdef.js".to_owned()]);
        let want = "/a-0123456789abcdef.js\n  Cache-Control: public, max-age=31536000, immutable\n";
        assert!(text.ends_with(want), "{text}");
        assert_eq!(text.matches("Cache-Control").count(), 1, "{text}");
    }

    /// Cloudflare Pages reads 100 rules, and 2,000 characters a line.
    #[test]
    fn the_lines_are_short_enough_for_cloudflare() {
        let hashes = " 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='".repeat(6);
        let page = crate::policy::policy(include_str!("../../../index.html")).unwrap();
        let longest = netlify(&format!("{page}{hashes}"), &[]).lines().map(str::len).max();
        assert!(longest < Some(2000), "{longest:?}");
    }
}
