//! What the page knows: the atlas and its history, and what of it is in hand.

use std::ops::{Deref, Range};
use std::sync::Arc;

use atlas::Atlas;
use authoring::{Base, Drawn, Gazetteer, History, Kind, Project, Refused, Shape, World};
use carto::projection::Seam;
use carto::{Camera, LonLat, WorldPoint};
use leptos::prelude::*;
use lint::Located;

use crate::words::{self, Words};

/// All of it: one pointer, to be copied into whatever changes something. A page has one
/// studio for as long as it lives.
#[derive(Clone, Copy)]
pub struct Studio(&'static Signals);

impl Deref for Studio {
    type Target = Signals;

    fn deref(&self) -> &Signals {
        self.0
    }
}

/// What the page knows, part by part.
pub struct Signals {
    /// What the page says.
    pub words: &'static Words,
    /// `None`: nothing is open yet.
    pub history: RwSignal<Option<History<Project>>>,
    /// The open atlas as it is now.
    pub project: Memo<Option<Project>>,
    /// It, read.
    pub atlas: Memo<Option<Result<Arc<Atlas>, Refused>>>,
    /// What draws its regions.
    pub drawn: Memo<Arc<Vec<Drawn>>>,
    /// Its base layers.
    pub base: Memo<Vec<Base>>,
    /// What the check has found of it; `None` while it has not been checked.
    pub found: RwSignal<Option<Arc<Vec<Located>>>>,
    /// The map of the world, once it is here.
    pub world: RwSignal<Option<Arc<World>>>,
    /// Its places by name.
    pub gazetteer: RwSignal<Option<Arc<Gazetteer>>>,
    /// Which page of forms is open.
    pub page: RwSignal<Page>,
    /// The words that are marked in the article, in code points.
    pub marked: RwSignal<Option<Range<usize>>>,
    /// What is being drawn.
    pub pen: RwSignal<Option<Pen>>,
    /// What the map shows; `None` before it has a size.
    pub camera: RwSignal<Option<Camera>>,
    /// Shapes out of another program's file, to be taken.
    pub taken: RwSignal<Arc<Vec<(String, Shape)>>>,
    /// Where the map is cut open.
    pub seam: Memo<Seam>,
    /// What was last said, for eyes and ears.
    pub told: RwSignal<String>,
    /// Whether the preview is open.
    pub previewed: RwSignal<bool>,
}

/// A page of the forms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Page {
    /// The atlas itself.
    Atlas,
    /// The list of regions.
    Regions,
    /// A region, by its id.
    Region(String),
    /// The list of claims.
    Claims,
    /// A claim, by its id.
    Claim(String),
    /// What the check has found.
    Findings,
}

/// A shape while it is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Pen {
    /// What it will be.
    pub kind: Kind,
    /// Its positions so far.
    pub points: Vec<WorldPoint>,
}

impl Studio {
    /// Before anything is open.
    pub fn new() -> Self {
        let history = RwSignal::new(None::<History<Project>>);
        let project = Memo::new(move |_| history.with(|all| all.as_ref().map(|all| all.present().clone())));
        let atlas = Memo::new(move |_| project.with(|all| all.as_ref().map(|all| all.atlas().map(Arc::new))));
        let drawn = Memo::new(move |_| {
            Arc::new(project.with(|all| all.as_ref().map(Project::drawn).unwrap_or_default()))
        });
        Self(Box::leak(Box::new(Signals {
            words: words::chosen(),
            history,
            project,
            atlas,
            drawn,
            base: Memo::new(move |_| project.with(|all| all.as_ref().map(Project::base).unwrap_or_default())),
            found: RwSignal::new(None),
            world: RwSignal::new(None),
            gazetteer: RwSignal::new(None),
            page: RwSignal::new(Page::Atlas),
            marked: RwSignal::new(None),
            pen: RwSignal::new(None),
            camera: RwSignal::new(None),
            taken: RwSignal::new(Arc::default()),
            seam: Memo::new(move |_| {
                let manifest = project.with(|project| project.as_ref().map(Project::manifest));
                manifest.and_then(Result::ok).map_or_else(Seam::default, |manifest| Seam::of(manifest.extent))
            }),
            told: RwSignal::new(String::new()),
            previewed: RwSignal::new(false),
        })))
    }

    /// Opens an atlas in place of what was open.
    pub fn open(self, project: Project, page: Page) {
        self.page.set(page);
        self.marked.set(None);
        self.pen.set(None);
        self.camera.set(None);
        self.found.set(None);
        self.history.set(Some(History::new(project)));
    }

    /// Makes a change; what refuses it is told.
    pub fn change(self, change: impl FnOnce(&Project) -> Result<Project, Refused>) -> bool {
        self.change_with(|project| Ok((change(project)?, ()))).is_some()
    }

    /// Makes a change that answers something as well.
    pub fn change_with<T>(self, change: impl FnOnce(&Project) -> Result<(Project, T), Refused>) -> Option<T> {
        let now = self.project.get_untracked()?;
        match change(&now) {
            Ok((next, answer)) => {
                self.told.set(String::new());
                // A form may write what stands there already.
                if next != now {
                    self.history.update(|all| all.iter_mut().for_each(|all| all.go_on(next.clone())));
                }
                Some(answer)
            }
            Err(why) => {
                self.told.set(why.to_string());
                None
            }
        }
    }

    /// One change back.
    pub fn undo(self) {
        self.step(History::undo);
    }

    /// One change forth again.
    pub fn redo(self) {
        self.step(History::redo);
    }

    fn step(self, step: fn(&mut History<Project>) -> bool) {
        self.pen.set(None);
        self.history.update(|all| {
            if let Some(all) = all {
                step(all);
            }
        });
        self.stay_somewhere();
    }

    /// A page about something that is no longer there gives way to its list.
    pub fn stay_somewhere(self) {
        let Some(Ok(atlas)) = self.atlas.get_untracked() else { return };
        match self.page.get_untracked() {
            Page::Region(id) if atlas.region(&id).is_none() => self.page.set(Page::Regions),
            Page::Claim(id) if atlas.claim(&id).is_none() => self.page.set(Page::Claims),
            _ => {}
        }
    }

    /// Where a position lies on this atlas's map, which is cut open where the readers' is.
    pub fn world(self, [lon, lat]: [f64; 2]) -> WorldPoint {
        self.seam.get().project(LonLat { lon, lat })
    }

    /// A place of the map in degrees, longitude first; east of 180° they go on.
    #[expect(clippy::unused_self, reason = "the other way of `world`")]
    pub fn degrees(self, point: WorldPoint) -> [f64; 2] {
        let turns = point.x.floor();
        let position = carto::projection::unproject(WorldPoint { x: point.x - turns, ..point });
        [position.lon + 360. * turns, position.lat]
    }

    /// The region in hand.
    pub fn region(self) -> Option<String> {
        match self.page.get() {
            Page::Region(id) => Some(id),
            _ => None,
        }
    }

    /// The open atlas, where it can be read.
    pub fn read(self) -> Option<Arc<Atlas>> {
        self.atlas.get()?.ok()
    }

    /// The atlas's parties by id and name; those that hold and claim land, where voices are not
    /// asked for too.
    pub fn parties(self, voices: bool) -> Vec<(String, String)> {
        let Some(atlas) = self.read() else { return Vec::new() };
        let lang = self.first_language();
        let asked = atlas.manifest.parties.iter().filter(|party| voices || !party.voice);
        asked.map(|party| (party.id.clone(), party.name.best(&lang).1.to_owned())).collect()
    }

    /// The first of the atlas's languages.
    pub fn first_language(self) -> String {
        self.languages().into_iter().next().unwrap_or_else(|| "en".to_owned())
    }

    /// The atlas's languages.
    pub fn languages(self) -> Vec<String> {
        self.read().map(|atlas| atlas.manifest.languages.clone()).unwrap_or_default()
    }

    /// Puts what was drawn to the region in hand; whether it was enough.
    pub fn finish_drawing(self) -> bool {
        let Some(pen) = self.pen.get_untracked() else { return false };
        let Page::Region(region) = self.page.get_untracked() else { return false };
        let positions: Vec<[f64; 2]> = pen.points.iter().map(|point| self.degrees(*point)).collect();
        let Some(shape) = Shape::drawn(pen.kind, &positions) else {
            self.told.set(self.words.too_few.to_owned());
            return false;
        };
        self.pen.set(None);
        self.put_shape(&region, &shape)
    }

    /// Draws a region by one more shape. The first shape of an atlas decides where its map is:
    /// the ground is cut for it.
    pub fn put_shape(self, region: &str, shape: &Shape) -> bool {
        let world = self.world.get_untracked();
        self.change(|project| {
            let before = project.manifest()?.extent;
            let (next, _) = project.draw(region, shape)?;
            match world.filter(|_| next.manifest().is_ok_and(|manifest| manifest.extent != before)) {
                Some(world) if is_own_ground(&next) => next.grounded(&world, &crate::door::page::country),
                _ => Ok(next),
            }
        })
    }
}

/// Whether an atlas has no base map, or one that was cut here.
pub fn is_own_ground(project: &Project) -> bool {
    let layers = project.manifest().map(|manifest| manifest.layers).unwrap_or_default();
    let mut base = layers.iter().filter(|layer| layer.role == atlas::manifest::Role::Base);
    base.all(|layer| authoring::GROUND.iter().any(|(_, file)| *file == layer.file))
}
