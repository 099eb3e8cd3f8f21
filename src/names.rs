//! Which names stand where, and what lies under them: for the map and for what is
//! taken from it.

use carto::{Camera, ScreenPoint, ScreenRect, ScreenSize, paint::paint_labels};
use leptos::prelude::*;
use protocol::{Order, Subject};
use scene::{
    Filter, RELIEF,
    groups::Collapsed,
    labels::{Called, NO_REGION, Naming},
};

use crate::{door::canvas::Measured, state::State};

/// What the base map shows.
pub fn order(state: State, filter: &Filter) -> Order {
    let order = state.loaded.atlas.get().map(|atlas| scene::order(&atlas.manifest, filter));
    let subject = |id| if id == RELIEF { Subject::Relief } else { Subject::Layer(id) };
    let subjects = order.unwrap_or_default().into_iter().map(subject).collect();
    Order { subjects, as_of: Some(filter.as_of) }
}

/// What names are set for.
pub struct Shown<'a> {
    /// The view.
    pub camera: &'a Camera,
    /// Which features are seen.
    pub filter: &'a Filter,
    /// The regions that their groups stand for.
    pub collapsed: &'a Collapsed,
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
    let (Some(atlas), scene, layers) =
        (state.loaded.atlas.get(), state.loaded.scene.get(), state.loaded.layers.get())
    else {
        return Vec::new();
    };
    let Shown { camera, filter, collapsed, called } = *shown;
    let selected = state.selection.region.get().and_then(|id| scene.number(&id));
    let lit = state.lit();
    let mut naming = Naming {
        atlas: &atlas,
        scene: &scene,
        filter,
        collapsed,
        lang: state.lang.get(),
        called,
        selected,
        lit: lit.as_deref(),
        measure: &mut |text, kind| canvas.measure(text, kind),
    };
    let placed = naming.placed(&layers, camera, on_map);
    paint_labels(&placed, canvas);
    let boxes = placed.iter().filter(|p| p.label.key != NO_REGION);
    boxes.map(|p| (scene.places[p.label.key].id.clone(), p.rect)).collect()
}

/// The names of the view as `canvas` is told them, for a figure: nothing of the
/// page stands in their way but the figure's scale, at the lower right.
pub fn letter_figure(state: State, shown: &Shown<'_>, canvas: &mut dyn Measured) {
    /// The scale's plate with its length, in CSS pixels.
    const PLATE: ScreenSize = ScreenSize { width: 150., height: 42. };
    let ScreenSize { width, height } = shown.camera.viewport.size;
    let min = ScreenPoint { x: width - PLATE.width, y: height - PLATE.height };
    let plate = ScreenRect { min, max: ScreenPoint { x: width, y: height } };
    letter(state, shown, &[plate], canvas);
}
