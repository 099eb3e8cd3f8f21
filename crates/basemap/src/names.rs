//! The named features of a layer that has too many of them for the page: it is told a
//! screenful for the picture that it asks for, the greatest, and what its reader looks
//! for. Which these are is `carto::thinning`'s and `search`'s, where they stand the page's.

use atlas::{Interval, Localized, PartialDate};
use carto::{
    Feature, Shape, WorldBounds, WorldPoint,
    camera::TILE,
    sketch,
    style::{self, BaseStyle, RIVER_NAMES, name_priority, river_min_zoom},
    thinning::{Crowd, Thing, Wanted},
    tolerance::finest,
};
use protocol::{Role, View};
use search::Index;

/// How many named features of a layer the page has at a time: more than have room on
/// a large window.
const FEW: usize = 300;
/// How far apart these are at least, in CSS pixels: two lines of text.
const APART: f64 = 24.;
/// How many vertices a feature has among many.
const MOST_VERTICES: usize = 400;
/// How many vertices of a layer the page has at a time.
pub const TOLD_VERTICES: usize = 30_000;
/// How many texts are made ready to be looked for in one go: some twenty milliseconds.
const SLICE: usize = 5_000;
/// How wide water is at least on which a name has room, in CSS pixels.
const NARROWEST: f64 = 24.;

/// What the page needs of a layer, as it is read: the article's features, regions, and
/// what has a name.
#[derive(Default)]
pub struct Needed {
    /// What it is told at once, in the file's order.
    all: Vec<Feature>,
    /// How many of them have but a name.
    few: usize,
    /// The styles of those, once there are many.
    styles: Vec<BaseStyle>,
    /// The many.
    named: Vec<Named>,
    things: Vec<Thing>,
    /// What places among them are called, with their numbers.
    texts: Vec<(u32, Box<str>)>,
    /// How many of them have more vertices than can be told.
    left_out: usize,
}

/// Named features of a layer, of which the page is told those in view.
pub struct Names {
    crowd: Crowd,
    /// By the crowd's numbers.
    named: Vec<Named>,
    /// What the page has whatever it shows.
    always: Vec<protocol::Feature>,
    /// The numbers of what it has besides.
    told: Vec<u32>,
    /// The numbers of what its reader looks for.
    found: Vec<u32>,
    /// What places are called, the greatest last, until it is in the index: from when
    /// somebody looks for one.
    texts: Vec<(u32, Box<str>)>,
    index: Index<u32>,
    /// What its reader looks for, and how many of it at most.
    looked_for: (String, usize),
}

struct Named {
    feature: protocol::Feature,
    /// When it is true; always, where empty.
    when: Vec<Interval>,
    /// The zoom by which it has faded, if it does.
    max_zoom: Option<f64>,
}

impl Needed {
    /// Adds a feature of a layer of this role, if the page needs it.
    pub fn push(&mut self, feature: Feature, role: Role) {
        if role == Role::Story || feature.properties.contains_key("region") {
            self.all.push(feature);
        } else if feature.properties.contains_key("name") {
            if self.few < FEW {
                self.few += 1;
                return self.all.push(feature);
            }
            if self.styles.is_empty() {
                for feature in std::mem::take(&mut self.all) {
                    let is_region = feature.properties.contains_key("region");
                    if is_region { self.all.push(feature) } else { self.crowd(feature) }
                }
            }
            self.crowd(feature);
        }
    }

    /// Adds one of many. The first of each style is told at once, for the legend; what
    /// has no style has no name on the map.
    fn crowd(&mut self, feature: Feature) {
        let Some(style) = style::base(&feature) else { return };
        if !self.styles.contains(&style) {
            self.styles.push(style);
            return self.all.push(feature);
        }
        let thing = thing(style, &feature);
        let (when, max_zoom) = (Interval::of_feature(&feature.properties), style::max_zoom(&feature));
        // Anything finer would not reach the page when the view is full.
        let (coarse, left_out) = sketch::fitted(vec![feature], finest(), MOST_VERTICES);
        self.left_out += left_out;
        let seen = coarse.features.iter().find(|feature| !feature.path.bounds().is_empty());
        if let (Some(thing), Some(feature)) = (thing, seen) {
            let name = feature.properties.get("name").filter(|_| style == BaseStyle::Place);
            let name = name.and_then(Localized::from_value).unwrap_or_default();
            let number = self.named.len() as u32;
            self.texts.extend(name.iter().map(|(_, text)| (number, text.into())));
            self.things.push(thing);
            self.named.push(Named { feature: protocol::Feature::of(feature), when, max_zoom });
        }
    }

    /// All features are there: what the page is told at once, how many of those are left
    /// out because they have too many vertices, and the others, if they are many.
    pub fn finish(mut self) -> (Vec<protocol::Feature>, usize, Option<Names>) {
        let (sketched, left_out) = sketch::fitted(self.all, finest(), TOLD_VERTICES);
        // What is too small for that fineness has nothing to be seen or named.
        let seen = sketched.features.iter().filter(|f| !f.path.bounds().is_empty());
        let always: Vec<protocol::Feature> = seen.map(protocol::Feature::of).collect();
        let rank = |(number, _): &(u32, Box<str>)| self.things[*number as usize].rank;
        self.texts.sort_by(|a, b| rank(b).total_cmp(&rank(a)));
        let names = (!self.named.is_empty()).then(|| Names {
            crowd: Crowd::new(&self.things),
            named: self.named,
            always: always.clone(),
            told: Vec::new(),
            found: Vec::new(),
            texts: self.texts,
            index: Index::default(),
            looked_for: (String::new(), 0),
        });
        (always, left_out + self.left_out, names)
    }
}

/// Where the name of a feature may stand, who is greater, and from which zoom on:
/// as `scene::labels` has it. `None` for what has no name on the map.
fn thing(style: BaseStyle, feature: &Feature) -> Option<Thing> {
    let rank = feature.number("rank").unwrap_or(3.);
    let bounds = *feature.path.bounds();
    let (bounds, least) = match (style, feature.path.shape()) {
        (BaseStyle::Place, Shape::Points(points)) => (WorldBounds::around(points.first().copied()), 0.),
        (BaseStyle::Neighbour, Shape::Areas(_)) => (bounds, 0.),
        (BaseStyle::Sea | BaseStyle::Lake, Shape::Areas(_)) => {
            (bounds, (NARROWEST / TILE / bounds.width()).log2())
        }
        (BaseStyle::River, Shape::Lines(_)) => (bounds, river_min_zoom(rank).max(RIVER_NAMES)),
        _ => return None,
    };
    let min_zoom = feature.number("minzoom").map_or(least, |min| min.max(least));
    Some(Thing { bounds, rank: name_priority(style, rank).into(), min_zoom: min_zoom as f32 })
}

impl Names {
    /// Looks for places: the page is to have so many of them `most`, wherever they are.
    /// Whether there are more to look through: the greatest come first, the others by
    /// [`Names::look_further`].
    pub fn find(&mut self, query: &str, most: usize) -> bool {
        self.looked_for = (query.to_owned(), most);
        if self.index.is_empty() {
            self.take_slice();
        }
        self.look();
        !self.texts.is_empty()
    }

    /// Looks through some more places for what was looked for last; whether there are
    /// still more.
    pub fn look_further(&mut self) -> bool {
        if self.texts.is_empty() {
            return false;
        }
        self.take_slice();
        // At each doubling, since all that is there is looked through each time.
        if self.texts.is_empty() || (self.index.len() / SLICE).is_power_of_two() {
            self.look();
        }
        !self.texts.is_empty()
    }

    fn take_slice(&mut self) {
        let texts = self.texts.split_off(self.texts.len().saturating_sub(SLICE));
        if !texts.is_empty() {
            self.index.extend(texts.into_iter().rev().map(|(number, text)| (number, text, 0)));
        }
    }

    fn look(&mut self) {
        let (query, most) = &self.looked_for;
        self.found = self.index.find(query, *most).into_iter().map(|found| *found.target).collect();
    }

    /// What the page is to have of the layer in a view, on a date, unless it has that.
    pub fn in_view(&mut self, view: &View, as_of: Option<PartialDate>) -> Option<Vec<protocol::Feature>> {
        let mut numbers = self.greatest(view, as_of);
        let found = self.found.iter().filter(|number| !numbers.contains(number));
        numbers.extend(found.copied().collect::<Vec<_>>());
        if numbers == self.told {
            return None;
        }
        let features = numbers.iter().filter_map(|number| self.named.get(*number as usize));
        let features = self.always.iter().chain(features.map(|named| &named.feature)).cloned().collect();
        self.told = numbers;
        Some(features)
    }

    fn greatest(&self, view: &View, as_of: Option<PartialDate>) -> Vec<u32> {
        let (width, height) = (view.size.width / view.scale, view.size.height / view.scale);
        let min = view.corner;
        let window = WorldBounds { min, max: WorldPoint { x: min.x + width, y: min.y + height } };
        // Circles at random fill a window to seven tenths of the squares about them
        // (A. Rényi's parking problem): as far apart, all of it has names and not one part.
        let apart = (0.7 * view.size.width * view.size.height / FEW as f64).sqrt().max(APART);
        let wanted = Wanted { window, zoom: view.zoom, apart: apart / view.scale, most: FEW };
        let numbers = self.crowd.greatest(&wanted, |number| {
            self.named.get(number as usize).is_some_and(|named| {
                named.max_zoom.is_none_or(|max| view.zoom < max)
                    && as_of.is_none_or(|date| Interval::hold(&named.when, date))
            })
        });
        let mut left = TOLD_VERTICES;
        let fits = |number: &u32| {
            let vertices = self.named[*number as usize].feature.shape.points().count();
            left.checked_sub(vertices).inspect(|rest| left = *rest).is_some()
        };
        numbers.into_iter().filter(fits).collect()
    }
}

#[cfg(test)]
mod tests {
    use carto::{ScreenSize, parse::parse_feature};

    use super::*;

    /// A feature that says so, at a place or along places, in degrees.
    fn feature(says: &str, kind: &str, coordinates: &str) -> Feature {
        let text = format!(
            r#"{{"type":"Feature","properties":{{{says}}},"geometry":{{"type":"{kind}","coordinates":{coordinates}}}}}"#
        );
        parse_feature(0, text.as_bytes()).expect("a feature")
    }

    fn town(i: u32, says: &str) -> Feature {
        let says = format!(r#""style":"place","name":{{"en":"Town {i}"}}{says}"#);
        feature(&says, "Point", &format!("[{},{}]", i % 60, i / 60 % 60))
    }

    fn needed(features: impl IntoIterator<Item = Feature>) -> (Vec<protocol::Feature>, usize, Option<Names>) {
        let mut needed = Needed::default();
        features.into_iter().for_each(|feature| needed.push(feature, Role::Base));
        needed.finish()
    }

    fn names(features: &[protocol::Feature]) -> Vec<&str> {
        let name = |feature: &&protocol::Feature| feature.properties.find("Town ").unwrap_or_default();
        let named = features.iter().map(|f| f.properties[name(&f)..].split('"').next());
        named.map(Option::unwrap_or_default).collect()
    }

    /// Sixty degrees from the equator's origin to the north-east, over the whole window.
    fn view(zoom: f64) -> View {
        let corner = WorldPoint { x: 0.5, y: 0.5 - 60. / 360. };
        let size = ScreenSize { width: 900., height: 900. };
        View { corner, scale: TILE * zoom.exp2(), size, ratio: 1., zoom }
    }

    #[test]
    fn a_few_names_are_told_at_once_in_the_files_order() {
        let (told, left_out, names) = needed((0..FEW as u32).map(|i| town(i, "")));
        assert_eq!((told.len(), left_out, names.is_some()), (FEW, 0, false));
        assert!(told[7].properties.contains("Town 7"));
    }

    #[test]
    fn what_has_no_name_the_page_does_not_need_and_the_articles_features_it_does() {
        let lake = || feature(r#""style":"lake""#, "LineString", "[[0,0],[1,1]]");
        assert_eq!(needed([lake()]).0.len(), 0);
        let mut story = Needed::default();
        story.push(lake(), Role::Story);
        assert_eq!(story.finish().0.len(), 1);
    }

    #[test]
    fn of_many_the_regions_and_one_of_each_style_are_told_at_once() {
        let region = feature(r#""style":"country","region":"r","name":"R""#, "Point", "[7,7]");
        let river = feature(r#""style":"river","name":"R""#, "LineString", "[[0,0],[1,1]]");
        let plain = feature(r#""name":"Town nowhere""#, "Point", "[7,7]");
        let towns = (0..2_000).map(|i| town(i, ""));
        let (told, left_out, names) = needed([region].into_iter().chain(towns).chain([river, plain]));
        assert_eq!((told.len(), left_out), (3, 0));
        assert_eq!(names.expect("there are many").crowd.len(), 1_999);
    }

    #[test]
    fn a_view_has_a_screenful_and_the_same_is_told_once() {
        let mut names = needed((0..3_000).map(|i| town(i, ""))).2.expect("there are many");
        let told = names.in_view(&view(4.), None).expect("news");
        assert!((100..=FEW + 1).contains(&told.len()), "{}", told.len());
        assert_eq!(names.in_view(&view(4.), None), None);
        assert!(names.in_view(&view(5.), None).is_some());
        assert_eq!(names.in_view(&view(4.), None), Some(told));
    }

    #[test]
    fn the_greatest_is_told_first_and_what_is_of_another_zoom_or_time_is_not() {
        let says = |i: u32| match i {
            1_001 => r#","rank":1"#,
            1_011 => r#","rank":2,"minzoom":4.5"#,
            1_021 => r#","rank":2,"maxzoom":4"#,
            1_031 => r#","rank":2,"when":{"timespans":[{"end":{"in":"1990"}}]}"#,
            _ => "",
        };
        let mut all = needed((0..3_000).map(|i| town(i, says(i)))).2.expect("there are many");
        let mut greatest = |zoom: f64, date: &str| -> Vec<String> {
            let told = all.in_view(&view(zoom), date.parse().ok()).expect("news");
            // The first of all is told for the legend.
            names(&told[1..4]).into_iter().map(str::to_owned).collect()
        };
        assert_eq!(greatest(4., "1991")[0], "Town 1001");
        assert_eq!(greatest(4.5, "1990"), ["Town 1001", "Town 1011", "Town 1031"]);
    }

    #[test]
    fn a_place_that_is_looked_for_is_told_wherever_it_is() {
        let mut all = needed((0..3_000).map(|i| town(i, ""))).2.expect("there are many");
        let told = all.in_view(&view(4.), None).expect("news");
        assert!(!names(&told).contains(&"Town 2999"));
        all.find("town 2999", 8);
        let told = all.in_view(&view(4.), None).expect("news");
        assert!(names(&told).contains(&"Town 2999"));
        all.find("town 2999", 8);
        assert_eq!(all.in_view(&view(4.), None), None);
        all.find("nowhere", 8);
        assert!(!names(&all.in_view(&view(4.), None).expect("news")).contains(&"Town 2999"));
    }

    #[test]
    fn of_very_many_the_greatest_are_looked_through_first() {
        let count = 3 * SLICE as u32;
        let says = |i: u32| if i == count - 1 { r#","rank":1"# } else { "" };
        let mut all = needed((0..count).map(|i| town(i, says(i)))).2.expect("there are many");
        let told = |all: &mut Names| -> Vec<String> {
            let told = all.in_view(&view(4.), None).expect("news");
            names(&told).into_iter().map(str::to_owned).collect()
        };
        assert!(all.find(&format!("town {}", count - 1), 8), "there is more to look through");
        let seen = told(&mut all);
        assert!(seen.contains(&format!("Town {}", count - 1)));
        // Of equals the last in the file are looked through first.
        let hidden =
            (1..200).map(|i| format!("Town {i}")).find(|town| !seen.contains(town)).expect("one of many");
        all.find(&hidden, 1);
        let mut slices = 0;
        while all.look_further() {
            slices += 1;
            assert!(slices < 9, "without end");
        }
        assert!(told(&mut all).contains(&hidden), "after {slices} slices");
        assert!(!all.find("town", 8), "nothing is left");
    }

    #[test]
    fn small_water_has_its_name_from_close_by() {
        let pond = |i: u32| {
            let (x, y) = (f64::from(i % 60), f64::from(i / 60));
            let ring = format!("[[[{x},{y}],[{0},{y}],[{0},{1}],[{x},{y}]]]", x + 0.1, y + 0.1);
            feature(r#""style":"lake","name":"Pond""#, "Polygon", &ring)
        };
        let mut names = needed((0..3_000).map(pond)).2.expect("there are many");
        // A tenth of a degree is as wide as a name at zoom 8.4.
        assert_eq!(names.in_view(&view(8.), None), None);
        let corner = WorldPoint { x: 0.5, y: 0.49 };
        assert!(names.in_view(&View { corner, ..view(8.5) }, None).is_some());
    }

    #[test]
    fn points_without_end_are_left_out_and_that_is_told() {
        let many: Vec<String> = (0..=MOST_VERTICES).map(|i| format!("[{},1]", i % 60)).collect();
        let many =
            feature(r#""style":"place","name":"Isles""#, "MultiPoint", &format!("[{}]", many.join(",")));
        let (_, left_out, names) = needed((0..400).map(|i| town(i, "")).chain([many]));
        assert_eq!((left_out, names.expect("there are many").crowd.len()), (1, 399));
    }

    #[test]
    fn long_lines_do_not_fill_a_message() {
        let river = |i: u32| {
            let points: Vec<String> =
                (0..2_000).map(|x| format!("[{},{}]", f64::from(x) / 100., i + x % 2)).collect();
            feature(
                r#""style":"river","rank":1,"name":"R""#,
                "LineString",
                &format!("[{}]", points.join(",")),
            )
        };
        let mut names = needed((0..310).map(|i| river(i % 60))).2.expect("there are many");
        let told = names.in_view(&view(7.5), None).expect("news");
        let vertices: usize = told[1..].iter().map(|feature| feature.shape.points().count()).sum();
        assert!(vertices <= TOLD_VERTICES, "{vertices}");
    }
}
