//! What is said of the first atlas, made from its own folder: the transcripts in
//! `docs/descriptions.md` (`UPDATE=1 cargo test -p gazetteer` writes them anew).

use std::{fmt::Write as _, fs, path::PathBuf, sync::OnceLock};

use atlas::{Atlas, PartialDate};
use carto::{
    LonLat,
    parse::parse_layer,
    projection::{project, project_bounds},
};
use documents::Lang;
use gazetteer::{Gazetteer, Question, Spot, Topic, Wind};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(name: &str) -> String {
    let path = root().join("geodata").join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Read once for all tests.
fn first_atlas() -> &'static (Atlas, Gazetteer) {
    static READ: OnceLock<(Atlas, Gazetteer)> = OnceLock::new();
    READ.get_or_init(read_all)
}

fn read_all() -> (Atlas, Gazetteer) {
    let texts = ["atlas.json", "regions.json", "claims.json"].map(read);
    let atlas = Atlas::parse(&texts[0], &texts[1], &texts[2]).expect("it is good");
    let layer = |file: &str| parse_layer(read(file)).expect("it is good").layer;
    let layers = atlas.manifest.layers.iter().map(|entry| (entry.id.clone(), layer(&entry.file)));
    let gazetteer = Gazetteer::new(&atlas, layers.collect());
    (atlas, gazetteer)
}

fn date(text: &str) -> PartialDate {
    text.parse().expect("a date")
}

/// A question that the descriptions alone answer: in English and French, and where the
/// answer stands (region, date, topics).
type Asked = (&'static str, &'static str, &'static [(&'static str, &'static str, &'static [Topic])]);

const AS_OF: &str = "2024-04-17";

const QUESTIONS: [Asked; 10] = [
    (
        "Who holds Artsvashen, and who claims it?",
        "Qui tient Artsvashen, et qui le revendique ?",
        &[("artsvashen", AS_OF, &[Topic::Held, Topic::Claimed])],
    ),
    (
        "What lies around Artsvashen?",
        "Qu’y a-t-il autour d’Artsvashen ?",
        &[("artsvashen", AS_OF, &[Topic::State])],
    ),
    (
        "Which is nearer to a state border, Artsvashen or Karki?",
        "Lequel est le plus près d’une frontière d’État, Artsvashen ou Karki ?",
        &[("artsvashen", AS_OF, &[Topic::Border]), ("karki", AS_OF, &[Topic::Border])],
    ),
    (
        "Which border is the nearest to Stepanakert?",
        "Quelle frontière est la plus proche de Stepanakert ?",
        &[("stepanakert", AS_OF, &[Topic::Border])],
    ),
    (
        "What would the corridor cross?",
        "Que traverserait le couloir ?",
        &[("syunik-corridor", AS_OF, &[Topic::Crosses])],
    ),
    (
        "What would it run along, and which towns would it pass?",
        "Que longerait-il, et près de quelles villes passerait-il ?",
        &[("syunik-corridor", AS_OF, &[Topic::Along, Topic::Passes])],
    ),
    (
        "How is Nakhchivan cut off, and from what?",
        "De quoi le Nakhitchevan est-il coupé, et comment ?",
        &[("nakhchivan", AS_OF, &[Topic::Exclave, Topic::Neighbours])],
    ),
    (
        "What changed on the map in November 2020?",
        "Qu’est-ce qui a changé sur la carte en novembre 2020 ?",
        &[
            ("nagorno-karabakh", "2020-11-09", &[Topic::Area, Topic::Neighbours]),
            ("nagorno-karabakh", "2020-11-11", &[Topic::Area, Topic::Neighbours]),
            ("syunik-corridor", "2020-11-09", &[Topic::Absent]),
            ("syunik-corridor", "2020-11-11", &[Topic::Length]),
        ],
    ),
    (
        "What changed on the map in September 2023?",
        "Qu’est-ce qui a changé sur la carte en septembre 2023 ?",
        &[
            ("nagorno-karabakh", "2023-09-19", &[Topic::Area, Topic::Held]),
            ("nagorno-karabakh", "2023-09-21", &[Topic::Area, Topic::Held]),
        ],
    ),
    (
        "What changed on the map in May 2024?",
        "Qu’est-ce qui a changé sur la carte en mai 2024 ?",
        &[
            ("kheyrimli", "2024-05-23", &[Topic::State, Topic::Area, Topic::Held]),
            ("kheyrimli", "2024-05-25", &[Topic::State, Topic::Area, Topic::Held]),
            ("armenia", AS_OF, &[Topic::Dates]),
        ],
    ),
];

/// What the map measures, the figure that the atlas or its sources give, and why they
/// differ: region, figure in square kilometres, why.
const FIGURES: [(&str, &str, &str); 8] = [
    (
        "artsvashen",
        "about 40 (note in `regions.json`)",
        "the same, rounded: OpenStreetMap’s outline measures 39.2",
    ),
    (
        "nagorno-karabakh",
        "4,388, rounded 4,400 (the oblast in 1989, `SOURCES.md`)",
        "Natural Earth’s ring at 1:10,000,000 is 2.5 % smaller",
    ),
    ("yukhari-askipara", "32.4 (OpenStreetMap, `SOURCES.md`)", "the same"),
    ("barkhudarli", "9.9 (OpenStreetMap, `SOURCES.md`)", "the same; one outline for Barkhudarli and Sofulu"),
    (
        "karki",
        "8 to 9.5, or 19 (region’s precision)",
        "an ellipse of 9 km² drawn for the atlas, said to be schematic",
    ),
    (
        "syunik",
        "4,506 (note in `regions.json`)",
        "the boundary with Vayots Dzor is at 1:10,000,000: 1 % smaller",
    ),
    (
        "nakhchivan",
        "5,503 (note in `regions.json`)",
        "the border of OpenStreetMap, simplified; 3.5 % smaller than the Azerbaijani figure",
    ),
    (
        "armenia",
        "29,800 (note in `regions.json`)",
        "Yerevan counts Artsvashen; the map draws the border on the ground, simplified",
    ),
];

fn told(
    gazetteer: &Gazetteer,
    region: &str,
    date: Option<PartialDate>,
    lang: Lang,
    topics: &[Topic],
) -> Vec<String> {
    let description = gazetteer.describe(region, date, lang).expect("a region of the atlas");
    let sentences = description.sentences();
    let found = description.facts.iter().zip(sentences).filter(|(fact, _)| topics.contains(&fact.topic));
    found.map(|(_, sentence)| sentence).collect()
}

fn questions(doc: &mut String, atlas: &Atlas, gazetteer: &Gazetteer) {
    doc.push_str("\n## Ten questions, answered by the descriptions alone\n");
    for (number, (english, french, places)) in QUESTIONS.iter().enumerate() {
        for (lang, question) in [(languages::lang("en"), english), (languages::lang("fr"), french)] {
            let head = if lang.code() == "en" { format!("\n{}. ", number + 1) } else { "   ".to_owned() };
            let _ = writeln!(doc, "{head}**{question}**");
            for (region, day, topics) in *places {
                let when = documents::words::date(date(day), lang);
                let name = atlas.label(region, lang.code()).expect("a region of the atlas");
                let sentences = told(gazetteer, region, Some(date(day)), lang, topics);
                let colon = if lang.code() == "fr" { "\u{202f}:" } else { ":" };
                let _ = writeln!(doc, "   - {name}, {when}{colon} {}", sentences.join(" "));
            }
        }
    }
}

fn figures(doc: &mut String, atlas: &Atlas, gazetteer: &Gazetteer) {
    doc.push_str("\n## Measured beside the figures of the sources\n\n| region | on the map | km² in the sources | why they differ |\n|---|---|---|---|\n");
    for (region, figure, why) in FIGURES {
        let measured = told(gazetteer, region, None, languages::lang("en"), &[Topic::Area]).concat();
        let measured = measured.trim_start_matches("Area on the map: ").trim_end_matches('.');
        let name = atlas.label(region, "en").expect("a region of the atlas");
        let _ = writeln!(doc, "| {name} | {measured} | {figure} | {why} |");
    }
    doc.push_str("\nThe corridor: 40 km according to Baku in 2021, 42 to 43 in 2024; the map’s line, which is schematic, measures 41.8 km and is said as “about 40 km”.\n");
}

fn walk(doc: &mut String, atlas: &Atlas, gazetteer: &Gazetteer) {
    doc.push_str("\n## A walk\n");
    let region = |id: &str| Spot::Region(id.to_owned());
    let id = str::to_owned;
    let [min, max] = {
        let b = project_bounds(atlas.manifest.view);
        [b.min, b.max]
    };
    let mut asked: Vec<(&str, Question)> = vec![
        ("What is in the first view?", Question::InView { min, max }),
        (
            "Where is 45.0° E, 40.0° N?",
            Question::Here { at: Spot::Position(project(LonLat { lon: 45., lat: 40. })) },
        ),
        (
            "Where is 49.9° E, 42.0° N?",
            Question::Here { at: Spot::Position(project(LonLat { lon: 49.9, lat: 42. })) },
        ),
        (
            "What lies between Artsvashen and Stepanakert?",
            Question::Between { one: id("artsvashen"), other: id("stepanakert") },
        ),
        (
            "What lies between Nakhchivan and Nagorno-Karabakh?",
            Question::Between { one: id("nakhchivan"), other: id("nagorno-karabakh") },
        ),
        ("What is Stepanakert part of?", Question::Around { region: id("stepanakert") }),
        ("What is Kheyrimli part of?", Question::Around { region: id("kheyrimli") }),
        ("What does Syunik hold?", Question::Within { region: id("syunik") }),
        ("What does Artsvashen hold?", Question::Within { region: id("artsvashen") }),
    ];
    for wind in [Wind::North, Wind::East, Wind::South, Wind::West] {
        asked.push((
            "From Stepanakert, what is the nearest place on this side?",
            Question::Towards { from: region("stepanakert"), wind },
        ));
    }
    for (question, asked) in &asked {
        let _ = writeln!(doc, "\n- {question}");
        for lang in [languages::lang("en"), languages::lang("fr")] {
            let _ = writeln!(doc, "  - {}", gazetteer.answer(asked, None, lang).text);
        }
    }
}

fn transcripts() -> String {
    let (atlas, gazetteer) = first_atlas();
    let mut doc = String::from(HEAD);
    questions(&mut doc, atlas, gazetteer);
    figures(&mut doc, atlas, gazetteer);
    walk(&mut doc, atlas, gazetteer);
    doc.push_str("\n## Every region\n");
    for region in atlas.regions_in_order() {
        let label = |lang: Lang| region.label.best(lang.code()).1;
        let _ = writeln!(doc, "\n### {} / {}", label(languages::lang("en")), label(languages::lang("fr")));
        for lang in [languages::lang("en"), languages::lang("fr")] {
            let _ = writeln!(doc, "\n*{}*\n", region.kind.best(lang.code()).1);
            let description = gazetteer.describe(&region.id, None, lang).expect("a region of the atlas");
            for sentence in description.sentences() {
                let _ = writeln!(doc, "- {sentence}");
            }
            let short = gazetteer.in_short(&region.id, None, lang).expect("a region of the atlas");
            let _ = writeln!(doc, "\nIn short: {short}");
        }
    }
    doc
}

const HEAD: &str = "# What is said of the map, in words\n
Written by `crates/gazetteer` from `geodata/` and compared by its tests (`UPDATE=1 cargo test -p gazetteer` writes it anew). Where no date is given it is 17 April 2024.\n
How it is meant: a country is the one on whose side of the *border drawn* a place lies (OpenStreetMap, control on the ground), which is no claim; who holds and who claims stands beside it. Distances are the shortest on the ground, between the nearest edges of what is drawn: to 1 km, from 50 km to 5 km; “about” where the geometry is indicative (then to 5 km from 10 km on). “Touching” is within 0.6 km. Directions are compass courses to the nearest eighth. A point whose position is approximate and within 3 km of the border is said to lie on either side.\n";

#[test]
fn the_transcripts_are_those_that_were_read() {
    let path = root().join("docs/descriptions.md");
    let got = transcripts();
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &got).expect("docs/ can be written to");
    }
    let want = fs::read_to_string(&path).unwrap_or_default();
    let differs = got.lines().zip(want.lines()).find(|(got, want)| got != want);
    assert_eq!(differs, None, "read the change, then write it with UPDATE=1");
    assert_eq!(got.len(), want.len());
}

#[test]
fn every_question_has_its_answer_in_the_text() {
    let (_, gazetteer) = first_atlas();
    for (question, _, places) in QUESTIONS {
        for lang in ["fr", "en"].map(languages::lang) {
            for (region, day, topics) in places {
                let answer = told(gazetteer, region, Some(date(day)), lang, topics);
                // After a change there may be nothing to say of what there was before.
                assert!(!answer.is_empty(), "{question} {region} {day}");
            }
        }
    }
}

#[track_caller]
fn check(region: &str, day: &str, topic: Topic, english: &str) {
    let (_, gazetteer) = first_atlas();
    let got = told(gazetteer, region, Some(date(day)), languages::lang("en"), &[topic]).concat();
    assert_eq!(got.replace('\u{a0}', " "), english);
}

#[test]
fn in_may_2024_the_border_passes_to_the_other_side_of_a_village() {
    check("kheyrimli", "2024-05-23", Topic::State, "Country, by the border drawn: Armenia.");
    check("kheyrimli", "2024-05-25", Topic::State, "Country, by the border drawn: Azerbaijan.");
}

#[test]
fn before_it_was_wanted_there_is_no_corridor() {
    check("syunik-corridor", "2019", Topic::Absent, "On the map at this date: nothing is drawn.");
    check("syunik-corridor", AS_OF, Topic::Absent, "");
}

#[test]
fn every_region_is_described_on_the_days_of_change_and_never_with_a_stray_sign() {
    let (atlas, gazetteer) = first_atlas();
    for day in ["1920", "2020-11-10", "2024-05-24"] {
        for region in atlas.regions_in_order() {
            for lang in ["fr", "en"].map(languages::lang) {
                let description =
                    gazetteer.describe(&region.id, Some(date(day)), lang).expect("a region of the atlas");
                assert!(!description.facts.is_empty(), "{} {day}", region.id);
                for sentence in description.sentences() {
                    let is_odd =
                        ["  ", " ,", "()", ": .", "NaN", "inf"].iter().any(|odd| sentence.contains(odd));
                    assert!(!is_odd && sentence.ends_with('.'), "{sentence}");
                }
            }
        }
    }
}
