//! The colours of paper, as the page's style sheet has them. A page asks its browser for
//! these; without one they are read here.

use protocol::Ink;

/// Every colour of the page.
const SHEET: &str = include_str!("../../../src/style/colours.css");
/// What figures have the colours of.
const CLASS: &str = ".paper";

/// The custom properties of what is on paper, without their hyphens.
pub fn paper() -> Vec<Ink> {
    declared(SHEET, CLASS)
}

/// The custom properties that the first rule of a style sheet for `selector` declares.
fn declared(sheet: &str, selector: &str) -> Vec<Ink> {
    let sheet = without_comments(sheet);
    let rules = sheet.split('}').filter_map(|rule| rule.rsplit_once('{'));
    let mut own = rules.filter(|(selectors, _)| selectors.split(',').any(|one| one.trim() == selector));
    let declarations = own.next().map_or("", |(_, declarations)| declarations).split(';');
    let ink = |declaration: &str| {
        let (name, value) = declaration.split_once(':')?;
        let name = name.trim().strip_prefix("--")?;
        Some(Ink { name: name.to_owned(), colour: value.trim().to_owned() })
    };
    declarations.filter_map(ink).collect()
}

fn without_comments(sheet: &str) -> String {
    let mut parts = sheet.split("/*");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |all, part| all + part.split_once("*/").map_or("", |(_, rest)| rest))
}

#[cfg(test)]
mod tests {
    use atlas::manifest::MOST_SIDES;
    use carto::style::{BASE_INKS, NAME_INKS};
    use scene::marks;

    use super::*;
    use crate::inks::Inks;

    #[test]
    fn a_rule_is_read_as_it_stands() {
        let sheet = "/* a: b; } */ :root,\n.paper {\n color-scheme: light;\n --ink: #111; /* not --ink: #222; */\n\
                     --halo: rgb(1 2 3 / 4%);\n}\n@media print {\n .paper { --ink: #333; } }";
        let ink = |name: &str, colour: &str| Ink { name: name.to_owned(), colour: colour.to_owned() };
        assert_eq!(declared(sheet, ".paper"), [ink("ink", "#111"), ink("halo", "rgb(1 2 3 / 4%)")]);
        assert!(declared(sheet, ".sheet").is_empty());
    }

    #[test]
    fn everything_in_a_figure_has_its_colour() {
        let inks = Inks::new(&paper());
        let map = BASE_INKS.iter().chain(&NAME_INKS).map(|ink| format!("map-{}", ink.0));
        let sides = (0..MOST_SIDES).flat_map(marks::inks_of);
        for name in map.chain(sides).chain(marks::INKS.map(str::to_owned)) {
            assert!(inks.colour(&format!("var(--{name})")).is_some(), "{name}");
        }
    }
}
