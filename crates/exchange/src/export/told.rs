//! What is said about a place, in a sentence that attributes it, for formats that have no more
//! than a text for it.

use atlas::claim::Via;
use atlas::manifest::Credit;
use atlas::{Atlas, Claim, Localized};
use documents::words::{self, Lang};

/// Tells in a language.
pub(crate) struct Teller<'a> {
    pub atlas: &'a Atlas,
    pub lang: Lang,
}

impl Teller<'_> {
    /// A text in the language, or the nearest there is.
    pub fn text<'t>(&'t self, text: &'t Localized) -> &'t str {
        text.best(self.lang.code()).1
    }

    /// Who speaks, and as what: "Hikmet Hajiyev, adviser to Azerbaijan’s president".
    pub fn speaker(&self, claim: &Claim) -> String {
        let Some(speaker) = self.atlas.speaker(&claim.speaker) else { return claim.speaker.clone() };
        format!("{}{}{}", self.text(&speaker.name), self.lang.comma(), self.text(&speaker.role))
    }

    /// What kind of claim it is.
    pub fn kind<'t>(&'t self, claim: &'t Claim) -> &'t str {
        self.atlas.kind_name(&claim.kind).map_or(&claim.kind, |kind| self.text(kind))
    }

    /// Where it was read: "Libération, 17 April 2024, paragraph 3".
    pub fn whence(&self, claim: &Claim) -> String {
        let (source, comma) = (&self.atlas.claims.source, self.lang.comma());
        let date = words::date(source.published_on(), self.lang);
        let paragraph = words::paragraph(claim.paragraph, self.lang);
        let via = match self.atlas.via(claim) {
            Some(Via::Named(name)) => {
                format!("{comma}{}", self.lang.put(self.lang.words().reported_by(), name))
            }
            _ => String::new(),
        };
        format!("{}{comma}{date}{comma}{paragraph}{via}", source.publisher)
    }

    /// Whose data the shapes are, and under which licences, an item each.
    pub fn credits(&self) -> Vec<String> {
        let told = |credit: &Credit| match &credit.licence {
            Some(licence) => format!("{} ({licence})", credit.text),
            None => credit.text.clone(),
        };
        self.atlas.manifest.credits.iter().map(told).collect()
    }

    /// All of a claim in a line.
    pub fn claim(&self, claim: &Claim) -> String {
        let quoted = self.lang.put(self.lang.words().quoted(), claim.exact().unwrap_or_default());
        let omitted = claim.omitted.as_ref().map_or(String::new(), |omitted| {
            format!(" {} {}", self.lang.words().left_out(), self.text(omitted))
        });
        format!(
            "{} – {} – {} {quoted} ({}){omitted}",
            self.speaker(claim),
            self.kind(claim),
            self.text(&claim.summary),
            self.whence(claim)
        )
    }
}
