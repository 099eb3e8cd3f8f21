//! What the base map is called where a reader asks for the names that the parties use.

use std::{collections::BTreeMap, fs};

use atlas::Atlas;
use carto::{
    Camera, Insets, ScreenSize, Viewport, camera::HOME_MARGIN, parse::parse_layer, projection::Seam,
    style::LabelKind, tolerance::MAX_ZOOM,
};
use scene::{
    Filter, Layers, Scene,
    labels::{Called, NO_REGION, Naming},
};

const LAGOON: &str = "crates/atlas/tests/fixtures/lagoon";

/// An atlas of this repository, by its folder.
struct Folder {
    atlas: Atlas,
    layers: Layers,
}

impl Folder {
    fn open(name: &str) -> Self {
        let file = |file: &str| {
            let path = format!("{}/../../{name}/{file}", env!("CARGO_MANIFEST_DIR"));
            fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
        };
        let atlas = Atlas::parse(&file("atlas.json"), &file("regions.json"), &file("claims.json"));
        let atlas = atlas.expect("a good atlas");
        let mut layers = Layers::default();
        for layer in &atlas.manifest.layers {
            layers.insert(layer.id.clone(), parse_layer(file(&layer.file)).expect("a layer").layer);
        }
        Self { atlas, layers }
    }

    /// The names of the base map's features, by kind, in a window without end over `view`.
    fn named(&self, view: [f64; 4], called: Called) -> Vec<(LabelKind, String)> {
        let scene = Scene::build(&self.atlas, &self.layers);
        let filter = Filter { off: Vec::new(), as_of: self.atlas.manifest.as_of };
        let view = Seam::of(self.atlas.manifest.extent).project_bounds(view);
        let size = ScreenSize { width: 4_000., height: 4_000. };
        let viewport = Viewport { size, covered: Insets::default() };
        let camera = Camera::fit(view, viewport, Insets::all(HOME_MARGIN), MAX_ZOOM).expect("a view");
        let collapsed = scene.collapsed(&camera, &filter);
        let mut measure = |_: &str, _: LabelKind| ScreenSize { width: 30., height: 12. };
        let mut naming = Naming {
            atlas: &self.atlas,
            scene: &scene,
            filter: &filter,
            collapsed: &collapsed,
            lang: languages::lang("en"),
            called,
            selected: None,
            lit: None,
            measure: &mut measure,
        };
        let placed = naming.placed(&self.layers, &camera, &[]);
        let base = placed.into_iter().filter(|p| p.label.key == NO_REGION);
        base.map(|p| (p.label.kind, p.label.text)).collect()
    }
}

fn texts(named: Vec<(LabelKind, String)>) -> Vec<String> {
    named.into_iter().map(|(_, text)| text).collect()
}

#[test]
fn a_town_is_called_by_all_its_local_names_in_the_order_of_their_languages() {
    let lagoon = Folder::open(LAGOON);
    let names = |called| texts(lagoon.named(lagoon.atlas.manifest.view, called));
    assert!(
        names(Called::ByParties).contains(&"Λιμήν / Portus".to_owned()),
        "{:?}",
        names(Called::ByParties)
    );
    for called in [Called::ByReader, Called::ByNumber] {
        assert!(names(called).contains(&"Port".to_owned()), "{:?}", names(called));
    }
}

#[test]
fn what_has_none_keeps_its_name() {
    let lagoon = Folder::open(LAGOON);
    for called in [Called::ByReader, Called::ByParties] {
        let names = texts(lagoon.named(lagoon.atlas.manifest.view, called));
        assert!(names.contains(&"Quay".to_owned()), "{names:?}");
    }
}

#[test]
fn local_names_that_are_no_names_by_language_are_passed_over() {
    for local in ["null", "7", "[]", "{}", r#""Portus""#, r#"{"la": 7}"#] {
        let mut lagoon = Folder::open(LAGOON);
        let text = format!(
            r#"{{"type": "FeatureCollection", "features": [{{"type": "Feature", "id": "port",
            "properties": {{"style": "place", "name": {{"en": "Port"}}, "local_names": {local}}},
            "geometry": {{"type": "Point", "coordinates": [0.6, 0.5]}}}}]}}"#
        );
        lagoon.layers.insert("ports".to_owned(), parse_layer(text).expect("a layer").layer);
        let names = texts(lagoon.named(lagoon.atlas.manifest.view, Called::ByParties));
        assert!(names.contains(&"Port".to_owned()), "{local}: {names:?}");
    }
}

#[test]
fn the_first_atlas_calls_towns_and_waters_as_the_party_does_that_they_lie_in() {
    let first = Folder::open("geodata");
    let names = first.named(first.atlas.manifest.extent, Called::ByParties);
    let mut by_kind: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (kind, text) in &names {
        by_kind.entry(format!("{kind:?}")).or_default().push(text);
    }
    for (kind, wants) in [
        ("Capital", &["Երևան", "Bakı", "Tbilisi"][..]),
        ("Town", &["Գյումրի", "Gəncə", "Naxçıvan", "Şuşa / Շուշի", "Laçın / Բերձոր", "Kars", "Ardabil"]),
        ("Water", &["Սևանա լիճ", "Xəzər dənizi", "Kür", "Araz / Արաքս", "Lake Van"]),
        ("Country", &["Gürcüstan / Վրաստան", "İran / Իրան"]),
    ] {
        for want in wants {
            assert!(by_kind[kind].contains(want), "{want}: {by_kind:?}");
        }
    }
}
