//! Whatever an author does, in whichever order: the atlas can be read, every file is JSON, and
//! what was not touched stays to the letter.

use authoring::{
    Beginning, History, Kind, NewClaim, NewRegion, NewSpeaker, Project, Refused, Shape, Side, Spot, World,
};
use proptest::prelude::*;

const ARTICLE: &str = "An island\n\nThe council of Westbank wants the whole island for a park.\n\n\
    Eastbank asks for a bridge. “The island” is small, l’île est à nous, 北京 is far.\n";

/// Something that an author does; numbers choose among what there is.
#[derive(Clone, Debug)]
enum Act {
    AddRegion(String),
    RemoveRegion(usize),
    Draw(usize, Kind, Vec<[f64; 2]>),
    Reshape(usize, usize, [f64; 2]),
    Insert(usize, usize, [f64; 2]),
    Thin(usize, usize),
    Erase(usize),
    Property(usize, String),
    Claim(usize, usize, usize),
    RemoveClaim(usize),
    Speaker(String, bool),
    Label(usize, String),
    Ground,
    Article(bool),
    Undo,
    Redo,
}

fn position() -> impl Strategy<Value = [f64; 2]> {
    (-400. ..400., -84. ..84.).prop_map(|(lon, lat)| [lon, lat])
}

fn act() -> impl Strategy<Value = Act> {
    let one = || 0..6_usize;
    let kind = prop_oneof![Just(Kind::Point), Just(Kind::Line), Just(Kind::Area)];
    prop_oneof![
        ".{0,12}".prop_map(Act::AddRegion),
        one().prop_map(Act::RemoveRegion),
        (one(), kind, prop::collection::vec(position(), 0..6))
            .prop_map(|(at, kind, all)| Act::Draw(at, kind, all)),
        (one(), one(), position()).prop_map(|(at, corner, to)| Act::Reshape(at, corner, to)),
        (one(), one(), position()).prop_map(|(at, corner, to)| Act::Insert(at, corner, to)),
        (one(), one()).prop_map(|(at, corner)| Act::Thin(at, corner)),
        one().prop_map(Act::Erase),
        (one(), ".{0,8}").prop_map(|(at, text)| Act::Property(at, text)),
        (0..170_usize, 0..40_usize, one()).prop_map(|(start, length, at)| Act::Claim(start, length, at)),
        one().prop_map(Act::RemoveClaim),
        (".{0,10}", any::<bool>()).prop_map(|(name, is_new)| Act::Speaker(name, is_new)),
        (one(), ".{0,12}").prop_map(|(at, text)| Act::Label(at, text)),
        Just(Act::Ground),
        any::<bool>().prop_map(Act::Article),
        Just(Act::Undo),
        Just(Act::Redo),
    ]
}

fn begin() -> Project {
    let beginning = Beginning {
        title: "An island".to_owned(),
        publisher: "The Paper".to_owned(),
        published: "2026-01-05".to_owned(),
        language: "en".to_owned(),
        languages: vec!["en".to_owned(), "fr".to_owned()],
        url: None,
    };
    Project::begin(&beginning, ARTICLE).with("notes.md", "  mine \n")
}

/// What becomes of a project; refused where there is nothing to do it to.
fn done(project: &Project, act: &Act) -> Result<Project, Refused> {
    let atlas = project.atlas()?;
    let missing = || Refused::NoWords;
    let region =
        |at: usize| atlas.regions.regions.get(at).map(|region| region.id.clone()).ok_or_else(missing);
    let drawn = project.drawn();
    let drawn = |at: usize| drawn.get(at).ok_or_else(missing);
    let shape = |at: usize| drawn(at)?.shape.clone().ok_or_else(missing);
    let reshaped = |at: usize, shape: &Shape| project.reshape(&drawn(at)?.file, &drawn(at)?.id, shape);
    match act {
        Act::AddRegion(name) => Ok(project.add_region(&NewRegion::named(name, "en"))?.0),
        Act::RemoveRegion(at) => project.remove_region(&region(*at)?),
        Act::Draw(at, kind, positions) => {
            let shape = Shape::drawn(*kind, positions).ok_or_else(missing)?;
            Ok(project.draw(&region(*at)?, &shape)?.0)
        }
        Act::Reshape(at, corner, to) => reshaped(*at, &shape(*at)?.moved(0, *corner, *to)),
        Act::Insert(at, corner, to) => reshaped(*at, &shape(*at)?.inserted(0, *corner, *to)),
        Act::Thin(at, corner) => reshaped(*at, &shape(*at)?.without(0, *corner).ok_or_else(missing)?),
        Act::Erase(at) => project.erase(&drawn(*at)?.file, &drawn(*at)?.id),
        Act::Property(at, text) => {
            project.set_property(&drawn(*at)?.file, &drawn(*at)?.id, "precision", Some(&text.as_str().into()))
        }
        Act::Claim(start, length, at) => {
            let regions = region(*at).into_iter().collect();
            let new = NewClaim { at: *start..start + length, regions, ..NewClaim::default() };
            Ok(project.add_claim(&new)?.0)
        }
        Act::RemoveClaim(at) => {
            let claim = atlas.claims.claims.get(*at).ok_or_else(missing)?;
            project.remove_claim(&claim.id)
        }
        Act::Speaker(name, is_new) => {
            let side = if *is_new { Side::New(name.clone()) } else { Side::Own };
            let new =
                NewSpeaker { name: name.clone(), role: "mayor".to_owned(), lang: "en".to_owned(), side };
            Ok(project.add_speaker(&new)?.0)
        }
        Act::Label(at, text) => project.set_text(&project.region_spot(&region(*at)?, "label")?, "fr", text),
        Act::Ground => project.grounded(&World::default(), &|_, _| None),
        Act::Article(is_longer) => Ok(project.with_article(&if *is_longer {
            format!("More.\n\n{ARTICLE}")
        } else {
            ARTICLE.to_owned()
        })),
        Act::Undo | Act::Redo => Ok(project.clone()),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn any_order_of_changes_leaves_an_atlas_that_can_be_read(acts in prop::collection::vec(act(), 1..25)) {
        let mut history = History::new(begin());
        for act in &acts {
            match act {
                Act::Undo => {
                    history.undo();
                }
                Act::Redo => {
                    history.redo();
                }
                _ => {
                    if let Ok(next) = done(history.present(), act) {
                        history.go_on(next);
                    }
                }
            }
            let project = history.present();
            prop_assert!(project.atlas().is_ok(), "{act:?}: {:?}", project.atlas());
            prop_assert_eq!(project.text("notes.md"), Some("  mine \n"));
            for (name, content) in project.files().filter(|(name, _)| name.ends_with("json")) {
                let read = serde_json::from_slice::<serde_json::Value>(content);
                prop_assert!(read.is_ok(), "{act:?}: {name}: {read:?}");
            }
            prop_assert!(project.checked().is_ok());
        }
        while history.undo() {}
        prop_assert_eq!(history.present(), &begin());
    }
}

#[test]
fn a_change_of_one_thing_leaves_all_else_of_an_atlas_to_the_letter() {
    let files = ["atlas.json", "regions.json", "claims.json"].map(|name| {
        let path = format!("{}/../../geodata/{name}", env!("CARGO_MANIFEST_DIR"));
        (name.to_owned(), std::fs::read(path).unwrap())
    });
    let project = Project::new(files);
    let spot = Spot::new("claims.json", &["claims", "withdrawal-confirmed", "summary"]);
    let changed = project.set_text(&spot, "en", "Another summary.").unwrap();
    let lines = |project: &Project| {
        project.text("claims.json").unwrap().lines().map(str::to_owned).collect::<Vec<_>>()
    };
    let (was, is) = (lines(&project), lines(&changed));
    assert_eq!(was.len(), is.len());
    assert_eq!(was.iter().zip(&is).filter(|(was, is)| was != is).count(), 1);
    for name in ["atlas.json", "regions.json"] {
        assert_eq!(project.text(name), changed.text(name));
    }
}
