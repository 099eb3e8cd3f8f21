//! Collects what is found in one file; the rules that all files have in common.

use std::collections::BTreeSet;

use lean::ByName;

use super::finding::{Finding, Severity};
use super::rule::Rule;
use crate::near::meant;
use crate::{Atlas, address, localized::Localized, region::Reference};

/// What is found in one file.
pub struct Report<'a> {
    pub atlas: &'a Atlas,
    pub file: &'a str,
    pub findings: Vec<Finding>,
}

impl Report<'_> {
    fn add(&mut self, severity: Severity, rule: Rule, at: impl Into<String>, message: impl Into<String>) {
        self.findings.push(Finding {
            severity,
            rule,
            file: self.file.to_owned(),
            at: at.into(),
            message: message.into(),
        });
    }

    pub fn error(&mut self, rule: Rule, at: impl Into<String>, message: impl Into<String>) {
        self.add(Severity::Error, rule, at, message);
    }

    pub fn warn(&mut self, rule: Rule, at: impl Into<String>, message: impl Into<String>) {
        self.add(Severity::Warning, rule, at, message);
    }

    pub fn hint(&mut self, rule: Rule, at: impl Into<String>, message: impl Into<String>) {
        self.add(Severity::Hint, rule, at, message);
    }

    /// Ids are kebab-case and each stands once.
    pub fn ids<'i>(&mut self, list: &str, ids: impl IntoIterator<Item = &'i str>) {
        let mut seen = BTreeSet::new();
        for id in ids {
            let at = format!("{list}/{id}");
            if !is_kebab_case(id) {
                self.error(Rule::Id, &at, format!("id {id:?}, {KEBAB_CASE}"));
            }
            if !seen.insert(id) {
                self.error(Rule::Twice, &at, format!("id {id:?} again, expected every id once"));
            }
        }
    }

    /// A text stands in every language of the manifest, and in no language is
    /// it blank.
    pub fn text(&mut self, at: &str, text: &Localized) {
        for lang in &self.atlas.manifest.languages {
            if text.get(lang).is_none() {
                let all = self.atlas.manifest.languages.join(", ");
                self.error(Rule::Text, at, format!("no text in {lang:?}, expected {all}"));
            }
        }
        for (lang, text) in text.iter() {
            if text.trim().is_empty() {
                self.error(Rule::Text, format!("{at}/{lang}"), "blank, expected a text");
            }
        }
    }

    pub fn text_if_any(&mut self, at: &str, text: Option<&Localized>) {
        if let Some(text) = text {
            self.text(at, text);
        }
    }

    pub fn not_blank(&mut self, at: &str, text: &str) {
        if text.trim().is_empty() {
            self.error(Rule::Text, at, "blank, expected a text");
        }
    }

    /// A link leads to the web: the page shows no other.
    pub fn link_if_any(&mut self, at: &str, url: Option<&str>) {
        let leads = |url: &str| {
            let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
            host.is_some_and(|host| !host.is_empty() && !url.contains(char::is_whitespace))
        };
        if let Some(url) = url.filter(|url| !leads(url)) {
            self.error(
                Rule::Link,
                at,
                format!("{url:?}, expected an address that begins with https:// or http://"),
            );
        }
    }

    /// A file of the atlas lies in its folder.
    pub fn path(&mut self, at: &str, path: &str) {
        if path.trim().is_empty() {
            self.not_blank(at, path);
        } else if let Err(why) = address::file(path) {
            self.error(Rule::Path, at, format!("{path:?} {why}"));
        }
    }

    pub fn lang(&mut self, at: &str, lang: &str) {
        if !is_known_lang(lang) {
            let expected = "expected a language code (ISO 639-1) such as \"fr\" or \"hy\"";
            self.error(Rule::Language, at, format!("language {lang:?}, {expected}"));
        }
    }

    /// `id` is one of `known`; otherwise an error that lists them.
    pub fn known<'i>(&mut self, at: &str, what: &str, id: &str, known: impl IntoIterator<Item = &'i str>) {
        let known: Vec<&str> = known.into_iter().collect();
        if !known.contains(&id) {
            let (expected, hint) = (one_of(&known), did_you_mean(id, &known));
            self.error(Rule::Reference, at, format!("{what} {id:?}, expected {expected}{hint}"));
        }
    }

    /// What something rests on is in `references`; notes it as `used`.
    pub fn rests_on<'i>(
        &mut self,
        at: &str,
        ids: &'i [String],
        references: &ByName<Reference>,
        used: &mut BTreeSet<&'i String>,
    ) {
        for id in ids {
            used.insert(id);
            if references.get(id).is_none() {
                let known: Vec<&str> = references.names().collect();
                let hint = did_you_mean(id, &known);
                let expected = "expected an id of `references`";
                self.error(Rule::Reference, at, format!("reference {id:?}, {expected}{hint}"));
            }
        }
    }

    /// References have titles and are `used`, `expected` to be where.
    pub fn of_use(&mut self, references: &ByName<Reference>, used: &BTreeSet<&String>, expected: &str) {
        for (id, reference) in references {
            let at = format!("/references/{id}");
            self.not_blank(&format!("{at}/title"), &reference.title);
            self.link_if_any(&format!("{at}/url"), reference.url.as_deref());
            if !used.contains(id) {
                self.warn(Rule::Unused, at, format!("never used, expected in {expected}"));
            }
        }
    }

    pub fn known_party(&mut self, at: &str, id: &str) {
        let parties = &self.atlas.manifest.parties;
        self.known(at, "party", id, parties.iter().map(|p| &*p.id));
    }

    pub fn known_region(&mut self, at: &str, id: &str) {
        let regions = &self.atlas.regions.regions;
        self.known(at, "region", id, regions.iter().map(|r| &*r.id));
    }
}

pub const KEBAB_CASE: &str = "expected lower-case letters and digits, joined by single hyphens";

/// `yukhari-askipara`
pub fn is_kebab_case(id: &str) -> bool {
    id.split('-').all(|part| {
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
        !part.is_empty() && part.bytes().all(plain)
    })
}

/// The languages of ISO 639-1.
const ISO_639_1: &str = "\
    aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy \
    da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu \
    hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb \
    lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om \
    or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw \
    ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";

/// Whether a language of ISO 639-1, with or without BCP 47 subtags (`az-Cyrl`).
fn is_known_lang(tag: &str) -> bool {
    let mut subtags = tag.split('-');
    let primary = subtags.next().unwrap_or("");
    ISO_639_1.split(' ').any(|code| code == primary)
        && subtags.all(|s| (1..=8).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// What was most likely meant: "; did you mean "hatched"?", or nothing.
pub fn did_you_mean(name: &str, known: &[&str]) -> String {
    let near = meant(name, known.iter().copied());
    near.map_or(String::new(), |near| format!("; did you mean {near:?}?"))
}

/// "one of a, b, c", cut short where there are many.
pub fn one_of(known: &[&str]) -> String {
    const SHOWN: usize = 12;
    match known {
        [] => "one that is listed, but none is".to_owned(),
        [only] => format!("{only:?}"),
        _ if known.len() <= SHOWN => format!("one of {}", known.join(", ")),
        _ => format!("one of {}, …", known[..SHOWN].join(", ")),
    }
}
