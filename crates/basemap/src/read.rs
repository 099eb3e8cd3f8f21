//! Fetches a layer and reads it as it arrives, feature by feature, so that its
//! text is never held whole; gives way to other messages in between.

use carto::{parse::parse_feature, stream::Splitter};
use figure::Painted;
use js_sys::{Promise, Reflect, Uint8Array};
use protocol::{File, News, Reply, Role, Subject};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, ImageBitmap, ReadableStreamDefaultReader, Response};

use crate::{
    fetch::{fetch, fetched, now, within},
    names::{Needed, TOLD_VERTICES},
    pause::Pause,
    relief::Relief,
    state::Shared,
    wire::{in_words, scope, tell},
};

/// Milliseconds of reading after which other messages have their turn.
const SLICE: f64 = 30.;
/// Bytes that are read in one go: browsers hand over up to two megabytes, which
/// would take several times as long.
const PIECE: usize = 128 << 10;
/// Milliseconds between two reports on how far reading is.
const REPORT: f64 = 600.;

/// Reads a layer into the base map, from `early` where its file is under way, and
/// tells the page what it needs of it, or why there is none.
pub async fn layer(basemap: Shared, id: String, file: File, role: Role, early: Option<Promise>) {
    let fresh = basemap.borrow().layers.get(&id).is_none();
    // A layer that replaces a coarser one is shown when it is whole; a first
    // one grows before the reader's eyes.
    let draft = if fresh { id.clone() } else { format!("{id} (draft)") };
    basemap.borrow_mut().layers.insert(draft.clone(), Painted::default());
    let answer = match early {
        Some(answer) => fetched(&file.url, &answer).await,
        None => fetch(&file).await,
    };
    let read = match answer {
        Ok(answer) => {
            if answer.is_other {
                tell(&Reply::News(News::Other { subject: Subject::Layer(id.clone()) }));
            }
            lines(&basemap, &draft, &answer.response, role).await
        }
        Err(reason) => Err(reason),
    };
    let mut borrowed = basemap.borrow_mut();
    let painted = borrowed.layers.remove(&draft);
    match (read, painted) {
        (Ok(mut read), Some(painted)) => {
            let is_painted = !painted.kinds.is_empty();
            borrowed.layers.insert(id.clone(), painted.finished());
            let (features, left_out, names) = std::mem::take(&mut read.needed).finish();
            if left_out > 0 {
                read.issue(&format_args!(
                    "{left_out} features have no name: more than {TOLD_VERTICES} vertices"
                ));
            }
            borrowed.keep_names(&id, names);
            let read = protocol::Read {
                layer: id.clone(),
                features,
                left_out: read.issues,
                first_issue: read.first_issue.unwrap_or_default(),
                is_painted,
            };
            borrowed.answer(&id, &file.url, News::Read(read));
        }
        (Err(reason), _) => {
            let subject = Subject::Layer(id.clone());
            borrowed.answer(&id, &file.url, News::Failed { subject, reason });
        }
        _ => {}
    }
    if !borrowed.is_too_soon() {
        borrowed.paint_due();
    }
    borrowed.tell_names();
}

/// Fetches the shading; the page is told when it is there, or why not.
pub async fn relief(basemap: Shared, file: File, degrees: [f64; 4]) {
    let read = image(&file).await.and_then(|(image, is_other)| {
        if is_other {
            tell(&Reply::News(News::Other { subject: Subject::Relief }));
        }
        let basemap = &mut *basemap.borrow_mut();
        let relief = Relief::new(&image, basemap.seam.project_bounds(degrees));
        basemap.painter.relief = Some(relief.map_err(|error| in_words(&error))?);
        Ok(())
    });
    tell(&Reply::News(match read {
        Ok(()) => News::Grown,
        Err(reason) => News::Failed { subject: Subject::Relief, reason },
    }));
}

async fn image(file: &File) -> Result<(ImageBitmap, bool), String> {
    let answer = fetch(file).await?;
    let said = |error: JsValue| in_words(&error);
    let blob = answer.response.blob().map_err(said)?;
    let blob: Blob = within(&blob).await?.unchecked_into();
    let bitmap = scope().create_image_bitmap_with_blob(&blob).map_err(said)?;
    let bitmap: ImageBitmap = JsFuture::from(bitmap).await.map_err(said)?.unchecked_into();
    Ok((bitmap, answer.is_other))
}

/// What reading leaves besides the lines.
#[derive(Default)]
struct Read {
    /// What the page needs of it.
    needed: Needed,
    /// How many features could not be drawn.
    issues: u32,
    /// What was wrong with the first of them.
    first_issue: Option<String>,
}

impl Read {
    fn issue(&mut self, issue: &dyn std::fmt::Display) {
        self.issues += 1;
        if self.first_issue.is_none() {
            self.first_issue = Some(issue.to_string());
        }
    }
}

async fn lines(basemap: &Shared, draft: &str, answer: &Response, role: Role) -> Result<Read, String> {
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
                let basemap = &mut *basemap.borrow_mut();
                let seam = basemap.seam;
                let Some(painted) = basemap.layers.get_mut(draft) else { return Err("given up".to_owned()) };
                let parse = |index, text: &[u8]| parse_feature(index, text).map(|read| seam.place(read));
                splitter.push(&bytes, &mut |index, text| match parse(index, text) {
                    Ok(feature) => {
                        if role == Role::Base {
                            painted.push(&feature);
                        }
                        read.needed.push(feature, role);
                    }
                    Err(issue) => read.issue(&issue),
                });
            }
            if now() - reported > REPORT {
                reported = now();
                tell(&Reply::News(News::Grown));
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
