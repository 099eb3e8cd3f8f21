//! How dates, stretches of time, positions and lengths are said, and what is said of
//! links that lead astray.

use atlas::{Interval, Paragraph, PartialDate};

use super::lang::{Lang, filled};

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
    let p = lang.phrases();
    let message = match what {
        Asked::Place => p.astray_place(),
        Asked::Claim => p.astray_claim(),
        Asked::Step => p.astray_step(),
        Asked::Side => p.astray_side(),
        Asked::Layer => p.astray_layer(),
        Asked::Date => p.astray_date(),
        Asked::Language => p.astray_language(),
    };
    lang.put(message, got)
}

/// The name of a language of toponyms, or its code where it is not known.
pub fn language_name(code: &str, lang: Lang) -> String {
    lang.language().name_of(code).unwrap_or(code).to_owned()
}

/// A date as a sentence says it: "17 avril 2024", "April 2024", "1994".
pub fn date(date: PartialDate, lang: Lang) -> String {
    let p = lang.phrases();
    let (message, months) = match (date.month(), date.day()) {
        (None, _) => (p.date_year(), ""),
        (_, None) => (p.date_month(), p.months()),
        (_, Some(1)) => (p.date_first(), p.months_with_day()),
        (_, Some(_)) => (p.date_day(), p.months_with_day()),
    };
    let month = date.month().and_then(|month| months.split('|').nth(usize::from(month) - 1));
    let (day, year) = (date.day().map(|day| day.to_string()), date.year().to_string());
    let with =
        [("day", day.as_deref().unwrap_or_default()), ("month", month.unwrap_or_default()), ("year", &year)];
    // A date is one word: nothing in it is set apart.
    filled(message, &with, false)
}

/// A message about a date, of two: for one with a day, and for any other.
fn about(when: PartialDate, [with_day, other]: [&str; 2], lang: Lang) -> String {
    let message = if when.day().is_some() { with_day } else { other };
    lang.put(message, &date(when, lang))
}

/// For which date something is true, as the end of a sentence: "au 17 avril 2024",
/// "en avril 2024", "en 1980".
pub fn as_of(date: PartialDate, lang: Lang) -> String {
    let p = lang.phrases();
    about(date, [p.as_of_day(), p.as_of()], lang)
}

/// For which date the map is true.
pub fn situation(date: PartialDate, lang: Lang) -> String {
    let p = lang.phrases();
    about(date, [p.situation_day(), p.situation()], lang)
}

/// The way back to the map of a date.
pub fn back_to(date: PartialDate, lang: Lang) -> String {
    let p = lang.phrases();
    about(date, [p.back_to_day(), p.back_to()], lang)
}

/// What a step in time changes on the map: what is there now, and what is not any
/// more, by name. `None` where nothing changes.
pub fn changes([added, gone]: &[Vec<String>; 2], lang: Lang) -> Option<String> {
    /// How many names are said of each.
    const MOST: usize = 5;
    let p = lang.phrases();
    let said = |message: &str, names: &[String]| {
        let told: Vec<&str> = names.iter().take(MOST).map(|name| &**name).collect();
        let told = lang.list(&told);
        let told = match names.len().saturating_sub(MOST) {
            0 => told,
            more => lang.fill(&lang.count(p.and_more(), more), &[("names", &told)]),
        };
        lang.put(message, &told)
    };
    let changes = match (added.is_empty(), gone.is_empty()) {
        (true, true) => return None,
        (false, true) => said(p.added(), added),
        (true, false) => said(p.gone(), gone),
        (false, false) => {
            let both = [("added", &*said(p.added(), added)), ("gone", &*said(p.gone(), gone))];
            lang.fill(p.added_and_gone(), &both)
        }
    };
    Some(lang.put(p.changes(), &changes))
}

/// A stretch of time: "depuis 1991" and "de 1994 à 2020" want care with days.
pub fn interval(interval: Interval, lang: Lang) -> Option<String> {
    let p = lang.phrases();
    Some(match (interval.start, interval.end) {
        (None, None) => return None,
        (Some(start), Some(end)) if start == end => date(start, lang),
        (Some(start), Some(end)) => {
            lang.fill(p.between(), &[("start", &date(start, lang)), ("end", &date(end, lang))])
        }
        (Some(start), None) => about(start, [p.since_day(), p.since()], lang),
        (None, Some(end)) => about(end, [p.until_day(), p.until()], lang),
    })
}

/// `text` as a sentence: with a full stop, unless it has one.
pub fn sentence(text: &str, lang: Lang) -> String {
    let stop = lang.phrases().full_stop();
    if text.ends_with(stop) { text.to_owned() } else { format!("{text}{stop}") }
}

/// Which step of how many.
pub fn step(step: usize, all: usize, lang: Lang) -> String {
    lang.fill(lang.words().step(), &[("step", &step.to_string()), ("all", &all.to_string())])
}

/// Where in the article.
pub fn paragraph(paragraph: Paragraph, lang: Lang) -> String {
    match paragraph {
        Paragraph::Number(n) => lang.put(lang.words().paragraph(), &n.to_string()),
        Paragraph::Caption => lang.words().caption().to_owned(),
    }
}

/// A position as readers know it: "39,82° N, 46,75° E".
pub fn position(lon: f64, lat: f64, lang: Lang) -> String {
    let p = lang.phrases();
    let degrees = |value: f64, positive: &str, negative: &str| {
        // Hundredths of a degree: about a kilometre, as exact as the map.
        let hundredths = (value.abs() * 100.).round() as u64;
        let degrees = format!("{}{}{:02}", hundredths / 100, p.decimal(), hundredths % 100);
        lang.put(if value < 0. { negative } else { positive }, &degrees)
    };
    let (lat, lon) = (degrees(lat, p.north(), p.south()), degrees(lon, p.east(), p.west()));
    lang.fill(p.coordinates(), &[("lat", &lat), ("lon", &lon)])
}

/// A round length: "20 km", "500 m".
pub fn length(metres: f64, lang: Lang) -> String {
    let p = lang.phrases();
    // Whole numbers: the bar's lengths are round.
    let metres = metres.round() as u64;
    let (message, count) =
        if metres >= 1000 { (p.kilometres(), metres / 1000) } else { (p.metres(), metres) };
    lang.put(message, &count.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::tests::{ENGLISH, FRENCH};

    #[track_caller]
    fn check_date(text: &str, french: &str, english: &str) {
        let parsed: PartialDate = text.parse().unwrap();
        assert_eq!((&*date(parsed, *FRENCH), &*date(parsed, *ENGLISH)), (french, english));
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
            [*FRENCH, *ENGLISH].map(|lang| say(text.parse().unwrap(), lang))
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
            changes(&both, *FRENCH).as_deref(),
            Some("Ce qui change\u{a0}: en plus, la route, le pont\u{a0}; en moins, le bac.")
        );
        assert_eq!(
            changes(&[names(&[]), names(&["the ferry"])], *ENGLISH).as_deref(),
            Some("What changes: gone, the ferry.")
        );
        assert_eq!(changes(&[names(&[]), names(&[])], *FRENCH), None);
    }

    #[test]
    fn a_stretch_that_is_open_says_from_when_or_until_when() {
        let since = |text: &str| interval(Interval { start: text.parse().ok(), end: None }, *FRENCH).unwrap();
        let until = |text: &str| interval(Interval { start: None, end: text.parse().ok() }, *FRENCH).unwrap();
        assert_eq!([since("2020-11-10"), since("1991")], ["depuis le 10 novembre 2020", "depuis 1991"]);
        assert_eq!([until("2024-05-24"), until("1994-05")], ["jusqu’au 24 mai 2024", "jusqu’en mai 1994"]);
    }

    #[test]
    fn a_single_day_is_no_stretch() {
        let day: PartialDate = "2020-11-29".parse().unwrap();
        let one = Interval { start: Some(day), end: Some(day) };
        assert_eq!(interval(one, *ENGLISH).as_deref(), Some("29 November 2020"));
        assert_eq!(interval(Interval { start: None, end: None }, *ENGLISH), None);
    }

    #[test]
    fn positions_are_said_by_hemisphere() {
        assert_eq!(position(46.75, 39.825, *FRENCH), "39,83° N, 46,75° E");
        assert_eq!(position(-0.004, -33.5, *ENGLISH), "33.50° S, 0.00° W");
        assert_eq!(position(-70., 4.05, *FRENCH), "4,05° N, 70,00° O");
    }
}
