//! The languages of the interface.

/// A language of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lang {
    /// French, the article's language and the first.
    Fr,
    /// English.
    En,
}

impl Lang {
    /// Both, in the order of the switch.
    pub const ALL: [Self; 2] = [Self::Fr, Self::En];

    /// BCP 47.
    pub fn code(self) -> &'static str {
        match self {
            Self::Fr => "fr",
            Self::En => "en",
        }
    }

    /// The language with this code, regions aside (`fr-CH` is French).
    pub fn from_code(code: &str) -> Option<Self> {
        let primary = code.split('-').next().unwrap_or_default();
        Self::ALL.into_iter().find(|l| l.code().eq_ignore_ascii_case(primary))
    }

    /// The interface's language for texts in `languages` (codes, the first one
    /// preferred): the first of them that it speaks. Where it speaks none,
    /// English, which more readers know.
    pub fn nearest<'a>(languages: impl IntoIterator<Item = &'a str>) -> Self {
        languages.into_iter().find_map(Self::from_code).unwrap_or(Self::En)
    }

    /// Its name in itself.
    pub fn name(self) -> &'static str {
        match self {
            Self::Fr => "Français",
            Self::En => "English",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_language_is_the_first_that_is_spoken() {
        assert_eq!(Lang::nearest(["fr", "en"]), Lang::Fr);
        assert_eq!(Lang::nearest(["en-GB", "fr"]), Lang::En);
        assert_eq!(Lang::nearest(["ar", "fr"]), Lang::Fr);
        assert_eq!(Lang::nearest(["ar", "en"]), Lang::En);
        assert_eq!(Lang::nearest(["ar"]), Lang::En);
        assert_eq!(Lang::nearest([]), Lang::En);
    }

    #[test]
    fn swiss_french_is_french_and_german_is_neither() {
        assert_eq!(Lang::from_code("fr-CH"), Some(Lang::Fr));
        assert_eq!(Lang::from_code("de"), None);
    }
}
