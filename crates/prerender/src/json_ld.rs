//! The claims for machines: schema.org in JSON-LD. Each is a `Claim` by whoever
//! makes it, as an article reports it; nothing here rates one, so no
//! `ClaimReview`.

use atlas::{Atlas, Claim, Interval, Region, Speaker, claim::Via};
use carto::{Shape, projection::unproject};
use documents::{Lang, web_address};
use scene::Layers;
use serde_json::{Value, json};

use crate::markup::for_script;

/// How many words of the article may be quoted at once.
const WORDS: usize = 15;

/// The graph: the article, its publisher, the speakers, the places, the claims.
pub fn graph(atlas: &Atlas, layers: &Layers, lang: Lang) -> String {
    let graph = Graph { atlas, layers, lang: lang.code() };
    let speakers = atlas.claims.speakers.iter().filter(|s| !graph.is_publisher(s)).map(|s| graph.speaker(s));
    let places = atlas.regions_in_order().into_iter().map(|region| graph.place(region));
    let claims = atlas.claims_in_order().into_iter().map(|claim| graph.claim(claim));
    let items: Vec<Value> = graph.article().into_iter().chain(speakers).chain(places).chain(claims).collect();
    for_script(&json!({ "@context": "https://schema.org", "@graph": items }))
}

struct Graph<'a> {
    atlas: &'a Atlas,
    layers: &'a Layers,
    lang: &'a str,
}

fn reference(id: &str) -> Value {
    json!({ "@id": id })
}

/// Adds what is known.
fn put(to: &mut Value, key: &str, value: Option<Value>) {
    if let (Some(object), Some(value)) = (to.as_object_mut(), value) {
        object.insert(key.to_owned(), value);
    }
}

impl Graph<'_> {
    fn article(&self) -> [Value; 2] {
        let source = &self.atlas.claims.source;
        let mut article = json!({
            "@type": "NewsArticle",
            "@id": "#article",
            "headline": source.title,
            "inLanguage": source.language,
            "datePublished": source.published.as_str(),
            "publisher": reference("#publisher"),
        });
        put(&mut article, "url", source.url.as_deref().and_then(web_address).map(Value::from));
        [article, json!({ "@type": "NewsMediaOrganization", "@id": "#publisher", "name": source.publisher })]
    }

    /// Whether the speaker is the article itself.
    fn is_publisher(&self, speaker: &Speaker) -> bool {
        speaker.name.best(self.lang).1 == self.atlas.claims.source.publisher
    }

    /// A party that speaks for itself is an organisation; one who speaks for a
    /// party, a person.
    fn speaker(&self, speaker: &Speaker) -> Value {
        let (name, role) = (speaker.name.best(self.lang).1, speaker.role.best(self.lang).1);
        let id = format!("#speaker={}", speaker.id);
        if speaker.id == speaker.party {
            return json!({ "@type": "Organization", "@id": id, "name": name, "description": role });
        }
        json!({ "@type": "Person", "@id": id, "name": name, "jobTitle": role })
    }

    fn place(&self, region: &Region) -> Value {
        let label = region.label.best(self.lang).1;
        let mut place = json!({ "@type": "Place", "@id": place_id(&region.id), "name": label });
        let mut others: Vec<&str> = Vec::new();
        for name in region.names.iter().map(|n| &*n.toponym).filter(|name| *name != label) {
            if !others.contains(&name) {
                others.push(name);
            }
        }
        put(&mut place, "alternateName", (!others.is_empty()).then(|| json!(others)));
        put(&mut place, "containedInPlace", region.parent.as_deref().map(|id| reference(&place_id(id))));
        let geo = self.position(region).map(|[lon, lat]| {
            let short = |degrees: f64| (degrees * 1e4).round() / 1e4;
            json!({ "@type": "GeoCoordinates", "latitude": short(lat), "longitude": short(lon) })
        });
        put(&mut place, "geo", geo);
        place
    }

    /// Longitude and latitude: of the label, or of the point that shows it.
    fn position(&self, region: &Region) -> Option<[f64; 2]> {
        region.label_at.or_else(|| {
            region.drawn_by.iter().find_map(|by| {
                let features = &self.layers.get(&by.layer)?.features;
                let feature = features.iter().find(|f| f.id.as_deref() == Some(&*by.feature))?;
                let Shape::Points(points) = feature.path.shape() else { return None };
                points.first().map(|w| unproject(*w)).map(|p| [p.lon, p.lat])
            })
        })
    }

    fn claim(&self, claim: &Claim) -> Value {
        let speaker = self.atlas.speaker(&claim.speaker);
        let author = match speaker {
            Some(speaker) if self.is_publisher(speaker) => "#publisher".to_owned(),
            _ => format!("#speaker={}", claim.speaker),
        };
        let source = &self.atlas.claims.source;
        let mut item = json!({
            "@type": "Claim",
            "@id": format!("#claim={}", claim.id),
            "author": reference(&author),
            "text": claim.summary.best(self.lang).1,
            "inLanguage": self.lang,
            "datePublished": source.published_on().to_string(),
            "appearance": reference("#article"),
        });
        let quoted = claim.exact().filter(|words| words.split_whitespace().count() <= WORDS);
        let quotation = |text| json!({ "@type": "Quotation", "text": text, "inLanguage": source.language });
        put(&mut item, "citation", quoted.map(quotation));
        put(&mut item, "genre", self.atlas.kind_name(&claim.kind).map(|kind| kind.best(self.lang).1.into()));
        let places: Vec<Value> = claim.regions.iter().map(|id| reference(&place_id(id))).collect();
        put(&mut item, "spatialCoverage", (!places.is_empty()).then(|| Value::from(places)));
        put(&mut item, "temporalCoverage", coverage(claim.when).map(Value::from));
        if let Some(Via::Named(name)) = self.atlas.via(claim) {
            put(&mut item, "sourceOrganization", Some(json!({ "@type": "Organization", "name": name })));
        }
        item
    }
}

fn place_id(region: &str) -> String {
    format!("#region={region}")
}

/// A stretch of time as ISO 8601 has it; open ends are `..`.
fn coverage(when: Interval) -> Option<String> {
    let say = |date: Option<atlas::PartialDate>| date.map_or("..".to_owned(), |d| d.to_string());
    match (when.start, when.end) {
        (None, None) => None,
        (Some(start), Some(end)) if start == end => Some(start.to_string()),
        (start, end) => Some(format!("{}/{}", say(start), say(end))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(start: Option<&str>, end: Option<&str>, want: Option<&str>) {
        let date = |text: Option<&str>| text.map(|t| t.parse().unwrap());
        let when = Interval { start: date(start), end: date(end) };
        assert_eq!(coverage(when).as_deref(), want);
    }

    #[test]
    fn time_is_covered_as_far_as_it_is_known() {
        check(None, None, None);
        check(Some("2024-04-17"), Some("2024-04-17"), Some("2024-04-17"));
        check(Some("1994"), Some("2023-09"), Some("1994/2023-09"));
        check(Some("1991"), None, Some("1991/.."));
    }

    #[test]
    fn what_is_not_known_is_not_said() {
        let mut object = json!({});
        put(&mut object, "url", None);
        assert_eq!(object, json!({}));
    }
}
