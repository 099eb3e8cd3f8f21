//! Every rule that an atlas must keep, each broken one a finding that says
//! where, what was got and what was expected. Nothing is read or mended
//! here: files, the article and its digest are the caller's to bring.

mod chronicle;
mod claims;
mod evidence;
mod facts;
mod features;
mod finding;
mod manifest;
mod regions;
mod report;
mod rule;
mod sources;
#[cfg(test)]
mod tests;
mod unknown;

pub use evidence::{Article, Evidence};
pub use facts::{FeatureFacts, feature_facts};
pub use finding::{Finding, MANIFEST_FILE, Severity};
pub use rule::Rule;
pub use sources::heading_ids;
pub use unknown::unknown_keys;

use crate::Atlas;
use report::Report;

/// Every broken rule, file by file: manifest, regions, claims,
/// chronicle, features.
///
/// An atlas is fit to publish when no finding is an [`Severity::Error`].
/// Quadratic in regions and features, which are some hundreds.
#[must_use]
pub fn check(atlas: &Atlas, evidence: &Evidence<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let report = |file| Report { atlas, file, findings: Vec::new() };
    let mut manifest = report(MANIFEST_FILE);
    manifest::check(&mut manifest);
    let mut regions = report(&atlas.manifest.regions);
    regions::check(evidence, &mut regions);
    let mut claims = report(&atlas.manifest.claims);
    claims::check(evidence.article, evidence.features, &mut claims);
    let mut chronicle = report(atlas.manifest.chronicle.as_deref().unwrap_or_default());
    if let Some(read) = evidence.chronicle {
        chronicle::check(read, &mut chronicle);
    }
    for done in [manifest, regions, claims, chronicle] {
        findings.extend(done.findings);
    }
    features::check(atlas, evidence, &mut findings);
    findings
}
