//! A [`Surface`] on a 2D canvas: device pixels, colours of the style sheet,
//! retained paths. What is drawn, and in which order, is the painter's.

use carto::{
    Path, ScreenPoint, ScreenRect, ScreenSize, Shape, Surface,
    decimal::decimal,
    sheet::{Placement, Sheet},
    style::{Ink, LabelKind, Pen},
};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, CanvasWindingRule, HtmlCanvasElement, HtmlImageElement, Path2d};

use crate::page;

/// The family that labels are set in; the style sheet uses the same.
const FAMILY: &str = "system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'Noto Sans Armenian', sans-serif";

/// What outlives a frame: paths as the browser holds them, colours as the
/// style sheet gives them, widths of texts.
#[derive(Default)]
pub struct Cache {
    /// By path's number: they count from 0.
    paths: Vec<Option<Path2d>>,
    // A few dozen of each: found by looking through them.
    inks: Vec<(Ink, String)>,
    widths: Vec<(String, LabelKind, f64)>,
    relief: Option<HtmlCanvasElement>,
}

impl Cache {
    /// Forgets colours, because light turned dark or the like.
    pub fn forget_inks(&mut self) {
        self.inks.clear();
    }

    /// Takes the relief shading: grey, where a middle grey is flat ground.
    pub fn set_relief(&mut self, image: &HtmlImageElement) -> Result<(), JsValue> {
        self.relief = Some(shading(image)?);
        Ok(())
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

/// A canvas of the page for the length of one frame.
pub struct Canvas<'a> {
    context: CanvasRenderingContext2d,
    cache: &'a mut Cache,
    size: ScreenSize,
    /// Device pixels per CSS pixel.
    ratio: f64,
    placement: Placement,
    sheet: Option<Sheet>,
}

impl<'a> Canvas<'a> {
    /// Makes `element` as sharp as the screen and ready to draw on; clears it.
    /// `None` where the browser gives no 2D context.
    pub fn open(element: &HtmlCanvasElement, size: ScreenSize, cache: &'a mut Cache) -> Option<Self> {
        let context: CanvasRenderingContext2d = element.get_context("2d").ok()??.dyn_into().ok()?;
        let ratio = page::pixel_ratio();
        let (width, height) = ((size.width * ratio).round() as u32, (size.height * ratio).round() as u32);
        if element.width() != width || element.height() != height {
            element.set_width(width);
            element.set_height(height);
        }
        let placement = Placement { scale: 1., x: 0., y: 0. };
        let canvas = Self { context, cache, size, ratio, placement, sheet: None };
        canvas.in_css_pixels();
        canvas.context.clear_rect(0., 0., size.width, size.height);
        canvas.context.set_line_join("round");
        Some(canvas)
    }

    /// How wide `text` is in the type of `kind`, and how high its letters.
    pub fn measure(&mut self, text: &str, kind: LabelKind) -> ScreenSize {
        let height = kind.type_().size * 1.15;
        if let Some((.., width)) = self.cache.widths.iter().find(|(t, k, _)| t == text && *k == kind) {
            return ScreenSize { width: *width, height };
        }
        self.set_type(kind);
        let shown = shown(text, kind);
        let width = self.context.measure_text(&shown).map_or(0., |m| m.width());
        self.cache.widths.push((text.to_owned(), kind, width));
        ScreenSize { width, height }
    }

    fn set_type(&self, kind: LabelKind) {
        let t = kind.type_();
        let slant = if t.italic { "italic " } else { "" };
        self.context.set_font(&format!("{slant}{} {}px {FAMILY}", t.weight, decimal(t.size, 2)));
        // Older browsers know no letter spacing on canvas; they set it tight.
        let spacing = JsValue::from_str(&format!("{}px", decimal(t.spacing, 2)));
        let _ = js_sys::Reflect::set(&self.context, &"letterSpacing".into(), &spacing);
    }

    fn in_css_pixels(&self) {
        // Setting a finite transform cannot fail, here and below.
        let _ = self.context.set_transform(self.ratio, 0., 0., self.ratio, 0., 0.);
    }

    fn on_sheet(&self) {
        let Placement { scale, x, y } = self.placement;
        let r = self.ratio;
        let _ = self.context.set_transform(r * scale, 0., 0., r * scale, r * x, r * y);
    }

    /// The browser's copy of `path`, made at first use.
    fn retained(&mut self, path: &Path) -> Option<Path2d> {
        let id = path.id() as usize;
        if let Some(Some(known)) = self.cache.paths.get(id) {
            return Some(known.clone());
        }
        if matches!(path.shape(), Shape::Points(_)) {
            return None;
        }
        let made = Path2d::new_with_path_string(&self.sheet?.path_data(path.shape())).ok()?;
        if self.cache.paths.len() <= id {
            self.cache.paths.resize(id + 1, None);
        }
        self.cache.paths[id] = Some(made.clone());
        Some(made)
    }
}

impl Surface for Canvas<'_> {
    fn background(&mut self, ink: Ink) {
        self.in_css_pixels();
        self.context.set_fill_style_str(self.cache.ink(ink));
        self.context.fill_rect(0., 0., self.size.width, self.size.height);
    }

    fn place(&mut self, sheet: &Sheet, placement: Placement) {
        if self.sheet.is_some_and(|before| before != *sheet) {
            self.cache.paths.clear();
        }
        self.sheet = Some(*sheet);
        self.placement = placement;
        self.on_sheet();
    }

    fn fill(&mut self, path: &Path, ink: Ink) {
        let Some(path) = self.retained(path) else { return };
        self.context.set_fill_style_str(self.cache.ink(ink));
        self.context.fill_with_path_2d_and_winding(&path, CanvasWindingRule::Evenodd);
    }

    fn stroke(&mut self, path: &Path, pen: &Pen) {
        let Some(path) = self.retained(path) else { return };
        let scale = self.placement.scale;
        self.context.set_stroke_style_str(self.cache.ink(pen.ink));
        self.context.set_line_width(pen.width / scale);
        let dash: js_sys::Array = pen.dash.iter().map(|d| JsValue::from_f64(d / scale)).collect();
        let _ = self.context.set_line_dash(&dash);
        self.context.stroke_with_path(&path);
    }

    fn relief(&mut self, rect: ScreenRect) {
        /// CSS pixels that a pixel of shading may cover before it fades: its
        /// squares should not look like the land's.
        const COARSE: f64 = 3.5;
        let Some(image) = &self.cache.relief else { return };
        self.in_css_pixels();
        let scale = rect.width() / f64::from(image.width().max(1));
        self.context.set_global_alpha((COARSE / scale).min(1.));
        let _ = self.context.draw_image_with_html_canvas_element_and_dw_and_dh(
            image,
            rect.min.x,
            rect.min.y,
            rect.width(),
            rect.height(),
        );
        self.context.set_global_alpha(1.);
        self.on_sheet();
    }

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
        let dx = t.spacing / 2.;
        let _ = self.context.stroke_text(&shown, dx, 0.);
        self.context.set_fill_style_str(self.cache.ink(t.ink));
        let _ = self.context.fill_text(&shown, dx, 0.);
    }
}

/// The text as it is set. The browser knows the capitals of every script.
fn shown(text: &str, kind: LabelKind) -> String {
    if kind.type_().capitals { js_sys::JsString::from(text).to_upper_case().into() } else { text.to_owned() }
}

/// Turns grey shading into shadow and light: black or white, the more opaque
/// the further from flat. Drawn over land of any colour it costs no blending
/// mode.
fn shading(image: &HtmlImageElement) -> Result<HtmlCanvasElement, JsValue> {
    /// The grey of flat ground in the relief image.
    const FLAT: f64 = 128.;
    let (width, height) = (image.natural_width(), image.natural_height());
    let canvas = page::new_canvas(width, height).ok_or("no canvas")?;
    let context: CanvasRenderingContext2d = canvas.get_context("2d")?.ok_or("no 2D context")?.dyn_into()?;
    context.draw_image_with_html_image_element(image, 0., 0.)?;
    let mut pixels = context.get_image_data(0., 0., f64::from(width), f64::from(height))?.data();
    for pixel in pixels.chunks_exact_mut(4) {
        let lift = f64::from(pixel[0]) - FLAT;
        // Shadows may be deeper than lights are bright.
        let (tone, alpha) = if lift < 0. { (0, -lift * 1.1) } else { (255, lift * 1.3) };
        pixel.copy_from_slice(&[tone, tone, tone, alpha.min(255.) as u8]);
    }
    let shaded =
        web_sys::ImageData::new_with_u8_clamped_array_and_sh(wasm_bindgen::Clamped(&pixels), width, height)?;
    context.put_image_data(&shaded, 0., 0.)?;
    Ok(canvas)
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use carto::{
        Camera, Viewport, WorldPoint,
        hit::{Location, locate},
        paint::{Item, paint},
        style::{Look, PAPER},
    };
    use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

    use super::*;

    wasm_bindgen_test_configure!(run_in_browser);

    const SIZE: ScreenSize = ScreenSize { width: 64., height: 64. };

    /// A page with the inks that the test paints with.
    fn set_up() -> HtmlCanvasElement {
        let document = page::document();
        if page::find("#map").is_none() {
            let map = document.create_element("div").unwrap();
            map.set_id("map");
            document.body().unwrap().append_child(&map).unwrap();
            page::style(&map, "--map-paper", "#010203");
            page::style(&map, "--map-land", "#c0ffee");
        }
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
        Canvas::open(&element, SIZE, &mut cache).unwrap().background(PAPER);
        assert_eq!(pixel(&element, ScreenPoint { x: 5., y: 5. }), [1, 2, 3]);
    }

    #[wasm_bindgen_test]
    fn the_canvas_has_the_screen_s_own_pixels() {
        let element = set_up();
        Canvas::open(&element, SIZE, &mut Cache::default()).unwrap();
        assert_eq!(f64::from(element.width()), (64. * page::pixel_ratio()).round());
    }

    #[wasm_bindgen_test]
    fn what_is_coloured_is_what_a_click_hits() {
        let element = set_up();
        let viewport = Viewport { size: SIZE, ..Viewport::default() };
        let camera = Camera { centre: WorldPoint { x: 0.5, y: 0.5 }, zoom: 0., viewport };
        let ring = |half: f64| {
            let corner = |x: f64, y: f64| WorldPoint { x: 0.5 + x * half, y: 0.5 + y * half };
            vec![corner(-1., -1.), corner(1., -1.), corner(1., 1.), corner(-1., 1.), corner(-1., -1.)]
        };
        // A square with a hole.
        let rings = vec![ring(0.1), ring(0.04)];
        let path = Path::new(Shape::Areas(rings.clone()));
        let mut cache = Cache::default();
        let look = Look { fill: Some(Ink("land")), pens: Vec::new() };
        let mut canvas = Canvas::open(&element, SIZE, &mut cache).unwrap();
        paint([Item::Path(&path, look)], &Sheet::covering(camera.visible()), &camera, &mut canvas);
        for at in [(32., 32.), (17., 32.), (32., 50.), (4., 4.)].map(|(x, y)| ScreenPoint { x, y }) {
            let inside = locate(&rings, camera.screen_to_world(at)) == Location::Inside;
            let want = if inside { [0xc0, 0xff, 0xee] } else { [1, 2, 3] };
            assert_eq!(pixel(&element, at), want, "{at:?}");
        }
    }
}
