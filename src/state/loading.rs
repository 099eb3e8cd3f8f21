//! What was read of an atlas, how far reading is, and what could not be had.

use std::sync::Arc;

use atlas::{Atlas, Chronicle};
use leptos::prelude::*;
use story::{Layers, Story};

use super::{State, Wish};

/// The signals of what was read.
pub struct Loaded {
    /// The texts, once they are read.
    pub atlas: ArcRwSignal<Option<Arc<Atlas>>>,
    /// The layers read so far, by id.
    pub layers: ArcRwSignal<Layers>,
    /// The regions on the map.
    pub story: ArcRwSignal<Arc<Story>>,
    /// What is known besides the article, once it is read.
    pub chronicle: ArcRwSignal<Option<Arc<Chronicle>>>,
    /// How far loading is.
    pub progress: ArcRwSignal<Progress>,
    /// What could not be loaded, or only in part.
    pub failures: ArcRwSignal<Vec<Failure>>,
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
            story: ArcRwSignal::new(Arc::default()),
            chronicle: ArcRwSignal::new(None),
            progress: ArcRwSignal::new(Progress::default()),
            failures: ArcRwSignal::new(Vec::new()),
            adopted: ArcRwSignal::new(false),
            found: ArcRwSignal::new(None),
        }
    }
}

/// How many files are read, of how many known to be needed.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Progress {
    /// Read, or given up.
    pub done: usize,
    /// Asked for.
    pub all: usize,
}

impl Progress {
    /// Whether nothing is waited for, of what was asked for.
    pub fn is_over(self) -> bool {
        self.all > 0 && self.done >= self.all
    }
}

/// What could not be loaded.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    /// Which part of the page lacks it.
    pub what: What,
    /// The file, as a reader would recognise it.
    pub file: String,
    /// Why, in the words of the browser or the parser.
    pub reason: String,
}

/// A part of an atlas that loads on its own.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// Manifest, regions and claims: without them there is no text.
    Texts,
    /// The same, where the page was built with most of it, which has this
    /// digest.
    FinePrint(String),
    /// A layer, by id.
    Layer(String),
    /// A layer that loaded, less some features.
    Features(String),
    /// A file that loaded, but is not the one that the page was built with.
    Edition(String),
    /// The relief shading.
    Relief,
    /// Periods, events, and what came after the article.
    Chronicle,
    /// The worker that paints the base map.
    Ground,
}

/// What a search found.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// What was looked for.
    pub query: String,
    /// The best first: number of the target, and the text of it that matches.
    pub finds: Vec<(usize, String)>,
}

impl State {
    /// Takes note of a failure, in place of an earlier one of the same part.
    pub fn fail(self, failure: Failure) {
        self.loaded.failures.update(|all| {
            all.retain(|f| f.what != failure.what);
            all.push(failure);
        });
    }

    /// Has what failed tried again.
    pub fn retry(self, failure: Failure) {
        self.loaded.failures.update(|all| all.retain(|f| *f != failure));
        self.wish(Wish::Retry(failure));
    }

    /// Rebuilds the regions from the layers read so far, and shows the one that a
    /// link asked for, once it is whole.
    pub fn rebuild_story(self) {
        let Some(atlas) = self.loaded.atlas.get_untracked() else { return };
        let story = Arc::new(self.loaded.layers.with_untracked(|layers| Story::build(&atlas, layers)));
        self.loaded.story.set(Arc::clone(&story));
        let awaited = self.selection.awaited.get_untracked();
        if let Some(id) = awaited.filter(|id| story.number(id).is_some_and(|n| story.is_whole(n))) {
            self.wish(Wish::Show(id));
        }
    }
}
