//! Places in a page that the build fills: what stands between
//! `<!-- first:NAME -->` and `<!-- /first:NAME -->`.

use crate::{FirstError, markup::escaped};

/// `html` with `content` at the mark `name`, in place of what stood there.
///
/// # Errors
/// The page lacks the mark, or its end.
pub fn fill(html: &str, name: &str, content: &str) -> Result<String, FirstError> {
    let (before, _, after) = parts(html, name)?;
    Ok(format!("{before}{content}{after}"))
}

/// What stands at the mark `name`.
///
/// # Errors
/// The page lacks the mark, or its end.
pub fn content<'a>(html: &'a str, name: &str) -> Result<&'a str, FirstError> {
    parts(html, name).map(|(_, content, _)| content)
}

fn parts<'a>(html: &'a str, name: &str) -> Result<(&'a str, &'a str, &'a str), FirstError> {
    let find = |from: usize, mark: String| match html[from..].find(&mark) {
        Some(at) => Ok((from + at, mark.len())),
        None => Err(FirstError::NoMark(mark)),
    };
    let (start, length) = find(0, format!("<!-- first:{name} -->"))?;
    let (end, _) = find(start + length, format!("<!-- /first:{name} -->"))?;
    Ok((&html[..start + length], &html[start + length..end], &html[end..]))
}

/// `html` with `value` as the attribute `name` of the first tag that begins
/// with `tag` ("<html"), added or in place of its own.
///
/// # Errors
/// The page has no such tag.
pub fn set_attribute(html: &str, tag: &str, name: &str, value: &str) -> Result<String, FirstError> {
    let missing = || FirstError::NoMark(format!("{tag} …>"));
    let start = html.find(tag).ok_or_else(missing)?;
    let end = start + html[start..].find('>').ok_or_else(missing)?;
    let inside = &html[start..end];
    let assigned = format!(" {name}=\"");
    let written = format!("{assigned}{}\"", escaped(value));
    let inside = match inside.split_once(&assigned) {
        Some((before, rest)) => {
            let after = rest.split_once('"').map_or("", |(_, after)| after);
            format!("{before}{written}{after}")
        }
        None => match inside.strip_suffix('/') {
            Some(open) => format!("{}{written}/", open.trim_end()),
            None => format!("{inside}{written}"),
        },
    };
    Ok(format!("{}{inside}{}", &html[..start], &html[end..]))
}

/// `html` with `text` in its title.
///
/// # Errors
/// The page has no title.
pub fn set_title(html: &str, text: &str) -> Result<String, FirstError> {
    let missing = || FirstError::NoMark("<title>".into());
    let start = html.find("<title>").ok_or_else(missing)? + "<title>".len();
    let end = start + html[start..].find("</title>").ok_or_else(missing)?;
    Ok(format!("{}{}{}", &html[..start], escaped(text), &html[end..]))
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
        assert_eq!(content(&once, "text").unwrap(), "a");
    }

    #[test]
    fn a_missing_mark_is_named() {
        let error = fill(PAGE, "data", "").unwrap_err();
        assert_eq!(error.to_string(), "the page lacks <!-- first:data -->");
        let error = fill("<!-- first:data -->", "data", "").unwrap_err();
        assert_eq!(error.to_string(), "the page lacks <!-- /first:data -->");
    }

    #[track_caller]
    fn check(tag: &str, want: &str) {
        assert_eq!(set_attribute(tag, "<meta name=\"a\"", "content", "x \"y\"").unwrap(), want);
    }

    #[test]
    fn an_attribute_is_added_or_replaced() {
        check("<meta name=\"a\"/>", "<meta name=\"a\" content=\"x &quot;y&quot;\"/>");
        check(
            "<meta name=\"a\" content=\"b\" id=\"c\">",
            "<meta name=\"a\" content=\"x &quot;y&quot;\" id=\"c\">",
        );
        assert!(set_attribute("<p>", "<meta", "content", "").is_err());
    }

    #[test]
    fn a_title_is_text() {
        assert_eq!(set_title("<title>Confins</title>", "A < B").unwrap(), "<title>A &lt; B</title>");
    }
}
