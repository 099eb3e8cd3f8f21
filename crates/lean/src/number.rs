//! A little arithmetic that the standard library has too.

use std::f64::consts::FRAC_PI_2;

/// `value`, or the nearer of the bounds where it is beyond them; `max` where
/// they have crossed. `f64::clamp` panics there and writes its bounds out,
/// which brings 13 KB of number formatting.
#[allow(clippy::manual_clamp, reason = "the point of it")]
pub fn limited(value: f64, min: f64, max: f64) -> f64 {
    value.max(min).min(max)
}

/// The sine of an angle of at most a quarter turn either way, to 1e-13: its
/// Taylor series. The library's takes any angle, at 7 KB.
pub fn sine(angle: f64) -> f64 {
    let square = angle * angle;
    let mut sum = 0.;
    for n in (1..=9_u32).rev() {
        let n = f64::from(n);
        sum = (1. + sum) * -square / (2. * n * (2. * n + 1.));
    }
    angle * (1. + sum)
}

/// The cosine of an angle of at most a quarter turn either way.
pub fn cosine(angle: f64) -> f64 {
    sine(FRAC_PI_2 - angle.abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_sine_and_the_cosine_within_a_quarter_turn() {
        for step in -100..=100 {
            let angle = f64::from(step) / 100. * FRAC_PI_2;
            assert!((sine(angle) - angle.sin()).abs() < 1e-13, "{angle}");
            assert!((cosine(angle) - angle.cos()).abs() < 1e-13, "{angle}");
        }
    }

    #[test]
    fn bounds_that_crossed_are_no_panic() {
        assert_eq!(limited(5., 1., 3.), 3.);
        assert_eq!(limited(-5., 1., 3.), 1.);
        assert_eq!(limited(2., 1., 3.), 2.);
        assert_eq!(limited(2., 3., 1.), 1.);
    }
}
