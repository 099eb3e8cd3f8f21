//! Lines as SVG paths. Which lines, and at which level of
//! detail, is `carto::detail`'s.

use carto::{
    decimal::decimal,
    detail::Sink,
    style::{Ink, Look},
};
use documents::doc::{Node, el};

/// Path data in the making, in pixels with a decimal: a tenth is a thirtieth
/// of a millimetre on paper.
#[derive(Debug, Default)]
pub struct Lines {
    data: String,
    /// Where the last vertex was written.
    last: [String; 2],
}

impl Lines {
    /// The data.
    pub fn into_data(self) -> String {
        self.data
    }

    /// The lines as elements in this look, inks by name; none where there are no
    /// lines.
    pub fn elements(&self, look: &Look) -> Vec<Node> {
        if self.data.is_empty() {
            return Vec::new();
        }
        let named = |Ink(name): Ink| format!("var(--map-{name})");
        let element = |fill: Option<Ink>| {
            let path = el("path").attr("d", &self.data);
            match fill {
                Some(ink) => path.attr("fill", &named(ink)).attr("fill-rule", "evenodd"),
                None => path.attr("fill", "none"),
            }
        };
        // The fill goes with the lowest pen, so that areas are written once.
        let mut fill = look.fill;
        let stroked = look.pens.iter().map(|pen| {
            let path = element(fill.take())
                .attr("stroke", &named(pen.ink))
                .attr("stroke-width", &decimal(pen.width, 2))
                .attr("stroke-linejoin", "round");
            let dash: Vec<String> = pen.dash.iter().map(|d| decimal(*d, 2)).collect();
            if dash.is_empty() { path } else { path.attr("stroke-dasharray", &dash.join(" ")) }
        });
        let stroked: Vec<Node> = stroked.collect();
        if fill.is_some() { vec![element(fill)] } else { stroked }
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

impl Sink for Lines {
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

    fn triangle() -> Lines {
        let mut data = Lines::default();
        data.move_to(0., 0.);
        data.line_to(12.48, 3.);
        data.line_to(12.51, 3.04);
        data.line_to(4., -8.26);
        data.close();
        data
    }

    #[track_caller]
    fn check(look: &Look, want: &[&str]) {
        let got: String = triangle().elements(look).iter().map(Node::to_html).collect();
        assert_eq!(got.replace("></path>", "/>"), want.concat());
    }

    #[test]
    fn an_area_is_filled() {
        let want = r#"<path d="M0 0L12.5 3L4 -8.3Z" fill="var(--map-land)" fill-rule="evenodd"/>"#;
        check(&base_look(BaseStyle::Country, 3., 8.).unwrap(), &[want]);
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
        assert!(Lines::default().elements(&base_look(BaseStyle::Country, 3., 8.).unwrap()).is_empty());
    }
}
