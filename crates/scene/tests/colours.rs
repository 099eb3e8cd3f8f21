//! The parties' colours in the page's style sheet: each stands out from the land,
//! and from every other whatever colours an eye does not see.

use std::fs;
use std::path::Path;

use atlas::manifest::MOST_SIDES;

/// Red, green and blue, linear, 0 to 1.
type Rgb = [f64; 3];

/// Every rule of the page's style sheet, whatever files it is in.
fn css(folder: &Path) -> String {
    let mut paths: Vec<_> =
        fs::read_dir(folder).expect("src/ can be read").flatten().map(|e| e.path()).collect();
    paths.sort();
    let text = |path: &Path| {
        if path.is_dir() {
            css(path)
        } else if path.extension().is_some_and(|end| end == "css") {
            fs::read_to_string(path).expect("a style sheet can be read")
        } else {
            String::new()
        }
    };
    paths.iter().map(|path| text(path)).collect()
}

/// The values of a custom property: light, dark, forced.
fn values(name: &str) -> Vec<String> {
    let css = css(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../src"));
    let set = format!("--{name}:");
    css.split(&set).skip(1).map(|rest| rest.split_once(';').expect("an end").0.trim().to_owned()).collect()
}

/// A colour in light (0) or dark (1).
fn colour(name: &str, scheme: usize) -> Rgb {
    let values = values(name);
    let hex = values.get(scheme).and_then(|value| value.strip_prefix('#'));
    let hex = hex.unwrap_or_else(|| panic!("--{name} is {values:?}"));
    [0, 2, 4].map(|at| {
        let share = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).expect("hexadecimal")) / 255.;
        if share <= 0.040_45 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    })
}

/// WCAG's contrast of two colours, from 1 to 21.
fn contrast(a: Rgb, b: Rgb) -> f64 {
    let light = |[r, g, b]: Rgb| 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
    let (a, b) = (light(a), light(b));
    a.max(b) / a.min(b)
}

fn times(matrix: [[f64; 3]; 3], by: Rgb) -> Rgb {
    matrix.map(|row| row.iter().zip(by).map(|(a, b)| a * b).sum())
}

/// What is seen of a colour without each kind of cones, and with all (G. Machado
/// and others, "A physiologically-based model for simulation of color vision
/// deficiency", 2009, table of severity 1).
fn seen(colour: Rgb) -> [Rgb; 4] {
    const PROTANOPIA: [[f64; 3]; 3] = [
        [0.152_286, 1.052_583, -0.204_868],
        [0.114_503, 0.786_281, 0.099_216],
        [-0.003_882, -0.048_116, 1.051_998],
    ];
    const DEUTERANOPIA: [[f64; 3]; 3] = [
        [0.367_322, 0.860_646, -0.227_968],
        [0.280_085, 0.672_501, 0.047_413],
        [-0.011_820, 0.042_940, 0.968_881],
    ];
    const TRITANOPIA: [[f64; 3]; 3] = [
        [1.255_528, -0.076_749, -0.178_779],
        [-0.078_411, 0.930_809, 0.147_602],
        [0.004_733, 0.691_367, 0.303_900],
    ];
    let without = |matrix| times(matrix, colour).map(|share: f64| share.clamp(0., 1.));
    [colour, without(PROTANOPIA), without(DEUTERANOPIA), without(TRITANOPIA)]
}

/// How different two colours look: their distance in `OKLab` (B. Ottosson, 2020),
/// in which black and white are 1 apart.
fn difference(a: Rgb, b: Rgb) -> f64 {
    let lab = |colour| {
        let cones = times(
            [
                [0.412_221_47, 0.536_332_54, 0.051_445_99],
                [0.211_903_5, 0.680_699_55, 0.107_396_96],
                [0.088_302_46, 0.281_718_84, 0.629_978_7],
            ],
            colour,
        );
        times(
            [
                [0.210_454_26, 0.793_617_79, -0.004_072_05],
                [1.977_998_5, -2.428_592_2, 0.450_593_71],
                [0.025_904_04, 0.782_771_77, -0.808_675_77],
            ],
            cones.map(f64::cbrt),
        )
    };
    let (a, b) = (lab(a), lab(b));
    a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
}

#[test]
fn each_party_stands_out_from_the_land_three_to_one_in_light_and_dark() {
    for scheme in [0, 1] {
        let land = colour("map-land", scheme);
        for party in 0..MOST_SIDES {
            let got = contrast(colour(&format!("side-{party}"), scheme), land);
            assert!(got >= 3., "--side-{party}: {got:.2} to 1 in scheme {scheme}");
        }
    }
}

#[test]
fn no_two_parties_look_alike_to_any_eye() {
    // The first two differ by 0.108 where it is least.
    const LEAST: f64 = 0.1;
    for scheme in [0, 1] {
        let colours: Vec<[Rgb; 4]> =
            (0..MOST_SIDES).map(|party| seen(colour(&format!("side-{party}"), scheme))).collect();
        for (party, a) in colours.iter().enumerate() {
            for (other, b) in colours[..party].iter().enumerate() {
                for (eye, (a, b)) in a.iter().zip(b).enumerate() {
                    let got = difference(*a, *b);
                    assert!(got >= LEAST, "{party} and {other}, scheme {scheme}, eye {eye}: {got:.3}");
                }
            }
        }
    }
}

#[test]
fn stripes_stand_out_from_their_tone() {
    for scheme in [0, 1] {
        for party in 0..MOST_SIDES {
            let tone = colour(&format!("side-{party}-tone"), scheme);
            let got = contrast(colour(&format!("side-{party}"), scheme), tone);
            assert!(got >= 2.4, "--side-{party}: {got:.2} to 1 on its tone in scheme {scheme}");
        }
    }
}

#[test]
fn where_the_reader_forces_colours_they_are_the_readers() {
    for party in 0..MOST_SIDES {
        assert_eq!(values(&format!("side-{party}"))[2], "CanvasText");
        assert_eq!(values(&format!("side-{party}-tone"))[2], "Canvas");
        assert_eq!(values(&format!("side-{party}")).len(), 3);
    }
}

#[test]
fn a_card_has_its_partys_colour() {
    for party in 0..MOST_SIDES {
        assert!(values("claim").contains(&format!("var(--side-{party})")));
    }
}
