//! The rules of `claims.json`: who speaks of what, and that excerpts are
//! short, exact and found where they say. Whether a claim is true is not
//! asked.

use std::collections::BTreeSet;

use super::evidence::Article;
use super::facts::FeatureFacts;
use super::report::Report;
use super::rule::Rule;
use crate::claim::{Claim, Paragraph};
use crate::excerpt::{self, MAX_SHARE, MAX_WORDS, Selector};
use crate::paragraph::{self, Placed};
use crate::when::Interval;

pub(super) fn check(article: Option<Article<'_>>, features: &[FeatureFacts], report: &mut Report<'_>) {
    let file = &report.atlas.claims;
    source(article, report);
    report.ids("/speakers", file.speakers.iter().map(|s| &*s.id));
    for speaker in &file.speakers {
        let at = format!("/speakers/{}", speaker.id);
        report.known_party(&format!("{at}/party"), &speaker.party);
        report.text(&format!("{at}/name"), &speaker.name);
        report.text(&format!("{at}/role"), &speaker.role);
        let speaks = |claim: &Claim| claim.speaker == speaker.id || claim.via.as_ref() == Some(&speaker.id);
        if !file.claims.iter().any(speaks) {
            report.warn(Rule::Unused, at, "says nothing, expected to be the speaker of a claim");
        }
    }
    report.ids("/kinds", file.kinds.names());
    for (id, name) in &file.kinds {
        let at = format!("/kinds/{id}");
        report.text(&at, name);
        if !file.claims.iter().any(|claim| claim.kind == *id) {
            report.warn(Rule::Unused, at, "never used, expected as the kind of a claim");
        }
    }

    report.ids("/claims", file.claims.iter().map(|c| &*c.id));
    let mut before = 0;
    for claim in &file.claims {
        let at = format!("/claims/{}", claim.id);
        if claim.order <= before {
            let got = claim.order;
            let expected = "orders from 1 that grow from claim to claim";
            report.error(
                Rule::Order,
                format!("{at}/order"),
                format!("{got} after {before}, expected {expected}"),
            );
        }
        before = claim.order;
        let (speakers, kinds) = (&file.speakers, &file.kinds);
        report.known(&format!("{at}/speaker"), "speaker", &claim.speaker, speakers.iter().map(|s| &*s.id));
        report.known(&format!("{at}/kind"), "kind", &claim.kind, kinds.names());
        if let Some(via) = &claim.via {
            report.not_blank(&format!("{at}/via"), via);
        }
        report.text(&format!("{at}/summary"), &claim.summary);
        if let Some(omitted) = &claim.omitted {
            report.text(&format!("{at}/omitted"), omitted);
        }
        regions(claim, &at, report);
        if claim.when.is_reversed() {
            report.error(Rule::Time, format!("{at}/when"), "ends before it starts, expected start, then end");
        } else {
            drawn(claim, &at, features, report);
        }
        selectors(claim, &at, article, report);
    }
    if let Some(article) = article {
        paragraphs(article, report);
        share(article, report);
    }
}

/// The numbers of paragraphs, as most of the excerpts count them.
fn paragraphs(article: Article<'_>, report: &mut Report<'_>) {
    let mut found = Vec::new();
    for claim in &report.atlas.claims.claims {
        if let Paragraph::Number(number) = claim.paragraph
            && let Ok(at) = excerpt::anchor(article.text, &claim.selectors)
        {
            found.push((claim, Placed { number: number as usize, start: at.start }));
        }
    }
    let placed: Vec<Placed> = found.iter().map(|(_, placed)| *placed).collect();
    for ((claim, Placed { number, .. }), expected) in
        found.iter().zip(paragraph::expected(article.text, &placed))
    {
        if expected == *number {
            continue;
        }
        let right = if expected > 0 { expected.to_string() } else { "none of the body".to_owned() };
        let why = "where its excerpt stands, counted as most claims count";
        report.warn(
            Rule::Paragraph,
            format!("/claims/{}/paragraph", claim.id),
            format!("{number}, expected {right}, {why}"),
        );
    }
}

fn source(article: Option<Article<'_>>, report: &mut Report<'_>) {
    let source = &report.atlas.claims.source;
    report.ids("/source", [&*source.id]);
    report.not_blank("/source/publisher", &source.publisher);
    report.not_blank("/source/title", &source.title);
    report.link_if_any("/source/url", source.url.as_deref());
    report.lang("/source/language", &source.language);
    let at = "/source/sha256";
    let digest = source.sha256.as_deref().unwrap_or("");
    let is_digest = digest.len() == 64 && digest.bytes().all(|b| b.is_ascii_hexdigit());
    if !is_digest {
        report.error(Rule::Digest, at, format!("{digest:?}, expected 64 hexadecimal digits"));
    } else if let Some(article) = article
        && !digest.eq_ignore_ascii_case(article.sha256_hex)
    {
        let expected = format!("{:?}, the article's", article.sha256_hex);
        report.error(Rule::Digest, at, format!("{digest:?}, expected {expected}"));
    }
}

fn regions(claim: &Claim, at: &str, report: &mut Report<'_>) {
    let at = format!("{at}/regions");
    if claim.regions.is_empty() {
        report.error(Rule::Claims, &at, "none, expected at least one");
    }
    let mut seen = BTreeSet::new();
    for id in &claim.regions {
        report.known_region(&at, id);
        if !seen.insert(id) {
            report.error(Rule::Twice, &at, format!("region {id:?} again, expected it once"));
        }
    }
}

/// What a dated claim is about is drawn on some day of it: the page turns the map there.
fn drawn(claim: &Claim, at: &str, features: &[FeatureFacts], report: &mut Report<'_>) {
    if claim.when == Interval::default() {
        return;
    }
    let atlas = report.atlas;
    for region in claim.regions.iter().filter_map(|id| atlas.region(id)) {
        let own = std::iter::once(region).chain(atlas.children(&region.id));
        let drawings: Vec<_> = own.flat_map(|region| &region.drawn_by).collect();
        let drawn = features.iter().filter(|feature| {
            drawings.iter().any(|drawn| drawn.layer == feature.layer && drawn.feature == feature.id)
        });
        let spans: Vec<Vec<Interval>> = drawn.map(spans).collect();
        // What has no dates, or none that can be read, is always there.
        let is_there =
            |spans: &Vec<Interval>| spans.is_empty() || spans.iter().any(|span| span.meets(claim.when));
        if !spans.is_empty() && !spans.iter().any(is_there) {
            let expected = "expected a feature of it that holds on a day of the claim's";
            report.hint(
                Rule::Undrawn,
                format!("{at}/when"),
                format!("{:?} is not drawn then, {expected}", region.id),
            );
        }
    }
}

/// None of a feature whose dates are a fault of their own.
fn spans(feature: &FeatureFacts) -> Vec<Interval> {
    let spans = feature.when.as_ref().and_then(|when| Interval::from_linked_places(when).ok());
    spans.filter(|spans| !spans.iter().any(|span| span.is_reversed())).unwrap_or_default()
}

fn selectors(claim: &Claim, at: &str, article: Option<Article<'_>>, report: &mut Report<'_>) {
    let at = format!("{at}/selectors");
    let Some(exact) = claim.exact().filter(|exact| !exact.trim().is_empty()) else {
        report.error(Rule::Excerpt, at, "no words, expected a TextQuoteSelector with a text in `exact`");
        return;
    };
    let words = excerpt::word_count(exact);
    if words > MAX_WORDS {
        report.error(Rule::Length, &at, format!("excerpt of {words} words, expected at most {MAX_WORDS}"));
    }
    if exact.trim() != exact {
        report.error(Rule::Excerpt, &at, "space around `exact`, expected none");
    }
    let quotes = claim.selectors.iter().filter(|s| matches!(s, Selector::Quote { .. }));
    if quotes.count() > 1 {
        report.error(Rule::Excerpt, &at, "several TextQuoteSelectors, expected one");
    }
    if let Some(article) = article {
        if let Err(error) = excerpt::anchor(article.text, &claim.selectors) {
            report.error(Rule::Excerpt, at, error.to_string());
        }
        return;
    }
    // Without the article, a position can still be too long or too short.
    let length = exact.chars().count();
    for selector in &claim.selectors {
        if let Selector::Position { start, end } = *selector
            && end.checked_sub(start) != Some(length)
        {
            let expected = format!("{length} code points, the length of `exact`");
            report.error(Rule::Excerpt, &at, format!("position {start}..{end}, expected {expected}"));
        }
    }
}

fn share(article: Article<'_>, report: &mut Report<'_>) {
    let excerpts = report.atlas.claims.claims.iter().filter_map(Claim::exact);
    let share = excerpt::share(excerpts, article.text);
    if share >= MAX_SHARE {
        report.error(
            Rule::Length,
            "/claims",
            format!(
                "excerpts are {:.1} % of the article, expected under {:.0} %",
                share * 100.,
                MAX_SHARE * 100.
            ),
        );
    }
}
