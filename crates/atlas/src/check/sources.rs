//! The headings of `SOURCES.md`, which features name as their source. What
//! stands under a heading is for readers.

/// The ids of a Markdown text's `#` headings: the one in braces
/// (`## Exclaves {#osm-exclaves}`), else the heading in lower case, hyphens
/// for spaces, other punctuation dropped, as GitHub makes them.
///
/// Headings inside code fences do not count.
#[must_use]
pub fn heading_ids(markdown: &str) -> Vec<String> {
    let mut in_fence = false;
    let mut ids = Vec::new();
    for line in markdown.lines() {
        if line.trim_start().starts_with("```") {
            in_fence = !in_fence;
        }
        let Some(heading) = line.strip_prefix('#').filter(|_| !in_fence) else {
            continue;
        };
        let Some(heading) = heading.trim_start_matches('#').strip_prefix(' ') else {
            continue;
        };
        let heading = heading.trim();
        let given =
            heading.strip_suffix('}').and_then(|h| h.rsplit_once("{#")).map(|(_, id)| id.trim().to_owned());
        ids.push(given.unwrap_or_else(|| slug(heading)));
    }
    ids
}

fn slug(heading: &str) -> String {
    let kept = heading.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.flat_map(char::to_lowercase).map(|c| if c == ' ' { '-' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(markdown: &str, want: &[&str]) {
        assert_eq!(heading_ids(markdown), want);
    }

    #[test]
    fn a_heading_of_any_level_counts() {
        check("# one\ntext\n### two", &["one", "two"]);
    }

    #[test]
    fn spaces_become_hyphens_and_punctuation_goes() {
        check("## `OSM`: the Exclaves", &["osm-the-exclaves"]);
    }

    #[test]
    fn an_id_in_braces_wins() {
        check("## Exclaves, 2017 {#osm-exclaves}", &["osm-exclaves"]);
    }

    #[test]
    fn code_and_hashtags_are_no_headings() {
        check("```\n# a comment\n```\n#tag", &[]);
    }
}
