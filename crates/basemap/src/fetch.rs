//! What lies at an address, within the time that a reader waits.

use std::ops::Range;

use atlas::address::stayed;
use js_sys::{Array, Promise, Uint8Array};
use protocol::File;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Headers, RequestCache, RequestInit, Response};

use crate::wire::{in_words, scope};

/// Milliseconds for which the next bytes are waited for: a line that stalls ends.
const PATIENCE: i32 = 20_000;

/// What came from an address.
pub struct Answer {
    /// The answer, its body unread.
    pub response: Response,
    /// Whether it is another file than the page was built with.
    pub is_other: bool,
}

/// The answer that is under way from `url`.
///
/// # Errors
/// As [`fetch`]'s.
pub async fn fetched(url: &str, answer: &Promise) -> Result<Answer, String> {
    answered(url, within(answer).await?, false)
}

/// The answer at a file's address. What the file must be may come from a cache of any
/// age, since its digest tells; one that is something else is asked for anew, past every
/// cache, and then taken as it is.
///
/// # Errors
/// There is none in time, it says that something went wrong, or it comes from
/// outside of the folder that was asked.
pub async fn fetch(File { url, integrity }: &File) -> Result<Answer, String> {
    if integrity.is_empty() {
        return answered(url, ask(url, RequestCache::Default, "").await?, false);
    }
    // A browser does not say whether it is the file or the line; a line that
    // stalls is not tried again.
    let begun = now();
    for cache in [RequestCache::ForceCache, RequestCache::Reload] {
        match ask(url, cache, integrity).await {
            Ok(response) => return answered(url, response, false),
            Err(why) if now() - begun >= f64::from(PATIENCE) => return Err(why),
            Err(_) => {}
        }
    }
    answered(url, ask(url, RequestCache::Reload, "").await?, true)
}

/// Bytes of a file.
pub struct Part {
    /// Those that were asked for; fewer where the file ends.
    pub bytes: Vec<u8>,
    /// What its server calls the file as it is now, if it calls it anything.
    pub tag: Option<String>,
}

/// Some bytes of the file at `url`.
///
/// # Errors
/// As [`fetch`]'s, and where the server gives no parts of files.
pub async fn part(url: &str, range: &Range<u64>) -> Result<Part, String> {
    let headers = Headers::new().map_err(|error| in_words(&error))?;
    let bytes = format!("bytes={}-{}", range.start, range.end.saturating_sub(1));
    headers.set("Range", &bytes).map_err(|error| in_words(&error))?;
    let controller = AbortController::new().map_err(|error| in_words(&error))?;
    let init = RequestInit::new();
    init.set_headers(&headers);
    init.set_signal(Some(&controller.signal()));
    let answer = within(&scope().fetch_with_str_and_init(url, &init)).await;
    let response = match answer.inspect_err(|_| controller.abort()) {
        Ok(answer) => answered(url, answer, false)?.response,
        Err(why) => return Err(why),
    };
    // The whole file may be a thousand times as much.
    if response.status() != 206 && range.start > 0 {
        controller.abort();
        let status = response.status();
        return Err(format!(
            "HTTP {status} where part of the file was asked for, expected 206: this server gives no parts"
        ));
    }
    let tag = response.headers().get("ETag").ok().flatten();
    let bytes = response.array_buffer().map_err(|error| in_words(&error))?;
    let bytes = Uint8Array::new(&within(&bytes).await?).to_vec();
    Ok(Part { bytes, tag })
}

/// The text of a file, and whether it is another file than the page was built with.
///
/// # Errors
/// As [`fetch`]'s, with the file's address.
pub async fn text(file: &File) -> Result<(String, bool), String> {
    let named = |reason: String| format!("{}: {reason}", file.url);
    let answer = fetch(file).await.map_err(named)?;
    let text = answer.response.text().map_err(|error| named(in_words(&error)))?;
    let text = within(&text).await.map_err(named)?.as_string().unwrap_or_default();
    Ok((in_whole_characters(&text), answer.is_other))
}

/// JSON text in which an escape of half a surrogate pair is U+FFFD: the page reads JSON as
/// browsers do, which take such halves, and both must read the same.
fn in_whole_characters(text: &str) -> String {
    let unit = |escape: &str| u16::from_str_radix(escape.strip_prefix("\\u")?.get(..4)?, 16).ok();
    let (mut whole, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(at) = rest.find('\\') {
        let escape = &rest[at..];
        let is_pair = || matches!(escape.get(6..).and_then(unit), Some(0xDC00..=0xDFFF));
        let (kept, length) = match unit(escape) {
            Some(0xD800..=0xDBFF) if is_pair() => (&escape[..12], 12),
            Some(0xD800..=0xDFFF) => ("\u{fffd}", 6),
            Some(_) => (&escape[..6], 6),
            // A backslash, and the character that it stands before.
            None => {
                let length = escape.char_indices().nth(2).map_or(escape.len(), |(end, _)| end);
                (&escape[..length], length)
            }
        };
        whole.push_str(&rest[..at]);
        whole.push_str(kept);
        rest = &escape[length..];
    }
    whole + rest
}

async fn ask(url: &str, cache: RequestCache, integrity: &str) -> Result<JsValue, String> {
    let controller = AbortController::new().map_err(|error| in_words(&error))?;
    let init = RequestInit::new();
    init.set_cache(cache);
    init.set_integrity(integrity);
    init.set_signal(Some(&controller.signal()));
    let answer = within(&scope().fetch_with_str_and_init(url, &init)).await;
    // Nobody waits any longer: its connection is free for others.
    answer.inspect_err(|_| controller.abort())
}

fn answered(url: &str, answer: JsValue, is_other: bool) -> Result<Answer, String> {
    let response: Response = answer.unchecked_into();
    let why = if !response.ok() {
        format!("HTTP {} {}", response.status(), response.status_text())
    } else if !stayed(url, &response.url()) {
        "answered from another folder, which is refused".to_owned()
    } else {
        return Ok(Answer { response, is_other });
    };
    // Nobody reads on: its connection is free for others. Giving up cannot fail in a way
    // that matters.
    let _ = response.body().map(|body| body.cancel());
    Err(why)
}

/// What `promise` gives, if it does in time.
///
/// # Errors
/// It is broken, in the browser's words, or takes longer than a reader waits.
pub async fn within(promise: &Promise) -> Result<JsValue, String> {
    let mut timer = None;
    let late = Promise::new(&mut |_, refuse| {
        let late = format!("no answer after {} s", PATIENCE / 1000);
        let set =
            scope().set_timeout_with_callback_and_timeout_and_arguments_1(&refuse, PATIENCE, &late.into());
        timer = set.ok();
    });
    let came = JsFuture::from(Promise::race(&Array::of2(promise, &late))).await;
    if let Some(timer) = timer {
        scope().clear_timeout_with_handle(timer);
    }
    came.map_err(|error| in_words(&error))
}

/// Milliseconds of the clock; only differences count.
pub fn now() -> f64 {
    js_sys::Date::now()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, want: &str) {
        assert_eq!(in_whole_characters(text), want);
    }

    #[test]
    fn half_a_pair_is_no_character() {
        check(r"a\ud800b", "a\u{fffd}b");
        check(r"\udfff\ud83d", "\u{fffd}\u{fffd}");
        check(r"\ud83d\u0041", "\u{fffd}\\u0041");
    }

    #[test]
    fn whole_ones_and_other_escapes_stay() {
        for text in ["", "é", r"\ud83d\ude00", r"\\ud800", r#"\"\n\u00e9"#, r"\é\", r"\u12"] {
            check(text, text);
        }
    }
}
