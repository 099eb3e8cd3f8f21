//! What a reader is told while the program is not there, and when it never comes
//! (`src/first.js` shows one of these), in each of the atlas's languages.

use std::fmt::Write as _;

use documents::doc::{Node, el};
use languages::Boot;

/// The languages that a page says it in: code, direction, words.
pub struct Said(Vec<(&'static str, &'static str, &'static Boot)>);

impl Said {
    /// For an atlas whose texts are in `texts`: in words of the same languages, or of the
    /// nearest, each once.
    pub fn of(texts: &[String]) -> Self {
        let mut said: Vec<(&str, &str, &Boot)> = Vec::new();
        for code in texts {
            let language = languages::lang(code).language();
            if !said.iter().any(|(known, ..)| *known == language.code) {
                said.extend(
                    languages::boot(language.code)
                        .map(|boot| (language.code, language.direction.code(), boot)),
                );
            }
        }
        Self(said)
    }

    /// One message, a paragraph a language.
    fn each(&self, class: &str, says: impl Fn(&Boot) -> Vec<Node>) -> Vec<Node> {
        let paragraph = |(code, direction, boot): &(&'static str, &'static str, &'static Boot)| {
            let paragraph = if class.is_empty() { el("p") } else { el("p").class(class) };
            paragraph.attr("lang", code).attr("dir", direction).children(says(boot))
        };
        self.0.iter().map(paragraph).collect()
    }

    /// Markup of what is said while the program does not run.
    pub fn html(&self) -> String {
        let mut html = String::new();
        let mut add = |kind: &str, attributes: &str, says: &dyn Fn(&Boot) -> Vec<Node>| {
            let told: String = self.each("", says).iter().map(Node::to_html).collect();
            // Writing to a string never fails.
            let _ = write!(html, "<div data-boot=\"{kind}\"{attributes}>{told}</div>");
        };
        let text = |text: &str| documents::doc::text(text);
        let here = |words: &str| el("span").attr("data-boot", "here").text(words);
        let link = |to: &str, words: &str| el("a").attr("href", to).text(words);
        let gap = || text(" ");
        let (status, alert) = (" role=\"status\" hidden", " role=\"alert\" hidden");
        add("loading", "", &|b| vec![text(&b.wait)]);
        add("late", status, &|b| {
            vec![text(&b.late), gap(), here(&b.here_already), gap(), link("", &b.retry)]
        });
        add("failed", alert, &|b| vec![text(&b.failed), gap(), here(&b.here), gap(), link("", &b.retry)]);
        add("lacks", status, &|b| vec![text(&b.lacks), gap(), here(&b.here)]);
        add("stopped", alert, &|b| vec![text(&b.stopped), gap(), link("", &b.reload)]);
        add("atlas", " hidden", &|b| vec![text(&b.no_atlas), gap(), link("./", &b.own_article)]);
        // That the page is one that the browser has kept: `src/offline.js` says it.
        add("kept", " hidden", &|b| vec![text(&b.kept)]);
        html
    }

    /// Markup of what is said where no script runs.
    pub fn no_script(&self) -> String {
        let told = self.each("no-script", |boot| vec![documents::doc::text(&boot.no_script)]);
        el("noscript").children(told).to_html()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_said_in_each_of_the_atlas_s_languages_once() {
        let said = |texts: &[&str]| {
            let texts: Vec<String> = texts.iter().map(|code| (*code).to_owned()).collect();
            Said::of(&texts).no_script().matches("<p class=\"no-script\" lang=").count()
        };
        assert_eq!(said(&["fr", "en"]), 2);
        // Two that the interface does not speak are said in English, once.
        assert_eq!(said(&["es", "ka", "eo", "en"]), 2);
    }

    #[test]
    fn arabic_is_written_from_the_right() {
        let html = Said::of(&["ar".to_owned()]).html();
        assert!(html.contains("<div data-boot=\"loading\"><p lang=\"ar\" dir=\"rtl\">"), "{html}");
        assert_eq!(html.matches("data-boot=\"here\"").count(), 3);
    }
}
