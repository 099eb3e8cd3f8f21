//! Names as SVG text, as the canvas shows them. Inks stay names (`var(--map-…)`),
//! so one text serves light and dark.

use std::fmt::Write as _;

use crate::{
    geometry::{ScreenPoint, ScreenSize},
    paint::Lettering,
    style::LabelKind,
};

/// SVG in the making: write on it, then [`Svg::finish`].
#[derive(Debug)]
pub struct Svg {
    size: ScreenSize,
    body: String,
}

impl Svg {
    /// An empty picture of `size`.
    pub fn new(size: ScreenSize) -> Self {
        Self { size, body: String::new() }
    }

    /// The whole SVG document.
    pub fn finish(self) -> String {
        let ScreenSize { width, height } = self.size;
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\">\n{}</svg>\n",
            self.body
        )
    }
}

impl Lettering for Svg {
    fn dot(&mut self, at: ScreenPoint, kind: LabelKind) {
        let r = if kind == LabelKind::Capital { 3.5 } else { 2.5 };
        // Writing to a String cannot fail, here and below.
        let _ = writeln!(
            self.body,
            "<circle cx=\"{:.2}\" cy=\"{:.2}\" r=\"{r}\" fill=\"var(--map-label)\" stroke=\"var(--map-halo)\"/>",
            at.x, at.y
        );
    }

    fn text(&mut self, text: &str, kind: LabelKind, centre: ScreenPoint, angle: f64) {
        let t = kind.type_();
        let text = if t.capitals { text.to_uppercase() } else { text.to_owned() };
        let style = if t.italic { " font-style=\"italic\"" } else { "" };
        let turn = if angle == 0. {
            String::new()
        } else {
            format!(" transform=\"rotate({:.1} {:.2} {:.2})\"", angle.to_degrees(), centre.x, centre.y)
        };
        let _ = writeln!(
            self.body,
            "<text x=\"{:.2}\" y=\"{:.2}\" font-size=\"{}\" font-weight=\"{}\"{style}{turn} letter-spacing=\"{}\" text-anchor=\"middle\" dominant-baseline=\"central\" fill=\"var(--map-{})\" stroke=\"var(--map-{})\" stroke-width=\"3\" paint-order=\"stroke\">{}</text>",
            centre.x,
            centre.y,
            t.size,
            t.weight,
            t.spacing,
            t.ink.0,
            t.halo.0,
            escaped(&text)
        );
    }
}

/// `text` as XML character data or attribute value.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_its_dot_is_this_text() {
        let mut svg = Svg::new(ScreenSize { width: 64., height: 32. });
        svg.dot(ScreenPoint { x: 10., y: 16. }, LabelKind::Town);
        svg.text("Reed", LabelKind::Water, ScreenPoint { x: 40., y: 16. }, 0.5);
        assert_eq!(
            svg.finish(),
            r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 32">
<circle cx="10.00" cy="16.00" r="2.5" fill="var(--map-label)" stroke="var(--map-halo)"/>
<text x="40.00" y="16.00" font-size="11.5" font-weight="400" font-style="italic" transform="rotate(28.6 40.00 16.00)" letter-spacing="0.4" text-anchor="middle" dominant-baseline="central" fill="var(--map-label-water)" stroke="var(--map-water-halo)" stroke-width="3" paint-order="stroke">Reed</text>
</svg>
"#
        );
    }

    #[test]
    fn text_from_outside_stays_text() {
        let mut svg = Svg::new(ScreenSize::default());
        svg.text("<script>\"&\"", LabelKind::Town, ScreenPoint::default(), 0.);
        assert!(svg.finish().contains("&lt;script&gt;&quot;&amp;&quot;"));
    }
}
