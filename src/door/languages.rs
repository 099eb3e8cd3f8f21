//! The interface's languages: which ones the bundle has, what each is called, and its
//! words.

use std::cell::RefCell;

use documents::{
    Lang,
    words::{Language, nearest},
};
use protocol::{DESCRIBED, File};

use super::{boot, files, page, writing};

thread_local! {
    /// Those whose words the page has: older than the state, which is in one of them.
    static KNOWN: RefCell<Vec<&'static Language>> = const { RefCell::new(Vec::new()) };
}

/// Where the page says of each language that the bundle has words of: `code=name=file`.
const WORDS: &str = "app-languages";
/// And of each other language that its own atlas has texts in: `code=file`.
const TEXTS: &str = "app-texts";

/// What the page says of a language, by its code.
fn offer(what: &str, code: &str) -> Option<String> {
    let listed = page::named(what);
    listed.split(',').find_map(|one| one.strip_prefix(code)?.strip_prefix('=').map(str::to_owned))
}

async fn file(name: &str) -> Result<String, (String, String)> {
    // Its digest is in its name.
    let asked = File { url: page::beside(name), integrity: String::new() };
    files::text(&asked).await.map_err(|why| (name.to_owned(), why))
}

/// What the page is in for texts in the language `texts`, and what it begins with in that
/// language, as JSON: `None` where that stands in it, or nothing does. Both are fetched
/// where the page does not have them.
///
/// # Errors
/// The file that could not be had or read, and why.
pub async fn beginning(texts: &str) -> Result<(Lang, Option<String>), (String, String)> {
    let lang = spoken(texts).await?;
    let Some(name) = offer(TEXTS, texts) else { return Ok((lang, None)) };
    Ok((lang, Some(file(&name).await?)))
}

/// The codes of all languages of the interface.
pub fn codes() -> Vec<String> {
    page::named(WORDS).split(',').map(|one| one.split('=').next().unwrap_or_default().to_owned()).collect()
}

/// The language that the page came in: its texts' and the interface's.
pub fn standing() -> Option<Lang> {
    let words = page::document().get_element_by_id("first-words")?.text_content()?;
    let language = learn(words)?;
    Some(Lang::new(texts().first().map_or(language.code, |texts| texts), language))
}

/// The languages of the texts that stand in the page, its own first.
pub fn texts() -> Vec<String> {
    let listed = page::root_attribute("data-languages").unwrap_or_default();
    listed.split(' ').map(str::to_owned).collect()
}

/// What a language is called in itself, by its code; the code, where nobody knows.
pub fn name(code: &str) -> String {
    let named = offer(WORDS, code).and_then(|offer| Some(offer.split_once('=')?.0.to_owned()));
    named.unwrap_or_else(|| boot::language_name(code))
}

/// What the page is in for texts in the language `texts`, whose words are fetched where
/// the page does not have them yet.
///
/// # Errors
/// The file that could not be had or read, and why.
pub async fn spoken(texts: &str) -> Result<Lang, (String, String)> {
    // The nearest that there is, else English, which more readers know.
    let code = nearest(&[texts.to_owned()], &codes()).unwrap_or(DESCRIBED[1]).to_owned();
    if !DESCRIBED.contains(&&*code) {
        // What the worker says of the land it says in that one; without it, it says nothing.
        let _ = of(DESCRIBED[1]).await;
    }
    Ok(Lang::new(texts, of(&code).await?))
}

async fn of(code: &str) -> Result<&'static Language, (String, String)> {
    if let Some(known) = KNOWN.with_borrow(|known| known.iter().find(|l| l.code == code).copied()) {
        return Ok(known);
    }
    let offer = offer(WORDS, code).unwrap_or_default();
    let name = offer.split('=').next_back().unwrap_or_default();
    learn(file(name).await?).ok_or_else(|| (name.to_owned(), "no words of this edition".to_owned()))
}

/// The page has the words of a language from now on, and so has the worker.
fn learn(text: String) -> Option<&'static Language> {
    // As long as the page lives: there are a few.
    let text: &'static str = text.leak();
    let language: &'static Language = Box::leak(Box::new(Language::read(text)?));
    KNOWN.with_borrow_mut(|known| known.push(language));
    writing::learn(text);
    Some(language)
}
