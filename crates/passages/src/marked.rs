//! A reader's copy of the article, with the atlas's excerpts shown in it.

use std::ops::Range;

use anchor::{Kind, Text};
use atlas::Atlas;

use crate::digest::sha256;
use crate::fate::{Fate, fate, names};

/// Letters that a text may have: those of a long book's chapter. What is longer would be
/// something else, and be read for seconds.
pub const MOST: usize = 400_000;

/// A text that somebody has, with the excerpts in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Marked {
    /// Whether it is the text that was quoted.
    pub edition: Edition,
    /// All of it, in order.
    pub lines: Vec<Line>,
    /// One for each claim, in the article's order.
    pub excerpts: Vec<Excerpt>,
}

/// Whether a text is the one that was quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edition {
    /// Letter for letter, line ends apart.
    Same,
    /// Another one, or another copy of it.
    Other,
    /// The atlas does not say which text it quotes.
    Unknown,
}

/// An excerpt.
#[derive(Clone, Debug, PartialEq)]
pub struct Excerpt {
    /// The id of its claim.
    pub claim: String,
    /// What became of it here.
    pub fate: Fate,
    /// The bytes where it stands, or where something else stands in its place.
    pub at: Option<Range<usize>>,
}

/// A stretch of the text between two breaks: a paragraph, or a line of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Whether it is the headline.
    pub is_headline: bool,
    /// Its words, in order.
    pub runs: Vec<Run>,
}

/// Words of which the same excerpts are made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// As they stand there.
    pub text: String,
    /// The ids of the claims that quote them.
    pub claims: Vec<String>,
}

/// Why a text is none that can be read beside the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// There is nothing in it.
    Empty,
    /// It has so many letters, more than [`MOST`].
    TooLong(usize),
    /// It is some other kind of file.
    NoText,
}

impl Excerpt {
    /// Whether its words stand there, whatever their signs and spaces are.
    #[must_use]
    pub fn is_word_for_word(&self) -> bool {
        match &self.fate {
            Fate::Kept | Fate::Moved => true,
            Fate::Changed(differences) => differences.iter().all(|one| one.kind == Kind::Sign),
            Fate::Other(_) | Fate::Several(_) | Fate::Lost => false,
        }
    }

    /// Whether the place where it stands may be shown as its own.
    fn is_there(&self) -> bool {
        matches!(self.fate, Fate::Kept | Fate::Moved | Fate::Changed(_))
    }
}

impl Marked {
    /// Looks for the excerpts of `atlas` in `text`.
    ///
    /// # Errors
    /// It is no text, or none of a length that an article has.
    pub fn read(atlas: &Atlas, text: &str) -> Result<Self, Unread> {
        let text = text.trim_start_matches('\u{feff}');
        if text.contains('\0') {
            return Err(Unread::NoText);
        }
        if text.trim().is_empty() {
            return Err(Unread::Empty);
        }
        let letters = text.chars().count();
        if letters > MOST {
            return Err(Unread::TooLong(letters));
        }
        let sought = Text::new(text, names(atlas));
        let excerpts: Vec<Excerpt> = atlas
            .claims_in_order()
            .into_iter()
            .map(|claim| {
                let (fate, at) = fate(&sought, text, &claim.selectors);
                Excerpt { claim: claim.id.clone(), fate, at }
            })
            .collect();
        let source = &atlas.claims.source;
        let edition = match source.sha256.as_deref() {
            None => Edition::Unknown,
            Some(digest) if is_of(digest, text) => Edition::Same,
            Some(_) => Edition::Other,
        };
        Ok(Self { edition, lines: lines(text, &source.title, &excerpts), excerpts })
    }

    /// How many excerpts stand there word for word.
    #[must_use]
    pub fn found(&self) -> usize {
        self.excerpts.iter().filter(|excerpt| excerpt.is_word_for_word()).count()
    }
}

/// Whether a digest is a text's. How its lines end says where it was written and not what:
/// a field of a page has other ends than a file.
fn is_of(digest: &str, text: &str) -> bool {
    let is = |text: &str| sha256(text).eq_ignore_ascii_case(digest);
    let plain = text.replace("\r\n", "\n");
    let bare = plain.trim_end();
    is(text) || is(&plain) || is(bare) || is(&format!("{bare}\n"))
}

/// The lines that are not blank.
fn lines(text: &str, headline: &str, excerpts: &[Excerpt]) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = 0;
    for whole in text.split_inclusive('\n') {
        let line = whole.trim();
        if !line.is_empty() {
            let from = start + whole.len() - whole.trim_start().len();
            lines.push(Line {
                is_headline: line == headline.trim(),
                runs: runs(text, &(from..from + line.len()), excerpts),
            });
        }
        start += whole.len();
    }
    lines
}

/// The words `at`, cut where an excerpt begins or ends.
fn runs(text: &str, at: &Range<usize>, excerpts: &[Excerpt]) -> Vec<Run> {
    let there: Vec<(&str, &Range<usize>)> = excerpts
        .iter()
        .filter(|excerpt| excerpt.is_there())
        .filter_map(|excerpt| Some((&*excerpt.claim, excerpt.at.as_ref()?)))
        .filter(|(_, own)| own.start < at.end && at.start < own.end)
        .collect();
    let mut cuts: Vec<usize> = there
        .iter()
        .flat_map(|(_, own)| [own.start, own.end])
        .chain([at.start, at.end])
        .map(|cut| cut.clamp(at.start, at.end))
        .collect();
    cuts.sort_unstable();
    cuts.dedup();
    let run = |ends: &[usize]| {
        let (from, to) = (ends[0], ends[1]);
        let quote = there.iter().filter(|(_, own)| own.start <= from && to <= own.end);
        Run { text: text[from..to].to_owned(), claims: quote.map(|(claim, _)| (*claim).to_owned()).collect() }
    };
    cuts.windows(2).map(run).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARTICLE: &str = include_str!("../../atlas/tests/fixtures/river/article.txt");

    fn river() -> Atlas {
        Atlas::parse(
            include_str!("../../atlas/tests/fixtures/river/atlas.json"),
            include_str!("../../atlas/tests/fixtures/river/regions.json"),
            include_str!("../../atlas/tests/fixtures/river/claims.json"),
        )
        .unwrap()
    }

    fn read(text: &str) -> Marked {
        Marked::read(&river(), text).unwrap()
    }

    /// What is shown as quoted, by claim.
    fn quoted(marked: &Marked) -> Vec<(String, String)> {
        let runs = marked.lines.iter().flat_map(|line| &line.runs);
        let each = runs.flat_map(|run| run.claims.iter().map(|claim| (claim.clone(), run.text.clone())));
        each.collect()
    }

    fn all(text: &str) -> String {
        let line = |line: &Line| line.runs.iter().map(|run| &*run.text).collect::<String>();
        read(text).lines.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn the_very_text_is_told_from_another_whatever_its_lines_end_with() {
        for same in
            [ARTICLE.to_owned(), ARTICLE.replace('\n', "\r\n"), format!("\u{feff}{}\n", ARTICLE.trim_end())]
        {
            assert_eq!(read(&same).edition, Edition::Same);
        }
        assert_eq!(read(&ARTICLE.replacen('e', "é", 1)).edition, Edition::Other);
        let mut undated = river();
        undated.claims.source.sha256 = None;
        assert_eq!(Marked::read(&undated, ARTICLE).unwrap().edition, Edition::Unknown);
    }

    #[test]
    fn every_excerpt_stands_where_it_is_quoted_and_nothing_of_the_text_is_lost() {
        let (marked, atlas) = (read(ARTICLE), river());
        assert_eq!(marked.found(), atlas.claims.claims.len());
        let got = quoted(&marked);
        for claim in &atlas.claims.claims {
            let own: Vec<&str> =
                got.iter().filter(|(id, _)| *id == claim.id).map(|(_, text)| &**text).collect();
            assert_eq!(own.concat(), claim.exact().unwrap(), "{}", claim.id);
        }
        let want: Vec<&str> = ARTICLE.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        assert_eq!(all(ARTICLE), want.join("\n"));
    }

    #[test]
    fn other_signs_and_ends_of_lines_are_the_same_words() {
        let wrapped = ARTICLE.replace(' ', "\n").replace('’', "'");
        let marked = read(&wrapped);
        assert_eq!((marked.edition, marked.found()), (Edition::Other, river().claims.claims.len()));
        assert!(!quoted(&marked).is_empty());
    }

    #[test]
    fn what_says_something_else_is_told_and_not_shown_as_quoted() {
        let atlas = river();
        let claim = &atlas.claims.claims[0];
        let exact = claim.exact().unwrap();
        let marked = read(&ARTICLE.replace(exact, ""));
        let lost = marked.excerpts.iter().find(|excerpt| excerpt.claim == claim.id).unwrap();
        assert!(!lost.is_word_for_word(), "{lost:?}");
        assert!(quoted(&marked).iter().all(|(id, _)| *id != claim.id));
    }

    #[test]
    fn overlapping_excerpts_share_their_words() {
        let at = |claim: &str, at| Excerpt { claim: claim.into(), fate: Fate::Kept, at: Some(at) };
        let got = lines("one two three", "", &[at("a", 0..7), at("b", 4..13)]);
        let runs: Vec<(&str, String)> =
            got[0].runs.iter().map(|run| (&*run.text, run.claims.join("+"))).collect();
        assert_eq!(runs, [("one ", "a".into()), ("two", "a+b".into()), (" three", "b".into())]);
    }

    #[test]
    fn what_is_no_article_is_refused() {
        let unread = |text: &str| Marked::read(&river(), text).unwrap_err();
        assert_eq!(unread(" \n"), Unread::Empty);
        assert_eq!(unread("%PDF\0\u{1}"), Unread::NoText);
        assert_eq!(unread(&"é".repeat(MOST + 1)), Unread::TooLong(MOST + 1));
    }
}
