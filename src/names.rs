//! Which names stand where, and what lies under them: for the map and for what is
//! taken from it.

use carto::{Camera, ScreenPoint, ScreenRect, ScreenSize, label, paint::paint_labels, style::LabelKind};
use leptos::prelude::*;
use protocol::Subject;
use story::{
    Filter, RELIEF,
    labels::{Called, NO_REGION, Naming},
};

use crate::{door::canvas::Measured, state::State};

/// What the base map shows, the lowest first.
pub fn order(state: State, filter: &Filter) -> Vec<Subject> {
    let Some(atlas) = state.loaded.atlas.get() else { return Vec::new() };
    let mut order = Vec::new();
    for layer in atlas.manifest.layers.iter().filter(|l| !filter.off.contains(&l.id)) {
        order.push(Subject::Layer(layer.id.clone()));
        // Shading belongs on the land and under everything else.
        if layer.id == "land" && !filter.off.iter().any(|o| o == RELIEF) {
            order.push(Subject::Relief);
        }
    }
    order
}

/// What names are set for.
pub struct Shown<'a> {
    /// The view.
    pub camera: &'a Camera,
    /// Which features are seen.
    pub filter: &'a Filter,
    /// The regions that their groups stand for.
    pub collapsed: &'a [(usize, usize)],
    /// In whose names.
    pub called: Called,
}

/// Sets all names around what stands on the map and writes them; says where those
/// of regions stand, by region's id.
pub fn letter(
    state: State,
    shown: &Shown<'_>,
    on_map: &[ScreenRect],
    canvas: &mut dyn Measured,
) -> Vec<(String, ScreenRect)> {
    let (Some(atlas), story, layers) =
        (state.loaded.atlas.get(), state.loaded.story.get(), state.loaded.layers.get())
    else {
        return Vec::new();
    };
    let Shown { camera, filter, collapsed, called } = *shown;
    let selected = state.selection.region.get().and_then(|id| story.number(&id));
    let mut naming = Naming {
        atlas: &atlas,
        story: &story,
        filter,
        collapsed,
        lang: state.lang.get(),
        called,
        selected,
        measure: &mut |text, kind| canvas.measure(text, kind),
    };
    let (regions, marks) = naming.regions(camera);
    // States, though regions of the article too, give way to what lies in them.
    let (states, regions): (Vec<_>, Vec<_>) = regions.into_iter().partition(|l| l.kind == LabelKind::Country);
    let (land, mut others) = (naming.land(camera), states);
    for entry in &atlas.manifest.layers {
        if let (false, Some(layer)) = (filter.off.contains(&entry.id), layers.get(&entry.id)) {
            others.extend(naming.base(layer, camera));
        }
    }
    let free = camera.viewport.free().grown(-4.);
    let mut obstacles: Vec<ScreenRect> = marks;
    obstacles.extend(on_map);
    let mut placed = label::place(&regions, &obstacles, free);
    obstacles.extend(placed.iter().map(|p| p.rect).chain(land));
    placed.extend(label::place(&others, &obstacles, free));
    paint_labels(&placed, canvas);
    let boxes = placed.iter().filter(|p| p.label.key != NO_REGION);
    boxes.map(|p| (story.places[p.label.key].id.clone(), p.rect)).collect()
}

/// The names of the view as `canvas` is told them, for a figure: nothing of the
/// page stands in their way but the figure's scale, at the lower right.
pub fn letter_figure(
    state: State,
    camera: &Camera,
    filter: &Filter,
    called: Called,
    canvas: &mut dyn Measured,
) {
    /// The scale's plate with its length, in CSS pixels.
    const PLATE: ScreenSize = ScreenSize { width: 150., height: 42. };
    let ScreenSize { width, height } = camera.viewport.size;
    let min = ScreenPoint { x: width - PLATE.width, y: height - PLATE.height };
    let plate = ScreenRect { min, max: ScreenPoint { x: width, y: height } };
    let collapsed = state.loaded.story.get().collapsed(camera, filter);
    letter(state, &Shown { camera, filter, collapsed: &collapsed, called }, &[plate], canvas);
}
