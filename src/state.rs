//! What the page knows: signals for camera, selection, layers, language and
//! date, and the rules by which they change. Drawing and events are elsewhere.

use std::{
    cell::{Cell, RefCell},
    ops::Deref,
    sync::Arc,
    time::Duration,
};

use address::Hash;
use atlas::{Atlas, Chronicle, PartialDate};
use carto::{
    Camera, Insets, Limits, ScreenPoint, ScreenSize, Viewport, WorldBounds, WorldPoint,
    camera::{HOME_MARGIN, TILE},
    decimal::decimal,
    flight::Flight,
    number::limited,
    projection::{Seam, project_bounds, unproject},
    sheet::Sheet,
    tolerance::MAX_ZOOM,
};
use leptos::prelude::*;
use reading::Lang;
use story::{Filter, Layers, PLACE_ZOOM, RELIEF, Story};
use wasm_bindgen::JsValue;

use crate::{
    failure::{Failure, Progress},
    page,
};

/// What the map may fill of a page of A4, in CSS pixels.
const PAPER: ScreenSize = ScreenSize { width: 680., height: 560. };
/// How long the camera rests before the address follows it.
const ADDRESS_DELAY: Duration = Duration::from_millis(350);
/// Room around a region that the map moves to, in CSS pixels.
const MARGIN: f64 = 44.;
/// A region smaller than this on screen, in CSS pixels, is worth moving closer.
const SMALL: f64 = 70.;

/// From where a region was selected, to go back there.
#[derive(Clone, Copy, Debug, PartialEq)]
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

/// Where a reader was before following the article.
pub struct Left {
    /// What the map showed.
    pub camera: Camera,
    /// The region that was selected.
    pub selected: Option<String>,
    /// The date of the map.
    pub as_of: Option<PartialDate>,
    /// How far the panel was scrolled, in CSS pixels.
    pub scroll: i32,
}

/// The page's signals and the rules by which they change: a handle to be copied
/// into every listener, since the page has one state as long as it lives.
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
    /// The texts, once they are read.
    pub atlas: ArcRwSignal<Option<Arc<Atlas>>>,
    /// The layers read so far, by id.
    pub layers: ArcRwSignal<Layers>,
    /// The regions on the map.
    pub story: ArcRwSignal<Arc<Story>>,
    /// How far loading is.
    pub progress: ArcRwSignal<Progress>,
    /// What could not be loaded, or only in part.
    pub failures: ArcRwSignal<Vec<Failure>>,
    /// The paper that everything is drawn on.
    pub sheet: ArcRwSignal<Sheet>,
    /// What the map shows.
    pub camera: ArcRwSignal<Camera>,
    /// How far it may go.
    pub limits: ArcRwSignal<Limits>,
    /// The id of the selected region.
    pub selected: ArcRwSignal<Option<String>>,
    /// The number of the region under the pointer.
    pub hovered: ArcRwSignal<Option<usize>>,
    /// The number of the region on the map that the keyboard is on.
    pub focused: ArcRwSignal<Option<usize>>,
    /// The ids of layers that are switched off.
    pub off: ArcRwSignal<Vec<String>>,
    /// The date of the map, where it is not the atlas's.
    pub as_of: ArcRwSignal<Option<PartialDate>>,
    /// The step on the way through the article, from 1, while it is followed.
    pub step: ArcRwSignal<Option<usize>>,
    /// The id of the party whose claims come first.
    pub side: ArcRwSignal<Option<String>>,
    /// What is known besides the article, once it is read.
    pub chronicle: ArcRwSignal<Option<Arc<Chronicle>>>,
    /// Whether the map names regions as both parties do.
    pub local_names: ArcRwSignal<bool>,
    /// Whether the map says where the pointer is.
    pub positions: ArcRwSignal<bool>,
    /// Whether the bottom sheet of a small screen has its full height.
    pub sheet_full: ArcRwSignal<bool>,
    /// A claim that the panel is to bring into view, by id.
    pub sought: ArcRwSignal<Option<String>>,
    /// Whether the bottom sheet of a small screen is open to its half height.
    pub sheet_open: ArcRwSignal<bool>,
    /// Counts changes of colours and pixel ratio: all else that a frame must
    /// be drawn for.
    pub repaint: ArcRwSignal<u32>,
    /// Counts pictures of the base map that came from the worker.
    pub pictures: ArcRwSignal<u32>,
    /// The address as the page was opened with, until the atlas can take it.
    opening: Hash,
    /// Whether the page before any script is of this atlas.
    adopted: Cell<bool>,
    origin: Cell<Origin>,
    /// The view that names and shapes were drawn for.
    pub drawn: Cell<Option<Camera>>,
    /// Numbers the camera's motions, so that a new one ends the last.
    motion: Cell<u32>,
    /// Since when the address waits to be written, by the page's clock.
    address_due: Cell<Option<f64>>,
    /// Where the reader was before following the article.
    pub left: RefCell<Option<Left>>,
    /// A region that a link asked for, until its layers are there to show it.
    awaited: RefCell<Option<String>>,
}

impl State {
    /// The state of a page that was opened with `hash`, in `lang` unless the
    /// hash says otherwise.
    pub fn new(hash: Hash, lang: Lang) -> Self {
        let world = WorldBounds { min: WorldPoint { x: 0., y: 0. }, max: WorldPoint { x: 1., y: 1. } };
        let lang = hash.lang.as_deref().and_then(Lang::from_code).unwrap_or(lang);
        Self(Box::leak(Box::new(Signals {
            lang: ArcRwSignal::new(lang),
            atlas: ArcRwSignal::new(None),
            layers: ArcRwSignal::new(Layers::default()),
            story: ArcRwSignal::new(Arc::default()),
            progress: ArcRwSignal::new(Progress::default()),
            failures: ArcRwSignal::new(Vec::new()),
            sheet: ArcRwSignal::new(Sheet::covering(world)),
            camera: ArcRwSignal::new(Camera {
                centre: world.centre(),
                zoom: 2.,
                viewport: Viewport::default(),
            }),
            limits: ArcRwSignal::new(Limits { bounds: world, min_zoom: 0., max_zoom: MAX_ZOOM }),
            selected: ArcRwSignal::new(None),
            hovered: ArcRwSignal::new(None),
            focused: ArcRwSignal::new(None),
            off: ArcRwSignal::new(Vec::new()),
            as_of: ArcRwSignal::new(None),
            step: ArcRwSignal::new(None),
            side: ArcRwSignal::new(None),
            chronicle: ArcRwSignal::new(None),
            local_names: ArcRwSignal::new(false),
            positions: ArcRwSignal::new(false),
            sheet_full: ArcRwSignal::new(false),
            sought: ArcRwSignal::new(None),
            sheet_open: ArcRwSignal::new(true),
            repaint: ArcRwSignal::new(0),
            pictures: ArcRwSignal::new(0),
            opening: hash,
            adopted: Cell::new(false),
            origin: Cell::new(Origin::Map),
            drawn: Cell::new(None),
            motion: Cell::new(0),
            address_due: Cell::new(None),
            left: RefCell::default(),
            awaited: RefCell::default(),
        })))
    }

    /// Whether the layers that are off are those that the atlas starts without.
    pub fn off_as_at_first(self) -> bool {
        let off = self.off.get();
        let starts = |a: &Arc<Atlas>| a.manifest.layers.iter().filter(|l| !l.on).map(|l| &l.id).eq(&off);
        self.atlas.with(|a| a.as_ref().is_some_and(starts))
    }

    /// Whether the page before any script is of this atlas, so that what stands
    /// is right.
    pub fn adopted(self) -> bool {
        self.adopted.get()
    }

    /// Has the next frame drawn anew.
    pub fn repaint(self) {
        self.repaint.update(|n| *n += 1);
    }

    /// The date that the atlas is true for.
    pub fn own_date(self) -> Option<PartialDate> {
        self.atlas.with_untracked(|a| a.as_ref().map(|a| a.manifest.as_of))
    }

    /// Which features may be seen now. `None` until the atlas is read.
    pub fn filter(self) -> Option<Filter> {
        let as_of = self.as_of.get().or_else(|| self.atlas.with(|a| a.as_ref().map(|a| a.manifest.as_of)))?;
        Some(Filter { off: self.off.get(), as_of })
    }

    /// The texts are read: sets the stage, then takes the address's wishes.
    pub fn set_atlas(self, atlas: Arc<Atlas>, adopted: bool) {
        self.adopted.set(adopted);
        let extent = project_bounds(atlas.manifest.extent);
        self.sheet.set(Sheet::covering(extent));
        let off = |on: bool| !on;
        let start_off =
            atlas.manifest.layers.iter().filter(|l| off(l.on)).map(|l| l.id.clone()).collect::<Vec<_>>();
        self.off.set(start_off);
        self.atlas.set(Some(atlas));
        self.measure();
        // The window may have been measured before there was an atlas to limit.
        self.limits.set(self.limits_for(self.camera.get_untracked().viewport));
        self.camera.set(self.home());
        self.take(&self.0.opening);
    }

    /// Takes what a hash says, of what the atlas knows; the rest stays.
    pub fn take(self, hash: &Hash) {
        let Some(atlas) = self.atlas.get_untracked() else { return };
        if let Some(lang) = hash.lang.as_deref().and_then(Lang::from_code) {
            self.lang.set(lang);
        }
        if let Some(on) = &hash.layers {
            self.off.set(switchable(&atlas).filter(|id| !on.contains(id)).collect());
        }
        self.side.set(hash.side.clone().filter(|id| atlas.party(id).is_some()));
        let step = hash.step.filter(|step| *step <= atlas.claims.claims.len());
        self.take_step(step);
        // While a step is shown the date is the step's.
        if step.is_none() {
            let as_of = hash.as_of.as_deref().and_then(|d| d.parse().ok());
            self.as_of.set(as_of.filter(|d| *d != atlas.manifest.as_of));
        }
        let claim = hash.claim.as_deref().filter(|_| step.is_none()).and_then(|id| atlas.claim(id));
        let region = hash.region.clone().filter(|id| step.is_none() && atlas.region(id).is_some());
        let about = claim.and_then(|claim| claim.regions.iter().find(|id| atlas.region(id).is_some()));
        let region = region.or_else(|| about.cloned());
        self.sought.set(claim.map(|claim| claim.id.clone()));
        let changed = region != self.selected.get_untracked();
        if changed {
            self.origin.set(Origin::Address);
            self.selected.set(region.clone());
        }
        match (hash.map, region) {
            (Some((zoom, at)), _) => {
                self.stop();
                let camera = self.camera.get_untracked();
                let centre = Seam::of(atlas.manifest.extent).project(at);
                self.set_camera(Camera { zoom, centre, ..camera });
            }
            (None, Some(id)) if changed => {
                if self.story.with_untracked(|s| s.number(&id).is_some_and(|n| s.is_whole(n))) {
                    self.show_soon(id);
                } else {
                    self.awaited.replace(Some(id));
                }
            }
            _ => {}
        }
    }

    /// The address that would open the page as it is now.
    pub fn hash(self) -> Hash {
        let atlas = self.atlas.get();
        let default_off = atlas
            .as_ref()
            .map(|a| a.manifest.layers.iter().filter(|l| !l.on).map(|l| l.id.clone()).collect::<Vec<_>>());
        let off = self.off.get();
        let camera = self.camera.get();
        Hash {
            map: Some((camera.zoom, unproject(camera.centre))),
            region: self.selected.get(),
            claim: self.sought.get(),
            step: self.step.get(),
            side: self.side.get(),
            lang: Some(self.lang.get().code().to_owned()),
            layers: atlas
                .filter(|_| default_off.as_ref() != Some(&off))
                .map(|a| switchable(&a).filter(|id| !off.contains(id)).collect()),
            // A step sets its own date.
            as_of: self.as_of.get().filter(|_| self.step.get().is_none()).map(|d| d.to_string()),
        }
    }

    /// Writes the address once the page rests; keeps the history as it is.
    pub fn address_soon(self) {
        if self.address_due.replace(Some(page::now())).is_none() {
            self.wait_with_address(ADDRESS_DELAY);
        }
    }

    /// One timer at a time, however often the camera moves meanwhile.
    fn wait_with_address(self, time: Duration) {
        let write = move || {
            let Some(since) = self.address_due.get() else { return };
            let left = ADDRESS_DELAY.saturating_sub(Duration::from_millis((page::now() - since) as u64));
            // A browser's timer may be a millisecond early.
            if left > Duration::from_millis(2) {
                self.wait_with_address(left);
            } else {
                self.address_due.set(None);
                if let Some(address) = self.address(false) {
                    put_address(&address, false);
                }
            }
        };
        page::after(time, Box::new(write));
    }

    /// The address that [`Self::hash`] makes; `None` before the atlas is read,
    /// when the address still holds the reader's wishes.
    pub fn address(self, new_entry: bool) -> Option<String> {
        if self.atlas.with_untracked(Option::is_none) {
            return None;
        }
        let mut hash = untrack(|| self.hash());
        if new_entry {
            // The map is about to move. Until it rests, the entry stands for
            // its region, wherever that is best seen.
            hash.map = None;
        }
        Some(format!("#{}", hash.write()))
    }

    /// Selects a region, moves the map to it and the focus to its text.
    pub fn select(self, id: &str, origin: Origin) {
        if self.selected.with_untracked(|s| s.as_deref() == Some(id)) {
            self.show_soon(id.to_owned());
            return;
        }
        // Going from region to region, Escape still leads to the first start.
        if self.selected.with_untracked(Option::is_none) || origin == Origin::Shape {
            self.origin.set(origin);
        }
        self.switch_on_for(id);
        self.end_tour();
        self.sought.set(None);
        let before = self.address(false);
        self.selected.set(Some(id.to_owned()));
        self.sheet_open.set(true);
        // The reader sees the answer first: each of these takes the browser
        // longer than the answer does.
        self.show_soon(id.to_owned());
        page::after_frame(Box::new(|| page::focus("#panel h2")));
        note_later(before, self.address(true));
    }

    /// Opens the region that a claim is about first, at the claim.
    pub fn open_claim(self, id: &str) {
        let region = self.atlas.with_untracked(|a| a.as_ref()?.claim(id)?.regions.first().cloned());
        if let Some(region) = region {
            self.select(&region, Origin::List);
            self.sought.set(Some(id.to_owned()));
        }
    }

    /// Marks the region under the pointer.
    pub fn hover(self, number: Option<usize>) {
        if number != self.hovered.get_untracked() {
            self.hovered.set(number);
        }
    }

    /// Back to the list; the focus goes back where the selection came from.
    pub fn deselect(self) {
        let Some(id) = self.selected.get_untracked() else { return };
        self.selected.set(None);
        self.sought.set(None);
        let target = match self.origin.get() {
            Origin::Map => "#map".to_owned(),
            Origin::Shape => format!("#map [data-region=\"{id}\"]"),
            Origin::List | Origin::Address => format!("#panel [data-link=\"{id}\"]"),
        };
        page::after_frame(Box::new(move || page::focus(&target)));
        note_later(None, self.address(true));
    }

    /// A region whose layers are all off cannot be shown: they come back on.
    fn switch_on_for(self, id: &str) {
        let story = self.story.get_untracked();
        let Some(number) = story.number(id) else { return };
        let layers: Vec<&str> = story.marks(number).map(|m| &*m.layer).collect();
        let all_off = self.off.with_untracked(|off| layers.iter().all(|l| off.iter().any(|o| o == l)));
        if all_off {
            self.off.update(|off| off.retain(|o| !layers.contains(&&**o)));
        }
    }

    /// Moves to a region after the panel has taken its place.
    pub fn show_soon(self, id: String) {
        page::after_frame(Box::new(move || {
            self.measure();
            self.show(&id, true);
        }));
    }

    /// Brings all of a region into the free part of the map. Stays put where it
    /// is in view already, unless it is small and `closer` is asked for.
    pub fn show(self, id: &str, closer: bool) {
        let (story, Some(filter)) = (self.story.get_untracked(), untrack(|| self.filter())) else { return };
        let Some(number) = story.number(id) else { return };
        let bounds = story.bounds(number, &filter);
        if bounds.is_empty() {
            return;
        }
        let camera = self.camera.get_untracked();
        let rect = camera.rect(&bounds);
        let in_view = camera.viewport.free().grown(-MARGIN / 2.).encloses(&rect);
        let small = rect.width().max(rect.height()) < SMALL && camera.zoom < PLACE_ZOOM - 0.3;
        if in_view && !(small && closer) {
            return;
        }
        let Some(fitted) = Camera::fit(bounds, camera.viewport, Insets::all(MARGIN), PLACE_ZOOM) else {
            return;
        };
        let point = bounds.width() == 0. && bounds.height() == 0.;
        let zoom = if point { camera.zoom.max(PLACE_ZOOM) } else { fitted.zoom };
        self.fly_to(Camera { zoom, ..fitted });
    }

    /// Moves in on those members of a group that stand too close together to
    /// be told apart; says whether there are any.
    pub fn show_members(self, group: usize) -> bool {
        let (story, Some(filter)) = (self.story.get_untracked(), untrack(|| self.filter())) else {
            return false;
        };
        let camera = self.camera.get_untracked();
        let members = story.collapsed(&camera, &filter).into_iter().filter(|(_, parent)| *parent == group);
        let bounds = members.fold(WorldBounds::EMPTY, |b, (child, _)| b.joined(story.bounds(child, &filter)));
        let closer = Camera::fit(bounds, camera.viewport, Insets::all(MARGIN), MAX_ZOOM);
        closer.map(|to| self.fly_to(to)).is_some()
    }

    /// The first view of the atlas: all of its `view`, as large as the free
    /// part lets it. The style sheet has the same for the page's first picture.
    pub fn home(self) -> Camera {
        let camera = self.camera.get_untracked();
        self.home_in(camera.viewport).unwrap_or(camera)
    }

    fn home_in(self, viewport: Viewport) -> Option<Camera> {
        let view = self.atlas.with_untracked(|a| {
            let manifest = &a.as_ref()?.manifest;
            Some(Seam::of(manifest.extent).project_bounds(manifest.view))
        })?;
        Camera::fit(view, viewport, Insets::all(HOME_MARGIN), MAX_ZOOM)
    }

    /// Puts the camera there at once, within its limits.
    pub fn set_camera(self, camera: Camera) {
        let camera = camera.within(&self.limits.get_untracked());
        if camera != self.camera.get_untracked() {
            self.camera.set(camera);
        }
    }

    /// Changes the camera at once, ending any motion.
    pub fn move_camera(self, change: impl FnOnce(Camera) -> Camera) {
        self.stop();
        self.set_camera(change(self.camera.get_untracked()));
    }

    /// Moves the camera so that the eye can follow, or at once for readers who
    /// want less motion.
    pub fn fly_to(self, to: Camera) {
        let to = to.within(&self.limits.get_untracked());
        let flight = Flight::new(self.camera.get_untracked(), to);
        let duration = flight.duration();
        if page::reduced_motion() {
            self.move_camera(|_| to);
            return;
        }
        let ticket = self.stop();
        page::animate(Box::new(move |elapsed| {
            if self.motion.get() != ticket {
                return false;
            }
            let viewport = self.camera.get_untracked().viewport;
            self.set_camera(flight.at(elapsed / duration).resized(viewport));
            elapsed < duration
        }));
    }

    /// Zooms by whole steps about the middle of the free part.
    pub fn zoom_by(self, steps: f64) {
        let camera = self.camera.get_untracked();
        self.fly_to(camera.zoom_about(camera.viewport.free().centre(), steps.exp2()));
    }

    /// Zooms about a point of the screen.
    pub fn zoom_at(self, anchor: ScreenPoint, factor: f64) {
        self.fly_to(self.camera.get_untracked().zoom_about(anchor, factor));
    }

    /// Moves the view by a share of the free part: `(1, 0)` looks further east.
    pub fn look(self, east: f64, south: f64) {
        let camera = self.camera.get_untracked();
        let free = camera.viewport.free();
        self.fly_to(camera.panned(-east * free.width() * 0.25, -south * free.height() * 0.25));
    }

    /// Lets the map glide on after a throw and come to rest.
    pub fn glide(self, vx: f64, vy: f64) {
        /// Milliseconds in which the speed falls to a third.
        const FADE: f64 = 325.;
        if page::reduced_motion() {
            return;
        }
        let ticket = self.stop();
        let mut last = 0.;
        page::animate(Box::new(move |elapsed| {
            if self.motion.get() != ticket {
                return false;
            }
            // The way covered between two moments of an exponential fade.
            let way = FADE * ((-last / FADE).exp() - (-elapsed / FADE).exp());
            last = elapsed;
            self.set_camera(self.camera.get_untracked().panned(vx * way, vy * way));
            (-elapsed / FADE).exp() * vx.hypot(vy) > 0.02
        }));
    }

    /// Ends whatever moves the camera; the number of the motion that may start.
    pub fn stop(self) -> u32 {
        self.awaited.replace(None);
        let ticket = self.motion.get() + 1;
        self.motion.set(ticket);
        ticket
    }

    /// Reads from the page how large the map is and what covers it.
    pub fn measure(self) {
        let Some(map) = page::find("#map") else { return };
        if page::matches("print") {
            return;
        }
        let rect = map.get_bounding_client_rect();
        if rect.width() < 1. || rect.height() < 1. {
            return;
        }
        let size = ScreenSize { width: rect.width(), height: rect.height() };
        // Beside the map the panel covers nothing; a bottom sheet lies over it.
        let bottom = page::find("#panel").map_or(0., |panel| {
            let panel = panel.get_bounding_client_rect();
            let over = panel.left() < rect.right() - 1. && panel.right() > rect.left() + 1.;
            if over { limited(rect.bottom() - panel.top(), 0., rect.height() * 0.8) } else { 0. }
        });
        let viewport = Viewport { size, covered: Insets { bottom, ..Insets::default() } };
        let before = self.camera.get_untracked();
        if before.viewport == viewport {
            return;
        }
        // On paper the map keeps its shape, and is as large as fits.
        page::style(&map, "--on-screen", &format!("{}px", decimal(size.width, 1)));
        page::style(&map, "--on-screen-height", &format!("{}px", decimal(size.height, 1)));
        let fit = (PAPER.width / size.width).min(PAPER.height / size.height);
        page::style(&map, "--on-paper", &decimal(fit, 3));
        self.limits.set(self.limits_for(viewport));
        let was_home = before.viewport.size.width > 0. && same_view(before, self.home());
        let resized = before.resized(viewport).within(&self.limits.get_untracked());
        self.camera.set(resized);
        if was_home {
            self.camera.set(self.home());
        }
    }

    /// The map may show the whole extent and the first view, and no more.
    fn limits_for(self, viewport: Viewport) -> Limits {
        let Some(extent) =
            self.atlas.with_untracked(|a| a.as_ref().map(|a| project_bounds(a.manifest.extent)))
        else {
            return self.limits.get_untracked();
        };
        let free = viewport.free();
        let whole = (free.width() / extent.width()).min(free.height() / extent.height());
        let mut limits = Limits { bounds: extent, min_zoom: (whole / TILE).log2(), max_zoom: MAX_ZOOM };
        if let Some(home) = self.home_in(viewport) {
            limits.min_zoom = limits.min_zoom.min(home.zoom);
            let corners = [home.screen_to_world(free.min), home.screen_to_world(free.max)];
            limits.bounds = extent.joined(WorldBounds::around(corners));
        }
        limits
    }

    /// Rebuilds the regions from the layers read so far.
    pub fn rebuild_story(self) {
        if let Some(atlas) = self.atlas.get_untracked() {
            let story = Arc::new(Story::build(&atlas, &self.layers.get_untracked()));
            self.story.set(Arc::clone(&story));
            // A hand on the map in the meantime ends the wait: see `stop`.
            let awaited = self.awaited.borrow().clone();
            if let Some(id) = awaited.filter(|id| story.number(id).is_some_and(|n| story.is_whole(n))) {
                self.show_soon(id);
            }
        }
    }
}

/// Once the reader has seen the answer, writes where they were into the present
/// entry of the history, and a new entry: a browser takes up to 10 ms for it.
pub fn note_later(before: Option<String>, after: Option<String>) {
    page::after_frame(Box::new(move || {
        if let Some(before) = before {
            put_address(&before, false);
        }
        if let Some(after) = after {
            put_address(&after, true);
        }
    }));
}

fn put_address(address: &str, new_entry: bool) {
    if let Ok(history) = page::window().history() {
        // Some embedders forbid it; the page works without.
        let _ = if new_entry {
            history.push_state_with_url(&JsValue::NULL, "", Some(address))
        } else {
            history.replace_state_with_url(&JsValue::NULL, "", Some(address))
        };
    }
}

fn same_view(a: Camera, b: Camera) -> bool {
    (a.zoom - b.zoom).abs() < 1e-6
        && (a.centre.x - b.centre.x).abs() < 1e-9
        && (a.centre.y - b.centre.y).abs() < 1e-9
}

/// The ids of the layers, and of the relief, that a reader can switch.
pub fn switchable(atlas: &Atlas) -> impl Iterator<Item = String> + '_ {
    let layers = atlas.manifest.layers.iter().filter(|l| l.switch).map(|l| l.id.clone());
    layers.chain(atlas.manifest.relief.as_ref().map(|_| RELIEF.to_owned()))
}
