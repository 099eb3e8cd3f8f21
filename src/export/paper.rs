//! The sheet that is printed, by whichever way: with the figure of what is seen where
//! the worker has made it, else with the picture that the page came with.

use std::{
    cell::{Cell, RefCell},
    sync::Arc,
};

use atlas::PartialDate;
use carto::ScreenSize;
use documents::{Lang, doc::Node, handout::handout};
use leptos::prelude::*;
use scene::Scene;
use web_sys::{Element, HtmlImageElement};

use crate::{
    door::{boot, dom, history, mount, page},
    state::State,
};

/// The map on the sheet, in CSS pixels: the same from every window.
pub const SHEET: ScreenSize = ScreenSize { width: 720., height: 520. };

/// What a figure shows: the view as a link has it, of these regions, on the base map
/// after so many pictures of it.
pub struct Seen(String, Arc<Scene>, u32);

impl Seen {
    /// What is seen now.
    pub fn now(state: State) -> Self {
        let (scene, pictures) = (state.loaded.scene.get_untracked(), state.view.pictures.get_untracked());
        Self(untrack(|| state.hash()).write(), scene, pictures)
    }
}

impl PartialEq for Seen {
    fn eq(&self, other: &Self) -> bool {
        (&self.0, self.2) == (&other.0, other.2) && Arc::ptr_eq(&self.1, &other.1)
    }
}

/// For whom where places lie was written: in which language, for which date.
#[derive(PartialEq)]
pub struct Told(Lang, Option<PartialDate>);

impl Told {
    /// Who reads now.
    pub fn now(state: State) -> Self {
        Self(state.lang.get_untracked(), state.time.as_of.get_untracked())
    }
}

/// The sheet that stands in the page.
fn sheet() -> Option<Element> {
    page::document().get_element_by_id("print")
}

/// What is printed, and when.
pub struct Paper {
    state: State,
    /// The last figure that was made, and of what.
    figure: RefCell<Option<(Seen, HtmlImageElement)>>,
    /// Where places lie, for whom that was written; nothing where nobody wants it.
    places: RefCell<Option<(Told, Vec<Node>)>>,
    /// The sheet that waits for its figure: whether it is a worksheet.
    wanted: Cell<Option<bool>>,
}

impl Paper {
    /// Of the page in `state`.
    pub fn new(state: State) -> Self {
        Self { state, figure: RefCell::default(), places: RefCell::default(), wanted: Cell::default() }
    }

    /// A sheet is wanted: it is printed once there is a figure.
    pub fn wish(&self, worksheet: bool) {
        self.wanted.set(Some(worksheet));
    }

    /// Whether there is something to put on a sheet.
    pub fn can_print(&self) -> bool {
        self.state.loaded.atlas.with_untracked(Option::is_some)
    }

    /// Where places lie was written, for `told`.
    pub fn know_places(&self, told: Told, nodes: Vec<Node>) {
        self.places.replace(Some((told, nodes)));
    }

    /// Whether its figure is of what is `seen`.
    pub fn has(&self, seen: &Seen) -> bool {
        self.figure.borrow().as_ref().is_some_and(|(of, _)| of == seen)
    }

    /// A figure is there, or could not be made: the sheet that waits for it is printed.
    pub fn take(&self, figure: Option<(Seen, HtmlImageElement)>) {
        let is_made = figure.is_some();
        self.figure.replace(figure);
        self.print(is_made);
    }

    /// Prints the sheet that is wanted, with what there is; with the last figure, where
    /// that `is_made` for it.
    pub fn print(&self, is_made: bool) {
        if let Some(worksheet) = self.wanted.take() {
            self.lay_out(worksheet, is_made);
            // Some embedders forbid it.
            let _ = page::window().print();
        }
    }

    /// The browser is about to print: the sheet stands there, if the menu has not put
    /// it there.
    pub fn begin(&self) {
        if sheet().is_none() {
            self.lay_out(false, false);
        }
    }

    /// The browser has printed.
    pub fn end() {
        sheet().inspect(Element::remove);
    }

    /// Puts the sheet into the page.
    fn lay_out(&self, worksheet: bool, is_made: bool) {
        let Some(atlas) = self.state.loaded.atlas.get_untracked() else { return };
        let (lang, document) = (self.state.lang.get_untracked(), page::document());
        let sheet = sheet().or_else(|| {
            let sheet = document.create_element("section").ok()?;
            sheet.set_id("print");
            document.body()?.append_child(&sheet).ok()?;
            Some(sheet)
        });
        let Some(sheet) = sheet else { return };
        let mut nodes = handout(&atlas, &history::home(), worksheet, lang);
        // Who has it told in words has it on paper. A worksheet asks for it.
        let told = self.state.in_words.get_untracked().then(|| Told::now(self.state));
        let places = self.places.borrow();
        if let Some((_, places)) = places.as_ref().filter(|(of, _)| Some(of) == told.as_ref() && !worksheet) {
            nodes.extend(places.iter().cloned());
        }
        mount::fill(&sheet, &nodes);
        if let Some(host) = dom::find_in(&sheet, ".figure") {
            self.put_map(&host, is_made);
        }
    }

    /// The picture that the page came with, where that is of this atlas.
    fn first_picture(&self) -> Option<Element> {
        boot::first_picture().filter(|_| self.state.loaded.adopted.get_untracked())
    }

    /// The map, as near to what is seen as there is.
    fn put_map(&self, host: &Element, is_made: bool) {
        let (figure, now) = (self.figure.borrow(), Seen::now(self.state));
        let figure = |is_old: bool| {
            let (of, image) = figure.as_ref()?;
            (is_old || *of == now).then(|| image.clone().into())
        };
        if let Some(map) = figure(is_made).or_else(|| self.first_picture()).or_else(|| figure(true)) {
            // It has nothing in it yet, and takes anything.
            let _ = host.append_child(&map);
        }
    }
}
