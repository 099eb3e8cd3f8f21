//! The figure put together: the map in its box, and below it what explains it.

use std::fmt::Write as _;

use carto::{ScreenSize, decimal::decimal};

use crate::{
    clean::{self, clean},
    css::Rules,
    markup::{Node, escaped, read, written},
    wrap::{width, wrapped},
};

/// All that a figure shows. Lengths are CSS pixels, texts are characters;
/// markup is as the page serializes it, and may use the rules of `css`.
#[derive(Clone, Debug, Default)]
pub struct Figure {
    /// How large the map is.
    pub size: ScreenSize,
    /// The language of the texts (BCP 47); empty if that is not known.
    pub lang: String,
    /// The page's style sheet: its first `:root` has the colours.
    pub css: String,
    /// Markup of the base map, the lowest layer first: [`crate::PathData::svg`].
    pub basemap: String,
    /// Markup of the regions, hatchings included.
    pub scene: String,
    /// Markup of the names and towns: `carto::svg` writes it.
    pub labels: String,
    /// A line of known length, if the map has a scale.
    pub scale: Option<Scale>,
    /// What stands below the map.
    pub foot: Foot,
}

/// A scale bar: `carto::scale_bar` knows how long.
#[derive(Clone, Debug)]
pub struct Scale {
    /// How long the bar is, in pixels.
    pub width: f64,
    /// The length that it stands for, "20 km".
    pub text: String,
}

/// What stands below the map. Empty texts take no room.
#[derive(Clone, Debug, Default)]
pub struct Foot {
    /// What the map shows.
    pub title: String,
    /// For which date.
    pub as_of: String,
    /// Markup that the swatches refer to: their hatchings.
    pub defs: String,
    /// What the signs mean, in reading order.
    pub legend: Vec<Row>,
    /// Whose data it is.
    pub credits: String,
    /// What the map does not say.
    pub disclaimer: String,
}

/// A sign and its meaning.
#[derive(Clone, Debug)]
pub struct Row {
    /// Markup of one drawing of 28 × 16 pixels, or of several that are set below
    /// one another.
    pub swatch: String,
    /// What it means.
    pub text: String,
}

/// A figure as text, and what had to be left out of it.
#[derive(Clone, Debug)]
pub struct Made {
    /// The SVG document.
    pub svg: String,
    /// What was not markup: each is missing as a whole.
    pub left_out: Vec<Part>,
}

/// A part that arrives as markup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The base map.
    Basemap,
    /// The regions.
    Story,
    /// The names.
    Labels,
    /// The hatchings of the legend.
    Defs,
    /// A row's sign, by the row's number from 0.
    Swatch(usize),
}

/// As the page; drawing programs pass over families that they lack.
const FAMILY: &str = "system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'Noto Sans Armenian', sans-serif";

/// Around the foot.
const MARGIN: f64 = 16.;
/// Between parts of the foot.
const GAP: f64 = 9.;
/// The least width of a column of the legend.
const COLUMN: f64 = 168.;
/// Between columns.
const GUTTER: f64 = 20.;
/// A swatch, and from its left edge to its text.
const SWATCH: f64 = 16.;
const INDENT: f64 = 36.;
/// From one line to the next, in letter sizes.
const LEADING: f64 = 1.35;

/// How letters of the foot look. Bold ones are taken to be an eighth wider.
struct Face {
    size: f64,
    bold: bool,
    ink: &'static str,
}

const INK: &str = "var(--ink, #000)";
const SOFT: &str = "var(--ink-soft, #444)";
const SURFACE: &str = "var(--surface, #fff)";

const TITLE: Face = Face { size: 17., bold: true, ink: INK };
const AS_OF: Face = Face { size: 12.5, bold: false, ink: INK };
const ROW: Face = Face { size: 12., bold: false, ink: INK };
const SMALL: Face = Face { size: 10., bold: false, ink: SOFT };

/// Puts a figure together.
///
/// What cannot be read is left out whole and named in [`Made::left_out`]; the
/// text is well-formed whatever arrives. It refers to nothing outside itself.
pub fn compose(figure: &Figure) -> Made {
    let rules = Rules::new(&figure.css);
    let mut reader = Reader { rules: &rules, left_out: Vec::new() };
    let basemap = written(&reader.part(Part::Basemap, &figure.basemap));
    let scene = written(&reader.part(Part::Story, &figure.scene));
    let labels = written(&reader.part(Part::Labels, &figure.labels));
    let foot = &figure.foot;
    let defs = written(&reader.part(Part::Defs, &foot.defs));
    let swatches: Vec<Vec<Node>> =
        foot.legend.iter().enumerate().map(|(i, row)| reader.part(Part::Swatch(i), &row.swatch)).collect();

    let mut page = Page { rules: &rules, out: String::new(), y: figure.size.height + GAP };
    let room = (figure.size.width - 2. * MARGIN).max(1.);
    page.paragraph(&TITLE, MARGIN, room, &foot.title);
    page.paragraph(&AS_OF, MARGIN, room, &foot.as_of);
    page.legend(&foot.legend, &swatches, room);
    page.y += GAP;
    page.paragraph(&SMALL, MARGIN, room, &foot.credits);
    page.paragraph(&SMALL, MARGIN, room, &foot.disclaimer);
    page.y += GAP;
    let (height, below) = (decimal(page.y.ceil(), 0), std::mem::take(&mut page.out));
    page.scale(figure.scale.as_ref(), figure.size);
    let above = std::mem::take(&mut page.out);

    let (w, h) = (decimal(figure.size.width, 1), decimal(figure.size.height, 1));
    let lang = match &*figure.lang {
        "" => String::new(),
        lang => format!(" xml:lang=\"{}\"", escaped(lang)),
    };
    let [surface, paper, edge] =
        [SURFACE, "var(--map-paper, #fff)", "var(--surface-edge, #ccc)"].map(|ink| page.ink(ink));
    let title = escaped(&foot.title);
    let svg = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg"{lang} width="{w}" height="{height}" viewBox="0 0 {w} {height}" font-family="{FAMILY}">
<title>{title}</title>
<defs><clipPath id="figure-map"><rect width="{w}" height="{h}"/></clipPath></defs>
<rect width="{w}" height="{height}" fill="{surface}"/>
<g clip-path="url(#figure-map)">
<rect width="{w}" height="{h}" fill="{paper}"/>
<g id="figure-basemap">{basemap}</g>
<g id="figure-story">{scene}</g>
<g id="figure-names">{labels}</g>
{above}</g>
<path d="M0 {h}H{w}" stroke="{edge}"/>
{defs}{below}</svg>
"#
    );
    Made { svg, left_out: reader.left_out }
}

/// Reads what arrives as markup.
struct Reader<'a> {
    rules: &'a Rules,
    left_out: Vec<Part>,
}

impl Reader<'_> {
    fn part(&mut self, part: Part, text: &str) -> Vec<Node> {
        let Some(nodes) = read(text) else {
            self.left_out.push(part);
            return Vec::new();
        };
        clean(nodes, self.rules)
    }
}

/// The foot, set from top to bottom.
struct Page<'a> {
    rules: &'a Rules,
    out: String,
    /// Down to where it is set.
    y: f64,
}

impl Page<'_> {
    fn ink(&self, ink: &str) -> String {
        escaped(&clean::value(ink, self.rules).unwrap_or_default())
    }

    /// Sets `text` in lines of at most `room`, and goes below them.
    fn paragraph(&mut self, face: &Face, x: f64, room: f64, text: &str) {
        let weight = if face.bold { 1.125 } else { 1. };
        let lines = wrapped(text, face.size * weight, room);
        if lines.is_empty() {
            return;
        }
        let bold = if face.bold { r#" font-weight="700""# } else { "" };
        let (size, ink) = (decimal(face.size, 1), self.ink(face.ink));
        // Writing to a String cannot fail, here and below.
        let _ = write!(self.out, r#"<text font-size="{size}" fill="{ink}"{bold}>"#);
        let x = decimal(x, 1);
        for (i, line) in lines.iter().enumerate() {
            self.y += face.size * LEADING;
            // Letters stand on a line that is a quarter of their size up.
            let baseline = decimal(self.y - face.size * 0.3, 1);
            let between = if i > 0 { "\n" } else { "" };
            let _ = write!(self.out, r#"{between}<tspan x="{x}" y="{baseline}">{}</tspan>"#, escaped(line));
        }
        self.out.push_str("</text>\n");
    }

    /// Sets the rows in as many columns as have room, down each in turn.
    fn legend(&mut self, rows: &[Row], swatches: &[Vec<Node>], room: f64) {
        if rows.is_empty() {
            return;
        }
        let fitting = ((room + GUTTER) / (COLUMN + GUTTER)) as usize;
        let columns = fitting.clamp(1, rows.len());
        let column = (room - GUTTER * (columns - 1) as f64) / columns as f64;
        let down = rows.len().div_ceil(columns);
        let top = self.y + GAP;
        let mut bottom = top;
        for (i, (row, swatch)) in rows.iter().zip(swatches).enumerate() {
            if i % down == 0 {
                self.y = top;
            }
            let x = MARGIN + (i / down) as f64 * (column + GUTTER);
            let mut below = self.y;
            // Beside the middle of its signs.
            self.y += swatch.len().saturating_sub(1) as f64 * (SWATCH + 2.) / 2.;
            for drawing in swatch {
                let drawing = written(std::slice::from_ref(drawing));
                let at = format!("{} {}", decimal(x, 1), decimal(below, 1));
                let _ = writeln!(self.out, "<g transform=\"translate({at})\">{drawing}</g>");
                below += SWATCH + 2.;
            }
            self.paragraph(&ROW, x + INDENT, (column - INDENT).max(1.), &row.text);
            self.y = self.y.max(below) + 3.;
            bottom = bottom.max(self.y);
        }
        self.y = bottom;
    }

    /// The scale bar in the lower right, on a plate that lifts it off the map.
    fn scale(&mut self, scale: Option<&Scale>, map: ScreenSize) {
        let Some(scale) = scale else { return };
        let (right, bottom) = (map.width - 12., map.height - 10.);
        let plate = scale.width.max(width(&scale.text, SMALL.size)) + 12.;
        let [surface, ink] = [SURFACE, INK].map(|ink| self.ink(ink));
        let [x, y, w] = [right - plate + 6., bottom - 20., plate].map(|n| decimal(n, 1));
        let [left, end, up, down] = [right - scale.width, right, bottom - 5., bottom].map(|n| decimal(n, 1));
        let baseline = decimal(bottom - 8., 1);
        let text = escaped(&scale.text);
        let _ = writeln!(
            self.out,
            r#"<g id="figure-scale"><rect x="{x}" y="{y}" width="{w}" height="25" rx="2" fill="{surface}" fill-opacity="0.8"/><path d="M{left} {up}V{down}H{end}V{up}" fill="none" stroke="{ink}" stroke-width="1.5"/><text x="{end}" y="{baseline}" text-anchor="end" font-size="10" fill="{ink}">{text}</text></g>"#
        );
    }
}
