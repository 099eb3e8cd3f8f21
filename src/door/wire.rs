//! How messages travel between the page and its worker: lists that begin with
//! the bytes of `protocol`, handed over and not copied. The other end is
//! `crates/basemap/src/wire.rs`.

use js_sys::{Array, ArrayBuffer, Uint8Array};
use protocol::{Reply, Request};
use wasm_bindgen::JsCast;
use web_sys::{ImageBitmap, MessageEvent, Worker};

/// Asks the worker.
///
/// # Errors
/// The request is too long for a message.
pub fn ask(worker: &Worker, request: &Request) -> Result<(), String> {
    let bytes = protocol::encode(request).map_err(|why| why.to_string())?;
    let message = Array::of1(&Uint8Array::from(&*bytes).buffer());
    // Refused only where a part cannot be handed over; bytes can.
    let _ = worker.post_message_with_transfer(&message, &message);
    Ok(())
}

/// What the worker tells, and the picture beside it.
///
/// # Errors
/// It is no reply.
pub fn heard(event: &MessageEvent) -> Result<(Reply, Option<ImageBitmap>), String> {
    let message: Array = event.data().dyn_into().map_err(|_| "a message that is no list")?;
    let bytes: ArrayBuffer = message.get(0).dyn_into().map_err(|_| "a message without bytes")?;
    let reply = protocol::decode(&Uint8Array::new(&bytes).to_vec()).map_err(|why| why.to_string())?;
    Ok((reply, message.get(1).dyn_into().ok()))
}
