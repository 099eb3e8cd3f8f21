//! Who does what is asked, by a message or by the worker's script.

use std::{cell::RefCell, rc::Rc};

use carto::projection::Seam;
use documents::words::Language;
use js_sys::Promise;
use protocol::{Canvas, File, Find, News, Paint, Reply, Request, Role, Text};
use search::Index;
use wasm_bindgen::{
    JsCast,
    prelude::{Closure, wasm_bindgen},
};
use wasm_bindgen_futures::spawn_local;
use web_sys::MessageEvent;

use crate::{
    asked::Asked,
    parts,
    pause::Pause,
    picture::Inks,
    read,
    state::{Basemap, Foreseen, Shared},
    wire::{heard, scope, tell},
};

/// Milliseconds for which a first picture waits for more lines.
const LONGEST_WAIT: i32 = 500;

thread_local! {
    /// What the worker keeps. Here, because two lead to it that know nothing of
    /// each other: messages, and the worker's script.
    static BASEMAP: Shared = Rc::new(RefCell::new(Basemap::new()));
    /// The layers that are read by parts. They know the state above; it knows nothing
    /// of them.
    static BY_PARTS: parts::Layers = parts::Layers::default();
}

/// Answers messages for as long as the worker lives.
pub fn listen() {
    std::panic::set_hook(Box::new(|info| tell(&Reply::Broken { reason: info.to_string() })));
    let hear = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| match heard(&event) {
        Ok(request) => BASEMAP.with(|basemap| answer(basemap, request)),
        Err(reason) => tell(&Reply::Unknown { reason }),
    });
    scope().set_onmessage(Some(hear.as_ref().unchecked_ref()));
    hear.forget();
    // Whatever was said before this point is lost: the page waits for it.
    tell(&Reply::Ready);
}

/// What the atlas covers, from its manifest: west, south, east, north in degrees.
/// The worker's script may have read that before the page.
#[wasm_bindgen]
pub fn cover(extent: &[f64]) {
    // What is no extent the page refuses, and says so.
    if let Ok(extent) = <[f64; 4]>::try_from(extent) {
        BASEMAP.with(|basemap| basemap.borrow_mut().seam = Seam::of(extent));
    }
}

/// Reads a layer for which the page will ask: `url` is where it is, `role` as the
/// manifest has it, `answer` the `Response` that is under way. The page is told
/// once it asks.
#[wasm_bindgen]
pub fn foresee(id: String, url: String, role: &str, answer: Promise) {
    BASEMAP.with(|basemap| {
        // The page was sooner: what is read for it would be told to nobody, were it
        // kept for a page that asks.
        if basemap.borrow().layers.get(&id).is_some() {
            return;
        }
        basemap.borrow_mut().foreseen.push(Foreseen { id: id.clone(), url: url.clone(), news: None });
        let role = if role == "story" { Role::Story } else { Role::Base };
        let file = File { url, integrity: String::new() };
        spawn_local(read::layer(basemap.clone(), id, file, role, Some(answer)));
    });
}

fn answer(basemap: &Shared, request: Request) {
    match request {
        Request::Hello => tell(&Reply::Ready),
        Request::Cover { extent } => basemap.borrow_mut().seam = Seam::of(extent),
        Request::Inks { inks } => basemap.borrow_mut().painter.inks = Inks::new(inks),
        Request::Coarse { layer, features } => basemap.borrow_mut().layers.take(layer, &features),
        Request::Open { layer, file, role } => open(basemap, layer, file, role),
        Request::Relief { file, bounds } => spawn_local(read::relief(basemap.clone(), file, bounds)),
        Request::Texts { texts } => basemap.borrow_mut().index = index(&texts),
        Request::Find { query, most } => {
            // With these the page asks again.
            if basemap.borrow_mut().find_names(&query, most as usize) {
                spawn_local(look_further(basemap.clone()));
            }
            let finds = find(&basemap.borrow().index, &query, most as usize);
            tell(&Reply::News(News::Found { query, finds }));
        }
        Request::Atlas(files) => basemap.borrow_mut().look_at(*files),
        Request::Write { ticket, wanted, lang } => {
            let tongue = basemap.borrow().tongue(&lang);
            match tongue {
                Some([lang, described]) => {
                    basemap.borrow_mut().write(Asked { ticket, wanted, lang, described });
                }
                None => tell(&Reply::News(News::Unwritten { reason: format!("no words in {lang:?}") })),
            }
        }
        Request::Language { text } => match Language::read(text.leak()) {
            Some(language) => basemap.borrow_mut().learn(language),
            None => tell(&Reply::Unknown { reason: "no language".to_owned() }),
        },
        Request::Figure(wanted) => {
            let svg = figure::figure(&basemap.borrow().layers, &wanted).unwrap_or_default();
            tell(&Reply::News(News::Figure { svg }));
        }
        Request::Paint(wanted) => paint(basemap, wanted),
    }
}

fn open(basemap: &Shared, id: String, file: File, role: Role) {
    if parts::is_by_parts(&file.url) {
        let layers = BY_PARTS.with(Clone::clone);
        return spawn_local(parts::open(basemap.clone(), layers, id, file, role));
    }
    let borrowed = &mut *basemap.borrow_mut();
    match borrowed.foreseen.iter().position(|f| f.id == id && f.url == file.url) {
        // Where there is no news yet, it will be told.
        Some(at) => {
            if let Some(news) = borrowed.foreseen.swap_remove(at).news {
                tell(&Reply::News(news));
                borrowed.tell_names();
            }
        }
        None => spawn_local(read::layer(basemap.clone(), id, file, role, None)),
    }
}

fn paint(basemap: &Shared, wanted: Paint) {
    // Also for a picture that waits: what is read for it may come before it.
    if wanted.canvas == Canvas::Basemap {
        BY_PARTS.with(|layers| parts::look(basemap, layers, &wanted));
    }
    if !basemap.borrow().is_too_soon() {
        return basemap.borrow_mut().paint(&wanted);
    }
    basemap.borrow_mut().due = Some(wanted);
    let basemap = basemap.clone();
    let paint = Closure::once_into_js(move || basemap.borrow_mut().paint_due());
    // A timer cannot fail.
    let _ =
        scope().set_timeout_with_callback_and_timeout_and_arguments_0(paint.unchecked_ref(), LONGEST_WAIT);
}

/// Looks through what is left of many places, and lets other messages have their turn.
async fn look_further(basemap: Shared) {
    let pause = Pause::new();
    loop {
        pause.rest().await;
        if !basemap.borrow_mut().look_further() {
            return;
        }
    }
}

fn index(texts: &[Text]) -> Index<u32> {
    texts.iter().map(|Text { text, target, weight }| (*target, &**text, *weight)).collect()
}

fn find(index: &Index<u32>, query: &str, most: usize) -> Vec<Find> {
    let found = index.find(query, most).into_iter();
    found.map(|one| Find { target: *one.target, text: one.text.to_owned() }).collect()
}
