//! Where the files of the atlas are, what they must be, and fetching them. What
//! they say is `load`'s.

use std::{cell::RefCell, time::Duration};

use atlas::address;
use gloo_net::http::Request;
use protocol::File;
use web_sys::{AbortController, Url, UrlSearchParams};

use super::page;

/// Where the atlas is when the address does not say.
const DEFAULT_ATLAS: &str = "geodata/";
/// How long a text may take: none is large, and a reader who waits in vain is
/// told sooner than a browser would.
const PATIENCE: Duration = Duration::from_secs(20);

thread_local! {
    /// Files of the atlas that the page was built with, each with its digest as
    /// `integrity` has it. None for another atlas. A page is of one edition as long
    /// as it lives, and whoever asks for a file must ask for that edition's.
    static OWN: RefCell<Vec<(String, String)>> = const { RefCell::new(Vec::new()) };
}

/// The page was built with these files, each with its digest.
pub fn know(own: Vec<(String, String)>) {
    OWN.set(own);
}

/// The files are of another atlas than the page was built with.
pub fn forget() {
    OWN.take();
}

/// The folder that the address asks for, as it is written there.
pub fn asked_atlas() -> Option<String> {
    let search = page::window().location().search().ok()?;
    UrlSearchParams::new_with_str(&search).ok()?.get("atlas")
}

/// The atlas's address: `?atlas=PATH` of this origin, or the bundle's own.
///
/// # Errors
/// The path may lead out of the page's origin.
pub fn folder() -> Result<String, String> {
    let here = page::document().base_uri().ok().flatten().unwrap_or_default();
    let path = asked_atlas().unwrap_or_else(|| DEFAULT_ATLAS.to_owned());
    address::folder(&path).map_err(|why| format!("«{}» {why}", shortened(&path)))?;
    let path = if path.ends_with('/') { path } else { format!("{path}/") };
    let url = Url::new_with_base(&path, &here).map_err(|_| format!("«{path}» is not an address"))?;
    let origin = page::window().location().origin().unwrap_or_default();
    if url.origin() != origin {
        return Err(format!("«{path}» lies on {}, expected {origin}", url.origin()));
    }
    url.set_hash("");
    url.set_search("");
    Ok(url.href())
}

/// Where `file` of the atlas in `folder` is.
///
/// # Errors
/// The name may lead out of the folder.
pub fn find(folder: &str, file: &str) -> Result<File, String> {
    address::file(file).map_err(|why| format!("«{}» {why}", shortened(file)))?;
    let digest = OWN.with_borrow(|own| own.iter().find(|(known, _)| known == file).map(|(_, d)| d.clone()));
    Ok(File { url: format!("{folder}{file}"), integrity: digest.unwrap_or_default() })
}

/// The text of a file, as it is now.
///
/// # Errors
/// No answer in time, or one that is none, or from elsewhere.
pub async fn text(file: &File) -> Result<String, String> {
    // What this browser keeps of the page's own edition is asked for by digest;
    // the line has one file by that name, whatever edition it is of.
    if page::is_kept()
        && !file.integrity.is_empty()
        && let Ok(text) = fetched(&file.url, &file.integrity).await
    {
        return Ok(text);
    }
    fetched(&file.url, "").await
}

async fn fetched(url: &str, integrity: &str) -> Result<String, String> {
    let controller = AbortController::new().map_err(|_| "this browser cannot stop waiting")?;
    let signal = controller.signal();
    page::after(PATIENCE, Box::new(move || controller.abort()));
    let in_words = |error: gloo_net::Error| {
        if signal.aborted() { format!("no answer after {} s", PATIENCE.as_secs()) } else { error.to_string() }
    };
    let request = Request::get(url).integrity(integrity).abort_signal(Some(&signal));
    let response = request.send().await.map_err(in_words)?;
    if !response.ok() {
        return Err(format!("HTTP {} {}", response.status(), response.status_text()));
    }
    if !address::stayed(url, &response.url()) {
        return Err("answered from another folder, which is refused".to_owned());
    }
    response.text().await.map_err(in_words)
}

/// A path as a message may show it.
fn shortened(path: &str) -> String {
    path.chars().take(80).collect()
}
