//! How dates, stretches of time, positions and lengths are said, and what is said of
//! links that lead astray.

use atlas::{Interval, Paragraph, PartialDate};

use super::lang::Lang;

/// What a link may ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// A region.
    Place,
    /// A claim.
    Claim,
    /// A step on the way through the article.
    Step,
    /// A party whose claims come first.
    Side,
    /// A layer that is on.
    Layer,
    /// A date of the map.
    Date,
    /// A language of the interface.
    Language,
}

/// That a link asks for something that there is not.
pub fn astray(what: Asked, got: &str, lang: Lang) -> String {
    let (french, english) = match what {
        Asked::Place => ("le lieu", "place"),
        Asked::Claim => ("le propos", "claim"),
        Asked::Step => ("l’étape", "step"),
        Asked::Side => ("la partie", "party"),
        Asked::Layer => ("le calque", "layer"),
        Asked::Date => ("la date", "date"),
        Asked::Language => ("la langue", "language"),
    };
    match lang {
        Lang::Fr => format!("Ce lien demande {french} «\u{a0}{got}\u{a0}», que cette carte n’a pas."),
        Lang::En => format!("This link asks for the {english} “{got}”, which this map does not have."),
    }
}

/// The name of a language of toponyms, or its code where it is not known.
pub fn language_name(code: &str, lang: Lang) -> String {
    let known = match (code, lang) {
        ("fr", Lang::Fr) => "français",
        ("en", Lang::Fr) => "anglais",
        ("hy", Lang::Fr) => "arménien",
        ("az", Lang::Fr) => "azéri",
        ("ru", Lang::Fr) => "russe",
        ("fr", Lang::En) => "French",
        ("en", Lang::En) => "English",
        ("hy", Lang::En) => "Armenian",
        ("az", Lang::En) => "Azerbaijani",
        ("ru", Lang::En) => "Russian",
        _ => code,
    };
    known.to_owned()
}

/// A date as a sentence says it: "17 avril 2024", "April 2024", "1994".
pub fn date(date: PartialDate, lang: Lang) -> String {
    const FRENCH: [&str; 12] = [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ];
    const ENGLISH: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let year = date.year();
    let Some(month) = date.month() else { return year.to_string() };
    let names = if lang == Lang::Fr { FRENCH } else { ENGLISH };
    let name = names[usize::from(month) - 1];
    match (date.day(), lang) {
        (None, _) => format!("{name} {year}"),
        (Some(1), Lang::Fr) => format!("1ᵉʳ {name} {year}"),
        (Some(day), _) => format!("{day} {name} {year}"),
    }
}

/// For which date something is true, as the end of a sentence: "au 17 avril 2024",
/// "en avril 2024", "en 1980".
pub fn as_of(date: PartialDate, lang: Lang) -> String {
    let of = match (lang, date.day()) {
        (Lang::Fr, Some(_)) => "au",
        (Lang::Fr, None) => "en",
        (Lang::En, Some(_)) => "as of",
        (Lang::En, None) => "in",
    };
    format!("{of} {}", self::date(date, lang))
}

/// For which date the map is true.
pub fn situation(date: PartialDate, lang: Lang) -> String {
    format!("Situation {}", as_of(date, lang))
}

/// The way back to the map of a date.
pub fn back_to(date: PartialDate, lang: Lang) -> String {
    match lang {
        Lang::Fr => format!("Revenir {}", as_of(date, lang)),
        Lang::En => format!("Back to {}", self::date(date, lang)),
    }
}

/// What a step in time changes on the map: what is there now, and what is not any
/// more, by name. `None` where nothing changes.
pub fn changes([added, gone]: &[Vec<String>; 2], lang: Lang) -> Option<String> {
    /// How many names are said of each.
    const MOST: usize = 5;
    let (all, to_added, to_gone, between, [and, others]) = match lang {
        Lang::Fr => ("Ce qui change\u{a0}:", "en plus, ", "en moins, ", "\u{a0}; ", ["et", "de plus"]),
        Lang::En => ("What changes:", "added, ", "gone, ", "; ", ["and", "more"]),
    };
    let mut said = String::new();
    for (to, names) in [(to_added, added), (to_gone, gone)] {
        if !names.is_empty() {
            said += if said.is_empty() { " " } else { between };
            said += to;
            said += &names.iter().take(MOST).cloned().collect::<Vec<_>>().join(", ");
            if let more @ 1.. = names.len().saturating_sub(MOST) {
                said = format!("{said} {and} {more} {others}");
            }
        }
    }
    (!said.is_empty()).then(|| format!("{all}{said}."))
}

/// A stretch of time: "depuis 1991" and "de 1994 à 2020" want care with days.
pub fn interval(interval: Interval, lang: Lang) -> Option<String> {
    let say = |d| date(d, lang);
    Some(match (interval.start, interval.end, lang) {
        (None, None, _) => return None,
        (Some(start), Some(end), _) if start == end => say(start),
        (Some(start), Some(end), _) => format!("{} – {}", say(start), say(end)),
        (Some(start), None, Lang::Fr) if start.day().is_some() => format!("depuis le {}", say(start)),
        (Some(start), None, Lang::Fr) => format!("depuis {}", say(start)),
        (Some(start), None, Lang::En) => format!("since {}", say(start)),
        (None, Some(end), Lang::Fr) => format!("jusqu’{}", as_of(end, lang)),
        (None, Some(end), Lang::En) => format!("until {}", say(end)),
    })
}

/// Where in the article.
pub fn paragraph(paragraph: Paragraph, lang: Lang) -> String {
    match paragraph {
        Paragraph::Number(n) => format!("{} {n}", lang.words().paragraph),
        Paragraph::Caption => lang.words().caption.to_owned(),
    }
}

/// A position as readers know it: "39,82° N, 46,75° E".
pub fn position(lon: f64, lat: f64, lang: Lang) -> String {
    let degrees = |value: f64, positive: &str, negative: &str| {
        // Hundredths of a degree: about a kilometre, as exact as the map.
        let hundredths = (value.abs() * 100.).round() as u64;
        let comma = if lang == Lang::Fr { ',' } else { '.' };
        let side = if value < 0. { negative } else { positive };
        format!("{}{comma}{:02}° {side}", hundredths / 100, hundredths % 100)
    };
    let west = if lang == Lang::Fr { "O" } else { "W" };
    format!("{}, {}", degrees(lat, "N", "S"), degrees(lon, "E", west))
}

/// A round length: "20 km", "500 m".
pub fn length(metres: f64) -> String {
    // Whole numbers: the bar's lengths are round.
    let metres = metres.round() as u64;
    if metres >= 1000 { format!("{} km", metres / 1000) } else { format!("{metres} m") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_date(text: &str, french: &str, english: &str) {
        let parsed: PartialDate = text.parse().unwrap();
        assert_eq!((&*date(parsed, Lang::Fr), &*date(parsed, Lang::En)), (french, english));
    }

    #[test]
    fn dates_are_as_exact_as_they_are_known() {
        check_date("2024-04-17", "17 avril 2024", "17 April 2024");
        check_date("2020-12-01", "1ᵉʳ décembre 2020", "1 December 2020");
        check_date("2023-09", "septembre 2023", "September 2023");
        check_date("1994", "1994", "1994");
    }

    #[test]
    fn a_date_is_said_as_the_language_says_it() {
        let said = |say: fn(PartialDate, Lang) -> String, text: &str| {
            [Lang::Fr, Lang::En].map(|lang| say(text.parse().unwrap(), lang))
        };
        assert_eq!(
            said(situation, "2024-04-17"),
            ["Situation au 17 avril 2024", "Situation as of 17 April 2024"]
        );
        assert_eq!(said(situation, "2024-06"), ["Situation en juin 2024", "Situation in June 2024"]);
        assert_eq!(said(situation, "1980"), ["Situation en 1980", "Situation in 1980"]);
        assert_eq!(said(back_to, "1980"), ["Revenir en 1980", "Back to 1980"]);
        assert_eq!(said(back_to, "2024-05-01"), ["Revenir au 1ᵉʳ mai 2024", "Back to 1 May 2024"]);
    }

    #[test]
    fn a_step_in_time_says_what_is_there_now_and_what_is_not_any_more() {
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let both = [names(&["la route", "le pont"]), names(&["le bac"])];
        assert_eq!(
            changes(&both, Lang::Fr).as_deref(),
            Some("Ce qui change\u{a0}: en plus, la route, le pont\u{a0}; en moins, le bac.")
        );
        assert_eq!(
            changes(&[names(&[]), names(&["the ferry"])], Lang::En).as_deref(),
            Some("What changes: gone, the ferry.")
        );
        assert_eq!(changes(&[names(&[]), names(&[])], Lang::Fr), None);
    }

    #[test]
    fn a_stretch_that_is_open_says_from_when_or_until_when() {
        let since =
            |text: &str| interval(Interval { start: text.parse().ok(), end: None }, Lang::Fr).unwrap();
        let until =
            |text: &str| interval(Interval { start: None, end: text.parse().ok() }, Lang::Fr).unwrap();
        assert_eq!([since("2020-11-10"), since("1991")], ["depuis le 10 novembre 2020", "depuis 1991"]);
        assert_eq!([until("2024-05-24"), until("1994-05")], ["jusqu’au 24 mai 2024", "jusqu’en mai 1994"]);
    }

    #[test]
    fn a_single_day_is_no_stretch() {
        let day: PartialDate = "2020-11-29".parse().unwrap();
        let one = Interval { start: Some(day), end: Some(day) };
        assert_eq!(interval(one, Lang::En).as_deref(), Some("29 November 2020"));
        assert_eq!(interval(Interval { start: None, end: None }, Lang::En), None);
    }

    #[test]
    fn positions_are_said_by_hemisphere() {
        assert_eq!(position(46.75, 39.825, Lang::Fr), "39,83° N, 46,75° E");
        assert_eq!(position(-0.004, -33.5, Lang::En), "33.50° S, 0.00° W");
        assert_eq!(position(-70., 4.05, Lang::Fr), "4,05° N, 70,00° O");
    }
}
