//! One claim: who says it, what kind it is, in which words, where and when.

use std::sync::Arc;

use atlas::{Atlas, claim::Via};
use leptos::prelude::*;

use super::panel::link;
use crate::text::{self, Lang};

/// A claim as the panel shows it. `here` is the region it is read under, which
/// needs no link to itself.
#[component]
pub fn ClaimCard(atlas: Arc<Atlas>, id: String, here: String, lang: Lang) -> impl IntoView {
    let claim = atlas.claim(&id)?.clone();
    let words = lang.words();
    let said = |text: &atlas::Localized| text.best(lang.code()).1.to_owned();
    let source = &atlas.claims.source;

    let speaker = atlas.speaker(&claim.speaker)?;
    let party = atlas.manifest.parties.iter().position(|p| p.id == speaker.party).unwrap_or_default();
    let party_name =
        atlas.party(&speaker.party).map(|p| said(&p.name)).filter(|name| *name != said(&speaker.name));
    let kind = atlas.kind_name(&claim.kind).map(said);
    let via = match atlas.via(&claim) {
        Some(Via::Named(name)) => Some(format!(" · {} {name}", words.reported_by)),
        _ => None,
    };
    let (summary_lang, summary) = claim.summary.best(lang.code());
    let place =
        format!(", {}, {}", text::date(source.published_on(), lang), text::paragraph(claim.paragraph, lang));
    let period = text::interval(claim.when, lang)
        .map(|period| view! { <p class="period"><span class="of">{words.period}</span>" "{period}</p> });
    let others = claim.regions.iter().filter(|r| **r != here).filter_map(|r| atlas.region(r));
    let others: Vec<_> = others.map(|region| view! { <li>{link(region, lang)}</li> }).collect();
    let others = (!others.is_empty()).then(|| {
        view! {
            <p class="of">{words.also_about}</p>
            <ul class="chips">{others.collect_view()}</ul>
        }
    });
    Some(view! {
        <figure class=format!("claim party-{party} kind-{}", claim.kind) data-claim=id>
            <p class="speaker">
                <span class="side" aria-hidden="true"></span>
                <strong>{said(&speaker.name)}</strong>
                <span class="of">{said(&speaker.role)}{party_name.map(|p| format!(" · {p}"))}</span>
                <span class="kind">{kind}</span>
            </p>
            <blockquote lang=source.language.clone() cite=source.url.clone()>
                <p>{claim.exact().map(str::to_owned)}</p>
            </blockquote>
            <figcaption>
                <cite>{source.publisher.clone()}</cite>{place}{via}
            </figcaption>
            <p class="summary" lang=summary_lang.to_owned()>{summary.to_owned()}</p>
            {period}
            {others}
        </figure>
    })
}
