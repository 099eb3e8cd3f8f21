//! Who speaks, and for which side.

use atlas::check::MANIFEST_FILE;

use crate::json::{localized, object};
use crate::project::Project;
use crate::refused::Refused;
use crate::spot::Spot;
use crate::words;

/// One who speaks, who is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSpeaker {
    /// What readers know them as.
    pub name: String,
    /// What they are.
    pub role: String,
    /// The language of both.
    pub lang: String,
    /// For whom they speak.
    pub side: Side,
}

/// For whom somebody speaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Side {
    /// A party that there is, by its id.
    Known(String),
    /// A new one, by its name: it can hold land and claim it, and has a colour.
    New(String),
    /// Nobody but themselves: a voice of their own.
    Own,
}

impl Project {
    /// Where something of a speaker stands: `name`, `role`.
    ///
    /// # Errors
    /// The manifest cannot be read.
    pub fn speaker_spot(&self, id: &str, key: &str) -> Result<Spot, Refused> {
        Ok(Spot::new(&self.manifest()?.claims, &["speakers", id, key]))
    }

    /// Where something of a party stands: `name`, `adjective`.
    #[must_use]
    pub fn party_spot(id: &str, key: &str) -> Spot {
        Spot::new(MANIFEST_FILE, &["parties", id, key])
    }

    /// With one more who speaks, and the party that they speak for where it is new; answers
    /// the speaker's id.
    ///
    /// # Errors
    /// The files cannot be read.
    pub fn add_speaker(&self, new: &NewSpeaker) -> Result<(Self, String), Refused> {
        let NewSpeaker { name, role, lang, side } = new;
        let (next, party) = match side {
            Side::Known(id) => (self.clone(), id.clone()),
            Side::New(party) => self.add_party(party, lang, false)?,
            Side::Own => self.add_party(name, lang, true)?,
        };
        let atlas = next.atlas()?;
        let id = words::free(&exchange::kebab(name), |id| atlas.speaker(id).is_some());
        let next = next.edited(&atlas.manifest.claims, |root| {
            root.array_value_or_set("speakers").append(object([
                ("id", (&*id).into()),
                ("party", (&*party).into()),
                ("name", localized(lang, name)),
                ("role", localized(lang, role)),
            ]));
            Ok(())
        })?;
        Ok((next, id))
    }

    /// With one more party; answers its id.
    ///
    /// # Errors
    /// The manifest cannot be read.
    pub fn add_party(&self, name: &str, lang: &str, voice: bool) -> Result<(Self, String), Refused> {
        let manifest = self.manifest()?;
        let is_taken = |id: &str| manifest.parties.iter().any(|party| party.id == id);
        let id = words::free(&exchange::kebab(name), is_taken);
        let party = [("id", (&*id).into()), ("name", localized(lang, name))];
        let party = party.into_iter().chain(voice.then(|| ("voice", true.into())));
        let next = self.edited(MANIFEST_FILE, |root| {
            root.array_value_or_set("parties").append(object(party));
            Ok(())
        })?;
        Ok((next, id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::begin::tests::island;

    #[test]
    fn a_side_is_made_once_and_speaks_through_many() {
        let speaker = |name: &str, side| NewSpeaker {
            name: name.to_owned(),
            role: "mayor".to_owned(),
            lang: "en".to_owned(),
            side,
        };
        let (project, first) =
            island().add_speaker(&speaker("Ann", Side::New("Westbank".to_owned()))).unwrap();
        let (project, _) = project.add_speaker(&speaker("Ben", Side::Known("westbank".to_owned()))).unwrap();
        let (project, _) = project.add_speaker(&speaker("A witness", Side::Own)).unwrap();
        let atlas = project.atlas().unwrap();
        assert_eq!(
            atlas.party_of_speaker(&first).map(|party| (&*party.id, party.voice)),
            Some(("westbank", false))
        );
        assert_eq!(atlas.manifest.sides().count(), 1);
        assert_eq!(atlas.manifest.parties.len(), 3);
    }
}
