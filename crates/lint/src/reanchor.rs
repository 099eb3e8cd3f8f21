//! Finds an atlas's excerpts in another edition of its article, and writes where they are
//! now into `claims.json`: what only moved, or is spelled otherwise. What says something
//! else now, or is gone, is told and left for the author to decide.

use std::fmt;
use std::ops::Range;

use anchor::Text;
use atlas::Atlas;
use atlas::claim::Paragraph;
use atlas::excerpt::{self, Selector};
use atlas::paragraph::{self, Placed};
use jsonc_parser::ast::{Object, ObjectProp, Value};
use jsonc_parser::common::Ranged as _;
pub use passages::Fate;
use passages::{fate, names, sha256};

use crate::edit::{Edit, applied, place};
use crate::place::Place;
use crate::tree::tree;

/// What became of a claim's excerpt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reanchored {
    /// The claim's id.
    pub claim: String,
    /// Where the claim is in its file.
    pub place: Place,
    /// What became of its excerpt.
    pub fate: Fate,
    /// In which paragraph it is now, where it is in another one.
    pub paragraph: Option<usize>,
}

impl fmt::Display for Reanchored {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { claim, place: Place { line, column }, fate, paragraph } = self;
        write!(f, "{line}:{column}: {claim}: {fate}")?;
        paragraph.map_or(Ok(()), |number| write!(f, "; in paragraph {number} now"))
    }
}

/// The excerpts of an atlas in another edition of its article.
#[derive(Debug)]
pub struct Report {
    /// Claim by claim, in the file's order.
    pub claims: Vec<Reanchored>,
    /// The text of `claims.json` with what can be written; as it was, where nothing is.
    pub text: String,
}

/// Looks for the excerpts of `atlas`, whose claims are the text `claims`, in `article`.
///
/// # Errors
/// The text is not of that atlas.
pub fn reanchored(atlas: &Atlas, claims: &str, article: &str) -> Result<Report, String> {
    let no = |what: &str| format!("{}: {what}, expected the atlas's own claims", atlas.manifest.claims);
    let read = tree(claims);
    let root = read.as_ref().and_then(Value::as_object).ok_or_else(|| no("no object"))?;
    let list = root.get("claims").and_then(|list| list.value.as_array()).ok_or_else(|| no("no claims"))?;
    let text = Text::new(article, names(atlas));
    let mut edits: Vec<Edit> = digest(claims, root, article).into_iter().collect();
    let (mut told, mut placed) = (Vec::new(), Vec::new());
    for (claim, own) in atlas.claims.claims.iter().zip(&list.elements) {
        let own = own.as_object().ok_or_else(|| no("a claim that is no object"))?;
        let (fate, at) = fate(&text, article, &claim.selectors);
        // Where something else is said now, the excerpt is not.
        let at = at.filter(|_| !matches!(fate, Fate::Other(_)));
        if let Some(at) = at.as_ref().filter(|_| fate.is_plain()) {
            edits.extend(selectors(claims, own, article, at));
        }
        if let (Paragraph::Number(number), Some(at)) = (claim.paragraph, at) {
            let start = article[..at.start].chars().count();
            placed.push((told.len(), own, Placed { number: number as usize, start }));
        }
        let place = place(claims, own.start());
        told.push(Reanchored { claim: claim.id.clone(), place, fate, paragraph: None });
    }
    let only: Vec<Placed> = placed.iter().map(|(_, _, placed)| *placed).collect();
    for ((claim, own, placed), number) in
        placed.iter().zip(paragraph::numbered(article, &only, &atlas.claims.source.title))
    {
        if number != placed.number && number > 0 {
            edits.extend(own.get("paragraph").map(|own| replaced(own, number.to_string())));
            told[*claim].paragraph = Some(number);
        }
    }
    Ok(Report { claims: told, text: applied(claims, edits) })
}

/// What writes the article's digest, where it is or after all else that is said of the
/// article.
fn digest(claims: &str, root: &Object<'_>, article: &str) -> Option<Edit> {
    let source = root.get("source")?.value.as_object()?;
    let text = quoted(&sha256(article));
    if let Some(own) = source.get("sha256") {
        return Some(replaced(own, text));
    }
    let last = source.properties.last()?;
    let before = &claims[..last.start()];
    let space = &before[before.trim_end().len()..];
    Some(Edit { start: last.end(), end: last.end(), text: format!(",{space}\"sha256\": {text}") })
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// What writes a claim's selectors, so that they lead to the bytes `at` of the article.
fn selectors(claims: &str, claim: &Object<'_>, article: &str, at: &Range<usize>) -> Vec<Edit> {
    let list = claim.get("selectors").and_then(|list| list.value.as_array());
    let all: Vec<&Object<'_>> =
        list.into_iter().flat_map(|list| &list.elements).filter_map(Value::as_object).collect();
    let of_type = |name: &str| {
        let is_type = |selector: &&&Object<'_>| matches!(selector.get("type").map(|kind| &kind.value), Some(Value::StringLit(kind)) if kind.value == name);
        all.iter().find(is_type).copied()
    };
    let mut edits = Vec::new();
    if let Some(quote) = of_type("TextQuoteSelector") {
        edits.extend(quotation(claims, quote, article, at));
    }
    if let Some(position) = of_type("TextPositionSelector") {
        let start = article[..at.start].chars().count();
        let end = start + article[at.clone()].chars().count();
        for (key, number) in [("start", start), ("end", end)] {
            edits.extend(position.get(key).map(|own| replaced(own, number.to_string())));
        }
    }
    edits
}

fn replaced(own: &ObjectProp<'_>, text: String) -> Edit {
    Edit { start: own.value.start(), end: own.value.end(), text }
}

fn quotation(claims: &str, quote: &Object<'_>, article: &str, at: &Range<usize>) -> Vec<Edit> {
    let (before, exact, after) = (&article[..at.start], &article[at.clone()], &article[at.end..]);
    let text = |key: &str| match quote.get(key).map(|own| &own.value) {
        Some(Value::StringLit(text)) => text.value.to_string(),
        _ => String::new(),
    };
    let (was_prefix, was_suffix) = (text("prefix"), text("suffix"));
    let mut prefix =
        if before.ends_with(&*was_prefix) { was_prefix.clone() } else { last(before, words(&was_prefix)) };
    let suffix =
        if after.starts_with(&*was_suffix) { was_suffix.clone() } else { first(after, words(&was_suffix)) };
    let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let leads = |prefix: &str| {
        let selector =
            Selector::Quote { exact: exact.to_owned(), prefix: some(prefix), suffix: some(&suffix) };
        excerpt::anchor(article, &[selector]).is_ok()
    };
    if !leads(&prefix) {
        prefix = excerpt::prefix(article, exact, at.start).unwrap_or(prefix);
    }
    let mut edits = Vec::new();
    let mut put = |key: &str, was: &str, is: &str| match quote.get(key) {
        _ if was == is => {}
        Some(own) => edits.push(replaced(own, quoted(is))),
        None => {
            let Some(words) = quote.get("exact") else { return };
            let space = if claims[words.start()..words.end()].contains(": ") { " " } else { "" };
            let text = format!(",{space}{}:{space}{}", quoted(key), quoted(is));
            edits.push(Edit { start: words.end(), end: words.end(), text });
        }
    };
    put("exact", &text("exact"), exact);
    put("prefix", &was_prefix, &prefix);
    put("suffix", &was_suffix, &suffix);
    edits
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// So many words from the end, with what parts them from what follows.
fn last(text: &str, count: usize) -> String {
    let starts = text.split_whitespace().rev().take(count).last();
    let start = starts.map_or(text.len(), |word| word.as_ptr() as usize - text.as_ptr() as usize);
    text[start..].to_owned()
}

/// So many words from the start, with what parts them from what is before.
fn first(text: &str, count: usize) -> String {
    let end = text.split_whitespace().take(count).last();
    let end = end.map_or(0, |word| word.as_ptr() as usize - text.as_ptr() as usize + word.len());
    text[..end].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{ARTICLE, river};

    /// What becomes of the excerpts of the atlas by the river in another edition, and the
    /// excerpts that are written.
    fn reanchor(article: &str) -> (Vec<String>, Atlas) {
        let folder = river();
        let text = |file: &str| String::from_utf8(folder.0[file].clone()).unwrap();
        let (manifest, regions, claims) = (text("atlas.json"), text("regions.json"), text("claims.json"));
        let atlas = Atlas::parse(&manifest, &regions, &claims).unwrap();
        let report = reanchored(&atlas, &claims, article).unwrap();
        let told = report.claims.iter().map(|one| format!("{}: {}", one.claim, one.fate)).collect();
        (told, Atlas::parse(&manifest, &regions, &report.text).unwrap())
    }

    /// An article of three paragraphs, of which the atlas quotes each in turn, as numbered.
    fn paragraphs(article: &str, numbers: [u32; 3]) -> Vec<Option<usize>> {
        let folder = river();
        let text = |file: &str| String::from_utf8(folder.0[file].clone()).unwrap();
        let [one, two, three] = numbers;
        let claims = text("claims.json");
        let claims = claims.replacen("\"paragraph\": 1", &format!("\"paragraph\": {one}"), 1);
        let claims = claims.replacen("\"paragraph\": \"caption\"", &format!("\"paragraph\": {two}"), 1);
        let (before, last) = claims.rsplit_once("\"paragraph\": 2").unwrap();
        let claims = format!("{before}\"paragraph\": {three}{last}");
        let atlas = Atlas::parse(&text("atlas.json"), &text("regions.json"), &claims).unwrap();
        let report = reanchored(&atlas, &claims, article).unwrap();
        let now = Atlas::parse(&text("atlas.json"), &text("regions.json"), &report.text).unwrap();
        for (told, claim) in report.claims.iter().zip(&now.claims.claims) {
            if let Some(number) = told.paragraph {
                assert_eq!(claim.paragraph, Paragraph::Number(number as u32));
            }
        }
        report.claims.iter().map(|claim| claim.paragraph).collect()
    }

    #[test]
    fn paragraphs_are_numbered_anew_where_one_was_put_in() {
        let article =
            ARTICLE.replace(". « Nous", ".\n\n« Nous").replace(". Les deux", ".\n\nUn mot.\n\nLes deux");
        assert_eq!(paragraphs(&article, [1, 2, 3]), [None, None, Some(4)]);
        assert_eq!(paragraphs(&article, [1, 2, 4]), [None, None, None]);
        // What was put before them all is no paragraph of the body.
        assert_eq!(paragraphs(&format!("Surtitre\n\n{article}"), [1, 2, 4]), [None, None, None]);
    }

    /// That each claim but these is found where its selectors say.
    #[track_caller]
    fn expect_found(atlas: &Atlas, article: &str, but: &[&str]) {
        for claim in atlas.claims.claims.iter().filter(|claim| !but.contains(&&*claim.id)) {
            assert!(excerpt::anchor(article, &claim.selectors).is_ok(), "{}", claim.id);
        }
    }

    #[test]
    fn the_same_article_changes_nothing() {
        let (told, atlas) = reanchor(ARTICLE);
        assert_eq!(told, ["two-islands: kept", "a-bridge: kept", "no-treaty: kept"]);
        expect_found(&atlas, ARTICLE, &[]);
    }

    #[test]
    fn a_sentence_more_moves_what_follows() {
        let article = format!("Reportage. {ARTICLE}");
        let (told, atlas) = reanchor(&article);
        assert_eq!(told, ["two-islands: moved", "a-bridge: moved", "no-treaty: moved"]);
        expect_found(&atlas, &article, &[]);
        assert_eq!(atlas.claims.source.sha256, Some(sha256(&article)));
    }

    #[test]
    fn a_digest_that_is_not_there_is_written() {
        let folder = river();
        let text = |file: &str| String::from_utf8(folder.0[file].clone()).unwrap();
        let (before, after) = text("claims.json")
            .split_once(", \"sha256\": \"")
            .map(|(a, b)| (a.to_owned(), b.to_owned()))
            .unwrap();
        let claims = before + after.split_once('"').unwrap().1;
        let atlas = Atlas::parse(&text("atlas.json"), &text("regions.json"), &claims).unwrap();
        assert_eq!(atlas.claims.source.sha256, None);
        let report = reanchored(&atlas, &claims, ARTICLE).unwrap();
        let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(squeezed(&report.text), squeezed(&text("claims.json")));
    }

    #[test]
    fn another_spelling_is_written_and_told() {
        let article = ARTICLE.replace("deux îles de la rivière", "deux iles de la rivière");
        let (told, atlas) = reanchor(&article);
        assert_eq!(told[0], "two-islands: changed: \"îles\" is \"iles\" (spelling)");
        assert_eq!(atlas.claims.claims[0].exact(), Some("deux iles de la rivière"));
        expect_found(&atlas, &article, &[]);
    }

    #[test]
    fn a_word_more_is_left_to_the_author() {
        let article = ARTICLE.replace("deux îles de la rivière", "deux îles fertiles de la rivière");
        let (told, atlas) = reanchor(&article);
        assert_eq!(told[0], "two-islands: changed: \"\" is \"fertiles\" (word); for you to write");
        assert_eq!(atlas.claims.claims[0].exact(), Some("deux îles de la rivière"));
        expect_found(&atlas, &article, &["two-islands"]);
    }

    #[test]
    fn another_number_is_lost() {
        let article = ARTICLE.replace("deux îles de la rivière", "trois îles de la rivière");
        let (told, _) = reanchor(&article);
        assert_eq!(told[0], "two-islands: lost, it says something else now: \"deux\" is \"\" (number)");
    }

    #[test]
    fn words_that_stand_twice_now_get_a_prefix() {
        let article = format!("{ARTICLE} Personne ne paiera un pont.");
        let (told, atlas) = reanchor(&article);
        assert_eq!(told[1], "a-bridge: moved");
        expect_found(&atlas, &article, &[]);
        let Some(Selector::Quote { prefix, .. }) = atlas.claims.claims[1].selectors.first() else { panic!() };
        assert_eq!(prefix.as_deref(), Some("voulons "));
    }

    #[test]
    fn what_is_gone_is_lost() {
        let (told, _) = reanchor("Il pleut.");
        for claim in told {
            assert!(claim.ends_with("lost, nothing like it is there"), "{claim}");
        }
    }

    #[test]
    fn words_around_are_taken_word_by_word() {
        assert_eq!(last("un deux trois ", 2), "deux trois ");
        assert_eq!(first(" un, deux trois", 2), " un, deux");
        assert_eq!((last("a", 0), first("a", 0)), (String::new(), String::new()));
    }
}
