//! Questions of a walk over the map, each answered in one sentence.

use carto::{WorldBounds, WorldPoint};

use crate::{
    base::View,
    ground,
    question::{Question, Spot, Wind},
    relations::{Lies, held, holding, near_towns, pieces, towns_in},
    words::{self, of},
};

/// How many places of a view have a number, as many as there are keys for.
const NUMBERED: usize = 9;
/// How many towns are said.
const MOST: usize = 5;
/// Rows of a view, read one after another.
const ROWS: f64 = 4.;
/// Kilometres between the places of a straight line that are looked at.
const STEP: f64 = 1.;

/// What is answered to a question.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    /// One sentence.
    pub text: String,
    /// The regions that it leads to, by id, in its order.
    pub places: Vec<String>,
}

/// The answer.
pub fn answer(view: &View<'_>, question: &Question) -> Answer {
    let number = |id: &str| view.base.number(id);
    let found = match question {
        Question::Towards { from, wind } => {
            from_spot(view, from).map(|(at, own)| towards(view, at, own, *wind))
        }
        Question::Between { one, other } => {
            number(one).zip(number(other)).and_then(|(a, b)| between(view, a, b))
        }
        Question::Here { at } => from_spot(view, at).map(|(at, own)| here(view, at, own)),
        Question::InView { min, max } => Some(in_view(view, &WorldBounds { min: *min, max: *max })),
        Question::Around { region } => number(region).map(|number| around(view, number)),
        Question::Within { region } => number(region).map(|number| within(view, number)),
    };
    found.unwrap_or_else(|| Answer {
        text: of(view.lang, "La carte ne le dit pas.", "The map does not say.").to_owned(),
        places: Vec::new(),
    })
}

fn from_spot(view: &View<'_>, spot: &Spot) -> Option<(WorldPoint, Option<usize>)> {
    match spot {
        Spot::Position(at) => Some((*at, None)),
        Spot::Region(id) => {
            let number = view.base.number(id)?;
            Some((view.now(number).anchor()?, Some(number)))
        }
    }
}

/// The nearest region within an eighth of a turn of a wind.
fn towards(view: &View<'_>, from: WorldPoint, own: Option<usize>, wind: Wind) -> Answer {
    let lang = view.lang;
    let turn = std::f64::consts::TAU / 8.;
    let course = wind.eighths() as f64 * turn;
    let is_on = |to: WorldPoint| {
        let aside = ground::bearing(from, to) - course;
        // The cosine, so that a whole turn more or less is the same.
        to != from && aside.cos() >= turn.cos() - 1e-9
    };
    let side = words::towards(wind, lang);
    // What lies all around lies on no side.
    let regions = view.all().filter(|now| Some(now.number) != own && !now.holds(from));
    let regions = regions.filter_map(|now| Some((now.anchor().filter(|to| is_on(*to))?, now)));
    let nearest = regions.reduce(|a, b| if ground::km(from, b.0) < ground::km(from, a.0) { b } else { a });
    let towns = view.base.land.towns(view.date).filter(|(_, to)| is_on(*to));
    let town = towns.reduce(|a, b| if ground::km(from, b.1) < ground::km(from, a.1) { b } else { a });
    let Some((at, now)) = nearest else {
        let none = of(lang, "aucun lieu de l’article", "no place of the article");
        return Answer { text: words::sentence(&side, none, lang), places: Vec::new() };
    };
    let km = ground::km(from, at);
    let mut text = format!(
        "{}, {}{}",
        view.named(now.number),
        of(lang, "à ", ""),
        words::distance(km, now.is_indicative(), lang)
    );
    if let Some((town, to)) = town.filter(|(_, to)| ground::km(from, *to) < km) {
        let name = town.name.best(lang.code()).1;
        let nearer = of(lang, "plus près, la ville", "nearer, the town");
        let km = words::distance(ground::km(from, to), false, lang);
        text = format!(
            "{text}{}{nearer}{}{name}, {}{km}",
            words::semicolon(lang),
            words::colon(lang),
            of(lang, "à ", "")
        );
    }
    Answer { text: words::sentence(&side, &text, lang), places: vec![now.region.id.clone()] }
}

/// What a straight line from one region to another passes.
fn between(view: &View<'_>, one: usize, other: usize) -> Option<Answer> {
    let (lang, land) = (view.lang, &view.base.land);
    let (a, b) = (view.now(one), view.now(other));
    let (from, to) = (a.anchor()?, b.anchor()?);
    let (mut states, mut regions): (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
    for (p, _) in ground::along(&[from, to], STEP) {
        let piece = land.at(p, view.date);
        if let Some(piece) = piece.filter(|piece| states.last() != Some(piece)) {
            states.push(piece);
        }
        for now in view.all().filter(|now| !now.region.is_state() && now.holds(p)) {
            if ![one, other].contains(&now.number) && !regions.contains(&now.number) {
                regions.push(now.number);
            }
        }
    }
    let names = |numbers: &[usize]| numbers.iter().map(|number| view.named(*number)).collect::<Vec<_>>();
    let rough = a.is_indicative() || b.is_indicative();
    let away = words::away(ground::km(from, to), ground::wind(from, to), rough, lang);
    let crossed = states.iter().map(|piece| land.named(*piece, lang)).collect::<Vec<_>>().join(", ");
    let mut text = format!(
        "{} {away}, {}{}{crossed}",
        view.named(other),
        of(lang, "en ligne droite par", "in a straight line by way of"),
        words::colon(lang)
    );
    if !regions.is_empty() {
        let on = of(lang, "lieux de l’article en chemin", "places of the article on the way");
        text = format!(
            "{text}{}{on}{}{}",
            words::semicolon(lang),
            words::colon(lang),
            names(&regions).join(", ")
        );
    }
    let places = regions.iter().map(|number| view.base.regions[*number].id.clone()).collect();
    Some(Answer { text: words::sentence(&view.named(one), &text, lang), places })
}

/// Where a position is.
fn here(view: &View<'_>, at: WorldPoint, own: Option<usize>) -> Answer {
    let (lang, land) = (view.lang, &view.base.land);
    let mut names: Vec<String> = own.map(|number| view.named(number)).into_iter().collect();
    let piece = land.at(at, view.date).map(|piece| land.named(piece, lang));
    names.extend(piece.filter(|piece| !names.contains(piece)));
    if names.is_empty() {
        let water = land.waters(view.date).find(|w| ground::holds(w.path.shape(), w.path.bounds(), at));
        names.extend(water.map(|water| water.name.best(lang.code()).1.to_owned()));
    }
    let mut places = Vec::new();
    for now in view.all().filter(|now| !now.region.is_state() && now.holds(at)) {
        let name = view.named(now.number);
        if !names.iter().any(|known| known.contains(&name)) {
            names.push(name);
        }
        places.push(now.region.id.clone());
    }
    if names.is_empty() {
        names.push(of(lang, "hors de la carte", "off the map").to_owned());
    }
    let mut text = names.join(", ");
    let others = view.all().filter(|now| Some(now.number) != own && !now.region.is_state());
    let outside = others.filter(|now| !now.holds(at));
    let near = outside.filter_map(|now| Some((now.anchor()?, now)));
    let nearest = near.reduce(|a, b| if ground::km(at, b.0) < ground::km(at, a.0) { b } else { a });
    if let Some((to, now)) = nearest {
        let away = words::away(ground::km(at, to), ground::wind(at, to), now.is_indicative(), lang);
        let what = of(lang, "le lieu de l’article le plus proche", "the nearest place of the article");
        text = format!(
            "{text}{}{what}{}{}, {away}",
            words::semicolon(lang),
            words::colon(lang),
            view.named(now.number)
        );
        places.push(now.region.id.clone());
    }
    Answer { text: words::sentence(of(lang, "Ici", "Here"), &text, lang), places }
}

/// What a view shows, row by row, each from west to east.
fn in_view(view: &View<'_>, bounds: &WorldBounds) -> Answer {
    let lang = view.lang;
    let row = |p: WorldPoint| ((p.y - bounds.min.y) / bounds.height().max(f64::MIN_POSITIVE) * ROWS) as i64;
    let mut seen: Vec<(i64, f64, usize)> = Vec::new();
    for now in view.all().filter(|now| !now.region.is_state()) {
        if let Some(at) = now.anchor().filter(|at| bounds.contains(*at)) {
            let place = (row(at), at.x, now.number);
            seen.insert(seen.partition_point(|other| (other.0, other.1) <= (place.0, place.1)), place);
        }
    }
    let told = seen.iter().take(NUMBERED).enumerate();
    let told: Vec<String> =
        told.map(|(at, (.., number))| format!("{} {}", at + 1, view.named(*number))).collect();
    let towns = view.base.land.towns(view.date).filter(|(_, at)| bounds.contains(*at));
    let towns: Vec<String> = towns.map(|(town, _)| town.name.best(lang.code()).1.to_owned()).collect();
    let mut text = match (seen.len().saturating_sub(NUMBERED), told.is_empty()) {
        (_, true) => of(lang, "aucun lieu de l’article", "no place of the article").to_owned(),
        (0, _) => told.join(", "),
        (more, _) => {
            let [french, english] =
                [format!("et {more} de plus, en zoomant"), format!("and {more} more, by zooming in")];
            let more = of(lang, french, english);
            format!("{}, {more}", told.join(", "))
        }
    };
    if !towns.is_empty() {
        let what = of(lang, "villes", "towns");
        text = format!(
            "{text}{}{what}{}{}",
            words::semicolon(lang),
            words::colon(lang),
            words::at_most(&towns, MOST, lang)
        );
    }
    let places = seen.iter().take(NUMBERED).map(|(.., number)| view.base.regions[*number].id.clone());
    Answer {
        text: words::sentence(of(lang, "À l’écran", "In view"), &text, lang), places: places.collect()
    }
}

/// What a region is part of.
fn around(view: &View<'_>, number: usize) -> Answer {
    let (lang, now) = (view.lang, view.now(number));
    let parent = now.region.parent;
    let holding: Vec<usize> = holding(view, &now).into_iter().chain(parent).collect();
    let mut names: Vec<String> = holding.iter().map(|number| view.named(*number)).collect();
    if !now.region.is_state() {
        names.extend(pieces(view, &now).iter().map(|piece| view.base.land.named(*piece, lang)));
    }
    let none = of(lang, "rien de plus grand sur cette carte", "nothing larger on this map");
    // Names may have commas.
    let text = if names.is_empty() { none.to_owned() } else { names.join(words::semicolon(lang)) };
    let label = format!("{}, {}", view.named(number), of(lang, "plus grand", "larger"));
    let places = holding.iter().map(|number| view.base.regions[*number].id.clone()).collect();
    Answer { text: words::sentence(&label, &text, lang), places }
}

/// What a region holds; where it holds nothing, the nearest town.
fn within(view: &View<'_>, number: usize) -> Answer {
    let (lang, now) = (view.lang, view.now(number));
    let parts =
        if now.region.children.is_empty() { held(view, &now, Lies::In) } else { now.region.children.clone() };
    let names: Vec<String> =
        parts.iter().map(|number| view.named(*number)).chain(towns_in(view, &now)).collect();
    let text = if names.is_empty() {
        let none = of(lang, "rien de nommé", "nothing with a name").to_owned();
        let near = near_towns(view, &now).into_iter().next().map(|(gap, name)| {
            let away = words::away(gap.km, ground::wind(gap.from, gap.to), now.is_indicative(), lang);
            let what = of(lang, "la ville la plus proche", "the nearest town");
            format!(
                "{none}{}{what}{}{}, {away}",
                words::semicolon(lang),
                words::colon(lang),
                name.best(lang.code()).1
            )
        });
        near.unwrap_or(none)
    } else {
        words::at_most(&names, NUMBERED, lang)
    };
    let label = format!("{}, {}", view.named(number), of(lang, "à l’intérieur", "inside"));
    let places = parts.iter().map(|number| view.base.regions[*number].id.clone()).collect();
    Answer { text: words::sentence(&label, &text, lang), places }
}
