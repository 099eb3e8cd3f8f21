//! What is kept in this browser against a crash: the last state, as a zip in a cache. Nothing
//! of it is ever sent.

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Cache, Response};

use super::page;

const NAME: &str = "confins-studio-kept";
const FILE: &str = "kept.zip";

/// The cache of that name; `None` where the browser keeps nothing (without https, or in a
/// private window).
pub(super) async fn cache(name: &str) -> Option<Cache> {
    let caches = page::window().caches().ok()?;
    JsFuture::from(caches.open(name)).await.ok()?.dyn_into().ok()
}

/// Keeps this in place of what was kept before; whether it is.
pub async fn keep(zip: &[u8]) -> bool {
    let Some(cache) = cache(NAME).await else { return false };
    let Ok(answer) = Response::new_with_opt_js_u8_array(Some(&Uint8Array::from(zip))) else { return false };
    JsFuture::from(cache.put_with_str(FILE, &answer)).await.is_ok()
}

/// What was kept.
pub async fn kept() -> Option<Vec<u8>> {
    let found = JsFuture::from(cache(NAME).await?.match_with_str(FILE)).await.ok()?;
    let answer: Response = found.dyn_into().ok()?;
    let bytes = JsFuture::from(answer.array_buffer().ok()?).await.ok()?;
    Some(Uint8Array::new(&bytes).to_vec())
}

/// Forgets it.
pub async fn forget() {
    if let Ok(caches) = page::window().caches() {
        let _ = JsFuture::from(caches.delete(NAME)).await;
    }
}
