//! Style sheets made shorter: without comments and needless blank space.
//! Nothing is renamed, merged or reordered.

/// `css` with the same meaning in fewer characters. Strings stay as they are; so
/// does one blank around operators, which `calc()` needs.
pub fn minified(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(c) = rest.chars().next() {
        if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.split_once("*/").map_or("", |(_, after)| after);
            blank(&mut out);
            continue;
        }
        if c == '"' || c == '\'' {
            let end = string_end(rest, c);
            out.push_str(&rest[..end]);
            rest = &rest[end..];
            continue;
        }
        rest = &rest[c.len_utf8()..];
        match c {
            c if c.is_ascii_whitespace() => blank(&mut out),
            '{' | '}' | ';' | ',' | ')' => {
                drop_blank(&mut out);
                if c == '}' && out.ends_with(';') {
                    out.pop();
                }
                out.push(c);
            }
            // A blank before a colon tells a descendant: `a :hover`.
            _ => out.push(c),
        }
    }
    drop_blank(&mut out);
    out
}

/// Adds one blank where blanks could matter.
fn blank(out: &mut String) {
    // After a colon only declarations have blanks: `color: red`.
    if !out.is_empty() && !out.ends_with([' ', '{', '}', ';', ',', '(', ':']) {
        out.push(' ');
    }
}

fn drop_blank(out: &mut String) {
    if out.ends_with(' ') {
        out.pop();
    }
}

/// Bytes up to and with the quote that ends the string at the start of `text`.
fn string_end(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(css: &str, want: &str) {
        assert_eq!(minified(css), want);
    }

    #[test]
    fn comments_and_blanks_go() {
        check("/* a */ p {\n  color: red;\n  margin: 0 1px;\n}\n\n/* b */", "p{color:red;margin:0 1px}");
        check("a,\nb > c { top: 0 }", "a,b > c{top:0}");
    }

    #[test]
    fn a_descendant_stays_a_descendant() {
        check("a :hover, a:hover .b {}", "a :hover,a:hover .b{}");
    }

    #[test]
    fn sums_keep_their_blanks() {
        check("p { width: calc( 100% - 2rem ); }", "p{width:calc(100% - 2rem)}");
        check(
            "@media (max-width: 48em) and (max-height: 26em) { }",
            "@media (max-width:48em) and (max-height:26em){}",
        );
    }

    #[test]
    fn strings_stay() {
        check(r#"p::before { content: "a  /* b */ \" ;}"; }"#, r#"p::before{content:"a  /* b */ \" ;}"}"#);
        check("p { content: '}' }", "p{content:'}'}");
    }

    #[test]
    fn a_comment_between_words_leaves_a_blank() {
        check("margin: 0/* x */1px", "margin:0 1px");
    }
}
