//! Tables of coordinates: CSV with commas, semicolons or tabs, positions in two columns or as
//! WKT in one.

use serde_json::{Map, Value};

use crate::import::builder::Builder;
use crate::import::draft::Id;
use crate::import::error::ImportError;
use crate::import::part::{Part, Position};
use crate::import::properties;
use crate::import::well_known;
use crate::ledger::{Thing, shown};

const FORMAT: &str = "CSV";
const LATITUDES: [&str; 5] = ["lat", "latitude", "y", "geo_lat", "breite"];
const LONGITUDES: [&str; 7] = ["lon", "lng", "long", "longitude", "x", "geo_lon", "länge"];
const SHAPES: [&str; 6] = ["wkt", "geometry", "geom", "the_geom", "wkt_geom", "geowkt"];

/// Which columns say where a row is.
struct Columns {
    lat: Option<usize>,
    lon: Option<usize>,
    wkt: Option<usize>,
}

/// Whether a header is one of these with something before it, as `geo_Longitude` or
/// `Start Lat`; letters alone (`x`) are too little to tell by.
fn is_called_after(header: &str, known: &[&str]) -> bool {
    let is_apart = |before: &str| before.ends_with([' ', '_', '-', '.']);
    known.iter().filter(|known| known.len() > 2).any(|known| header.strip_suffix(known).is_some_and(is_apart))
}

/// The place of the only one that fits.
fn only(headers: &[String], fits: impl Fn(&str) -> bool) -> Option<usize> {
    let mut fitting = headers.iter().enumerate().filter(|(_, header)| fits(header)).map(|(at, _)| at);
    fitting.next().filter(|_| fitting.next().is_none())
}

/// Reads a table. Its first row names the columns.
pub(crate) fn read(builder: &mut Builder<'_>, stem: &str, text: &str) -> Result<(), ImportError> {
    let delimiter = delimiter(text);
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
    let unreadable = |error: csv::Error| ImportError::unreadable(FORMAT, error.to_string());
    let headers: Vec<String> =
        reader.headers().map_err(unreadable)?.iter().map(|header| header.trim().to_owned()).collect();
    let lower: Vec<String> = headers.iter().map(|header| header.to_lowercase()).collect();
    let find = |known: &[&str]| {
        let named = known.iter().find_map(|known| lower.iter().position(|header| header == known));
        named.or_else(|| only(&lower, |header| is_called_after(header, known)))
    };
    let columns = Columns { lat: find(&LATITUDES), lon: find(&LONGITUDES), wkt: find(&SHAPES) };
    if columns.wkt.is_none() && (columns.lat.is_none() || columns.lon.is_none()) {
        let got = shown(&headers.join(", "));
        let reason =
            format!("columns {got}: expected lat and lon (or latitude and longitude, y and x), or wkt");
        return Err(ImportError::unreadable(FORMAT, reason));
    }
    let layer = builder.layer(stem);
    for row in reader.records() {
        let row = row.map_err(unreadable)?;
        let geometry = parts(&columns, &row, delimiter);
        let used = |at: usize| match &geometry {
            Ok((_, true)) => Some(at) == columns.wkt,
            _ => Some(at) == columns.lat || Some(at) == columns.lon,
        };
        let mut properties = Map::new();
        for (at, cell) in row.iter().enumerate().filter(|(at, cell)| !used(*at) && !cell.trim().is_empty()) {
            let header = headers.get(at).filter(|header| !header.is_empty());
            let key = header.cloned().unwrap_or_else(|| format!("column {}", at + 1));
            let key = if properties.contains_key(&key) { format!("{key} (another)") } else { key };
            properties.insert(key, Value::String(cell.trim().to_owned()));
        }
        let name = properties::called(Some(&properties), &builder.options.language);
        let place = builder.place(layer, name);
        let mut draft = builder.draft(Some(&properties), Id::None, &place);
        match geometry {
            Ok((parts, _)) => draft.parts = parts,
            Err(why) => {
                builder.ledger.dropped(Thing::Feature, 1, why, &place);
                continue;
            }
        }
        builder.add(layer, &place, draft)?;
    }
    Ok(())
}

/// What parts the columns: of which the first row has the most, outside quotation marks.
fn delimiter(text: &str) -> u8 {
    let mut is_quoted = false;
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    for byte in text.trim_start().bytes() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'\n' if !is_quoted => break,
            _ if is_quoted => {}
            _ => counts.iter_mut().filter(|count| count.0 == byte).for_each(|count| count.1 += 1),
        }
    }
    let mut best = counts[0];
    for count in counts {
        if count.1 > best.1 {
            best = count;
        }
    }
    best.0
}

/// Where a row is, and whether WKT says it.
fn parts(columns: &Columns, row: &csv::StringRecord, delimiter: u8) -> Result<(Vec<Part>, bool), String> {
    let cell = |at: Option<usize>| at.and_then(|at| row.get(at)).map_or("", str::trim);
    let wkt = cell(columns.wkt);
    if !wkt.is_empty() {
        return well_known::parts(wkt).map(|parts| (parts, true));
    }
    let (lat, lon) = (cell(columns.lat), cell(columns.lon));
    if lat.is_empty() && lon.is_empty() {
        return Ok((Vec::new(), false));
    }
    let number = |text: &str| {
        let decimal =
            if delimiter == b',' && !text.contains(',') { text.to_owned() } else { text.replace(',', ".") };
        let read = decimal.parse::<f64>().ok();
        read.ok_or_else(|| format!("expected a number of degrees like 40.1776, got “{}”", shown(text)))
    };
    Ok((vec![Part::Point(Position::flat(number(lon)?, number(lat)?))], false))
}
