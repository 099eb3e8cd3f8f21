//! What a reader finds in the first atlas, read from its own folder.

use std::fs;

use atlas::Atlas;
use carto::parse::parse_layer;
use scene::{
    Layers,
    finder::{Target, texts},
};
use search::Index;

fn file(name: &str) -> String {
    let path = format!("{}/../../geodata/{name}", env!("CARGO_MANIFEST_DIR"));
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn first_atlas() -> (Atlas, Index<Target>) {
    let atlas = Atlas::parse(&file("atlas.json"), &file("regions.json"), &file("claims.json"))
        .expect("the first atlas");
    let mut layers = Layers::default();
    for layer in &atlas.manifest.layers {
        layers.insert(layer.id.clone(), parse_layer(file(&layer.file)).expect("a layer").layer);
    }
    let texts = texts(&atlas, &layers);
    let mut index = Index::default();
    for (text, target, weight) in &texts.texts {
        index.add(texts.targets[*target].clone(), text, *weight);
    }
    (atlas, index)
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
