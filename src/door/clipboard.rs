//! The clipboard, the browser's own way to share, and the reader's clock.

use atlas::PartialDate;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Clipboard;

use super::page;

/// Writes to the clipboard; says whether it could.
pub async fn write(text: &str) -> bool {
    // Browsers have none on pages that did not come over HTTPS.
    let clipboard = js_sys::Reflect::get(&navigator(), &"clipboard".into()).ok();
    let Some(clipboard) = clipboard.and_then(|c| c.dyn_into::<Clipboard>().ok()) else { return false };
    JsFuture::from(clipboard.write_text(text)).await.is_ok()
}

/// Shows a text for the reader to copy, under `title`. Where even that is
/// forbidden there is nothing left to try.
pub fn show(title: &str, text: &str) {
    let _ = page::window().prompt_with_message_and_default(title, text);
}

/// Whether the browser has a way to share.
pub fn can_share() -> bool {
    share_function().is_some()
}

/// Shares an address the browser's way, where it has one.
pub fn share(title: &str, address: &str) {
    let Some(share) = share_function() else { return };
    let what = js_sys::Object::new();
    // Setting members of a new object cannot fail; a reader may change their mind.
    let _ = js_sys::Reflect::set(&what, &"title".into(), &title.into());
    let _ = js_sys::Reflect::set(&what, &"url".into(), &address.into());
    let _ = share.call1(&navigator(), &what);
}

fn share_function() -> Option<js_sys::Function> {
    js_sys::Reflect::get(&navigator(), &"share".into()).ok()?.dyn_into().ok()
}

fn navigator() -> JsValue {
    page::window().navigator().into()
}

/// Today, by the reader's clock.
pub fn today() -> PartialDate {
    let now = js_sys::Date::new_0();
    let (year, month, day) = (now.get_full_year(), now.get_month() + 1, now.get_date());
    // Years of four digits for some time to come.
    format!("{year:04}-{month:02}-{day:02}").parse().unwrap_or(PartialDate::EPOCH)
}
