//! Writes a story in any format.

use languages::lang;

use super::format::Format;
use super::iri::Names;
use super::story::Story;
use super::told::Teller;
use super::{annotations, geo_json, kml, linked_places, table};
use crate::ledger::Ledger;

/// An atlas in another format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    /// The file.
    pub text: String,
    /// What became of everything.
    pub ledger: Ledger,
}

/// Writes `story` in `format`. Where a format has one text for many languages, it is in
/// `language` (BCP 47), or the nearest that a text is in. `url` is the address where the atlas
/// is published, by which others can cite its places and claims; without, they have names that
/// are the same every time (RFC 9562) and lead nowhere.
pub fn export(story: &Story, format: Format, language: &str, url: Option<&str>) -> Export {
    let mut ledger = Ledger::default();
    story.account(format, &mut ledger);
    let teller = Teller { atlas: &story.atlas, lang: lang(language) };
    let names = Names { atlas: &story.atlas.manifest.id, url };
    let text = match format {
        Format::GeoJson => geo_json::write(story, &teller, &mut ledger),
        Format::Csv => table::write(story, &teller, &mut ledger),
        Format::Annotations => annotations::write(story, &names, &mut ledger),
        Format::LinkedPlaces => linked_places::write(story, &teller, &names, &mut ledger),
        Format::Kml => kml::write(story, &teller, &mut ledger),
    };
    Export { text, ledger }
}
