//! The interface's words. Those of a language are in its file
//! (`crates/languages/texts`), which a page fetches as it fetches the atlas's own texts;
//! here is what they are called, how one is read, and what is made of them.

mod lang;
mod language;
mod messages;
mod phrases;
mod plural;

pub use self::{
    lang::{Lang, nearest},
    language::{Direction, Language},
    messages::{Later, Phrases, Words},
    phrases::{
        Asked, as_of, astray, back_to, changes, date, interval, language_name, length, paragraph, position,
        sentence, situation, step,
    },
    plural::Plural,
};

#[cfg(test)]
pub(crate) mod tests {
    use std::sync::LazyLock;

    use super::{Lang, Language};

    fn read(code: &str) -> Lang {
        let text = languages::text(code).expect("the language has a file");
        let language = Box::leak(Box::new(Language::read(text).expect("of this edition")));
        Lang::new(code, language)
    }

    pub(crate) static FRENCH: LazyLock<Lang> = LazyLock::new(|| read("fr"));
    pub(crate) static ENGLISH: LazyLock<Lang> = LazyLock::new(|| read("en"));
    pub(crate) static ARABIC: LazyLock<Lang> = LazyLock::new(|| read("ar"));
}
