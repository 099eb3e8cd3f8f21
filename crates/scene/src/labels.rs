//! Which names the map shows: regions, countries, towns and water in the
//! reader's language, with who comes first. Where they go is `carto::label`'s.

use atlas::{Interval, Region, names, region::Weight};
use carto::{
    Camera, Feature, Layer, ScreenPoint, ScreenRect, ScreenSize, Shape,
    label::{self, AROUND_A_DOT, Label, OVER_LAND, Placed, Seat},
    style::{self, BaseStyle, LabelKind, RIVER_NAMES, StoryStyle, Style, name_priority, river_min_zoom},
};
use documents::{Lang, handout};

use crate::{Filter, Layers, Scene, anchors_in_view, groups::Collapsed};

/// Labels of regions carry the region's number as key; others this.
pub const NO_REGION: usize = usize::MAX;

/// Half the width of a region's mark, in CSS pixels.
const MARK: f64 = 8.;

/// What other names keep off a line, in CSS pixels across, and how far apart these
/// boxes stand on it.
const LINE: f64 = 8.;

/// How far from the middle of a line its name stands, in CSS pixels: lines bend.
const BELOW_LINE: f64 = 12.;

/// How many characters of a name the map writes: more would be no name, and
/// longer than the map is wide.
const LONGEST: usize = 90;

/// What the map calls a region.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Called {
    /// As in the reader's language.
    #[default]
    ByReader,
    /// As the parties do: regions as both, side by side; what else the map names
    /// by its `local_names`, where it has any.
    ByParties,
    /// As in the reader's language, after its number on paper.
    ByNumber,
}

/// How a region's name stands to it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stands {
    /// Beside a symbol.
    AtPoint,
    /// Over one of its members, which has a name of its own.
    OverMember,
    /// Beside a line.
    AlongLine,
    /// On land, or close to it.
    OnLand,
    /// On a state, which gives way to what lies in it.
    InState,
}

/// What the names are taken from.
pub struct Naming<'a> {
    /// The texts.
    pub atlas: &'a atlas::Atlas,
    /// The regions.
    pub scene: &'a Scene,
    /// What may be seen.
    pub filter: &'a Filter,
    /// The members that their groups answer for: [`Scene::collapsed`].
    pub collapsed: &'a Collapsed,
    /// The reader's language.
    pub lang: Lang,
    /// What regions are called.
    pub called: Called,
    /// The number of the selected region.
    pub selected: Option<usize>,
    /// The ids of the regions that stand out, while others stand back.
    pub lit: Option<&'a [String]>,
    /// How large a text is in a type.
    pub measure: &'a mut dyn FnMut(&str, LabelKind) -> ScreenSize,
}

impl Naming<'_> {
    fn label(&mut self, text: &str, kind: LabelKind, at: ScreenPoint) -> Label {
        let text = documents::shortened(text, LONGEST);
        Label {
            kind,
            size: (self.measure)(&text, kind),
            at,
            or_at: Vec::new(),
            gap: 0.,
            seats: OVER_LAND,
            priority: 9,
            dot: false,
            faint: self.lit.is_some(),
            angle: 0.,
            key: NO_REGION,
            text,
        }
    }

    /// The names that find a place clear of the `controls`, what lies on the map, and
    /// of each other: the regions' before those of the base map.
    pub fn placed(&mut self, layers: &Layers, camera: &Camera, controls: &[ScreenRect]) -> Vec<Placed> {
        let (regions, mut obstacles, lines) = self.regions(camera);
        // States, though regions of the article too, give way to what lies in them.
        let (states, regions): (Vec<_>, Vec<_>) =
            regions.into_iter().partition(|label| label.kind == LabelKind::Country);
        let mut others = states;
        for entry in &self.atlas.manifest.layers {
            if let (false, Some(layer)) = (self.filter.off.contains(&entry.id), layers.get(&entry.id)) {
                others.extend(self.base(layer, camera));
            }
        }
        let free = camera.viewport.free().grown(-4.);
        obstacles.extend(controls);
        let mut placed = label::place(regions, &obstacles, &lines, free);
        obstacles.extend(placed.iter().map(|p| p.rect).chain(self.land(camera)));
        placed.extend(label::place(others, &obstacles, &lines, free));
        placed
    }

    /// Boxes around the disputed land in view, which names of the base map keep
    /// off, unless it fills the view.
    fn land(&self, camera: &Camera) -> Vec<ScreenRect> {
        let most = camera.viewport.size.width / 2.;
        let marks = self.scene.places.iter().flat_map(|p| &p.marks);
        let hatched =
            marks.filter(|m| m.look.style == Style::Story(StoryStyle::Hatched) && m.passes(self.filter));
        hatched.map(|m| camera.rect(m.path.bounds())).filter(|r| r.width() < most).collect()
    }

    /// The names of the regions in view, boxes around their symbols that names keep
    /// off, and along their lines, which they had better leave clear.
    fn regions(&mut self, camera: &Camera) -> (Vec<Label>, Vec<ScreenRect>, Vec<ScreenRect>) {
        let (scene, window) = (self.scene, camera.visible());
        let collapsed = self.collapsed;
        let (mut labels, mut marks, mut lines) = (Vec::new(), Vec::new(), Vec::new());
        for (number, place) in scene.places.iter().enumerate() {
            if collapsed.group_of(number).is_some() {
                continue;
            }
            let Some((anchors, stands)) = self.anchors(number, camera, &window, collapsed) else { continue };
            let mut points = anchors.into_iter().map(|w| camera.world_to_screen(w));
            let Some(at) = points.next() else { continue };
            // A mark for two members has their names: see `name_of`.
            let weight = if collapsed.members(number).count() == 2 { Weight::Minor } else { place.weight };
            let (kind, priority) = match (stands, weight) {
                (Stands::InState, _) => (LabelKind::Country, 4),
                (_, Weight::Main) => (LabelKind::Main, 1),
                (_, Weight::Usual) => (LabelKind::Region, 2),
                (_, Weight::Minor) => (LabelKind::Minor, 3),
            };
            let mut label = self.label(&self.name_of(number, collapsed), kind, at);
            label.key = number;
            label.or_at = points.collect();
            let is_lit = self.lit.is_some_and(|lit| lit.contains(&place.id));
            label.faint &= !is_lit;
            label.priority = if is_lit || self.selected == Some(number) { 0 } else { priority };
            match stands {
                Stands::AtPoint => {
                    label.seats = AROUND_A_DOT;
                    label.gap = MARK + 2.;
                    marks.push(ScreenRect::centred(at, ScreenSize { width: 2. * MARK, height: 2. * MARK }));
                }
                Stands::OverMember => {
                    label.seats = &[Seat::Above];
                    label.gap = MARK + 2.;
                }
                Stands::AlongLine => {
                    label.seats = &[Seat::Below, Seat::Above, Seat::Right, Seat::Left];
                    label.gap = BELOW_LINE;
                    let seen = place.marks.iter().filter(|mark| mark.passes(self.filter));
                    lines.extend(seen.flat_map(|mark| boxes_along(&mark.path, camera)));
                }
                Stands::InState => label.seats = &[Seat::On],
                // Beside its land a name may be taken for that of its neighbour.
                Stands::OnLand if kind != LabelKind::Main => {
                    label.seats = &[Seat::On, Seat::Above, Seat::Below];
                }
                Stands::OnLand => {}
            }
            labels.push(label);
        }
        (labels, marks, lines)
    }

    fn call(&self, region: &Region) -> String {
        let label = region.label.best(self.lang.code()).1;
        match self.called {
            Called::ByReader => label.to_owned(),
            Called::ByParties => {
                let ordered = names::in_order(&region.names, self.lang.code()).into_iter();
                let theirs = ordered.filter(|name| name.party.is_some() && !name.variant);
                let theirs: Vec<&str> = theirs.map(|name| &*name.toponym).collect();
                if theirs.is_empty() { label.to_owned() } else { theirs.join(" / ") }
            }
            Called::ByNumber => {
                let numbered = handout::numbered(self.atlas);
                let number =
                    numbered.into_iter().find(|(_, r)| r.id == region.id).map_or(0, |(number, _)| number);
                format!("{number} {label}")
            }
        }
    }

    /// What the map calls a region. A group's mark for two members says their names, which
    /// is shorter than it is exact to say the group's.
    fn name_of(&self, number: usize, collapsed: &Collapsed) -> String {
        let name = |number: usize| {
            let region = self.atlas.region(&self.scene.places[number].id);
            region.map_or(String::new(), |r| self.call(r))
        };
        let members: Vec<usize> = collapsed.members(number).collect();
        match members[..] {
            [one, other] if self.scene.is_group(number) => format!("{}, {}", name(one), name(other)),
            _ => name(number),
        }
    }

    /// Where a region's name may stand, and how. `None` where it has no name on the
    /// map now.
    fn anchors(
        &self,
        number: usize,
        camera: &Camera,
        window: &carto::WorldBounds,
        collapsed: &Collapsed,
    ) -> Option<(Vec<carto::WorldPoint>, Stands)> {
        let place = &self.scene.places[number];
        if self.scene.is_group(number) {
            if let Some(badge) = self.scene.badge(number, self.filter, camera, collapsed) {
                return Some((vec![badge.at], Stands::AtPoint));
            }
            // Close by, the members' own names say it better.
            let bounds = self.scene.bounds(number, self.filter);
            let spread = camera.rect(&bounds);
            let room = camera.viewport.size;
            let fits = spread.width() < room.width * 1.2 && spread.height() < room.height * 1.2;
            let middle = camera.world_to_screen(place.label_at.filter(|_| fits)?);
            let far = |at: &carto::WorldPoint| camera.world_to_screen(*at).distance(middle);
            let mut members: Vec<carto::WorldPoint> = Vec::new();
            for at in place.children.iter().filter_map(|&child| self.scene.anchor(child, self.filter, window))
            {
                members.insert(members.partition_point(|other| far(other) <= far(&at)), at);
            }
            return Some((members, Stands::OverMember));
        }
        let at = self.scene.anchors(number, self.filter, window);
        let stands = match place.marks.first().map(|mark| (mark.look.style, mark.path.shape())) {
            _ if place.marks.iter().any(|m| m.passes(self.filter) && m.is_point()) => Stands::AtPoint,
            Some((Style::Base(BaseStyle::Country | BaseStyle::Neighbour), _)) => Stands::InState,
            Some((_, Shape::Lines(_))) => Stands::AlongLine,
            _ => Stands::OnLand,
        };
        Some((at, stands))
    }

    /// The names of the base map: countries that are no regions, towns, water.
    fn base(&mut self, layer: &Layer, camera: &Camera) -> Vec<Label> {
        let window = camera.visible();
        let as_of = self.filter.as_of;
        let in_view = |f: &&Feature| {
            f.path.bounds().touches(&window) && Interval::hold(&Interval::of_feature(&f.properties), as_of)
        };
        layer.features.iter().filter(in_view).filter_map(|f| self.base_label(f, camera)).collect()
    }

    /// What a feature of the base map is called. Its local names come in the order of
    /// their languages' codes, as those of regions.
    fn base_name(&self, feature: &Feature) -> Option<String> {
        let texts = |key| atlas::Localized::from_value(feature.properties.get(key)?);
        let name = texts("name")?;
        let local = texts("local_names").filter(|_| self.called == Called::ByParties).unwrap_or_default();
        let local: Vec<&str> = local.iter().map(|(_, text)| text).collect();
        Some(if local.is_empty() { name.best(self.lang.code()).1.to_owned() } else { local.join(" / ") })
    }

    fn base_label(&mut self, feature: &Feature, camera: &Camera) -> Option<Label> {
        let zoom = camera.zoom;
        if feature.number("minzoom").is_some_and(|min| zoom < min)
            || style::max_zoom(feature).is_some_and(|max| zoom >= max)
        {
            return None;
        }
        let rank = feature.number("rank").unwrap_or(3.);
        let text = &self.base_name(feature)?;
        let window = camera.visible();
        let style = style::base(feature)?;
        let priority = name_priority(style, rank);
        match (style, feature.path.shape()) {
            (BaseStyle::Place, Shape::Points(points)) => {
                let capital = feature.properties.get("capital").is_some_and(|c| c == true);
                let kind = if capital { LabelKind::Capital } else { LabelKind::Town };
                let at = camera.world_to_screen(*points.first()?);
                let label = self.label(text, kind, at);
                Some(Label { dot: true, gap: 5., seats: AROUND_A_DOT, priority, ..label })
            }
            (BaseStyle::Neighbour, Shape::Areas(_)) if feature.text("region").is_none() => {
                let mut points =
                    anchors_in_view(&feature.path, &window).into_iter().map(|w| camera.world_to_screen(w));
                let label = self.label(text, LabelKind::Country, points.next()?);
                Some(Label { priority, or_at: points.collect(), seats: &[Seat::On], ..label })
            }
            (BaseStyle::Sea | BaseStyle::Lake, Shape::Areas(_)) => {
                let mut points =
                    anchors_in_view(&feature.path, &window).into_iter().map(|w| camera.world_to_screen(w));
                let mut label = self.label(text, LabelKind::Water, points.next()?);
                label.or_at = points.collect();
                let wide = camera.rect(feature.path.bounds()).width() > label.size.width * 0.9;
                wide.then_some(Label { priority, seats: &[Seat::On], ..label })
            }
            (BaseStyle::River, Shape::Lines(lines)) if zoom >= river_min_zoom(rank).max(RIVER_NAMES) => {
                let label = self.label(text, LabelKind::Water, ScreenPoint::default());
                let (at, angle) = straight_stretch(lines, camera, label.size.width + 16.)?;
                Some(Label { at, angle, priority, seats: &[Seat::On], ..label })
            }
            _ => None,
        }
    }
}

/// Boxes along a line, so close that no name fits through.
fn boxes_along(path: &carto::Path, camera: &Camera) -> Vec<ScreenRect> {
    let Shape::Lines(lines) = path.shape() else { return Vec::new() };
    let window = camera.viewport.free();
    let mut boxes: Vec<ScreenRect> = Vec::new();
    for line in lines {
        let points: Vec<ScreenPoint> = line.iter().copied().map(camera.to_screen()).collect();
        for pair in points.windows(2) {
            let steps = (pair[0].distance(pair[1]) / LINE).ceil().max(1.);
            // A line of which little is on screen may have a great length.
            for step in 0..steps.min(1_000.) as u32 {
                let share = f64::from(step) / steps;
                let along = |from: f64, to: f64| from + (to - from) * share;
                let at = ScreenPoint { x: along(pair[0].x, pair[1].x), y: along(pair[0].y, pair[1].y) };
                if window.contains(at) && boxes.last().is_none_or(|last| !last.contains(at)) {
                    boxes.push(ScreenRect::centred(at, ScreenSize { width: LINE, height: LINE }));
                }
            }
        }
    }
    boxes
}

/// A place along `lines`, on screen, where a name of `width` CSS pixels follows
/// the course without much bend: its middle and angle.
fn straight_stretch(
    lines: &[Vec<carto::WorldPoint>],
    camera: &Camera,
    width: f64,
) -> Option<(ScreenPoint, f64)> {
    /// How much longer than the crow's way the course may be.
    const BEND: f64 = 1.12;
    let free = camera.viewport.free().grown(-20.);
    let mut best: Option<(f64, ScreenPoint, f64)> = None;
    for line in lines {
        let points: Vec<ScreenPoint> = line.iter().copied().map(camera.to_screen()).collect();
        // The way from the first point to each.
        let mut way = 0.;
        let mut ways = vec![0.];
        ways.extend(points.windows(2).map(|s| {
            way += s[0].distance(s[1]);
            way
        }));
        let mut end = 0;
        for (start, &a) in points.iter().enumerate() {
            while end < points.len() && ways[end] - ways[start] < width {
                end += 1;
            }
            let Some(&b) = points.get(end) else { break };
            if !free.contains(a) || !free.contains(b) {
                continue;
            }
            let bend = (ways[end] - ways[start]) / a.distance(b).max(1.);
            if bend < best.map_or(BEND, |(least, ..)| least) {
                let (west, east) = if a.x <= b.x { (a, b) } else { (b, a) };
                let middle = ScreenPoint { x: f64::midpoint(a.x, b.x), y: f64::midpoint(a.y, b.y) };
                best = Some((bend, middle, (east.y - west.y).atan2(east.x - west.x)));
            }
        }
    }
    best.map(|(_, middle, angle)| (middle, angle))
}
