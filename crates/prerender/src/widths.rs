//! How wide a text will be, without a font: average advances by kind of
//! letter, taken from the wider of the system fonts that the page asks for, so
//! that what is laid out with them fits in the others too.

use carto::{
    ScreenSize,
    style::{LabelKind, Type},
};

/// The size of `text` in the type of `kind`, in CSS pixels: rather too wide
/// than too narrow. Letters of scripts that are not told apart count as wide as capitals.
pub fn measure(text: &str, kind: LabelKind) -> ScreenSize {
    let Type { size, weight, spacing, capitals, .. } = kind.type_();
    let heavier = if weight >= 600 { 1.08 } else { 1. };
    let letters = text.chars().flat_map(|c| {
        let upper = capitals.then(|| c.to_uppercase());
        let as_is = (!capitals).then_some(c);
        upper.into_iter().flatten().chain(as_is)
    });
    let width: f64 = letters.map(|c| advance(c) * size * heavier + spacing).sum();
    // As the app has it: capitals and what hangs below the line.
    ScreenSize { width, height: size * 1.15 }
}

/// The share of the type's size that `c` takes.
fn advance(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | '\'' | '’' | '.' | ',' | ':' | '|' | ' ' | 'î' | 'ï' => 0.29,
        'f' | 'r' | 't' | '(' | ')' | '-' | 'I' | 'Î' | 'Ï' => 0.39,
        'c' | 's' | 'z' | 'k' | 'v' | 'x' | 'y' => 0.54,
        'm' | 'w' => 0.95,
        'M' | 'W' | 'Œ' => 0.96,
        // Arabic: letters join, and most of them are narrow; marks stand above and below.
        '\u{64b}'..='\u{65f}' | '\u{670}' => 0.,
        'ا' | 'أ' | 'إ' | 'آ' | 'ل' => 0.3,
        'س' | 'ش' | 'ص' | 'ض' => 0.9,
        '\u{600}'..='\u{6ff}' => 0.5,
        c if c.is_ascii_digit() => 0.6,
        c if c.is_lowercase() => 0.61,
        'E' | 'F' | 'L' | 'S' | 'T' | 'É' | 'È' => 0.6,
        _ => 0.72,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_heavier_type_and_spacing_take_room() {
        let width = |kind| measure("Géorgie", kind).width;
        assert!(width(LabelKind::Country) > width(LabelKind::Main));
        assert!(width(LabelKind::Main) > width(LabelKind::Region));
        assert!(width(LabelKind::Region) > width(LabelKind::Minor));
        assert!(width(LabelKind::Minor) > width(LabelKind::Town));
    }

    #[test]
    fn arabic_takes_less_room_than_capitals_and_its_marks_none() {
        let width = |text| measure(text, LabelKind::Region).width;
        assert!(width("مينيرفا") < width("MINERVA"));
        assert_eq!(width("قُرئت"), width("قرئت"));
    }

    #[test]
    fn no_letters_take_no_room() {
        assert_eq!(measure("", LabelKind::Town).width, 0.);
    }
}
