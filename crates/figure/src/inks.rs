//! Colours by the names that the style sheet has for them.

use std::collections::BTreeMap;

use carto::decimal::{decimal, parse};
use protocol::Ink;

/// A colour as SVG of 2001 has it: none that lets through, but how opaque it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Colour {
    /// `#rrggbb`, or a name.
    pub colour: String,
    /// From 0 to 1; `None` for 1.
    pub opacity: Option<String>,
}

/// The colours of a figure.
#[derive(Debug, Default)]
pub struct Inks(BTreeMap<String, Colour>);

impl Inks {
    /// Those that are colours: anything else is nobody's.
    pub fn new(inks: &[Ink]) -> Self {
        let known = |ink: &Ink| Some((ink.name.clone(), colour(&ink.colour)?));
        Self(inks.iter().filter_map(known).collect())
    }

    /// The colour that `value` names: `var(--NAME)`, or a colour itself. `None` for
    /// what is not known.
    pub fn colour(&self, value: &str) -> Option<Colour> {
        match value.strip_prefix("var(--").and_then(|rest| rest.strip_suffix(')')) {
            Some(name) => self.0.get(name).cloned(),
            None => colour(value),
        }
    }
}

/// A colour in hexadecimal, by name, or as `rgb()` or `rgba()` in either notation.
fn colour(value: &str) -> Option<Colour> {
    let value = value.trim();
    let is_hex = value.strip_prefix('#').is_some_and(|hex| hex.bytes().all(|b| b.is_ascii_hexdigit()));
    let is_name = !value.is_empty() && value.bytes().all(|b| b.is_ascii_alphabetic());
    if is_hex || is_name {
        return Some(Colour { colour: value.to_owned(), opacity: None });
    }
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
    let opacity = (alpha < 1.).then(|| decimal(alpha, 3));
    Some(Colour { colour: format!("#{r:02x}{g:02x}{b:02x}"), opacity })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(value: &str, want: Option<(&str, Option<&str>)>) {
        let got = colour(value);
        assert_eq!(got.as_ref().map(|c| (&*c.colour, c.opacity.as_deref())), want, "{value}");
    }

    #[test]
    fn a_colour_that_lets_through_is_a_colour_and_an_opacity() {
        check("rgb(252 250 244 / 92%)", Some(("#fcfaf4", Some("0.92"))));
        check("rgba(0, 0, 0, 0.5)", Some(("#000000", Some("0.5"))));
        check("rgb(1,2,3)", Some(("#010203", None)));
    }

    #[test]
    fn other_colours_stay() {
        check(" #abc", Some(("#abc", None)));
        check("CanvasText", Some(("CanvasText", None)));
    }

    #[test]
    fn what_is_no_colour_is_none() {
        for value in ["", "url(//a.b/c)", "rgb(1 2)", "#zz", "red;x", "\"><script>", "u\0rl(a)", "var(--a)"] {
            check(value, None);
        }
    }

    #[test]
    fn a_name_has_its_colour() {
        let inks = Inks::new(&[Ink { name: "ink".to_owned(), colour: "#111".to_owned() }]);
        assert_eq!(inks.colour("var(--ink)").map(|c| c.colour).as_deref(), Some("#111"));
        assert_eq!(inks.colour("var(--paper)"), None);
    }
}
