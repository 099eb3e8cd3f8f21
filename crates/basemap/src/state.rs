//! What the worker keeps.

use std::{cell::RefCell, rc::Rc};

use carto::projection::Seam;
use documents::{Lang, words::Language};
use figure::{Layers, View};
use gazetteer::described;
use protocol::{Canvas, Files, News, Paint, Reply, Subject, Tongue, Wanted};
use search::Index;

use crate::{
    asked::Asked,
    describe::{self, Knowledge},
    names::Names,
    picture::Painter,
    texts::{self, Texts},
    wire::{hand_over, in_words, tell},
};

/// What the worker keeps between messages.
pub struct Basemap {
    /// Where the map cuts the world open.
    pub seam: Seam,
    /// The layers read, and those being read.
    pub layers: Layers,
    /// The names of layers that have many, by layer.
    names: Vec<(String, Names)>,
    /// Whether places are being looked through.
    looks: bool,
    /// The last picture that was wanted of what is in view.
    seen: Option<Paint>,
    /// Colours and canvases.
    pub painter: Painter,
    /// Layers that are read before the page has asked for them.
    pub foreseen: Vec<Foreseen>,
    /// What the reader can find, by the page's numbers.
    pub index: Index<u32>,
    /// The atlas, once the page has said where it is: its texts, and what is known of its
    /// land.
    atlas: Option<(texts::Shared, describe::Shared)>,
    /// What is to be written of the atlas once it is there: the page may be asked before
    /// it knows that its atlas is still the one it was built with.
    unwritten: Vec<Asked>,
    /// The languages that the page has told of.
    languages: Vec<&'static Language>,
    /// A picture that waits for more lines.
    pub due: Option<Paint>,
    /// Whether a picture was painted.
    has_painted: bool,
}

/// A layer that the page is expected to ask for.
pub struct Foreseen {
    /// Its id.
    pub id: String,
    /// Where it is.
    pub url: String,
    /// What the page will be told, once the layer is read.
    pub news: Option<News>,
}

impl Basemap {
    /// A worker that has heard nothing.
    pub fn new() -> Self {
        Self {
            seam: Seam::default(),
            layers: Layers::default(),
            names: Vec::new(),
            looks: false,
            seen: None,
            painter: Painter::default(),
            foreseen: Vec::new(),
            index: Index::default(),
            atlas: None,
            unwritten: Vec::new(),
            languages: Vec::new(),
            due: None,
            has_painted: false,
        }
    }

    /// The atlas is there now, in place of the one before.
    pub fn look_at(&mut self, files: Files) {
        let files = Rc::new(files);
        self.atlas = Some((Texts::at(files.clone()), Knowledge::of(files)));
        for asked in std::mem::take(&mut self.unwritten) {
            self.write(asked);
        }
    }

    /// There is a language more, or another edition of one.
    pub fn learn(&mut self, language: Language) {
        self.languages.retain(|known| known.code != language.code);
        self.languages.push(Box::leak(Box::new(language)));
    }

    /// The language that a document is to be in, and the same for what is said of the
    /// land; `None` where the page has not told of it.
    pub fn tongue(&self, tongue: &Tongue) -> Option<[Lang; 2]> {
        let language = self.languages.iter().find(|language| language.code == tongue.words)?;
        let lang = Lang::new(&tongue.texts, language);
        Some([lang, described(lang, self.languages.iter().copied())])
    }

    /// Has a document written by whom it concerns.
    pub fn write(&mut self, asked: Asked) {
        let Some((texts, knowledge)) = &self.atlas else { return self.unwritten.push(asked) };
        let Asked { ticket, wanted, lang, described } = asked;
        match wanted {
            Wanted::Land(wanted) => describe::answer(knowledge, Asked { ticket, wanted, lang, described }),
            wanted => texts::write(texts, Asked { ticket, wanted, lang, described }),
        }
    }

    /// Tells the page what became of the layer at `url`: now, or once it asks.
    pub fn answer(&mut self, id: &str, url: &str, news: News) {
        let foreseen = self.foreseen.iter_mut().find(|f| f.id == id && f.url == url);
        match foreseen {
            Some(foreseen) => foreseen.news = Some(news),
            None => tell(&Reply::News(news)),
        }
    }

    /// Keeps the names of a layer that was read, if they are many.
    pub fn keep_names(&mut self, id: &str, names: Option<Names>) {
        self.names.retain(|(known, _)| known != id);
        self.names.extend(names.map(|names| (id.to_owned(), names)));
    }

    /// Looks for places in the layers that have many names: the page is told those that
    /// it does not have.
    ///
    /// Whether somebody has to go on by [`Basemap::look_further`]: not, where it is gone
    /// on already.
    pub fn find_names(&mut self, query: &str, most: usize) -> bool {
        let mut is_left = false;
        for (_, names) in &mut self.names {
            is_left |= names.find(query, most);
        }
        self.tell_names();
        let begins = is_left && !self.looks;
        self.looks |= is_left;
        begins
    }

    /// Looks through some more places; whether there are still more.
    pub fn look_further(&mut self) -> bool {
        self.looks = false;
        for (_, names) in &mut self.names {
            self.looks |= names.look_further();
        }
        self.tell_names();
        self.looks
    }

    /// Tells the page which names are in view of the layers that have many, where it has
    /// others. What it has not asked for it is told later.
    pub fn tell_names(&mut self) {
        let Some(Paint { order, view, .. }) = &self.seen else { return };
        for (id, names) in &mut self.names {
            let is_on = order.subjects.contains(&Subject::Layer(id.clone()));
            if !is_on || self.foreseen.iter().any(|foreseen| foreseen.id == *id) {
                continue;
            }
            if let Some(features) = names.in_view(view, order.as_of) {
                tell(&Reply::News(News::Named { layer: id.clone(), features }));
            }
        }
    }

    /// Whether a picture had better wait: the first one, as long as there is
    /// more to read than it would show. It would take the time that the whole
    /// one needs.
    pub fn is_too_soon(&self) -> bool {
        !self.has_painted && self.layers.grow()
    }

    /// Paints the picture that waits for lines, if one does.
    pub fn paint_due(&mut self) {
        if let Some(wanted) = self.due.take() {
            self.paint(&wanted);
        }
    }

    /// Paints what the page wants to see.
    pub fn paint(&mut self, wanted: &Paint) {
        let Paint { canvas, order, view } = wanted;
        let canvas = *canvas;
        let Some(view) = View::new(view) else {
            return tell(&Reply::Blank { canvas, reason: "a view of nothing".to_owned() });
        };
        self.has_painted = true;
        if canvas == Canvas::Basemap {
            self.seen = Some(wanted.clone());
        }
        match self.painter.paint(canvas, &self.layers, order, &view) {
            Ok(picture) => hand_over(canvas, &picture),
            // A canvas too large for the browser, or none to be had now.
            Err(error) => {
                web_sys::console::warn_1(&error);
                tell(&Reply::Blank { canvas, reason: in_words(&error) });
            }
        }
        self.tell_names();
    }
}

/// The one base map of a worker, shared by the messages under way.
pub type Shared = Rc<RefCell<Basemap>>;
