//! The page that the build fills: what stands in it is found by a tokenizer of
//! HTML, never by its spelling.
//!
//! Places are named by a selector of CSS, or, where no element is alone, by two
//! comments: what stands between `<!-- first:NAME -->` and `<!-- /first:NAME -->`.

use std::cell::RefCell;
use std::ops::Range;

use lol_html::html_content::{ContentType, Element};
use lol_html::{RewriteStrSettings, doc_comments, element, rewrite_str, text};

use crate::{FirstError, markup::escaped};

/// The attribute `name` of the first element that `selector` finds and that has
/// it, as it is written.
pub fn attribute(html: &str, selector: &str, name: &str) -> Option<String> {
    attributes(html, selector, name).into_iter().next()
}

/// The attribute `name` of each element that `selector` finds and that has it,
/// in the page's order, as it is written.
pub fn attributes(html: &str, selector: &str, name: &str) -> Vec<String> {
    let mut found = Vec::new();
    each(html, selector, |element| found.extend(element.get_attribute(name)));
    found
}

/// `html` with `value` as the attribute `name` of each element that `selector`
/// finds.
///
/// # Errors
/// The page has no such element, or an attribute cannot have that name.
pub fn set_attribute(html: &str, selector: &str, name: &str, value: &str) -> Result<String, FirstError> {
    let mut wrong = None;
    let page = changed(html, selector, |element| {
        wrong = element.set_attribute(name, &escaped(value)).err();
    })?;
    wrong.map_or(Ok(page), |error| Err(FirstError::Name { name: name.to_owned(), error }))
}

/// `html` with `characters` as all that each element holds that `selector` finds.
///
/// # Errors
/// The page has no such element.
pub fn set_text(html: &str, selector: &str, characters: &str) -> Result<String, FirstError> {
    changed(html, selector, |element| element.set_inner_content(&escaped(characters), ContentType::Html))
}

/// `html` with `content`, markup, as the last that each element holds that `selector` finds.
///
/// # Errors
/// The page has no such element.
pub fn append(html: &str, selector: &str, content: &str) -> Result<String, FirstError> {
    changed(html, selector, |element| element.append(content, ContentType::Html))
}

/// `html` without the elements that `selector` finds.
pub fn without(html: &str, selector: &str) -> String {
    each(html, selector, |element| {
        element.remove();
    })
}

/// `html` with `content` at the mark `name`, in place of what stood there.
///
/// # Errors
/// The page lacks the mark, or its end.
pub fn fill(html: &str, name: &str, content: &str) -> Result<String, FirstError> {
    let comments = all_comments(html);
    let find = |mark: String| {
        let found = comments.iter().find(|(told, _)| *told == mark).map(|(_, at)| at.clone());
        found.ok_or_else(|| FirstError::Lacks(format!("<!--{mark}-->")))
    };
    let (start, end) = (find(format!(" first:{name} "))?, find(format!(" /first:{name} "))?);
    Ok(format!("{}{content}{}", &html[..start.end], &html[end.start..]))
}

/// The page without comments, but for the marks of what the build writes.
pub fn without_comments(html: &str) -> String {
    let is_mark = |told: &str| told.trim_start_matches([' ', '/']).starts_with("first:");
    let comments = all_comments(html).into_iter().filter(|(told, _)| !is_mark(told));
    let (mut page, mut from) = (String::new(), 0);
    for (_, at) in comments {
        page.push_str(&html[from..at.start]);
        from = at.end;
    }
    page + &html[from..]
}

/// A `style` or `script` element that holds its content in the page.
#[derive(Clone, Debug, PartialEq)]
pub struct Inline<'a> {
    /// Its start tag.
    pub tag: &'a str,
    /// What it holds.
    pub content: &'a str,
    /// Whether it is a style; else it is a script.
    pub is_style: bool,
    /// Its `type`, where it has one.
    pub kind: Option<String>,
}

/// The elements of `html` that hold code or data, in order.
pub fn inline(html: &str) -> Vec<Inline<'_>> {
    const HOLDING: &str = "style, script:not([src])";
    let found: RefCell<Vec<Inline<'_>>> = RefCell::default();
    let starts = element!(HOLDING, |element| {
        let tag = &html[element.source_location().bytes()];
        let kind = element.get_attribute("type");
        let is_style = element.tag_name() == "style";
        found.borrow_mut().push(Inline { tag, content: "", is_style, kind });
        Ok(())
    });
    let holds = text!(HOLDING, |chunk| {
        if let Some(inline) = found.borrow_mut().last_mut() {
            inline.content = joined(html, inline.content, chunk.source_location().bytes());
        }
        Ok(())
    });
    let settings = RewriteStrSettings::new();
    rewritten(html, settings.append_element_content_handler(starts).append_element_content_handler(holds));
    found.into_inner()
}

/// The start tags of the elements that `selector` finds.
pub fn tags<'a>(html: &'a str, selector: &str) -> Vec<&'a str> {
    let mut found = Vec::new();
    each(html, selector, |element| found.push(&html[element.source_location().bytes()]));
    found
}

/// A part of `html` with what follows it.
fn joined<'a>(html: &'a str, part: &str, next: Range<usize>) -> &'a str {
    &html[next.end - (part.len() + next.len())..next.end]
}

/// What each comment says, and where it stands.
fn all_comments(html: &str) -> Vec<(String, Range<usize>)> {
    let mut found = Vec::new();
    let comments = doc_comments!(|comment| {
        found.push((comment.text(), comment.source_location().bytes()));
        Ok(())
    });
    rewritten(html, RewriteStrSettings::new().append_document_content_handler(comments));
    found
}

/// `html` after `change` of each element that `selector` finds.
fn changed(
    html: &str,
    selector: &str,
    mut change: impl FnMut(&mut Element<'_, '_>),
) -> Result<String, FirstError> {
    let mut is_there = false;
    let page = each(html, selector, |element| {
        is_there = true;
        change(element);
    });
    if is_there { Ok(page) } else { Err(FirstError::Lacks(selector.to_owned())) }
}

/// `html` after `seen` has had each element that `selector` finds.
fn each(html: &str, selector: &str, mut seen: impl FnMut(&mut Element<'_, '_>)) -> String {
    let elements = element!(selector, |element| {
        seen(element);
        Ok(())
    });
    rewritten(html, RewriteStrSettings::new().append_element_content_handler(elements))
}

fn rewritten(html: &str, settings: RewriteStrSettings<'_, '_>) -> String {
    // Not strict: where even a browser's parser would have to guess, so may this.
    rewrite_str(html, settings.with_strict(false)).expect("no handler fails, and no memory is denied")
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<p><!-- first:text --><!-- /first:text --></p>";

    #[test]
    fn a_mark_is_filled_again_and_again() {
        let once = fill(PAGE, "text", "a").unwrap();
        assert_eq!(once, "<p><!-- first:text -->a<!-- /first:text --></p>");
        assert_eq!(fill(&once, "text", "a").unwrap(), once);
    }

    #[test]
    fn a_mark_in_a_text_is_no_mark() {
        let page = "<title><!-- first:text --></title><p><!-- first:text -->a<!-- /first:text --></p>";
        let want = "<title><!-- first:text --></title><p><!-- first:text -->b<!-- /first:text --></p>";
        assert_eq!(fill(page, "text", "b").unwrap(), want);
    }

    #[test]
    fn what_is_missing_is_named() {
        let error = fill(PAGE, "data", "").unwrap_err();
        assert_eq!(error.to_string(), "the page lacks <!-- first:data -->");
        let error = fill("<!-- first:data -->", "data", "").unwrap_err();
        assert_eq!(error.to_string(), "the page lacks <!-- /first:data -->");
        let error = set_attribute("<p>", "meta[name=a]", "content", "").unwrap_err();
        assert_eq!(error.to_string(), "the page lacks meta[name=a]");
    }

    #[test]
    fn markup_is_put_at_an_element_s_end() {
        let page = append("<head><title>a</title></head>", "head", "<link>").unwrap();
        assert_eq!(page, "<head><title>a</title><link></head>");
    }

    #[track_caller]
    fn check(tag: &str, want: &str) {
        assert_eq!(set_attribute(tag, "meta[name=a]", "content", "x \"y\" & z").unwrap(), want);
    }

    #[test]
    fn an_attribute_is_added_or_replaced() {
        check("<meta name=\"a\">", "<meta name=\"a\" content=\"x &quot;y&quot; &amp; z\">");
        check(
            "<meta content='b' name=a id=\"c\"><meta name=\"d\">",
            "<meta content=\"x &quot;y&quot; &amp; z\" name=a id=\"c\"><meta name=\"d\">",
        );
    }

    #[test]
    fn a_title_is_text() {
        let page = set_text("<title>Confins</title>", "title", "A < B").unwrap();
        assert_eq!(page, "<title>A &lt; B</title>");
    }

    #[test]
    fn comments_go_and_marks_stay() {
        let page = format!(
            "<!-- why: `first:` marks --><b>x</b><script>// <!-- no comment -->\n</script>{PAGE}<!-- end -->"
        );
        let want = format!("<b>x</b><script>// <!-- no comment -->\n</script>{PAGE}");
        assert_eq!(without_comments(&page), want);
    }

    #[test]
    fn what_stands_in_the_page_is_found() {
        let page = "<style data-x='a > b'>p{}</style><script src=\"a.js\"></script><!-- <script>no()</script> --><script type=\"module\">if (1 < 2) go('é')</script><script></script>";
        let found = inline(page);
        let told: Vec<_> = found.iter().map(|i| (i.tag, i.content, i.is_style, i.kind.as_deref())).collect();
        assert_eq!(
            told,
            [
                ("<style data-x='a > b'>", "p{}", true, None),
                ("<script type=\"module\">", "if (1 < 2) go('é')", false, Some("module")),
                ("<script>", "", false, None),
            ]
        );
    }
}
