//! What several documents are put together from.

use atlas::excerpt::Selector;
use atlas::{Localized, Region};

use crate::{
    doc::{Node, el, text},
    words::Lang,
};

/// `text` in the reader's language as the child of a `tag`, which says its
/// language where it is another.
pub fn said(tag: &'static str, text: &Localized, lang: Lang) -> Node {
    let (code, said) = text.best(lang.code());
    el(tag).lang(code, lang).text(said)
}

/// `message` with a node where it has room for something.
pub fn around(message: &str, node: &Node) -> Vec<Node> {
    let (before, rest) = message.split_once('{').unwrap_or((message, ""));
    let after = rest.split_once('}').map_or("", |(_, after)| after);
    vec![text(before), node.clone(), text(after)]
}

/// A link that selects a region.
pub fn link(region: &Region, lang: Lang) -> Node {
    let (code, label) = region.label.best(lang.code());
    el("a")
        .attr("href", &format!("#region={}", region.id))
        .attr("data-link", &region.id)
        .lang(code, lang)
        .text(label)
}

/// One of a group of choices: a radio button and what it stands for.
pub fn choice(name: &str, value: &str, chosen: bool, told: Node) -> Node {
    let input = el("input").attr("type", "radio").attr("name", name).attr("value", value);
    let input = if chosen { input.attr("checked", "") } else { input };
    el("label").child(input).child(told)
}

/// Where a region lies, in words: to be opened by its reader, whereupon [`facts`] are
/// to stand in it.
pub fn location(region: &str, lang: Lang) -> Node {
    let summary = el("summary").attr("data-where", "").text(lang.words().on_the_map());
    el("details").class("where").child(summary).child(el("div").attr("data-told", region))
}

/// What there is to say of where a region lies, each a sentence in the words of the
/// language `code`.
pub fn facts(facts: &[String], code: &str, lang: Lang) -> Node {
    el("ul").lang(code, lang).children(facts.iter().map(|fact| el("li").text(fact)))
}

/// A link out of the page, in a tab of its own, or plain text without an address
/// of the web.
pub fn outward(url: Option<&str>, text: &str) -> Node {
    match url.and_then(web_address) {
        Some(url) => out(url, text),
        None => el("span").text(text),
    }
}

fn out(url: &str, text: &str) -> Node {
    el("a").attr("href", url).attr("target", "_blank").attr("rel", "noopener noreferrer").text(text)
}

/// [`outward`] to a passage of the page at a [`web_address`]: a browser shows it there
/// (<https://wicg.github.io/scroll-to-text-fragment/>), and one that cannot shows the page.
/// The server is not told which passage it is.
pub fn passage(url: &str, selectors: &[Selector], text: &str) -> Node {
    let mut address = String::from(url);
    if let Some(Selector::Quote { exact, prefix, suffix }) = selectors.first() {
        address.push_str(if url.contains('#') { ":~:text=" } else { "#:~:text=" });
        if let Some(prefix) = prefix {
            escape(prefix, &mut address);
            address.push_str("-,");
        }
        escape(exact, &mut address);
        if let Some(suffix) = suffix {
            address.push_str(",-");
            escape(suffix, &mut address);
        }
    }
    out(&address, text)
}

/// Writes what would mean something in such an address as what it is; a browser does the rest.
#[inline(never)]
fn escape(text: &str, to: &mut String) {
    for c in text.trim().chars() {
        match c {
            '%' => to.push_str("%25"),
            '&' => to.push_str("%26"),
            '-' => to.push_str("%2D"),
            ',' => to.push_str("%2C"),
            '\u{20}' => to.push_str("%20"),
            c => to.push(c),
        }
    }
}

/// `url` where it leads to the web: `http:` or `https:` and a host, in characters
/// that need no second look. No other address of an atlas becomes a link.
pub fn web_address(url: &str) -> Option<&str> {
    let (scheme, rest) = url.split_once("://")?;
    let is_web = scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http");
    let has_host = rest.starts_with(|c: char| c.is_alphanumeric() || c == '[');
    // What turns the direction of reading could show another host than it asks.
    let is_plain =
        !url.chars().any(|c| c.is_control() || c.is_whitespace() || "\\\"<>`{|}".contains(c) || is_format(c));
    (is_web && has_host && is_plain).then_some(url)
}

/// Whether `c` is not seen and changes how others are.
fn is_format(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// At most the first `most` characters of `text`, less what leads up to a break
/// in a word; an ellipsis says that more followed.
pub fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

/// `text` in one line: breaks and control characters are spaces.
pub fn in_line(text: &str) -> String {
    let apart = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    let parts: Vec<&str> = text.split(apart).map(str::trim).filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::tests::ENGLISH;

    #[test]
    fn a_link_out_leads_to_the_web_and_tells_nobody_where_from() {
        let link = outward(Some("https://example.org/a?b=c#d"), "a").to_html();
        let want = r#"<a href="https://example.org/a?b=c#d" target="_blank" rel="noopener noreferrer">a</a>"#;
        assert_eq!(link, want);
    }

    #[test]
    fn a_passage_of_a_page_is_named_in_its_address() {
        let quote = |exact: &str, prefix: Option<&str>, suffix: Option<&str>| Selector::Quote {
            exact: exact.into(),
            prefix: prefix.map(str::to_owned),
            suffix: suffix.map(str::to_owned),
        };
        let check = |url: &str, selectors: &[Selector], want: &str| {
            let got = passage(url, selectors, "a").to_html();
            assert!(got.contains(&format!("href=\"{want}\"")), "{got}");
        };
        let page = "https://example.org/a";
        let want = "https://example.org/a#:~:text=à%20l’est%2C%207%2D8%20%25";
        check(page, &[quote("à l’est, 7-8 %", None, None)], want);
        check(page, &[quote("b", Some("a "), Some(" c"))], "https://example.org/a#:~:text=a-,b,-c");
        check("https://example.org/a#b", &[quote("c", None, None)], "https://example.org/a#b:~:text=c");
        check(page, &[], page);
    }

    #[test]
    fn where_a_region_lies_is_opened_by_its_reader() {
        let want = "<details class=\"where\"><summary data-where=\"\">On the map, in words</summary>\
                    <div data-told=\"karki\"></div></details>";
        assert_eq!(location("karki", *ENGLISH).to_html(), want);
        let told = facts(&["A.".to_owned(), "<b>".to_owned()], "en", *ENGLISH);
        assert_eq!(told.to_html(), "<ul><li>A.</li><li>&lt;b&gt;</li></ul>");
    }

    #[test]
    fn any_other_address_is_no_link() {
        for url in [
            "javascript:alert(1)",
            "JaVaScRiPt://example.org/%0aalert(1)",
            "java\nscript:alert(1)",
            " https://example.org/",
            "data:text/html,<b>",
            "vbscript:x",
            "blob:https://example.org/1",
            "//example.org/",
            "/a.html",
            "https:example.org",
            "https:///example.org",
            "https://",
            "https://example.org/\u{202e}gro",
            "https://exam\u{200b}ple.org/",
            "https://example.org/\" onclick=\"x",
            "https:\\\\example.org",
            "",
        ] {
            assert_eq!(outward(Some(url), "a").to_html(), "<span>a</span>", "{url:?}");
        }
    }

    #[test]
    fn a_long_text_is_shortened_between_characters() {
        assert_eq!(shortened("Ծմակ", 4), "Ծմակ");
        assert_eq!(shortened("Ծմակ", 2), "Ծմ…");
        assert_eq!(shortened("Sev Lich", 4), "Sev…");
    }

    #[test]
    fn a_text_in_one_line_has_no_breaks() {
        assert_eq!(in_line("a\r\n b\u{0}\u{2028}c"), "a b c");
    }
}
