//! A small good atlas to break in tests: two banks of a river, two islands
//! that both claim, and a bridge that one of them wants.

use crate::Atlas;

pub(crate) const MANIFEST: &str = r#"{
  "$schema": "schema/atlas.schema.json",
  "id": "river",
  "title": {"fr": "La rivière", "en": "The river"},
  "introduction": {"fr": "Deux rives.", "en": "Two banks."},
  "languages": ["fr", "en"],
  "as_of": "2024-04-17",
  "view": [1, 1, 3, 2],
  "extent": [0, 0, 4, 3],
  "disclaimer": {"fr": "Un trait ne prend pas parti.", "en": "A line takes no side."},
  "regions": "regions.json",
  "claims": "claims.json",
  "chronicle": "chronicle.json",
  "relief": {"file": "base/relief.webp", "bounds": [0, 0, 4, 3], "name": {"fr": "Relief", "en": "Relief"}},
  "layers": [
    {"id": "land", "file": "base/land.geojson", "role": "base", "name": {"fr": "Pays", "en": "Land"}},
    {"id": "story", "file": "story.geojson", "role": "story", "name": {"fr": "Récit", "en": "Story"}, "switch": true, "on": false}
  ],
  "parties": [
    {"id": "north", "name": {"fr": "Nord", "en": "North"}},
    {"id": "south", "name": {"fr": "Sud", "en": "South"}, "adjective": {"fr": "sudiste", "en": "southern"}},
    {"id": "paper", "name": {"fr": "Le Journal", "en": "The Paper"}}
  ],
  "credits": [{"text": "© the surveyors", "licence": "CC BY 4.0"}]
}"#;

pub(crate) const CHRONICLE: &str = r#"{
  "periods": [
    {"id": "bridge", "name": {"fr": "Le pont", "en": "The bridge"}, "about": {"fr": "Un pont.", "en": "A bridge."},
     "when": {"start": "1990"}, "show": "2024-04-17"}
  ],
  "events": [
    {"when": {"start": "1990", "end": "1990"}, "text": {"fr": "On bâtit.", "en": "They build."},
     "regions": ["bridge"], "sources": ["mason"]}
  ],
  "since": {"checked": "2026-11-22", "events": [
    {"when": {"start": "2025-02"}, "text": {"fr": "Une crue.", "en": "A flood."},
     "regions": ["islands"], "sources": ["mason"]}
  ]},
  "references": {"mason": {"title": "The mason’s book"}}
}"#;

pub(crate) const REGIONS: &str = r#"{
  "$schema": "schema/regions.schema.json",
  "themes": [
    {"id": "banks", "name": {"fr": "Rives", "en": "Banks"}, "regions": ["northland"]},
    {"id": "river", "name": {"fr": "Rivière", "en": "River"}, "regions": ["islands", "bridge"]}
  ],
  "regions": [
    {"id": "heron-island", "parent": "islands",
     "kind": {"fr": "Île", "en": "Island"}, "label": {"fr": "Île aux Hérons", "en": "Heron Island"},
     "names": [{"toponym": "Île aux Hérons", "lang": "fr", "article": true},
               {"toponym": "Heron Island", "lang": "en", "party": "north", "sources": ["gazetteer"]}],
     "drawn_by": [{"layer": "story", "feature": "island"}]},
    {"id": "islands",
     "kind": {"fr": "Îles", "en": "Islands"}, "label": {"fr": "Deux îles", "en": "Two islands"},
     "names": [{"toponym": "deux îles", "lang": "fr", "article": true}],
     "notes": [{"text": {"fr": "Tenues par le Sud.", "en": "Held by the South."}, "sources": ["gazetteer"]}],
     "label_at": [1.5, 1.5]},
    {"id": "reed-island", "parent": "islands",
     "kind": {"fr": "Île", "en": "Island"}, "label": {"fr": "Île aux Roseaux", "en": "Reed Island"},
     "names": [{"toponym": "Île aux Roseaux", "lang": "fr"}],
     "drawn_by": [{"layer": "story", "feature": "island"}]},
    {"id": "bridge",
     "kind": {"fr": "Projet", "en": "Project"}, "label": {"fr": "Pont", "en": "Bridge"},
     "names": [{"toponym": "pont", "lang": "fr"}],
     "precision": {"fr": "Tracé non arrêté.", "en": "Route not agreed."},
     "drawn_by": [{"layer": "story", "feature": "bridge"}]},
    {"id": "northland",
     "kind": {"fr": "État", "en": "State"}, "label": {"fr": "Nord", "en": "North"},
     "names": [{"toponym": "Nord", "lang": "fr", "article": true}],
     "drawn_by": [{"layer": "land", "feature": "northland"}]}
  ],
  "references": {"gazetteer": {"title": "Gazetteer of rivers", "date": "2001"}}
}"#;

pub(crate) const CLAIMS: &str = r#"{
  "$schema": "schema/claims.schema.json",
  "source": {"id": "paper-2024", "publisher": "Le Journal", "title": "La rivière",
             "published": "2024-04-17T14:27+02:00", "language": "fr", "sha256": "SHA"},
  "speakers": [
    {"id": "north", "party": "north", "name": {"fr": "Nord", "en": "North"}, "role": {"fr": "gouvernement", "en": "government"}},
    {"id": "minister", "party": "south", "name": {"fr": "Le ministre", "en": "The minister"}, "role": {"fr": "ministre", "en": "minister"}},
    {"id": "article", "party": "paper", "name": {"fr": "Le Journal", "en": "The Paper"}, "role": {"fr": "récit", "en": "account"}}
  ],
  "kinds": {"account": {"fr": "Récit", "en": "Account"}, "demand": {"fr": "Revendication", "en": "Territorial demand"}},
  "claims": [
    {"id": "two-islands", "order": 1, "kind": "demand", "speaker": "north", "via": "article", "paragraph": 1,
     "selectors": [{"type": "TextQuoteSelector", "exact": "deux îles de la rivière"},
                   {"type": "TextPositionSelector", "start": 19, "end": 42}],
     "summary": {"fr": "Le Nord veut les îles.", "en": "The North wants the islands."},
     "regions": ["islands", "northland"], "when": {"start": "1994", "end": "2024-04-17"}},
    {"id": "a-bridge", "order": 2, "kind": "demand", "speaker": "minister", "via": "Agency", "paragraph": "caption",
     "selectors": [{"type": "TextQuoteSelector", "exact": "un pont"},
                   {"type": "TextPositionSelector", "start": 96, "end": 103}],
     "summary": {"fr": "Le Sud veut un pont.", "en": "The South wants a bridge."},
     "regions": ["bridge"], "when": {"start": "2020-11"}},
    {"id": "no-treaty", "order": 4, "kind": "account", "speaker": "article", "paragraph": 2,
     "selectors": [{"type": "TextQuoteSelector", "exact": "aucun traité"},
                   {"type": "TextPositionSelector", "start": 164, "end": 176}],
     "summary": {"fr": "Rien n’est signé.", "en": "Nothing is signed."},
     "regions": ["northland"]}
  ]
}"#;

/// A stand-in: the crate computes no digest.
pub(crate) const SHA256: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

pub(crate) const ARTICLE: &str = "Le Nord revendique deux îles de la rivière, tenues par le Sud depuis trente ans. « Nous voulons un pont », a déclaré le ministre du Sud. Les deux États n’ont signé aucun traité. Aucune date n’est fixée pour la suite des pourparlers.";

pub(crate) const LAND: &str = r#"{"type": "FeatureCollection", "features": [
  {"type": "Feature", "id": "northland", "geometry": null,
   "properties": {"style": "country", "region": "northland", "source": "survey"}},
  {"type": "Feature", "id": "southland", "geometry": null,
   "properties": {"style": "country", "source": "survey"}}
]}"#;

pub(crate) const STORY: &str = r#"{"type": "FeatureCollection", "features": [
  {"type": "Feature", "id": "island", "geometry": {"type": "Point", "coordinates": [1, 1]},
   "properties": {"style": "hatched", "region": "heron-island", "held_by": "south", "claimed_by": "north",
     "source": "survey", "when": {"timespans": [{"start": {"in": "1994-05-12"}}]}}},
  {"type": "Feature", "id": "bridge", "geometry": null,
   "properties": {"style": "dashed-band", "region": "bridge", "source": "own-drawing"}}
]}"#;

pub(crate) const SOURCES: &str = "# Sources\n\n## Survey\n\n## Own drawing\n";

pub(crate) fn atlas() -> Atlas {
    Atlas::parse(MANIFEST, REGIONS, &CLAIMS.replace("SHA", SHA256)).expect("the fixture is good")
}
