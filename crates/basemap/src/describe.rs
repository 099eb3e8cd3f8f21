//! Where places lie, in words: the atlas is read in full once somebody asks, and kept.
//! What is said is `gazetteer`'s.

use std::{cell::RefCell, rc::Rc};

use carto::{Layer, parse::parse_layer};
use documents::{Lang, facts, shortened};
use gazetteer::{Gazetteer, Topic};
use protocol::{Document, Files, News, Question, Reader, Reply, Subject};
use wasm_bindgen_futures::spawn_local;

use crate::{fetch::text, texts::atlas, wire::tell};

/// How many characters a sentence has at most: an atlas may have names without end, and
/// a message has one.
const LONGEST: usize = 2_000;

/// What is asked of the land.
pub enum Asked {
    /// Where a region lies.
    Region {
        /// Comes back with the document.
        ticket: u32,
        /// Its id.
        region: String,
    },
    /// A question of a walk.
    Walk(Question),
}

/// What the worker knows of the land.
#[derive(Default)]
pub struct Knowledge {
    /// Where the atlas is.
    files: Option<Rc<Files>>,
    /// What was read of it.
    gazetteer: Option<Gazetteer>,
    /// Who waits for that, while it is read; none is read for nobody.
    waiting: Vec<(Asked, Reader)>,
}

impl Knowledge {
    /// The atlas is there now: what was read before is of another.
    pub fn look_at(&mut self, files: &Files) {
        self.files = Some(Rc::new(files.clone()));
        self.gazetteer = None;
    }
}

/// What the worker knows, shared by what waits for it.
pub type Shared = Rc<RefCell<Knowledge>>;

/// Answers at once, or once the atlas is read.
pub fn answer(shared: &Shared, asked: Asked, reader: Reader) {
    let knowledge = &mut *shared.borrow_mut();
    if let Some(gazetteer) = &knowledge.gazetteer {
        return say(gazetteer, &asked, &reader);
    }
    knowledge.waiting.push((asked, reader));
    if knowledge.waiting.len() == 1 {
        spawn_local(read(shared.clone()));
    }
}

/// Reads the atlas for those who wait. Where it cannot be read they are told, and the
/// next to ask has it tried again.
async fn read(shared: Shared) {
    let files = shared.borrow().files.clone();
    let read = match &files {
        Some(files) => all(files).await,
        None => Err("there is no atlas".to_owned()),
    };
    let knowledge = &mut *shared.borrow_mut();
    // Another atlas may be there by now: the answer is still to what was asked.
    let is_same = files.as_ref().zip(knowledge.files.as_ref()).is_some_and(|(a, b)| Rc::ptr_eq(a, b));
    for (asked, reader) in std::mem::take(&mut knowledge.waiting) {
        match &read {
            Ok(gazetteer) => say(gazetteer, &asked, &reader),
            Err(reason) => excuse(&asked, &reader, reason),
        }
    }
    knowledge.gazetteer = read.ok().filter(|_| is_same);
}

async fn all(files: &Files) -> Result<Gazetteer, String> {
    let atlas = atlas(files).await?;
    let mut layers: Vec<(String, Layer)> = Vec::new();
    for (id, file) in &files.layers {
        let (text, is_other) = text(file).await?;
        if is_other {
            tell(&Reply::News(News::Other { subject: Subject::Layer(id.clone()) }));
        }
        layers.push((id.clone(), parse_layer(text).map_err(|error| error.to_string())?.layer));
    }
    Ok(Gazetteer::new(&atlas, layers))
}

fn say(gazetteer: &Gazetteer, asked: &Asked, reader: &Reader) {
    let lang = lang(reader);
    match asked {
        Asked::Region { ticket, region } => {
            let description = gazetteer.describe(region, reader.as_of, lang);
            // The region's page has its own words on how exact it is.
            let told = description.map(|all| all.less(Topic::Precision).sentences()).unwrap_or_default();
            let told: Vec<String> = told.iter().map(|fact| shortened(fact, LONGEST)).collect();
            written(*ticket, &told);
        }
        Asked::Walk(question) => {
            let answer = gazetteer.answer(question, reader.as_of, lang);
            let text = shortened(&answer.text, LONGEST);
            tell(&Reply::News(News::Answered { text, places: answer.places }));
        }
    }
}

fn written(ticket: u32, told: &[String]) {
    // These names can be sent: `protocol`'s tests send them.
    let document = Document::of(&[facts(told)]).unwrap_or_default();
    tell(&Reply::News(News::Written { ticket, document }));
}

/// Says that there is no answer, in place of one.
fn excuse(asked: &Asked, reader: &Reader, reason: &str) {
    let text = gazetteer::excuse(reason, lang(reader));
    match asked {
        Asked::Region { ticket, .. } => written(*ticket, &[text]),
        Asked::Walk(_) => tell(&Reply::News(News::Answered { text, places: Vec::new() })),
    }
}

fn lang(reader: &Reader) -> Lang {
    Lang::nearest([&*reader.lang])
}
