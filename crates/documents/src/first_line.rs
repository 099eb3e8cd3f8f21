//! The line of time before any script, as a picture: where the line will stand once it
//! can be used, its periods, marks and date, and what is told of that.

use atlas::{Chronicle, PartialDate};

use crate::{
    doc::{Node, el},
    parts::said,
    time_line::{Axis, FINGER, Stretch, WHOLE},
    words::{self, Lang},
};

/// For how wide an axis its marks are told apart, in CSS pixels: a laptop's. On a narrow
/// one they lie over one another until the line is there.
const WIDTH: i64 = 700;

/// `at` on the axis, to a thousandth of it: a pixel.
fn percent(at: i64) -> String {
    format!("{}.{}%", at / 100, at / 10 % 10)
}

/// The picture of the line at an atlas's `own` date. Readers who hear the page hear of
/// dates once the line is there.
pub fn first_line(chronicle: &Chronicle, own: PartialDate, lang: Lang) -> Node {
    let axis = Axis::new(chronicle, own);
    let now = chronicle.period_on(own);
    let band = |stretch: &Stretch| {
        let period = &chronicle.periods[stretch.period?];
        let rect = el("rect").attr("x", &percent(stretch.from)).attr("width", &percent(stretch.width));
        let rect = rect.attr("height", "36");
        let middle = percent(stretch.from + stretch.width / 2);
        let name = el("text").attr("x", &middle).attr("y", "10").text(period.name.best(lang.code()).1);
        let is_now = now.is_some_and(|now| now.id == period.id);
        Some([if is_now { rect.class("now") } else { rect }, name])
    };
    let line = |from: i64, to: i64| el("line").attr("x1", &percent(from)).attr("x2", &percent(to));
    let mark = |(_, from, to): (PartialDate, i64, i64)| {
        // A line of no length has no ends either.
        line(from, to.max(from + 10)).attr("y1", "24").attr("y2", "24")
    };
    let at = axis.at(own);
    let bands = axis.0.iter().filter_map(band).flatten();
    let marks = axis.marks(&chronicle.stops(own), FINGER * WHOLE / WIDTH).into_iter().map(mark);
    let date = line(at, at).attr("y2", "36").class("now");
    let picture = el("svg").class("first-axis").children(bands).children(marks).child(date);
    let events = chronicle.events.iter().filter(|event| event.when.start == Some(own));
    let told = events.map(|event| {
        let when = words::interval(event.when, lang).unwrap_or_default();
        let when = el("p").child(el("strong").text(&when));
        el("div").class("event").child(when).child(said("p", &event.text, lang))
    });
    let told = el("div").class("told").child(el("div").children(told));
    el("div").class("time on-map first-time").attr("aria-hidden", "true").child(picture).child(told)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::tests::ENGLISH;

    fn chronicle() -> Chronicle {
        let text = r#"{"periods": [
              {"id": "ferry", "name": {"en": "The <ferry>"}, "about": {"en": "A boat crosses."},
                "when": {"start": "1980", "end": "1989"}, "show": "1982"},
              {"id": "bridge", "name": {"en": "The bridge"}, "about": {"en": "A bridge stands."},
                "when": {"start": "1990"}, "show": "2000-01-01"}],
              "events": [{"when": {"start": "2000", "end": "2000"}, "text": {"en": "It opens & stays."},
                "regions": [], "sources": ["s"]}], "references": {"s": {"title": "S"}}}"#;
        Chronicle::parse(text).expect("a chronicle")
    }

    #[test]
    fn bands_marks_and_the_date_are_where_the_line_has_them() {
        let html = first_line(&chronicle(), "2000".parse().unwrap(), *ENGLISH).to_html();
        let want = concat!(
            r#"<div class="time on-map first-time" aria-hidden="true"><svg class="first-axis">"#,
            r#"<rect x="0.0%" width="33.3%" height="36"></rect><text x="16.6%" y="10">The &lt;ferry&gt;</text>"#,
            r#"<rect x="33.3%" width="66.6%" height="36" class="now"></rect><text x="66.6%" y="10">The bridge</text>"#,
            r#"<line x1="100.0%" x2="100.1%" y1="24" y2="24"></line>"#,
        );
        assert!(html.starts_with(want), "{html}");
        assert!(html.contains("<p><strong>2000</strong></p><p>It opens &amp; stays.</p>"), "{html}");
    }
}
