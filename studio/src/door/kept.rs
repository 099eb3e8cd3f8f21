//! What is kept in this browser against a crash: the last state of each atlas, as a zip in a
//! cache. Nothing of it is ever sent.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Cache, Request, Response};

use super::page;

const NAME: &str = "confins-studio-kept";

/// The cache of that name; `None` where the browser keeps nothing (without https, or in a
/// private window).
pub(super) async fn cache(name: &str) -> Option<Cache> {
    let caches = page::window().caches().ok()?;
    JsFuture::from(caches.open(name)).await.ok()?.dyn_into().ok()
}

/// Keeps this as the last state of the atlas of that id; whether it is.
pub async fn keep(id: &str, zip: &[u8]) -> bool {
    let Some(cache) = cache(NAME).await else { return false };
    let Ok(answer) = Response::new_with_opt_js_u8_array(Some(&Uint8Array::from(zip))) else { return false };
    JsFuture::from(cache.put_with_str(&format!("{id}.zip"), &answer)).await.is_ok()
}

/// All that is kept, the last state of each atlas.
pub async fn kept() -> Vec<Vec<u8>> {
    let mut all = Vec::new();
    for request in requests().await.unwrap_or_default() {
        all.extend(content(&request).await);
    }
    all
}

async fn requests() -> Option<Vec<Request>> {
    let there: Array = JsFuture::from(cache(NAME).await?.keys()).await.ok()?.dyn_into().ok()?;
    Some(there.iter().filter_map(|request| request.dyn_into().ok()).collect())
}

async fn content(request: &Request) -> Option<Vec<u8>> {
    let found = JsFuture::from(cache(NAME).await?.match_with_request(request)).await.ok()?;
    let answer: Response = found.dyn_into().ok()?;
    let bytes = JsFuture::from(answer.array_buffer().ok()?).await.ok()?;
    Some(Uint8Array::new(&bytes).to_vec())
}

/// Forgets the atlas of that id.
pub async fn forget(id: &str) {
    if let Some(cache) = cache(NAME).await {
        let _ = JsFuture::from(cache.delete_with_str(&format!("{id}.zip"))).await;
    }
}
