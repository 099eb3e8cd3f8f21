//! A surface that writes SVG text, the same picture as the canvas shows. Inks
//! stay names (`var(--map-…)`), so one text serves light and dark.

use std::fmt::Write as _;

use crate::{
    geometry::{ScreenPoint, ScreenRect, ScreenSize},
    layer::Path,
    paint::{Lettering, Surface},
    sheet::{Placement, Sheet},
    style::{Ink, LabelKind, Pen},
};

/// SVG in the making: paint on it, then [`Svg::finish`].
#[derive(Debug)]
pub struct Svg {
    size: ScreenSize,
    relief_href: Option<String>,
    sheet: Option<(Sheet, Placement)>,
    body: String,
}

impl Svg {
    /// An empty picture of `size`; relief shading is left out unless
    /// `relief_href` says where its image is.
    pub fn new(size: ScreenSize, relief_href: Option<String>) -> Self {
        Self { size, relief_href, sheet: None, body: String::new() }
    }

    /// The whole SVG document.
    pub fn finish(self) -> String {
        let ScreenSize { width, height } = self.size;
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\">\n{}</svg>\n",
            self.body
        )
    }

    fn path(&mut self, path: &Path, attributes: &str) {
        let Some((sheet, at)) = &self.sheet else { return };
        let data = sheet.path_data(path.shape());
        if !data.is_empty() {
            // Writing to a String cannot fail, here and below.
            let _ = writeln!(self.body, "<path d=\"{data}\" transform=\"{}\" {attributes}/>", at.matrix());
        }
    }
}

impl Surface for Svg {
    fn background(&mut self, ink: Ink) {
        let _ = writeln!(self.body, "<rect width=\"100%\" height=\"100%\" fill=\"var(--map-{})\"/>", ink.0);
    }

    fn place(&mut self, sheet: &Sheet, placement: Placement) {
        self.sheet = Some((*sheet, placement));
    }

    fn fill(&mut self, path: &Path, ink: Ink) {
        self.path(path, &format!("fill=\"var(--map-{})\" fill-rule=\"evenodd\"", ink.0));
    }

    fn stroke(&mut self, path: &Path, pen: &Pen) {
        let dash = match pen.dash {
            [] => String::new(),
            dash => {
                let parts: Vec<String> = dash.iter().map(ToString::to_string).collect();
                format!(" stroke-dasharray=\"{}\"", parts.join(" "))
            }
        };
        self.path(
            path,
            &format!(
                "fill=\"none\" stroke=\"var(--map-{})\" stroke-width=\"{}\"{dash} stroke-linejoin=\"round\" vector-effect=\"non-scaling-stroke\"",
                pen.ink.0, pen.width
            ),
        );
    }

    fn relief(&mut self, rect: ScreenRect) {
        if let Some(href) = &self.relief_href {
            let _ = writeln!(
                self.body,
                "<image href=\"{}\" x=\"{:.2}\" y=\"{:.2}\" width=\"{:.2}\" height=\"{:.2}\" preserveAspectRatio=\"none\"/>",
                escaped(href),
                rect.min.x,
                rect.min.y,
                rect.width(),
                rect.height()
            );
        }
    }
}

impl Lettering for Svg {
    fn dot(&mut self, at: ScreenPoint, kind: LabelKind) {
        let r = if kind == LabelKind::Capital { 3.5 } else { 2.5 };
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
    use crate::{
        Camera, Viewport,
        geometry::WorldPoint,
        layer::Shape,
        paint::{Item, paint},
        style::base_look,
    };

    #[test]
    fn a_line_on_paper_is_this_text() {
        let viewport = Viewport { size: ScreenSize { width: 64., height: 64. }, ..Viewport::default() };
        let camera = Camera { centre: WorldPoint { x: 0.5, y: 0.5 }, zoom: 0., viewport };
        let line = vec![WorldPoint { x: 0.4, y: 0.5 }, WorldPoint { x: 0.6, y: 0.5 }];
        let path = Path::new(Shape::Lines(vec![line]));
        let mut svg = Svg::new(viewport.size, None);
        let sheet = Sheet::covering(camera.visible());
        paint([Item::Path(&path, base_look("river", 1., 0.).unwrap())], &sheet, &camera, &mut svg);
        assert_eq!(
            svg.finish(),
            r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">
<rect width="100%" height="100%" fill="var(--map-paper)"/>
<path d="M819.2 4096l6553.6 0" transform="matrix(0.0078125 0 0 0.0078125 0 0)" fill="none" stroke="var(--map-river)" stroke-width="1.5" stroke-linejoin="round" vector-effect="non-scaling-stroke"/>
</svg>
"#
        );
    }

    #[test]
    fn text_from_outside_stays_text() {
        let mut svg = Svg::new(ScreenSize::default(), None);
        svg.text("<script>\"&\"", LabelKind::Town, ScreenPoint::default(), 0.);
        assert!(svg.finish().contains("&lt;script&gt;&quot;&amp;&quot;"));
    }
}
