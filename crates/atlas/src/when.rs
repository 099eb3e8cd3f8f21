//! Dates known to a year, a month or a day, and intervals of them. No clock,
//! no time of day, no calendar but the Gregorian; how a date reads in a
//! language is the page's.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::json::{At, FromJson, Problem, described, object};

/// A date known to a year (`1994`), a month (`2023-09`) or a day
/// (`2024-04-17`), in the years 0000 to 9999.
///
/// Ordered by first day; of those that begin together, the longest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct PartialDate {
    // The derived order reads the fields in turn, `None` first, which is the
    // order by first day.
    year: u16,
    month: Option<u8>,
    day: Option<u8>,
}

/// Why a text is no date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// Not in one of the three forms.
    #[error("date \"{got}\", expected YYYY, YYYY-MM or YYYY-MM-DD")]
    Form {
        /// The text.
        got: String,
    },
    /// No such month.
    #[error("date \"{got}\": month {month:02}, expected 01 to 12")]
    Month {
        /// The text.
        got: String,
        /// Its month.
        month: u8,
    },
    /// No such day in that month of that year.
    #[error("date \"{got}\": day {day:02}, expected 01 to {last:02}")]
    Day {
        /// The text.
        got: String,
        /// Its day.
        day: u8,
        /// The month's last day.
        last: u8,
    },
}

impl PartialDate {
    /// 1 January 1970, where clocks begin.
    pub const EPOCH: Self = Self { year: 1970, month: Some(1), day: Some(1) };

    /// The year.
    pub fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12, where it is known.
    pub fn month(self) -> Option<u8> {
        self.month
    }

    /// The day of the month, from 1, where it is known.
    pub fn day(self) -> Option<u8> {
        self.day
    }

    /// The first day it may mean: 1 January 1994 for `1994`.
    #[must_use]
    pub fn first_day(self) -> Self {
        Self { month: self.month.or(Some(1)), day: self.day.or(Some(1)), ..self }
    }

    /// The last day it may mean: 31 December 1994 for `1994`.
    #[must_use]
    pub fn last_day(self) -> Self {
        let month = self.month.unwrap_or(12);
        let day = self.day.unwrap_or_else(|| days_in(self.year, month));
        Self { month: Some(month), day: Some(day), ..self }
    }

    /// Days from 1 March 0000 to its first day, for distances in time.
    pub fn days(self) -> i64 {
        // Years begin in March here, so that a leap day is the last of its year.
        let (month, day) = (i64::from(self.month.unwrap_or(1)), i64::from(self.day.unwrap_or(1)));
        let year = i64::from(self.year) - i64::from(month < 3);
        let months = (month + 9) % 12;
        year * 365 + year.div_euclid(4) - year.div_euclid(100)
            + year.div_euclid(400)
            + (months * 153 + 2) / 5
            + day
            - 1
    }
}

impl FromStr for PartialDate {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let form = || DateError::Form { got: text.to_owned() };
        let mut parts = text.split('-');
        let year = parts.next().and_then(|part| digits(part, 4));
        let year = year.ok_or_else(form)?;
        let mut two = || parts.next().map(|part| digits(part, 2).ok_or_else(form));
        let month = two().transpose()?.map(|month| month as u8);
        let day = two().transpose()?.map(|day| day as u8);
        if parts.next().is_some() {
            return Err(form());
        }
        if let Some(month) = month
            && !(1..=12).contains(&month)
        {
            let got = text.to_owned();
            return Err(DateError::Month { got, month });
        }
        if let (Some(month), Some(day)) = (month, day) {
            let last = days_in(year, month);
            if !(1..=last).contains(&day) {
                let got = text.to_owned();
                return Err(DateError::Day { got, day, last });
            }
        }
        Ok(Self { year, month, day })
    }
}

/// The number that exactly `count` (at most 4) ASCII digits write.
fn digits(text: &str, count: usize) -> Option<u16> {
    let all_digits = text.len() == count && text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|_| all_digits)
}

fn days_in(year: u16, month: u8) -> u8 {
    let divides = |by: u16| year.is_multiple_of(by);
    let leap = divides(4) && (!divides(100) || divides(400));
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl TryFrom<String> for PartialDate {
    type Error = DateError;

    fn try_from(text: String) -> Result<Self, DateError> {
        text.parse()
    }
}

impl fmt::Display for PartialDate {
    /// As it is written in files: `2023-09`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        for part in [self.month, self.day].into_iter().flatten() {
            write!(f, "-{part:02}")?;
        }
        Ok(())
    }
}

impl FromJson for PartialDate {
    fn from_json(at: At<'_>) -> Result<Self, Problem> {
        at.text()?.parse().map_err(|error: DateError| at.problem(error.to_string()))
    }
}

object!(Interval { start: may, end: may });

impl From<PartialDate> for String {
    fn from(date: PartialDate) -> Self {
        date.to_string()
    }
}

/// A stretch of time, both ends included; a missing end is open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Interval {
    /// The first date, the whole of it.
    #[serde(default)]
    pub start: Option<PartialDate>,
    /// The last date, the whole of it.
    #[serde(default)]
    pub end: Option<PartialDate>,
}

/// Why a Linked Places `when` cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WhenError {
    /// Something of the wrong shape.
    #[error("{at}: got {got}, expected {expected}")]
    Shape {
        /// Where in the `when`: `timespans/0/start`.
        at: String,
        /// What stands there.
        got: String,
        /// What should.
        expected: &'static str,
    },
    /// A text that is no date.
    #[error("{at}: {error}")]
    Date {
        /// Where in the `when`.
        at: String,
        /// Why.
        error: DateError,
    },
}

impl Interval {
    /// When a feature with these GeoJSON properties is true; always, where empty. A
    /// `when` that cannot be read is reported by the check: here the feature is shown
    /// rather than lost.
    pub fn of_feature(properties: &Map<String, Value>) -> Vec<Self> {
        let when = properties.get("when");
        when.and_then(|when| Self::from_linked_places(when).ok()).unwrap_or_default()
    }

    /// Whether any of `intervals` holds on `date`, or there is none.
    pub fn hold(intervals: &[Self], date: PartialDate) -> bool {
        intervals.is_empty() || intervals.iter().any(|interval| interval.contains(date))
    }

    /// Whether it holds on `date`.
    ///
    /// Dates count whole: an interval that ends in `1991` holds until
    /// 31 December 1991, and one that starts on 12 May 1994 holds for `1994`,
    /// of which it has a part. Two intervals that meet on a day both hold on
    /// that day. Never, if the end is before the start.
    pub fn contains(self, date: PartialDate) -> bool {
        !self.is_reversed()
            && self.start.is_none_or(|start| start.first_day() <= date.last_day())
            && self.end.is_none_or(|end| date.first_day() <= end.last_day())
    }

    /// Whether there is a day on which both hold, dates counted as in [`Interval::contains`].
    pub fn meets(self, other: Self) -> bool {
        let begins_in_time = |one: Self, other: Self| match (one.start, other.end) {
            (Some(start), Some(end)) => start.first_day() <= end.last_day(),
            _ => true,
        };
        !self.is_reversed()
            && !other.is_reversed()
            && begins_in_time(self, other)
            && begins_in_time(other, self)
    }

    /// Whether it ends before it starts, the whole of both dates counted.
    pub fn is_reversed(self) -> bool {
        match (self.start, self.end) {
            (Some(start), Some(end)) => end.last_day() < start.first_day(),
            _ => false,
        }
    }

    /// The intervals of a Linked Places `when`:
    /// `{"timespans": [{"start": {"in": "1994"}, "end": {"in": "2020-11-10"}}]}`.
    ///
    /// A feature holds where any of them does. A start may be `earliest`
    /// instead of `in`, an end `latest`. Other members are passed over.
    /// <https://github.com/LinkedPasts/linked-places-format>
    ///
    /// # Errors
    /// Where, what was got, what was expected.
    pub fn from_linked_places(when: &Value) -> Result<Vec<Self>, WhenError> {
        const TIMESPANS: &str = "a list with at least one timespan";
        let spans = member(when, "", "timespans")?;
        let list = spans.and_then(Value::as_array).filter(|l| !l.is_empty());
        let list = list.ok_or_else(|| shape("timespans", spans, TIMESPANS))?;
        let mut intervals = Vec::with_capacity(list.len());
        for (index, span) in list.iter().enumerate() {
            let at = format!("timespans/{index}");
            let end_of = |name: &str, also: &str| {
                let Some(side) = member(span, &at, name)? else {
                    return Ok(None);
                };
                let at = format!("{at}/{name}");
                let date = match member(side, &at, "in")? {
                    Some(date) => Some(date),
                    None => member(side, &at, also)?,
                };
                let text = date.and_then(Value::as_str);
                let text = text.ok_or_else(|| shape(&at, date, "a date as a text in `in`"))?;
                match text.parse() {
                    Ok(date) => Ok(Some(date)),
                    Err(error) => Err(WhenError::Date { at, error }),
                }
            };
            intervals.push(Self { start: end_of("start", "earliest")?, end: end_of("end", "latest")? });
        }
        Ok(intervals)
    }
}

/// A member of an object: `None` where it is missing, an error where `value`
/// is no object.
fn member<'a>(value: &'a Value, at: &str, name: &str) -> Result<Option<&'a Value>, WhenError> {
    match value {
        Value::Object(members) => Ok(members.get(name)),
        other => Err(shape(at, Some(other), "an object")),
    }
}

fn shape(at: &str, got: Option<&Value>, expected: &'static str) -> WhenError {
    WhenError::Shape {
        at: if at.is_empty() { "when" } else { at }.to_owned(),
        got: got.map_or_else(|| "nothing".to_owned(), described),
        expected,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> PartialDate {
        text.parse().expect(text)
    }

    #[track_caller]
    fn check(text: &str, want: Result<&str, &str>) {
        let got: Result<PartialDate, _> = text.parse();
        let got = got.map(|d| d.to_string()).map_err(|e| e.to_string());
        let want = want.map(str::to_owned).map_err(str::to_owned);
        assert_eq!(got, want);
    }

    #[test]
    fn a_year_a_month_or_a_day_is_a_date() {
        check("1994", Ok("1994"));
        check("2023-09", Ok("2023-09"));
        check("2024-04-17", Ok("2024-04-17"));
        check("0001-01-01", Ok("0001-01-01"));
    }

    #[test]
    fn spans_meet_where_a_day_is_in_both() {
        let span = |start: &str, end: &str| {
            let date = |text: &str| (!text.is_empty()).then(|| date(text));
            Interval { start: date(start), end: date(end) }
        };
        let meets = |one: Interval, other: Interval| {
            assert_eq!(one.meets(other), other.meets(one));
            one.meets(other)
        };
        assert!(meets(span("1990", "1994"), span("1994-05-12", "")));
        assert!(meets(span("", ""), span("", "1991")));
        assert!(!meets(span("1990", "1994-05-11"), span("1994-05-12", "")));
        assert!(!meets(span("2000", "1990"), span("", "")), "one that ends before it starts holds never");
    }

    #[test]
    fn there_are_twelve_months() {
        check("2024-12", Ok("2024-12"));
        let want = "date \"2024-13\": month 13, expected 01 to 12";
        check("2024-13", Err(want));
        let want = "date \"2024-00-01\": month 00, expected 01 to 12";
        check("2024-00-01", Err(want));
    }

    #[test]
    fn a_month_has_its_days() {
        check("2024-04-30", Ok("2024-04-30"));
        let want = "date \"2024-04-31\": day 31, expected 01 to 30";
        check("2024-04-31", Err(want));
        let want = "date \"2024-04-00\": day 00, expected 01 to 30";
        check("2024-04-00", Err(want));
    }

    #[test]
    fn a_leap_year_has_one_more() {
        check("2024-02-29", Ok("2024-02-29"));
        check("2000-02-29", Ok("2000-02-29"));
        let want = "date \"2023-02-29\": day 29, expected 01 to 28";
        check("2023-02-29", Err(want));
        let want = "date \"1900-02-29\": day 29, expected 01 to 28";
        check("1900-02-29", Err(want));
    }

    #[test]
    fn anything_else_is_no_date() {
        for text in [
            "",
            "94",
            "19940",
            "-1994",
            "1994-",
            "1994-5",
            "1994-05-12-",
            "1994/05",
            "+994",
            "199é",
            "1994-+5",
            " 1994",
            "mai 1994",
            "2024-04-17T14:27",
        ] {
            let want = format!("date {text:?}, expected YYYY, YYYY-MM or YYYY-MM-DD");
            check(text, Err(&want));
        }
    }

    #[track_caller]
    fn check_days(text: &str, first: &str, last: &str) {
        assert_eq!(date(text).first_day(), date(first));
        assert_eq!(date(text).last_day(), date(last));
    }

    #[test]
    fn a_year_lasts_from_january_to_december() {
        check_days("1994", "1994-01-01", "1994-12-31");
    }

    #[test]
    fn a_month_lasts_to_its_last_day() {
        check_days("2024-02", "2024-02-01", "2024-02-29");
        check_days("2023-02", "2023-02-01", "2023-02-28");
    }

    #[test]
    fn a_day_is_its_first_and_last() {
        check_days("1994-05-12", "1994-05-12", "1994-05-12");
    }

    #[test]
    fn distances_are_in_days() {
        let between = |from: &str, to: &str| date(to).days() - date(from).days();
        assert_eq!(between("2024-04-17", "2024-04-17"), 0);
        assert_eq!(between("2024-02-28", "2024-03-01"), 2);
        assert_eq!(between("1900-02-28", "1900-03-01"), 1);
        assert_eq!(between("1999-12-31", "2000-01-01"), 1);
        assert_eq!(between("1923-07-07", "2024-04-17"), 36_810);
        assert_eq!(between("0000-01-01", "0000-03-01"), 60);
        assert_eq!(date("1988").days(), date("1988-01-01").days());
        assert_eq!(date("0000-03-01").days(), 0);
    }

    #[test]
    fn dates_are_ordered_by_first_day_then_the_longest_first() {
        let mut dates = ["1994-05", "1995", "1994-01-01", "1994", "1994-05-12", "1994-01"].map(date);
        dates.sort();
        let want = ["1994", "1994-01", "1994-01-01", "1994-05", "1994-05-12", "1995"].map(date);
        assert_eq!(dates, want);
    }

    fn interval(start: &str, end: &str) -> Interval {
        let some = |text: &str| (!text.is_empty()).then(|| date(text));
        Interval { start: some(start), end: some(end) }
    }

    #[track_caller]
    fn check_contains((start, end): (&str, &str), asked: &str, want: bool) {
        assert_eq!(interval(start, end).contains(date(asked)), want);
    }

    #[test]
    fn a_year_contains_its_days() {
        check_contains(("1994", "1994"), "1994-05-12", true);
        check_contains(("1994", "1994"), "1995-01-01", false);
    }

    #[test]
    fn an_end_year_counts_to_its_last_day() {
        check_contains(("1923", "1991"), "1991-12-31", true);
        check_contains(("1923", "1991"), "1992-01-01", false);
    }

    #[test]
    fn both_ends_count() {
        check_contains(("1994-05-12", "2020-11-10"), "1994-05-12", true);
        check_contains(("1994-05-12", "2020-11-10"), "2020-11-10", true);
        check_contains(("1994-05-12", "2020-11-10"), "1994-05-11", false);
        check_contains(("1994-05-12", "2020-11-10"), "2020-11-11", false);
    }

    #[test]
    fn a_date_that_is_partly_in_is_in() {
        check_contains(("1994-05-12", "2020-11-10"), "1994", true);
        check_contains(("1994-05-12", "2020-11-10"), "2020-11", true);
        check_contains(("1994-05-12", "2020-11-10"), "1994-04", false);
    }

    #[test]
    fn a_missing_end_is_open() {
        check_contains(("2023-09", ""), "9999-12-31", true);
        check_contains(("", "1991"), "0000", true);
        check_contains(("", ""), "2024", true);
    }

    #[test]
    fn a_reversed_interval_contains_nothing() {
        check_contains(("2024", "2023"), "2023", false);
        check_contains(("2024", "2023"), "2024", false);
    }

    #[test]
    fn an_end_inside_its_start_is_not_reversed() {
        assert!(!interval("2024", "2024-03").is_reversed());
        assert!(!interval("2024-03", "2024").is_reversed());
        assert!(interval("2024-03-02", "2024-03-01").is_reversed());
    }

    #[track_caller]
    fn check_when(json: &str, want: Result<&[Interval], &str>) {
        let when: Value = serde_json::from_str(json).expect("fixture is JSON");
        let got = Interval::from_linked_places(&when).map_err(|e| e.to_string());
        assert_eq!(got, want.map(<[_]>::to_vec).map_err(str::to_owned));
    }

    #[test]
    fn a_timespan_is_an_interval() {
        check_when(
            r#"{"timespans":[{"start":{"in":"1994-05-12"},"end":{"in":"2020-11-10"}}]}"#,
            Ok(&[interval("1994-05-12", "2020-11-10")]),
        );
    }

    #[test]
    fn a_timespan_may_be_open() {
        check_when(r#"{"timespans":[{"start":{"in":"1992-08"}}]}"#, Ok(&[interval("1992-08", "")]));
        check_when(r#"{"timespans":[{}]}"#, Ok(&[interval("", "")]));
    }

    #[test]
    fn there_may_be_several() {
        check_when(
            r#"{"timespans":[{"end":{"in":"1991"}},{"start":{"in":"2023"}}]}"#,
            Ok(&[interval("", "1991"), interval("2023", "")]),
        );
    }

    #[test]
    fn the_widest_reading_of_an_uncertain_end_counts() {
        check_when(
            r#"{"timespans":[{"start":{"earliest":"1991","latest":"1992"},"end":{"earliest":"2020","latest":"2021"}}]}"#,
            Ok(&[interval("1991", "2021")]),
        );
    }

    #[test]
    fn a_bad_when_says_where() {
        let want = "timespans: got nothing, expected a list with at least one timespan";
        check_when("{}", Err(want));
        let want = "timespans: got an empty list, expected a list with at least one timespan";
        check_when(r#"{"timespans":[]}"#, Err(want));
        check_when("1994", Err("when: got 1994, expected an object"));
        let want = "timespans/0: got 5, expected an object";
        check_when(r#"{"timespans":[5]}"#, Err(want));
        let want = "timespans/0/start: got 1994, expected a date as a text in `in`";
        check_when(r#"{"timespans":[{"start":{"in":1994}}]}"#, Err(want));
        let want = "timespans/0/end: date \"soon\", expected YYYY, YYYY-MM or YYYY-MM-DD";
        check_when(r#"{"timespans":[{"end":{"in":"soon"}}]}"#, Err(want));
    }

    proptest::proptest! {
        #[test]
        fn a_text_that_is_a_date_is_written_back_the_same(text in "[0-9]{4}(-[0-9]{2}){0,2}") {
            if let Ok(date) = text.parse::<PartialDate>() {
                proptest::prop_assert_eq!(date.to_string(), text);
            }
        }

        #[test]
        fn no_text_panics(text in ".*") {
            let _ = text.parse::<PartialDate>();
        }
    }
}
