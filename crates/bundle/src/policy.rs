//! The page's Content-Security-Policy and the code that stands in the page
//! itself: what the policy allows by hash, and nothing else.

use prerender::page::{self, Inline};

use crate::names;

/// Where the page says its policy.
const POLICY: &str = "meta[http-equiv=Content-Security-Policy]";

/// What a browser would run, or style with, of what stands in the page: not data.
pub fn code(html: &str) -> Vec<Inline<'_>> {
    let is_data = |kind: &str| ["application/json", "application/ld+json", "text/plain"].contains(&kind);
    let mut found = page::inline(html);
    found.retain(|element| !element.kind.as_deref().is_some_and(is_data));
    found
}

/// The directive that decides about an element.
fn directive(element: &Inline<'_>) -> &'static str {
    if element.is_style { "style-src" } else { "script-src" }
}

/// An element as the policy names it.
fn source(element: &Inline<'_>) -> String {
    format!("'{}'", names::integrity(element.content.as_bytes()))
}

/// The first code in the page that its policy does not allow: an element whose
/// hash it lacks, or a `style` attribute, for which there is no hash.
pub fn forbidden(html: &str) -> Option<&str> {
    let policy = policy(html).unwrap_or_default();
    let is_unknown = |element: &Inline<'_>| {
        let rules = rule(&policy, directive(element)).unwrap_or_default();
        !rules.split(' ').any(|allowed| allowed == source(element))
    };
    let unknown = code(html).into_iter().find(is_unknown).map(|element| element.tag);
    unknown.or_else(|| page::tags(html, "[style]").into_iter().next())
}

/// `html` with a policy that allows `now` and no longer `before`. `None` where
/// it has no policy or the policy lacks a directive.
pub fn allowed(html: &str, before: &[Inline<'_>], now: &[Inline<'_>]) -> Option<String> {
    let old = policy(html)?;
    let mut rules: Vec<Vec<String>> =
        old.split(';').map(|rule| rule.split_whitespace().map(str::to_owned).collect()).collect();
    for element in before {
        for rule in &mut rules {
            rule.retain(|allowed| *allowed != source(element));
        }
    }
    for element in now {
        let rule = rules.iter_mut().find(|r| r.first().is_some_and(|name| name == directive(element)))?;
        if !rule.contains(&source(element)) {
            rule.push(source(element));
        }
    }
    let rules: Vec<String> = rules.iter().map(|rule| rule.join(" ")).collect();
    page::set_attribute(html, POLICY, "content", &rules.join("; ")).ok()
}

/// The page's policy, as it says it itself.
pub fn policy(html: &str) -> Option<String> {
    page::attribute(html, POLICY, "content")
}

fn rule<'a>(policy: &'a str, directive: &str) -> Option<&'a str> {
    policy.split(';').map(str::trim).find(|rule| rule.split(' ').next() == Some(directive))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(body: &str, want: Option<&str>) {
        let html = format!(
            "<meta http-equiv=\"Content-Security-Policy\" content=\"script-src 'self'; style-src 'self'\">{body}"
        );
        assert_eq!(forbidden(&html), want);
    }

    #[test]
    fn a_script_of_its_own_file_is_fine() {
        check(r#"<script type="module" src="a.js"></script><p>style = 1</p>"#, None);
    }

    #[test]
    fn data_is_fine_whatever_it_says() {
        check(r#"<script type="application/ld+json">{"a":" style=\u003c>"}</script>"#, None);
    }

    #[test]
    fn code_in_the_page_is_found() {
        check("<p><script type=\"module\">go()</script>", Some("<script type=\"module\">"));
        check("<style>p{}</style>", Some("<style>"));
        check("<p style=\"color:red\">", Some("<p style=\"color:red\">"));
    }

    #[test]
    fn only_exactly_what_is_allowed_is_fine() {
        let html = "<meta http-equiv=\"Content-Security-Policy\" content=\"script-src 'self'; style-src 'self'\"><style>p{}</style><script>go()</script>";
        let allowed = allowed(html, &[], &code(html)).unwrap();
        assert!(allowed.contains("style-src 'self' 'sha256-"), "{allowed}");
        assert_eq!(forbidden(&allowed), None);
        assert_eq!(forbidden(&allowed.replace("p{}", "p{ }")), Some("<style>"));
        assert_eq!(forbidden(&allowed.replace("go()", "go(1)")), Some("<script>"));
        let swapped = allowed.replace("<style>p{}</style>", "<script>p{}</script>");
        assert_eq!(forbidden(&swapped), Some("<script>"), "a hash of a style allows no script");
    }
}
