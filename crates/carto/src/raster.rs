//! How large a canvas may be: browsers give none beyond some limit, or one that
//! stays blank, and say nothing.

use lean::number::limited;

use crate::geometry::ScreenSize;

/// Device pixels that every browser gives. Safari has the least: 16 Mi on a
/// phone, 4096 × 4096.
const MOST_PIXELS: f64 = 16_777_216.;

/// Device pixels per CSS pixel of a canvas of `size` (CSS pixels): `wanted`, or as
/// many as the canvas may have.
pub fn pixel_ratio(wanted: f64, size: ScreenSize) -> f64 {
    wanted.min((MOST_PIXELS / (size.width * size.height).max(1.)).sqrt())
}

/// How far a picture reaches beyond a viewport of `size` on each side, in CSS
/// pixels, so that a drag uncovers nothing: a fifth of the shorter side, 40 to 160;
/// towards 40 where the canvas would be too large at `ratio`.
pub fn margin(size: ScreenSize, ratio: f64) -> f64 {
    let most = limited(size.width.min(size.height) * 0.2, 40., 160.);
    // (width + 2m)(height + 2m) ratio² = MOST_PIXELS
    let room = MOST_PIXELS / (ratio * ratio);
    let fits = ((size.width - size.height).powi(2) + 4. * room).sqrt() - size.width - size.height;
    limited(fits / 4., 40., most).floor()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn size(width: f64, height: f64) -> ScreenSize {
        ScreenSize { width, height }
    }

    #[test]
    fn a_common_window_is_as_sharp_as_the_screen_and_has_its_whole_margin() {
        for (width, height, ratio, want) in
            [(1280., 800., 1., 160.), (390., 844., 3., 78.), (1920., 1080., 2., 160.)]
        {
            assert_eq!(margin(size(width, height), ratio), want);
            let whole = size(width + 2. * want, height + 2. * want);
            assert_eq!(pixel_ratio(ratio, whole), ratio);
        }
    }

    #[test]
    fn a_window_of_five_thousand_pixels_is_a_little_less_sharp() {
        assert_eq!(margin(size(5120., 3200.), 1.), 40.);
        let ratio = pixel_ratio(1., size(5200., 3280.));
        assert!((0.99..1.).contains(&ratio), "{ratio}");
    }

    proptest! {
        #[test]
        fn no_canvas_has_more_pixels_than_browsers_give(
            width in 1_f64..20_000., height in 1_f64..20_000., wanted in 0.1_f64..8.,
        ) {
            let margin = margin(size(width, height), wanted);
            prop_assert!((40. ..=160.).contains(&margin));
            let whole = size(width + 2. * margin, height + 2. * margin);
            let ratio = pixel_ratio(wanted, whole);
            prop_assert!(ratio <= wanted);
            prop_assert!(whole.width * whole.height * ratio * ratio <= MOST_PIXELS * (1. + 1e-9));
        }
    }
}
