//! From where a reader looks at the claims: whose side, which date. What is
//! said does not change; what comes first, and what stands back, does.

use atlas::{Atlas, Claim, PartialDate};

use crate::{
    doc::{Node, el},
    parts::{choice, said},
    words::Lang,
};

/// A reader's choices.
#[derive(Clone, Copy, Debug, Default)]
pub struct Angle<'a> {
    /// The party whose claims come first; `None` for all alike.
    pub side: Option<&'a str>,
    /// The date of the map, where the reader has moved it.
    pub as_of: Option<PartialDate>,
}

impl Angle<'_> {
    /// Whether the claim speaks of the date that the reader chose.
    pub fn is_current(&self, claim: &Claim) -> bool {
        self.as_of.is_none_or(|date| claim.when.contains(date))
    }
}

/// The choice of a side: all, then each party in the atlas's order.
pub fn sides(atlas: &Atlas, chosen: Option<&str>, lang: Lang) -> Node {
    let w = lang.words();
    let option = |id: &str, name| choice("view", id, chosen.unwrap_or_default() == id, name);
    let parties = atlas.manifest.parties.iter();
    el("fieldset")
        .class("views")
        .child(el("legend").text(w.whose_view()))
        .child(option("", el("span").text(w.everything())))
        .children(parties.map(|party| option(&party.id, said("span", &party.name, lang))))
}
