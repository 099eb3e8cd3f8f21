//! Newer SVG and CSS said in the SVG of 2001, which every drawing program
//! reads: colours without transparency, pens that scale, letters on their
//! baseline, halos as letters of their own.

use carto::decimal::{decimal, parse};

use crate::markup::{Element, Node};

/// From the middle of the letters to their baseline.
const HALF_HEIGHT: &str = "0.35em";

/// Says `element` plainly; `scale` is how many pixels one of its units is, if
/// that is known.
pub fn plain(element: &mut Element, scale: Option<f64>) {
    for (_, value) in &mut element.attributes {
        if let Some(number) = pixels(value) {
            *value = number.to_owned();
        }
    }
    for (paint, opacity) in
        [("fill", "fill-opacity"), ("stroke", "stroke-opacity"), ("stop-color", "stop-opacity")]
    {
        match element.get(paint) {
            Some("transparent") => element.set(paint, "none"),
            Some(colour) => {
                if let Some((colour, alpha)) = rgb(colour) {
                    element.set(paint, colour);
                    if alpha < 1. && element.get(opacity).is_none() {
                        element.set(opacity, decimal(alpha, 3));
                    }
                }
            }
            None => {}
        }
    }
    if let (Some("non-scaling-stroke"), Some(scale)) = (element.get("vector-effect"), scale) {
        scale_pen(element, scale);
    }
    if let Some("central" | "middle") = element.get("dominant-baseline") {
        element.remove("dominant-baseline");
        element.set("dy", HALF_HEIGHT);
    }
}

/// Pens as wide in units of the element as they were in pixels. One that names
/// no width has one of 1: it inherits none where the page draws without scale.
fn scale_pen(element: &mut Element, scale: f64) {
    let scaled = |text: &str| {
        let number = parse(pixels(text).unwrap_or(text))?;
        Some(decimal(number / scale, 4))
    };
    let width = scaled(element.get("stroke-width").unwrap_or("1"));
    let dash = match element.get("stroke-dasharray") {
        None | Some("none") => Some(None),
        Some(dash) => numbers(dash).map(scaled).collect::<Option<Vec<_>>>().map(Some),
    };
    if let (Some(width), Some(dash)) = (width, dash) {
        element.remove("vector-effect");
        element.set("stroke-width", width);
        if let Some(dash) = dash {
            element.set("stroke-dasharray", dash.join(" "));
        }
    }
}

/// How many pixels a unit is within `transform`. `None` where that depends on
/// the direction, or on what is not read here.
pub fn scale(transform: &str) -> Option<f64> {
    let (kind, rest) = transform.trim().split_once('(')?;
    let arguments = rest.strip_suffix(')')?;
    let values: Vec<f64> = numbers(arguments).map(parse).collect::<Option<_>>()?;
    let scale = match (kind, &values[..]) {
        ("translate" | "rotate", _) => 1.,
        ("scale", [s]) => *s,
        ("matrix", [a, b, c, d, _, _]) if a == d && *b == 0. && *c == 0. => *a,
        _ => return None,
    };
    (scale > 0.).then_some(scale)
}

/// The halo of letters under the letters, where one element had both:
/// `paint-order` is of 2016.
pub fn layered(mut element: Element) -> Vec<Node> {
    let order = element.remove("paint-order");
    let is_haloed = order.is_some_and(|o| o.starts_with("stroke"))
        && element.get("stroke").is_some_and(|stroke| stroke != "none");
    if !is_haloed {
        return vec![Node::Element(element)];
    }
    let mut halo = element.clone();
    halo.set("fill", "none");
    halo.set("stroke-linejoin", "round");
    halo.set("aria-hidden", "true");
    for pen in ["stroke", "stroke-width", "stroke-opacity", "stroke-linejoin"] {
        element.remove(pen);
    }
    vec![Node::Element(halo), Node::Element(element)]
}

/// The number of "2.4px".
fn pixels(value: &str) -> Option<&str> {
    value.strip_suffix("px").filter(|number| parse(number).is_some())
}

fn numbers(text: &str) -> impl Iterator<Item = &str> {
    text.split([' ', ',']).filter(|n| !n.is_empty())
}

/// The colour of `rgb()` and `rgba()` in either notation, and how opaque it is.
fn rgb(value: &str) -> Option<(String, f64)> {
    let arguments = value.strip_prefix("rgba(").or_else(|| value.strip_prefix("rgb("))?.strip_suffix(')')?;
    let share = |text: &str, whole: f64| match text.strip_suffix('%') {
        Some(percent) => parse(percent).map(|p| p / 100.),
        None => parse(text).map(|n| n / whole),
    };
    let parts: Vec<&str> = arguments.split([' ', ',', '/']).filter(|n| !n.is_empty()).collect();
    let (channels, alpha) = match &parts[..] {
        [channels @ .., alpha] if channels.len() == 3 => (channels, share(alpha, 1.)?),
        channels => (channels, 1.),
    };
    let bytes = channels.iter().map(|c| Some((share(c, 255.)? * 255.).round() as u8));
    let &[r, g, b] = &bytes.collect::<Option<Vec<u8>>>()?[..] else { return None };
    Some((format!("#{r:02x}{g:02x}{b:02x}"), alpha))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markup::{read, written};

    #[track_caller]
    fn check(text: &str, scale: Option<f64>, want: &str) {
        let Some(Node::Element(mut element)) = read(text).unwrap().pop() else {
            panic!("no element: {text}")
        };
        plain(&mut element, scale);
        assert_eq!(written(&layered(element)), want);
    }

    #[test]
    fn a_colour_that_lets_through_is_a_colour_and_an_opacity() {
        check("<a fill='rgb(252 250 244 / 92%)'/>", None, r##"<a fill="#fcfaf4" fill-opacity="0.92"/>"##);
        check("<a stroke='rgba(0, 0, 0, 0.5)'/>", None, r##"<a stroke="#000000" stroke-opacity="0.5"/>"##);
        check("<a fill='rgb(1,2,3)'/>", None, r##"<a fill="#010203"/>"##);
        check("<a fill='transparent'/>", None, r#"<a fill="none"/>"#);
    }

    #[test]
    fn other_colours_stay() {
        check("<a fill='#abc' stroke='url(#x)'/>", None, r##"<a fill="#abc" stroke="url(#x)"/>"##);
        check("<a fill='rgb(1 2)'/>", None, r#"<a fill="rgb(1 2)"/>"#);
    }

    #[test]
    fn a_pen_that_does_not_scale_is_as_wide_as_its_unit_is_small() {
        let pen = "<a vector-effect='non-scaling-stroke' stroke-width='2px' stroke-dasharray='10px, 5px'/>";
        check(pen, Some(0.5), r#"<a stroke-width="4" stroke-dasharray="20 10"/>"#);
        check("<a vector-effect='non-scaling-stroke'/>", Some(0.25), r#"<a stroke-width="4"/>"#);
        let kept = r#"<a vector-effect="non-scaling-stroke" stroke-width="2" stroke-dasharray="10px, 5px"/>"#;
        check(pen, None, kept);
    }

    #[test]
    fn letters_have_their_halo_below() {
        check(
            "<text stroke='#fff' stroke-width='3' fill='#000' paint-order='stroke' dominant-baseline='central'>a</text>",
            None,
            concat!(
                r##"<text stroke="#fff" stroke-width="3" fill="none" dy="0.35em" stroke-linejoin="round" aria-hidden="true">a</text>"##,
                r##"<text fill="#000" dy="0.35em">a</text>"##,
            ),
        );
    }

    #[test]
    fn a_unit_has_as_many_pixels_as_its_transform_says() {
        assert_eq!(scale("matrix(0.0078125 0 0 0.0078125 -3 4.5)"), Some(0.007_812_5));
        assert_eq!(scale("translate(10 20)"), Some(1.));
        assert_eq!(scale("scale(2)"), Some(2.));
        for unknown in ["matrix(1 0 0 2 0 0)", "scale(2 3)", "scale(2) scale(3)", "scale(0)", "skewX(3)", ""]
        {
            assert_eq!(scale(unknown), None, "{unknown}");
        }
    }
}
