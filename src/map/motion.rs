//! Motions of the camera, frame by frame: the state says where to, here it is
//! done by the page's clock.

use carto::{Camera, flight::Flight};
use leptos::prelude::*;

use crate::{door::page, state::State};

/// Milliseconds in which the speed of a glide falls to a third.
const FADE: f64 = 325.;
/// CSS pixels a millisecond at which a glide has come to rest.
const REST: f64 = 0.02;

/// Moves the camera there so that the eye can follow, or at once for readers who
/// want less motion. Another motion ends this one.
pub fn fly(state: State, to: Camera, motion: u32) {
    if page::reduced_motion() {
        if state.is_moving(motion) {
            state.move_camera(|_| to);
        }
        return;
    }
    let flight = Flight::new(state.view.camera.get_untracked(), to);
    let duration = flight.duration();
    page::animate(Box::new(move |elapsed| {
        if !state.is_moving(motion) {
            return false;
        }
        let viewport = state.view.camera.get_untracked().viewport;
        state.set_camera(flight.at(elapsed / duration).resized(viewport));
        elapsed < duration
    }));
}

/// Lets the map glide on from a speed (CSS pixels a millisecond) and come to rest.
pub fn glide(state: State, vx: f64, vy: f64, motion: u32) {
    if page::reduced_motion() {
        return;
    }
    let mut last = 0.;
    page::animate(Box::new(move |elapsed| {
        if !state.is_moving(motion) {
            return false;
        }
        // The way covered between two moments of an exponential fade.
        let way = FADE * ((-last / FADE).exp() - (-elapsed / FADE).exp());
        last = elapsed;
        state.set_camera(state.view.camera.get_untracked().panned(vx * way, vy * way));
        (-elapsed / FADE).exp() * vx.hypot(vy) > REST
    }));
}
