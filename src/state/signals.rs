//! The page's signals, by concern, and the handle to them. The rules by which they
//! change are in files of their own.

use std::{ops::Deref, sync::Arc};

use address::Hash;
use atlas::{Atlas, PartialDate};
use carto::{Camera, Limits, Viewport, WorldBounds, WorldPoint, plane::Plane, tolerance::MAX_ZOOM};
use documents::{Lang, Words};
use leptos::prelude::*;
use scene::{Layers, Scene};

use super::{
    astray::Astray,
    failure::{Failure, Found, Progress},
    wish::Wish,
};

/// The page's signals and the rules by which they change: a handle to be copied
/// into every listener and every view.
#[derive(Clone, Copy)]
pub struct State(&'static Signals);

impl Deref for State {
    type Target = Signals;

    fn deref(&self) -> &Signals {
        self.0
    }
}

/// Everything that changes.
pub struct Signals {
    /// The interface's language.
    pub lang: ArcRwSignal<Lang>,
    /// What was read, and what could not be.
    pub loaded: Loaded,
    /// What the map shows, and what is pointed at on it.
    pub view: View,
    /// What the reader has selected, and switched off.
    pub selection: Selection,
    /// The date of the map.
    pub time: Time,
    /// The way through the article.
    pub tour: Tour,
    /// Whether the map names regions as both parties do.
    pub local_names: ArcRwSignal<bool>,
    /// How large names are on the map, in hundredths of their usual size.
    pub names_size: ArcRwSignal<u32>,
    /// Whether the map says where the pointer is.
    pub positions: ArcRwSignal<bool>,
    /// Whether the drawer of a small screen is open to its half height.
    pub drawer_open: ArcRwSignal<bool>,
    /// Whether it has its full height.
    pub drawer_full: ArcRwSignal<bool>,
    /// Whether the reader wants to be told in words where regions lie.
    pub in_words: ArcRwSignal<bool>,
    /// What is said to screen readers, and to nobody else.
    pub said: ArcRwSignal<String>,
    /// The codes of the languages that the reader knows, the most wanted first.
    pub(super) wanted: Vec<String>,
    /// What the state would like to have done, the first first.
    wishes: ArcRwSignal<Vec<Wish>>,
    /// The address that the page was opened with, until an atlas can take it.
    pub(super) opening: Hash,
}

impl State {
    /// The state of a page that was opened with `hash`, in `lang`, by a reader who would
    /// rather read one of the languages `wanted` than the next.
    pub fn new(hash: Hash, lang: Lang, wanted: Vec<String>) -> Self {
        // A page has one state for as long as it lives, and hundreds of listeners:
        // a reference is all that each of them holds.
        Self(Box::leak(Box::new(Signals {
            lang: ArcRwSignal::new(lang),
            loaded: Loaded::default(),
            view: View::default(),
            selection: Selection::default(),
            time: Time::default(),
            tour: Tour::default(),
            local_names: ArcRwSignal::new(false),
            names_size: ArcRwSignal::new(100),
            positions: ArcRwSignal::new(false),
            drawer_open: ArcRwSignal::new(true),
            drawer_full: ArcRwSignal::new(false),
            in_words: ArcRwSignal::new(false),
            said: ArcRwSignal::new(String::new()),
            wanted,
            wishes: ArcRwSignal::new(Vec::new()),
            opening: hash,
        })))
    }

    /// The interface's words in the reader's language.
    pub fn words(self) -> &'static Words {
        self.lang.get().words()
    }

    /// One of them, for a view: of one type whichever it is.
    pub fn word(
        self,
        word: fn(&'static Words) -> &'static str,
    ) -> impl Fn() -> &'static str + Copy + Send + Sync + use<> {
        move || word(self.words())
    }

    /// Says something to screen readers.
    pub fn say(self, text: &str) {
        self.said.set(text.to_owned());
    }

    /// Would like to have something done in the browser.
    pub fn wish(self, wish: Wish) {
        self.wishes.update(|wishes| wishes.push(wish));
    }

    /// What is to be done, once: whoever asks is told again when there is more.
    pub fn take_wishes(self) -> Vec<Wish> {
        self.wishes.track();
        self.wishes.try_update_untracked(std::mem::take).unwrap_or_default()
    }
}

/// The signals of what was read.
pub struct Loaded {
    /// The texts, once they are read.
    pub atlas: ArcRwSignal<Option<Arc<Atlas>>>,
    /// The layers read so far, by id.
    pub layers: ArcRwSignal<Layers>,
    /// The regions on the map.
    pub scene: ArcRwSignal<Arc<Scene>>,
    /// Counts how often the worker was told of which texts it may have to write.
    pub told: ArcRwSignal<u32>,
    /// How far loading is.
    pub progress: ArcRwSignal<Progress>,
    /// What could not be loaded, or only in part.
    pub failures: ArcRwSignal<Vec<Failure>>,
    /// Whether a reader has put their notice aside.
    pub aside: ArcRwSignal<bool>,
    /// Whether the page before any script is of this atlas, so that what stands
    /// is right.
    pub adopted: ArcRwSignal<bool>,
    /// What the last search found.
    pub found: ArcRwSignal<Option<Found>>,
}

impl Default for Loaded {
    fn default() -> Self {
        Self {
            atlas: ArcRwSignal::new(None),
            layers: ArcRwSignal::new(Layers::default()),
            scene: ArcRwSignal::new(Arc::default()),
            told: ArcRwSignal::new(0),
            progress: ArcRwSignal::new(Progress::default()),
            failures: ArcRwSignal::new(Vec::new()),
            aside: ArcRwSignal::new(false),
            adopted: ArcRwSignal::new(false),
            found: ArcRwSignal::new(None),
        }
    }
}

/// The view's signals.
pub struct View {
    /// The plane that everything is drawn on.
    pub plane: ArcRwSignal<Plane>,
    /// What the map shows.
    pub camera: ArcRwSignal<Camera>,
    /// How far it may go.
    pub limits: ArcRwSignal<Limits>,
    /// The view that names and shapes were drawn for.
    pub drawn: ArcRwSignal<Option<Camera>>,
    /// The id of the region under the pointer.
    pub hovered: ArcRwSignal<Option<String>>,
    /// The id of the region on the map that the keyboard is on.
    pub focused: ArcRwSignal<Option<String>>,
    /// The id of the group whose close members a small map shows, and its view.
    pub inset: ArcRwSignal<Option<(String, Camera)>>,
    /// Counts changes of colours and pixel ratio: all else that a frame must
    /// be drawn for.
    pub repaint: ArcRwSignal<u32>,
    /// Counts pictures of the base map that came from the worker.
    pub pictures: ArcRwSignal<u32>,
    /// The map's width, in CSS pixels.
    pub width: ArcRwSignal<u32>,
    /// Numbers the camera's motions, so that a new one ends the last.
    pub(super) motion: ArcRwSignal<u32>,
}

impl Default for View {
    fn default() -> Self {
        let world = WorldBounds { min: WorldPoint { x: 0., y: 0. }, max: WorldPoint { x: 1., y: 1. } };
        let camera = Camera { centre: world.centre(), zoom: 2., viewport: Viewport::default() };
        Self {
            plane: ArcRwSignal::new(Plane::covering(world)),
            camera: ArcRwSignal::new(camera),
            limits: ArcRwSignal::new(Limits { bounds: world, min_zoom: 0., max_zoom: MAX_ZOOM }),
            drawn: ArcRwSignal::new(None),
            hovered: ArcRwSignal::new(None),
            focused: ArcRwSignal::new(None),
            inset: ArcRwSignal::new(None),
            repaint: ArcRwSignal::new(0),
            pictures: ArcRwSignal::new(0),
            width: ArcRwSignal::new(0),
            motion: ArcRwSignal::new(0),
        }
    }
}

/// The selection's signals.
pub struct Selection {
    /// The id of the selected region.
    pub region: ArcRwSignal<Option<String>>,
    /// A claim that the panel is to bring into view, by id.
    pub claim: ArcRwSignal<Option<String>>,
    /// The id of the region that was selected last.
    pub(super) last: ArcRwSignal<Option<String>>,
    /// The id of the party whose claims come first.
    pub side: ArcRwSignal<Option<String>>,
    /// The ids of the regions that the reader points at in a text or a list.
    pub meant: ArcRwSignal<Vec<String>>,
    /// What the last link asked for that there is not.
    pub astray: ArcRwSignal<Vec<Astray>>,
    /// The ids of layers that are switched off.
    pub off: ArcRwSignal<Vec<String>>,
    /// A region that a link asked for, until its layers are there to show it. A
    /// hand on the map in the meantime ends the wait: see `State::stop`.
    pub(super) awaited: ArcRwSignal<Option<String>>,
    pub(super) origin: ArcRwSignal<Origin>,
}

impl Default for Selection {
    fn default() -> Self {
        Self {
            region: ArcRwSignal::new(None),
            claim: ArcRwSignal::new(None),
            last: ArcRwSignal::new(None),
            side: ArcRwSignal::new(None),
            meant: ArcRwSignal::new(Vec::new()),
            astray: ArcRwSignal::new(Vec::new()),
            off: ArcRwSignal::new(Vec::new()),
            awaited: ArcRwSignal::new(None),
            origin: ArcRwSignal::new(Origin::Map),
        }
    }
}

/// From where a region was selected, to go back there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A click or tap on the map.
    Map,
    /// Its shape, by keyboard.
    Shape,
    /// The list of regions or a chip.
    List,
    /// A link, or the browser's back and forward.
    Address,
}

/// The date's signals.
pub struct Time {
    /// The date, where it is not the atlas's.
    pub as_of: ArcRwSignal<Option<PartialDate>>,
    /// The dates that a reader steps through, in order, each with its place on the axis
    /// of the line of time; none without that.
    pub stops: ArcRwSignal<Vec<(PartialDate, i64)>>,
    /// The date before the last step in time; what the two have different is shown.
    pub(super) before: ArcRwSignal<Option<PartialDate>>,
    /// Whether time passes by itself, since a reader let it.
    pub playing: ArcRwSignal<bool>,
}

impl Default for Time {
    fn default() -> Self {
        Self {
            as_of: ArcRwSignal::new(None),
            stops: ArcRwSignal::new(Vec::new()),
            before: ArcRwSignal::new(None),
            playing: ArcRwSignal::new(false),
        }
    }
}

/// The tour's signals.
pub struct Tour {
    /// The step on the way through the article, from 1, while it is followed.
    pub step: ArcRwSignal<Option<usize>>,
    /// Where the reader was before.
    pub(super) left: ArcRwSignal<Option<Left>>,
}

impl Default for Tour {
    fn default() -> Self {
        Self { step: ArcRwSignal::new(None), left: ArcRwSignal::new(None) }
    }
}

/// Where a reader was before following the article.
#[derive(Clone)]
pub struct Left {
    /// What the map showed.
    pub(super) camera: Camera,
    /// The region that was selected.
    pub(super) selected: Option<String>,
    /// The date of the map.
    pub(super) as_of: Option<PartialDate>,
}
