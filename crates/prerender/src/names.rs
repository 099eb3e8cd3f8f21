//! Names and symbols in sets, one for each of a few sizes of the frame. A set
//! laid out for a small frame fits a larger one as well: what is told in
//! pixels stays, and the distances between the points only grow.

use std::fmt::Write as _;

use atlas::Atlas;
use carto::{
    Camera, ScreenPoint, ScreenRect, ScreenSize,
    decimal::decimal,
    label::Placed,
    style::{FAMILY, LabelKind},
};
use documents::Lang;
use scene::{
    Filter, Layers, Scene,
    groups::Badge,
    labels::{Called, NO_REGION, Naming},
    marks::{badge, symbol},
};

use crate::{frame::Frame, markup::escaped, widths::measure};

/// The frame widths that sets are laid out for, in CSS pixels; the first
/// serves all that are smaller. A telephone of 320 and one of 360 pixels, a
/// tablet, a window of 1280 × 800, a large window.
pub const WIDTHS: [f64; 5] = [304., 342., 560., 820., 1_040.];

/// Below this width of the map the page is laid out for a telephone, in CSS pixels.
const SMALL: f64 = 600.;
/// Where the locator stands, in CSS pixels from the map's top left, on a map that is
/// wide enough for it: see `src/style/on-map.css`.
const LOCATOR: ScreenRect =
    ScreenRect { min: ScreenPoint { x: 231., y: 9. }, max: ScreenPoint { x: 486., y: 84. } };

/// What the sets are made of.
pub struct Source<'a> {
    /// The texts.
    pub atlas: &'a Atlas,
    /// The layers read.
    pub layers: &'a Layers,
    /// The regions.
    pub scene: &'a Scene,
    /// What may be seen.
    pub filter: &'a Filter,
    /// The language of the names.
    pub lang: Lang,
    /// The first view.
    pub frame: &'a Frame,
    /// Whether the page has a locator.
    pub has_locator: bool,
}

/// The markup of all sets, symbols before names.
pub fn markup(source: &Source<'_>) -> String {
    let (mut symbols, mut names) = (String::new(), String::new());
    let mut last = String::new();
    for (i, width) in WIDTHS.iter().enumerate() {
        let Some(camera) = source.frame.camera(*width) else { continue };
        let from = if i == 0 { 0. } else { *width };
        let set = source.symbols(&camera);
        if i == 0 || set != last {
            let _ =
                write!(symbols, "<g class=\"symbols\" data-min=\"{from}\" aria-hidden=\"true\">{set}</g>");
            last = set;
        }
        let _ = write!(names, "<g class=\"names\" data-min=\"{from}\">{}</g>", source.names(&camera));
    }
    symbols + &names
}

/// Which set is seen, and the type that names are set in.
pub fn css(frame: &Frame, markup: &str) -> String {
    let mut css = String::new();
    for (i, width) in WIDTHS.iter().enumerate() {
        let mut rules = String::new();
        for class in ["symbols", "names"] {
            if i == 0 {
                let _ = write!(rules, ".{class}[data-min]:not([data-min=\"0\"]){{display:none}}");
            } else if markup.contains(&format!("class=\"{class}\" data-min=\"{width}\"")) {
                // The second selector is as strong as the rule that hides.
                let _ = write!(
                    rules,
                    ".{class}[data-min][data-min]{{display:none}}.{class}[data-min][data-min=\"{width}\"]{{display:inline}}"
                );
            }
        }
        if i == 0 {
            css += &rules;
        } else if !rules.is_empty() {
            let _ = write!(css, "{}{{{rules}}}", frame.at_least(*width));
        }
    }
    css.push_str(
        ".names text{text-anchor:middle;dominant-baseline:central;stroke-width:3.2px;stroke-linejoin:round;paint-order:stroke}\
         .names .s{text-anchor:start}.names .e{text-anchor:end}",
    );
    for kind in LabelKind::ALL {
        let t = kind.type_();
        let slant = if t.italic { "italic " } else { "" };
        let spacing =
            if t.spacing == 0. { String::new() } else { format!("letter-spacing:{}px;", t.spacing) };
        let capitals = if t.capitals { "text-transform:uppercase;" } else { "" };
        let _ = write!(
            css,
            ".first .{}{{font:{slant}{} {}px {FAMILY};{spacing}{capitals}fill:var(--map-{});stroke:var(--map-{})}}",
            class(kind),
            t.weight,
            decimal(t.size, 2),
            t.ink.0,
            t.halo.0
        );
    }
    css.push_str(
        ".dot{fill:var(--map-label);stroke:var(--map-halo);paint-order:stroke;stroke-width:2px}\
         .dot-ring{fill:none;stroke:var(--map-halo);stroke-width:3.6px}\
         .dot-capital{fill:var(--map-halo);stroke:var(--map-label);stroke-width:1.6px}",
    );
    css
}

fn class(kind: LabelKind) -> &'static str {
    match kind {
        LabelKind::Country => "t-country",
        LabelKind::Main => "t-main",
        LabelKind::Region => "t-region",
        LabelKind::Minor => "t-minor",
        LabelKind::Capital => "t-capital",
        LabelKind::Town => "t-town",
        LabelKind::Water => "t-water",
    }
}

impl Source<'_> {
    /// A place on screen as shares of the frame, in percent.
    fn share(&self, camera: &Camera, p: ScreenPoint) -> (String, String) {
        let frame = camera.rect(&self.frame.view);
        let percent = |at: f64, from: f64, over: f64| decimal((at - from) / over * 100., 2);
        (percent(p.x, frame.min.x, frame.width()), percent(p.y, frame.min.y, frame.height()))
    }

    fn link(&self, number: usize, inner: &str) -> String {
        format!("<a href=\"#region={}\" tabindex=\"-1\">{inner}</a>", escaped(&self.scene.places[number].id))
    }

    /// The symbols of points that can be told apart, then groups' badges.
    fn symbols(&self, camera: &Camera) -> String {
        let collapsed = self.scene.collapsed(camera, self.filter);
        let mut markup = String::new();
        let mut put = |number: usize, at: carto::WorldPoint, inner: &str| {
            let (x, y) = self.share(camera, camera.world_to_screen(at));
            let inner = format!("<svg x=\"{x}%\" y=\"{y}%\">{inner}</svg>");
            markup.push_str(&self.link(number, &inner));
        };
        for (number, place) in self.scene.places.iter().enumerate() {
            if collapsed.group_of(number).is_some() {
                continue;
            }
            for mark in place.marks.iter().filter(|m| m.passes(self.filter)) {
                if let carto::Shape::Points(points) = mark.path.shape()
                    && let Some(at) = points.first()
                {
                    put(number, *at, &short(&symbol(&mark.look).to_html()));
                }
            }
        }
        for number in 0..self.scene.places.len() {
            if let Some(Badge { at, count }) = self.scene.badge(number, self.filter, camera, &collapsed) {
                let parts = badge(&count.to_string()).map(|part| short(&part.to_html()));
                put(number, at, &parts.concat());
            }
        }
        markup
    }

    /// The names that find a place, in the order that the app draws them.
    fn names(&self, camera: &Camera) -> String {
        let collapsed = self.scene.collapsed(camera, self.filter);
        let mut naming = Naming {
            atlas: self.atlas,
            scene: self.scene,
            filter: self.filter,
            collapsed: &collapsed,
            lang: self.lang,
            called: Called::ByReader,
            selected: None,
            lit: None,
            measure: &mut measure,
        };
        let window = camera;
        let mut on_map = obstacles(window.viewport.size).to_vec();
        on_map.extend(Some(LOCATOR).filter(|at| self.has_locator && at.max.x < window.viewport.size.width));
        let placed = naming.placed(self.layers, window, &on_map);
        let dots = placed.iter().filter(|p| p.label.dot).map(|p| self.dot(window, p));
        dots.chain(placed.iter().map(|p| self.name(window, p))).collect()
    }

    fn dot(&self, camera: &Camera, placed: &Placed) -> String {
        let (x, y) = self.share(camera, placed.label.at);
        let circle =
            |class: &str, r: f64| format!("<circle class=\"{class}\" cx=\"{x}%\" cy=\"{y}%\" r=\"{r}\"/>");
        if placed.label.kind == LabelKind::Capital {
            circle("dot-ring", 3.6) + &circle("dot-capital", 3.6)
        } else {
            circle("dot", 2.4)
        }
    }

    fn name(&self, camera: &Camera, Placed { label, rect }: &Placed) -> String {
        let centre = rect.centre();
        let points = std::iter::once(label.at).chain(label.or_at.iter().copied());
        let at = points.min_by(|a, b| a.distance(centre).total_cmp(&b.distance(centre))).unwrap_or(label.at);
        // What stands beside its point starts or ends there, so that a font
        // narrower than reckoned leaves no gap.
        let (side, dx) = if rect.min.x > at.x {
            (" s", rect.min.x - at.x)
        } else if rect.max.x < at.x {
            (" e", rect.max.x - at.x)
        } else {
            ("", centre.x - at.x)
        };
        let dy = centre.y - at.y;
        let (x, y) = self.share(camera, at);
        let place = |name: &str, value: f64| {
            let value = decimal(value, 1);
            if value == "0" { String::new() } else { format!(" {name}=\"{value}\"") }
        };
        let class = format!("{}{side}", class(label.kind));
        let text = escaped(&label.text);
        let moved = format!("{}{}", place("dx", dx), place("dy", dy));
        let markup = if label.angle == 0. {
            format!("<text class=\"{class}\" x=\"{x}%\" y=\"{y}%\"{moved}>{text}</text>")
        } else {
            let turn = decimal(label.angle.to_degrees(), 1);
            format!(
                "<svg x=\"{x}%\" y=\"{y}%\"><text class=\"{class}\" transform=\"rotate({turn})\"{moved}>{text}</text></svg>"
            )
        };
        if label.key == NO_REGION { markup } else { self.link(label.key, &markup) }
    }
}

/// SVG elements without content need no end tag.
fn short(markup: &str) -> String {
    markup.replace("></path>", "/>").replace("></circle>", "/>")
}

/// What the page lays over the corners of the map, in CSS pixels from the
/// viewport's top left: the date, the buttons, the legend, the credits.
fn obstacles(size: ScreenSize) -> [ScreenRect; 4] {
    let small = size.width < SMALL;
    let corner = |left: f64, top: f64, width: f64, height: f64| {
        let min = ScreenPoint { x: left, y: top };
        ScreenRect { min, max: ScreenPoint { x: left + width, y: top + height } }
    };
    let buttons = if small { (36., 120.) } else { (77., 232.) };
    // A telephone's map is higher than this view of it: what stands at its foot hardly
    // reaches up into it.
    let (legend, legend_height) = if small { (66., 36.) } else { (90., 36.) };
    let credits = if small { 2. } else { 46. };
    let ScreenSize { width, height } = size;
    [
        corner(9., 9., 215., 30.),
        corner(width - 10. - buttons.0, 9., buttons.0, buttons.1),
        corner(9., height - legend, 165., legend_height),
        corner(width * 0.35, height - credits, width * 0.65, credits),
    ]
}
