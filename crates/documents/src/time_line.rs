//! The line of time at the map's foot, as a document: periods as bands on one
//! axis, dated events as marks on it, the atlas's own date, the time that claims
//! speak of, and what is told of the date of the map.
//!
//! Deliberately absent: what a press does (elements say it by `data-date`,
//! `data-play`, `data-now` and `data-more`), the clock that plays, the map. Where its
//! stops are the axis says by `data-stops`: dates, each with its place on the axis.

use atlas::{Chronicle, Interval, PartialDate, chronicle::Period};

use crate::{
    doc::{Node, el},
    events::event,
    parts::said,
    words::{self, Lang},
};

/// The axis from end to end, in the units of [`Axis`]: hundredths of a percent.
pub const WHOLE: i64 = 10_000;
/// How wide a mark is for a finger or a pointer, in CSS pixels (WCAG 2.5.8).
pub(crate) const FINGER: i64 = 24;
/// What stands beside the axis on a map, in CSS pixels: three buttons, and room for
/// half a mark at either end. See `src/style/time.css`.
const BESIDE: i64 = 3 * 28 + FINGER + 8;

/// Where dates lie between the two ends of the line.
///
/// A century and half a year on one scale would leave nothing of the half year. So
/// each period has a share of the width, one for itself and one for each stop in
/// it, and within a period time runs evenly. Where no period is, there is a gap,
/// whose share is reckoned alike. A period that another, earlier in the file, lies
/// over keeps what is left of it.
pub struct Axis(pub(crate) Vec<Stretch>);

/// A period, or what lies between two.
pub(crate) struct Stretch {
    /// The period's number in the chronicle; none for a gap.
    pub(crate) period: Option<usize>,
    /// Its first and last day.
    days: (i64, i64),
    /// Where it begins, and how wide it is.
    pub(crate) from: i64,
    pub(crate) width: i64,
}

impl Axis {
    /// The axis of a chronicle that leads to an atlas's `own` date.
    pub fn new(chronicle: &Chronicle, own: PartialDate) -> Self {
        let stops: Vec<i64> = chronicle.stops(own).into_iter().map(PartialDate::days).collect();
        // There is always one stop, the atlas's own date.
        let (first, last) = (stops.first().copied().unwrap_or(0), stops.last().copied().unwrap_or(0));
        let start = |period: &Period| period.when.start.map_or(first, PartialDate::days);
        let end = |period: &Period| period.when.end.map_or(last, |end| end.last_day().days());
        let mut next = chronicle.periods.iter().map(start).fold(first, i64::min);
        let mut stretches = Vec::new();
        let mut add = |period, days: (i64, i64)| {
            stretches.push(Stretch { period, days, from: 0, width: 0 });
        };
        for (number, period) in chronicle.periods.iter().enumerate() {
            let days = (start(period).max(next), end(period));
            if days.1 < days.0 {
                continue;
            }
            if days.0 > next {
                add(None, (next, days.0 - 1));
            }
            add(Some(number), days);
            next = days.1 + 1;
        }
        if next <= last {
            add(None, (next, last));
        }
        // First in shares, then, once it is known how many there are, in units.
        let mut all = 0;
        for stretch in &mut stretches {
            let (first, last) = stretch.days;
            let within = stops.iter().filter(|day| (first..=last).contains(*day));
            (stretch.from, stretch.width) = (all, 1 + within.map(|_| 1).sum::<i64>());
            all += stretch.width;
        }
        for stretch in &mut stretches {
            let end = (stretch.from + stretch.width) * WHOLE / all;
            stretch.from = stretch.from * WHOLE / all;
            stretch.width = end - stretch.from;
        }
        Self(stretches)
    }

    /// Where the first day of `date` lies, from 0 to [`WHOLE`]. What is before the
    /// axis lies at its start, what is after it at its end.
    pub fn at(&self, date: PartialDate) -> i64 {
        let day = date.days();
        let Some(stretch) = self.0.iter().find(|stretch| day <= stretch.days.1) else { return WHOLE };
        let (first, last) = stretch.days;
        stretch.from + stretch.width * (day - first).max(0) / (last - first).max(1)
    }

    /// Those of `stops` that can be told apart on an axis whose marks begin `apart` (in
    /// its units) from one another: for each mark the first of its stops, and where
    /// the first and the last of them lie.
    pub(crate) fn marks(&self, stops: &[PartialDate], apart: i64) -> Vec<(PartialDate, i64, i64)> {
        let mut marks: Vec<(PartialDate, i64, i64)> = Vec::new();
        for &stop in stops {
            let at = self.at(stop);
            match marks.last_mut() {
                Some((_, first, last)) if at - *first < apart => *last = at,
                _ => marks.push((stop, at, at)),
            }
        }
        marks
    }
}

/// What the line shows.
pub struct Shown<'a> {
    /// The periods and events.
    pub chronicle: &'a Chronicle,
    /// The atlas's own date.
    pub own: PartialDate,
    /// The date of the map.
    pub date: PartialDate,
    /// The date of the band or mark that is pointed at.
    pub pointed: Option<PartialDate>,
    /// The times that the claims speak of which are read.
    pub spoken: Vec<Interval>,
    /// What is on the map since the last date, and what is not any more, by name.
    pub changes: [Vec<String>; 2],
    /// Whether no reliable outline is known for the date.
    pub lacks_outline: bool,
    /// Whether time is passing.
    pub is_playing: bool,
    /// Whether all is shown of what is told.
    pub is_open: bool,
    /// The map's width, in CSS pixels.
    pub width: i64,
}

/// The line: a button that plays, the axis with its slider, what is told.
pub fn time_line(shown: &Shown<'_>, lang: Lang) -> Vec<Node> {
    let w = lang.later();
    let button = |what: &'static str, name: &str, path: &str| {
        let icon = el("svg").attr("viewBox", "0 0 20 20").attr("aria-hidden", "true");
        el("button")
            .attr("type", "button")
            .attr(what, "")
            .attr("aria-label", name)
            .attr("title", name)
            .child(icon.child(el("path").attr("d", path)))
    };
    let (name, icon) = if shown.is_playing {
        (w.pause(), "M5 3h4v14H5zM11 3h4v14h-4z")
    } else {
        (w.play(), "M5 3L17 10L5 17z")
    };
    let play = button("data-play", name, icon);
    let more = button("data-more", w.in_full(), "M4 13L10 7L16 13");
    let back = (shown.date != shown.own).then(|| {
        let name = words::back_to(shown.own, lang);
        button("data-now", &name, "M8 4L3 9L8 14M3 9H12A4 4 0 0 1 12 17")
    });
    let pointed = shown.pointed.filter(|date| *date != shown.date);
    let pointed = pointed.map(|date| happened(shown.chronicle, date, lang));
    let open = if shown.is_open { "true" } else { "false" };
    vec![
        play,
        axis(shown, lang),
        more.attr("aria-expanded", open),
        back.into(),
        el("div").class("pointed").children(pointed.into_iter().flatten()),
        el("div")
            .class("told")
            .attr("aria-live", "polite")
            .attr("data-open", open)
            // Of a kind of its own for each date: it comes, and is spoken, whole.
            .child(el("div").class(&format!("on-{}", shown.date)).children(told(shown, lang))),
    ]
}

/// `at` on the axis, as a length of CSS.
fn percent(at: i64) -> String {
    format!("{}.{:02}%", at / 100, at % 100)
}

/// Bands, gaps, what claims speak of, marks; above them the slider.
fn axis(shown: &Shown<'_>, lang: Lang) -> Node {
    let (chronicle, own) = (shown.chronicle, shown.own);
    let axis = Axis::new(chronicle, own);
    let placed = |node: Node, from: i64, to: i64| {
        node.attr("--from", &percent(from)).attr("--width", &percent(to - from))
    };
    let now = chronicle.period_on(shown.date);
    let band = |stretch: &Stretch| {
        let (from, to) = (stretch.from, stretch.from + stretch.width);
        let Some(period) = stretch.period.map(|number| &chronicle.periods[number]) else {
            return placed(el("span").class("gap"), from, to);
        };
        let is_now = now.is_some_and(|now| now.id == period.id);
        let band = el("button")
            .class("band")
            .attr("type", "button")
            .attr("data-date", &period.show.to_string())
            .attr("aria-pressed", if is_now { "true" } else { "false" })
            .attr("title", period.about.best(lang.code()).1);
        placed(band, from, to).child(said("span", &period.name, lang))
    };
    let apart = FINGER * WHOLE / (shown.width - BESIDE).max(1);
    let mark = |(first, from, to): (PartialDate, i64, i64)| {
        placed(el("span").class("stop").attr("data-date", &first.to_string()), from, to)
    };
    let spoken = |when: &Interval| {
        let (start, end) =
            (when.start.map_or(0, |d| axis.at(d)), when.end.map_or(WHOLE, |d| axis.at(d.last_day())));
        placed(el("span").class("spoken"), start, end)
    };
    let slider = el("input")
        .attr("type", "range")
        .attr("name", "date")
        .attr("min", "0")
        .attr("max", &WHOLE.to_string())
        .attr("value", &axis.at(shown.date).to_string())
        .attr("aria-label", lang.later().date_of_map())
        .attr("aria-valuetext", &date_and_period(shown.date, now, lang));
    let stops = chronicle.stops(own);
    let stops_at: Vec<String> = stops.iter().map(|stop| format!("{stop} {}", axis.at(*stop))).collect();
    el("div")
        .class("axis")
        .attr("data-stops", &stops_at.join(" "))
        .children(axis.0.iter().map(band))
        .child(placed(el("span").class("own"), axis.at(own), axis.at(own)))
        .children(shown.spoken.iter().map(spoken))
        .children(axis.marks(&stops, apart).into_iter().map(mark))
        .child(slider)
}

/// A date, and in short in which period it lies.
fn date_and_period(date: PartialDate, period: Option<&Period>, lang: Lang) -> String {
    let date = words::date(date, lang);
    match period {
        Some(period) => format!("{date}, {}", period.name.best(lang.code()).1),
        None => date,
    }
}

/// What is told of the date of the map, and of the step that led to it.
fn told(shown: &Shown<'_>, lang: Lang) -> Vec<Node> {
    let mut nodes = happened(shown.chronicle, shown.date, lang);
    let lacks = shown.lacks_outline.then(|| lang.later().no_outline().to_owned());
    let said: Vec<String> = lacks.into_iter().chain(words::changes(&shown.changes, lang)).collect();
    if !said.is_empty() {
        nodes.push(el("p").class("changes").text(&said.join(" ")));
    }
    nodes
}

/// What happened at the date, else in which period it lies.
fn happened(chronicle: &Chronicle, on: PartialDate, lang: Lang) -> Vec<Node> {
    let events = chronicle.events.iter().filter(|event| event.when.start == Some(on));
    let mut nodes: Vec<Node> = events.map(|e| event(e, chronicle, lang)).collect();
    if nodes.is_empty() {
        let about = chronicle.period_on(on).map(|period| said("p", &period.about, lang));
        let date = el("p").child(el("strong").text(&words::date(on, lang)));
        nodes.push(el("div").class("event").child(date).child(about.into()));
    }
    nodes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::tests::ENGLISH;

    const OWN: &str = "2020-01-01";

    /// Two periods with a gap between them; ten years, two years and twenty.
    fn chronicle() -> Chronicle {
        let event = |when: &str| {
            format!(
                r#"{{"when": {{"start": "{when}", "end": "{when}"}}, "text": {{"en": "In {when}."}}, "regions": [], "sources": ["s"]}}"#
            )
        };
        let events: Vec<String> = ["1980", "1985", "1991", "2010-06-01", "2010-06-03"].map(event).to_vec();
        Chronicle::parse(&format!(
            r#"{{"periods": [
              {{"id": "ferry", "name": {{"en": "The ferry"}}, "about": {{"en": "A boat crosses."}},
                "when": {{"start": "1980", "end": "1989"}}, "show": "1982"}},
              {{"id": "bridge", "name": {{"en": "The bridge"}}, "about": {{"en": "A bridge stands."}},
                "when": {{"start": "1992"}}, "show": "2000-01-01"}}],
              "events": [{}], "references": {{"s": {{"title": "S"}}}}}}"#,
            events.join(",")
        ))
        .expect("a chronicle")
    }

    fn date(text: &str) -> PartialDate {
        text.parse().expect(text)
    }

    fn axis_of(chronicle: &Chronicle) -> Axis {
        Axis::new(chronicle, date(OWN))
    }

    /// The line at a date, as HTML.
    fn line(at: &str, change: impl FnOnce(&mut Shown<'_>)) -> String {
        let chronicle = chronicle();
        let mut shown = Shown {
            chronicle: &chronicle,
            own: date(OWN),
            date: date(at),
            pointed: None,
            spoken: Vec::new(),
            changes: [Vec::new(), Vec::new()],
            lacks_outline: false,
            is_playing: false,
            is_open: false,
            width: 1_316,
        };
        change(&mut shown);
        time_line(&shown, *ENGLISH).iter().map(Node::to_html).collect()
    }

    #[test]
    fn a_period_has_a_share_for_itself_and_one_for_each_stop_in_it() {
        let axis = axis_of(&chronicle());
        let widths: Vec<(Option<usize>, i64, i64)> =
            axis.0.iter().map(|s| (s.period, s.from, s.width)).collect();
        // Nine shares: three, two of the gap, four.
        assert_eq!(widths, [(Some(0), 0, 3_333), (None, 3_333, 2_222), (Some(1), 5_555, 4_445)]);
    }

    #[test]
    fn time_runs_evenly_within_a_period() {
        let axis = axis_of(&chronicle());
        assert_eq!(axis.at(date("1980")), 0);
        assert!((axis.at(date("1985")) - 3_333 / 2).abs() < 5, "five of ten years");
        assert_eq!(axis.at(date("1989-12-31")), 3_333);
        assert_eq!(axis.at(date("1990")), 3_333, "a gap begins where the period ends");
        assert!((axis.at(date("2006")) - (5_555 + 4_445 / 2)).abs() < 5, "fourteen of twenty-eight");
        assert_eq!(axis.at(date(OWN)), WHOLE);
    }

    #[test]
    fn what_is_beyond_the_axis_lies_at_its_ends() {
        let axis = axis_of(&chronicle());
        assert_eq!((axis.at(date("1900")), axis.at(date("2100"))), (0, WHOLE));
    }

    #[test]
    fn a_chronicle_without_periods_is_one_gap() {
        let mut chronicle = chronicle();
        chronicle.periods.clear();
        let axis = axis_of(&chronicle);
        assert_eq!((axis.0.len(), axis.at(date("1980")), axis.at(date(OWN))), (1, 0, WHOLE));
        chronicle.events.clear();
        assert_eq!(axis_of(&chronicle).at(date(OWN)), 0, "a single day");
    }

    #[test]
    fn periods_that_meet_or_overlap_leave_no_gap() {
        let mut chronicle = chronicle();
        chronicle.periods[1].when.start = Some(date("1985"));
        assert!(axis_of(&chronicle).0.iter().all(|stretch| stretch.period.is_some()));
        chronicle.periods[1].when.start = Some(date("1990"));
        assert_eq!(axis_of(&chronicle).0.len(), 2);
    }

    #[test]
    fn marks_nearer_than_a_finger_are_one() {
        let (chronicle, own) = (chronicle(), date(OWN));
        let marks = |apart| {
            let marks = axis_of(&chronicle).marks(&chronicle.stops(own), apart);
            marks.iter().map(|(first, _, _)| first.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(marks(0), ["1980", "1985", "1991", "2010-06-01", "2010-06-03", OWN]);
        assert_eq!(marks(100), ["1980", "1985", "1991", "2010-06-01", OWN]);
        assert_eq!(marks(WHOLE + 1), ["1980"]);
        assert_eq!(line(OWN, |_| ()).matches("class=\"stop\"").count(), 5);
        assert_eq!(line(OWN, |shown| shown.width = 0).matches("class=\"stop\"").count(), 1);
    }

    #[test]
    fn bands_lead_to_their_dates_and_the_present_one_is_pressed() {
        let html = line("1985", |_| ());
        assert!(
            html.contains("data-date=\"1982\" aria-pressed=\"true\" title=\"A boat crosses.\""),
            "{html}"
        );
        assert!(html.contains("data-date=\"2000-01-01\" aria-pressed=\"false\""), "{html}");
        assert_eq!(html.matches("class=\"gap\"").count(), 1);
    }

    #[test]
    fn the_slider_says_the_date_and_the_period() {
        assert!(line("1985", |_| ()).contains("aria-valuetext=\"1985, The ferry\""));
        assert!(line("1980", |_| ()).contains("max=\"10000\" value=\"0\""));
        assert!(line("1991", |_| ()).contains("aria-valuetext=\"1991\""));
    }

    #[test]
    fn an_event_is_told_where_it_began_and_the_period_elsewhere() {
        assert!(line("1991", |_| ()).contains("<p>In 1991.</p>"));
        assert!(line("2005", |_| ()).contains("<strong>2005</strong></p><p>A bridge stands.</p>"));
    }

    #[test]
    fn what_is_pointed_at_is_told_beside_the_date_of_the_map() {
        let html = line("1991", |shown| shown.pointed = Some(date("1985")));
        assert!(html.contains("<p>In 1985.</p>") && html.contains("<p>In 1991.</p>"), "{html}");
        let html = line("1991", |shown| shown.pointed = Some(date("1991")));
        assert_eq!(html.matches("In 1991.").count(), 1, "what is shown is told already");
    }

    #[test]
    fn what_a_step_changes_is_said_and_where_no_outline_is_known() {
        assert!(!line("1991", |_| ()).contains("changes"));
        let changes = [vec!["The bridge".to_owned()], vec!["The ferry".to_owned(), "The pier".to_owned()]];
        let html = line("1991", |shown| (shown.changes, shown.lacks_outline) = (changes, true));
        let want = "<p class=\"changes\">No reliable outline for this date. \
                    What changes: added, The bridge; gone, The ferry, The pier.</p>";
        assert!(html.contains(want), "{html}");
    }

    #[test]
    fn the_way_back_is_there_from_another_date_only() {
        assert!(!line(OWN, |_| ()).contains("data-now"));
        assert!(line("1991", |_| ()).contains("Back to 1 January 2020"));
    }

    #[test]
    fn what_claims_speak_of_is_drawn_from_its_start_to_its_end() {
        let when = [
            Interval { start: Some(date("1985")), end: None },
            Interval { start: None, end: Some(date("1989")) },
        ];
        let html = line(OWN, |shown| shown.spoken = when.to_vec());
        assert!(html.contains("class=\"spoken\" --from=\"16.67%\" --width=\"83.33%\""), "{html}");
        assert!(html.contains("class=\"spoken\" --from=\"0.00%\" --width=\"33.33%\""), "{html}");
    }

    #[test]
    fn the_button_says_what_it_would_do() {
        assert!(line(OWN, |_| ()).contains("aria-label=\"Play through time\""));
        assert!(line(OWN, |shown| shown.is_playing = true).contains("aria-label=\"Pause\""));
    }
}
