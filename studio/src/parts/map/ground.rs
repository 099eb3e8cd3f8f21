//! The ground that lies under the map: the world, and the atlas's own above it.

use std::cell::RefCell;
use std::rc::Rc;

use carto::parse::parse_layer;
use leptos::prelude::*;

use crate::door::canvas::Ground;
use crate::state::Studio;

/// The ground that is painted: one for as long as the page is open, as pictures of a browser
/// cannot be in signals.
pub type Kept = StoredValue<Rc<RefCell<Ground>>, LocalStorage>;

/// Keeps the ground in step with the atlas; the map is painted anew when it has changed.
pub fn kept(studio: Studio) -> Kept {
    let ground: Kept = StoredValue::new_local(Rc::default());
    Effect::new(move || {
        let (base, lang) = (studio.base.get(), studio.first_language());
        let seam = studio.seam.get();
        let layers = base.iter().filter_map(|base| Some(parse_layer(&base.content).ok()?.layer));
        let features = layers.flat_map(|layer| layer.features);
        let made = Ground::new(studio.world.get().as_deref(), features, seam, &lang);
        ground.with_value(|ground| ground.replace(made));
        // The same camera, so that what follows from it is done anew.
        studio.camera.update(|_| ());
    });
    ground
}
