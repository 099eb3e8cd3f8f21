//! What a reader finds in the first atlas, read from its own folder.

use std::fs;

use atlas::{Atlas, region::Weight};
use carto::{
    Camera, Insets, ScreenRect, ScreenSize, Shape, Viewport, WorldPoint, camera::HOME_MARGIN, hit,
    parse::parse_layer, projection::Seam, style::LabelKind, tolerance::MAX_ZOOM,
};
use documents::Lang;
use scene::{
    Filter, Layers, Scene,
    finder::{Target, texts},
    labels::{Called, NO_REGION, Naming},
};
use search::Index;

fn file(name: &str) -> String {
    let path = format!("{}/../../geodata/{name}", env!("CARGO_MANIFEST_DIR"));
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn texts_and_layers() -> (Atlas, Layers) {
    let atlas = Atlas::parse(&file("atlas.json"), &file("regions.json"), &file("claims.json"))
        .expect("the first atlas");
    let mut layers = Layers::default();
    for layer in &atlas.manifest.layers {
        layers.insert(layer.id.clone(), parse_layer(file(&layer.file)).expect("a layer").layer);
    }
    (atlas, layers)
}

fn first_atlas() -> (Atlas, Index<Target>) {
    let (atlas, layers) = texts_and_layers();
    let texts = texts(&atlas, &layers);
    let named = texts.texts.into_iter();
    let named = named.map(|(text, target, weight)| (texts.targets[target].clone(), text, weight));
    (atlas, named.collect())
}

#[track_caller]
fn check(queries: &[&str], want: &Target) {
    let (_, index) = first_atlas();
    for query in queries {
        let found = index.find(query, 5);
        assert_eq!(found.first().map(|f| f.target), Some(want), "{query}: {found:?}");
    }
}

fn region(id: &str) -> Target {
    Target::Region(id.to_owned())
}

#[test]
fn artsvashen_is_found_in_every_script_and_spelling() {
    let spellings = [
        "Artsvashen",
        "artsvachen",
        "ARTSVASHEN",
        "Bashkend",
        "Başkənd",
        "baskend",
        "Bachkend",
        "Башкенд",
        "Արծվաշեն",
        "Арцвашен",
        "artsv",
    ];
    check(&spellings, &region("artsvashen"));
}

#[test]
fn others_too() {
    check(&["Siounik", "Syunik", "sunik", "Սյունիք", "Сюник"], &region("syunik"));
    check(
        &["Nakhitchevan", "Nakhichevan", "Naxcivan", "Naxçıvan", "Nakhijevan", "Нахичевань"],
        &region("nakhchivan"),
    );
    check(
        &["Stepanakert", "Khankendi", "Xankendi", "Hankendi", "Ստեփանակերտ", "Ханкенди"],
        &region("stepanakert"),
    );
    check(
        &["haut karabakh", "Haut-Karabagh", "Nagorno Karabakh", "qarabag", "Artsakh", "Արցախ"],
        &region("nagorno-karabakh"),
    );
    check(&["Tigranashen", "Kerki", "Karki", "Кярки"], &region("karki"));
    check(&["Gizilhajili", "Qizilhacili", "Kyzylhajili"], &region("gizilhajili"));
    check(&["Zangezur corridor", "couloir"], &region("syunik-corridor"));
    check(&["les huit villages", "eight villages"], &region("eight-villages"));
    check(&["Sev Litch", "sevlich", "lac noir"], &region("sev-lich"));
}

#[test]
fn every_name_finds_its_region() {
    let (atlas, index) = first_atlas();
    for region in &atlas.regions.regions {
        for name in &region.names {
            let want = Target::Region(region.id.clone());
            let found = index.find(&name.toponym, 3);
            assert!(found.iter().any(|f| *f.target == want), "{}: {found:?}", name.toponym);
        }
    }
}

#[test]
fn towns_speakers_and_words_are_found() {
    let (_, index) = first_atlas();
    let first = |query: &str| index.find(query, 1).first().map(|f| f.target.clone());
    assert!(matches!(first("tbilissi"), Some(Target::Town { .. })), "{:?}", first("tbilissi"));
    assert!(matches!(first("Peskov"), Some(Target::Claim(_))), "{:?}", first("Peskov"));
    assert_eq!(first("6 500 morts"), Some(Target::Claim("six-week-war".to_owned())));
    assert_eq!(first("inaction allie russe"), Some(Target::Claim("inaction-denounced".to_owned())));
    assert_eq!(first("zzzzqq"), None);
}

/// What stands where in a window of so many CSS pixels, before anybody moves the map:
/// ids of regions and the boxes of their names, with the camera.
fn at_rest(width: f64, height: f64, lang: Lang) -> (Scene, Filter, Camera, Vec<(String, ScreenRect)>) {
    let (atlas, layers) = texts_and_layers();
    let scene = Scene::build(&atlas, &layers);
    let filter = Filter { off: Vec::new(), as_of: atlas.manifest.as_of };
    let view = Seam::of(atlas.manifest.extent).project_bounds(atlas.manifest.view);
    let viewport = Viewport { size: ScreenSize { width, height }, covered: Insets::default() };
    let camera = Camera::fit(view, viewport, Insets::all(HOME_MARGIN), MAX_ZOOM).expect("a view");
    let collapsed = scene.collapsed(&camera, &filter);
    // Letters as wide as most, set in each type.
    let mut measure = |text: &str, kind: LabelKind| {
        let size = kind.type_().size;
        ScreenSize { width: text.chars().count() as f64 * size * 0.56, height: size * 1.3 }
    };
    let called = Called::ByReader;
    let mut naming = Naming {
        atlas: &atlas,
        scene: &scene,
        filter: &filter,
        collapsed: &collapsed,
        lang,
        called,
        selected: None,
        lit: None,
        measure: &mut measure,
    };
    let placed = naming.placed(&layers, &camera, &[]);
    let regions = placed.into_iter().filter(|p| p.label.key != NO_REGION);
    let named = regions.map(|p| (scene.places[p.label.key].id.clone(), p.rect)).collect();
    (scene, filter, camera, named)
}

/// The free parts of a map: of small and usual telephones, of a laptop, of a screen.
const WINDOWS: [(f64, f64); 5] = [(360., 346.), (360., 400.), (390., 456.), (850., 800.), (1_440., 1_000.)];

#[test]
fn what_the_article_is_about_is_named_at_rest_in_every_window() {
    for (width, height) in WINDOWS {
        for lang in [languages::lang("fr"), languages::lang("en")] {
            let (scene, .., named) = at_rest(width, height, lang);
            for place in scene.places.iter().filter(|place| place.weight == Weight::Main) {
                let is_named = named.iter().any(|(id, _)| *id == place.id);
                assert!(is_named, "{} at {width} × {height} in {}", place.id, lang.code());
            }
        }
    }
}

#[test]
fn a_name_stands_on_what_it_names_or_beside_it() {
    for (width, height) in WINDOWS {
        let (scene, filter, camera, named) = at_rest(width, height, languages::lang("fr"));
        for (id, rect) in &named {
            let number = scene.number(id).expect("a region");
            let seen = scene.marks(number).filter(|mark| mark.passes(&filter));
            let near = rect.grown(16.);
            let is_near = |at: WorldPoint| near.contains(camera.world_to_screen(at));
            let mut touching = seen.filter(|mark| {
                mark.path.shape().points().any(is_near)
                    || matches!(mark.path.shape(), Shape::Areas(rings)
                        if hit::locate(rings, camera.screen_to_world(rect.centre())) == hit::Location::Inside)
            });
            assert!(touching.next().is_some(), "{id} at {width} × {height}: {rect:?}");
        }
    }
}
