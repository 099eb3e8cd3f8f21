//! The figure put together: the map in its box, and below it what explains it.

use carto::{ScreenSize, decimal::decimal, detail::Affine, style::FAMILY};
use documents::doc::{Node, el};
use documents::words::Direction;
use protocol::{Figure, Row, Scale};
use scene::legend::{drawing, patterns};

use crate::{
    inks::Inks,
    names, regions,
    wrap::{width, wrapped},
    write::{clean, write},
};

/// Around the foot.
const MARGIN: f64 = 16.;
/// Between parts of the foot.
const GAP: f64 = 9.;
/// The least width of a column of the legend.
const COLUMN: f64 = 168.;
/// Between columns.
const GUTTER: f64 = 20.;
/// A swatch's height and width, and from where it begins to its text.
const SWATCH: f64 = 16.;
const SWATCH_WIDTH: f64 = 28.;
const INDENT: f64 = 36.;
/// From one line to the next, in letter sizes.
const LEADING: f64 = 1.35;

/// How letters of the foot look. Bold ones are taken to be an eighth wider.
struct Face {
    size: f64,
    bold: bool,
    ink: &'static str,
}

const INK: &str = "var(--ink)";
const SOFT: &str = "var(--ink-soft)";
const SURFACE: &str = "var(--surface)";

const TITLE: Face = Face { size: 17., bold: true, ink: INK };
const AS_OF: Face = Face { size: 12.5, bold: false, ink: INK };
const ROW: Face = Face { size: 12., bold: false, ink: INK };
const SMALL: Face = Face { size: 10., bold: false, ink: SOFT };

/// Puts a figure together; `basemap` is what lies under the regions, the lowest first.
///
/// The text is well-formed whatever arrives, and refers to nothing outside itself.
pub fn compose(wanted: &Figure, basemap: &[Node]) -> String {
    let inks = Inks::new(&wanted.inks);
    let size = wanted.view.size;
    let is_mirrored = Direction::of(&wanted.lang) == Direction::RightToLeft;
    let mirrored = is_mirrored.then_some(size.width);
    let mut page = Page { inks: &inks, out: String::new(), y: size.height + GAP, mirrored };
    let room = (size.width - 2. * MARGIN).max(1.);
    page.paragraph(&TITLE, MARGIN, room, &wanted.title);
    page.paragraph(&AS_OF, MARGIN, room, &wanted.as_of);
    page.legend(&wanted.legend, room);
    page.y += GAP;
    page.paragraph(&SMALL, MARGIN, room, &wanted.credits);
    page.paragraph(&SMALL, MARGIN, room, &wanted.disclaimer);
    page.y += GAP;
    let (height, below) = (page.y.ceil(), std::mem::take(&mut page.out));
    page.scale(&wanted.scale, size);
    let above = std::mem::take(&mut page.out);

    let (w, h, height) = (decimal(size.width, 1), decimal(size.height, 1), decimal(height, 0));
    let lang = match &*wanted.lang {
        "" => String::new(),
        lang => format!(" xml:lang=\"{}\"", clean(lang)),
    };
    let sheet = |height: &str, ink: &str| {
        let sheet = el("rect").attr("width", &w).attr("height", height);
        written(&[if ink.is_empty() { sheet } else { sheet.attr("fill", ink) }], &inks)
    };
    let patterns = patterns(wanted.legend.iter().flat_map(|row| &row.swatches));
    let (back, paper, clip) = (sheet(&height, SURFACE), sheet(&h, "var(--map-paper)"), sheet(&h, ""));
    let edge = el("path").attr("d", &format!("M0 {h}H{w}")).attr("stroke", "var(--surface-edge)");
    let (edge, patterns) = (written(&[edge], &inks), written(&patterns, &inks));
    let (basemap, regions, names) =
        (written(basemap, &inks), written(&drawn(wanted), &inks), written(&lettering(wanted), &inks));
    let title = clean(&wanted.title);
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg"{lang} width="{w}" height="{height}" viewBox="0 0 {w} {height}" font-family="{FAMILY}">
<title>{title}</title>
<defs><clipPath id="figure-map">{clip}</clipPath>{patterns}</defs>
{back}
<g clip-path="url(#figure-map)">
{paper}
<g id="figure-basemap">{basemap}</g>
<g id="figure-regions">{regions}</g>
<g id="figure-names">{names}</g>
{above}</g>
{edge}
{below}</svg>
"#
    )
}

/// The regions, the hatchings that they need before them.
fn drawn(wanted: &Figure) -> Vec<Node> {
    let to_pixels = Affine::with_corner(wanted.view.corner, wanted.view.scale);
    let mut parts =
        vec![regions::hatchings(&wanted.outlines), regions::outlines(&wanted.outlines, to_pixels)];
    parts.extend(wanted.points.iter().map(regions::point));
    parts
}

/// Dots, and the names above them.
fn lettering(wanted: &Figure) -> Vec<Node> {
    let dots = wanted.dots.iter().map(names::dot);
    dots.chain(wanted.names.iter().flat_map(names::name)).collect()
}

fn written(nodes: &[Node], inks: &Inks) -> String {
    let mut out = String::new();
    write(nodes, inks, &mut out);
    out
}

/// The foot, set from top to bottom. What lies how far across is counted from the side on
/// which lines begin.
struct Page<'a> {
    inks: &'a Inks,
    out: String,
    /// Down to where it is set.
    y: f64,
    /// The figure's width, where lines begin on the right.
    mirrored: Option<f64>,
}

impl Page<'_> {
    fn put(&mut self, node: Node) {
        write(&[node], self.inks, &mut self.out);
        self.out.push('\n');
    }

    /// The left edge of what begins at `x` and is so wide.
    fn across(&self, x: f64, width: f64) -> f64 {
        self.mirrored.map_or(x, |all| all - x - width)
    }

    /// Sets `text` in lines of at most `room`, and goes below them.
    fn paragraph(&mut self, face: &Face, x: f64, room: f64, text: &str) {
        let weight = if face.bold { 1.125 } else { 1. };
        let lines = wrapped(text, face.size * weight, room);
        if lines.is_empty() {
            return;
        }
        let mut letters = el("text").attr("font-size", &decimal(face.size, 1)).attr("fill", face.ink);
        if face.bold {
            letters = letters.attr("font-weight", "700");
        }
        if self.mirrored.is_some() {
            // Of a drawing, whose own direction is from left to right.
            letters = letters.attr("text-anchor", "end");
        }
        let x = decimal(self.across(x, 0.), 1);
        for (number, line) in lines.iter().enumerate() {
            self.y += face.size * LEADING;
            // Letters stand on a line that is a quarter of their size up.
            let baseline = decimal(self.y - face.size * 0.3, 1);
            let mut set = el("tspan").attr("x", &x).attr("y", &baseline);
            if number > 0 {
                // Whoever copies the text gets words apart. It has room of its own: on the side
                // to which nothing is set.
                if self.mirrored.is_some() {
                    set = set.text("\n");
                } else {
                    letters = letters.text("\n");
                }
            }
            letters = letters.child(set.text(line));
        }
        self.put(letters);
    }

    /// Sets the rows in as many columns as have room, down each in turn.
    fn legend(&mut self, rows: &[Row], room: f64) {
        if rows.is_empty() {
            return;
        }
        let fitting = ((room + GUTTER) / (COLUMN + GUTTER)) as usize;
        let columns = fitting.clamp(1, rows.len());
        let column = (room - GUTTER * (columns - 1) as f64) / columns as f64;
        let down = rows.len().div_ceil(columns);
        let top = self.y + GAP;
        let mut bottom = top;
        for (i, row) in rows.iter().enumerate() {
            if i % down == 0 {
                self.y = top;
            }
            let x = MARGIN + (i / down) as f64 * (column + GUTTER);
            let mut below = self.y;
            // Beside the middle of its signs.
            self.y += row.swatches.len().saturating_sub(1) as f64 * (SWATCH + 2.) / 2.;
            for swatch in &row.swatches {
                let left = decimal(self.across(x, SWATCH_WIDTH), 1);
                let at = format!("translate({left} {})", decimal(below, 1));
                self.put(el("g").attr("transform", &at).child(drawing(*swatch)));
                below += SWATCH + 2.;
            }
            self.paragraph(&ROW, x + INDENT, (column - INDENT).max(1.), &row.text);
            self.y = self.y.max(below) + 3.;
            bottom = bottom.max(self.y);
        }
        self.y = bottom;
    }

    /// The scale bar in the lower right, on a plate that lifts it off the map, unless it
    /// says no length.
    fn scale(&mut self, scale: &Scale, map: ScreenSize) {
        if scale.text.is_empty() {
            return;
        }
        let (right, bottom) = (map.width - 12., map.height - 10.);
        let plate = scale.width.max(width(&scale.text, SMALL.size)) + 12.;
        let [x, y, w] = [right - plate + 6., bottom - 20., plate].map(|n| decimal(n, 1));
        let [left, end, up, down] = [right - scale.width, right, bottom - 5., bottom].map(|n| decimal(n, 1));
        let plate =
            el("rect").attr("x", &x).attr("y", &y).attr("width", &w).attr("height", "25").attr("rx", "2");
        let line = el("path").attr("d", &format!("M{left} {up}V{down}H{end}V{up}"));
        let length = el("text").attr("x", &end).attr("y", &decimal(bottom - 8., 1));
        self.put(
            el("g")
                .attr("id", "figure-scale")
                .child(plate.attr("fill", SURFACE).attr("fill-opacity", "0.8"))
                .child(line.attr("fill", "none").attr("stroke", INK).attr("stroke-width", "1.5"))
                .child(
                    length
                        .attr("text-anchor", "end")
                        .attr("font-size", "10")
                        .attr("fill", INK)
                        .text(&scale.text),
                ),
        );
    }
}
