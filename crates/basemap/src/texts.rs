//! The atlas's texts, and what is written of them for the page: read once something
//! is wanted, as the page's own program has no room for what is seldom read.

use std::{cell::RefCell, rc::Rc};

use atlas::{Atlas, Chronicle};
use documents::{
    Lang,
    doc::Node,
    share, since,
    time_line::{Shown, time_line},
};
use protocol::{Files, News, Reply, Wanted};
use wasm_bindgen_futures::spawn_local;

use crate::{asked::Asked, fetch::text, wire::tell};

/// What the worker knows of the texts.
pub struct Texts {
    /// Where they are.
    files: Rc<Files>,
    read: Option<Read>,
    /// What waits for them, while they are being read.
    waiting: Vec<Asked>,
}

/// Texts that were read.
struct Read {
    atlas: Atlas,
    chronicle: Option<Chronicle>,
}

impl Texts {
    /// Texts that are there to be read.
    pub fn at(files: Rc<Files>) -> Shared {
        Rc::new(RefCell::new(Self { files, read: None, waiting: Vec::new() }))
    }
}

/// The texts, shared by what waits for them.
pub type Shared = Rc<RefCell<Texts>>;

/// Writes what is asked for, now or once the texts are read.
pub fn write(shared: &Shared, asked: Asked) {
    let texts = &mut *shared.borrow_mut();
    if let Some(read) = &texts.read {
        return read.answer(&asked);
    }
    texts.waiting.push(asked);
    if texts.waiting.len() == 1 {
        spawn_local(read(shared.clone()));
    }
}

async fn read(shared: Shared) {
    let files = shared.borrow().files.clone();
    let read = Read::of(&files).await;
    let texts = &mut *shared.borrow_mut();
    let waiting = std::mem::take(&mut texts.waiting);
    match read {
        Ok(read) => {
            for asked in &waiting {
                read.answer(asked);
            }
            texts.read = Some(read);
        }
        Err(reason) => tell(&Reply::News(News::Unwritten { reason })),
    }
}

/// The atlas's own texts.
///
/// # Errors
/// One cannot be had or read.
pub async fn atlas(files: &Files) -> Result<Atlas, String> {
    let manifest = text(&files.manifest).await?.0;
    let (regions, claims) = (text(&files.regions).await?.0, text(&files.claims).await?.0);
    Atlas::parse(&manifest, &regions, &claims).map_err(|error| error.to_string())
}

impl Read {
    async fn of(files: &Files) -> Result<Self, String> {
        let atlas = atlas(files).await?;
        let chronicle = match &files.chronicle {
            Some(file) => Some(
                Chronicle::parse(&text(file).await?.0).map_err(|error| format!("{}: {error}", file.url))?,
            ),
            None => None,
        };
        Ok(Self { atlas, chronicle })
    }

    fn answer(&self, asked: &Asked) {
        asked.answer(&self.document(&asked.wanted, asked.lang));
    }

    fn document(&self, wanted: &Wanted, lang: Lang) -> Vec<Node> {
        match wanted {
            Wanted::Copies { home, embedded, today } => {
                share::copies(&self.atlas, home, embedded, *today, lang)
            }
            Wanted::Since { region } => {
                let (region, chronicle) = (self.atlas.region(region), self.chronicle.as_ref());
                let since = region.zip(chronicle).map(|(r, c)| since(&self.atlas, r, c, lang));
                since.into_iter().collect()
            }
            // That is `describe`'s.
            Wanted::Land(_) => Vec::new(),
            Wanted::TimeLine(wanted) => {
                let shown = |chronicle| Shown {
                    chronicle,
                    own: self.atlas.manifest.as_of,
                    date: wanted.date,
                    pointed: wanted.pointed,
                    spoken: wanted.spoken.clone(),
                    changes: wanted.changes.clone(),
                    lacks_outline: wanted.lacks_outline,
                    is_playing: wanted.is_playing,
                    is_open: wanted.is_open,
                    width: wanted.width.into(),
                };
                self.chronicle.as_ref().map(|c| time_line(&shown(c), lang)).unwrap_or_default()
            }
        }
    }
}
