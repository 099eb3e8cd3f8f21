//! W3C Web Annotations (<https://www.w3.org/TR/annotation-model/>): of each claim, the words
//! of the article, what they say, and the places that they are about.

use atlas::{Claim, Localized};
use serde_json::{Value, json};

use super::iri::Names;
use super::json::without_nulls;
use super::story::Story;
use crate::ledger::{Ledger, Place, Thing};

pub(crate) fn write(story: &Story, names: &Names<'_>, ledger: &mut Ledger) -> String {
    let atlas = &story.atlas;
    let items: Vec<String> = atlas
        .claims_in_order()
        .into_iter()
        .map(|claim| without_nulls(annotation(story, claim, names)).to_string())
        .collect();
    let nowhere = Place::default();
    ledger.dropped(
        Thing::Feature,
        story.drawn.len(),
        "an annotation names places, and has no shapes",
        &nowhere,
    );
    let counts = story.counts();
    ledger.kept(Thing::Region, counts.regions);
    ledger.kept(Thing::Claim, counts.claims);
    ledger.dropped(Thing::Note, counts.notes, "they are no annotations of the article", &nowhere);
    ledger.dropped(Thing::Name, counts.names, "of regions: they have their labels", &nowhere);
    let (id, label) = (json!(names.whole()), by_language(&atlas.manifest.title));
    format!(
        "{{\"@context\":\"http://www.w3.org/ns/anno.jsonld\",\"id\":{id},\"type\":\"AnnotationCollection\",\
         \"label\":{label},\"total\":{},\"first\":{{\"id\":{},\"type\":\"AnnotationPage\",\"startIndex\":0,\
         \"items\":[\n{}\n]}}}}\n",
        items.len(),
        json!(names.page()),
        items.join(",\n")
    )
}

/// The title of a collection: a text, or one a language (JSON-LD).
fn by_language(text: &Localized) -> Value {
    text.iter().map(|(language, text)| json!({"@value": text, "@language": language})).collect()
}

fn annotation(story: &Story, claim: &Claim, names: &Names<'_>) -> Value {
    let atlas = &story.atlas;
    let source = &atlas.claims.source;
    let mut bodies = Vec::new();
    let mut say = |purpose: &str, text: &Localized| {
        for (language, text) in text.iter() {
            bodies.push(json!({
                "type": "TextualBody", "purpose": purpose, "format": "text/plain",
                "language": language, "value": text,
            }));
        }
    };
    say("describing", &claim.summary);
    if let Some(kind) = atlas.kind_name(&claim.kind) {
        say("classifying", kind);
    }
    if let Some(speaker) = atlas.speaker(&claim.speaker) {
        // Who says it: the model has no word for that, and an annotation's `creator` is another.
        let said = speaker.name.iter().map(|(language, name)| {
            let (_, role) = speaker.role.best(language);
            (language, format!("{name} ({role})"))
        });
        say("tagging", &said.collect());
    }
    if let Some(omitted) = &claim.omitted {
        say("commenting", omitted);
    }
    for id in &claim.regions {
        let label = atlas.region(id).map(|region| by_language(&region.label));
        bodies.push(json!({
            "type": "SpecificResource", "purpose": "identifying",
            "source": {"id": names.region(id), "label": label},
        }));
    }
    let article = source.url.clone().unwrap_or_else(|| names.article(&source.id));
    json!({
        "id": names.claim(&claim.id),
        "type": "Annotation",
        "motivation": "describing",
        "body": bodies,
        "target": {
            "type": "SpecificResource",
            "source": {
                "id": article,
                "type": "Text",
                "language": source.language,
                "https://schema.org/headline": source.title,
                "https://schema.org/publisher": source.publisher,
                "https://schema.org/datePublished": source.published.as_str(),
                "https://schema.org/sha256": source.sha256,
            },
            "selector": claim.selectors,
        },
    })
}
