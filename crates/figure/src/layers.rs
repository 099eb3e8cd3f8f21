//! The layers of a base map, in levels of detail, as the worker holds them. What is
//! drawn of them, and how, is [`crate::ground`]'s.

use atlas::Interval;
use carto::{
    Feature, Shape, WorldBounds, WorldPoint,
    detail::{Detail, DetailBuilder},
    number::limited,
    style::{self, BaseStyle, base_look},
    tolerance::finest,
};
use protocol::Drawn;

/// The last rank that differs from those after it.
const LAST_RANK: f64 = 9.;

/// Kinds that a layer may mix. An atlas has some ten; each is looked
/// through for every feature, and drawn by itself.
const MOST_KINDS: usize = 256;

/// What features of a layer that are painted alike have in common.
#[derive(Clone, Debug, PartialEq)]
pub struct Kind {
    /// Their style.
    pub style: BaseStyle,
    /// What tells them from others of it.
    pub rank: f64,
    /// When they are true; always, where empty.
    pub when: Vec<Interval>,
    /// The zoom by which they have faded, if they do: closer by they would lie beside
    /// what they stand for.
    pub max_zoom: Option<f64>,
}

impl Kind {
    /// What the base map knows of a feature's looks, if it has a style that it knows.
    pub fn of(feature: &Feature) -> Option<Self> {
        Some(Self {
            style: style::base(feature)?,
            rank: ranked(style::rank(feature)),
            when: Interval::of_feature(&feature.properties),
            max_zoom: style::max_zoom(feature),
        })
    }
}

/// A layer's lines, with what tells how they look.
pub struct Painted {
    /// What each key of the lines stands for.
    pub kinds: Vec<Kind>,
    lines: Lines,
    /// What stands for lines that are not there: boxes around them.
    pub boxes: Option<Box<Painted>>,
}

enum Lines {
    /// More may come.
    Growing(DetailBuilder),
    /// All are there.
    Whole(Detail),
    /// More comes as its reader looks at it.
    ByParts(DetailBuilder),
}

impl Default for Painted {
    fn default() -> Self {
        Self { kinds: Vec::new(), lines: Lines::Growing(DetailBuilder::new(finest())), boxes: None }
    }
}

impl Painted {
    /// Of a layer that is read by parts: there is nothing of it yet.
    pub fn by_parts() -> Self {
        Self { lines: Lines::ByParts(DetailBuilder::new(finest())), ..Self::default() }
    }

    /// How many vertices there are.
    pub fn vertices(&self) -> usize {
        self.detail().vertices()
    }

    /// Boxes around something, painted as features of `kind` are.
    pub fn of_boxes(kind: &Kind, boxes: impl Iterator<Item = WorldBounds>) -> Self {
        let mut painted = Self::default();
        for WorldBounds { min, max } in boxes {
            let corner = |x, y| WorldPoint { x, y };
            let ring = vec![min, corner(max.x, min.y), max, corner(min.x, max.y), min];
            painted.add(kind.clone(), &Shape::Areas(vec![ring]));
        }
        painted.finished()
    }

    /// Adds a feature. Points are not painted here, nor features of no style that
    /// the base map knows.
    pub fn push(&mut self, feature: &Feature) {
        if let Some(kind) = Kind::of(feature) {
            self.add(kind, feature.path.shape());
        }
    }

    /// Adds a shape of a feature of this kind, as [`Self::push`].
    fn add(&mut self, kind: Kind, shape: &Shape) {
        if matches!(shape, Shape::Points(_)) || base_look(kind.style, kind.rank, 0.).is_none() {
            return;
        }
        let known = self.kinds.iter().position(|known| *known == kind);
        let key = known.unwrap_or_else(|| {
            if self.kinds.len() < MOST_KINDS {
                self.kinds.push(kind);
            }
            self.kinds.len() - 1
        });
        if let Lines::Growing(builder) | Lines::ByParts(builder) = &mut self.lines {
            builder.push(key as u16, shape);
        }
    }

    /// All features are there.
    #[must_use]
    pub fn finished(self) -> Self {
        let lines = match self.lines {
            Lines::Growing(builder) => Lines::Whole(builder.finish()),
            other => other,
        };
        Self { lines, ..self }
    }

    /// The lines so far.
    pub fn detail(&self) -> &Detail {
        match &self.lines {
            Lines::Growing(builder) | Lines::ByParts(builder) => builder.detail(),
            Lines::Whole(detail) => detail,
        }
    }
}

/// A rank as a kind has it.
fn ranked(rank: Option<f64>) -> f64 {
    limited(rank.unwrap_or(3.), 1., LAST_RANK)
}

/// Layers by id.
#[derive(Default)]
pub struct Layers(Vec<(String, Painted)>);

impl Layers {
    /// The layer with this id, as far as it is there.
    pub fn get(&self, id: &str) -> Option<&Painted> {
        self.0.iter().find(|(known, _)| known == id).map(|(_, painted)| painted)
    }

    /// Whether one is being read.
    pub fn grow(&self) -> bool {
        self.0.iter().any(|(_, layer)| matches!(layer.lines, Lines::Growing(_)))
    }

    /// The layer with this id, to add to.
    pub fn get_mut(&mut self, id: &str) -> Option<&mut Painted> {
        self.0.iter_mut().find(|(known, _)| known == id).map(|(_, painted)| painted)
    }

    /// Puts a layer in, in place of one with the same id.
    pub fn insert(&mut self, id: String, painted: Painted) {
        self.remove(&id);
        self.0.push((id, painted));
    }

    /// Takes a layer out.
    pub fn remove(&mut self, id: &str) -> Option<Painted> {
        let at = self.0.iter().position(|(known, _)| known == id)?;
        Some(self.0.swap_remove(at).1)
    }

    /// Takes a layer that the page has, coarse but there at once. One that was
    /// read in the meantime is better, and stays.
    pub fn take(&mut self, id: String, features: &[Drawn]) {
        if self.get(&id).is_some() {
            return;
        }
        let mut painted = Painted::default();
        for Drawn { style, rank, when, shape } in features {
            let Ok(style) = style.parse() else { continue };
            // What is coarse is there for far views.
            painted.add(Kind { style, rank: ranked(*rank), when: when.clone(), max_zoom: None }, shape);
        }
        self.insert(id, painted.finished());
    }
}

#[cfg(test)]
mod tests {
    use carto::parse::parse_feature;

    use super::*;

    fn river(rank: &str) -> Feature {
        river_that(&format!(r#""rank":{rank}"#))
    }

    fn river_that(says: &str) -> Feature {
        let line = r#"{"type":"LineString","coordinates":[[0,0],[1,1]]}"#;
        let text =
            format!(r#"{{"type":"Feature","properties":{{"style":"river",{says}}},"geometry":{line}}}"#);
        parse_feature(0, text.as_bytes()).expect("a river")
    }

    #[test]
    fn a_thousand_ranks_are_few_looks_and_every_line_is_there() {
        let mut painted = Painted::default();
        for i in 0..1_000 {
            painted.push(&river(&format!("{}", 1. + f64::from(i) / 200.)));
        }
        assert_eq!((painted.kinds.len(), painted.detail().vertices()), (MOST_KINDS, 2_000));
    }

    #[test]
    fn what_is_true_at_other_times_is_another_kind() {
        let until =
            |end: &str| river_that(&format!(r#""when":{{"timespans":[{{"end":{{"in":"{end}"}}}}]}}"#));
        let mut painted = Painted::default();
        for end in ["2024-05-24", "2024-05-24", "2023"] {
            painted.push(&until(end));
        }
        let ends: Vec<String> =
            painted.kinds.iter().map(|kind| kind.when[0].end.unwrap().to_string()).collect();
        assert_eq!(ends, ["2024-05-24", "2023"]);
    }

    #[test]
    fn what_fades_is_another_kind() {
        let mut painted = Painted::default();
        for says in [r#""rank":2"#, r#""rank":2,"maxzoom":11.5"#] {
            painted.push(&river_that(says));
        }
        let closest: Vec<Option<f64>> = painted.kinds.iter().map(|kind| kind.max_zoom).collect();
        assert_eq!(closest, [None, Some(11.5)]);
    }

    #[test]
    fn ranks_beyond_the_last_are_the_last() {
        let mut painted = Painted::default();
        for rank in ["-1e300", "1", "9", "1e300"] {
            painted.push(&river(rank));
        }
        let ranks: Vec<f64> = painted.kinds.iter().map(|kind| kind.rank).collect();
        assert_eq!(ranks, [1., LAST_RANK]);
    }
}
