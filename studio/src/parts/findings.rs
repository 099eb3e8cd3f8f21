//! What the check has found: all of it, or what is about one thing.

use atlas::check::Severity;
use leptos::prelude::*;
use lint::Located;

use super::field;
use crate::state::{Page, Studio};

/// All of it, the worst first.
pub fn all(studio: Studio) -> AnyView {
    let words = studio.words;
    let list = move || {
        let Some(found) = studio.found.get() else {
            return view! { <p>{words.checking}</p> }.into_any();
        };
        if found.is_empty() {
            return view! { <p>{words.no_findings}</p> }.into_any();
        }
        let mut worst: Vec<&Located> = found.iter().collect();
        worst.sort_by_key(|one| std::cmp::Reverse(one.finding.severity));
        let each = worst.into_iter().map(|one| item(studio, one, true));
        view! { <ul class="findings" lang="en">{each.collect_view()}</ul> }.into_any()
    };
    view! { <h2 id="form-heading" tabindex="-1">{words.findings}</h2> {list} }.into_any()
}

/// What is about one thing: those whose place is this path or below it, or names one of these
/// features.
pub fn about(
    studio: Studio,
    path: String,
    features: impl Fn() -> Vec<(String, String)> + Send + Sync + 'static,
) -> AnyView {
    let list = move || {
        let (found, features) = (studio.found.get()?, features());
        let below = format!("{path}/");
        let is_mine = |one: &&Located| {
            let at = &one.finding.at;
            *at == path
                || at.starts_with(&below)
                || features
                    .iter()
                    .any(|(file, id)| one.finding.file == *file && at.split('/').any(|segment| segment == id))
        };
        let each = found.iter().filter(is_mine).map(|one| item(studio, one, false));
        Some(view! { <ul class="findings" lang="en">{each.collect_view()}</ul> })
    };
    view! { <div aria-live="polite">{list}</div> }.into_any()
}

fn item(studio: Studio, one: &Located, leads: bool) -> AnyView {
    let Located { finding, place, called } = one;
    let words = studio.words;
    let class = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "hint",
    };
    let line = place.map_or_else(String::new, |place| format!(":{}", place.line));
    let called = called.as_ref().map_or_else(String::new, |called| format!(" ({called})"));
    let told = format!("{}{line} {}{called}: {}", finding.file, finding.at, finding.message);
    let to = leads.then(|| page(studio, &finding.at)).flatten();
    let lead = to.map(|page| field::button(words.in_this_place, move || studio.page.set(page.clone())));
    let rule = finding.rule;
    view! {
        <li class=class>
            <b>{finding.severity.name()}</b>
            <span dir="auto">{told}</span>
            {lead}
            <details>
                <summary>{words.how}</summary>
                <p>{rule.why()}</p>
                <p>{rule.mend()}</p>
            </details>
        </li>
    }
    .into_any()
}

/// The page of forms that a place in a file is filled in on.
fn page(studio: Studio, at: &str) -> Option<Page> {
    let Some(Ok(atlas)) = studio.atlas.get_untracked() else { return None };
    let mut segments = at.split('/').filter(|segment| !segment.is_empty());
    match (segments.next()?, segments.next()) {
        ("claims", Some(id)) if atlas.claim(id).is_some() => Some(Page::Claim(id.to_owned())),
        ("regions", Some(id)) if atlas.region(id).is_some() => Some(Page::Region(id.to_owned())),
        _ => {
            let drawn = studio.drawn.get_untracked();
            let named = |id: &str| at.split('/').any(|segment| segment == id);
            let own = drawn.iter().find(|drawn| named(&drawn.id))?;
            Some(Page::Region(own.region()?.to_owned()))
        }
    }
}
