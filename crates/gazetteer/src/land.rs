//! The land that an atlas's regions lie in: states, their borders, towns, waters and
//! rivers of the base map. What lies where, at a date; how it is said is `words`'.

use atlas::{Atlas, Interval, Localized, PartialDate, manifest::Role};
use carto::{
    Feature, Layer, Path, Shape, WorldBounds, WorldPoint,
    projection::Seam,
    style::{self, BaseStyle},
};
use documents::Lang;

use crate::ground::{self, Gap};

/// How many kilometres beside a line it is looked who lies there: more than two drawings
/// of one border differ by, less than an exclave is across.
pub const BESIDE: f64 = 0.6;

/// A named thing of the base map.
#[derive(Clone, Debug)]
pub struct Named {
    /// Its name.
    pub name: Localized,
    /// Where it lies.
    pub path: Path,
    /// When it is true; always, where empty.
    when: Vec<Interval>,
}

/// A piece of a state.
#[derive(Clone, Debug)]
pub struct Piece {
    /// Number of its state among [`Land::states`].
    pub state: usize,
    /// The name of this piece, where it has one of its own: Nakhchivan.
    part: Option<Localized>,
    /// Where it lies.
    pub path: Path,
    when: Vec<Interval>,
}

/// A state.
#[derive(Clone, Debug)]
pub struct State {
    /// Its name.
    name: Localized,
    /// The region that it is, by id.
    pub region: Option<String>,
}

/// The base map.
#[derive(Clone, Debug)]
pub struct Land {
    /// States, in the order in which they are drawn.
    pub states: Vec<State>,
    pieces: Vec<Piece>,
    borders: Vec<(Path, Vec<Interval>)>,
    towns: Vec<Named>,
    waters: Vec<Named>,
    rivers: Vec<Named>,
    /// What the map covers: beyond lies nothing that is known.
    pub extent: WorldBounds,
}

/// A border and the shortest way to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Border {
    /// The pieces of states on its two sides; one or none where the map does not say.
    pub sides: Vec<usize>,
    /// The way.
    pub gap: Gap,
}

impl Land {
    /// The base map of an atlas. `layers` by id, their features placed already.
    pub fn new(atlas: &Atlas, layers: &[(String, Layer)], seam: Seam) -> Self {
        let mut land = Self {
            states: Vec::new(),
            pieces: Vec::new(),
            borders: Vec::new(),
            towns: Vec::new(),
            waters: Vec::new(),
            rivers: Vec::new(),
            extent: seam.project_bounds(atlas.manifest.extent),
        };
        for entry in atlas.manifest.layers.iter().filter(|entry| entry.role == Role::Base) {
            let layer = layers.iter().find(|(id, _)| *id == entry.id);
            for feature in layer.iter().flat_map(|(_, layer)| &layer.features) {
                land.add(atlas, feature);
            }
        }
        land
    }

    fn add(&mut self, atlas: &Atlas, feature: &Feature) {
        let when = Interval::of_feature(&feature.properties);
        let name = feature.properties.get("name").and_then(Localized::from_value);
        let path = feature.path.clone();
        let named = |list: &mut Vec<Named>| {
            if let Some(name) = name.clone() {
                list.push(Named { name, path: path.clone(), when: when.clone() });
            }
        };
        match style::base(feature) {
            Some(BaseStyle::Country | BaseStyle::Neighbour) => self.piece(atlas, feature, name, when),
            Some(BaseStyle::StateBorder) => self.borders.push((path, when)),
            Some(BaseStyle::Place) => named(&mut self.towns),
            Some(BaseStyle::Sea | BaseStyle::Lake) => named(&mut self.waters),
            Some(BaseStyle::River) => named(&mut self.rivers),
            Some(BaseStyle::District) | None => {}
        }
    }

    fn piece(&mut self, atlas: &Atlas, feature: &Feature, name: Option<Localized>, when: Vec<Interval>) {
        let region = feature.text("region").and_then(|id| atlas.region(id));
        let Some(whole) = region.map(|region| region.label.clone()).or_else(|| name.clone()) else { return };
        let id = region.map(|region| region.id.clone());
        // Pieces of one region are one state, as are those of one name.
        let same = |state: &State| if id.is_some() { state.region == id } else { state.name == whole };
        let known = self.states.iter().position(same);
        let state = known.unwrap_or_else(|| {
            self.states.push(State { name: whole.clone(), region: id.clone() });
            self.states.len() - 1
        });
        let differs = |part: &Localized| part.iter().all(|(lang, text)| text != whole.best(lang).1);
        let path = feature.path.clone();
        self.pieces.push(Piece { state, part: name.filter(differs), path, when });
    }

    /// A piece of a state, by its number.
    pub fn piece_at(&self, number: usize) -> &Piece {
        &self.pieces[number]
    }

    /// The pieces of a state that hold at a date.
    pub fn pieces(&self, state: usize, date: PartialDate) -> impl Iterator<Item = &Piece> {
        self.pieces.iter().filter(move |piece| piece.state == state && Interval::hold(&piece.when, date))
    }

    /// What a piece is called: its state, and in brackets its own name.
    pub fn named(&self, piece: usize, lang: Lang) -> String {
        let Piece { state, part, .. } = &self.pieces[piece];
        let whole = self.state(*state, lang);
        part.as_ref()
            .map_or_else(|| whole.to_owned(), |part| format!("{whole} ({})", part.best(lang.code()).1))
    }

    /// What a state is called.
    pub fn state(&self, state: usize, lang: Lang) -> &str {
        self.states[state].name.best(lang.code()).1
    }

    /// The piece of a state that the map shows at `p`: the one drawn last.
    pub fn at(&self, p: WorldPoint, date: PartialDate) -> Option<usize> {
        self.pieces.iter().rposition(|piece| {
            Interval::hold(&piece.when, date) && ground::holds(piece.path.shape(), piece.path.bounds(), p)
        })
    }

    /// The pieces on the two sides of a border that runs on `course` (radians) at `p`.
    pub fn beside(&self, p: WorldPoint, course: f64, date: PartialDate) -> Vec<usize> {
        // A little further off where the land is not drawn as the border is.
        for far in [BESIDE, 2.5 * BESIDE] {
            let side = |turn: f64| self.at(ground::off(p, course + turn, far), date);
            let quarter = std::f64::consts::FRAC_PI_2;
            if let (Some(left), Some(right)) = (side(-quarter), side(quarter))
                && self.pieces[left].state != self.pieces[right].state
            {
                return vec![left, right];
            }
        }
        Vec::new()
    }

    /// The nearest borders of `shape`, the nearest first, each pair of states once.
    pub fn borders(&self, shape: &Shape, date: PartialDate) -> Vec<Border> {
        let mut found: Vec<Border> = Vec::new();
        for (path, _) in self.borders.iter().filter(|(_, when)| Interval::hold(when, date)) {
            let Some(gap) = ground::between(shape, path.shape()) else { continue };
            let sides = self.sides(path.shape(), gap.to, date);
            let at = found.partition_point(|other| other.gap.km <= gap.km);
            found.insert(at, Border { sides, gap });
        }
        // A state may be drawn in several pieces of one name.
        let mut seen = Vec::new();
        found.retain(|border| {
            let mut pair = Self::between(border, |piece| {
                let Piece { state, part, .. } = &self.pieces[piece];
                (*state, part.as_ref().map(|part| part.best("").1))
            });
            if let Some(pair) = &mut pair {
                pair.sort_unstable();
            }
            let is_new = !seen.contains(&pair);
            seen.push(pair);
            is_new
        });
        found
    }

    /// The pieces on the two sides of a border near `p` on it. At its end it may not be
    /// seen, so it is asked a little further in.
    fn sides(&self, border: &Shape, p: WorldPoint, date: PartialDate) -> Vec<usize> {
        let steps = ground::lines(border).iter().flat_map(|line| ground::along(line, BESIDE));
        let mut near: Vec<(f64, WorldPoint, f64)> = Vec::new();
        for (at, course) in steps {
            let far = ground::km(p, at);
            if far < 10. {
                near.insert(near.partition_point(|(other, ..)| *other <= far), (far, at, course));
            }
        }
        near.into_iter()
            .map(|(_, at, course)| self.beside(at, course, date))
            .find(|s| !s.is_empty())
            .unwrap_or_default()
    }

    /// The names of the states on the two sides of a border, in an order that prefers
    /// nobody; `None` where the map does not say both.
    pub fn pair(&self, border: &Border, lang: Lang) -> Option<[String; 2]> {
        let mut pair = Self::between(border, |piece| self.named(piece, lang))?;
        pair.sort_unstable();
        Some(pair)
    }

    /// Something of the pieces on the two sides; `None` where the map does not have both.
    fn between<T>(border: &Border, of: impl Fn(usize) -> T) -> Option<[T; 2]> {
        let [one, other] = border.sides[..] else { return None };
        Some([of(one), of(other)])
    }

    /// What a border is called: "Arménie–Azerbaïdjan".
    pub fn border_name(&self, border: &Border, lang: Lang) -> Option<String> {
        Some(self.pair(border, lang)?.join("–"))
    }

    /// The border lines that hold at a date.
    pub fn border_lines(&self, date: PartialDate) -> impl Iterator<Item = &Path> {
        self.borders.iter().filter(move |(_, when)| Interval::hold(when, date)).map(|(path, _)| path)
    }

    /// The towns that hold at a date, with where they are, the larger first.
    pub fn towns(&self, date: PartialDate) -> impl Iterator<Item = (&Named, WorldPoint)> {
        let towns = self.towns.iter().filter(move |town| Interval::hold(&town.when, date));
        towns.filter_map(|town| Some((town, town.path.shape().points().next()?)))
    }

    /// The named seas and lakes.
    pub fn waters(&self, date: PartialDate) -> impl Iterator<Item = &Named> {
        self.waters.iter().filter(move |water| Interval::hold(&water.when, date))
    }

    /// The named rivers.
    pub fn rivers(&self, date: PartialDate) -> impl Iterator<Item = &Named> {
        self.rivers.iter().filter(move |river| Interval::hold(&river.when, date))
    }

    /// Whether a shape goes on beyond the map's edge, which cuts it off.
    pub fn is_cut(&self, bounds: &WorldBounds) -> bool {
        let hair = 1e-7;
        bounds.min.x <= self.extent.min.x + hair
            || bounds.min.y <= self.extent.min.y + hair
            || bounds.max.x >= self.extent.max.x - hair
            || bounds.max.y >= self.extent.max.y - hair
    }
}
