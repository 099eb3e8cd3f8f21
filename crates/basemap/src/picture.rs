//! Pictures of the base map on canvases that no page shows: the lines in view,
//! at the level of detail that the pixels ask for.

use atlas::PartialDate;
use carto::{
    detail::Sink,
    style::{Ink, Look, PAPER},
    tolerance,
};
use figure::{Layers, Painted, View, look};
use js_sys::Array;
use protocol::{Canvas, Order, Subject};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasWindingRule, ImageBitmap, OffscreenCanvas, OffscreenCanvasRenderingContext2d, Path2d};

use crate::relief::Relief;

/// How much of its ink a box has that stands for what is not there.
const BOX: f64 = 0.35;

/// Colours by name, as the style sheet gives them.
#[derive(Default)]
pub struct Inks(Vec<protocol::Ink>);

impl Inks {
    /// All that there are.
    pub fn new(inks: Vec<protocol::Ink>) -> Self {
        Self(inks)
    }

    fn get(&self, ink: Ink) -> &str {
        let found = self.0.iter().find(|known| known.name == ink.0);
        // A name that the style sheet lacks shows as a clear mistake.
        found.map_or("magenta", |known| &known.colour)
    }
}

/// What painting needs besides layers.
#[derive(Default)]
pub struct Painter {
    /// The colours.
    pub inks: Inks,
    /// The shading, once it is there.
    pub relief: Option<Relief>,
    canvases: Vec<(Canvas, OffscreenCanvas)>,
}

impl Painter {
    /// A picture of the layers in `order` as `view` shows them.
    pub fn paint(
        &mut self,
        canvas: Canvas,
        layers: &Layers,
        order: &Order,
        view: &View,
    ) -> Result<ImageBitmap, JsValue> {
        let canvas = self.canvas(canvas, view.size)?;
        let context: OffscreenCanvasRenderingContext2d =
            canvas.get_context("2d")?.ok_or("no 2D context")?.unchecked_into();
        let (width, height) = (f64::from(view.size.0), f64::from(view.size.1));
        // Setting a finite transform cannot fail.
        let _ = context.set_transform(1., 0., 0., 1., 0., 0.);
        context.set_line_join("round");
        context.set_fill_style_str(self.inks.get(PAPER));
        context.fill_rect(0., 0., width, height);
        for subject in &order.subjects {
            match subject {
                Subject::Relief => {
                    if let Some(relief) = &self.relief {
                        relief.lay(&context, &view.to_pixels(), view.ratio);
                    }
                }
                Subject::Layer(id) => {
                    if let Some(layer) = layers.get(id) {
                        self.layer(&context, layer, order.as_of, view)?;
                    }
                }
            }
        }
        canvas.transfer_to_image_bitmap()
    }

    fn canvas(&mut self, name: Canvas, (width, height): (u32, u32)) -> Result<OffscreenCanvas, JsValue> {
        let known = self.canvases.iter().find(|(known, _)| *known == name).map(|(_, canvas)| canvas.clone());
        if let Some(canvas) = known {
            if canvas.width() != width || canvas.height() != height {
                canvas.set_width(width);
                canvas.set_height(height);
            }
            return Ok(canvas);
        }
        let made = OffscreenCanvas::new(width, height)?;
        self.canvases.push((name, made.clone()));
        Ok(made)
    }

    fn layer(
        &self,
        context: &OffscreenCanvasRenderingContext2d,
        layer: &Painted,
        as_of: Option<PartialDate>,
        view: &View,
    ) -> Result<(), JsValue> {
        if let Some(boxes) = &layer.boxes {
            self.boxes(context, boxes, as_of, view)?;
        }
        each_kind(layer, as_of, view, |look, opacity, paths| {
            context.set_global_alpha(opacity);
            self.paths(context, paths, look, view.ratio);
        })?;
        context.set_global_alpha(1.);
        Ok(())
    }

    /// Paints boxes fainter than what they stand for, and without an outline: theirs says
    /// nothing.
    fn boxes(
        &self,
        context: &OffscreenCanvasRenderingContext2d,
        boxes: &Painted,
        as_of: Option<PartialDate>,
        view: &View,
    ) -> Result<(), JsValue> {
        each_kind(boxes, as_of, view, |look, opacity, paths| {
            // What is a line has no fill: its box has its pen's ink.
            let Some(ink) = look.fill.or(look.pens.first().map(|pen| pen.ink)) else { return };
            context.set_global_alpha(opacity * BOX);
            context.set_fill_style_str(self.inks.get(ink));
            // Boxes overlap, and are there all the same.
            for path in paths {
                context.fill_with_path_2d(path);
            }
        })
    }

    /// Fills all, then draws along all, so that no fill hides half a line.
    fn paths(&self, context: &OffscreenCanvasRenderingContext2d, paths: &[Path2d], look: &Look, ratio: f64) {
        if let Some(ink) = look.fill {
            context.set_fill_style_str(self.inks.get(ink));
            for path in paths {
                context.fill_with_path_2d_and_winding(path, CanvasWindingRule::Evenodd);
            }
        }
        for pen in &look.pens {
            context.set_stroke_style_str(self.inks.get(pen.ink));
            context.set_line_width(pen.width * ratio);
            let dash: Array = pen.dash.iter().map(|d| JsValue::from_f64(d * ratio)).collect();
            // Refused only for what is not a finite number.
            let _ = context.set_line_dash(&dash);
            for path in paths {
                context.stroke_with_path(path);
            }
        }
    }
}

/// Calls `paint` for what is seen of each kind of a layer's features: its look, its
/// opacity, its lines in device pixels.
fn each_kind(
    layer: &Painted,
    as_of: Option<PartialDate>,
    view: &View,
    mut paint: impl FnMut(&Look, f64, &[Path2d]),
) -> Result<(), JsValue> {
    let detail = layer.detail();
    for key in detail.keys() {
        let kind = layer.kinds.get(usize::from(key));
        let Some((look, opacity)) = kind.and_then(|kind| look(kind, as_of, view.zoom)) else { continue };
        let mut paths = Paths::new()?;
        detail.draw(key, tolerance::ON_SCREEN / view.scale, &view.window(), view.to_pixels(), &mut paths);
        paint(&look, opacity, &paths.done);
    }
    Ok(())
}

/// Lines as the browser's paths, a few thousand vertices each: one path of a
/// hundred thousand is several times slower to fill.
struct Paths {
    path: Path2d,
    done: Vec<Path2d>,
}

impl Paths {
    fn new() -> Result<Self, JsValue> {
        Ok(Self { path: Path2d::new()?, done: Vec::new() })
    }
}

impl Sink for Paths {
    fn move_to(&mut self, x: f64, y: f64) {
        self.path.move_to(x, y);
    }

    fn line_to(&mut self, x: f64, y: f64) {
        self.path.line_to(x, y);
    }

    fn close(&mut self) {
        self.path.close_path();
    }

    fn flush(&mut self) {
        if let Ok(next) = Path2d::new() {
            self.done.push(std::mem::replace(&mut self.path, next));
        }
    }
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use carto::{
        Feature, Path, ScreenSize, Shape, WorldPoint,
        hit::{Location, locate},
    };
    use serde_json::json;
    use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

    use super::*;

    wasm_bindgen_test_configure!(run_in_browser);

    const SIDE: f64 = 64.;

    /// A view of the world's middle, in which a pixel is 1/256 of the world.
    fn view(ratio: f64) -> View {
        View::new(&wanted(SIDE, ratio)).unwrap()
    }

    fn wanted(width: f64, ratio: f64) -> protocol::View {
        let (corner, size) = (0.5 - SIDE / 2. / 256., ScreenSize { width, height: SIDE });
        protocol::View { corner: WorldPoint { x: corner, y: corner }, scale: 256., size, ratio, zoom: 0. }
    }

    /// A square with a hole, or part of it.
    fn ring(half: f64) -> Vec<WorldPoint> {
        let corner = |x: f64, y: f64| WorldPoint { x: 0.5 + x * half, y: 0.5 + y * half };
        vec![corner(-1., -1.), corner(1., -1.), corner(1., 1.), corner(-1., 1.), corner(-1., -1.)]
    }

    fn layer(style: &str, shape: Shape) -> Painted {
        let mut painted = Painted::default();
        painted.push(&Feature {
            id: None,
            properties: json!({ "style": style }).as_object().cloned().unwrap(),
            path: Path::new(shape),
        });
        painted.finished()
    }

    fn painter() -> Painter {
        let ink = |(name, colour): (&str, &str)| protocol::Ink { name: name.into(), colour: colour.into() };
        let inks = [("land", "#c0ffee"), ("river", "#123456")].map(ink);
        Painter { inks: Inks::new(inks.to_vec()), ..Painter::default() }
    }

    /// The layer on a canvas of its own.
    fn painted(layer: &Painted, view: &View) -> OffscreenCanvasRenderingContext2d {
        let canvas = OffscreenCanvas::new(view.size.0, view.size.1).unwrap();
        let context: OffscreenCanvasRenderingContext2d =
            canvas.get_context("2d").unwrap().unwrap().unchecked_into();
        painter().layer(&context, layer, None, view).unwrap();
        context
    }

    fn pixel(context: &OffscreenCanvasRenderingContext2d, x: f64, y: f64) -> [u8; 4] {
        let data = context.get_image_data(x, y, 1., 1.).unwrap().data();
        [data[0], data[1], data[2], data[3]]
    }

    #[wasm_bindgen_test]
    fn what_is_coloured_is_what_a_click_hits() {
        let rings = vec![ring(0.1), ring(0.04)];
        let view = view(1.);
        let context = painted(&layer("country", Shape::Areas(rings.clone())), &view);
        for (x, y) in [(32., 32.), (17., 32.), (32., 50.), (4., 4.)] {
            let at = WorldPoint { x: view.corner.x + x / 256., y: view.corner.y + y / 256. };
            let inside = locate(&rings, at) == Location::Inside;
            let want = if inside { [0xc0, 0xff, 0xee, 0xff] } else { [0; 4] };
            assert_eq!(pixel(&context, x, y), want, "{x} {y}");
        }
    }

    #[wasm_bindgen_test]
    fn a_sharper_screen_has_more_pixels_and_the_same_picture() {
        let context = painted(&layer("country", Shape::Areas(vec![ring(0.1)])), &view(2.));
        assert_eq!(pixel(&context, 64., 64.), [0xc0, 0xff, 0xee, 0xff]);
        assert_eq!(pixel(&context, 4., 4.), [0; 4]);
    }

    #[wasm_bindgen_test]
    fn a_style_that_nobody_knows_is_not_drawn() {
        let context = painted(&layer("hatched", Shape::Areas(vec![ring(0.1)])), &view(1.));
        assert_eq!(pixel(&context, 32., 32.), [0; 4]);
    }
}
