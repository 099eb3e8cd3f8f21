//! The base map's lines as SVG paths. Which lines, and at which level of
//! detail, is `carto::detail`'s.

use carto::{
    decimal::decimal,
    detail::Sink,
    style::{Ink, Look},
};

/// Path data in the making, in pixels with a decimal: a tenth is a thirtieth
/// of a millimetre on paper.
#[derive(Debug, Default)]
pub struct PathData {
    data: String,
    /// Where the last vertex was written.
    last: [String; 2],
}

impl PathData {
    /// The lines as elements in this look, inks by name; nothing where there
    /// are no lines.
    pub fn svg(&self, look: &Look) -> String {
        if self.data.is_empty() {
            return String::new();
        }
        let element = |fill: Option<Ink>, pen: &str| {
            let fill = fill.map_or("none\"".to_owned(), |Ink(name)| {
                format!(r#"var(--map-{name})" fill-rule="evenodd""#)
            });
            format!(r#"<path d="{}" fill="{fill}{pen}/>"#, self.data)
        };
        // The fill goes with the lowest pen, so that areas are written once.
        let mut fill = look.fill;
        let strokes = look.pens.iter().map(|pen| {
            let dash: Vec<String> = pen.dash.iter().map(|d| decimal(*d, 2)).collect();
            let dash = match &dash[..] {
                [] => String::new(),
                dash => format!(r#" stroke-dasharray="{}""#, dash.join(" ")),
            };
            let (Ink(name), width) = (pen.ink, decimal(pen.width, 2));
            let pen = format!(
                r#" stroke="var(--map-{name})" stroke-width="{width}" stroke-linejoin="round"{dash}"#
            );
            element(fill.take(), &pen)
        });
        let strokes: String = strokes.collect();
        if fill.is_some() { element(fill, "") } else { strokes }
    }

    fn push(&mut self, command: char, x: f64, y: f64) {
        let vertex = [decimal(x, 1), decimal(y, 1)];
        // What is nearer than the decimal need not be written twice.
        if command == 'M' || vertex != self.last {
            self.data.push(command);
            self.data.extend([&vertex[0], " ", &vertex[1]]);
            self.last = vertex;
        }
    }
}

impl Sink for PathData {
    fn move_to(&mut self, x: f64, y: f64) {
        self.push('M', x, y);
    }

    fn line_to(&mut self, x: f64, y: f64) {
        self.push('L', x, y);
    }

    fn close(&mut self) {
        self.data.push('Z');
    }

    /// One path, however long: a file is drawn once, and edited by the piece.
    fn flush(&mut self) {}

    fn group(&self) -> usize {
        usize::MAX
    }
}

#[cfg(test)]
mod tests {
    use carto::style::{BaseStyle, Pen, base_look};

    use super::*;

    fn triangle() -> PathData {
        let mut data = PathData::default();
        data.move_to(0., 0.);
        data.line_to(12.48, 3.);
        data.line_to(12.51, 3.04);
        data.line_to(4., -8.26);
        data.close();
        data
    }

    #[track_caller]
    fn check(look: &Look, want: &[&str]) {
        assert_eq!(triangle().svg(look), want.concat());
    }

    #[test]
    fn an_area_is_filled() {
        let want = r#"<path d="M0 0L12.5 3L4 -8.3Z" fill="var(--map-land)" fill-rule="evenodd"/>"#;
        check(&base_look(BaseStyle::Country, 1., 8.).unwrap(), &[want]);
    }

    #[test]
    fn the_lowest_pen_goes_with_the_fill() {
        let pen = |ink, width, dash| Pen { ink: Ink(ink), width, dash };
        let look = Look { fill: Some(Ink("land")), pens: vec![pen("a", 4.5, &[]), pen("b", 1., &[3., 1.5])] };
        check(
            &look,
            &[
                r#"<path d="M0 0L12.5 3L4 -8.3Z" fill="var(--map-land)" fill-rule="evenodd""#,
                r#" stroke="var(--map-a)" stroke-width="4.5" stroke-linejoin="round"/>"#,
                r#"<path d="M0 0L12.5 3L4 -8.3Z" fill="none""#,
                r#" stroke="var(--map-b)" stroke-width="1" stroke-linejoin="round" stroke-dasharray="3 1.5"/>"#,
            ],
        );
    }

    #[test]
    fn no_look_and_no_lines_are_nothing() {
        check(&Look::default(), &[]);
        assert_eq!(PathData::default().svg(&base_look(BaseStyle::Country, 1., 8.).unwrap()), "");
    }
}
