//! How large the map is on the page, and what covers it.

use carto::{Insets, ScreenSize, Viewport, decimal, number::limited};
use leptos::prelude::*;
use web_sys::HtmlElement;

use crate::{door::page, state::State};

/// How much of the map a drawer may cover for the camera to care.
const MOST_COVERED: f64 = 0.8;

/// Reads from the page how large the map is and what covers it, and tells the
/// state. Cloning copies references.
#[derive(Clone)]
pub struct Viewer {
    state: State,
    map: HtmlElement,
    panel: HtmlElement,
}

impl Viewer {
    /// Of `map`, which `panel` may cover.
    pub fn new(state: State, map: &HtmlElement, panel: &HtmlElement) -> Self {
        Self { state, map: map.clone(), panel: panel.clone() }
    }

    /// Measures. A map without size, or on paper, stays as it was.
    pub fn measure(&self) {
        let rect = self.map.get_bounding_client_rect();
        if page::matches("print") || rect.width() < 1. || rect.height() < 1. {
            return;
        }
        let size = ScreenSize { width: rect.width(), height: rect.height() };
        // Beside the map the panel covers nothing; a drawer lies over it.
        let panel = self.panel.get_bounding_client_rect();
        let over = panel.left() < rect.right() - 1. && panel.right() > rect.left() + 1.;
        let panel = if over { rect.bottom() - panel.top() } else { 0. };
        // What lies along the map's foot stands above a drawer, and is as high as
        // the style sheet says, where the page's own picture keeps clear of it too.
        let foot = decimal::parse(page::property(&self.map, "--foot").trim_end_matches("px"));
        let bottom = limited(panel + foot.unwrap_or(0.), 0., rect.height() * MOST_COVERED);
        let viewport = Viewport { size, covered: Insets { bottom, ..Insets::default() } };
        if self.state.view.camera.with_untracked(|camera| camera.viewport == viewport) {
            return;
        }
        self.state.resize(viewport);
    }
}
