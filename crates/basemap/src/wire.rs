//! How messages travel between the worker and the page: lists that begin with
//! the bytes of `protocol`, handed over and not copied. The other end is the
//! app's `wire.rs`.

use js_sys::{Array, ArrayBuffer, Uint8Array};
use protocol::{Canvas, News, Reply, Request, Subject};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, ImageBitmap, MessageEvent};

/// The worker itself, as the browser knows it.
pub fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// What the page asks.
///
/// # Errors
/// It is no request, whoever said it.
pub fn heard(event: &MessageEvent) -> Result<Request, String> {
    let message: Array = event.data().dyn_into().map_err(|_| "a message that is no list")?;
    let bytes: ArrayBuffer = message.get(0).dyn_into().map_err(|_| "a message without bytes")?;
    protocol::decode(&Uint8Array::new(&bytes).to_vec()).map_err(|why| why.to_string())
}

/// Tells the page. What is too long for a message is told as a failure.
pub fn tell(reply: &Reply) {
    send(reply, None);
}

/// Hands a picture over.
pub fn hand_over(canvas: Canvas, picture: &ImageBitmap) {
    send(&Reply::Picture { canvas }, Some(picture));
}

fn send(reply: &Reply, picture: Option<&ImageBitmap>) {
    let bytes = match protocol::encode(reply) {
        Ok(bytes) => Uint8Array::from(&*bytes).buffer(),
        Err(why) => return tell(&failed(reply, why.to_string())),
    };
    let mut message = Array::of1(&bytes);
    message.extend(picture.map(JsValue::from));
    // Refused only where a part cannot be handed over; these can.
    let _ = scope().post_message_with_transfer(&message, &message);
}

/// What is told in place of a reply that cannot be sent.
fn failed(reply: &Reply, reason: String) -> Reply {
    match reply {
        Reply::News(News::Read(read)) => {
            Reply::News(News::Failed { subject: Subject::Layer(read.layer.clone()), reason })
        }
        Reply::News(News::Named { layer, .. }) => {
            Reply::News(News::Failed { subject: Subject::Layer(layer.clone()), reason })
        }
        _ => Reply::Broken { reason },
    }
}

/// An error in the browser's words.
pub fn in_words(error: &JsValue) -> String {
    let message = error.dyn_ref::<js_sys::Error>().map(|e| String::from(e.message()));
    message.or_else(|| error.as_string()).unwrap_or_else(|| "?".to_owned())
}
