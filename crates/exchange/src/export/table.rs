//! A table for spreadsheets: a line a region and claim, regions without a claim too.

use atlas::{Claim, Region};

use super::story::Story;
use super::told::Teller;
use crate::import::Part;
use crate::ledger::{Ledger, Place, Thing};

/// Without, spreadsheets take the file for one in the encoding of their country.
const MARK: char = '\u{feff}';
/// What a spreadsheet takes for the beginning of a formula.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

pub(crate) fn write(story: &Story, teller: &Teller<'_>, ledger: &mut Ledger) -> String {
    let atlas = &story.atlas;
    let credits = teller.credits().join("; ");
    let mut rows = Vec::new();
    for region in atlas.regions_in_order() {
        let place = place_of(story, region, &credits);
        let claims = atlas.own_claims(&region.id);
        if claims.is_empty() {
            rows.push(place.clone());
        }
        rows.extend(claims.into_iter().map(|claim| [place.clone(), said(teller, claim)].concat()));
        if story.of(&region.id).all(|one| matches!(one.parts[..], [Part::Point(_)])) {
            ledger.kept(Thing::Region, 1);
        } else {
            let place = Place { name: Some(region.id.clone()), ..Place::default() };
            let why = "a position in it stands for its outlines and lines";
            ledger.approximated(Thing::Region, 1, why, &place);
        }
    }
    let header: Vec<String> = rows
        .iter()
        .max_by_key(|row| row.len())
        .map(|row| row.iter().map(|(name, _)| name.clone()).collect())
        .unwrap_or_default();
    let mut formulas = 0;
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    // Into memory, where nothing can fail, rows of one length.
    let _ = writer.write_record(&header);
    for row in rows {
        let mut cells: Vec<String> = row.into_iter().map(|(_, cell)| cell.shown(&mut formulas)).collect();
        cells.resize(header.len(), String::new());
        let _ = writer.write_record(&cells);
    }
    let nowhere = Place::default();
    let why = "an apostrophe before it keeps a spreadsheet from taking it for a formula";
    ledger.approximated(Thing::Text, formulas, why, &nowhere);
    let counts = story.counts();
    ledger.kept(Thing::Claim, counts.claims);
    ledger.dropped(Thing::Note, counts.notes, "the table has claims alone", &nowhere);
    let why = "in other languages and of parties: the table has what the map calls a region";
    ledger.dropped(Thing::Name, counts.names, why, &nowhere);
    format!("{MARK}{}", String::from_utf8_lossy(&writer.into_inner().unwrap_or_default()))
}

#[derive(Clone)]
enum Cell {
    Text(String),
    Number(f64),
    Nothing,
}

/// A column's name, and what stands in it.
type Row = Vec<(String, Cell)>;

impl Cell {
    fn shown(self, formulas: &mut usize) -> String {
        match self {
            Self::Text(text) if text.starts_with(FORMULA) => {
                *formulas += 1;
                format!("'{text}")
            }
            Self::Text(text) => text,
            Self::Number(number) => number.to_string(),
            Self::Nothing => String::new(),
        }
    }
}

fn cell(name: &str, text: impl Into<String>) -> (String, Cell) {
    (name.to_owned(), Cell::Text(text.into()))
}

/// A text in every language of the atlas.
fn in_all(languages: &[String], name: &str, text: &atlas::Localized) -> Row {
    languages.iter().map(|code| cell(&format!("{name}_{code}"), text.get(code).unwrap_or_default())).collect()
}

fn place_of(story: &Story, region: &Region, credits: &str) -> Row {
    let mut row =
        vec![cell("region", &*region.id), cell("part_of", region.parent.as_deref().unwrap_or_default())];
    row.extend(in_all(&story.atlas.manifest.languages, "name", &region.label));
    let at = story.position(region);
    for (axis, name) in ["longitude", "latitude"].into_iter().enumerate() {
        row.push((name.to_owned(), at.map_or(Cell::Nothing, |at| Cell::Number(at[axis]))));
    }
    row.push(cell("map_data", credits));
    row
}

fn said(teller: &Teller<'_>, claim: &Claim) -> Row {
    let atlas = teller.atlas;
    let source = &atlas.claims.source;
    let party = atlas.party_of_speaker(&claim.speaker).map_or("", |party| teller.text(&party.name));
    let date = |date: Option<atlas::PartialDate>| date.map(|date| date.to_string()).unwrap_or_default();
    let mut row = vec![
        cell("claim", &*claim.id),
        cell("kind", teller.kind(claim)),
        cell("speaker", teller.speaker(claim)),
        cell("party", party),
    ];
    row.extend(in_all(&atlas.manifest.languages, "summary", &claim.summary));
    row.extend([
        cell("excerpt", claim.exact().unwrap_or_default()),
        cell("left_out", claim.omitted.as_ref().map_or("", |omitted| teller.text(omitted))),
        cell("from", date(claim.when.start)),
        cell("until", date(claim.when.end)),
        cell("whence", teller.whence(claim)),
        cell("title", &*source.title),
        cell("url", source.url.as_deref().unwrap_or_default()),
    ]);
    row
}
