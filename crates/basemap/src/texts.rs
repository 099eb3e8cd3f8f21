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
use protocol::{Document, Files, News, Reply, Wanted};
use wasm_bindgen_futures::spawn_local;

use crate::{fetch::text, wire::tell};

/// What the worker knows of the texts.
#[derive(Default)]
pub struct Texts {
    /// Where they are.
    files: Option<Files>,
    read: Option<Read>,
    /// What waits for them, while they are being read.
    waiting: Vec<Asked>,
}

/// Texts that were read.
struct Read {
    atlas: Atlas,
    chronicle: Option<Chronicle>,
}

/// A document that is wanted.
pub struct Asked {
    /// Comes back with it.
    pub ticket: u32,
    /// What it is.
    pub wanted: Wanted,
    /// The code of its language.
    pub lang: String,
}

impl Texts {
    /// Texts that are there to be read.
    pub fn at(files: Files) -> Self {
        Self { files: Some(files), ..Self::default() }
    }
}

/// The texts, shared by what waits for them.
pub type Shared = Rc<RefCell<Texts>>;

/// Writes what is asked for, now or once the texts are read. A page that has not said
/// where they are gets no answer.
pub fn write(shared: &Shared, asked: Asked) {
    let texts = &mut *shared.borrow_mut();
    if let Some(read) = &texts.read {
        return read.answer(&asked);
    }
    let Some(files) = texts.files.clone() else { return };
    texts.waiting.push(asked);
    if texts.waiting.len() == 1 {
        spawn_local(read(shared.clone(), files));
    }
}

async fn read(shared: Shared, files: Files) {
    let read = Read::of(&files).await;
    let texts = &mut *shared.borrow_mut();
    if texts.files.as_ref() != Some(&files) {
        // Others are there in the meantime; whoever wants something of them asks.
        return;
    }
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

    fn answer(&self, Asked { ticket, wanted, lang }: &Asked) {
        // The page asks in a language that the interface has.
        let lang = Lang::from_code(lang).unwrap_or(Lang::Fr);
        let told = match Document::of(&self.document(wanted, lang)) {
            Ok(document) => News::Written { ticket: *ticket, document },
            Err(name) => News::Unwritten { reason: format!("«{name}» cannot be sent") },
        };
        tell(&Reply::News(told));
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
            // These are `describe`'s.
            Wanted::Location { .. } | Wanted::Locations { .. } | Wanted::Walk(_) => Vec::new(),
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
