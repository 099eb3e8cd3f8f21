//! What the map shows: camera and limits, and where they may go.

use carto::{
    Camera, Insets, Limits, ScreenPoint, ScreenSize, Viewport, WorldBounds,
    camera::{HOME_MARGIN, TILE},
    plane::Plane,
    projection::{Seam, project_bounds},
    tolerance::MAX_ZOOM,
};
use leptos::prelude::*;
use scene::PLACE_ZOOM;

use super::{signals::State, wish::Wish};

/// Room around a region that the map moves to, in CSS pixels.
const MARGIN: f64 = 44.;
/// A region that takes less than this share of the free part, across and down, is
/// worth moving closer.
const LEAST_SHARE: f64 = 1. / 3.;
/// Zooms by which land that is small keeps from filling the free part: what is
/// around it tells where it is.
const AROUND: f64 = 1.;
/// The size of a small map beside the large one, in CSS pixels: on a map that is at
/// least [`WIDE`], and on others.
const INSET: ScreenSize = ScreenSize { width: 216., height: 168. };
const SMALL_INSET: ScreenSize = ScreenSize { width: 104., height: 88. };
const WIDE: f64 = 600.;
/// Room around what it shows.
const INSET_MARGIN: f64 = 14.;
/// And below that, where there is room for a scale.
const INSET_FOOT: f64 = 20.;
/// How much of the free part a button moves the view by.
const LOOK: f64 = 0.25;

impl State {
    /// Has the next frame drawn anew.
    pub fn repaint(self) {
        self.view.repaint.update(|n| *n += 1);
    }

    /// Marks the region under the pointer, by id.
    pub fn hover(self, id: Option<String>) {
        if id != self.view.hovered.get_untracked() {
            self.view.hovered.set(id);
        }
    }

    /// Lights the regions that the reader points at in a text or a list, by id; none,
    /// where they have left it. What the map does not have is passed over.
    pub fn mean(self, mut ids: Vec<String>) {
        self.loaded.scene.with_untracked(|scene| ids.retain(|id| scene.number(id).is_some()));
        if self.selection.meant.with_untracked(|meant| *meant != ids) {
            self.selection.meant.set(ids);
        }
    }

    /// Marks the region that the keyboard is on, by id.
    pub fn focus(self, id: Option<String>) {
        if id != self.view.focused.get_untracked() {
            self.view.focused.set(id);
        }
    }

    /// Brings all of a region into the free part of the map. Stays put where it
    /// is in view already, unless it is small and `closer` is asked for.
    pub fn show(self, id: &str, closer: bool) {
        let Some(filter) = untrack(|| self.filter()) else { return };
        let bounds = self.loaded.scene.with_untracked(|scene| Some(scene.bounds(scene.number(id)?, &filter)));
        let Some(bounds) = bounds.filter(|bounds| !bounds.is_empty()) else { return };
        let camera = self.view.camera.get_untracked();
        let rect = camera.rect(&bounds);
        let free = camera.viewport.free();
        let Some(fitted) = Camera::fit(bounds, camera.viewport, Insets::all(MARGIN), MAX_ZOOM) else {
            return;
        };
        let is_point = bounds.width() == 0. && bounds.height() == 0.;
        let zoom = if is_point {
            camera.zoom.max(PLACE_ZOOM)
        } else {
            fitted.zoom.min((fitted.zoom - AROUND).max(PLACE_ZOOM))
        };
        let in_view = free.grown(-MARGIN / 2.).encloses(&rect);
        let is_small =
            rect.width() < free.width() * LEAST_SHARE && rect.height() < free.height() * LEAST_SHARE;
        if in_view && !(closer && is_small && camera.zoom < zoom - 0.3) {
            return;
        }
        self.fly_to(Camera { zoom, ..fitted });
    }

    /// Moves in on those members of a group that stand too close together to
    /// be told apart; says whether there are any.
    pub fn show_members(self, group: &str) -> bool {
        let Some(filter) = untrack(|| self.filter()) else { return false };
        let camera = self.view.camera.get_untracked();
        let bounds = self.loaded.scene.with_untracked(|scene| {
            let Some(group) = scene.number(group) else { return WorldBounds::EMPTY };
            let collapsed = scene.collapsed(&camera, &filter);
            let members = collapsed.members(group);
            members.fold(WorldBounds::EMPTY, |b, member| b.joined(scene.bounds(member, &filter)))
        });
        let closer = Camera::fit(bounds, camera.viewport, Insets::all(MARGIN), MAX_ZOOM);
        closer.map(|to| self.fly_to(to)).is_some()
    }

    /// Keeps what a small map is to show: those members of the group that is read that
    /// stand too close together to be told apart while the others are in view.
    pub fn keep_inset(self) {
        let inset = self.inset();
        if self.view.inset.with_untracked(|before| *before != inset) {
            self.view.inset.set(inset);
        }
    }

    fn inset(self) -> Option<(String, Camera)> {
        let step = self.tour.step.get();
        let told = || Some(self.loaded.atlas.get()?.claim_at(step?)?.regions.first()?.clone());
        let id = self.selection.region.get().or_else(told)?;
        let (filter, camera) = (self.filter()?, self.view.drawn.get()?);
        let scene = self.loaded.scene.get();
        let group = scene.number(&id)?;
        let close: Vec<usize> = scene.collapsed(&camera, &filter).members(group).collect();
        // Where all are close together the map itself comes closer; and where it has, to
        // some of them, it is they that the reader looks at.
        let whole = camera.rect(&scene.bounds(group, &filter));
        let is_parted = !close.is_empty()
            && close.len() < scene.places[group].children.len()
            && camera.viewport.free().grown(MARGIN).encloses(&whole);
        let bounds =
            close.iter().fold(WorldBounds::EMPTY, |b, &member| b.joined(scene.bounds(member, &filter)));
        let is_small = camera.viewport.size.width < WIDE;
        let (size, foot) = if is_small { (SMALL_INSET, 0.) } else { (INSET, INSET_FOOT) };
        let viewport = Viewport { size, covered: Insets { bottom: foot, ..Insets::default() } };
        let view = Camera::fit(bounds, viewport, Insets::all(INSET_MARGIN), MAX_ZOOM)?;
        is_parted.then_some((id, view))
    }

    /// The first view of the atlas: all of its `view`, as large as the free
    /// part lets it. The style sheet has the same for the page's first picture.
    pub fn home(self) -> Camera {
        let camera = self.view.camera.get_untracked();
        self.home_in(camera.viewport).unwrap_or(camera)
    }

    fn home_in(self, viewport: Viewport) -> Option<Camera> {
        let view = self.loaded.atlas.with_untracked(|a| {
            let manifest = &a.as_ref()?.manifest;
            Some(Seam::of(manifest.extent).project_bounds(manifest.view))
        })?;
        Camera::fit(view, viewport, Insets::all(HOME_MARGIN), MAX_ZOOM)
    }

    /// The view on a sheet of paper of `size`, in CSS pixels: the first view, or all
    /// that is seen now and what more there is room for.
    pub fn on_sheet(self, size: ScreenSize) -> Camera {
        let (camera, viewport) =
            (self.view.camera.get_untracked(), Viewport { size, covered: Insets::default() });
        let free = camera.viewport.free();
        let seen = [free.min, free.max].map(|corner| camera.screen_to_world(corner));
        let sheet = if same_view(camera, self.home()) {
            self.home_in(viewport)
        } else {
            Camera::fit(WorldBounds::around(seen), viewport, Insets::default(), MAX_ZOOM)
        };
        sheet.unwrap_or(Camera { viewport, ..camera })
    }

    /// Puts the camera there at once, within its limits.
    pub fn set_camera(self, camera: Camera) {
        let camera = camera.within(&self.view.limits.get_untracked());
        if camera != self.view.camera.get_untracked() {
            self.view.camera.set(camera);
        }
    }

    /// Changes the camera at once, ending any motion.
    pub fn move_camera(self, change: impl FnOnce(Camera) -> Camera) {
        self.stop();
        self.set_camera(change(self.view.camera.get_untracked()));
    }

    /// Moves the camera so that the eye can follow.
    pub fn fly_to(self, to: Camera) {
        let to = to.within(&self.view.limits.get_untracked());
        let motion = self.stop();
        self.wish(Wish::Fly { to, motion });
    }

    /// Zooms by whole steps about the middle of the free part.
    pub fn zoom_by(self, steps: f64) {
        let camera = self.view.camera.get_untracked();
        self.fly_to(camera.zoom_about(camera.viewport.free().centre(), steps.exp2()));
    }

    /// Zooms about a point of the screen.
    pub fn zoom_at(self, anchor: ScreenPoint, factor: f64) {
        self.fly_to(self.view.camera.get_untracked().zoom_about(anchor, factor));
    }

    /// Moves the view by a share of the free part: `(1, 0)` looks further east.
    pub fn look(self, east: f64, south: f64) {
        let camera = self.view.camera.get_untracked();
        let free = camera.viewport.free();
        self.fly_to(camera.panned(-east * free.width() * LOOK, -south * free.height() * LOOK));
    }

    /// Lets the map glide on after a throw and come to rest; in CSS pixels a
    /// millisecond.
    pub fn glide(self, vx: f64, vy: f64) {
        let motion = self.stop();
        self.wish(Wish::Glide { vx, vy, motion });
    }

    /// Ends whatever moves the camera, and the wait for a region to be shown; the
    /// number of the motion that may start.
    pub fn stop(self) -> u32 {
        self.selection.awaited.set(None);
        let motion = self.view.motion.get_untracked() + 1;
        self.view.motion.set(motion);
        motion
    }

    /// Whether the motion with this number may go on.
    pub fn is_moving(self, motion: u32) -> bool {
        self.view.motion.get_untracked() == motion
    }

    /// The map has this size now, and this much of it is covered. Whoever has the
    /// first view keeps it.
    pub fn resize(self, viewport: Viewport) {
        let before = self.view.camera.get_untracked();
        if before.viewport == viewport {
            return;
        }
        self.view.width.set(viewport.size.width as u32);
        let was_home = before.viewport.size.width > 0. && same_view(before, self.home());
        self.view.limits.set(self.limits_for(viewport));
        self.view.camera.set(before.resized(viewport).within(&self.view.limits.get_untracked()));
        if was_home {
            self.view.camera.set(self.home());
        }
    }

    /// What the atlas covers.
    fn extent(self) -> Option<WorldBounds> {
        self.loaded.atlas.with_untracked(|a| a.as_ref().map(|a| project_bounds(a.manifest.extent)))
    }

    /// The atlas is there: its plane, its limits, its first view.
    pub(super) fn set_stage(self) {
        if let Some(extent) = self.extent() {
            self.view.plane.set(Plane::covering(extent));
        }
        // The window may have been measured before there was an atlas to limit.
        self.view.limits.set(self.limits_for(self.view.camera.get_untracked().viewport));
        self.view.camera.set(self.home());
    }

    /// The map may show the whole extent and the first view, and no more.
    fn limits_for(self, viewport: Viewport) -> Limits {
        let Some(extent) = self.extent() else { return self.view.limits.get_untracked() };
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
}

fn same_view(a: Camera, b: Camera) -> bool {
    (a.zoom - b.zoom).abs() < 1e-6
        && (a.centre.x - b.centre.x).abs() < 1e-9
        && (a.centre.y - b.centre.y).abs() < 1e-9
}
