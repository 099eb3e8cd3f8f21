//! What the page asks and what it is told, as arrays whose first item says
//! what they are. The other end is the app's `ground.rs`.

use js_sys::{Array, Float64Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, ImageBitmap};

/// The worker itself, as the browser knows it.
pub fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// Sends a message to the page.
pub fn tell(parts: &[JsValue]) {
    send(&parts.iter().collect());
}

/// Sends one that was kept.
pub fn send(message: &Array) {
    // Refused only where a part cannot be copied; all are texts and numbers.
    let _ = scope().post_message(message);
}

/// Hands a picture over.
pub fn send_picture(canvas: &str, picture: &ImageBitmap) {
    let message = Array::of3(&"picture".into(), &canvas.into(), picture);
    // Handed over, not copied.
    let _ = scope().post_message_with_transfer(&message, &Array::of1(picture));
}

/// A message from the page. What is missing reads as empty: both ends are ours.
pub struct Message(pub Array);

impl Message {
    /// The text at `at`.
    pub fn text(&self, at: u32) -> String {
        self.0.get(at).as_string().unwrap_or_default()
    }

    /// The texts of the list at `at`.
    pub fn texts(&self, at: u32) -> Vec<String> {
        self.list(at).iter().filter_map(|text| text.as_string()).collect()
    }

    /// The item at `at`, as a list.
    pub fn list(&self, at: u32) -> Array {
        self.0.get(at).dyn_into().unwrap_or_default()
    }

    /// The number at `at`.
    pub fn number(&self, at: u32) -> Option<f64> {
        self.0.get(at).as_f64()
    }

    /// The numbers of the list at `at`.
    pub fn numbers(&self, at: u32) -> Vec<f64> {
        let list = self.0.get(at);
        // Of a mere number it would make as many zeros.
        if list.is_instance_of::<Array>() || list.is_instance_of::<Float64Array>() {
            Float64Array::new(&list).to_vec()
        } else {
            Vec::new()
        }
    }
}

/// An error in the browser's words.
pub fn in_words(error: &JsValue) -> String {
    let message = error.dyn_ref::<js_sys::Error>().map(|e| String::from(e.message()));
    message.or_else(|| error.as_string()).unwrap_or_else(|| "?".to_owned())
}
