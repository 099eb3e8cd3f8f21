//! A scale bar: a round length on the ground and how long it is on screen.

use crate::{camera::Camera, projection::metres_per_world_unit};

/// A length to draw and to name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ScaleBar {
    /// Metres on the ground: 1, 2 or 5 times a power of ten.
    pub metres: f64,
    /// CSS pixels on screen, at the camera's centre.
    pub width: f64,
}

/// The longest round bar of at most `max_width` CSS pixels, true at the
/// camera's centre.
pub fn scale_bar(camera: &Camera, max_width: f64) -> ScaleBar {
    let metres_per_pixel = metres_per_world_unit(camera.centre.y) / camera.scale();
    let most = metres_per_pixel * max_width;
    let mut metres = 1.;
    // 1, 2, 5, 10, …: each step is as long as fits.
    for factor in [2., 2.5, 2.].into_iter().cycle().take(24) {
        if metres * factor > most {
            break;
        }
        metres *= factor;
    }
    ScaleBar { metres, width: metres / metres_per_pixel }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{LonLat, Viewport, projection::project};

    #[test]
    fn at_forty_degrees_and_zoom_eight_a_hundred_pixels_hold_twenty_kilometres() {
        let camera = Camera {
            centre: project(LonLat { lon: 46., lat: 40. }),
            zoom: 8.,
            viewport: Viewport::default(),
        };
        let bar = scale_bar(&camera, 100.);
        assert_eq!(bar.metres, 20_000.);
        assert!((bar.width - 42.7).abs() < 0.1, "{bar:?}");
    }
}
