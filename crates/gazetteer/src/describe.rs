//! What the map shows of a region, fact by fact: a place or land; a line is `route`'s.

use carto::{Shape, WorldPoint};
use documents::{Lang, words::interval};

use crate::{
    base::View,
    ground::{self, Gap},
    land::{BESIDE, Border},
    neighbours::{all_around, neighbours, told},
    regions::{Mark, Now},
    relations::{Lies, ROUGH, held, holding, near_towns, pieces, towns_in},
    route,
    words::{self, Topic, of},
};

/// A second border, and a shore, are spoken of within this many kilometres.
const IN_REACH: f64 = 60.;
/// How many towns are near.
const NEAR: usize = 2;
/// How many names of a kind are said.
const MOST: usize = 8;

/// Something that the map shows of a region.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// What it is about.
    pub topic: Topic,
    /// What stands before it.
    pub label: &'static str,
    /// What is so, without a full stop.
    pub text: String,
}

/// What the map shows of a region, the most important first.
#[derive(Clone, Debug, PartialEq)]
pub struct Description {
    /// In which language.
    pub lang: Lang,
    /// One by one.
    pub facts: Vec<Fact>,
}

impl Description {
    /// Each fact as a sentence.
    pub fn sentences(&self) -> Vec<String> {
        self.facts.iter().map(|fact| words::sentence(fact.label, &fact.text, self.lang)).collect()
    }

    /// The description without what is said of a topic.
    #[must_use]
    pub fn less(mut self, topic: Topic) -> Self {
        self.facts.retain(|fact| fact.topic != topic);
        self
    }
}

/// Where a region lies, in a sentence or two: what alone is said where there is room for
/// little. Takes less time than all facts do.
pub fn in_short(view: &View<'_>, number: usize) -> String {
    use Topic::{Absent, Border, Crosses, Exclave, Extent, Neighbours, State};
    let is_short =
        |topic: Topic| matches!(topic, State | Exclave | Border | Neighbours | Crosses | Extent | Absent);
    let now = view.now(number);
    let short =
        shown(view, &now, true).into_iter().filter(|(topic, text)| is_short(*topic) && !text.is_empty());
    let short = short
        .take(2)
        .map(|(topic, text)| words::sentence(topic.label(now.is_indicative(), view.lang), &text, view.lang));
    short.collect::<Vec<_>>().join(" ")
}

/// The facts of a region.
pub fn facts(view: &View<'_>, number: usize) -> Vec<Fact> {
    let now = view.now(number);
    let supposed = now.is_indicative();
    let mut told = shown(view, &now, false);
    told.extend(holders(view, &now));
    told.extend(precision(view, &now));
    told.extend(dates(view, &now));
    let fact = |(topic, text): (Topic, String)| Fact { topic, label: topic.label(supposed, view.lang), text };
    told.into_iter().filter(|(_, text)| !text.is_empty()).map(fact).collect()
}

/// What is seen of it: of its geometry. In short, what is around it is enough.
fn shown(view: &View<'_>, now: &Now<'_>, short: bool) -> Vec<(Topic, String)> {
    let mut told: Vec<(Topic, String)> = Vec::new();
    let is_line = now.land().is_empty() && !now.lines().is_empty();
    if now.marks.is_empty() && !now.region.children.is_empty() {
        group(view, now, &mut told);
    } else if now.marks.is_empty() {
        told.push((Topic::Absent, of(view.lang, "aucun tracé", "nothing is drawn").to_owned()));
    } else if is_line {
        route::facts(view, now, &mut told);
    } else {
        place(view, now, short, &mut told);
    }
    told
}

/// A place or land.
fn place(view: &View<'_>, now: &Now<'_>, short: bool, told: &mut Vec<(Topic, String)>) {
    let Some(shape) = now.shape() else { return };
    let (is_land, rough) = (!now.land().is_empty(), now.is_indicative());
    if !now.region.is_state() {
        let around = if is_land { neighbours(view, now) } else { Vec::new() };
        let borders = view.base.land.borders(&shape, view.date);
        let state = state(view, now, &borders);
        let alone = matches!(&*around, [one] if one.name == state);
        told.push((Topic::State, if alone { format!("{state}, {}", all_around(view)) } else { state }));
        told.push((Topic::Exclave, rest(view, now).unwrap_or_default()));
        told.push((Topic::Border, self::borders(view, now, &borders, rough)));
        if !alone {
            told.push((Topic::Neighbours, self::told(view, &around)));
        }
        if short {
            return;
        }
        told.push((Topic::Around, names(view, &holding(view, now))));
        if !is_land || towns_in(view, now).is_empty() {
            told.push((Topic::Towns, towns(view, now)));
        }
        told.push((Topic::Shore, shore(view, &shape, rough)));
    } else if is_land {
        told.push((Topic::Neighbours, self::told(view, &neighbours(view, now))));
    }
    if short {
        return;
    }
    told.push((Topic::Area, area(view, now).unwrap_or_default()));
    if is_land {
        told.push((Topic::Inside, inside(view, now)));
    }
}

/// The border that a rough position is too near to, for anyone to say on which side of
/// it that is.
fn doubtful<'a>(now: &Now<'_>, borders: &'a [Border]) -> Option<&'a Border> {
    borders.first().filter(|border| now.land().is_empty() && now.is_indicative() && border.gap.km <= ROUGH)
}

/// The states that it lies in, the larger part first.
fn state(view: &View<'_>, now: &Now<'_>, borders: &[Border]) -> String {
    let land = &view.base.land;
    if let Some(pair) = doubtful(now, borders).and_then(|border| land.pair(border, view.lang)) {
        let why = of(
            view.lang,
            "la position est approximative, la frontière toute proche",
            "the position is approximate, the border close by",
        );
        return format!("{}{}{why}", pair.join(of(view.lang, " ou ", " or ")), words::colon(view.lang));
    }
    let own = now.region.named(view.lang);
    let mut names: Vec<String> = Vec::new();
    for piece in pieces(view, now) {
        let whole = land.named(piece, view.lang);
        // Nakhchivan is not in "Azerbaijan (Nakhchivan)" but is that.
        let is_itself = whole.ends_with(&format!("({own})"));
        let name =
            if is_itself { land.state(land.piece_at(piece).state, view.lang).to_owned() } else { whole };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    words::list(&names, view.lang)
}

/// How far the rest of its state is, where the region is a piece of one by itself.
fn rest(view: &View<'_>, now: &Now<'_>) -> Option<String> {
    let land = &view.base.land;
    let [own] = pieces(view, now)[..] else { return None };
    let own = land.piece_at(own);
    let size = |path: &carto::Path| ground::area(ground::lines(path.shape()));
    let largest = land.pieces(own.state, view.date).max_by(|a, b| size(&a.path).total_cmp(&size(&b.path)))?;
    // A district of a state is none of its pieces.
    let is_piece = now.area()? > 0.8 * size(&own.path) && own.path.id() != largest.path.id();
    let gap =
        ground::between(own.path.shape(), largest.path.shape()).filter(|gap| is_piece && gap.km > BESIDE)?;
    let away = words::away(gap.km, ground::wind(gap.from, gap.to), false, view.lang);
    Some(of(
        view.lang,
        format!("le reste du pays est {away}, au plus court"),
        format!("the rest of the country is {away} at the closest"),
    ))
}

/// Those of its states that are touched, else the two nearest.
fn borders(view: &View<'_>, now: &Now<'_>, borders: &[Border], rough: bool) -> String {
    let land = &view.base.land;
    let states: Vec<usize> = pieces(view, now).iter().map(|piece| land.piece_at(*piece).state).collect();
    let is_own =
        |border: &&Border| border.sides.iter().any(|side| states.contains(&land.piece_at(*side).state));
    // Where two other states meet at its corner, that is none of its borders.
    let touched = borders.iter().filter(|border| border.gap.km <= BESIDE).filter(is_own);
    let near = borders.iter().enumerate().filter(|(at, border)| *at == 0 || border.gap.km <= IN_REACH);
    let mut told: Vec<&Border> = touched.collect();
    if told.is_empty() {
        told = near.map(|(_, border)| border).take(NEAR).collect();
    }
    let said = told.into_iter().filter_map(|border| {
        let away = if now.land().is_empty() && rough && border.gap.km <= ROUGH {
            of(view.lang, "à quelques kilomètres au plus", "a few kilometres off at most").to_owned()
        } else {
            apart(view, border.gap, rough)
        };
        Some(format!("{}, {away}", land.border_name(border, view.lang)?))
    });
    said.collect::<Vec<_>>().join(words::semicolon(view.lang))
}

/// How far off something is; that it touches, where nothing is between.
fn apart(view: &View<'_>, gap: Gap, rough: bool) -> String {
    if gap.km <= BESIDE {
        return of(view.lang, "au contact", "touching").to_owned();
    }
    words::away(gap.km, ground::wind(gap.from, gap.to), rough, view.lang)
}

fn names(view: &View<'_>, numbers: &[usize]) -> String {
    let names: Vec<String> = numbers.iter().map(|number| view.named(*number)).collect();
    words::at_most(&names, MOST, view.lang)
}

fn towns(view: &View<'_>, now: &Now<'_>) -> String {
    let rough = now.is_indicative();
    let told = near_towns(view, now).into_iter().take(NEAR).map(|(gap, name)| {
        let away = words::away(gap.km, ground::wind(gap.from, gap.to), rough, view.lang);
        format!("{}, {away}", name.best(view.lang.code()).1)
    });
    told.collect::<Vec<_>>().join(words::semicolon(view.lang))
}

/// The nearest sea or lake with a name.
fn shore(view: &View<'_>, shape: &Shape, rough: bool) -> String {
    let ways =
        view.base.land.waters(view.date).filter_map(|w| Some((ground::between(shape, w.path.shape())?, w)));
    let nearest =
        ways.reduce(|a, b| if b.0.km < a.0.km { b } else { a }).filter(|(gap, _)| gap.km <= IN_REACH);
    let Some((gap, water)) = nearest else { return String::new() };
    let away = apart(view, gap, rough);
    format!("{}, {away}", water.name.best(view.lang.code()).1)
}

/// How large its land is, and the region that is most like it in that.
fn area(view: &View<'_>, now: &Now<'_>) -> Option<String> {
    /// Land that is more than this many times as large is no help to imagine it.
    const LIKE: f64 = 3.;
    let own = now.area()?;
    let land = now.land();
    let is_cut = |now: &Now<'_>| now.land().iter().any(|mark| view.base.land.is_cut(mark.path.bounds()));
    if is_cut(now) {
        return Some(
            of(view.lang, "la carte n’en montre qu’une partie", "the map shows a part of it only").to_owned(),
        );
    }
    // Two regions may have one shape.
    let shares =
        |other: &Now<'_>| other.land().iter().any(|a| land.iter().any(|b| a.path.id() == b.path.id()));
    let is_like = |other: &Now<'_>| {
        !view.are_kin(now.number, other.number)
            && other.region.is_state() == now.region.is_state()
            && !other.is_indicative()
            && !is_cut(other)
            && !shares(other)
    };
    let others = view.all().filter(is_like).filter_map(|other| Some((other.area()?, other.number)));
    let unlike = |area: f64| (area / own).ln().abs();
    let nearest = others.reduce(|a, b| if unlike(b.0) < unlike(a.0) { b } else { a });
    let size = words::area(own, now.is_indicative(), view.lang);
    // Of land that is drawn for more than the region, its own name says so.
    let named = land.first().and_then(|mark| mark.name.as_ref()).map(|name| name.best(view.lang.code()).1);
    let text = match named.filter(|name| *name != now.region.named(view.lang)) {
        Some(name) if !now.region.is_state() => format!("{name}{}{size}", words::colon(view.lang)),
        _ => size,
    };
    Some(match nearest.filter(|(area, _)| unlike(*area) <= LIKE.ln()) {
        Some((other, number)) => {
            let other = words::area(other, false, view.lang);
            let compared = of(view.lang, "à comparer", "compare");
            format!("{text} ({compared}{}{}, {other})", words::colon(view.lang), view.named(number))
        }
        None => text,
    })
}

fn inside(view: &View<'_>, now: &Now<'_>) -> String {
    let within = held(view, now, Lies::In);
    let known: Vec<String> = within.iter().map(|number| view.named(*number)).collect();
    // A town that is a region is said once.
    let towns: Vec<String> = towns_in(view, now).into_iter().filter(|town| !known.contains(town)).collect();
    let told = [
        (of(view.lang, "lieux de l’article", "places of the article"), names(view, &within)),
        (of(view.lang, "en partie", "in part"), names(view, &held(view, now, Lies::InPart))),
        (
            of(
                view.lang,
                "à la limite, à quelques kilomètres près",
                "at the edge, give or take some kilometres",
            ),
            names(view, &held(view, now, Lies::AtEdge)),
        ),
        (of(view.lang, "villes", "towns"), words::at_most(&towns, MOST, view.lang)),
    ];
    let told = told.iter().filter(|(_, names)| !names.is_empty());
    let told = told.map(|(what, names)| format!("{what}{}{names}", words::colon(view.lang)));
    told.collect::<Vec<_>>().join(words::semicolon(view.lang))
}

/// Regions without land of their own, as one.
fn group(view: &View<'_>, now: &Now<'_>, told: &mut Vec<(Topic, String)>) {
    let parts: Vec<Now<'_>> = now.region.children.iter().map(|child| view.now(*child)).collect();
    let names: Vec<String> = parts.iter().map(|part| view.named(part.number)).collect();
    told.push((Topic::Parts, words::list(&names, view.lang)));
    let states = parts.iter().filter_map(|part| {
        let borders = view.base.land.borders(&part.shape()?, view.date);
        // Where one is in doubt, nothing is said of all.
        Some(if doubtful(part, &borders).is_some() { String::new() } else { state(view, part, &borders) })
    });
    let mut states: Vec<String> = states.collect();
    states.dedup();
    if let [one] = &*states {
        told.push((Topic::State, one.clone()));
    }
    let places: Vec<(&Now<'_>, WorldPoint)> =
        parts.iter().filter_map(|part| Some((part, part.anchor()?))).collect();
    let pairs = places
        .iter()
        .enumerate()
        .flat_map(|(at, one)| places[at + 1..].iter().map(move |other| (one, other)));
    let widest = pairs
        .map(|(a, b)| (ground::km(a.1, b.1), a.0.number, b.0.number))
        .reduce(|a, b| if b.0 > a.0 { b } else { a });
    if let Some((km, one, other)) = widest {
        let rough = parts.iter().any(Now::is_indicative);
        let names = words::list(&[view.named(one), view.named(other)], view.lang);
        let between = of(view.lang, "entre", "between");
        told.push((Topic::Extent, format!("{} {between} {names}", words::distance(km, rough, view.lang))));
    }
    if parts.iter().all(|part| part.marks.is_empty()) {
        told.push((Topic::Absent, of(view.lang, "aucun tracé", "nothing is drawn").to_owned()));
    }
}

/// Who holds it and who claims it, as its features say for the date.
fn holders(view: &View<'_>, now: &Now<'_>) -> Vec<(Topic, String)> {
    let parties = |of: fn(&Mark) -> Option<&String>, claimed_only: bool| {
        let marks = now.marks.iter().filter(|mark| !claimed_only || mark.claimed_by.is_some());
        let mut names: Vec<String> = Vec::new();
        for id in marks.filter_map(|mark| of(mark)) {
            let name = view.party(id);
            if !names.contains(&name) {
                names.push(name);
            }
        }
        words::list(&names, view.lang)
    };
    // Of a line that goes on beyond what is claimed, the claimed part is the region.
    let is_way = now.land().is_empty() && !now.lines().is_empty();
    let is_claimed = now.marks.iter().any(|mark| mark.claimed_by.is_some());
    vec![
        (
            if is_way { Topic::GroundHeld } else { Topic::Held },
            parties(|mark| mark.held_by.as_ref(), is_claimed),
        ),
        (
            if is_way { Topic::Demanded } else { Topic::Claimed },
            parties(|mark| mark.claimed_by.as_ref(), false),
        ),
    ]
}

/// How exact its drawing is: what the region says of it, else what its features do.
fn precision(view: &View<'_>, now: &Now<'_>) -> Option<(Topic, String)> {
    let note = now.marks.iter().find_map(|mark| mark.note.as_ref());
    let said = now.region.precision.as_ref().or(note).map(|text| text.best(view.lang.code()).1.to_owned());
    let rough =
        now.is_indicative().then(|| of(view.lang, "tracé indicatif", "indicative outline").to_owned());
    Some((Topic::Precision, said.or(rough)?))
}

/// What the map shows of it at which dates, and how large it was.
fn dates(view: &View<'_>, now: &Now<'_>) -> Option<(Topic, String)> {
    let lang = view.lang;
    let own = now.region.named(lang);
    let dated = now.region.marks.iter().filter(|mark| !mark.when.is_empty());
    let told = dated.map(|mark| {
        let when = mark.when.iter().filter_map(|when| interval(*when, lang)).collect::<Vec<_>>().join(", ");
        let name = mark.name.as_ref().map(|name| name.best(lang.code()).1).filter(|name| *name != own);
        let size = match mark.path.shape() {
            Shape::Areas(rings) => Some(words::area(ground::area(rings), mark.is_indicative, lang)),
            _ => None,
        };
        let is_part = name.is_none()
            && now
                .region
                .marks
                .iter()
                .any(|other| other.when.is_empty() && matches!(other.path.shape(), Shape::Areas(_)));
        let part = is_part.then(|| of(lang, "une partie", "a part"));
        let what: Vec<String> = name.or(part).map(str::to_owned).into_iter().chain(size).collect();
        if what.is_empty() { when } else { format!("{}{}{when}", what.join(", "), words::colon(lang)) }
    });
    let told: Vec<String> = told.collect();
    (!told.is_empty()).then(|| (Topic::Dates, told.join(words::semicolon(lang))))
}
