//! In which order a region's names stand. Which names there are is the
//! region's; what a language is called is the page's.

use crate::region::Toponym;

/// A region's names in the order a reader meets them:
///
/// 1. the article's own form;
/// 2. the parties' names, by language code, which favours neither side and
///    is the same for every region;
/// 3. other names, the reader's language first;
/// 4. variants, in the same order among themselves.
///
/// Ties keep the file's order. Each name carries its `lang`.
#[must_use]
pub fn in_order<'a>(names: &'a [Toponym], reader_lang: &str) -> Vec<&'a Toponym> {
    let rank = |name: &Toponym| {
        let by_party = name.party.is_some();
        let code = if by_party { name.lang.clone() } else { String::new() };
        (!name.article, name.variant, !by_party, code, name.lang != reader_lang)
    };
    let mut ordered: Vec<&Toponym> = Vec::new();
    for name in names {
        ordered.insert(ordered.partition_point(|other| rank(other) <= rank(name)), name);
    }
    ordered
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `toponym` is written as `lang`, then `*` the article's, `@` a party's,
    /// `~` a variant.
    #[track_caller]
    fn check(names: &[&str], reader: &str, want: &[&str]) {
        let names: Vec<Toponym> = names
            .iter()
            .map(|name| Toponym {
                toponym: (*name).to_owned(),
                lang: name[..2].to_owned(),
                party: name.contains('@').then(|| "someone".to_owned()),
                article: name.contains('*'),
                variant: name.contains('~'),
                sources: vec![],
            })
            .collect();
        let got: Vec<&str> = in_order(&names, reader).iter().map(|n| &*n.toponym).collect();
        assert_eq!(got, want);
    }

    #[test]
    fn the_articles_form_leads() {
        check(&["az@", "fr*", "hy@"], "fr", &["fr*", "az@", "hy@"]);
    }

    #[test]
    fn it_leads_for_a_reader_of_another_language_too() {
        check(&["en", "fr*"], "en", &["fr*", "en"]);
    }

    #[test]
    fn it_leads_even_as_a_party_name_or_a_variant() {
        check(&["az@", "hy@*~"], "fr", &["hy@*~", "az@"]);
    }

    #[test]
    fn the_order_of_the_parties_does_not_hang_on_the_file() {
        check(&["hy@", "az@"], "fr", &["az@", "hy@"]);
        check(&["az@", "hy@"], "fr", &["az@", "hy@"]);
    }

    #[test]
    fn nor_on_the_reader() {
        check(&["az@", "hy@"], "hy", &["az@", "hy@"]);
    }

    #[test]
    fn other_names_follow_the_readers_language_first() {
        check(&["ru", "en", "az@"], "en", &["az@", "en", "ru"]);
    }

    #[test]
    fn variants_come_last() {
        check(&["en~", "hy@~", "ru", "az@"], "en", &["az@", "ru", "hy@~", "en~"]);
    }

    #[test]
    fn ties_keep_the_files_order() {
        check(&["ru-b", "ru-a"], "fr", &["ru-b", "ru-a"]);
    }

    #[test]
    fn no_names_are_no_names() {
        check(&[], "fr", &[]);
    }
}
