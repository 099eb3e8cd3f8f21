//! What the keys of the walk over the map mean, and where their answers lead.

use documents::Lang;
use protocol::Step;

use crate::{
    gazetteer::Gazetteer,
    question::{Question, Spot, Wind},
    walk::Answer,
    words::of,
};

/// A walk over the map by keys. It remembers which places have a number.
#[derive(Clone, Debug, Default)]
pub struct Walk {
    /// The regions in view, by id, as they were last told.
    numbered: Vec<String>,
}

/// What follows from a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// One sentence.
    Says(String),
    /// The same, and the region, by id, that the reader stands at from now on.
    Leads(String, String),
    /// The region, by id, that the reader has chosen.
    Chooses(String),
}

impl Walk {
    /// What follows from a key; `None` where it means nothing.
    pub fn press(&mut self, gazetteer: &Gazetteer, step: &Step, lang: Lang) -> Option<Reply> {
        let place = || step.focused.clone().or_else(|| step.selected.clone());
        let middle = || Spot::Position(carto::WorldBounds::around(step.view).centre());
        let towards = |wind| Question::Towards { from: place().map_or_else(middle, Spot::Region), wind };
        let no_place = || Some(Reply::Says(no_place(lang).to_owned()));
        let is_towards = step.key.starts_with("Arrow");
        let question = match &*step.key {
            "ArrowUp" => towards(Wind::North),
            "ArrowRight" => towards(Wind::East),
            "ArrowDown" => towards(Wind::South),
            "ArrowLeft" => towards(Wind::West),
            "i" | "I" => Question::Here { at: place().map_or_else(middle, Spot::Region) },
            ">" => match place() {
                Some(region) => Question::Around { region },
                None => return no_place(),
            },
            "<" => match place() {
                Some(region) => Question::Within { region },
                None => return no_place(),
            },
            "b" | "B" => match (step.selected.clone(), step.focused.clone()) {
                (Some(one), Some(other)) if one != other => Question::Between { one, other },
                _ => return Some(Reply::Says(two_places(lang).to_owned())),
            },
            "v" | "V" => return Some(self.tell_view(gazetteer, step, lang)),
            "?" => return Some(Reply::Says(help(lang).to_owned())),
            digit => {
                let number = digit.parse().ok().filter(|number| (1..=9).contains(number))?;
                return Some(self.choose(number, gazetteer, step, lang));
            }
        };
        let Answer { text, places } = gazetteer.answer(&question, step.as_of, lang);
        let first = places.into_iter().next().filter(|_| is_towards);
        Some(match first {
            Some(place) => Reply::Leads(text, place),
            None => Reply::Says(text),
        })
    }

    /// What is in view, by number.
    fn tell_view(&mut self, gazetteer: &Gazetteer, step: &Step, lang: Lang) -> Reply {
        let [min, max] = step.view;
        let Answer { text, places } = gazetteer.answer(&Question::InView { min, max }, step.as_of, lang);
        self.numbered = places;
        Reply::Says(text)
    }

    /// The region with a number, from 1. A number that was not told has the view told.
    fn choose(&mut self, number: usize, gazetteer: &Gazetteer, step: &Step, lang: Lang) -> Reply {
        match self.numbered.get(number - 1) {
            Some(id) => Reply::Chooses(id.clone()),
            None => self.tell_view(gazetteer, step, lang),
        }
    }
}

fn no_place(lang: Lang) -> &'static str {
    of(
        lang,
        "Aucun lieu choisi\u{202f}: Tab ou Maj et une flèche mènent à un lieu.",
        "No place chosen: Tab, or Shift and an arrow, leads to one.",
    )
}

fn two_places(lang: Lang) -> &'static str {
    of(
        lang,
        "Pour ce qui sépare deux lieux\u{202f}: lire l’un (Entrée), revenir à la carte (Échap), aller à l’autre, puis B.",
        "For what lies between two places: read the one (Enter), go back to the map (Escape), go to the other, then B.",
    )
}

fn help(lang: Lang) -> &'static str {
    of(
        lang,
        "Maj et une flèche\u{202f}: le lieu le plus proche de ce côté\u{202f}; \
         I\u{202f}: où l’on est\u{202f}; V\u{202f}: ce que montre la vue, par numéro\u{202f}; \
         1 à 9\u{202f}: lire le lieu de ce numéro\u{202f}; >\u{202f}: ce qui englobe le lieu\u{202f}; \
         <\u{202f}: ce qu’il contient\u{202f}; B\u{202f}: ce qui le sépare du lieu qu’on lit\u{202f}; \
         Entrée\u{202f}: le lire. Avec un lecteur d’écran, en mode focus (Orca\u{202f}: Orca+A deux fois).",
        "Shift and an arrow: the nearest place on that side; I: where one is; V: what is in view, by number; \
         1 to 9: read the place of that number; >: what the place is part of; <: what it holds; \
         B: what lies between it and the place that is read; Enter: read it. With a screen reader, in focus mode (Orca: Orca+A twice).",
    )
}
