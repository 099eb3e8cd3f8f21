//! What another date changes on the map: what is there then and was not before, and
//! the other way round; and where nothing reliable is known of a date.

use atlas::{Interval, PartialDate};
use carto::Shape;

use crate::{Filter, Scene};

impl Scene {
    /// What `now` lets be seen and `before` did not, and what is not seen any more,
    /// by the features' own names in a language, each once. Features without one are
    /// passed over.
    pub fn changes(&self, before: &Filter, now: &Filter, lang: &str) -> [Vec<String>; 2] {
        let mut changes = [Vec::new(), Vec::new()];
        for mark in self.places.iter().flat_map(|place| &place.marks) {
            let names = match (mark.passes(before), mark.passes(now)) {
                (false, true) => &mut changes[0],
                (true, false) => &mut changes[1],
                _ => continue,
            };
            if let Some(name) = mark.name.as_ref().map(|name| name.best(lang).1)
                && !names.iter().any(|known| known == name)
            {
                names.push(name.to_owned());
            }
        }
        changes
    }

    /// Whether a region has an outline before `date` and one after it, and none for
    /// it: the atlas knows no reliable one. Whatever is switched off.
    pub fn lacks_outline(&self, date: PartialDate) -> bool {
        let over = |when: &Interval| when.end.is_some_and(|end| end.last_day() < date.first_day());
        let to_come = |when: &Interval| when.start.is_some_and(|start| date.last_day() < start.first_day());
        self.places.iter().any(|place| {
            let outlines = || place.marks.iter().filter(|m| matches!(m.path.shape(), Shape::Areas(_)));
            let any = |is: &dyn Fn(&Interval) -> bool| outlines().any(|m| m.when.iter().any(is));
            any(&over) && any(&to_come) && !outlines().any(|m| Interval::hold(&m.when, date))
        })
    }
}

#[cfg(test)]
mod tests {
    use carto::parse::parse_layer;

    use super::*;
    use crate::{Layers, fixture};

    /// The river's islands, whose outline is known until 1989, from 1995 to 1999 and
    /// from 2000.
    fn scene() -> Scene {
        let area = |id: &str, name: &str, when: &str| {
            format!(
                r#"{{"type": "Feature", "id": "{id}", "properties": {{"style": "outline", {name}
                "when": {{"timespans": [{{{when}}}]}}}}, "geometry": {{"type": "Polygon",
                "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}}}}"#
            )
        };
        let features = [
            area("a", r#""name": {"fr": "Première"},"#, r#""end": {"in": "1989"}"#),
            area("b", r#""name": {"fr": "Deuxième"},"#, r#""start": {"in": "1995"}, "end": {"in": "1999"}"#),
            area("c", r#""name": {"fr": "Deuxième"},"#, r#""start": {"in": "1995"}, "end": {"in": "1999"}"#),
            area("d", "", r#""start": {"in": "2000"}"#),
        ];
        let text = format!(r#"{{"type": "FeatureCollection", "features": [{}]}}"#, features.join(","));
        let (mut atlas, _) = fixture::river();
        let region =
            atlas.regions.regions.iter_mut().find(|r| r.id == "heron-island").expect("in the fixture");
        region.drawn_by = ["a", "b", "c", "d"]
            .map(|feature| atlas::region::DrawnBy { layer: "story".into(), feature: feature.into() })
            .to_vec();
        let mut layers = Layers::default();
        layers.insert("story".to_owned(), parse_layer(&text).expect("a layer").layer);
        Scene::build(&atlas, &layers)
    }

    fn on(date: &str) -> Filter {
        Filter { off: Vec::new(), as_of: date.parse().expect("a date") }
    }

    #[track_caller]
    fn check_changes(before: &str, now: &str, want: [&[&str]; 2]) {
        assert_eq!(scene().changes(&on(before), &on(now), "fr"), want.map(<[&str]>::to_vec));
    }

    #[test]
    fn what_comes_and_what_goes_has_its_name_once() {
        check_changes("1985", "1996", [&["Deuxième"], &["Première"]]);
        check_changes("1996", "1985", [&["Première"], &["Deuxième"]]);
        check_changes("1985", "1992", [&[], &["Première"]]);
    }

    #[test]
    fn what_stays_is_no_change_and_what_has_no_name_is_passed_over() {
        check_changes("1995", "1999", [&[], &[]]);
        check_changes("1999", "2005", [&[], &["Deuxième"]]);
    }

    #[test]
    fn a_layer_that_is_off_changes_nothing() {
        let off = |date| Filter { off: vec!["story".to_owned()], ..on(date) };
        assert_eq!(scene().changes(&off("1985"), &off("1996"), "fr"), [Vec::<String>::new(), Vec::new()]);
    }

    #[test]
    fn between_two_outlines_none_is_known() {
        for (date, want) in [
            ("1980", false),
            ("1989", false),
            ("1990", true),
            ("1994-12", true),
            ("1995", false),
            ("2010", false),
        ] {
            assert_eq!(scene().lacks_outline(date.parse().expect("a date")), want, "{date}");
        }
    }

    #[test]
    fn before_the_first_outline_none_is_missing() {
        let mut scene = scene();
        let heron = scene.number("heron-island").expect("in the fixture");
        scene.places[heron].marks.remove(0);
        assert!(!scene.lacks_outline("1980".parse().expect("a date")));
    }
}
