//! Regions: what can be selected.

use jsonc_parser::cst::CstInputValue;

use crate::json::{self, localized, object};
use crate::project::Project;
use crate::refused::Refused;
use crate::spot::Spot;
use crate::words;

/// A region that is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRegion {
    /// What map and list call it.
    pub label: String,
    /// The language of that.
    pub lang: String,
    /// The form that the article has, where it has one.
    pub in_the_article: Option<String>,
}

impl NewRegion {
    /// A region that is called so.
    #[must_use]
    pub fn named(label: &str, lang: &str) -> Self {
        Self { label: label.to_owned(), lang: lang.to_owned(), in_the_article: None }
    }
}

impl Project {
    /// Where a text of a region stands: `label`, `kind`, `precision`.
    ///
    /// # Errors
    /// The manifest cannot be read.
    pub fn region_spot(&self, id: &str, key: &str) -> Result<Spot, Refused> {
        Ok(Spot::new(&self.manifest()?.regions, &["regions", id, key]))
    }

    /// With one more region, the last of the first heading; answers its id.
    ///
    /// # Errors
    /// The regions cannot be read.
    pub fn add_region(&self, new: &NewRegion) -> Result<(Self, String), Refused> {
        let atlas = self.atlas()?;
        let NewRegion { label, lang, in_the_article } = new;
        let id = words::free(&exchange::kebab(label), |id| atlas.region(id).is_some());
        let languages = || atlas.manifest.languages.iter().map(|lang| &**lang);
        let file = &atlas.manifest.regions;
        let next = self.edited(file, |root| {
            let name = in_the_article.as_deref().unwrap_or(label);
            let mut own = vec![("toponym", name.into()), ("lang", (&**lang).into())];
            if in_the_article.is_some() {
                own.push(("article", true.into()));
            }
            let list = root.array_value_or_set("regions");
            list.append(object([
                ("id", (&*id).into()),
                ("kind", words::localized(languages(), |words| words.place)),
                ("label", localized(lang, label)),
                ("names", CstInputValue::Array(vec![object(own)])),
            ]));
            let themes = root.array_value_or_set("themes");
            let first = themes.elements().into_iter().find_map(|theme| theme.as_object());
            match first {
                Some(theme) => {
                    theme.array_value_or_set("regions").append((&*id).into());
                }
                None => {
                    themes.append(object([
                        ("id", "places".into()),
                        ("name", words::localized(languages(), |words| words.places_of)),
                        ("regions", CstInputValue::Array(vec![(&*id).into()])),
                    ]));
                }
            }
            Ok(())
        })?;
        Ok((next, id))
    }

    /// Without a region, what draws it, and what other parts say of it. A claim about it
    /// alone stays, about nothing: the check asks for another place of it.
    ///
    /// # Errors
    /// A file cannot be read.
    pub fn remove_region(&self, id: &str) -> Result<Self, Refused> {
        let atlas = self.atlas()?;
        let mut next = self.clone();
        for drawn in self.drawn() {
            if drawn.region() == Some(id) {
                next = next.erase(&drawn.file, &drawn.id)?;
            }
        }
        let next = next.edited(&atlas.manifest.regions, |root| {
            let list = root.array_value("regions");
            let own = list.as_ref().and_then(|list| json::by_id(list, id));
            own.ok_or_else(|| Refused::missing(&atlas.manifest.regions, id))?.remove();
            for other in list.iter().flat_map(jsonc_parser::cst::CstArray::elements) {
                let other = other.as_object();
                if let Some(other) = other.filter(|one| json::text(one, "parent").as_deref() == Some(id)) {
                    json::set(&other, "parent", None);
                }
            }
            for theme in root.array_value("themes").iter().flat_map(jsonc_parser::cst::CstArray::elements) {
                let listed = theme.as_object().and_then(|theme| theme.array_value("regions"));
                if let Some(list) = listed {
                    json::take_out(&list, id);
                }
            }
            Ok(())
        })?;
        next.edited(&atlas.manifest.claims, |root| {
            for claim in root.array_value("claims").iter().flat_map(jsonc_parser::cst::CstArray::elements) {
                let listed = claim.as_object().and_then(|claim| claim.array_value("regions"));
                if let Some(list) = listed {
                    json::take_out(&list, id);
                }
            }
            Ok(())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::begin::tests::island;
    use crate::{Kind, NewClaim, Shape};

    #[test]
    fn a_region_stands_in_the_list_under_an_id_of_its_own() {
        let (project, first) = island().add_region(&NewRegion::named("L’Île", "fr")).unwrap();
        let (project, second) = project.add_region(&NewRegion::named("L'île", "fr")).unwrap();
        assert_eq!((&*first, &*second), ("lile", "lile-2"));
        let atlas = project.atlas().unwrap();
        assert_eq!(atlas.regions.themes[0].regions, [first, second]);
        assert_eq!(atlas.regions.regions[0].kind.get("fr"), Some("Lieu"));
    }

    #[test]
    fn a_region_goes_with_all_that_is_said_and_drawn_of_it() {
        let (project, id) = island().add_region(&NewRegion::named("Island", "en")).unwrap();
        let point = Shape::drawn(Kind::Point, &[[1., 2.]]).unwrap();
        let (project, _) = project.draw(&id, &point).unwrap();
        let claim = NewClaim { at: 29..37, regions: vec![id.clone()], ..NewClaim::default() };
        let (project, _) = project.add_claim(&claim).unwrap();
        let project = project.remove_region(&id).unwrap();
        let atlas = project.atlas().unwrap();
        assert!(atlas.regions.regions.is_empty() && atlas.regions.themes[0].regions.is_empty());
        assert_eq!(atlas.claims.claims[0].regions, [""; 0]);
        assert!(project.drawn().is_empty());
    }
}
