//! The base map of an atlas, cut out of a map of the world.

use std::sync::Arc;

use atlas::check::MANIFEST_FILE;
use atlas::manifest::{LayerEntry, Role};
use jsonc_parser::cst::CstInputValue;
use serde_json::{Map, Value, json};

use crate::begin::layer;
use crate::kind::Kind;
use crate::layer::features;
use crate::project::Project;
use crate::proposals::Place;
use crate::refused::Refused;
use crate::shape::{Shape, joined};
use crate::words;

/// The layers that a base map is made of, the lowest first: their ids and files.
pub const GROUND: [(&str, &str); 3] =
    [("sea", "base/sea.geojson"), ("land", "base/land.geojson"), ("towns", "base/towns.geojson")];

/// How many towns a base map has.
const TOWNS: usize = 40;

/// The countries of the world, and its towns, the greatest first.
#[derive(Debug, Default)]
pub struct World {
    countries: Vec<(Map<String, Value>, String, Shape)>,
    towns: Vec<Place>,
}

impl World {
    /// Reads a map of countries (GeoJSON, a feature a line) and a list of towns (see
    /// [`Place::from_line`]). What cannot be read of it is left out.
    #[must_use]
    pub fn new(countries: &str, towns: &str) -> Self {
        let features = countries.lines().filter_map(|line| {
            let feature: Value = serde_json::from_str(line.trim().trim_end_matches(',')).ok()?;
            let properties = feature.get("properties")?.as_object()?.clone();
            let id = feature.get("id")?.as_str()?.to_owned();
            Some((properties, id, Shape::from_geometry(feature.get("geometry")?)?))
        });
        Self { countries: features.collect(), towns: towns.lines().filter_map(Place::from_line).collect() }
    }

    /// Its towns.
    #[must_use]
    pub fn towns(&self) -> &[Place] {
        &self.towns
    }

    /// The shape of a country, by its code of ISO 3166.
    #[must_use]
    pub fn country(&self, iso: &str) -> Option<&Shape> {
        let own =
            |properties: &Map<String, Value>| properties.get("iso").and_then(Value::as_str) == Some(iso);
        self.countries.iter().find(|(properties, ..)| own(properties)).map(|(_, _, shape)| shape)
    }

    /// Its countries as places, by the names that it has and those that `name` knows (a code of
    /// ISO 3166, a language) in these languages: greater than any town.
    #[must_use]
    pub fn country_places(
        &self,
        languages: &[String],
        name: &dyn Fn(&str, &str) -> Option<String>,
    ) -> Vec<Place> {
        let each = self.countries.iter().filter_map(|(properties, _, shape)| {
            let iso = properties.get("iso")?.as_str()?;
            let own = properties.get("name")?.as_object()?;
            let asked = languages.iter().filter_map(|lang| name(iso, lang));
            let others = own.values().filter_map(Value::as_str).map(str::to_owned).chain(asked);
            let [west, south, east, north] = shape.boxes().max_by(|a, b| area(*a).total_cmp(&area(*b)))?;
            Some(Place {
                name: own.get("en")?.as_str()?.to_owned(),
                others: others.collect(),
                at: [f64::midpoint(west, east), f64::midpoint(south, north)],
                people: Place::COUNTRY,
                country: iso.to_owned(),
            })
        });
        each.collect()
    }

    /// The shapes of its countries, and what they are called in a language.
    pub fn countries<'a>(&'a self, lang: &'a str) -> impl Iterator<Item = (&'a Shape, Option<&'a str>)> {
        self.countries.iter().map(move |(properties, _, shape)| {
            let names = properties.get("name");
            let name = names.and_then(|names| names.get(lang).or_else(|| names.get("en"))?.as_str());
            (shape, name)
        })
    }
}

/// A base layer of an atlas.
#[derive(Clone, Debug, PartialEq)]
pub struct Base {
    /// How the manifest has it.
    pub layer: LayerEntry,
    /// Its file; shared with the project.
    pub content: Arc<[u8]>,
}

/// The points of base layers as places, by all the names that they have.
#[must_use]
pub fn places(base: &[Base]) -> Vec<Place> {
    let features = base.iter().flat_map(|base| features(&base.layer, str::from_utf8(&base.content).ok()));
    let each = features.filter_map(|feature| {
        let shape = feature.shape.filter(|shape| shape.kind == Kind::Point)?;
        let texts = |key: &str| feature.properties.get(key).and_then(Value::as_object);
        let all = [texts("name"), texts("local_names")].into_iter().flatten().flat_map(Map::values);
        let mut names = all.filter_map(Value::as_str).map(str::to_owned);
        let (name, at) = (names.next()?, *shape.parts.first()?.first()?);
        Some(Place { name, others: names.collect(), at, people: Place::OWN, country: String::new() })
    });
    each.collect()
}

impl Project {
    /// Its base layers that there are, the lowest first.
    #[must_use]
    pub fn base(&self) -> Vec<Base> {
        let layers = self.manifest().map(|manifest| manifest.layers).unwrap_or_default();
        let base = layers.into_iter().filter(|layer| layer.role == Role::Base);
        base.filter_map(|layer| Some(Base { content: self.content(&layer.file)?, layer })).collect()
    }

    /// With the base map of its extent cut anew: sea, the countries that reach into it, the
    /// greatest of its towns. `name` says what a country is called (its code of ISO 3166, a
    /// language), where the map does not. Its own layers of other names stay as they are.
    ///
    /// # Errors
    /// The manifest cannot be read.
    pub fn grounded(
        &self,
        world: &World,
        name: &dyn Fn(&str, &str) -> Option<String>,
    ) -> Result<Self, Refused> {
        let manifest = self.manifest()?;
        let extent @ [west, south, east, north] = manifest.extent;
        let languages: Vec<&str> = manifest.languages.iter().map(|lang| &**lang).collect();
        let unrolled = if west > east { east + 360. } else { east };
        let corners = [[west, south], [unrolled, south], [unrolled, north], [west, north]];
        let sea = Shape::drawn(Kind::Area, &stepped(&corners)).map(|shape| shape.geometry());
        let sea = feature("sea", &json!({"style": "sea", "source": "own-drawing"}), &sea.unwrap_or_default());
        let land = world.countries.iter().filter_map(|(properties, id, shape)| {
            let shape = within(shape, extent)?;
            let mut properties = properties.clone();
            let iso = properties.remove("iso");
            let own = properties.remove("name").unwrap_or_default();
            let named = languages.iter().filter_map(|&lang| {
                let given = || own.get(lang).and_then(Value::as_str).map(str::to_owned);
                let asked = || name(iso.as_ref()?.as_str()?, lang);
                let english = || own.get("en").and_then(Value::as_str).map(str::to_owned);
                Some((lang.to_owned(), Value::from(given().or_else(asked).or_else(english)?)))
            });
            properties.insert("name".to_owned(), Value::Object(named.collect()));
            Some(feature(id, &Value::Object(properties), &shape.geometry()))
        });
        let mut ids: Vec<String> = Vec::new();
        let seen = world.towns.iter().filter(|town| town.is_within(extent)).take(TOWNS);
        let towns = seen.enumerate().map(|(at, town)| {
            let id = words::free(&exchange::kebab(&town.name), |id| ids.iter().any(|taken| taken == id));
            let named: Map<String, Value> =
                languages.iter().map(|&lang| (lang.to_owned(), Value::from(&*town.name))).collect();
            let rank = 1 + at / 5;
            let properties = json!({"name": named, "style": "place", "rank": rank, "source": "geonames"});
            let geometry = json!({"type": "Point", "coordinates": town.at});
            let line = feature(&id, &properties, &geometry);
            ids.push(id);
            line
        });
        let texts = [vec![sea], land.collect(), towns.collect()];
        let mut next = self.clone();
        for ((_, file), lines) in GROUND.into_iter().zip(texts) {
            let text = collection(&lines);
            let mended = lint::mend::mended(&text).map_or(text, |mended| mended.text);
            next = next.with(file, mended);
        }
        next = next
            .with_heading("own-drawing", words::OWN_DRAWING)
            .with_heading("natural-earth", NATURAL_EARTH)
            .with_heading("geonames", GEONAMES);
        next.edited(MANIFEST_FILE, |root| {
            let layers = root.array_value_or_set("layers");
            let named: [fn(&words::Words) -> &'static str; 3] =
                [|words| words.sea, |words| words.land, |words| words.towns];
            for (index, ((id, file), word)) in GROUND.into_iter().zip(named).enumerate() {
                if !manifest.layers.iter().any(|layer| layer.file == file) {
                    let name = words::localized(languages.iter().copied(), word);
                    layers.insert(index, layer(id, file, "base", name));
                }
            }
            let credits = root.array_value_or_set("credits");
            for (text, licence, url) in CREDITS {
                if !manifest.credits.iter().any(|credit| credit.text == text) {
                    let credit = [("text", text), ("licence", licence), ("url", url)];
                    credits.append(CstInputValue::Object(
                        credit.map(|(key, value)| (key.to_owned(), value.into())).into(),
                    ));
                }
            }
            Ok(())
        })
    }
}

const NATURAL_EARTH: &str = "Natural Earth 1:50,000,000, admin-0 countries, public domain, \
    through npm `world-atlas` 2.0.2. It draws control on the ground as it sees it, not claims: drawing a \
    line endorses nothing. Countries that reach into the extent, whole islands and parts of them.";

const GEONAMES: &str = "GeoNames, CC BY 4.0: the greatest towns of the extent by their number of people.";

/// Whom to thank: the text, the licence, the address.
const CREDITS: [(&str, &str, &str); 2] = [
    ("Natural Earth", "Public domain", "https://www.naturalearthdata.com/"),
    ("GeoNames", "CC BY 4.0", "https://www.geonames.org/"),
];

/// A ring with positions on its long edges, so that nobody takes one for the shorter way round
/// the Earth.
fn stepped(ring: &[[f64; 2]]) -> Vec<[f64; 2]> {
    let mut all: Vec<[f64; 2]> = Vec::with_capacity(ring.len());
    for &to in ring {
        if let Some(&from) = all.last() {
            let steps = ((to[0] - from[0]).abs() / STEP).ceil().max(1.) as u32;
            all.extend((1..steps).map(|step| {
                let share = f64::from(step) / f64::from(steps);
                [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share]
            }));
        }
        all.push(to);
    }
    all
}

/// Degrees that an edge is wide at most.
const STEP: f64 = 90.;

/// The areas of a country that reach into a box; `None`: none does.
fn within(shape: &Shape, [west, south, east, north]: [f64; 4]) -> Option<Shape> {
    let touches = |[w, s, e, n]: [f64; 4]| {
        let beside = |from: f64, to: f64| w <= to && e >= from;
        s <= north
            && n >= south
            && if west > east { beside(west, 180.) || beside(-180., east) } else { beside(west, east) }
    };
    let areas = shape.areas().map(|rings| rings.iter().map(|ring| stepped(ring)).collect::<Vec<_>>());
    let kept = areas.filter(|rings| {
        let all = rings.iter().flatten().map(|[lon, lat]| [*lon, *lat, *lon, *lat]);
        all.reduce(joined).is_some_and(touches)
    });
    Shape::of_areas(kept)
}

fn area([west, south, east, north]: [f64; 4]) -> f64 {
    (east - west) * (north - south)
}

fn feature(id: &str, properties: &Value, geometry: &Value) -> String {
    json!({"type": "Feature", "id": id, "properties": properties, "geometry": geometry}).to_string()
}

fn collection(lines: &[String]) -> String {
    format!("{{\"type\":\"FeatureCollection\",\"features\":[\n{}\n]}}\n", lines.join(",\n"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::NewRegion;
    use crate::begin::tests::island;

    #[test]
    fn what_the_atlas_names_itself_is_a_place_by_every_name() {
        let text = r#"{"type": "FeatureCollection", "features": [{"type": "Feature", "id": "pier", "properties":
            {"name": {"en": "Pier"}, "local_names": {"fr": "Jetée"}, "style": "place"},
            "geometry": {"type": "Point", "coordinates": [1, 2]}}]}"#;
        let project = island().with("base/towns.geojson", text);
        assert!(places(&project.base()).is_empty());
        let named =
            project.grounded(&World::default(), &|_, _| None).unwrap().with("base/towns.geojson", text);
        let places = places(&named.base());
        assert_eq!(
            (&*places[0].name, &places[0].others[..], places[0].at),
            ("Pier", &["Jetée".to_owned()][..], [1., 2.])
        );
    }

    #[test]
    fn the_sea_goes_round_the_earth_in_steps() {
        let wide = stepped(&[[-170., -10.], [170., -10.], [170., 10.], [-170., 10.]]);
        assert_eq!(wide.len(), 4 + 2 * 3);
        assert_eq!(wide[1], [-85., -10.]);
        let project = island().viewing([-100., -40., 100., 60.]).unwrap();
        let project = project.grounded(&World::new(COUNTRIES, TOWNS), &|_, _| None).unwrap();
        let found = project.checked().unwrap().found;
        let errors = found.iter().filter(|one| one.finding.severity == atlas::check::Severity::Error);
        assert_eq!(errors.count(), 0, "{found:#?}");
    }

    const COUNTRIES: &str = r#"{"type":"FeatureCollection","features":[
{"type":"Feature","id":"near","properties":{"name":{"en":"Near"},"iso":"NR","style":"neighbour","precision":"generalised","source":"natural-earth"},"geometry":{"type":"MultiPolygon","coordinates":[[[[9,39],[10,39],[10,40],[9,39]]],[[[99,39],[100,39],[100,40],[99,39]]]]}},
{"type":"Feature","id":"far","properties":{"name":{"en":"Far"},"style":"neighbour","source":"natural-earth"},"geometry":{"type":"Polygon","coordinates":[[[99,39],[100,39],[100,40],[99,39]]]}}
]}"#;
    const TOWNS: &str = "Great\t40.5\t10.5\t900\tNR\t\nSmall\t40.6\t10.6\t90\tNR\t\nAway\t0\t0\t9000\tNR\t\n";

    #[test]
    fn what_reaches_into_the_extent_is_the_ground() {
        let world = World::new(COUNTRIES, TOWNS);
        let (project, region) = island().add_region(&NewRegion::named("Island", "en")).unwrap();
        let shape = Shape::drawn(Kind::Area, &[[10., 40.], [11., 40.], [11., 41.]]).unwrap();
        let (project, _) = project.draw(&region, &shape).unwrap();
        let named = |iso: &str, lang: &str| (iso == "NR").then(|| format!("Près ({lang})"));
        let project = project.grounded(&world, &named).unwrap();
        let land: Value = serde_json::from_str(project.text("base/land.geojson").unwrap()).unwrap();
        let features = land["features"].as_array().unwrap();
        assert_eq!(features.len(), 1);
        assert_eq!(features[0]["properties"]["name"], json!({"en": "Near", "fr": "Près (fr)"}));
        assert_eq!(features[0]["geometry"]["type"], "Polygon");
        let towns: Value = serde_json::from_str(project.text("base/towns.geojson").unwrap()).unwrap();
        assert_eq!(towns["features"].as_array().unwrap().len(), 2);
        let manifest = project.manifest().unwrap();
        let layers: Vec<&str> = manifest.layers.iter().map(|layer| &*layer.id).collect();
        assert_eq!(layers, ["sea", "land", "towns", "story"]);
        let again = project.grounded(&world, &named).unwrap();
        assert!(again == project);
        let found = project.checked().unwrap().found;
        let grounds = found.iter().filter(|one| one.finding.file.starts_with("base/"));
        assert_eq!(grounds.count(), 0, "{found:#?}");
    }
}
