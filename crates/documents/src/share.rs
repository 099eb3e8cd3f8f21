//! How to pass the page on: citations of article and map, and the markup that
//! embeds the page elsewhere. Addresses and today's date come from outside.

use atlas::{Atlas, PartialDate};

use crate::{
    doc::{Node, el},
    parts::{in_line, web_address},
    words::{self, Lang},
};

/// Article and map as a bibliography names them.
pub fn citation(atlas: &Atlas, address: &str, today: PartialDate, lang: Lang) -> String {
    let source = &atlas.claims.source;
    let title = in_line(atlas.manifest.title.best(lang.code()).1);
    let (published, as_of) =
        (words::date(source.published_on(), lang), words::as_of(atlas.manifest.as_of, lang));
    let today = words::date(today, lang);
    let url = source.url.as_deref().and_then(web_address).map(|url| format!(", {url}")).unwrap_or_default();
    let (publisher, headline) = (in_line(&source.publisher), in_line(&source.title));
    let with = [
        ("headline", &*headline),
        ("publisher", &publisher),
        ("published", &published),
        ("url", &url),
        ("title", &title),
        ("as_of", &as_of),
        ("address", address),
        ("today", &today),
    ];
    lang.fill(lang.later().citation(), &with)
}

/// The two as BibTeX entries.
pub fn bibtex(atlas: &Atlas, address: &str, today: PartialDate, lang: Lang) -> String {
    let source = &atlas.claims.source;
    let (publisher, title) = (in_tex(&source.publisher), in_tex(&source.title));
    let map = in_tex(atlas.manifest.title.best(lang.code()).1);
    let url = source.url.as_deref().and_then(web_address);
    let url = url.map(|url| format!("  url = {{{url}}},\n")).unwrap_or_default();
    let address = address.replace('{', "%7B").replace('}', "%7D").replace('\\', "%5C");
    format!(
        "@article{{{},\n  title = {{{{{title}}}}},\n  journal = {{{publisher}}},\n  date = {{{}}},\n{url}}}\n\n\
         @online{{confins-{},\n  title = {{{{{map}}}}},\n  organization = {{Confins}},\n  date = {{{}}},\n  \
         url = {{{address}}},\n  urldate = {{{today}}},\n}}\n",
        source.id,
        source.published_on(),
        atlas.manifest.id,
        atlas.manifest.as_of,
    )
}

/// `text` as TeX sets it: its own signs are characters, and no brace of it ends
/// the entry.
fn in_tex(text: &str) -> String {
    let mut out = String::new();
    for c in in_line(text).chars() {
        match c {
            // BibTeX counts braces whether or not a backslash stands before them.
            '{' => out.push_str("\\textbraceleft{}"),
            '}' => out.push_str("\\textbraceright{}"),
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '#' | '$' | '%' | '&' | '_' => out.extend(['\\', c]),
            _ => out.push(c),
        }
    }
    out
}

/// Markup that shows the page at `address` inside another: a frame with a
/// title, which needs no script.
pub fn embed(atlas: &Atlas, address: &str, lang: Lang) -> String {
    let title = atlas.manifest.title.best(lang.code()).1;
    let frame = el("iframe")
        .attr("src", address)
        .attr("title", title)
        .attr("width", "100%")
        .attr("height", "640")
        .attr("loading", "lazy")
        .attr("allow", "fullscreen; clipboard-write; web-share");
    frame.to_html()
}

/// The entries of the menu that depend on the view: those that copy what names the page
/// elsewhere, each with its text, and the way to the page that has the article beside the map.
/// `home` is the page's address, `embedded` that of the view for a frame.
pub fn copies(atlas: &Atlas, home: &str, embedded: &str, today: PartialDate, lang: Lang) -> Vec<Node> {
    let w = lang.later();
    let row = |act: &str, name: &str, text: &str| {
        let button = el("button").attr("type", "button").attr("data-share", act).attr("data-text", text);
        el("li").child(button.text(name))
    };
    vec![
        row("citation", w.copy_citation(), &citation(atlas, home, today, lang)),
        row("bibtex", w.copy_bibtex(), &bibtex(atlas, home, today, lang)),
        row("embed", w.copy_embed(), &embed(atlas, embedded, lang)),
        el("li").child(el("a").attr("href", &beside(embedded, lang)).text(w.beside())),
    ]
}

/// The page that has the article beside the map ([`copies`]), in the bundle that the view at
/// `embedded` is of: with the same atlas, at the same place.
fn beside(embedded: &str, lang: Lang) -> String {
    let (path, hash) = embedded.split_once('#').unwrap_or((embedded, ""));
    let query = path.split_once('?').map_or("", |(_, query)| query);
    let atlas = query.split('&').find(|part| part.starts_with("atlas="));
    let query = atlas.map(|atlas| format!("?{atlas}")).unwrap_or_default();
    let parts: Vec<String> = hash
        .split('&')
        .filter(|part| !part.is_empty() && !part.starts_with("lang="))
        .map(str::to_owned)
        .chain([format!("lang={}", lang.code())])
        .collect();
    format!("beside/{query}#{}", parts.join("&"))
}

/// The menu, with room for [`copies`]. `shares` says whether the browser can share by itself.
pub fn menu(shares: bool, lang: Lang) -> Vec<Node> {
    let w = lang.words();
    let row = |act: &str, name: &str| {
        el("li").child(el("button").attr("type", "button").attr("data-share", act).text(name))
    };
    let system = shares.then(|| row("system", w.share()));
    vec![
        el("ul").child(system.into()).child(row("link", w.copy_view())),
        el("ul").class("copies"),
        el("ul")
            .child(row("print", w.print()))
            .child(row("worksheet", w.worksheet()))
            .child(row("svg", w.save_svg()))
            .child(row("png", w.save_png())),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::river;
    use crate::words::tests::{ENGLISH, FRENCH};

    fn day() -> PartialDate {
        "2026-11-23".parse().expect("a date")
    }

    #[test]
    fn the_article_beside_the_map_is_of_the_same_atlas_at_the_same_place() {
        let check = |embedded: &str, want: &str| assert_eq!(beside(embedded, *FRENCH), want);
        check("https://example.org/a/?embed#", "beside/#lang=fr");
        check(
            "https://example.org/a/?atlas=other&embed#map=8/40/45&lang=en",
            "beside/?atlas=other#map=8/40/45&lang=fr",
        );
    }

    #[test]
    fn a_citation_names_article_and_map_with_their_dates() {
        let text = citation(&river(), "https://example.org/carte/", day(), *FRENCH);
        for part in [
            "Le Journal, 17 avril 2024",
            "https://journal.example/la-riviere",
            "https://example.org/carte/",
            "consultée le 23 novembre 2026",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
        let text = citation(&river(), "https://example.org/carte/", day(), *ENGLISH);
        assert!(text.contains("seen on 23 November 2026"), "{text}");
    }

    #[test]
    fn bibtex_has_an_entry_each() {
        let text = bibtex(&river(), "https://example.org/", day(), *ENGLISH);
        assert!(text.starts_with("@article{paper-2024,\n"), "{text}");
        assert!(text.contains("\n@online{confins-river,\n"), "{text}");
        assert_eq!(text.matches('{').count(), text.matches('}').count());
        assert!(text.contains("urldate = {2026-11-23}"), "{text}");
    }

    #[test]
    fn a_title_ends_neither_its_entry_nor_its_frame() {
        let mut atlas = river();
        let title = "a}},\n  note = {\\input{b}} % \" onload=\"x\"></iframe><script>";
        atlas.claims.source.title = title.to_owned();
        atlas.claims.source.url = Some("javascript:alert(1)".to_owned());
        atlas.manifest.title = [("fr", title)].into_iter().collect();
        let text = bibtex(&atlas, "https://example.org/?atlas=}{", day(), *FRENCH);
        assert_eq!(text.lines().filter(|line| line.starts_with("  title = {{a")).count(), 2, "{text}");
        assert!(
            !text.contains("\\input") && !text.contains("note = {\\") && !text.contains("javascript"),
            "{text}"
        );
        assert_eq!(text.matches('{').count(), text.matches('}').count());
        assert!(text.contains("url = {https://example.org/?atlas=%7D%7B}"), "{text}");
        let text = citation(&atlas, "https://example.org/", day(), *FRENCH);
        assert!(!text.contains('\n') && !text.contains("javascript"), "{text}");
        let html = embed(&atlas, "https://example.org/", *FRENCH);
        assert_eq!((html.matches('<').count(), html.matches("onload=\"").count()), (2, 0), "{html}");
    }

    #[test]
    fn the_frame_has_a_title_and_an_escaped_address() {
        let html = embed(&river(), "https://example.org/?embed&a=\"b", *ENGLISH);
        assert!(html.contains("src=\"https://example.org/?embed&amp;a=&quot;b\""), "{html}");
        assert!(html.contains("title=\"The river\""), "{html}");
        assert!(html.ends_with("></iframe>"), "{html}");
    }
}
