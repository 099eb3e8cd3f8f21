//! Fetches a layer and reads it as it arrives, feature by feature, so that its
//! text is never held whole; gives way to other messages in between.

use carto::{
    Feature,
    parse::parse_feature,
    sketch::{self, Sketch},
    stream::Splitter,
};
use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, MessageChannel, ReadableStreamDefaultReader, RequestCache, RequestInit, Response,
};

use atlas::address::stayed;

use crate::{
    layers::{FINEST, Painted, Role},
    message::{Shared, scope, tell},
};

/// Milliseconds of reading after which other messages have their turn.
const SLICE: f64 = 30.;
/// Bytes that are read in one go: browsers hand over up to two megabytes, which
/// would take several times as long.
const PIECE: usize = 128 << 10;
/// Milliseconds for which the next bytes are waited for: a line that stalls ends.
const PATIENCE: i32 = 20_000;
/// Milliseconds between two reports on how far reading is.
const REPORT: f64 = 600.;
/// How many vertices of a layer the page is given, for names and shapes.
const SKETCHED: usize = 30_000;

/// Reads the layer at `url` into the ground, and tells the page what it needs
/// of it, or why there is none.
pub async fn layer(ground: Shared, id: String, url: String, role: Role, integrity: String) {
    let fresh = ground.borrow().layers.get(&id).is_none();
    // A layer that replaces a coarser one is shown when it is whole; a first
    // one grows before the reader's eyes.
    let draft = if fresh { id.clone() } else { format!("{id} (draft)") };
    ground.borrow_mut().layers.insert(draft.clone(), Painted::default());
    let read = match fetch(&url, &integrity).await {
        Ok(answer) => {
            if answer.is_other {
                tell(&["other".into(), id.as_str().into()]);
            }
            lines(&ground, &id, &draft, &answer.response, role).await
        }
        Err(reason) => Err(reason),
    };
    let mut borrowed = ground.borrow_mut();
    let painted = borrowed.layers.remove(&draft);
    match (read, painted) {
        (Ok(mut read), Some(painted)) => {
            let is_painted = !painted.looks.is_empty();
            borrowed.layers.insert(id.clone(), painted.finished());
            let (sketched, left_out) = sketch::fitted(std::mem::take(&mut read.kept), FINEST, SKETCHED);
            if left_out > 0 {
                read.issue(&format_args!("{left_out} features have no name: more than {SKETCHED} vertices"));
            }
            let Sketch { features, paths } = sketch::write(&sketched, &borrowed.sheet);
            let paths: Array = paths.iter().map(|path| JsValue::from_str(path)).collect();
            let first = read.first_issue.unwrap_or_default();
            let answer = [
                "read".into(),
                id.as_str().into(),
                features.to_string().into(),
                paths.into(),
                read.issues.into(),
                first.into(),
                is_painted.into(),
            ];
            borrowed.answer(&id, &url, &answer);
        }
        (Err(reason), _) => {
            borrowed.answer(&id, &url, &["failed".into(), id.as_str().into(), reason.into()]);
        }
        _ => {}
    }
    if !borrowed.is_too_soon() {
        borrowed.paint_due();
    }
}

/// What reading leaves besides the lines.
#[derive(Default)]
struct Read {
    /// Features that the page needs: the story's, and those with a name.
    kept: Vec<Feature>,
    /// How many features could not be drawn.
    issues: u32,
    /// What was wrong with the first of them.
    first_issue: Option<String>,
}

impl Read {
    fn feature(&mut self, feature: Feature, role: Role) {
        let named = feature.properties.contains_key("name") || feature.properties.contains_key("region");
        if role == Role::Story || named {
            self.kept.push(feature);
        }
    }

    fn issue(&mut self, issue: &dyn std::fmt::Display) {
        self.issues += 1;
        if self.first_issue.is_none() {
            self.first_issue = Some(issue.to_string());
        }
    }
}

async fn lines(
    ground: &Shared,
    id: &str,
    draft: &str,
    answer: &Response,
    role: Role,
) -> Result<Read, String> {
    let body = answer.body().ok_or("the answer has no body")?;
    let reader: ReadableStreamDefaultReader = body.get_reader().unchecked_into();
    let (mut splitter, mut read) = (Splitter::new(), Read::default());
    let pause = Pause::new();
    let (mut rested, mut reported) = (now(), now());
    let mut bytes = Vec::new();
    while let Some(chunk) = next_chunk(&reader).await? {
        for start in (0..chunk.length()).step_by(PIECE) {
            let piece = chunk.subarray(start, chunk.length().min(start + PIECE as u32));
            bytes.resize(piece.length() as usize, 0);
            piece.copy_to(&mut bytes);
            {
                let ground = &mut *ground.borrow_mut();
                let seam = ground.seam;
                let Some(painted) = ground.layers.get_mut(draft) else { return Err("given up".to_owned()) };
                let parse = |index, text: &[u8]| parse_feature(index, text).map(|read| seam.place(read));
                splitter.push(&bytes, &mut |index, text| match parse(index, text) {
                    Ok(feature) => {
                        if role == Role::Base {
                            painted.push(&feature);
                        }
                        read.feature(feature, role);
                    }
                    Err(issue) => read.issue(&issue),
                });
            }
            if now() - reported > REPORT {
                reported = now();
                tell(&["progress".into(), id.into()]);
            }
            if now() - rested > SLICE {
                pause.rest().await;
                rested = now();
            }
        }
    }
    splitter.finish().map_err(|e| e.to_string())?;
    Ok(read)
}

async fn next_chunk(reader: &ReadableStreamDefaultReader) -> Result<Option<Uint8Array>, String> {
    let result = match within(&reader.read()).await {
        Ok(result) => result,
        Err(why) => {
            // Nobody reads on. Giving up cannot fail in a way that matters.
            let _ = reader.cancel();
            return Err(format!("the connection broke off: {why}"));
        }
    };
    let member = |name: &str| Reflect::get(&result, &name.into()).map_err(|error| in_words(&error));
    let done = member("done")?.is_truthy();
    Ok(if done { None } else { Some(member("value")?.unchecked_into()) })
}

/// What came from an address.
pub struct Answer {
    /// The answer, its body unread.
    pub response: Response,
    /// Whether it is another file than the page was built with.
    pub is_other: bool,
}

/// The answer at `url`, which the loader may have asked for already. One that is
/// not what `integrity` says is asked for anew, past every cache, and then taken
/// as it is.
///
/// # Errors
/// There is none in time, it says that something went wrong, or it comes from
/// outside of the folder that was asked.
pub async fn fetch(url: &str, integrity: &str) -> Result<Answer, String> {
    let early = Reflect::get(&scope(), &"takeEarly".into()).ok().and_then(|take| {
        let promise = take.dyn_ref::<Function>()?.call1(&JsValue::NULL, &url.into()).ok()?;
        promise.dyn_into::<Promise>().ok()
    });
    if let Some(early) = early {
        return answered(url, within(&early).await?, false);
    }
    if integrity.is_empty() {
        return answered(url, ask(url, RequestCache::Default, "").await?, false);
    }
    // A browser does not say whether it is the file or the line; a line that
    // stalls is not tried again.
    let begun = now();
    for cache in [RequestCache::Default, RequestCache::Reload] {
        match ask(url, cache, integrity).await {
            Ok(response) => return answered(url, response, false),
            Err(why) if now() - begun >= f64::from(PATIENCE) => return Err(why),
            Err(_) => {}
        }
    }
    answered(url, ask(url, RequestCache::Reload, "").await?, true)
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
    if !response.ok() {
        return Err(format!("HTTP {} {}", response.status(), response.status_text()));
    }
    if !stayed(url, &response.url()) {
        return Err("answered from another folder, which is refused".to_owned());
    }
    Ok(Answer { response, is_other })
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

/// An error in the browser's words.
pub fn in_words(error: &JsValue) -> String {
    let message = error.dyn_ref::<js_sys::Error>().map(|e| String::from(e.message()));
    message.or_else(|| error.as_string()).unwrap_or_else(|| "?".to_owned())
}

/// Lets other messages have their turn: without a task of their own the worker
/// would hear nothing. A timer would wait for 4 ms.
struct Pause(Option<MessageChannel>);

impl Pause {
    fn new() -> Self {
        Self(MessageChannel::new().ok())
    }

    async fn rest(&self) {
        let Some(channel) = &self.0 else { return };
        let promise = Promise::new(&mut |done, _| {
            channel.port1().set_onmessage(Some(&done));
            // Refused only for what cannot be copied.
            let _ = channel.port2().post_message(&JsValue::NULL);
        });
        // Such a promise is never broken.
        let _ = JsFuture::from(promise).await;
    }
}

impl Drop for Pause {
    fn drop(&mut self) {
        if let Some(channel) = &self.0 {
            channel.port1().close();
        }
    }
}

/// Milliseconds of the clock; only differences count.
fn now() -> f64 {
    js_sys::Date::now()
}
