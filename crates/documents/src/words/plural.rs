//! Which form of a message a number asks for: the rules of CLDR for whole numbers, for
//! the languages that the interface speaks. A browser has them too (`Intl.PluralRules`,
//! by which a story in a browser checks these); the page before any script has no
//! browser.

/// How a language tells numbers apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plural {
    /// One, and all others: English, German, Spanish, Azerbaijani.
    One,
    /// None and one, and all others: French, Armenian.
    ZeroOrOne,
    /// 1, 21, …; 2 to 4, 22 to 24, …; and all others: Russian, Ukrainian.
    Slavic,
    /// None, one, two, few, many, and whole hundreds: Arabic.
    Arabic,
}

impl Plural {
    /// The rule that a language's file names.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "one" => Self::One,
            "zero-or-one" => Self::ZeroOrOne,
            "slavic" => Self::Slavic,
            "arabic" => Self::Arabic,
            _ => return None,
        })
    }

    /// What its forms are called, in their order in a message.
    pub fn forms(self) -> &'static [&'static str] {
        match self {
            Self::One | Self::ZeroOrOne => &["one", "other"],
            Self::Slavic => &["one", "few", "many"],
            Self::Arabic => &["zero", "one", "two", "few", "many", "other"],
        }
    }

    /// Which of its forms `count` asks for.
    pub fn form(self, count: usize) -> usize {
        match self {
            Self::One => usize::from(count != 1),
            Self::ZeroOrOne => usize::from(count > 1),
            Self::Slavic => match (count % 10, count % 100) {
                (1, hundred) if hundred != 11 => 0,
                (2..=4, hundred) if !(12..=14).contains(&hundred) => 1,
                _ => 2,
            },
            Self::Arabic => match (count, count % 100) {
                (0..=2, _) => count,
                (_, 3..=10) => 3,
                (_, 11..) => 4,
                _ => 5,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_ask_for_the_forms_that_cldr_gives_them() {
        let forms = |rule: Plural, counts: &[usize]| -> Vec<&str> {
            counts.iter().map(|count| rule.forms()[rule.form(*count)]).collect()
        };
        assert_eq!(forms(Plural::One, &[0, 1, 2]), ["other", "one", "other"]);
        assert_eq!(forms(Plural::ZeroOrOne, &[0, 1, 2]), ["one", "one", "other"]);
        assert_eq!(
            forms(Plural::Slavic, &[0, 1, 2, 4, 5, 11, 12, 21, 22, 112, 121]),
            ["many", "one", "few", "few", "many", "many", "many", "one", "few", "many", "one"]
        );
        assert_eq!(
            forms(Plural::Arabic, &[0, 1, 2, 3, 10, 11, 99, 100, 102, 103, 111]),
            ["zero", "one", "two", "few", "few", "many", "many", "other", "other", "few", "many"]
        );
    }
}
