//! Relief shading: a grey image over part of the world, turned into shadow and
//! light that can lie on land of any colour.

use carto::{WorldBounds, detail::Affine};
use wasm_bindgen::{Clamped, JsCast, JsValue};
use web_sys::{ImageBitmap, ImageData, OffscreenCanvas, OffscreenCanvasRenderingContext2d};

/// Shading, ready to be laid down.
pub struct Relief {
    canvas: OffscreenCanvas,
    bounds: WorldBounds,
}

/// Black or white, the more opaque the further from flat: drawn over land of
/// any colour it costs no blending mode.
fn shading(image: &ImageBitmap) -> Result<OffscreenCanvas, JsValue> {
    /// The grey of flat base map in the relief image.
    const FLAT: f64 = 128.;
    /// How opaque shadow and light are, by their distance from that; the first picture's
    /// rule has the same (`prerender::shading`).
    const DEPTH: f64 = 1.1;
    let (width, height) = (image.width(), image.height());
    let canvas = OffscreenCanvas::new(width, height)?;
    let context: OffscreenCanvasRenderingContext2d =
        canvas.get_context("2d")?.ok_or("no 2D context")?.unchecked_into();
    context.draw_image_with_image_bitmap(image, 0., 0.)?;
    let mut pixels = context.get_image_data(0., 0., f64::from(width), f64::from(height))?.data();
    for pixel in pixels.chunks_exact_mut(4) {
        let lift = f64::from(pixel[0]) - FLAT;
        let tone = if lift < 0. { 0 } else { 255 };
        pixel.copy_from_slice(&[tone, tone, tone, (lift.abs() * DEPTH) as u8]);
    }
    let shaded = ImageData::new_with_u8_clamped_array_and_sh(Clamped(&pixels), width, height)?;
    context.put_image_data(&shaded, 0., 0.)?;
    Ok(canvas)
}

impl Relief {
    /// From an image of grey; `bounds` is where it lies.
    ///
    /// # Errors
    /// The browser gives no canvas.
    pub fn new(image: &ImageBitmap, bounds: WorldBounds) -> Result<Self, JsValue> {
        Ok(Self { canvas: shading(image)?, bounds })
    }

    /// Lays the shading down where `to_pixels` puts its bounds. It fades where
    /// its own pixels would show as squares: they should not look like the
    /// land's.
    pub fn lay(&self, context: &OffscreenCanvasRenderingContext2d, to_pixels: &Affine, ratio: f64) {
        /// CSS pixels that a pixel of shading may cover before it fades.
        const COARSE: f64 = 3.5;
        let (x, y) = (
            self.bounds.min.x * to_pixels.scale + to_pixels.x,
            self.bounds.min.y * to_pixels.scale + to_pixels.y,
        );
        let (width, height) = (self.bounds.width() * to_pixels.scale, self.bounds.height() * to_pixels.scale);
        let coarse = width / ratio / f64::from(self.canvas.width().max(1));
        context.set_global_alpha((COARSE / coarse).min(1.));
        // Drawing a canvas of our own cannot be refused.
        let _ = context.draw_image_with_offscreen_canvas_and_dw_and_dh(&self.canvas, x, y, width, height);
        context.set_global_alpha(1.);
    }
}
