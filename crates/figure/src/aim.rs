//! Which part of the world a figure shows, where no reader has chosen it: the page's first
//! view, or its view of a region (`src/state/view.rs`), in another size.

use atlas::Atlas;
use carto::{
    Camera, Insets, Limits, ScreenSize, Viewport, WorldBounds, camera::HOME_MARGIN, projection::Seam,
    tolerance::MAX_ZOOM,
};
use scene::PLACE_ZOOM;

/// Room around a region, in CSS pixels, as on the page.
const MARGIN: f64 = 44.;
/// Zooms by which land that is small keeps from filling the map, as on the page: what is
/// around it tells where it is.
const AROUND: f64 = 1.;

/// A view of `size` (CSS pixels): of what a region covers, or where that is nothing, the
/// atlas's first. `None` where that is empty, too.
pub fn aim(atlas: &Atlas, region: WorldBounds, size: ScreenSize) -> Option<Camera> {
    let manifest = &atlas.manifest;
    let seam = Seam::of(manifest.extent);
    let viewport = Viewport { size, covered: Insets::default() };
    let home = Camera::fit(seam.project_bounds(manifest.view), viewport, Insets::all(HOME_MARGIN), MAX_ZOOM)?;
    let Some(fitted) = Camera::fit(region, viewport, Insets::all(MARGIN), MAX_ZOOM) else {
        return Some(home);
    };
    let is_point = region.width() == 0. && region.height() == 0.;
    let zoom = if is_point {
        home.zoom.max(PLACE_ZOOM)
    } else {
        fitted.zoom.min((fitted.zoom - AROUND).max(PLACE_ZOOM))
    };
    // Beyond what the atlas covers there is nothing to be seen.
    let free = viewport.free();
    let corners = [free.min, free.max].map(|corner| home.screen_to_world(corner));
    let bounds = seam.project_bounds(manifest.extent).joined(WorldBounds::around(corners));
    let limits = Limits { bounds, min_zoom: home.zoom.min(zoom), max_zoom: MAX_ZOOM };
    Some(Camera { zoom, ..fitted }.within(&limits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_have_as_much_room_as_on_the_page() {
        let page = include_str!("../../../src/state/view.rs");
        for (name, value) in [("MARGIN", MARGIN), ("AROUND", AROUND)] {
            assert!(page.contains(&format!("\nconst {name}: f64 = {value}.;")), "{name}");
        }
    }
}
