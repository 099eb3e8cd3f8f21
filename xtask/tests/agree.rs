//! What the style sheet says and the program says too, compared: CSS knows no
//! constants of Rust.

use std::{collections::BTreeMap, fs, path::Path};

use atlas::manifest::MOST_SIDES;
use carto::{
    camera::HOME_MARGIN,
    style::{BASE_INKS, FAMILY, NAME_INKS},
};
use scene::marks::{self, CHOSEN};
use serde_json::Value;

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

fn part(name: &str) -> String {
    fs::read_to_string(root().join("src/style").join(name)).unwrap_or_else(|why| panic!("{name}: {why}"))
}

/// What the custom property `name` is where `css` first sets it.
fn set<'a>(css: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = css.split_once(&format!(" {name}:"))?;
    rest.split_once(';').map(|(value, _)| value.trim())
}

/// The blocks that set colours: light, and by what they ask for.
fn colours() -> BTreeMap<&'static str, String> {
    let css = part("colours.css");
    let block = |start: &str| {
        let (_, rest) = css.split_once(start).unwrap_or_else(|| panic!("{start}: none"));
        rest.split_once('}').expect("a block ends").0.to_owned()
    };
    [
        ("light", ":root,\n.paper {"),
        ("dark", "@media screen and (prefers-color-scheme: dark) {"),
        ("forced", "@media (forced-colors: active) {"),
    ]
    .into_iter()
    .map(|(name, start)| (name, block(start)))
    .collect()
}

#[test]
fn every_ink_has_its_colour_in_light_dark_and_forced_colours() {
    for (kind, css) in colours() {
        for ink in BASE_INKS.iter().chain(&NAME_INKS) {
            assert!(set(&css, &format!("--map-{}", ink.0)).is_some(), "{ink:?} has none: {kind}");
        }
    }
}

#[test]
fn what_has_a_colour_in_the_light_has_one_in_the_dark_and_where_colours_are_forced() {
    let colours = colours();
    let names = |css: &str| -> Vec<String> {
        let lines = css.lines().filter_map(|line| line.trim().split_once(':'));
        lines.map(|(name, _)| name.to_owned()).filter(|name| name.starts_with("--map-")).collect()
    };
    assert_eq!(names(&colours["light"]), names(&colours["dark"]));
    assert_eq!(names(&colours["light"]), names(&colours["forced"]));
}

#[test]
fn what_is_chosen_is_as_firm_in_a_figure_as_on_the_page() {
    let css = part("regions.css");
    // Neither what the keyboard is on nor what a date has just brought is chosen.
    let others = ["var(--focus)", ".is-new"];
    let is_other = |rule: &&str| others.iter().any(|other| rule.contains(other));
    let rules = css.split('}').filter(|rule| rule.contains("stroke-width") && !is_other(rule));
    let widths: Vec<&str> = rules.filter_map(|rule| set(rule, "stroke-width")).collect();
    assert!(!widths.is_empty());
    assert!(widths.iter().all(|width| *width == format!("{CHOSEN}px")), "{widths:?}");
}

#[test]
fn names_stand_back_as_far_as_shapes() {
    let css = part("regions.css");
    let rule = css.split('}').find(|rule| rule.contains("#map.is-dimming")).expect("a rule for shapes");
    let canvas = fs::read_to_string(root().join("src/door/canvas.rs")).expect("a file");
    let names = canvas.split_once("const FAINT: f64 = ").and_then(|(_, rest)| rest.split_once(';'));
    assert_eq!(set(rule, "opacity"), names.map(|(value, _)| value));
}

#[test]
fn every_colour_of_a_figure_is_in_the_style_sheet() {
    let light = &colours()["light"];
    let parties = (0..MOST_SIDES).flat_map(marks::inks_of);
    for ink in parties.chain(marks::INKS.map(str::to_owned)) {
        assert!(set(light, &format!("--{ink}")).is_some(), "{ink}");
    }
}

#[test]
fn the_page_and_the_map_are_set_in_one_family() {
    let steps = part("steps.css");
    assert_eq!(set(&steps, "--letters").map(|family| family.replace('"', "'")).as_deref(), Some(FAMILY));
}

#[test]
fn the_first_view_has_one_margin() {
    let steps = part("steps.css");
    assert_eq!(set(&steps, "--home-margin"), Some(&*format!("{HOME_MARGIN}px")));
}

#[test]
fn no_other_part_says_how_wide_that_margin_is() {
    for name in ["map.css", "small.css", "embed.css"] {
        let css = part(name);
        let rules = css.split('}').filter(|rule| rule.contains(".first {"));
        for rule in rules {
            assert!(!rule.contains(&format!("{HOME_MARGIN}px")), "{name}: {rule}");
        }
    }
}

/// What the schemas of an atlas know: every key of every object, by file.
fn keys() -> BTreeMap<&'static str, Vec<String>> {
    fn collect(schema: &Value, found: &mut Vec<String>) {
        for (key, inner) in schema["properties"].as_object().into_iter().flatten() {
            found.push(key.clone());
            collect(inner, found);
        }
        let listed = ["anyOf", "oneOf"].into_iter().filter_map(|key| schema[key].as_array()).flatten();
        let named = schema["$defs"].as_object().into_iter().flat_map(|named| named.values());
        for inner in listed.chain(named).chain(schema.get("items")) {
            collect(inner, found);
        }
    }
    let read = |(name, text): (&'static str, String)| {
        let (schema, mut found) = (serde_json::from_str(&text).expect("a schema is JSON"), Vec::new());
        collect(&schema, &mut found);
        (name, found)
    };
    atlas::schemas().into_iter().map(read).collect()
}

#[test]
fn the_guide_for_authors_has_every_key_and_every_style() {
    let guide = fs::read_to_string(root().join("docs/atlas.md")).expect("the guide can be read");
    // What GeoJSON has is told there as GeoJSON.
    let of_geojson = ["bbox", "features", "geometry", "properties", "type"];
    for (file, keys) in keys() {
        assert!(keys.len() > 5, "{file}: {keys:?}");
        for key in keys.iter().filter(|key| !of_geojson.contains(&&***key)) {
            assert!(guide.contains(&format!("`{key}`")), "{file}: {key}");
        }
    }
    for style in styles::Style::all() {
        assert!(guide.contains(&format!("`{}`", style.name())), "{}", style.name());
    }
}

#[test]
fn the_schema_of_layers_has_what_the_first_atlas_says_in_them() {
    let known = &keys()["layer.schema.json"];
    let mut folders = vec![root().join("geodata")];
    let mut count = 0;
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("the atlas can be read").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "geojson") {
                let text = fs::read_to_string(&path).expect("a layer can be read");
                let layer: Value = serde_json::from_str(&text).expect("a layer is JSON");
                let features = layer["features"].as_array().expect("a layer has features");
                for key in features.iter().filter_map(|feature| feature["properties"].as_object()).flatten() {
                    assert!(known.contains(key.0), "{}: {}", path.display(), key.0);
                    count += 1;
                }
            }
        }
    }
    assert!(count > 100, "{count}");
}
