//! Files that a reader gives, and takes.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{Blob, BlobPropertyBag, File, HtmlAnchorElement, HtmlInputElement, Url};

use super::page;

/// What was chosen in a field for files: paths and contents.
///
/// # Errors
/// One cannot be read, by its name.
pub async fn chosen(field: &HtmlInputElement) -> Result<Vec<(String, Vec<u8>)>, String> {
    let mut all = Vec::new();
    let list = field.files();
    let count = list.as_ref().map_or(0, web_sys::FileList::length);
    for file in (0..count).filter_map(|at| list.as_ref()?.get(at)) {
        // Of a folder: from its own name on.
        let path = js_sys::Reflect::get(&file, &"webkitRelativePath".into()).ok();
        let path = path.and_then(|path| path.as_string()).filter(|path| !path.is_empty());
        let name = path.unwrap_or_else(|| file.name());
        all.push((name, bytes(&file).await?));
    }
    // The same file can be chosen again.
    field.set_value("");
    Ok(all)
}

/// The first of what was chosen; `None`: nothing was.
///
/// # Errors
/// As [`chosen`]'s.
pub async fn first(field: &HtmlInputElement) -> Result<Option<(String, Vec<u8>)>, String> {
    Ok(chosen(field).await?.into_iter().next())
}

/// The first of what was chosen as a text.
///
/// # Errors
/// As [`chosen`]'s.
pub async fn text(field: &HtmlInputElement) -> Result<Option<String>, String> {
    Ok(first(field).await?.map(|(_, bytes)| String::from_utf8_lossy(&bytes).into_owned()))
}

/// All bytes of a file.
///
/// # Errors
/// It cannot be read, by its name.
pub async fn bytes(file: &File) -> Result<Vec<u8>, String> {
    browser::bytes(file).await.ok_or_else(|| format!("{}: it cannot be read", file.name()))
}

/// Gives a file to the reader's folder of downloads.
pub fn give(name: &str, kind: &str, content: &[u8]) -> Option<()> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let parts = Array::of1(&Uint8Array::from(content));
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()?;
    let address = Url::create_object_url_with_blob(&blob).ok()?;
    let link: HtmlAnchorElement = page::document().create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(&address);
    link.set_download(name);
    link.click();
    page::after(60_000, move || {
        let _ = Url::revoke_object_url(&address);
    });
    Some(())
}
