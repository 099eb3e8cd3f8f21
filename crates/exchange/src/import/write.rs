//! The text of a layer, as the project's own layers look: a feature a line.

use serde_json::{Map, Value, json};
use styles::Style;

use crate::import::part::{LonLat, Part};

/// West, south, east, north of positions, wherever they lie.
#[derive(Debug, Default)]
pub(crate) struct Bounds {
    /// From where to where each edge goes; a point alone is one of no length.
    spans: Vec<(f64, f64)>,
    latitudes: Option<(f64, f64)>,
}

impl Bounds {
    pub(crate) fn hold(&mut self, parts: &[Part<LonLat>]) {
        for part in parts {
            match part {
                Part::Point(position) => self.line(std::slice::from_ref(position)),
                Part::Line(line) => self.line(line),
                Part::Area(rings) => rings.iter().for_each(|ring| self.line(ring)),
            }
        }
    }

    fn line(&mut self, line: &[LonLat]) {
        // Edges of a line hang together.
        let west = line.iter().map(|[lon, _]| *lon).fold(f64::INFINITY, f64::min);
        let east = line.iter().map(|[lon, _]| *lon).fold(f64::NEG_INFINITY, f64::max);
        self.spans.push((west, east));
        for [_, lat] in line {
            let (south, north) = self.latitudes.unwrap_or((*lat, *lat));
            self.latitudes = Some((south.min(*lat), north.max(*lat)));
        }
    }

    fn bbox(&self) -> Option<[f64; 4]> {
        let (south, north) = self.latitudes?;
        let (west, east) = lint::span(self.spans.clone())?;
        Some([west, south, east, north])
    }
}

/// A collection of features that are written already.
pub(crate) fn collection(lines: &[String], bounds: &Bounds) -> String {
    let bbox = bounds.bbox().unwrap_or_default().map(|number| number.to_string()).join(",");
    let features = lines.join(",\n");
    format!("{{\"type\":\"FeatureCollection\",\"bbox\":[{bbox}],\"features\":[\n{features}\n]}}\n")
}

/// A feature, in a line.
pub(crate) fn feature(
    id: &str,
    names: &[(String, String)],
    style: Style,
    source: &str,
    parts: &[Part<LonLat>],
) -> String {
    let names: Map<String, Value> =
        names.iter().map(|(language, name)| (language.clone(), json!(name))).collect();
    let (id, names, source) = (json!(id), Value::Object(names), json!(source));
    let (style, geometry) = (style.name(), geometry(parts));
    format!(
        "{{\"type\":\"Feature\",\"id\":{id},\"properties\":{{\"name\":{names},\"style\":\"{style}\",\
         \"source\":{source}}},\"geometry\":{geometry}}}"
    )
}

/// Parts, all of one kind.
fn geometry(parts: &[Part<LonLat>]) -> String {
    let kind = match parts.first() {
        Some(Part::Line(_)) => "LineString",
        Some(Part::Area(_)) => "Polygon",
        _ => "Point",
    };
    let all: Vec<String> = parts.iter().map(coordinates).collect();
    match &all[..] {
        [one] => format!("{{\"type\":\"{kind}\",\"coordinates\":{one}}}"),
        all => format!("{{\"type\":\"Multi{kind}\",\"coordinates\":[{}]}}", all.join(",")),
    }
}

fn coordinates(part: &Part<LonLat>) -> String {
    match part {
        Part::Point(position) => shown(position),
        Part::Line(positions) => line(positions),
        Part::Area(rings) => {
            let rings: Vec<String> = rings.iter().map(|ring| line(ring)).collect();
            format!("[{}]", rings.join(","))
        }
    }
}

fn line(line: &[LonLat]) -> String {
    let positions: Vec<String> = line.iter().map(shown).collect();
    format!("[{}]", positions.join(","))
}

fn shown([lon, lat]: &LonLat) -> String {
    format!("[{lon},{lat}]")
}
