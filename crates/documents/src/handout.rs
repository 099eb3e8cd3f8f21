//! The page for paper: what the map's numbers stand for, and every claim with
//! the numbers it is about. The map itself is a figure from outside.

use atlas::{Atlas, Claim, Localized, Region};

use crate::{
    doc::{Node, el, text},
    parts::said,
    words::{self, Lang},
};

/// The numbers that regions have on paper: their places in the article's order,
/// from 1.
pub fn numbered(atlas: &Atlas) -> Vec<(usize, &Region)> {
    atlas.regions_in_order().into_iter().enumerate().map(|(at, region)| (at + 1, region)).collect()
}

/// Title, room for the map (`.figure`), its key and what must be said of it, then the
/// claims: whole claims are what a last page may have alone. A `worksheet` leaves a line
/// where the speaker stands.
pub fn handout(atlas: &Atlas, address: &str, worksheet: bool, lang: Lang) -> Vec<Node> {
    let (w, source) = (lang.words(), &atlas.claims.source);
    let title = atlas.manifest.title.best(lang.code()).1;
    let published = format!("{}{}", lang.comma(), words::date(source.published_on(), lang));
    let numbered = numbered(atlas);
    let key = numbered.iter().map(|(number, region)| {
        el("li").child(el("b").text(&format!("{number} "))).child(said("span", &region.label, lang))
    });
    let claims = atlas.claims_in_order().into_iter().map(|c| claim(atlas, &numbered, c, worksheet, lang));
    let credits: Vec<&str> = atlas.manifest.credits.iter().map(|credit| &*credit.text).collect();
    vec![
        said("h1", &atlas.manifest.title, lang),
        el("p")
            .child(el("cite").lang(&source.language, lang).text(&source.title))
            .text(lang.comma())
            .child(el("strong").text(&source.publisher))
            .text(&published),
        el("div").class("figure").attr("role", "img").attr("aria-label", title),
        el("ul").class("key").children(key),
        el("p").class("of").child(said("span", &atlas.manifest.disclaimer, lang)),
        el("p").class("of").text(&format!("{} {address}", lang.put(w.credits_are(), &credits.join(", ")))),
        el("h2").text(w.what_article_says()),
        el("ol").children(claims),
    ]
}

/// Where places lie, for a last page: of each its number, its name and what there is to
/// say in the words of the language `code`.
pub fn places(told: &[(usize, Localized, String)], code: &str, lang: Lang) -> Vec<Node> {
    let place = |(number, name, text): &(usize, Localized, String)| {
        el("li")
            .child(el("b").text(&format!("[{number}] ")))
            .child(said("strong", name, lang))
            .text(" – ")
            .child(el("span").lang(code, lang).text(text))
    };
    vec![el("h2").text(lang.words().on_the_map()), el("ol").children(told.iter().map(place))]
}

fn claim(atlas: &Atlas, numbered: &[(usize, &Region)], claim: &Claim, worksheet: bool, lang: Lang) -> Node {
    let numbers: Vec<String> = numbered
        .iter()
        .filter(|(_, region)| claim.is_about(&region.id))
        .map(|(number, _)| number.to_string())
        .collect();
    let name = atlas.speaker(&claim.speaker).map_or("", |speaker| speaker.name.best(lang.code()).1);
    let (code, summary) = claim.summary.best(lang.code());
    let (speaker, summary) = if worksheet {
        // Else the summary would tell it.
        (el("span").class("blank"), summary.replace(name, "…"))
    } else {
        (el("strong").text(name), summary.to_owned())
    };
    let language = &atlas.claims.source.language;
    // It may name who speaks.
    let omitted = claim.omitted.as_ref().filter(|_| !worksheet);
    let omitted = omitted.map(|omitted| {
        el("span").text(&format!(" {} ", lang.words().left_out())).child(said("span", omitted, lang))
    });
    // In the reader's marks, as the printed page is the reader's language.
    let quoted = lang.put(lang.words().quoted(), claim.exact().unwrap_or_default());
    el("li")
        .child(el("b").text(&format!("[{}] ", numbers.join(", "))))
        .child(speaker)
        .child(text(" – "))
        .child(el("span").lang(code, lang).text(&summary))
        .text(" ")
        .child(el("span").class("quoted").lang(language, lang).text(&quoted))
        .text(&format!(" ({})", words::paragraph(claim.paragraph, lang)))
        .child(omitted.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::river;
    use crate::words::tests::FRENCH;

    fn characters(worksheet: bool) -> String {
        let nodes = handout(&river(), "https://example.org/", worksheet, *FRENCH);
        nodes.iter().map(Node::characters).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn every_claim_is_there_with_its_numbers() {
        let atlas = river();
        let text = characters(false);
        for claim in atlas.claims_in_order() {
            assert!(text.contains(claim.exact().unwrap()), "{}", claim.id);
        }
        let number = numbered(&atlas).iter().find(|(_, r)| r.id == "bridge").unwrap().0;
        assert_eq!(number, 5, "in the article's order");
        assert!(text.contains("[5] Le ministre – Le Sud veut un pont."), "{text}");
    }

    #[test]
    fn a_worksheet_does_not_say_who_speaks() {
        assert!(characters(false).contains("Le ministre") && characters(false).contains("Le Nord veut"));
        let text = characters(true);
        for name in ["Le ministre", "Le Nord veut"] {
            assert!(!text.contains(name), "{name}");
        }
        assert!(text.contains("Le … veut les îles."), "{text}");
    }

    #[test]
    fn credits_and_disclaimer_are_on_paper() {
        let text = characters(false);
        assert!(text.contains("© the surveyors") && text.contains("Un trait ne prend pas parti"));
    }
}
