//! The bundle's files, and a reader's.

use gloo_net::http::{Request, Response};
use js_sys::Uint8Array;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

/// Asks for a file of the bundle.
///
/// # Errors
/// It cannot be had, by its address.
pub async fn fetch(address: &str) -> Result<Response, String> {
    let answer = Request::get(address).send().await.map_err(|why| format!("{address}: {why}"))?;
    if !answer.ok() {
        return Err(format!("{address}: HTTP {}", answer.status()));
    }
    Ok(answer)
}

/// All bytes of a reader's file; `None` where it cannot be read.
pub async fn bytes(file: &File) -> Option<Vec<u8>> {
    let buffer = JsFuture::from(file.array_buffer()).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}
