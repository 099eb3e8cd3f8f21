//! The words of a description, in French and English. They are labels and short values
//! rather than sentences: names come from an atlas, and what article or preposition a
//! name takes in French nobody can tell from the name ("en Arménie", "au Nakhitchevan").

use crate::question::Wind;
use documents::{Lang, words::Language};
use protocol::DESCRIBED;

/// What a fact is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// The state that it lies in, as the map draws that.
    State,
    /// How far the rest of its state is.
    Exclave,
    /// The nearest borders between states.
    Border,
    /// The nearest towns.
    Towns,
    /// The nearest shore.
    Shore,
    /// Its parts.
    Parts,
    /// How far its parts lie from each other.
    Extent,
    /// Square kilometres.
    Area,
    /// Kilometres.
    Length,
    /// What it borders on.
    Neighbours,
    /// What holds it.
    Around,
    /// What lies inside it.
    Inside,
    /// What a line crosses, in order.
    Crosses,
    /// What a line runs along.
    Along,
    /// Towns that a line passes.
    Passes,
    /// Who holds it.
    Held,
    /// Who holds the ground that a line runs over.
    GroundHeld,
    /// Who claims it.
    Claimed,
    /// Who demands a way.
    Demanded,
    /// How exact its drawing is.
    Precision,
    /// What the map shows of it at which dates.
    Dates,
    /// That nothing shows it.
    Absent,
}

impl Topic {
    /// What stands before the fact. What a line does is said of a route that is only
    /// `supposed` in the conditional.
    pub fn label(self, supposed: bool, lang: Lang) -> &'static str {
        let [french, english] = match self {
            Self::State => ["Pays, selon la frontière tracée", "Country, by the border drawn"],
            Self::Exclave => ["Exclave", "Exclave"],
            Self::Border => ["Frontière d’État la plus proche", "Nearest state border"],
            Self::Towns => ["Villes les plus proches", "Nearest towns"],
            Self::Shore => ["Rive la plus proche", "Nearest shore"],
            Self::Parts => ["Parties", "Parts"],
            Self::Extent => ["Étendue", "Extent"],
            Self::Area => ["Superficie sur la carte", "Area on the map"],
            Self::Length => ["Longueur sur la carte", "Length on the map"],
            Self::Neighbours => ["Tout autour", "All around"],
            Self::Around => ["Dans le tracé de", "Within the outline of"],
            Self::Inside => ["À l’intérieur du tracé", "Inside the outline"],
            Self::Crosses if supposed => ["Traverserait", "Would cross"],
            Self::Crosses => ["Traverse", "Crosses"],
            Self::Along if supposed => ["Longerait", "Would run along"],
            Self::Along => ["Longe", "Runs along"],
            Self::Passes if supposed => ["Passerait près de", "Would pass near"],
            Self::Passes => ["Passe près de", "Passes near"],
            Self::Held => ["Tenu par", "Held by"],
            Self::GroundHeld => ["Terrain tenu par", "Ground held by"],
            Self::Demanded => ["Demandé par", "Demanded by"],
            Self::Claimed => ["Revendiqué par", "Claimed by"],
            Self::Precision => ["Précision du tracé", "How exact the drawing is"],
            Self::Dates => ["Sur la carte selon la date", "On the map by date"],
            Self::Absent => ["Sur la carte à cette date", "On the map at this date"],
        };
        of(lang, french, english)
    }
}

/// The same in words that descriptions are written in: `lang`'s own, or those of the
/// last of them that is `known`.
pub fn described(lang: Lang, known: impl IntoIterator<Item = &'static Language>) -> Lang {
    let speaks = |language: &Language| DESCRIBED.contains(&language.code);
    if speaks(lang.language()) {
        return lang;
    }
    let last = known
        .into_iter()
        .filter(|language| speaks(language))
        .max_by_key(|language| DESCRIBED.iter().position(|code| *code == language.code));
    last.map_or(lang, |language| lang.said_in(language))
}

/// One of two texts.
pub fn of<T>(lang: Lang, french: T, english: T) -> T {
    if is_french(lang) { french } else { english }
}

fn is_french(lang: Lang) -> bool {
    lang.language().code == "fr"
}

/// A fact as one sentence: "Superficie sur la carte : 39 km²."
pub fn sentence(label: &str, text: &str, lang: Lang) -> String {
    let dot = if text.ends_with(['.', '…', '!', '?']) { "" } else { "." };
    format!("{label}{}{text}{dot}", colon(lang))
}

/// That the map could not be read, and why.
pub fn excuse(reason: &str, lang: Lang) -> String {
    let said = of(lang, "Ce que la carte montre n’a pas pu être lu", "What the map shows could not be read");
    sentence(said, reason, lang)
}

/// What stands between a label and what it labels.
pub fn colon(lang: Lang) -> &'static str {
    of(lang, "\u{202f}: ", ": ")
}

/// What stands between items that have commas within.
pub fn semicolon(lang: Lang) -> &'static str {
    of(lang, "\u{202f}; ", "; ")
}

/// On which side: "à l’ouest", "to the west".
pub fn side(wind: Wind, lang: Lang) -> &'static str {
    let [french, english] = match wind {
        Wind::North => ["au nord", "to the north"],
        Wind::NorthEast => ["au nord-est", "to the north-east"],
        Wind::East => ["à l’est", "to the east"],
        Wind::SouthEast => ["au sud-est", "to the south-east"],
        Wind::South => ["au sud", "to the south"],
        Wind::SouthWest => ["au sud-ouest", "to the south-west"],
        Wind::West => ["à l’ouest", "to the west"],
        Wind::NorthWest => ["au nord-ouest", "to the north-west"],
    };
    of(lang, french, english)
}

/// The same at the beginning of a sentence.
pub fn towards(wind: Wind, lang: Lang) -> String {
    let side = side(wind, lang);
    let mut letters = side.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().collect::<String>());
    first.unwrap_or_default() + letters.as_str()
}

/// A whole number with its thousands apart.
fn grouped(number: u64, lang: Lang) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push_str(of(lang, "\u{202f}", ","));
        }
        text.push(digit);
    }
    text
}

fn unit(lang: Lang) -> &'static str {
    of(lang, "\u{202f}", "\u{a0}")
}

fn nearly(rough: bool, lang: Lang) -> &'static str {
    if rough { of(lang, "environ ", "about ") } else { "" }
}

/// A distance as honest as it is known: to a kilometre, from 50 km on to five; a
/// `rough` one to five from 10 km on, and said to be.
pub fn distance(km: f64, rough: bool, lang: Lang) -> String {
    if km < 1. {
        return of(lang, "moins de 1\u{202f}km", "less than 1\u{a0}km").to_owned();
    }
    let step = if km >= 50. || (rough && km >= 10.) { 5. } else { 1. };
    let round = ((km / step).round() * step) as u64;
    format!("{}{}{}km", nearly(rough, lang), grouped(round, lang), unit(lang))
}

/// How far off and where: "à 9 km à l’ouest", "9 km to the west".
pub fn away(km: f64, wind: Wind, rough: bool, lang: Lang) -> String {
    format!("{}{} {}", of(lang, "à ", ""), distance(km, rough, lang), side(wind, lang))
}

/// Square kilometres: to one below a hundred, above to three digits; a `rough` area to
/// two, and said to be.
pub fn area(square_km: f64, rough: bool, lang: Lang) -> String {
    if square_km < 1. {
        return of(lang, "moins de 1\u{202f}km²", "less than 1\u{a0}km²").to_owned();
    }
    let most = if rough { 100. } else { 1000. };
    let mut step = 1.;
    while square_km / step >= most {
        step *= 10.;
    }
    let round = ((square_km / step).round() * step) as u64;
    format!("{}{}{}km²", nearly(rough, lang), grouped(round, lang), unit(lang))
}

/// "Bakou et Erevan" for two, commas for more.
pub fn list(names: &[String], lang: Lang) -> String {
    match names {
        [one, other] => format!("{one} {} {other}", of(lang, "et", "and")),
        names => names.join(", "),
    }
}

/// At most `most` names; how many more there are is said.
pub fn at_most(names: &[String], most: usize, lang: Lang) -> String {
    if names.len() <= most {
        return list(names, lang);
    }
    let more = names.len() - most;
    let more = match more {
        1 => of(lang, "et 1 autre", "and 1 more").to_owned(),
        _ => of(lang, format!("et {more} autres"), format!("and {more} more")),
    };
    format!("{}, {more}", names[..most].join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(got: [String; 2], french: &str, english: &str) {
        assert_eq!(got.map(|text| text.replace(['\u{202f}', '\u{a0}'], " ")), [french, english]);
    }

    fn both(say: impl Fn(Lang) -> String) -> [String; 2] {
        ["fr", "en"].map(languages::lang).map(say)
    }

    #[test]
    fn a_distance_is_as_exact_as_it_is_known() {
        let said = |km: f64, rough: bool| both(|lang| distance(km, rough, lang));
        check(said(0.4, false), "moins de 1 km", "less than 1 km");
        check(said(8.6, false), "9 km", "9 km");
        check(said(41.3, false), "41 km", "41 km");
        check(said(127.4, false), "125 km", "125 km");
        check(said(8.6, true), "environ 9 km", "about 9 km");
        check(said(41.3, true), "environ 40 km", "about 40 km");
        check(said(1234., false), "1 235 km", "1,235 km");
    }

    #[test]
    fn an_area_has_three_digits_and_a_rough_one_two() {
        let said = |square: f64, rough: bool| both(|lang| area(square, rough, lang));
        check(said(0.2, false), "moins de 1 km²", "less than 1 km²");
        check(said(39.2, false), "39 km²", "39 km²");
        check(said(4277.3, false), "4 280 km²", "4,280 km²");
        check(said(29_703., false), "29 700 km²", "29,700 km²");
        check(said(3113., true), "environ 3 100 km²", "about 3,100 km²");
        check(said(5.9, true), "environ 6 km²", "about 6 km²");
    }

    #[test]
    fn names_are_listed_as_each_language_does() {
        let names =
            |count: usize| ["A", "B", "C", "D"][..count].iter().map(|n| (*n).to_owned()).collect::<Vec<_>>();
        check(both(|lang| list(&names(2), lang)), "A et B", "A and B");
        check(both(|lang| list(&names(3), lang)), "A, B, C", "A, B, C");
        check(both(|lang| at_most(&names(3), 2, lang)), "A, B, et 1 autre", "A, B, and 1 more");
        check(both(|lang| at_most(&names(4), 2, lang)), "A, B, et 2 autres", "A, B, and 2 more");
        check(both(|lang| at_most(&names(1), 2, lang)), "A", "A");
    }

    #[test]
    fn a_sentence_has_one_end() {
        check(both(|lang| sentence("A", "b", lang)), "A : b.", "A: b.");
        check(both(|lang| sentence("A", "b.", lang)), "A : b.", "A: b.");
    }

    #[test]
    fn a_side_begins_a_sentence_too() {
        check(both(|lang| towards(Wind::East, lang)), "À l’est", "To the east");
        check(
            both(|lang| away(9., Wind::SouthWest, false, lang)),
            "à 9 km au sud-ouest",
            "9 km to the south-west",
        );
    }
}
