//! Where places lie, in words: the atlas is read in full once somebody asks, and kept.
//! What is said is `gazetteer`'s.

use std::{cell::RefCell, rc::Rc};

use atlas::Localized;
use carto::{Layer, parse::parse_layer};
use documents::{
    doc::{Node, el},
    facts,
    handout::{numbered, places},
    shortened,
};
use gazetteer::{Gazetteer, Topic, Walk};
use protocol::{Files, Land as Question, News, Reply, Subject};
use wasm_bindgen_futures::spawn_local;

use crate::{asked, fetch::text, texts::atlas, wire::tell};

/// How many characters a sentence has at most: an atlas may have names without end, and
/// a message has one.
const LONGEST: usize = 2_000;

/// An atlas that was read.
struct Land {
    gazetteer: Gazetteer,
    /// Its regions by their numbers on paper: ids and names.
    numbered: Vec<(usize, String, Localized)>,
}

/// A question that the page asked.
pub type Asked = asked::Asked<Question>;

/// What the worker knows of the land.
pub struct Knowledge {
    /// Where the atlas is.
    files: Rc<Files>,
    /// What was read of it.
    land: Option<Land>,
    /// The walk over it.
    walk: Walk,
    /// What waits for that, while it is read; none is read for nobody.
    waiting: Vec<Asked>,
}

impl Knowledge {
    /// None yet of the atlas that is there.
    pub fn of(files: Rc<Files>) -> Shared {
        let (land, walk, waiting) = (None, Walk::default(), Vec::new());
        Rc::new(RefCell::new(Self { files, land, walk, waiting }))
    }
}

/// What the worker knows, shared by what waits for it.
pub type Shared = Rc<RefCell<Knowledge>>;

/// Answers at once, or once the atlas is read.
pub fn answer(shared: &Shared, asked: Asked) {
    let knowledge = &mut *shared.borrow_mut();
    if let Some(land) = &knowledge.land {
        return say(land, &mut knowledge.walk, &asked);
    }
    knowledge.waiting.push(asked);
    if knowledge.waiting.len() == 1 {
        spawn_local(read(shared.clone()));
    }
}

/// Reads the atlas for those who wait. Where it cannot be read they are told, and the
/// next to ask has it tried again.
async fn read(shared: Shared) {
    let files = shared.borrow().files.clone();
    let read = all(&files).await;
    let knowledge = &mut *shared.borrow_mut();
    for asked in std::mem::take(&mut knowledge.waiting) {
        match &read {
            Ok(land) => say(land, &mut knowledge.walk, &asked),
            Err(reason) => excuse(&asked, reason),
        }
    }
    knowledge.land = read.ok();
}

async fn all(files: &Files) -> Result<Land, String> {
    let atlas = atlas(files).await?;
    let mut layers: Vec<(String, Layer)> = Vec::new();
    for (id, file) in &files.layers {
        let (text, is_other) = text(file).await?;
        if is_other {
            tell(&Reply::News(News::Other { subject: Subject::Layer(id.clone()) }));
        }
        layers.push((id.clone(), parse_layer(text).map_err(|error| error.to_string())?.layer));
    }
    let numbered = numbered(&atlas).into_iter().map(|(number, r)| (number, r.id.clone(), r.label.clone()));
    Ok(Land { gazetteer: Gazetteer::new(&atlas, layers), numbered: numbered.collect() })
}

fn say(land: &Land, walk: &mut Walk, asked: &Asked) {
    let (Land { gazetteer, numbered }, lang) = (land, asked.described);
    let code = lang.language().code;
    let document = match &asked.wanted {
        Question::Location { region, as_of } => {
            let description = gazetteer.describe(region, *as_of, lang);
            // The region's page has its own words on how exact it is.
            let told = description.map(|all| all.less(Topic::Precision).sentences()).unwrap_or_default();
            let told: Vec<String> = told.iter().map(|fact| shortened(fact, LONGEST)).collect();
            vec![facts(&told, code, asked.lang)]
        }
        Question::Locations { as_of } => {
            let told = |(number, id, label): &(usize, String, Localized)| {
                let text = gazetteer.in_short(id, *as_of, lang)?;
                Some((*number, label.clone(), shortened(&text, LONGEST)))
            };
            let told: Vec<_> = numbered.iter().filter_map(told).collect();
            places(&told, code, asked.lang)
        }
        Question::Walk(step) => {
            walk.press(gazetteer, step, lang).iter().map(|reply| walked(reply, asked)).collect()
        }
    };
    asked.answer(&document);
}

/// What follows from a key: a paragraph, and where it leads.
fn walked(reply: &gazetteer::Reply, asked: &Asked) -> Node {
    let code = asked.described.language().code;
    let says = |text: &str| el("p").lang(code, asked.lang).text(&shortened(text, LONGEST));
    match reply {
        gazetteer::Reply::Says(text) => says(text),
        gazetteer::Reply::Leads(text, place) => says(text).attr("data-focus", place),
        gazetteer::Reply::Chooses(place) => el("p").attr("data-choose", place),
    }
}

/// Says that there is no answer, in place of one.
fn excuse(asked: &Asked, reason: &str) {
    let text = gazetteer::excuse(reason, asked.described);
    let code = asked.described.language().code;
    let document = match asked.wanted {
        Question::Location { .. } => facts(&[text], code, asked.lang),
        Question::Locations { .. } | Question::Walk(_) => el("p").lang(code, asked.lang).text(&text),
    };
    asked.answer(&[document]);
}
