//! The page's Content-Security-Policy and the code that stands in the page
//! itself: what the policy allows by hash, and nothing else.

use crate::names;

/// A `style` or `script` element that holds its content in the page.
#[derive(Clone, Debug, PartialEq)]
pub struct Inline<'a> {
    /// Its start tag.
    pub tag: &'a str,
    /// What it holds.
    pub content: &'a str,
}

impl Inline<'_> {
    /// Whether a browser would run it or style with it: not for data.
    pub fn is_code(&self) -> bool {
        !["application/json", "application/ld+json"]
            .iter()
            .any(|data| self.tag.contains(&format!(" type=\"{data}\"")))
    }

    /// The directive that decides about it.
    fn directive(&self) -> &'static str {
        if self.tag.starts_with("<style") { "style-src" } else { "script-src" }
    }

    /// As the policy names it.
    fn source(&self) -> String {
        format!("'{}'", names::integrity(self.content.as_bytes()))
    }
}

/// The elements of `html` that hold code or data, in order.
pub fn elements(html: &str) -> Vec<Inline<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = next(html, at) {
        let name = if html[start..].starts_with("<style") { "style" } else { "script" };
        let Some(open) = html[start..].find('>').map(|end| start + end + 1) else { break };
        let close = html[open..].find(&format!("</{name}")).map_or(html.len(), |end| open + end);
        let tag = &html[start..open];
        if !tag.contains(" src=") {
            found.push(Inline { tag, content: &html[open..close] });
        }
        at = close;
    }
    found
}

/// Where the next `style` or `script` element begins.
fn next(html: &str, from: usize) -> Option<usize> {
    let starts = ["<style", "<script"].into_iter().filter_map(|tag| html[from..].find(tag));
    starts.min().map(|at| from + at)
}

/// The first code in the page that its policy does not allow: an element whose
/// hash it lacks, or a `style` attribute, for which there is no hash.
pub fn forbidden(html: &str) -> Option<&str> {
    let policy = policy(html).unwrap_or_default();
    let elements = elements(html);
    let unknown = elements.iter().find(|element| {
        let rules = rule(policy, element.directive()).unwrap_or_default();
        element.is_code() && !rules.split(' ').any(|source| source == element.source())
    });
    if let Some(element) = unknown {
        return Some(element.tag);
    }
    let inside = |tag: &str| {
        let at = tag.as_ptr() as usize;
        elements.iter().any(|e| {
            let start = e.content.as_ptr() as usize;
            (start..start + e.content.len()).contains(&at)
        })
    };
    let mut tags = html.match_indices('<').filter_map(|(at, _)| html[at..].split_inclusive('>').next());
    tags.find(|tag| tag.contains(" style=") && !inside(tag))
}

/// `html` with a policy that allows `now` and no longer `before`. `None` where
/// it has no policy or the policy lacks a directive.
pub fn allowed(html: &str, before: &[Inline<'_>], now: &[Inline<'_>]) -> Option<String> {
    let old = policy(html)?;
    let mut rules: Vec<Vec<String>> =
        old.split(';').map(|rule| rule.split_whitespace().map(str::to_owned).collect()).collect();
    for element in before {
        for rule in &mut rules {
            rule.retain(|source| *source != element.source());
        }
    }
    for element in now {
        let rule = rules.iter_mut().find(|r| r.first().is_some_and(|name| name == element.directive()))?;
        if !rule.contains(&element.source()) {
            rule.push(element.source());
        }
    }
    let rules: Vec<String> = rules.iter().map(|rule| rule.join(" ")).collect();
    Some(html.replacen(old, &rules.join("; "), 1))
}

/// The page's policy, as it says it itself.
pub fn policy(html: &str) -> Option<&str> {
    let (_, rest) = html.split_once("http-equiv=\"Content-Security-Policy\"")?;
    let (_, rest) = rest.split_once("content=\"")?;
    rest.split_once('"').map(|(policy, _)| policy)
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
        let allowed = allowed(html, &[], &elements(html)).unwrap();
        assert!(allowed.contains("style-src 'self' 'sha256-"), "{allowed}");
        assert_eq!(forbidden(&allowed), None);
        assert_eq!(forbidden(&allowed.replace("p{}", "p{ }")), Some("<style>"));
        assert_eq!(forbidden(&allowed.replace("go()", "go(1)")), Some("<script>"));
        let swapped = allowed.replace("<style>p{}</style>", "<script>p{}</script>");
        assert_eq!(forbidden(&swapped), Some("<script>"), "a hash of a style allows no script");
    }
}
