//! Names on a 2D canvas: device pixels, type, colours of the style sheet. What
//! is written, and where, is the painter's.

use carto::{
    ScreenPoint, ScreenSize,
    decimal::decimal,
    paint::Lettering,
    raster,
    style::{FAMILY, Ink, LabelKind},
};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use super::page;

/// What names are written on, which knows how large they are.
pub trait Measured: Lettering {
    /// How wide `text` is in the type of `kind`, and how high its letters.
    fn measure(&mut self, text: &str, kind: LabelKind) -> ScreenSize;
}

/// What outlives a frame: colours as the style sheet gives them, widths of
/// texts.
pub struct Cache {
    // A few dozen of each: found by looking through them.
    inks: Vec<(Ink, String)>,
    widths: Vec<(String, LabelKind, f64)>,
    /// How large names are, in hundredths of their type's size.
    size: u32,
}

impl Default for Cache {
    fn default() -> Self {
        Self { inks: Vec::new(), widths: Vec::new(), size: 100 }
    }
}

impl Cache {
    /// Has names this large from now on, in hundredths of their type's size.
    pub fn set_size(&mut self, size: u32) {
        if std::mem::replace(&mut self.size, size) != size {
            self.widths.clear();
        }
    }

    fn sized(&self, pixels: f64) -> f64 {
        pixels * f64::from(self.size) / 100.
    }

    /// Forgets colours, because light turned dark or the like.
    pub fn forget_inks(&mut self) {
        self.inks.clear();
    }

    fn ink(&mut self, ink: Ink) -> &str {
        let known = self.inks.iter().position(|(other, _)| *other == ink);
        let at = known.unwrap_or_else(|| {
            self.inks.push((ink, page::ink(ink.0)));
            self.inks.len() - 1
        });
        &self.inks[at].1
    }
}

/// How much is seen of a name that stands back; the style sheet has the same for shapes.
const FAINT: f64 = 0.22;

/// Measures names without writing them.
#[derive(Default)]
pub struct Ruler {
    cache: Cache,
    element: Option<HtmlCanvasElement>,
}

impl Ruler {
    /// As [`Measured::measure`]; nothing where the browser gives no 2D context.
    pub fn measure(&mut self, text: &str, kind: LabelKind) -> ScreenSize {
        if self.element.is_none() {
            let made = page::document().create_element("canvas").ok();
            self.element = made.and_then(|element| element.dyn_into().ok());
        }
        let none = ScreenSize::default();
        let Some(element) = &self.element else { return none };
        let one = ScreenSize { width: 1., height: 1. };
        Canvas::open(element, one, &mut self.cache).map_or(none, |mut canvas| canvas.measure(text, kind))
    }
}

/// A canvas of the page for the length of one frame.
pub struct Canvas<'a> {
    context: CanvasRenderingContext2d,
    cache: &'a mut Cache,
    /// Device pixels per CSS pixel.
    ratio: f64,
    /// The type that is set: setting it makes the browser read a font anew.
    set: Option<LabelKind>,
}

impl<'a> Canvas<'a> {
    /// Makes `element` as sharp as the screen and ready to draw on; clears it.
    /// `None` where the browser gives no 2D context.
    pub fn open(element: &HtmlCanvasElement, size: ScreenSize, cache: &'a mut Cache) -> Option<Self> {
        let context: CanvasRenderingContext2d = element.get_context("2d").ok()??.dyn_into().ok()?;
        let ratio = raster::pixel_ratio(page::pixel_ratio(), size);
        let (width, height) = ((size.width * ratio).round() as u32, (size.height * ratio).round() as u32);
        if element.width() != width || element.height() != height {
            element.set_width(width);
            element.set_height(height);
        }
        let canvas = Self { context, cache, ratio, set: None };
        canvas.in_css_pixels();
        canvas.context.clear_rect(0., 0., size.width, size.height);
        canvas.context.set_line_join("round");
        Some(canvas)
    }

    fn set_type(&mut self, kind: LabelKind) {
        if self.set.replace(kind) == Some(kind) {
            return;
        }
        let t = kind.type_();
        let slant = if t.italic { "italic " } else { "" };
        self.context.set_font(&format!(
            "{slant}{} {}px {FAMILY}",
            t.weight,
            decimal(self.cache.sized(t.size), 2)
        ));
        // Older browsers know no letter spacing on canvas; they set it tight.
        let spacing = JsValue::from_str(&format!("{}px", decimal(self.cache.sized(t.spacing), 2)));
        let _ = js_sys::Reflect::set(&self.context, &"letterSpacing".into(), &spacing);
    }

    fn in_css_pixels(&self) {
        // Setting a finite transform cannot fail, here and below.
        let _ = self.context.set_transform(self.ratio, 0., 0., self.ratio, 0., 0.);
    }
}

impl Measured for Canvas<'_> {
    fn measure(&mut self, text: &str, kind: LabelKind) -> ScreenSize {
        let height = self.cache.sized(kind.type_().size) * 1.15;
        if let Some((.., width)) = self.cache.widths.iter().find(|(t, k, _)| t == text && *k == kind) {
            return ScreenSize { width: *width, height };
        }
        self.set_type(kind);
        let shown = shown(text, kind);
        let width = self.context.measure_text(&shown).map_or(0., |m| m.width());
        self.cache.widths.push((text.to_owned(), kind, width));
        ScreenSize { width, height }
    }
}

impl Lettering for Canvas<'_> {
    fn dot(&mut self, at: ScreenPoint, kind: LabelKind) {
        self.in_css_pixels();
        let radius = if kind == LabelKind::Capital { 3.6 } else { 2.4 };
        self.context.begin_path();
        // A positive radius cannot be refused.
        let _ = self.context.arc(at.x, at.y, radius, 0., std::f64::consts::TAU);
        self.context.set_line_width(2.);
        self.context.set_stroke_style_str(self.cache.ink(Ink("halo")));
        self.context.stroke();
        let fill = if kind == LabelKind::Capital { Ink("halo") } else { Ink("label") };
        self.context.set_fill_style_str(self.cache.ink(fill));
        self.context.fill();
        if kind == LabelKind::Capital {
            self.context.set_line_width(1.6);
            self.context.set_stroke_style_str(self.cache.ink(Ink("label")));
            self.context.stroke();
        }
    }

    fn stand_back(&mut self, faint: bool) {
        self.context.set_global_alpha(if faint { FAINT } else { 1. });
    }

    fn text(&mut self, text: &str, kind: LabelKind, centre: ScreenPoint, angle: f64) {
        self.in_css_pixels();
        // Translating and turning by finite numbers cannot fail.
        let _ = self.context.translate(centre.x, centre.y);
        let _ = self.context.rotate(angle);
        self.set_type(kind);
        let (t, shown) = (kind.type_(), shown(text, kind));
        self.context.set_text_align("center");
        self.context.set_text_baseline("middle");
        self.context.set_line_width(3.2);
        self.context.set_stroke_style_str(self.cache.ink(t.halo));
        // Letter spacing trails the last letter: half of it off-centre.
        let dx = self.cache.sized(t.spacing) / 2.;
        let _ = self.context.stroke_text(&shown, dx, 0.);
        self.context.set_fill_style_str(self.cache.ink(t.ink));
        let _ = self.context.fill_text(&shown, dx, 0.);
    }
}

/// The text as it is set. The browser knows the capitals of every script.
fn shown(text: &str, kind: LabelKind) -> String {
    if kind.type_().capitals { js_sys::JsString::from(text).to_upper_case().into() } else { text.to_owned() }
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

    use super::*;
    use crate::door::dom;

    wasm_bindgen_test_configure!(run_in_browser);

    const SIZE: ScreenSize = ScreenSize { width: 64., height: 64. };

    /// A page with the inks that the test writes with.
    fn set_up() -> HtmlCanvasElement {
        let root = page::document().document_element().unwrap();
        dom::style(&root, "--map-label", "#010203");
        dom::style(&root, "--map-halo", "#c0ffee");
        page::new_canvas(1, 1).unwrap()
    }

    fn pixel(canvas: &HtmlCanvasElement, at: ScreenPoint) -> [u8; 3] {
        let context: CanvasRenderingContext2d = canvas.get_context("2d").unwrap().unwrap().unchecked_into();
        let ratio = page::pixel_ratio();
        let data = context.get_image_data(at.x * ratio, at.y * ratio, 1., 1.).unwrap().data();
        [data[0], data[1], data[2]]
    }

    #[wasm_bindgen_test]
    fn colours_are_those_of_the_style_sheet() {
        let element = set_up();
        let mut cache = Cache::default();
        let at = ScreenPoint { x: 32.5, y: 32.5 };
        Canvas::open(&element, SIZE, &mut cache).unwrap().dot(at, LabelKind::Town);
        assert_eq!(pixel(&element, ScreenPoint { x: 32., y: 32. }), [1, 2, 3]);
    }

    #[wasm_bindgen_test]
    fn the_canvas_has_the_screen_s_own_pixels() {
        let element = set_up();
        Canvas::open(&element, SIZE, &mut Cache::default()).unwrap();
        assert_eq!(f64::from(element.width()), (64. * page::pixel_ratio()).round());
    }
}
